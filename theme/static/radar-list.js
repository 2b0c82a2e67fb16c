// Home's list, filtered by what the address says: data/recent.json, and for an author the
// whole archive (data/authors/). Addresses follow the site's grammar; unknown keys are left out.

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

export function matches(row, query, { topics, fields, fold, isStarred }) {
  const among = (key, values) => !query[key] || query[key].some((value) => values.includes(value));
  const told = [row[2], ...row[3], row[5]].map(fold).join(" ");
  return among("ids", [row[0]])
    && among("topic", row[7].map((n) => topics[n]?.id))
    && among("field", row[8].map((n) => fields[n]?.id))
    && among("source", [source(row), row[5]])
    && among("type", [row[6]])
    && (!query.from || row[1] >= query.from)
    && (!query.to || row[1] <= query.to)
    && (!query.has || row[9] === 1)
    && (!query.starred || isStarred(row[0]))
    && (!query.q || fold(query.q).split(/\s+/).every((word) => told.includes(word)));
}

export function ordered(rows, sort) {
  const byDay = (a, b) => (a[1] < b[1] ? 1 : a[1] > b[1] ? -1 : a[10] - b[10]);
  return [...rows].sort(sort === "rank" ? (a, b) => a[10] - b[10] || byDay(a, b) : byDay);
}

// -- batches ----------------------------------------------------------------------------------------

// Draw `size` rows: unseen ones first, then those seen longest ago; each topic in proportion to
// its share. The order depends on batch and day alone, so that nobody's list is another's by chance.
export function draw(rows, { batch, day, size, seen, hash }) {
  const age = new Map(seen.map((slug, n) => [slug, n]));
  const order = new Map(rows.map((row) => [row, hash(`${day}|${batch}|${row[0]}`)]));
  const fresh = rows.filter((row) => !age.has(row[0]));
  const old = rows.filter((row) => age.has(row[0])).sort((a, b) => age.get(a[0]) - age.get(b[0]));
  return [...inProportion(fresh, order), ...old].slice(0, size);
}

function inProportion(rows, order) {
  const groups = Map.groupBy ? Map.groupBy(rows, (row) => row[7][0] ?? -1) : grouped(rows);
  const placed = [];
  for (const group of groups.values()) {
    group.sort((a, b) => order.get(a) - order.get(b));
    group.forEach((row, n) => placed.push([(n + 0.5) / group.length, order.get(row), row]));
  }
  return placed.sort((a, b) => a[0] - b[0] || a[1] - b[1]).map(([, , row]) => row);
}

function grouped(rows) {
  const found = new Map();
  for (const row of rows) found.set(row[7][0] ?? -1, [...(found.get(row[7][0] ?? -1) ?? []), row]);
  return found;
}

// -- the page ---------------------------------------------------------------------------------------

