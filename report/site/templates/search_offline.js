// The search of a copy that is opened from disk, where a browser starts no workers and
// fetches no files: the scripts and the indexes are in this script.
"use strict";

window.offlineSearch = {
  panel: () => import({{ panel }}),
  worker() {
    // The theme's messages, as in search-worker.js.
    const READY = 1;
    const QUERY = 2;
    const RESULT = 3;
    const worker = new EventTarget();
    const answer = (data) => worker.dispatchEvent(new MessageEvent("message", { data }));
    const scopes = { "": {{ data }}, manual: {{ manual }} };
    const loading = import({{ engine }});
    const searches = {};
    loading.then(
      () => answer({ type: READY }),
      (error) => answer({ type: "failed", data: String(error) }),
    );
    worker.postMessage = async ({ type, data, scope = "", section }) => {
      if (type !== QUERY) return;
      const { createSearch } = await loading;
      searches[scope] ??= createSearch(scopes[scope]);
      answer({ type: RESULT, data: searches[scope](data, section) });
    };
    worker.terminate = () => {};
    return worker;
  },
};
