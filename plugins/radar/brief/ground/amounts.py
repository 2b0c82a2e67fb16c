"""Check the figures of a sentence against those of its papers: value, unit, what they are of, and their bounds."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations, pairwise
from math import floor, isclose, isfinite, log10
from typing import Final

from radar.brief.ground.evidence import Evidence, Source
from radar.brief.ground.names import names
from radar.brief.ground.numbers import RANGE, Figure, figures
from radar.brief.ground.order import apart, shared
from radar.brief.ground.reasons import Reason
from radar.brief.ground.stems import plain
from radar.brief.ground.text import Word, alike, read
from radar.brief.ground.units import PERCENT, PLAIN, SHARE, TIMES

_OF_A_SHARE: Final = 0.02
"""How exact a third is: 33% and 34% are one."""
_NEAR: Final = 60
"""Characters to either side of a figure that tell what it is of."""
_FROM_TO: Final = re.compile(r"(?:from|由|从)\s*$", re.IGNORECASE)
_TO: Final = re.compile(r"(?:\bto|到|至|为)\s*(?:about|约|about)?\s*$", re.IGNORECASE)
_STOP: Final = re.compile(
    r"[,;。；，、()]|\. |\b(?:and|while|but|whereas|than|versus|vs|against|compared|from|to)\b"
    r"|而|并|和(?=\D)|对(?=\D)|优于|高于|低于"
)
_PAIRS: Final = re.compile(r"\bboth\b|\bpair(?:s|ed)?\b|\bdual|\bbinary\b|\bcouple\b|\bbi-?|two-|\btwin\b|双|两|二")
_THREES: Final = re.compile(r"\btri(?:ple|ad|o|p)|three|三")


def wrong_figures(text: str, evidence: Evidence) -> tuple[Reason, str] | None:
    """Say which figure of a sentence its papers do not bear out.

    `5 %` is not `5 points`; a figure may lack the unit it has in the paper, but not gain
    one; it may be rounded behind `about`. What is `up to 5` there may not be 5 here.
    """
    quoted = [figure for sentence in evidence.quoted for figure in figures(sentence)]
    theirs = [*quoted, *(figure for source in evidence.sources for figure in source.figures)]
    for figure in figures(text):
        if _is_idle(figure, evidence) or (figure.value == 1 and plain(text)[figure.end : figure.end + 1] == "/"):
            continue
        borne = [other for other in theirs if _is_borne(figure, other)]
        if not borne:
            return Reason.NUMBER, figure.raw.strip()
        if not figure.bound and all(other.bound == "up_to" for other in borne):
            return Reason.OVERCLAIM, f"up to {figure.raw}"
        if {figure.bound, *(other.bound for other in borne)} == {"least", "most"}:
            return Reason.NUMBER, figure.raw.strip()
    return _turned(text, evidence) or _misplaced(text, evidence)


def missing_figures(text: str, sources: Iterable[Source], *, also: frozenset[float] = frozenset()) -> tuple[str, ...]:
    """Give the figures of a title that no paper has; `also` are those that need none, as the number of papers."""
    theirs = [figure for source in sources for figure in source.figures]
    return tuple(
        figure.raw
        for figure in figures(text)
        if not figure.is_named
        and not (figure.is_small_word and figure.value <= 2)  # noqa: PLR2004 (one and two count nothing)
        and figure.value not in also
        and not any(_is_borne(figure, other) for other in theirs)
    )


def _is_idle(figure: Figure, evidence: Evidence) -> bool:
    """Tell a figure that counts nothing: of a name, `one`, or a `two` that is there as a pair."""
    if figure.is_named:
        return True
    if not figure.is_small_word:
        return False
    if figure.bare < 2:  # noqa: PLR2004 (one)
        return True
    told = " ".join(map(plain, evidence.all_sentences)).lower()
    return (figure.value == 2 and bool(_PAIRS.search(told))) or (figure.value == 3 and bool(_THREES.search(told)))  # noqa: PLR2004 (pairs, threes)


def _is_borne(ours: Figure, theirs: Figure) -> bool:
    """Tell whether a figure of a paper is the one of the sentence."""
    return any(_is_same(one, other, ours) for one, other in _comparable(ours, theirs))


def _comparable(ours: Figure, theirs: Figure) -> Iterable[tuple[float, float]]:
    """Give the values to compare where the kinds can be; none where one is per cent and the other points."""
    if ours.kind == theirs.kind or (ours.kind and theirs.kind.startswith(f"{ours.kind}/")):
        yield ours.value, theirs.value
    elif ours.kind == PLAIN:
        yield ours.bare, theirs.bare
        if theirs.kind == SHARE:
            yield ours.value, theirs.value
    elif ours.kind == PERCENT and theirs.kind in (SHARE, PLAIN) and 0 < theirs.value <= 1:
        yield ours.value, 100 * theirs.value
    elif ours.kind == SHARE and theirs.kind in (PERCENT, PLAIN):
        yield ours.value * (100 if theirs.kind == PERCENT else 1), theirs.value
    elif {ours.kind, theirs.kind} == {TIMES, SHARE}:
        yield ours.value, 1 / theirs.value if theirs.value else 0.0
    elif ours.kind == "kelvin" and theirs.kind == PLAIN and ours.raw.endswith("K"):
        yield ours.bare * 1000, theirs.value


def _is_same(one: float, other: float, ours: Figure) -> bool:
    if not ours.is_signed:
        one, other = abs(one), abs(other)
    if not (isfinite(one) and isfinite(other)):
        return False
    if isclose(one, other, rel_tol=_OF_A_SHARE if ours.kind == SHARE else 1e-6):
        return True
    if not ours.bound or not one or not other:
        return False
    return _rounds(one, other, ours.bound)


def _rounds(one: float, other: float, bound: str) -> bool:
    """Tell whether `about 120` may stand for 118.7, `over 90` for 90.3."""
    if bound == "most" or (bound == "least" and other < one):
        return False
    return abs(one - other) <= 0.05 * abs(one) and _places(one) <= 3  # noqa: PLR2004 (figures that a rounded number has)


def _places(value: float) -> int:
    """Count the significant figures of a number."""
    return len(f"{value:.12g}".replace(".", "").strip("0-")) if value and -300 < floor(log10(abs(value))) < 300 else 1  # noqa: PLR2004 (floats)


# -- what a figure is of -------------------------------------------------------------


def _misplaced(text: str, evidence: Evidence) -> tuple[Reason, str] | None:
    """Find a figure that the papers give for something else."""
    ours = _placed(text)
    told = [_placed(sentence) for sentence in evidence.all_sentences]
    quoted = [other for sentence in evidence.quoted for other in _placed(sentence)]
    for one in ours:
        if one.figure.kind == PLAIN and one.figure.value > 1 and _counts_other(one, quoted):
            return Reason.NUMBER, f"{one.figure.raw.strip()}: of what"
    strong = _strong_names(text)
    written = plain(text)
    for one, other in combinations(ours, 2):
        if RANGE.fullmatch(written[one.figure.end : other.figure.start]):
            continue
        if any(_are_swapped(one, other, theirs, strong) for theirs in told):
            return Reason.REVERSED, f"{one.figure.raw.strip()} / {other.figure.raw.strip()}"
    return None


@dataclass(frozen=True, kw_only=True, slots=True)
class _Placed:
    """Hold a figure with the words around it."""

    figure: Figure
    counted: tuple[Word, ...]
    """The next words behind it, other figures passed over."""
    around: tuple[Word, ...]
    """Those of its part of the sentence."""


@lru_cache(maxsize=4096)
def _placed(text: str) -> tuple[_Placed, ...]:
    written = plain(text)
    found = [figure for figure in figures(text) if not figure.is_named]
    ends = [0, *(figure.end for figure in found)]
    starts = [*(figure.start for figure in found), len(written)]
    return tuple(
        _Placed(
            figure=figure,
            counted=_words(_STOP.split(written[figure.end : figure.end + _NEAR].lstrip(" )"))[0])[:2],
            around=_words(
                _STOP.split(written[max(ends[place], figure.start - _NEAR) : figure.start].rstrip("( "))[-1]
                + " "
                + _STOP.split(written[figure.end : min(starts[place + 1], figure.end + _NEAR)].lstrip(" )"))[0]
            ),
        )
        for place, figure in enumerate(found)
    )


def _words(text: str) -> tuple[Word, ...]:
    return tuple(word for word in read(text) if not word.is_idle)


def _counts_other(ours: _Placed, theirs: Sequence[_Placed]) -> bool:
    """Tell whether the papers count with another figure what the sentence counts with this."""
    if not ours.counted:
        return False
    head = ours.counted[0]
    own = any(_is_borne(ours.figure, one.figure) and any(alike(head, word) for word in one.counted) for one in theirs)
    return not own and any(
        one.figure.kind == PLAIN
        and one.counted
        and alike(head, one.counted[0])
        and not _is_borne(ours.figure, one.figure)
        for one in theirs
    )


def _are_swapped(one: _Placed, other: _Placed, theirs: Sequence[_Placed], strong: frozenset[str]) -> bool:
    """Tell whether two figures have the words beside them that the other has in the papers; names decide first."""
    first = next((placed for placed in theirs if _is_borne(one.figure, placed.figure)), None)
    second = next((placed for placed in theirs if _is_borne(other.figure, placed.figure)), None)
    if first is None or second is None or first is second or one.figure.kind != other.figure.kind:
        return False
    ours = apart(one.around, other.around)
    others = apart(first.around, second.around)
    straight, crossed = _meeting(ours, others)
    named, crossed_names = _meeting([[word for word in words if word.raw in strong] for words in ours], others)
    return crossed_names > named or (crossed > straight and crossed > 1 and not named)


def _meeting(ours: Sequence[Sequence[Word]], theirs: Sequence[Sequence[Word]]) -> tuple[int, int]:
    """Count the words that meet on the same side, and on the other."""
    straight = shared(ours[0], theirs[0]) + shared(ours[1], theirs[1])
    return straight, shared(ours[0], theirs[1]) + shared(ours[1], theirs[0])


def _strong_names(text: str) -> frozenset[str]:
    """Give the parts, in small letters, of names with two capitals or more."""
    strong = (name for name in names(text) if sum(map(str.isupper, name)) > 1)
    return frozenset(part for name in strong for part in re.split(r"[-./]", name.lower()))


# -- from … to -----------------------------------------------------------------------


def _turned(text: str, evidence: Evidence) -> tuple[Reason, str] | None:
    """Find a `from 5 to 7` that is `from 7 to 5` in the papers."""
    theirs = {pair for sentence in evidence.all_sentences for pair in _ways(sentence)}
    for one, other in _ways(text):
        if (other, one) in theirs and (one, other) not in theirs:
            return Reason.REVERSED, f"{one:g} → {other:g}"
    return None


def _ways(text: str) -> Iterable[tuple[float, float]]:
    written = plain(text)
    found = figures(text)
    for one, other in pairwise(found):
        between = written[one.end : other.start]
        if _FROM_TO.search(written[max(0, one.start - 8) : one.start]) and _TO.search(between):
            yield one.bare, other.bare
