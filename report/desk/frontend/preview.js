// The page beside the editor as it will look: with the text that is being typed, as wide as a phone
// or a desktop's window.

const WIDTHS = { "may-tinh": 1280, "dien-thoai": 390 };
const CONTENT = "article.md-content__inner";

const frame = () => document.getElementById("trang");
let width = "";
let watching = null;

// The article of a page, where the frame shows it.
export function articleOf(url) {
  const { contentDocument, contentWindow } = frame();
  return decodeURI(contentWindow.location.pathname) === url ? contentDocument.querySelector(CONTENT) : null;
}

// Show the page's article out of the HTML of a whole page; scrolled as it was.
export function showText(url, html) {
  const old = articleOf(url);
  const made = new DOMParser().parseFromString(html, "text/html").querySelector(CONTENT);
  if (!old || !made) return;
  old.replaceChildren(...[...made.childNodes].map((node) => old.ownerDocument.adoptNode(node)));
  for (const figure of old.querySelectorAll(".so[data-nguon]")) figure.tabIndex = 0;
}

// Have the page as wide as it is on a device; "" is as wide as its frame.
export function setWidth(name) {
  width = name;
  fit();
  watching ??= new ResizeObserver(fit);
  watching.observe(frame().parentElement);
}

export const shownWidth = () => width;

function fit() {
  const element = frame();
  const room = element.parentElement;
  const wide = WIDTHS[width];
  room.classList.toggle("co-rong", Boolean(wide));
  if (!wide) {
    for (const name of ["width", "height", "transform"]) element.style[name] = "";
    return;
  }
  const scale = Math.min(1, room.clientWidth / wide);
  element.style.width = `${wide}px`;
  element.style.height = `${room.clientHeight / scale}px`;
  element.style.transform = scale < 1 ? `scale(${scale})` : "";
}
