"""Whose abstract a paper has, whoever comes first; and preprints that name where they were published."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from invented_listings import RULES, TITLE, TODAY, arxiv, journal, known_of, news, only, run
from memory import Memory, day

from radar.models import Event, Genre, Paper, Place, Update
from radar.sift.merge import apply, merge
from radar.sift.preprints import is_preprint, is_published

BARE = journal(title=TITLE)
TOLD = journal(title=TITLE, name="Sample Index", abstract="The source's own.")
BORROWED = journal(title=TITLE, name="Sample Registry", abstract="From elsewhere.", abstract_from="Sample Registry")


def enriched(memory: Memory) -> Update:
    (paper,) = memory.papers
    changes = {"abstract": "From elsewhere.", "abstract_from": "Crossref"}
    found = Update(id=paper.id, day=paper.day, event=Event.ENRICHED, changes=changes)
    memory.updates.append(found)
    return found


@pytest.mark.parametrize("together", [True, False])
@pytest.mark.parametrize("listings", [(BARE, TOLD), (TOLD, BARE)], ids=["bare first", "told first"])
def test_one_doi_in_two_feeds_has_the_abstract_whichever_comes_first(listings: Any, *, together: bool) -> None:
    memory = Memory()
    for found in [listings] if together else [[one] for one in listings]:
        memory.add(run(*found, known=memory))
    (paper,) = memory.papers
    assert (paper.abstract, paper.abstract_from) == ("The source's own.", "")
    assert {place.name for place in paper.places} == {"Sample Journal", "Sample Index"}
    assert run(*listings, known=memory).updates == ()


@pytest.mark.parametrize("listings", [(BORROWED, TOLD), (TOLD, BORROWED)])
def test_the_sources_own_abstract_wins_over_a_borrowed_one(listings: Any) -> None:
    paper = only(run(*listings))
    assert (paper.abstract, paper.abstract_from) == ("The source's own.", "")
    assert only(run(BARE, BORROWED)).abstract_from == "Sample Registry"


def test_an_abstract_that_the_source_brings_later_replaces_a_borrowed_one() -> None:
    memory = known_of(BARE)
    enriched(memory)
    event, changes = news(run(replace(BARE, abstract="The source's own."), known=memory))
    assert (event, changes) == (Event.MERGED, {"abstract": "The source's own.", "abstract_from": ""})
    memory.add(run(replace(BARE, abstract="The source's own."), known=memory))
    (paper,) = memory.papers
    assert (paper.abstract, paper.abstract_from) == ("The source's own.", "")


def test_the_line_of_an_own_abstract_does_not_tell_whether_one_was_borrowed_meanwhile() -> None:
    lacking, helped = known_of(BARE), known_of(BARE)
    enriched(helped)
    own = replace(BARE, abstract="The source's own.")
    assert run(own, known=lacking).updates == run(own, known=helped).updates


@pytest.mark.parametrize("listing", [BARE, BORROWED, replace(BARE, abstract="Another.", abstract_from="OpenAlex")])
def test_what_brings_no_abstract_of_its_own_leaves_a_borrowed_one(listing: Any) -> None:
    memory = known_of(BARE, journal(title=TITLE, name="Sample Registry"))
    enriched(memory)
    assert run(listing, known=memory).updates == ()


def test_a_new_version_takes_the_place_of_a_borrowed_abstract_and_says_so() -> None:
    authors = ("Watched Author",)
    memory = known_of(arxiv(authors=authors, abstract=""))
    enriched(memory)
    found = run(arxiv(authors=authors, abstract="Version 2.", announce="replace", version=2), known=memory)
    assert {"abstract": "Version 2.", "abstract_from": ""}.items() <= news(found)[1].items()
    memory.add(found)
    assert memory.papers[0].abstract_from == ""


@pytest.mark.parametrize("event", [Event.VERSION, Event.MERGED, Event.PUBLISHED])
def test_of_one_day_a_borrowed_abstract_comes_before_the_sources_own(event: Event) -> None:
    (paper,) = known_of(BARE).written
    borrowed = enriched(Memory([paper]))
    own = Update(id=paper.id, day=paper.day, event=event, changes={"abstract": "The source's own."})
    for updates in ((borrowed, own), (own, borrowed)):
        found = apply(paper, updates)
        assert (found.abstract, found.abstract_from) == ("The source's own.", "")


def test_of_two_versions_in_one_day_the_higher_one_holds() -> None:
    (paper,) = known_of(arxiv()).written
    second, third = (
        Update(
            id=paper.id,
            day=TODAY,
            event=Event.VERSION,
            changes={"abstract": text, "sources": [{"name": "arXiv", "kind": "arxiv", "version": n}]},
        )
        for n, text in ((2, "Z, the second."), (3, "A, the third."))
    )
    assert apply(paper, (third, second)).abstract == apply(paper, (second, third)).abstract == "A, the third."


def test_links_that_two_updates_bring_are_both_kept() -> None:
    (paper,) = known_of(journal(links={"code": "https://code.example/1"})).written
    bring = [
        Update(id=paper.id, day=day(n), event=Event.MERGED, changes={"links": {key: f"https://{key}.example/"}})
        for n, key in ((9, "published"), (11, "correction"))
    ]
    assert set(apply(paper, bring).links) == {"code", "published", "correction"}


# -- preprints -------------------------------------------------------------------------


def server(*, kind: str = "biorxiv", **more: Any) -> Any:
    doi = "10.64898/2026.03.01.1"
    return (
        journal(9, **{"doi": doi, "title": "A Server's Own Title of Some Length", **more}, name="Sample Server")
        if (kind == "feed")
        else replace(
            journal(9, doi=doi, title="A Server's Own Title of Some Length", name="Sample Server", **more),
            place=Place(name="Sample Server", kind=kind),
        )
    )


NAMED = {"published": "10.5555/J.1"}


@pytest.mark.parametrize("kind", ["biorxiv", "crossref", "openalex", "europepmc", "feed"])
def test_a_preprint_is_told_by_its_doi_whatever_told_of_it(kind: str) -> None:
    assert is_preprint(server(kind=kind))
    paper = only(run(server(kind=kind, links=NAMED)))
    assert not is_published(paper)
    event, changes = news(run(journal(title="Under Quite Another Title"), known=Memory([paper])))
    assert (event, changes["doi"]) == (Event.PUBLISHED, "10.5555/j.1")


def test_servers_without_dois_are_told_by_their_address() -> None:
    note = journal(ids=("url:00000000000000aa",), doi="", url="https://eprint.iacr.org/2026/1", title=TITLE)
    assert is_preprint(note)
    assert not is_published(only(run(note)))
    assert is_published(only(run(journal(ids=("url:00000000000000ab",), doi=""))))


def test_a_preprint_that_names_its_journals_doi_meets_it_under_another_title() -> None:
    preprint, article = server(links=NAMED), journal(title="Under Quite Another Title", published="2026-03-11")
    paper = only(run(article, preprint))
    assert (paper.id, paper.doi) == ("doi:10.5555/j.1", "10.5555/j.1")
    assert "doi:10.64898/2026.03.01.1" in paper.aliases
    memory = known_of(preprint)
    found = run(article, known=memory)
    assert news(found)[0] is Event.PUBLISHED
    memory.add(found)
    assert memory.papers[0].doi == "10.5555/j.1"
    assert run(article, preprint, known=memory).updates == ()
    assert news(run(preprint, known=known_of(article)))[0] is Event.MERGED


def test_a_known_preprint_learns_where_it_was_published_and_is_found_by_it_once() -> None:
    memory = known_of(server())
    found = run(server(links=NAMED), known=memory)
    assert news(found) == (Event.MERGED, {"aliases": ["doi:10.5555/j.1"], "links": NAMED})
    memory.add(found)
    assert run(server(links=NAMED), known=memory).updates == ()
    assert news(run(journal(title="Under Quite Another Title"), known=memory))[0] is Event.PUBLISHED


def test_two_preprints_that_name_one_doi_stay_two() -> None:
    first = server(links=NAMED)
    second = replace(server(links=NAMED), ids=("doi:10.64898/2026.03.01.2",), doi="10.64898/2026.03.01.2")
    assert len(run(first, second).papers) == 2
    assert len(run(first, second, journal()).papers) == 3
    memory = known_of(first)
    memory.add(run(second, known=memory))
    assert merge((first, second), memory, RULES).updates == ()


# -- news ------------------------------------------------------------------------------


def test_news_under_a_known_papers_title_is_its_own_item() -> None:
    memory = known_of(arxiv(title=TITLE))
    found = run(journal(title=TITLE, genre=Genre.NEWS), known=memory)
    assert only(found).genre is Genre.NEWS
    memory.add(found)
    assert news(run(journal(2, title=TITLE), known=memory))[0] is Event.PUBLISHED


def test_news_publishes_nothing_even_under_the_papers_doi() -> None:
    memory = known_of(arxiv(doi="10.5555/j.1"))
    event, _ = news(run(journal(genre=Genre.NEWS), known=memory))
    assert event is Event.MERGED


def test_the_source_that_tells_news_from_papers_is_believed() -> None:
    listings = (journal(name="A Registry"), journal(name="Sample Journal", genre=Genre.NEWS))
    assert only(run(*listings)).genre is only(run(*listings[::-1])).genre is Genre.NEWS
    assert isinstance(only(run(*listings)), Paper)
