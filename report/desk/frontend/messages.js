// What is wrong in a cell, with its mend as a button where it is certain.

import { h } from "./dom.js";
import { mendButton } from "./mending.js";

const KINDS = { error: ["sai", "Lỗi"], warning: ["luu-y", "Lưu ý"], open: ["luu-y", "Chờ điền"] };

// A message at its cell need not say in which column that is.
const withoutPlace = (text) => text.replace(/^cột “[^”]+”: /, "");

export const messages = (problems, apply = null) =>
  problems.map((problem) => {
    const [kind, word] = KINDS[problem.severity];
    return h(
      "div",
      { class: `tin ${kind}` },
      h("p", {}, h("b", { text: `${word}: ` }), `${withoutPlace(problem.text)} ${problem.mend}`),
      mendButton(problem, apply),
    );
  });
