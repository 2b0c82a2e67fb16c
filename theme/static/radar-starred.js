// Starred papers: listed from what this browser keeps; all marks written to a file and read back.

const FORMAT = "academichub-reader";
const LARGEST = 8_000_000;
const KEPT = { stars: {}, read: {}, muted: {}, mine: {} };

const isText = (value, most) => typeof value === "string" && value.length <= most;

export function isRow(row) {
  return Array.isArray(row) && row.length === 11
    && isText(row[0], 200) && /^[\w.%~-]+$/.test(row[0])
    && isText(row[1], 10) && /^\d{4}-\d\d-\d\d$/.test(row[1])
    && isText(row[2], 2000) && Array.isArray(row[3]) && row[3].length <= 6 && row[3].every((name) => isText(name, 500))
    && Number.isInteger(row[4]) && isText(row[5], 300) && isText(row[6], 20);
}

// Take what a file may bring; what is not of our making is left out. Null for a file of another kind.
export function readFile(text) {
  let data;
  try { data = JSON.parse(text); } catch { return null; }
  if (data?.format !== FORMAT || data.version !== 1) return null;
  const marks = (found) => Object.fromEntries(
    Object.keys(found && typeof found === "object" ? found : {}).filter((slug) => isText(slug, 200)).map((slug) => [slug, 1]),
  );
  const stars = Object.values(data.stars && typeof data.stars === "object" ? data.stars : {}).filter(isRow);
  return {
    stars: Object.fromEntries(stars.map((row) => [row[0], row])),
    read: marks(data.read),
    muted: marks(data.muted),
    mine: data.mine && typeof data.mine === "object" && !Array.isArray(data.mine) ? data.mine : {},
  };
}

export async function start(kit) {
  const { find, all, say, words } = kit;
  const place = find("[data-module=starred]");
  const list = find(".cards", place);

  const starred = () => Object.values(kit.kept("stars", {})).filter(isRow).reverse();

  function render() {
    const rows = starred();
    const there = all(".card", list);
    const same = there.length === rows.length && there.every((card, n) => card.dataset.slug === rows[n][0]);
    if (!same) list.replaceChildren(...rows.map((row, n) => kit.cardOf(row, n + 1)));
    find("[data-empty]", place).hidden = rows.length > 0;
    find("[data-cites]", place).hidden = !rows.length;
    find("[data-count]", place).textContent = rows.length ? say("stars", { n: rows.length }) : "";
  }

  function save() {
    const data = { format: FORMAT, version: 1, site: kit.base.pathname };
    for (const [name, empty] of Object.entries(KEPT)) data[name] = kit.kept(name, empty);
    const address = URL.createObjectURL(new Blob([JSON.stringify(data)], { type: "application/json" }));
    Object.assign(document.createElement("a"), { href: address, download: "academichub-reader.json" }).click();
    setTimeout(() => URL.revokeObjectURL(address), 10_000);
  }

  // What is here stays; a file adds to it.
  async function take(file) {
    const read = file.size <= LARGEST ? readFile(await file.text()) : null;
    if (!read) return say("notOurs");
    for (const name of ["stars", "read", "muted"]) kit.keep(name, { ...read[name], ...kit.kept(name, {}) });
    if (!Object.keys(kit.kept("mine", {})).length) kit.keep("mine", read.mine);
    kit.refresh();
    return say("taken", { n: Object.keys(read.stars).length });
  }

  // A paper whose day is no longer there is left out, and its absence told.
  async function cite(format) {
    const made = await kit.load("cite");
    const pairs = starred().map(([slug, day]) => [slug, day]);
    const rows = await made.rowsOf(kit, pairs);
    made.save(format, rows, "starred");
    if (rows.length < pairs.length) kit.announce(say("cited", { n: rows.length, all: pairs.length }));
  }

  for (const button of all("[data-format]", place)) {
    button.addEventListener("click", () => cite(button.dataset.format).catch(kit.fail));
  }
  find("[data-export]", place).addEventListener("click", save);
  const input = find("input[type=file]", place);
  find("[data-import]", place).addEventListener("click", () => input.click());
  input.addEventListener("change", async () => {
    const [file] = input.files;
    if (!file) return;
    const told = await take(file);
    find("[data-told]", place).textContent = told;
    kit.announce(told);
    input.value = "";
  });
  document.addEventListener("radar:marks", render);
  render();
  if (!kit.keep("probe", 1)) find("[data-told]", place).textContent = words.refused;
}
