"""A few hundred of the cases that `bench/fire/fuzz.py` goes through by the hundred thousand, in every suite."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.append(str(Path(__file__).resolve().parents[2] / "bench" / "fire"))

import fuzz_case
import fuzz_papers
import fuzz_part
import fuzz_seeds

SEED = 7
"""Another than that of the long run."""


@pytest.fixture(autouse=True)
def _alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """Damage invented texts alone, so that the cases are the same wherever the tests run."""
    monkeypatch.setattr(fuzz_seeds, "captures", lambda *_, **__: ())
    fuzz_seeds.real_feeds.cache_clear()
    fuzz_seeds.real_values.cache_clear()


@pytest.mark.parametrize(
    ("target", "count"),
    [
        ("feeds", 600),
        ("feeds-apart", 30),
        ("replies", 300),
        ("replies-wire", 10),
        ("toml", 40),
        ("ledger", 400),
        ("days", 400),
    ],
)
def test_nothing_that_is_damaged_crashes_or_passes_a_limit(target: str, count: int) -> None:
    part = fuzz_part.Part(target=target, seed=SEED, first=0, count=count)
    with fuzz_part.target(target) as make:
        fuzz_part.run(make, part)
    assert part.finds == []
    assert sum(part.outcomes.values()) == count


@pytest.mark.parametrize(
    ("target", "ending"),
    [
        ("feeds", "papers"),
        ("feeds", "error"),
        ("replies", "published"),
        ("replies", "withheld"),
        ("toml", "mistakes"),
    ],
)
def test_damage_leaves_enough_to_get_deep(target: str, ending: str) -> None:
    part = fuzz_part.Part(target=target, seed=SEED, first=0, count=60)
    with fuzz_part.target(target) as make:
        fuzz_part.run(make, part)
    assert any(ending in told for told in part.outcomes), part.outcomes


def test_a_case_is_the_same_wherever_it_is_made() -> None:
    for target in ("feeds", "replies", "toml", "ledger", "days"):
        with fuzz_part.target(target) as make:
            one, other = (make(fuzz_part.dice(target, SEED, 3)) for _ in range(2))
            assert one.content == other.content


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("A title", ""),
        ("A title of 𝒳 and 样本", ""),
        ("a  title", "not on one line"),
        ("a\u2028title", "not on one line"),
        ("a\ntitle", "control"),
        ("a\u202etitle", "direction"),
        ("a\x00title", "XML"),
        ("a\x85title", "control"),
        ("a\ud800title", "XML"),
        ("e\u0301", "normalised"),
        ("a" * 21, "21 characters"),
        (7, "int"),
    ],
)
def test_what_no_page_may_hold_is_seen(text: object, fault: str) -> None:
    said = fuzz_case.text_fault(text, 20)
    assert fault in said if fault else not said


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "https://[",
        "https://a b.example/",
        "//x.example",
        "https://x.example:99/",
        "https:///x",
    ],
)
def test_what_is_no_address_is_seen(url: str) -> None:
    assert not fuzz_papers._is_address(url)  # noqa: SLF001 - the check that every case relies on
