// The signs behind figures (※, "tính") open what they say where they stand.
"use strict";

(() => {
  const signs = document.querySelectorAll(".luu-y > *");
  if (!signs.length || !HTMLElement.prototype.showPopover) return; // they lead there as links

  function element(name, className, ...content) {
    const made = document.createElement(name);
    made.className = className;
    made.append(...content);
    return made;
  }

  /* Below its sign, or above where there is no room, within the window. */
  function place(note, sign) {
    const { left, top, bottom } = sign.getBoundingClientRect();
    const { clientWidth, clientHeight } = document.documentElement;
    const most = clientWidth - note.offsetWidth - 8;
    const below = bottom + 6;
    const fits = below + note.offsetHeight <= clientHeight;
    note.style.left = `${Math.max(8, Math.min(left - 16, most))}px`;
    note.style.top = `${fits ? below : Math.max(8, top - note.offsetHeight - 6)}px`;
  }

  /* Behind the sign, so that the keyboard comes from one to the other; it closes at Esc, at a
     touch elsewhere, and when the keyboard leaves it. */
  function noteOf(sign, number) {
    const note = element("span", "ghi-chu-tai-cho", sign.ariaLabel ?? sign.title);
    note.id = `ghi-chu-${number}`;
    note.popover = "auto";
    note.setAttribute("role", "note");
    if (sign.href) {
      const link = element("a", "", "Xem cách đối chiếu");
      link.href = sign.href;
      note.append(" ", link);
    }
    return note;
  }

  function open(sign, number) {
    const button = element("button", "dau-ghi-chu", ...sign.childNodes);
    const note = noteOf(sign, number);
    button.type = "button";
    button.dataset.so = sign.dataset.so;
    button.setAttribute("aria-label", `${note.firstChild.data.split(":")[0]}: mở`);
    button.setAttribute("aria-expanded", "false");
    button.setAttribute("popovertarget", note.id);
    note.addEventListener("toggle", ({ newState }) => {
      button.setAttribute("aria-expanded", String(newState === "open"));
      if (newState === "open") place(note, button);
    });
    note.addEventListener("focusout", ({ relatedTarget }) => {
      if (relatedTarget && relatedTarget !== button && !note.contains(relatedTarget)) {
        note.hidePopover();
      }
    });
    sign.replaceWith(button);
    button.parentElement.after(note);
  }

  signs.forEach(open);
  // What is fixed to the window follows its sign.
  function follow() {
    const note = document.querySelector(".ghi-chu-tai-cho:popover-open");
    if (note) place(note, note.previousElementSibling.firstElementChild);
  }
  addEventListener("scroll", follow, { passive: true });
  addEventListener("resize", follow);
})();

/* "Nghe đọc" is there where the machine has a Vietnamese voice; one that works over the network is
   not taken, for it would send the text away. The rest of it comes when it is used. */
(() => {
  const path = document.querySelector(".md-path");
  const speech = window.speechSynthesis;
  if (!path || !speech || document.documentElement.lang !== "vi") return;
  const button = document.createElement("button");
  button.type = "button";
  button.className = "nghe-doc";
  button.textContent = "Nghe đọc";

  function load() {
    const script = document.createElement("script");
    const { base } = JSON.parse(document.getElementById("__config").textContent);
    script.src = `${base}/assets/javascripts/listen.js`;
    document.head.append(script);
  }

  function offer() {
    const voices = speech.getVoices();
    if (!voices.some(({ lang, localService }) => localService && /^vi\b/i.test(lang))) return;
    speech.removeEventListener("voiceschanged", offer);
    button.setAttribute("aria-pressed", "false");
    path.append(button);
    button.addEventListener("click", load, { once: true });
  }

  speech.addEventListener("voiceschanged", offer);
  offer();
})();

/* "Trang này có ích không?" stands beside "Báo một chỗ sai", and leads where that leads. */
(() => {
  const wrong = document.querySelector(".gop-y > a");
  if (!wrong) return;
  const english = document.documentElement.lang === "en";

  function answer(subject, name) {
    const link = document.createElement("a");
    const url = new URL(wrong.href);
    if (url.searchParams.has("template")) {
      url.searchParams.set("template", "cau-hoi.yml"); // a form of .github/ISSUE_TEMPLATE/
      url.searchParams.set("title", subject);
    }
    const said = encodeURIComponent("Báo một chỗ sai");
    link.href = url.href.replace(said, encodeURIComponent(subject));
    link.textContent = english ? name : subject;
    return link;
  }

  const question = document.createElement("b");
  question.textContent = english ? "Is this page useful?" : "Trang này có ích không?";
  const answers = [answer("Có ích", "Useful"), answer("Chưa có ích", "Not useful")];
  wrong.before(question, " ", answers[0], " ", answers[1], " ");
  if (wrong.search.includes("template=")) {
    const note = document.createElement("small");
    note.textContent = english
      ? "Needs an account; anyone can read it."
      : "Cần tài khoản trên mạng; ai cũng đọc được.";
    wrong.after(note);
  }
})();
