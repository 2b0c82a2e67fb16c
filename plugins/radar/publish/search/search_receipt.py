"""Say in a file what each index was made of and holds, for the next build and for `radar verify`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Any, Final

import orjson

from radar.publish.search import search_paths

_VERSION: Final = 1


@dataclass(frozen=True, kw_only=True, slots=True)
class Made:
    """Say what one index was made of, and what it holds."""

    of: str
    """Fingerprint of its records."""
    digest: str
    """Of its files."""
    files: tuple[str, ...]
    """Names below its folder, sorted; none where there was nothing to index."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Receipt:
    """Say what one build made."""

    pagefind: str = ""
    """The version that indexed; empty where there is no index."""
    shared: Mapping[str, str] = field(default_factory=dict)
    """SHA-256 of what all indexes need once, by name below `data/search/`."""
    indexes: Mapping[str, Made] = field(default_factory=dict)
    """By folder."""

    def names(self) -> frozenset[str]:
        """Name every file of it, relative to the output folder."""
        shared = {f"{search_paths.FOLDER}{name}" for name in self.shared}
        return frozenset(shared | {f"{folder}{name}" for folder, made in self.indexes.items() for name in made.files})


def dump(pagefind: str, shared: Mapping[str, bytes], indexes: Mapping[str, Made]) -> bytes:
    """Write a receipt."""
    return orjson.dumps(
        {
            "version": _VERSION,
            "pagefind": pagefind if indexes else "",
            "shared": {name: sha256(data).hexdigest() for name, data in shared.items()},
            "indexes": {
                folder: {"of": made.of, "digest": made.digest, "files": made.files}
                for folder, made in indexes.items()
            },
        }
    )


def read(output: Path) -> Receipt:
    """Read what the build of an output folder said; an empty one where that is nothing, or not true any more."""
    try:
        found = _parse((output / search_paths.FILES).read_bytes())
        held = all(
            sha256((output / search_paths.FOLDER / name).read_bytes()).hexdigest() == known
            for name, known in found.shared.items()
        )
    except (OSError, ValueError, TypeError, LookupError, AttributeError):
        return Receipt()
    return found if held else Receipt()


def _parse(data: bytes) -> Receipt:
    """Read a receipt. Raises ValueError or its like for what is none, or names a file outside of its family."""
    value: Any = orjson.loads(data)
    indexes = {
        str(folder): Made(of=str(each["of"]), digest=str(each["digest"]), files=tuple(map(str, each["files"])))
        for folder, each in value["indexes"].items()
    }
    shared = {str(name): str(known) for name, known in value["shared"].items()}
    found = Receipt(pagefind=str(value["pagefind"]), shared=shared, indexes=indexes)
    if value["version"] != _VERSION or not all(map(search_paths.is_of_pagefind, found.names())):
        raise ValueError("not a receipt of this version")
    return found


def files(output: Path, folder: str, made: Made) -> dict[str, bytes] | None:
    """Give an index's files by name; None where they are not what the receipt says."""
    try:
        found = {name: (output / folder / name).read_bytes() for name in made.files}
    except OSError:
        return None
    return found if digest(found) == made.digest else None


def digest(found: Mapping[str, bytes]) -> str:
    """Sum up an index's files, names and bytes."""
    whole = sha256()
    for name, data in sorted(found.items()):
        whole.update(f"{name}\0{len(data)}\0".encode() + data)
    return whole.hexdigest()
