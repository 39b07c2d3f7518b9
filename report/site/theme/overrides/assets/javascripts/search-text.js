// How the search compares Vietnamese words and numbers. Pure functions.

const TONE = "[\\u0300\\u0301\\u0303\\u0309\\u0323]";
const WORD = /\d+(?:[.,]\d+)*|[\p{L}\p{M}]+/gu;
const WORD_AT_ALL = /[\p{L}\d]/u;

// New style hoà, thuý (in NFD: the tone follows the second vowel) becomes old style hòa, thúy.
// Only open syllables differ between the two styles, hence the end of the word.
const NEW_STYLE = new RegExp(`^([^q]*)(o(?=[ae])|u(?=y))([aey])(${TONE})$`, "u");
// In "qu" the u belongs to the consonant: a tone typed on it (qúy) moves to the vowel (quý).
const TONE_ON_QU = new RegExp(`^qu(${TONE})([aeiouy])`, "u");
// After these consonants i and y are two spellings of one word: quí/quý, kĩ/kỹ, lí/lý, tỉ/tỷ.
const FINAL_I = new RegExp(`^([hklmst]|qu)i(${TONE}?)$`, "u");

// The words that have two spellings begin or end so; most have one.
const TWO_WAYS = /^q|[iìíỉĩị]$|[ou][aàáảãạeèéẻẽẹyỳýỷỹỵ]$/;

// "hoà" → "hòa", "quí" → "quý": one spelling for each word, diacritics kept.
function spelling(word) {
  if (!TWO_WAYS.test(word)) return word;
  return word
    .normalize("NFD")
    .replace(NEW_STYLE, "$1$2$4$3")
    .replace(TONE_ON_QU, "qu$2$1")
    .replace(FINAL_I, "$1y$2")
    .normalize("NFC");
}

// "đặt" → "dat".
function folded(word) {
  return word.normalize("NFD").replace(/\p{M}/gu, "").replace(/đ/g, "d");
}

// "2.636.596.800" and "2636596800" → "2636596800"; "6,02" → "6.02"; "07" → "7".
function number(digits) {
  const marks = digits.match(/[.,]/g) ?? [];
  if (/^\d{1,3}(\.\d{3})+(,\d+)?$/.test(digits)) {
    return digits.replaceAll(".", "").replace(",", ".");
  }
  if (/^\d{1,3}(,\d{3})+$/.test(digits) || marks.length > 1) return digits.replace(/[.,]/g, "");
  return digits.replace(",", ".").replace(/^0+(?=\d)/, "");
}

// The forms of each word, worked out once: Vietnamese has few syllables, texts many words.
const known = new Map();

function forms(word) {
  if (!known.has(word)) {
    const isNumber = /^\d/.test(word);
    const small = word.toLowerCase();
    const exact = isNumber ? number(word) : spelling(small);
    const plain = isNumber ? exact : folded(exact);
    const typed = isNumber || exact === small ? plain : folded(small);
    known.set(word, { text: word, exact, plain, typed, isNumber });
  }
  return known.get(word);
}

/* The words of an NFC text. Each has its place, and three forms for comparison:
   `exact` keeps the diacritics, `plain` has none, `typed` is `plain` without the choice
   between i and y, because the beginning of a word ("ti…" for "tiền") has no such choice. */
export function words(text) {
  const found = [];
  eachWord(text, (form, start, end) => found.push({ ...form, start, end }));
  return found;
}

// Calls `visit` with the forms and the place of each word of a text, without making objects.
export function eachWord(text, visit) {
  WORD.lastIndex = 0;
  for (let found = WORD.exec(text); found; found = WORD.exec(text)) {
    visit(forms(found[0]), found.index, WORD.lastIndex);
  }
}

// The forms of each word of a text, in order, without their places: what an index is made of.
export function tokens(text) {
  return (text.toLowerCase().match(WORD) ?? []).map(forms);
}

// What a question adds to the words that it asks about, in small letters.
const QUESTION = new RegExp(
  "(?<=^|\\s)(?:(?:là |la |chiếm |chiem )?(?:bao nhiêu|bao nhieu|mấy|may) (?:phần trăm|phan tram)" +
    "|là bao nhiêu|la bao nhieu|bao nhiêu|bao nhieu|như thế nào|nhu the nao|thế nào|the nao|là gì|la gi" +
    "|ở đâu|o dau|khi nào|khi nao|có mấy|co may|được không|duoc khong|làm sao để|lam sao de" +
    "|tôi muốn|toi muon|cho tôi hỏi|cho toi hoi|cho hỏi|cho hoi|xem|tìm|gồm những gì|gom nhung gi" +
    "|những ai|nhung ai|ra sao)(?=\\s|[?.,!]|$)",
  "g",
);
const PERCENT = /phần trăm|phan tram/;
const AMOUNT = /bao nhiêu|bao nhieu|mấy|co may|tỷ lệ|ty le/;

/* A query without the words of asking (all of it where nothing else is left), and what it asks
   for: an amount, a percentage. */
export function asked(query) {
  const small = query.normalize("NFC").toLowerCase();
  const rest = small.replace(QUESTION, " ").trim();
  return {
    text: WORD_AT_ALL.test(rest) ? rest : small,
    amount: AMOUNT.test(small),
    percent: PERCENT.test(small),
  };
}

// "nghieepj" → "nghiep": what was typed for a Vietnamese keyboard that was off (Telex).
export function withoutTelex(plain) {
  return plain
    .replace(/([aeod])\1/g, "$1")
    .replace(/w/g, "")
    .replace(/(?<=[aeiouy][a-z]*)[sfrxj]$/, "");
}

// Whether one slip of the fingers turns one word into the other: a letter too many,
// too few or wrong, or two neighbours swapped.
export function oneSlip(a, b) {
  if (a === b || Math.abs(a.length - b.length) > 1) return false;
  const [short, long] = a.length <= b.length ? [a, b] : [b, a];
  let i = 0;
  while (i < short.length && short[i] === long[i]) i += 1;
  if (short.length < long.length) return short.slice(i) === long.slice(i + 1);
  if (short.slice(i + 1) === long.slice(i + 1)) return true;
  return (
    short[i] === long[i + 1] && short[i + 1] === long[i] && short.slice(i + 2) === long.slice(i + 2)
  );
}
