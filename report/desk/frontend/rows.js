// Adding and removing rows of a table.

import { ask, field, h, wrong } from "./dom.js";
import { limitsOf } from "./figure.js";
import { refusals } from "./messages.js";
import { outsideLimits } from "./numbers.js";

// Ask for a new row behind the one of `after`, and keep it. Gives the new row's key, or null.
export async function askRow(table, after) {
  const inputs = Object.fromEntries(table.columns.map((column) => [column.name, inputOf(column)]));
  const refusal = h("div", { role: "alert" });
  const before = new Set(table.byKey.keys());
  const names = table.order;
  const chosen = await ask(
    "Thêm một dòng",
    (form) => form.append(h("p", {}, h("small", { text: "Ô có dấu * không để trống." })), refusal, ...names.map((one) => fieldOf(table, one, inputs[one]))),
    [["Thôi", ""], ["Thêm dòng", "them", true]],
    async (value) => !value || (isSound(table, inputs) && (await isKept(table, after, inputs, refusal))),
  );
  return chosen ? table.rows.find((row) => !before.has(row.key))?.key : null;
}

const inputOf = (column) =>
  h("input", {
    id: `dong-${column.name}`,
    autocomplete: "off",
    list: column.values ? `dong-${column.name}-co` : null,
  });

function fieldOf(table, name, input) {
  const column = table.column(name);
  const unit = column.unit ? ` (${column.unit})` : "";
  const title = `${column.title}${unit}${isNeeded(table, column) ? " *" : ""}`;
  const explained =
    name === table.key ? "Địa chỉ của dòng. Để trống thì máy đặt theo tên." : limitsOf(column);
  const values = h("datalist", { id: `dong-${name}-co` }, (column.values ?? []).map((value) => h("option", { value })));
  return h("div", {}, field(title, input, explained), values);
}

// The key of a row is made where it is left out.
const isNeeded = (table, { name, required }) => (required || name === table.label) && name !== table.key;

// Whether the fields hold what their columns take, as far as that can be told without the server; says
// under each what is wrong.
function isSound(table, inputs) {
  const right = table.columns.map((column) => wrong(inputs[column.name], fault(table, column, inputs[column.name].value.trim())));
  const first = table.order.find((name) => !right[table.columns.findIndex((one) => one.name === name)]);
  inputs[first]?.focus();
  return right.every(Boolean);
}

function fault(table, column, text) {
  if (!text) return isNeeded(table, column) ? "Cột này không để trống." : "";
  const isTaken = column.unique && table.rows.some(({ cells }) => cells[column.name].text === text);
  return isTaken ? `Đã có dòng ghi “${text}”.` : outsideLimits(column, text);
}

async function isKept(table, after, inputs, refusal) {
  const cells = Object.fromEntries(Object.entries(inputs).map(([name, input]) => [name, input.value.trim()]));
  try {
    return await table.changeRows({ add: [{ after: after ?? null, cells }] });
  } catch (error) {
    refusal.replaceChildren(...refusals(error));
    return false;
  }
}

// Ask whether rows are to go, telling where their figures stand, and remove them. Gives the key of
// the row to stand at then, or null.
export async function askRemoval(table, keys) {
  if (!keys.length) return null;
  const titles = keys.map((key) => h("li", { text: table.rowTitle(key) }));
  const pages = pagesOf(table, keys);
  const chosen = await ask(
    keys.length === 1 ? "Xóa dòng này?" : `Xóa ${keys.length} dòng này?`,
    (form) =>
      form.append(
        h("ul", {}, titles),
        pages.length
          ? h("p", { class: "tin sai", text: `Số của dòng đang đứng ở: ${pages.join(", ")}. Xóa rồi phải sửa các trang ấy.` })
          : h("p", { text: "Không trang nào nêu số của dòng. Xóa rồi vẫn hoàn tác được." }),
      ),
    [["Thôi", ""], ["Xóa", "xoa", true]],
  );
  if (!chosen) return null;
  const place = table.rows.findIndex((row) => row.key === keys[0]);
  if (!(await table.changeRows({ remove: keys }))) return null;
  return table.rows[Math.min(place, table.rows.length - 1)]?.key ?? "";
}

function pagesOf(table, keys) {
  const uses = keys.flatMap((key) => table.columns.flatMap((column) => table.pagesOf(key, column.name)));
  return [...new Set(uses.map((page) => page.title))];
}
