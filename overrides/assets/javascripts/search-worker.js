// The worker behind the theme's search box, started by search.js when the box is first used.
// The index and the engine come at the same time, from this site alone.

// The theme's messages; it sends the index too (0), which it is kept from fetching.
const READY = 1;
const QUERY = 2;
const RESULT = 3;

async function load() {
  const fetched = fetch(new URL("../../search/search_index.json", import.meta.url));
  const [{ createSearch }, response] = await Promise.all([import("./search-engine.js"), fetched]);
  if (!response.ok) throw new Error(`search index: ${response.status}`);
  return createSearch((await response.json()).docs);
}

const loading = load();
loading.then(
  () => self.postMessage({ type: READY }),
  (error) => self.postMessage({ type: "failed", data: String(error) }),
);

self.addEventListener("message", async ({ data: { type, data } }) => {
  if (type !== QUERY) return;
  const search = await loading;
  self.postMessage({ type: RESULT, data: { items: search(data) } });
});
