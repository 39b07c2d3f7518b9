// All words of the site, in order: a query looks at each of them. Vietnamese has few syllables,
// so that what a word is worth is worked out once for each syllable, and a look is a lookup.
// This costs a phone less than making an index of words and pairs does, and needs no store of it.
import { oneSlip, tokens, withoutTelex, words } from "./search-text.js";

const FIELDS = ["title", "name", "text"];

export class Corpus {
  numbers = new Map(); // word as written, in small letters → its number
  vocabulary = []; // the forms of each word
  letters = new Map(); // word without diacritics → its number
  plain = []; // number of a word → number of its letters
  docs = [];
  lengths = FIELDS.map(() => 0);

  constructor(docs) {
    this.docs = docs.map((doc) => FIELDS.map((field) => this.read(doc[field] ?? "")));
    for (const fields of this.docs) fields.forEach((field, i) => (this.lengths[i] += field.length));
    this.exact = new Set(this.vocabulary.map(({ exact }) => exact));
  }

  // A text as the numbers of its words.
  read(text) {
    return Uint32Array.from(tokens(text), (form) => {
      let number = this.numbers.get(form.text);
      if (number === undefined) {
        number = this.vocabulary.push(form) - 1;
        this.numbers.set(form.text, number);
        if (!this.letters.has(form.plain)) this.letters.set(form.plain, this.letters.size);
        this.plain.push(this.letters.get(form.plain));
      }
      return number;
    });
  }

  key(first, second) {
    return this.letters.get(first) * 2 ** 22 + this.letters.get(second);
  }

  // Every two words that stand side by side: what a slip of the fingers may have meant.
  get pairs() {
    const { plain } = this;
    const pairs = new Set();
    for (const fields of this.docs) {
      for (const field of fields) {
        for (let i = 1; i < field.length; i += 1) {
          pairs.add(plain[field[i - 1]] * 2 ** 22 + plain[field[i]]);
        }
      }
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
