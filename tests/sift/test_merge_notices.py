"""Corrections, retractions and doubts: papers of their own that say something of another."""

from __future__ import annotations

from dataclasses import replace
from itertools import permutations
from typing import Any

import pytest
from invented_listings import RULES, TITLE, TODAY, arxiv, by_url, journal, known_of, run
from memory import Memory, day

from radar.models import Event, Genre, Listing, Place, Update
from radar.sift.merge import Merged, merge
from radar.sift.revise import says_withdrawn

PAPER = journal(1, title=TITLE)
CORRECTED = replace(RULES, events=RULES.events | {"corrected"})


def notice(title: str = f"Author Correction: {TITLE}", genre: Genre = Genre.CORRECTION, **more: Any) -> Listing:
    return journal(7, **{"title": title, "genre": genre, "announced": day(11), **more})


def told(found: Merged) -> Update:
    (update,) = found.updates
    return update


KINDS = {
    "a correction": ("Author Correction: {}", Genre.CORRECTION, Event.CORRECTED, "correction"),
    "an erratum": ("Erratum to “{}” [Sample Lett. 1 (2026) 2]", Genre.CORRECTION, Event.CORRECTED, "correction"),
    "a corrigendum behind the title": ("{} – CORRIGENDUM", Genre.CORRECTION, Event.CORRECTED, "correction"),
    "a retraction note": ("Retraction Note: {}", Genre.RETRACTION, Event.RETRACTED, "retraction"),
    "a retraction in capitals": ("RETRACTION: {}", Genre.RETRACTION, Event.RETRACTED, "retraction"),
    "a concern": ("Editorial Expression of Concern: {}", Genre.RETRACTION, Event.CORRECTED, "concern"),
    "a partial retraction": ("Partial Retraction: {}", Genre.RETRACTION, Event.CORRECTED, "correction"),
}


@pytest.mark.parametrize("by", ["ids", "title"])
@pytest.mark.parametrize("together", [True, False])
@pytest.mark.parametrize(("form", "genre", "event", "link"), KINDS.values(), ids=KINDS.keys())
def test_a_notice_is_a_paper_and_an_event_of_the_paper_it_is_about(
    form: str, genre: Genre, event: Event, link: str, by: str, *, together: bool
) -> None:
    about = ("doi:10.5555/j.1",) if by == "ids" else ()
    title = form.format(TITLE if by == "title" else "A Paper Whose Title Is Not Known")
    says = notice(title, genre, about=about)
    memory = Memory() if together else known_of(PAPER)
    found = run(*([PAPER] if together else []), says, known=memory, rules=CORRECTED)
    own = next(paper for paper in found.papers if paper.id == "doi:10.5555/j.7")
    assert (own.genre, own.title) == (genre, title)
    update = told(found)
    assert (update.id, update.event, update.day) == ("doi:10.5555/j.1", event, day(11))
    assert update.changes == {"links": {link: "https://journal.example/7"}}
    memory.add(found)
    assert says_withdrawn(memory.papers[0]) is (event is Event.RETRACTED)
    again = run(PAPER, says, known=memory, rules=CORRECTED)
    assert (again.papers, again.updates) == ((), ())


def test_without_the_policy_the_link_comes_in_silence() -> None:
    assert told(run(notice(), known=known_of(PAPER))).event is Event.MERGED
    retraction = notice(f"Retraction: {TITLE}", Genre.RETRACTION)
    quiet = replace(RULES, events=frozenset())
    assert told(run(retraction, known=known_of(PAPER), rules=quiet)).event is Event.MERGED
    assert told(run(retraction, known=known_of(PAPER))).event is Event.RETRACTED


NOT_ITS_PAPER = {
    "another title": journal(1, title="An Invented Study of Something Else"),
    "another first author": journal(1, title=TITLE, authors=("Other Invented",)),
    "another given name": journal(1, title=TITLE, authors=("Wei 1",)),
    "another journal": journal(1, title=TITLE, name="Other Journal", doi="10.9999/x.1"),
    "a preprint no journal showed": arxiv(title=TITLE),
    "news": journal(1, title=TITLE, genre=Genre.NEWS),
    "another notice": notice(doi="10.5555/j.8"),
}


@pytest.mark.parametrize("other", NOT_ITS_PAPER.values(), ids=NOT_ITS_PAPER.keys())
def test_a_title_alone_ties_no_notice_to(other: Listing) -> None:
    authors = ("Li 1",) if other.authors == ("Wei 1",) else PAPER.authors
    assert run(notice(authors=authors), known=known_of(other), rules=CORRECTED).updates == ()
    assert run(notice(authors=authors), other, rules=CORRECTED).updates == ()


