"""Take texts apart into the words by which search finds them, in a way that the browser repeats.

Latin and other spaced scripts are found by words; Han and kana, which write no spaces, by
single characters in a row: a phrase of them is found exactly where it stands, whatever a
dictionary would say. theme/static/radar-search.js takes what a reader types apart alike.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final

_UNSPACED: Final = (
    "\u2e80-\u2fdf\u3005-\u3007\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
)
"""Han and kana. Hangul is written with spaces."""
_IS_UNSPACED: Final = re.compile(rf"[{_UNSPACED}]")
_WORD: Final = re.compile(rf"[^\W_{_UNSPACED}]+")
_MARK: Final = re.compile(rf"([{_UNSPACED}])|[^\s{_UNSPACED}]+")
PARTING: Final = "x"
"""Stands in `zh` where something is between Han or kana: no query of these holds it."""
_LONGEST: Final = 40
"""Characters of a word that are kept: what is longer is no word."""


def spaced(*texts: str) -> str:
    """Give the words of spaced scripts, with single spaces between them."""
    words = _WORD.findall(_plain(" ".join(texts)))
    if len(max(words, key=len, default="")) > _LONGEST:
        words = [word[:_LONGEST] for word in words]
    return " ".join(words)


def unspaced(*texts: str) -> str:
    """Give Han and kana one by one, with spaces between them; for whatever else there is, `PARTING`."""
    parts = (
        " ".join(found[1] or PARTING for found in _MARK.finditer(_plain(text)))
        for text in texts
        if not text.isascii() and _IS_UNSPACED.search(text)
    )
    return f" {PARTING} ".join(parts)


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text)
