"""One string of many names."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from radar.sift.text import split_authors


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Sample Author 1, Sample Author 2,  Single", ("Sample Author 1", "Sample Author 2", "Single")),
        (" Single", ("Single",)),
        (
            "A. Sample, Jr., B. Sample III, C. Sample, III, D",
            ("A. Sample, Jr.", "B. Sample III", "C. Sample, III", "D"),
        ),
        ("Sample Labs,  :, A. Sample", ("Sample Labs", "A. Sample")),
        ("Sample, Ana; Sample, Bo, Jr.", ("Sample, Ana", "Sample, Bo, Jr.")),
        ("样本一、样本二", ("样本一", "样本二")),
        ("样本一，样本二", ("样本一", "样本二")),
        ("Jr., A. Sample", ("Jr.", "A. Sample")),
        (" , ,", ()),
    ],
)
def test_names_are_split(text: str, names: tuple[str, ...]) -> None:
    assert split_authors(text) == names


@given(st.lists(st.from_regex(r"\A[A-Z][a-z]{1,8} [A-Z][a-z]{3,8}\Z"), max_size=50))
def test_joined_names_come_back(names: list[str]) -> None:
    assert split_authors(", ".join(names)) == tuple(names)


def test_real_author_lists_come_back(shared: Path) -> None:
    rows = (shared / "data/feeds/tricky-real/tricky_authors.jsonl").read_text("utf-8").splitlines()
    lists = [json.loads(row)["authors"] for row in rows]
    plain = [names for names in lists if not any(mark in name for name in names for mark in ",;:；、，")]
    assert len(plain) > 150
    for names in plain:
        wanted = tuple(" ".join(name.split()) for name in names if any(letter.isalpha() for letter in name))
        assert len(split_authors(", ".join(names))) >= len(wanted) - sum(
            name.strip(".") in ("Jr", "III") for name in names
        )
        if not any(name.strip(". ").lower() in ("jr", "sr", "ii", "iii", "iv") for name in names):
            assert split_authors(", ".join(names)) == wanted
