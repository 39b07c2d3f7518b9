// What is wrong in a cell, with its mend as a button where it is certain.

import { h } from "./dom.js";
import { mendButton } from "./mending.js";

const KINDS = { error: ["sai", "Lỗi"], warning: ["luu-y", "Lưu ý"], open: ["luu-y", "Chờ điền"] };

export const messages = (problems, apply = null) =>
  problems.map((problem) => {
    const [kind, word] = KINDS[problem.severity];
    return h(
      "div",
      { class: `tin ${kind}` },
      h("p", {}, h("b", { text: `${word}: ` }), `${problem.text} ${problem.mend}`),
      mendButton(problem, apply),
    );
  });
