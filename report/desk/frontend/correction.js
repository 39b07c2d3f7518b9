// The dialog of a correction: why a published figure changes, who decided it, and when.

import { ask, field, h, wrong } from "./dom.js";
import { messages, refusals } from "./messages.js";
import { leap } from "./numbers.js";

// Ask for the decision on changes ([{title, old, now}] as readers see them, of numbers {was, text} as
// cells have them), and give it to `keep` in the server's form; what that is refused for stands in the
// dialog, and what the server knows before: {follows, notes, problems}. Gives whether it was kept.
export async function askCorrection(cells, { follows = [], notes = [], problems = [] }, keep) {
  const refusal = h("div", { role: "alert" }, messages(problems));
  const reason = h("textarea", { rows: 3, required: true, id: "dc-ly-do" });
  const who = h("input", { required: true, id: "dc-nguoi", value: lastDecider });
  const day = h("input", { required: true, id: "dc-ngay", value: today(), inputmode: "numeric" });
  const decision = () => ({
    reason: reason.value.trim(),
    decided_by: who.value.trim(),
    day: day.value.trim(),
  });
  const chosen = await ask(
    "Đính chính số đã công bố",
    (form) =>
      form.append(
        h("p", { text: "Số này đã công bố, nên đổi thì trang ghi công khai một dòng đính chính." }),
        changes(cells),
        ...following(follows, notes),
        refusal,
        field("Lý do", reason, "Người đọc thấy câu này. Ví dụ: Báo cáo đếm sót một vụ."),
        field("Ai quyết định", who, "Chức vụ, cơ quan. Ví dụ: Chủ tịch Ủy ban nhân dân huyện."),
        field("Ngày quyết định", day, "Ngày/tháng/năm, như 05/12/2022."),
      ),
    [["Thôi, giữ số cũ", ""], ["Ghi đính chính", "ghi", true]],
    async (value) => !value || (isComplete(reason, who, day) && (await isKept(keep, decision(), refusal))),
  );
  if (chosen) lastDecider = who.value.trim();
  return Boolean(chosen);
}

async function isKept(keep, decision, refusal) {
  try {
    await keep(decision);
    return true;
  } catch (error) {
    refusal.replaceChildren(...refusals(error));
    return false;
  }
}

let lastDecider = ""; // most often the same for the next one

const EMPTY = "(để trống)";

const fromTo = (title, old, now) => [`${title}: `, h("del", { text: old || EMPTY }), " → ", h("ins", { text: now || EMPTY })];

const changes = (cells) =>
  h(
    "ul",
    { class: "ds" },
    cells.map(({ title, old = "", now = "", was = "", text = "", unit }) => {
      const much = leap(was, text);
      const asked = unit ? `Cột này tính bằng ${unit}` : "Cột này không có đơn vị";
      const warning = much && h("p", { class: "tin luu-y", text: `Số mới ${much}. ${asked}: xem lại có nhầm đơn vị không.` });
      return h("li", { class: "khung" }, h("p", {}, fromTo(title, old, now)), warning || null);
    }),
  );

// What changes with them by rules, and the notes on rules that are written anew.
function following(follows, notes) {
  if (!follows.length && !notes.length) return [];
  return [
    h("h3", { text: "Sẽ đổi theo" }),
    h(
      "ul",
      {},
      follows.map(({ title, old, new: now, old_shown: before, new_shown: after }) => h("li", {}, fromTo(title, before ?? old, after ?? now))),
      notes.map(({ title }) => h("li", { text: `Ghi chú ở quy tắc “${title}”` })),
    ),
  ];
}

function isComplete(reason, who, day) {
  const inputs = [reason, who, day];
  const right = [
    wrong(reason, reason.value.trim() ? "" : "Cần ghi lý do."),
    wrong(who, who.value.trim() ? "" : "Cần ghi ai quyết định."),
    wrong(day, /^\d{1,2}\/\d{1,2}\/\d{4}$/.test(day.value.trim()) ? "" : "Cần ngày quyết định, viết ngày/tháng/năm."),
  ];
  inputs.find((_, number) => !right[number])?.focus();
  return right.every(Boolean);
}

// The day of the editor's clock, as cells have it.
function today() {
  const now = new Date();
  const two = (number) => String(number).padStart(2, "0");
  return `${two(now.getDate())}/${two(now.getMonth() + 1)}/${now.getFullYear()}`;
}
