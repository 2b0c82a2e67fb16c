"""Parse TOML past its mistakes: tell each, leave its lines out, and go on.

`tomllib` stops at the first mistake. Which lines are to blame is found by trying: those
are left out after which the parser comes farthest.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import chain, islice
from typing import Any, Final

from radar.errors import Mistake
from radar.grammar.words import saying

MOST_BYTES: Final = 1_000_000
_WORK: Final = 6_000_000
"""Characters to be parsed for one file, so that a file of nothing but mistakes is done with in a second or two."""
_MOST_MISTAKES: Final = 50
_DEEPEST: Final = 16
_NEAR: Final = 40
"""How many statements above a mistake may be to blame for it."""
_PLACE: Final = re.compile(r"at line (\d+), column (\d+)")
_STATEMENT: Final = re.compile(r"""\s*(?:\[|[\w"'][^=\n]*=)""")
_UNSEEN: Final = re.compile(
    "[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\xad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
    "\ufffe\uffff\U000e0000-\U000e007f]"
)
"""Controls, and what turns text round or cannot be seen: pasted with a name, it would stand on every page."""
_BROKEN: Final = re.compile("[\t-\r\x1c-\x1f\x85\u2028\u2029]+")
"""Line breaks and their kin, which a name has no use for."""
_BLANK: Final = re.compile(r"\{([a-z_]+)\}")
_TRIPLE: Final = re.compile("\"{3}|'{3}")
_KEY: Final = re.compile(r"\s*([\w-]+)\s*=")
_HEADER: Final = re.compile(r"\s*\[")
_WIDE: Final = re.compile("[“”‘’，＝【】［］｛｝]")
_QUOTED: Final = re.compile(r""""(?:\\.|[^"\\])*"|'[^']*'|#.*""")
_CODES: Final[Mapping[str, str]] = {
    "Invalid value": "syntax_value",
    "Unterminated string": "syntax_string",
    "Illegal character": "syntax_string",
    "Expected \"'''\"": "syntax_string",
    'Expected "\'"': "syntax_string",
    "Unescaped": "syntax_escape",
    "Invalid hex": "syntax_escape",
    "Escaped character": "syntax_escape",
    "Unclosed array": "syntax_array",
    "Unclosed inline": "syntax_inline",
    "Expected '='": "syntax_key",
    "Invalid initial": "syntax_key",
    "Invalid statement": "syntax_key",
    "Expected ']": "syntax_header",
    "Expected newline": "syntax_more",
    "Cannot": "syntax_twice",
    "Duplicate": "syntax_twice",
}
"""By the beginning of what `tomllib` says; its whole words may repeat what stands in the file."""
_OPENS: Final = frozenset(("syntax_string", "syntax_array", "syntax_inline", "syntax_value"))
"""Codes of what may begin above the place at which it is noticed."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Parsed:
    """Hold what could be read of a file."""

    data: dict[str, Any]
    text: str
    """The text that `data` was read from: lines that are no TOML are empty in it."""
    mistakes: tuple[Mistake, ...] = ()
    lost: frozenset[str] = frozenset()
    """Keys of the lines left out."""


@dataclass(frozen=True, kw_only=True, slots=True)
class _Stop:
    """Say where and why the parser stopped; lines count from 0."""

    code: str
    line: int
    column: int


@dataclass(frozen=True, kw_only=True, slots=True)
class _Cut:
    """Hold what is left when the lines from `start` on are left out, and how far the parser then comes."""

    start: int
    lost: int
    """How many lines that were not empty."""
    left: list[str]
    reach: int
    helps: bool
    """Whether the parser comes past where it stopped."""

    @property
    def worth(self) -> tuple[bool, int, int]:
        """Weigh what is won against what is lost; of two alike, the later."""
        return self.helps, self.reach - 2 * self.lost, self.start


def parse(text: str) -> Parsed:
    """Parse a file's text; whatever it holds, this raises nothing.

    Texts come on one line, without characters that cannot be seen.
    """
    if len(text.encode("utf-8", "replace")) > MOST_BYTES:
        return Parsed(data={}, text="", mistakes=(told("too_large", most=MOST_BYTES),))
    whole = text.split("\n")
    lines, found, tries = whole, list[Mistake](), 1 + _WORK // max(len(text), 1)
    while True:
        read = _try(lines)
        if isinstance(read, dict) and _is_deep(read):
            return Parsed(data={}, text="", mistakes=(*found, told("too_deep", line=1)))
        if isinstance(read, dict):
            lost = {key[1] for key in map(_KEY.match, set(whole) - set(lines)) if key}
            return Parsed(data=_seen(read), text="\n".join(lines), mistakes=tuple(found), lost=frozenset(lost))
        cuts = list(_cuts(lines, read, tries))
        tries -= len(cuts)
        best = max(cuts, key=lambda cut: cut.worth, default=None)
        found.append(_mistake(read, lines, best.start if best else read.line))
        if not best or len(found) == _MOST_MISTAKES:
            return Parsed(data={}, text="", mistakes=tuple(found))
        lines = best.left


def told(code: str, *, near: str = "", line: int = 0, column: int = 0, path: str = "", **words: object) -> Mistake:
    """Make a mistake of a code's words, in both languages; `near` is the nearest right word."""
    said = saying(code)
    words["near"] = near
    return Mistake(
        path=path,
        line=line,
        column=column,
        nearest=near,
        what=_filled(said.what, words),
        fix=_filled(said.fix, words),
        what_zh=_filled(said.zh, words),
        fix_zh=_filled(said.fix_zh, words),
    )


def _filled(text: str, words: Mapping[str, object]) -> str:
    """Fill in what stands in braces; other braces are TOML's."""
    return _BLANK.sub(lambda blank: str(words.get(blank[1], "")), text)


def _is_deep(data: dict[str, Any]) -> bool:
    """Tell whether tables and lists lie in each other deeper than any file of ours; without recursion."""
    level: list[Any] = [data]
    for _ in range(_DEEPEST):
        level = [
            inner
            for each in level
            for inner in (each.values() if isinstance(each, dict) else each)
            if isinstance(inner, dict | list)
        ]
    return bool(level)


def _seen(value: Any) -> Any:  # noqa: ANN401 - whatever TOML holds, and the same of it
    if isinstance(value, str):
        return _BROKEN.sub(" ", _UNSEEN.sub("", value))
    if isinstance(value, list):
        return list(map(_seen, value))
    return {key: _seen(inner) for key, inner in value.items()} if isinstance(value, dict) else value


def _try(lines: list[str]) -> dict[str, Any] | _Stop:
    try:
        return tomllib.loads("\n".join(lines))
    except RecursionError:
        return _Stop(code="too_deep", line=0, column=0)
    except ValueError as error:  # TOMLDecodeError is one; numbers of thousands of digits give the bare kind
        said = str(error)
        place = _PLACE.search(said)
        code = next((code for start, code in _CODES.items() if said.startswith(start)), "syntax")
        if place:
            return _Stop(code=code, line=int(place[1]) - 1, column=int(place[2]))
        return _Stop(code=code, line=len(lines) - 1, column=1)


def _cuts(lines: list[str], stop: _Stop, tries: int) -> Iterator[_Cut]:
    """Try what may be left out: the line itself, or a statement above it, alone or with what lies between.

    Where the parser goes on well past the line without it, nothing else is tried.
    """
    line = min(stop.line, len(lines) - 1)
    after = next((n for n in range(line + 1, len(lines)) if lines[n].strip()), len(lines))
    for start, end in islice(_ranges(lines, line, stop.code), 0 if stop.code == "too_deep" else tries):
        left = _without(lines, start, end)
        lost = sum(1 for before, now in zip(lines, left, strict=True) if before.strip() and not now)
        read = _try(left)
        reach = len(lines) + 1 if isinstance(read, dict) else read.line
        if lost:
            yield _Cut(start=start, lost=lost, left=left, reach=reach, helps=reach > line)
        if lost == 1 and start == line and reach > after:
            return


def _ranges(lines: list[str], line: int, code: str) -> Iterator[tuple[int, int]]:
    """Give what may be left out, the likeliest first, none twice.

    What is not closed is noticed lines later, a text of many lines at the end of the file.
    """
    late = code in _OPENS
    quotes = [n for n in range(line, -1, -1) if _TRIPLE.search(lines[n])] if code == "syntax_string" else []
    above = (n for n in range(line, -1, -1) if _STATEMENT.match(lines[n]))
    known = set[tuple[int, int]]()
    for start in chain((line,), quotes, islice(above, _NEAR if late else 1)):
        ends = (start, max(start, line - 1), line, _end_of_table(lines, start)) if late else (start, line)
        for end in ends:
            if (start, end) not in known:
                known.add((start, end))
                yield start, end


def _without(lines: list[str], start: int, end: int) -> list[str]:
    """Empty some lines; with a table's header goes its body, which would else belong to the table before."""
    if _HEADER.match(lines[start]):
        end = _end_of_table(lines, end)
    return [*lines[:start], *([""] * (end + 1 - start)), *lines[end + 1 :]]


def _end_of_table(lines: list[str], start: int) -> int:
    return next((n for n in range(start + 1, len(lines)) if _HEADER.match(lines[n])), len(lines)) - 1


def _mistake(stop: _Stop, lines: list[str], blamed: int) -> Mistake:
    line, column, code = stop.line, stop.column, stop.code
    if blamed < line and code in _OPENS:
        line, column = blamed, len(lines[blamed]) - len(lines[blamed].lstrip()) + 1
        code = "syntax_array" if code == "syntax_value" else code
    if code == "syntax_twice" and _HEADER.match(lines[line]) and "]" not in lines[line]:
        code = "syntax_header"  # `tomllib` looks at the name before it looks for the bracket
    bare = _QUOTED.sub("", lines[line]) if line < len(lines) else ""
    if _WIDE.search(bare) and code != "too_deep":
        line_wide = _WIDE.search(lines[line])
        column, code = (line_wide.start() + 1 if line_wide else column), "syntax_wide"
    return told(code, line=line + 1, column=column)
