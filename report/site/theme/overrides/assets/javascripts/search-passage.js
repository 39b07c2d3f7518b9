// Finding the words of a query in a text, and showing the passage that has most of them.
import { eachWord } from "./search-text.js";

const LENGTH = 220; // characters of a passage
const LEAD = 50; // characters before the first marked word, to read it in its sentence

/* Where the words of a query stand in a text. A word of the query has the forms of `words()`,
   and may have `variants` (plain forms it stands for) and `isPrefix` (it is still being typed).
   A word typed with diacritics marks those alone where the text has them: "hòa" not "hoa".
   Nothing is looked at but the `pieces` of the text, where they are known. */
export function occurrences(text, query, pieces = [{ piece: text, begin: 0 }]) {
  const exact = query.map(() => []);
  const close = query.map(() => []);
  for (const { piece, begin } of pieces) {
    eachWord(piece, (word, first, last) => {
      const [start, end] = [begin + first, begin + last];
      query.forEach(({ exact: written, plain, typed, variants, isPrefix }, number) => {
        if (word.exact === written && written !== plain) exact[number].push({ start, end, number });
        const isClose = variants ? variants.includes(word.plain) : word.plain === plain;
        if (isClose || (isPrefix && word.typed.startsWith(typed))) {
          close[number].push({ start, end, number });
        }
      });
    });
  }
  const spans = new Map();
  query.forEach((_, number) => {
    for (const span of exact[number].length ? exact[number] : close[number]) {
      spans.set(span.start, span);
    }
  });
  return [...spans.values()].sort((a, b) => a.start - b.start);
}

function escaped(text) {
  return text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);
}

// The text from `from` to `to` as HTML, its occurrences marked.
function marked(text, spans, from, to) {
  let html = "";
  let done = from;
  for (const { start, end } of spans) {
    if (start < done || end > to) continue;
    html += `${escaped(text.slice(done, start))}<mark>${escaped(text.slice(start, end))}</mark>`;
    done = end;
  }
  return html + escaped(text.slice(done, to));
}

// The beginning of the passage with the most different words of the query, then the most words.
function bestStart(spans) {
  let best = { start: 0, value: -1 };
  for (const { start } of spans) {
    const inside = spans.filter((span) => span.start >= start && span.end <= start + LENGTH - LEAD);
    const value = new Set(inside.map((span) => span.number)).size * 1000 + inside.length;
    if (value > best.value) best = { start, value };
  }
  return best.start;
}

export function markedTitle(title, query) {
  return marked(title, occurrences(title, query), 0, title.length);
}

export function markedPassage(text, query, pieces) {
  const spans = occurrences(text, query, pieces);
  if (text.length <= LENGTH) return marked(text, spans, 0, text.length);
  const first = bestStart(spans);
  const sentence = text.lastIndexOf(". ", first - 1) + 2;
  let from = 0;
  if (first > LEAD) {
    const near = sentence > 1 && first - sentence < 2 * LEAD;
    from = near ? sentence : text.lastIndexOf(" ", first - LEAD) + 1;
  }
  const end = from + LENGTH < text.length ? text.lastIndexOf(" ", from + LENGTH) : text.length;
  const to = end > from ? end : Math.min(text.length, from + LENGTH);
  return (
    (from > 0 ? "… " : "") + marked(text, spans, from, to) + (to < text.length ? " …" : "")
  );
}
