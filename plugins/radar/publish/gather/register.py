"""Answer from the rows of `base` what lists and fingerprints need of all days."""

from __future__ import annotations

import zlib
from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from functools import cached_property
from itertools import accumulate
from typing import Any, Final, Literal, overload

import orjson

from radar.publish.gather.base import DAY, Base
from radar.publish.incremental import fingerprint
from radar.publish.listing import Listing, Place
from radar.publish.register import DayCount, Telling
from radar.publish.view import Entry

_NOTHING: Final = b"[]"
"""What `named.lines` writes of a day that brings none."""


class RegisterOfRows:
    """Know all days by their rows."""

    def __init__(self, base: Base, listed: Callable[[Sequence[Place]], Sequence[Entry]], most: int) -> None:
        """Read nothing yet; `listed` loads papers by their places, of which `latest` gives at most `most`."""
        self._base = base
        self._listed = listed
        self._most = most
        self._tellings: dict[str, tuple[Telling, ...]] = {}

    @cached_property
    def dates(self) -> tuple[date, ...]:
        """Give every day that is shown, newest first."""
        return tuple(self._shown)

    @cached_property
    def papers(self) -> int:
        """Count every paper that may be shown."""
        ((found,),) = self._base.ask("SELECT IFNULL(SUM(visible), 0) FROM days")
        return int(found)

    def digest(self, day: date) -> str:
        """Sum up everything that a day shows."""
        return self._shown.get(day, "")

    def content(self, day: date) -> str:
        """Sum up what lists, feeds, search and twins show of a day."""
        return self._contents.get(day, "")

    def searched(self, day: date) -> str:
        """Sum up what a lean index of search holds of a day."""
        return self._searched.get(day, "")

    def taken_down_on(self, day: date) -> tuple[str, ...]:
        """Give the slugs of a day's papers that were taken down."""
        rows = self._base.ask("SELECT taken_down FROM days WHERE day = ? AND shown", day.toordinal())
        return tuple(slug for (row,) in rows for slug in orjson.loads(row))

    def latest(self, kind: Literal["topic", "author"], name: str) -> Listing:
        """Give the newest papers of a topic or a followed author, each by the newest day that had something of it."""
        return Listing(Places(self._base, f"latest {kind}", name, most=self._most), self._listed)

    def entries(self, kind: Literal["topic", "author"], name: str) -> Listing:
        """Give the papers of a topic or a followed author, newest day first, in a day as ranked."""
        return Listing(Places(self._base, kind, name), self._listed)

    @cached_property
    def named_dates(self) -> tuple[date, ...]:
        """Give every day that `named` holds something of, newest first; some of them may not be shown."""
        return tuple(sorted(self._named, reverse=True))

    def named(self, day: date) -> bytes:
        """Give the names and ids by which papers are found that a day brings."""
        rows = self._base.ask("SELECT data FROM named WHERE day = ?", day.toordinal())
        return b"".join(zlib.decompress(data) for (data,) in rows)

    def named_digest(self, day: date) -> str:
        """Sum up `named`."""
        return self._named.get(day, "")

    @cached_property
    def runs_digest(self) -> str:
        """Sum up all run reports."""
        return fingerprint(*self._base.ask("SELECT day, hash FROM files WHERE kind = 'runs' ORDER BY day"))

    @cached_property
    def place_names(self) -> tuple[str, ...]:
        """Name the places of all that is shown, in order of names."""
        rows = self._base.ask("SELECT DISTINCT key FROM lists WHERE kind = 'place' ORDER BY key")
        return tuple(name for (name,) in rows)

    def count(self, day: date) -> DayCount:
        """Count what a day shows."""
        return self._counts.get(day, DayCount())

    def tellings(self, lang: str) -> Sequence[Telling]:
        """Give every briefing of a language, newest day first, in a day those across fields."""
        if lang not in self._tellings:
            found: dict[str, Telling] = {}
            for day, rows in self._base.ask("SELECT day, rows FROM tellings WHERE lang = ? ORDER BY day DESC", lang):
                for one in _tellings(day, lang, rows):
                    found.setdefault(one[0], one[1])
            self._tellings[lang] = tuple(found.values())
        return self._tellings[lang]

    def cited_on(self, day: date) -> Mapping[str, tuple[str, ...]]:
        """Give the papers of a day that briefings cite, with the briefings' names."""
        found: dict[str, tuple[str, ...]] = {}
        query = "SELECT DISTINCT id, name FROM cites WHERE paper_day = ? ORDER BY id, name"
        for paper_id, name in self._base.ask(query, day.toordinal()):
            found[paper_id] = (*found.get(paper_id, ()), name)
        return found

    def touched_on(self, day: date) -> Mapping[str, date]:
        """Give the papers of a day that have an event, with the day of its newest."""
        rows = self._base.ask("SELECT touched FROM days WHERE day = ?", day.toordinal())
        return {paper_id: date.fromordinal(n) for (row,) in rows for paper_id, n in orjson.loads(row).items()}

    def topic_counts(self, topic_id: str) -> Sequence[tuple[date, int]]:
        """Count a topic's papers by day, newest first."""
        return [(date.fromordinal(day), count) for day, count in counts(self._base, "topic", topic_id)]

    def caught_on(self, day: date) -> Mapping[str, date]:
        """Tell which sources' lists of a day came whole, and with the run of which day first."""
        query = "SELECT source, MIN(day) FROM caught WHERE list_day = ? GROUP BY source"
        return {source: date.fromordinal(run) for source, run in self._base.ask(query, day.toordinal())}

    def day_of(self, paper_id: str) -> date | None:
        """Give the day on which a paper stands that may be shown."""
        rows = self._base.ask("SELECT row FROM papers WHERE id = ? AND first AND NOT hidden", paper_id)
        return date.fromordinal(rows[0][0] // DAY) if rows else None

    @cached_property
    def _shown(self) -> Mapping[date, str]:
        rows = self._base.ask("SELECT day, digest FROM days WHERE shown ORDER BY day DESC")
        return {date.fromordinal(day): digest for day, digest in rows}

    @cached_property
    def _contents(self) -> Mapping[date, str]:
        rows = self._base.ask("SELECT day, content FROM days WHERE shown")
        return {date.fromordinal(day): content for day, content in rows}

    @cached_property
    def _searched(self) -> Mapping[date, str]:
        rows = self._base.ask("SELECT day, searched FROM days WHERE shown")
        return {date.fromordinal(day): searched for day, searched in rows}

    @cached_property
    def _named(self) -> Mapping[date, str]:
        rows = self._base.ask("SELECT day, digest FROM named WHERE digest <> ?", fingerprint(_NOTHING))
        return {date.fromordinal(day): digest for day, digest in rows}

    @cached_property
    def _counts(self) -> Mapping[date, DayCount]:
        rows = self._base.ask("SELECT day, counts FROM days")
        return {date.fromordinal(day): DayCount(**orjson.loads(row)) for day, row in rows}


class Places(Sequence[Place]):
    """Give the places of one list, newest first, of which only the counts by day are held."""

    def __init__(self, base: Base, kind: str, key: str, *, most: int | None = None) -> None:
        """Count the list's papers; `most` cuts it behind the newest."""
        self._base = base
        self._kind = kind
        self._key = key
        self._days = counts(base, kind, key)
        self._ends = [*accumulate(count for _, count in self._days)]
        self.total = self._ends[-1] if self._ends else 0
        """How many there are, those behind `most` too."""
        self._length = self.total if most is None else min(most, self.total)
        self._kept: tuple[int, list[int]] = (0, [])

    def __len__(self) -> int:
        return self._length

    def __iter__(self) -> Iterator[Place]:
        return iter(self[:])

    @overload
    def __getitem__(self, index: int) -> Place: ...

    @overload
    def __getitem__(self, index: slice) -> list[Place]: ...

    def __getitem__(self, index: int | slice) -> Place | list[Place]:
        if isinstance(index, slice):
            return [self._at(n) for n in range(*index.indices(self._length))]
        if not -self._length <= index < self._length:
            raise IndexError(index)
        return self._at(index % self._length)

    def _at(self, place: int) -> Place:
        which = bisect_right(self._ends, place)
        day, count = self._days[which]
        return date.fromordinal(day), self._numbers(day)[place - self._ends[which] + count]

    def _numbers(self, day: int) -> list[int]:
        if self._kept[0] != day:
            query = "SELECT numbers FROM lists WHERE kind = ? AND key = ? AND day = ?"
            ((row,),) = self._base.ask(query, self._kind, self._key, day)
            self._kept = day, orjson.loads(row)
        return self._kept[1]


def counts(base: Base, kind: str, key: str) -> list[Any]:
    """Count a list's papers by day, the newest day first: ordinals and counts."""
    return base.ask("SELECT day, count FROM lists WHERE kind = ? AND key = ? ORDER BY day DESC", kind, key)


def _tellings(day: int, lang: str, rows: str) -> Iterator[tuple[str, Telling]]:
    for dated, slug, kind, title, fields, by, papers, cites in orjson.loads(rows):
        told = Telling(
            day=date.fromordinal(day),
            lang=lang,
            slug=slug,
            kind=kind,
            title=title,
            fields=tuple(fields),
            by=by,
            paper_count=papers,
            cites=tuple((paper_id, date.fromordinal(each)) for paper_id, each in cites),
        )
        yield f"{dated}-{slug}", told
