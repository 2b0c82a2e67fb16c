// Fold an author's name to the key under which the author files hold it:
// what sift.keys.fold_name does in Python, for names without TeX.

const LETTERS = { "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i", "ħ": "h", "ŋ": "ng" };
const SUFFIXES = new Set(["jr", "sr", "ii", "iii", "iv", "filho", "neto"]);
const DEGREES = new Set(["phd", "md", "msc", "bsc", "mph", "dphil", "frs", "prof", "dr"]);
let index;
const CJK = "\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\u{20000}-\u{3ffff}";
const CJK_GAP = new RegExp(`(?<=[${CJK}])\\s+(?=[${CJK}])`, "gu");

// toUpperCase takes ß and ligatures apart as Python's casefold does; dotless ı is none of them.
const casefold = (text) =>
  text.replace(/[^ı]+/gu, (part) => part.toLowerCase().toUpperCase().toLowerCase()).replace(/ς/gu, "σ");

export function foldLetters(text) {
  const bare = casefold(text).normalize("NFKD").replace(/[\u0300-\u036f]+/gu, "");
  return casefold(bare).replace(/[øłđðþæœıħŋ]/gu, (letter) => LETTERS[letter]).normalize("NFC");
}

export function foldName(name) {
  let text = name.replace(/\bet\.? al\b.*/isu, "");
  const outside = text.replace(/\([^()]*\)/gu, "");
  if (outside.trim()) text = text.replace(/\([^()]*\)/gu, " ");
  text = foldLetters(text).replace(/，/gu, ",").replace(/['’ʼ\u0060´]/gu, "");
  text = text.replace(/[^\p{L}\p{N}\s,]/gu, " ").replace(/(?<=\p{L})\d+(?:,\d+)*/gu, "");
  const pieces = text.replace(CJK_GAP, "").split(",").map((piece) => piece.split(/\s+/u).filter(Boolean));
  const all = pieces.flat();
  const suffix = all.filter((word) => SUFFIXES.has(word));
  const named = pieces
    .map((piece) => piece.filter((word) => !SUFFIXES.has(word) && !DEGREES.has(word)))
    .filter((piece) => piece.length);
  if (!named.length) return all.join(" ");
  const [family, ...given] = named;
  const ordered = named.length === 1 ? named[0] : [...given.flat(), ...family];
  return [...ordered, ...suffix].join(" ");
}

// Where the papers of everyone of a name stand in the whole archive, newest day first: each `{ day, at }`, its
// number on its day, or `{ day, slug }`. `known` names topics and fields.
export async function placesOf(kit, name) {
  const key = foldName(name);
  index ??= kit.fetchData("authors/index.json").catch((error) => { index = undefined; throw error; });
  const known = await index;
  if (!key) return { known, places: [] };
  const hash = crc32(key);
  const files = await Promise.all(known.tiers.map(({ name: tier, files: count }) => (
    kit.fetchData(`authors/${tier}/${String(hash % count).padStart(2, "0")}.json`)
  )));
  const written = files.flatMap((file) => (Object.hasOwn(file, key) ? file[key].split(" ") : []));
  return { known, places: [...new Set(written)].map(place).sort((a, b) => (a.day < b.day ? 1 : a.day > b.day ? -1 : 0)) };
}

// A day in three digits to the base 36, counted from 1970, then a number to that base, or `:` and a slug.
function place(text) {
  const day = new Date(parseInt(text.slice(0, 3), 36) * 86_400_000).toISOString().slice(0, 10);
  return text[3] === ":" ? { day, slug: text.slice(4) } : { day, at: parseInt(text.slice(3), 36) };
}

// Which of the recent papers stand at some places: their slugs.
export function slugsAmong(recent, places) {
  const wanted = new Set(places.map(({ day, at, slug }) => slug ?? `${day} ${at}`));
  const isWanted = (row, n) => wanted.has(row[0]) || wanted.has(`${row[1]} ${recent.at[n]}`);
  return recent.papers.filter(isWanted).map((row) => row[0]);
}

// The paper at a place, whole.
export const recordAt = async (kit, { day, at, slug }) => {
  const archive = await kit.load("archive");
  return slug ? archive.recordOf(kit, slug, day) : archive.recordAt(kit, day, at);
};

// CRC-32, as gzip and zip have it, over UTF-8.
export function crc32(key) {
  let value = 0xffffffff;
  for (const byte of new TextEncoder().encode(key)) {
    value ^= byte;
    for (let bit = 0; bit < 8; bit += 1) value = (value >>> 1) ^ (value & 1 ? 0xedb88320 : 0);
  }
  return ~value >>> 0;
}

// FNV-1a, 32 bits, over UTF-8.
export function fnv1a(key) {
  let value = 0x811c9dc5;
  for (const byte of new TextEncoder().encode(key)) value = Math.imul(value ^ byte, 0x01000193) >>> 0;
  return value;
}
