r"""Write text for LaTeX, as a field of a bibliography: what is TeX stays TeX, everything else prints as it stands.

    50% of {0,1}     50\% of \textbraceleft{}0,1\textbraceright{}
    B\'ezier $K_2$   {B\'ezier} {$K_2$}          a title: braces keep its capitals (`citation_capitals`)
    \input{x}        \textbackslash{}input\textbraceleft{}x\textbraceright{}

Titles are written by strangers, and LaTeX is a programming language: only commands that
print something are let through (`citation_commands`), so that compiling a bibliography
reads no file and defines nothing. Braces come out balanced, for BibTeX counts even escaped
ones, and on one line.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache
from typing import Final

from radar.publish.references.citation_commands import ACCENTS, FORMULAS, SYMBOLS, TEXT
from radar.sift.text import clean


class Kind(Enum):
    """What a piece of text is to TeX."""

    TEXT = "text"
    SPACE = "space"
    FORMULA = "formula"
    COMMAND = "command"
    """A command with its arguments, or a group in braces."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Piece:
    """Hold a piece of text, escaped; braces are balanced within each."""

    kind: Kind
    tex: str


_ESCAPED: Final = {
    "%": r"\%",
    "&": r"\&",
    "#": r"\#",
    "_": r"\_",
    "$": r"\$",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    "\\": r"\textbackslash{}",
    "{": r"\textbraceleft{}",
    "}": r"\textbraceright{}",
    "<": r"\textless{}",
    ">": r"\textgreater{}",
    "|": r"\textbar{}",
}
_SPECIAL: Final = re.compile(r"[%&#_$~^\\{}<>|]")
_PIECE: Final = re.compile(
    r"""
    (?P<formula> \$ (?: [^$\\] | \\. ){1,400}+ \$ )
    | (?P<accent> \\ (?: ["'`^~=.] \s?+ | [Hcuvbdtkr] (?: \s++ | (?=\{) ) )
        (?: \{ \\?[A-Za-z]{1,2} \} | \\[ij](?![A-Za-z]) | [^\W\d_] ) )
    | (?P<command> \\ (?: [A-Za-z]+ | . ) )
    | (?P<group> \{ )
    | (?P<space> \s+ )
    | (?P<tie> ~ )
    | (?P<other> [^\\{$~\s]+ | . )
    """,
    re.VERBOSE,
)
_KEPT_GROUP: Final = re.compile(r"\\[A-Za-z\"'`^~=.]|[A-Z][A-Za-z0-9 -]*+$")
"""What a brace opens for: a command, or a word whose author protected its capitals."""
_DEEPEST: Final = 8
_LONGEST: Final = 2_000
_PLAIN_FORMULA: Final = re.compile(r"\$\S(?:.*\S)?\$")
_FORMULA_COMMAND: Final = re.compile(r"\\(?:([A-Za-z]+)|(.))")
_SIGNS: Final = frozenset(",;:! {}|#%&_$")
"""Commands of one sign that a formula may hold."""


def tex_text(text: str, *, is_tex: bool = False) -> str:
    """Write text that is no title: names, journals. `is_tex` tells what its source takes for TeX."""
    if not _SPECIAL.search(text):
        return clean(text, _LONGEST)
    return "".join(piece.tex for piece in pieces(text, is_tex=is_tex))


def plain_words(text: str) -> Sequence[str] | None:
    """Give the words of text that holds nothing to escape, as `pieces` would; None for any other."""
    return None if _SPECIAL.search(text) else clean(text, _LONGEST).split(" ")


def pieces(text: str, *, is_tex: bool) -> tuple[Piece, ...]:
    """Take text apart into what TeX sees, each piece escaped and with balanced braces.

    Without `is_tex` a brace, a tilde or a pair of `$` around what may be prose is no TeX;
    commands and formulas are recognised all the same.
    """
    return tuple(_pieces(clean(text, _LONGEST), is_tex=is_tex, depth=0))


def _pieces(text: str, *, is_tex: bool, depth: int) -> Iterable[Piece]:
    at = 0
    while at < len(text):
        found = _PIECE.match(text, at)
        if found is None:  # `.` matches whatever is left but a line break, of which there is none
            break
        piece, at = _piece(text, found, is_tex=is_tex, depth=depth)
        yield piece