export async function start(kit) {
  const { find, all, say, words } = kit;
  const names = await kit.load("names");
  const bar = find("[data-bar]");
  const issue = find("[data-issue]");
  const result = find("[data-result]");
  const list = find(".cards", result);
  const form = find("form", bar);
  const chips = find("[data-chips]", bar);
  const count = find("[data-count]", bar);
  const size = Number(bar.dataset.size);
  const newest = bar.dataset.day;
  let query = {};
  let shown = size;
  let turn = 0;

  const once = (work) => { let made; return () => (made ??= work().catch((error) => { made = undefined; throw error; })); };
  const recent = once(() => kit.fetchData("recent.json"));
  const index = once(() => kit.fetchData("authors/index.json"));

  const rowsOfIssue = () => all(".card", issue).map((card) => card.id);

  async function byAuthors(wanted) {
    const known = await index();
    const found = new Map();
    const written = new Set();
    await Promise.all(wanted.map(async (name) => {
      const key = names.foldName(name);
      if (!key) return;
      const number = names.fnv1a(key) % known.shards;
      const shard = await kit.fetchData(`authors/${String(number).padStart(2, "0")}.json`);
      if (!Object.hasOwn(shard, key)) return;
      for (const each of shard[key].names) written.add(each);
      for (const row of shard[key].papers) found.set(row[0], row);
    }));
    return { known, rows: [...found.values()], written: [...written] };
  }

  async function select(asked) {
    const { known, rows, written } = asked.author
      ? await byAuthors(asked.author)
      : await recent().then((data) => ({ known: data, rows: data.papers, written: [] }));
    const rules = { ...known, fold: names.foldLetters, isStarred: (slug) => kit.marked("star", slug) };
    const passing = rows.filter((row) => matches(row, asked, rules));
    const wanted = asked.author || asked.ids || asked.starred;
    return { known, written, rows: wanted ? passing : passing.filter((row) => !kit.marked("mute", row[0])) };
  }

  const seen = () => kit.kept("seen", []);
  const see = (slugs) => kit.keep("seen", [...seen().filter((slug) => !slugs.includes(slug)), ...slugs].slice(-4000));

  // What stands in a batch is kept with the history's entry: Back and reload bring the same.
  function inBatch(rows) {
    const kept = history.state?.batch;
    if (Array.isArray(kept)) {
      const known = new Map(rows.map((row) => [row[0], row]));
      return kept.map((slug) => known.get(slug)).filter(Boolean);
    }
    const drawn = draw(rows, { batch: query.batch, day: newest, size, seen: seen(), hash: names.fnv1a });
    const slugs = drawn.map((row) => row[0]);
    history.replaceState({ ...history.state, batch: slugs }, "");
    see(slugs);
    return drawn;
  }

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

  function showBar(known, found, total) {
    const filters = [...MANY, ...ONE].filter((key) => key !== "batch" && key !== "sort" && key !== "ids");
    chips.replaceChildren(...filters.flatMap((key) => [query[key] ?? []].flat().map((value) => chip(key, value, known))));
    if (query.batch) chips.append(chip("batch", query.batch, known));
    chips.hidden = !chips.children.length;
    count.textContent = say("count", { shown: found, all: total });
    if (known) fillForm(known);
  }

  function fillForm(known) {
    for (const [key, entries] of [
      ["topic", known.topics.map((each) => [each.id, each.name[kit.lang]])],
      ["field", known.fields.map((each) => [each.id, each.name[kit.lang]])],
      ["source", (known.sources ?? []).map((name) => [name, name])],
    ]) {
      const select = form.elements[key];
      for (const [value, name] of entries) {
        if (![...select.options].some((option) => option.value === value)) select.add(new Option(name, value));
      }
    }
    for (const key of ["topic", "field", "source", "type"]) form.elements[key].value = query[key]?.[0] ?? "";
    for (const key of ["q", "from", "to"]) {
      if (form.elements[key] !== document.activeElement) form.elements[key].value = query[key] ?? "";
    }
    form.elements.has.checked = Boolean(query.has);
    form.elements.starred.checked = Boolean(query.starred);
  }

  function ofForm() {
    const next = { author: query.author, sort: query.sort };
    for (const key of ["topic", "field", "source", "type"]) {
      const value = form.elements[key].value;
      const others = (query[key] ?? []).slice(1);
      if (value) next[key] = [...new Set([value, ...(value === query[key]?.[0] ? others : [])])];
    }
    for (const key of ["q", "from", "to"]) if (form.elements[key].value.trim()) next[key] = form.elements[key].value.trim();
    if (form.elements.has.checked) next.has = "briefing";
    if (form.elements.starred.checked) next.starred = "1";
    return parse(write(next));
  }

  function showNotes({ written, rows }) {
    const note = find("[data-note]", result);
    const parts = [];
    if (query.author) {
      parts.push(words.homonyms);
      if (written.length > 1) parts.push(say("written", { names: written.slice(0, 8).join(words.comma) }));
    } else {
      parts.push(words.window);
    }
    note.textContent = parts.join(kit.lang === "zh" ? "" : " ");
    const empty = find("[data-empty]", result);
    empty.hidden = rows.length > 0;
    find("[data-empty-what]", empty).textContent = say("none", { what: all("span", chips).map((each) => each.textContent).join(words.comma) });
  }

  function showCards(rows) {
    const made = all(".card", list).length;
    list.append(...rows.slice(made, shown).map((row, n) => kit.cardOf(row, made + n + 1)));
    find("[data-more]", result).hidden = shown >= rows.length;
  }

  let rows = [];
  let total = 0;

  async function render() {
    const mine = ++turn;
    const asked = parse(location.search);
    query = asked;
    if (!write(asked)) {
      result.hidden = true;
      issue.hidden = false;
      showBar(null, all(".card", issue).length, Number(bar.dataset.total));
      fillFormIfOpen();
      return;
    }
    result.setAttribute("aria-busy", "true");
    let chosen;
    try {
      chosen = await select(asked);
    } catch (error) {
      console.warn(error);
      if (mine === turn) count.textContent = words.failed;
      return;
    }
    if (mine !== turn) return;
    total = chosen.rows.length;
    rows = query.batch ? inBatch(chosen.rows) : ordered(chosen.rows, query.sort);
    shown = Math.max(size, Number(history.state?.shown) || 0);
    list.replaceChildren();
    showCards(rows);
    showBar(chosen.known, Math.min(shown, rows.length), total);
    showNotes({ ...chosen, rows });
    issue.hidden = true;
    result.hidden = false;
    result.removeAttribute("aria-busy");
  }

  const details = find("details", bar);
  async function fillFormIfOpen() {
    if (details.open) await recent().then(fillForm).catch(() => { count.textContent = words.failed; });
  }

  // Home of this language is where filters live, whatever page they were asked for from.
  async function go(next, { replace = false, state = null } = {}) {
    const address = `${location.pathname}${write(next)}`;
    history[replace ? "replaceState" : "pushState"](state, "", address);
    await render();
  }

  async function nextBatch() {
    if (!query.batch) see(rowsOfIssue());
    const batch = String(Number(query.batch ?? 0) + 1);
    await go({ ...query, batch });
    const first = find(".card h3 a", list);
    if (first) first.focus();
    kit.announce(say("batch", { n: Number(batch) + 1 }));
  }

  find("[data-batch]", bar).addEventListener("click", nextBatch);
  details.addEventListener("toggle", fillFormIfOpen);
  form.addEventListener("submit", (event) => { event.preventDefault(); go(ofForm()); });
  form.addEventListener("change", (event) => { if (event.target.name !== "q") go(ofForm()); });
  let waiting;
  form.elements.q.addEventListener("input", (event) => {
    clearTimeout(waiting);
    if (!event.isComposing) waiting = setTimeout(() => go(ofForm(), { replace: Boolean(query.q) }), 300);
  });
  form.elements.q.addEventListener("compositionend", () => form.elements.q.dispatchEvent(new Event("input")));
  find("[data-more]", result).addEventListener("click", () => {
    const before = shown;
    shown += size;
    history.replaceState({ ...history.state, shown }, "");
    showCards(rows);
    count.textContent = say("count", { shown: Math.min(shown, rows.length), all: total });
    find("h3 a", list.children[before])?.focus();
  });
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
