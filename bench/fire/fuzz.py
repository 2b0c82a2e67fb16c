"""Fuzz what strangers send: feeds and answers of sources, replies of a model; radar.toml and the archive's files too.

    python bench/fire/fuzz.py --out FOLDER [--only feeds --only replies …] [--scale 1.0] [--seed 1] [--parts N]
    python bench/fire/fuzz.py --one replies:4711 [--seed 1]

Every input is a sound text with a few wounds (`mutations`), and goes the program's own way as far as it gets: an
answer to papers, merged and written as ledger lines; a reply to what would be printed. The modules `fuzz_sources`,
`fuzz_replies` and `fuzz_files` say what must hold of each. No exception may come out, no limit be passed.

Why not atheris: it has wheels for one system alone and follows bytes, where nearly all inputs die at the first
bracket. Why not Hypothesis: a hundred thousand examples cannot be parted and taken up again, and another version of
it draws others. Here a case follows from target, seed and number, on any machine; tests call the same code.

Parts run in processes of their own, one after the other (`--workers 2` for two at once), so that one that dies costs
and shows its part. Every part is a line of `fuzz.jsonl` in the folder: when interrupted, the same command goes on
from there. Finds are judged once more before the table is printed: what has been mended since is called so.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, Final

sys.path.insert(0, str(Path(__file__).resolve().parent))

import fuzz_part
from trial import Log

COUNTS: Final = {
    "feeds": 100_000,
    "feeds-apart": 2_000,
    "replies": 100_000,
    "replies-wire": 1_000,
    "toml": 10_000,
    "ledger": 10_000,
    "days": 10_000,
}
"""Cases of each target."""
ABOUT: Final = {
    "feeds": "answers of sources, parsed by the child's function in process",
    "feeds-apart": "answers of sources, parsed by a real child",
    "replies": "a model's replies, through the openai client",
    "replies-wire": "a model's replies, over sockets and the program's own wire",
    "toml": "radar.toml, as `radar check` reads it",
    "ledger": "ledger files",
    "days": "the days' Markdown",
}
_SIZE: Final = 2_500
"""Cases of a part."""
_PATIENCE: Final = 900
"""Seconds after which a part is held to hang."""


def main() -> int:
    """Run the parts that are not done yet, then print the table; the exit code is 1 where a find stands."""
    options = parse()
    if options.one:
        return one(options)
    options.out.mkdir(parents=True, exist_ok=True)
    log = Log(path=options.out / "fuzz.jsonl")
    began = time.monotonic()
    todo = [key for key in _parts(options) if key not in _done(log)][: options.parts]
    with ThreadPoolExecutor(options.workers) as pool:
        for line in pool.map(lambda key: work(options, *key), todo):
            log.add(**line)
            print(f"{line['target']} {line['first']}: {line['cpu']} s, {len(line['finds'])} finds", flush=True)
    return report(options, log, time.monotonic() - began)


def _parts(options: argparse.Namespace) -> list[tuple[str, int, int]]:
    """List all parts: target, first number, count."""
    counts = {name: round(count * options.scale) for name, count in COUNTS.items()}
    names = options.only or list(counts)
    return [
        (name, first, min(_SIZE, counts[name] - first)) for name in names for first in range(0, counts[name], _SIZE)
    ]


def _done(log: Log) -> set[tuple[str, int, int]]:
    return {(line["target"], line["first"], line["count"]) for line in log.of("part")}


def work(options: argparse.Namespace, target: str, first: int, count: int) -> dict[str, Any]:
    """Run one part in a process; one that died or hung is a find of its own."""
    words = [target, str(first), str(count), str(options.seed), str(options.out)]
    command = [sys.executable, str(Path(fuzz_part.__file__)), *words]
    empty = {"target": target, "seed": options.seed, "first": first, "count": count, "outcomes": {}, "cpu": 0.0}
    try:
        ended = subprocess.run(command, capture_output=True, timeout=_PATIENCE, check=False)
        told: dict[str, Any] = json.loads(ended.stdout) if ended.returncode == 0 else {}
        why = f"the process died ({ended.returncode}): {ended.stderr.decode('utf-8', 'replace')[-300:]}"
    except (subprocess.TimeoutExpired, ValueError) as error:
        told, why = {}, f"the process hung or told nothing: {type(error).__name__}"
    find = {"number": -1, "error": why, "where": "process"}
    return told or {"what": "part", **empty, "slowest": [0, 0], "grown": [0, 0], "most": 0.0, "finds": [find]}


def one(options: argparse.Namespace) -> int:
    """Judge one case, and show what it was."""
    name, _, number = options.one.partition(":")
    with fuzz_part.target(name) as make:
        case = make(fuzz_part.dice(name, options.seed, int(number)))
        print(f"{case.name}, {len(case.content)} bytes:\n{case.content.decode('utf-8', 'replace')[:5000]}\n")
        print(case.judge())
    return 0


def report(options: argparse.Namespace, log: Log, seconds: float) -> int:
    """Print what was fuzzed, how it ended, and what was found."""
    print(f"\nseed {options.seed}, {seconds:.0f} s of this call\n")
    print(
        "| target | cases | CPU s | ms a case | slowest case | most memory | finds |\n|---|--:|--:|--:|---|---|--:|"
    )
    lines = [line for line in log.of("part") if line["seed"] == options.seed]
    for name in dict.fromkeys(line["target"] for line in lines):
        own = [line for line in lines if line["target"] == name]
        count, cpu = sum(line["count"] for line in own), sum(line["cpu"] for line in own)
        slow, grown = max(line["slowest"] for line in own), max(line["grown"] for line in own)
        finds = sum(len(line["finds"]) for line in own)
        print(
            f"| {name}: {ABOUT[name]} | {count} | {cpu:.0f} | {1000 * cpu / count:.1f} | {slow[0]} s, no. {slow[1]} "
            f"| {max(line['most'] for line in own)} MB, one case +{grown[0]} MB, no. {grown[1]} | {finds} |"
        )
    for name in dict.fromkeys(line["target"] for line in lines):
        outcomes: Counter[str] = sum((Counter(one["outcomes"]) for one in lines if one["target"] == name), Counter())
        print(f"\n{name}, by ending:")
        for ending, count in sorted(outcomes.items()):
            print(f"- {ending}: {count}")
    return _report_finds(lines)


def _report_finds(lines: list[dict[str, Any]]) -> int:
    """Judge finds once more; print each sort once, with its first number."""
    standing = 0
    sorts: dict[tuple[str, str, str], list[tuple[int, bool]]] = {}
    for line in lines:
        for find in line["finds"]:
            stands = find["number"] < 0 or _stands(line, find["number"])
            standing += stands
            key = (line["target"], find["where"], find["error"].split(": ")[0])
            sorts.setdefault(key, []).append((find["number"], stands))
    print(f"\nfinds: {sum(map(len, sorts.values()))}, {standing} of them stand")
    for (target, where, error), found in sorts.items():
        left = sum(stands for _, stands in found)
        print(f"- {target}: {error} at {where}, {len(found)} times, first no. {found[0][0]}; {left} stand")
    return int(standing > 0)


def _stands(line: dict[str, Any], number: int) -> bool:
    part = fuzz_part.Part(target=line["target"], seed=line["seed"], first=number, count=1)
    with fuzz_part.target(line["target"]) as make:
        return bool(fuzz_part.run(make, part).finds)


def parse() -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--out", type=Path, default=Path(".bench/fuzz"))
    parser.add_argument("--only", action="append", choices=list(COUNTS), metavar="TARGET", help=", ".join(COUNTS))
    parser.add_argument("--scale", type=float, default=1.0, help="share of the cases of each target")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--parts", type=int, default=None, metavar="N", help="most parts of this call")
    parser.add_argument("--workers", type=int, choices=(1, 2), default=1)
    parser.add_argument("--one", metavar="TARGET:NUMBER", help="judge this case and show it")
    options = parser.parse_args()
    options.out = options.out.resolve()
    return options


if __name__ == "__main__":
    sys.exit(main())
