// What the pages gain with scripts; text, tables, charts and sources are there without.
"use strict";

/* The field on the front page opens the search; without scripts it leads to the map of the site. */
function searchField(field) {
  const toggle = document.getElementById("__search");
  const input = document.querySelector(".md-search__input");
  if (!toggle || !input) return;
  field.addEventListener("click", (event) => {
    event.preventDefault();
    if (!toggle.checked) toggle.click();
    input.focus();
  });
}

/* The switch "Hiện nguồn số liệu": figures in the text become links to their rows; names, which
   come from cells as well, stay as they are. */
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

/* The address of the row of a figure: …/so-lieu/YEAR/table/#row. A figure of another year says
   which; the switch names the tables that are of no year. */
function rowOf(figure, page) {
  const [table, row] = figure.dataset.nguon.split(/[. ]/);
  const folder = page.common.has(table) ? "chung" : (figure.dataset.nam ?? page.year);
  return new URL(`so-lieu/${folder}/${table}/${page.file}#${row}`, page.root).href;
}

function link(figure, page) {
  if (figure.querySelector("a")) return; // an abbreviation in it is a link already
  const anchor = document.createElement("a");
  anchor.className = "nguon-so";
  anchor.href = rowOf(figure, page);
  anchor.title = "Đến dòng có số này trong bảng số liệu";
  anchor.append(...figure.childNodes);
  figure.append(anchor);
}

function unlink(figure) {
  const anchor = figure.querySelector("a.nguon-so");
  if (anchor) anchor.replaceWith(...anchor.childNodes);
}

function sourceSwitch(article) {
  const button = article.querySelector("button.cong-tac-nguon");
  if (!button) return;
  const root = new URL(__md_scope); // header.js has it
  const page = {
    root,
    year: location.pathname.slice(root.pathname.length).split("/")[1], // of bao-cao/YEAR/…
    common: new Set(button.dataset.chung?.split(" ")),
    file: window.offlineSearch ? "index.html" : "", // a copy on disk has no server that finds it
  };
  const figures = [...article.querySelectorAll("data.so[data-nguon]")];
  const set = (on) => {
    button.setAttribute("aria-pressed", String(on));
    figures.forEach((figure) => (on ? link(figure, page) : unlink(figure)));
  };
  button.addEventListener("click", () => {
    const on = button.getAttribute("aria-pressed") !== "true";
    set(on);
    remember(on);
  });
  set(remembered());
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
  let rows; // read when the filter is first used: the table has some hundred
  const show = () => {
    rows ??= [...table.querySelectorAll("tbody tr")].map((row) => [row, folded(row.textContent)]);
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
    const filtered = words.length + chosen.length > 0;
    for (const group of table.querySelectorAll(".nhom")) { // a folded part of the rows
      group.open = filtered && !!group.querySelector("tbody tr:not([hidden])");
      group.hidden = filtered && !group.open;
    }
    status.textContent = filtered ? `${count} ${status.dataset.donVi}` : "";
  };
  filter.addEventListener("input", show);
  filter.hidden = false;
  if (input.value || choices.some((choice) => choice.value)) show(); // kept by the browser
}

/* A link to a row that is filtered out or folded away shows it again. */
function showTarget() {
  const row = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (!row) return;
  const filter = row.hidden && document.querySelector(".loc");
  if (filter) {
    for (const field of filter.querySelectorAll("input, select")) field.value = "";
    filter.dispatchEvent(new Event("input"));
  }
  let folded = row.closest("details:not([open])");
  if (!filter && !folded) return;
  for (; folded; folded = folded.parentElement.closest("details:not([open])")) folded.open = true;
  row.scrollIntoView();
}

/* Printing: the button is there only where it works. */
function printButton(button) {
  button.addEventListener("click", () => print());
  button.closest("[hidden]").hidden = false;
}

/* What the glossary says of a concept: its row, without the word itself. */
let glossary;
async function explanationOf(link) {
  glossary ??= fetch(link.href).then((answer) => answer.text());
  const page = new DOMParser().parseFromString(await glossary, "text/html");
  return page.getElementById(link.hash.slice(1)).cells[1].textContent;
}

/* Explanations of abbreviations and concepts, values and sources of bars: on hover, focus and touch, gone with Esc (WCAG 2.2, 1.4.13). */
function explanations(links) {
  const note = document.createElement("span");
  note.id = "giai-thich";
  note.className = "giai-thich";
  note.role = "tooltip";
  note.hidden = true;
  document.querySelector("main").append(note);
  let shown = null; // the link that is explained
  let touched = null; // a link whose explanation a touch opens; the next touch follows it
  let leaving = 0;

  const hide = () => {
    clearTimeout(leaving);
    shown?.removeAttribute("aria-describedby");
    shown = null;
    note.hidden = true;
  };
  const show = (link) => {
    hide();
    shown = link;
    if (!link.dataset.giaiThich) {
      explanationOf(link).then(
        (text) => {
          link.dataset.giaiThich = text;
          if (shown === link) show(link);
        },
        () => {
          glossary = undefined; // it may be there at the next touch
          if (touched === link) location.assign(link.href);
        },
      );
      return;
    }
    link.setAttribute("aria-describedby", note.id);
    note.textContent = link.dataset.giaiThich;
    note.hidden = false;
    const place = (link.closest(".cac-thanh li") ?? link).getBoundingClientRect();
    const most = document.documentElement.clientWidth - note.offsetWidth - 8;
    note.style.left = `${scrollX + Math.max(8, Math.min(place.left, most))}px`;
    note.style.top = `${scrollY + place.bottom}px`;
  };
  const leave = () => {
    clearTimeout(leaving);
    leaving = setTimeout(hide, 200); // time to move the pointer onto the explanation
  };

  for (const link of links) {
    const source = [...(link.closest("figure")?.querySelectorAll(":scope > .nguon") ?? [])].pop();
    if (link.title) link.dataset.giaiThich = source ? `${link.title}. ${source.firstChild.data}` : link.title;
    link.removeAttribute("title"); // the browser would show it a second time
    link.addEventListener("focus", () => show(link));
    link.addEventListener("blur", hide);
    link.addEventListener("pointerenter", (event) => event.pointerType === "mouse" && show(link));
    link.addEventListener("pointerleave", (event) => event.pointerType === "mouse" && leave());
    link.addEventListener("pointerdown", (event) => {
      touched = event.pointerType !== "mouse" && shown !== link ? link : null;
    });
    link.addEventListener("click", (event) => {
      if (touched !== link) return;
      event.preventDefault();
      show(link);
    });
  }
  note.addEventListener("pointerenter", () => clearTimeout(leaving));
  note.addEventListener("pointerleave", leave);
  addEventListener("keydown", (event) => event.key === "Escape" && hide());
  addEventListener("pointerdown", (event) => {
    if (shown && event.target !== shown && event.target !== note) hide();
  });
}

for (const field of document.querySelectorAll(".o-tim")) searchField(field);
for (const article of document.querySelectorAll("article")) sourceSwitch(article);
for (const filter of document.querySelectorAll(".loc")) filterRows(filter);
addEventListener("hashchange", showTarget);
showTarget();
for (const button of document.querySelectorAll(".in-trang")) printButton(button);
const abbreviations = document.querySelectorAll("a.viet-tat, figure li > a[title]");
if (abbreviations.length) explanations(abbreviations);
