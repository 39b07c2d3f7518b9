// The Markdown of a page: dtext's.
import { h } from "./dom.js";

export function openText(panel, uri, line) {
  panel.replaceChildren(h("p", { text: `${uri}:${line}` }));
}
