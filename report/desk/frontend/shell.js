// The desk's window: the bar on top, the site on the left, the panel on the right.

import { get, post, query } from "./api.js";
import { countChanges, showChanges } from "./changes.js";
import { settleOutside } from "./conflict.js";
import { failed, on, saved } from "./desk.js";
import { announce, h } from "./dom.js";
import { openForm, openForms } from "./forms.js";
import { openTable } from "./grid.js";
import { showProblems } from "./problems.js";
import { send } from "./sending.js";
import * as site from "./site.js";
import { noFigure } from "./start.js";
import { openText } from "./text.js";

const byId = (id) => document.getElementById(id);
const TABS = ["so-lieu", "bai-viet", "loi", "thay-doi", "them-moi"];
const PANEL_WIDTH = "ban-bien-tap-do-rong";

let address = null; // of the figure in the grid
let uri = null; // of the page in the editor
let opened = {}; // what a panel shows already
let urlShown = null; // of the page, as last heard
let stepShown = null; // of the draft, as last heard
let countedStep = null; // whose changes are counted
let hasErrors = false; // in the draft, as last heard

function start() {
  keepNothingOffline().catch(() => {}); // some browsers allow no workers at all
  const asked = new URLSearchParams(location.search);
  site.setUp(byId("trang"), onPage, (isWaiting) => (byId("dang-tai").hidden = !isWaiting));
  setUpTabs();
  setUpDivider();
  byId("hoan-tac").addEventListener("click", () => step("undo"));
  byId("lam-lai").addEventListener("click", () => step("redo"));
  byId("mo-bang").addEventListener("click", () => open("so-lieu"));
  byId("xem-loi").addEventListener("click", () => open("loi"));
  byId("xem-thay-doi").addEventListener("click", () => open("thay-doi"));
  byId("gui").addEventListener("click", () => send(() => open("loi")).catch(failed));
  byId("xung-dot").addEventListener("click", () => settleOutside().catch(failed));
  byId("dong-bang").addEventListener("click", closePanel);
  document.addEventListener("keydown", onKey);
  window.addEventListener("focus", () => lookAround().catch(failed));
  on("saved", afterSave);
  on("figure", showFigure);
  on("page", (url) => site.show(url));
  on("sentence", (words) => showSentence(words).catch(failed));
  on("words", (place) => showWords(place.uri, place.line));
  on("form", ({ name, values }) => showForm(name, values).catch(failed));
  on("state", refresh);
  byId("trang").src = asked.get("trang") ?? "/";
  refresh().catch(failed);
  if (asked.get("o")) showFigure(asked.get("o"));
  else open("so-lieu", false);
}

// Pages that readers keep for when there is no network would be shown here as they were: the site's
// own setting (offline.js) turns it off.
async function keepNothingOffline() {
  localStorage.setItem("khong-luu-trang", "1");
  for (const worker of await navigator.serviceWorker.getRegistrations()) await worker.unregister();
}

// --- state -------------------------------------------------------------------------------------

async function refresh() {
  const state = await get("state");
  site.setShownYear(state.shown_year);
  label("hoan-tac", "Hoàn tác", state.undo);
  label("lam-lai", "Làm lại", state.redo);
  byId("so-loi").textContent = state.errors;
  byId("xem-loi").classList.toggle("co-loi", state.errors > 0);
  sayChanges(state).catch(failed);
  byId("xung-dot").hidden = !state.conflicts.length;
  byId("xung-dot").textContent = `Người khác cũng sửa: ${state.conflicts.length} chỗ`;
  hasErrors = state.errors > 0;
  stepShown = state.step;
  byId("da-luu").textContent = state.changed.length ? "Đã lưu trên máy này" : "Chưa có gì thay đổi";
}

// How many things the panel of changes lists.
async function sayChanges({ step, changed }) {
  if (countedStep === step) return;
  countedStep = step;
  const count = changed.length ? await countChanges() : 0;
  if (countedStep === step) byId("so-thay-doi").textContent = count;
}

