// The site in its frame: which page is shown, and a click on a figure. Nothing is put into a page;
// its clicks are listened to from outside.

import { h } from "./dom.js";
import { openFigure, openSentence } from "./desk.js";
import { saysTitle } from "./names.js";

const FIGURES = ".so[data-nguon]";
const MARKS = `
  .md-content ${FIGURES} { cursor: pointer; border-radius: 2px; outline: 1px dashed currentColor; outline-offset: 1px; }
  .md-content ${FIGURES}:hover, .md-content ${FIGURES}:focus { outline: 2px solid #1a6fc9; }
  .md-content ${FIGURES}.dang-sua { outline: 3px solid #1a6fc9; background: #1a6fc933; }
`;

let frame, shownYear, chosen, whenShown, whenWaiting;
let isLoaded = false; // a page, at last
let onTheWay = false; // to another page, as it is now: to load the old one again would stop it

// Take the frame over; `react({url, title, isFollowed})` hears which page it shows, and whether a
// link in the page led there; `wait(isWaiting)` hears when one is on its way.
export function setUp(element, react, wait) {
  frame = element;
  whenShown = react;
  whenWaiting = wait;
  whenWaiting(true);
  frame.addEventListener("load", onLoad);
}

export const setShownYear = (year) => (shownYear = year);

export const isShown = () => isLoaded;

export const shownUrl = () => frame.contentWindow.location.pathname;

// Show a page of the site where the figure being changed stands, or without `url` the same one as it
// is now, scrolled as it was.
export function show(url) {
  if (url && url !== shownUrl()) {
    onTheWay = true;
    frame.contentWindow.location.replace(url);
  } else if (url) bringIntoView();
  else if (!onTheWay && shownUrl() !== "blank") frame.contentWindow.location.reload();
}

function onLoad() {
  const isFollowed = isLoaded && !onTheWay;
  const isElsewhere = onTheWay || !isLoaded;
  onTheWay = false;
  const page = frame.contentDocument;
  if (!page?.body || frame.contentWindow.location.protocol === "about:") return;
  isLoaded = true;
  whenWaiting(false);
  frame.contentWindow.addEventListener("pagehide", () => whenWaiting(true));
  mark(page);
  page.addEventListener("click", onClick, true);
  page.addEventListener("keydown", onKey, true);
  page.addEventListener("dblclick", onDoubleClick);
  if (chosen) choose(chosen);
  if (isElsewhere) bringIntoView();
  const title = page.querySelector("h1")?.firstChild?.textContent?.trim() || page.title;
  whenShown({ url: shownUrl(), title, isFollowed });
}

// Show which words are figures, and let the keyboard reach them.
function mark(page) {
  const sheet = new frame.contentWindow.CSSStyleSheet();
  sheet.replaceSync(MARKS);
  page.adoptedStyleSheets = [...page.adoptedStyleSheets, sheet];
  for (const figure of page.querySelectorAll(`.md-content ${FIGURES}`)) figure.tabIndex = 0;
}

function onClick(event) {
  const figure = event.target.closest?.(`.md-content ${FIGURES}`);
  if (figure && !event.ctrlKey && !event.metaKey) {
    event.preventDefault();
    event.stopPropagation();
    openFigure(addressOf(figure));
    return;
  }
  const link = event.target.closest?.("a[href]");
  if (link && link.origin !== location.origin && link.protocol.startsWith("http")) {
    event.preventDefault();
    window.open(link.href, "_blank", "noopener");
  }
}

function onDoubleClick(event) {
  const block = event.target.closest?.(".md-content :is(p, li, h1, h2, h3, h4, dt, dd, figcaption)");
  if (block && !event.target.closest("a, button, input")) openSentence(wordsOf(block));
}

function onKey(event) {
  if (event.key !== "Enter" || !event.target.matches?.(FIGURES)) return;
  event.preventDefault();
  openFigure(addressOf(event.target));
}

// "2022/table.row.column" of a figure: of its own year, the page's, or the one the site shows.
function addressOf(figure) {
  const ofPage = shownUrl().match(/\/(?:bao-cao|so-lieu)\/(\d{4})\//)?.[1];
  return `${figure.dataset.nam ?? ofPage ?? shownYear}/${figure.dataset.nguon.split(" ")[0]}`;
}

// Show where the figure being changed stands in the page.
export function choose(address) {
  chosen = address;
  const page = frame.contentDocument;
  for (const one of page?.querySelectorAll(".dang-sua") ?? []) one.classList.remove("dang-sua");
  const name = address?.split("/")[1];
  const found = [...(page?.querySelectorAll(FIGURES) ?? [])].filter(
    (one) => one.dataset.nguon.split(" ").includes(name) && addressOf(one).split("/")[0] === address.split("/")[0],
  );
  for (const one of found) one.classList.add("dang-sua");
}

const bringIntoView = () => frame.contentDocument?.querySelector(".dang-sua")?.scrollIntoView({ block: "center" });

// Whether the page shows the figure being changed.
export const showsChosen = () => Boolean(frame.contentDocument?.querySelector(".dang-sua"));

// Go back to where the figure stands in the page.
export const focusChosen = () => frame.contentDocument?.querySelector(".dang-sua")?.focus();

// The figures of the page as buttons, each with the words around it.
export function figureList() {
  const figures = [...(frame.contentDocument?.querySelectorAll(`.md-content ${FIGURES}`) ?? [])];
  const seen = new Map(figures.map((one) => [addressOf(one), one]));
  return [...seen].map(([address, figure]) =>
    h(
      "li",
      {},
      h(
        "button",
        { type: "button", class: "muc", onclick: () => openFigure(address) },
        h("b", { text: figure.textContent.trim() }),
        " ",
        around(figure, address),
      ),
    ),
  );
}

// The sentence of a figure; its name where it stands in a table or in no sentence.
function around(figure, address) {
  const words = wordsOf(figure.closest("tr, li, p, figcaption, dd") ?? figure.parentElement);
  const text = words.length > 90 ? `${words.slice(0, 88)}…` : words;
  const said = h("small", { text });
  const isSentence = !figure.closest("tr") && words.split(" ").length >= figure.textContent.trim().split(" ").length + 3;
  return isSentence ? said : saysTitle(said, address);
}

// What a part of the page says, without notes.
function wordsOf(part) {
  const copy = part.cloneNode(true);
  for (const note of copy.querySelectorAll("sup, [role=note], [role=tooltip]")) note.remove();
  return copy.textContent.replace(/\s+/g, " ").trim();
}
