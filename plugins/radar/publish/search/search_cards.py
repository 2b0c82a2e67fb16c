"""Write what the search page shows of what it found: small files of a few items each.

    data/search/<period>/cards/<n>.json    items 8n to 8n+7 of a period, in its order
                                           (of a lean one 64n to 64n+63)

A paper is `{"row": …, "text": …, "gist": {…}}`: its row (`data_rows`), how its abstract
begins, what a model wrote of it by language. In a lean period it is `[slug, day]`, and the
page asks the archive's month for the rest. A briefing is `{"briefing": name, …}` with title
and `ai` by language, and text where the period is not lean. All of it is plain text.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, Final

import orjson

from radar.models import Briefing, Genre
from radar.publish.data.data_rows import Tables
from radar.publish.formulas import tex
from radar.publish.search import search_paths
from radar.publish.search.search_items import Item, Period
from radar.publish.view import Entry

PER_FILE: Final = 8
"""Items in a file: ten results lie in ten files, mostly."""
PER_LEAN_FILE: Final = 64
_TEXT: Final = 330
_KIND: Final = 6
"""Where a row says how the paper came."""


def cards(period: Period, items: Sequence[Item], known: Tables) -> Iterator[tuple[str, bytes]]:
    """Give a period's files with their bytes."""
    size = per_file(period)
    for number in range(count(period)):
        shown = [_item(item, known, is_lean=period.is_lean) for item in items[number * size :][:size]]
        yield search_paths.cards(period.name, number), orjson.dumps(shown)


def count(period: Period) -> int:
    """Count a period's files."""
    return -(-period.items // per_file(period))


def per_file(period: Period) -> int:
    """Tell how many items lie in one of a period's files."""
    return PER_LEAN_FILE if period.is_lean else PER_FILE


def _item(item: Item, known: Tables, *, is_lean: bool) -> Any:  # noqa: ANN401 - JSON of one of three shapes
    if item.entry is None:
        return _briefing(item, is_lean=is_lean)
    return [item.entry.slug, item.day.isoformat()] if is_lean else _paper(item, item.entry, known)


def _paper(item: Item, entry: Entry, known: Tables) -> dict[str, Any]:
    paper = entry.paper
    row = known.row(entry, item.rank)
    if paper.genre is not Genre.PAPER:
        row[_KIND] = paper.genre.value
    gists = {gist.lang: tex.plain(gist.text) for gist in entry.gists if gist.by == "model" and gist.lang}
    return {"row": row, "text": _cut(paper.abstract)} | ({"gist": gists} if gists else {})


def _briefing(item: Item, *, is_lean: bool) -> dict[str, Any]:
    first = next(iter(item.briefings.values()))
    shown = {
        "briefing": item.name,
        "day": item.day.isoformat(),
        "title": {lang: tex.plain(one.title) for lang, one in item.briefings.items()},
        "ai": {lang: one.by == "model" for lang, one in item.briefings.items()},
    }
    if is_lean:
        return shown
    return shown | {
        "topic": first.slug if first.kind == "topic" else "",
        "fields": list(first.fields),
        "text": {lang: _cut(_lead(one)) for lang, one in item.briefings.items()},
    }


def _lead(briefing: Briefing) -> str:
    return " ".join(sentence.text for section in briefing.sections for sentence in section.sentences)


def _cut(text: str) -> str:
    """Give how a text begins, in plain text, cut between words."""
    plain = tex.plain(text)
    if len(plain) <= _TEXT:
        return plain
    head = plain[:_TEXT]
    at = head.rfind(" ", _TEXT * 3 // 4)
    return f"{head[:at] if at > 0 else head}…"
