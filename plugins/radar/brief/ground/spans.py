"""Find a quotation in a paper though white space, case, quotes, dashes and TeX's signs differ."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from typing import Final

from radar.brief.ground.stems import plain

SHORTEST: Final = 15
"""Characters of the shortest span, a Chinese character counting two; or four words."""
_FEWEST_WORDS: Final = 4
_LONGEST: Final = 2_000
"""Characters of the longest quotation, folded: an abstract has 5,000 at most."""
_MOST_PIECES: Final = 8
_TRIES: Final = 50
"""Places at which one quotation is looked at, where it begins amid a word at the first."""

_ELLIPSIS: Final = re.compile(r"\s*(?:\.{3,}|…+|\[(?:\.{3}|…)\])\s*")
_HAN: Final = re.compile(r"[\u3400-\u9fff]")
_IGNORED: Final = frozenset("$\\{}\u00ad\u200b\u2060\ufeff")
_OUTER: Final = " \t\r\n.,;:!?'\"，。；：、！？…“”‘’「」-–—"


class Searchable:
    """Hold a text with its folded form and the way back from the one to the other."""

    __slots__ = ("_folded", "_places", "text")

    def __init__(self, text: str) -> None:
        """Fold a text once, for many searches."""
        self.text: Final = text
        self._folded, self._places = _fold(text)

    def find(self, quotation: str) -> str:
        """Give the text's own characters for a quotation; empty where it does not stand there in whole words."""
        place = self.place(quotation)
        return self.text[place[0] : place[1]] if place else ""

    def place(self, quotation: str) -> tuple[int, int] | None:
        """Give the first place of a quotation, as characters of the text."""
        wanted, _ = _fold(unicodedata.normalize("NFC", quotation[: 2 * _LONGEST].strip(_OUTER)))
        if not wanted or len(wanted) > _LONGEST:
            return None
        at = self._folded.find(wanted)
        for _ in range(_TRIES):
            if at < 0:
                return None
            start, end = self._places[at], self._places[at + len(wanted) - 1] + 1
            if self._is_whole(start, end):
                return start, end
            at = self._folded.find(wanted, at + 1)
        return None

    def _is_whole(self, start: int, end: int) -> bool:
        """Tell a passage that begins and ends between words from one cut out of a word or a figure."""
        text = self.text
        inner = "" if start == 0 else text[start - 1]
        outer = "" if end == len(text) else text[end]
        if _joins(inner, text[start]) or _joins(text[end - 1], outer):
            return False
        figure_before = text[start].isdigit() and inner in ".,-−–" and text[start - 2 : start - 1].isdigit()
        figure_after = text[end - 1].isdigit() and outer in ".," and text[end + 1 : end + 2].isdigit()
        return not (inner and figure_before) and not (outer and figure_after)


def find_all(quotation: str, texts: Iterable[Searchable]) -> tuple[str, ...]:
    """Find a quotation in one of several texts, else each of its pieces between ellipses; the texts' own characters.

    Spans that are too short to carry anything are left out.
    """
    searched = tuple(texts)
    whole = _find(quotation, searched)
    if whole:
        return (whole,)
    parts = _ELLIPSIS.split(quotation[: 2 * _LONGEST], maxsplit=_MOST_PIECES)
    return tuple(span for part in parts if (span := _find(part, searched))) if len(parts) > 1 else ()


def _find(quotation: str, texts: Iterable[Searchable]) -> str:
    if not is_long_enough(quotation):
        return ""
    return next((span for text in texts if is_long_enough(span := text.find(quotation))), "")


def is_long_enough(piece: str) -> bool:
    """Tell a passage that can carry a sentence."""
    bare = piece.strip(_OUTER)
    return len(bare) + len(_HAN.findall(bare)) >= SHORTEST or len(bare.split()) >= _FEWEST_WORDS


def fold_whole(text: str) -> str:
    """Fold a text to what is compared: two texts with one fold are one."""
    return _fold(text)[0]


def _joins(one: str, other: str) -> bool:
    """Tell two characters that stand in one word: letters or figures, of a script with spaces between words."""
    return bool(one and other) and one.isalnum() and other.isalnum() and not _HAN.match(one) and not _HAN.match(other)


def _fold(text: str) -> tuple[str, list[int]]:
    """Fold a text, with the place each folded character came from."""
    folded: list[str] = []
    places: list[int] = []
    for place, character in enumerate(text):
        if character.isspace() or character in _IGNORED:
            continue
        alike = character.lower() if character.isalnum() and character.isascii() else plain(character).casefold()
        for one in alike:
            if not one.isspace():
                folded.append(one)
                places.append(place)
    return "".join(folded), places
