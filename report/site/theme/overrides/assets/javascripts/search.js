// Prepares the theme's search box; runs just before the theme's own script, which starts a
// worker on every page, fetches the index for it, and searches on key presses alone.
"use strict";

(() => {
  const box = document.querySelector("[data-md-component=search-query]");
  const status = document.querySelector(".md-search-result__meta");
  if (!box || !status) return;
  // The theme's words for results, in Vietnamese; here they weigh once, not on each page.
  const settings = document.getElementById("__config");
  const config = JSON.parse(settings.textContent);
  config.translations = {
    "search.result.placeholder": status.textContent.trim(),
    "search.result.none": "Không tìm thấy trang nào. Hãy thử ít từ hơn hoặc từ khác.",
    "search.result.one": "Tìm thấy 1 trang",
    "search.result.other": "Tìm thấy # trang",
    "search.result.more.one": "Thêm 1 mục trong trang này",
    "search.result.more.other": "Thêm # mục trong trang này",
    "search.result.term.missing": "Không có từ",
  };
  settings.textContent = JSON.stringify(config);
  const { search } = config;
  const address = new URLSearchParams(location.search);
  const NativeWorker = window.Worker;
  const loadPanel = window.offlineSearch?.panel ?? (() => import("./search-panel.js"));

  /* Stands for the worker until the box is first used. Nothing sent before that is lost: the
     theme sends queries only after the worker has said that it is ready. */
  class WaitingWorker extends EventTarget {
    constructor(url) {
      super();
      this.url = url;
      box.addEventListener("focus", () => this.start());
      if (address.has("q")) this.start(); // a link that brings its query with it
    }

    // The panel (filters, answers, suggestions) says in which part of the site to look.
    async start() {
      if (this.worker || this.isStarting) return;
      this.isStarting = true;
      status.textContent = status.dataset.loading;
      try {
        const ask = () => this.postMessage(this.query);
        this.panel ??= (await loadPanel()).createPanel(box, new URL(config.base, location), ask);
        this.run();
      } catch {
        this.fail();
      }
      this.isStarting = false;
    }

    run() {
      const { scope } = this.panel.asked();
      // A copy of the site that is opened from disk has a search without a worker.
      this.worker =
        window.offlineSearch?.worker() ??
        new NativeWorker(`${this.url}?scope=${scope}`, { type: "module" });
      this.worker.addEventListener("error", () => this.fail());
      this.worker.addEventListener("message", ({ data }) => {
        if (data.type === "failed") return this.fail();
        if (data.data) this.panel.show(data.data);
        this.dispatchEvent(new MessageEvent("message", { data }));
      });
    }

    // The next use of the box tries again.
    fail() {
      this.worker?.terminate();
      this.worker = undefined;
      status.textContent = status.dataset.failed;
    }

    postMessage(message) {
      this.query = message;
      this.worker?.postMessage({ ...message, ...this.panel.asked() });
    }
  }

  window.Worker = function Worker(url, options) {
    if (url !== search) return new NativeWorker(url, options);
    window.Worker = NativeWorker; // the theme makes one worker; all others are the browser's
    return new WaitingWorker(url);
  };

  // Pasted, dictated and dropped text presses no key, and neither does the button that clears.
  const changed = () => box.dispatchEvent(new Event("keyup"));
  box.addEventListener("input", changed);
  box.form.addEventListener("reset", () => setTimeout(changed));

  // A page opened from a result has the words found in its address (?h=…).
  if (address.has("h") && window.CSS?.highlights && !window.offlineSearch) {
    import("./search-highlight.js");
  }
})();
