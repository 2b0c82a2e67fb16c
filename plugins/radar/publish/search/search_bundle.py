"""Make of what Pagefind wrote an index that is the same whenever its records are, and small.

    what Pagefind wrote of some records, once or several times ──► words, filters, keys ──► one index

Pagefind 1.5 numbers the values of filters in an order that changes from run to run, and
gives each record a file of its own under a random-looking name, which the browser must
know by heart: seven bytes a record. Here filters are sorted, records are named by their
keys, and their files, which our own pages replace (`search_cards`), are left out. The
words of an index lie in pieces, of which a search loads those that it needs: pieces of a
third of Pagefind's size save more than they cost. A lean index forgets where in a text a
word stands: it takes half of the bytes, and only phrases cannot be found by it.

The files are gzip of `pagefind_dcd` and CBOR (RFC 8949). Version 1.5's overview is
`[version, [[name, words], …], [[from, to, chunk], …], [[filter, name], …], …]`; a chunk is
`[[[word, places, variants], …]]`, a place `[steps from the record before, [-weight, position,
…], [-field, position, …]]`, variants `[[form, places], …]`.
"""

from __future__ import annotations

import gzip
from collections.abc import Iterable, Iterator, Mapping, Sequence
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
_Place = tuple[int, Sequence[int], Sequence[int]]
"""The number of a record, and where in its text and title a word stands there."""


def shared(written: Files) -> dict[str, bytes]:
    """Give the program that searches in the browser, by file name."""
    return {name: written[name] for name in SHARED if name in written}


def bundle(written: Iterable[Files], *, lean: bool = False) -> dict[str, bytes]:
    """Make of the files that Pagefind wrote, run by run, those of one index: same records, same bytes.

    Records keep their order. Raises NotAsKnownError where the files are not those of
    indexes of one language as version 1.5 writes them.
    """
    try:
        return _Index(written, lean=lean).files()
    except (OSError, ValueError, TypeError, LookupError, EOFError, cbor2.CBORDecodeError) as error:
        raise NotAsKnownError(f"{type(error).__name__}: {error}"[:200]) from error


