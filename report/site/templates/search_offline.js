{#- See report/site/offline.py. -#}
// The search of a copy that is opened from disk, where a browser starts no workers and
// fetches no files: the engine and the index are in this script.
"use strict";

window.offlineWorker = () => {
  // The theme's messages, as in search-worker.js.
  const READY = 1;
  const QUERY = 2;
  const RESULT = 3;
  const worker = new EventTarget();
  const answer = (data) => worker.dispatchEvent(new MessageEvent("message", { data }));
  const loading = import({{ engine }}).then(({ createSearch }) => createSearch({{ docs }}));
  loading.then(
    () => answer({ type: READY }),
    (error) => answer({ type: "failed", data: String(error) }),
  );
  worker.postMessage = async ({ type, data }) => {
    if (type !== QUERY) return;
    const search = await loading;
    answer({ type: RESULT, data: { items: search(data) } });
  };
  worker.terminate = () => {};
  return worker;
};
