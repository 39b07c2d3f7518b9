// The dialog that sends a proposal, and what came of it.

import { ApiError, get, post } from "./api.js";
import { settleOutside } from "./conflict.js";
import { changedElsewhere, failed, saved } from "./desk.js";
import { ask, field, h, notice, wrong } from "./dom.js";
import { refusals } from "./messages.js";

const PUT_ASIDE = "thư mục .ban-bien-tap-cu, trong thư mục của kho";

// Send the draft; `seeProblems()` leads to the problems that are left, `typed` is what stands in the
// fields already.
export async function send(seeProblems, typed = {}) {
  const state = await get("state");
  if (!state.changed.length) return tell("Chưa có gì để gửi", "Sửa một con số hay một câu trước, rồi gửi.");
  if (state.conflicts.length && !(await settleOutside())) return undefined;
  const despite = state.errors > 0;
  if (despite && !(await sendsDespite(state.errors, seeProblems))) return undefined;
  const inputs = fields({ ...state.editor, ...typed });
  const refusal = h("div", { role: "alert" });
  let result = null;
  await ask(
    state.sent?.pushed ? `Gửi thêm vào đề nghị “${state.sent.title}”` : "Gửi đề nghị",
    (form) => form.append(refusal, ...formOf(inputs)),
    [["Để sau", ""], ["Gửi đề nghị", "gui", true]],
    async (value) => {
      if (!value) return true;
      if (!isComplete(inputs)) return false;
      result = await sent({ ...valuesOf(inputs), despite }, refusal);
      return Boolean(result);
    },
  );
  if (result?.conflicts) return (await settleOutside()) && send(seeProblems, valuesOf(inputs));
  return result && tellResult(result);
}

// What came of sending; null where the server refuses, which `refusal` then says.
async function sent(asked, refusal) {
  refusal.replaceChildren(h("p", { role: "status", text: "Đang gửi…" }));
  try {
    return await post("send", asked);
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    if (error.body.conflicts) return error.body;
    refusal.replaceChildren(...refusals(error));
    return null;
  }
}

// Whether the editor sends a draft that has errors, for others to go on with.
async function sendsDespite(errors, seeProblems) {
  const chosen = await ask(
    "Còn lỗi phải sửa",
    (form) => form.append(h("p", { text: `Còn ${errors} lỗi. Đề nghị còn lỗi thì chưa công bố được; sửa xong rồi gửi là tốt nhất. Cần người khác sửa tiếp thì vẫn gửi được.` })),
    [["Vẫn gửi", "gui"], ["Xem lỗi", "xem", true]],
  );
  if (chosen === "xem") seeProblems();
  return chosen === "gui";
}

const tell = (title, text) => ask(title, (form) => form.append(h("p", { text })), [["Đóng", "", true]]);

function fields({ title = "", text = "", name = "", email = "" }) {
  return {
    title: h("input", { required: true, maxlength: 100, value: title, id: "gui-ten" }),
    text: h("textarea", { rows: 4, value: text, id: "gui-loi" }),
    name: h("input", { required: true, autocomplete: "name", value: name, id: "gui-nguoi" }),
    email: h("input", { required: true, type: "email", autocomplete: "email", value: email, id: "gui-thu" }),
  };
}

const formOf = ({ title, text, name, email }) => [
  h("p", { text: "Đề nghị được gửi thành một nhánh riêng để người duyệt xem. Trang đang công bố chưa đổi gì." }),
  field("Sửa gì (một dòng)", title, "Ví dụ: Sửa số vụ tai nạn giao thông theo báo cáo của Công an huyện"),
  field("Nói thêm với người duyệt", text, "Căn cứ, văn bản, ai đã kiểm tra. Có thể để trống."),
  field("Tên của anh, chị", name, "Ghi cùng đề nghị, ai xem lịch sử sửa cũng thấy."),
  field("Thư điện tử", email),
];

const valuesOf = (inputs) =>
  Object.fromEntries(Object.entries(inputs).map(([name, input]) => [name, input.value.trim()]));

