r"""Write the TeX, the indices and the signs of a title in one way, as a first step to its key.

    \bar{B}^0_s  B̄⁰_s  D¯              a bar is `ˉ` behind its letter; lower index before the upper
    \pi^-  π⁻  π− decays  e+e-          a minus that is a charge, or an index's own, is `⊖`
    B^*  B^\ast  B∗  f'  f^\prime  f′    stars and primes are kept, a footnote's star at the end is not
    \le  ≤  <=    \pm  ±  +/-    \to  ->  →    comparisons stay, arrows go

A hyphen between letters is no sign: one source writes it, another a dash or nothing.
Not for showing.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final

GREEK: Final = dict(
    zip(
        (
            *("alpha", "beta", "gamma", "delta", "epsilon", "zeta", "eta", "theta", "iota", "kappa", "lambda", "mu"),
            *("nu", "xi", "omicron", "pi", "rho", "sigma", "tau", "upsilon", "phi", "chi", "psi", "omega"),
        ),
        "αβγδεζηθικλμνξοπρστυφχψω",
        strict=True,
    )
)
"""Greek letters by their TeX names, lower case."""

_LETTERS: Final = {name: name for name in ("ss", "ae", "oe", "o", "l", "i", "j", "dh", "th", "ng")} | {
    "aa": "a",
    "ell": "l",
    "hbar": "h",
}
"""Commands that print letters of their own."""
_SPOKEN: Final = frozenset(
    (
        *("arg", "cos", "cosh", "cot", "deg", "det", "dim", "exp", "gcd", "hom", "inf", "ker", "lim", "liminf"),
        *("limsup", "ln", "log", "max", "min", "mod", "pr", "sec", "sin", "sinh", "sup", "tan", "tanh"),
    )
)
"""Commands that print their own name."""
_BAR: Final = "⎺"
"""Stands before what a bar is over, until the braces are gone."""
_PRINTED: Final = (
    dict.fromkeys(("bar", "overline", "overbar", "widebar"), _BAR)
    | dict.fromkeys(("pm",), "±")
    | dict.fromkeys(("ast", "star"), "∗")
    | dict.fromkeys(("le", "leq", "leqslant", "leqq"), "≤")
    | dict.fromkeys(("ge", "geq", "geqslant", "geqq"), "≥")
    | dict.fromkeys(("lt", "lesssim", "ll"), "<")
    | dict.fromkeys(("gt", "gtrsim", "gg"), ">")
    | dict.fromkeys(("ne", "neq"), "≠")
    | dict.fromkeys(("textsuperscript", "sp"), "^")
    | dict.fromkeys(("textsubscript", "sb"), "_")
    | {name: name[0] for name in ("R", "C", "Z", "N", "Q", "F", "RR", "CC", "ZZ", "NN", "QQ", "FF")}
    | {
        "mp": "∓",
        "sharp": "#",
        "prime": "′",
        "infty": "∞",
        "partial": "∂",
        "aleph": "א",
        "pmod": "mod",
        "bmod": "mod",
        "&": "&",
        "#": "#",
    }
)
"""What other commands print, for what tells titles apart; case counts."""

_ACCENT_COMMAND: Final = re.compile(r"""\\(?:["'`^~=.]|[uvHckrbdt](?=\s*\{|\s+\w))""")
_COMMAND: Final = re.compile(r"\\(?:([A-Za-z]+)\*?|([^A-Za-z]))")
_NAMED_COMMAND: Final = re.compile(r"\\([A-Za-z]+)\*?")
_BRACES: Final = re.compile(rf"(?<![\^_{_BAR}])\{{([^{{}}]*)\}}")
_BARRED: Final = re.compile(rf"{_BAR}\s*(?:\{{([^{{}}]*)\}}|(\S?))")
_OVERLINES: Final = str.maketrans(dict.fromkeys("\u0304\u0305\u00af\u203e", "ˉ"))

_RAISED: Final = re.compile("[⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿⁱ]+")
_LOWERED: Final = re.compile("[₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎ₐ-ₜ]+")
_INDEX: Final = r"(\{[^{}]*\}|[^\s{}])"
_UPPER_FIRST: Final = re.compile(rf"\^\s*{_INDEX}\s*_\s*{_INDEX}")
_ANY_INDEX: Final = re.compile(r"[\^_]\s*(?:\{[^{}]*\}|\([^()]*\)|[^\s{}()])")
_MINUS_OF_INDEX: Final = re.compile(r"(?<!\w)[-‐‑–−]|[-‐‑–−](?!\w)")
_PRIME_OF_INDEX: Final = str.maketrans(dict.fromkeys("'’", "′"))
_CHARGE: Final = re.compile(r"[-‐‑–−](?=\s|$|[,;:.)\]/→])(?<=[\w*∗ˉ+⊖′)\]].)(?<![^\W_]{3}.)")
_PRIME: Final = re.compile(
    r"""
    ['’] (?!s\b|S\b|['’])
    (?: (?<=[^\W_].)(?<![^\W_′]{2}.)(?<!['‘’“"`][^\W_].) | (?<=[α-ωΑ-Ω].) | (?<=\([0-9]\).) )
    """,
    re.VERBOSE,
)
_ARROW: Final = re.compile(r"<?[-=–−]{1,3}>")
_SIGNS: Final = (("+/-", "±"), ("!=", "≠"), ("<=", "≤"), (">=", "≥"))
_ONE_SIGN: Final = str.maketrans(
    {"⋆": "∗", "≠": "<>", "⩽": "≤", "≦": "≤", "⩾": "≥", "≧": "≥", "≲": "<", "≪": "<", "≳": ">", "≫": ">", "♯": "#"}
)
_FOOTNOTE: Final = re.compile(r"(?:[^\W\d_]{4}|[\s.!?])\Z")


def plain_tex(text: str) -> str:
    """Take TeX's commands for accents, letters and looks off a name, leaving what they print."""
    if "\\" not in text:
        return text
    return _NAMED_COMMAND.sub(_letter, _ACCENT_COMMAND.sub("", text)).translate({ord(c): None for c in "{}"})


def plain_notation(title: str) -> str:
    """Write a title with one notation for its formulas, indices and signs; case and accents stay."""
    text = title.strip()
    if "\\" in text:
        text = _COMMAND.sub(_symbol, _ACCENT_COMMAND.sub("", text))
    text = unicodedata.normalize("NFC", text.replace("$", "")).translate(_OVERLINES)
    text = _BARRED.sub(_barred, _without_braces(text))
    text = _LOWERED.sub(_lower, _RAISED.sub(_upper, text))
    text = _without_braces(_ANY_INDEX.sub(_signed, _UPPER_FIRST.sub(r"_\2^\1", text)))
    text = _ARROW.sub(" → ", _PRIME.sub("′", _without_footnote(text)))
    for written, sign in _SIGNS:
        text = text.replace(written, sign)
    return _CHARGE.sub("⊖", text).translate(_ONE_SIGN)


def _letter(command: re.Match[str]) -> str:
    name = command[1].lower()
    if name in _LETTERS:
        return _LETTERS[name]
    bare = name.removeprefix("var")
    return bare if bare in GREEK or bare in _SPOKEN else ""


def _symbol(command: re.Match[str]) -> str:
    if command[2]:
        return command[2] if command[2] in "&#" else " " * command[2].isspace()
    name = command[1]
    if name in _PRINTED:
        return _PRINTED[name]
    bare = name.lower().removeprefix("var")
    return GREEK.get(bare) or (bare if bare in _SPOKEN else _LETTERS.get(bare, ""))


def _without_braces(text: str) -> str:
    """Take off braces, inner ones first, but those that hold an index or what a bar is over."""
    while "{" in text and (less := _BRACES.sub(r"\1", text)) != text:
        text = less
    return text


def _without_footnote(text: str) -> str:
    """Take stars off the end of a title, unless they are a symbol's: `Sgr A*` keeps its own."""
    bare = text.rstrip("*") if text.endswith("*") else text
    return bare if _FOOTNOTE.search(bare) else text


def _barred(found: re.Match[str]) -> str:
    base = found[1] or found[2] or ""
    return f"{base}ˉ" if base.strip() else base


def _upper(found: re.Match[str]) -> str:
    return f"^{{{unicodedata.normalize('NFKD', found[0])}}}"


def _lower(found: re.Match[str]) -> str:
    return f"_{{{unicodedata.normalize('NFKD', found[0])}}}"


def _signed(found: re.Match[str]) -> str:
    return _MINUS_OF_INDEX.sub("⊖", found[0]).translate(_PRIME_OF_INDEX)
