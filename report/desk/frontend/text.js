// The Markdown of a page in an editor: calls as chips, what is wrong at its words, the page beside
// as it will look. What is typed is kept a moment later, each time as a step of the draft.

import { defaultKeymap, history, historyKeymap } from "@codemirror/commands";
import { defineLanguageFacet, HighlightStyle, Language, syntaxHighlighting } from "@codemirror/language";
import { lintKeymap, setDiagnostics } from "@codemirror/lint";
import { search, searchKeymap } from "@codemirror/search";
import { EditorSelection, EditorState, Transaction } from "@codemirror/state";
import { drawSelection, EditorView, keymap } from "@codemirror/view";
import { tags } from "@lezer/highlight";
import { parser } from "@lezer/markdown";
import { ApiError, get, post } from "./api.js";
import { callAt, chips, headEnd, offerAsChip, setChips } from "./chips.js";
import { closeChipMenu, openChipMenu } from "./chip-menu.js";
import { failed, nonce, on, saved } from "./desk.js";
import { announce, ask, h, notice } from "./dom.js";
import { askNote } from "./forms.js";
import { pick } from "./picker.js";
import { articleOf, setWidth, showText, shownWidth } from "./preview.js";
import { marksOf, problemList } from "./text-problems.js";
import { wordsInVietnamese } from "./editor-words.js";

const TRY_AFTER = 250; // milliseconds without a keystroke
const PREVIEW_AFTER = 350;
const SAVE_AFTER = 1200;
const AGAIN_AFTER = 5000; // where the server did not answer
const STYLES = HighlightStyle.define([
  { tag: tags.heading1, class: "md-ten" },
  { tag: [tags.heading2, tags.heading3, tags.heading4], class: "md-muc" },
  { tag: tags.strong, class: "md-dam" },
  { tag: tags.emphasis, class: "md-nghieng" },
  { tag: [tags.url, tags.processingInstruction, tags.labelName], class: "md-dau" },
  { tag: tags.link, class: "md-lien-ket" },
  { tag: tags.monospace, class: "md-ma" },
]);
// Not @codemirror/lang-markdown, which brings HTML, CSS and JavaScript along: 300 kB.
const LANGUAGE = new Language(defineLanguageFacet({}), parser, [], "markdown");
const WIDTHS = [
  ["", "Vừa khung"],
  ["may-tinh", "Máy tính"],
  ["dien-thoai", "Điện thoại"],
];

const KEYS = "Ctrl+K chèn số liệu; Ctrl+Enter ở cạnh một con số để sửa, đổi hay bỏ nó; Ctrl+Z hoàn tác; Ctrl+F tìm chữ. Gõ xong một lát là được lưu.";

let open = null; // the page in the editor, with its view and what the server knows of it

export async function openText(panel, uri, line = 1) {
  if (open && open.uri !== uri) await keep();
  const page = await get(address(uri));
  if (open?.uri === uri && panel.contains(open.view.dom)) takeOver(page);
  else build(panel, page);
  if (line > 1) goTo(line);
}

const address = (uri, more = "") => `page/${encodeURI(uri)}${more}`;
const textNow = () => open.view.state.doc.toString();

// --- the panel ---------------------------------------------------------------------------------

function build(panel, page) {
  open?.view.destroy();
  closeChipMenu();
  const state = h("p", { class: "viet-luu", role: "status" });
  const problems = h("section", { class: "viet-loi", "aria-label": "Lỗi trong bài này" });
  const place = h("div", { class: "viet-o" });
  panel.replaceChildren(
    h("div", { class: "viet-dau" }, h("h2", { text: page.title }), toolbar(), h("div", { class: "viet-duoi" }, widths(), state)),
    place,
    h("p", { class: "viet-phim" }, h("small", { text: KEYS })),
    problems,
  );
  const view = new EditorView({ state: EditorState.create({ doc: page.text, extensions: extensions(page) }), parent: place });
  open = { uri: page.uri, url: page.url, hash: page.hash, saved: page.text, view, state, problems, timers: {} };
  view.contentDOM.addEventListener("click", onChip);
  take(page);
  say("Đã lưu");
}

