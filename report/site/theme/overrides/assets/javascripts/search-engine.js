// The search itself: queries on the sections of all pages.
import { answers, readFigures } from "./search-answers.js";
import { Corpus } from "./search-corpus.js";
import { markedPassage, markedTitle } from "./search-passage.js";
import { read, readings, readSynonyms } from "./search-query.js";
import { sectionOf, startingPages } from "./search-sections.js";
import { suggestions } from "./search-suggestions.js";

/* What a hit is worth. Two neighbouring words say most, since a syllable alone has many
   meanings; a title says more than a text. */
const PAIR = 2.5;
const FIELDS = [2.5, 2.5, 1]; // title, name in the menus, text
const TEXT = 2;
const COUNTED = 0.2; // the least grade by which a section has a word
const SATURATION = 1.2; // of BM25: what more of the same word adds
const LENGTH = 0.5; // of BM25: what a long section loses
const PAGE_BONUS = 0.5; // the beginning of a page before one of its sections
const NAMED = 0.8; // a title that has all the words
const SYNONYM = 0.85; // another word for the one that was typed
const LIMIT = 24; // sections shown

/* How often each word of a query, and each two neighbours of it, stand in each section: a word
   by its grade, a field by its length. */
function counted(corpus, query) {
  const { all, ends, lengths } = corpus;
  const n = query.length;
  const grades = query.map((word) => word.grades);
  const means = lengths.map((length) => Math.max(1, length / corpus.size));
  const zeros = () => Array(n).fill(0);
  const found = new Map();
  let field = 0; // number of the field: that of its section times three, plus its own
  for (const place of corpus.placesOf(query)) {
    while (ends[field] <= place) field += 1;
    const kind = field % FIELDS.length;
    const id = (field - kind) / FIELDS.length;
    const length = ends[field] - (ends[field - 1] ?? 0);
    const weight = FIELDS[kind] / (1 - LENGTH + (LENGTH * length) / means[kind]);
    if (!found.has(id)) {
      found.set(id, { id, words: zeros(), pairs: zeros(), has: zeros(), named: zeros() });
    }
    const hit = found.get(id);
    for (let i = 0; i < n; i += 1) {
      const grade = grades[i][all[place]];
      if (!grade) continue;
      hit.words[i] += grade * weight;
      hit.has[i] = Math.max(hit.has[i], grade);
      if (kind < TEXT) hit.named[i] = Math.max(hit.named[i], grade);
      const next = i + 1 < n && place + 1 < ends[field] ? grades[i + 1][all[place + 1]] : 0;
      if (next) hit.pairs[i] += grade * next * weight;
    }
  }
  return [...found.values()];
}

function rarity(total, frequency) {
  return Math.log(1 + (total - frequency + 0.5) / (frequency + 0.5));
}

function saturated(count) {
  return (count * (SATURATION + 1)) / (count + SATURATION);
}

// The sections that have most words of a query, with what they are worth.
function rated(corpus, query) {
  const found = counted(corpus, query);
  const total = corpus.size;
  const often = (test) => found.filter(test).length;
  const words = query.map((_, i) => rarity(total, often(({ has }) => has[i] >= COUNTED)));
  const pairs = query.map((_, i) => PAIR * rarity(total, often((hit) => hit.pairs[i] >= COUNTED)));
  const isVague = query.length > 1 && query.every((word) => word.isVague);
  const hits = [];
  for (const { id, has, ...hit } of found) {
    // Syllables without their diacritics say something together: "y te" is not all of "ý" and "tế".
    if (isVague && !hit.pairs.some((count) => count >= COUNTED)) continue;
    const flags = has.map((grade) => grade >= COUNTED);
    const share = flags.filter(Boolean).length / flags.length;
    if (share <= 0.5 && flags.length > 1) continue; // a stray word is only noise
    let score = 0;
    for (let i = 0; i < query.length; i += 1) {
      score += words[i] * saturated(hit.words[i]) + pairs[i] * saturated(hit.pairs[i]);
    }
    const named = hit.named.reduce((sum, grade) => sum + grade, 0) / query.length;
    // By the word: the readings of one query have more words and fewer.
    hits.push({ id, flags, share, score: (score / query.length) * (1 + NAMED * named ** 2) });
  }
  return hits;
}

