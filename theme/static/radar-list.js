// Home's list, filtered by what the address says: from data/recent/, and for an author from the whole
// archive (data/authors/ says where, data/archive/ what). Addresses follow the site's grammar; unknown keys are left out.

const MANY = ["author", "topic", "source", "field", "type", "ids"];
const ONE = ["q", "from", "to", "has", "starred", "sort", "batch"];
const VALID = {
  from: /^\d{4}-\d\d-\d\d$/, to: /^\d{4}-\d\d-\d\d$/, has: /^briefing$/, starred: /^1$/, sort: /^(?:rank|date)$/,
  batch: /^[1-9]\d{0,5}$/,
};
const LONGEST = 200;

export function parse(search) {
  const given = new URLSearchParams(search);
  const query = {};
  for (const key of MANY) {
    const values = given.getAll(key).map((value) => value.trim().slice(0, LONGEST)).filter(Boolean);
    if (values.length) query[key] = [...new Set(values)];
  }
  for (const key of ONE) {
    const value = (given.get(key) ?? "").trim().slice(0, LONGEST);
    if (value && (!VALID[key] || VALID[key].test(value))) query[key] = value;
  }
  return query;
}

export function write(query) {
  const pairs = [...MANY, ...ONE].flatMap((key) => [query[key] ?? []].flat().map((value) => [key, value]));
  return pairs.length ? `?${new URLSearchParams(pairs)}` : "";
}

// -- filters: a row is [slug, day, title, authors, count, source, kind, topics, fields, cited, rank] ------

const source = (row) => row[5].split(" · ")[0];

export function matches(row, query, { topics, fields, fold, isStarred, named }) {
  const among = (key, values) => !query[key] || query[key].some((value) => values.includes(value));
  const says = () => {
    const told = [row[2], ...row[3], row[5]].map(fold).join(" ");
    return fold(query.q).split(/\s+/).every((word) => told.includes(word));
  };
  return among("ids", [row[0]])
    && among("topic", row[7].map((n) => topics[n]?.id))
    && among("field", row[8].map((n) => fields[n]?.id))
    && among("source", [source(row), row[5]])
    && among("type", [row[6]])
    && (!query.from || row[1] >= query.from)
    && (!query.to || row[1] <= query.to)
    && (!query.has || row[9] === 1)
    && (!query.starred || isStarred(row[0]))
    && (!query.q || named?.has(row[0]) || says());
}

export function ordered(rows, sort) {
  const byDay = (a, b) => (a[1] < b[1] ? 1 : a[1] > b[1] ? -1 : a[10] - b[10]);
  return [...rows].sort(sort === "rank" ? (a, b) => a[10] - b[10] || byDay(a, b) : byDay);
}

// -- the page ---------------------------------------------------------------------------------------

