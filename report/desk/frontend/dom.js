// Elements, messages and dialogs: what all panels use.

// An element with properties (`class`, `text`, `on…`, `aria-…`, `data-…`; null or false leaves one
// out) and children. Texts are texts: nothing here reads HTML.
export function h(tag, properties = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (value === null || value === undefined || value === false) continue;
    if (name === "text") element.textContent = value;
    else if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (name === "value") element.value = value;
    else element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children.flat().filter((child) => child !== null && child !== undefined));
  return element;
}

// Say something to who does not see the place where it happened.
export function announce(text) {
  const place = document.getElementById("noi");
  place.textContent = "";
  requestAnimationFrame(() => (place.textContent = text));
}

// A message that stays a while at the foot of the window, and is announced; `kind`: "loi" or "";
// `action` is what can be done about it, [text, act].
export function notice(text, kind = "", action = null) {
  const place = document.getElementById("thong-bao");
  const close = h("button", { type: "button", text: "Đã rõ", onclick: () => place.replaceChildren() });
  const act = action && h("button", { type: "button", class: "viec", text: action[0], onclick: () => (place.replaceChildren(), action[1]()) });
  place.replaceChildren(h("p", { class: `thong-bao ${kind}` }, h("span", { text }), act, close));
}

// Whether a message stands there that something can be done about.
export const hasAction = () => Boolean(document.querySelector("#thong-bao .viec"));

// A dialog: `fill(form, close)` puts in its fields, `actions` are [text, value, isMain]. Gives the
// value of the action chosen, or null where it was closed; `check(value)` may refuse with false.
export function ask(title, fill, actions, check = () => true) {
  return new Promise((resolve) => {
    const opener = document.activeElement;
    const id = `ten-hop-${document.querySelectorAll("dialog").length}`; // one may stand on another
    const form = h("form", { method: "dialog", novalidate: true });
    const buttons = actions.map(([text, value, isMain]) =>
      h("button", { type: isMain ? "submit" : "button", value, class: isMain ? "chinh" : null, text }),
    );
    const box = h(
      "dialog",
      { "aria-labelledby": id },
      h("h2", { id, text: title }),
      form,
    );
    const close = (value) => {
      box.close();
      box.remove();
      opener?.focus?.();
      resolve(value);
    };
    const choose = async (value) => {
      if (await check(value, form)) close(value);
    };
    form.append(h("div", { class: "noi-dung-hop" }), h("div", { class: "nut-hop" }, buttons));
    fill(form.firstChild, close);
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      choose(event.submitter?.value ?? buttons.find((one) => one.type === "submit")?.value);
    });
    for (const button of buttons.filter((one) => one.type === "button"))
      button.addEventListener("click", () => choose(button.value));
    box.addEventListener("cancel", (event) => {
      event.preventDefault();
      close(null);
    });
    document.body.append(box);
    box.showModal();
    // Nothing to fill in: the keyboard begins at the button, and not in a frame, which keeps Escape.
    if (!form.querySelector("input, textarea, select")) buttons.find((one) => one.type === "submit")?.focus();
  });
}

// A labelled field of a form, with a line that explains it and a place for what is wrong in it.
export function field(label, input, explained = "") {
  const id = input.id || `truong-${label.length}-${document.querySelectorAll("[id^=truong]").length}`;
  input.id = id;
  input.setAttribute("aria-describedby", `${id}-them ${id}-sai`);
  return h(
    "div",
    { class: "truong" },
    h("label", { for: id, text: label }),
    input,
    h("small", { id: `${id}-them`, text: explained }),
    h("p", { id: `${id}-sai`, class: "sai", role: "alert" }),
  );
}

// Write what is wrong under a field, or take it away.
export function wrong(input, text) {
  document.getElementById(`${input.id}-sai`).textContent = text;
  input.toggleAttribute("aria-invalid", Boolean(text));
  if (text) input.setAttribute("aria-invalid", "true");
  return !text;
}
