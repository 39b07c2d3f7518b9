// The panel of changes: what a proposal would change for readers, before and after, and what is left
// to be mended.

import { get } from "./api.js";
import { openFigure, openPage } from "./desk.js";
import { ask, h } from "./dom.js";
import { messages } from "./messages.js";
import { problemGroups } from "./problems.js";

const EMPTY = "(để trống)";
const MANY_ROWS = 5; // of one table that come or go at once: they are one card

export async function showChanges(panel) {
  const { figures, names, pages, rules, office, unread, record, problems } = await get("changes");
  const cards = figureCards(figures);
  const [edited, following] = [true, false].map((isEdited) => pages.filter(({ kind }) => Boolean(kind) === isEdited));
  const listed = cards.length + names.length + edited.length + rules.length + Number(office);
  const parts = [
    ...(cards.length ? [h("h3", { text: `Số liệu (${cards.length})` }), h("ul", { class: "ds" }, cards)] : []),
    ...(names.length ? [h("h3", { text: `Đổi tên (${names.length})` }), h("ul", {}, names.map(renamed))] : []),
    ...(edited.length ? [h("h3", { text: `Trang (${edited.length})` }), ...edited.map(pageChange)] : []),
    ...(rules.length ? [h("h3", { text: `Quy tắc (${rules.length})` }), h("ul", {}, rules.map(ruleChange))] : []),
    ...(office ? [h("p", { text: "Thông tin cơ quan (data/don-vi.yaml) đổi." })] : []),
    ...(following.length ? [h("h3", { text: "Trang đổi theo số liệu" }), ...following.map(pageChange)] : []),
    ...unread.map((path) => h("p", { class: "tin sai", text: `Chưa đọc được ${path} nên chưa so được.` })),
  ];
  if (!parts.length) parts.push(h("p", { class: "khong-co", text: "Người đọc chưa thấy gì khác." }));
  panel.replaceChildren(
    ...messages(record), // of what was published: before all else
    h("h2", { text: `Người đọc sẽ thấy khác${listed ? ` (${listed})` : ""}` }),
    ...parts,
    h("h2", { text: "Trước khi gửi" }),
    ...(problems.length ? problemGroups(problems, "h3") : [h("p", { text: "Không còn lỗi nào." })]),
  );
}

// How many things the panel lists; pages that change with a figure are in its card.
export async function countChanges() {
  const { figures, names, pages, rules, office } = await get("changes");
  return figureCards(figures).length + names.length + pages.filter(({ kind }) => kind).length + rules.length + Number(office);
}

// Cards of figures: those that readers knew go before what is new or gone, of which a row is one card,
// and a table of which many rows come or go at once.
function figureCards(figures) {
  const isWhole = ({ kind }) => ["added", "removed"].includes(kind);
  const known = figures.filter((one) => !isWhole(one)).map(figureChange);
  const whole = Map.groupBy(figures.filter(isWhole), ({ kind, address }) => `${kind} ${address.split(".")[0]}`);
  return [...known, ...[...whole.values()].flatMap(rowCards)];
}

function rowCards(figures) {
  const rows = [...Map.groupBy(figures, ({ address }) => address.split(".")[1]).values()];
  return rows.length > MANY_ROWS ? [wholeTable(figures, rows)] : rows.map(rowChange);
}

const isAdded = ([{ kind }]) => kind === "added";

// "Lúa – số hộ" in the row's name and the column's.
const namesIn = (title) => {
  const at = title.lastIndexOf(" – ");
  return at < 0 ? [title, title] : [title.slice(0, at), title.slice(at + 3)];
};

function rowChange(figures) {
  const [first] = figures;
  const said = figures.map(({ title, old, new: now }) => [namesIn(title)[1], now || old]).filter(([, text]) => text);
  return h(
    "li",
    { class: "khung" },
    heading(first, namesIn(first.title)[0], isAdded(figures) ? "Dòng thêm" : "Dòng bỏ"),
    h("p", {}, h(isAdded(figures) ? "ins" : "del", { text: said.map(([name, text]) => `${name} ${text}`).join("; ") || EMPTY })),
    sightingsOf(figures),
  );
}

const wholeTable = (figures, rows) =>
  h(
    "li",
    { class: "khung" },
    heading(figures[0], `Bảng ${figures[0].table ?? figures[0].address.split("/")[1].split(".")[0]}`, isAdded(figures) ? `Thêm ${rows.length} dòng` : `Bỏ ${rows.length} dòng`),
    h("p", {}, rows.map(([first]) => namesIn(first.title)[0]).join("; ")),
  );

const heading = ({ address }, title, words) =>
  h("p", {}, h("button", { type: "button", class: "nhe dau-dong", text: title, onclick: () => openFigure(address) }), h("small", { text: words }));

