"""The matrix itself: every row has tests, and the document tells the rows as the file does."""

from __future__ import annotations

import re
from pathlib import Path

from faults import matrix
from faults.matrix import Row, Sight

TESTS = Path(__file__).resolve().parents[1]
DOCUMENT = TESTS.parent / "docs" / "faults.md"
GROUPS = {"N": 25, "F": 21, "L": 17, "S": 12, "T": 6, "C": 6, "M": 18, "V": 55}


def test_the_rows_are_whole_and_in_order() -> None:
    ids = list(matrix.rows())
    assert ids == [f"{letter}{n}" for letter, count in GROUPS.items() for n in range(1, count + 1)]
    assert all(row.fault and row.expected for row in matrix.rows().values())


def test_every_row_is_named_by_a_test() -> None:
    named: set[str] = set()
    for path in TESTS.rglob("test_*.py"):
        for arguments in re.findall(r"mark\.fault\(([^)]*)\)", path.read_text("utf-8")):
            named |= set(re.findall(r'"([A-Z]\d+)"', arguments))
    assert sorted(matrix.rows().keys() - named) == []


def test_the_document_shows_the_rows() -> None:
    shown = [line for line in DOCUMENT.read_text("utf-8").splitlines() if re.match(r"\| [A-Z]\d+ \|", line)]
    assert shown == [
        f"| {row.id} | {row.fault} | {row.expected} |".replace("|filename|", "\\|filename\\|")
        for row in matrix.rows().values()
    ]


def test_a_row_without_a_passing_test_that_speaks_does_not_hold() -> None:
    row = Row(id="N1", group="network", fault="a", expected="b")
    for sight, said in (
        (Sight(), "NO TEST"),
        (Sight(skipped=["no shared data"]), "SKIPPED: no shared data"),
        (Sight(passed=2), "NOTHING SAID by 2 tests"),
        (Sight(passed=2, said=["x"], failed=["test_n01"]), "FAILED: test_n01"),
    ):
        assert not sight.holds
        assert list(matrix.table({"N1": sight}, [row]))[-1] == f"| N1 | a | b | {said} |"
    good = Sight(passed=2, said=["3 tries", "3 tries"], seconds=0.25)
    assert good.holds
    assert list(matrix.table({"N1": good}, [row]))[-1] == "| N1 | a | b | 3 tries (2 tests, 0.2 s) |"
