"""Real captures: the figures of every folder of feeds, so that a regression shows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from radar.collect import feeds
from radar.collect.feeds import Feed, Found
from radar.models import Genre, Listing
from radar.outcomes import Failed, SourceState


class Figures(NamedTuple):
    """Count the listings of a folder's files, what they carry, and what was left out."""

    listings: int
    authors: int
    dated: int
    dois: int
    abstracts: int
    left: int = 0
    blocked: int = 0


FOLDERS = {
    "arxiv-atom": Figures(7, 19, 7, 0, 7),
    "arxiv-rdf-old": Figures(3, 8, 0, 0, 3),
    "biorxiv-rdf": Figures(31, 262, 31, 31, 31),
    "eprint-iacr": Figures(3, 10, 3, 0, 3),
    "journal-cambridge-rdf": Figures(13, 60, 13, 13, 13, left=2),
    "journal-cnjournals-zh": Figures(10, 27, 10, 0, 0),
    "journal-cnki-zh": Figures(19, 71, 19, 0, 19, left=1),
    "journal-elsevier-rdf": Figures(1, 13, 1, 1, 1),
    "journal-google-scholar-alert": Figures(10, 0, 10, 3, 10),
    "journal-html-instead-of-feed": Figures(0, 0, 0, 0, 0, blocked=1),
    "journal-ingenta-rdf": Figures(18, 79, 0, 0, 0, left=1),
    "journal-jstage-atom-empty": Figures(0, 0, 0, 0, 0),
    "journal-microbiologyresearch": Figures(25, 160, 25, 25, 23),
    "journal-ojs-atom": Figures(9, 17, 9, 0, 9),
    "journal-ojs-rdf": Figures(20, 58, 20, 20, 19),
    "journal-oup": Figures(5, 15, 5, 5, 5),
    "journal-pensoft": Figures(200, 710, 200, 200, 197),
    "journal-pubmed-rss": Figures(30, 93, 30, 30, 26),
    "journal-sciencedirect": Figures(48, 305, 12, 0, 0),
    "journal-tandf-atypon-rdf": Figures(108, 413, 108, 108, 0),
    "journal-wiley": Figures(51, 222, 51, 51, 32, left=1),
    "nature-rdf": Figures(1125, 16620, 1125, 1125, 962, blocked=2),
}
GENRES = {
    "nature-rdf": {Genre.PAPER: 342, Genre.NEWS: 722, Genre.CORRECTION: 48, Genre.RETRACTION: 13},
    "journal-microbiologyresearch": {Genre.PAPER: 23, Genre.CORRECTION: 2},
}


def parsed(folder: Path) -> Iterator[Found | Failed]:
    for path in sorted(folder.iterdir()):
        yield feeds.parse(path.read_bytes(), Feed(label="Sample", hosts=frozenset({"www.nature.com"})))


def test_every_folder_of_feeds_has_its_figures(shared: Path) -> None:
    known = {"nature-rdf", "biorxiv-rdf", "eprint-iacr", "arxiv-atom", "arxiv-rdf-old"}
    folders = {path.name for path in (shared / "data/feeds").iterdir()}
    assert {name for name in folders if name.startswith("journal-")} | known == set(FOLDERS)


@pytest.mark.parametrize("name", FOLDERS)
def test_figures_of_a_folder(name: str, shared: Path) -> None:
    found = list(parsed(shared / "data/feeds" / name))
    read = [one for one in found if isinstance(one, Found)]
    listings = [listing for one in read for listing in one.listings]
    assert FOLDERS[name] == Figures(
        listings=len(listings),
        authors=sum(len(one.authors) for one in listings),
        dated=sum(one.announced is not None for one in listings),
        dois=sum(bool(one.doi) for one in listings),
        abstracts=sum(bool(one.abstract) for one in listings),
        left=sum(len(one.quarantined) for one in read),
        blocked=sum(isinstance(one, Failed) and one.state is SourceState.BLOCKED for one in found),
    )
    assert all(one.state in (SourceState.OK, SourceState.EMPTY) for one in read)
    if name in GENRES:
        assert Counter(one.genre for one in listings) == GENRES[name]


@pytest.mark.parametrize("name", FOLDERS)
def test_no_listing_carries_what_is_no_part_of_it(name: str, shared: Path) -> None:
    for found in parsed(shared / "data/feeds" / name):
        for one in found.listings if isinstance(found, Found) else ():
            assert_clean(one)


def assert_clean(one: Listing) -> None:
    assert "<" not in one.title or " < " in one.title
    begins = ("nature, published", "publication date", "volume ", "abstract", "pmid", "n/a")
    assert not one.abstract.lower().startswith(begins)
    assert not one.abstract.endswith(("|", "HTML", "PDF"))
    assert "PMID:" not in one.abstract
    assert one.abstract != one.title
    for name in one.authors:
        assert not any(mark in name for mark in "@;；\n<>")
        assert "et al" not in name.lower()
        assert not name.endswith((",", " and"))
    assert one.url.startswith("https://") or not one.url
    assert not any(word in one.url for word in ("utm_", "rss=", "af=", "TRACK", "dgcid", "rft_dat"))


def test_two_days_of_one_journal_share_their_papers(shared: Path) -> None:
    """ZooKeys a week apart: what stands in both is the same paper under the same id."""
    first, second = (found for found in parsed(shared / "data/feeds/journal-pensoft") if isinstance(found, Found))
    one, other = ({listing.title: listing.ids for listing in found.listings} for found in (first, second))
    both = one.keys() & other.keys()
    assert len(both) > 50
    assert all(one[title] == other[title] for title in both)


def test_suites_of_other_parsers_bring_no_exception(shared: Path) -> None:
    states = Counter[SourceState]()
    for path in sorted((shared / "data/feeds").glob("suite-*/**/*")):
        if path.is_file() and "bombs" not in path.parts[-2]:
            states[feeds.parse(path.read_bytes(), Feed(label="Sample")).state] += 1
    assert states.total() == 3110
    assert (states[SourceState.OK], states[SourceState.EMPTY], states[SourceState.BLOCKED]) == (522, 1051, 49)
