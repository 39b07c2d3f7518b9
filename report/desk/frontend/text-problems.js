// What is wrong in a page, at its words: marks in the editor, and the list below it.

import { get, query } from "./api.js";
import { openFigure, openWords } from "./desk.js";
import { h } from "./dom.js";
import { mendButtons } from "./mending.js";
import { typedNumbers } from "./chips.js";
import { mendOf, TYPED_NUMBER } from "./offering.js";

const MOST_ASKED = 12; // numbers that offers are asked for
const AROUND = 160; // characters of the sentence on each side
const offers = new Map(); // what a number was offered already

// The marks of problems in a text; a typed number has the figures that it may be, which
// `use(offer, from, to)` puts in its place.
export async function marksOf(state, problems, uri, use) {
  const marks = [];
  for (const problem of problems) {
    const line = state.doc.line(Math.min(Math.max(1, problem.line), state.doc.lines));
    if (problem.code === TYPED_NUMBER)
      for (const one of typedNumbers(line.text)) marks.push(await numberMark(problem, line, one, uri, use, marks.length));
    else marks.push(wordMark(problem, line));
  }
  return marks;
}

async function numberMark(problem, line, { from, to, number }, uri, use, asked) {
  const found = asked < MOST_ASKED ? await offersOf(number, line.text.slice(0, from), line.text.slice(to), uri) : [];
  const [start, end] = [line.from + from, line.from + to];
  const mark = markOf(problem, start, end, `“${number}” là số gõ tay. Bài báo cáo lấy số từ bảng.`);
  const actions = found.slice(0, 3).map((offer) => ({
    name: `Dùng số liệu: ${offer.shown} – ${offer.title}`,
    apply: (_, at, behind) => use(offer, at, behind),
  }));
  return { ...mark, actions };
}

async function offersOf(number, before, behind, uri) {
  const key = JSON.stringify([number, before, behind, uri]);
  if (!offers.has(key)) {
    const asked = { number, before: before.slice(-AROUND), behind: behind.slice(0, AROUND), page: uri };
    offers.set(key, (await get(query("figures", asked))).items);
  }
  return offers.get(key);
}

function wordMark(problem, line) {
  const words = /“([^”]+)”/.exec(problem.text)?.[1];
  const at = words ? line.text.indexOf(words) : -1;
  const from = at >= 0 ? line.from + at : line.from;
  const to = at >= 0 ? from + words.length : line.to;
  const mark = markOf(problem, from, to, `${sentence(problem.text)} ${problem.mend}`);
  const meant = /^Có phải là “([^”]+)”\?$/.exec(problem.mend)?.[1];
  if (!meant || at < 0) return mark;
  const apply = (view, start, end) => view.dispatch({ changes: { from: start, to: end, insert: meant }, userEvent: "input.complete" });
  return { ...mark, actions: [{ name: `Sửa thành “${meant}”`, apply }] };
}

const sentence = (text) => text[0].toUpperCase() + text.slice(1);

const markOf = (problem, from, to, message) => ({
  from,
  to,
  severity: problem.severity === "error" ? "error" : problem.severity === "warning" ? "warning" : "info",
  message,
  problem,
});

// The list below the editor; each entry leads to its words and has the mends that are certain.
export function problemList(problems, elsewhere, marks, { goTo, view }) {
  if (!problems.length && !elsewhere.length) return [h("p", { class: "khong-co", text: "Bài này không có lỗi." })];
  const here = problems.map((one) => entry(one, marks.filter((mark) => mark.problem === one), goTo, view));
  const there = elsewhere.map((one) => entryElsewhere(one));
  return [
    h("h3", { text: problems.length ? `Trong bài này: ${problems.length} chỗ cần xem` : "Bài này không có lỗi" }),
    h("ul", { class: "ds" }, here),
    ...(there.length ? [h("h3", { text: "Vì bài này mà sai ở nơi khác" }), h("ul", { class: "ds" }, there)] : []),
  ];
}

function entry(problem, marks, goTo, view) {
  const actions = marks.flatMap((mark) =>
    (mark.actions ?? []).map(({ name, apply }) => h("button", { type: "button", class: "nut-mend", text: name, onclick: () => apply(view, mark.from, mark.to) })),
  );
  return h(
    "li",
    { class: `khung ${problem.severity === "error" ? "loi" : "canh-bao"}` },
    h("p", {}, h("b", { text: sentence(problem.text) })),
    h("p", { text: mendOf(problem) }),
    h("div", { class: "hang" }, h("button", { type: "button", text: `Tới dòng ${problem.line}`, onclick: () => goTo(problem.line) }), actions, mendButtons(problem)),
  );
}

function entryElsewhere(problem) {
  const page = problem.path?.match(/^docs\/(.+\.md)$/)?.[1];
  const go = problem.address
    ? h("button", { type: "button", text: "Tới ô", onclick: () => openFigure(problem.address) })
    : page && h("button", { type: "button", text: "Tới dòng", onclick: () => openWords(page, problem.line) });
  return h("li", { class: "khung loi" }, h("p", {}, h("b", { text: sentence(problem.text) })), h("p", { text: problem.mend }), h("small", { text: problem.path }), go || null);
}
