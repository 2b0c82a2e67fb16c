// Citations from the archive's records: BibTeX, RIS, CSL-JSON, a line to paste. A record becomes a row (`cite_rows`).
// What these write equals byte for byte what the build writes for the same paper.

const MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
const CODES = { "{": "%7B", "}": "%7D", "\\": "%5C", " ": "%20" };
const FILES = {
  bib: ["cite.bib", "application/x-bibtex"],
  ris: ["cite.ris", "application/x-research-info-systems"],
  csl: ["cite.csl.json", "application/vnd.citationstyles.csl+json"],
};
const FEW = 10;

const NAMES = [
  "key", "preprint", "title", "names", "issued", "container", "doi", "eprint", "primary", "url", "language",
  "texTitle", "texNames", "texContainer",
];
const named = (row) => Object.fromEntries(NAMES.map((name, n) => [name, row[n]]));

// The last word is the family name, unless the record says otherwise.
function apart(name) {
  const at = name.lastIndexOf(" ");
  return at < 0 ? name : [name.slice(at + 1), name.slice(0, at)];
}

const parts = (line) => (line.includes("\t") ? line.split("\t") : line);

export function rowOf(record) {
  const eprint = record.id.startsWith("arxiv:") ? record.id.slice(6) : "";
  const it = {
    key: "",
    preprint: eprint ? 1 : 0,
    title: record.title,
    names: record.authors.map(apart),
    issued: record.published.match(/^\d{4}-\d\d-\d\d/)?.[0] ?? record.day,
    container: record.sources[0]?.name ?? "",
    doi: record.doi || (eprint && `10.48550/arXiv.${eprint}`),
    eprint,
    primary: (eprint && record.categories[0]) || "",
    url: record.links.source ?? "",
    language: "en",
    texTitle: 0, texNames: 0, texContainer: 0,
    ...record.citation,
  };
  if (isText(it.names)) it.names = it.names.split("\n").filter(Boolean).map(parts);
  it.preprint = Number(it.preprint);
  return NAMES.map((name) => it[name]);
}

const verbatim = (text) => text.replace(/[{}\\ ]/g, (character) => CODES[character]);
const isText = (name) => typeof name === "string";
const lines = (pairs, write) => pairs.filter(([, value]) => value).map(write).join("");

function bibName(name) {
  if (isText(name) || name[3]) return `{${isText(name) ? name : name[3]}}`;
  return [name[0], name[2], name[1]].filter(Boolean).join(", ");
}

export function bib(row) {
  const it = named(row);
  const container = it.texContainer || it.container;
  const fields = lines([
    ["title", it.texTitle || it.title],
    ["author", it.texNames || it.names.map(bibName).join(" and ")],
    ["year", it.issued.slice(0, 4)],
    ["date", it.issued],
    it.preprint ? ["howpublished", it.eprint ? "" : container] : ["journal", container],
    ["eprint", it.eprint],
    ["archivePrefix", it.eprint && "arXiv"],
    ["eprinttype", it.eprint && "arxiv"],
    ["primaryClass", it.eprint && it.primary],
    ["doi", verbatim(it.doi)],
    ["url", verbatim(it.url)],
  ], ([name, value]) => `  ${name} = {${value}},\n`);
  return `@${it.preprint ? "misc" : "article"}{${it.key},\n${fields}  month = ${MONTHS[it.issued.slice(5, 7) - 1]},\n}\n`;
}

const inverted = (name) => (isText(name) ? name : name[3] || name.slice(0, 3).filter(Boolean).join(", "));

export function ris(row) {
  const it = named(row);
  return lines([
    ["TY", it.preprint ? "UNPB" : "JOUR"],
    ...it.names.map((name) => ["AU", inverted(name)]),
    ["TI", it.title],
    [it.preprint ? "PB" : "T2", it.container],
    ["M3", it.preprint && "Preprint"],
    ["PY", it.issued.slice(0, 4)],
    ["DA", `${it.issued.replaceAll("-", "/")}/`],
    ["DO", it.doi],
    ["AN", it.eprint && `arXiv:${it.eprint}`],
    ["LA", it.language],
    ["UR", it.url],
  ], ([tag, value]) => `${tag}  - ${value}\n`) + "ER  - \n";
}

const known = (pairs) => Object.fromEntries(pairs.filter(([, value]) => value));
const cslName = (name) => (isText(name) ? { literal: name } : known([["family", name[0]], ["given", name[1]], ["suffix", name[2]]]));

