from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import invented
import pytest

import built_site
import small_archive
from radar.archive.ledger import Ledger
from radar.models import Match, Place, Ranked, Reason
from radar.publish import cards
from radar.publish.view import Day, Entry


def _place(name: str, kind: str = "arxiv", **more: str) -> Place:
    return Place(name=name, kind=kind, category=more.get("category", ""), announce=more.get("announce", ""))


@pytest.mark.parametrize(
    ("places", "labels"),
    [
        ((_place("arXiv", category="cs.AI"),), ("arXiv · cs.AI",)),
        ((_place("arXiv", category="cs.AI"), _place("arXiv", category="cs.CL")), ("arXiv · cs.AI · cs.CL",)),
        ((_place("arXiv"),), ("arXiv · cs.LG",)),
        ((_place("arXiv", category="cs.AI"), _place("Sample Journal", "feed")), ("arXiv · cs.AI", "Sample Journal")),
        ((), ()),
    ],
)
def test_places_are_named_once_with_their_categories(places: tuple[Place, ...], labels: tuple[str, ...]) -> None:
    assert cards.place_labels(small_archive.paper(1, places=places, categories=("cs.LG", "cs.AI"))) == labels


@pytest.mark.parametrize(
    ("announced", "crossed"),
    [(("cross",), True), (("cross", "cross"), True), (("new", "cross"), False), (("",), False), ((), False)],
)
def test_a_cross_list_is_one_everywhere(announced: tuple[str, ...], crossed: bool) -> None:  # noqa: FBT001 - a case
    places = tuple(_place("arXiv", announce=word) for word in announced)
    assert cards.is_cross_list(small_archive.paper(1, places=places)) == crossed


@pytest.mark.parametrize(
    ("address", "name"),
    [
        ("http://creativecommons.org/licenses/by/4.0/", "CC BY 4.0"),
        ("https://creativecommons.org/licenses/by-nc-nd/4.0/", "CC BY-NC-ND 4.0"),
        ("http://creativecommons.org/publicdomain/zero/1.0/", "CC0"),
        ("http://arxiv.org/licenses/nonexclusive-distrib/1.0/", ""),
        ("https://evil.example/creativecommons.org/licenses/by/4.0/", ""),
        ("", ""),
    ],
)
def test_licences_have_their_usual_names(address: str, name: str) -> None:
    assert cards.licence_name(address) == name


def test_a_doi_that_is_the_source_is_not_linked_twice() -> None:
    paper = small_archive.paper(
        1, url="https://doi.org/10.5555/x", doi="10.5555/x", pdf="", links={"code": "ftp://x"}
    )
    assert cards.source_links(paper) == (("source", "https://doi.org/10.5555/x"),)


def test_a_reason_that_a_topic_states_is_not_repeated() -> None:
    author = Reason(kind="author", text="Sample Author 7")
    own = (Reason(kind="watch", text="sample author 7"), Reason(kind="watch", text="tide", where="title"))
    match = Match(paper_id="x", topic_id="t", score=1, reasons=(author,))
    ranked = Ranked(paper=small_archive.paper(1), score=1, reasons=own, matches=(match,))
    assert cards.own_reasons(Entry(ranked=ranked, slug="x")) == own[1:]


@pytest.mark.parametrize(
    ("slug", "kind", "count", "later"),
    [
        ("samples", "topic", 1, 2),
        ("samples", "topic", 3, 0),
        ("samples", "topic", 5, 0),
        ("samples", "cross", 1, 0),
        ("others", "topic", 1, 0),
    ],
)
def test_papers_that_came_after_a_topic_was_briefed_are_counted(slug: str, kind: str, count: int, later: int) -> None:
    day = Day(
        day=invented.FRIDAY,
        papers=(invented.entry(invented.paper(1), "samples"), invented.entry(invented.paper(2))),
        events=(
            invented.event(invented.paper(3), invented.FRIDAY),
            invented.event(invented.paper(4), invented.FRIDAY),
        ),
    )
    events = tuple(replace(each, entry=invented.entry(each.paper, "samples")) for each in day.events)
    day = replace(day, events=events)
    briefing = invented.briefing((), slug=slug, kind=kind, paper_count=count)
    assert cards.later_papers(invented.site([day]), day, briefing) == later


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ("", {"zh": "摘要", "en": "Abstract"}),
        ("Crossref", {"zh": "摘要来自 Crossref", "en": "Abstract from Crossref"}),
        ("<b>", {"zh": "摘要来自 &lt;b&gt;", "en": "Abstract from &lt;b&gt;"}),
    ],
)
def test_a_card_says_who_gave_the_abstract(tmp_path: Path, given: str, words: dict[str, str]) -> None:
    Ledger(tmp_path / "content" / "daily").add([small_archive.paper(1, abstract_from=given)])
    built_site.make(tmp_path, small_archive.settings())
    for lang, prefix in (("zh", ""), ("en", "en/")):
        page = (tmp_path / "output" / f"{prefix}2026/06/19/index.html").read_text("utf-8")
        assert re.findall(r'<details class="abstract"><summary>(.*?)</summary>', page) == [words[lang]]
