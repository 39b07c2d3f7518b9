// The search itself: an index of the sections of all pages, and queries on it.
import MiniSearch from "./vendor/minisearch-7.2.0.min.js";
import { markedPassage, markedTitle } from "./search-passage.js";
import { oneSlip, pair, terms, words } from "./search-text.js";

/* What a hit is worth. A pair says most, since a syllable alone has many meanings; diacritics,
   where typed, say more than the bare letters; a word still being typed says little. */
const EXACT = 12;
const PLAIN = 1;
const BEGINNING = 0.1;
const PAIR = 6;
const PAIR_BEGINNING = 2;
const DOUBTFUL = 0.5; // another reading of a word that does exist
const FIELDS = { title: 2, name: 2, text: 1 };
const LENGTHS = { k: 1.2, b: 0.5, d: 0.5 }; // MiniSearch's, but a long section loses less
const PAGE_BONUS = 0.5; // the beginning of a page before one of its sections
const LIMIT = 40; // sections shown

// Every word and every pair of words on the site: what a slip of the fingers may have meant.
class Vocabulary {
  words = new Set();
  pairs = new Set();

  add(term) {
    (term.includes("_") ? this.pairs : this.words).add(term);
    return term;
  }

  begins(typed) {
    for (const word of this.words) if (word.startsWith(typed)) return true;
    return false;
  }

  isBeside(word, before, after) {
    return Boolean(
      (before && this.pairs.has(pair(before.plain, word))) ||
        (after && this.pairs.has(pair(word, after.plain))),
    );
  }

  // The words a word may stand for: itself where the site has it, else what is one slip away.
  // A number is never guessed: another number is another fact.
  variants(word, before, after, isLast) {
    if (word.isNumber) return [word.plain];
    const known = this.words.has(word.plain) || (isLast && this.begins(word.typed));
    if (known && (this.isBeside(word.plain, before, after) || (!before && !after) || isLast)) {
      return [word.plain];
    }
    const near = [...this.words].filter((other) => oneSlip(word.plain, other));
    const likely = near.filter((other) => this.isBeside(other, before, after));
    if (known) return [word.plain, ...likely];
    return likely.length ? likely : near;
  }

  // "khenthuong" → ["khen", "thuong"], where the site has these two side by side.
  parted(text) {
    const { plain } = words(text)[0];
    if (words(text)[0].isNumber || this.words.has(plain)) return [text];
    for (let i = 1; i < text.length; i += 1) {
      const halves = [text.slice(0, i), text.slice(i)];
      const [first, second] = halves.map((half) => words(half)[0]?.plain);
      if (this.pairs.has(pair(first, second))) return halves;
    }
    return [text];
  }
}

// A query as words with their variants.
function read(text, vocabulary) {
  const whole = words(text.normalize("NFC"))
    .flatMap((word) => vocabulary.parted(word.text))
    .join(" ");
  const found = words(whole);
  return found.map((word, i) => {
    const isPrefix = i === found.length - 1 && word.typed.length > 1;
    const variants = vocabulary.variants(word, found[i - 1], found[i + 1], isPrefix);
    return { ...word, isPrefix, variants };
  });
}

// What MiniSearch is asked for: terms with their weights.
function weighted(query) {
  return query.flatMap((word, i) => {
    const next = query[i + 1];
    const asked = word.variants.map((key) => ({
      key,
      weight: PLAIN * (key === word.plain || !word.variants.includes(word.plain) ? 1 : DOUBTFUL),
    }));
    if (word.exact !== word.plain) asked.push({ key: word.exact, weight: EXACT });
    if (word.isPrefix) asked.push({ key: word.typed, weight: BEGINNING, isPrefix: true });
    for (const first of next ? word.variants : []) {
      for (const second of next.variants) asked.push({ key: pair(first, second), weight: PAIR });
      if (next.isPrefix) {
        asked.push({ key: pair(first, next.typed), weight: PAIR_BEGINNING, isPrefix: true });
      }
    }
    return asked;
  });
}

// For each word of the query, whether the found terms of a section have it.
function matched(query, found) {
  return query.map(
    ({ variants, typed, isPrefix }) =>
      variants.some((variant) => found.includes(variant)) ||
      (isPrefix && found.some((term) => term.startsWith(typed))),
  );
}

function share(flags) {
  return flags.filter(Boolean).length / flags.length;
}

/* Build the index; the function returned answers a query with what the theme shows: a list of
   pages, each a list of its sections, best first. */
export function createSearch(docs) {
  const vocabulary = new Vocabulary();
  const index = new MiniSearch({
    fields: Object.keys(FIELDS),
    tokenize: (text) => terms(text).map((term) => vocabulary.add(term)),
    processTerm: (term) => term,
  });
  index.addAll(docs.map((doc, id) => ({ ...doc, id })));
  const pages = new Map(docs.map((doc) => [doc.location, doc]));

  function sections(query) {
    const asked = weighted(query);
    const hits = index.search(query.map((word) => word.text).join(" "), {
      boost: FIELDS,
      bm25: LENGTHS,
      tokenize: () => asked.map(({ key }) => key),
      boostTerm: (_, i) => asked[i].weight,
      prefix: (_, i) => Boolean(asked[i].isPrefix),
    });
    const rated = hits.map(({ id, score, match }) => {
      const doc = docs[id];
      const flags = matched(query, Object.keys(match));
      const completeness = share(flags) + (doc.location.includes("#") ? 0 : PAGE_BONUS);
      return { doc, flags, score: score * (1 + completeness ** 2) * (doc.boost ?? 1) };
    });
    // Where some section has all the words, those with a stray one would only be noise.
    const most = Math.max(0, ...rated.map(({ flags }) => share(flags)));
    return rated
      .filter(({ flags }) => share(flags) > most / 2)
      .sort((a, b) => b.score - a.score)
      .slice(0, LIMIT);
  }

  function item({ doc, flags, score }, query) {
    return {
      location: doc.location,
      title: markedTitle(doc.title, query),
      text: markedPassage(doc.text, query),
      score,
      terms: Object.fromEntries(query.map((word, i) => [word.text, flags[i]])),
    };
  }

  return function search(text) {
    const query = read(text, vocabulary);
    const groups = new Map();
    for (const section of query.length ? sections(query) : []) {
      const page = section.doc.location.split("#")[0];
      groups.set(page, [...(groups.get(page) ?? []), item(section, query)]);
    }
    for (const [page, items] of groups) {
      // The theme wants the page itself in its group, be it without a hit.
      if (!items.some(({ location }) => location === page)) {
        const { title } = pages.get(page);
        items.push({ location: page, title: markedTitle(title, query), text: "", score: 0, terms: {} });
      }
    }
    return [...groups.values()];
  };
}