function extensions(page) {
  return [
    history(),
    drawSelection(),
    EditorView.lineWrapping,
    EditorView.cspNonce.of(nonce()),
    EditorView.contentAttributes.of({ "aria-label": `Bài viết: ${page.title}`, lang: "vi", spellcheck: "false" }),
    EditorState.phrases.of(wordsInVietnamese),
    LANGUAGE,
    syntaxHighlighting(STYLES),
    chips,
    search({ top: true }),
    keymap.of([...OWN_KEYS, ...defaultKeymap, ...historyKeymap, ...searchKeymap, ...lintKeymap]),
    EditorView.inputHandler.of(noBraces),
    EditorView.domEventHandlers({ blur: () => void keepOnLeaving() }),
    EditorView.updateListener.of((update) => {
      if (!update.docChanged) return;
      closeChipMenu();
      if (!update.transactions.some((one) => one.annotation(Transaction.remote))) whenTyped();
    }),
  ];
}

const OWN_KEYS = [
  { key: "Mod-k", run: () => void insertFound() ?? true },
  { key: "Mod-b", run: () => wrap("**") },
  { key: "Mod-i", run: () => wrap("*") },
  { key: "Mod-s", run: () => void keep().catch(failed) ?? true },
  { key: "Mod-Enter", run: menuAtCursor },
  { key: "Enter", run: nextInList },
];

function toolbar() {
  const button = (text, run, more = {}) => h("button", { type: "button", text, onclick: run, ...more });
  return h(
    "div",
    { class: "hang", role: "group", "aria-label": "Sửa bài" },
    button("Chèn số liệu, bảng, văn bản…", () => insertFound(), { class: "chinh", title: "Ctrl+K" }),
    button("Chú thích", () => addNote().catch(failed)),
    button("Đậm", () => wrap("**"), { title: "Ctrl+B" }),
    button("Nghiêng", () => wrap("*"), { title: "Ctrl+I" }),
    button("Đề mục", () => toggleLine("## ")),
    button("Dòng liệt kê", () => toggleLine("- ")),
  );
}

function widths() {
  const choices = WIDTHS.map(([value, text]) =>
    h(
      "label",
      {},
      h("input", { type: "radio", name: "do-rong-trang", value, checked: value === shownWidth(), onchange: () => setWidth(value) }),
      text,
    ),
  );
  return h("fieldset", { class: "viet-rong" }, h("legend", { text: "Xem trang:" }), choices);
}

function say(text, kind = "") {
  open.state.textContent = text;
  open.state.className = `viet-luu ${kind}`;
}

function goTo(number) {
  const { view } = open;
  const line = view.state.doc.line(Math.min(Math.max(1, number), view.state.doc.lines));
  view.dispatch({ selection: { anchor: line.from }, effects: EditorView.scrollIntoView(line.from, { y: "center" }) });
  view.focus();
}

// --- what the server knows ---------------------------------------------------------------------

// Show the chips and the problems of an answer about the text as it stands.
function take({ chips: found, problems, elsewhere = [] }) {
  const { view, uri } = open;
  view.dispatch({ effects: setChips.of(found) });
  showProblems(problems, elsewhere);
  marksOf(view.state, problems, uri, useOffer)
    .then((marks) => {
      if (open?.view !== view || view.state.doc.length < Math.max(0, ...marks.map((one) => one.to))) return;
      view.dispatch(setDiagnostics(view.state, marks));
      showProblems(problems, elsewhere, marks);
    })
    .catch(failed);
}

function showProblems(problems, elsewhere, marks = []) {
  open.problems.replaceChildren(...problemList(problems, elsewhere, marks, { goTo, view: open.view }));
}

// Have the text that the server has now; the cursor stays where it was.
function takeOver(page) {
  if (textNow() !== open.saved) return; // what is typed is kept, and held against it, in a moment
  open.hash = page.hash;
  open.saved = page.text;
  replaceText(page.text);
  take(page);
}

function replaceText(text) {
  const old = textNow();
  if (old === text) return;
  let from = 0;
  while (from < Math.min(old.length, text.length) && old[from] === text[from]) from += 1;
  let behind = 0;
  while (behind < Math.min(old.length, text.length) - from && old.at(-1 - behind) === text.at(-1 - behind)) behind += 1;
  open.view.dispatch({
    changes: { from, to: old.length - behind, insert: text.slice(from, text.length - behind) },
    annotations: Transaction.remote.of(true),
  });
}

on("saved", (answer) => {
  if (open && !answer?.ofText) reread().catch(failed);
});
on("changed elsewhere", () => open && reread().catch(failed));

async function reread() {
  const { uri } = open;
  try {
    const page = await get(address(uri));
    if (open.uri === uri) takeOver(page);
  } catch (error) {
    if (error.status !== 404) throw error;
    open.problems.replaceChildren(h("p", { text: "Trang này không còn trong bản nháp." }));
  }
}

// --- typing ------------------------------------------------------------------------------------

function whenTyped() {
  say("Đang gõ…");
  later("try", TRY_AFTER, tryText);
  later("preview", PREVIEW_AFTER, previewText);
  later("save", SAVE_AFTER, keep);
}

