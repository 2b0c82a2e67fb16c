"""Cut the papers of all authors into small files, so that a browser finds one author's with one request.

A name's file is told by a hash of its folded form (`sift.keys.fold_name`), which
theme/static/radar-names.js reckons in the same way.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Final

from radar.publish.view import Day, Entry, Site
from radar.sift.keys import fold_name

_PER_SHARD: Final = 50
"""Rows in a file, on average at most: 15 to 20 kB of real papers."""
_OFFSET: Final = 0x811C9DC5
_PRIME: Final = 0x01000193

Row = Sequence[Any]


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


def shard_count(site: Site) -> int:
    """Count the files: a power of two, so that they seldom all change."""
    rows = sum(len(entry.paper.authors) for day in site.days for entry in indexed(day))
    needed = max(1, -(-rows // _PER_SHARD))
    return 1 << (needed - 1).bit_length()


def shards(rows: Iterable[tuple[Sequence[str], Row]], count: int) -> list[dict[str, dict[str, list[Any]]]]:
    """Sort rows by author into `count` files: folded name to the names as written, and the rows in their order.

    `rows` are the whole list of a paper's authors, with what is to be shown of it. Two
    authors of one paper whose names fold alike have it once.
    """
    found: list[dict[str, dict[str, list[Any]]]] = [{} for _ in range(count)]
    for authors, row in rows:
        for key, written in _keys(authors).items():
            entry = found[fnv1a(key) % count].setdefault(key, {"names": [], "papers": []})
            entry["names"].extend(name for name in written if name not in entry["names"])
            entry["papers"].append(row)
    return found


def _keys(authors: Iterable[str]) -> Mapping[str, list[str]]:
    keys: dict[str, list[str]] = {}
    for name in authors:
        if key := fold_name(name):
            keys.setdefault(key, []).append(name)
    return keys
