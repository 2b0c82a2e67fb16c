"""Tell to which disciplines a paper belongs, what these are called, and how far apart they are.

arXiv's categories, bioRxiv's subjects ──► fields of the place ──┐
fields of a source (radar.toml, catalogue) ──────────────────────┼──► strongest first, `multi` only alone
fields of the topics that it matches ────────────────────────────┘
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from radar.models import Paper, Place
from radar.sift.fields_arxiv import fields_of_category
from radar.sift.fields_distance import distance
from radar.sift.fields_subjects import fields_of_subject

__all__ = ["MULTI", "NAMES", "distance", "fields_of"]

MULTI: Final = "multi"
"""The field of sources that print every discipline: it says nothing of a paper."""

NAMES: Final[Mapping[str, Mapping[str, str]]] = {
    field: {"zh": zh, "en": en}
    for field, zh, en in (
        ("cs", "计算机科学", "Computer science"),
        ("stat", "统计学", "Statistics"),
        ("math", "数学", "Mathematics"),
        ("physics", "物理学", "Physics"),
        ("astro", "天文学", "Astronomy"),
        ("chem", "化学", "Chemistry"),
        ("mater", "材料科学", "Materials science"),
        ("bio", "生物学", "Biology"),
        ("med", "医学", "Medicine"),
        ("neuro", "神经科学", "Neuroscience"),
        ("psych", "心理学", "Psychology"),
        ("earth", "地球科学", "Earth science"),
        ("env", "环境科学", "Environmental science"),
        ("eng", "工程学", "Engineering"),
        ("econ", "经济学", "Economics"),
        ("fin", "金融学", "Finance"),
        ("social", "社会科学", "Social science"),
        ("edu", "教育学", "Education"),
        ("law", "法学", "Law"),
        ("hum", "人文学科", "Humanities"),
        (MULTI, "综合", "Multidisciplinary"),
    )
}
"""What each discipline is called, by field id and language."""


def fields_of(
    paper: Paper, *, source_fields: Mapping[str, Sequence[str]], topic_fields: Sequence[Sequence[str]] = ()
) -> tuple[str, ...]:
    """Give a paper's disciplines, strongest first, each once; empty where nothing tells.

    `source_fields` are those of the configured sources, by label; a source whose own
    categories tell the field of each paper is not asked. Where a place says `multi`,
    anything more telling takes its place.
    """
    told = dict.fromkeys((*_by_subject(paper), *_by_source(paper, source_fields)))
    told |= dict.fromkeys(field for fields in topic_fields for field in fields)
    telling = tuple(field for field in told if field != MULTI)
    return telling or tuple(told)


def _by_subject(paper: Paper) -> Iterator[str]:
    """Give first the stronger field of every category, then the other ones."""
    found = [fields_of_category(category) for category in paper.categories]
    found += [_of_place(place) for place in paper.places]
    yield from (fields[0] for fields in found if fields)
    yield from (field for fields in found for field in fields[1:])


def _by_source(paper: Paper, source_fields: Mapping[str, Sequence[str]]) -> Iterator[str]:
    for place in paper.places:
        if not _of_place(place):
            yield from source_fields.get(place.name, ())


def _of_place(place: Place) -> tuple[str, ...]:
    """Give the fields that a place's own subject tells."""
    if place.kind == "biorxiv":
        return fields_of_subject(place.category)
    return fields_of_category(place.category) if place.kind == "arxiv" else ()
