// The dialog of a correction: why a published figure changes, who decided it, and when.

import { ask, field, h, wrong } from "./dom.js";

// The decision on cells ([{title, was, text}]) as the server takes it; null where the editor left.
export async function askCorrection(cells) {
  const reason = h("textarea", { rows: 3, required: true, id: "dc-ly-do" });
  const who = h("input", { required: true, id: "dc-nguoi", value: lastDecider });
  const day = h("input", { type: "date", required: true, id: "dc-ngay", value: today() });
  const chosen = await ask(
    "Đính chính số đã công bố",
    (form) =>
      form.append(
        h("p", { text: "Số này đã công bố, nên đổi thì trang ghi công khai một dòng đính chính." }),
        changes(cells),
        field("Lý do", reason, "Người đọc thấy câu này. Ví dụ: Báo cáo đếm sót một vụ ở xã Ca Thành."),
        field("Ai quyết định", who, "Chức vụ, cơ quan. Ví dụ: Chủ tịch Ủy ban nhân dân huyện."),
        field("Ngày quyết định", day),
      ),
    [["Thôi, giữ số cũ", ""], ["Ghi đính chính", "ghi", true]],
    (value) => !value || isComplete(reason, who, day),
  );
  if (!chosen) return null;
  lastDecider = who.value.trim();
  return { reason: reason.value.trim(), decided_by: lastDecider, day: day.value };
}

let lastDecider = ""; // most often the same for the next one

const changes = (cells) =>
  h(
    "ul",
    { class: "ds" },
    cells.map(({ title, was, text }) =>
      h("li", { class: "khung" }, `${title}: `, h("del", { text: was || "(để trống)" }), " → ", h("ins", { text: text || "(để trống)" })),
    ),
  );

function isComplete(reason, who, day) {
  const inputs = [reason, who, day];
  const right = [
    wrong(reason, reason.value.trim() ? "" : "Cần ghi lý do."),
    wrong(who, who.value.trim() ? "" : "Cần ghi ai quyết định."),
    wrong(day, day.value ? "" : "Cần ngày quyết định."),
  ];
  inputs.find((_, number) => !right[number])?.focus();
  return right.every(Boolean);
}

// The day of the editor's clock, as a date field has it.
function today() {
  const now = new Date();
  return new Date(now - now.getTimezoneOffset() * 60_000).toISOString().slice(0, 10);
}
