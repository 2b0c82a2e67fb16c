"""Give days, papers, reports of a whole archive as collections that load what is asked for."""

from __future__ import annotations

from collections import Counter, OrderedDict
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Final, TypeVar, overload

import orjson

from radar.archive import runs
from radar.config import Config
from radar.models import Paper
from radar.outcomes import RunReport
from radar.publish.gather.base import Base
from radar.publish.gather.loading import Loader
from radar.publish.gather.register import Places, RegisterOfRows
from radar.publish.gather.rows import LISTED, listed
from radar.publish.gathered import most
from radar.publish.listing import Listing, Place
from radar.publish.view import Day, Days, Entry

T = TypeVar("T")

KEPT: Final = 12_000
"""Papers of days that are kept, some 60 MB; of one larger day all are.

Lists of fields, topics and sources reach over the same few weeks of days: where these are
not kept, a day of 274 papers added to 10,000 loads days 233 times.
"""
_DEARER: Final = 4
"""How many times more a paper costs that is loaded alone than one of a whole day."""
_SINGLE: Final = 2_000
"""Papers kept that were loaded alone."""


class _OfDays(Sequence[T]):
    """Give one thing a day, newest first, loaded when it is asked for."""

    dates: tuple[date, ...]

    def _load(self, day: date) -> T:
        raise NotImplementedError

    def __len__(self) -> int:
        return len(self.dates)

    def __iter__(self) -> Iterator[T]:
        return map(self._load, self.dates)

    @overload
    def __getitem__(self, index: int) -> T: ...

    @overload
    def __getitem__(self, index: slice) -> tuple[T, ...]: ...

    def __getitem__(self, index: int | slice) -> T | tuple[T, ...]:
        if isinstance(index, slice):
            return tuple(map(self._load, self.dates[index]))
        return self._load(self.dates[index])


class LazyDays(_OfDays[Day], Days):
    """Give the days that are shown."""

    def __init__(self, config: Config, root: Path, base: Base) -> None:
        """Load nothing yet."""
        self.base: Final = base
        self.register = RegisterOfRows(base, self.listed, most(config))
        self.loader: Final = Loader(config, root, base)
        self._kept: OrderedDict[date, Day] = OrderedDict()
        self._size = 0
        self._single: dict[str, Entry] = {}
        self._asked: Counter[date] = Counter()

    @property
    def dates(self) -> tuple[date, ...]:  # type: ignore[override] # read when first asked for
        """Give every day that is shown, newest first."""
        return self.register.dates

    def close(self) -> None:
        """Let the file go."""
        self.base.close()

    def listing(self, kind: str, key: str, *, most: int | None = None) -> tuple[Listing, int]:
        """Give a list's papers, and how many there are, those behind `most` too."""
        places = Places(self.base, kind, key, most=most)
        return Listing(places, self.listed), places.total

    def on(self, day: date) -> Day | None:
        """Give a day that is shown."""
        return self._load(day) if self.register.digest(day) else None

    def listed(self, places: Sequence[Place]) -> Sequence[Entry]:
        """Give the papers of places, as lists number them: of days not loaded, a few papers alone."""
        wanted: dict[date, list[int]] = {}
        for day, number in places:
            wanted.setdefault(day, []).append(number)
        found: dict[Place, Entry] = {}
        for day, numbers in wanted.items():
            found |= zip(((day, number) for number in numbers), self._numbered(day, numbers), strict=True)
        return [found[place] for place in places]

    def _numbered(self, day: date, numbers: Sequence[int]) -> Sequence[Entry]:
        if day not in self._kept:
            ((ids,),) = self.base.ask(
                "SELECT numbers FROM lists WHERE kind = ? AND key = '' AND day = ?", LISTED, day.toordinal()
            )
            names = orjson.loads(ids)
            self._asked[day] += len(numbers)
            if self._asked[day] * _DEARER <= len(names):
                return self._alone([names[number] for number in numbers])
        every = listed(self._load(day))
        return [every[number] for number in numbers]

    def _alone(self, ids: Sequence[str]) -> Sequence[Entry]:
        unknown = [i for i in ids if i not in self._single]
        if len(self._single) + len(unknown) > _SINGLE:
            self._single.clear()
            unknown = list(ids)
        self._single |= self.loader.entries(unknown)
        return [self._single[i] for i in ids]

    def _load(self, day: date) -> Day:
        found = self._kept.get(day)
        if found is None:
            found = self._kept[day] = self.loader.day(day).day
            self._size += _size(found)
            while self._size > KEPT and len(self._kept) > 1:
                _, old = self._kept.popitem(last=False)
                self._size -= _size(old)
        else:
            self._kept.move_to_end(day)
        return found


class LazyRuns(_OfDays[RunReport]):
    """Give the run reports."""

    def __init__(self, root: Path, base: Base) -> None:
        """Load nothing yet."""
        self._root = root
        days = base.ask("SELECT day FROM files WHERE kind = 'runs' ORDER BY day DESC")
        self.dates = tuple(date.fromordinal(day) for (day,) in days)
        self._kept: dict[date, RunReport] = {}

    def _load(self, day: date) -> RunReport:
        if day not in self._kept:
            if len(self._kept) > _REPORTS:
                self._kept.clear()
            report = runs.read(self._root, day)
            if report is None:
                raise LookupError(f"{day}: its run report is gone")
            self._kept[day] = report
        return self._kept[day]


_REPORTS: Final = 400


class LazyPapers(Mapping[str, T]):
    """Give what is known of papers that may be shown, by id; walking through them reads the whole archive."""

    def __init__(self, days: LazyDays, load: Callable[[str], T | None]) -> None:
        """Load nothing yet."""
        self._days = days
        self._load = load

    def __getitem__(self, paper_id: str) -> T:
        found = self._load(paper_id)
        if not found:
            raise KeyError(paper_id)
        return found

    def __contains__(self, paper_id: object) -> bool:
        return isinstance(paper_id, str) and bool(self._load(paper_id))

    def __iter__(self) -> Iterator[str]:
        query = "SELECT id FROM papers WHERE first AND NOT hidden ORDER BY row"
        return (paper_id for (paper_id,) in self._days.base.ask(query) if paper_id in self)

    def __len__(self) -> int:
        return sum(1 for _ in self)


class Papers(LazyPapers[Paper]):
    """Give every paper that may be shown, by id, updates applied."""

    def __init__(self, days: LazyDays) -> None:
        """Load nothing yet."""
        super().__init__(days, days.loader.paper)

    def __contains__(self, paper_id: object) -> bool:
        return isinstance(paper_id, str) and self._days.register.day_of(paper_id) is not None

    def __len__(self) -> int:
        return self._days.register.papers


def _size(day: Day) -> int:
    return 1 + len(day.papers) + len(day.notices) + len(day.news) + len(day.events)
