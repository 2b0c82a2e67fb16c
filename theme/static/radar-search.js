// Search over the whole archive: Pagefind's indexes, one for each period (data/search/), the newest
// first. What a reader types is taken apart as publish/search_words.py takes texts apart. Titles and
// texts of strangers are put into the page as text, never as HTML.

const MANY = ["topic", "source", "field", "year", "type"];
const ONE = ["q", "sort"];
const VALID = { sort: /^date$/, year: /^\d{4}$/, type: /^(?:paper|briefing)$/ };
const LONGEST = 200;
const PER_PAGE = 10;
const EVERY = "qqevery";
const AROUND = 110;
const KIND = 6; // where a row says how the paper came
const UNSPACED = "\\u2e80-\\u2fdf\\u3005-\\u3007\\u3040-\\u30ff\\u3400-\\u4dbf\\u4e00-\\u9fff\\uf900-\\ufaff\\u{20000}-\\u{3ffff}";
const TOKEN = new RegExp(`[${UNSPACED}]+|(?:(?![${UNSPACED}])[\\p{L}\\p{N}])+`, "gu");
const IS_UNSPACED = new RegExp(`^[${UNSPACED}]`, "u");

export function parse(search) {
  const given = new URLSearchParams(search);
  const good = (key) => (value) => value && (!VALID[key] || VALID[key].test(value));
  const read = (key) => given.getAll(key).map((value) => value.trim().slice(0, LONGEST)).filter(good(key));
  const query = {};
  for (const key of MANY) if (read(key).length) query[key] = [...new Set(read(key))];
  for (const key of ONE) if (read(key).length) [query[key]] = read(key);
  return query;
}

export function write(query) {
  const pairs = [...ONE, ...MANY].flatMap((key) => [query[key] ?? []].flat().map((value) => [key, value]));
  return pairs.length ? `?${new URLSearchParams(pairs)}` : "";
}

// What is asked of which index, `[lang, term]` each, all of which must be found; the first gives the
// order. Words of spaced scripts go to `en`, together and then each alone in quotes: without, Pagefind takes
// a word that it does not know for a shorter one. Han and kana go to `zh`, one after the other as they stand.
export function ask(q) {
  const tokens = (q ?? "").normalize("NFKC").match(TOKEN) ?? [];
  const runs = tokens.filter((token) => IS_UNSPACED.test(token)).map((run) => ["zh", `"${[...run].join(" ")}"`]);
  const spaced = tokens.filter((token) => !IS_UNSPACED.test(token)).map((word) => word.slice(0, 40));
  const terms = [...(spaced.length ? [["en", spaced.join(" ")]] : []), ...spaced.map((word) => ["en", `"${word}"`]), ...runs];
  return { terms: terms.length ? terms : [["en", EVERY]], words: tokens, isEmpty: !tokens.length, isHan: runs.length > 0 };
}

// A pattern for the words to mark; an English word's ending does not count.
export function finder(words) {
  const plain = (word) => word.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
  const parts = words.map((word) => {
    if (IS_UNSPACED.test(word)) return plain(word);
    const stem = word.length > 4 ? word.replace(/(?:ies|ing|es|ed|s|y|e)$/i, "") : word;
    return `(?<![\\p{L}\\p{N}])${plain(stem)}[\\p{L}\\p{N}]*`;
  });
  return parts.length ? new RegExp(parts.join("|"), "giu") : null;
}

// The part of a text around the first word found in it.
export function around(text, pattern) {
  const at = pattern ? text.search(pattern) : -1;
  if (at < AROUND || text.length <= 3 * AROUND) return text.length > 3 * AROUND ? `${cut(text.slice(0, 2 * AROUND))}…` : text;
  const start = text.indexOf(" ", at - AROUND) + 1 || at - AROUND;
  const from = start > at ? at - AROUND : start;
  const end = from + 2 * AROUND;
  return `…${end < text.length ? `${cut(text.slice(from, end))}…` : text.slice(from)}`;
}

const cut = (text) => text.replace(/\s+\S*$/, "") || text;

export function marked(text, pattern) {
  const nodes = [];
  let done = 0;
  for (const found of pattern ? text.matchAll(pattern) : []) {
    if (!found[0]) continue;
    const mark = document.createElement("mark");
    mark.textContent = found[0];
    nodes.push(text.slice(done, found.index), mark);
    done = found.index + found[0].length;
  }
  return [...nodes, text.slice(done)];
}