export function csl(row) {
  const it = named(row);
  return known([
    ["id", it.key],
    ["type", it.preprint ? "article" : "article-journal"],
    ["genre", it.preprint && "preprint"],
    ["title", it.title],
    [it.preprint ? "publisher" : "container-title", it.container],
    ["number", it.eprint && `arXiv:${it.eprint}`],
    ["DOI", it.doi],
    ["URL", it.url],
    ["language", it.language],
    ["author", it.names.length && it.names.map(cslName)],
    ["issued", { "date-parts": [it.issued.split("-").map(Number)] }],
  ]);
}

// One line for a text or a mail: authors. title. where, year. address.
export function line(row) {
  const it = named(row);
  const people = it.names.map((name) => (isText(name) ? name : name[3] || [name[1], name[0], name[2]].filter(Boolean).join(" ")));
  const shown = people.length > FEW ? `${people.slice(0, FEW).join(", ")} et al.` : people.join(", ");
  const place = [it.container + (it.eprint && it.container === "arXiv" ? `:${it.eprint}` : ""), it.issued.slice(0, 4)];
  const address = it.doi ? `https://doi.org/${verbatim(it.doi)}` : it.url;
  const end = (text) => (/[.?!。？！]$/.test(text) ? text : `${text}.`);
  return [shown && end(shown), end(it.title), end(place.filter(Boolean).join(", ")), address].filter(Boolean).join(" ");
}

// A whole file, as `bibtex`, `ris`, `csl_json` write it.
export function file(format, rows) {
  if (format === "csl") return `${JSON.stringify(rows.map(csl), null, 1)}\n`;
  return rows.map(format === "bib" ? bib : ris).join("\n");
}

// -- what buttons do ---------------------------------------------------------------------------------

const isGone = (error) => /: 404$/.test(error.message);

// Rows of [slug, day] pairs, in their order; what is no longer there is left out.
export async function rowsOf(kit, pairs) {
  const { recordOf } = await kit.load("archive");
  const found = await Promise.all(pairs.map(async ([slug, day]) => {
    try { return await recordOf(kit, slug, day); } catch (error) { if (!isGone(error)) throw error; }
  }));
  return found.filter(Boolean).map(rowOf);
}

// News and notices are cited one by one, a day's papers together.
async function rowsOfDay(kit, day) {
  const { recordsOf } = await kit.load("archive");
  return (await recordsOf(kit, day)).filter(({ genre }) => genre === "paper").map(rowOf);
}

async function asked(kit, of) {
  if (of.day) return rowsOfDay(kit, of.day);
  return rowsOf(kit, of.cards ? kit.all("main .card").filter((card) => kit.find("h3", card)).map(kit.placeOf) : of);
}

export function download(text, name, type) {
  const address = URL.createObjectURL(new Blob([text], { type }));
  Object.assign(document.createElement("a"), { href: address, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}

export function save(format, rows, name = "") {
  const [file_, type] = FILES[format];
  download(file(format, rows), name ? file_.replace("cite", name) : file_, type);
}

function show(kit, format, row) {
  const dialog = kit.dialog("citing");
  const field = kit.find("textarea", dialog);
  kit.find("h2", dialog).textContent = format === "bib" ? "BibTeX" : "RIS";
  field.value = file(format, [row]);
  field.rows = Math.min(field.value.split("\n").length + 2, 18);
  kit.find("[data-copy]", dialog).onclick = () => copy(kit, field.value, field);
  kit.find("[data-save]", dialog).onclick = () => save(format, [row], row[0]);
}

// A browser that does not allow copying gets the text to copy by hand.
async function copy(kit, text, field) {
  try {
    await navigator.clipboard.writeText(text);
    kit.announce(kit.words.said.copy);
  } catch {
    field?.select();
    kit.announce(kit.words.said.copyRefused);
  }
}

export async function act(kit, name, card, button) {
  try {
    if (name === "save") {
      save(button.dataset.format, await asked(kit, JSON.parse(button.closest("[data-of]").dataset.of)));
      return;
    }
    const [row] = await rowsOf(kit, [kit.placeOf(card)]);
    if (!row) throw new Error(kit.placeOf(card)[0]);
    if (name === "copy") await copy(kit, line(row));
    else show(kit, name, row);
  } catch (error) {
    console.warn(error);
    kit.announce(kit.words.failed);
  }
}
