"""Say of every item what Pagefind indexes: its words in each index, and what it is filtered by.

There are two indexes. `en` holds the words that are written with spaces, stemmed as English
is; every item is in it. `zh` holds Han and kana; items without are not in it. A query of
both asks both.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from typing import Any, Final

import orjson

from radar.models import Briefing
from radar.publish.data.data_rows import Tables
from radar.publish.formulas import tex
from radar.publish.search import search_words
from radar.publish.search.search_items import Item, Period
from radar.publish.search.search_sealed import sealed
from radar.publish.view import Entry, Site
from radar.sift import fields

LANGS: Final = ("en", "zh")
EVERY: Final = "qqevery"
"""A word that every item of `en` has, so that filters alone find something."""
_AUTHORS: Final = 5000
"""Authors indexed: the longest real lists have less."""
_CODE: Final = ("search/*.py", "formulas/*.py")
"""Modules of the room that decide what an index holds: another version rebuilds what was kept."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Record:
    """Hold one item as Pagefind takes it (`AddRecord` of its service)."""

    key: str
    """`<period>.<item>`: what the browser gets back and finds the item's card by."""
    title: str
    """Words that weigh more."""
    content: str
    filters: Mapping[str, Sequence[str]]


class Records:
    """Write the records of one period."""

    def __init__(self, site: Site, known: Tables, period: Period, items: Sequence[Item]) -> None:
        """Keep what names and numbers the site's topics and fields, and see what each item is filtered by."""
        self._site = site
        self._known = known
        self._period = period
        self._items = items
        self._filtered = [self._filters(item) for item in items]

    def fingerprint(self) -> str:
        """Tell periods apart whose indexes would differ."""
        told = map(_raw, self._items)
        raw = [code(), self._period.name, self._period.is_lean, *zip(self._filtered, told, strict=True)]
        return sha256(orjson.dumps(raw)).hexdigest()

    def of(self, lang: str) -> Iterator[Record]:
        """Give the records of one index, in the order of the items."""
        for number, (item, filters) in enumerate(zip(self._items, self._filtered, strict=True)):
            title, content = _spaced(item) if lang == "en" else _unspaced(item)
            if content:
                yield Record(key=f"{self._period.name}.{number}", title=title, content=content, filters=filters)

    def _filters(self, item: Item) -> dict[str, list[str]]:
        """Say what an item is filtered by: in a lean period by the places that showed it first."""
        year = f"{item.day.year:04}"
        if item.entry is None:
            topics = sorted({one.slug for one in item.briefings.values() if one.kind == "topic"})
            joined = sorted({name for one in item.briefings.values() for name in one.fields})
            return {"kind": ["briefing"], "year": [year]} | _some(topic=topics, field=joined)
        paper = sealed(item.entry.paper, self._site.versions) if self._period.is_lean else item.entry.paper
        sources = list(dict.fromkeys(place.name for place in paper.places if place.name))
        belongs = fields.fields_of(
            paper,
            source_fields=self._known.source_fields,
            topic_fields=[self._known.topic_fields[topic] for topic in self._matched(item.entry)],
        )
        return {"kind": ["paper"], "year": [year]} | _some(
            topic=self._matched(item.entry), source=sources, field=list(belongs)
        )

    def _matched(self, entry: Entry) -> list[str]:
        return [match.topic_id for match in entry.matches if match.topic_id in self._known.topics]


def _raw(item: Item) -> list[Any]:
    if item.entry is None:
        return [[[lang, *_told(one)] for lang, one in sorted(item.briefings.items())]]
    paper = item.entry.paper
    gists = [gist.text for gist in item.entry.gists if gist.by == "model"]
    return [paper.title, paper.authors[:_AUTHORS], paper.abstract, gists]


def _spaced(item: Item) -> tuple[str, str]:
    if item.entry is None:
        told = [text for one in item.briefings.values() for text in _told(one)]
        return "", f"{EVERY} {search_words.spaced(*map(tex.plain, told))}"
    paper = item.entry.paper
    gists = [gist.text for gist in item.entry.gists if gist.by == "model"]
    words = search_words.spaced(*paper.authors[:_AUTHORS], tex.plain(paper.abstract), *map(tex.plain, gists))
    return search_words.spaced(tex.plain(paper.title)), f"{EVERY} {words}"


def _unspaced(item: Item) -> tuple[str, str]:
    """Write what has Han or kana."""
    if item.entry is None:
        told = [tex.plain(text) for one in item.briefings.values() for text in _told(one)]
        return "", search_words.unspaced(*told)
    paper = item.entry.paper
    gists = [tex.plain(gist.text) for gist in item.entry.gists if gist.by == "model"]
    own = [tex.plain(paper.title), *paper.authors[:_AUTHORS], tex.plain(paper.abstract)]
    return "", search_words.unspaced(*own, *gists)


@lru_cache
def code() -> str:
    """Sum up the modules that decide what an index holds."""
    folder = Path(__file__).parents[1]
    names = sorted(path for pattern in _CODE for path in folder.glob(pattern))
    return sha256(b"\0".join(path.read_bytes() for path in names)).hexdigest()


def _told(briefing: Briefing) -> Iterator[str]:
    """Give a briefing's title and sentences."""
    yield briefing.title
    for section in briefing.sections:
        yield from (sentence.text for sentence in section.sentences)


def _some(**values: list[str]) -> dict[str, list[str]]:
    return {name: found for name, found in values.items() if found}
