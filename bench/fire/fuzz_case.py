"""Hold one damaged input, and say by what a text is known that no page may hold."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

_NO_XML: Final = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_BIDI: Final = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_SPACES: Final = re.compile(r"[^\S ]|  |\A | \Z")


class BrokenError(AssertionError):
    """Say which promise a damaged input broke."""


def broken(what: str) -> BrokenError:
    """Make the error."""
    return BrokenError(what)


@dataclass(frozen=True, kw_only=True, slots=True)
class Case:
    """Hold a damaged input and what is to be done with it."""

    name: str
    """Of the sort."""
    content: bytes
    judge: Callable[[], str]
    """Does it, and says in a word or two how it ended; raises BrokenError, or whatever the program raised."""


def text_fault(text: object, most: int) -> str:
    """Say what is wrong with a text that should be clean; empty where nothing is. Knows nothing of `sift.text`."""
    if not isinstance(text, str):
        return f"is a {type(text).__name__}"
    if len(text) > most:
        return f"of {len(text)} characters"
    if _NO_XML.search(text):
        return "that XML cannot hold"
    if _BIDI.search(text):
        return "that turns the direction"
    if any(unicodedata.category(character) in ("Cc", "Cs") for character in text if not character.isprintable()):
        return "with control characters"
    if _SPACES.search(text):
        return "not on one line, or with doubled spaces"
    return "" if unicodedata.is_normalized("NFC", text) else "not normalised"
