"""Say by which names and ids the papers are found that a day brings, once, for the files that say it again.

A line is `[place, ids, names]`: where the paper stands, its own id and its aliases, and its
authors' names, folded. What a day's own lines say of a paper stands on that day for ever:

- a paper with the ids and authors under which it was first listed;
- what an update of the day adds, an alias or an author whom the first version had not.

So no later event changes what an earlier day says, and files of closed years stay as they are.

A place is the day in three digits to the base 36, counted from 1970-01-01, and then either
the paper's number in `first_met.in_order`, to the same base, or, where an update is told,
`:` and its slug.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import Any, Final

import orjson

from radar.models import Paper, Update
from radar.publish.data.first_met import in_order, indexed
from radar.publish.view import Day
from radar.sift import identity
from radar.sift.keys import fold_name

_FIRST: Final = date(1970, 1, 1)
_DIGITS: Final = "0123456789abcdefghijklmnopqrstuvwxyz"
_DAY: Final = 3
"""Digits of a day: enough until 2097."""

Line = tuple[str, list[str], list[str]]


def lines(day: Day, versions: Mapping[str, Sequence[Paper]]) -> bytes:
    """Write what a day brings: papers in the order of the archive's files, then what updates add.

    `versions` holds of a paper that was updated what it said before, oldest first.
    """
    return orjson.dumps([*_papers(day, versions), *_updates(day, versions)])


def read(data: bytes) -> Sequence[Line]:
    """Read what `lines` wrote; nothing of a day without any."""
    found: Sequence[Line] = orjson.loads(data) if data else ()
    return found


def count(data: bytes) -> tuple[int, int]:
    """Count the names and the ids, each paper's apart."""
    found = read(data)
    return sum(len(names) for _, _, names in found), sum(len(ids) for _, ids, _ in found)


def keys(authors: Iterable[str]) -> list[str]:
    """Fold names, each once."""
    return [key for key in dict.fromkeys(map(fold_name, authors)) if key]


def place(day: date, at: int | str) -> str:
    """Write where a paper stands: by its number on its day, or by its slug."""
    since = base36((day - _FIRST).days).zfill(_DAY)
    return f"{since}:{at}" if isinstance(at, str) else since + base36(at)


def day_of(written: str) -> date:
    """Give the day of a place."""
    return _FIRST + timedelta(days=int(written[:_DAY], 36))


def is_update(written: str) -> bool:
    """Tell a place that an update names: the paper itself stands on an earlier line."""
    return written[_DAY : _DAY + 1] == ":"


def base36(number: int) -> str:
    """Write a whole number from 0 on."""
    written = ""
    while number or not written:
        number, digit = divmod(number, 36)
        written = _DIGITS[digit] + written
    return written


def _papers(day: Day, versions: Mapping[str, Sequence[Paper]]) -> Iterator[Line]:
    found_by_name = {entry.slug for entry in indexed(day)}
    for number, entry in enumerate(in_order(day)):
        first = _first(entry.paper, versions)
        names = keys(first.authors) if entry.slug in found_by_name else []
        yield place(day.day, number), [first.id, *first.aliases], names


def _first(paper: Paper, versions: Mapping[str, Sequence[Paper]]) -> Paper:
    known = versions.get(paper.id)
    return known[0] if known else paper


def _updates(day: Day, versions: Mapping[str, Sequence[Paper]]) -> Iterator[Line]:
    for update in day.updates:
        known = versions.get(update.id)
        if not known:
            continue
        first = known[0]
        aliases = [each for each in _aliases(update) if each not in {first.id, *first.aliases}]
        names = [key for key in keys(_texts(update, "authors")) if key not in set(keys(first.authors))]
        if aliases or names:
            yield place(first.day, identity.slug(first.id)), [first.id, *aliases], names


def _aliases(update: Update) -> Iterable[str]:
    """Give the ids that an update adds: those it names, and its DOI's (`sift.revise`)."""
    doi = update.changes.get("doi", "")
    return dict.fromkeys((*_texts(update, "aliases"), *identity.paper_ids(doi=str(doi))))


def _texts(update: Update, key: str) -> Iterable[str]:
    found: Any = update.changes.get(key, ())
    return map(str, found) if isinstance(found, list | tuple) else ()
