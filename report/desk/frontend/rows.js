// Adding and removing rows of a table.

import { ApiError } from "./api.js";
import { ask, field, h, wrong } from "./dom.js";
import { limitsOf } from "./figure.js";
import { messages } from "./messages.js";

// Ask for a new row behind the one of `after`, and keep it. Gives the new row's key, or null.
export async function askRow(table, after) {
  const inputs = Object.fromEntries(table.columns.map((column) => [column.name, inputOf(column)]));
  const key = inputs[table.key];
  const refusal = h("div", { role: "alert" });
  let isOwnKey = false;
  key.addEventListener("input", () => (isOwnKey = true));
  inputs[table.label]?.addEventListener("input", () => {
    if (!isOwnKey) key.value = keyOf(inputs[table.label].value);
  });
  const order = [table.label, ...table.columns.map((one) => one.name).filter((one) => one !== table.label)];
  const names = [...order.filter((one) => one !== table.key), table.key];
  const chosen = await ask(
    "Thêm một dòng",
    (form) => form.append(refusal, ...names.filter((one) => inputs[one]).map((one) => fieldOf(table, one, inputs[one]))),
    [["Thôi", ""], ["Thêm dòng", "them", true]],
    async (value) => !value || (isKey(table, key) && (await isKept(table, after, inputs, refusal))),
  );
  return chosen ? key.value.trim() : null;
}

const inputOf = (column) =>
  h("input", {
    id: `dong-${column.name}`,
    autocomplete: "off",
    list: column.values ? `dong-${column.name}-co` : null,
  });

function fieldOf(table, name, input) {
  const column = table.column(name);
  const title = column.unit ? `${column.title} (${column.unit})` : column.title;
  const explained =
    name === table.key ? "Mã của dòng, không dấu, nối bằng gạch ngang; máy tự đặt theo tên." : limitsOf(column);
  const values = h("datalist", { id: `dong-${name}-co` }, (column.values ?? []).map((value) => h("option", { value })));
  return h("div", {}, field(title, input, explained), values);
}

// "Lừa đảo" is "lua-dao".
export const keyOf = (name) =>
  name
    .toLowerCase()
    .replaceAll("đ", "d")
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-|-$/g, "");

function isKey(table, input) {
  const key = input.value.trim();
  const text = !key ? "Cần một mã cho dòng." : table.byKey.has(key) ? "Bảng đã có dòng mang mã này." : "";
  if (text) input.focus();
  return wrong(input, text);
}

async function isKept(table, after, inputs, refusal) {
  const cells = Object.fromEntries(Object.entries(inputs).map(([name, input]) => [name, input.value.trim()]));
  try {
    return await table.changeRows({ add: [{ after: after ?? null, cells }] });
  } catch (error) {
    if (!(error instanceof ApiError) || !error.problems.length) throw error;
    refusal.replaceChildren(...messages(error.problems));
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
  await table.changeRows({ remove: keys });
  return table.rows[Math.min(place, table.rows.length - 1)]?.key ?? "";
}

function pagesOf(table, keys) {
  const uses = keys.flatMap((key) => table.columns.flatMap((column) => table.pagesOf(key, column.name)));
  return [...new Set(uses.map((page) => page.title))];
}
