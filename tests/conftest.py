"""Fixtures that every room's tests may use."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import settings

ROOT = Path(__file__).resolve().parents[1]

# The same examples on every machine: what passes here passes in CI. HYPOTHESIS_PROFILE=explore draws new ones.
settings.register_profile("steady", derandomize=True, deadline=None)
settings.register_profile("explore", deadline=None)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "steady"))


@pytest.fixture(scope="session")
def shared() -> Path:
    """Find the real captures and corpora, which are never part of this repository."""
    place = Path(os.environ.get("RADAR_SHARED", ROOT.parent / "shared"))
    if not (place / "data").is_dir():
        assert not ("CI" in os.environ and place.is_dir()), f"{place} holds no data"
        pytest.skip("skipped: no shared data (set RADAR_SHARED)")
    return place
