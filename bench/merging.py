"""Put labelled pairs of listings through the whole of `merge`, and count how often one paper is two, or two are one.

    python bench/merging.py [--pairs 1000] [--seed 1]

Pairs are made from the corpora outside the repository: the same paper rewritten as
journals and feeds do, and different papers that look alike, real neighbours among them.
Everything else of the corpora is known to the archive meanwhile. Prints Markdown; ends
with 1 if two papers were merged or recall is not above 0.95.
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import sys
import time
from collections.abc import Iterator, Mapping
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / "plugins"), str(ROOT / "tests" / "sift")]

import labelled  # noqa: E402 - found through the path set above

CORPORA = ("arxiv-all", "arxiv-cs")


def rows(data: Path) -> Iterator[Mapping[str, object]]:
    """Read the corpora, oldest month first."""
    for corpus in CORPORA:
        for file in sorted((data / "corpus" / corpus).glob("*.jsonl.gz")):
            with gzip.open(file, "rt", encoding="utf-8") as lines:
                yield from map(json.loads, lines)


def main() -> int:
    """Make the pairs, score them, print the table."""
    options = parse()
    began = time.monotonic()
    stock = labelled.works(rows(options.data))
    rest = labelled.shelf_of(map(labelled.preprint, stock))
    alike = labelled.twins(stock)
    drawn = [work for work in stock if work.id not in alike]
    near = labelled.neighbours(stock)
    kinds = (
        labelled.same_pairs(drawn, options.pairs, options.seed)
        | labelled.different_pairs(drawn, options.pairs, options.seed)
        | labelled.real_pairs(near, alike)
    )
    print("| kind | truth | pairs | merged | wrong | precision | recall |\n|---|---|---:|---:|---:|---:|---:|")
    scores = []
    for kind, pairs in kinds.items():
        one = labelled.score(kind, pairs, rest)
        scores.append(one)
        precision = (one.merged - one.wrong) / one.merged if one.merged else 1.0
        recall = f"{(one.merged - one.wrong) / one.pairs:.3f}" if one.same and one.pairs else ""
        truth = "one paper" if one.same else "two papers"
        print(f"| {kind} | {truth} | {one.pairs} | {one.merged} | {one.wrong} | {precision:.3f} | {recall} |")
    precision, recall = labelled.totals(scores)
    same, different = (sum(one.pairs for one in scores if one.same is truth) for truth in (True, False))
    print(f"\n{len(stock)} works known; every pair three times: told later, earlier, in one run.")
    print(f"{len(alike)} have a twin, the same words by the same first author: arXiv ids alone tell those apart.")
    print(f"One paper: {same} tries, two papers: {different} tries, wrong: {sum(one.wrong for one in scores)}.")
    print(f"**Precision {precision:.4f}, recall {recall:.4f}**; {time.monotonic() - began:.0f} s.")
    return 0 if precision == labelled.PROMISE["precision"] and recall > labelled.PROMISE["recall"] else 1


def parse() -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", maxsplit=1)[0])
    shared = Path(os.environ.get("RADAR_SHARED", ROOT.parent / "shared"))
    parser.add_argument("--data", type=Path, default=shared / "data")
    parser.add_argument("--pairs", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1)
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
