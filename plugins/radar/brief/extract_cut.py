"""Shorten sentences that are too long to quote whole: at a clause, never in a formula or bracket."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from radar.sift.text import ELLIPSIS

MOST_WORDS: Final = 60
MOST_CHARACTERS: Final = 400
_LEAST: Final = 0.4
"""Share of the room that what is left must fill, if it ends with a clause."""
_CLAUSE: Final = re.compile(r"[;,:](?=\s)|\s[-–—]{1,3}(?=\s)|[；，：、]")
_WORD: Final = re.compile(r"\S+")
_SPACE: Final = re.compile(r"\s+")
_OPEN: Final = {"(": ")", "[": "]", "{": "}", "（": "）", "“": "”"}
_LEFTOVERS: Final = " ,;:-–—；，：、([{（“"


@dataclass(frozen=True, kw_only=True, slots=True)
class Quoted:
    """Hold what is printed of a sentence, and the verbatim part that it is."""

    text: str
    span: str


def quoted(sentence: str) -> Quoted:
    """Give a sentence whole, or, where it is too long, its beginning up to a clause, with an ellipsis."""
    room = _room(sentence)
    if room >= len(sentence):
        return Quoted(text=sentence, span=sentence)
    ends = [clause.start() for clause in _CLAUSE.finditer(sentence, 0, room + 1)]
    clauses = [end for end in ends if end >= _LEAST * room and _is_whole(sentence[:end])]
    spaces = [space.start() for space in _SPACE.finditer(sentence, 0, room + 1)]
    whole = [end for end in spaces if _is_whole(sentence[:end])]
    span = sentence[: max(clauses or whole or [room])].rstrip(_LEFTOVERS) or sentence[:room]
    return Quoted(text=span + ("" if span.endswith(ELLIPSIS) else ELLIPSIS), span=span)


def _room(sentence: str) -> int:
    """Give the place where the words or characters that may be quoted end."""
    room = min(len(sentence), MOST_CHARACTERS)
    for count, word in enumerate(_WORD.finditer(sentence, 0, room), 1):
        if count == MOST_WORDS:
            return word.end() if sentence[word.end() :].strip() else room
    return room


def _is_whole(part: str) -> bool:
    """Tell whether formulas and brackets that begin in a text end in it."""
    return part.count("$") % 2 == 0 and all(part.count(one) <= part.count(other) for one, other in _OPEN.items())
