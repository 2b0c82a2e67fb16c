// The reader's own radar: topics and authors kept in this browser, ranking the last 30 days
// by title and author, and written out as a piece of radar.toml.
// Authors are looked up in the files of authors: a row names only a paper's first ones.

const MOST = 60;

const list = (text) => [...new Set(text.split(/[,，、\n]/).map((each) => each.trim()).filter(Boolean))].slice(0, 100);

// JSON's strings are TOML's basic strings, but for DEL and halves of surrogate pairs.
const quoted = (text) => JSON.stringify(text.replace(/[\x00-\x1f\x7f]/g, " ").replace(/[\ud800-\udfff]/gu, "")).trim();
const array = (values) => `[${values.map(quoted).join(", ")}]`;

export function slug(name, hash) {
  const plain = name.toLowerCase().replace(/[^a-z0-9]+/g, "-").replace(/^-+|-+$/g, "").slice(0, 60).replace(/-+$/, "");
  return plain || `topic-${hash(name).toString(16)}`;
}

// Write a piece of radar.toml; `notes` are comments for its two parts.
export function toml({ topics, authors }, hash, notes) {
  const parts = [];
  const used = new Set();
  for (const topic of topics) {
    let id = slug(topic.name, hash);
    for (let n = 2; used.has(id); n += 1) id = `${slug(topic.name, hash)}-${n}`;
    used.add(id);
    const lines = ["[[topics]]", `id = ${quoted(id)}`, `name = ${quoted(topic.name)}`, `keywords = ${array(topic.keywords)}`];
    parts.push(lines.join("\n"));
  }
  if (authors.length) parts.push(`# ${notes.watch}\n[watch]\nauthors = ${array(authors)}`);
  return parts.length ? `# ${notes.topics}\n${parts.join("\n\n")}\n` : "";
}

// What was kept may be anybody's: only what has the right shape counts.
export function mend(kept) {
  const texts = (value) => (Array.isArray(value) ? value.filter((each) => typeof each === "string").map((each) => each.slice(0, 200)) : []);
  const topics = (Array.isArray(kept.topics) ? kept.topics : [])
    .filter((topic) => typeof topic?.name === "string" && topic.name.trim())
    .map((topic) => ({ name: topic.name.trim().slice(0, 100), keywords: texts(topic.keywords) }))
    .map((topic) => ({ ...topic, keywords: topic.keywords.length ? topic.keywords : [topic.name] }));
  return { topics: topics.slice(0, 50), authors: texts(kept.authors).slice(0, 200) };
}

export function finder(word, fold) {
  const plain = fold(word).replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
  const isHan = /[\u3040-\u9fff\uac00-\ud7af]/.test(plain);
  return new RegExp(isHan ? plain : `(?<![\\p{L}\\p{N}])${plain}(?:s|es)?(?![\\p{L}\\p{N}])`, "u");
}

// Rank rows: an author counts four, a topic three for its first word in the title and one for each
// further word. Rows without any are left out; of equals the newer comes first, then as ranked.
// `written` gives by slug the reader's authors that a paper has.
export function rank(rows, { topics }, written, foldLetters) {
  const finders = topics.map((topic) => [topic.name, topic.keywords.map((word) => finder(word, foldLetters))]);
  const found = [];
  for (const row of rows) {
    const title = foldLetters(row[2]);
    const why = [];
    let score = 0;
    for (const [name, words] of finders) {
      const hits = words.filter((word) => word.test(title)).length;
      if (hits) { score += 2 + hits; why.push(name); }
    }
    for (const name of written.get(row[0]) ?? []) {
      score += 4;
      why.push(name);
    }
    if (score) found.push({ row, score, why });
  }
  return found.sort((a, b) => b.score - a.score || (a.row[1] < b.row[1] ? 1 : a.row[1] > b.row[1] ? -1 : a.row[10] - b.row[10]));
}

// By slug: which of the authors wrote it, of the recent papers.
async function papersOf(kit, recent, authors, { foldName, placesOf, slugsAmong }) {
  const found = new Map();
  const followed = new Map(authors.map((name) => [foldName(name), name]));
  await Promise.all([...followed.values()].map(async (name) => {
    const { places } = await placesOf(kit, name);
    for (const slug of slugsAmong(recent, places)) found.set(slug, [...(found.get(slug) ?? []), name]);
  }));
  return found;
}

export async function start(kit) {
  const { find, all, say, words } = kit;
  const names = await kit.load("names");
  const place = find("[data-module=mine]");
  const form = find("form", place);
  const rows = find("[data-topics]", form);
  const result = find(".cards", place);
  const count = find("[data-count]", place);
  let turn = 0;

  function addTopic({ name = "", keywords = [] } = {}) {
    const row = find("template[data-topic]", form).content.firstElementChild.cloneNode(true);
    const [title, words_] = all("input", row);
    title.value = name;
    words_.value = keywords.join(words.comma);
    find("button", row).addEventListener("click", () => {
      row.remove();
      changed();
      find("[data-add]", form).focus();
    });
    rows.append(row);
    return row;
  }

  const read = () => mend({
    topics: all("[data-row]", rows).map((row) => {
      const [title, words_] = all("input", row);
      return { name: title.value, keywords: list(words_.value) };
    }),
    authors: form.elements.authors.value.split("\n").map((name) => name.trim()).filter(Boolean),
  });

  async function render() {
    const mine = ++turn;
    const wanted = mend(kit.kept("mine", {}));
    find("[data-toml]", place).value = toml(wanted, names.fnv1a, words.toml);
    find("[data-has]", place).hidden = !wanted.topics.length && !wanted.authors.length;
    let data;
    let written;
    try {
      data = await kit.fetchData("recent.json");
      written = await papersOf(kit, data, wanted.authors, names);
    } catch { count.textContent = words.failed; return; }
    if (mine !== turn) return;
    const found = rank(data.papers, wanted, written, names.foldLetters).filter(({ row }) => !kit.marked("mute", row[0]));
    result.replaceChildren(...found.slice(0, MOST).map(({ row, why }, n) => {
      const card = kit.cardOf(row, n + 1);
      find("[data-why]", card).textContent = `${words.why}${words.colon}${why.join(words.comma)}`;
      return card;
    }));
    count.textContent = say("count", { shown: Math.min(found.length, MOST), all: found.length });
  }

  function changed() {
    kit.keep("mine", read());
    render();
  }

  function fill() {
    const { topics, authors } = mend(kit.kept("mine", {}));
    rows.replaceChildren();
    topics.forEach(addTopic);
    if (!topics.length) addTopic();
    // What was typed before this script was here stays.
    form.elements.authors.value ||= authors.join("\n");
  }

  form.addEventListener("submit", (event) => { event.preventDefault(); changed(); });
  form.addEventListener("change", changed);
  find("[data-add]", form).addEventListener("click", () => find("input", addTopic()).focus());
  find("[data-copy]", place).addEventListener("click", async () => {
    const text = find("[data-toml]", place);
    try {
      await navigator.clipboard.writeText(text.value);
      kit.announce(words.said.copy);
    } catch {
      text.select();
      kit.announce(words.said.copyRefused);
    }
  });
  fill();
  await render();
}