// Whether all that is needed is there; says under each field what is missing.
function isComplete({ title, name, email }) {
  const right = [
    wrong(title, title.value.trim() ? "" : "Cần một dòng nói sửa gì."),
    wrong(name, name.value.trim() ? "" : "Cần tên người gửi."),
    wrong(email, email.validity.valid && email.value ? "" : "Cần địa chỉ thư, ví dụ: ten@coquan.gov.vn."),
  ];
  [title, name, email].find((_, number) => !right[number])?.focus();
  return right.every(Boolean);
}

async function tellResult(result) {
  saved({});
  const [title, parts] = outcome(result);
  const chosen = await ask(
    title,
    (form) => form.append(...parts.filter(Boolean)),
    [["Bắt đầu bản nháp mới…", "moi"], ["Sửa tiếp bản này", "", true]],
  );
  if (chosen === "moi" && (await isSure(result))) await begin().catch(failed);
}

// Whether the draft is to be put aside: what was not sent is then in its folder only.
async function isSure({ pushed }) {
  const what = pushed ? "Bản nháp này đã gửi." : "Bản nháp này chưa gửi đi được: hãy tải de-nghi.zip trước.";
  const chosen = await ask(
    "Bắt đầu bản nháp mới?",
    (form) => form.append(h("p", { text: `${what} Bàn biên tập sẽ trở về như trang đang công bố; bản nháp này không bị xóa mà cất ở ${PUT_ASIDE}.` })),
    [["Sửa tiếp bản này", ""], ["Cất đi, bắt đầu bản mới", "moi", true]],
  );
  return chosen === "moi";
}

// Put the draft aside and begin with what is published.
async function begin() {
  await post("begin");
  changedElsewhere();
  saved({});
  notice(`Đã bắt đầu bản nháp mới. Bản cũ cất ở ${PUT_ASIDE}.`);
}

// What happened, as the title of a dialog and what it says.
function outcome(result) {
  if (!result.pushed) return ["Chưa gửi được, còn một bước", toHandOn(result)];
  return result.url ? ["Đã gửi đề nghị", proposed(result)] : ["Đã gửi nhánh, còn một bước", toOpen(result)];
}

const proposed = ({ url, branch, why }) => [
  h("p", {}, "Đề nghị nằm ở nhánh ", h("b", { text: branch }), ". Trang đang công bố chưa đổi gì cho tới khi người duyệt đồng ý."),
  h("p", {}, h("a", { href: url, target: "_blank", rel: "noopener", text: "Xem đề nghị và lời người duyệt" })),
  reason(why),
  goesOn(),
];

const toOpen = ({ branch, why, bundle }) => [
  h("p", {}, "Bản sửa đã lên kho, ở nhánh ", h("b", { text: branch }), ", nhưng chưa thành đề nghị nên người duyệt chưa thấy."),
  h("p", {}, "Hãy báo người quản trị trang: ", h("q", { text: `Nhánh ${branch} đã gửi, xin mở đề nghị.` }), " Hoặc gửi họ tệp này:"),
  download(bundle),
  reason(why),
  goesOn(),
];

const toHandOn = ({ why, detail, bundle }) => [
  h("p", { text: "Bản sửa còn ở máy này. Hãy tải tệp dưới đây và gửi cho người quản trị trang qua thư hoặc hệ thống văn bản:" }),
  download(bundle),
  h("p", { text: "Trong tệp có các tệp đã sửa, bản vá và bản tóm tắt để đọc; người quản trị nạp vào kho và mở đề nghị. Cũng có thể bấm gửi lại sau." }),
  reason(why, detail),
];

const download = (bundle) => h("p", {}, h("a", { class: "nut", href: bundle, download: "de-nghi.zip", text: "Tải de-nghi.zip" }));

const goesOn = () => h("p", { text: "Muốn sửa thêm thì sửa tiếp rồi gửi lại: vẫn là đề nghị này." });

// Why something was not done. What other programs said is for who looks after the machine: folded.
function reason(why, detail = "") {
  const folded = detail && h("details", {}, h("summary", { text: "Chi tiết cho người quản trị" }), h("pre", { text: detail }));
  return why && h("div", {}, h("p", { text: why }), folded || null);
}
