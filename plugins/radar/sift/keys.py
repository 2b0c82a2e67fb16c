"""Fold names and titles to keys under which two spellings of one thing are equal.

Keys are for comparing, never for showing. They err on the side of telling apart.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final

from radar.sift.notation import GREEK, plain_notation, plain_tex

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
_PLAIN: Final = re.compile(r"[A-Za-z .\-]+")
_BETWEEN: Final = re.compile(r"[.\-]")
_NOT_PLAIN: Final = frozenset({*_SUFFIXES, *_DEGREES, "et"})
_GROUP: Final = re.compile(
    r"\b(?:collaborations?|consortium|group|team|network|initiative|investigators?|committee|project|society)\b"
)
_ET_AL: Final = re.compile(r"\bet\.? al\b.*", re.IGNORECASE | re.DOTALL)
_ASIDE: Final = re.compile(r"\([^()]*\)")
_APOSTROPHE: Final = re.compile(r"['’ʼ`´]")
_NO_NAME: Final = re.compile(r"[^\w\s,]|_")
_FOOTNOTE: Final = re.compile(r"(?<=[^\W\d_])\d+(?:,\d+)*")
_CJK: Final = "\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\U00020000-\U0003ffff"
_CJK_GAP: Final = re.compile(rf"(?<=[{_CJK}])\s+(?=[{_CJK}])")
_SHORT_FAMILIES: Final = (
    *("AI", "AN", "AO", "BA", "BI", "BO", "BU", "DA", "DI", "DO", "DU", "EK", "FU", "GE", "GU", "HA", "HE", "HO"),
    *("HU", "IM", "JI", "JO", "JU", "KE", "KO", "KU", "LA", "LE", "LI", "LU", "LY", "MA", "MI", "MO", "MU", "NI"),
    *("NO", "OH", "OU", "PI", "PU", "QI", "QU", "RO", "SI", "SO", "SU", "TA", "TO", "TU", "VO", "VU", "WU", "XI"),
    *("XU", "YA", "YE", "YI", "YU", "ZE", "ZU"),
)
"""Family names of two letters: behind a given name, in capitals, they look like initials."""
_INITIALS: Final = re.compile(rf"[A-Z]|(?!(?:{'|'.join(_SHORT_FAMILIES)})$)[A-Z]{{2}}|[B-DF-HJ-NP-TV-XZ]{{3}}")


def fold_name(name: str) -> str:
    """Fold an author's name to a key: `Bi, Shuchao`, `Shuchao  Bi` and `SHUCHAO BI` are one.

    Given names come first, a generational suffix last, degrees go. Initials stay
    initials: `J. Smith` and `John Smith` are two keys.
    """
    if _PLAIN.fullmatch(name):  # most names: nothing of what `_parts` looks for is in them
        words = _BETWEEN.sub(" ", name.lower()).split()
        if words and _NOT_PLAIN.isdisjoint(words):
            return " ".join(words)
    given, family, suffix = _parts(name)
    return " ".join((*given, *family, *suffix))


def family_name(name: str) -> str:
    """Fold a name to the last word of its family name: the part that all sources give.

    `van der Berg, J.` and `Jan van der Berg` give `berg`, `Smith JR` (PubMed) gives
    `smith`; the name of a collaboration and a name in Chinese, Japanese or Korean
    script are kept whole.
    """
    given, family, _ = _parts(_in_order(name))
    whole = " ".join((*given, *family))
    if _GROUP.search(whole):
        return whole.removeprefix("the ")
    return family[-1] if family else whole


def may_be_one_author(one: str, other: str) -> bool:
    """Tell whether two names with one family name may be one person's.

    Given names contradict each other where none is the other's beginning: `Li` and
    `Wei`, `L.` and `Wei`; not `J. Robert` and `Robert`, `Xiaoming` and `Xiao-Ming`.
    A name without given names may be anybody's.
    """
    given, others = _given(one), _given(other)
    if not given or not others:
        return True
    return any(a.startswith(b) or b.startswith(a) for a in given for b in others)


def _given(name: str) -> tuple[str, ...]:
    given, family, _ = _parts(_in_order(name))
    return () if _GROUP.search(" ".join((*given, *family))) else tuple(given)


def _in_order(name: str) -> str:
    """Put a comma into PubMed's `Smith JR`, and points behind the initials."""
    words = name.split()
    if len(words) > 1 and "," not in name and _INITIALS.fullmatch(words[-1]) and not words[0].isupper():
        return f"{' '.join(words[:-1])}, {'. '.join(words[-1])}."
    return name


def _parts(name: str) -> tuple[list[str], list[str], list[str]]:
    """Take a name apart: given names, family name (the last word where no comma tells), suffix."""
    text = _ET_AL.sub("", plain_tex(name))
    text = _ASIDE.sub(" ", text) if _ASIDE.sub("", text).strip() else text
    text = _APOSTROPHE.sub("", fold_letters(text).replace("，", ","))
    text = _FOOTNOTE.sub("", _NO_NAME.sub(" ", text))
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

_SPELLED: Final = str.maketrans(
    {letter: name for name, letter in GREEK.items()} | {"ς": "sigma", "&": "and", "∞": "infty", "*": "∗"}
)
"""Greek letters by name: some write `alpha` where others print α."""
_LONE_DOT: Final = re.compile(r"(?<!\d)\.|\.(?!\d)")
_TELLING: Final = frozenset("+∗′⊖±∓<>≤≥#.")
"""Signs that tell particles, languages, spaces and versions apart."""


def fold_title(title: str) -> str:
    r"""Fold a title to a merge key: its letters, figures and telling signs, run together.

    Case, accents, white space, punctuation, hyphens and TeX's commands, braces and
    dollars go; Greek letters are spelled out, so that `$\alpha$`, `α` and `alpha` are
    one. What `notation` writes for signs stays, the point of `2.0` too, and so does
    every figure: `Part I` is not `Part II`.
    """
    text = _LONE_DOT.sub("", fold_letters(plain_notation(title)).translate(_SPELLED))
    return "".join(c for c in text if c.isalnum() or c in _TELLING or unicodedata.category(c)[0] == "M")
