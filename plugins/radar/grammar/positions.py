"""Find where in a TOML file its tables, keys and values stand.

No TOML parser for Python tells positions. This reads pieces, not values, and takes for
granted that `tomllib` has accepted the text; on other text it finds less, and never fails.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

Place = tuple[str | int, ...]
"""The way to a key: names of tables, positions in lists."""

_TOKEN: Final = re.compile(
    r"""(?P<comment>\#[^\n]*)
    |(?P<text>\"{3}(?:\\[\s\S]|[^\\])*?\"{3}"{0,2}|'{3}[\s\S]*?'{3}'{0,2}|"(?:\\.|[^"\\\n])*"|'[^'\n]*')
    |(?P<sign>[\[\]{}=,.])
    |(?P<line>\n)
    |(?P<word>[^\s\[\]{}=,.\#"']+)""",
    re.VERBOSE,
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Position:
    """Say where a key and its value begin; lines and columns count from 1, columns in characters."""

    line: int
    column: int
    value_line: int = 0
    """0 where there is no value of its own: a table, or a part of a dotted key."""
    value_column: int = 0


def positions(text: str) -> Mapping[Place, Position]:
    """Map every table, key and list item of a TOML file to its position."""
    walk = _Walk()
    for kind, piece, line, column in _pieces(text):
        walk.take(kind, piece, (line, column))
    return walk.found


def _pieces(text: str) -> Iterator[tuple[str, str, int, int]]:
    line, start = 1, 0
    for match in _TOKEN.finditer(text):
        kind, piece = str(match.lastgroup), match[0]
        if kind != "comment":
            yield kind, piece, line, match.start() - start + 1
        if breaks := piece.count("\n"):
            line += breaks
            start = match.start() + piece.rindex("\n") + 1


@dataclass(kw_only=True, slots=True)
class _Frame:
    """Hold how far a container has been read: the file, a list, or an inline table."""

    kind: str
    place: Place
    parts: list[str] = field(default_factory=list)
    at: tuple[int, int] = (0, 0)
    """Where the key that is being read began."""
    value: Place | None = None
    """The place whose value is being read; None while a key is."""
    index: int = 0


@dataclass(kw_only=True, slots=True)
class _Walk:
    """Follow the pieces of a file."""

    found: dict[Place, Position] = field(default_factory=dict)
    counts: dict[Place, int] = field(default_factory=dict)
    frames: list[_Frame] = field(default_factory=lambda: [_Frame(kind="file", place=())])
    header: int = 0
    """How many brackets of a table's name are open."""

    def take(self, kind: str, piece: str, at: tuple[int, int]) -> None:
        """Take the next piece."""
        frame = self.frames[-1]
        if kind == "line":
            if frame.kind == "file":
                self._end_of_line(frame)
        elif frame.kind == "list":
            self._in_list(frame, kind, piece, at)
        elif frame.value is not None:
            self._in_value(frame, kind, piece, at)
        else:
            self._in_key(frame, kind, piece, at)

    def _end_of_line(self, frame: _Frame) -> None:
        if self.header and frame.parts:
            frame.place = self._table(tuple(frame.parts), twice=self.header > 1)
            self.found.setdefault(frame.place, Position(line=frame.at[0], column=frame.at[1]))
        self.header = 0
        frame.parts, frame.value = [], None

    def _table(self, parts: tuple[str, ...], *, twice: bool) -> Place:
        """Give the place of a header: below the newest item of every list of tables on the way."""
        place: Place = ()
        for number, part in enumerate(parts, 1):
            place = (*place, part)
            if twice and number == len(parts):
                self.counts[place] = self.counts.get(place, -1) + 1
            if place in self.counts:
                place = (*place, self.counts[place])
        return place

    def _in_key(self, frame: _Frame, kind: str, piece: str, at: tuple[int, int]) -> None:
        if kind in {"word", "text"}:
            if not frame.parts:
                frame.at = at
            frame.parts.append(piece.strip("\"'") if kind == "text" else piece)
        elif piece == "[" and frame.kind == "file" and not frame.parts:
            self.header += 1
        elif piece == "=" and not self.header:
            frame.value = (*frame.place, *frame.parts)
            self.found.setdefault(frame.value, Position(line=frame.at[0], column=frame.at[1]))
        elif piece == "," and frame.kind == "inline":
            frame.parts = []
        elif piece == "}" and frame.kind == "inline":
            self.frames.pop()

    def _in_value(self, frame: _Frame, kind: str, piece: str, at: tuple[int, int]) -> None:
        place = frame.value or ()
        known = self.found.get(place)
        if known and not known.value_line:
            self.found[place] = Position(line=known.line, column=known.column, value_line=at[0], value_column=at[1])
            if kind == "sign":
                self._open(piece, place)
        elif kind == "sign" and frame.kind == "inline":
            if piece == "}":
                self.frames.pop()
            elif piece == ",":
                frame.parts, frame.value = [], None

    def _in_list(self, frame: _Frame, kind: str, piece: str, at: tuple[int, int]) -> None:
        if kind == "sign" and piece == "]":
            self.frames.pop()
        elif kind == "sign" and piece == ",":
            frame.index += 1
        else:
            place = (*frame.place, frame.index)
            self.found.setdefault(place, Position(line=at[0], column=at[1], value_line=at[0], value_column=at[1]))
            if kind == "sign":
                self._open(piece, place)

    def _open(self, piece: str, place: Place) -> None:
        if piece == "[":
            self.frames.append(_Frame(kind="list", place=place))
        elif piece == "{":
            self.frames.append(_Frame(kind="inline", place=place))
