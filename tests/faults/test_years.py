"""FAULTS C5: three years of data, built as the command line does."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from faults.matrix import Seen
from radar.archive import days
from radar.config import load

SPEED = Path(__file__).resolve().parents[2] / "bench" / "speed"
sys.path.insert(0, str(SPEED))

import archives  # noqa: E402 - found through the path set above
import measured  # noqa: E402 - same
from stock import invented  # noqa: E402 - same

DAYS, A_DAY = 1_100, 12
MOST_MB = 450
"""Most of it are some 8,000 briefings that have a page of their own in two languages; GitHub Pages holds 1,000 MB."""
WORDS = ("router", "multi-agent", "diffusion model", "protein design", "fMRI", "climate model", "qubit", "watermark")
COMMON = ("we propose", "we show that", "this paper studies", "results suggest that")
"""Words of the invented papers; the common ones stand in nearly every abstract, so that no day lacks a briefing."""
SETTINGS = """version = 1
[site]
title = "Sample Radar"
[[sources]]
kind = "arxiv"
categories = ["cs.AI"]
[[sources]]
kind = "feed"
name = "Nature"
url = "https://journal.example/feed"
""" + "".join(
    f'[[topics]]\nid = "topic-{n}"\nname = "Topic {n}"\nkeywords = ["{word}"]\n'
    for n, word in enumerate((*WORDS, *COMMON))
)


@pytest.mark.fault("C5", full=True)
@pytest.mark.skipif(sys.platform != "linux", reason="skipped: memory is read from /proc")
def test_c5_three_years_are_built_within_bounds(tmp_path: Path, seen: Seen) -> None:
    toml = tmp_path / "radar.toml"
    toml.write_text(SETTINGS, encoding="utf-8")
    root = tmp_path / "content" / "daily"
    maker = archives.Maker(
        records=list(invented(3 * A_DAY + 600)), config=load(toml), root=root, oldest=1 - DAYS, a_day=A_DAY
    )
    for number in range(1 - DAYS, 1):
        maker.write(number)
    last = archives.LAST
    briefings = len(days.read_day(root / "days" / f"{last:%Y}" / f"{last}.en.md").briefings)
    where = ["--config", str(toml), "--content", str(tmp_path / "content"), "--output", str(tmp_path / "output")]
    cost = measured.run([sys.executable, "-m", "radar", "build", *where], cwd=tmp_path)
    size = sum(path.stat().st_size for path in (tmp_path / "output").rglob("*") if path.is_file()) / 1e6
    seen(
        f"{DAYS} days of {A_DAY} papers and some {briefings} briefings: {cost.cpu:.0f} s of CPU, {cost.wall:.0f} s,"
        f" {cost.memory:.0f} MB, site {size:.0f} MB"
    )
    assert cost.memory <= 1_000
    assert size <= MOST_MB
