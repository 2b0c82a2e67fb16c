"""Say in few bytes what the browser needs of a paper to list, filter and rank it.

A row is an array: slug, day, title in plain text, the first authors, how many there are,
source, kind, numbers of topics, numbers of fields, 1 where a briefing cites it, rank in
its day from 0. `Tables` names what the numbers stand for.
"""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from radar.publish import cards
from radar.publish.formulas import tex
from radar.publish.view import Entry, Site
from radar.sift import fields

SHOWN: Final = 6
"""Authors in a row."""
_LENGTH: Final = 11
"""Parts of a row."""


def columns(rows: Sequence[Sequence[Any]]) -> list[list[Any]]:
    """Turn rows into columns; as many of them where there is no row."""
    return [list(column) for column in zip(*rows, strict=True)] or [[] for _ in range(_LENGTH)]


def named(site: Site) -> dict[str, Any]:
    """Name topics and disciplines in both languages, in the order of their numbers."""
    return {
        "topics": [
            {"id": view.topic.id, "name": {lang: view.topic.title(lang) for lang in site.langs}}
            for view in site.topics
        ],
        "fields": [
            {"id": field, "name": {lang: fields.NAMES[field][lang] for lang in site.langs}} for field in _FIELDS
        ],
    }


def kind(entry: Entry) -> str:
    """Tell how the paper came, or that it is `retracted`.

    `new`, `cross` (only as a cross-list), `update` (first met in a later version).
    """
    if entry.retracted:
        return "retracted"
    if entry.paper.is_event:
        return "update"
    return "cross" if cards.is_cross_list(entry.paper) else "new"


@dataclass(frozen=True, kw_only=True, slots=True)
class Tables:
    """Number a site's topics and disciplines, and know which papers its briefings cite."""

    topics: Mapping[str, int]
    topic_fields: Mapping[str, tuple[str, ...]]
    source_fields: Mapping[str, tuple[str, ...]]
    cited: Container[str]

    def row(self, entry: Entry, rank: int) -> list[Any]:
        """Write a paper's row."""
        paper = entry.paper
        labels = cards.place_labels(paper)
        matched = [match.topic_id for match in entry.matches if match.topic_id in self.topics]
        belongs = fields.fields_of(
            paper,
            source_fields=self.source_fields,
            topic_fields=[self.topic_fields[topic] for topic in matched],
        )
        return [
            entry.slug,
            paper.day.isoformat(),
            tex.plain(paper.title),
            list(paper.authors[:SHOWN]),
            len(paper.authors),
            labels[0] if labels else "",
            kind(entry),
            [self.topics[topic] for topic in matched],
            [_FIELDS[each] for each in belongs if each in _FIELDS],
            int(paper.id in self.cited),
            rank,
        ]


def tables(site: Site, cited: Container[str]) -> Tables:
    """Read them off a site's settings."""
    return Tables(
        topics={view.topic.id: n for n, view in enumerate(site.topics)},
        topic_fields={view.topic.id: view.topic.fields for view in site.topics},
        source_fields={source.label: source.fields for source in site.config.sources},
        cited=cited,
    )


_FIELDS: Final[Mapping[str, int]] = {field: n for n, field in enumerate(fields.NAMES)}
