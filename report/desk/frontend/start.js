// The panel of figures before one is chosen: the page's own, and a search over all.

import { get, query } from "./api.js";
import { failed, openFigure } from "./desk.js";
import { h } from "./dom.js";
import { figureList, isShown } from "./site.js";

const WAIT = 150; // milliseconds without a keystroke before the search asks

export function noFigure(panel) {
  const found = h("ul", { class: "ds", id: "tim-thay" });
  const counted = h("p", { class: "chi-nghe", role: "status" });
  let timer;
  const search = h("input", {
    type: "search",
    id: "tim-so",
    autocomplete: "off",
    oninput: () => {
      clearTimeout(timer);
      timer = setTimeout(() => find(search.value, found, counted).catch(failed), WAIT);
    },
  });
  const onPage = figureList();
  panel.replaceChildren(
    h("p", { text: "Bấm vào một con số có viền đứt trên trang để sửa; bấm đúp vào một câu để sửa câu ấy. Hoặc tìm con số ở đây; gõ không dấu cũng được." }),
    h("div", { class: "truong" }, h("label", { for: "tim-so", text: "Tìm con số, bảng" }), search),
    counted,
    found,
    h("h2", { text: !isShown() ? "Đang tải trang…" : onPage.length ? "Con số trên trang này" : "Trang này không có con số nào lấy từ bảng" }),
    h("ul", { class: "ds" }, onPage),
  );
}

async function find(words, list, counted) {
  const asked = words.trim();
  const answer = asked ? await get(query("find", { q: asked, kinds: "so,bang" })) : [];
  const items = answer.items ?? answer;
  list.replaceChildren(...items.filter((one) => one.address).map(found));
  counted.textContent = asked ? `Tìm thấy ${list.children.length}` : "";
}

const found = (one) =>
  h(
    "li",
    {},
    h(
      "button",
      { type: "button", class: "muc", onclick: () => openFigure(one.address) },
      h("b", { text: one.shown || one.title }),
      " ",
      h("small", { text: [one.shown ? one.title : "", one.detail].filter(Boolean).join(" · ") }),
    ),
  );
