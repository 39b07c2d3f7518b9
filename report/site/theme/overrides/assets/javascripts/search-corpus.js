// All words of the site, in order, and where each of them stands. Vietnamese has few syllables, so
// that what a word is worth is worked out once for each syllable, and two words are neighbours where
// their places are: no index of pairs is made.
import { oneSlip, tokens, withoutTelex, words } from "./search-text.js";

const FIELDS = ["title", "name", "text"];

export class Corpus {
  numbers = new Map(); // word as written, in small letters → its number
  vocabulary = []; // the forms of each word
  exact = new Map(); // word in its one spelling → the numbers of its forms
  letters = new Map(); // word without diacritics → its own number, and those of its forms
  plain = []; // number of a word → number of its letters
  beside = new Map(); // word without diacritics → those that stand before and after it
  withWords = new WeakMap(); // query → which pieces have one of its words
  lengths = FIELDS.map(() => 0);

  /* `all` are the words of all fields of all sections, one after another; `ends` where each ends.
     The fields come as signs, one for each piece that stands between two spaces
     (report/site/theme/packed_texts.py): the words of a piece are looked for once. What a phone
     makes before it can answer is numbers in rows: a list for each word took half as long again. */
  constructor({ docs, pieces, signs }) {
    this.pieces = pieces.split(" ");
    this.numberOf = new Uint16Array(2 ** 16); // unit of a sign → number of its piece
    for (let i = 0; i < signs.length; i += 1) this.numberOf[signs.charCodeAt(i)] = i;
    this.wordsOf = this.pieces.map((piece) => this.read(piece)); // as their numbers
    this.size = docs.length;
    this.ends = [];
    this.unpack(docs);
    this.sort();
  }

  unpack(docs) {
    const { numberOf, wordsOf } = this;
    const packed = docs.flatMap((doc) => FIELDS.map((field) => doc[field] ?? ""));
    let count = 0;
    for (const field of packed) {
      for (let i = 0; i < field.length; i += 1) count += wordsOf[numberOf[field.charCodeAt(i)]].length;
    }
    const all = new Uint32Array(count);
    let place = 0;
    packed.forEach((field, number) => {
      const begin = place;
      for (let i = 0; i < field.length; i += 1) {
        const numbers = wordsOf[numberOf[field.charCodeAt(i)]];
        for (let j = 0; j < numbers.length; j += 1, place += 1) all[place] = numbers[j];
      }
      this.ends.push(place);
      this.lengths[number % FIELDS.length] += place - begin;
    });
    this.all = all;
  }

  // The places by their words: those of a word stand between its start and that of the next one.
  sort() {
    const { all } = this;
    const starts = new Uint32Array(this.vocabulary.length + 1);
    for (let i = 0; i < all.length; i += 1) starts[all[i] + 1] += 1;
    for (let i = 1; i < starts.length; i += 1) starts[i] += starts[i - 1];
    const next = starts.slice();
    const sorted = new Uint32Array(all.length);
    for (let i = 0; i < all.length; i += 1) {
      sorted[next[all[i]]] = i;
      next[all[i]] += 1;
    }
    Object.assign(this, { starts, sorted });
  }

  // Where a word stands among all, in order; nowhere where only a figure is called so.
  placesAt(number) {
    return this.sorted.subarray(this.starts[number], this.starts[number + 1] ?? 0);
  }

  // A field of a section as it is read.
  text(packed) {
    return Array.from(packed, (sign) => this.pieces[this.numberOf[sign.charCodeAt(0)]]).join(" ");
  }

  // The pieces of a field that have a word of a query, and where they begin in its text.
  piecesWith(packed, query) {
    const isWith = this.numbersWith(query);
    const found = [];
    let begin = 0;
    for (let i = 0; i < packed.length; i += 1) {
      const number = this.numberOf[packed.charCodeAt(i)];
      const piece = this.pieces[number];
      if (isWith[number]) found.push({ piece, begin });
      begin += piece.length + 1;
    }
    return found;
  }

  // Which pieces have a word of a query, by their numbers.
  numbersWith(query) {
    if (!this.withWords.has(query)) {
      const worth = this.worth(query);
      const isWith = this.wordsOf.map((numbers) => numbers.some((number) => worth[number]));
      this.withWords.set(query, isWith);
    }
    return this.withWords.get(query);
  }

