// What the pages gain with scripts; text, tables, charts and sources are there without.
"use strict";

/* The switch "Hiện nguồn số liệu": figures in the text become links to their rows. */
const SHOWN = "hien-nguon-so-lieu";

function remembered() {
  try {
    return localStorage.getItem(SHOWN) === "1";
  } catch {
    return false; // storage may be forbidden; the switch then starts off
  }
}

function remember(on) {
  try {
    localStorage.setItem(SHOWN, on ? "1" : "0");
  } catch {
    // see above
  }
}

// The list at the end of the page knows where each figure comes from.
function sources(list) {
  return new Map([...list.querySelectorAll("a[data-so]")].map((link) => [link.dataset.so, link]));
}

function link(figure, bySource) {
  const source = bySource.get(figure.dataset.nguon.split(" ")[0]);
  if (!source) return;
  const anchor = document.createElement("a");
  anchor.className = "nguon-so";
  anchor.href = source.href;
  anchor.title = source.textContent;
  anchor.append(...figure.childNodes);
  figure.append(anchor);
}

function unlink(figure) {
  const anchor = figure.querySelector("a.nguon-so");
  if (anchor) anchor.replaceWith(...anchor.childNodes);
}

function sourceSwitch(article) {
  const list = article.querySelector("details.so-lieu-trang");
  const button = article.querySelector("button.cong-tac-nguon");
  if (!list || !button) return;
  const bySource = sources(list);
  const figures = [...article.querySelectorAll(".so[data-nguon]")];
  const set = (on) => {
    button.setAttribute("aria-pressed", String(on));
    figures.forEach((figure) => (on ? link(figure, bySource) : unlink(figure)));
  };
  button.addEventListener("click", () => {
    const on = button.getAttribute("aria-pressed") !== "true";
    set(on);
    remember(on);
  });
  set(remembered());
}

/* The filter of the index of figures: by words or digits, with or without diacritics. */
function folded(text) {
  return text.normalize("NFD").replace(/\p{M}/gu, "").replace(/đ/gi, "d").toLowerCase();
}

function filterRows(input) {
  const table = document.getElementById(input.getAttribute("aria-controls"));
  const status = input.closest("p").querySelector("[role=status]");
  let rows; // read when the filter is first used: the table has some hundred
  input.addEventListener("input", () => {
    rows ??= [...table.tBodies[0].rows].map((row) => [row, folded(row.textContent)]);
    const words = folded(input.value).split(/\s+/).filter(Boolean);
    let count = 0;
    for (const [row, text] of rows) {
      row.hidden = !words.every((word) => text.includes(word));
      count += row.hidden ? 0 : 1;
    }
    status.textContent = words.length ? `${count} con số` : "";
  });
  input.closest("p").hidden = false;
}

for (const article of document.querySelectorAll("article")) sourceSwitch(article);
for (const input of document.querySelectorAll(".loc input")) filterRows(input);
