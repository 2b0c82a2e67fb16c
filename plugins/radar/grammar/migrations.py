"""Read files of older versions: each step brings a file's data to the next version and says what it changed."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, kw_only=True, slots=True)
class Change:
    """Say what a step changed, so that the owner can write it so."""

    path: str
    what: str
    what_zh: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Step:
    """Bring data of version `to - 1` to version `to`."""

    to: int
    apply: Callable[[dict[str, Any]], Iterator[Change]]
    """Changes the data in place, whatever it holds; what is no older file's is left to the grammar."""


def migrate(data: dict[str, Any], steps: Sequence[Step]) -> tuple[Change, ...]:
    """Bring data to the newest version, in place; data of that version, or of none known, stay as they are.

    `steps` stand in the order of versions. A file without `version` is of version 0.
    """
    version = data.get("version", 0)
    if isinstance(version, bool) or not isinstance(version, int) or version < 0:
        return ()
    done: list[Change] = []
    for step in steps:
        if step.to > version:
            done += step.apply(data)
            data["version"] = step.to
    return tuple(done)