def _piece(text: str, found: re.Match[str], *, is_tex: bool, depth: int) -> tuple[Piece, int]:
    """Read the piece that begins at a match; give where the next begins."""
    whole, end = found[0], found.end()
    match found.lastgroup:
        case "formula" if _is_formula(text, found, is_tex=is_tex):
            return Piece(kind=Kind.FORMULA, tex=f"${_formula(whole[1:-1])}$"), end
        case "accent":
            return Piece(kind=Kind.COMMAND, tex=whole), end
        case "command":
            return _command(text, found, is_tex=is_tex, depth=depth)
        case "group":
            return _group(text, found, is_tex=is_tex, depth=depth)
        case "space":
            return Piece(kind=Kind.SPACE, tex=" "), end
        case "tie" if is_tex and _is_tie(text, found.start()):
            return Piece(kind=Kind.COMMAND, tex="~"), end
        case "formula":
            return _plain("$"), found.start() + 1
        case _:
            return _plain(whole), end


def _plain(text: str) -> Piece:
    return Piece(kind=Kind.TEXT, tex="".join(_ESCAPED.get(character, character) for character in text))


def _is_tie(text: str, at: int) -> bool:
    """Tell TeX's space from `about`: `HD~84937`, not `z~2` or `~10`."""
    before, after = text[max(at - 2, 0) : at], text[at + 1 : at + 2]
    if not before.strip() or before[-1].isspace() or not after.strip() or before[-1] in "(<>":
        return False
    lone = before[-1].isalpha() and before[-1].islower() and not before[:-1].strip().isalnum()
    return not (lone and (after.isdigit() or after in "<>="))


# -- formulas ------------------------------------------------------------------------


def _is_formula(text: str, found: re.Match[str], *, is_tex: bool) -> bool:
    """Tell a formula from prices, as pandoc does, unless it can be nothing else."""
    if is_tex and re.search(r"[\\^_{]", found[0]):
        return bool(found[0][1:-1].strip())
    return bool(_PLAIN_FORMULA.fullmatch(found[0])) and not text[found.end() : found.end() + 1].isdigit()


def _formula(inner: str) -> str:
    """Make a formula harmless: only known commands, balanced braces, no character by its code (`^^5c`)."""
    while "^^" in inner:
        inner = inner.replace("^^", "^{}^")
    inner = _FORMULA_COMMAND.sub(_formula_command, inner)
    inner = re.sub(r"(?<!\\)[%#&]", lambda sign: f"\\{sign[0]}", inner)
    return inner if _is_balanced(inner) else _without_odd_braces(inner)


def _formula_command(found: re.Match[str]) -> str:
    name = found[1] or found[2]
    if name in FORMULAS or name in SYMBOLS or name in TEXT or name in _SIGNS:
        return found[0]
    return rf"\backslash {name}" if found[1] else rf"\backslash {_ESCAPED_IN_FORMULA.get(name, name)}"


_ESCAPED_IN_FORMULA: Final = {"\\": r"\backslash "}


def _is_balanced(tex: str) -> bool:
    """Count braces as BibTeX does: escaped ones too; and as TeX does: those that are not escaped."""
    return _closes(tex) and _closes(re.sub(r"\\[{}]", "", tex))


def _closes(tex: str) -> bool:
    depth = 0
    for brace in re.findall("[{}]", tex):
        depth += 1 if brace == "{" else -1
        if depth < 0:
            return False
    return depth == 0


def _without_odd_braces(tex: str) -> str:
    r"""Name the braces that pair with none, and the escaped ones, `\lbrace` and `\rbrace`."""
    tex = tex.replace(r"\{", r"\lbrace ").replace(r"\}", r"\rbrace ")
    odd = _odd_braces(tex)
    names = {"{": r"\lbrace ", "}": r"\rbrace "}
    return "".join(names[c] if at in odd else c for at, c in enumerate(tex))


def _odd_braces(tex: str) -> frozenset[int]:
    """Find the braces that pair with none."""
    opened: list[int] = []
    odd: list[int] = []
    for at, character in enumerate(tex):
        if character == "{":
            opened.append(at)
        elif character == "}":
            if opened:
                opened.pop()
            else:
                odd.append(at)
    return frozenset((*opened, *odd))


