"""Give the records that archives are made of: real ones where the corpora are present, else invented ones like them.

What is invented keeps the shape of the corpora: titles of 77 characters in the mean,
abstracts of 1,080, five authors, and words whose frequency falls with their rank (Zipf),
so that indexes, vectors and pages have as much to do.
"""

from __future__ import annotations

import gzip
import json
import random
from collections.abc import Iterator, Mapping, Sequence
from itertools import accumulate
from pathlib import Path
from typing import NamedTuple

CORPORA = ("arxiv-all", "arxiv-cs")
_INVENTED = 20_000
_WORDS = 40_000
_SYLLABLES = tuple(
    consonant + vowel
    for consonant in ("b", "c", "d", "f", "g", "l", "m", "n", "p", "r", "s", "t", "v")
    for vowel in "aeiou"
)
_CATEGORIES = (
    "cs.AI",
    "cs.CL",
    "cs.CV",
    "cs.LG",
    "stat.ML",
    "math.AP",
    "hep-ph",
    "astro-ph.GA",
    "q-bio.BM",
    "q-bio.NC",
)
_SAID = ("router", "multi-agent", "diffusion model", "protein design", "fMRI", "climate model", "qubit", "watermark")
"""Words by which topics of the shipped configuration match."""
_OPENINGS = ("We propose", "We show that", "This paper studies", "However,", "In particular,", "Results suggest that")


class Record(NamedTuple):
    """Hold what an archive takes of one paper."""

    title: str
    authors: tuple[str, ...]
    abstract: str
    categories: tuple[str, ...]


def stock(shared: Path | None) -> Sequence[Record]:
    """Read all corpora below `shared`, the months mixed; where there are none, invent."""
    found = list(_real(shared)) if shared else []
    if not found:
        return list(invented())
    random.Random(0).shuffle(found)  # noqa: S311 - seeded, for a bench: days of 2016 and 2026 become alike
    return found


def _real(shared: Path) -> Iterator[Record]:
    for corpus in CORPORA:
        for file in sorted((shared / "data" / "corpus" / corpus).glob("*.jsonl.gz")):
            with gzip.open(file, "rt", encoding="utf-8") as lines:
                yield from (_record(json.loads(line)) for line in lines)


def _record(row: Mapping[str, list[str]]) -> Record:
    return Record(str(row["title"]), tuple(row["authors"]), str(row["abstract"]), tuple(row["categories"]))


def invented(count: int = _INVENTED, *, seed: int = 1) -> Iterator[Record]:
    """Invent records; the same count and seed give the same ones."""
    chance = random.Random(seed)  # noqa: S311 - seeded, for a bench
    words = ["".join(chance.choices(_SYLLABLES, k=chance.choice((2, 2, 3, 3, 4)))) for _ in range(_WORDS)]
    weights = list(accumulate(1 / (rank + 10) for rank in range(_WORDS)))
    for _ in range(count):
        text = chance.choices(words, cum_weights=weights, k=170)
        title = [*text[:8], chance.choice(_SAID)] if chance.random() < 0.3 else text[:9]  # noqa: PLR2004 - as topics match
        sentences = [
            f"{chance.choice(_OPENINGS)} {' '.join(text[start : start + 20])}." for start in range(10, 170, 20)
        ]
        yield Record(
            " ".join(title).capitalize(),
            tuple(
                f"Sample Author {chance.randrange(30_000)}" for _ in range(min(24, 1 + int(chance.expovariate(0.24))))
            ),
            " ".join(sentences[: chance.randint(2, 8)]),
            tuple(chance.sample(_CATEGORIES, chance.choice((1, 1, 2, 3)))),
        )
