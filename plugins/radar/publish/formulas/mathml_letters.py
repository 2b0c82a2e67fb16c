"""Write letters in the alphabets of mathematics: ℝ, 𝒜, 𝔤, 𝐱.

MathML Core knows no `mathvariant` but `normal`: what TeX sets in another alphabet is
another character of Unicode there (MathML Core, 2.1.7; Unicode, Mathematical Alphanumeric Symbols).
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from typing import Final

_STYLES: Final = {
    "double-struck": ("MATHEMATICAL DOUBLE-STRUCK", "DOUBLE-STRUCK"),
    "script": ("MATHEMATICAL SCRIPT", "SCRIPT"),
    "fraktur": ("MATHEMATICAL FRAKTUR", "BLACK-LETTER"),
    "bold": ("MATHEMATICAL BOLD",),
    "bold-italic": ("MATHEMATICAL BOLD ITALIC", "MATHEMATICAL BOLD"),
    "sans-serif": ("MATHEMATICAL SANS-SERIF",),
    "sans-serif-italic": ("MATHEMATICAL SANS-SERIF ITALIC", "MATHEMATICAL SANS-SERIF"),
    "monospace": ("MATHEMATICAL MONOSPACE",),
}
_SCRIPTS: Final = ("LATIN ", "GREEK ")


def styled(text: str, style: str) -> str:
    """Write each letter and digit in a style of `mathvariant`; one that has no such form stays as it is."""
    return "".join(_styled(char, style) for char in text) if style in _STYLES else text


def unstyled(text: str) -> str:
    """Write letters of mathematical alphabets plainly, but for those every font has: ℝ, ℂ, ℓ, ℜ."""
    return "".join(unicodedata.normalize("NFKC", c) if _is_styled(c) else c for c in text)


def _is_styled(char: str) -> bool:
    return "\U0001d400" <= char <= "\U0001d7ff" or char in "ℊℋℌℐℒℛℨℬℭℯℰℱℳℴ"


@lru_cache(maxsize=4_096)
def _styled(char: str, style: str) -> str:
    name = _bare(unicodedata.name(char, ""))
    for prefix in _STYLES[style] if name else ():
        try:
            return unicodedata.lookup(f"{prefix} {name}")
        except KeyError:
            continue
    return char


def _bare(name: str) -> str:
    """Leave of a letter's name what the mathematical alphabets repeat: `CAPITAL A`, `SMALL ALPHA`, `DIGIT ONE`."""
    if name.startswith("DIGIT "):
        return name
    if not name.startswith(_SCRIPTS) or " LETTER " not in name:
        return ""
    return name.split(" ", 1)[1].replace("LETTER ", "")