// Another window may have gone on meanwhile.
async function lookAround() {
  const before = stepShown;
  await refresh();
  if (before === null || before === stepShown) return;
  opened = { ...opened, "so-lieu": false, loi: false, "thay-doi": false }; // not what is being typed
  open(shownTab(), false);
  site.show();
}

function label(id, text, what) {
  const button = byId(id);
  button.disabled = !what;
  button.title = what ? `${text}: ${what}` : text;
}

async function afterSave(answer) {
  byId("da-luu").textContent = "Đang lưu…";
  opened = { "so-lieu": opened["so-lieu"], "bai-viet": opened["bai-viet"] };
  await refresh().catch(failed);
  // The server renders the page meanwhile: all that is quick goes before. The editor of text shows
  // its page itself.
  if (!answer.ofText) site.show();
  const shown = shownTab();
  if (shown === "loi" || shown === "thay-doi") open(shown, false);
}

// Undo or redo a step, and show what stands now.
async function step(which) {
  try {
    const { label } = await post(which);
    announce(which === "undo" ? `Đã hoàn tác: ${label}` : `Đã làm lại: ${label}`);
    opened = {};
    await fill(shownTab());
    saved({});
  } catch (error) {
    failed(error);
  }
}

function onKey(event) {
  const inField = event.target.closest?.("input, textarea, [contenteditable=true], dialog");
  if (!(event.ctrlKey || event.metaKey) || event.altKey || inField) return;
  const key = event.key.toLowerCase();
  if (key === "z" && !event.shiftKey) step("undo");
  else if (key === "y" || (key === "z" && event.shiftKey)) step("redo");
  else return;
  event.preventDefault();
}

// --- page --------------------------------------------------------------------------------------

function onPage({ url, title, isFollowed }) {
  byId("ten-trang").textContent = title;
  document.title = `${title} – Bàn biên tập`;
  sayOld(url).catch(failed);
  if (uri && urlOf(uri) !== decodeURI(url)) [uri, opened["bai-viet"]] = [null, false];
  if (isFollowed && url !== urlShown && !site.showsChosen()) forget();
  urlShown = url;
  if (!address) opened["so-lieu"] = false;
  remember();
  if (shownTab() === "so-lieu" && !address) open("so-lieu", false);
  else if (shownTab() === "bai-viet" && !uri) open("bai-viet", false);
}

// A page that cannot be shown with its mistakes is shown as it last could be.
async function sayOld(url) {
  const isCurrent = !hasErrors || (await get(query("shown", { trang: url }))).current;
  byId("trang-cu").hidden = isCurrent;
}

// The address of the window leads back here.
function remember() {
  const asked = new URLSearchParams({ trang: site.shownUrl() });
  if (address) asked.set("o", address);
  history.replaceState(null, "", `/ban/?${asked}`);
}

// The source of the page that is shown; none where it is made from data.
async function shownUri() {
  const shown = decodeURI(site.shownUrl());
  const { pages } = await get("state");
  return pages.find(({ uri }) => urlOf(uri) === shown)?.uri ?? null;
}

// "bao-cao/2026/to-chuc.md" is shown at "/bao-cao/2026/to-chuc/", "van-ban/index.md" at "/van-ban/".
const urlOf = (uri) => `/${uri.replace(/\.md$/, "/").replace(/(^|\/)index\/$/, "$1")}`;

// --- panels ------------------------------------------------------------------------------------

function setUpTabs() {
  for (const name of TABS) {
    const tab = byId(`the-${name}`);
    tab.addEventListener("click", () => open(name));
    tab.addEventListener("keydown", onTabKey);
  }
}

function onTabKey(event) {
  const number = TABS.findIndex((name) => event.target.id === `the-${name}`);
  const to = { ArrowRight: number + 1, ArrowLeft: number - 1, Home: 0, End: TABS.length - 1 }[event.key];
  if (to === undefined) return;
  event.preventDefault();
  const name = TABS[(to + TABS.length) % TABS.length];
  open(name, false);
  byId(`the-${name}`).focus();
}

const shownTab = () => TABS.find((name) => !byId(`o-${name}`).hidden);

