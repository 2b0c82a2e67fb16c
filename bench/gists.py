"""Measure how much of a one-sentence summary the chosen sentence of an abstract carries.

    python bench/gists.py ../shared/data/gists.jsonl.gz

Lines of the file hold `title`, `abstract` and `tldr_en`, a summary written by a model:
a measure, not a truth. The figure is ROUGE-L F1 (https://aclanthology.org/W04-1013/)
on lower-case words, the mean over all papers. Weights were fitted to the even lines;
the odd ones are held back. "random" is the mean over all sentences; "best" always picks
the sentence with the highest score: no choice of one sentence can do better.
"""

from __future__ import annotations

import gzip
import json
import re
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from time import perf_counter

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
            cases.append(Case(paper=paper, parts=parts, scores=scores))
    return [case for case in cases if case.parts]


def chosen(case: Case) -> float:
    """Score the sentence that the radar picks."""
    picked = gist(case.paper)
    return case.scores[case.parts.index(picked.text)] if picked else 0.0


CHOICES: dict[str, Callable[[Case], float]] = {
    "first": lambda case: case.scores[0],
    "last": lambda case: case.scores[-1],
    "random": lambda case: sum(case.scores) / len(case.scores),
    "gist": chosen,
    "best": lambda case: max(case.scores),
}


def main() -> None:
    """Print the table and the time a gist takes."""
    cases = read(Path(sys.argv[1]))
    print(f"{'ROUGE-L F1':12}{'fitted':>10}{'held back':>12}")
    for name, choice in CHOICES.items():
        halves = [sum(map(choice, cases[half::2])) / len(cases[half::2]) for half in (0, 1)]
        print(f"{name:12}{halves[0]:10.3f}{halves[1]:12.3f}")
    began = perf_counter()
    for case in cases:
        gist(case.paper)
    print(f"{1000 * (perf_counter() - began) / len(cases):.2f} ms a gist, {len(cases)} papers")


if __name__ == "__main__":
    main()
