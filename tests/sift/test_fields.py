"""Disciplines of papers, their names, and how far they are apart."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from radar.config_sources import FIELDS
from radar.models import Paper, Place
from radar.sift.fields import NAMES, distance, fields_of
from radar.sift.fields_arxiv import fields_of_category
from radar.sift.fields_subjects import fields_of_subject

SOURCES = {"Journal of Samples": ("chem", "mater"), "Everything Weekly": ("multi",), "arXiv": ("law",)}
A_FIELD = st.sampled_from(FIELDS)


def paper(*places: Place, categories: tuple[str, ...] = ()) -> Paper:
    return Paper(
        id="doi:10.5555/1",
        day=date(2026, 3, 4),
        title="A sample",
        authors=(),
        abstract="",
        url="",
        places=places,
        categories=categories,
    )


def place(name: str, *, kind: str = "feed", category: str = "") -> Place:
    return Place(name=name, kind=kind, category=category)


def test_every_discipline_has_a_name_in_both_languages() -> None:
    assert set(NAMES) == set(FIELDS)
    for lang in ("zh", "en"):
        assert len({names[lang] for names in NAMES.values()}) == len(FIELDS)


def test_every_category_of_arxiv_belongs_to_a_discipline(shared: Path) -> None:
    with (shared / "data/feeds/taxonomy/arxiv_categories.tsv").open(encoding="utf-8") as lines:
        rows = list(csv.DictReader(lines, delimiter="\t"))
    assert len(rows) > 180
    for row in rows:
        found = fields_of_category(row["id"])
        assert set(found) <= set(FIELDS)
        assert bool(found) is not row["id"].startswith(("test", "bad-arch")), row["id"]


@pytest.mark.parametrize(
    ("category", "expected"),
    [
        ("cs.CV", ("cs",)),
        ("cs.SI", ("cs", "social")),
        ("q-bio.NC", ("neuro", "bio")),
        ("cond-mat.mtrl-sci", ("mater", "physics")),
        ("cmp-lg", ("cs",)),
        ("astro-ph", ("astro",)),
        ("cs.NA", ("math",)),
        ("q-fin.EC", ("econ",)),
        ("biology", ()),
        ("", ()),
    ],
)
def test_a_category_tells_its_disciplines(category: str, expected: tuple[str, ...]) -> None:
    assert fields_of_category(category) == expected


def test_a_category_and_its_alias_belong_together() -> None:
    for one, other in (("math.MP", "math-ph"), ("stat.TH", "math.ST"), ("cs.IT", "math.IT"), ("cs.SY", "eess.SY")):
        assert fields_of_category(one) == fields_of_category(other)


@pytest.mark.parametrize("subject", ["cell biology", "Cell_Biology", "cell-biology", " cell  biology "])
def test_a_subject_is_known_however_it_is_written(subject: str) -> None:
    assert fields_of_subject(subject) == ("bio",)


def test_a_subject_with_a_note_in_brackets_is_known() -> None:
    assert fields_of_subject("Endocrinology (including Diabetes Mellitus)") == ("med",)
    assert fields_of_subject("all") == ()


def test_the_stronger_field_of_every_category_comes_before_the_weaker_ones() -> None:
    assert fields_of(paper(categories=("cs.SI", "q-bio.NC")), source_fields={}) == ("cs", "neuro", "social", "bio")


def test_the_source_tells_where_no_category_does() -> None:
    assert fields_of(paper(place("Journal of Samples")), source_fields=SOURCES) == ("chem", "mater")
    assert fields_of(paper(place("Unknown")), source_fields=SOURCES) == ()


def test_a_source_whose_categories_tell_is_not_asked_itself() -> None:
    on_arxiv = place("arXiv", kind="arxiv", category="cs.CV")
    assert fields_of(paper(on_arxiv, categories=("cs.CV",)), source_fields=SOURCES) == ("cs",)
    assert fields_of(paper(place("arXiv", kind="arxiv")), source_fields=SOURCES) == ("law",)


def test_a_subject_of_biorxiv_tells_the_field() -> None:
    assert fields_of(paper(place("bioRxiv", kind="biorxiv", category="neuroscience")), source_fields={}) == (
        "neuro",
        "bio",
    )


def test_the_subject_counts_more_than_the_journal_and_that_more_than_the_topic() -> None:
    both = paper(place("Journal of Samples"), categories=("cs.CV",))
    assert fields_of(both, source_fields=SOURCES, topic_fields=[("law", "cs")]) == ("cs", "chem", "mater", "law")


def test_multi_gives_way_to_anything_that_tells() -> None:
    weekly = paper(place("Everything Weekly"))
    assert fields_of(weekly, source_fields=SOURCES) == ("multi",)
    assert fields_of(weekly, source_fields=SOURCES, topic_fields=[("bio",)]) == ("bio",)


@given(A_FIELD, A_FIELD)
def test_distance_is_the_same_both_ways_and_nothing_to_oneself(one: str, other: str) -> None:
    assert distance(one, other) == distance(other, one)
    assert (distance(one, other) == 0) is (one == other)
    assert 0 <= distance(one, other) < 1


def test_neighbours_are_nearer_than_strangers() -> None:
    assert distance("cs", "stat") < distance("cs", "math") < distance("cs", "physics") < distance("cs", "astro")
    assert distance("bio", "med") < distance("bio", "chem") < distance("bio", "law")
    assert distance("multi", "law") == distance("cs", "multi") == pytest.approx(0.5)
