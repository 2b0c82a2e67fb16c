from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

import pytest

from radar.config_sources import AbstractPolicy
from radar.models import Genre, Paper, Place
from radar.sift.lacking import Wanted, lacking

OPENED, TODAY = date(2026, 3, 2), date(2026, 3, 9)
SERVICES = ("crossref", "openalex")
POLICIES: Mapping[str, AbstractPolicy] = {"Open": "full", "Short": "snippet", "Shut": "none"}


def paper(number: int = 1, *sources: str, **changes: Any) -> Paper:
    name = f"10.5555/sample.{number}"
    fields: dict[str, Any] = {
        "id": f"doi:{name}",
        "day": TODAY,
        "title": f"An Invented Tide {number}",
        "authors": ("Sample Author 1",),
        "abstract": "",
        "url": f"https://doi.org/{name}",
        "doi": name,
        "places": tuple(Place(name=source, kind="feed") for source in sources or ("Open",)),
    }
    return Paper(**{**fields, **changes})


def find(*papers: Paper, answered: Mapping[str, frozenset[str]] | None = None) -> tuple[Wanted, ...]:
    return lacking(papers, policies=POLICIES, services=SERVICES, answered=answered or {}, opened=OPENED)


def test_a_paper_without_abstract_is_wanted_by_its_doi() -> None:
    assert find(paper()) == (
        Wanted(paper_id="doi:10.5555/sample.1", day=TODAY, doi="10.5555/sample.1", title="An Invented Tide 1"),
    )


@pytest.mark.parametrize(
    "changes",
    [
        {"abstract": "It has one."},
        {"doi": ""},
        {"doi": "10.5555/" + "x" * 200},
        {"doi": "10.5555/UPPER"},
        {"doi": "10.5555/a,doi:10.5555/b"},
        {"doi": "no doi"},
        {"genre": Genre.NEWS},
        {"genre": Genre.CORRECTION},
        {"genre": Genre.RETRACTION},
    ],
)
def test_others_are_not(changes: dict[str, Any]) -> None:
    assert find(paper(**changes)) == ()


@pytest.mark.parametrize(
    ("sources", "policy"),
    [
        (("Open",), "full"),
        (("Short",), "snippet"),
        (("Shut",), None),
        (("Shut", "Short"), "snippet"),
        (("Short", "Open", "Shut"), "full"),
        (("Unknown",), None),
        (("Unknown", "Shut"), None),
        (("Unknown", "Short"), "snippet"),
    ],
)
def test_a_paper_is_asked_for_as_far_as_its_sources_allow(sources: tuple[str, ...], policy: str | None) -> None:
    assert [one.policy for one in find(paper(1, *sources))] == ([policy] if policy else [])


def test_what_was_answered_is_told_and_a_paper_that_all_answered_for_is_not_asked_for() -> None:
    answered = {
        "10.5555/sample.1": frozenset({"crossref"}),
        "10.5555/sample.2": frozenset(SERVICES),
        "10.5555/sample.3": frozenset({"crossref", "one that is asked no more"}),
    }
    found = find(*(paper(number) for number in (1, 2, 3)), answered=answered)
    assert [(one.doi, one.answered) for one in found] == [
        ("10.5555/sample.1", answered["10.5555/sample.1"]),
        ("10.5555/sample.3", answered["10.5555/sample.3"]),
    ]


def test_the_newest_come_first_whatever_the_order_they_were_found_in() -> None:
    papers = [paper(1), paper(2), paper(3, day=OPENED), paper(4, day=date(2026, 3, 5))]
    order = [f"doi:10.5555/sample.{number}" for number in (1, 2, 4, 3)]
    assert [one.paper_id for one in find(*papers)] == order
    assert [one.paper_id for one in find(*reversed(papers))] == order


def test_a_paper_on_its_last_open_day_waits_no_longer() -> None:
    days = [TODAY, date(2026, 3, 3), OPENED, date(2026, 2, 1)]
    assert [one.closes for one in find(*(paper(n, day=day) for n, day in enumerate(days)))] == [
        False,
        False,
        True,
        True,
    ]
