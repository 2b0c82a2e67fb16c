// What single keys do; theme.js sees to it that they are not pressed in a field, with a modifier, or switched off.

const PLACES = { h: "", b: "briefings/", t: "topics/", s: "starred/", r: "my-radar/" };
const ON_CARD = { o: abstract, v: openSource, s: "star", f: "star", m: "read", x: "mute", c: "copy" };
const STEPS = { j: 1, k: -1 };
const SOON = 1500;

let current = null;
let going = -SOON;

const here = () => document.activeElement.closest?.(".card") ?? current;

function move({ all, find, titleOf }, step) {
  const cards = all("main .card").filter((card) => find("h3", card) && card.getClientRects().length);
  const at = cards.indexOf(here());
  const last = cards.length - 1;
  current = cards[at < 0 ? (step > 0 ? 0 : last) : Math.min(Math.max(at + step, 0), last)];
  if (!current) return;
  const title = titleOf(current);
  if (title.tagName === "H3") title.tabIndex = -1;
  title.focus();
  current.scrollIntoView({ block: "nearest" });
}

function abstract({ find, titleOf }, card) {
  const details = find("details.abstract", card);
  if (details) details.open = !details.open;
  else titleOf(card).click();
}

async function openSource({ fill, mark, show, slugOf, source }, card) {
  if (card.row) await fill(card).catch(() => undefined);
  const address = source(card);
  if (address) window.open(address, "_blank", "noopener");
  mark("read", slugOf(card), true);
  show(card);
}

export function help(kit) {
  const box = kit.find("input", kit.dialog("help"));
  box.checked = kit.kept("keys", "on") !== "off";
  box.onchange = () => kit.keep("keys", box.checked ? "on" : "off");
}

export function press(kit, { key, timeStamp }) {
  const isPlace = timeStamp - going < SOON && key in PLACES;
  going = key === "g" ? timeStamp : -SOON;
  if (isPlace) location.href = new URL(PLACES[key], kit.home);
  else if (key in STEPS) move(kit, STEPS[key]);
  else if (key === "?") help(kit);
  else if (key === "n") kit.find("button[data-batch]")?.click();
  else if (key === "Escape") document.activeElement.blur?.();
  else if (key in ON_CARD) {
    const card = here();
    if (!card?.isConnected) return;
    const what = ON_CARD[key];
    if (typeof what === "string") kit.actions[what](card);
    else what(kit, card);
  }
}
