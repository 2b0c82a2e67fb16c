"""Fold names and titles to keys under which two spellings of one thing are equal.

Keys are for comparing, never for showing. They err on the side of telling apart.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final

_LETTERS: Final = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i", "ħ": "h", "ŋ": "ng"}
)
"""Letters that Unicode does not take apart, and what those without the key type instead."""
_ACCENTS: Final = re.compile("[\u0300-\u036f]+")


def fold_letters(text: str) -> str:
    """Fold case, width, ligatures and the accents of Latin, Greek and Cyrillic letters.

    Marks of other scripts stay: there they make another letter.
    """
    bare = _ACCENTS.sub("", unicodedata.normalize("NFKD", text.casefold()))
    return unicodedata.normalize("NFC", bare.casefold().translate(_LETTERS))


# -- names ---------------------------------------------------------------------------

_SUFFIXES: Final = frozenset({"jr", "sr", "ii", "iii", "iv", "filho", "neto"})
_DEGREES: Final = frozenset({"phd", "md", "msc", "bsc", "mph", "dphil", "frs", "prof", "dr"})
_GROUP: Final = re.compile(
    r"\b(?:collaborations?|consortium|group|team|network|initiative|investigators?|committee|project|society)\b"
)
_ET_AL: Final = re.compile(r"[\s,]*\bet\.? al\b\.?.*$", re.IGNORECASE | re.DOTALL)
_NO_NAME: Final = re.compile(r"[^\w\s,]+")
_CJK: Final = "\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\U00020000-\U0003ffff"
_CJK_GAP: Final = re.compile(rf"(?<=[{_CJK}])\s+(?=[{_CJK}])")
_INITIALS: Final = re.compile(r"[A-Z]|[B-DF-HJ-NP-TV-XZ]{2,3}")


def fold_name(name: str) -> str:
    """Fold an author's name to a key: `Bi, Shuchao`, `Shuchao  Bi` and `SHUCHAO BI` are one.

    Given names come first, a generational suffix last, degrees go. Initials stay
    initials: `J. Smith` and `John Smith` are two keys.
    """
    given, family, suffix = _parts(name)
    return " ".join((*given, *family, *suffix))


def family_name(name: str) -> str:
    """Fold a name to the last word of its family name: the part that all sources give.

    `van der Berg, J.` and `Jan van der Berg` give `berg`, `Smith JR` (PubMed) gives
    `smith`; the name of a collaboration and a name in Chinese, Japanese or Korean
    script are kept whole.
    """
    words = name.split()
    if len(words) > 1 and "," not in name and _INITIALS.fullmatch(words[-1]) and not words[0].isupper():
        name = " ".join(words[:-1])
    given, family, _ = _parts(name)
    whole = " ".join((*given, *family))
    if _GROUP.search(whole):
        return whole.removeprefix("the ")
    return family[-1] if family else whole


def _parts(name: str) -> tuple[list[str], list[str], list[str]]:
    """Take a name apart: given names, family name (the last word where no comma tells), suffix."""
    text = fold_letters(_ET_AL.sub("", name)).replace("，", ",")
    text = re.sub(r"['’ʼ`´]", "", text)
    text = _NO_NAME.sub(" ", text).replace("_", " ")
    pieces = [piece.split() for piece in _CJK_GAP.sub("", text).split(",")]
    suffix = [word for piece in pieces for word in piece if word in _SUFFIXES]
    named = [[w for w in piece if w not in _SUFFIXES and w not in _DEGREES] for piece in pieces]
    named = [piece for piece in named if piece]
    if not named:
        return [], [w for piece in pieces for w in piece], []
    if len(named) == 1:
        return named[0][:-1], named[0][-1:], suffix
    family, *given = named
    return [word for piece in given for word in piece], family, suffix


# -- titles --------------------------------------------------------------------------

_GREEK: Final = (
    *("alpha", "beta", "gamma", "delta", "epsilon", "zeta", "eta", "theta", "iota", "kappa", "lambda", "mu"),
    *("nu", "xi", "omicron", "pi", "rho", "sigma", "tau", "upsilon", "phi", "chi", "psi", "omega"),
)


def fold_title(title: str) -> str:
    """Fold a title to a merge key: letters, figures and signs only, all run together."""
    return "".join(c for c in fold_letters(title) if c.isalnum() or c in "+*")
