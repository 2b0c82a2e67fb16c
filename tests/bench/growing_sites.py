"""Make archives of few papers and many days, and build them as the command line does."""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass
from pathlib import Path

SPEED = Path(__file__).resolve().parents[2] / "bench" / "speed"
sys.path.insert(0, str(SPEED))

import archives  # noqa: E402 - found through the path set above
import measured  # noqa: E402 - same
from stock import invented  # noqa: E402 - same

from radar.config import load  # noqa: E402 - same
from radar.publish.build import build  # noqa: E402 - same

SIZES = ((4, 274), (37, 274)) if os.environ.get("RADAR_BENCH") == "real" else ((33, 2), (99, 2))
"""Days and papers a day of the small archive and of the large one.

A thousand and ten thousand papers take minutes; by default days alone grow, from more than
a month on: how many files a day touches depends on them, and not on how many papers each has.
"""
SETTINGS = """version = 1
[site]
title = "Sample Radar"
url = "https://radar.example/hub"
[[sources]]
kind = "arxiv"
categories = ["cs.AI", "cs.CL"]
[[sources]]
kind = "feed"
name = "Nature"
url = "https://journal.example/feed"
[[topics]]
id = "routing"
name = { zh = "路由", en = "Routing" }
fields = ["cs"]
keywords = ["router", "multi-agent", "diffusion model", "qubit"]
[[topics]]
id = "life"
name = { zh = "生命", en = "Life" }
fields = ["bio"]
keywords = ["protein design", "fMRI", "climate model"]
[feeds]
max_items = 5
"""
"""Feeds are short, so that those of the small archive are as full as those of the large one."""


@dataclass(frozen=True, kw_only=True)
class Built:
    """Hold the files of a site before a further build and after it."""

    before: dict[str, tuple[int, int]]
    after: dict[str, tuple[int, int]]

    @property
    def touched(self) -> set[str]:
        return {name for name in {**self.before, **self.after} if self.before.get(name) != self.after.get(name)}

    @property
    def written(self) -> int:
        return sum(self.after[name][0] for name in self.touched if name in self.after)


class Radar:
    """Be an archive of so many days, and the site built from it."""

    def __init__(self, folder: Path, days: int, a_day: int) -> None:
        self.folder = folder
        self.settings = folder / "radar.toml"
        self.settings.write_text(SETTINGS, encoding="utf-8")
        records = list(invented(3 * a_day + 600))
        self.maker = archives.Maker(
            records=records,
            config=load(self.settings),
            root=folder / "content" / "daily",
            oldest=1 - days,
            a_day=a_day,
        )
        for number in range(1 - days, 1):
            self.maker.write(number)

    def build(self) -> Built:
        output = self.folder / "output"
        before = self._files(output)
        build(
            load(self.settings),
            config_path=self.settings,
            content=self.folder / "content",
            output=output,
            sample=False,
            workers=1,
        )
        return Built(before=before, after=self._files(output))

    @staticmethod
    def _files(output: Path) -> dict[str, tuple[int, int]]:
        return {os.path.relpath(name, output): stat for name, stat in measured.files(output).items()}


@dataclass(frozen=True, kw_only=True)
class Story:
    """Hold what three builds of one archive left: all, nothing changed, a day more."""

    all: Built
    again: Built
    day: Built


def story(folder: Path, days: int, a_day: int) -> Story:
    radar = Radar(folder, days, a_day)
    whole, again = radar.build(), radar.build()
    radar.maker.write(1)
    return Story(all=whole, again=again, day=radar.build())