/* Build the search of `data` (what report/site/theme/search_index.py writes); the function
   returned answers a query, in one section where one is named, with what the theme shows, a list
   of pages, each a list of its sections, best first, and with what search-panel.js shows. */
export function createSearch(data) {
  const { docs } = data;
  const corpus = new Corpus(data);
  const synonyms = readSynonyms(data.synonyms);
  const figures = readFigures(data.figures, corpus);
  const pages = new Map(docs.map((doc) => [doc.location, doc]));
  const partOf = (location) => sectionOf(location, data.sections);

  // The best hit on each section, by whichever reading of the query finds it.
  function hits(asked) {
    const best = new Map();
    for (const { query, isSynonym } of asked) {
      for (const hit of rated(corpus, query)) {
        const doc = docs[hit.id];
        const whole = hit.share + (doc.location.includes("#") ? 0 : PAGE_BONUS);
        const score = hit.score * (1 + whole ** 2) * (doc.boost ?? 1) * (isSynonym ? SYNONYM : 1);
        if (score > (best.get(hit.id)?.score ?? 0)) best.set(hit.id, { ...hit, doc, query, score });
      }
    }
    const most = Math.max(0, ...[...best.values()].map(({ share }) => share));
    // Where some section has all the words, those with a stray one would only be noise.
    return [...best.values()]
      .filter(({ share }) => share > most / 2)
      .sort((a, b) => b.score - a.score);
  }

  function item({ doc, flags, score, query }) {
    return {
      location: doc.location,
      title: markedTitle(corpus.text(doc.title), query),
      text: markedPassage(corpus.text(doc.text), query, corpus.piecesWith(doc.text, query)),
      score,
      terms: Object.fromEntries(query.map((word, i) => [word.text, flags[i]])),
      section: partOf(doc.location).label,
    };
  }

  function grouped(found) {
    const groups = new Map();
    for (const hit of found) {
      const page = hit.doc.location.split("#")[0];
      groups.set(page, [...(groups.get(page) ?? []), item(hit)]);
    }
    for (const [page, items] of groups) {
      // The theme wants the page itself in its group, be it without a hit.
      if (!items.some(({ location }) => location === page)) {
        const doc = pages.get(page);
        const title = markedTitle(doc ? corpus.text(doc.title) : page, found[0].query);
        const section = partOf(page).label;
        items.push({ location: page, title, text: "", score: 0, terms: {}, section });
      }
      // Of one page, its label is said once: by what stands for the page.
      for (const one of items.filter(({ location }) => location === page)) {
        one.title += ` <span class="tim-kiem-phan">${one.section}</span>`;
      }
    }
    return [...groups.values()];
  }

  // How many pages each section has, in the order of the site.
  function counts(found) {
    const names = new Map(data.sections.map(([, name]) => [name, new Set()]));
    for (const { doc } of found) {
      names.get(partOf(doc.location).name)?.add(doc.location.split("#")[0]);
    }
    return [...names].map(([name, set]) => [name, set.size]).filter(([, count]) => count);
  }

  return function search(text, named = "") {
    const isKnown = data.sections.some(([, name]) => name === named);
    const section = isKnown ? named : "";
    const asked = readings(text, corpus, synonyms);
    const found = hits(asked);
    const shown = section ? found.filter(({ doc }) => partOf(doc.location).name === section) : found;
    return {
      unknown: isKnown ? "" : named, // an address may name any part
      items: grouped(shown.slice(0, LIMIT)),
      counts: counts(found),
      answers: section ? [] : answers(text, asked, figures),
      suggestions: shown.length ? [] : suggestions(read(text, corpus), corpus),
      starts: shown.length ? [] : startingPages(docs, data.sections),
    };
  };
}
