"""Replay real days through `radar run` against the fake internet, and count what became of the papers.

    python bench/replay.py --from 2025-11-01 --to 2026-01-16 --out /tmp/replay [--skip-every 3]
    python bench/replay.py --from … --to … --out /tmp/rough --bad-weather 0.33 --against /tmp/replay

One run a day at 08:00 UTC, each in a process of its own. Prints, as Markdown, a table
of days (listed, new, updated, duplicate, exit) and a summary: papers of the listings
that are missing, papers that stand on two days, papers on another day than their own.

`--bad-weather SHARE` lets that share of all requests go wrong, in every way of WEATHER,
from the eleventh day (a paper
held back since before the archive began, announced on a missed day and revised before it
is caught up with, is the one that cannot be told from an old one) until `--calm` days
before the end; `--against` then compares the archive file by file
with that of an undisturbed replay of the same days, over the same `--port`.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "tests" / "fakenet"))

WEATHER: list[dict[str, Any]] = [
    {"match": "*", "fault": "status", "status": 503},
    {"match": "*", "fault": "status", "status": 429, "retry_after": 1},
    {"match": "*", "fault": "status", "status": 404},
    {"match": "*", "fault": "challenge"},
    {"match": "*", "fault": "html_404_200"},
    {"match": "*", "fault": "drop"},
    {"match": "*", "fault": "drop_midway", "bytes": 3000},
    {"match": "*", "fault": "truncate", "bytes": 20000, "honest": True},
    {"match": "*", "fault": "truncate", "bytes": 20000},
    {"match": "*", "fault": "redirect_loop"},
    {"match": "*", "fault": "redirect_to"},
    {"match": "*", "fault": "gzip_bomb", "mb": 50},
    {"match": "*", "fault": "billion_laughs"},
    {"match": "*", "fault": "bogus_304"},
    {"match": "*", "fault": "content_type"},
    {"match": "*", "fault": "control_chars"},
    {"match": "*", "fault": "duplicate_items"},
    {"match": "*", "fault": "missing", "fields": ["title"]},
    {"match": "/rss/*", "fault": "bad_dates", "value": "yesterday"},
    {"match": "/details/*", "fault": "bad_dates", "value": "yesterday"},
    {"match": "/rss/*", "fault": "missing", "fields": ["id", "link"]},
    {"match": "/rss/*", "fault": "missing", "fields": ["authors"]},
    {"match": "/rss/*", "fault": "missing", "fields": ["abstract"]},
    {"match": "*", "fault": "stale"},
    {"match": "*", "fault": "empty"},
]
"""What may befall a request. Left out: what no reader of one answer could notice, a feed that says less in
good form (a journal's item without its authors, link or date; a feed with half its items)."""

SCENARIO: dict[str, Any] = {
    "shift": {"nature*": 749},
    "held": {"share": 0.05, "days": [1, 9], "seed": 1},
    "auto_versions": {"share": 0.1, "after": [1, 10], "max": 2, "seed": 1},
    "biorxiv": {"per_day": 20, "twins": 0},
}
"""Unless told otherwise: Nature's corpus moved to these days, papers held by moderation, later versions.

No twins (a preprint on two servers the same day): which of the two ids comes first is the paper's for
ever, so that a fault at one server shows in the archive, and should. Nor abstracts asked for elsewhere:
fakenet's Crossref answers lists of DOIs for the last one alone.
"""

TOPICS = "cs.AI+cs.CL+cs.CV+cs.LG"
CONFIG = """version = 1
[[sources]]
kind = "arxiv"
categories = {categories}
base_url = "{base}"
api_url = "{base}/api/query"
oai_url = "{base}/oai"
[[sources]]
kind = "feed"
name = "Nature"
url = "{base}/nature.rss"
hosts = ["www.nature.com"]
[[sources]]
kind = "biorxiv"
base_url = "{base}"
[abstracts]
enabled = false
[[topics]]
id = "llm-agents"
name = {{ zh = "大模型智能体", en = "LLM agents" }}
fields = ["cs"]
keywords = ["LLM agent", "language model agent", "tool use", "multi-agent"]
[[topics]]
id = "diffusion"
name = {{ zh = "扩散模型", en = "Diffusion models" }}
fields = ["cs"]
keywords = ["diffusion model", "flow matching", "score-based"]
[[topics]]
id = "ai-for-science"
name = {{ zh = "科学智能", en = "AI for science" }}
fields = ["bio", "chem"]
keywords = ["protein", "molecule", "molecular", "materials", "climate", "genome"]
[[topics]]
id = "reasoning"
name = {{ zh = "推理", en = "Reasoning" }}
fields = ["cs"]
keywords = ["chain-of-thought", "mathematical reasoning", "reinforcement learning"]
[watch]
authors = ["Shuchao Bi"]
"""


def days(first: date, last: date) -> Iterator[date]:
    """Count every day from the first to the last, both included."""
    for n in range((last - first).days + 1):
        yield first + timedelta(days=n)


def ledger(archive: Path) -> dict[str, list[tuple[str, dict[str, Any]]]]:
    """Read every paper line of an archive: id -> [(day, line)]."""
    found: dict[str, list[tuple[str, dict[str, Any]]]] = {}
    for file in sorted((archive / "papers").rglob("*.jsonl")):
        for raw in file.read_text(encoding="utf-8").splitlines():
            line = json.loads(raw)
            if line["record"] == "paper":
                found.setdefault(line["id"], []).append((line["day"], line))
    return found


def run_radar(out: Path, day: date, command: str, extra: list[str]) -> tuple[int, float, str]:
    """Run one day; give the exit code, CPU seconds and the end of stderr."""
    environment = os.environ | {
        "RADAR_NOW": f"{day}T08:00:00Z",
        "RADAR_ALLOW_HOST": "127.0.0.1",
        "RADAR_PACE": "0",
    }
    where = ["--config", str(out / "radar.toml"), "--content", str(out / "content")]
    where += ["--output", str(out / "output")] if command == "run" else []
    before = os.times()
    done = subprocess.run(
        [sys.executable, "-m", "radar", command, *where, *extra],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
        cwd=ROOT,
    )
    after = os.times()
    spent = after.children_user + after.children_system - before.children_user - before.children_system
    return done.returncode, spent, (done.stderr + done.stdout)[-600:]


def main() -> int:
    """Replay, then print the tables."""
    options = parse()
    from fakenet import Scenario, start  # noqa: PLC0415 - found through the path set above

    options.out.mkdir(parents=True, exist_ok=True)
    scenario = Scenario.load(options.scenario) if options.scenario else Scenario(**SCENARIO)
    if options.bad_weather:
        scenario = replace(scenario, faults=weather(options))
    if options.no_versions:
        scenario = replace(scenario, auto_versions={})
    truth: dict[str, dict[str, str]] = {}
    rows = []
    from fakenetlib import arxiv_feed  # noqa: PLC0415 - found through the path set above

    with start(options.data, day=str(options.first), scenario=scenario, port=options.port) as net:
        (options.out / "radar.toml").write_text(
            CONFIG.format(base=net.base_url, categories=json.dumps(TOPICS.split("+"))), encoding="utf-8"
        )
        for n, day in enumerate(days(options.first, options.last)):
            with net.net.lock:
                net.net.day = str(day)
            told = arxiv_feed.truth(net.net.world, str(day), TOPICS)
            for kind in ("new", "cross"):
                for ident in told[kind]:
                    truth.setdefault(f"arxiv:{ident.split('v')[0]}", {"day": str(day), "kind": kind})
            if options.skip_every and n % options.skip_every == options.skip_every - 1:
                continue
            code, cpu, said = run_radar(options.out, day, options.command, options.radar_options.split())
            rows.append(row(options.out, day, told, code, cpu))
            print(f"{day} exit {code} {cpu:.2f} s {'' if code in (0, 3) else said}", file=sys.stderr, flush=True)
        asked = net.net.log.entries()
    report(options.out, rows, truth)
    hit = Counter(name for entry in asked for name in dict.fromkeys(entry["faults"] or ()))
    print(f"requests {len(asked)}, gone wrong {sum(bool(e['faults']) for e in asked)} {dict(hit.most_common())}")
    return compare(options.out, options.against) if options.against else 0


def weather(options: argparse.Namespace) -> list[dict[str, Any]]:
    """Give each kind of fault the share that makes all of them together hit the share asked for."""
    each = 1 - (1 - options.bad_weather) ** (1 / len(WEATHER))
    first, last = (str(options.first + timedelta(days=10)), str(options.last - timedelta(days=options.calm)))
    return [
        rule | {"share": each, "seed": options.seed * 100 + n, "from_day": first, "to_day": last}
        for n, rule in enumerate(WEATHER)
    ]


def compare(out: Path, other: Path) -> int:
    """Say which files of two archives differ; the exit code is 1 where any does."""
    wrong = 0
    for part in ("papers", "gists", "days"):
        one, two = (contents(root / "content" / "daily" / part) for root in (out, other))
        differing = sorted(name for name in {*one, *two} if one.get(name) != two.get(name))
        wrong += len(differing)
        print(f"{part}/: {len(two)} files, {len(differing)} differ {differing[:5]}")
    return int(wrong > 0)


def contents(folder: Path) -> dict[str, bytes]:
    """Read every file below a folder."""
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def row(out: Path, day: date, told: dict[str, Any], code: int, cpu: float) -> dict[str, Any]:
    """Put one day's figures together from the truth and the run report."""
    path = out / "content" / "daily" / "runs" / f"{day.year}" / f"{day}.json"
    run = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {"state": "-", "sources": []}
    sums: Counter[str] = Counter()
    for line in run["sources"]:
        sums.update({key: line[key] for key in ("new", "updated", "duplicate")})
    return {
        "day": str(day),
        "listed": len(told["new"]) + len(told["cross"]),
        "replaced": len(told["replace"]) + len(told["replace-cross"]),
        "state": run["state"],
        "exit": code,
        "cpu": cpu,
        **{k: sums[k] for k in ("new", "updated", "duplicate")},
    }


def report(out: Path, rows: list[dict[str, Any]], truth: dict[str, dict[str, str]]) -> None:
    """Print the table and the verdicts."""
    columns = ("day", "listed", "replaced", "new", "updated", "duplicate", "state", "exit", "cpu")
    print("| " + " | ".join(columns) + " |\n|" + "---|" * len(columns))
    for line in rows:
        print("| " + " | ".join(f"{line[c]:.2f}" if c == "cpu" else str(line[c]) for c in columns) + " |")
    held = ledger(out / "content" / "daily")
    lost = sorted(set(truth) - set(held))
    twice = sorted(i for i, seen in held.items() if len(seen) > 1)
    arxiv = {i: seen[0] for i, seen in held.items() if i in truth}
    moved = [i for i, (day, _) in arxiv.items() if day != truth[i]["day"]]
    inferred = [i for i, (_, line) in arxiv.items() if line.get("day_from") == "inferred"]
    right = [i for i in inferred if arxiv[i][0] == truth[i]["day"]]
    print(
        f"\nlisted {len(truth)}, held {len(held)} (arXiv of the listings {len(arxiv)}), "
        f"missing {len(lost)} {lost[:5]}"
    )
    print(f"on two days {len(twice)} {twice[:5]}; on another day than listed {len(moved)} {moved[:5]}")
    print(f"day inferred {len(inferred)}, of these right {len(right)}")
    other = [i for i in held if i.startswith("arxiv:") and i not in truth]
    print(f"arXiv papers beyond the listings {len(other)} {other[:5]}")
    print(
        f"CPU: {sum(r['cpu'] for r in rows):.1f} s over {len(rows)} runs, worst {max(r['cpu'] for r in rows):.2f} s"
    )


def parse() -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    shared = Path(os.environ.get("RADAR_SHARED", ROOT.parent / "shared"))
    parser.add_argument("--data", type=Path, default=shared / "data")
    parser.add_argument("--from", dest="first", type=date.fromisoformat, required=True)
    parser.add_argument("--to", dest="last", type=date.fromisoformat, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--port", type=int, default=0)
    parser.add_argument("--scenario", type=Path)
    parser.add_argument("--skip-every", type=int, default=0, help="leave out every n-th day")
    parser.add_argument("--command", choices=("run", "update"), default="run")
    parser.add_argument("--radar-options", default="")
    parser.add_argument("--bad-weather", type=float, default=0.0, help="share of all requests that go wrong")
    parser.add_argument("--seed", type=int, default=1, help="of the weather")
    parser.add_argument("--calm", type=int, default=7, help="days without faults at the end")
    parser.add_argument("--no-versions", action="store_true", help="no paper is revised within the range")
    parser.add_argument("--against", type=Path, help="the --out of an undisturbed replay to compare with")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
