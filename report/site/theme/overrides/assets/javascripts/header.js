/* What stands in the header for scripts alone, made here and not in each page, and, before anything
   is seen, the colours that were chosen. The theme (Material 9.8.1: partials/palette.html, search.html,
   javascripts/base.html and palette.html) has all of it in each page; as a file it comes once, and no
   page has a script of its own in it. */
var __md_scope = new URL("../../", document.currentScript.src)
var __md_get = (key, store = localStorage, scope = __md_scope) =>
  JSON.parse(store.getItem(`${scope.pathname}.${key}`))
var __md_set = (key, value, store = localStorage, scope = __md_scope) => {
  try {
    store.setItem(`${scope.pathname}.${key}`, JSON.stringify(value))
  } catch {} // a browser may keep nothing
}
{
  const icon = (path) => `<svg viewBox="0 0 24 24" aria-hidden="true"><path d="${path}"/></svg>`
  const button = "md-header__button md-icon"

  /* The choice of colours: what the machine asks for, light, dark. Each has the way to the next. */
  const sun = "20 8.69V4h-4.69L12 .69 8.69 4H4v4.69L.69 12 4 15.31V20h4.69L12 23.31 15.31 20H20"
  const choices = [
    ["(prefers-color-scheme)", "default", "Chuyển sang giao diện sáng",
      `m14.3 16-.7-2h-3.2l-.7 2H7.8L11 7h2l3.2 9zM${sun}v-4.69L23.31 12zm-9.15 3.96h2.3L12 9z`],
    ["(prefers-color-scheme: light)", "default", "Chuyển sang giao diện tối",
      `M12 18a6 6 0 0 1-6-6 6 6 0 0 1 6-6 6 6 0 0 1 6 6 6 6 0 0 1-6 6m8-2.69L23.31 12 ${sun}z`],
    ["(prefers-color-scheme: dark)", "slate", "Chuyển sang giao diện theo máy",
      "M2 12a10 10 0 0 0 13 9.54 10 10 0 0 1 0-19.08A10 10 0 0 0 2 12"],
  ]
  const choice = ([media, scheme, name, path], at) =>
    `<input class="md-option" data-md-color-media="${media}" data-md-color-scheme="${scheme}" ` +
    `data-md-color-primary="custom" data-md-color-accent="custom" aria-label="${name}" type="radio" ` +
    `name="__palette" id="__palette_${at}"><label class="${button}" title="${name}" ` +
    `for="__palette_${(at + 1) % choices.length}" hidden>${icon(path)}</label>`
  const palette = document.querySelector("[data-md-component=palette]")
  if (palette) palette.innerHTML = choices.map(choice).join("") // a bare page has none

  /* The search. What is different from the theme's: the dialog and the results have names, the
     number of results is announced, and the form is not called "search", because by that name the
     theme fetches the whole index on every page (search.js does it when the box is used). */
  const magnify = "M9.5 3A6.5 6.5 0 0 1 16 9.5c0 1.61-.59 3.09-1.56 4.23l.27.27h.79l5 5-1.5 1.5-5-5" +
    "v-.79l-.27-.27A6.52 6.52 0 0 1 9.5 16 6.5 6.5 0 0 1 3 9.5 6.5 6.5 0 0 1 9.5 3m0 2C7 5 5 7 5 9.5" +
    "S7 14 9.5 14 14 12 14 9.5 12 5 9.5 5"
  const back = "M20 11v2H8l5.5 5.5-1.42 1.42L4.16 12l7.92-7.92L13.5 5.5 8 11z"
  const close = "M19 6.41 17.59 5 12 10.59 6.41 5 5 6.41 10.59 12 5 17.59 6.41 19 12 13.41 17.59 19 19" +
    " 17.59 13.41 12z"
  if (palette) document.currentScript.insertAdjacentHTML("beforebegin", `\
<div class="md-search" data-md-component="search" role="dialog" aria-label="Tìm kiếm">
<label class="md-search__overlay" for="__search"></label>
<div class="md-search__inner" role="search">
<form class="md-search__form">
<input type="text" class="md-search__input" name="query" aria-label="Tìm kiếm" aria-describedby="tim-kiem-cach-dung" placeholder="Tìm kiếm" autocapitalize="off" autocorrect="off" autocomplete="off" spellcheck="false" enterkeyhint="search" data-md-component="search-query" required>
<label class="md-search__icon md-icon" for="__search">${icon(magnify)}${icon(back)}</label>
<nav class="md-search__options" aria-label="Tìm kiếm">
<button type="reset" class="md-search__icon md-icon" title="Xoá" aria-label="Xoá" tabindex="-1">${icon(close)}</button>
</nav>
</form>
<p id="tim-kiem-cach-dung" hidden>Gõ có dấu hoặc không dấu. Phím mũi tên lên, xuống chọn kết quả; phím Enter mở kết quả.</p>
<div class="md-search__output">
<div class="md-search__scrollwrap" tabindex="0" role="region" aria-label="Kết quả tìm kiếm" data-md-scrollfix>
<div class="md-search-result" data-md-component="search-result">
<div class="md-search-result__meta" role="status" data-loading="Đang tải dữ liệu tìm kiếm…" data-failed="Không tải được dữ liệu tìm kiếm. Hãy bấm lại vào ô tìm kiếm để thử lại.">Nhập để bắt đầu tìm kiếm</div>
<ol class="md-search-result__list" role="presentation"></ol>
</div>
</div>
</div>
</div>
</div>`)

  // Where nothing was chosen, the theme asks the machine; on a bare page it is not there.
  const asked = palette ? undefined : { media: "(prefers-color-scheme)" }
  const colour = __md_get("__palette")?.color ?? asked
  if (colour) {
    if (colour.media === "(prefers-color-scheme)") {
      const light = matchMedia("(prefers-color-scheme: light)").matches
      ;[colour.media, colour.scheme] = choices[light ? 1 : 2]
    }
    for (const [name, value] of Object.entries(colour)) {
      document.body.setAttribute(`data-md-color-${name}`, value)
    }
  }
}
