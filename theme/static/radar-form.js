// The form of home's filters: what it shows of an address, and what address it asks for.

const SELECTS = ["topic", "field", "source", "type"];
const FIELDS = ["q", "from", "to"];

export function start({ form, lang, ask }) {
  const { elements } = form;
  let query = {};

  function fill(known) {
    for (const [key, entries] of [
      ["topic", known.topics.map((each) => [each.id, each.name[lang]])],
      ["field", known.fields.map((each) => [each.id, each.name[lang]])],
      ["source", (known.sources ?? []).map((name) => [name, name])],
    ]) {
      const there = new Set([...elements[key].options].map((option) => option.value));
      for (const [value, name] of entries) if (!there.has(value)) elements[key].add(new Option(name, value));
    }
  }

  function show(asked) {
    query = asked;
    for (const key of SELECTS) elements[key].value = query[key]?.[0] ?? "";
    for (const key of FIELDS) if (elements[key] !== document.activeElement) elements[key].value = query[key] ?? "";
    elements.has.checked = Boolean(query.has);
    elements.starred.checked = Boolean(query.starred);
  }

  function read() {
    const { author, sort } = query;
    const next = { author, sort };
    for (const key of SELECTS) {
      const { value } = elements[key];
      const others = (query[key] ?? []).slice(1);
      if (value) next[key] = [...new Set([value, ...(value === query[key]?.[0] ? others : [])])];
    }
    for (const key of FIELDS) if (elements[key].value.trim()) next[key] = elements[key].value.trim();
    if (elements.has.checked) next.has = "briefing";
    if (elements.starred.checked) next.starred = "1";
    return next;
  }

  form.addEventListener("submit", (event) => { event.preventDefault(); ask(read()); });
  form.addEventListener("change", (event) => { if (event.target.name !== "q") ask(read()); });
  let waiting;
  elements.q.addEventListener("input", (event) => {
    clearTimeout(waiting);
    if (!event.isComposing) waiting = setTimeout(() => ask(read(), { replace: Boolean(query.q) }), 300);
  });
  elements.q.addEventListener("compositionend", () => elements.q.dispatchEvent(new Event("input")));
  return { fill, show };
}
