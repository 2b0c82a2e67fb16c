"""Make text out of what sources send: complete, plain, harmless (FAULTS "What text becomes", 1).

This module is the front of the room for text. Each behaviour has one home:

    text.py       clean             which characters may stay, and how many
    markup.py     strip_markup      feed HTML and JATS -> plain text; its formulas: mathml.py
    sentences.py  sentences         where a sentence ends
    keys.py       fold_*            keys under which two spellings are one
    authors.py    split_authors     one string of many names
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from typing import Final

from radar.sift.authors import split_authors
from radar.sift.keys import family_name, fold_letters, fold_name, fold_title
from radar.sift.markup import strip_arxiv_prefix, strip_markup
from radar.sift.sentences import sentences

__all__ = [
    "ABSTRACT_LIMIT",
    "AUTHOR_LIMIT",
    "ELLIPSIS",
    "TITLE_LIMIT",
    "clean",
    "clean_abstract",
    "clean_author",
    "clean_authors",
    "clean_title",
    "family_name",
    "fold_letters",
    "fold_name",
    "fold_title",
    "sentences",
    "split_authors",
    "strip_arxiv_prefix",
    "strip_markup",
]

TITLE_LIMIT: Final = 500
ABSTRACT_LIMIT: Final = 5_000
AUTHOR_LIMIT: Final = 200
"""Characters of one name; how many names are shown is the page's affair (all are kept)."""
ELLIPSIS: Final = "…"

_MOST_MARKS: Final = 30
"""Longest run of combining marks kept: Unicode's Stream-Safe Text Format (UAX #15, 13)."""

_LAST_OF_PLANES: Final = "".join(f"{chr(plane << 16 | 0xFFFE)}{chr(plane << 16 | 0xFFFF)}" for plane in range(17))
_DROPPED: Final = re.compile(
    "["
    "\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f"  # controls that are not white space
    "\xad\u034f\u061c\u180e\u200b\u200e\u200f"  # invisible: soft hyphen, joiners of graphemes, direction marks
    "\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"  # direction overrides and isolates, zero width, annotations
    "\ud800-\udfff"  # lone surrogates
    "\ufdd0-\ufdef" + _LAST_OF_PLANES + "\U000e0000-\U000e007f"  # non-characters, tags
    "]+"
)
_JOINED: Final = (
    "\u0600-\u08ff\u0900-\u109f\u1780-\u18af\ua840-\ua87f\ua8e0-\uaaff"
    "\uabc0-\uabff\ufb50-\ufdcf\ufdf0-\ufdff\ufe70-\ufefc"
)
"""Scripts in which U+200C and U+200D change a word: Arabic, Indic, Khmer, Mongolian and their kin."""
_STRAY_JOINER: Final = re.compile(f"(?<![{_JOINED}])[\u200c\u200d]|[\u200c\u200d](?![{_JOINED}])")
_STRAY_SELECTOR: Final = re.compile(
    "(?:(?<=[\\s\ufe00-\ufe0f\U000e0100-\U000e01ef])|^)[\ufe00-\ufe0f\U000e0100-\U000e01ef]+"
)
_MANY_MARKS: Final = re.compile(rf"[^\w\s\x00-\u02ff]{{{_MOST_MARKS + 1},}}+")


def clean(text: str, limit: int | None = None) -> str:
    """Turn any string into plain text on one line, at most `limit` characters long.

    NFC; line breaks, tabs and all other white space become single spaces. Control
    characters, lone surrogates, non-characters, direction overrides, isolates and
    marks, tags and zero-width characters are dropped. U+200C and U+200D stay only
    between letters of scripts that spell with them, a variation selector only once
    and behind a character. What is cut ends in `…`. Idempotent; linear in the input.
    """
    if text.isascii():
        text = _DROPPED.sub("", text)
    else:
        while (harmless := _harmless(text)) != text:
            text = harmless
    text = " ".join(text.split())
    return text if limit is None else shorten(text, limit)


def _harmless(text: str) -> str:
    """Drop what may not stay; what remains may then stand differently, so until nothing changes."""
    text = _MANY_MARKS.sub(_fewer_marks, _DROPPED.sub("", text))
    text = _STRAY_SELECTOR.sub("", _STRAY_JOINER.sub("", text))
    return unicodedata.normalize("NFC", text)


def shorten(text: str, limit: int) -> str:
    """Cut text to `limit` characters, the last of them an ellipsis if anything was lost."""
    if len(text) <= limit:
        return text
    kept = text[: max(limit - 1, 0)].rstrip(" \u200c\u200d")
    return (kept + ELLIPSIS)[:limit]


def clean_title(text: str) -> str:
    """Clean a title and cap it at 500 characters."""
    return clean(text, TITLE_LIMIT)


def clean_abstract(text: str) -> str:
    """Clean an abstract and cap it at 5,000 characters."""
    return clean(text, ABSTRACT_LIMIT)


def clean_author(text: str) -> str:
    """Clean one name and cap it at 200 characters."""
    return clean(text, AUTHOR_LIMIT)


def clean_authors(names: Iterable[str]) -> tuple[str, ...]:
    """Clean names in their order; what holds no letter is no name and left out, none is capped away."""
    return tuple(name for name in map(clean_author, names) if any(character.isalnum() for character in name))


def _fewer_marks(run: re.Match[str]) -> str:
    """Bound every run of combining marks: normalising a long one takes quadratic time."""
    kept: list[str] = []
    marks = 0
    for character in run[0]:
        if unicodedata.category(character)[0] == "M":
            marks += 1
        elif character not in "\u200c\u200d":
            marks = 0
        if marks <= _MOST_MARKS:
            kept.append(character)
    return "".join(kept)
