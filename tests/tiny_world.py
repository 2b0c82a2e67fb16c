"""A week of invented papers for tests/fakenet, and a radar.toml that points at it."""

from __future__ import annotations

import json
import sys
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent / "fakenet"))

WEEK = ("2026-03-02", "2026-03-03", "2026-03-04", "2026-03-05", "2026-03-06")
"""A Monday to Friday without holiday."""

CONFIG = """version = 1
[[sources]]
kind = "arxiv"
categories = ["cs.AI", "cs.CL"]
base_url = "{base}"
api_url = "{base}/api/query"
oai_url = "{base}/oai"

[[sources]]
kind = "feed"
name = "Sample Journal"
url = "{base}/journal/sample"
hosts = ["www.nature.com"]

[[topics]]
id = "routing"
name = {{ zh = "路由", en = "Routing" }}
fields = ["cs"]
keywords = ["router"]

[watch]
authors = ["Sample Author 7"]
"""


def paper(day: str, number: int, **more: object) -> dict[str, object]:
    """Invent one arXiv paper in the corpus's format."""
    ident = f"{day[2:4]}{day[5:7]}.{int(day[8:]) * 100 + number:05d}"
    return {
        "day": day,
        "id": ident,
        "title": f"Invented Result {number} of {day} on Sparse Router Design",
        "authors": [f"Sample Author {n}" for n in range(1, 2 + number)],
        "abstract": (
            f"Routers waste work. We propose invention {number} of {day}, a router that spends {number} units. "
            "It halves the cost on three invented benchmarks. Its limits are discussed."
        ),
        "categories": ["cs.AI", "cs.LG"] if number % 2 else ["cs.LG", "cs.CL"],
        "published": day,
        "source": "arxiv",
    } | more


def article(day: str, number: int) -> dict[str, object]:
    """Invent one article of a journal."""
    return {
        "day": day,
        "id": f"10.1038/s00000-000-{day[8:]}{number:03d}-x",
        "title": f"An invented finding {number} of {day} in marine chemistry",
        "authors": ["Sample Author 21", "Sample Author 22", "Sample Author 23"],
        "abstract": f"Invented marine chemistry, finding {number}: a sentence that says what was found on {day}.",
        "categories": [],
        "published": day,
        "source": "sample",
    }


def write_corpus(folder: Path, days: tuple[str, ...] = WEEK, each: int = 4) -> Path:
    """Write the week's papers where fakenet looks for them; give its data folder."""
    for name, make, count in (("arxiv-tiny", paper, each), ("journal-tiny", article, 2)):
        corpus = folder / "corpus" / name
        corpus.mkdir(parents=True)
        for day in days:
            lines = [json.dumps(make(day, n)) for n in range(1, count + 1)]
            (corpus / f"{day}.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")
    (folder / "feeds").mkdir()
    return folder


def start(folder: Path, *, day: str = WEEK[0], scenario: Mapping[str, Any] | None = None) -> Any:
    """Start fakenet on the week."""
    import fakenet  # noqa: PLC0415 - found through the path set above

    return fakenet.start(write_corpus(folder), day=day, scenario=dict(scenario or {}))


def settings(base_url: str) -> dict[str, Any]:
    """Read the radar.toml that points at a running fakenet."""
    return tomllib.loads(CONFIG.format(base=base_url))