// -- the archive ------------------------------------------------------------------------------------

// The indexes of one language, opened one after the other. Pagefind keeps one program for a module:
// another language, whose words end otherwise, needs a module of its own.
export class Indexes {
  constructor(kit, overview, lang) {
    this.lang = lang;
    this.folder = new URL("data/search/", kit.base);
    this.periods = overview.periods;
    this.opened = new Map();
    this.instance = null;
  }

  path(number) {
    return new URL(`${this.periods[number].name}/${this.lang}/`, this.folder).pathname;
  }

  // Each once, however many ask; one that did not come is asked for again.
  add(number) {
    if (!this.opened.has(number)) {
      this.opened.set(number, this.load(number).catch((error) => { this.opened.delete(number); throw error; }));
    }
    return this.opened.get(number);
  }

  async load(number) {
    const { tag } = this.periods[number];
    if (!tag) return;
    if (this.instance) await (await this.instance).mergeIndex(this.path(number), { language: this.lang, metaCacheTag: tag });
    else await (this.instance = this.begin(number, tag).catch((error) => { this.instance = null; throw error; }));
  }

  async begin(number, metaCacheTag) {
    const { createInstance } = await import(new URL(`pagefind.js?${this.lang}`, this.folder).href);
    const made = createInstance({ basePath: this.path(number), metaCacheTag, noWorker: true });
    await made.init();
    return made;
  }

  // Score what holds a term, by key.
  async find(term, filters) {
    const { results } = this.instance ? await (await this.instance).search(term, { filters }) : { results: [] };
    return new Map(results.map(({ id, score }) => [id, score]));
  }
}

// Opens indexes as they are needed, and finds what holds all terms.
export class Archive {
  constructor(kit, overview) {
    this.languages = Object.fromEntries(["en", "zh"].map((lang) => [lang, new Indexes(kit, overview, lang)]));
    this.numbers = new Map(overview.periods.map(({ name }, number) => [name, number]));
    this.lost = new Set(); // periods whose index did not load
  }

  // A period whose index does not load is left out; where none loads, that is an error.
  async open(langs, periods) {
    const failed = await Promise.all(periods.map(async (number) => {
      try {
        await Promise.all(langs.map((lang) => this.languages[lang].add(number)));
        this.lost.delete(number);
        return null;
      } catch (error) {
        this.lost.add(number);
        return error;
      }
    }));
    if (failed.length && failed.every(Boolean)) throw failed[0];
  }

  async find(terms, filters, periods) {
    const langs = [...new Set(terms.map(([lang]) => lang))];
    await this.open(langs, periods);
    const [first, ...others] = await Promise.all(terms.map(([lang, term]) => this.languages[lang].find(term, filters)));
    const within = new Set(periods);
    return [...first]
      .map(([id, score]) => ({ id, score, ...this.place(id) }))
      .filter(({ id, period }) => within.has(period) && others.every((other) => other.has(id)));
  }

  place(id) {
    const [name, item] = id.split(".");
    return { period: this.numbers.get(name), item: Number(item) };
  }
}

const newer = (a, b) => b.period - a.period || b.item - a.item;
const better = (a, b) => b.score - a.score || newer(a, b);

// -- the page ---------------------------------------------------------------------------------------

