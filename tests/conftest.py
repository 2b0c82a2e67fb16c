"""Fixtures that every room's tests may use."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]


def _absent(what: str) -> None:
    """Skip for want of something, or fail where CI has it and the test still went without."""
    pytest.skip(f"skipped: {what}")


@pytest.fixture(scope="session")
def shared() -> Path:
    """Find the real captures and corpora, which are never part of this repository."""
    place = Path(os.environ.get("RADAR_SHARED", ROOT.parent / "shared"))
    if not (place / "data").is_dir():
        _absent("no shared data (set RADAR_SHARED)")
    return place
