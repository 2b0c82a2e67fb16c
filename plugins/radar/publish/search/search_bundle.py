"""Make of what Pagefind wrote an index that is the same whenever its records are, and small.

Pagefind 1.5 numbers the values of filters in an order that changes from run to run, and
gives each record a file of its own under a random-looking name, which the browser must
know by heart: seven bytes a record. Here filters are sorted, records are named by their
keys, and their files, which our own pages replace (`search_cards`), are left out. The
words of an index lie in pieces, of which a search loads those that it needs: pieces of a
third of Pagefind's size save more than they cost.

The files are gzip of `pagefind_dcd` and CBOR (RFC 8949). Version 1.5's overview is
`[version, [[name, words], …], [[from, to, chunk], …], [[filter, name], …], …]`.
"""

from __future__ import annotations

import gzip
from collections.abc import Iterator, Mapping, Sequence
from hashlib import sha256
from typing import Any, Final

import cbor2
import orjson

_SIGN: Final = b"pagefind_dcd"
_PIECE: Final = 20_000
"""Bytes of a piece of an index, packed less than half of it, but for a single word that has more."""
_HASH: Final = 10

SHARED: Final = ("pagefind.js", "wasm.en.pagefind", "wasm.unknown.pagefind")
"""What all indexes of a site need once."""


class NotAsKnownError(Exception):
    """What Pagefind wrote is not what its known versions write."""


Files = Mapping[str, bytes]


def shared(written: Files) -> dict[str, bytes]:
    """Give the program that searches in the browser, by file name."""
    return {name: written[name] for name in SHARED if name in written}


def bundle(written: Files) -> dict[str, bytes]:
    """Make of the files that Pagefind wrote those of an index, by name, same records giving same bytes.

    Raises NotAsKnownError where they are not those of one index as version 1.5 writes it.
    """
    try:
        return _bundle(written)
    except (OSError, ValueError, TypeError, LookupError, EOFError, cbor2.CBORDecodeError) as error:
        raise NotAsKnownError(f"{type(error).__name__}: {error}"[:200]) from error


def _bundle(written: Files) -> dict[str, bytes]:
    entry = orjson.loads(written["pagefind-entry.json"])
    ((lang, index),) = entry["languages"].items()
    overview = _read(written[f"pagefind.{index['hash']}.pf_meta"])
    version, pages, chunks, filters, *rest = overview
    files, pieces, named = {}, [], []
    for *_, old in chunks:
        for words in _pieces(_read(written[f"index/{old}.pf_index"])):
            data = _packed([words])
            new = f"{lang}_{sha256(data).hexdigest()[:_HASH]}"
            files[f"index/{new}.pf_index"] = data
            pieces.append([words[0][0], words[-1][0], new])
    for name, old in sorted(filters):
        data = _filter(written[f"filter/{old}.pf_filter"])
        new = f"{lang}_{sha256(data).hexdigest()[:_HASH]}"
        files[f"filter/{new}.pf_filter"] = data
        named.append([name, new])
    keyed = [[_key(written[f"fragment/{old}.pf_fragment"]), words] for old, words in pages]
    data = _packed([version, keyed, pieces, named, *rest])
    hashed = f"{lang}_{sha256(data).hexdigest()[:_HASH]}"
    files[f"pagefind.{hashed}.pf_meta"] = data
    files["pagefind-entry.json"] = _entry(entry, lang, index, hashed)
    return dict(sorted(files.items()))


def _pieces(chunk: Sequence[Sequence[Sequence[Any]]]) -> Iterator[list[Sequence[Any]]]:
    """Cut a chunk, `[[[word, where, …], …]]` in order of words, into pieces."""
    (words,) = chunk
    piece: list[Sequence[Any]] = []
    size = 0
    for word in words:
        weight = len(cbor2.dumps(word))
        if piece and size + weight > _PIECE:
            yield piece
            piece, size = [], 0
        piece.append(word)
        size += weight
    if piece:
        yield piece


def _entry(entry: Mapping[str, Any], lang: str, index: Mapping[str, Any], hashed: str) -> bytes:
    """Write where reading begins; the steps lead from `wasm.<here>.pagefind` to the one copy of all periods."""
    told = {"hash": hashed, "wasm": f"/../../../wasm.{index['wasm'] or 'unknown'}", "page_count": index["page_count"]}
    characters = entry.get("include_characters", [])
    return orjson.dumps({"version": entry["version"], "languages": {lang: told}, "include_characters": characters})


def _filter(data: bytes) -> bytes:
    name, values = _read(data)
    return _packed([name, sorted([value, sorted(pages)] for value, pages in values)])


def _key(fragment: bytes) -> str:
    return str(orjson.loads(_unpacked(fragment))["url"])


def _read(data: bytes) -> Any:  # noqa: ANN401 - CBOR of whatever shape; what does not fit fails where it is used
    return cbor2.loads(_unpacked(data))


def _unpacked(data: bytes) -> bytes:
    plain = gzip.decompress(data)
    if not plain.startswith(_SIGN):
        raise ValueError("a file without Pagefind's sign")
    return plain[len(_SIGN) :]


def _packed(value: object) -> bytes:
    return gzip.compress(_SIGN + cbor2.dumps(value), compresslevel=9, mtime=0)
