/* Before anything is seen: what the theme's scripts keep in a browser, and the colours that were
   chosen. The theme (Material 9.8.1, partials/javascripts/base.html and palette.html) has both in
   each page; as a file they come once, and no page has a script of its own in it. */
var __md_scope = new URL("../../", document.currentScript.src)
var __md_get = (key, store = localStorage, scope = __md_scope) =>
  JSON.parse(store.getItem(`${scope.pathname}.${key}`))
var __md_set = (key, value, store = localStorage, scope = __md_scope) => {
  try {
    store.setItem(`${scope.pathname}.${key}`, JSON.stringify(value))
  } catch {} // a browser may keep nothing
}
{
  const colour = __md_get("__palette")?.color
  if (colour) {
    if (colour.media === "(prefers-color-scheme)") {
      const scheme = matchMedia("(prefers-color-scheme: light)").matches ? "light" : "dark"
      const chosen = document.querySelector(`[data-md-color-media='(prefers-color-scheme: ${scheme})']`)
      for (const name of Object.keys(colour)) colour[name] = chosen.getAttribute(`data-md-color-${name}`)
    }
    for (const [name, value] of Object.entries(colour)) {
      document.body.setAttribute(`data-md-color-${name}`, value)
    }
  }
}
