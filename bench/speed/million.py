"""Merge a day of 1,000 listings into an archive, and try to be wrong 100,000 times.

    python bench/speed/million.py --content .bench/1M/content [--tries 100000]

The day: 500 listings of papers nobody knows, 250 known ones again, 250 known ones as a
journal prints them, with titles altered in every way of `tests/sift/rewritings.py`. The
tries: listings that look like a known paper and are another (`tests/sift/labelled.py`):
another part, figure, author, decade, a notice, news. Each must stay a record of its own.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

ROOT = Path(os.environ.get("RADAR_TREE", Path(__file__).resolve().parents[2]))
sys.path[:0] = [str(ROOT / "plugins"), str(ROOT / "tests" / "sift")]

import labelled  # noqa: E402 - found through the path set above

from radar.archive.index import Index  # noqa: E402 - same
from radar.archive.ledger import Ledger  # noqa: E402 - same
from radar.models import Listing  # noqa: E402 - same
from radar.sift.merge import MergeRules, merge  # noqa: E402 - same

_KNOWN, _ALTERED, _NEW = 250, 250, 500
_A_RUN = 2_000
_NOT_PAIRS_OF_TITLES = ("other title, the preprint knows the DOI", "other title, the server names the DOI")
_DISTINCT = (
    *("tail: parts", "tail: versions", "tail: languages", "tail: signs", "another first author"),
    *("a figure changed", "more than two years apart", "a notice and its paper", "news under the paper's title"),
)
"""Kinds whose second listing is no paper of the archive's, whatever else the archive holds."""


def works(ledger: Ledger, days: Sequence[date]) -> list[labelled.Work]:
    """Read papers of some days as works."""
    found = []
    for day in days:
        for paper in ledger.read(day).papers:
            if paper.authors:
                published = date.fromisoformat(paper.published)
                name = paper.id.removeprefix("arxiv:")
                found.append(labelled.Work(id=name, title=paper.title, authors=paper.authors, published=published))
    return found


def altered(stock: Sequence[labelled.Work]) -> list[labelled.Pair]:
    """Rewrite titles in every way, the same number each."""
    kinds = labelled.same_pairs(stock, 200)
    pairs = [pair for kind, found in kinds.items() if kind not in _NOT_PAIRS_OF_TITLES for pair in found]
    seen: dict[str, labelled.Pair] = {}
    for pair in pairs:
        seen.setdefault(pair.of[0], pair)
    found = list(seen.values())
    return found[:: max(1, len(found) // _ALTERED)][:_ALTERED]


def distinct(stock: Sequence[labelled.Work], tries: int) -> Iterator[Listing]:
    """Make listings that look like known papers and are others."""
    kinds = labelled.different_pairs(stock, -(-tries // len(_DISTINCT)))
    for kind in _DISTINCT:
        for pair in kinds[kind]:
            yield pair.second


def main() -> int:
    """Print the figures in Markdown; ends with 1 where two papers became one."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", maxsplit=1)[0])
    parser.add_argument("--content", type=Path, required=True)
    parser.add_argument("--tries", type=int, default=100_000)
    parser.add_argument("--json", action="store_true", help="one object instead of tables")
    given = parser.parse_args()
    ledger = Ledger(given.content / "daily")
    days = ledger.days()
    today = days[-1] + timedelta(days=1)
    rules = MergeRules(today=today)
    with Index(given.content.parent / ".radar" / "index.sqlite") as index:
        began = time.process_time()
        read = index.catch_up(ledger)
        caught_up = time.process_time() - began
        recent = works(ledger, days[-60:])
        pairs = altered(recent)
        listings = _a_day(recent, pairs, today)
        began, clock = time.process_time(), time.perf_counter()
        merged = merge(listings, index, rules)
        cpu, wall = time.process_time() - began, time.perf_counter() - clock
        home = {
            alias: update.id for update in merged.updates for alias in map(str, update.changes.get("aliases", ()))
        }  # type: ignore[call-overload]  # a list in JSON
        home |= {str(update.changes["doi"]): update.id for update in merged.updates if "doi" in update.changes}
        found = sum(
            f"arxiv:{pair.of[0]}" in (home.get(pair.second.ids[0]), home.get(pair.second.doi)) for pair in pairs
        )
        wrong, tried = _tries(ledger, days, given.tries, index, rules)
    if given.json:
        figures = {"cpu": cpu, "found": found, "altered": len(pairs), "tried": tried, "wrong": wrong}
        print(json.dumps(figures))
        return int(wrong > 0)
    print(f"index: {read} files read, {caught_up:.1f} s of CPU\n")
    print("| papers known | a day of | merged in | altered titles found | tried to be wrong | wrong |")
    print("|--:|--:|--:|--:|--:|--:|")
    print(
        f"| {len(days)} days | {len(listings):,} | {cpu:.2f} s of CPU, {wall:.2f} s | {found} of {len(pairs)}, "
        f"{found / len(pairs):.1%} | {tried:,} | {wrong} |"
    )
    return int(wrong > 0)


def _a_day(recent: Sequence[labelled.Work], pairs: Sequence[labelled.Pair], today: date) -> list[Listing]:
    again = [labelled.preprint(work, announced=today) for work in recent[-_KNOWN:]]
    new = [
        labelled.preprint(
            replace(work, id=f"{today:%y%m}.9{n:04}", title=f"{other.title} and {work.title}", published=today),
            announced=today,
        )
        for n, (work, other) in enumerate(zip(recent[:_NEW], recent[_NEW : 2 * _NEW], strict=True))
    ]
    return [*new, *again, *(replace(pair.second, announced=today) for pair in pairs)]


def _tries(ledger: Ledger, days: Sequence[date], tries: int, index: Index, rules: MergeRules) -> tuple[int, int]:
    """Merge listings that are papers of their own, some at a time; count those that ended in another's."""
    some = days[-max(60, min(len(days), tries // 1_100)) :]
    listings = list({one.ids[0]: one for one in distinct(works(ledger, some), tries)}.values())
    wrong = 0
    for start in range(0, len(listings), _A_RUN):
        run = listings[start : start + _A_RUN]
        merged = merge(run, index, rules)
        own = {paper.id for paper in merged.papers}
        lost = [one for one in run if one.ids[0] not in own]
        wrong += len(lost)
        for one in lost[:3]:
            print(f"wrong: {one.ids[0]} {one.title!r}", file=sys.stderr)
    return wrong, len(listings)


if __name__ == "__main__":
    sys.exit(main())
