/* What can be done with a table or chart opens in place; the link leads there where that fails. */
document.addEventListener("click", async (event) => {
  const link = event.target.closest?.("a.dung-hinh");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  try {
    const menu = await import("./figure-menu.js");
    await menu.open(link.href);
  } catch {
    location.href = link.href;
  }
});
