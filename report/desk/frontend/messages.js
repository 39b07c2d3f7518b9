// What is wrong in a cell, with its mend as a button where it is certain.

import { ApiError } from "./api.js";
import { h } from "./dom.js";
import { mendButtons } from "./mending.js";

const KINDS = { error: ["sai", "Lỗi"], warning: ["luu-y", "Lưu ý"], open: ["luu-y", "Chờ điền"] };

// A message at its cell need not say in which column that is.
const withoutPlace = (text) => text.replace(/^cột “[^”]+”: /, "");

// What a check of a typed cell answers, as messages: the published ones are known to be asked for.
// Where one can go back to what is published, `apply` takes it.
export const answers = ({ problems, needs_correction: asks, published }, apply) => [
  ...messages(problems, apply),
  ...(asks ? [h("div", { class: "tin biet-truoc", text: "Số này đã công bố: khi lưu, máy hỏi lý do đính chính." }, published && apply ? backButton(published, apply) : null)] : []),
];

// Back to the value that readers know.
export const backButton = ({ text, shown }, apply) =>
  h("button", { type: "button", class: "nut-mend", text: `Trở lại ${shown || text || "để trống"}`, onmousedown: (event) => event.preventDefault(), onclick: () => apply(text) });

// What the server refused, or that it did not answer, as messages of a dialog that stays open.
export function refusals(error) {
  if (!(error instanceof ApiError)) throw error;
  return error.problems.length ? messages(error.problems) : [h("p", { class: "sai", text: error.message })];
}

export const messages = (problems, apply = null) =>
  problems.map((problem) => {
    const [kind, word] = KINDS[problem.severity];
    return h(
      "div",
      { class: `tin ${kind}` },
      h("p", {}, h("b", { text: `${word}: ` }), `${withoutPlace(problem.text)} ${problem.mend}`),
      mendButtons(problem, apply),
    );
  });
