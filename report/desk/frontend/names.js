// What a cell of another table is called: its row and column in words.

import { partsOf, readTable } from "./table.js";

const tables = new Map(); // the answers that are on the way or there, by year and name

// "Lúa · Số hộ" of "2022/table.row.column"; null where there is no such cell.
export async function titleOf(address) {
  const { year, name, row, column } = partsOf(address);
  const key = `${year}/${name}`;
  if (!tables.has(key)) tables.set(key, readTable({ year, name }).catch(() => null));
  const table = await tables.get(key);
  return table?.byKey.has(row) && column ? table.cellTitle(row, column) : null;
}

// Have an element say what a cell is called, once that is known.
export function saysTitle(element, address, words = (title) => title) {
  titleOf(address).then((title) => title && (element.textContent = words(title)));
  return element;
}
