"""Check that a sentence keeps the sides: who outperforms whom, what causes what, from which to which."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from radar.brief.ground.evidence import Evidence
from radar.brief.ground.poles import sides_of
from radar.brief.ground.reasons import Reason
from radar.brief.ground.sides import MORE, SUBJECT, Sides, behind_that, content, orders
from radar.brief.ground.text import Word, alike, read


def reversal(text: str, evidence: Evidence) -> tuple[Reason, str] | None:
    """Say where a sentence swaps two sides that its evidence has the other way round."""
    quoted = [sides for sentence in evidence.quoted for sides in orders(sentence)]
    alone = [sides for sentence in evidence.quoted for sides in subjects(sentence)]
    rest = [sides for sentence in evidence.rest for sides in orders(sentence)]
    for ours in orders(text):
        among = (quoted, alone, rest) if ours.is_compared else (quoted, rest)
        straight, crossed = next((found for sides in among if any(found := _most(ours, sides))), (0, 0))
        if crossed > straight + (ours.kind == "cause"):
            return Reason.REVERSED, ours.raw
        if not straight and ours.is_telling and all(apart(ours.first, ours.second)):
            return Reason.REVERSED, ours.raw
    return None


def _most(ours: Sides, theirs: Sequence[Sides]) -> tuple[int, int]:
    """Give how many words meet on the same side, and how many on the other, each at its most."""
    pairs = [_meeting(ours, other) for other in theirs if ours.concerns(other)]
    straight = max((one for one, other in pairs if one >= other), default=0)
    crossed = max((other for one, other in pairs if other > one), default=0)
    return straight, crossed


def _meeting(ours: Sides, other: Sides) -> tuple[int, int]:
    """Count words that meet straight and crossed; what stands on both sides of either tells nothing.

    The shorter side is the one that is compared with: where it is the other's leading
    side, and something of ours is on its shorter one, the rest of the sentence does not count.
    """
    first, second = apart(ours.first, ours.second)
    their_first, their_second = apart(other.first, other.second)
    ones, others = (
        (_met(first, their_first), _met(second, their_second)),
        (
            _met(first, their_second),
            _met(second, their_first),
        ),
    )
    if min(others) > 0 and min(ones) == 0:
        return 0, sum(others)
    return sum(ones), sum(others)


def apart(one: Sequence[Word], other: Sequence[Word]) -> tuple[list[Word], list[Word]]:
    """Leave out what stands on both sides."""
    return (
        [word for word in one if not any(alike(word, two) for two in other)],
        [word for word in other if not any(alike(word, two) for two in one)],
    )


def shared(one: Sequence[Word], other: Sequence[Word]) -> int:
    """Count the words of one side that the other has."""
    return sum(any(alike(word, two) for two in other) for word in one)


def _met(one: Sequence[Word], other: Sequence[Word]) -> int:
    """Weigh the words of one side that the other has."""
    return sum(_weight(word) for word in one if any(alike(word, two) for two in other))


def _weight(word: Word) -> int:
    """Weigh a Latin word that the glossary does not know three times: mostly a name."""
    return _NAME_WEIGHT if word.raw.isascii() and not word.entries else 1


_NAME_WEIGHT: Final = 3


def subjects(text: str) -> Iterable[Sides]:
    """Give what leads a clause that says better, less or the like without saying than what."""
    words = read(text)
    for place, word in enumerate(words):
        if any(other.raw in ("than", "比") for other in words if other.clause == word.clause):
            continue
        for axis, sign in sorted(sides_of(word)):
            if sign != "=":
                subject = _subject(words[:place], word.clause) or _subject(words[:place], word.clause - 1)
                first, second = ((), subject) if sign == "-" else (subject, ())
                kind = "more" if word.raw in MORE else axis
                yield Sides(kind=kind, first=first, second=second, raw=word.raw)


def _subject(words: Sequence[Word], clause: int) -> tuple[Word, ...]:
    """Give what stands in a clause before its first word that says which way."""
    within = [word for word in words if word.clause == clause]
    leading = next((at for at, word in enumerate(within) if sides_of(word)), len(within))
    return tuple(content(behind_that(within[:leading]))[:SUBJECT])
