"""List papers of many days, newest first, and tell on which days they stand before any is loaded."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import TYPE_CHECKING, Final, overload

if TYPE_CHECKING:
    from radar.publish.view import Entry

Place = tuple[date, int]
"""The day that lists a paper, and the paper's number there."""


class Listing(Sequence["Entry"]):
    """Give papers by their place in a list; only what is asked for is loaded.

    `places` says where each stands, newest first; `load` gives the papers of some places
    in their order.
    """

    def __init__(self, places: Sequence[Place], load: Callable[[Sequence[Place]], Sequence[Entry]]) -> None:
        """Keep places; nothing is loaded yet."""
        self.places: Final = places
        self._load = load

    def __len__(self) -> int:
        return len(self.places)

    @overload
    def __getitem__(self, index: int) -> Entry: ...

    @overload
    def __getitem__(self, index: slice) -> tuple[Entry, ...]: ...

    def __getitem__(self, index: int | slice) -> Entry | tuple[Entry, ...]:
        if isinstance(index, slice):
            return tuple(self._load(self.places[index]))
        return self._load([self.places[index]])[0]

    def days(self, start: int = 0, stop: int | None = None) -> tuple[date, ...]:
        """Give the days that papers of a stretch stand on, newest first: what a page of them is made from."""
        return tuple(dict.fromkeys(day for day, _ in self.places[start:stop]))


def listing(entries: Sequence[tuple[date, Entry]]) -> Listing:
    """List papers that are loaded already, each with the day that lists it."""
    places = [(day, number) for number, (day, _) in enumerate(entries)]
    return Listing(places, lambda wanted: [entries[number][1] for _, number in wanted])
