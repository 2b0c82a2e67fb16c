"""What is told of a day: which papers under which topics, and where the links lead."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import mailroom
import pytest

import small_archive
from radar.models import Match
from radar.publish.view import Day, Entry, Site
from radar.push.digest import Digest, digest
from small_archive import FRIDAY


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    return mailroom.site(tmp_path_factory.mktemp("site"))


def told(site: Site, lang: str = "en", **push: Any) -> Digest:
    config = small_archive.settings(push=push)
    return digest(replace(site, config=config), site.days[0], lang)


def matching(entry: Entry, *topics: str) -> Entry:
    matches = tuple(Match(paper_id=entry.paper.id, topic_id=each, score=1.0, reasons=()) for each in topics)
    return replace(entry, ranked=replace(entry.ranked, matches=matches))


def with_papers(site: Site, *papers: Entry) -> Digest:
    day = replace(site.days[0], papers=papers, briefings={})
    return digest(replace(site, days=(day,)), day, "en")


def test_a_topic_shows_its_best_papers_and_counts_the_others(site: Site) -> None:
    routing = told(site, papers_per_topic=3).topics[0]
    ranked = [e for e in site.days[0].papers if any(match.topic_id == "routing" for match in e.matches)]
    assert [paper.id for paper in routing.papers] == [entry.paper.id for entry in ranked[:3]]
    assert routing.more == len(ranked) - 3
    assert (routing.title, routing.url) == ("Routing", f"{mailroom.SITE}/en/topics/routing/")


def test_a_paper_of_two_topics_stands_under_the_first_alone_and_is_counted_once(site: Site) -> None:
    first, second, third = site.days[0].papers[:3]
    day = with_papers(
        site, matching(first, "routing", "tides"), matching(second, "tides"), matching(third, "routing")
    )
    assert [[paper.id for paper in topic.papers] for topic in day.topics] == [
        [first.paper.id, third.paper.id],
        [second.paper.id],
    ]
    assert [topic.more for topic in day.topics] == [0, 0]
    only = with_papers(site, matching(first, "routing", "tides"))
    assert [topic.title for topic in only.topics] == ["Routing"]


def test_papers_without_a_topic_come_last(site: Site) -> None:
    papers = [matching(entry) for entry in site.days[0].papers]
    day = with_papers(site, matching(site.days[0].papers[0], "tides"), *papers[1:])
    assert [topic.title for topic in day.topics] == ["Tides", "Other papers"]
    assert (len(day.topics[1].papers), day.topics[1].more) == (5, len(papers) - 6)


def test_a_paper_retracted_since_is_counted_and_not_recommended(site: Site) -> None:
    first, second = site.days[0].papers[:2]
    day = with_papers(site, replace(matching(first, "routing"), retracted=FRIDAY), matching(second, "routing"))
    assert [paper.id for paper in day.topics[0].papers] == [second.paper.id]
    assert (day.papers, day.topics[0].more) == (2, 0)


def test_links_lead_to_the_pages_of_the_language(site: Site) -> None:
    zh, en = told(site, "zh"), told(site, "en")
    assert (zh.url, en.url) == (f"{mailroom.SITE}/2026/06/19/", f"{mailroom.SITE}/en/2026/06/19/")
    assert en.briefings[0].url == f"{mailroom.SITE}/en/briefings/2026-06-19-routing/"
    assert en.briefings[0].sources[0].url == f"{mailroom.SITE}/en/2026/06/19/#arxiv-2606.00007"
    assert zh.about == f"{mailroom.SITE}/about/"


def test_a_source_whose_paper_was_taken_down_is_not_named(site: Site) -> None:
    gone = {key: paper for key, paper in site.papers.items() if key != "arxiv:2606.00009"}
    day = digest(replace(site, papers=gone), site.days[0], "en")
    assert [source.number for source in day.briefings[0].sources] == [1, 3]


def test_authors_are_counted_beyond_three(site: Site) -> None:
    many = [
        paper
        for topic in told(site, papers_per_topic=20).topics
        for paper in topic.papers
        if "others" in paper.authors
    ]
    assert [paper.authors for paper in many] == ["Sample Author 20, Sample Author 21, Sample Author 22 and 9 others"]
    zh = [p for topic in told(site, "zh", papers_per_topic=20).topics for p in topic.papers if "等" in p.authors]
    assert [paper.authors for paper in zh] == ["Sample Author 20、Sample Author 21、Sample Author 22等12人"]


def test_a_day_without_anything_leads_home(site: Site, tmp_path: Path) -> None:
    day = digest(site, Day(day=FRIDAY), "en")
    assert (day.is_quiet, day.url, day.topics) == (True, f"{mailroom.SITE}/en/", ())
