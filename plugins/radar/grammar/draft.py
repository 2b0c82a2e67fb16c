"""Check data against a grammar until nothing new is wrong: mistakes that hide behind others are told too.

A validator that compares keys, or tables, runs only when each of them is right. So what
is wrong is taken out and the rest is checked again.
"""

from __future__ import annotations

import copy
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, Generic, TypeVar

from pydantic import BaseModel, ValidationError

from radar.errors import Mistake
from radar.grammar import secrets
from radar.grammar.mistakes import dotted, mistake, slip, spot, walk
from radar.grammar.positions import Place, Position
from radar.grammar.syntax import told

Grammar = TypeVar("Grammar", bound=BaseModel)

_ROUNDS: Final = 40
_OF_TAGS: Final = frozenset(("union_tag_not_found", "union_tag_invalid"))


@dataclass(frozen=True, kw_only=True, slots=True)
class Draft(Generic[Grammar]):
    """Hold what of some data is right, and all that is wrong."""

    value: Grammar | None
    """The data without what is wrong; None where too little is left."""
    mistakes: tuple[Mistake, ...]
    at: Mapping[Place, Position]
    """Where everything stands, with the indices of the file."""
    kept: Mapping[Place, tuple[int, ...]]
    """By list of tables: which of the file's items `value` still holds, in order."""

    def place(self, *place: str | int) -> Place:
        """Give a place of `value` as the file has it."""
        return _translated(place, self.kept)

    def mistake(self, code: str, place: Place, *, near: str = "", **words: object) -> Mistake:
        """Tell what is wrong at a place of `value`, or of the nearest table around it."""
        in_file = self.place(*place)
        line, column = spot(in_file, self.at, key=False)
        return told(code, path=dotted(in_file), line=line, column=column, near=near, **words)


def draft(
    grammar: type[Grammar],
    data: Mapping[str, Any],
    at: Mapping[Place, Position],
    lost: frozenset[str] = frozenset(),
) -> Draft[Grammar]:
    """Check data against a grammar; whatever the data, this raises nothing.

    `lost` names keys that stand in the file, in lines that are no TOML: where one of them
    is missing, that was told already.
    """
    return _Drafting(copy.deepcopy(dict(data)), at, lost).run(grammar)


