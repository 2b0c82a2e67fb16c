"""Papers by source and by field."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import invented
import pytest
from eager_site import in_days
from hypothesis import given
from hypothesis import strategies as st
from invented import FRIDAY, THURSDAY
from lxml import html

import built_site
import small_archive
from radar import config
from radar.models import Place
from radar.publish.gathered import LISTED, by_field, by_source, source_ids
from radar.publish.site import load_site
from radar.publish.view import Day

JOURNAL = Place(name="Sample Journal", kind="feed")
ARXIV = Place(name="arXiv", kind="arxiv", category="cs.AI")


def settings(**changes: Any) -> config.Config:
    sources = [
        {"kind": "arxiv", "categories": ["cs.AI"]},
        {"kind": "feed", "name": "Sample Journal", "url": "https://journal.example/feed", "fields": ["chem"]},
        {"kind": "feed", "journal": "nature"},
    ]
    return config.parse({"version": 1, "sources": sources, **changes})


def day(*papers: Any, **changes: Any) -> Day:
    return Day(day=FRIDAY, papers=tuple(invented.entry(paper) for paper in papers), **changes)


def test_every_source_of_the_owner_has_its_papers_with_or_without_any() -> None:
    both = invented.paper(1, places=(ARXIV, JOURNAL))
    found = by_source(settings(), in_days(settings(), [day(both, invented.paper(2, places=(ARXIV,)))]))
    assert [(one.id, one.count) for one in found] == [("arxiv", 2), ("sample-journal", 1), ("nature", 0)]
    assert [entry.paper.id for entry in found[0].entries] == ["arxiv:2606.00001", "arxiv:2606.00002"]
    assert [entry.paper for entry in found[1].entries] == [both]


def test_a_journal_of_the_catalogue_is_named_as_the_catalogue_names_it() -> None:
    assert by_source(settings(), in_days(settings(), []))[2].names == {"zh": "自然", "en": "Nature"}


def test_a_paper_stands_once_by_the_newest_day_that_had_something_of_it() -> None:
    known, other = invented.paper(1, day=THURSDAY), invented.paper(2, day=THURSDAY)
    days = [
        day(invented.paper(3), events=(invented.event(known, FRIDAY),)),
        Day(day=THURSDAY, papers=(invented.entry(other), invented.entry(known))),
    ]
    found = by_source(settings(), in_days(settings(), days))[0]
    assert found.count == 3
    assert [entry.paper.id[-1] for entry in found.entries] == ["3", "1", "2"]


def test_fields_that_have_papers_are_there_in_the_contracts_order() -> None:
    papers = (
        invented.paper(1, places=(JOURNAL,), categories=()),
        invented.paper(2, places=(ARXIV,), categories=("cs.AI",)),
    )
    found = by_field(in_days(settings(), [day(*papers)]))
    assert [one.id for one in found] == ["cs", "chem"]
    assert found[1].names == {"zh": "化学", "en": "Chemistry"}
    assert [entry.paper.id[-1] for entry in found[1].entries] == ["1"]


def test_a_topic_brings_its_fields_to_its_papers() -> None:
    topics = [{"id": "samples", "name": "Samples", "fields": ["law"]}]
    entry = invented.entry(invented.paper(1, places=(JOURNAL,), categories=()), "samples")
    found = by_field(in_days(settings(topics=topics), [Day(day=FRIDAY, papers=(entry,))]))
    assert [one.id for one in found] == ["chem", "law"]


def test_all_papers_are_counted_and_the_newest_kept() -> None:
    papers = tuple(invented.paper(n, places=(ARXIV,)) for n in range(LISTED + 9))
    found = by_source(settings(feeds={"max_items": 5}), in_days(settings(feeds={"max_items": 5}), [day(*papers)]))[0]
    assert (found.count, len(found.entries)) == (LISTED + 9, LISTED)
    found = by_source(
        settings(feeds={"max_items": LISTED + 5}), in_days(settings(feeds={"max_items": LISTED + 5}), [day(*papers)])
    )[0]
    assert len(found.entries) == LISTED + 5


@pytest.mark.parametrize(
    ("labels", "ids"),
    [
        (["arXiv"], ["arxiv"]),
        (["Nature Methods", "Nature  methods"], ["nature-methods", "nature-methods-......"]),
        (["Zeitschrift für Proben"], ["zeitschrift-fur-proben"]),
        (["自然"], ["......"]),
        (["自然 A"], ["a-......"]),
        (["!!!"], ["......"]),
        (["PRL (A)"], ["prl-a"]),
    ],
)
def test_a_source_has_an_address_that_tells_its_name(labels: list[str], ids: list[str]) -> None:
    found = list(source_ids(labels).values())
    assert all(re.fullmatch(pattern, one) for pattern, one in zip(ids, found, strict=True)), found


def test_addresses_of_sources_never_change() -> None:
    assert source_ids(["自然 A", "arXiv"]) == {"自然 A": "a-40e90a", "arXiv": "arxiv"}


@given(st.lists(st.text(min_size=1, max_size=80), unique=True, max_size=8))
def test_addresses_of_sources_are_safe_and_no_two_alike(labels: list[str]) -> None:
    found = source_ids(labels)
    assert len(set(found.values())) == len(labels)
    assert all(re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", one) and len(one) <= 67 for one in found.values())


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("gathered")
    small_archive.write(folder / "content")
    built_site.make(folder, small_archive.settings())
    return folder / "output"


@pytest.mark.parametrize("prefix", ["", "en/"])
def test_a_source_has_a_page_of_its_newest_papers_and_its_feeds_first(site: Path, prefix: str) -> None:
    here = built_site.page(site, f"{prefix}sources/arxiv/")
    loaded = load_site(small_archive.settings(), site.parent / "content", sample=False)
    papers = {entry.paper.id for entry in loaded.sources[0].entries}
    found = [built_site.target(f"{prefix}sources/arxiv/index.html", href) for href in titles(here)]
    assert len(found) == len(papers) > 10
    assert all(file.startswith(f"{prefix}2026/06/") and anchor for file, anchor in found)
    offered = here.xpath("//head/link[@rel='alternate'][@type='application/atom+xml']/@href")
    names = [built_site.target(f"{prefix}sources/arxiv/index.html", href)[0] for href in offered]
    assert names == [f"{prefix}feeds/source-arxiv.atom.xml", f"{prefix}feeds/all.atom.xml"]


def titles(here: html.HtmlElement) -> list[str]:
    return [str(href) for href in here.xpath("//p[contains(@class, 'telling-title')]/a/@href")]


def test_a_source_tells_what_it_is_asked_for(tmp_path: Path) -> None:
    sources = [
        *small_archive.SETTINGS["sources"],
        {"kind": "crossref", "name": "Letters", "issn": ["1234-5678"], "prefix": ["10.5555"], "fields": ["chem"]},
    ]
    small_archive.write(tmp_path / "content", with_saturday=False)
    built_site.make(tmp_path, small_archive.settings(sources=sources))
    told = {}
    for name in ("arxiv", "letters", "sample-journal"):
        here = built_site.page(tmp_path / "output", f"en/sources/{name}/")
        rows = here.xpath("//section[@aria-labelledby='asked']//dl/*")
        told[name] = [built_site.text(each) for each in rows]
    assert told == {
        "arxiv": ["Categories", "cs.AI, cs.CL"],
        "letters": ["ISSN", "1234-5678", "DOI", "10.5555/…", "Fields", "Chemistry"],
        "sample-journal": [],
    }


@pytest.mark.parametrize("kind", ["sources", "fields"])
def test_the_lists_lead_to_every_page(site: Path, kind: str) -> None:
    for prefix in ("", "en/"):
        name = f"{prefix}{kind}/index.html"
        hrefs = built_site.page(site, f"{prefix}{kind}/").xpath("//main//ul[contains(@class, 'rows')]//a/@href")
        found = {built_site.target(name, href)[0] for href in hrefs}
        assert found == {p.relative_to(site).as_posix() for p in (site / prefix / kind).glob("*/index.html")}


def test_a_source_without_papers_says_so(tmp_path: Path) -> None:
    sources = [*small_archive.SETTINGS["sources"], {"kind": "feed", "name": "Mute", "url": "https://mute.example/f"}]
    small_archive.write(tmp_path / "content", with_saturday=False)
    built_site.make(tmp_path, small_archive.settings(sources=sources))
    assert "Nothing has come from here yet." in built_site.text(
        built_site.page(tmp_path / "output", "en/sources/mute/")
    )
