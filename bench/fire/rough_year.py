"""Live through fakenet's scenario `rough_year`, day after day, with the real program; hold the end against the truth.

    python bench/fire/rough_year.py --out FOLDER [--days 470] [--site-every 30] [--papers 12] [--no-model]

An update every day at eight, a build and `radar verify` every `--site-every` days and on the last. arXiv's corpus
runs for 305 days; beyond them the papers of 2016 follow, moved to the days after. Of a day and corpus at most
`--papers` are taken, so that days are alike, and what grows can be told from what is larger. A model writes, of the
scenario's unreliable kind, unless `--no-model`.

Prints days 1, 100, 200 … with their CPU seconds and most memory, the means of the first and last fifty, then what
fakenet announced and the archive does not hold, and what it holds twice. Every day is a line of `year.jsonl` in the
folder: when interrupted, the same command goes on from there. Needs the shared corpora (RADAR_SHARED).
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path
from statistics import fmean
from typing import Any, Final

sys.path.insert(0, str(Path(__file__).resolve().parent))

import ground
from forks import Forks
from ground import Net, Owner
from replay import TOPICS, ledger
from trial import GOOD, Log

FIRST: Final = date(2025, 3, 18)
"""The corpora's first day."""
SCENARIO: Final = ground.SHARED / "fakenet" / "scenarios" / "rough_year.json"
MODEL: Final = """[briefings.model]
base_url = "{base}/v1"
model = "fake"
api_key_env = "FIRE_KEY"
"""
SHOWN: Final = (1, 100, 200, 300, 400, 470)
FIFTY: Final = 50


def main() -> int:
    """Live the days, then print the tables; the exit code is 1 where anything was lost, twice or wrong."""
    options = parse()
    if not SCENARIO.exists():
        print("skipped: the shared corpora are not here (RADAR_SHARED)")
        return 0
    options.out.mkdir(parents=True, exist_ok=True)
    days = [FIRST + timedelta(days=n) for n in range(options.days)]
    data = options.out / "data"
    if not data.exists():
        ground.lay_corpora(data, days, options.papers)
    scenario = json.loads(SCENARIO.read_text("utf-8")) | {"shift": ground.SHIFT}
    log, owner = Log(path=options.out / "year.jsonl"), Owner(folder=options.out / "owner")
    with ground.serving(data, options.port, scenario, days[0], options.out) as net:
        owner.settle(
            ground.config(net.base_url, real=True) + ("" if options.no_model else MODEL.format(base=net.base_url))
        )
        forks = Forks(options.out / "said")
        for number, day in enumerate(days, 1):
            if not log.of("day", day):
                with_site = number in (1, len(days)) or number % options.site_every == 0
                live(net, forks, owner, log, day, with_site=with_site)
        asked = net.ask("/_report")
    return report(log, owner, data, scenario, days, asked)


def live(net: Net, forks: Forks, owner: Owner, log: Log, day: date, *, with_site: bool) -> None:
    """Live one day, and note it."""
    net.go_to(day)
    first = not log.of("day")
    told = net.ask(f"/_truth?topics={TOPICS.replace('+', '%2B')}&day={day}")
    commands = ("update", "build", "verify") if with_site else ("update",)
    row: dict[str, Any] = {"announced": [one.split("v")[0] for kind in ("new", "cross") for one in told[kind]]}
    for name in commands:
        run = forks.load if first else forks.run
        ended = run(owner.words(name), owner.surroundings(day, FIRE_KEY="not-a-secret"), owner.folder)
        row[name] = {"code": ended.code, "cpu": round(ended.cpu, 3), "wall": round(ended.wall, 2), "peak": ended.peak}
        if ended.code not in GOOD:
            row[name]["said"] = ended.said
    row["found"] = found(owner, day)
    log.add(what="day", day=str(day), **row)
    print(line(len(log.of("day")), log.lines[-1]), file=sys.stderr, flush=True)


def found(owner: Owner, day: date) -> dict[str, Any]:
    """Read off the day's run report what the sources were, and how much came."""
    path = owner.archive / "runs" / f"{day.year}" / f"{day}.json"
    if not path.exists():
        return {}
    told = json.loads(path.read_text("utf-8"))
    return {
        "state": told["state"],
        "new": sum(one["new"] for one in told["sources"]),
        "calls": told["model"].get("calls", 0),
        "sources": {one["name"]: one["state"] for one in told["sources"]},
    }


