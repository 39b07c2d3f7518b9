// The dialog that sends a proposal, and what came of it.

import { get, post } from "./api.js";
import { ask, field, h, wrong } from "./dom.js";

export async function send() {
  const state = await get("state");
  if (!state.changed.length) return tell("Chưa có gì để gửi", "Sửa một con số hay một câu trước, rồi gửi.");
  if (state.errors) return tell("Còn lỗi phải sửa", `Còn ${state.errors} lỗi; xem ở thẻ “Lỗi”, sửa xong rồi gửi.`);
  const inputs = fields(state);
  const wanted = await ask(
    "Gửi đề nghị",
    (form) => form.append(...formOf(inputs)),
    [["Để sau", ""], ["Gửi đề nghị", "gui", true]],
    (value) => !value || isComplete(inputs),
  );
  if (!wanted) return undefined;
  return tellResult(await post("send", valuesOf(inputs)));
}

const tell = (title, text) => ask(title, (form) => form.append(h("p", { text })), [["Đóng", "", true]]);

function fields({ editor = {} }) {
  return {
    title: h("input", { required: true, maxlength: 100, id: "gui-ten" }),
    text: h("textarea", { rows: 4, id: "gui-loi" }),
    name: h("input", { required: true, autocomplete: "name", value: editor.name ?? "", id: "gui-nguoi" }),
    email: h("input", { required: true, type: "email", autocomplete: "email", value: editor.email ?? "", id: "gui-thu" }),
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

const tellResult = (result) =>
  ask(
    result.pushed ? "Đã gửi đề nghị" : "Đã lập đề nghị, còn một bước",
    (form) => form.append(...(result.pushed ? pushed(result) : toHandOn(result))),
    [["Đóng", "", true]],
  );

const pushed = ({ url, branch }) => [
  h("p", {}, "Đề nghị nằm ở nhánh ", h("b", { text: branch }), "."),
  url
    ? h("p", {}, h("a", { href: url, target: "_blank", rel: "noopener", text: "Xem đề nghị và lời người duyệt" }))
    : h("p", { text: "Báo cho người duyệt tên nhánh này để họ mở đề nghị." }),
];

const toHandOn = ({ why, bundle }) => [
  why ? h("p", { text: why }) : null,
  h("p", {}, h("a", { href: bundle ?? "/ban/api/bundle", download: "de-nghi.zip", text: "Tải de-nghi.zip" })),
  h("p", { text: "Gửi tệp này cho người quản trị trang qua thư hoặc hệ thống văn bản. Trong đó có các tệp đã sửa, bản vá và bản tóm tắt để đọc; họ nạp vào kho và mở đề nghị." }),
].filter(Boolean);
