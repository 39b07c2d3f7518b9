// What can be done with a chip: to its cell, another figure, with or without its unit, away.

import { openFigure } from "./desk.js";
import { h } from "./dom.js";

let menu = null;

export function closeChipMenu() {
  menu?.remove();
  menu = null;
}

// Open the menu of a call below its chip; `does` has change(call), drop(), other(), back().
export function openChipMenu(call, place, does) {
  closeChipMenu();
  const { info, written } = call;
  const item = (text, run) =>
    h("button", {
      type: "button",
      text,
      onclick: () => {
        closeChipMenu();
        run();
      },
    });
  const items = [
    info?.address ? item(info.kind === "figure" ? "Sửa số này ở bảng" : "Mở bảng để sửa số", () => openFigure(info.address)) : null,
    item(info?.kind === "figure" || !info ? "Đổi sang số liệu khác…" : "Đổi sang cái khác…", does.other),
    ...unitItems(written, item, does),
    item("Bỏ khỏi bài", does.drop),
  ].filter(Boolean);
  menu = h(
    "div",
    { class: "chip-menu", role: "dialog", "aria-label": `Số liệu trong bài: ${info?.shown ?? ""}` },
    h("p", {}, h("b", { text: info?.shown ?? "Chưa hiểu" }), info?.address ? h("small", { text: info.address }) : null),
    items,
  );
  document.body.append(menu);
  const width = menu.offsetWidth;
  menu.style.left = `${Math.max(8, Math.min(place.left, innerWidth - width - 8))}px`;
  const below = place.bottom + 4;
  menu.style.top = `${below + menu.offsetHeight < innerHeight ? below : Math.max(8, place.top - menu.offsetHeight - 4)}px`;
  items[0].focus();
  menu.addEventListener("keydown", (event) => onKey(event, items, does));
  menu.addEventListener("focusout", (event) => {
    if (menu && event.relatedTarget && !menu.contains(event.relatedTarget)) closeChipMenu();
  });
}

document.addEventListener("pointerdown", (event) => {
  if (menu && !menu.contains(event.target) && !event.target.closest?.(".chip")) closeChipMenu();
});

function onKey(event, items, does) {
  const at = items.indexOf(document.activeElement);
  const move = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (move) items[(at + move + items.length) % items.length].focus();
  else if (event.key === "Escape") {
    closeChipMenu();
    does.back();
  } else return;
  event.preventDefault();
}

// so("…") with or without its unit.
function unitItems(written, item, does) {
  const found = /^\{\{ *so\("([^"]+)"(, *don_vi=True)?\) *\}\}$/.exec(written);
  if (!found) return [];
  const [, address, unit] = found;
  const text = unit ? "Bỏ đơn vị" : "Kèm đơn vị";
  return [item(text, () => does.change(`{{ so("${address}"${unit ? "" : ", don_vi=True"}) }}`))];
}
