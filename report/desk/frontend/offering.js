// What can be done about a problem of a page beside going there: take a figure in place of a number
// that is typed, or add a document that is missing.

import { get, post, query } from "./api.js";
import { typedNumbers } from "./chips.js";
import { changedElsewhere, failed, openForm, saved } from "./desk.js";
import { h } from "./dom.js";

export const TYPED_NUMBER = "so-go-tay"; // codes of the catalogue
const NO_DOCUMENT = ["khong-co-van-ban", "van-ban-chua-dang-ky", "van-ban-trong-bang"];
const MOST_OFFERS = 3;
const PUT_IN = "Chọn số liệu ở đây nếu có; chưa có thì thêm số vào một bảng, rồi bấm “Chèn số liệu, bảng, văn bản…”.";
const NO_OFFER = "Chưa bảng nào có số này: thêm số vào một bảng trước.";

// What to do about a problem, in words of the desk.
export const mendOf = ({ code, mend }) => (code === TYPED_NUMBER ? PUT_IN : mend);

const named = (text) => /“([^”]+)”/.exec(text)?.[1] ?? "";

// The buttons of a problem of the page `uri` (null: of another file).
export function offerButtons(problem, uri) {
  if (problem.code === TYPED_NUMBER && uri) return [figuresButton(problem, uri)];
  if (!NO_DOCUMENT.includes(problem.code)) return [];
  const field = problem.code === "khong-co-van-ban" ? "khoa" : "so_ky_hieu";
  return [button("Thêm văn bản này", () => openForm("van-ban", { [field]: named(problem.text) }))];
}

const button = (text, onclick) => h("button", { type: "button", class: "nut-mend", text, onclick });

function figuresButton(problem, uri) {
  const asks = button("Dùng số liệu…", () => offer().catch(failed));
  const offer = async () => {
    const { text, hash } = await get(`page/${encodeURI(uri)}`);
    const places = placesOf(text, problem);
    const found = (await Promise.all(places.map((place) => offersAt(text, place, uri)))).flat();
    const buttons = found.map(([place, one]) => button(`Dùng số liệu: ${one.shown} – ${one.title}`, () => use(uri, text, hash, place, one).catch(failed)));
    asks.replaceWith(...(buttons.length ? buttons : [h("small", { text: NO_OFFER })]));
  };
  return asks;
}

// Where the number of a problem is typed in its line: {from, to, number} in the whole text.
function placesOf(text, { line, text: message }) {
  const lines = text.split("\n");
  const before = lines.slice(0, line - 1).reduce((sum, one) => sum + one.length + 1, 0);
  const number = named(message);
  return typedNumbers(lines[line - 1] ?? "")
    .filter((one) => one.number === number || number.includes(one.number))
    .slice(0, 1)
    .map(({ from, to, ...one }) => ({ ...one, from: before + from, to: before + to }));
}

async function offersAt(text, place, uri) {
  const begin = text.lastIndexOf("\n", place.from - 1) + 1;
  const end = text.indexOf("\n", place.to);
  const asked = { number: place.number, before: text.slice(begin, place.from), behind: text.slice(place.to, end < 0 ? undefined : end), page: uri };
  const { items } = await get(query("figures", asked));
  return items.slice(0, MOST_OFFERS).map((one) => [place, one]);
}

// Put a figure in place of a number, and of the unit behind it that the figure brings along.
async function use(uri, text, hash, { from, to }, { insert, taken }) {
  const answer = await post(`page/${encodeURI(uri)}`, { text: text.slice(0, from) + insert + text.slice(to + taken), was: hash });
  changedElsewhere();
  saved(answer);
}
