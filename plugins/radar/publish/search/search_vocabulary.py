"""Learn from Pagefind what it makes of each word: once for all the records that hold it.

    records ──► words not known yet ──► one record of them all ──► Pagefind ──► Vocabulary

Pagefind 1.5 judges words one by one, whatever stands beside them: it cuts off endings, sets
`Schrödinger` beside `Schrodinger`, and takes `mRNA` apart at half the weight. Its answer to
one record of all words therefore tells everything about any record; `search_postings` makes
the index from it. A test holds the two to what Pagefind writes of the records themselves.
"""

from __future__ import annotations

import gzip
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

import cbor2
import orjson

from radar.publish.search import search_pagefind
from radar.publish.search.search_records import Record

SIGN: Final = b"pagefind_dcd"
"""Stands before what Pagefind packs."""
_MOST: Final = 200_000
"""Words kept for the next records: 60 MB. Some 40,000 stand in 3,000 papers."""

Part = tuple[int, int]
"""A form by its number, and its weight below zero: the least is the heaviest."""


class NotAsKnownError(Exception):
    """What Pagefind wrote is not what its known versions write."""


@dataclass(kw_only=True, slots=True)
class Vocabulary:
    """Know what Pagefind makes of words of one language; grows while records are learnt."""

    version: str = ""
    entry: Mapping[str, Any] = field(default_factory=dict)
    """Its `pagefind-entry.json`."""
    rest: Sequence[Any] = ()
    """What ends its overview: sortings, and names of fields."""
    numbers: dict[tuple[str, str], int] = field(default_factory=dict)
    """Words of the index, each with a form of it, the plain one being ``; numbered as they came."""
    full: int = -1
    """The weight of most words."""
    plain: dict[str, int] = field(default_factory=dict)
    """The form of each word that is found by one alone, at full weight."""
    parts: dict[str, Sequence[Part]] = field(default_factory=dict)
    """What the other words are found by; a form twice where it stands in the word twice."""


class Vocabularies:
    """Know the words of several languages, of records with titles and without."""

    def __init__(self, program: Path) -> None:
        """Know nothing yet."""
        self._program = program
        self._known: dict[tuple[str, bool], Vocabulary] = {}

    def learn(self, records: Sequence[Record], lang: str) -> Vocabulary | str:
        """Know every word of some records, asking Pagefind about new ones; where it failed, say why.

        Raises NotAsKnownError where its answer is not as version 1.5 writes it.
        """
        titled = any(record.title for record in records)
        known = self._known.get((lang, titled), Vocabulary())
        words = {word for record in records for text in (record.title, record.content) for word in text.split()}
        new = sorted(words - known.plain.keys() - known.parts.keys())
        if len(known.plain) + len(known.parts) + len(new) > _MOST:
            known, new = Vocabulary(), sorted(words)
        self._known[lang, titled] = known
        if not new:
            return known
        asked = Record(key=records[0].key, title=new[0] if titled else "", content=" ".join(new), filters={})
        written = search_pagefind.run(self._program, [asked], lang=lang)
        if isinstance(written, str):
            return written
        try:
            _grow(known, new, written)
        except (OSError, ValueError, TypeError, LookupError, EOFError, cbor2.CBORDecodeError) as error:
            del self._known[lang, titled]
            raise NotAsKnownError(f"{type(error).__name__}: {error}"[:200]) from error
        return known


def _grow(known: Vocabulary, words: Sequence[str], written: Mapping[str, bytes]) -> None:
    """Read what Pagefind makes of words that stood in one record, in this order."""
    known.entry = orjson.loads(written["pagefind-entry.json"])
    ((_, index),) = known.entry["languages"].items()
    known.version, ((_, count),), chunks, _, *known.rest = _unpacked(written[f"pagefind.{index['hash']}.pf_meta"])
    if count != len(words):
        raise ValueError("words counted in another way")
    found: defaultdict[str, list[Part]] = defaultdict(list)
    for *_, name in chunks:
        for word, places, variants in _unpacked(written[f"index/{name}.pf_index"])[0]:
            for form, own in (("", places), *variants):
                number = known.numbers.setdefault((word, form), len(known.numbers))
                for at, weight in _places(own):
                    found[words[at]].append((number, weight))
    known.full = min((weight for parts in found.values() for _, weight in parts), default=-1)
    for word in words:
        parts = found.get(word, ())
        if len(parts) == 1 and parts[0][1] == known.full:
            known.plain[word] = parts[0][0]
        else:
            known.parts[word] = tuple(parts)


def _places(own: Iterable[Sequence[Any]]) -> Iterator[tuple[int, int]]:
    """Give where a form stands in the one record, with its weight: positions are steps, anew after each weight."""
    for _, text, _ in own:
        at = weight = 0
        for number in text:
            if number < 0:
                at, weight = 0, number
            else:
                at += number
                yield at, weight


def _unpacked(data: bytes) -> Any:  # noqa: ANN401 - CBOR of whatever shape; what does not fit fails where it is used
    plain = gzip.decompress(data)
    if not plain.startswith(SIGN):
        raise ValueError("a file without Pagefind's sign")
    return cbor2.loads(plain[len(SIGN) :])
