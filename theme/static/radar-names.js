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

// The rows of everyone of a name in the whole archive, and how it is written there.
export async function ofAuthor(kit, name) {
  const key = foldName(name);
  index ??= kit.fetchData("authors/index.json").catch((error) => { index = undefined; throw error; });
  const known = await index;
  const found = { known, rows: [], written: [] };
  if (!key) return found;
  const hash = fnv1a(key);
  const shard = await kit.fetchData(`authors/${String(hash % known.shards).padStart(2, "0")}.json`);
  if (!Object.hasOwn(shard, key)) return found;
  const { names, papers, parts = 0 } = shard[key];
  const apart = Array.from({ length: parts }, (_, n) => kit.fetchData(`authors/${hash.toString(16).padStart(8, "0")}-${n}.json`));
  found.rows = [...papers, ...(await Promise.all(apart)).flatMap((part) => part.papers)];
  found.written = names;
  return found;
}

// FNV-1a, 32 bits, over UTF-8.
export function fnv1a(key) {
  let value = 0x811c9dc5;
  for (const byte of new TextEncoder().encode(key)) value = Math.imul(value ^ byte, 0x01000193) >>> 0;
  return value;
}
