"""After anything that may happen to an archive, building what changed gives what building all would.

`RADAR_OPERATIONS=500 pytest tests/publish/test_same_bytes.py` does five hundred in a row.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path

from growing_archive import OPERATIONS, GrowingArchive, read
from hypothesis import HealthCheck, note, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule

STEPS = int(os.environ.get("RADAR_OPERATIONS", "12"))


class SameBytes(RuleBasedStateMachine):
    """Let things happen, each followed by a build, and compare."""

    @initialize(seed=st.integers(0, 2**32))
    def begin(self, seed: int) -> None:
        self.place = Path(tempfile.mkdtemp())
        self.archive = GrowingArchive(self.place / "radar", seed)
        self.archive.build()

    def teardown(self) -> None:
        if hasattr(self, "place"):
            shutil.rmtree(self.place)

    @rule(name=st.sampled_from(sorted(OPERATIONS)), workers=st.sampled_from((1, 1, 2)))
    def happen(self, name: str, workers: int) -> None:
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


TestSameBytes = SameBytes.TestCase
TestSameBytes.settings = settings(
    max_examples=1 if STEPS > 100 else 2,
    stateful_step_count=STEPS,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)
