"""What is a paper, what is news, and what a notice is about."""

from __future__ import annotations

import gzip
import json
import random
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from radar.models import Genre
from radar.sift.genre import genre_of, is_front_matter
from radar.sift.text import strip_markup
from radar.sift.titles import subject_of

PAPER, NEWS, CORRECTION, RETRACTION = Genre.PAPER, Genre.NEWS, Genre.CORRECTION, Genre.RETRACTION


@pytest.mark.parametrize(
    ("title", "genre", "paper"),
    [
        ("Author Correction: An invented finding", CORRECTION, "An invented finding"),
        ("Publisher Correction: An invented finding", CORRECTION, "An invented finding"),
        ("Correction to: An invented finding", CORRECTION, "An invented finding"),
        ("Correction: An invented finding", CORRECTION, "An invented finding"),
        ("CORRIGENDUM: An invented finding", CORRECTION, "An invented finding"),
        ("Corrigendum to An invented finding", CORRECTION, "An invented finding"),
        ("Erratum: An invented finding [Sample Rev. Lett. 100, 1 (2026)]", CORRECTION, "An invented finding"),
        ("Erratum to “An invented finding” [J. Sample 1 (2026) 1–2]", CORRECTION, "An invented finding"),
        ("Corrections to “An invented finding”", CORRECTION, "An invented finding"),
        ('Correction to "An invented finding"', CORRECTION, "An invented finding"),
        ("Erratum for the Report “An invented finding” by S. Author et al.", CORRECTION, "An invented finding"),
        ("Correction for Author et al., An invented, long finding", CORRECTION, "An invented, long finding"),
        ("Correction for One and Two, An invented finding", CORRECTION, "An invented finding"),
        ("Publisher’s Note: An invented finding [Sample Rev. B 1, 2 (2026)]", CORRECTION, ""),
        ("Addendum: An invented finding", CORRECTION, "An invented finding"),
        ("An invented finding: Corrigendum", CORRECTION, "An invented finding"),
        ("An invented finding (Erratum)", CORRECTION, "An invented finding"),
        ("Correction", CORRECTION, ""),
        ("Department of Error", CORRECTION, ""),
        ("Errata.", CORRECTION, ""),
        ("Retraction Note: An invented finding", RETRACTION, "An invented finding"),
        ("Retraction Note to: An invented finding", RETRACTION, "An invented finding"),
        ("Retraction notice to “An invented finding” [J. Sample 1 (2026) 2]", RETRACTION, "An invented finding"),
        ("RETRACTION: An invented finding", RETRACTION, "An invented finding"),
        ("Retraction—An invented finding", RETRACTION, "An invented finding"),
        ("Retraction of “An invented finding”", RETRACTION, "An invented finding"),
        ("Retraction for Author et al., An invented finding", RETRACTION, "An invented finding"),
        ("Statement of Retraction: An invented finding", RETRACTION, "An invented finding"),
        ("Notice of Retraction and Replacement: An invented finding", RETRACTION, ""),
        ("Editorial Expression of Concern: An invented finding", RETRACTION, "An invented finding"),
        ("Expression of Concern for An invented finding", RETRACTION, "An invented finding"),
        ("更正：虚构的发现", CORRECTION, "虚构的发现"),
        ("《虚构的发现》一文的更正", CORRECTION, "虚构的发现"),
        ("关于《虚构的发现》的更正说明", CORRECTION, "虚构的发现"),
        ("勘误", CORRECTION, ""),
        ("勘误表", CORRECTION, ""),
        ("关于“虚构的发现”的撤稿声明", RETRACTION, "虚构的发现"),
        ("撤稿声明", RETRACTION, ""),
    ],
)
def test_notices_say_what_they_are_and_what_they_are_about(title: str, genre: Genre, paper: str) -> None:
    assert (genre_of(title), subject_of(title)) == (genre, paper)


@pytest.mark.parametrize(
    "title",
    [
        "Comment on “An invented finding”",
        "Reply to: An invented finding",
        "Reply to “Comment on ‘An invented finding’”",
        "Response to An invented finding",
        "Matters arising from an invented finding",
        "Corrections to scaling in an invented model",
        "Correction to the invented theorem",
        "Correction of invented errors by a router",
        "Invented aberrations: correction",
        "An invented finding: Comment",
        "Error correction with invented codes",
        "Retraction of the invented limb in frogs",
        "Addendum to a minimal revision of an invented genus: 28 new species",
        "RETRACTED: An invented finding",
        "RETRACTED ARTICLE: An invented finding",
        "Editorial decisions of invented journals",
        "News recommendation with invented users",
        "Podcasts as an invented teaching aid",
        "误差更正的虚构算法研究",
        "更正登记制度研究",
        "撤稿论文的引用分析",
        "An invented finding",
    ],
)
def test_in_doubt_it_is_a_paper(title: str) -> None:
    assert genre_of(title) is PAPER
    assert not is_front_matter(title)


