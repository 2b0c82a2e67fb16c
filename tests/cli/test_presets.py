"""What `radar init` offers to begin with: real sources, topics that bring something, and not everything."""

from __future__ import annotations

import gzip
import json
from collections import Counter
from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path

import pytest

from radar.cli import presets
from radar.collect import catalogue
from radar.config_sources import ArxivSource, BiorxivSource, FeedSource
from radar.models import Paper
from radar.sift import topics
from radar.sift.fields_subjects import fields_of_subject

TRIED = {
    "ai": ("arxiv-cs/2025-12.jsonl.gz", 0.30),
    "mathematics": ("arxiv-all/2016-01.jsonl.gz", 0.20),
    "physics": ("arxiv-all/2016-01.jsonl.gz", 0.30),
    "astronomy": ("arxiv-all/2016-01.jsonl.gz", 0.45),
    "chemistry": ("arxiv-all/2016-01.jsonl.gz", 0.25),
    "biology": ("arxiv-all/2016-01.jsonl.gz", 0.40),
    "neuroscience": ("arxiv-all/2016-01.jsonl.gz", 0.35),
    "earth": ("arxiv-all/2016-01.jsonl.gz", 0.35),
    "economics": ("arxiv-all/2016-01.jsonl.gz", 0.35),
}
"""By discipline: a month that holds its arXiv categories, and the least share of their papers to match."""


@cache
def papers(shared: Path, name: str) -> tuple[Paper, ...]:
    return tuple(_papers(shared, name))


def _papers(shared: Path, name: str) -> Iterator[Paper]:
    with gzip.open(shared / "data" / "corpus" / name, "rt", encoding="utf-8") as file:
        for line in map(json.loads, file):
            yield Paper(
                id=line["id"],
                day=date.fromisoformat(line["day"]),
                title=line["title"],
                authors=tuple(line["authors"]),
                abstract=line["abstract"],
                url="",
                places=(),
                categories=tuple(line["categories"]),
            )


def categories(preset: presets.Preset) -> set[str]:
    return {one for source in preset.sources if isinstance(source, ArxivSource) for one in source.categories}


def test_there_are_ten_each_named_in_both_languages() -> None:
    known = presets.load()
    assert len(known) == len(presets.IDS) == 10
    for name, preset in known.items():
        assert preset.name.keys() == preset.about.keys() == {"zh", "en"}, name
        assert 6 <= len(preset.topics) <= 9, name
        assert all(topic.name.keys() == {"zh", "en"} for topic in preset.topics), name
        assert all(len(topic.keywords) >= 6 and topic.fields for topic in preset.topics), name


@pytest.mark.parametrize("name", presets.IDS)
def test_sources_are_real(name: str) -> None:
    known = catalogue.load()
    for source in presets.load()[name].sources:
        if isinstance(source, FeedSource):
            entry = known.find(source.journal)
            assert entry, source.journal
            assert not entry.is_unverified, source.journal
        elif isinstance(source, ArxivSource):
            assert all(known.category(one) for one in source.categories)
        else:
            assert isinstance(source, BiorxivSource)
            assert all(fields_of_subject(one) for one in source.categories)
    wanted = {one for topic in presets.load()[name].topics for one in topic.categories}
    assert all(known.category(one) or fields_of_subject(one) for one in wanted)


def test_every_pair_of_disciplines_can_be_put_together() -> None:
    for first in presets.IDS:
        for second in presets.IDS:
            sources, found = presets.merged((first, second))
            assert len({source.label for source in sources}) == len(sources)
            assert len({topic.id for topic in found}) == len(found)
            preset = presets.load()[second]
            assert {topic.id for topic in preset.topics} <= {topic.id for topic in found}
            arxiv = {one for source in sources if isinstance(source, ArxivSource) for one in source.categories}
            assert categories(preset) <= arxiv


def test_a_server_taken_whole_stays_whole() -> None:
    sources, _ = presets.merged(("medicine", "biology"))
    whole = next(source for source in sources if isinstance(source, BiorxivSource) and source.server == "medrxiv")
    assert whole.categories == ()


@pytest.mark.parametrize("name", TRIED)
def test_topics_bring_a_good_part_of_their_discipline(shared: Path, name: str) -> None:
    month, least = TRIED[name]
    preset = presets.load()[name]
    followed = [paper for paper in papers(shared, month) if categories(preset).intersection(paper.categories)]
    matched = [topics.match(paper, preset.topics) for paper in followed]
    share = sum(map(bool, matched)) / len(followed)
    counts = Counter(match.topic_id for found in matched for match in found)
    assert least <= share <= 0.8
    assert max(counts.values()) < len(followed) / 2, "no topic takes all"


@pytest.mark.parametrize("name", ["medicine", "biology"])
def test_topics_bring_what_journals_print(shared: Path, name: str) -> None:
    preset = presets.load()[name]
    printed = papers(shared, "nature/2023-06.jsonl.gz")
    share = sum(bool(topics.match(paper, preset.topics)) for paper in printed) / len(printed)
    assert 0.08 <= share <= 0.5


@pytest.mark.parametrize("name", [name for name in presets.IDS if name != "ai"])
def test_topics_of_other_disciplines_are_not_flooded_by_computer_science(shared: Path, name: str) -> None:
    found = [
        topics.match(paper, presets.load()[name].topics) for paper in papers(shared, "arxiv-cs/2025-12.jsonl.gz")
    ]
    counts = Counter(match.topic_id for each in found for match in each)
    assert not counts or max(counts.values()) / len(found) < 0.08, counts.most_common(3)
