"""Write what pages ask for when a reader filters them: JSON below `data/`.

    recent.json               the last 30 days, a row a paper (`data_rows`), to find words in
    recent/index.json         the same without titles and names, for all other filters
    recent/<day>.json         a day of them with more names, to show
    authors/index.json        how many files authors are sorted into
    authors/<number>.json     by folded name: its papers in the whole archive, as rows
    authors/<hash>-<n>.json   rows of a name that has very many

Rows of recent days are written as columns, which pack better: `columns[n]` holds what
`row[n]` would be of every paper, 0 where none has it here.

A day's papers in full are open data (`open_data`).
The same archive gives the same bytes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from itertools import islice
from typing import Any, Final

import orjson

from radar.publish import urls
from radar.publish.data import author_index
from radar.publish.data.data_rows import Tables, columns, tables
from radar.publish.told import cited
from radar.publish.view import Day, Entry, Site
from radar.sift import fields

WINDOW: Final = timedelta(days=30)
_MOST: Final = 4000
"""Papers in recent.json."""
_LEADING: Final = 3
"""Authors of each that words are looked for in; whole names are found through the files of authors."""
_WORDS: Final = frozenset((2, 3, 4))
"""Columns of titles, authors and their number."""
_VERSION: Final = 1

_Row = tuple[Entry, list[Any]]


def data_files(site: Site) -> Iterator[tuple[str, bytes]]:
    """Give every file with its bytes."""
    known = tables(site, cited(site))
    rows = [row for day in site.days for row in _rows(day, known)]
    yield from _recent(site, known, [row for _, row in rows])
    yield from _authors(site, known, rows)


def data_paths(site: Site) -> frozenset[str]:
    """Name every file."""
    laid = author_index.layout(site)
    recent = {urls.recent(), urls.recent_index(), *(urls.recent_day(day) for day in recent_days(site))}
    authors = {urls.author_list(), *(urls.author_shard(number) for number in range(laid.shards))}
    parts = {
        urls.author_part(author_index.fnv1a(key), n) for key, counts in laid.parts.items() for n in range(len(counts))
    }
    return frozenset(recent | authors | parts)


def recent_days(site: Site) -> tuple[date, ...]:
    """Give the days whose papers are recent, newest first."""
    since = site.days[0].day - WINDOW if site.days else date.max
    return tuple(day.day for day in site.days if day.day > since)


def _rows(day: Day, known: Tables) -> Iterator[_Row]:
    for rank, entry in enumerate(author_index.indexed(day)):
        yield entry, known.row(entry, rank)


def _recent(site: Site, known: Tables, rows: Iterable[list[Any]]) -> Iterator[tuple[str, bytes]]:
    """Write the rows of recent days three times: to find by words, to find by what is numbered, to show."""
    by_day: dict[str, list[list[Any]]] = {day.isoformat(): [] for day in recent_days(site)}
    papers = list(islice((row for row in rows if row[1] in by_day), _MOST))
    for row in papers:
        by_day[row[1]].append(row)
    head = {
        "version": _VERSION,
        **_named(site, known),
        "days": [day for day, found in by_day.items() if found],
        "sources": sorted({row[5].partition(" · ")[0] for row in papers} - {""}),
    }
    leading = [[*row[:3], row[3][:_LEADING], *row[4:]] for row in papers]
    numbered = [0 if n in _WORDS else column for n, column in enumerate(columns(papers))]
    yield urls.recent(), _json({**head, "columns": columns(leading)})
    yield urls.recent_index(), _json({**head, "columns": numbered})
    for day in recent_days(site):
        yield urls.recent_day(day), _json({"version": _VERSION, "columns": columns(by_day[day.isoformat()])})


def _named(site: Site, known: Tables) -> dict[str, Any]:
    """Name topics and disciplines in both languages, in the order of their numbers."""
    return {
        "topics": [
            {"id": v.topic.id, "name": {lang: v.topic.title(lang) for lang in site.langs}} for v in site.topics
        ],
        "fields": [
            {"id": field, "name": {lang: fields.NAMES[field][lang] for lang in site.langs}}
            for field in known.names()["fields"]
        ],
    }


def _authors(site: Site, known: Tables, rows: Sequence[_Row]) -> Iterator[tuple[str, bytes]]:
    laid = author_index.layout(site)
    found, apart = author_index.shards(((entry.paper.authors, row) for entry, row in rows), laid)
    names = sum(map(len, found))
    index = {"version": _VERSION, "shards": laid.shards, "names": names, "papers": len(rows), **_named(site, known)}
    yield urls.author_list(), _json(index)
    for number, shard in enumerate(found):
        yield urls.author_shard(number), _json(shard)
    for key, parts in apart.items():
        for number, papers in enumerate(parts):
            yield urls.author_part(author_index.fnv1a(key), number), _json({"papers": papers})


def _json(value: object) -> bytes:
    return orjson.dumps(value, option=orjson.OPT_SORT_KEYS)
