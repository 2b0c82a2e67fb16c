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
_ET_AL: Final = re.compile(r"\bet\.? al\b.*", re.IGNORECASE | re.DOTALL)
_ASIDE: Final = re.compile(r"\([^()]*\)")
_APOSTROPHE: Final = re.compile(r"['’ʼ`´]")
_NO_NAME: Final = re.compile(r"[^\w\s,]|_")
_FOOTNOTE: Final = re.compile(r"(?<=[^\W\d_])\d+(?:,\d+)*")
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

_GREEK: Final = (
    *("alpha", "beta", "gamma", "delta", "epsilon", "zeta", "eta", "theta", "iota", "kappa", "lambda", "mu"),
    *("nu", "xi", "omicron", "pi", "rho", "sigma", "tau", "upsilon", "phi", "chi", "psi", "omega"),
)
_SPELLED: Final = str.maketrans(
    dict(zip("αβγδεζηθικλμνξοπρστυφχψω", _GREEK, strict=True)) | {"ς": "sigma", "&": "and"}
)
"""Greek letters by name: TeX writes `\alpha` where a journal prints α."""
_SPOKEN: Final = frozenset(
    (
        *_GREEK,
        *("arg", "cos", "cosh", "cot", "deg", "det", "dim", "exp", "gcd", "hom", "inf", "ker", "lim", "liminf"),
        *("limsup", "ln", "log", "max", "min", "mod", "pr", "sec", "sin", "sinh", "sup", "tan", "tanh"),
    )
)
"""TeX commands that print their own name."""
_LETTER_COMMANDS: Final = {name: name for name in ("ss", "ae", "oe", "o", "l", "i", "j", "dh", "th", "ng")} | {
    "aa": "a",
    "ell": "l",
    "hbar": "h",
}
"""TeX commands that print letters of their own."""
_ACCENT_COMMAND: Final = re.compile(r"""\\(?:["'`^~=.]|[uvHckrbdt](?=\s*\{|\s+\w))""")
_COMMAND: Final = re.compile(r"\\([A-Za-z]+)\*?")


def fold_title(title: str) -> str:
    r"""Fold a title to a merge key: its letters and figures, run together.

    Case, accents, white space, punctuation and TeX's commands, braces and dollars go;
    Greek letters are spelled out, so that `$\alpha$`, `α` and `alpha` are one. `+`
    and `*` stay, which tell particles and languages apart, and so does every figure:
    `Part I` is not `Part II`.
    """
    text = fold_letters(plain_tex(title)).translate(_SPELLED)
    return "".join(c for c in text if c.isalnum() or c in "+*" or unicodedata.category(c)[0] == "M").rstrip("*")


def plain_tex(text: str) -> str:
    """Take TeX's commands for accents, letters and looks off a text, leaving what they print."""
    if "\\" not in text:
        return text
    return _COMMAND.sub(_printed, _ACCENT_COMMAND.sub("", text)).translate({ord(c): None for c in "{}"})


def _printed(command: re.Match[str]) -> str:
    name = command[1]
    letter = _LETTER_COMMANDS.get(name.lower()) if name.lower() not in _SPOKEN else None
    bare = name.lower().removeprefix("var")
    return letter or (bare if bare in _SPOKEN else "")
