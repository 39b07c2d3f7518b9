// What else to look for, where nothing was found.

const SHOWN = 4;

const LONG = 4; // letters of a word that says something by itself

// Two neighbouring words of the query that the site has side by side, then words that it has.
export function suggestions(query, corpus) {
  const pairs = query
    .slice(1)
    .map((word, i) => [query[i], word])
    .filter(([a, b]) => corpus.isPair(a.plain, b.plain))
    .map((pair) => pair.map(({ text }) => text).join(" "));
  const single = query
    .filter(({ text, exact }) => text.length >= LONG && corpus.exact.has(exact))
    .map(({ text }) => text);
  const whole = query.map(({ text }) => text).join(" ");
  return [...new Set([...pairs, ...single])].filter((text) => text !== whole).slice(0, SHOWN);
}
