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

  // What a starred paper needs to be listed again: a row as in data/recent.json.
  function rowOf(card) {
    if (card.row) return card.row;
    const names = all(".authors > a, .authors > p > a", card).map((link) => link.textContent);
    const place = find(".place", card)?.textContent ?? "";
    const title = find("h3", card).cloneNode(true);
    for (const formula of all("math", title)) formula.replaceWith(formula.getAttribute("alttext") ?? formula.textContent);
    const day = find(".meta time", card)?.dateTime ?? "";
    return [slugOf(card), day, title.textContent, names.slice(0, 6), names.length, place, "new", [], [], 0, 0];
  }

  function show(card) {
    const slug = slugOf(card);
    for (const button of all("[data-do]", card)) {
      if (button.dataset.do in MARKS) button.setAttribute("aria-pressed", String(marked(button.dataset.do, slug)));
    }
    card.toggleAttribute("data-read", marked("read", slug));
    card.toggleAttribute("data-muted", marked("mute", slug));
  }

  function addMarks(card) {
    if (find(".marks", card)) return;
    find(".foot-row", card).append(find("template[data-marks]").content.cloneNode(true));
    show(card);
  }

  // A card gets its buttons a screen before it comes into view: a page of 300 stays light.
  const coming = new IntersectionObserver((seen) => {
    for (const { isIntersecting, target } of seen) {
      if (!isIntersecting) continue;
      coming.unobserve(target);
      addMarks(target);
    }
  }, { rootMargin: "100% 0px" });

  function enhance(card) {
    if (!find("article", card)) return;
    for (const link of all(".authors a", card)) link.href = authorLink(link.textContent);
    show(card);
    coming.observe(card);
  }

  const days = new Map();

  function dayData(day) {
    if (!days.has(day)) days.set(day, fetchData(`days/${day}.json`).catch((error) => { days.delete(day); throw error; }));
    return days.get(day);
  }

  async function fetchData(name) {
    const answer = await fetch(new URL(`data/${name}`, base));
    if (!answer.ok) throw new Error(`${name}: ${answer.status}`);
    return answer.json();
  }

  // The whole paper behind a card made from a row: its abstract and its ways out.
  async function fill(card) {
    const paper = (await dayData(card.row[1])).papers.find((each) => each.slug === card.row[0]);
    if (card.filled) return card.filled;
    card.filled = paper ?? {};
    const text = find(".abstract p", card);
    text.textContent = card.filled.abstract || say("noAbstract");
    text.lang = card.filled.abstract && /^[\x00-\x7f]/.test(card.filled.abstract) ? "en" : root.lang;
    const links = card.filled.links ?? {};
    for (const kind of new Set(["source", "PDF", "DOI", ...Object.keys(links)])) {
      const address = links[kind];
      if (!/^https?:\/\//.test(address)) continue;
      const link = document.createElement("a");
      Object.assign(link, { href: address, rel: "noopener", textContent: `${words.links[kind] ?? kind} ↗` });
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
    find(".abstract", card).addEventListener("toggle", () => fill(card).catch(() => announce(words.failed)));
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

  async function copy(card) {
    const [, day, title, names, count] = rowOf(card);
    if (card.row) await fill(card).catch(() => undefined);
    const people = names.join(", ") + (count > names.length ? " et al." : "");
    const address = source(card) ?? `${dayPath(day)}#${slugOf(card)}`;
    try {
      await navigator.clipboard.writeText([title, people, address].filter(Boolean).join("\n"));
      announce(words.said.copy);
    } catch {
      announce(words.said.copyRefused);
    }
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

  let help;

  function openHelp() {
    if (!help) {
      document.body.append(find("template[data-help]").content.cloneNode(true));
      help = find("dialog[data-keys]");
      const box = find("input", help);
      box.addEventListener("change", () => keep("keys", box.checked ? "on" : "off"));
    }
    find("input", help).checked = kept("keys", "on") !== "off";
    if (!help.open) help.showModal();
  }

  const actions = {
    star: (card) => toggle("star", card),
    read: (card) => toggle("read", card),
    mute: (card) => toggle("mute", card),
    copy,
    theme: changeTheme,
    help: openHelp,
    dismiss: (_, button) => dismiss(button.closest(".banner")),
  };

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

  // -- keys ---------------------------------------------------------------------------------------

  let current = null;
  const cards = () => all("main .card").filter((card) => find("h3", card) && card.getClientRects().length);

  function move(step) {
    const found = cards();
    const here = found.indexOf(document.activeElement.closest?.(".card") ?? current);
    current = found[here < 0 ? (step > 0 ? 0 : found.length - 1) : Math.min(Math.max(here + step, 0), found.length - 1)];
    if (!current) return;
    const title = titleOf(current);
    if (title.tagName === "H3") title.tabIndex = -1;
    title.focus();
    current.scrollIntoView({ block: "nearest" });
  }

  function openAbstract(card) {
    const abstract = find("details.abstract", card);
    if (abstract) abstract.open = !abstract.open;
    else titleOf(card).click();
  }

  async function openSource(card) {
    if (card.row) await fill(card).catch(() => undefined);
    const address = source(card);
    if (address) window.open(address, "_blank", "noopener");
    mark("read", slugOf(card), true);
    show(card);
  }

  const ON_CARD = {
    o: openAbstract, v: openSource, s: actions.star, f: actions.star, m: actions.read, x: actions.mute, c: copy,
  };
  const PLACES = { h: "", b: "briefings/", t: "topics/", s: "starred/", r: "my-radar/" };
  let isGoing = 0;

  function pressed(event) {
    if (event.isComposing || event.keyCode === 229 || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.defaultPrevented || find("dialog[open]") || kept("keys", "on") === "off") return;
    if (event.target.closest?.("input, textarea, select, [contenteditable]")) return;
    const key = event.key;
    const go = Date.now() - isGoing < 1500;
    isGoing = 0;
    if (go && key in PLACES) location.href = new URL(PLACES[key], home);
    else if (key === "g") isGoing = Date.now();
    else if (key === "j" || key === "k") move(key === "j" ? 1 : -1);
    else if (key === "?") openHelp();
    else if (key === "n") find("[data-batch]")?.click();
    else if (key === "/") {
      const field = find("[data-words-field]");
      if (field) field.closest("details").open = true;
      if (field) field.focus();
      else location.href = new URL("search/", home);
    } else if (key === "Escape") document.activeElement.blur?.();
    else if (key in ON_CARD) {
      const card = document.activeElement.closest?.(".card") ?? current;
      if (!card?.isConnected) return;
      ON_CARD[key](card);
    } else return;
    event.preventDefault();
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
    for (const card of all("main .card")) show(card);
    document.dispatchEvent(new CustomEvent("radar:marks"));
  }

  const kit = {
    all, announce, authorLink, base, cardOf, fetchData, find, home, keep, kept, lang: root.dataset.lang, mark, marked, modules, refresh, say, words,
    load: (name) => import(new URL(modules[name], page).href),
  };


  const attempt = (work) => { try { work(); } catch (error) { console.warn(error); } };

  attempt(showTheme);
  attempt(() => {
    const dismissed = kept("banner", []);
    for (const banner of all(".banner")) banner.hidden = dismissed.includes(banner.dataset.id);
  });
  for (const card of all("main .card")) attempt(() => enhance(card));
  attempt(showNew);
  window.addEventListener("storage", (event) => {
    if (event.key === null || event.key.startsWith(PREFIX)) { showTheme(); refresh(); }
  });
  root.dataset.ready = "";

  // A page's own module; home's waits until its bar is used or the address asks for something.
  const place = find("[data-module]");
  const begin = () => kit.load(place.dataset.module).then((module) => module.start(kit)).catch((error) => {
    console.warn(error);
    announce(words.failed);
  });
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
