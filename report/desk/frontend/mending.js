// The button that mends a problem for certain.

import { post } from "./api.js";
import { failed, saved } from "./desk.js";
import { h } from "./dom.js";

// The button, or null where the mend is not certain; `apply(text)` puts the text of a cell that is
// being typed right, otherwise it is kept at once.
export function mendButton(problem, apply = null) {
  const { fix } = problem;
  if (!fix) return null;
  const [cell] = fix.cells ?? [fix];
  const label = cell.text === "" ? "Để trống" : `Sửa thành “${cell.text}”`;
  const mend = () => (apply ? apply(cell.text) : keep(problem, fix).catch(failed));
  return h("button", { type: "button", class: "nut-mend", text: label, onmousedown: (event) => event.preventDefault(), onclick: mend });
}

async function keep(problem, fix) {
  const [year, name] = problem.address.split(/[/.]/);
  saved(await post(`table/${year}/${name}/cells`, { cells: fix.cells ?? [fix], label: "Sửa theo gợi ý" }));
}
