// Marks, on a page opened from a result, the words it was found by. The highlights are the
// browser's: the text itself stays as it is, for copying, for screen readers and for scripts.
import { occurrences } from "./search-passage.js";
import { words } from "./search-text.js";

const query = words(new URLSearchParams(location.search).get("h").normalize("NFC"));
const highlight = new Highlight();
const texts = document.createNodeIterator(
  document.querySelector("article"),
  NodeFilter.SHOW_TEXT,
);
for (let node = texts.nextNode(); node; node = texts.nextNode()) {
  for (const { start, end } of occurrences(node.data, query)) {
    const range = new Range();
    range.setStart(node, start);
    range.setEnd(node, end);
    highlight.add(range);
  }
}
CSS.highlights.set("tim-kiem", highlight);
