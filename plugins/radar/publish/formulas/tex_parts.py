"""Hold what a text with TeX is made of: text, formulas, and parts that look other than the rest."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from radar.publish.formulas.tex_letters import readable
from radar.publish.formulas.tex_split import Formula

Look = Literal["em", "strong", "sub", "sup"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Styled:
    """Hold a part of a text that looks other than the rest."""

    look: Look
    parts: tuple[Part, ...]


Part = str | Formula | Styled
Token = str | Formula

_INDEX: Final = re.compile(
    r"""
    ([_^]) \s?+
    (?: ([0-9+*-]) | \{ ([0-9+\-*,. ]{1,16}) \}
      | \{? \\(?:rm|text|mathrm|textrm)(?![a-z]) [ {]{0,2}+ ([A-Za-z0-9+-]{1,16}) \}{0,2} )
    """,
    re.VERBOSE,
)
_DEGREE: Final = re.compile(r"\^\s?\{?\s?\\(?:circ|degree|deg)\s?\}?")
_UNICODE: Final = re.compile(r"\\unicode\{x([0-9A-Fa-f]{2,5})\}")
_TEXT: Final = re.compile(r"\\(text[a-z]{0,6}|emph|mbox|hbox)\s?\{([^{}$]{1,400})\}")
_LOOKS: Final[dict[str, Look]] = {"textit": "em", "textsl": "em", "emph": "em", "textbf": "strong"}


def simpler(formula: Formula) -> tuple[Part, ...]:
    """Give what needs no formula as text: an index of digits (`H$_2$O`), a degree, words; empty for any other."""
    if formula.display:
        return ()
    if _DEGREE.fullmatch(formula.tex):
        return ("°",)
    if (code := _UNICODE.fullmatch(formula.tex)) and (char := chr(int(code[1], 16))).isprintable():
        return (char,)
    if index := _INDEX.fullmatch(formula.tex):
        text = (index[2] or index[3] or index[4]).strip().replace("-", "−")
        return (Styled(look="sup" if index[1] == "^" else "sub", parts=(text,)),)
    if words := _TEXT.fullmatch(formula.tex):
        text, look = readable(words[2]), _LOOKS.get(words[1])
        return (Styled(look=look, parts=(text,)) if look else text,)
    return ()


def joined(parts: Iterable[Part]) -> tuple[Part, ...]:
    """Join neighbouring texts, and leave out empty ones."""
    whole: list[Part] = []
    texts: list[str] = []
    for part in parts:
        if isinstance(part, str):
            texts.append(part)
            continue
        if text := "".join(texts):
            whole.append(text)
        texts.clear()
        whole.append(part)
    if text := "".join(texts):
        whole.append(text)
    return tuple(whole)


def closings(tokens: Sequence[Token]) -> dict[int, int]:
    """Find for each token that opens a group the one that closes it, in one pass."""
    open_at: list[int] = []
    close = {}
    for at, lexeme in enumerate(tokens):
        if lexeme in ("{", "^{", "_{"):
            open_at.append(at)
        elif lexeme == "}" and open_at:
            close[open_at.pop()] = at
    return close
