"""Cut the days of an archive into tiers, so that a new day rewrites little of what is sorted by name or id.

    2026-06   the running month     a day adds to it
    2026      the year's others     rewritten when a month closes
    sealed    all years before      rewritten when a year closes

What runs is told by the newest of these days, never by a clock. Every tier is sorted
into small files of its own (`sorted_into`); whoever looks something up asks all three.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

from radar.publish.register import Register

SEALED: Final = "sealed"
_BUCKETS: Final = 64
"""Piles that are held packed while pairs come in; one at a time is taken apart."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Tier:
    """Hold the days that are sorted together."""

    name: str
    days: tuple[date, ...]
    """Newest first; never empty."""
    names: int
    ids: int


def tiers(register: Register) -> tuple[Tier, ...]:
    """Cut all days that bring a name or an id, newest first."""
    found: defaultdict[str, list[date]] = defaultdict(list)
    dates = register.named_dates
    for day in dates:
        found[_name(day, dates[0])].append(day)
    return tuple(_tier(name, days, register) for name, days in found.items())


def _name(day: date, newest: date) -> str:
    if day.year != newest.year:
        return SEALED
    return f"{day:%Y-%m}" if day.month == newest.month else f"{day:%Y}"


def _tier(name: str, days: list[date], register: Register) -> Tier:
    counts = [register.count(day) for day in days]
    return Tier(
        name=name, days=tuple(days), names=sum(one.names for one in counts), ids=sum(one.ids for one in counts)
    )


def sorted_into(
    pairs: Iterable[tuple[str, str]], count: int, number: Callable[[str], int]
) -> Iterator[tuple[int, dict[str, str]]]:
    """Sort pairs of key and value into `count` files, in the order of their numbers.

    Values of one key stand in one text, in the order in which they came, with a space
    between them, each once. Keys and values hold neither tabs nor line breaks. Takes some
    25 bytes of memory for each pair.
    """
    piles = [bytearray() for _ in range(min(count, _BUCKETS))]
    size = count // len(piles)
    for key, value in pairs:
        piles[number(key) // size] += f"{key}\t{value}\n".encode()
    for n, pile in enumerate(piles):
        files: list[dict[str, dict[str, None]]] = [{} for _ in range(size)]
        for line in pile.decode().split("\n")[:-1]:
            key, _, value = line.partition("\t")
            files[number(key) - n * size].setdefault(key, {})[value] = None
        pile.clear()
        for offset, file in enumerate(files):
            yield n * size + offset, {key: " ".join(values) for key, values in sorted(file.items())}