  // Which words some word of a query has anything of, by their numbers.
  worth(query) {
    const worth = new Uint8Array(this.vocabulary.length);
    for (const { grades } of query) {
      for (let i = 0; i < grades.length; i += 1) if (grades[i]) worth[i] = 1;
    }
    return worth;
  }

  // Where those words stand among all, in order.
  placesOf(query) {
    const lists = [];
    this.worth(query).forEach((is, number) => {
      if (is) lists.push(this.placesAt(number));
    });
    const found = new Uint32Array(lists.reduce((sum, list) => sum + list.length, 0));
    let end = 0;
    for (const list of lists) {
      found.set(list, end);
      end += list.length;
    }
    return found.sort();
  }

  // A text as the numbers of its words.
  read(text) {
    return tokens(text).map((form) => this.numbers.get(form.text) ?? this.add(form));
  }

  add(form) {
    const number = this.vocabulary.push(form) - 1;
    this.numbers.set(form.text, number);
    if (!this.exact.has(form.exact)) this.exact.set(form.exact, []);
    this.exact.get(form.exact).push(number);
    if (!this.letters.has(form.plain)) {
      this.letters.set(form.plain, { number: this.letters.size, forms: [] });
    }
    const letters = this.letters.get(form.plain);
    letters.forms.push(number);
    this.plain.push(letters.number);
    return number;
  }

  // The words that stand before and after one, all without diacritics, as their numbers.
  neighbours(word) {
    if (!this.beside.has(word)) this.beside.set(word, this.lookAround(word));
    return this.beside.get(word);
  }

  lookAround(word) {
    const { all, ends, plain } = this;
    const bounds = new Set([0, ...ends]);
    const found = { before: new Set(), after: new Set() };
    for (const number of this.letters.get(word)?.forms ?? []) {
      for (const place of this.placesAt(number)) {
        if (!bounds.has(place)) found.before.add(plain[all[place - 1]]);
        if (!bounds.has(place + 1)) found.after.add(plain[all[place + 1]]);
      }
    }
    return found;
  }

  // Whether two words stand side by side somewhere: what a slip of the fingers may have meant.
  isPair(first, second) {
    return this.neighbours(first).after.has(this.letters.get(second)?.number);
  }

  isBeside(word, before, after) {
    const number = this.letters.get(word)?.number;
    return Boolean(
      (before && this.neighbours(before.plain).after.has(number)) ||
        (after && this.neighbours(after.plain).before.has(number)),
    );
  }

  begins(typed) {
    return this.vocabulary.some((form) => form.typed.startsWith(typed));
  }

  // Whether the site writes a word that is given without diacritics with some.
  hasMarks(plain) {
    const { forms = [] } = this.letters.get(plain) ?? {};
    return forms.some((number) => this.vocabulary[number].exact !== plain);
  }

  // A number that the site has, else those of which it is the whole part: 69 for 69,75.
  amounts(plain) {
    if (this.letters.has(plain)) return [plain];
    return [...this.letters.keys()].filter((other) => other.startsWith(`${plain}.`));
  }

  /* The words, without diacritics, that a word may stand for: itself where the site has it, else
     what is one slip away. No other number is guessed: it is another fact. */
  variants(word, before, after, isLast) {
    if (word.isNumber) return this.amounts(word.plain);
    const meant = withoutTelex(word.plain);
    if (!this.letters.has(word.plain) && this.letters.has(meant)) return [meant];
    const known = this.letters.has(word.plain) || (isLast && this.begins(word.typed));
    if (known && ((!before && !after) || isLast || this.isBeside(word.plain, before, after))) {
      return [word.plain];
    }
    const near = [...this.letters.keys()].filter((other) => oneSlip(word.plain, other));
    const likely = near.filter((other) => this.isBeside(other, before, after));
    if (known) return [word.plain, ...likely];
    return likely.length ? likely : near;
  }

  // "khenthuong" → ["khen", "thuong"], where the site has these two side by side.
  parted(word) {
    if (word.isNumber || this.letters.has(word.plain)) return [word.text];
    for (let i = 1; i < word.text.length; i += 1) {
      const halves = [word.text.slice(0, i), word.text.slice(i)];
      const [first, second] = halves.map((half) => words(half)[0]?.plain);
      if (this.isPair(first, second)) return halves;
    }
    return [word.text];
  }
}
