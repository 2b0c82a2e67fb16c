// Batches: all papers that pass the filters, shuffled by the day and cut into slices, each topic in
// proportion in each of them. A number names the same papers in every browser; which number comes
// next is the reader's own: the one with most papers not seen yet.

// `leading` rows stand last: they are what home shows anyway.
export function slices(rows, { day, size, leading, hash }) {
  const order = new Map(rows.map((row) => [row, hash(`${day}|${row[0]}`)]));
  const isLeading = (row) => row[1] === day && row[10] < leading;
  const first = inProportion(rows.filter((row) => !isLeading(row)), order);
  const all = [...first, ...inProportion(rows.filter(isLeading), order)];
  return Array.from({ length: Math.ceil(all.length / size) }, (_, n) => all.slice(n * size, (n + 1) * size));
}

export const slice = (found, number) => found[(number - 1) % found.length] ?? [];

// The number after `now` with most unseen papers; of equals the nearest.
export function next(found, now, isSeen) {
  let best = now + 1;
  let most = -1;
  for (let number = now + 1; number <= now + found.length; number += 1) {
    const fresh = slice(found, number).filter((row) => !isSeen(row)).length;
    if (fresh > most) [best, most] = [number, fresh];
  }
  return best;
}

// Rows of each topic are spread evenly over the whole, so that every slice has its share.
function inProportion(rows, order) {
  const groups = new Map();
  for (const row of rows) {
    const topic = row[7][0] ?? -1;
    groups.set(topic, [...(groups.get(topic) ?? []), row]);
  }
  const placed = [...groups.values()].flatMap((group) => group
    .sort((a, b) => order.get(a) - order.get(b))
    .map((row, n) => [(n + 0.5) / group.length, order.get(row), row]));
  return placed.sort((a, b) => a[0] - b[0] || a[1] - b[1]).map(([, , row]) => row);
}