class _Index:
    """Gather several of Pagefind's indexes into one."""

    def __init__(self, written: Iterable[Files], *, lean: bool) -> None:
        self._lean = lean
        self._entry: Mapping[str, Any] = {}
        self._version: Any = None
        self._rest: Sequence[Any] = ()
        self._keys: list[list[Any]] = []
        self._words: dict[str, dict[str, list[_Place]]] = {}
        """Places by form of a word: the plain one is named ``."""
        self._filters: dict[str, dict[str, list[int]]] = {}
        self._kept: dict[tuple[int, ...], tuple[int, ...]] = {}
        for each in written:
            self._add(each)

    def _add(self, written: Files) -> None:
        entry = orjson.loads(written["pagefind-entry.json"])
        ((lang, index),) = entry["languages"].items()
        version, pages, chunks, filters, *rest = _read(written[f"pagefind.{index['hash']}.pf_meta"])
        if self._entry and lang not in self._entry["languages"]:
            raise ValueError("indexes of two languages")
        self._entry = self._entry or entry
        self._version, self._rest = version, max(self._rest, rest, key=lambda each: len(str(each)))
        start = len(self._keys)
        for *_, name in chunks:
            (words,) = _read(written[f"index/{name}.pf_index"])
            for word, places, variants in words:
                forms = self._words.setdefault(word, {})
                for form, own in (("", places), *variants):
                    forms.setdefault(form, []).extend(self._places(own, start))
        for name, file in filters:
            for value, numbers in _read(written[f"filter/{file}.pf_filter"])[1]:
                known = self._filters.setdefault(name, {}).setdefault(value, [])
                known.extend(start + number for number in sorted(numbers))
        self._keys += [[_key(written[f"fragment/{name}.pf_fragment"]), words] for name, words in pages]

    def _places(self, places: Iterable[Sequence[Any]], start: int) -> Iterator[_Place]:
        number = start
        for steps, text, title in places:
            number += steps
            yield number, self._positions(text), self._positions(title)

    def _positions(self, positions: Sequence[int]) -> Sequence[int]:
        """Give positions as they are, or of a lean index that there are any, at their greatest weight."""
        if self._lean and positions:
            positions = (min(positions), 0)
        # Many words stand alike in many records: equal ones are kept once.
        return self._kept.setdefault((key := tuple(positions)), key)

    def files(self) -> dict[str, bytes]:
        """Write it."""
        ((lang, index),) = self._entry["languages"].items()
        files, pieces, named = {}, [], []
        for words, data in self._pieces():
            new = f"{lang}_{sha256(data).hexdigest()[:_HASH]}"
            files[f"index/{new}.pf_index"] = data
            pieces.append([words[0], words[1], new])
        for name, values in sorted(self._filters.items()):
            data = _packed(cbor2.dumps([name, [[value, numbers] for value, numbers in sorted(values.items())]]))
            new = f"{lang}_{sha256(data).hexdigest()[:_HASH]}"
            files[f"filter/{new}.pf_filter"] = data
            named.append([name, new])
        data = _packed(cbor2.dumps([self._version, self._keys, pieces, named, *self._rest]))
        hashed = f"{lang}_{sha256(data).hexdigest()[:_HASH]}"
        files[f"pagefind.{hashed}.pf_meta"] = data
        files["pagefind-entry.json"] = _entry(self._entry, lang, index["wasm"], hashed, len(self._keys))
        return dict(sorted(files.items()))

    def _pieces(self) -> Iterator[tuple[tuple[str, str], bytes]]:
        """Give pieces of the words in order, each by its first and last word, packed."""
        piece: list[bytes] = []
        size, first, last = 0, "", ""
        for word in sorted(self._words, key=str.encode):
            data = cbor2.dumps(_word(word, self._words[word]))
            if piece and size + len(data) > _PIECE:
                yield (first, last), _packed(_array(1) + _array(len(piece)) + b"".join(piece))
                piece, size = [], 0
            first, last = first if piece else word, word
            piece.append(data)
            size += len(data)
        if piece:
            yield (first, last), _packed(_array(1) + _array(len(piece)) + b"".join(piece))


def _word(word: str, forms: Mapping[str, Sequence[_Place]]) -> list[Any]:
    variants = [[form, _steps(places)] for form, places in sorted(forms.items()) if form]
    return [word, _steps(forms.get("", ())), variants]


def _steps(places: Iterable[_Place]) -> list[Any]:
    """Write places as Pagefind does: each by its distance from the one before."""
    found, before = [], 0
    for number, text, title in places:
        found.append((number - before, text, title))
        before = number
    return found


def _entry(entry: Mapping[str, Any], lang: str, wasm: str | None, hashed: str, records: int) -> bytes:
    """Write where reading begins; the steps lead from `wasm.<here>.pagefind` to the one copy of all periods."""
    told = {"hash": hashed, "wasm": f"/../../../wasm.{wasm or 'unknown'}", "page_count": records}
    characters = entry.get("include_characters", [])
    return orjson.dumps({"version": entry["version"], "languages": {lang: told}, "include_characters": characters})


def _key(fragment: bytes) -> str:
    return str(orjson.loads(_unpacked(fragment))["url"])


def _read(data: bytes) -> Any:  # noqa: ANN401 - CBOR of whatever shape; what does not fit fails where it is used
    return cbor2.loads(_unpacked(data))


def _unpacked(data: bytes) -> bytes:
    plain = gzip.decompress(data)
    if not plain.startswith(_SIGN):
        raise ValueError("a file without Pagefind's sign")
    return plain[len(_SIGN) :]


def _array(length: int) -> bytes:
    """Write the head of an array of so many parts (RFC 8949, 3)."""
    return cbor2.dumps([None] * length)[:-length]


def _packed(written: bytes) -> bytes:
    return gzip.compress(_SIGN + written, compresslevel=9, mtime=0)
