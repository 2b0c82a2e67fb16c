// Papers of any age, out of the archive's months: `data/archive/<month>.json` tells which bytes of
// `<month>.jsonl.gz` hold a paper, and those alone are asked for. A server that answers with the whole
// file, or unpacks it on the way, is as good.

const ISO = /^\d{4}-\d\d-\d\d$/;
const SHOWN = 6;
const CATEGORIES = 3;

const months = new Map(); // what a month's files hold
const members = new Map(); // records by the place of their member
const wholes = new Map(); // months that came whole
const asking = new Map(); // the first answer for a month tells whether its server gives parts

async function ask(kit, name, options) {
  const answer = await fetch(new URL(`data/archive/${name}`, kit.base), options);
  if (!answer.ok) throw new Error(`archive/${name}: ${answer.status}`);
  return answer;
}

// One promise for each key; what did not come is asked for again.
function once(kept, key, work) {
  if (!kept.has(key)) kept.set(key, work().catch((error) => { kept.delete(key); throw error; }));
  return kept.get(key);
}

const monthOf = (day) => day.slice(0, 7);

function partsOf(kit, month, options) {
  return once(months, month, async () => {
    const parts = await (await ask(kit, `${month}.json`, options)).json();
    return { ...parts, days: new Map(parts.days.map((one) => [one.day, one])) };
  });
}

const isPacked = (bytes) => bytes[0] === 0x1f && bytes[1] === 0x8b;

async function unpacked(bytes) {
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  return new Response(stream).text();
}

const read = (text) => text.split("\n").filter(Boolean).map((line) => JSON.parse(line));

async function cut(whole, start, length) {
  const bytes = await whole;
  return isPacked(bytes) ? unpacked(bytes.subarray(start, start + length)) : new TextDecoder().decode(bytes);
}

async function textOf(kit, month, start, length, options) {
  if (asking.has(month)) await asking.get(month).catch(() => undefined);
  if (wholes.has(month)) return cut(wholes.get(month), start, length);
  const range = { Range: `bytes=${start}-${start + length - 1}` };
  const coming = ask(kit, `${month}.jsonl.gz`, { ...options, headers: range });
  if (!asking.has(month)) asking.set(month, coming);
  const answer = await coming;
  const bytes = answer.arrayBuffer().then((buffer) => new Uint8Array(buffer));
  if (answer.status === 206) return isPacked(await bytes) ? unpacked(await bytes) : new TextDecoder().decode(await bytes);
  wholes.set(month, bytes);
  return cut(bytes, start, length);
}

// The records of a day's n-th member.
function memberOf(kit, parts, day, n, options) {
  const start = day.lengths.slice(0, n).reduce((sum, length) => sum + length, day.start);
  return once(members, `${parts.month} ${start}`, async () => {
    const records = read(await textOf(kit, parts.month, start, day.lengths[n], options));
    const own = records.filter((record) => record.day === day.day);
    const first = own.findIndex((record) => record.slug === day.firsts[n]);
    if (first < 0) throw new Error(`archive/${parts.month}: not as told`);
    return own.slice(first, first + parts.per_member);
  });
}

// A site may have been built anew between two answers: then both are asked for again, once.
async function fresh(kit, day, work) {
  if (!ISO.test(day)) throw new Error(day);
  try {
    return await work(await partsOf(kit, monthOf(day)), {});
  } catch (error) {
    if (!(await isStale(kit, day))) throw error;
    return work(await partsOf(kit, monthOf(day)), { cache: "reload" });
  }
}

async function isStale(kit, day) {
  const month = monthOf(day);
  const before = await months.get(month)?.catch(() => undefined);
  if (!before) return false;
  months.delete(month);
  wholes.delete(month);
  for (const key of members.keys()) if (key.startsWith(month)) members.delete(key);
  const now = await partsOf(kit, month, { cache: "reload" });
  return now.papers.sha256 !== before.papers.sha256;
}

// The paper of a slug, first met on a day; nothing where it is not, or no longer, there.
export const recordOf = (kit, slug, day) => fresh(kit, day, async (parts, options) => {
  const found = parts.days.get(day);
  const n = found ? found.firsts.findLastIndex((first) => first <= slug) : -1;
  return n < 0 ? undefined : (await memberOf(kit, parts, found, n, options)).find((record) => record.slug === slug);
});

// The paper of a number, counted from 0 in the order of slugs.
export const recordAt = (kit, day, number) => fresh(kit, day, async (parts, options) => {
  const found = parts.days.get(day);
  const n = Math.floor(number / parts.per_member);
  return found && n < found.lengths.length ? (await memberOf(kit, parts, found, n, options))[number % parts.per_member] : undefined;
});

// All papers of a day, as ranked.
export const recordsOf = (kit, day) => fresh(kit, day, async (parts, options) => {
  const found = parts.days.get(day);
  if (!found) return [];
  const each = await Promise.all(found.lengths.map((_, n) => memberOf(kit, parts, found, n, options)));
  return each.flat().sort((a, b) => a.rank - b.rank);
});

// As a card names the source: `arXiv · cs.AI · cs.CL`.
function placeOf({ sources, categories }) {
  if (!sources.length) return "";
  const [{ name, kind }] = sources;
  const own = [...new Set(sources.filter((one) => one.name === name).map((one) => one.category).filter(Boolean))];
  const shown = own.length || kind !== "arxiv" ? own : categories.slice(0, 1);
  return [name, ...shown.slice(0, CATEGORIES)].join(" · ");
}

// A row as data/recent.json has it; `known` numbers topics and fields. Cited is what a briefing of its own day cites.
export function rowOf(record, { topics = [], fields = [] } = {}) {
  const numbers = (ids, table) => ids.map((id) => table.findIndex((each) => each.id === id)).filter((n) => n >= 0);
  return [
    record.slug, record.day, record.title_text || record.title, record.authors.slice(0, SHOWN), record.authors.length,
    placeOf(record), record.kind, numbers(record.topics, topics), numbers(record.fields, fields),
    record.briefings.length ? 1 : 0, record.rank,
  ];
}
