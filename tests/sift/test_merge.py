"""What a run's listings become, decided case by case, and for whatever comes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from invented_listings import RULES, TITLE, TODAY, arxiv, by_url, journal, known_of, news, only, run
from memory import Memory, Shelf, day

from radar.models import Event, Genre, Listing, Place, Update
from radar.sift.identity import all_ids
from radar.sift.merge import MergeRules, apply, merge

# -- one paper, several listings -------------------------------------------------------


def test_a_paper_listed_in_two_categories_is_one_with_both_places() -> None:
    found = run(arxiv(category="cs.AI"), arxiv(category="cs.CL", announce="cross"))
    assert [(p.category, p.announce) for p in only(found).places] == [("cs.AI", "new"), ("cs.CL", "cross")]
    assert found.new == {"arXiv": 1}
    assert found.duplicates == {"arXiv": 1}


def test_the_sources_own_day_wins_over_an_inferred_one() -> None:
    inferred = arxiv(announced=day(10), day_from="inferred", comment="12 pages", abstract="Longer, from the API.")
    paper = only(run(inferred, arxiv(announced=day(11))))
    assert (paper.day, paper.day_from) == (day(11), "")
    assert paper.abstract == "We invent 1 things."
    assert paper.comment == "12 pages"
    assert len(paper.places) == 1


def test_an_inferred_day_is_marked() -> None:
    paper = only(run(arxiv(announced=day(10), day_from="inferred")))
    assert (paper.day, paper.day_from) == (day(10), "inferred")


@pytest.mark.parametrize("announced", [None, day(13), day(4), date(1970, 1, 1)])
def test_a_paper_without_an_open_day_stands_on_the_day_of_the_run(announced: date | None) -> None:
    paper = only(run(journal(announced=announced)))
    assert (paper.day, paper.day_from) == (TODAY, "first_seen")


def test_a_preprint_and_its_journal_version_by_doi_are_one() -> None:
    paper = only(run(journal(doi="10.5555/j.1"), arxiv(doi="10.5555/j.1")))
    assert paper.id == "arxiv:2603.00001"
    assert paper.aliases == ("doi:10.5555/j.1",)
    assert [p.name for p in paper.places] == ["arXiv", "Sample Journal"]
    assert paper.title.startswith("Invented Preprint")
    assert paper.day == day(11)


def test_a_preprint_and_its_journal_version_by_title_and_first_author_are_one() -> None:
    paper = only(
        run(
            arxiv(title=TITLE, authors=("Given Sample",)),
            journal(title=TITLE.upper() + ".", authors=("Sample, G.", "Sample Author 4")),
        )
    )
    assert paper.id == "arxiv:2603.00001"
    assert paper.doi == "10.5555/j.1"
    assert "published" not in paper.links


def test_the_address_of_a_journal_version_without_doi_is_kept() -> None:
    paper = only(run(arxiv(title=TITLE), by_url(title=TITLE)))
    assert paper.links == {"published": "https://journal.example/1"}
    assert paper.aliases == ("url:0000000000000001",)
    assert paper.url == "https://arxiv.org/abs/2603.00001"


def test_two_preprint_servers_are_one_paper_with_the_journal() -> None:
    server = journal(2, doi="10.64898/2026.03.01.1", title=TITLE, name="Sample Server")
    paper = only(run(arxiv(title=TITLE), server, journal(title=TITLE)))
    assert paper.aliases == ("doi:10.5555/j.1", "doi:10.64898/2026.03.01.1")
    assert paper.doi == "10.5555/j.1"


TWO = {
    "another first author": [arxiv(title=TITLE), journal(title=TITLE, authors=("Other Person-Invented",))],
    "two arXiv ids": [arxiv(1, title=TITLE), arxiv(2, title=TITLE)],
    "two DOIs of journals": [journal(1, title=TITLE), journal(2, title=TITLE)],
    "two DOIs of one server": [
        journal(doi="10.64898/1", title=TITLE),
        journal(doi="10.64898/2", title=TITLE),
    ],
    "parts": [arxiv(title=f"{TITLE}, Part I"), journal(title=f"{TITLE}, Part II")],
    "more than two years": [arxiv(title=TITLE, published="2023-12-01T00:00:00Z"), journal(title=TITLE)],
    "another given name": [
        arxiv(title=TITLE, authors=("Wei Sample",)),
        journal(title=TITLE, authors=("Sample, L.",)),
    ],
    "another given name of one initial": [
        arxiv(title=TITLE, authors=("Wei Sample",)),
        journal(title=TITLE, authors=("Wen Sample",)),
    ],
    "news of the paper": [arxiv(title=TITLE), journal(title=TITLE, genre=Genre.NEWS)],
    "a column of one editor": [
        by_url(1, title=TITLE, published="2026-03-01"),
        by_url(2, title=TITLE, published="2026-03-08"),
    ],
    "charges": [arxiv(title=f"{TITLE} in $B^+$ Decays"), journal(title=f"{TITLE} in B⁻ Decays")],
    "languages": [arxiv(title=f"{TITLE} in C#"), journal(title=f"{TITLE} in C++")],
    "versions of a program": [arxiv(title=f"{TITLE} 2.0"), journal(title=f"{TITLE} 20")],
    "no author": [arxiv(title=TITLE), journal(title=TITLE, authors=())],
    "an author correction": [arxiv(title=TITLE), journal(title=f"Author Correction: {TITLE}")],
    "a publisher correction": [arxiv(title=TITLE), journal(title=f"Publisher Correction: {TITLE}")],
    "an erratum": [arxiv(title=TITLE), journal(title=f"Erratum: {TITLE}")],
    "a retraction note": [arxiv(title=TITLE), journal(title=f"Retraction Note: {TITLE}")],
    "a reply": [arxiv(title=TITLE), journal(title=f"Reply to: {TITLE}")],
} | {
    generic: [by_url(1, title=generic), by_url(2, title=generic)]
    for generic in (
        *("Editorial", "Introduction", "Correction", "In this issue", "Letters to the Editor", "Author Correction"),
        *(
            "Two longwindedterminology",
            "A to B of C",
            "图书评论",
            "Table of Contents",
            "Reply to: Two Invented Critics",
        ),
    )
}


@pytest.mark.parametrize("listings", TWO.values(), ids=TWO.keys())
def test_these_are_two_papers(listings: list[Listing]) -> None:
    together = run(*listings)
    assert len(together.papers) == 2
    assert together.updates == ()
    first, second = listings
    later = run(second, known=known_of(first))
    assert [len(later.papers), len(later.updates)] == [1, 0]


def test_chinese_titles_of_eight_characters_identify() -> None:
    title = "稀疏路由器的虚构研究"
    assert len(run(arxiv(title=title), journal(title=title)).papers) == 1


def test_a_title_that_fits_two_preprints_joins_neither() -> None:
    found = run(arxiv(1, title=TITLE), arxiv(2, title=TITLE), journal(title=TITLE))
    assert [paper.id for paper in found.papers] == ["doi:10.5555/j.1", "arxiv:2603.00001", "arxiv:2603.00002"]
    memory = known_of(arxiv(1, title=TITLE), arxiv(2, title=TITLE))
    assert only(run(journal(title=TITLE), known=memory)).id == "doi:10.5555/j.1"


def test_one_doi_claimed_by_two_preprints_belongs_to_the_journals_record() -> None:
    found = run(arxiv(1, doi="10.5555/j.1"), arxiv(2, doi="10.5555/j.1"), journal())
    assert {paper.id: (paper.aliases, paper.doi) for paper in found.papers} == {
        "arxiv:2603.00001": ((), ""),
        "arxiv:2603.00002": ((), ""),
        "doi:10.5555/j.1": ((), "10.5555/j.1"),
    }


# -- policy ----------------------------------------------------------------------------


def test_include_chooses_between_new_and_cross() -> None:
    listings = (arxiv(1), arxiv(2, announce="cross"), journal())
    only_new = run(*listings, rules=replace(RULES, include=frozenset({"new"})))
    assert {p.id for p in only_new.papers} == {"arxiv:2603.00001", "doi:10.5555/j.1"}
    assert only_new.skipped == {"arXiv": 1}
    only_cross = run(*listings, rules=replace(RULES, include=frozenset({"cross"})))
    assert {p.id for p in only_cross.papers} == {"arxiv:2603.00002"}


def test_a_later_version_of_an_unknown_paper_is_skipped() -> None:
    found = run(arxiv(announce="replace", version=3))
    assert (found.papers, found.updates, found.skipped) == ((), (), {"arXiv": 1})


@pytest.mark.parametrize("announce", ["replace", "replace-cross"])
def test_a_later_version_by_a_watched_author_is_a_paper_that_is_an_event(announce: str) -> None:
    paper = only(run(arxiv(announce=announce, version=4, authors=("Sample Author 1", "Author, Watched"))))
    assert paper.is_event
    assert paper.places[0].version == 4


def test_version_admits_every_author() -> None:
    rules = replace(RULES, events=frozenset({"version"}))
    assert only(run(arxiv(announce="replace", version=2), rules=rules)).is_event


def test_no_event_policy_admits_no_version() -> None:
    rules = replace(RULES, events=frozenset())
    watched = arxiv(announce="replace", version=2, authors=("Watched Author",))
    assert run(watched, rules=rules).skipped == {"arXiv": 1}


# -- news about known papers -----------------------------------------------------------


def test_a_known_paper_seen_again_is_a_duplicate() -> None:
    memory = known_of(arxiv())
    found = run(arxiv(), arxiv(category="cs.CL", announce="cross", abstract="Changed."), known=memory)
    assert (found.papers, found.updates) == ((), ())
    assert found.duplicates == {"arXiv": 2}


def test_a_new_version_by_a_watched_author_is_an_update_with_what_changed() -> None:
    authors = ("Watched Author", "Sample Author 2")
    memory = known_of(arxiv(authors=authors, comment="9 pages"))
    later = arxiv(announce="replace", version=2, authors=authors, title="An Invented Title, Revised")
    found = run(later, known=memory)
    assert news(found) == (
        Event.VERSION,
        {
            "title": "An Invented Title, Revised",
            "sources": [{"name": "arXiv", "kind": "arxiv", "category": "cs.AI", "announce": "replace", "version": 2}],
        },
    )
    assert found.updates[0].day == TODAY
    assert found.updated == {"arXiv": 1}
    memory.add(found)
    (paper,) = memory.papers
    assert paper.title == "An Invented Title, Revised"
    assert paper.comment == "9 pages"
    assert not paper.is_event


def test_a_new_version_by_others_is_skipped() -> None:
    found = run(arxiv(announce="replace", version=2, abstract="Changed."), known=known_of(arxiv()))
    assert (found.papers, found.updates, found.skipped) == ((), (), {"arXiv": 1})


def test_a_version_kept_out_of_a_paper_met_by_title_still_leads_to_it() -> None:
    memory = known_of(journal(title=TITLE))
    found = run(arxiv(title=TITLE, announce="replace", version=3), known=memory)
    event, changes = news(found)
    assert (event, changes["aliases"]) == (Event.MERGED, ["arxiv:2603.00001"])
    memory.add(found)
    assert run(arxiv(title="Renamed", announce="replace", version=4), known=memory).skipped == {"arXiv": 1}


def test_an_author_who_joins_or_leaves_a_watched_paper_does_not_hide_it() -> None:
    memory = known_of(arxiv(authors=("Watched Author",)))
    event, changes = news(run(arxiv(announce="replace", version=2, authors=("Sample Author 9",)), known=memory))
    assert event is Event.VERSION
    assert changes["authors"] == ["Sample Author 9"]


def test_only_the_highest_of_several_versions_counts() -> None:
    memory = known_of(arxiv(authors=("Watched Author",)))
    second, third = (
        arxiv(announce="replace", version=n, authors=("Watched Author",), abstract=f"Version {n}.") for n in (2, 3)
    )
    found = run(second, third, known=memory)
    assert news(found)[1]["abstract"] == "Version 3."
    assert (found.updated, found.duplicates) == ({"arXiv": 1}, {"arXiv": 1})
    memory.add(found)
    assert run(second, third, known=memory).updates == ()


def test_a_version_in_the_same_run_as_the_first_is_an_update_on_its_own_day() -> None:
    first = arxiv(announced=day(9), day_from="inferred", authors=("Watched Author",))
    later = arxiv(announce="replace", version=2, authors=("Watched Author",), abstract="Changed.")
    found = run(later, first)
    assert [(paper.day, paper.abstract) for paper in found.papers] == [(day(9), "We invent 1 things.")]
    assert [(update.day, update.changes["abstract"]) for update in found.updates] == [(TODAY, "Changed.")]


def test_a_replacement_without_number_counts_if_its_text_changed() -> None:
    memory = known_of(arxiv(authors=("Watched Author",), version=0))
    same = arxiv(authors=("Watched Author",), version=0, announce="replace")
    assert run(same, known=memory).duplicates == {"arXiv": 1}
    assert news(run(replace(same, abstract="Changed."), known=memory))[0] is Event.VERSION


@pytest.mark.parametrize("doi_known_before", [True, False])
def test_the_journal_version_of_a_known_preprint_is_published(*, doi_known_before: bool) -> None:
    preprint = arxiv(doi="10.5555/j.1") if doi_known_before else arxiv(title=TITLE)
    memory = known_of(preprint)
    article = journal() if doi_known_before else journal(title=TITLE)
    found = run(article, known=memory)
    event, changes = news(found)
    assert event is Event.PUBLISHED
    assert changes["sources"] == [{"name": "Sample Journal", "kind": "feed"}]
    assert (found.updates[0].id, found.updates[0].day) == ("arxiv:2603.00001", day(11))
    memory.add(found)
    (paper,) = memory.papers
    assert paper.doi == "10.5555/j.1"
    assert paper.aliases == ("doi:10.5555/j.1",)
    assert memory.find(("doi:10.5555/j.1",)) == paper
    again = run(article, preprint, known=memory)
    assert (again.papers, again.updates) == ((), ())


def test_a_publication_that_nobody_wants_told_is_merged_in_silence() -> None:
    rules = replace(RULES, events=frozenset())
    memory = known_of(arxiv(title=TITLE))
    found = run(journal(title=TITLE), known=memory, rules=rules)
    event, changes = news(found)
    assert (event, changes["aliases"]) == (Event.MERGED, ["doi:10.5555/j.1"])
    memory.add(found)
    assert run(journal(title=TITLE), known=memory).updates == ()


def test_the_preprint_of_a_known_article_is_merged_and_its_id_found_from_then_on() -> None:
    memory = known_of(journal(title=TITLE))
    found = run(arxiv(title=TITLE, pdf="https://arxiv.org/pdf/2603.00001"), known=memory)
    event, changes = news(found)
    assert event is Event.MERGED
    assert changes["aliases"] == ["arxiv:2603.00001"]
    assert changes["abstract"] == "We invent 1 things."
    memory.add(found)
    assert run(arxiv(title="Another Title Now Stands Here"), known=memory).duplicates == {"arXiv": 1}


def test_an_article_at_a_second_address_is_merged_once() -> None:
    memory = known_of(by_url(1, title=TITLE))
    found = run(by_url(2, title=TITLE, name="Sample Subject Feed"), known=memory)
    assert news(found)[0] is Event.MERGED
    memory.add(found)
    assert run(by_url(2, title="Renamed", name="Sample Subject Feed"), known=memory).updates == ()


def test_another_feed_of_a_known_article_is_noted_as_a_place_once() -> None:
    memory = known_of(journal())
    found = run(journal(name="Sample Subject Feed"), known=memory)
    assert news(found) == (Event.MERGED, {"sources": [{"name": "Sample Subject Feed", "kind": "feed"}]})
    memory.add(found)
    assert run(journal(name="Sample Subject Feed"), known=memory).duplicates == {"Sample Subject Feed": 1}


WITHDRAWN = (
    {"abstract": "This paper has been withdrawn by the author because of an invented gap."},
    {"comment": "Withdrawn by the authors"},
    {"abstract": "This submission has been withdrawn by arXiv administrators."},
)


@pytest.mark.parametrize("said", WITHDRAWN)
def test_a_withdrawal_is_an_event_whoever_the_authors_are(said: dict[str, Any]) -> None:
    memory = known_of(arxiv())
    gone = arxiv(announce="replace", version=2, **said)
    event, changes = news(run(gone, known=memory))
    assert event is Event.RETRACTED
    assert said.items() <= changes.items()
    memory.add(run(gone, known=memory))
    assert run(gone, known=memory).updates == ()
    unwanted = run(gone, known=known_of(arxiv()), rules=replace(RULES, events=frozenset()))
    assert unwanted.skipped == {"arXiv": 1}


def test_a_journal_marks_a_retracted_article_in_its_title() -> None:
    memory = known_of(journal(title=TITLE, abstract="Kept."))
    event, changes = news(run(journal(title=f"RETRACTED ARTICLE: {TITLE}", abstract="Not news."), known=memory))
    assert event is Event.RETRACTED
    assert changes == {"title": f"RETRACTED ARTICLE: {TITLE}"}


def test_a_paper_about_withdrawn_drugs_is_not_withdrawn() -> None:
    authors = ("Watched Author",)
    memory = known_of(arxiv(authors=authors))
    about = arxiv(
        announce="replace",
        version=2,
        authors=authors,
        abstract="The drug has been withdrawn. We ask why.",
        title="Withdrawn Drugs and Retracted Papers: An Invented Survey",
    )
    assert news(run(about, known=memory))[0] is Event.VERSION


def test_an_update_is_never_dated_before_its_paper() -> None:
    memory = Memory(run(arxiv(title=TITLE)).papers)
    assert run(journal(title=TITLE, announced=day(10)), known=memory).updates[0].day == TODAY


def test_a_notice_with_the_doi_of_what_it_corrects_does_not_name_the_paper() -> None:
    article = journal(title=TITLE)
    notice = journal(title=f"Author Correction: {TITLE}")
    assert only(run(notice, article)).title == TITLE


def test_only_a_counted_version_takes_a_withdrawal_back() -> None:
    authors = ("Watched Author",)
    memory = known_of(arxiv(authors=authors, comment="Withdrawn", version=0))
    same = arxiv(authors=authors, announce="replace", version=0, abstract="Back again.")
    assert run(same, known=memory).duplicates == {"arXiv": 1}
    assert news(run(replace(same, place=replace(same.place, version=2)), known=memory))[0] is Event.VERSION


def test_of_two_records_that_differ_in_little_the_order_does_not_choose() -> None:
    first, second = arxiv(comment="9 pages"), arxiv(comment="10 pages")
    assert run(first, second) == run(second, first)


# -- apply -----------------------------------------------------------------------------


def test_updates_apply_in_order_of_days_and_twice_is_once() -> None:
    memory = known_of(arxiv(title=TITLE, authors=("Watched Author",)))
    (paper,) = memory.written
    second = run(arxiv(announce="replace", version=2, authors=("Watched Author",)), known=memory).updates
    memory.updates += second
    article = run(journal(title=TITLE, authors=("Watched Author",)), known=memory).updates
    assert article == ()  # the second version bears another title
    third = run(
        arxiv(announce="replace", version=3, title=TITLE, authors=("Watched Author",)),
        known=memory,
        rules=replace(RULES, today=day(13)),
    ).updates
    third = tuple(replace(one, day=day(13)) for one in third)
    found = apply(paper, (*third, *second))
    assert found.title == TITLE
    assert [place.version for place in found.places] == [1, 2, 3]
    assert apply(found, (*third, *second)) == found
    assert found.day == paper.day


def test_a_withdrawal_outlasts_a_version_of_the_same_day() -> None:
    (paper,) = known_of(arxiv(title=TITLE)).written
    marked = Update(id=paper.id, day=TODAY, event=Event.RETRACTED, changes={"title": f"RETRACTED: {TITLE}"})
    version = Update(id=paper.id, day=TODAY, event=Event.VERSION, changes={"title": f"{TITLE}, Revised"})
    assert apply(paper, (marked, version)).title == f"RETRACTED: {TITLE}"


# -- whatever comes --------------------------------------------------------------------

_IDS = st.sampled_from(
    [
        ("arxiv:2603.00001",),
        ("arxiv:2603.00002",),
        ("arxiv:2603.00001", "doi:10.5555/a"),
        ("arxiv:2603.00002", "doi:10.5555/a"),
        ("arxiv:2603.00003", "doi:10.5555/b"),
        ("doi:10.5555/a",),
        ("doi:10.5555/b",),
        ("doi:10.64898/c",),
        ("doi:10.64898/d",),
        ("url:00000000000000e1",),
        ("url:00000000000000f2",),
    ]
)
_TITLES = st.sampled_from(
    [TITLE, "Another Invented Title of Some Length", f"Erratum: {TITLE}", f"RETRACTED: {TITLE}", "Editorial"]
)
_AUTHORS = st.sampled_from([("Sample Author 1",), ("Watched Author", "Sample Author 1"), ("Other Invented",), ()])


@st.composite
def listings(draw: st.DrawFn) -> Listing:
    ids = draw(_IDS)
    is_arxiv = ids[0].startswith("arxiv:")
    announce = draw(st.sampled_from(["new", "cross", "replace", "replace-cross"])) if is_arxiv else ""
    version = draw(st.integers(0, 3)) if is_arxiv else 0
    name = "arXiv" if is_arxiv else draw(st.sampled_from(["Sample Journal", "Sample Review"]))
    return Listing(
        ids=ids,
        title=draw(_TITLES),
        authors=draw(_AUTHORS),
        abstract=draw(st.sampled_from(["", "One.", "Two.", "This paper has been withdrawn by the author."])),
        url=f"https://example.org/{ids[0]}",
        place=Place(
            name=name,
            kind="arxiv" if is_arxiv else "feed",
            category=draw(st.sampled_from(["cs.AI", "cs.CL"])) if is_arxiv else "",
            announce=announce,
            version=version,
        ),
        announced=draw(st.none() | st.dates(day(2), day(13))),
        day_from=draw(st.sampled_from(["", "inferred"])),
        doi=next((one[4:] for one in ids if one.startswith("doi:")), ""),
        published=draw(st.sampled_from(["", "2026-03-01", "2023-01-01T00:00:00Z", "soon"])),
    )


_RULES = st.builds(
    MergeRules,
    today=st.just(TODAY),
    watched=st.just(RULES.watched),
    include=st.sampled_from([frozenset({"new", "cross"}), frozenset({"new"}), frozenset({"cross"})]),
    events=st.sets(st.sampled_from(["published", "retracted", "version:watched", "version"])).map(frozenset),
)
_MANY = st.lists(listings(), max_size=8)


def check(memory: Memory) -> None:
    """Fail where the archive contradicts itself."""
    owners = Counter(one for paper in memory.papers for one in all_ids(paper))
    assert not [one for one, count in owners.items() if count > 1]
    for paper in memory.papers:
        assert len([one for one in all_ids(paper) if one.startswith("arxiv:")]) <= 1
        assert paper.day <= TODAY
        assert paper.places
    assert len({(one.id, one.event, one.day) for one in memory.updates}) == len(memory.updates)
    assert {one.id for one in memory.updates} <= {paper.id for paper in memory.written}


@given(_MANY, _RULES, st.randoms(use_true_random=False))
@settings(max_examples=150, deadline=None)
def test_the_order_of_listings_does_not_matter(found: list[Listing], rules: MergeRules, chance: Any) -> None:
    shuffled = list(found)
    chance.shuffle(shuffled)
    assert merge(found, Memory(), rules) == merge(shuffled, Memory(), rules)


@given(_MANY, _RULES)
@settings(max_examples=150, deadline=None)
def test_what_was_merged_is_not_news_again(found: list[Listing], rules: MergeRules) -> None:
    memory = Memory()
    memory.add(merge(found, memory, rules))
    check(memory)
    again = merge(found, memory, rules)
    assert (again.papers, again.updates) == ((), ())


@given(st.lists(_MANY, max_size=4), _RULES)
@settings(max_examples=150, deadline=None)
def test_over_several_runs_no_id_has_two_papers(runs: list[list[Listing]], rules: MergeRules) -> None:
    memory = Memory()
    for found in runs:
        memory.add(merge(found, memory, rules))
    owners = Counter(one for paper in memory.papers for one in all_ids(paper))
    assert not [one for one, count in owners.items() if count > 1]
    for found in reversed(runs):
        again = merge(found, memory, rules)
        assert again.papers == ()


@given(_MANY, _RULES)
@settings(max_examples=150, deadline=None)
def test_every_listing_is_counted_once(found: list[Listing], rules: MergeRules) -> None:
    merged = merge(found, Memory(), rules)
    counted: Counter[str] = Counter()
    for counts in (merged.new, merged.updated, merged.duplicates, merged.skipped):
        assert all(counts.values())
        counted.update(counts)
    assert counted == Counter(one.place.name for one in found)


@given(_MANY)
@settings(max_examples=150, deadline=None)
def test_no_admitted_paper_is_lost(found: list[Listing]) -> None:
    memory = Memory(merge(found, Memory(), RULES).papers)
    for one in found:
        if not one.place.announce.startswith("replace"):
            assert memory.find(one.ids[:1]) is not None


def many(count: int) -> Sequence[Listing]:
    return [arxiv(n, doi=f"10.5555/m.{n}" if n % 5 == 0 else "") for n in range(count)]


def test_a_listing_costs_a_few_questions_whatever_the_number() -> None:
    found = many(500)
    empty = Shelf([])
    merged = merge(found, empty, RULES)
    assert len(merged.papers) == 500
    assert empty.find_calls <= 2 * 500
    full = Shelf(merged.papers)
    assert merge(found, full, RULES).duplicates == {"arXiv": 500}
    assert full.find_calls <= 2 * 500
