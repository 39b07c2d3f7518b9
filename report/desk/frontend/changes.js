// The panel of changes: what a proposal would change, figures and sentences before and after.

import { get } from "./api.js";
import { openFigure, openPage } from "./desk.js";
import { h } from "./dom.js";

const EMPTY = "(để trống)";

export async function showChanges(panel) {
  const { figures = [], names = [], pages = [] } = await get("changes");
  const parts = [
    figures.length ? figureTable(figures) : null,
    ...(names.length ? nameList(names) : []),
    ...pages.map(pageChange),
  ].filter(Boolean);
  if (!parts.length) parts.push(h("p", { class: "khong-co", text: "Chưa có gì thay đổi." }));
  panel.replaceChildren(h("h2", { text: "Người đọc sẽ thấy khác" }), ...parts);
}

function figureTable(figures) {
  const heads = ["Con số", "Trước", "Sau"].map((text) => h("th", { scope: "col", text }));
  return h(
    "div",
    { class: "cuon", tabindex: "0", role: "group", "aria-label": "Con số thay đổi" },
    h("table", { class: "so-sanh" }, h("thead", {}, h("tr", {}, heads)), h("tbody", {}, figures.map(figureRow))),
  );
}

const figureRow = ({ address, title, old, new: now }) =>
  h(
    "tr",
    {},
    h("th", { scope: "row" }, h("button", { type: "button", class: "nhe", text: title || address, onclick: () => openFigure(address) })),
    h("td", {}, old === null ? "" : h("del", { text: old || EMPTY })),
    h("td", {}, now === null ? "" : h("ins", { text: now || EMPTY })),
  );

const nameList = (names) => [
  h("h3", { text: "Tên, địa chỉ" }),
  h("ul", {}, names.map((one) => h("li", { text: typeof one === "string" ? one : `${one.old} → ${one.new}` }))),
];

function pageChange({ title, uri, url, diff = [] }) {
  return h(
    "article",
    { class: "khung" },
    h("h3", { text: title || uri }),
    h("p", { class: "khac" }, diff.map(piece)),
    url ? h("button", { type: "button", text: "Xem trang", onclick: () => openPage(url) }) : null,
  );
}

// Words that stay, go or come; long ones that stay are shortened in the middle.
function piece({ kind, text }) {
  if (kind === "old") return h("del", { text });
  if (kind === "new") return h("ins", { text });
  return text.length > 160 ? `${text.slice(0, 75)} … ${text.slice(-75)}` : text;
}