@pytest.mark.parametrize(
    ("more", "genre"),
    [
        ({"doi": "10.1038/d41586-026-00001-1"}, NEWS),
        ({"doi": "10.1038/D41591-026-00001-1"}, NEWS),
        ({"doi": "10.1038/s41586-026-00001-1"}, PAPER),
        ({"doi": "10.1126/science.zabc123"}, NEWS),
        ({"doi": "10.1126/science.abc1234"}, PAPER),
        ({"doi": "10.1056/NEJMe2600001"}, NEWS),
        ({"doi": "10.1056/NEJMx2600001"}, CORRECTION),
        ({"doi": "10.1056/NEJMoa2600001"}, PAPER),
        ({"section": "News & Views"}, NEWS),
        ({"section": "EDITORIAL"}, NEWS),
        ({"section": "Text;Book Reviews"}, NEWS),
        ({"section": "Comment"}, NEWS),
        ({"section": "Department of Error"}, CORRECTION),
        ({"section": "Corrections"}, CORRECTION),
        ({"section": "Expression of Concern"}, RETRACTION),
        ({"section": "社论"}, NEWS),
        ({"section": "Research Article"}, PAPER),
        ({"section": "Letters"}, PAPER),
        ({"section": "Newsvendor models"}, PAPER),
        ({"url": "https://www.nature.com/articles/d41586-026-00001-1"}, NEWS),
        ({"url": "https://www.nature.com/articles/s41586-026-00001-1"}, PAPER),
    ],
)
def test_doi_section_and_address_tell(more: dict[str, str], genre: Genre) -> None:
    assert genre_of("An invented title", **more) is genre


def test_title_wins_over_doi_and_doi_over_section() -> None:
    assert genre_of("Retraction Note: X", doi="10.1038/d41586-026-00001-1") is RETRACTION
    assert genre_of("An invented title", doi="10.1056/nejmx2600001", section="News") is CORRECTION
    assert genre_of("Comment on “An invented finding”", section="Comment") is PAPER


@pytest.mark.parametrize(
    "title",
    [
        "Daily briefing: an invented day",
        "Audio long read: an invented day",
        "From the archive: an invented day",
        "Editorial",
        "Guest Editorial: On inventions",
        "Book Review: Invented Lives",
        "Five invented lives: Books in brief",
        "Research Highlight: an invented finding",
        "In Memoriam: Sample Author 1",
        "书评：虚构的一生",
    ],
)
def test_news_is_known_by_its_heading(title: str) -> None:
    assert genre_of(title) is NEWS


@pytest.mark.parametrize(
    ("title", "front"),
    [
        ("Issue Information", True),
        ("Table of Contents", True),
        ("Contents", True),
        ("Front Cover: An invented finding (Sample. J. 1/2026)", True),
        ("Cover Picture", True),
        ("Masthead", True),
        ("In this issue", True),
        ("Volume 136-3: Contents, Corrigenda, Editorial", True),
        ("SMP volume 12 issue 6 Cover and Front matter", True),
        ("Acknowledgement to Reviewers", True),
        ("Call for Papers: Inventions", True),
        ("虚构学报第37卷总目次", True),
        ("封面", True),
        ("征稿启事", True),
        ("Contents of an invented stomach", False),
        ("Covering numbers of invented spaces", False),
        ("Cover crops in invented fields", False),
        ("杂志封面设计研究", False),
        ("目录学的虚构史", False),
        ("Editorial", False),
    ],
)
def test_front_matter_is_told_from_papers(title: str, *, front: bool) -> None:
    assert is_front_matter(title) is front


def test_front_matter_may_be_a_section() -> None:
    assert is_front_matter("An invented title", section="Front Matter")
    assert not is_front_matter("An invented title", section="Cover Story")


def test_hostile_titles_are_decided_at_once() -> None:
    for title in ("correction for " * 5000, "《" * 20000, "[1 (2000) " * 5000, "Erratum to " + "“" * 20000):
        assert genre_of(title) in set(Genre)
        assert isinstance(subject_of(title), str)
        is_front_matter(title)


def rows(path: Path) -> list[Any]:
    return [json.loads(line) for line in gzip.decompress(path.read_bytes()).decode().splitlines()]


def test_a_year_of_nature_is_told_apart_by_doi_and_no_research_is_lost(shared: Path) -> None:
    """DOI families tell the truth (looked at by eye); titles alone never take research for news."""
    with_doi, title_alone = Counter[tuple[str, Genre]](), Counter[tuple[str, Genre]]()
    for path in sorted((shared / "data/corpus/nature").glob("*.jsonl.gz")):
        for item in rows(path):
            title, family = strip_markup(item["title"]), item["id"].removeprefix("10.1038/")[:6]
            with_doi[family, genre_of(title, doi=item["id"])] += 1
            title_alone[family, genre_of(title)] += 1
            assert not is_front_matter(title), title
    assert with_doi == {
        ("d41586", NEWS): 2196,
        ("s41586", PAPER): 924,
        ("s41586", CORRECTION): 94,
        ("s41586", RETRACTION): 7,
    }
    assert {genre: n for (family, genre), n in title_alone.items() if family == "s41586"} == {
        PAPER: 924,
        CORRECTION: 94,
        RETRACTION: 7,
    }


def test_of_arxivs_titles_only_true_notices_are_taken_for_such(shared: Path) -> None:
    """Ten thousand titles a corpus: all that is set apart says of itself what it is."""
    found = []
    for path in sorted((shared / "data/corpus").glob("arxiv-*/*.jsonl.gz")):
        titles = [item["title"] for item in rows(path)]
        for title in random.Random(0).sample(titles, min(len(titles), 2500)):  # noqa: S311 - a sample, no secret
            assert not is_front_matter(title), title
            if genre_of(title) is not PAPER:
                found.append(title)
    begin = ("corrigend", "erratum", "errata", "addendum:", "addendum to", "correction to", "in memoriam", "retract")
    assert all(title.lower().startswith(begin) for title in found), found
