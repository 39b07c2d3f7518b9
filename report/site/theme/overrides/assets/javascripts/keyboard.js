// The theme opens its menu, the levels of its menu and its search by labels of hidden check
// boxes: a mouse can use these. Here they become buttons for the keyboard and screen readers.
"use strict";

(() => {
  // As in the theme's style sheet: up to this width the menu is a drawer.
  const narrow = matchMedia("(max-width: 76.234375em)");
  const menu = document.querySelector(".md-sidebar--primary");
  const drawer = document.getElementById("__drawer");
  const search = document.getElementById("__search");
  if (!menu) return;

  const isShown = (element) =>
    element.getClientRects().length > 0 && getComputedStyle(element).visibility === "visible";
  const focusFirst = (elements) => [...elements].find(isShown)?.focus();
  const toggleOf = (label) => document.getElementById(label.getAttribute("for"));

  // The label with all it has, `for` included (the theme's styles want it), as a real button.
  function button(label, name) {
    const made = document.createElement("button");
    for (const { name, value } of label.attributes) made.setAttribute(name, value);
    made.removeAttribute("tabindex");
    made.type = "button";
    if (name) made.setAttribute("aria-label", name);
    made.append(...label.childNodes);
    const toggle = toggleOf(made);
    made.addEventListener("click", () => toggle.click());
    label.replaceWith(made);
    return made;
  }

  // Says whether what the label opens is open.
  function tellState(opener) {
    const toggle = toggleOf(opener);
    const tell = () => opener.setAttribute("aria-expanded", String(toggle.checked));
    toggle.addEventListener("change", tell);
    tell();
  }

  /* Header: where a drawer or the search closes, the keyboard returns to its button. */
  for (const [toggle, name] of [
    [drawer, "Danh mục"],
    [search, "Tìm kiếm"],
  ]) {
    const label = document.querySelector(`.md-header__button[for="${toggle.id}"]`);
    if (!label) continue;
    const opener = button(label, name);
    tellState(opener);
    const comeBack = () => {
      const { activeElement } = document;
      const isLost = activeElement === document.body || !isShown(activeElement);
      if (!toggle.checked && isLost && isShown(opener)) opener.focus();
    };
    // The theme takes the focus from its box only after it has closed it.
    toggle.addEventListener("change", () => setTimeout(comeBack));
  }

  search.addEventListener("change", () => {
    if (search.checked) document.querySelector(".md-search__input").focus();
  });

  /* Colours: three names of one switch, of which the theme shows one. */
  for (const option of document.querySelectorAll(".md-option")) {
    option.hidden = true; // the button says and does the same
    const label = option.nextElementSibling;
    const turn = button(label, label.title);
    turn.addEventListener("keydown", (event) => event.stopPropagation()); // the theme's own way
    turn.addEventListener("click", () => focusFirst(turn.form.querySelectorAll("button")));
  }

  /* Drawer: the keyboard goes into it, and it closes when the keyboard leaves it. */
  const focusable = "a[href], button";
  drawer.addEventListener("change", () => {
    if (drawer.checked) focusFirst(menu.querySelectorAll(focusable));
  });
  menu.addEventListener("focusout", ({ relatedTarget }) => {
    if (drawer.checked && relatedTarget && !menu.contains(relatedTarget)) drawer.click();
  });
  window.addEventListener("keydown", ({ key }) => {
    if (key === "Escape" && drawer.checked) drawer.click();
  });

  /* Levels of the menu: in the drawer one level covers the other, and its title leads back. */
  for (const label of menu.querySelectorAll("label.md-nav__link")) {
    const section = label.closest("li").querySelector(".md-ellipsis").textContent.trim();
    tellState(button(label, label.textContent.trim() ? "" : `Các mục trong ${section}`));
  }
  for (const title of menu.querySelectorAll('.md-nav__title:not([for="__drawer"])')) {
    const back = button(title, `${title.textContent.trim()}, trở lại mục trên`);
    const toggle = toggleOf(back);
    // Beside the text of a wide page the title is a heading and leads nowhere.
    const fit = () => {
      back.disabled = !narrow.matches;
    };
    narrow.addEventListener("change", fit);
    fit();
    toggle.addEventListener("change", () => {
      if (!narrow.matches) return;
      if (toggle.checked) back.focus();
      else focusFirst(toggle.parentElement.querySelectorAll(focusable));
    });
  }

  /* The theme turns pages at the keys p, n, "," and "." and opens the search at f, s and "/".
     Who dictates or presses a wrong key must not be thrown out of a page (WCAG 2.1.4). */
  window.addEventListener(
    "keydown",
    (event) => {
      const isTyping = event.target.closest?.("input, textarea, select, [contenteditable]");
      if (event.key.length === 1 && event.key !== " " && !isTyping && !search.checked) {
        event.stopPropagation();
      }
    },
    { capture: true },
  );
})();