# -- commands and groups -------------------------------------------------------------


def _command(text: str, found: re.Match[str], *, is_tex: bool, depth: int) -> tuple[Piece, int]:
    """Let through a command that prints, with its arguments; write the name of any other."""
    name, end = found[0][1:], found.end()
    if name in _BRACES:
        return _plain(name), end
    if name in _SIGNS_OF_TEXT or name.isspace():
        return Piece(kind=Kind.TEXT if name in _ESCAPED else Kind.COMMAND, tex=found[0]), end
    if name in SYMBOLS:
        return Piece(kind=Kind.COMMAND, tex=rf"\ensuremath{{\{name}}}"), _behind_empty(text, end)
    if name in TEXT:
        return Piece(kind=Kind.COMMAND, tex=rf"\{name}{{}}"), _behind_empty(text, end, letter=len(name) <= _LETTER)
    if name in ACCENTS and (close := _closing_argument(text, end, depth)) > 0:
        return Piece(
            kind=Kind.COMMAND, tex=f"{found[0]}{{{_inner(text[end + 1 : close], is_tex=is_tex, depth=depth)}}}"
        ), close + 1
    if name in FORMULAS and (close := _closing_argument(text, end, depth)) > 0:
        return Piece(
            kind=Kind.COMMAND, tex=rf"\ensuremath{{\{name}{{{_formula(text[end + 1 : close])}}}}}"
        ), close + 1
    return _plain(found[0]), end


_BRACES: Final = frozenset("{}")
_SIGNS_OF_TEXT: Final = frozenset("%&#_$-/,;:!")
_LETTER: Final = 2
"""Longest name of a command that is a letter (`\\o`, `\\ss`): a space behind it is TeX's, not the text's."""


def _closing_argument(text: str, at: int, depth: int) -> int:
    return _closing(text, at) if text[at : at + 1] == "{" and depth < _DEEPEST else -1


def _behind_empty(text: str, at: int, *, letter: bool = False) -> int:
    """Step over the empty group, or the space, that ends a command's name."""
    if text[at : at + 2] == "{}":
        return at + 2
    return at + 1 if letter and text[at : at + 1] == " " else at


def _group(text: str, found: re.Match[str], *, is_tex: bool, depth: int) -> tuple[Piece, int]:
    """Keep a group that is TeX's; print the brace of any other."""
    at = found.start()
    close = _closing(text, at)
    inner = text[at + 1 : close] if close > 0 else ""
    raised = text[max(at - 1, 0) : at] in {"^", "_"}
    is_kept = _KEPT_GROUP.match(inner) and (is_tex or inner.startswith("\\")) and not raised
    if close < 0 or depth >= _DEEPEST or not is_kept:
        return _plain("{"), at + 1
    switch = _SWITCH.match(inner)
    start = switch.end() if switch else 0
    body = _inner(inner[start:], is_tex=is_tex, depth=depth)
    return Piece(kind=Kind.COMMAND, tex=f"{{{inner[:start]}{body}}}"), close + 1


_SWITCH: Final = re.compile(
    r"\\(?:it|bf|em|rm|sc|sf|tt|sl|itshape|bfseries|scshape|upshape|rmfamily|sffamily)(?![A-Za-z])\s*"
)
"""Commands for the looks of the rest of their group: let through only at its beginning."""


def _inner(text: str, *, is_tex: bool, depth: int) -> str:
    return "".join(piece.tex for piece in _pieces(text, is_tex=is_tex, depth=depth + 1))


def _closing(text: str, at: int) -> int:
    """Find the brace that closes the one at `at`; -1 where none does."""
    return _closings(text).get(at, -1)


@lru_cache(maxsize=16)
def _closings(text: str) -> Mapping[int, int]:
    """Pair every brace that TeX would pair: where it opens, where it closes."""
    opened: list[int] = []
    pairs: dict[int, int] = {}
    for found in _BRACE.finditer(text):
        if found[0] == "{":
            opened.append(found.start())
        elif found[0] == "}" and opened:
            pairs[opened.pop()] = found.start()
    return pairs


_BRACE: Final = re.compile(r"\\.|[{}]")