class _Drafting:
    """Hold the data while what is wrong goes out of it."""

    def __init__(self, data: dict[str, Any], at: Mapping[Place, Position], lost: frozenset[str]) -> None:
        self.data = data
        self.at = at
        self.lost = lost
        self.kept = {place: list(range(length)) for place, length in _lists_of_tables(data)}
        self.gone: set[Place] = set()
        """Places of the file that were taken out."""

    def run(self, grammar: type[Grammar]) -> Draft[Grammar]:
        """Check, tell, take out, and check again."""
        found = list(self._secrets())
        value: Grammar | None = None
        for _ in range(_ROUNDS):
            try:
                value = grammar.model_validate(self.data)
                break
            except ValidationError as error:
                wrong = error.errors(include_url=False)
            told_of = list(self._told(wrong, grammar))
            found += told_of
            if not self._take_out([walk(grammar, one["loc"])[0] for one in wrong], wrong):
                break
        kept = {place: tuple(left) for place, left in self.kept.items()}
        return Draft(value=value, mistakes=tuple(found), at=self.at, kept=kept)

    def _secrets(self) -> Iterator[Mistake]:
        """Take out every value that looks like a secret."""
        for place in [place for place, text in _texts(self.data, ()) if secrets.is_secret(text)]:
            line, column = spot(place, self.at, key=False)
            yield told("secret", path=dotted(place), line=line, column=column)
            self._delete(place)

    def _told(self, wrong: Sequence[Any], grammar: type[BaseModel]) -> Iterator[Mistake]:
        """Say what is wrong, but not what only follows from what was told before."""
        meant = {
            (*place[:-1], near)
            for one in wrong
            if one["type"] == "extra_forbidden"
            for place, near in [(walk(grammar, one["loc"])[0], slip(one, grammar))]
            if near
        }
        for one in wrong:
            place = walk(grammar, one["loc"])[0]
            in_file = self._in_file(place)
            if one["type"] == "missing" and (in_file in self.gone or place in meant or place[-1] in self.lost):
                continue
            if one["type"] == "union_tag_not_found" and "kind" in self.lost:
                continue
            if (
                one["type"] not in _OF_TAGS
                and self._is_table(place)
                and any(gone[:-1] == in_file for gone in self.gone)
            ):
                continue
            yield mistake(one, grammar, self.at, self._in_file)

    def _take_out(self, places: Sequence[Place], wrong: Sequence[Any]) -> bool:
        """Take what is wrong out of the data; tell whether anything was there."""
        targets = {
            self._deletable(place[:-1] if one["type"] == "missing" else place)
            for place, one in zip(places, wrong, strict=True)
        }
        targets.discard(())
        for place in sorted(targets, key=_order, reverse=True):
            self._delete(place)
        return bool(targets)

    def _deletable(self, place: Place) -> Place:
        """Shorten a place to what can be taken out whole: a key, or one of a list of tables."""
        here: Any = self.data
        for depth, part in enumerate(place):
            if isinstance(here, list):
                if place[:depth] not in self.kept or not isinstance(part, int) or part >= len(here):
                    return place[:depth]
                here = here[part]
            elif isinstance(here, dict) and part in here:
                here = here[part]
            else:
                return place[:depth]
        return place

    def _delete(self, place: Place) -> None:
        place = self._deletable(place)
        if not place:
            return
        self.gone.add(self._in_file(place))
        here: Any = self.data
        for part in place[:-1]:
            here = here[part]
        del here[place[-1]]
        if place[:-1] in self.kept:
            del self.kept[place[:-1]][int(place[-1])]

    def _in_file(self, place: Place) -> Place:
        return _translated(place, self.kept)

    def _is_table(self, place: Place) -> bool:
        here: Any = self.data
        for part in place:
            try:
                here = here[part]
            except (KeyError, IndexError, TypeError):
                return False
        return isinstance(here, dict)


def _translated(place: Place, kept: Mapping[Place, Sequence[int]]) -> Place:
    """Give a place of data that items were taken out of as the file has it."""
    if len(place) > 1 and isinstance(place[1], int):
        return (place[0], _index(place[1], kept.get(place[:1])), *place[2:])
    if len(place) > 2 and isinstance(place[2], int):  # noqa: PLR2004 - a list of tables below a table
        return (*place[:2], _index(place[2], kept.get(place[:2])), *place[3:])
    return place


def _index(now: int, kept: Sequence[int] | None) -> int:
    return kept[now] if kept and now < len(kept) else now


def _lists_of_tables(data: Mapping[str, Any], place: Place = ()) -> Iterator[tuple[Place, int]]:
    """Find lists of tables, of the file itself and of its tables."""
    for key, value in data.items():
        if isinstance(value, dict) and not place:
            yield from _lists_of_tables(value, (key,))
        elif isinstance(value, list) and value and all(isinstance(item, dict) for item in value):
            yield (*place, key), len(value)


def _texts(value: Any, place: Place) -> Iterator[tuple[Place, str]]:  # noqa: ANN401 - whatever TOML holds
    """Give every text in the data, the last first, so that taking one out moves none that is still to come."""
    stack: list[tuple[Place, Any]] = [(place, value)]
    while stack:
        here, found = stack.pop()
        if isinstance(found, str):
            yield here, found
        elif isinstance(found, dict):
            stack += [((*here, key), inner) for key, inner in found.items()]
        elif isinstance(found, list):
            stack += [((*here, n), inner) for n, inner in enumerate(found)]


def _order(place: Place) -> tuple[tuple[int, str], ...]:
    return tuple((part, "") if isinstance(part, int) else (0, part) for part in place)
