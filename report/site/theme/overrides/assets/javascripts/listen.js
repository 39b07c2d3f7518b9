// "Nghe đọc": the browser's own voice reads the page. notes.js has found that it has a Vietnamese
// one on the machine, and loads this when the button is used for the first time.
"use strict";

(() => {
  const button = document.querySelector(".nghe-doc");
  const speech = window.speechSynthesis;
  const article = document.querySelector("article");

  const LEFT_OUT =
    "figure, table, details, nav, footer, pre, svg, button, [data-search-exclude], .luu-y, " +
    ".ghi-chu-tai-cho, .ghi-chu-in, .headerlink, .footnote, .footnote-ref, .ket-thuc";
  const READ = "h1, h2, h3, h4, p, li, dt, dd";
  const LONGEST = 180; // some browsers fall silent within a longer piece

  const vietnamese = () =>
    speech.getVoices().find(({ lang, localService }) => localService && /^vi\b/i.test(lang));

  /* The words of a block without its signs; an abbreviation is said in full. */
  function words(block) {
    const copy = block.cloneNode(true);
    for (const part of copy.querySelectorAll(`${LEFT_OUT}, ul, ol, dl`)) part.remove();
    for (const short of copy.querySelectorAll("a.viet-tat:not(.khai-niem)")) {
      short.textContent = (short.dataset.giaiThich ?? short.title).split(". ")[0];
    }
    return copy.textContent.replace(/\s+/g, " ").trim();
  }

  /* Sentences, those that are too long cut at their commas. */
  function pieces(text) {
    const found = [];
    const sentences = text.split(/(?<=[.!?;:…]) +/);
    for (const part of sentences.flatMap((s) => (s.length > LONGEST ? s.split(/(?<=,) +/) : [s]))) {
      const joined = `${found.at(-1) ?? ""} ${part}`.trim();
      if (found.length && joined.length <= LONGEST) found[found.length - 1] = joined;
      else found.push(part);
    }
    return found;
  }

  // What is to be read, block by block; a list entry is read without the lists within it.
  function blocks() {
    const found = [...article.querySelectorAll(READ)];
    const shown = found.filter((block) => !block.closest(LEFT_OUT) && block.getClientRects().length);
    const inner = shown.filter((block) => !block.querySelector(":scope > p"));
    return inner.map((block) => [block, words(block)]).filter(([, text]) => text);
  }

  let reading = 0; // counts the readings, so that one that was stopped says no more

  function mark(block) {
    document.querySelector(".dang-doc")?.classList.remove("dang-doc");
    block?.classList.add("dang-doc");
    block?.scrollIntoView({ block: "nearest" });
  }

  function stop() {
    reading += 1;
    speech.cancel();
    mark(null);
    button.textContent = "Nghe đọc";
    button.setAttribute("aria-pressed", "false");
  }

  function say(text, voice) {
    return new Promise((resolve) => {
      const utterance = new SpeechSynthesisUtterance(text);
      utterance.voice = voice;
      utterance.lang = voice.lang;
      utterance.onend = utterance.onerror = resolve;
      speech.speak(utterance);
    });
  }

  async function read() {
    stop();
    const mine = reading;
    button.textContent = "Dừng đọc";
    button.setAttribute("aria-pressed", "true");
    for (const [block, text] of blocks()) {
      mark(block);
      for (const piece of pieces(text)) {
        await say(piece, vietnamese());
        if (mine !== reading) return;
      }
    }
    stop();
  }

  button.addEventListener("click", () => {
    if (button.getAttribute("aria-pressed") === "true") stop();
    else read();
  });
  addEventListener("keydown", ({ key }) => {
    if (key === "Escape" && button.getAttribute("aria-pressed") === "true") stop();
  });
  addEventListener("pagehide", () => speech.cancel());
  read();
})();
