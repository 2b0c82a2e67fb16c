"""Tell which papers a paper is close to, by the closeness files of the days that speak of its day."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Final

from radar.archive import closeness
from radar.models import Closeness
from radar.publish.gather.base import DAY, Base
from radar.publish.related import nearest
from radar.publish.view import Neighbour

_NAMES: Final = 60_000
"""Neighbours kept: a few MB."""
_BATCH: Final = 500
"""Ids in one question."""

Neighbours = Mapping[str, tuple[Neighbour, ...]]
"""By the id of the paper that they are related to."""


class Nearness:
    """Answer for one archive, whose `pairs` say which files to look into."""

    def __init__(self, root: Path, base: Base) -> None:
        """Read nothing yet."""
        self._root = root
        self._base = base
        self._neighbours: dict[str, Neighbour | None] = {}

    @cached_property
    def retracted(self) -> Mapping[str, date]:
        """Give the days that last told of retractions, by id."""
        rows = self._base.ask("SELECT id, MAX(row) FROM updates WHERE retracts GROUP BY id")
        return {paper_id: date.fromordinal(row // DAY) for paper_id, row in rows}

    def of_day(self, day: date, ids: Iterable[str], close: Mapping[str, Closeness]) -> Neighbours:
        """Give what papers of one day are related to, nearest first, by id; `close` is the day's own file."""
        own = ((one.id, one.related) for one in close.values())
        others = (by_day for by_day in self._shown_on(day) if by_day != day.toordinal())
        edges = [_both_ways(own), *(_both_ways(closeness.related_of(self._root, _day(each))) for each in others)]
        found: dict[str, dict[str, float]] = {}
        for here in ids:
            if here not in self.retracted:
                near: dict[str, float] = {}
                for each in edges:
                    for there, close_by in each.get(here, ()):
                        near[there] = max(close_by, near.get(there, close_by))
                if near:
                    found[here] = near
        self._learn({there for near in found.values() for there in near})
        return {here: nearest(day, near, self._neighbours) for here, near in found.items()}

    def of(self, ids: Collection[str], day: date) -> Neighbours:
        """Give what some papers of a day are related to, as `of_day` does."""
        found: defaultdict[str, dict[str, float]] = defaultdict(dict)
        for by_day in self._shown_on(day):
            for here, there, close in self._edges_of(ids, by_day):
                if here not in self.retracted:
                    found[here][there] = max(close, found[here].get(there, close))
        self._learn({there for near in found.values() for there in near})
        return {here: nearest(day, near, self._neighbours) for here, near in found.items()}

    def around(self, paper_id: str, day: date) -> frozenset[str]:
        """Give every id that a closeness file joins with one, shown or not."""
        rows = self._base.ask("SELECT by_day FROM pairs WHERE day = ?", day.toordinal())
        return frozenset(there for (by_day,) in rows for _, there, _ in self._edges_of([paper_id], by_day))

    def _shown_on(self, day: date) -> Iterator[int]:
        rows = self._base.ask("SELECT by_day FROM pairs WHERE day = ? AND shows", day.toordinal())
        return (by_day for (by_day,) in rows)

    def _edges_of(self, ids: Collection[str], by_day: int) -> Iterator[tuple[str, str, float]]:
        """Give each of these ids with what a file joins it with, and how close they are."""
        for here, near in closeness.related_of(self._root, _day(by_day), naming=ids):
            for there, close in near:
                if here != there:
                    if here in ids:
                        yield here, there, close
                    if there in ids:
                        yield there, here, close

    def _learn(self, ids: Iterable[str]) -> None:
        """Look up what papers are called, unless that is known."""
        unknown = [paper_id for paper_id in ids if paper_id not in self._neighbours]
        if len(self._neighbours) + len(unknown) > _NAMES:
            self._neighbours.clear()
            unknown = list(ids)
        self._neighbours.update(dict.fromkeys(unknown))
        for start in range(0, len(unknown), _BATCH):
            some = unknown[start : start + _BATCH]
            marks = ",".join("?" * len(some))
            query = f"SELECT id, row, title FROM papers WHERE id IN ({marks}) AND first AND NOT hidden"  # noqa: S608 - question marks
            for paper_id, row, title in self._base.ask(query, *some):
                if paper_id not in self.retracted:
                    day = date.fromordinal(row // DAY)
                    self._neighbours[paper_id] = Neighbour(id=paper_id, day=day, title=title)


def _both_ways(lines: Iterable[tuple[str, tuple[tuple[str, float], ...]]]) -> Mapping[str, list[tuple[str, float]]]:
    found: defaultdict[str, list[tuple[str, float]]] = defaultdict(list)
    for here, near in lines:
        for there, close in near:
            if there != here:
                found[here].append((there, close))
                found[there].append((here, close))
    return found


def _day(ordinal: int) -> date:
    return date.fromordinal(ordinal)