def announced(log: Log, data: Path, scenario: dict[str, Any], days: Sequence[date]) -> dict[str, set[str]]:
    """Give by source the ids of all that was announced, as the archive would know them.

    Of bioRxiv's only first versions: later ones of papers never met are kept out by the owner's policy.
    """
    from fakenetlib import biorxiv  # noqa: PLC0415 - found through the path that `ground` sets
    from fakenetlib.corpus import Corpus  # noqa: PLC0415 - same
    from fakenetlib.scenario import Scenario  # noqa: PLC0415 - same
    from fakenetlib.world import World  # noqa: PLC0415 - same

    world = World(Corpus(data / "corpus", None, scenario["shift"]), Scenario.from_dict(scenario))
    texts = [str(day) for day in days]
    filed = (paper for day in texts for paper in world.filed(day, arxiv=False))
    return {
        "arXiv": {f"arxiv:{one}" for row in log.of("day") for one in row["announced"]},
        "Nature": {f"doi:{paper.id.lower()}" for paper in filed if paper.source == "nature"},
        "bioRxiv": {
            f"doi:{row['doi'].lower()}"
            for day in texts
            for row in biorxiv.records(world, "biorxiv", day)
            if row["version"] == "1"
        },
    }


def names(archive: Path) -> dict[str, set[tuple[str, str]]]:
    """Give by every id, alias and DOI of the ledger the papers that bear it, each with its day."""
    held: dict[str, set[tuple[str, str]]] = {}
    own = {paper: day for paper, lines in ledger(archive).items() for day, _ in lines}
    for path in sorted((archive / "papers").rglob("*.jsonl")):
        for record in map(json.loads, path.read_text("utf-8").splitlines()):
            dois = [f"doi:{record['doi'].lower()}"] if record.get("doi") else []
            for name in (record["id"], *record.get("aliases", ()), *dois):
                held.setdefault(name, set()).add((record["id"], own.get(record["id"], "?")))
    return held


def report(
    log: Log, owner: Owner, data: Path, scenario: dict[str, Any], days: Sequence[date], asked: dict[str, Any]
) -> int:
    """Print the tables."""
    rows = log.of("day")
    print(
        "| day | CPU s | most memory, MB | new | state | exit | build, CPU s | build, MB |\n"
        "|--:|--:|--:|--:|---|--:|--:|--:|"
    )
    for number, row in enumerate(rows, 1):
        if number in SHOWN or "build" in row:
            print(line(number, row))
    for name, of in (("update, CPU s", "cpu"), ("update, most memory in MB", "peak")):
        ends = [fmean(row["update"][of] for row in some) for some in (rows[1 : FIFTY + 1], rows[-FIFTY:])]
        unit = 1e6 if of == "peak" else 1
        print(f"{name}: mean of days 2 to 51 {ends[0] / unit:.2f}, of the last fifty {ends[1] / unit:.2f}")
    states = Counter(f"{name} {state}" for row in rows for name, state in row["found"].get("sources", {}).items())
    print(f"days {len(rows)}, sources by state: {dict(sorted(states.items()))}")
    print(
        f"model: {sum(row['found'].get('calls', 0) for row in rows):.0f} calls; statuses of the last call of this "
        f"command: {json.dumps(asked.get('hosts', asked))[:300]}"
    )
    wrong = [
        f"{row['day']} {name}: exit {row[name]['code']} {row[name]['said'][-300:]}"
        for row in rows
        for name in ("update", "build", "verify")
        if name in row and row[name]["code"] not in GOOD
    ]
    held = names(owner.archive)
    for source, wanted in announced(log, data, scenario, days[: len(rows)]).items():
        lost = sorted(wanted - held.keys())
        print(f"{source}: announced {len(wanted)}, missing {len(lost)} {lost[:8]}")
        wrong += [f"{source} lost {one}" for one in lost]
    twice = sorted(name for name, papers in held.items() if len(papers) > 1)
    on_two = sorted(paper for paper, lines in ledger(owner.archive).items() if len(lines) > 1)
    print(
        f"held {len(ledger(owner.archive))} papers; on two days {len(on_two)} {on_two[:5]}; "
        f"ids of two papers {len(twice)} {twice[:5]}"
    )
    wrong += [f"twice: {one}" for one in (*on_two, *twice)]
    print(f"found: {len(wrong)}")
    for one in wrong[:40]:
        print(f"- {one}")
    return int(bool(wrong))


def line(number: int, row: dict[str, Any]) -> str:
    """Write a day's row."""
    update, build, told = row["update"], row.get("build"), row["found"]
    site = f"{build['cpu']:.1f} | {build['peak'] / 1e6:.0f}" if build else " | "
    return (
        f"| {number} | {update['cpu']:.2f} | {update['peak'] / 1e6:.0f} | {told.get('new', 0)} | "
        f"{told.get('state', '-')} | {update['code']} | {site} |"
    )


def parse() -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--days", type=int, default=470)
    parser.add_argument("--site-every", type=int, default=30, metavar="N")
    parser.add_argument("--papers", type=int, default=12, help="most of a day and corpus")
    parser.add_argument("--no-model", action="store_true")
    parser.add_argument("--port", type=int, default=8711, help="the same when going on: addresses are in the archive")
    options = parser.parse_args()
    options.out = options.out.resolve()
    return options


if __name__ == "__main__":
    sys.exit(main())
