"""Merging on labelled pairs: no two papers are ever one, and hardly any paper is two.

`bench/merging.py` does the same with thousands of pairs of each kind.
"""

from __future__ import annotations

import gzip
import json
from collections.abc import Sequence
from datetime import date, timedelta
from itertools import product
from pathlib import Path

import labelled
import pytest
from labelled import PROMISE, Score, Work
from memory import Shelf

THINGS = (
    *(
        "Sparse Router Design: an Invented Study of Fast-Moving Sand",
        'Étude of Schr\\"odinger Rivers and Gödel Tides',
    ),
    *(
        "Search for $B^0_s \\to \\mu^+\\mu^-$ decays in well-sorted sand",
        "Why $\\bar{K}$ and $D^*$ tides differ: a first study",
    ),
    *(
        "The $L^p$ theory of $\\alpha$-invented operators on $\\mathbb{R}^2$",
        "CO$_2$ uptake of multi-agent dunes at $z<0.5$",
    ),
    *(
        "Deep learning of offshore flows & efficient diffusion",
        'Naïve Bayes for Poincaré\'s "second" sand -- revisited',
    ),
)
PEOPLE = ("Ana María Sámple", "Li Invented", "W. Author", "Jean-Luc van der Probe", "Mara B. Example", "Øystein Test")


def invented() -> list[Work]:
    return [
        Work(
            id=f"2603.{n:05d}",
            title=f"{thing} of the {('First', 'Second', 'Third', 'Fourth', 'Fifth')[size]} Kind",
            authors=(PEOPLE[(n + size) % len(PEOPLE)], "Sample Author 2"),
            published=date(2024, 1, 1) + timedelta(days=n),
        )
        for n, (size, thing) in enumerate(product(range(5), THINGS))
    ]


def check(scores: Sequence[Score]) -> None:
    assert [one for one in scores if one.wrong] == []
    precision, recall = labelled.totals(scores)
    assert precision == PROMISE["precision"]
    assert recall > PROMISE["recall"]
    weak = [one for one in scores if one.same and one.merged < 0.9 * one.pairs]
    assert weak == []


def test_of_invented_pairs_all_that_are_one_merge_and_no_others() -> None:
    works = invented()
    kinds = labelled.same_pairs(works, 20) | labelled.different_pairs(works, 20)
    assert len([kind for kind, pairs in kinds.items() if pairs]) > 40
    check([labelled.score(kind, pairs, Shelf([])) for kind, pairs in kinds.items()])


@pytest.mark.parametrize("seed", [1])
def test_of_real_pairs_all_that_are_two_stay_two_and_hardly_any_that_are_one(shared: Path, seed: int) -> None:
    rows: list[dict[str, object]] = []
    for file in ("arxiv-all/2016-01", "arxiv-cs/2025-10"):
        with gzip.open(shared / f"data/corpus/{file}.jsonl.gz", "rt", encoding="utf-8") as lines:
            rows.extend(map(json.loads, lines))
    stock = labelled.works(rows)
    alike = labelled.twins(stock)
    works = [work for work in stock if work.id not in alike]
    near = labelled.neighbours(stock)
    assert len(near) > 100
    kinds = labelled.same_pairs(works, 60, seed) | labelled.different_pairs(works, 60, seed)
    rest = labelled.shelf_of(map(labelled.preprint, stock[::5]))
    check([labelled.score(kind, pairs, rest) for kind, pairs in (kinds | labelled.real_pairs(near, alike)).items()])
    doubled = [one for pairs in kinds.values() for one in pairs if not one.same]
    assert len(doubled) > 800
