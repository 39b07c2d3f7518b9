// The grid of a table.
import { h } from "./dom.js";

export async function openTable(panel, address, onCell) {
  panel.replaceChildren(h("p", { text: address }));
}
