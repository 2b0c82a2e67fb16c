r"""Split a text into what is text and what is a formula.

    a $\beta$-decay     text `a `, formula `\beta`, text `-decay`
    $5 to $10           text: these are prices (`tex_dollars`)
    \(x\)  \[x\]  $$x$$  \begin{equation}x\end{equation}    formulas, the last three on a line of their own

What is left open is text. Linear in the length of the text: no dollar is looked at twice.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from radar.publish.formulas.tex_dollars import is_formula

LONGEST: Final = 3_000
"""Characters of a formula; a longer one is text."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Formula:
    """Hold a formula: its TeX without delimiters, and `source` as it stood in the text."""

    tex: str
    source: str
    display: bool = False


Piece = str | Formula

_OPENS: Final = re.compile(r"\\[\\$%&#_{}]|\\\(|\\\[|\$\$?|\\begin\{([A-Za-z]{1,15}\*?)\}")
_DOLLAR: Final = re.compile(r"(?<!\\)\$")
_TEXT_OPEN: Final = re.compile(r"\\(?:text|mbox|hbox)[a-z]{0,6}\s?\{")
_MOST_INSIDE: Final = 6
"""Dollars that may stand inside of a formula's texts."""
_WRAPPERS: Final = frozenset({"equation", "displaymath", "math"})
"""Environments that say only that a formula stands here."""
_ENVIRONMENTS: Final = _WRAPPERS | {"align", "alignat", "aligned", "eqnarray", "gather", "multline", "array", "cases"}


def split(text: str) -> tuple[Piece, ...]:
    """Split a text; the sources of the pieces, joined, are that text again."""
    return tuple(_pieces(text))


def _pieces(text: str) -> Iterator[Piece]:
    start = at = 0
    while opens := _OPENS.search(text, at):
        formula = _formula(text, opens)
        if formula is None:
            at = opens.end()
            continue
        if opens.start() > start:
            yield text[start : opens.start()]
        yield formula
        start = at = opens.start() + len(formula.source)
    if start < len(text):
        yield text[start:]


def _formula(text: str, opens: re.Match[str]) -> Formula | None:
    """Read the formula that begins here, if one does."""
    match opens[0]:
        case "$":
            return _between_dollars(text, opens)
        case "$$":
            return _delimited(text, opens, "$$", display=True)
        case r"\(":
            return _delimited(text, opens, r"\)", display=False)
        case r"\[":
            return _delimited(text, opens, r"\]", display=True)
        case _:
            return _environment(text, opens) if opens[1] else None


def _between_dollars(text: str, opens: re.Match[str]) -> Formula | None:
    limit = min(len(text), opens.end() + LONGEST)
    start, end = opens.end(), _closing_dollar(text, opens.end(), limit)
    if end is None or not is_formula(text[max(start - 5, 0) : start - 1], text[start:end], text[end + 1 : end + 3]):
        return None
    return Formula(tex=text[start:end].strip(), source=text[start - 1 : end + 1])


def _closing_dollar(text: str, start: int, limit: int) -> int | None:
    r"""Find the dollar that closes a formula: not one inside of its text, as in `$x \mbox{ for $y$}$`."""
    first = None
    for count, found in enumerate(_DOLLAR.finditer(text, start, limit)):
        end = found.start()
        if first is None:
            first = end
        if text.count("{", start, end) <= text.count("}", start, end):
            return end
        if count == _MOST_INSIDE or not _TEXT_OPEN.search(text, start, first):
            break
    return first


def _delimited(text: str, opens: re.Match[str], closes: str, *, display: bool) -> Formula | None:
    end = text.find(closes, opens.end(), opens.end() + LONGEST)
    inside = text[opens.end() : end] if end >= 0 else ""
    if not inside.strip() or opens[0] in inside or (closes == "$$" and not is_formula("", inside, "")):
        return None
    return Formula(tex=inside.strip(), source=text[opens.start() : end + len(closes)], display=display)


def _environment(text: str, opens: re.Match[str]) -> Formula | None:
    name = opens[1]
    closes = f"\\end{{{name}}}"
    end = text.find(closes, opens.end(), opens.end() + LONGEST)
    inside = text[opens.end() : end].strip() if end >= 0 else ""
    if not inside or name.rstrip("*") not in _ENVIRONMENTS:
        return None
    source = text[opens.start() : end + len(closes)]
    return Formula(tex=inside if name.rstrip("*") in _WRAPPERS else source, source=source, display=name != "math")
