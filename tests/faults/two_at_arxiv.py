"""Ask an arXiv for its batch again and again, as one of two programs that share its gate.

    python two_at_arxiv.py FAKENET_BASE DAY FOLDER_OF_GATES TIMES [GAP]

Without GAP, arXiv's real pace holds.
"""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from pathlib import Path

import tiny_world
from radar.collect.collect import Order, collect
from radar.collect.http import Door
from radar.collect.pacing import ARXIV_GATE, GAPS, Pacer
from radar.config import parse
from radar.outcomes import SourceState


def main(base: str, day: str, folder: str, times: str, gap: str = "") -> None:
    now = datetime.fromisoformat(f"{day}T08:00:00").replace(tzinfo=UTC)
    gaps = {ARXIV_GATE: float(gap)} if gap else GAPS
    door = Door(allow_hosts=["127.0.0.1"], pacer=Pacer(Path(folder), gaps=gaps))
    sources = parse(tiny_world.settings(base)).sources
    for _ in range(int(times)):
        (arxiv,) = collect(sources, Order(now=now, today=now.date(), only="arXiv"), door)
        assert arxiv.state is SourceState.OK


if __name__ == "__main__":
    main(*sys.argv[1:])
