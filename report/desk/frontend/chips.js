// A page's macro calls as chips that show what readers see: never raw braces.

import { StateEffect, StateField } from "@codemirror/state";
import { Decoration, EditorView, WidgetType } from "@codemirror/view";

// As the server reads them (sources/markdown/marks.py): a call ends in its line.
const TAG = /\{\{[^\n]*?\}\}|\{%[-+]?\s*(?:end)?raw\s*[-+]?%\}|\{:?[ ]*[.#\w][^{}\n]*\}/g;
// A link with words that are edited in their place; not a picture, and no call in its address.
const LINK = /(?<!!)\[((?!\^)[^\][{}\n]+)\]\(([^(){}\s]+)\)/g;
const NAMES_OF_KINDS = {
  figure: "Số liệu",
  document: "Văn bản",
  year: "Năm",
  source: "Nguồn",
  open: "Chờ viết",
  words: "Chữ lấy từ bảng",
  table: "Bảng",
  chart: "Biểu đồ",
  block: "Danh mục",
};
const BLOCKS = ["table", "chart", "block"];
const NAMES_OF_CLASSES = {
  ".chi-tren-web": "chỉ trên web",
  ".phu-luc": "phụ lục",
  ".tom-tat": "tóm tắt",
  ".khi-co-gop-y": "khi có nơi góp ý",
  ".mo-dau": "lời mở đầu",
  ".khi-khong-gop-y": "khi không có nơi góp ý",
};
const HEAD_KEYS = { title: "Tên trang", description: "Lời giới thiệu", muc: "Chỗ trong báo cáo" };

// What the calls of the page show, in their order: [{ call, shown, kind, macro, address }].
export const setChips = StateEffect.define();

// What is known of calls: of each call as it is written, what it shows the first, second … time.
const known = StateField.define({
  create: () => new Map(),
  update(value, transaction) {
    for (const effect of transaction.effects) if (effect.is(setChips)) return byCall(effect.value, value);
    return value;
  },
});

function byCall(chips, before) {
  const found = new Map();
  for (const chip of chips) found.set(chip.call, [...(found.get(chip.call) ?? []), chip]);
  for (const [call, of] of before) if (!found.has(call)) found.set(call, of);
  return found;
}

class Chip extends WidgetType {
  constructor(written, info) {
    super();
    this.written = written;
    this.info = info;
  }

  eq(other) {
    return other.written === this.written && other.info?.shown === this.info?.shown && other.info?.kind === this.info?.kind;
  }

  toDOM() {
    const chip = document.createElement("span");
    const { kind = "wait", shown = "" } = this.info ?? {};
    chip.className = `chip chip-${kind}${BLOCKS.includes(kind) ? " chip-khoi" : ""}`;
    chip.dataset.call = this.written;
    if (BLOCKS.includes(kind) || kind === "open") chip.append(mark(`${NAMES_OF_KINDS[kind]}: `));
    chip.append(shown || withoutBraces(this.written));
    chip.title = `${NAMES_OF_KINDS[kind] ?? "Chưa hiểu"}. Bấm để sửa, đổi hay bỏ.`;
    return chip;
  }

  ignoreEvent() {
    return false;
  }
}

class Label extends WidgetType {
  constructor(text, style, title = "") {
    super();
    this.text = text;
    this.style = style;
    this.title = title;
  }

  eq(other) {
    return other.text === this.text && other.style === this.style && other.title === this.title;
  }

  toDOM() {
    const label = document.createElement("span");
    label.className = this.style;
    label.textContent = this.text;
    label.title = this.title;
    return label;
  }
}

function mark(text) {
  const label = document.createElement("span");
  label.className = "chip-nhan";
  label.textContent = text;
  return label;
}

const withoutBraces = (written) => written.replace(/^\{[{%]?[-+:]?\s*|\s*[-+%]?\}?\}$/g, "");

// "{: .chi-tren-web }" in words.
const attributesInWords = (written) =>
  withoutBraces(written)
    .split(/\s+/)
    .filter(Boolean)
    .map((one) => NAMES_OF_CLASSES[one] ?? one)
    .join(", ");

// Where the front matter ends: the offset behind its second line of hyphens; 0 where there is none.
export function headEnd(text) {
  const found = /^---[ \t]*\n[\s\S]*?\n---[ \t]*(?:\n|$)/.exec(text);
  return found ? found[0].length : 0;
}

// All chips and labels of a text.
function decorated(state) {
  const text = state.doc.toString();
  const settings = settingsOfHead(text);
  const isSetting = (from) => settings.some((one) => one.from <= from && from <= one.to);
  const labels = [...labelsOfHead(text), ...linksOf(text)].filter((one) => !isSetting(one.from));
  const found = [...labels, ...settings.map(({ from, to }) => Decoration.replace({ block: true }).range(from, to))];
  const counts = new Map();
  for (const tag of text.matchAll(TAG)) {
    const [written] = tag;
    const [from, to] = [tag.index, tag.index + written.length];
    if (isSetting(from)) continue;
    found.push(Decoration.replace({ widget: widgetOf(state, written, counts) }).range(from, to));
  }
  return Decoration.set(found, true);
}

function widgetOf(state, written, counts) {
  if (!written.startsWith("{{")) {
    const text = written.startsWith("{%") ? (written.includes("end") ? "hết phần nguyên văn" : "phần nguyên văn") : attributesInWords(written);
    return new Label(text, "chip chip-kieu");
  }
  const number = counts.get(written) ?? 0;
  counts.set(written, number + 1);
  const infos = state.field(known).get(written) ?? [];
  return new Chip(written, infos[Math.min(number, infos.length - 1)]);
}

// The settings of a page's head that are no words (hide, search …), as ranges of whole lines.
function settingsOfHead(text) {
  const found = [];
  let from = 0;
  let isSetting = false;
  for (const line of text.slice(0, headEnd(text)).split("\n").slice(0, -1)) {
    const key = /^([\w-]+):/.exec(line)?.[1];
    if (key || /^---/.test(line)) isSetting = Boolean(key) && !(key in HEAD_KEYS);
    const to = from + line.length;
    if (isSetting && found.at(-1)?.to === from - 1) found.at(-1).to = to;
    else if (isSetting) found.push({ from, to });
    from = to + 1;
  }
  return found;
}

// Links as their words and a sign; where they lead is told by the sign.
function* linksOf(text) {
  for (const found of text.matchAll(LINK)) {
    const [whole, words, target] = found;
    const behind = found.index + 1 + words.length;
    yield Decoration.replace({}).range(found.index, found.index + 1);
    yield Decoration.replace({ widget: new Label("↗", "chip chip-lien-ket", `Liên kết tới ${target}`) }).range(behind, found.index + whole.length);
  }
}

function* labelsOfHead(text) {
  const end = headEnd(text);
  let from = 0;
  for (const line of text.slice(0, end).split("\n").slice(0, -1)) {
    yield Decoration.line({ class: "dau-trang" }).range(from);
    const key = /^(title|description|muc): */.exec(line);
    if (/^---[ \t]*$/.test(line)) {
      const widget = new Label(from === 0 ? "Đầu trang" : "Nội dung", "nhan-dau-trang");
      yield Decoration.replace({ widget }).range(from, from + line.length);
    } else if (key) {
      const widget = new Label(`${HEAD_KEYS[key[1]]}: `, "nhan-muc-dau");
      yield Decoration.replace({ widget }).range(from, from + key[0].length);
    }
    from += line.length + 1;
  }
}

const shown = StateField.define({
  create: decorated,
  update: (value, transaction) =>
    transaction.docChanged || transaction.effects.some((effect) => effect.is(setChips)) ? decorated(transaction.state) : value,
  provide: (field) => [EditorView.decorations.from(field), EditorView.atomicRanges.of((view) => view.state.field(field))],
});

export const chips = [known, shown];

// The call at a place, or beside it: { from, to, written, info }; null where there is none.
export function callAt(state, position) {
  const text = state.doc.toString();
  const counts = new Map();
  for (const tag of text.matchAll(TAG)) {
    const [written] = tag;
    const number = counts.get(written) ?? 0;
    counts.set(written, number + 1);
    const [from, to] = [tag.index, tag.index + written.length];
    if (from <= position && position <= to && written.startsWith("{{")) {
      const infos = state.field(known).get(written) ?? [];
      return { from, to, written, info: infos[Math.min(number, infos.length - 1)] };
    }
  }
  return null;
}

// Take note of what an offer shows, before the server has read it in the page.
export const offerAsChip = (state, { insert, shown: text, kind, address }) =>
  setChips.of([
    ...[...state.field(known).values()].flat().filter((one) => one.call !== insert),
    { call: insert, shown: text, kind: { so: "figure", bang: "table", bieu_do: "chart", van_ban: "document", nam: "year" }[kind] ?? "words", address: address || undefined },
  ]);

// The digits of a line that stand in its words: not in calls, addresses, attributes or code.
export function typedNumbers(line) {
  const words = line.replace(/\{[^{}]*\}|\{\{.*?\}\}|\]\([^)]*\)|`[^`]*`|\[\^[^\]]*\]|<[^>]*>/g, (found) => " ".repeat(found.length));
  return [...words.matchAll(/\d[\d.,/–-]*\d|\d/g)].map((found) => ({ from: found.index, to: found.index + found[0].length, number: found[0] }));
}
