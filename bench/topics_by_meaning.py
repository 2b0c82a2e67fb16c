"""Measure how well topics that are described in words find their papers, in English and in Chinese.

    python bench/topics_by_meaning.py [--kept /tmp/topics-by-meaning]        five minutes, then seconds

Topics: `bench/topic_descriptions.toml`. Truth: a paper belongs to a topic if one of its
arXiv categories, primary or not, is one of the topic's; matching does not see them.
Days of January to March 2016 choose each method's one threshold for all topics (the
best mean F1); days of April to June are held out. Precision, recall and F1 are means
over topics, `micro` is the F1 of all pairs of paper and topic together.

`either` is a keyword or closeness; `THE RADAR` is what `topics.match` does with
`MIN_SCORE`: where the closeness is known, keywords of the abstract need some of it.
`labels` is no rival but a ceiling: a linear classifier on the same vectors, taught with
the categories of the tuning days.
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import sys
import tempfile
import tomllib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "plugins"))

from radar.archive.vectors import Vectors  # noqa: E402 - the source root is no installed package here
from radar.brief import encoder  # noqa: E402 - same
from radar.config import Topic  # noqa: E402 - same
from radar.models import Paper  # noqa: E402 - same
from radar.sift import topics as matching  # noqa: E402 - same
from radar.sift.closeness_terms import terms  # noqa: E402 - same
from radar.sift.text import clean_abstract, clean_title  # noqa: E402 - same

TUNING = ("2016-01", "2016-02", "2016-03")
HELD_OUT = ("2016-04", "2016-05", "2016-06")
A_WORKDAY = 200
"""Papers from which on a day counts as one."""

Scores = np.ndarray[Any, np.dtype[np.float64]]
Truth = np.ndarray[Any, np.dtype[np.bool_]]
Row = Mapping[str, Any]


@dataclass(frozen=True, kw_only=True, slots=True)
class Half:
    """Hold the papers of some days, the truth about them, and their vectors."""

    papers: Sequence[Paper]
    truth: Truth
    """Papers by topics."""
    vectors: Vectors


@dataclass(frozen=True, kw_only=True, slots=True)
class Method:
    """Hold what a method says of both halves: scores, and what matches whatever the score."""

    name: str
    scores: tuple[Scores, Scores]
    sure: tuple[Truth, Truth] | None = None
    least: float | None = None
    """The threshold, where it is not to be chosen."""


def rows(data: Path, months: Sequence[str]) -> Iterator[Row]:
    """Read three workdays of each month, seven workdays apart."""
    for month in months:
        with gzip.open(data / "corpus" / "arxiv-all" / f"{month}.jsonl.gz", "rt", encoding="utf-8") as lines:
            found = [json.loads(line) for line in lines]
        sizes = Counter(row["day"] for row in found)
        days = sorted(day for day, size in sizes.items() if size > A_WORKDAY)[2::7][:3]
        yield from (row for row in found if row["day"] in days)


def paper_of(row: Row) -> Paper:
    """Make the paper without what would give its category away."""
    return Paper(
        id=f"arxiv:{row['id']}",
        day=date.fromisoformat(row["day"]),
        title=clean_title(row["title"]),
        authors=(),
        abstract=clean_abstract(row["abstract"]),
        url="",
        places=(),
    )


def half_of(data: Path, months: Sequence[str], told: Sequence[Row], kept: Path) -> Half:
    """Read a half; its vectors are kept between calls."""
    found = list(rows(data, months))
    truth = np.array([[not set(row["categories"]).isdisjoint(t["categories"]) for t in told] for row in found])
    loaded = encoder.load()
    if loaded is None:
        raise SystemExit("no encoder")
    half = Half(papers=[paper_of(row) for row in found], truth=truth, vectors=Vectors(kept / months[0], loaded))
    encoder.of_papers(half.vectors, half.papers)
    half.vectors.keep()
    return half


def topics_of(told: Sequence[Row], lang: str, *, keywords: bool) -> list[Topic]:
    """Make topics as radar.toml would."""
    words = [tuple(t["keywords"]) if keywords else () for t in told]
    return [
        Topic(id=t["id"], name=t["id"], keywords=own, describe=t[lang]) for t, own in zip(told, words, strict=True)
    ]


def by_meaning(half: Half, topics: Sequence[Topic]) -> Scores:
    """Score as the radar does."""
    scores = encoder.meanings(half.vectors, half.papers, topics)
    return np.array([[scores[paper.id][topic.id] for topic in topics] for paper in half.papers])


def by_lens(half: Half, topics: Sequence[Topic]) -> Scores:
    """Score by the encoder through its lens, without the words."""
    places = encoder.of_papers(half.vectors, half.papers) @ encoder.of_topics(half.vectors, topics).T
    return np.asarray(places, dtype=float)


def by_plain_cosine(half: Half, topics: Sequence[Topic]) -> Scores:
    """Score by the encoder as it comes: title and abstract in one, cosine with the description."""
    texts = [f"{paper.title}. {paper.abstract}" for paper in half.papers]
    found = half.vectors.vectors(texts) @ half.vectors.vectors([topic.describe for topic in topics]).T
    half.vectors.keep()
    return np.asarray(found, dtype=float)


def by_tfidf(half: Half, topics: Sequence[Topic]) -> Scores:
    """Score by TF-IDF, learned from the half's papers: cosine with description and keywords."""
    from sklearn.feature_extraction.text import TfidfVectorizer  # noqa: PLC0415 - heavy

    model = TfidfVectorizer(analyzer=lambda paper: list(terms(paper)), sublinear_tf=True)
    known = model.fit_transform(half.papers)
    asked = [
        Paper(
            id=topic.id,
            day=date.min,
            title=topic.describe,
            authors=(),
            abstract=", ".join(topic.keywords),
            url="",
            places=(),
        )
        for topic in topics
    ]
    return np.asarray((known @ model.transform(asked).T).toarray())


