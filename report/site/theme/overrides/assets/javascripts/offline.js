// Pages that were read are kept for when there is no network (sw.js), and say so. Only a
// published site does it: it has a policy; `make serve` and the copy on disk have none.
"use strict";

(() => {
  const actions = document.querySelector(".ve-trang > .viec-voi-trang");
  const policy = document.querySelector('meta[http-equiv="Content-Security-Policy"]');
  const workers = navigator.serviceWorker;
  if (!actions || !policy || !workers) return;
  const { base } = JSON.parse(document.getElementById("__config").textContent);
  const english = document.documentElement.lang === "en";
  const OFF = "khong-luu-trang";

  function refused(set) {
    try {
      if (set !== undefined) localStorage.setItem(OFF, set);
      return localStorage.getItem(OFF) === "1";
    } catch {
      return true; // where nothing may be stored
    }
  }

  async function ask(what, urls) {
    const { active } = await workers.ready;
    return new Promise((resolve) => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = ({ data }) => resolve(data);
      active.postMessage({ ask: what, urls }, [port2]);
    });
  }

  function element(name, text, className = "") {
    const made = document.createElement(name);
    made.textContent = text;
    made.className = className;
    return made;
  }

  /* What is kept, and how to be rid of it. */
  async function list(box) {
    const pages = element("ul", "");
    for (const { url, title } of await ask("list")) {
      const link = element("a", new DOMParser().parseFromString(title, "text/html").body.textContent);
      link.href = url;
      const entry = element("li", "");
      entry.append(link);
      pages.append(entry);
    }
    const button = element("button", "Xóa các trang đã lưu và không lưu nữa", "md-button");
    button.type = "button";
    button.addEventListener("click", async () => {
      refused("1");
      await ask("forget");
      await (await workers.ready).unregister();
      box.replaceChildren(element("summary", "Đã xóa, trang web không lưu nữa"));
    });
    box.append(pages, button);
  }

  function sayKept() {
    const box = element("details", "", "trang-da-luu");
    box.append(element("summary", english ? "Saved on this device, to be read without a network" : "Đã lưu trên máy này, đọc được khi không có mạng"));
    box.addEventListener("toggle", () => list(box), { once: true });
    actions.after(box);
  }

  function sayCopy(day) {
    const when = day && new Date(day).toLocaleDateString(english ? "en-GB" : "vi-VN");
    const text = english
      ? `No network: this copy was saved on this device${when && ` on ${when}`}.`
      : `Không có mạng. Đây là bản đã lưu trên máy${when && ` ngày ${when}`}, có thể không phải bản mới nhất.`;
    const bar = element("p", text, "ban-da-luu");
    bar.setAttribute("role", "status");
    document.querySelector("main").append(bar);
  }

  function offerAgain() {
    const button = element("button", "Lưu các trang đã đọc để đọc khi không có mạng", "in-trang");
    button.type = "button";
    button.addEventListener("click", () => {
      refused("0");
      button.remove();
      start();
    });
    actions.after(button);
  }

  async function start() {
    await workers.register(new URL("sw.js", new URL(`${base}/`, location)));
    const day = await ask("copy");
    // The browser's own cache may have given the page for some minutes more.
    if (day !== null || !navigator.onLine) sayCopy(day ?? "");
    const loaded = performance.getEntriesByType("resource").map(({ name }) => name);
    const kept = await ask("keep", [location.origin + location.pathname, ...loaded]);
    if (kept) sayKept();
  }

  // After all that the page itself needs.
  const begin = () => (refused() ? offerAgain() : start().catch(() => {}));
  if (document.readyState === "complete") begin();
  else addEventListener("load", begin);
})();
