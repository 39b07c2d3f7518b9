// Two people changed the same place: both values side by side, chosen one by one.

import { get, post } from "./api.js";
import { changedElsewhere, saved } from "./desk.js";
import { ask, h } from "./dom.js";

const EMPTY = "(để trống)";

// The conflicts ([{title, was, now, yours}]) in which the editor's own value is to stand; null
// where nothing was decided.
export async function askConflict(conflicts) {
  const box = h("div", { class: "cuon" }, tableOf(conflicts));
  const chosen = await ask(
    "Người khác cũng sửa chỗ này",
    (form) => {
      form.closest("dialog").classList.add("rong");
      form.append(h("p", { text: "Chọn giá trị nào đứng ở mỗi chỗ. Chưa chọn thì giá trị của người kia đứng yên." }), box);
    },
    [["Để sau", ""], ["Dùng các giá trị đã chọn", "chon", true]],
  );
  if (!chosen) return null;
  return conflicts.filter((_, number) => box.querySelector(`[name=o-${number}][value=yours]`).checked);
}

const tableOf = (conflicts) =>
  h(
    "table",
    { class: "so-sanh" },
    h("thead", {}, h("tr", {}, ["Chỗ", "Trước đó", "Người kia", "Của anh, chị"].map((text) => h("th", { scope: "col", text })))),
    h("tbody", {}, conflicts.map(rowOf)),
  );

const rowOf = (conflict, number) =>
  h(
    "tr",
    {},
    h("th", { scope: "row", text: conflict.title }),
    h("td", { text: shown(conflict.was) }),
    h("td", {}, choice(conflict, number, "now", "người kia")),
    h("td", {}, choice(conflict, number, "yours", "của anh, chị")),
  );

const choice = (conflict, number, which, whose) =>
  h(
    "label",
    {},
    h("input", {
      type: "radio",
      name: `o-${number}`,
      value: which,
      checked: which === "now",
      "aria-label": `${conflict.title}: ${whose}, ${shown(conflict[which])}`,
    }),
    " ",
    shown(conflict[which]),
  );

// A value of a cell or a whole text; none where the place is gone.
function shown(text) {
  if (text === null) return "(đã bỏ)";
  return text.length > 600 ? `${text.slice(0, 590)} …` : text || EMPTY;
}

// Decide on what came from outside the desk (git, Excel) and does not go together with the draft.
export async function settleOutside() {
  const { conflicts } = await get("state");
  if (!conflicts.length) return true;
  const asked = conflicts.map((one) => ({
    number: one.number,
    title: one.row ? `${one.path}, dòng ${one.row}, cột ${one.column}` : `${one.path}${one.line ? `, dòng ${one.line}` : ""}`,
    was: one.old,
    now: one.theirs,
    yours: one.ours,
  }));
  const mine = await askConflict(asked);
  if (!mine) return false;
  for (const { number } of asked.toReversed()) // a decided one leaves the list
    await post("conflict", { number, choose: mine.some((one) => one.number === number) ? "ours" : "theirs" });
  changedElsewhere();
  saved({});
  return true;
}
