// The worker behind the theme's search box, started by search.js when the box is first used.
// The engine and an index come at the same time, from this site alone: that of what citizens
// look for, or that of the editors' manual.

// The theme's messages; it sends the index too (0), which it is kept from fetching.
const READY = 1;
const QUERY = 2;
const RESULT = 3;
const INDEXES = { "": "search_index.json", manual: "bien-tap.json" };

const engine = import("./search-engine.js");
const searches = {};

async function load(scope) {
  const fetched = fetch(new URL(`../../search/${INDEXES[scope]}`, import.meta.url));
  const [{ createSearch }, response] = await Promise.all([engine, fetched]);
  if (!response.ok) throw new Error(`search index: ${response.status}`);
  return createSearch(await response.json());
}

function search(scope) {
  searches[scope] ??= load(scope);
  return searches[scope];
}

const failed = (error) => self.postMessage({ type: "failed", data: String(error) });

// Which index comes first is in the address of the worker.
search(new URL(self.location).searchParams.get("scope") ?? "").then(
  () => self.postMessage({ type: READY }),
  failed,
);

self.addEventListener("message", async ({ data: { type, data, scope = "", section } }) => {
  if (type !== QUERY) return;
  try {
    const answer = await search(scope);
    self.postMessage({ type: RESULT, data: answer(data, section) });
  } catch (error) {
    failed(error);
  }
});
