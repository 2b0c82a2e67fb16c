"""Put papers into the text of a question: as data, short, and under ids that a model can copy."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from radar.models import Paper
from radar.sift.sentences import sentences
from radar.sift.text import clean, shorten

ABSTRACT_MOST: Final = 2_500
"""Characters of an abstract that are shown to a model."""
TITLE_MOST: Final = 300
_LINE_MOST: Final = 1_000
"""Characters of anything else that is put into a question."""


def short_id(place: int) -> str:
    """Name the paper at a place of an order, counted from 0: `P1`, `P2` and so on."""
    return f"P{place + 1}"


def as_data(papers: Sequence[Paper], fields: Mapping[str, str] | None = None) -> str:
    """Write papers as a JSON array, one paper a line; `fields` are the names of their fields, by paper id."""
    rows = []
    for place, paper in enumerate(papers):
        row = {"id": short_id(place), "title": shorten(paper.title, TITLE_MOST)}
        if fields and paper.id in fields:
            row["field"] = fields[paper.id]
        rows.append(fenced({**row, "abstract": cut(paper.abstract)}))
    return "[\n" + ",\n".join(rows) + "\n]"


def fenced(value: object) -> str:
    """Write a value as JSON that holds no closing tag: nothing in it can end the fence it stands in."""
    return json.dumps(value, ensure_ascii=False).replace("</", "<\\/")


def line(text: str) -> str:
    """Bound a text that goes into a question beside the papers."""
    return clean(text, _LINE_MOST)


def cut(abstract: str, most: int = ABSTRACT_MOST) -> str:
    """Cut an abstract behind the last sentence, or else word, that still fits: the rest is verbatim."""
    if len(abstract) <= most:
        return abstract
    end = 0
    for sentence in sentences(abstract):
        behind = abstract.index(sentence, end) + len(sentence)
        if behind > most:
            break
        end = behind
    return abstract[:end] or abstract[:most].rpartition(" ")[0] or abstract[:most]


def told(papers: Iterable[Paper]) -> tuple[Paper, ...]:
    """Keep the papers of which a model can be asked anything: those with an abstract."""
    return tuple(paper for paper in papers if paper.abstract.strip())
