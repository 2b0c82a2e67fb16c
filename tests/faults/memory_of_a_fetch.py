"""Collect from a faulty address between two healthy sources, and say how much memory that took.

    python memory_of_a_fetch.py FAKENET_BASE DAY URL...

A process of its own, for a peak cannot be undone: Linux forgets that of `VmHWM` on
request. Prints one JSON object an address: state, reason, bytes of growth, and whether
the healthy sources gave what they gave without the fault.
"""

from __future__ import annotations

import json
import sys
from datetime import UTC, datetime
from pathlib import Path

import tiny_world
from radar.collect.collect import Order, collect
from radar.collect.http import Door
from radar.config import parse
from radar.config_sources import Source

STATUS = Path("/proc/self/status")
FORGET = Path("/proc/self/clear_refs")


def sources(base: str, url: str = "") -> tuple[Source, ...]:
    settings = tiny_world.settings(base)
    if url:
        settings["sources"].insert(1, {"kind": "feed", "name": "Faulty", "url": url})
    return parse(settings).sources


def memory(line: str) -> int:
    """Read `VmRSS`, the present, or `VmHWM`, the peak, in bytes."""
    return next(int(text.split()[1]) * 1024 for text in STATUS.read_text().splitlines() if text.startswith(line))


def main(base: str, day: str, *urls: str) -> None:
    now = datetime.fromisoformat(f"{day}T08:00:00").replace(tzinfo=UTC)
    order = Order(now=now, today=now.date())
    door = Door(allow_hosts=["127.0.0.1"], pace_override=0.0)
    first, last = collect(sources(base), order, door)
    for url in urls:
        FORGET.write_text("5")
        before = memory("VmRSS")
        one, faulty, other = collect(sources(base, url), order, door)
        told = {"state": faulty.state, "reason": faulty.reason, "grown": memory("VmHWM") - before}
        print(json.dumps(told | {"healthy": (one, other) == (first, last)}), flush=True)  # noqa: T201 - it is asked for


if __name__ == "__main__":
    main(*sys.argv[1:])
