// What has to be so before anything is painted, for which theme.js comes too late: the colours that
// a reader has chosen, and room for the word that the data is old. Small, since the page waits for it.
(() => {
  "use strict";
  const STALE = 36 * 3_600_000;
  const root = document.documentElement;
  try {
    const base = new URL(root.dataset.base, location.href).pathname;
    const theme = JSON.parse(localStorage.getItem(`ah:${base}:v1:theme`));
    if (theme === "light" || theme === "dark") root.dataset.theme = theme;
  } catch { /* refused, or not ours */ }
  if (Date.now() - Date.parse(root.dataset.finished) > STALE) root.dataset.stale = "";
})();
