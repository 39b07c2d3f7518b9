// The panel of a table: the card of a cell, the grid, and what is done with rows.

import { failed, on } from "./desk.js";
import { announce, h } from "./dom.js";
import { figureCard, sayKept } from "./figure.js";
import { messages } from "./messages.js";
import { askRemoval, askRow } from "./rows.js";
import { Sheet } from "./sheet.js";
import { partsOf, readTable } from "./table.js";

const HELP =
  "Mũi tên để đi, Shift + mũi tên để chọn nhiều ô. Gõ để thay, Enter hoặc F2 để sửa, Esc để bỏ. " +
  "Ctrl+C, Ctrl+V chép và dán với Excel; Ctrl+Z hoàn tác. Đang không sửa ô, Esc rời khỏi bảng.";

let shown = null; // {panel, table, sheet, card}: the one that is open
let stopListening = () => {};

// What is being typed is kept when the cell is left: a window that is closed before asks.
addEventListener("beforeunload", (event) => {
  if (shown?.sheet.editing?.isChanged()) event.preventDefault();
});

// Show the table of an address ("2022/table.row.column", or without row and column) with that cell
// chosen; `onCell(address)` hears of each other one, `leave()` leads back to all figures.
export async function openTable(panel, address, onCell, leave) {
  const parts = partsOf(address);
  const isOpen = shown?.panel === panel && shown.table.name === parts.name && panel.contains(shown.sheet.element);
  if (isOpen && [parts.year, "chung"].includes(shown.table.year)) {
    await renew();
    return goTo(parts.row, parts.column);
  }
  const table = await readTable(parts).catch((error) => showUnread(panel, error, leave));
  if (!table) return undefined;
  stopListening();
  shown = build(panel, table, onCell, leave);
  await shown.sheet.ready;
  goTo(parts.row ?? table.rows[0]?.key, parts.column ?? firstColumn(table));
  stopListening = on("changed elsewhere", () => renew().catch(failed));
  return undefined;
}

// Stand at a cell; on a phone in the field above the grid, where there is a keyboard for it.
function goTo(row, column) {
  shown.sheet.go(row, column);
  if (matchMedia("(max-width: 1023px)").matches) shown.card.focus();
}

// A table that cannot be read has no cells: say what is wrong in its file.
function showUnread(panel, error, leave) {
  if (!error.problems?.length) throw error;
  panel.replaceChildren(backButton(leave), h("h2", { text: "Chưa đọc được bảng này" }), ...messages(error.problems.filter((one) => one.severity === "error")));
}

const backButton = (leave) => h("button", { type: "button", class: "nhe ve", text: "← Mọi con số của trang này", onclick: leave });

const firstColumn = (table) => table.columns.find((one) => one.number)?.name ?? table.label;

function build(panel, table, onCell, leave) {
  const keep = async (row, column, text) => {
    if (await table.keep([{ row, column, text }])) sayKept(table, row, column);
    renewCells();
  };
  const card = figureCard(table, keep);
  const sheet = new Sheet(table, {
    moved(row, column) {
      card.show(row, column);
      onCell(table.address(row, column));
    },
    async keep(cells, label) {
      const kept = await table.keep(cells, label);
      if (kept && cells.length === 1) sayKept(table, cells[0].row, cells[0].column);
      else if (kept) announce(`Đã lưu ${kept.length} ô`);
      renewCells();
    },
    leave: () => addButton.focus(),
  });
  const afterRows = (key) => {
    if (key === null) return;
    sheet.load();
    countRows();
    sheet.go(key || table.rows[0]?.key, sheet.at()?.column ?? firstColumn(table));
  };
  const counted = h("small", { id: "so-dong" });
  const countRows = () => (counted.textContent = `${table.rows.length} dòng`);
  countRows();
  const addButton = h("button", {
    type: "button",
    text: "Thêm dòng",
    onclick: () => askRow(table, sheet.at()?.row).then(afterRows).catch(failed),
  });
  const removeButton = h("button", {
    type: "button",
    text: "Xóa dòng",
    onclick: () => askRemoval(table, sheet.rowsChosen()).then(afterRows).catch(failed),
  });
  panel.replaceChildren(
    backButton(leave),
    h("h2", { text: table.title }),
    card.element,
    h("div", { class: "hang" }, addButton, removeButton, counted),
    sheet.element,
    h("p", { id: "phim-bang", class: "phim" }, h("small", { text: HELP })),
    card.known,
    h("h3", { text: "Về bảng này" }),
    h("p", {}, h("small", { text: sourceOf(table) })),
  );
  return { panel, table, sheet, card, countRows };
}

// Where the figures of a table come from.
function sourceOf({ source, description, path }) {
  const from = [source.office, source.section, source.period, source.date].filter(Boolean).join("; ");
  return [description, from && `Nguồn: ${from}.`, `Tệp ${path}.`].filter(Boolean).join(" ");
}

// Show what stands in the table now, where the server says so.
async function renew() {
  const { table } = shown;
  const before = table.rows.map((row) => row.key).join();
  table.take((await readTable(table)).json);
  if (before === table.rows.map((row) => row.key).join()) renewCells();
  else {
    shown.sheet.load();
    shown.countRows();
  }
}

function renewCells() {
  shown.sheet.renew();
  const at = shown.card.at();
  if (at && shown.table.byKey.has(at.row)) shown.card.show(at.row, at.column);
}
