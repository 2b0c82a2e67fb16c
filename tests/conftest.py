"""Fixtures that every room's tests may use."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import nullcontext
from functools import cache
from pathlib import Path

import pytest
from hypothesis import settings
from jinja2.bccache import Bucket, BytecodeCache
from pelican.settings import DEFAULT_CONFIG

from radar import pipeline
from radar.collect.apart import Apart
from radar.publish import og_images

ROOT = Path(__file__).resolve().parents[1]
pytest_plugins = ["faults.matrix"]

# The same examples on every machine: what passes here passes in CI. HYPOTHESIS_PROFILE=explore draws new ones.
settings.register_profile("steady", derandomize=True, deadline=None)
settings.register_profile("explore", deadline=None)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "steady"))


LONGEST = (
    "workflows/test_radar_workflow.py",
    "site/test_search_in_browser.py",
    "site/test_behaviours_marks.py",
    "publish/test_same_bytes.py",
    "collect/test_feed_files.py",
    "faults/test_time_faults.py",
    "faults/test_hostile_everywhere.py",
    "faults/test_broken_site.py",
    "bench/test_growth_of_the_site.py",
)
"""Files that take half a minute or more, the longest first."""


def pytest_configure(config: pytest.Config) -> None:
    """Hand files to processes in the order below, where xdist would begin with those of most tests."""
    if config.pluginmanager.hasplugin("xdist"):
        config.option.loadscopereorder = False


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with what takes longest: begun last, one process would wait for another minutes long."""
    places = {ROOT / "tests" / name: place for place, name in enumerate(LONGEST)}
    items.sort(key=lambda item: places.get(item.path, len(LONGEST)))


@pytest.fixture(scope="session")
def shared() -> Path:
    """Find the real captures and corpora, which are never part of this repository."""
    place = Path(os.environ.get("RADAR_SHARED", ROOT.parent / "shared"))
    if not (place / "data").is_dir():
        assert not ("CI" in os.environ and place.is_dir()), f"{place} holds no data"
        pytest.skip("skipped: no shared data (set RADAR_SHARED)")
    return place


class _Compiled(BytecodeCache):
    """Keep compiled templates in this process; Jinja checks by their text whether they still hold."""

    def __init__(self) -> None:
        self._kept: dict[str, bytes] = {}

    def __deepcopy__(self, _: object) -> _Compiled:
        return self

    def load_bytecode(self, bucket: Bucket) -> None:
        if bucket.key in self._kept:
            bucket.bytecode_from_string(self._kept[bucket.key])

    def dump_bytecode(self, bucket: Bucket) -> None:
        self._kept[bucket.key] = bucket.bytecode_to_string()


@pytest.fixture(scope="session", autouse=True)
def _quick_runs() -> Iterator[None]:
    """Run and build hundreds of times in one process without what each costs anew and no test looks at.

    Nothing waits for the disk: what reaches it when the power fails cannot be tested here, and tests of what
    `os.fsync` raises patch it themselves. Templates are compiled once, and a build that is not told how many
    workers to take has none beside it: each would compile them anew. A picture that says the same is drawn once.
    The processes that parse outlive the run that started them, and serve the next. Runs in processes of their own
    do all as ever.
    """
    with pytest.MonkeyPatch.context() as patch, Apart() as parsers:
        patch.setattr(os, "fsync", lambda _: None)
        patch.setattr(os, "cpu_count", lambda: 1)
        patch.setattr(og_images, "draw", cache(og_images.draw))
        patch.setattr(pipeline, "Apart", lambda: nullcontext(parsers))
        patch.setitem(DEFAULT_CONFIG["JINJA_ENVIRONMENT"], "bytecode_cache", _Compiled())
        yield
