// What every page loads: theme, banner, marks on cards, keys. Everything here only adds:
// without this file the page is whole. What a reader marks stays in this browser.
(() => {
  "use strict";
  const root = document.documentElement;
  const modules = document.currentScript.dataset;
  const page = document.baseURI; // before any pushState
  const find = (selector, within = document) => within.querySelector(selector);
  const all = (selector, within = document) => [...within.querySelectorAll(selector)];
  const base = new URL(root.dataset.base, location.href);
  const home = new URL(root.dataset.home, location.href);
  const words = Object.assign({}, ...all("template[data-words]").map((each) => JSON.parse(each.dataset.words)));
  const say = (key, values = {}) => words[key].replace(/\{(\w+)\}/g, (_, name) => values[name] ?? "");

  // -- what is kept: `ah:<base path>:v1:<name>`, or in memory where the browser refuses ------------

  const PREFIX = `ah:${base.pathname}:v1:`;
  const MOST = 5000;
  const memory = new Map();

  function keep(name, value) {
    try {
      localStorage.setItem(PREFIX + name, JSON.stringify(value));
      memory.delete(name);
      return true;
    } catch {
      memory.set(name, value);
      return false;
    }
  }

  // What is not of the fallback's shape was not written by us, and counts as nothing.
  function kept(name, fallback) {
    if (memory.has(name)) return memory.get(name);
    try {
      const value = JSON.parse(localStorage.getItem(PREFIX + name));
      const fits = value !== null && typeof value === typeof fallback && Array.isArray(value) === Array.isArray(fallback);
      return fits ? value : fallback;
    } catch {
      return fallback;
    }
  }

  const MARKS = { star: "stars", read: "read", mute: "muted" };
  const marked = (mark, slug) => Object.hasOwn(kept(MARKS[mark], {}), slug);

  function mark(name, slug, on, value = 1) {
    const found = new Map(Object.entries(kept(MARKS[name], {})));
    found.delete(slug);
    if (on) found.set(slug, value);
    keep(MARKS[name], Object.fromEntries([...found].slice(name === "star" ? 0 : -MOST)));
  }

  // -- saying things ----------------------------------------------------------------------------

  function announce(text) {
    const status = find("[data-say]");
    status.textContent = "";
    setTimeout(() => { status.textContent = text; }, 50);
  }

  // -- cards ------------------------------------------------------------------------------------

  const slugOf = (card) => card.dataset.slug || card.id.replace(/\.(?:version|published|retracted|corrected)$/, "");
  const titleOf = (card) => find("h3 a", card) || find("h3", card);
  const authorLink = (name) => `${home.href}?${new URLSearchParams({ author: name })}`;
  const dayPath = (day) => new URL(`${day.replaceAll("-", "/")}/`, home).href;

  // Where a card's paper is found: its slug, and the day on which it was first met.
  const placeOf = (card) => (card.row
    ? [card.row[0], card.row[1]]
    : [slugOf(card), card.dataset.day ?? (find(".meta a time", card) ?? find(".meta time", card))?.dateTime ?? ""]);

  // What a starred paper needs to be listed again: a row as in data/recent.json.
  function rowOf(card) {
    if (card.row) return card.row;
    const names = all(".authors > a, .authors > p > a", card).map((link) => link.textContent);
    const count = Number(card.dataset.count) || names.length;
    const place = find(".place", card)?.textContent ?? "";
    const title = find("h3", card).cloneNode(true);
    for (const formula of all("math", title)) formula.replaceWith(formula.getAttribute("alttext") ?? formula.textContent);
    return [...placeOf(card), title.textContent, names.slice(0, count > names.length ? 3 : 6), count, place, "new", [], [], 0, 0];
  }

  const allMarks = () => Object.fromEntries(Object.entries(MARKS).map(([mark, name]) => [mark, kept(name, {})]));

  // `marks` read once serve many cards: each reading parses all of them.
  function show(card, marks = allMarks()) {
    const slug = slugOf(card);
    const has = (mark) => Object.hasOwn(marks[mark], slug);
    for (const button of all("[data-do]", card)) {
      if (button.dataset.do in MARKS) button.setAttribute("aria-pressed", String(has(button.dataset.do)));
    }
    card.toggleAttribute("data-read", has("read"));
    card.toggleAttribute("data-muted", has("mute"));
  }

  function addMarks(card) {
    if (find(".marks", card)) return;
    if (card.matches(".light")) unfold(card);
    find(".foot-row", card).append(find("template[data-marks]").content.cloneNode(true));
    show(card);
  }

  // A light card of a long day opens as one made from a row does.
  function unfold(card) {
    card.row = rowOf(card);
    (find(".body", card) ?? card).append(find(".foot-row", find("template[data-light]").content).cloneNode(true));
    openable(card);
  }

  const openable = (card) => find(".abstract", card).addEventListener("toggle", () => fill(card).catch(() => announce(words.failed)));

  // A card gets its buttons a screen before it comes into view: a page of 300 stays light.
  const coming = new IntersectionObserver((seen) => {
    for (const { isIntersecting, target } of seen) {
      if (!isIntersecting) continue;
      coming.unobserve(target);
      addMarks(target);
    }
  }, { rootMargin: "100% 0px" });

  // A card of an old day is a bare item: title, names with a line break behind each comma, where it
  // stands. Of many authors the first three and the last are named, and how many they are.
  function complete(card) {
    const [names, about] = all(":scope > p", card).slice(-2);
    const place = document.createElement("span");
    place.className = "place";
    const first = (about ?? names).firstChild;
    if (first?.nodeType === Node.TEXT_NODE) place.textContent = first.data.trim();
    if (place.textContent) first.replaceWith(place, " ");
    if (!about) return;
    names.className = "authors";
    for (const text of [...names.childNodes].filter((node) => node.nodeType === Node.TEXT_NODE)) {
      const many = text.data.match(/ … ([^]+) \((\d+)\)$/);
      if (many) card.dataset.count = many[2];
      const listed = text.data.slice(0, many?.index).split(",\n").flatMap((name, n) => [n ? ", " : "", linked(name)]);
      text.replaceWith(...listed, ...(many ? [" … ", linked(many[1]), ` (${many[2]})`] : []));
    }
  }

  const linked = (name) => (name ? Object.assign(document.createElement("a"), { textContent: name }) : "");

  function enhance(card, marks) {
    if (!find("h3", card)) return;
    if (card.parentElement?.matches(".old")) complete(card);
    for (const link of all(".authors a", card)) link.href = authorLink(link.textContent);
    show(card, marks);
    coming.observe(card);
  }

  const whenIdle = window.requestIdleCallback ?? ((work) => setTimeout(work, 50));

  // The first cards at once, the others in turns: a long day answers from the start.
  function enhanceAll(waiting) {
    const marks = allMarks();
    for (const card of waiting.splice(0, 20)) attempt(() => enhance(card, marks));
    if (waiting.length) whenIdle(() => enhanceAll(waiting));
  }

  async function fetchData(name) {
    const answer = await fetch(new URL(`data/${name}`, base));
    if (!answer.ok) throw new Error(`${name}: ${answer.status}`);
    const data = await answer.json();
    const { columns } = data;
    return columns ? { ...data, papers: columns[0].map((_, n) => columns.map((column) => column && column[n])) } : data;
  }

  // The whole paper behind a card made from a row: its abstract and its ways out.
  async function fill(card) {
    const [slug, day] = card.row;
    const paper = await (await load("archive")).recordOf(kit, slug, day);
    if (card.filled) return card.filled;
    card.filled = paper ?? {};
    const text = find(".abstract p", card);
    text.textContent = card.filled.abstract_text || card.filled.abstract || say("noAbstract");
    text.lang = card.filled.abstract && /^[\x00-\x7f]/.test(card.filled.abstract) ? "en" : root.lang;
    const links = card.filled.links ?? {};
    for (const kind of new Set(["source", "PDF", "DOI", ...Object.keys(links)])) {
      const address = links[kind];
      if (!/^https?:\/\//.test(address)) continue;
      const link = document.createElement("a");
      Object.assign(link, { href: address, rel: "noopener", textContent: words.links[kind] ?? kind });
      find(".actions", card).append(link);
    }
    return card.filled;
  }

  // Make a card from a row (`data_rows`), in the theme's template.
  function cardOf(row, number) {
    const [slug, day, title, authors, count, source, kind] = row;
    const card = find("template[data-light]").content.firstElementChild.cloneNode(true);
    card.className = "card";
    card.row = row;
    card.dataset.slug = slug;
    find(".numeral", card).textContent = `${String(number).padStart(2, "0")}.`;
    find(".place", card).textContent = source;
    Object.assign(find("time", card), { dateTime: day, textContent: day });
    find(".kind", card).textContent = words.kinds[kind] ?? "";
    const link = Object.assign(find("h3 a", card), { href: `${dayPath(day)}#${encodeURIComponent(slug)}`, textContent: title });
    link.lang = /[\u3400-\u9fff]/.test(title) ? "zh-CN" : "en";
    link.id = `found-${slug}`;
    find("article", card).setAttribute("aria-labelledby", link.id);
    const names = find(".authors", card);
    authors.forEach((name, n) => {
      const author = Object.assign(document.createElement("a"), { textContent: name });
      names.append(n ? words.comma : "", author);
    });
    if (count > authors.length) names.append(` … ${say("authors", { n: count })}`);
    openable(card);
    enhance(card);
    return card;
  }

  // -- what buttons do ----------------------------------------------------------------------------

  const source = (card) => all(".actions a, h3 a", card).find((link) => new URL(link.href).origin !== location.origin)?.href;

  function toggle(name, card) {
    const slug = slugOf(card);
    const on = !marked(name, slug);
    mark(name, slug, on, name === "star" ? rowOf(card) : 1);
    refresh();
    announce(words.said[`${name}${on ? "" : "Off"}`]);
  }

  function changeTheme() {
    const order = ["", "light", "dark"];
    const next = order[(order.indexOf(kept("theme", "")) + 1) % order.length];
    keep("theme", next);
    showTheme();
    announce(words.themes[next || "auto"]);
  }

  function showTheme() {
    const theme = kept("theme", "");
    if (theme === "light" || theme === "dark") root.dataset.theme = theme;
    else delete root.dataset.theme;
    const button = find("[data-do=theme]");
    if (button) button.textContent = words.themes[theme || "auto"];
  }

  function dismiss(banner) {
    keep("banner", [...new Set([...kept("banner", []), banner.dataset.id])].slice(-20));
    banner.hidden = true;
    find("#main").focus({ preventScroll: true });
  }

  // A dialog of the page's, made from its template when first asked for.
  function dialog(name) {
    if (!find(`dialog[data-${name}]`)) document.body.append(find(`template[data-${name}]`).content.cloneNode(true));
    const made = find(`dialog[data-${name}]`);
    if (!made.open) made.showModal();
    return made;
  }

  const actions = {
    star: (card) => toggle("star", card),
    read: (card) => toggle("read", card),
    mute: (card) => toggle("mute", card),
    theme: changeTheme,
    help: () => load("keys").then((keys) => keys.help(kit)),
    dismiss: (_, button) => dismiss(button.closest(".banner")),
  };

  for (const name of ["bib", "ris", "copy", "save"]) {
    actions[name] = (card, button) => load("cite").then((cite) => cite.act(kit, name, card, button)).catch(fail);
  }

  document.addEventListener("click", (event) => {
    const button = event.target.closest?.("[data-do]");
    const action = button && actions[button.dataset.do];
    if (action) action(button.closest(".card"), button);
    else if (event.target.closest?.(".card h3 a, .card .actions a")) {
      const card = event.target.closest(".card");
      mark("read", slugOf(card), true);
      show(card);
    }
  });

  // -- keys, which wait in radar-keys.js until one is pressed ----------------------------------------

  const KEYS = /^(?:[bcfghjkmnorstvx?/]|Escape)$/;

  let keys;

  function toSearch() {
    const field = find("[data-words-field]");
    if (!field) location.href = new URL("search/", home);
    const details = field?.closest("details");
    if (details) details.open = true;
    field?.focus();
  }

  function pressed(event) {
    if (event.isComposing || event.keyCode === 229 || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.defaultPrevented || find("dialog[open]") || kept("keys", "on") === "off") return;
    if (event.target.closest?.("input, textarea, select, [contenteditable]")) return;
    if (!KEYS.test(event.key)) return;
    if (event.key !== "Escape") event.preventDefault();
    if (event.key === "/") toSearch(); // at once: what is typed next belongs into the field
    else if (keys) keys.press(kit, event);
    else load("keys").then((module) => { keys = module; keys.press(kit, event); }).catch(fail);
  }

  // Esc hides the passage behind a marker, and moves nothing, until a marker is asked anew (WCAG 1.4.13).
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || "quiet" in root.dataset || !find(".cite:is(:hover, :focus-within) + q, .cite + q:hover")) return;
    root.dataset.quiet = "";
    event.preventDefault();
  });
  for (const kind of ["pointerover", "focusin"]) {
    document.addEventListener(kind, (event) => { if (event.target.closest?.(".cite")) delete root.dataset.quiet; });
  }
  document.addEventListener("keydown", pressed);

  // -- since the last visit -------------------------------------------------------------------------

  // One visit is one tab's session: what counts is the newest issue that an earlier one saw.
  function lastVisit() {
    const newest = root.dataset.newest ?? "";
    let before = kept("lastVisit", "");
    try {
      before = sessionStorage.getItem(`${PREFIX}before`) ?? before;
      sessionStorage.setItem(`${PREFIX}before`, before);
    } catch { /* refused: every page counts as a visit */ }
    if (newest > kept("lastVisit", "")) keep("lastVisit", newest);
    return before;
  }

  function showNew() {
    const place = find("[data-since]");
    const before = lastVisit();
    if (!place || !/^\d{4}-\d\d-\d\d$/.test(before)) return;
    const known = JSON.parse(place.dataset.since);
    const fresh = known.filter(([day]) => day > before);
    if (!fresh.length) return;
    const count = fresh.reduce((sum, [, papers]) => sum + papers, 0);
    const next = new Date(`${before}T00:00:00Z`);
    next.setUTCDate(next.getUTCDate() + 1);
    const more = fresh.length === known.length ? "+" : "";
    const link = Object.assign(document.createElement("a"), {
      href: `${home.href}?from=${next.toISOString().slice(0, 10)}`,
      textContent: say("since", { day: before, n: `${count}${more}` }),
    });
    place.append(link);
    place.hidden = false;
  }

  // -- start ----------------------------------------------------------------------------------------

  function refresh() {
    const marks = allMarks();
    for (const card of all("main .card")) show(card, marks);
    document.dispatchEvent(new CustomEvent("radar:marks"));
  }

  const loaded = new Map();
  // One promise for each module: what waits for it goes on in the order in which it was asked.
  const load = (name) => {
    if (!loaded.has(name)) {
      loaded.set(name, import(new URL(modules[name], page).href).catch((error) => { loaded.delete(name); throw error; }));
    }
    return loaded.get(name);
  };
  const fail = (error) => { console.warn(error); announce(words.failed); };
  const kit = {
    actions, all, announce, authorLink, base, cardOf, dialog, fail, fetchData, fill, find, home, keep, kept, lang: root.dataset.lang, mark, marked, modules, refresh, say, words,
    load, placeOf, show, slugOf, source, titleOf,
  };

  const attempt = (work) => { try { work(); } catch (error) { console.warn(error); } };

  attempt(showTheme);
  attempt(() => {
    const dismissed = kept("banner", []);
    for (const banner of all(".banner")) banner.hidden = dismissed.includes(banner.dataset.id);
  });
  for (const list of all("main .old")) {
    for (const card of list.children) {
      card.className = "card light";
      card.dataset.day = list.dataset.day ?? find("time", card).textContent;
    }
  }
  enhanceAll(all("main .card"));
  attempt(showNew);
  attempt(() => {
    const count = find("[data-days]");
    if (count) count.textContent = Math.max(2, Math.round((Date.now() - Date.parse(root.dataset.finished)) / 86_400_000));
  });
  window.addEventListener("storage", (event) => {
    if (event.key === null || event.key.startsWith(PREFIX)) { showTheme(); refresh(); }
  });
  root.dataset.ready = "";

  // The worker (sw.js) keeps the last days in the page's language for when there is no network.
  const { serviceWorker: workers } = navigator;
  if (modules.worker && workers) addEventListener("load", () => setTimeout(() => {
    workers.register(new URL(modules.worker, page), { updateViaCache: "none" }).then(() => workers.ready)
      .then(({ active }) => active.postMessage(root.dataset.lang)).catch(() => {}); // a browser may refuse
  }, 1000));

  // A page's own module; home's waits until its bar is used or the address asks for something.
  const place = find("[data-module]");
  const begin = () => load(place.dataset.module).then((module) => module.start(kit)).catch(fail);
  const isLazy = place?.hasAttribute("data-lazy") && !location.search;
  if (place && !isLazy) begin();
  else if (place) {
    place.addEventListener("click", (event) => {
      const target = event.target.closest("button, summary");
      if (!target) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      begin().then(() => target.click());
    }, { capture: true, once: true });
  }
})();