def by_keywords(half: Half, topics: Sequence[Topic], scores: Scores | None = None) -> Truth:
    """Match as the radar does, with meaning where there are scores."""
    known = (
        [{}] * len(half.papers)
        if scores is None
        else [dict(zip((t.id for t in topics), r, strict=True)) for r in scores]
    )
    matches = [
        {match.topic_id for match in matching.match(paper, topics, meaning)}
        for paper, meaning in zip(half.papers, known, strict=True)
    ]
    return np.array([[topic.id in found for topic in topics] for found in matches])


def by_labels(halves: tuple[Half, Half]) -> tuple[Scores, Scores]:
    """Score by a ridge classifier that was taught with the first half's truth; of that half it is no measure."""
    places = [encoder.of_papers(half.vectors, half.papers) for half in halves]
    known, truth = places[0], halves[0].truth
    weights = np.linalg.solve(known.T @ known + 5 * np.eye(known.shape[1]), known.T @ (truth - truth.mean(0)))
    weights /= np.linalg.norm(weights, axis=0)
    return places[0] @ weights, places[1] @ weights


def f1(matched: Truth, truth: Truth) -> Scores:
    """Give F1 by topic."""
    return np.asarray(2 * (matched & truth).sum(0) / np.maximum(matched.sum(0) + truth.sum(0), 1))


def threshold(scores: Scores, sure: Truth, truth: Truth) -> float:
    """Choose the threshold that gives the best mean F1."""
    tried = np.unique(np.quantile(scores, np.linspace(0.9, 0.9995, 200)).round(3))
    return float(max(tried, key=lambda least: f1(sure | (scores >= least), truth).mean()))


def figures(matched: Truth, truth: Truth) -> str:
    """Print mean precision, recall and F1, and the F1 of all pairs."""
    hits = (matched & truth).sum(0)
    precision, recall = hits / np.maximum(matched.sum(0), 1), hits / np.maximum(truth.sum(0), 1)
    micro = 2 * hits.sum() / (matched.sum() + truth.sum())
    return f"{precision.mean():7.3f}{recall.mean():7.3f}{f1(matched, truth).mean():7.3f}{micro:7.3f}"


def report(method: Method, halves: tuple[Half, Half]) -> None:
    """Print a line."""
    nothing = tuple(np.zeros_like(half.truth) for half in halves)
    sure = method.sure or (nothing[0], nothing[1])
    least = method.least if method.least is not None else threshold(method.scores[0], sure[0], halves[0].truth)
    parts = [
        figures(known | (scores >= least), half.truth)
        for known, scores, half in zip(sure, method.scores, halves, strict=True)
    ]
    print(f"{method.name:44}{least:7.3f} |{parts[0]} |{parts[1]}", flush=True)


def methods(told: Sequence[Row], halves: tuple[Half, Half]) -> Iterator[Method]:
    """Give what is to be compared."""
    first, second = halves
    topics = topics_of(told, "en", keywords=True)
    sure = (by_keywords(first, topics), by_keywords(second, topics))
    never = (sure[0] - 2.0, sure[1] - 2.0)
    yield Method(name="keywords", scores=never, sure=sure, least=0.0)
    for lang in ("en", "zh"):
        alone, worded = (topics_of(told, lang, keywords=keywords) for keywords in (False, True))
        for name, way, topics in (
            ("TF-IDF, description", by_tfidf, alone),
            ("TF-IDF, description and keywords", by_tfidf, worded),
            ("encoder as it comes, description", by_plain_cosine, alone),
            ("encoder and lens, description", by_lens, alone),
            ("encoder and lens, description and keywords", by_lens, worded),
        ):
            yield Method(name=f"{lang} {name}", scores=(way(first, topics), way(second, topics)))
        for name, topics in (("description", alone), ("description and keywords", worded)):
            scores = by_meaning(first, topics), by_meaning(second, topics)
            yield Method(name=f"{lang} closeness, {name}", scores=scores)
            yield Method(name=f"{lang} either, {name}", scores=scores, sure=sure)
            shipped = by_keywords(first, topics, scores[0]), by_keywords(second, topics, scores[1])
            yield Method(name=f"{lang} THE RADAR, {name}", scores=scores, sure=shipped, least=matching.MIN_SCORE)
    yield Method(name="labels of the tuning days (a ceiling)", scores=by_labels(halves))


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kept", type=Path, default=Path(tempfile.gettempdir()) / "topics-by-meaning")
    kept: Path = parser.parse_args().kept
    data = Path(os.environ.get("RADAR_SHARED", ROOT.parent / "shared")) / "data"
    told = tomllib.loads((ROOT / "bench" / "topic_descriptions.toml").read_text("utf-8"))["topics"]
    halves = half_of(data, TUNING, told, kept), half_of(data, HELD_OUT, told, kept)
    sizes = " and ".join(f"{len(half.papers)} papers" for half in halves)
    print(f"{len(told)} topics, {sizes}, {halves[1].truth.mean():.1%} of pairs true\n")
    print(f"{'':44}{'least':>7} |{' tuned: P      R     F1  micro':28} |{'  held: P      R     F1  micro':28}")
    for method in methods(told, halves):
        report(method, halves)


if __name__ == "__main__":
    main()
