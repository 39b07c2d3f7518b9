// All words of the site, in order: a query looks at each of them. Vietnamese has few syllables,
// so that what a word is worth is worked out once for each syllable, and a look is a lookup.
// This costs a phone less than making an index of words and pairs does, and needs no store of it.
import { oneSlip, tokens, withoutTelex, words } from "./search-text.js";

const FIELDS = ["title", "name", "text"];

export class Corpus {
  numbers = new Map(); // word as written, in small letters → its number
  vocabulary = []; // the forms of each word
  exact = new Map(); // word in its one spelling → the numbers of its forms
  letters = new Map(); // word without diacritics → its own number, and those of its forms
  plain = []; // number of a word → number of its letters
  lengths = FIELDS.map(() => 0);

  // `all` are the words of all fields of all sections, one after another; `ends` where each ends.
  constructor(docs) {
    const fields = docs.flatMap((doc) => FIELDS.map((field) => this.read(doc[field] ?? "")));
    this.size = docs.length;
    this.ends = [];
    let end = 0;
    fields.forEach((field, i) => {
      this.ends.push((end += field.length));
      this.lengths[i % FIELDS.length] += field.length;
    });
    this.all = new Uint32Array(end);
    fields.forEach((field, i) => this.all.set(field, this.ends[i] - field.length));
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

  key(first, second) {
    return this.letters.get(first)?.number * 2 ** 22 + this.letters.get(second)?.number;
  }

  // Every two words that stand side by side: what a slip of the fingers may have meant.
  get pairs() {
    const { all, ends, plain } = this;
    const pairs = new Set();
    let begin = 0;
    for (const end of ends) {
      for (let i = begin + 1; i < end; i += 1) {
        pairs.add(plain[all[i - 1]] * 2 ** 22 + plain[all[i]]);
      }
      begin = end;
    }
    Object.defineProperty(this, "pairs", { value: pairs }); // made when it is first needed
    return pairs;
  }

  isBeside(word, before, after) {
    return Boolean(
      (before && this.pairs.has(this.key(before.plain, word))) ||
        (after && this.pairs.has(this.key(word, after.plain))),
    );
  }

  begins(typed) {
    return this.vocabulary.some((form) => form.typed.startsWith(typed));
  }

  /* The words, without diacritics, that a word may stand for: itself where the site has it, else
     what is one slip away. A number is never guessed: another number is another fact. */
  variants(word, before, after, isLast) {
    if (word.isNumber) return [word.plain];
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
      if (this.pairs.has(this.key(first, second))) return halves;
    }
    return [word.text];
  }
}
