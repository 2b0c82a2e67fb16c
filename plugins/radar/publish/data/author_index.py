"""Cut the papers of all authors into small files, so that a browser finds one author's with one request.

A name's file is told by a hash of its folded form (`sift.keys.fold_name`), which
theme/static/radar-names.js reckons in the same way. There are as many files as it takes
for none to pass `BOUND`. A name that alone would fill most of one has its rows in parts,
files of their own; in its file stands how many.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from radar.models import Paper
from radar.publish.view import Day, Entry, Site
from radar.sift import identity
from radar.sift.keys import fold_name

BOUND: Final = 40_000
"""Bytes of a file."""
SHOWN: Final = 6
"""Authors in a row."""
_ROOM: Final = 32_000
"""Bytes that are filled by reckoning: how many a row has is told before it is written."""
_LARGE: Final = 12_000
"""Bytes of one name's rows that are too many for a file it shares."""
_ROW: Final = 150
"""Bytes of a row besides slug, title and names, at most."""
_MOST: Final = 1 << 16
"""Files; more than any archive takes."""
_SPELLINGS: Final = 20
"""Ways of writing a name that are told."""
_OFFSET: Final = 0x811C9DC5
_PRIME: Final = 0x01000193

Row = Sequence[Any]


@dataclass(frozen=True, kw_only=True, slots=True)
class Layout:
    """Say how names are laid out in files."""

    shards: int
    """A power of two, so that files seldom all change."""
    parts: Mapping[str, tuple[int, ...]]
    """By folded name, of names in parts: how many rows each part has, in order."""

    def number(self, key: str) -> int:
        """Tell which file holds a folded name."""
        return fnv1a(key) % self.shards


def fnv1a(key: str) -> int:
    """Hash a text to 32 bits: FNV-1a over its UTF-8 (datatracker.ietf.org, draft-eastlake-fnv)."""
    value = _OFFSET
    for byte in key.encode():
        value = (value ^ byte) * _PRIME & 0xFFFFFFFF
    return value


def indexed(day: Day) -> Iterator[Entry]:
    """Give the papers of a day that authors are found by: new ones, then those first met in a later version."""
    yield from day.papers
    yield from (event.entry for event in day.events if event.is_first)


def layout(site: Site) -> Layout:
    """Lay out a site's authors: a function of its papers alone."""
    found: defaultdict[str, list[int]] = defaultdict(list)
    for day in site.days:
        for entry in indexed(day):
            size = _size(entry.paper)
            for key in _keys(entry.paper.authors):
                found[key].append(size)
    parts = {key: _cut(sizes) for key, sizes in found.items() if sum(sizes) > _LARGE}
    loads = {key: 40 + 3 * len(key.encode()) + (0 if key in parts else sum(sizes)) for key, sizes in found.items()}
    return Layout(shards=_count([(fnv1a(key), load) for key, load in loads.items()]), parts=parts)


def _size(paper: Paper) -> int:
    """Reckon the bytes of a paper's row: what is TeX may grow as it becomes plain."""
    title = len(paper.title.encode())
    names = sum(len(name.encode()) + 3 for name in paper.authors[:SHOWN])
    return _ROW + len(identity.slug(paper.id)) + title + names + (title // 2 if "\\" in paper.title else 8)


def _cut(sizes: Sequence[int]) -> tuple[int, ...]:
    """Cut rows into parts that fit, each of one row at least."""
    parts, filled = [0], 0
    for size in sizes:
        if parts[-1] and filled + size > _ROOM:
            parts.append(0)
            filled = 0
        parts[-1] += 1
        filled += size
    return tuple(parts)


def _count(loads: Sequence[tuple[int, int]]) -> int:
    """Count the files that it takes, of names' hashes and bytes. Names of one hash never part: there is an end."""
    count = 1 << (sum(load for _, load in loads) // _ROOM).bit_length()
    while count < _MOST:
        filled = [0] * count
        for value, load in loads:
            filled[value % count] += load
        if max(filled) <= _ROOM:
            break
        count *= 2
    return count


def shards(
    rows: Iterable[tuple[Sequence[str], Row]], laid: Layout
) -> tuple[list[dict[str, dict[str, Any]]], dict[str, list[list[Row]]]]:
    """Sort rows by author: the files by number, and the parts of names that have some.

    A file holds by folded name the names as written, and the rows in their order or how
    many parts they are in. `rows` are the whole list of a paper's authors, with what is to
    be shown of it. Two authors of one paper whose names fold alike have it once.
    """
    found: list[dict[str, dict[str, Any]]] = [{} for _ in range(laid.shards)]
    for authors, row in rows:
        for key, written in _keys(authors).items():
            entry = found[laid.number(key)].setdefault(key, {"names": [], "papers": []})
            room = _SPELLINGS - len(entry["names"])
            entry["names"].extend([name for name in written if name not in entry["names"]][:room])
            entry["papers"].append(row)
    apart: dict[str, list[list[Row]]] = {}
    for key, counts in laid.parts.items():
        entry = found[laid.number(key)][key]
        papers = iter(entry["papers"])
        apart[key] = [[next(papers) for _ in range(count)] for count in counts]
        entry.update({"papers": [], "parts": len(counts)})
    return found, apart


def _keys(authors: Iterable[str]) -> Mapping[str, list[str]]:
    keys: dict[str, list[str]] = {}
    for name in authors:
        if key := fold_name(name):
            keys.setdefault(key, []).append(name)
    return keys
