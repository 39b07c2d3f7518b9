// A figure as the answer to a query that names one.
import { markedTitle } from "./search-passage.js";
import { asked } from "./search-text.js";

const SHOWN = 3;
const NAMED = 0.5; // the part of a figure's row that a query must have, unless it asks for one
const COUNTED = 0.5; // the least grade
// Words of a question that need not be said of a figure: vì, do, của, ở…
const LINKING = new Set("vi do cua o trong cho tai bi duoc co la va".split(" "));

// The figures with the numbers of the words of their rows, and of all that is said of them.
export function readFigures(figures, corpus) {
  const known = new Map(); // of a text that many figures have in common, the numbers
  const read = (text) => {
    if (!known.has(text)) known.set(text, [...new Set(corpus.read(text))]);
    return known.get(text);
  };
  return figures.map(([value, row, column, table, location, page]) => {
    const [number, ...unit] = corpus.read(value);
    return {
      value,
      name: `${row} – ${column}`,
      location,
      page,
      line: `${table}: ${row}`,
      number,
      unit,
      row: read(row),
      column: read(column).filter((one) => !corpus.vocabulary[one].isNumber),
      all: [...new Set([...read(row), ...read(column), ...read(table)])],
    };
  });
}

function has(word, numbers) {
  return numbers.some((number) => word.grades[number] >= COUNTED);
}

// The part of some words that a query has.
function share(words, query) {
  const said = words.filter((one) => query.some(({ grades }) => grades[one] >= COUNTED));
  return words.length ? said.length / words.length : 0;
}

/* The figures that have all words of a reading, those first whose value it names or whose row it
   says most of, the newest first where several years have them; of each row the column that it
   says most of. */
export function answers(text, readings, figures) {
  const { amount, percent } = asked(text);
  const found = new Map();
  for (const { query } of readings) {
    if (query.length < 2 && !amount) continue; // one syllable names nothing
    for (const figure of figures) {
      if (percent && !figure.value.includes("%")) continue;
      const isValue = query.some((word) => word.isNumber && has(word, [figure.number]));
      const said = isValue ? [figure.number, ...figure.unit, ...figure.all] : figure.all;
      // All of it: what is paid for electricity is not what is lent.
      if (!query.every((word) => has(word, said) || LINKING.has(word.plain))) continue;
      const row = share(figure.row, query);
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