function later(name, wait, run) {
  clearTimeout(open.timers[name]);
  open.timers[name] = setTimeout(() => run().catch(failed), wait);
}

async function tryText() {
  const { uri, view } = open;
  const text = textNow();
  const answer = await post(address(uri, "/try"), { text });
  if (open.view === view && textNow() === text) take(answer);
}

async function previewText() {
  const { uri, url } = open;
  if (!articleOf(url)) return;
  const answer = await fetch("/ban/api/view", {
    method: "POST",
    headers: { "Content-Type": "application/json", "X-Ban-Bien-Tap": "1" },
    body: JSON.stringify({ uri, text: textNow() }),
  });
  if (answer.ok && open.uri === uri) showText(url, await answer.text());
}

// Keep what is typed as a step; waits for one that is on its way.
async function keep() {
  while (open?.keeping) await open.keeping.catch(() => {});
  if (!open || textNow() === open.saved) return;
  clearTimeout(open.timers.save);
  open.keeping = keepOnce();
  try {
    await open.keeping;
  } finally {
    open.keeping = null;
  }
}

// Who goes on to something else has typed all; a dialog is of the text itself.
function keepOnLeaving() {
  if (!document.querySelector("dialog[open]")) keep().catch(failed);
}

async function keepOnce() {
  const page = open;
  const text = textNow();
  say("Đang lưu…");
  try {
    const answer = await post(address(page.uri), { text, was: page.hash });
    if (open === page && textNow() === text) {
      page.saved = text;
      takeOver(answer); // with what others changed in other lines
      say("Đã lưu");
    } else if (answer.text === text) Object.assign(page, { hash: answer.hash, saved: text });
    // Else the next step is held against the same text as this one was: nothing is lost.
    saved({ ...answer, ofText: true });
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    if (error.status === 409) await settle(page, text, error.body);
    else {
      say("Chưa lưu được", "loi");
      failed(error);
      if (!error.status) later("save", AGAIN_AFTER, keep);
    }
  }
}

// Two people changed the same lines: which of both is to stand.
async function settle(page, text, { now, hash, conflicts = [] }) {
  say("Chưa lưu: có người khác sửa cùng chỗ", "loi");
  const rows = conflicts.length ? conflicts : [{ now, yours: text }];
  const chosen = await ask(
    "Cùng một chỗ vừa được sửa ở nơi khác",
    (form) =>
      form.append(
        h("p", { text: "Chọn câu nào thì câu ấy vào bài. Câu kia vẫn lấy lại được bằng Hoàn tác." }),
        h(
          "ul",
          { class: "ds" },
          rows.map((one) =>
            h("li", { class: "khung" }, h("p", {}, h("b", { text: "Nơi khác: " }), one.now), h("p", {}, h("b", { text: "Của tôi: " }), one.yours)),
          ),
        ),
      ),
    [
      ["Lấy câu nơi khác", "now"],
      ["Giữ câu của tôi", "mine", true],
    ],
  );
  page.hash = hash;
  if (chosen === "now") {
    page.saved = now;
    replaceText(now);
    say("Đã lấy câu nơi khác");
  } else if (chosen === "mine") later("save", 0, keep);
}

addEventListener("visibilitychange", () => document.visibilityState === "hidden" && open && keep().catch(() => {}));
addEventListener("beforeunload", (event) => {
  if (!open || textNow() === open.saved) return;
  keep().catch(() => {});
  event.preventDefault();
});

// --- what an editor puts in --------------------------------------------------------------------

async function insertFound(range = null, words = "") {
  const { view, uri } = open;
  const { from, to } = range ?? view.state.selection.main;
  const selected = words || view.state.sliceDoc(from, to);
  const offer = await pick({ page: uri, words: selected.includes("\n") ? "" : selected });
  if (offer && open.view === view) putIn(offer, Math.max(from, headEnd(textNow())), Math.max(to, headEnd(textNow())));
  view.focus();
}

// Put an offer in the place of a stretch; what is a block gets lines of its own.
function putIn(offer, from, to) {
  const { view } = open;
  const { state } = view;
  const isBlock = ["bang", "bieu_do"].includes(offer.kind);
  const change = isBlock ? blockChange(state, offer.insert, to) : inSentence(state, offer.insert, from, to);
  view.dispatch({
    changes: change,
    effects: offerAsChip(state, offer),
    selection: EditorSelection.cursor(change.from + change.insert.trimEnd().length),
    scrollIntoView: true,
    userEvent: "input.paste",
  });
  announce(`Đã chèn: ${offer.shown}`);
}

