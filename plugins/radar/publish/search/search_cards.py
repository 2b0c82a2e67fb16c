"""Write what the search page shows of what it found: small files of a few items each.

    data/search/<period>/cards/<n>.json    items 8n to 8n+7 of a period, in its order

A paper is `{"row": …, "text": …, "gist": {…}}`: its row (`data_rows`), how its abstract
begins, what a model wrote of it by language. A briefing is `{"briefing": name, …}` with
title, text and `ai` by language. All of it is plain text.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

import orjson

from radar.models import Briefing, Genre
from radar.publish.data.data_rows import Tables
from radar.publish.formulas import tex
from radar.publish.search import search_paths
from radar.publish.search.search_items import Item, Period

PER_FILE: Final = 8
"""Items in a file: ten results lie in ten files, mostly."""
_TEXT: Final = 330
_READ: Final = 3 * _TEXT
_KIND: Final = 6
"""Where a row says how the paper came."""


def cards(period: Period, known: Tables) -> Iterator[tuple[str, bytes]]:
    """Give a period's files with their bytes."""
    for number in range(count(period)):
        items = period.items[number * PER_FILE :][:PER_FILE]
        yield search_paths.cards(period.number, number), orjson.dumps([_item(item, known) for item in items])


def count(period: Period) -> int:
    """Count a period's files."""
    return -(-len(period.items) // PER_FILE)


def _item(item: Item, known: Tables) -> dict[str, Any]:
    if item.entry is None:
        return _briefing(item)
    paper = item.entry.paper
    row = known.row(item.entry, item.rank)
    if paper.genre is not Genre.PAPER:
        row[_KIND] = paper.genre.value
    gists = {gist.lang: tex.plain(gist.text) for gist in item.entry.gists if gist.by == "model" and gist.lang}
    return {"row": row, "text": _cut(paper.abstract)} | ({"gist": gists} if gists else {})


def _briefing(item: Item) -> dict[str, Any]:
    first = next(iter(item.briefings.values()))
    return {
        "briefing": item.name,
        "day": item.day.isoformat(),
        "topic": first.slug if first.kind == "topic" else "",
        "fields": list(first.fields),
        "title": {lang: tex.plain(one.title) for lang, one in item.briefings.items()},
        "text": {lang: _cut(_lead(one)) for lang, one in item.briefings.items()},
        "ai": {lang: one.by == "model" for lang, one in item.briefings.items()},
    }


def _lead(briefing: Briefing) -> str:
    return " ".join(sentence.text for section in briefing.sections for sentence in section.sentences)


def _cut(text: str) -> str:
    """Give how a text begins, in plain text, cut between words."""
    plain = tex.plain(text[:_READ])
    if len(plain) <= _TEXT:
        return plain
    head = plain[:_TEXT]
    at = head.rfind(" ", _TEXT * 3 // 4)
    return f"{head[:at] if at > 0 else head}…"
