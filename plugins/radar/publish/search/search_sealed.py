"""Say what of a day a lean index of search holds: what later days do not change, but by hiding or correcting papers.

A paper is published by a journal months after its preprint; its period, long sealed, would
be made anew for a source by which it may be filtered. So it is filtered by where it was
first shown, and stands in the order of slugs.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import orjson

from radar.models import Briefing, Paper
from radar.publish.data.first_met import in_order
from radar.publish.view import Day, Entry


def sealed(paper: Paper, versions: Mapping[str, Sequence[Paper]]) -> Paper:
    """Give a paper at the places that showed it first; `versions` as `Site.versions`."""
    known = versions.get(paper.id)
    return replace(paper, places=known[0].places) if known and known[0].places != paper.places else paper


def lines(day: Day, versions: Mapping[str, Sequence[Paper]]) -> bytes:
    """Write everything of a day that a lean index depends on."""
    papers = [_paper(entry, versions) for entry in in_order(day)]
    briefings = [_briefing(one) for lang in sorted(day.briefings) for one in day.briefings[lang]]
    return orjson.dumps([day.day, papers, briefings])


def _paper(entry: Entry, versions: Mapping[str, Sequence[Paper]]) -> list[Any]:
    paper = sealed(entry.paper, versions)
    gists = [gist.text for gist in entry.gists if gist.by == "model"]
    topics = [match.topic_id for match in entry.matches]
    places = [(place.name, place.kind, place.category) for place in paper.places]
    return [entry.slug, paper.title, paper.authors, paper.abstract, gists, topics, paper.categories, places]


def _briefing(one: Briefing) -> list[Any]:
    said = [sentence.text for section in one.sections for sentence in section.sentences]
    return [one.day, one.lang, one.slug, one.kind, one.by, one.title, one.fields, said]
