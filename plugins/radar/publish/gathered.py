"""Gather papers by the source that gave them, and by the field they belong to.

    days, newest first ──┬► every source of radar.toml   its papers
                         └► every field that has papers  theirs

A paper stands once in each, by the newest day that had something of it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from hashlib import sha256
from typing import Final

from radar.collect import catalogue
from radar.config import Config
from radar.config_sources import FIELDS, FeedSource, Source
from radar.publish.listing import Listing
from radar.publish.view import Day, Entry, Gathered
from radar.sift.fields import NAMES, fields_of
from radar.sift.keys import fold_letters

Find = Callable[[str, str], tuple[Listing, int]]
"""Gives the newest papers, at least `most`, of a kind (`source`, by label; `field`, by id), and counts them all."""

LISTED: Final = 60
"""Papers on the page of a source or field."""
_LONGEST: Final = 60


def every(days: Iterable[Day]) -> Iterator[Entry]:
    """Give every paper once, by the newest day that had something of it; a day's new papers lead."""
    return (entry for _, entry in every_on(days))


def every_on(days: Iterable[Day]) -> Iterator[tuple[date, Entry]]:
    """Give `every` paper with that day."""
    seen: set[str] = set()
    for day in days:
        for entry in (*day.papers, *(event.entry for event in day.events)):
            if entry.paper.id not in seen:
                seen.add(entry.paper.id)
                yield day.day, entry


def by_source(config: Config, find: Find) -> tuple[Gathered, ...]:
    """Give every source of radar.toml, in the owner's order, with or without papers."""
    ids = source_ids(source.label for source in config.sources)
    return tuple(_gathered(ids[one.label], _names(one), find("source", one.label)) for one in config.sources)


def by_field(find: Find) -> tuple[Gathered, ...]:
    """Give every field that a paper belongs to, in CONTRACT's order."""
    found = (_gathered(field, NAMES[field], find("field", field)) for field in FIELDS)
    return tuple(one for one in found if one.count)


def most(config: Config) -> int:
    """Tell how many papers a list of the newest holds: enough for its page and its feed."""
    return max(LISTED, config.feeds.max_items)


def _gathered(id_: str, names: Mapping[str, str], found: tuple[Listing, int]) -> Gathered:
    return Gathered(id=id_, names=names, entries=found[0], count=found[1])


class Belonging:
    """Tell the fields of papers; papers of the same places, categories and topics are reckoned once."""

    def __init__(self, config: Config) -> None:
        """Take what sources and topics say of their fields."""
        self._of_source = {source.label: source.fields for source in config.sources if source.fields}
        self._of_topic = {topic.id: topic.fields for topic in config.topics}
        self._known: dict[tuple[object, ...], tuple[str, ...]] = {}

    def fields(self, entry: Entry) -> tuple[str, ...]:
        """Give a paper's fields, strongest first."""
        paper = entry.paper
        topics = tuple(match.topic_id for match in entry.matches)
        key = (paper.categories, tuple((one.name, one.kind, one.category) for one in paper.places), topics)
        if key not in self._known:
            of_topics = [self._of_topic.get(topic, ()) for topic in topics]
            self._known[key] = fields_of(paper, source_fields=self._of_source, topic_fields=of_topics)
        return self._known[key]


def source_ids(labels: Iterable[str]) -> dict[str, str]:
    """Give every source an id for addresses, by its label.

    Where ASCII cannot write a label, or another before it has the same letters, six
    digits of its hash keep it apart.
    """
    ids: dict[str, str] = {}
    for label in labels:
        plain = _ascii(label)
        is_whole = not re.search(r"[^\W_]", re.sub(r"[\x00-\x7f]", "", fold_letters(label)))
        is_free = plain not in ids.values()
        digits = sha256(label.encode()).hexdigest()[:6]
        ids[label] = plain if plain and is_whole and is_free else "-".join(filter(None, (plain, digits)))
    return ids


def _ascii(label: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", fold_letters(label).lower()).strip("-")[:_LONGEST].strip("-")


def _names(source: Source) -> Mapping[str, str]:
    """Name a source by language: as its owner does, else as the catalogue does, which knows journals by id."""
    if isinstance(source, FeedSource) and source.journal and not source.name:
        entry = catalogue.load().find(source.journal)
        if entry:
            return {lang: entry.title(lang) for lang in ("zh", "en")}
    return {"zh": source.label, "en": source.label}
