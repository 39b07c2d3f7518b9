// What stands between the number of results and their list: filters, figures that answer the
// query, and what else to look for. It keeps the query in the address, too.

const ALL = "Tất cả";
const MANUAL = "Biên tập"; // the editors' manual, which has an index of its own
const BEST = 1e6; // a figure comes before all pages: the theme opens the best on Enter

function element(name, className, ...content) {
  const made = document.createElement(name);
  made.className = className;
  made.append(...content);
  return made;
}

// HTML of the engine: texts with their marks, all else escaped (search-passage.js).
function marked(name, html) {
  const made = document.createElement(name);
  made.innerHTML = html;
  return made;
}

function button(text, click) {
  const made = element("button", "", text);
  made.type = "button";
  made.addEventListener("click", click);
  return made;
}

/* The panel of the search box; `base` is the address of the site, `ask()` sends the query again.
   `asked()` says where to look, `show()` shows what the engine found. */
export function createPanel(box, base, ask) {
  const area = box.closest(".md-search");
  const result = area.querySelector(".md-search-result");
  const toggle = document.getElementById("__search");
  const filters = element("div", "tim-kiem-loc");
  const figures = element("div", "tim-kiem-so");
  const others = element("div", "tim-kiem-goi-y");
  filters.setAttribute("role", "group");
  filters.setAttribute("aria-label", "Tìm trong phần");
  document.getElementById("tim-kiem-cach-dung").append(" Phím Tab đến các phần để lọc.");

  const inManual = location.href.startsWith(new URL("bien-tap/", base).href);
  let section = new URLSearchParams(location.search).get("muc") ?? (inManual ? MANUAL : ALL);
  let isEmpty = false; // nothing was found

  const asked = () => ({
    scope: section === MANUAL ? "manual" : "",
    section: [ALL, MANUAL].includes(section) ? "" : section,
  });

  function choose(name) {
    section = name;
    ask();
    focusOn(name);
  }

  // An answer may come while the keyboard goes through the filters: it stays where it was.
  function focusOn(name) {
    const same = [...filters.children].find((one) => one.firstChild.data === name);
    (same ?? filters.querySelector("[aria-pressed=true]"))?.focus();
  }

  function filter(name, count) {
    const made = button(name, () => choose(name));
    made.setAttribute("aria-pressed", String(name === section));
    if (count !== undefined) made.append(" ", element("span", "", String(count)));
    return made;
  }

  function showFilters(counts) {
    const { activeElement } = document;
    const focused = filters.contains(activeElement) && activeElement.firstChild.data;
    const all = counts.reduce((sum, [, count]) => sum + count, 0);
    const isManual = section === MANUAL;
    // A part that has nothing for this query stays where it is chosen.
    const chosen = !isManual && section !== ALL && !counts.some(([name]) => name === section);
    filters.replaceChildren(
      isManual ? filter(ALL) : filter(ALL, all),
      ...(isManual ? [] : [...counts, ...(chosen ? [[section, 0]] : [])]).map((one) => filter(...one)),
      isManual ? filter(MANUAL, all) : filter(MANUAL),
    );
    if (focused) focusOn(focused);
  }

  function answer({ value, name, location: place, page }) {
    const url = new URL(place, base);
    url.searchParams.set("h", box.value.trim());
    const article = element("article", "md-typeset");
    article.dataset.mdScore = BEST;
    article.append(element("strong", "", value), marked("span", name), element("small", "", `Trang “${page}”`));
    const link = element("a", "md-search-result__link", article);
    link.href = url;
    link.tabIndex = -1;
    return link;
  }

  function suggest(words, pages) {
    const tries = words.map((text) =>
      button(text, () => {
        box.value = text;
        box.focus();
        box.dispatchEvent(new Event("input"));
      }),
    );
    const wider = section === ALL ? [] : [button("Tìm trong tất cả các phần", () => choose(ALL))];
    const starts = pages.map(({ name, location: place }) => {
      const link = element("a", "", name);
      link.href = new URL(place, base);
      return link;
    });
    return [
      ...(tries.length || wider.length ? [element("p", "", "Có thể tìm:"), ...tries, ...wider] : []),
      ...(starts.length ? [element("p", "", "Có thể xem từ đầu:"), ...starts] : []),
    ];
  }

  function show({ unknown, items, counts, answers, suggestions, starts }) {
    const isAsked = box.value.trim() !== "";
    isEmpty = !items.length;
    if (unknown === section) section = ALL;
    if (isAsked && !filters.isConnected) result.lastElementChild.before(filters, figures, others);
    for (const part of [filters, figures, others]) part.hidden = !isAsked;
    if (isAsked) showFilters(counts);
    figures.replaceChildren(...(isAsked ? answers.map(answer) : []));
    others.replaceChildren(...(isAsked && isEmpty ? suggest(suggestions, starts) : []));
    remember();
  }

  // The address with the query and its part of the site, so that it can be sent, and is there again
  // when who opened a result comes back.
  function remember(isOpen = toggle.checked) {
    if (!/^https?:$/.test(location.protocol)) return; // a copy on disk
    const url = new URL(location);
    const query = box.value.trim();
    url.searchParams.delete("q");
    url.searchParams.delete("muc");
    if (isOpen && query) url.searchParams.set("q", query);
    if (isOpen && query && section !== (inManual ? MANUAL : ALL)) url.searchParams.set("muc", section);
    if (url.href !== location.href) history.replaceState(history.state, "", url);
  }

  toggle.addEventListener("change", () => remember());
  // The theme closes the search when a result is opened: the page that is left keeps the query.
  document.addEventListener("click", ({ target }) => {
    if (target.closest?.(".md-search-result a")) remember(true);
  });

  // The theme takes Tab for the end of the search, and every letter for one of the query: not
  // where there is something to go to.
  area.addEventListener("keydown", (event) => {
    const isButton = event.target.closest("button");
    const leads = event.key === "Tab" && filters.isConnected && !filters.hidden;
    if (leads || (isButton && ["Enter", " "].includes(event.key))) event.stopPropagation();
    if (event.key === "Enter" && event.target === box && isEmpty) {
      event.preventDefault();
      event.stopPropagation();
    }
  });
  area.addEventListener("focusout", ({ relatedTarget }) => {
    if (relatedTarget && !area.contains(relatedTarget) && toggle.checked) toggle.click();
  });
  return { asked, show };
}
