// Two people changed the same cells: both values side by side, chosen cell by cell.

import { ask, h } from "./dom.js";

// The conflicts ([{title, was, now, yours}]) in which the editor's own value is to stand; null
// where nothing was decided.
export async function askConflict(conflicts) {
  const box = h("div", { class: "cuon" }, tableOf(conflicts));
  const chosen = await ask(
    "Người khác vừa sửa cùng ô",
    (form) => {
      form.closest("dialog").classList.add("rong");
      form.append(h("p", { text: "Chọn giá trị nào đứng ở mỗi ô. Chưa chọn thì giá trị của người kia đứng yên." }), box);
    },
    [["Để sau", ""], ["Dùng các số đã chọn", "chon", true]],
  );
  if (!chosen) return null;
  return conflicts.filter((_, number) => box.querySelector(`[name=o-${number}][value=yours]`).checked);
}

const tableOf = (conflicts) =>
  h(
    "table",
    { class: "so-sanh" },
    h("thead", {}, h("tr", {}, ["Ô", "Trước đó", "Người kia", "Của anh, chị"].map((text) => h("th", { scope: "col", text })))),
    h("tbody", {}, conflicts.map(rowOf)),
  );

const rowOf = (conflict, number) =>
  h(
    "tr",
    {},
    h("th", { scope: "row", text: conflict.title }),
    h("td", { text: conflict.was || "(để trống)" }),
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
      "aria-label": `${conflict.title}: ${whose}, ${conflict[which] || "để trống"}`,
    }),
    " ",
    conflict[which] || "(để trống)",
  );
