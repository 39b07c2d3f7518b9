// What the parts of the desk tell each other, and where they are: the shell listens and acts.
//
//   saved(answer)         something was kept: state, page and problems are asked for again
//   openFigure(address)   show the cell "2022/table.row.column" in its grid
//   openPage(url)         show a page of the site ("/bao-cao/2026/to-chuc/")
//   openSentence(words)   open the Markdown of the page that is shown where it says these words
//   openWords(uri, line)  open the Markdown of a page
//   openForm(name, values) open a form of what is new, with some fields filled
//   changedElsewhere()    undo, redo or another window: what is open is read again
//   failed(error)         tell the editor what the server refused
//   unanswered(error, what, again)  tell that it did not answer; `again` keeps what was typed once more

import { ApiError } from "./api.js";
import { hasAction, notice } from "./dom.js";

const bus = new EventTarget();

const send = (name, detail) => bus.dispatchEvent(new CustomEvent(name, { detail }));

// React to what is sent; gives the way to stop.
export function on(name, react) {
  const listen = (event) => react(event.detail);
  bus.addEventListener(name, listen);
  return () => bus.removeEventListener(name, listen);
}

export const saved = (answer) => send("saved", answer);
export const openFigure = (address) => send("figure", address);
export const openSentence = (words) => send("sentence", words);
export const openForm = (name, values) => send("form", { name, values });
export const openPage = (url) => send("page", url);
export const changedElsewhere = () => send("changed elsewhere");
export const openWords = (uri, line = 1) => send("words", { uri, line });

export function failed(error) {
  if (!(error instanceof ApiError)) throw error;
  if (!error.status && hasAction()) return; // it says the same, and has what was not kept
  const mends = error.problems.map((one) => `${one.text} ${one.mend}`);
  notice(mends.join(" ") || error.message, "loi");
}

export const unanswered = (error, what, again) =>
  notice(`${error.message} Chưa ghi: ${what}.`, "loi", ["Ghi lại", () => again().catch(failed)]);

// Style elements that libraries make need this nonce of the page's policy.
export const nonce = () => document.querySelector("meta[name=nonce]").content;