// Each sentence once, however many figures of a row it shows.
const sightingsOf = (figures) =>
  [...new Map(figures.flatMap(({ sightings }) => sightings).map((one) => [`${one.url} ${one.line}`, one])).values()].map(sighting);

const figureChange = ({ address, title, words, old, new: now, sightings }) =>
  h(
    "li",
    { class: "khung" },
    heading({ address }, title || address, words),
    h("p", { class: "doi" }, ...side("trước", "del", old), " → ", ...side("sau", "ins", now)),
    sightings.map(sighting),
  );

// A value before or after; screen readers hear which.
const side = (when, tag, text) => [h("span", { class: "chi-nghe", text: `${when}: ` }), h(tag, { text: text || EMPTY })];

// A sentence that shows the figure, with the figure marked.
const sighting = ({ title, url, pieces }) =>
  h(
    "p",
    { class: "cau" },
    h("button", { type: "button", class: "nhe", text: title, onclick: () => openPage(url) }),
    ": ",
    pieces.map(({ text, mine }) => (mine ? h("mark", { text }) : text)),
  );

const renamed = ({ old, new: now }) => h("li", {}, h("del", { text: old }), " → ", h("ins", { text: now }));

const ruleChange = ({ words, title }) => h("li", { text: `${words}: ${title}` });

function pageChange({ title, uri, url, words, diff }) {
  return h(
    "article",
    { class: "khung" },
    h("h4", { text: title || uri }),
    h("small", { text: words }),
    ...lines(diff),
    url
      ? h(
          "div",
          { class: "hang" },
          h("button", { type: "button", text: "Tới trang", onclick: () => openPage(url) }),
          h("button", { type: "button", text: "Xem trước và sau", onclick: () => showBoth(title || uri, url) }),
        )
      : null,
  );
}

// Lines that go and come: those that share most of their words are one line, of which only what
// differs is marked.
function lines(diff) {
  const [old, now] = ["old", "new"].map((kind) => diff.filter((one) => one.kind === kind).map((one) => plain(one.text)));
  const left = now.map((text) => text.split(" "));
  const changed = old.map((text) => {
    const words = text.split(" ");
    const likeness = left.map((other) => (other ? shared(words, other) : 0));
    const best = likeness.indexOf(Math.max(...likeness));
    if (best < 0 || likeness[best] < 0.5) return line("del", text);
    const [other] = left.splice(best, 1, null);
    return pair(words, other);
  });
  return [...changed, ...left.filter(Boolean).map((words) => line("ins", words.join(" ")))];
}

// A line without the signs of Markdown that say how it looks.
const plain = (text) =>
  text
    .replace(/^\s*(?:!!! \w+ "(.*)"|- (.*))$/, (_, title, item) => title ?? item)
    .replaceAll("**", "")
    .replace(/&#(\d+);/g, (_, number) => String.fromCodePoint(number));

// The part of the longer line's words that both have.
function shared(one, other) {
  const words = new Set(other);
  return one.filter((word) => words.has(word)).length / Math.max(one.length, other.length);
}

const line = (tag, text) => h("p", { class: "cau" }, h(tag, { text }));

function pair(old, now) {
  let begin = 0;
  while (begin < Math.min(old.length, now.length) && old[begin] === now[begin]) begin += 1;
  let end = 0;
  while (end < Math.min(old.length, now.length) - begin && old.at(-1 - end) === now.at(-1 - end)) end += 1;
  const middle = (words) => words.slice(begin, words.length - end).join(" ");
  const parts = [
    short(old.slice(0, begin).join(" "), -1),
    middle(old) && h("del", { text: middle(old) }),
    middle(now) && h("ins", { text: middle(now) }),
    short(old.slice(old.length - end).join(" "), 1),
  ];
  return h("p", { class: "cau" }, parts.filter(Boolean).flatMap((part) => [part, " "]));
}

// What stays of a long line: the part next to what changes.
function short(text, side) {
  if (text.length <= 120) return text;
  return side < 0 ? `… ${text.slice(-110)}` : `${text.slice(0, 110)} …`;
}

// A page before and after, side by side.
const showBoth = (title, url) =>
  ask(
    `Trước và sau: ${title}`,
    (form) => {
      form.closest("dialog").classList.add("het-co");
      form.append(
        h(
          "div",
          { class: "hai-ben" },
          sideOf("Trước", `/ban/truoc${url}`),
          sideOf("Sau", url),
        ),
      );
    },
    [["Đóng", "", true]],
  );

const sideOf = (name, src) => h("figure", {}, h("figcaption", { text: name }), h("iframe", { src, title: `${name} khi sửa` }));
