// Forms for what is new: dtext's.
import { h } from "./dom.js";

export function openForms(panel) {
  panel.replaceChildren(h("p", { text: "" }));
}
