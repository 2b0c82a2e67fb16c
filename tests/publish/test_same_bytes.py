"""After anything that may happen to an archive, building what changed gives what building all would.

`RADAR_OPERATIONS=500 pytest tests/publish/test_same_bytes.py` does five hundred in a row.
"""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from collections import Counter
from pathlib import Path
from random import Random

from growing_archive import OPERATIONS, GrowingArchive, read
from hypothesis import HealthCheck, Phase, note, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule

OPERATIONS_WANTED = int(os.environ.get("RADAR_OPERATIONS", "24"))
STEPS = min(50, OPERATIONS_WANTED // 2)
DONE: Counter[str] = Counter()


class SameBytes(RuleBasedStateMachine):
    """Let things happen, each followed by a build, and compare."""

    @initialize(seed=st.integers(0, 2**32))
    def begin(self, seed: int) -> None:
        self.place = Path(tempfile.mkdtemp())
        self.archive = GrowingArchive(self.place / "radar", seed)
        # Hypothesis draws the same simple thing again and again at first: what happens is drawn by its seed instead.
        self.random = Random(seed)  # noqa: S311 - no secret
        self.archive.build()

    def teardown(self) -> None:
        if hasattr(self, "place"):
            shutil.rmtree(self.place)
        if OPERATIONS_WANTED > STEPS:
            sys.stderr.write(f"{sum(DONE.values())} operations so far: {dict(DONE)}\n")  # `-s` shows it

    @rule()
    def happen(self) -> None:
        name, workers = self.random.choice(sorted(OPERATIONS)), self.random.choice((1, 1, 2))
        OPERATIONS[name](self.archive)
        self.archive.build(workers=workers)
        full = self.archive.full(self.place / "full")
        shutil.rmtree(self.place / "full")
        found = read(self.archive.output)
        differing = sorted(path for path in full.keys() | found.keys() if full.get(path) != found.get(path))
        note(f"{name}: {differing[:20]}")
        assert not differing
        again = self.archive.build()
        assert (again.written, again.removed) == (0, 0)
        DONE[name] += 1


TestSameBytes = SameBytes.TestCase
TestSameBytes.settings = settings(
    max_examples=OPERATIONS_WANTED // STEPS,
    stateful_step_count=STEPS,
    deadline=None,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)


def test_a_late_paper_of_an_older_day_moves_the_numbered_pages_behind_it(tmp_path: Path) -> None:
    archive = GrowingArchive(tmp_path / "radar", 1)
    for _ in range(6):
        archive.add_day()
    archive.build()
    for number in range(4):
        archive.bring(archive.days()[number], 2)
        archive.build()
        assert read(archive.output) == archive.full(tmp_path / f"full-{number}")
