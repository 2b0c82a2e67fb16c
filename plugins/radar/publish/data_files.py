"""Write what pages ask for when a reader filters them: JSON below `data/`.

    recent.json            the last 30 days, a row a paper (`data_rows`)
    authors/index.json     how many files authors are sorted into
    authors/<number>.json  by folded name: its papers in the whole archive, as rows
    days/<day>.json        a day's papers in full, as far as their sources allow

The same archive gives the same bytes.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import timedelta
from itertools import islice
from typing import Any, Final

import orjson

from radar.publish import author_index, cards, urls
from radar.publish.data_rows import Tables, kind, tables
from radar.publish.told import cited
from radar.publish.view import Day, Entry, Site
from radar.sift import fields

WINDOW: Final = timedelta(days=30)
_MOST: Final = 4000
"""Papers in recent.json."""
_VERSION: Final = 1

_Row = tuple[Entry, list[Any]]


def data_files(site: Site) -> Iterator[tuple[str, bytes]]:
    """Give every file with its bytes."""
    known = tables(site, cited(site))
    rows = [row for day in site.days for row in _rows(day, known)]
    yield urls.recent(), _json(_recent(site, known, rows))
    yield from _authors(site, known, rows)
    for day in site.days:
        yield urls.day_data(day.day), _json(_day(day))


def _rows(day: Day, known: Tables) -> Iterator[_Row]:
    for rank, entry in enumerate(author_index.indexed(day)):
        yield entry, known.row(entry, rank)


def _recent(site: Site, known: Tables, rows: Sequence[_Row]) -> dict[str, Any]:
    since = site.newest.day - WINDOW if site.newest else None
    within = (row for entry, row in rows if since and entry.paper.day > since)
    papers = list(islice(within, _MOST))
    return {
        "version": _VERSION,
        **_named(site, known),
        "days": list(dict.fromkeys(row[1] for row in papers)),
        "sources": sorted({row[5].partition(" · ")[0] for row in papers} - {""}),
        "papers": papers,
    }


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
    count = author_index.shard_count(site)
    found = author_index.shards(((entry.paper.authors, row) for entry, row in rows), count)
    names = sum(map(len, found))
    index = {"version": _VERSION, "shards": count, "names": names, "papers": len(rows), **_named(site, known)}
    yield urls.author_list(), _json(index)
    for number, shard in enumerate(found):
        yield urls.author_shard(number), _json(shard)


def _day(day: Day) -> dict[str, Any]:
    entries = (*author_index.indexed(day), *day.notices, *day.news)
    return {
        "version": _VERSION,
        "day": day.day.isoformat(),
        "papers": [_whole(entry) for entry in {entry.slug: entry for entry in entries}.values()],
    }


def _whole(entry: Entry) -> dict[str, Any]:
    paper = entry.paper
    return {
        "id": paper.id,
        "slug": entry.slug,
        "day": paper.day.isoformat(),
        "title": paper.title,
        "authors": list(paper.authors),
        "abstract": paper.abstract,
        "abstract_from": paper.abstract_from,
        "links": dict(cards.source_links(paper)),
        "doi": paper.doi,
        "license": paper.license,
        "sources": list(cards.place_labels(paper)),
        "genre": str(paper.genre.value),
        "kind": kind(entry),
        "retracted": entry.retracted.isoformat() if entry.retracted else "",
        "topics": [match.topic_id for match in entry.matches],
        "reasons": [
            {"kind": reason.kind, "text": reason.text, "where": reason.where}
            for reason in (*(r for match in entry.matches for r in match.reasons), *cards.own_reasons(entry))
        ],
    }


def _json(value: object) -> bytes:
    return orjson.dumps(value, option=orjson.OPT_SORT_KEYS)