function inSentence(state, insert, from, to) {
  const before = /[\p{L}\p{N}),.;:}”]$/u.test(state.sliceDoc(Math.max(0, from - 1), from)) ? " " : "";
  const behind = /^[\p{L}\p{N}(“{]/u.test(state.sliceDoc(to, to + 1)) ? " " : "";
  return { from, to, insert: before + insert + behind };
}

function blockChange(state, insert, position) {
  let line = state.doc.lineAt(position);
  while (line.text.trim() && line.number < state.doc.lines && state.doc.line(line.number + 1).text.trim()) line = state.doc.line(line.number + 1);
  const isEmpty = !line.text.trim();
  const before = line.number > 1 && state.doc.line(line.number - 1).text.trim();
  const behind = line.number < state.doc.lines && state.doc.line(line.number + 1).text.trim();
  const start = isEmpty ? (before ? "\n" : "") : "\n\n";
  return { from: line.to, to: line.to, insert: `${start}${insert}${behind ? "\n" : ""}` };
}

// A figure in the place of a typed number, with the unit behind it.
function useOffer(offer, from, to) {
  open.view.dispatch({
    changes: { from, to: to + offer.taken, insert: offer.insert },
    effects: offerAsChip(open.view.state, offer),
    userEvent: "input.complete",
  });
  announce(`Đã dùng số liệu: ${offer.shown}`);
  open.view.focus();
}

// Who types braces wants to put something in.
function noBraces(view, from, to, text) {
  if (text !== "{" || view.state.sliceDoc(Math.max(0, from - 1), from) !== "{") return false;
  view.dispatch({ changes: { from: from - 1, to }, selection: { anchor: from - 1 } });
  insertFound();
  return true;
}

async function addNote() {
  const { view, uri } = open;
  await keep();
  const line = view.state.doc.lineAt(view.state.selection.main.head);
  const answer = await askNote({ uri, line: line.number, words: line.text });
  if (!answer) return view.focus();
  saved(answer);
  notice("Đã thêm chú thích: dấu ở cuối câu, lời ở cuối bài.");
}

function wrap(sign) {
  const { view } = open;
  const change = view.state.changeByRange((range) => {
    const text = view.state.sliceDoc(range.from, range.to);
    return {
      changes: [
        { from: range.from, insert: sign },
        { from: range.to, insert: sign },
      ],
      range: EditorSelection.range(range.from + sign.length, range.from + sign.length + text.length),
    };
  });
  view.dispatch(view.state.update(change, { userEvent: "input" }));
  view.focus();
  return true;
}

// At the end of a line of a list a new one begins; an empty one ends the list.
function nextInList(view) {
  const { head, empty } = view.state.selection.main;
  const line = view.state.doc.lineAt(head);
  const [sign, words] = /^([ ]*- )(.*)$/.exec(line.text)?.slice(1) ?? [];
  if (!sign || !empty || head !== line.to) return false;
  const change = words ? { from: head, insert: `\n${sign}` } : { from: line.from, to: line.to, insert: "" };
  view.dispatch({ changes: change, selection: EditorSelection.cursor(words ? head + 1 + sign.length : line.from), userEvent: "input" });
  return true;
}

function toggleLine(sign) {
  const { view } = open;
  const line = view.state.doc.lineAt(view.state.selection.main.head);
  const old = /^(#{2,4} |- )?/.exec(line.text)[0];
  view.dispatch({ changes: { from: line.from, to: line.from + old.length, insert: old === sign ? "" : sign }, userEvent: "input" });
  view.focus();
}

// --- chips -------------------------------------------------------------------------------------

function onChip(event) {
  const chip = event.target.closest?.(".chip[data-call]");
  if (!chip) return;
  event.preventDefault();
  menuOf(callAt(open.view.state, open.view.posAtDOM(chip)), chip.getBoundingClientRect());
}

function menuAtCursor() {
  const { view } = open;
  const at = view.state.selection.main.head;
  const call = callAt(view.state, at);
  if (call) menuOf(call, view.coordsAtPos(at));
  return Boolean(call);
}

function menuOf(call, place) {
  if (!call) return;
  const { view } = open;
  const change = (insert) => {
    view.dispatch({ changes: { from: call.from, to: call.to, insert }, userEvent: "input" });
    view.focus();
  };
  openChipMenu(call, place, {
    change,
    drop: () => change(""),
    other: async () => {
      const offer = await pick({ page: open.uri });
      if (offer) useOffer({ ...offer, taken: 0 }, call.from, call.to);
    },
    back: () => view.focus(),
  });
}
