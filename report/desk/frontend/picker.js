// Finds a figure, table, chart, document or page by words, without diacritics too; gives what is
// chosen: { kind, title, detail, shown, insert, address, taken }, or null.

import { get, query } from "./api.js";
import { failed } from "./desk.js";
import { h } from "./dom.js";

const WAIT = 120; // milliseconds without a keystroke before the search asks
export const KINDS = [
  ["", "Tất cả"],
  ["so", "Số liệu"],
  ["bang", "Bảng"],
  ["bieu_do", "Biểu đồ"],
  ["van_ban", "Văn bản"],
  ["trang", "Trang"],
];
const NAMES = { so: "Số liệu", bang: "Bảng", bieu_do: "Biểu đồ", van_ban: "Văn bản", trang: "Trang", nam: "Năm" };

export const nameOfKind = (kind) => NAMES[kind] ?? "";

export function pick({ page = "", words = "", kind = "", kinds = KINDS.map(([name]) => name) } = {}) {
  return new Promise((resolve) => {
    const opener = document.activeElement;
    const list = h("ul", { id: "chon-ds", role: "listbox", "aria-label": "Kết quả tìm", class: "chon-ds" });
    const counted = h("p", { class: "chon-dem", role: "status" });
    const input = h("input", {
      type: "search",
      id: "chon-o",
      role: "combobox",
      autocomplete: "off",
      spellcheck: "false",
      "aria-controls": "chon-ds",
      "aria-expanded": "true",
      "aria-autocomplete": "list",
      value: words,
    });
    const offered = KINDS.filter(([name]) => kinds.includes(name));
    const choices = offered.map(([name, text]) =>
      h("label", { class: "chon-loai" }, h("input", { type: "radio", name: "chon-loai", value: name, checked: name === kind }), h("span", { text })),
    );
    const close = h("button", { type: "button", text: "Thôi", onclick: () => end(null) });
    const box = h(
      "dialog",
      { class: "chon", "aria-labelledby": "chon-ten" },
      h("h2", { id: "chon-ten", text: "Tìm rồi chèn vào bài" }),
      h("div", { class: "truong" }, h("label", { for: "chon-o", text: "Gõ vài chữ; không dấu cũng được, gõ con số cũng được" }), input),
      offered.length > 1 ? h("fieldset", { class: "chon-cac-loai" }, h("legend", { class: "chi-nghe", text: "Tìm loại nào" }), choices) : null,
      counted,
      list,
      h("div", { class: "nut-hop" }, close),
    );
    let items = [];
    let at = -1;
    let timer;
    let asked = 0;

    function end(value) {
      clearTimeout(timer);
      box.close();
      box.remove();
      if (!value) opener?.focus?.();
      resolve(value);
    }

    async function find() {
      const number = ++asked;
      const text = input.value.trim();
      const wanted = box.querySelector("input[name=chon-loai]:checked")?.value || (offered.length > 1 ? "" : offered[0][0]);
      if (!text) return show([], "");
      try {
        const answer = await get(query("find", { q: text, page, kinds: wanted || kinds.filter(Boolean).join(",") }));
        if (number === asked) show(answer.items, text);
      } catch (error) {
        failed(error);
      }
    }

    function show(found, text) {
      items = found;
      list.replaceChildren(
        ...items.map((one, number) =>
          h(
            "li",
            { id: `chon-${number}`, role: "option", "aria-selected": "false", onclick: () => end(one), onpointermove: () => choose(number) },
            h("span", { class: "chon-nhan", text: nameOfKind(one.kind) }),
            h("span", { class: "chon-chu" }, h("b", { text: one.title }), one.shown !== one.title ? h("span", { class: "chon-hien", text: one.shown }) : null, h("small", { text: one.detail })),
          ),
        ),
      );
      counted.textContent = !text ? "" : items.length ? `${items.length} kết quả; dùng phím mũi tên rồi Enter` : "Không tìm thấy. Thử chữ khác, hoặc thêm ở “Thêm mới”.";
      choose(items.length ? 0 : -1);
    }

    function choose(number) {
      list.children[at]?.setAttribute("aria-selected", "false");
      at = number;
      const chosen = list.children[at];
      chosen?.setAttribute("aria-selected", "true");
      chosen?.scrollIntoView({ block: "nearest" });
      if (chosen) input.setAttribute("aria-activedescendant", chosen.id);
      else input.removeAttribute("aria-activedescendant");
    }

    input.addEventListener("input", () => {
      clearTimeout(timer);
      timer = setTimeout(find, WAIT);
    });
    input.addEventListener("keydown", (event) => {
      const move = { ArrowDown: 1, ArrowUp: -1 }[event.key];
      if (move && items.length) choose((at + move + items.length) % items.length);
      else if (event.key === "Enter" && items[at]) end(items[at]);
    else if (event.key === "Escape") end(null);
      else return;
      event.preventDefault();
    });
    for (const one of choices) one.addEventListener("change", find);
    box.addEventListener("cancel", (event) => {
      event.preventDefault();
      end(null);
    });
    document.body.append(box);
    box.showModal();
    input.focus();
    input.select();
    find();
  });
}
