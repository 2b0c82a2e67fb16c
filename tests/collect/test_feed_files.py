"""All captured and collected feed files through the program, apart: nothing uncaught, nothing over a limit."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest

from radar.collect.apart import IN_PROCESS, Apart

BENCH = Path(__file__).parents[2] / "bench" / "feed_files.py"
CAPTURED = ("arxiv-", "biorxiv", "crossref", "eprint", "journal", "nature", "semanticscholar")


@pytest.fixture(scope="module")
def bench() -> ModuleType:
    spec = importlib.util.spec_from_file_location("feed_files", BENCH)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules["feed_files"] = module
    spec.loader.exec_module(module)
    return module


def test_every_file_is_taken_or_told_why_not(bench: ModuleType, shared: Path) -> None:
    data = shared / "data" / "feeds"
    whole = bench.total(bench.tallies(data))
    assert whole.files == sum(path.is_file() for path in data.rglob("*")) > 3000
    assert (whole.uncaught, whole.over_time, whole.over_memory) == ([], 0, 0)
    assert whole.records.total() > 4000
    assert whole.peak < 512 << 20


def test_captured_files_read_the_same_apart_and_here(bench: ModuleType, shared: Path) -> None:
    folders = [path for path in (shared / "data" / "feeds").iterdir() if path.name.startswith(CAPTURED)]
    assert len(folders) > 25
    with Apart(seconds=120.0) as parser:
        for folder in folders:
            parse, arguments = bench.JOBS.get(folder.name, bench.ANY_FEED)
            for file in sorted(folder.iterdir()):
                content = file.read_bytes()
                apart, here = (way.run(parse, content, **arguments) for way in (parser, IN_PROCESS))
                assert apart == here, file.name
