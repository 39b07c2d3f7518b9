// The panel of problems: all of the examination, each with the way to its cell or line.

import { get } from "./api.js";
import { openFigure, openWords } from "./desk.js";
import { h } from "./dom.js";
import { mendButtons } from "./mending.js";
import { mendOf, offerButtons } from "./offering.js";

const KINDS = [
  ["error", "loi", "Lỗi: sửa xong mới công bố được"],
  ["warning", "canh-bao", "Cảnh báo: xem lại, không bắt buộc sửa"],
  ["open", "cho-dien", "Chỗ còn chờ điền"],
];

export async function showProblems(panel) {
  const { problems } = await get("problems");
  if (!problems.length) {
    panel.replaceChildren(h("p", { class: "khong-co", text: "Không có lỗi nào." }));
    return;
  }
  panel.replaceChildren(...problemGroups(problems));
}

// Problems by what they are, each group with its heading.
export function problemGroups(problems, heading = "h2") {
  const groups = KINDS.map(([severity, kind, title]) => [
    title,
    kind,
    problems.filter((one) => one.severity === severity),
  ]).filter(([, , found]) => found.length);
  return groups.flatMap(([title, kind, found]) => [
    h(heading, { text: `${title} (${found.length})` }),
    h("ul", { class: "ds" }, found.map((one) => problemItem(one, kind))),
  ]);
}

function problemItem(problem, kind) {
  const page = problem.path?.match(/^docs\/(.+\.md)$/)?.[1];
  const go = problem.address
    ? h("button", { type: "button", text: "Tới ô", onclick: () => openFigure(problem.address) })
    : page && h("button", { type: "button", text: "Tới dòng", onclick: () => openWords(page, problem.line) });
  return h(
    "li",
    { class: `khung ${kind}` },
    h("p", {}, h("b", { text: problem.text })),
    h("p", { text: mendOf(problem) }),
    h("small", { text: [problem.title, `${problem.path}, dòng ${problem.line}`].filter(Boolean).join(" · ") }),
    h("div", { class: "hang" }, go || null, mendButtons(problem), offerButtons(problem, page)),
  );
}
