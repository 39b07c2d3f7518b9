// A query as words, each with what every word of the site is worth for it.
import { asked, words } from "./search-text.js";

const READINGS = 8; // of one query, by its synonyms
const SLIP = 0.5; // another word, one slip of the fingers away
const SHORT = 3; // letters: of a shorter word with its diacritics, too much is one slip away
const BEGINNING = 0.25; // the beginning of a word that is still being typed
const OTHER_MARKS = 0.05; // the letters without the diacritics that were typed

const MARK = /[\u0300-\u0309\u0323\u031b\u0302\u0306]/;

// What may stand for several words; "pdf" and "excel" are themselves.
const SYLLABLE = /^(?=.{1,3}$)[a-z]*[aeiouy][a-z]*$/;

function isMarked({ exact }) {
  return MARK.test(exact.normalize("NFD"));
}

// The form by which a word begins as it is typed: with diacritics, they are a part of it.
function formOf(word) {
  return isMarked(word) ? "exact" : "typed";
}

// What each word of the vocabulary is worth for a word of the query.
function grades(word, corpus, others) {
  const { exact, letters, vocabulary } = corpus;
  const worth = new Float32Array(vocabulary.length);
  if (word.isPrefix) {
    const form = formOf(word);
    vocabulary.forEach((known, number) => {
      if (known[form].startsWith(word[form])) worth[number] = BEGINNING;
    });
  }
  for (const variant of word.variants) {
    const grade = variant === word.plain ? others : SLIP;
    for (const number of letters.get(variant)?.forms ?? []) worth[number] = grade;
  }
  for (const number of exact.get(word.exact) ?? []) worth[number] = 1;
  return worth;
}

/* The words of a text with their grades. Who types diacritics means them, on all words; where
   the site has no such word, a slip is as likely in them as in the letters. */
export function read(text, corpus, isTyped = true) {
  const parted = words(text.normalize("NFC")).flatMap((word) => corpus.parted(word));
  const found = words(parted.join(" "));
  const marked = found.filter(isMarked).length * 2 >= found.length;
  return found.map((word, i) => {
    const isPrefix = isTyped && i === found.length - 1 && word.typed.length > 1;
    const meant = marked && corpus.exact.has(word.exact);
    const isShort = isMarked(word) && word.plain.length < SHORT;
    const variants = meant || isShort
      ? [word.plain]
      : corpus.variants(word, found[i - 1], found[i + 1], isPrefix);
    const isSyllable = SYLLABLE.test(word.plain) || variants.some((one) => corpus.hasMarks(one));
    const isVague = !isMarked(word) && isSyllable;
    const read = { ...word, isPrefix, variants, isVague };
    // A word that the site writes in no such way is another one, unless its neighbours say so.
    const isNear = () =>
      found.length === 1 || corpus.isBeside(word.plain, found[i - 1], found[i + 1]);
    const others = !marked ? 1 : meant ? OTHER_MARKS : isNear() ? SLIP : 0;
    return { ...read, grades: grades(read, corpus, others) };
  });
}

/* Where the words of a phrase stand in a query: a word without diacritics stands for all, and the
   last one may still be typed, where the phrase has another before it. */
function placeOf(phrase, query) {
  const same = (a, b) => a.exact === b.exact || (a.plain === b.plain && b.exact === b.plain);
  const last = query.length - 1;
  const begins = (a, b) => b.typed.length > 1 && a[formOf(b)].startsWith(b[formOf(b)]);
  for (let i = 0; i + phrase.length <= query.length; i += 1) {
    const fits = (word, j) =>
      same(word, query[i + j]) || (j > 0 && i + j === last && begins(word, query[last]));
    if (phrase.every(fits)) return i;
  }
  return -1;
}

// Pairs of words that stand for each other, both ways.
export function readSynonyms(pairs) {
  return pairs.flatMap(([typed, written]) => [
    { phrase: words(typed), to: written },
    { phrase: words(written), to: typed },
  ]);
}

/* The query with other words for some of its words. A phrase within a longer one that has other
   words of its own stands for nothing: "nghèo" in "hộ nghèo". */
function rewritten(text, synonyms) {
  const query = words(text.normalize("NFC"));
  const found = [];
  for (const { phrase, to } of synonyms) {
    const place = placeOf(phrase, query);
    if (place >= 0) found.push({ place, end: place + phrase.length, to });
  }
  const whole = found.filter(
    (one) =>
      !found.some(
        (other) =>
          other.place <= one.place && one.end <= other.end && other.end - other.place > one.end - one.place,
      ),
  );
  return whole.map(({ place, end, to }) =>
    [...query.slice(0, place).map((word) => word.text), to, ...query.slice(end).map((word) => word.text)].join(" "),
  );
}

// All readings of a query, the one that was typed first.
export function readings(text, corpus, synonyms) {
  const plain = asked(text).text;
  const others = new Set([...rewritten(text, synonyms), ...rewritten(plain, synonyms)]);
  const all = [
    { query: read(plain, corpus), isSynonym: false },
    ...[...others].map((other) => ({ query: read(asked(other).text, corpus, false), isSynonym: true })),
  ];
  return all.filter(({ query }) => query.length).slice(0, READINGS);
}
