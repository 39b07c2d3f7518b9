// The buttons that mend a problem: one where the mend is certain, one for each reading where a text can
// mean more than one thing.

import { post } from "./api.js";
import { changedElsewhere, failed, saved } from "./desk.js";
import { h } from "./dom.js";

// The buttons, none where nothing can be offered; `apply(text, mend)` takes the text of a cell that
// is not kept yet, otherwise it is kept at once.
export function mendButtons({ fix, choices = [] }, apply = null) {
  return (fix ? [fix] : choices).filter(({ kind }) => kind === "cell").map((mend) => button(mend, apply));
}

function button(mend, apply) {
  const shown = mend.shown && mend.shown !== mend.text ? ` (${mend.shown})` : ""; // with its unit
  const label = mend.text === "" ? "Để trống" : `Sửa thành “${mend.text}”${shown}`;
  const act = () => (apply ? apply(mend.text, mend) : keep(mend).catch(failed));
  return h("button", { type: "button", class: "nut-mend", text: label, onmousedown: (event) => event.preventDefault(), onclick: act });
}

async function keep({ table, row, column, text }) {
  saved(await post(`table/${table}/cells`, { cells: [{ row, column, text }], label: "Sửa theo gợi ý" }));
  changedElsewhere(); // the grid may show the cell
}