export async function start(kit) {
  const { find, all, say, words } = kit;
  const root = find("[data-module=search]");
  const form = find("form", root);
  const status = find("[data-count]", root);
  const note = find("[data-note]", root);
  const list = find(".cards", root);
  const more = find("[data-more]", root);
  const older = find("[data-older]", root);
  const whole = find("[data-whole]", root);
  const empty = find("[data-empty]", root);
  const ways = find("[data-ways]", root);
  const chips = find("[data-chips]", root);
  let query = {};
  let turn = 0;
  let results = [];
  let shown = PER_PAGE;
  let reach = 1; // how many periods, from the newest, are looked through at least

  const once = (work) => { let made; return () => (made ??= work().catch((error) => { made = undefined; throw error; })); };
  const overview = once(() => kit.fetchData("search/index.json"));
  const names = once(() => kit.load("names"));
  const groups = new Map();
  let archive;

  // Which periods may hold what is asked for, the newest first.
  function wanted(known) {
    return known.periods.map((_, number) => number).reverse().filter((number) => {
      const { from, to } = known.periods[number];
      return !query.year || query.year.some((year) => from.slice(0, 4) <= year && year <= to.slice(0, 4));
    });
  }

  function filters() {
    const keys = { topic: "topic", source: "source", field: "field", year: "year", type: "kind" };
    return Object.fromEntries(Object.entries(keys).filter(([key]) => query[key]).map(([key, name]) => [name, { any: query[key] }]));
  }

  async function group(known, { period, item }) {
    const { name, tag = "", lean } = known.periods[period];
    const size = lean ? known.per_lean_file : known.per_file;
    const file = `search/${name}/cards/${Math.floor(item / size)}.json?v=${tag}`;
    if (!groups.has(file)) groups.set(file, kit.fetchData(file).catch((error) => { groups.delete(file); throw error; }));
    const found = (await groups.get(file))[item % size];
    return Array.isArray(found) ? fromArchive(known, ...found) : found;
  }

  // A paper of a lean period, whose card is made from its record in the archive's month.
  async function fromArchive(known, slug, day) {
    const { recordOf, rowOf } = await kit.load("archive");
    const record = await recordOf(kit, slug, day);
    if (!record) throw new Error(`${slug}: not in the archive`);
    const row = rowOf(record, known);
    if (record.genre !== "paper") row[KIND] = record.genre;
    const written = record.gists.filter(({ written_by: by, lang }) => by === "model" && lang).map(({ lang, text }) => [lang, text]);
    return { row, text: record.abstract_text || record.abstract, ...(written.length && { gist: Object.fromEntries(written) }) };
  }

  // -- showing --

  const language = (text) => (/[\u3400-\u9fff]/.test(text) ? "zh-CN" : "en");

  function paragraph(className, text, pattern) {
    const made = document.createElement("p");
    made.className = className;
    made.lang = language(text);
    made.append(...marked(text, pattern));
    return made;
  }

  function paper(item, number, pattern) {
    const card = kit.cardOf(item.row, number);
    const title = find("h3 a", card);
    title.replaceChildren(...marked(title.textContent, pattern));
    for (const author of all(".authors a", card)) author.replaceChildren(...marked(author.textContent, pattern));
    const before = find(".foot-row", card);
    const gist = item.gist && (item.gist[kit.lang] ?? Object.values(item.gist)[0]);
    if (gist) {
      const box = document.createElement("div");
      box.className = "gist ai";
      const text = paragraph("", gist, pattern);
      const label = Object.assign(document.createElement("span"), { className: "label", textContent: words.ai, lang: document.documentElement.lang });
      text.prepend(label, " ");
      box.append(text);
      before.before(box);
    }
    const hits = pattern && item.text.search(pattern) >= 0;
    if (item.text && (hits || !gist)) before.before(paragraph("excerpt", around(item.text, pattern), pattern));
    return card;
  }

  function briefing(item, number, pattern) {
    const lang = item.title[kit.lang] ? kit.lang : Object.keys(item.title)[0];
    const made = document.createElement("li");
    made.className = item.ai[lang] ? "telling ai" : "telling";
    const heading = document.createElement("h3");
    heading.className = "telling-title";
    const link = document.createElement("a");
    link.href = new URL(`briefings/${encodeURIComponent(item.briefing)}/`, kit.home).href;
    link.lang = language(item.title[lang]);
    link.append(...marked(item.title[lang], pattern));
    heading.append(link);
    const meta = document.createElement("p");
    meta.className = "telling-meta";
    const time = Object.assign(document.createElement("time"), { dateTime: item.day, textContent: item.day });
    meta.append(Object.assign(document.createElement("span"), { textContent: words.briefing }), time);
    if (item.ai[lang]) meta.append(Object.assign(document.createElement("span"), { className: "label", textContent: words.ai }));
    made.append(heading, meta);
    if (item.text) made.append(paragraph("excerpt", around(item.text[lang], pattern), pattern));
    return made;
  }

  // Cards are made a page at a time, in the order of the results, whatever order their files come in.
  async function showPage(known, pattern, mine) {
    const from = list.children.length;
    const items = await Promise.all(results.slice(from, shown).map((found) => found.card ?? group(known, found)));
    if (mine !== turn) return;
    list.append(...items.map((item, n) => (item.row ? paper : briefing)(item, from + n + 1, pattern)));
    more.hidden = results.length <= shown;
  }

  function tell(known, open, left) {
    const count = (key, numbers) => numbers.reduce((sum, number) => sum + known.periods[number][key], 0);
    const all_ = known.periods.map((_, number) => number);
    const values = { n: results.length, all: count("items", all_), some: count("items", open), from: open.length ? known.periods[open.at(-1)].from : "" };
    status.textContent = say(left.length ? "foundSince" : "foundAll", values);
    older.hidden = whole.hidden = !left.length;
    if (left.length) older.textContent = say("older", known.periods[left[0]]);
    whole.hidden = left.length < 2;
    empty.hidden = results.length > 0;
    find("[data-empty-what]", empty).textContent = say("none", { what: chosen() });
  }

  const chosen = () => [query.q, ...all("span", chips).map((each) => each.textContent)].filter(Boolean).join(words.comma);

  // Other ways to what may be meant: a topic called so, an author, who is found by the whole name.
  async function suggest(asked) {
    const { topics } = await overview().catch(() => ({ topics: [] }));
    const meant = (query.q ?? "").trim().toLowerCase();
    const called = topics.filter(({ name }) => meant.length > 1 && Object.values(name).some((each) => each.toLowerCase().includes(meant)));
    const links = called.slice(0, 3).map(({ id, name }) => [new URL(`topics/${id}/`, kit.home), say("topic", { name: name[kit.lang] ?? id })]);
    const [letters] = asked.words;
    if (asked.isHan ? !called.length && asked.words.length === 1 && letters.length < 5 : asked.words.length > 1 && asked.words.length < 5) {
      links.push([kit.authorLink(query.q), say("author", { name: query.q })]);
    }
    ways.replaceChildren(...links.map(([href, textContent]) => {
      const item = document.createElement("li");
      item.append(Object.assign(document.createElement("a"), { href, textContent }));
      return item;
    }));
    ways.hidden = !links.length;
  }

  // -- searching --

  async function search(known, mine) {
    const asked = ask(query.q);
    archive ??= new Archive(kit, known);
    const pattern = finder(asked.words);
    const periods = wanted(known);
    const order = query.sort === "date" || asked.isEmpty ? newer : better;
    let open = 0;
    results = [];
    suggest(asked);
    while (open < periods.length && (open < reach || results.length < PER_PAGE)) {
      open = Math.min(periods.length, Math.max(2 * open, reach));
      const found = await archive.find(asked.terms, filters(), periods.slice(0, open));
      if (mine !== turn) return;
      results = found.sort(order);
    }
    const missing = periods.slice(0, open).some((number) => !known.periods[number].tag || archive.lost.has(number));
    note.textContent = [missing && words.notWhole, asked.isHan && !results.length && words.fewHan].filter(Boolean).join(" ");
    list.replaceChildren();
    tell(known, periods.slice(0, open), periods.slice(open));
    await showPage(known, pattern, mine);
  }

  // Without an index: the titles and first authors of the last days.
  async function searchRecent(mine) {
    const [recent, { foldLetters }, { matches, ordered }] = await Promise.all([kit.fetchData("recent.json"), names(), kit.load("list")]);
    if (mine !== turn) return;
    const rules = { ...recent, fold: foldLetters, isStarred: () => false };
    const asked = ask(query.q);
    const { topic, source, field, q } = query;
    const rows = recent.papers.filter((row) => matches(row, { topic, source, field, q }, rules) && (!query.year || query.year.includes(row[1].slice(0, 4))));
    results = query.type?.includes("paper") === false ? [] : ordered(rows, "date").map((row) => ({ card: { row, text: "" } }));
    suggest(asked);
    list.replaceChildren();
    status.textContent = say("found", { n: results.length });
    note.textContent = words.noIndex;
    older.hidden = whole.hidden = true;
    empty.hidden = results.length > 0;
    find("[data-empty-what]", empty).textContent = say("none", { what: chosen() });
    await showPage(null, finder(asked.words), mine);
  }

  function quiet() {
    results = [];
    list.replaceChildren();
    for (const each of [more, older, whole, empty, ways]) each.hidden = true;
    status.textContent = note.textContent = "";
  }

  async function render() {
    const mine = ++turn;
    query = parse(location.search);
    shown = Math.max(PER_PAGE, Number(history.state?.shown) || 0);
    reach = Math.max(1, Number(history.state?.reach) || 0);
    await fill().catch(kit.fail);
    if (mine !== turn) return;
    const isAsked = query.q || MANY.some((key) => query[key]);
    if (!isAsked) { quiet(); return; }
    await run(mine);
  }

  async function run(mine) {
    list.setAttribute("aria-busy", "true");
    status.textContent = words.searching;
    try {
      const known = await overview();
      if (known.periods.some(({ tag }) => tag)) await search(known, mine).catch((error) => { console.warn(error); return searchRecent(mine); });
      else await searchRecent(mine);
    } catch (error) {
      console.warn(error);
      if (mine === turn) status.textContent = words.failed;
    }
    if (mine === turn) list.removeAttribute("aria-busy");
  }

  // -- the form --

  let isFilled = false;

  async function fill() {
    // What was typed before this script was here stays.
    for (const key of ONE) if (query[key] || isFilled) form.elements[key].value = query[key] ?? "";
    isFilled = true;
    chips.hidden = true;
    if (!query.q && !MANY.some((key) => query[key]) && !find("details", form).open) return;
    const known = await overview();
    const named = (each) => [each.id, each.name[kit.lang] ?? each.id];
    const same = (each) => [each, each];
    const options = { topic: known.topics.map(named), field: known.fields.map(named), source: known.sources.map(same), year: [...known.years].reverse().map(same) };
    for (const [key, values] of Object.entries(options)) {
      const select = form.elements[key];
      if (select.options.length === 1) select.append(...values.map(([value, text]) => new Option(text, value)));
    }
    for (const key of MANY) form.elements[key].value = query[key]?.[0] ?? "";
    chips.replaceChildren(...MANY.flatMap((key) => (query[key] ?? []).map((value) => chip(key, value))));
    chips.hidden = !chips.children.length;
  }

  function chip(key, value) {
    const select = form.elements[key];
    const text = [select.labels[0].firstChild.textContent.trim(), [...select.options].find((option) => option.value === value)?.textContent ?? value].join(words.colon);
    const item = find("template[data-chip]", root).content.firstElementChild.cloneNode(true);
    find("span", item).textContent = text;
    const button = find("button", item);
    button.setAttribute("aria-label", say("remove", { what: text }));
    button.addEventListener("click", () => {
      const left = query[key].filter((each) => each !== value);
      go({ ...query, [key]: left.length ? left : undefined }).then(() => (find("button", chips) ?? field).focus());
    });
    return item;
  }

  function ofForm() {
    const next = {};
    for (const key of MANY) {
      const value = form.elements[key].value;
      const others = value === query[key]?.[0] ? query[key].slice(1) : [];
      if (value) next[key] = [value, ...others];
    }
    for (const key of ONE) if (form.elements[key].value.trim()) next[key] = form.elements[key].value.trim();
    return parse(write(next));
  }

  async function go(next, { replace = false } = {}) {
    if (write(next) === write(query)) return;
    history[replace ? "replaceState" : "pushState"](null, "", `${location.pathname}${write(next)}`);
    await render();
  }

  const remember = () => history.replaceState({ ...history.state, shown, reach }, "");

  async function further(periods) {
    const before = results.length;
    reach += periods;
    remember();
    await run(++turn);
    if (results.length > before) kit.announce(status.textContent);
  }

  form.addEventListener("submit", (event) => { event.preventDefault(); clearTimeout(waiting); go(ofForm()); });
  form.addEventListener("change", (event) => { if (event.target.name !== "q") go(ofForm()); });
  let waiting;
  const field = form.elements.q;
  field.addEventListener("input", (event) => {
    clearTimeout(waiting);
    if (!event.isComposing) waiting = setTimeout(() => go(ofForm(), { replace: Boolean(query.q) }), 300);
  });
  field.addEventListener("compositionend", () => field.dispatchEvent(new Event("input")));
  field.addEventListener("focus", () => overview().catch(() => undefined), { once: true });
  find("details", form).addEventListener("toggle", () => fill().catch(kit.fail));
  more.addEventListener("click", async () => {
    const before = list.children.length;
    shown += PER_PAGE;
    remember();
    await showPage(await overview().catch(() => null), finder(ask(query.q).words), turn).catch(kit.fail);
    find("h3 a", list.children[before] ?? list)?.focus();
  });
  older.addEventListener("click", () => further(1));
  whole.addEventListener("click", () => further(1e6));
  for (const button of all("[data-clear]", root)) {
    button.addEventListener("click", () => go({ q: query.q, sort: query.sort }).then(() => field.focus()));
  }
  window.addEventListener("popstate", render);
  await render();
}
