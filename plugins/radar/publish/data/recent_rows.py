"""Write what pages ask for when a reader filters what is new: rows of the last 30 days.

    recent.json          a row a paper (`data_rows`), to find words in
    recent/index.json    the same without titles and names, for all other filters
    recent/<day>.json    a day of them with more names, to show

Rows are written as columns, which pack better: `columns[n]` holds what `row[n]` would be
of every paper, 0 where none has it here. `at` gives the number of each paper on its day,
by which the files of authors name it (`named`). A day of an earlier output stays while
its `sum` says so: a new day costs no more than itself.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import islice
from pathlib import Path
from typing import Any, Final

import orjson

from radar.publish import inputs, urls
from radar.publish.data import data_rows
from radar.publish.data.data_rows import Tables, columns, tables
from radar.publish.data.first_met import in_order, indexed
from radar.publish.incremental import Unit, fingerprint
from radar.publish.view import Site

WINDOW: Final = timedelta(days=30)
_MOST: Final = 4000
"""Papers in recent.json."""
_LEADING: Final = 3
"""Authors of each that words are looked for in; whole names are found through the files of authors."""
_WORDS: Final = frozenset((2, 3, 4))
"""Columns of titles, authors and their number."""
_VERSION: Final = 2


@dataclass(frozen=True, kw_only=True, slots=True)
class _DayRows:
    """Hold a day's rows."""

    columns: list[list[Any]]
    at: list[int]
    """Each paper's number on its day."""
    key: str
    """Sums up what they were made from."""

    @property
    def sum(self) -> str:
        return fingerprint(self.key, _json(self.columns), _json(self.at))


def recent_units(site: Site, before: Path | None = None) -> Iterator[Unit]:
    """List the one unit that makes them all: what shows thirty days is made from thirty days.

    `before` is an output folder of which days may be kept as they are.
    """
    days = recent_days(site)
    cited = {f"cited {day.isoformat()}": " ".join(site.register.cited_on(day)) for day in days}
    yield Unit(
        name="recent",
        inputs={**inputs.settings(site), **inputs.contents(site, days), **cited},
        make=lambda: _files(site, days, before),
    )


def recent_paths(site: Site) -> frozenset[str]:
    """Name every file."""
    return frozenset((urls.recent(), urls.recent_index(), *map(urls.recent_day, recent_days(site))))


def recent_days(site: Site) -> tuple[date, ...]:
    """Give the days whose papers are recent, newest first."""
    dates = site.register.dates
    return tuple(day for day in dates if day > dates[0] - WINDOW)


def _files(site: Site, days: Sequence[date], before: Path | None) -> Iterator[tuple[str, bytes]]:
    """Write the rows three times: to find by words, to find by what is numbered, to show."""
    by_day = {day: _day_rows(site, day, before) for day in days}
    rows = list(islice((row for one in by_day.values() for row in zip(*one.columns, strict=True)), _MOST))
    head = {
        "version": _VERSION,
        **data_rows.named(site),
        "days": [day.isoformat() for day, one in by_day.items() if one.at],
        "sources": sorted({row[5].partition(" · ")[0] for row in rows} - {""}),
        "at": list(islice((at for one in by_day.values() for at in one.at), _MOST)),
    }
    leading = [[*row[:3], row[3][:_LEADING], *row[4:]] for row in rows]
    numbered = [0 if n in _WORDS else column for n, column in enumerate(columns(rows))]
    yield urls.recent(), _json({**head, "columns": columns(leading)})
    yield urls.recent_index(), _json({**head, "columns": numbered})
    for day, one in by_day.items():
        yield (
            urls.recent_day(day),
            _json({"version": _VERSION, "columns": one.columns, "at": one.at, "sum": one.sum}),
        )


def _day_rows(site: Site, day: date, before: Path | None) -> _DayRows:
    """Give a day's rows: those of an earlier output where they were made from the same, else new ones."""
    cited = site.register.cited_on(day)
    key = fingerprint(site.settings, site.register.content(day), *cited)
    return (before and _kept(before / urls.recent_day(day), key)) or _made(site, day, tables(site, cited), key)


def _kept(path: Path, key: str) -> _DayRows | None:
    try:
        told = orjson.loads(path.read_bytes())
        found = _DayRows(columns=told["columns"], at=told["at"], key=key)
        return found if found.sum == told["sum"] and told["version"] == _VERSION else None
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _made(site: Site, when: date, known: Tables, key: str) -> _DayRows:
    day = site.day(when)
    entries = tuple(indexed(day)) if day else ()
    places = {entry.slug: number for number, entry in enumerate(in_order(day))} if day else {}
    rows = [known.row(entry, rank) for rank, entry in enumerate(entries)]
    return _DayRows(columns=columns(rows), at=[places[entry.slug] for entry in entries], key=key)


def _json(value: object) -> bytes:
    return orjson.dumps(value, option=orjson.OPT_SORT_KEYS)