export async function start(kit) {
  const { find, all, say, words } = kit;
  const bar = find("[data-bar]");
  const issue = find("[data-issue]");
  const result = find("[data-result]");
  const list = find(".cards", result);
  const chips = find("[data-chips]", bar);
  const count = find("[data-count]", bar);
  const details = find("details", bar);
  const size = Number(bar.dataset.size);
  const newest = bar.dataset.day;
  let query = {};
  let rows = [];
  let total = 0;
  let shown = size;
  let turn = 0;
  let form;

  // Each file once; one that did not come is asked for again.
  const files = new Map();
  const once = (name) => {
    if (!files.has(name)) files.set(name, kit.fetchData(name).catch((error) => { files.delete(name); throw error; }));
    return files.get(name);
  };
  const recent = () => once("recent/index.json");
  // A batch is of all days: their words in one file are less than each day's own.
  const chosenFrom = ({ batch }) => (batch ? once("recent.json") : recent());

  // A paper in the archive is a row without words until it is shown, or until more than its day is asked of it.
  const NEEDED = ["topic", "source", "field", "type", "ids", "q", "has", "starred", "batch"];

  async function byAuthors(asked) {
    const { placesOf, foldName } = await kit.load("names");
    const found = await Promise.all(asked.author.map((name) => placesOf(kit, name)));
    const [{ known }] = found;
    const each = new Map(found.flatMap(({ places }) => places).map((place) => [Object.values(place).join(" "), place]));
    const places = [...each.values()].filter(({ day }) => (!asked.from || day >= asked.from) && (!asked.to || day <= asked.to));
    const bare = places.map((place, n) => Object.assign(["", place.day, "", [], 0, "", "", [], [], 0, n], { place, known }));
    const isWhole = asked.sort === "rank" || NEEDED.some((key) => asked[key]);
    const keys = new Set(asked.author.map(foldName));
    const rows = isWhole ? new Map((await whole(bare)).map((row) => [row[0], row])).values() : bare;
    return { known, keys, isWhole, rows: [...rows] };
  }

  // Words are looked for in titles and first names of authors, and for a whole name everywhere.
  async function byWords(words_) {
    const data = await once("recent.json");
    if (!/\S\s+\S/.test(words_)) return data;
    const { placesOf, slugsAmong } = await kit.load("names");
    return { ...data, named: new Set(slugsAmong(data, (await placesOf(kit, words_)).places)) };
  }

  async function select(asked) {
    const authors = asked.author && await byAuthors(asked);
    if (authors && !authors.isWhole) return authors;
    const known = authors ? authors.known : asked.q ? await byWords(asked.q) : await chosenFrom(asked);
    const { foldLetters: fold } = asked.q ? await kit.load("names") : {};
    const rules = { ...known, fold, isStarred: (slug) => kit.marked("star", slug) };
    return { ...authors, known, rows: (authors?.rows ?? known.papers).filter((row) => matches(row, asked, rules)) };
  }

  // How the authors asked for are written on the papers that are shown.
  async function writings(keys, shown_) {
    const { foldName } = await kit.load("names");
    const names = shown_.flatMap((row) => row.authors ?? []);
    return [...new Set(names)].filter((name) => keys.has(foldName(name)));
  }

  const isMuted = (row) => kit.marked("mute", row[0]);

  async function inBatch(found) {
    const [batch, { fnv1a: hash }] = await Promise.all([kit.load("slices"), kit.load("names")]);
    const leading = write({ ...query, batch: undefined }) ? 0 : size;
    return { ...batch, found: batch.slices(found, { day: newest, size, leading, hash }) };
  }

  const seen = () => kit.kept("seen", []);
  const see = (slugs) => kit.keep("seen", [...seen().filter((slug) => !slugs.includes(slug)), ...slugs].slice(-4000));

  function label(key, value, known) {
    const named = (table) => known?.[table]?.find((each) => each.id === value)?.name[kit.lang] ?? value;
    if (key === "topic") return named("topics");
    if (key === "field") return named("fields");
    if (key === "type") return words.kinds[value] || words.types[value] || value;
    return words.values[key] ?? value;
  }

  function chip(key, value, known) {
    const text = [words.keys[key], label(key, value, known)].filter(Boolean).join(words.colon);
    const item = find("template[data-chip]", bar).content.firstElementChild.cloneNode(true);
    find("span", item).textContent = text;
    const button = find("button", item);
    button.setAttribute("aria-label", say("remove", { what: text }));
    button.addEventListener("click", () => remove(key, value));
    return item;
  }

  function remove(key, value) {
    const left = [query[key]].flat().filter((each) => each !== value);
    const { batch, ...next } = { ...query, [key]: Array.isArray(query[key]) && left.length ? left : undefined };
    go(next).then(() => (find("button", chips) ?? find("[data-batch]", bar)).focus());
  }

  function showBar(known, found, among) {
    const filters = [...MANY, ...ONE].filter((key) => key !== "sort" && key !== "ids");
    chips.replaceChildren(...filters.flatMap((key) => [query[key] ?? []].flat().map((value) => chip(key, value, known))));
    chips.hidden = !chips.children.length;
    count.textContent = say("count", { shown: found, all: among });
    if (known) form?.fill(known);
    form?.show(query);
  }

  // The form is made when it is first opened, and filled from what is recent.
  async function openForm() {
    if (!details.open) return;
    try {
      const made = await kit.load("form");
      form ??= made.start({ form: find("form", bar), lang: kit.lang, ask: (next, how) => go(parse(write(next)), how) });
      form.fill(await recent());
      form.show(query);
    } catch (error) { kit.fail(error); count.textContent = words.failed; }
  }

  function showNotes(written) {
    const parts = query.author ? [words.homonyms] : query.q ? [words.window, words.names] : [words.window];
    if (written?.length > 1) parts.push(say("written", { names: written.slice(0, 8).join(words.comma) }));
    find("[data-note]", result).textContent = parts.join(kit.lang === "zh" ? "" : " ");
    const empty = find("[data-empty]", result);
    empty.hidden = rows.length > 0;
    find("[data-elsewhere]", empty).search = new URLSearchParams({ q: [query.q, query.author].flat().filter(Boolean).join(" ") });
    find("[data-empty-what]", empty).textContent = say("none", { what: all("span", chips).map((each) => each.textContent).join(words.comma) });
  }

  async function fromArchive(row) {
    const [{ recordAt }, { rowOf }] = await Promise.all([kit.load("names"), kit.load("archive")]);
    const record = await recordAt(kit, row.place);
    return record && Object.assign(rowOf(record, row.known), { authors: record.authors });
  }

  // A row without its words gets them from the archive, or from the file of its day.
  async function whole(wanted) {
    if (wanted.some((row) => row.place)) return ordered((await Promise.all(wanted.map(fromArchive))).filter(Boolean));
    const days = [...new Set(wanted.filter((row) => !row[2]).map((row) => row[1]))];
    const found = await Promise.all(days.map((day) => once(`recent/${day}.json`)));
    const known = new Map(found.flatMap((each) => each.papers).map((row) => [row[0], row]));
    return wanted.map((row) => known.get(row[0]) ?? row);
  }

  const cardsOf = (whole_, from) => whole_.map((row, n) => kit.cardOf(row, from + n + 1));

  async function render() {
    const mine = ++turn;
    const asked = parse(location.search);
    query = asked;
    if (!write(asked)) {
      result.hidden = true;
      issue.hidden = false;
      showBar(null, all(".card", issue).length, Number(bar.dataset.total));
      openForm();
      return;
    }
    result.setAttribute("aria-busy", "true");
    try {
      const chosen = await select(asked);
      let found = asked.author || asked.ids || asked.starred ? chosen.rows : chosen.rows.filter((row) => !isMuted(row));
      const among = found.length;
      if (asked.batch) {
        const batch = await inBatch(chosen.rows);
        found = batch.slice(batch.found, Number(asked.batch)).filter((row) => !isMuted(row));
      } else found = ordered(found, asked.sort);
      const upTo = Math.max(size, Number(history.state?.shown) || 0);
      const first = await whole(found.slice(0, upTo));
      const written = chosen.keys && await writings(chosen.keys, first);
      if (mine !== turn) return;
      [rows, total, shown] = [found, among, upTo];
      list.replaceChildren(...cardsOf(first, 0));
      find("[data-more]", result).hidden = shown >= rows.length;
      if (asked.batch) see(rows.map((row) => row[0]));
      showBar(chosen.known, Math.min(shown, rows.length), total);
      showNotes(written);
    } catch (error) {
      console.warn(error);
      if (mine === turn) count.textContent = words.failed;
      return;
    }
    issue.hidden = true;
    result.hidden = false;
    result.removeAttribute("aria-busy");
    openForm();
  }

  // Home of this language is where filters live, whatever page they were asked for from.
  async function go(next, { replace = false } = {}) {
    history[replace ? "replaceState" : "pushState"](null, "", `${location.pathname}${write(next)}`);
    await render();
  }

  async function nextBatch() {
    try {
      if (!query.batch) see(all(".card", issue).map((card) => card.id));
      const there = new Set(seen());
      const batch = await inBatch((await select({ ...query, batch: "1" })).rows);
      const number = batch.next(batch.found, Number(query.batch ?? 0), (row) => there.has(row[0]) || isMuted(row));
      await go({ ...query, batch: String(number) });
      find(".card h3 a", list)?.focus();
      kit.announce(say("batch", { n: number + 1 }));
    } catch (error) { kit.fail(error); }
  }

  async function more(button) {
    const [before, mine] = [shown, turn];
    shown += size;
    button.hidden = shown >= rows.length;
    history.replaceState({ ...history.state, shown }, "");
    button.disabled = true;
    const further = await whole(rows.slice(before, before + size)).finally(() => { button.disabled = false; });
    if (mine !== turn) return;
    list.append(...cardsOf(further, before));
    count.textContent = say("count", { shown: Math.min(shown, rows.length), all: total });
    find("h3 a", list.children[before])?.focus();
  }

  find("[data-batch]", bar).addEventListener("click", nextBatch);
  find("[data-more]", result).addEventListener("click", ({ currentTarget }) => more(currentTarget).catch(kit.fail));
  details.addEventListener("toggle", openForm);
  for (const link of all("[data-clear]", result)) {
    link.addEventListener("click", () => go({}).then(() => find("[data-batch]", bar).focus()));
  }
  // An author's name on this page is answered here, without loading it anew.
  document.addEventListener("click", (event) => {
    const link = event.target.closest?.(".card .authors a");
    if (!link || event.defaultPrevented || event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    go({ author: [link.textContent] }).then(() => { bar.scrollIntoView({ block: "start" }); find("button", chips)?.focus(); });
  });
  window.addEventListener("popstate", render);
  await render();
}
