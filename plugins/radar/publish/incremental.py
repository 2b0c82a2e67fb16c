"""Build only what changed: units with declared inputs, and a receipt of what each wrote."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from hashlib import blake2b


@dataclass(frozen=True, kw_only=True, slots=True)
class Unit:
    """Name some files of a site that are made together, and everything that they are made from."""

    name: str
    """Unique, and the same from build to build: `day/2026-01-05`."""
    inputs: Mapping[str, str]
    """Fingerprints by name. While they stand, so do the unit's files."""
    make: Callable[[], Iterable[tuple[str, bytes]]]
    """Give every file, relative to the output folder, with its bytes; reads nothing but the inputs."""
    near: str = field(default="")
    """Units of one `near` read the same inputs: they are made one after the other by one worker."""


def fingerprint(*parts: object) -> str:
    """Sum up some values by their text; the same values in the same order give the same fingerprint."""
    whole = blake2b(digest_size=16)
    for part in parts:
        data = part if isinstance(part, bytes) else str(part).encode("utf-8", "surrogatepass")
        whole.update(len(data).to_bytes(8, "little") + data)
    return whole.hexdigest()
