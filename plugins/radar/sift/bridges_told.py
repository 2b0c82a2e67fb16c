"""Name bridges, and tell how new one is beside those that were told before."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Final

_LONGEST: Final = 80
_SAME_PHRASE: Final = 0.4
_SAME_PAPER: Final = 0.5
_SAME_FIELDS: Final = 0.95
_TWO: Final = 2
_HASH: Final = 10


@dataclass(frozen=True, kw_only=True, slots=True)
class Told:
    """Hold what is remembered of a bridge of an earlier day."""

    slug: str
    papers: tuple[str, ...]
    """Ids of the papers it cited."""
    fields: tuple[str, ...]


def slug(fields: Iterable[str], phrase: str) -> str:
    """Name a bridge by its disciplines and its leading phrase, in its compared form; `[a-z0-9-]`, 80 at most."""
    return f"{'-'.join(sorted(set(fields)))}-{_spelled(phrase)}"[:_LONGEST].rstrip("-")


def novelty(name: str, phrase: str, fields: Mapping[str, str], told: Sequence[Told]) -> float:
    """Tell how new a bridge is, 1 to 0: less if its phrase, a paper or its disciplines were told; `fields` by id.

    A bridge of the same name is not new at all, nor is one that joins two papers already joined.
    """
    new = 1.0
    for each in told:
        again = len(set(each.papers) & fields.keys())
        if each.slug == name or again >= _TWO:
            return 0.0
        new *= _SAME_PHRASE if each.slug.endswith(f"-{_spelled(phrase)}") else 1.0
        new *= _SAME_PAPER if again else 1.0
        new *= _SAME_FIELDS if set(each.fields) == set(fields.values()) else 1.0
    return new


def _spelled(phrase: str) -> str:
    """Write a phrase for an address; one without Latin letters by a hash."""
    plain = re.sub(r"[^a-z0-9]+", "-", phrase.lower()).strip("-")
    return plain if plain and phrase.isascii() else sha256(phrase.encode()).hexdigest()[:_HASH]
