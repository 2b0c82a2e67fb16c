"""Measure how much of a sentence is carried by what it quotes: its words, across Chinese and English."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from radar.brief.ground.evidence import Evidence
from radar.brief.ground.text import Word, read

ENOUGH: Final = 0.5
"""Share of a sentence's words from which it is carried, where both are of one language.

Of honest summaries one in a hundred has less than .7, of free paraphrases one in ten
less than .5; a sentence about another paper seldom has .5 (`bench/grounding.py`).
"""
ENOUGH_ACROSS: Final = 0.58
"""The same across languages, of the words that the glossary knows."""
_ELSEWHERE: Final = 0.7
"""What a word is worth that stands in the paper but not in the sentences quoted."""
_QUOTED: Final = 0.2
"""Share of a sentence's words that must stand in the sentences quoted themselves."""
_PAIR: Final = 0.5
"""What two Chinese characters weigh that may be no word."""
_SINGLE: Final = 0.3
"""What a Chinese character weighs that may be part of an unknown word, and a word that has no translation here."""
_CLOSE: Final = 0.6
"""Closeness of meaning from which a sentence across languages is carried with fewer words known."""
_FAR: Final = 0.25
"""Closeness of meaning below which it is not carried, whatever words they share."""
_LEEWAY: Final = 0.1
"""How much less of its words a sentence needs whose meaning is close."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Support:
    """Hold how much of a sentence is carried."""

    share: float
    """Of its words, 0 to 1; 1 for a sentence without any of its own."""
    quoted: float
    """Of its words, by the quoted sentences alone."""
    missing: tuple[str, ...]
    """The words that are nowhere in the papers."""
    is_across: bool
    """The sentence and its evidence are of two languages."""


def support(text: str, evidence: Evidence) -> Support:
    """Measure a sentence against its evidence."""
    words = [word for word in read(text) if not word.is_idle]
    across = _is_chinese(words) != _is_chinese([w for one in evidence.quoted for w in read(one)])
    total = carried = quoted = 0.0
    missing: list[str] = []
    for word in words:
        in_quoted = evidence.quoted_words.has(word)
        is_found = in_quoted or evidence.has(word)
        weight = _weight(word, across=across, is_found=is_found)
        total += weight
        carried += weight * (1.0 if in_quoted else _ELSEWHERE if is_found else 0.0)
        quoted += weight * in_quoted
        if weight and not is_found:
            missing.append(word.raw)
    if not total:
        return Support(share=0.0, quoted=0.0, missing=tuple(word.raw for word in words), is_across=across)
    return Support(
        share=carried / total, quoted=quoted / total, missing=tuple(dict.fromkeys(missing)), is_across=across
    )


def is_carried(text: str, evidence: Evidence, measured: Support, meaning: Callable[[str, str], float] | None) -> bool:
    """Tell whether a sentence is carried; `meaning` is asked across languages only, where the words leave doubt."""
    enough = ENOUGH_ACROSS if measured.is_across else ENOUGH
    if measured.quoted < _QUOTED or measured.share < enough - _LEEWAY:
        return False
    if not measured.is_across or meaning is None:
        return measured.share >= enough
    closeness = meaning(text, " ".join(evidence.quoted))
    return closeness >= _CLOSE or (measured.share >= enough and closeness >= _FAR)


def _weight(word: Word, *, across: bool, is_found: bool) -> float:
    """Weigh a word; across languages, one that the glossary does not know says little by its absence."""
    if word.is_pair:
        return 0.0 if across else _PAIR
    is_unknown = across and not is_found and not word.entries
    is_single = len(word.raw) == 1 and not word.raw.isascii()
    return _SINGLE if is_unknown or is_single else 1.0


def _is_chinese(words: Sequence[Word]) -> bool:
    chinese = sum("\u3400" <= word.raw[0] <= "\u9fff" for word in words)
    return chinese * 2 > len(words)
