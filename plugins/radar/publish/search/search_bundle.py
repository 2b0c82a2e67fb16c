"""Write the files of an index as Pagefind's program in the browser reads them, small and always the same.

    records ──► search_vocabulary ──► search_postings ──► pieces of words ──┐
       └──────► filters, keys ──────────────────────────────────────────────┴► files

Pagefind itself gives each record a file under a random-looking name, which the browser
must know by heart, and numbers the values of filters in an order that changes from run to
run. Here records are named by their keys, their files, which our own pages replace
(`search_cards`), are left out, and filters are sorted. The words of an index lie in
pieces, of which a search loads those that it needs: pieces of a third of Pagefind's size
save more than they cost. A lean index forgets where in a text a word stands: it takes half
of the bytes, and only phrases cannot be found by it.

The files are gzip of `pagefind_dcd` and CBOR (RFC 8949). Version 1.5's overview is
`[version, [[name, words], …], [[from, to, chunk], …], [[filter, name], …], …]`; a chunk is
`[[[word, places, variants], …]]`, variants `[[form, places], …]`.
"""

from __future__ import annotations

import gzip
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from hashlib import sha256
from typing import Any, Final

import cbor2
import orjson

from radar.publish.search.search_postings import HEADS, Postings
from radar.publish.search.search_records import Record
from radar.publish.search.search_vocabulary import SIGN, Vocabularies, Vocabulary

_PIECE: Final = 20_000
"""Bytes of a piece of an index, packed less than half of it, but for a single word that has more."""
_LEVEL: Final = 7
"""Of gzip: two more take twice as long, and save a three-hundredth."""
_HASH: Final = 10

SHARED: Final = ("pagefind.js", "wasm.en.pagefind", "wasm.unknown.pagefind")
"""What all indexes of a site need once."""


def shared(written: Mapping[str, bytes]) -> dict[str, bytes]:
    """Give the program that searches in the browser, by file name."""
    return {name: written[name] for name in SHARED if name in written}


def bundle(
    learnt: Vocabularies, records: Sequence[Record], *, lang: str, lean: bool = False
) -> dict[str, bytes] | str:
    """Give the files of an index of some records, in their order; where Pagefind failed, say why.

    `lang` is as `search_pagefind.run` takes it. What `learnt` knows saves asking, and changes
    nothing. Raises NotAsKnownError where Pagefind's
    answer is not as version 1.5 writes it.
    """
    known = learnt.learn(records, lang)
    if isinstance(known, str):
        return known
    postings = Postings(known, lean=lean)
    keys = []
    for record in records:
        words = record.content.split()
        postings.add(record.title.split(), words)
        keys.append([record.key, len(words)])
    return _files(known, keys, list(_pieces(postings)), _filters(records))


def _files(
    known: Vocabulary, keys: Sequence[Sequence[Any]], pieces: Iterable[tuple[str, str, bytes]], filters: Iterable[Any]
) -> dict[str, bytes]:
    ((lang, index),) = known.entry["languages"].items()
    files, parts, named = {}, [], []
    for first, last, data in pieces:
        new = _name(lang, data)
        files[f"index/{new}.pf_index"] = data
        parts.append([first, last, new])
    for name, values in filters:
        data = _packed(cbor2.dumps([name, values]))
        new = _name(lang, data)
        files[f"filter/{new}.pf_filter"] = data
        named.append([name, new])
    data = _packed(cbor2.dumps([known.version, keys, parts, named, *known.rest]))
    new = _name(lang, data)
    files[f"pagefind.{new}.pf_meta"] = data
    files["pagefind-entry.json"] = _entry(known.entry, lang, index["wasm"], new, len(keys))
    return dict(sorted(files.items()))


def _filters(records: Iterable[Record]) -> list[tuple[str, list[Any]]]:
    """List by name and value the records that have it, all in order."""
    found: defaultdict[str, defaultdict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
    for number, record in enumerate(records):
        for name, values in record.filters.items():
            for value in values:
                found[name][value].append(number)
    return [(name, [[value, at] for value, at in sorted(values.items())]) for name, values in sorted(found.items())]


def _pieces(postings: Postings) -> Iterator[tuple[str, str, bytes]]:
    """Give pieces of the words in order, each by its first and last word, packed."""
    piece: list[bytes] = []
    size, first, last = 0, "", ""
    for word, data in postings.words():
        if piece and size + len(data) > _PIECE:
            yield first, last, _packed(HEADS[1] + HEADS[len(piece)] + b"".join(piece))
            piece, size = [], 0
        first, last = first if piece else word, word
        piece.append(data)
        size += len(data)
    if piece:
        yield first, last, _packed(HEADS[1] + HEADS[len(piece)] + b"".join(piece))


def _entry(entry: Mapping[str, Any], lang: str, wasm: str | None, hashed: str, records: int) -> bytes:
    """Write where reading begins; the steps lead from `wasm.<here>.pagefind` to the one copy of all periods."""
    told = {"hash": hashed, "wasm": f"/../../../wasm.{wasm or 'unknown'}", "page_count": records}
    characters = entry.get("include_characters", [])
    return orjson.dumps({"version": entry["version"], "languages": {lang: told}, "include_characters": characters})


def _name(lang: str, data: bytes) -> str:
    return f"{lang}_{sha256(data).hexdigest()[:_HASH]}"


def _packed(written: bytes) -> bytes:
    return gzip.compress(SIGN + written, compresslevel=_LEVEL, mtime=0)
