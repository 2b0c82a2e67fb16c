"""Say where words stand in records, in the bytes that Pagefind's program reads in the browser.

A place is `[steps from the record before, [-weight, position, …], [-field, position, …]]`,
of text and title; positions are steps, anew after each weight, and the lighter weight
stands first. Each place is written as CBOR (RFC 8949) at once: there are millions.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import repeat
from operator import sub
from typing import Final

import cbor2

from radar.publish.search.search_vocabulary import Vocabulary

_LIST_OF_3: Final = b"\x83"
_NOTHING: Final = b"\x80"
_NO_FORM: Final = -1
"""Stands for a word that is found by several forms, or by a lighter one."""
_TITLE: Final = -1
"""The one field that records have beside their text."""


class _Numbers(dict[int, bytes]):
    """Write whole numbers, each once."""

    def __missing__(self, number: int) -> bytes:
        return self.setdefault(number, cbor2.dumps(number))


class _Heads(dict[int, bytes]):
    """Write heads of lists of so many parts (RFC 8949, 3), each once."""

    def __missing__(self, length: int) -> bytes:
        return self.setdefault(length, cbor2.dumps([None] * length)[: -length or None])


NUMBERS: Final = _Numbers()
HEADS: Final = _Heads()


class _Steps(dict[int, bytes]):
    """Write how a place begins, by the steps from the record before."""

    def __missing__(self, steps: int) -> bytes:
        return self.setdefault(steps, _LIST_OF_3 + NUMBERS[steps])


class _Alone(dict[int, bytes]):
    """Write the only position of a word, by position."""

    def __init__(self, weight: int, behind: bytes) -> None:
        self._begin = HEADS[2] + NUMBERS[weight]
        self.behind = behind

    def __missing__(self, at: int) -> bytes:
        return self.setdefault(at, self._begin + NUMBERS[at] + self.behind)


_STEPS: Final = _Steps()


class Postings:
    """Gather the places of words, record by record."""

    def __init__(self, known: Vocabulary, *, lean: bool) -> None:
        """Take what Pagefind makes of all words; `lean` forgets where in a text or title a word stands."""
        self._known = known
        self._lean = lean
        self._places: defaultdict[int, list[bytes]] = defaultdict(list)
        self._last: defaultdict[int, int] = defaultdict(int)
        self._count = 0
        self._text = _Alone(known.full, _NOTHING)
        self._title = _Alone(_TITLE, b"")

    def add(self, title: Sequence[str], words: Sequence[str]) -> None:
        """Add the next record."""
        found = self._written(words, self._known.full, self._text)
        for form, head in self._written(title, _TITLE, self._title).items():
            found[form] = found.get(form, _NOTHING + _NOTHING)[: -len(_NOTHING)] + head
        places, last, number = self._places, self._last, self._count
        for form, text in found.items():
            places[form].append(_STEPS[number - last[form]] + text)
            last[form] = number
        self._count += 1

    def words(self) -> Iterator[tuple[str, bytes]]:
        """Give every word in order, with all that is known of it: `[word, places, [[form, places], …]]`."""
        forms: defaultdict[str, dict[str, int]] = defaultdict(dict)
        for (word, form), number in self._known.numbers.items():
            if number in self._places:
                forms[word][form] = number
        for word in sorted(forms, key=str.encode):
            own = forms[word]
            plain = self._listed(own.pop("")) if "" in own else _NOTHING
            others = [HEADS[2] + cbor2.dumps(form) + self._listed(number) for form, number in sorted(own.items())]
            yield word, b"".join((_LIST_OF_3, cbor2.dumps(word), plain, HEADS[len(others)], *others))

    def _listed(self, form: int) -> bytes:
        found = self._places[form]
        return HEADS[len(found)] + b"".join(found)

    def _written(self, words: Sequence[str], full: int, alone: _Alone) -> dict[int, bytes]:
        """Write where each form stands among these words, `full` being the weight of most."""
        forms = list(map(self._known.plain.get, words, repeat(_NO_FORM)))
        lighter = self._lighter(words, forms, full) if _NO_FORM in forms else {}
        found = dict.fromkeys(forms, alone[0]) if self._lean else _placed(forms, full, alone)
        found.update((form, self._weighed(weights) + alone.behind) for form, weights in lighter.items())
        found.pop(_NO_FORM, None)
        return found

    def _lighter(self, words: Sequence[str], forms: Sequence[int], full: int) -> dict[int, dict[int, list[int]]]:
        """Give the positions, by weight, of forms that stand as a part of a word, or beside another form of it."""
        found: dict[int, dict[int, list[int]]] = {}
        for at, form in enumerate(forms):
            for part, weight in self._known.parts.get(words[at], ()) if form == _NO_FORM else ():
                own = found.setdefault(part, {})
                own.setdefault(weight if full != _TITLE else full, []).append(at)
        for part, own in found.items():
            if plain := [at for at, form in enumerate(forms) if form == part]:
                own[full] = sorted((*own.get(full, ()), *plain))
        return found

    def _weighed(self, weights: Mapping[int, Sequence[int]]) -> bytes:
        """Write positions of several weights, of a lean index that there are any at the greatest."""
        if self._lean:
            return HEADS[2] + NUMBERS[min(weights)] + NUMBERS[0]
        length = sum(len(at) + 1 for at in weights.values())
        parts = (_positions(NUMBERS[weight], at) for weight, at in sorted(weights.items(), reverse=True))
        return HEADS[length] + b"".join(parts)


def _placed(forms: Sequence[int], full: int, alone: _Alone) -> dict[int, bytes]:
    """Write the positions of each of these, most of which stand once."""
    first = dict(zip(reversed(forms), range(len(forms) - 1, -1, -1), strict=True))
    last = dict(zip(forms, range(len(forms)), strict=True))
    found = dict(zip(first, map(alone.__getitem__, first.values()), strict=True))
    again: dict[int, list[int]] = {form: [] for form, at in first.items() if last[form] != at}
    for at, form in enumerate(forms):
        if form in again:
            again[form].append(at)
    for form, all_of in again.items():
        found[form] = _positions(HEADS[len(all_of) + 1] + NUMBERS[full], all_of) + alone.behind
    return found


def _positions(begin: bytes, at: Sequence[int]) -> bytes:
    """Write positions in order as steps, behind what begins them."""
    return b"".join((begin, NUMBERS[at[0]], *map(NUMBERS.__getitem__, map(sub, at[1:], at))))
