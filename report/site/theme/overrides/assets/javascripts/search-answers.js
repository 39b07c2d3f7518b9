// A figure as the answer to a query that names one.
import { markedTitle } from "./search-passage.js";
import { asked } from "./search-text.js";

const SHOWN = 3;
const NAMED = 0.5; // the part of a figure's row that a query must have, unless it asks for one
const MOST = 0.75; // the part of a question that must be said of a figure
const COUNTED = 0.5; // the least grade

// The figures with the numbers of the words of their rows, and of all that is said of them.
export function readFigures(figures, corpus) {
  return figures.map(([value, row, column, table, location, page]) => ({
    value,
    name: `${row} – ${column}`,
    location,
    page,
    line: `${table}: ${row}`,
    number: corpus.read(value)[0],
    row: [...new Set(corpus.read(row))],
    column: [...new Set(corpus.read(column))].filter((one) => !corpus.vocabulary[one].isNumber),
    all: [...new Set(corpus.read(`${value} ${row} ${column} ${table}`))],
  }));
}

function has(word, numbers) {
  return numbers.some((number) => word.grades[number] >= COUNTED);
}

// The part of some words that a query has.
function share(words, query) {
  const said = words.filter((one) => query.some(({ grades }) => grades[one] >= COUNTED));
  return said.length / words.length;
}

/* The figures that have all words of a reading, or most words and all numbers of a question, those
   first whose row the query says most of, the newest first where several years have them;
   of each row the column that it says most of. */
export function answers(text, readings, figures) {
  const { amount, percent } = asked(text);
  const found = new Map();
  for (const { query } of readings) {
    if (query.length < 2 && !amount) continue; // one syllable names nothing
    const numbers = query.filter((word) => word.isNumber); // of another year it is another fact
    for (const figure of figures) {
      if (percent && !figure.value.includes("%")) continue;
      if (numbers.some((word) => !has(word, figure.all))) continue;
      const known = query.filter((word) => has(word, figure.all)).length / query.length;
      if (known < (amount ? MOST : 1)) continue;
      const row = share(figure.row, query);
      const isValue = query.some((word) => word.isNumber && has(word, [figure.number]));
      const worth = row + share(figure.column, query) / 10 + Number(isValue);
      const isSaid = row * figure.row.length > 1 || (amount && row === 1);
      const isNamed = isValue || (isSaid && (row >= NAMED || amount || percent));
      if (isNamed && worth > (found.get(figure.line)?.worth ?? 0)) {
        found.set(figure.line, { figure, worth, query });
      }
    }
  }
  return [...found.values()]
    .sort((a, b) => b.worth - a.worth)
    .slice(0, SHOWN)
    .map(({ figure: { value, name, location, page }, query }) => ({
      value,
      name: markedTitle(name, query),
      location,
      page,
    }));
}
