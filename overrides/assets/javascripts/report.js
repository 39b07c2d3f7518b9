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
  const heading = article.querySelector("h1");
  if (!list || !heading) return;
  const bySource = sources(list);
  const figures = [...article.querySelectorAll(".so[data-nguon]")];
  const button = document.createElement("button");
  button.type = "button";
  button.className = "cong-tac-nguon";
  button.textContent = "Hiện nguồn số liệu";
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
  heading.after(button);
}

/* Filters of a table: by words or digits, with or without diacritics, and by what rows say of themselves. */
function folded(text) {
  return text.normalize("NFD").replace(/\p{M}/gu, "").replace(/đ/gi, "d").toLowerCase();
}

function filterRows(filter) {
  const table = document.getElementById(filter.dataset.bang);
  const status = filter.querySelector("[role=status]");
  const input = filter.querySelector("input");
  const choices = [...filter.querySelectorAll("select")];
  const rows = [...table.tBodies[0].rows].map((row) => [row, folded(row.textContent)]);
  const show = () => {
    const words = folded(input.value).split(/\s+/).filter(Boolean);
    const chosen = choices.filter((choice) => choice.value);
    let count = 0;
    for (const [row, text] of rows) {
      row.hidden = !(
        words.every((word) => text.includes(word)) &&
        chosen.every((choice) => row.dataset[choice.name] === choice.value)
      );
      count += row.hidden ? 0 : 1;
    }
    status.textContent = words.length || chosen.length ? `${count} ${status.dataset.donVi}` : "";
  };
  filter.addEventListener("input", show);
  filter.hidden = false;
  show(); // a browser may have kept what was typed
}

/* A link to a row that is filtered out shows it again. */
function showTarget(filter) {
  const row = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (!row?.hidden) return;
  for (const field of filter.querySelectorAll("input, select")) field.value = "";
  filter.dispatchEvent(new Event("input"));
  row.scrollIntoView();
}

for (const article of document.querySelectorAll("article")) sourceSwitch(article);
for (const filter of document.querySelectorAll(".loc")) {
  filterRows(filter);
  addEventListener("hashchange", () => showTarget(filter));
}
