"""Say in a file what the indexes of a period were made of and hold, for the next build and for `radar verify`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Any, Final

import orjson

from radar.publish.search import search_paths

_VERSION: Final = 2


@dataclass(frozen=True, kw_only=True, slots=True)
class Held:
    """Say what one index holds, or what there is of the program."""

    digest: str = ""
    """Of its files, names and bytes."""
    files: tuple[str, ...] = ()
    """Names below its folder, sorted."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Made:
    """Say what was made of a period."""

    pagefind: str = ""
    """The version that indexed, or should have; empty where there was none."""
    of: str = ""
    """Fingerprint of the records."""
    indexes: Mapping[str, Held] = field(default_factory=dict)
    """By folder below `data/search/`; the program's has no name."""
    problem: str = ""
    """Why an index is missing, where Pagefind was asked."""
    tries: int = 0
    """How often in a row Pagefind was asked in vain."""

    def names(self) -> frozenset[str]:
        """Name every file of it, relative to the output folder."""
        held = self.indexes.items()
        return frozenset(f"{search_paths.FOLDER}{folder}{name}" for folder, one in held for name in one.files)


def dump(made: Made) -> bytes:
    """Write it."""
    indexes = {folder: {"digest": one.digest, "files": one.files} for folder, one in made.indexes.items()}
    told = {"version": _VERSION, "pagefind": made.pagefind, "of": made.of, "indexes": indexes}
    return orjson.dumps(told | ({"problem": made.problem, "tries": made.tries} if made.problem else {}))


def read(output: Path, name: str) -> Made:
    """Read what a build said, by its file's name; an empty one where that is nothing, or cannot be believed."""
    try:
        return _parse((output / name).read_bytes())
    except (OSError, ValueError, TypeError, LookupError, AttributeError):
        return Made()


def _parse(data: bytes) -> Made:
    """Read it. Raises ValueError or its like for what is none, or names a file outside of its family."""
    value: Any = orjson.loads(data)
    indexes = {
        str(folder): Held(digest=str(each["digest"]), files=tuple(map(str, each["files"])))
        for folder, each in value["indexes"].items()
    }
    found = Made(
        pagefind=str(value["pagefind"]),
        of=str(value["of"]),
        indexes=indexes,
        problem=str(value.get("problem", "")),
        tries=int(value.get("tries", 0)),
    )
    if value["version"] != _VERSION or not all(map(search_paths.is_of_pagefind, found.names())):
        raise ValueError("not of this version")
    return found


def held(files: Mapping[str, bytes]) -> Held:
    """Say what some files are."""
    return Held(digest=digest(files), files=tuple(sorted(files)))


def files(output: Path, folder: str, one: Held) -> dict[str, bytes] | None:
    """Give files by name; None where they are not what was said."""
    try:
        found = {name: (output / search_paths.FOLDER / folder / name).read_bytes() for name in one.files}
    except OSError:
        return None
    return found if digest(found) == one.digest else None


def digest(found: Mapping[str, bytes]) -> str:
    """Sum up files, names and bytes."""
    whole = sha256()
    for name, data in sorted(found.items()):
        whole.update(f"{name}\0{len(data)}\0".encode() + data)
    return whole.hexdigest()
