// What can be done with a table or chart, taken from the page of its table into a dialog.

function button(text, act) {
  const made = document.createElement("button");
  made.type = "button";
  made.className = "md-button";
  made.textContent = text;
  made.addEventListener("click", () => act(made));
  return made;
}

// Tells of it on the button, which a screen reader has just spoken.
async function copy(text, pressed) {
  await navigator.clipboard.writeText(text);
  pressed.textContent = "Đã chép";
}

function share(title, url) {
  navigator.share({ title, url }).catch(() => {}); // the reader may close it
}

async function found(address) {
  const [url, id] = address.split("#");
  const answer = await fetch(url);
  if (!answer.ok) throw new Error(answer.statusText);
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const part = page.getElementById(id);
  if (!part) throw new Error(id);
  for (const link of part.querySelectorAll("a")) {
    link.href = new URL(link.getAttribute("href"), url).href;
  }
  return part;
}

function dialogOf(part) {
  const dialog = document.createElement("dialog");
  const title = document.createElement("h2");
  dialog.className = "hop-dung-hinh md-typeset";
  title.id = "ten-dung-hinh";
  title.textContent = part.querySelector("summary").textContent;
  dialog.setAttribute("aria-labelledby", title.id);
  dialog.append(title, part.querySelector("ul"));
  dialog.addEventListener("close", () => dialog.remove());
  dialog.addEventListener("click", (event) => event.target === dialog && dialog.close());
  return dialog;
}

export async function open(address) {
  const dialog = dialogOf(await found(address));
  const own = dialog.querySelector(".dia-chi a").href;
  const title = dialog.querySelector("h2").textContent;
  const buttons = document.createElement("p");
  if (navigator.clipboard) {
    buttons.append(button("Chép liên kết", (pressed) => copy(own, pressed)));
    for (const text of dialog.querySelectorAll("pre, q")) {
      text.after(button("Chép", (pressed) => copy(text.textContent, pressed)));
    }
  }
  if (navigator.share) buttons.append(button("Chia sẻ", () => share(title, own)));
  buttons.append(button("Đóng", () => dialog.close()));
  dialog.querySelector("h2").after(buttons);
  document.body.append(dialog);
  dialog.showModal();
}
