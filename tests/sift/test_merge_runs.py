"""One run or many: what the ledger holds does not tell how the listings came.

Byte for byte where the rules of `merge` promise it; elsewhere the papers with their
updates applied are the same.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from invented_listings import RULES, arxiv, journal
from memory import Memory, day

from radar.archive import lines
from radar.models import Event, Genre, Listing, Paper, Update
from radar.sift.merge import merge
from radar.sift.records import place_order
from radar.sift.revise import apply

RUNS = (day(8), day(9), day(10), day(11))
"""Days of the runs; all listings stand on days that are open in each."""
WATCHED = ("Watched Author", "Sample Author 2")


@dataclass(frozen=True, kw_only=True, slots=True)
class Told:
    """Hold a listing, the first run that shows it and all others that do."""

    listing: Listing
    runs: frozenset[int]


def ledger(memory: Memory) -> dict[date, list[bytes]]:
    """Write what a memory holds as the archive does: by day, the same line once."""
    found: dict[date, set[bytes]] = {}
    for record in (*memory.written, *memory.updates):
        found.setdefault(record.day, set()).add(lines.dump(record))
    return {on: sorted(raw) for on, raw in sorted(found.items())}


def several(told: Sequence[Told]) -> Memory:
    memory = Memory()
    for number, today in enumerate(RUNS):
        shown = [one.listing for one in told if number in one.runs]
        memory.add(merge(shown, memory, replace(RULES, today=today, events=RULES.events | {"corrected"})))
    return memory


def at_once(told: Sequence[Told]) -> Memory:
    return several([replace(one, runs=frozenset({len(RUNS) - 1})) for one in told])


@st.composite
def shown(draw: st.DrawFn, listing: Listing, *, after: int = 0) -> Told:
    """Show a listing in some runs, none of them before run `after`."""
    first = draw(st.integers(after, len(RUNS) - 1))
    again = draw(st.frozensets(st.integers(first, len(RUNS) - 1)))
    return Told(listing=listing, runs=again | {first})


@st.composite
def with_updates(draw: st.DrawFn) -> list[Told]:
    """Tell of papers, and then of a version or a notice of each, which never come before their paper."""
    told = []
    for number in range(1, 1 + draw(st.integers(1, 4))):
        on = day(draw(st.integers(4, 6)))
        if draw(st.booleans()):
            paper = draw(
                shown(arxiv(number, authors=WATCHED, announced=on, comment=draw(st.sampled_from(["", "9 pages"]))))
            )
        else:
            paper = draw(shown(journal(number, announced=on)))
        told += [paper, *draw(st.sampled_from([[], [draw(shown(paper.listing))]]))]
        later = day(draw(st.integers(6, 8)))
        match draw(st.sampled_from(["nothing", "version", "notice"])):
            case "version" if paper.listing.place.kind == "arxiv":
                place = replace(paper.listing.place, announce="replace", version=2)
                second = replace(paper.listing, place=place, abstract="Changed.", announced=later)
                told.append(draw(shown(second, after=min(paper.runs))))
            case "notice":
                told.append(draw(shown(notice(draw, number, paper.listing, later), after=min(paper.runs))))
            case _:
                pass
    return told


def notice(draw: st.DrawFn, number: int, about: Listing, announced: date) -> Listing:
    genre = draw(st.sampled_from([Genre.CORRECTION, Genre.RETRACTION]))
    by_ids = draw(st.booleans()) or about.place.kind == "arxiv"
    head = {
        Genre.CORRECTION: "Author Correction",
        Genre.RETRACTION: draw(st.sampled_from(["Retraction Note", "Expression of Concern"])),
    }
    return journal(
        100 + number,
        title=f"{head[genre]}: {'An Untold Title' if by_ids else about.title}",
        genre=genre,
        about=about.ids[:1] if by_ids else (),
        announced=announced,
    )


@given(with_updates(), st.randoms(use_true_random=False))
@settings(max_examples=120)
def test_any_split_into_runs_writes_the_same_bytes(told: list[Told], chance: Any) -> None:
    shuffled = list(told)
    chance.shuffle(shuffled)
    assert ledger(several(told)) == ledger(several(shuffled)) == ledger(at_once(told))


@st.composite
def with_further_places(draw: st.DrawFn) -> list[Told]:
    """Tell of preprints, and then where else they stand: journals by DOI or title, with an abstract or without."""
    told = []
    for number in range(1, 1 + draw(st.integers(1, 3))):
        doi = f"10.5555/j.{number}"
        named = draw(st.booleans())
        first = arxiv(
            number,
            announced=day(4),
            abstract=draw(st.sampled_from(["", "An abstract."])),
            **({"doi": doi} if named else {}),
        )
        paper = draw(shown(first))
        title = "Another Invented Title" if named else paper.listing.title
        texts = st.sampled_from([("", ""), ("An abstract.", ""), ("Borrowed.", "Sample Registry")])
        told.append(paper)
        for name in draw(
            st.sampled_from([("Journal A",), ("Journal A", "Index B"), ("Index B", "Registry C", "Journal A")])
        ):
            abstract, giver = draw(texts)
            article = journal(
                number,
                name=name,
                title=title,
                authors=first.authors,
                announced=day(6),
                abstract=abstract,
                abstract_from=giver,
            )
            told.append(draw(shown(article, after=min(paper.runs))))
    return told


def standing(memory: Memory) -> list[Paper]:
    """Give the papers as they stand, with what has no order of its own in one."""
    return [
        replace(one, places=tuple(sorted(one.places, key=place_order)), aliases=tuple(sorted(one.aliases)))
        for one in memory.papers
    ]


@given(with_further_places())
@settings(max_examples=120)
def test_any_split_into_runs_ends_in_the_same_papers(told: list[Told]) -> None:
    assert standing(several(told)) == standing(at_once(told))


@given(with_further_places(), st.integers(0, len(RUNS)))
@settings(max_examples=80)
def test_abstracts_from_elsewhere_change_nothing_but_what_lacked(told: list[Told], after: int) -> None:
    """Whenever another service helps out, a source's own abstract stands in the end."""
    memory = Memory()
    for number, today in enumerate(RUNS):
        if number == after:
            memory.updates += [helped(paper) for paper in memory.papers if not paper.abstract]
        memory.add(merge([one.listing for one in told if number in one.runs], memory, replace(RULES, today=today)))
    alone = {paper.id: paper for paper in several(told).papers}
    for paper in memory.papers:
        other = alone[paper.id]
        if other.abstract and not other.abstract_from:
            assert (paper.abstract, paper.abstract_from) == (other.abstract, "")
        assert replace(paper, abstract="", abstract_from="") == replace(other, abstract="", abstract_from="")
    assert all(
        apply(paper, [one for one in memory.updates if one.id == paper.id]) == paper for paper in memory.papers
    )


def helped(paper: Paper) -> Update:
    changes = {"abstract": "Helped out.", "abstract_from": "Crossref"}
    return Update(id=paper.id, day=paper.day, event=Event.ENRICHED, changes=changes)