// Open a panel; on a phone it comes up from below, where `comesUp`.
function open(name, comesUp = true) {
  for (const one of TABS) {
    byId(`o-${one}`).hidden = one !== name;
    const tab = byId(`the-${one}`);
    tab.setAttribute("aria-selected", one === name);
    tab.tabIndex = one === name ? 0 : -1;
  }
  if (comesUp) document.body.classList.add("bang-mo");
  if (!opened[name]) fill(name).catch(failed);
}

async function fill(name) {
  const panel = byId(`o-${name}`);
  opened[name] = true;
  const wait = h("p", { class: "khong-co", text: "Đang tải…" });
  if (!panel.querySelector(".khung-luoi")) panel.prepend(wait);
  await fillNow(name, panel).finally(() => wait.remove());
}

async function fillNow(name, panel) {
  if (name === "loi") await showProblems(panel);
  else if (name === "thay-doi") await showChanges(panel);
  else if (name === "them-moi") await openForms(panel);
  else if (name === "bai-viet") await fillText(panel);
  else if (address) await openTable(panel, address, onCell, leaveTable);
  else noFigure(panel);
}

async function fillText(panel) {
  uri ??= await shownUri();
  if (uri) await openText(panel, uri, 1);
  else {
    opened["bai-viet"] = false;
    panel.textContent = "Trang này do máy lập từ số liệu, không có bài viết để sửa.";
  }
}

// No figure is open any more.
function forget() {
  address = null;
  opened["so-lieu"] = false;
  site.choose(null);
}

// Back from a table to the figures of the page, and the search.
function leaveTable() {
  forget();
  remember();
  open("so-lieu");
  byId("tim-so").focus();
}

function showFigure(wanted) {
  address = wanted;
  opened["so-lieu"] = false;
  site.choose(address);
  open("so-lieu");
  remember();
}

// The grid moved to another cell.
function onCell(now) {
  address = now;
  site.choose(now);
  remember();
}

function showWords(wanted, line) {
  uri = wanted;
  opened["bai-viet"] = true;
  if (urlOf(uri) !== decodeURI(site.shownUrl())) site.show(urlOf(uri));
  open("bai-viet");
  Promise.resolve(openText(byId("o-bai-viet"), uri, line)).catch(failed);
}

// Open the page's text at the line that shares the most words with a sentence.
async function showSentence(sentence) {
  const wanted = await shownUri();
  if (!wanted) return;
  const { text } = await get(`page/${wanted}`);
  const words = new Set(wordsIn(sentence));
  const shared = text.split("\n").map((line) => wordsIn(line).filter((word) => words.has(word)).length);
  showWords(wanted, shared.indexOf(Math.max(...shared)) + 1);
}

const wordsIn = (text) => text.toLowerCase().match(/\p{L}+/gu) ?? [];

async function showForm(name, values) {
  opened["them-moi"] = true;
  open("them-moi");
  await openForm(byId("o-them-moi"), name, values);
}

function closePanel() {
  document.body.classList.remove("bang-mo");
  byId("trang").focus();
  site.focusChosen();
}

// --- divider -----------------------------------------------------------------------------------

function setUpDivider() {
  const divider = byId("thanh-keo");
  setWidth(Number(localStorage.getItem(PANEL_WIDTH)) || 50);
  divider.addEventListener("keydown", (event) => {
    const change = { ArrowLeft: 5, ArrowRight: -5 }[event.key];
    if (change) setWidth(Number(divider.getAttribute("aria-valuenow")) + change);
  });
  divider.addEventListener("pointerdown", (event) => {
    divider.setPointerCapture(event.pointerId);
    document.body.classList.add("dang-keo");
  });
  divider.addEventListener("pointermove", (event) => {
    if (divider.hasPointerCapture(event.pointerId)) setWidth(100 - (100 * event.clientX) / innerWidth);
  });
  divider.addEventListener("lostpointercapture", () => document.body.classList.remove("dang-keo"));
}

// The panel's width, in hundredths of the window.
function setWidth(wanted) {
  const width = Math.round(Math.min(75, Math.max(25, wanted)));
  byId("thanh-keo").setAttribute("aria-valuenow", width);
  document.body.style.setProperty("--rong", `${width}%`);
  localStorage.setItem(PANEL_WIDTH, width);
}

start();
