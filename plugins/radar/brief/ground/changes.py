"""Check that a figure goes the same way: `rises by 38%` is not 减少38%."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from radar.brief.ground.evidence import Evidence
from radar.brief.ground.numbers import Figure, figures
from radar.brief.ground.poles import is_denied, sides_of
from radar.brief.ground.reasons import Reason
from radar.brief.ground.stems import plain
from radar.brief.ground.text import read

_NEAR: Final = 70
"""Characters before a figure among which the word is that says which way it goes."""
_STOP: Final = re.compile(r"[,;:()，；：。、]|\b(?:and|but|while|whereas|than)\b|而|并|但|比")
_AMOUNTS: Final = frozenset(("change", "quality", "speed", "size", "strength"))


def changes(text: str, evidence: Evidence) -> tuple[Reason, str] | None:
    """Say which figure of a sentence goes up where it goes down in the quoted sentences, or down where it goes up."""
    theirs = [found for sentence in evidence.quoted for found in _changes(sentence)]
    for figure, sign, raw in _changes(text):
        signs = {one for other, one, _ in theirs if other.value == figure.value and other.kind == figure.kind}
        if signs and sign not in signs:
            return Reason.DIRECTION, f"{raw} {figure.raw.strip()}"
    return None


def _changes(text: str) -> Iterable[tuple[Figure, str, str]]:
    """Give the figures of a text by which something goes up or down, with the word for it."""
    written = plain(text)
    found = figures(text)
    ends = [0, *(figure.end for figure in found)]
    for figure, end in zip(found, ends, strict=False):
        before = _STOP.split(written[max(end, figure.start - _NEAR) : figure.start])[-1]
        sign, raw = _sign(before)
        if sign and not (figure.is_named or figure.is_small_word):
            yield figure, sign, raw


def _sign(before: str) -> tuple[str, str]:
    """Give the sign of the last word of a passage that says more or less, and the word; none where it is denied."""
    words = read(before)
    for place in range(len(words) - 1, -1, -1):
        for axis, sign in sorted(sides_of(words[place])):
            if axis in _AMOUNTS and sign != "=":
                return ("", "") if is_denied(words, place) else (sign, words[place].raw)
    return "", ""
