"""Reckon how far papers use the words of a topic's description and keywords: cosine of their TF-IDF weights.

How rare a term is in science is a constant: `encoder_centre.npz` holds it by the terms'
checksums (`bench/encoder_centre.py` makes it). So a score depends on no other paper.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import lru_cache
from math import log, sqrt
from typing import TYPE_CHECKING, Any, Final
from zlib import crc32

from radar.brief.encoder_centre import centre
from radar.config import Topic
from radar.models import Paper
from radar.sift.closeness_terms import terms

if TYPE_CHECKING:  # it takes a while to load
    from numpy.typing import NDArray


UNLIKE: Final = -1.0
"""Stands for a topic none of whose words is written as the paper is."""


def common_words(papers: Sequence[Paper], topics: Sequence[Topic]) -> NDArray[Any]:
    """Give the cosine of each paper, row by row, with each topic: 0 to 1; below 0 where they share no script."""
    import numpy as np  # noqa: PLC0415 - heavy

    asked = [_weights(terms(_as_paper(topic))) for topic in topics]
    scores = np.zeros((len(papers), len(topics)), dtype=np.float32)
    for row, paper in enumerate(papers):
        held = _weights(terms(paper))
        is_latin = _counts_latin(held) * 2 >= len(held)
        scores[row] = [_cosine(words, held) if _has_script(words, latin=is_latin) else UNLIKE for words in asked]
    return scores


def term_key(term: str) -> int:
    """Give a term's checksum, by which its rarity is held."""
    return crc32(term.encode("utf-8", "surrogatepass"))


def _as_paper(topic: Topic) -> Paper:
    words = ", ".join(topic.keywords)
    return Paper(id=topic.id, day=date.min, title=topic.describe, authors=(), abstract=words, url="", places=())


def _weights(found: Iterable[str]) -> Mapping[str, float]:
    """Weigh terms by how often they stand there, sublinear, and how rare they are; of length 1."""
    rarities, rarest = _rarities()
    weights = {t: (1 + log(n)) * rarities.get(term_key(t), rarest) for t, n in Counter(found).items()}
    length = sqrt(sum(weight * weight for weight in weights.values())) or 1.0
    return {term: weight / length for term, weight in weights.items()}


def _cosine(one: Mapping[str, float], other: Mapping[str, float]) -> float:
    return sum(weight * other.get(term, 0.0) for term, weight in one.items())


def _counts_latin(weights: Mapping[str, float]) -> int:
    return sum(term.isascii() for term in weights)


def _has_script(weights: Mapping[str, float], *, latin: bool) -> bool:
    return any(term.isascii() == latin for term in weights)


@lru_cache(maxsize=1)
def _rarities() -> tuple[Mapping[int, float], float]:
    """Give the rarity of the terms that are known by their checksums, and that of all others."""
    held = centre()
    pairs = zip(held["term_keys"].tolist(), held["term_rarities"].tolist(), strict=True)
    return dict(pairs), float(held["rarest"])