def test_a_title_that_two_papers_of_a_journal_bear_ties_it_to_neither() -> None:
    memory = known_of(PAPER, journal(2, title=TITLE))
    assert len(memory.papers) == 2
    assert run(notice(), known=memory, rules=CORRECTED).updates == ()


def test_the_journal_or_the_prefix_of_the_doi_is_enough() -> None:
    other_name = notice(place=Place(name="Sample Registry", kind="crossref"))
    assert run(other_name, known=known_of(PAPER)).updates
    no_doi = notice(ids=("url:00000000000000cc",), doi="")
    assert run(no_doi, known=known_of(PAPER)).updates
    published_preprint = known_of(arxiv(title=TITLE), journal(1, title=TITLE))
    assert told(run(notice(), known=published_preprint)).id == "arxiv:2603.00001"


def test_a_notice_without_authors_is_tied_by_journal_and_title() -> None:
    assert told(run(notice(authors=()), known=known_of(PAPER))).id == "doi:10.5555/j.1"


def test_ids_that_name_no_known_paper_are_believed_all_the_same() -> None:
    assert run(notice(about=("doi:10.5555/unknown",)), known=known_of(PAPER)).updates == ()


def test_one_notice_may_be_about_several_papers() -> None:
    memory = known_of(PAPER, journal(2))
    found = run(notice(about=("doi:10.5555/j.1", "doi:10.5555/j.2")), known=memory)
    assert [update.id for update in found.updates] == ["doi:10.5555/j.1", "doi:10.5555/j.2"]


def test_a_second_correction_has_a_link_of_its_own() -> None:
    first, second = notice(), notice(doi="10.5555/j.8", url="https://journal.example/8", announced=day(12))
    memory = known_of(PAPER)
    for rules in (replace(CORRECTED, today=day(11)), CORRECTED):
        memory.add(run(*([first] if rules.today == day(11) else [first, second]), known=memory, rules=rules))
    links = {"correction": "https://journal.example/7", "correction-2": "https://journal.example/8"}
    assert memory.papers[0].links == links
    assert [update.day for update in memory.updates] == [day(11), day(12)]
    assert run(first, second, known=memory, rules=CORRECTED).updates == ()


def test_two_corrections_of_one_day_are_one_event() -> None:
    same_day = [notice(), notice(doi="10.5555/j.8", url="https://journal.example/8")]
    found = [run(*order, known=known_of(PAPER), rules=CORRECTED) for order in permutations(same_day)]
    assert found[0] == found[1]
    assert set(told(found[0]).changes["links"]) == {"correction", "correction-2"}  # type: ignore[call-overload]  # JSON


def test_a_retraction_is_told_once_whoever_tells_it_first() -> None:
    note, mark = notice(f"Retraction Note: {TITLE}", Genre.RETRACTION), replace(PAPER, title=f"RETRACTED: {TITLE}")
    for runs in ([note], [mark]), ([mark], [note]), ([note, mark],), ([mark, note],):
        memory = known_of(PAPER)
        for found in runs:
            memory.add(run(*found, known=memory))
        assert [update.event for update in memory.updates].count(Event.RETRACTED) == 1
        assert "retraction" in memory.papers[0].links


def test_a_notice_seen_before_its_paper_is_linked_when_it_is_listed_again() -> None:
    memory = known_of(notice(announced=day(5)))
    memory.add(run(PAPER, known=memory, rules=CORRECTED))
    update = told(run(notice(announced=day(5)), known=memory, rules=CORRECTED))
    assert (update.id, update.day) == ("doi:10.5555/j.1", memory.papers[-1].day)


def test_a_notice_that_policy_keeps_out_still_speaks_of_its_paper() -> None:
    rules = replace(RULES, include=frozenset({"cross"}))
    found = merge((notice(f"Retraction: {TITLE}", Genre.RETRACTION),), known_of(PAPER), rules)
    assert (found.papers, told(found).event) == ((), Event.RETRACTED)


def test_a_notice_under_the_papers_own_doi_says_nothing_of_it() -> None:
    assert run(replace(notice(), ids=PAPER.ids, doi=PAPER.doi), known=known_of(PAPER)).updates == ()


def test_a_mark_in_the_title_stays_what_it_was() -> None:
    update = told(run(replace(PAPER, title=f"RETRACTED ARTICLE: {TITLE}"), known=known_of(PAPER)))
    assert (update.event, update.day) == (Event.RETRACTED, TODAY)
    assert update.changes == {"title": f"RETRACTED ARTICLE: {TITLE}"}


def test_notices_without_doi_of_one_paper_stay_apart_from_it_and_each_other() -> None:
    first, second = (by_url(n, title=f"Erratum: {TITLE}", genre=Genre.CORRECTION) for n in (5, 6))
    assert len(run(PAPER, first, second).papers) == 3
