// The button that mends a problem for certain.

import { post } from "./api.js";
import { failed, saved } from "./desk.js";
import { h } from "./dom.js";

// The button, or null where the mend is not certain; `apply(text)` takes the text of a cell that is
// being typed, otherwise it is kept at once.
export function mendButton({ fix }, apply = null) {
  if (fix?.kind !== "cell") return null;
  const label = fix.text === "" ? "Để trống" : `Sửa thành “${fix.text}”`;
  const mend = () => (apply ? apply(fix.text) : keep(fix).catch(failed));
  return h("button", { type: "button", class: "nut-mend", text: label, onmousedown: (event) => event.preventDefault(), onclick: mend });
}

async function keep({ table, row, column, text }) {
  saved(await post(`table/${table}/cells`, { cells: [{ row, column, text }], label: "Sửa theo gợi ý" }));
}
