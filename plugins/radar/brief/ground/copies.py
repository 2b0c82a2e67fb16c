"""Check what a sentence changes of one that it is nearly a copy of: a figure, a `not`, a `may`, `all` for `many`.

Where most words stand in the same order, each difference has a meaning of its own: it
is judged by what was put in, left out or changed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from difflib import SequenceMatcher
from functools import lru_cache
from typing import Final

from radar.brief.ground.evidence import Evidence
from radar.brief.ground.numbers import figures
from radar.brief.ground.poles import DENIES, sides_of
from radar.brief.ground.reasons import Reason
from radar.brief.ground.stems import plain
from radar.brief.ground.text import Word, read

_ALIKE: Final = 0.72
"""Likeness, 0 to 1, from which one sentence is nearly a copy of the other, or of a part of it."""
_LONGEST: Final = 120
"""Words of a sentence that are compared: the comparison is quadratic."""
_FEWEST: Final = 5
_CHANGE: Final = 6
"""Words of a change; a longer one is a passage of its own."""
_HEDGES: Final = frozenset(
    re.findall(
        r"\S+",
        """may might could possibly perhaps potentially presumably seems seem tentative tentatively
        hypothesize hypothesise likely preliminary 可能 或许 也许 推测 似乎 猜测""",
    )
)
_SOFTER: Final = _HEDGES | frozenset(
    ("can", "potential", "possible", "likely", "indicate", "indicates", "suggest", "suggests", "有望", "或")
)
_WIDE: Final = frozenset(
    re.findall(
        r"\S+",
        """all every always any entirely completely first prove proves proved proven confirm confirms guarantee
        guarantees only never best 所有 全部 任何 始终 总是 完全 首次 首个 证明 证实 必然 唯一""",
    )
)
_CLAIMED_BY: Final = (
    frozenset(("all", "every", "any", "each", "always", "所有", "全部", "任何", "始终", "总是", "都", "均", "各")),
    frozenset(
        (
            "prove",
            "proves",
            "proved",
            "proven",
            "confirm",
            "confirms",
            "guarantee",
            "guarantees",
            "demonstrate",
            "demonstrates",
            "证明",
            "证实",
        )
    ),
)
"""Wide words of one meaning: one of them may stand for another."""
_LIMITS: Final = frozenset(("only", "仅", "只有", "只"))

Change = tuple[Sequence[Word], Sequence[Word]]
"""What stands in the evidence, and what the sentence has in its place."""


def altered(text: str, evidence: Evidence) -> tuple[Reason, str] | None:
    """Say what a near copy of a quoted sentence changes that it may not."""
    for sentence in evidence.quoted:
        for theirs, ours in _changes(sentence, text):
            if wrong := _judge(theirs, ours):
                return wrong
        if _is_covered(text, sentence) and (wrong := _figures_moved(text, sentence)):
            return wrong
    return None


@lru_cache(maxsize=256)
def _match(sentence: str, text: str) -> tuple[float, tuple[tuple[str, int, int, int, int], ...]]:
    """Give how much of the shorter text stands in the other in order, and the changes between them."""
    one, other = read(sentence)[:_LONGEST], read(text)[:_LONGEST]
    matcher = SequenceMatcher(None, [word.key for word in one], [word.key for word in other], autojunk=False)
    matched = sum(block.size for block in matcher.get_matching_blocks())
    shorter = min(len(one), len(other))
    likeness = matched / shorter if shorter >= _FEWEST else 0.0
    return likeness, tuple(matcher.get_opcodes()) if likeness >= _ALIKE else ()


def _is_covered(text: str, sentence: str) -> bool:
    """Tell whether a sentence stands nearly whole in the other."""
    _, steps = _match(sentence, text)
    matched = sum(end - start for kind, start, end, _, _ in steps if kind == "equal")
    return matched >= _ALIKE * len(read(text))


def _changes(sentence: str, text: str) -> Iterator[Change]:
    """Give what differs between two sentences that are nearly alike, without what stands around the copy."""
    _, steps = _match(sentence, text)
    equal = [place for place, step in enumerate(steps) if step[0] == "equal"]
    theirs, ours = read(sentence), read(text)
    for place, (kind, start, end, our_start, our_end) in enumerate(steps):
        is_outside = place < min(equal) or place > max(equal)
        is_small = max(end - start, our_end - our_start) <= _CHANGE
        if kind != "equal" and is_small and (not is_outside or end - start == our_end - our_start):
            yield theirs[start:end], ours[our_start:our_end]


def _judge(theirs: Sequence[Word], ours: Sequence[Word]) -> tuple[Reason, str] | None:
    shown = f"{_shown(theirs)} → {_shown(ours)}"
    if _denials(theirs) % 2 != _denials(ours) % 2 and not _has_opposites(theirs, ours):
        return Reason.NEGATION, shown
    if _has_opposites(theirs, ours) and _denials(theirs) == _denials(ours):
        return Reason.DIRECTION, shown
    if _has(theirs, _HEDGES) and not _has(ours, _SOFTER):
        return Reason.OVERCLAIM, shown
    if _has(theirs, _LIMITS) and not ours:
        return Reason.OVERCLAIM, shown
    for word in ours:
        if word.raw in _WIDE and not _has(theirs, _kin(word.raw)):
            return Reason.OVERCLAIM, shown
    return None


def _shown(words: Sequence[Word]) -> str:
    return " ".join(word.raw for word in words)[:60]


def _denials(words: Sequence[Word]) -> int:
    """Count what denies; `neither … nor` once."""
    return sum(word.raw in DENIES and word.raw not in ("nor", "none") for word in words)


def _has_opposites(theirs: Sequence[Word], ours: Sequence[Word]) -> bool:
    """Tell whether one has a word that goes the other way than a word of the other, and none that goes the same."""
    signs, our_signs = ({_folded(side) for word in words for side in sides_of(word)} for words in (theirs, ours))
    opposite = {(axis, {"+": "-", "-": "+"}.get(sign, sign)) for axis, sign in our_signs}
    return bool(opposite & signs) and not our_signs & signs


def _folded(side: tuple[str, str]) -> tuple[str, str]:
    """Take more, better and stronger as one where a word stands in the other's place."""
    axis, sign = side
    return ("change", sign) if axis in ("quality", "strength", "size", "force", "speed") else side


def _has(words: Iterable[Word], of: frozenset[str]) -> bool:
    return any(word.raw in of for word in words)


def _kin(raw: str) -> frozenset[str]:
    return next((kin for kin in _CLAIMED_BY if raw in kin), frozenset((raw,)))


def _figures_moved(text: str, sentence: str) -> tuple[Reason, str] | None:
    """Find figures that stand in another order than in the sentence they are copied from."""
    values = [figure.value for figure in figures(sentence)]
    ours = [
        figure.value
        for figure in figures(text)
        if not figure.is_small_word and not (figure.bound and figure.value not in values)
    ]
    theirs = iter(values)
    moved = [value for value in ours if value not in theirs]
    return (Reason.NUMBER, f"{moved[0]:g}: {plain(sentence)[:60]}") if moved else None
