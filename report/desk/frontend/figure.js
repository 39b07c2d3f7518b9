// The card of one cell: its value in a field, what is wrong with it, and what is known of it. On a
// phone it is all that is needed to change a figure.

import { failed, openFigure, openPage } from "./desk.js";
import { announce, h } from "./dom.js";
import { answers, backButton } from "./messages.js";

// A card of a table; `show(row, column)` turns it to a cell, `keep(row, column, text)` keeps one.
export function figureCard(table, keep) {
  const title = h("h3", { id: "con-so" });
  const label = h("label", { for: "gia-tri" });
  const list = h("datalist", { id: "gia-tri-co-the" });
  const input = h("input", { id: "gia-tri", autocomplete: "off", "aria-describedby": "gia-tri-sai gioi-han" });
  const wrong = h("div", { id: "gia-tri-sai", role: "status" });
  const limits = h("small", { id: "gioi-han" });
  const saveButton = h("button", { class: "chinh", text: "Lưu" });
  const known = h("section", { class: "biet", "aria-label": "Về con số này" });
  const form = h("form", {}, label, h("div", { class: "hang" }, input, saveButton), wrong, limits, list);
  const element = h("section", { class: "khung con-so", "aria-labelledby": "con-so" }, title, form);
  let at = null;

  const write = (answer, apply) => {
    wrong.replaceChildren(...answers(answer, apply));
    input.setAttribute("aria-invalid", answer.problems.some((one) => one.severity === "error"));
  };
  const apply = (text) => {
    input.value = text;
    input.focus();
    check(at.row, at.column, text);
  };
  const check = table.checker((answer) => write(answer, apply));
  input.addEventListener("input", () => check(at.row, at.column, input.value));
  input.addEventListener("keydown", (event) => {
    if (event.key === "Escape") show(at.row, at.column);
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    keep(at.row, at.column, input.value).catch(failed);
  });

  // How readers see a number that the cell writes otherwise, without dots.
  function readAs(row, column) {
    const shown = table.shown(row, column);
    return table.column(column).number && shown !== table.text(row, column) ? `Người đọc thấy ${[shown, table.unit(row, column)].filter(Boolean).join(" ")}. ` : "";
  }

  // A published cell that holds a mistake can have its published value again.
  async function offerPublished(row, column) {
    if (!table.json.frozen || !table.problems(row, column).length) return;
    const { published } = await table.tried(row, column, table.text(row, column));
    if (published && at.row === row && at.column === column) wrong.append(backButton(published, (text) => keep(row, column, text).catch(failed)));
  }

  function show(row, column) {
    at = { row, column };
    const described = table.column(column);
    const unit = table.unit(row, column);
    title.textContent = table.cellTitle(row, column);
    label.textContent = unit ? `Giá trị, tính bằng ${unit}` : "Giá trị";
    input.value = table.text(row, column);
    input.inputMode = described.type === "integer" ? "numeric" : described.number ? "decimal" : "text";
    input.readOnly = column === table.key;
    saveButton.hidden = input.readOnly;
    list.replaceChildren(...(described.values ?? []).map((value) => h("option", { value })));
    input.setAttribute("list", described.values ? list.id : "");
    limits.textContent = input.readOnly ? "Khóa của dòng là địa chỉ, không sửa ở đây." : `${readAs(row, column)}${sentence(limitsOf(described))}`;
    write({ problems: table.problems(row, column) });
    offerPublished(row, column).catch(failed);
    known.replaceChildren(...knownOf(table, row, column));
  }

  return { element, known, show, at: () => at, focus: () => input.select() };
}

const sentence = (text) => text[0].toUpperCase() + text.slice(1);

// What may stand in a column, as words.
export function limitsOf({ kind, required, min, max, decimals, values }) {
  const range =
    min !== null && max !== null ? `từ ${min} đến ${max}` : min !== null ? `từ ${min}` : max !== null ? `đến ${max}` : "";
  return [
    kind,
    range,
    decimals ? `tối đa ${decimals} chữ số sau dấu phẩy` : "",
    values ? `một trong: ${values.join(", ")}` : "",
    required ? "không để trống" : "có thể để trống",
  ]
    .filter(Boolean)
    .join("; ");
}

function knownOf(table, row, column) {
  const pages = table.pagesOf(row, column);
  const rules = table.rulesOf(row, column);
  return [
    h("h3", { text: "Con số này đứng ở" }),
    pages.length
      ? h("ul", { class: "hang khong-cham" }, pages.map(pageItem))
      : h("p", { class: "khong-co", text: "Không trang nào nêu ô này, ngoài trang của bảng." }),
    ...(rules.length ? [h("h3", { text: "Quy tắc với ô khác" }), h("ul", { class: "khong-cham" }, rules.map((rule) => ruleItem(table, rule)))] : []),
  ];
}

const pageItem = ({ url, title }) =>
  h("li", {}, h("button", { type: "button", class: "nhe", text: title, onclick: () => openPage(url) }));

const ruleItem = (table, { title, text, holds, noted, cells, titles }) =>
  h(
    "li",
    {},
    h("b", { class: holds ? "khop" : noted ? "da-biet" : "khong-khop", text: holds ? "Khớp" : noted ? "Chênh đã biết" : "Không khớp" }),
    `: ${title} `,
    text ? h("small", { text: holds || !noted ? text : `Đã có ghi chú, không phải sửa: ${text}` }) : null,
    h("span", { class: "hang" }, cells.map((address, number) => cellButton(table, address, titles[number]))),
  );

function cellButton(table, address, title) {
  const [, row, column] = address.split("/")[1].split(".");
  const isOwn = address === table.address(row, column);
  const text = isOwn ? `${table.cellTitle(row, column)}: ${table.shown(row, column)}` : title;
  return h("button", { type: "button", class: "nhe", text, onclick: () => openFigure(address) });
}

// Say what a cell is, where the grid's own reading does not tell.
export const sayKept = (table, row, column) =>
  announce(`Đã lưu: ${table.cellTitle(row, column)}, ${table.shown(row, column) || "để trống"}`);
