"""Write the archive for others: a month's papers and a month's briefings, one JSON object a line, gzip.

Compressed JSON lines, and not Parquet: DuckDB, pandas, Polars, jq and a shell read them
over HTTP as they are, and no run has to install 40 MB to write them.

    2026-06.jsonl.gz             [16 papers][16 papers][4 papers] [16 papers]…   gzip members end to end
                                 └──── 2026-06-01, by slug ─────┘ └ 2026-06-02 …
    2026-06.briefings.jsonl.gz   [2026-06-01][2026-06-02]…
    2026-06.json                 where each day and each member begins

Members end to end are one gzip file (RFC 1952, 2.2), and each is one alone: a browser asks
for the bytes of the one that holds a paper. Compressing is what takes long, and days that
are past seldom change: those of an earlier output stay while `DayParts.sum` says so.
"""

from __future__ import annotations

import zlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import Any, Final

import orjson

from radar.publish import inputs
from radar.publish.data.open_data_days import briefing_record, paper_records, told_on
from radar.publish.data.open_data_lists import DayParts, MonthFile, MonthParts
from radar.publish.data.open_data_records import VERSION, PaperRecord
from radar.publish.gathered import Belonging
from radar.publish.incremental import Unit, fingerprint
from radar.publish.machines import machine_urls
from radar.publish.view import Day, Site

PER_MEMBER: Final = 16
"""Papers in a member: 9 kB. Fewer pack worse, more are more than one paper needs."""
_LEVEL: Final = 6
_GZIP: Final = 31
"""What zlib calls a window of 32 kB with gzip's header and trailer."""
_SYSTEM: Final = slice(9, 10)
"""The header's byte that names the system which packed; 255 is none."""


@dataclass(frozen=True, kw_only=True, slots=True)
class _PackedDay:
    """Hold a day's members."""

    day: date
    members: tuple[bytes, ...]
    firsts: tuple[str, ...]
    told: bytes
    key: str
    """Sums up what the day was made from."""

    @property
    def sum(self) -> str:
        return fingerprint(self.key, *self.members, self.told)


PackedDays = dict[date, _PackedDay]
"""Days that were packed when their own file was made, until their month asks for them."""


def month_units(site: Site, before: Path | None, made: PackedDays) -> Iterator[Unit]:
    """List a unit a month; `before` is an output folder of which days may be kept as they are."""
    for month, days in months(site).items():
        yield Unit(
            name=f"archive/{month:%Y-%m}",
            inputs={**inputs.settings(site), **inputs.contents(site, days)},
            make=partial(month_files, site, days, before, made),
            near=f"month {month:%Y-%m}",
        )


def month_files(
    site: Site, days: Sequence[date], before: Path | None = None, made: PackedDays | None = None
) -> Iterator[tuple[str, bytes]]:
    """Give the files of a month; `days` are all of it that are shown."""
    first, belonging = days[0], Belonging(site.config)
    kept, made = _Kept(before, first) if before else None, {} if made is None else made
    packed = [
        (made.pop(day) if day in made else None)
        or (kept and kept.day(day, _key(site, day)))
        or _loaded(site, day, belonging)
        for day in sorted(days)
    ]
    papers = b"".join(member for one in packed for member in one.members)
    told = b"".join(one.told for one in packed)
    yield machine_urls.month_papers(first), papers
    if told:
        yield machine_urls.month_briefings(first), told
    parts = MonthParts(
        schema_version=VERSION,
        month=f"{first:%Y-%m}",
        papers=_file(machine_urls.month_papers(first), papers),
        briefings=_file(machine_urls.month_briefings(first), told) if told else None,
        per_member=PER_MEMBER,
        days=tuple(_parts(packed)),
    )
    yield machine_urls.month_parts(first), orjson.dumps(parts, option=orjson.OPT_APPEND_NEWLINE)


def months(site: Site) -> Mapping[date, tuple[date, ...]]:
    """Give the days of every month by its first, newest first."""
    found: defaultdict[date, list[date]] = defaultdict(list)
    for day in site.register.dates:
        found[day.replace(day=1)].append(day)
    return {month: tuple(days) for month, days in found.items()}


def briefed(site: Site) -> Mapping[date, int]:
    """Count the briefings of every month that has some, by its first."""
    found: defaultdict[date, int] = defaultdict(int)
    for lang in site.langs:
        for one in site.register.tellings(lang):
            found[one.day.replace(day=1)] += 1
    return found


def archive_paths(site: Site) -> frozenset[str]:
    """Name every month's files."""
    papers = {name(month) for month in months(site) for name in (machine_urls.month_papers, machine_urls.month_parts)}
    return frozenset(papers | {machine_urls.month_briefings(month) for month in briefed(site)})


def lines(records: Iterable[object]) -> bytes:
    """Write records one a line."""
    return b"".join(orjson.dumps(record, option=orjson.OPT_APPEND_NEWLINE) for record in records)


def packed(data: bytes) -> bytes:
    """Compress to one gzip member, so that the same bytes come out whenever it is done: no name, no time."""
    member = bytearray(zlib.compress(data, _LEVEL, _GZIP))
    member[_SYSTEM] = b"\xff"
    return bytes(member)


def _key(site: Site, day: date) -> str:
    return fingerprint(site.settings, site.register.content(day))


def packed_day(site: Site, day: Day, records: Sequence[PaperRecord]) -> _PackedDay:
    """Pack a day; `records` are its papers', by slug."""
    groups = [records[n : n + PER_MEMBER] for n in range(0, len(records), PER_MEMBER)]
    told = sorted(map(briefing_record, told_on(site, day)), key=lambda one: (one.name, one.lang))
    return _PackedDay(
        day=day.day,
        members=tuple(packed(lines(group)) for group in groups),
        firsts=tuple(_slug(group) for group in groups),
        told=packed(lines(told)) if told else b"",
        key=_key(site, day.day),
    )


def _loaded(site: Site, when: date, belonging: Belonging) -> _PackedDay:
    day = site.day(when) or Day(day=when)
    return packed_day(site, day, paper_records(site, day, belonging))


def _slug(group: Sequence[PaperRecord]) -> str:
    return group[0].slug


def _file(name: str, data: bytes) -> MonthFile:
    return MonthFile(file=name, bytes=len(data), sha256=sha256(data).hexdigest())


def _parts(days: Iterable[_PackedDay]) -> Iterator[DayParts]:
    start = told_start = 0
    for day in days:
        lengths = tuple(map(len, day.members))
        yield DayParts(
            day=day.day,
            start=start,
            lengths=lengths,
            firsts=day.firsts,
            told_start=told_start,
            told_length=len(day.told),
            sum=day.sum,
        )
        start += sum(lengths)
        told_start += len(day.told)


class _Kept:
    """Give the days of an earlier output that stand: made from the same, and not changed since."""

    def __init__(self, output: Path, month: date) -> None:
        """Read a month's files, as far as they are there and whole."""
        self._papers = _read(output / machine_urls.month_papers(month))
        self._told = _read(output / machine_urls.month_briefings(month))
        self._days: dict[str, Any] = {}
        try:
            parts = orjson.loads(_read(output / machine_urls.month_parts(month)))
            self._days = {one["day"]: one for one in parts["days"] if parts["per_member"] == PER_MEMBER}
        except (ValueError, KeyError, TypeError):
            pass

    def day(self, day: date, key: str) -> _PackedDay | None:
        """Give a day as it stands, if it was made from what `key` sums up."""
        try:
            found = self._cut(day, key, self._days[day.isoformat()])
        except (KeyError, TypeError, ValueError):
            return None
        return found if found.sum == self._days[day.isoformat()]["sum"] else None

    def _cut(self, day: date, key: str, parts: Mapping[str, Any]) -> _PackedDay:
        members, at = [], parts["start"]
        for length in parts["lengths"]:
            members.append(self._papers[at : at + length])
            at += length
        told = self._told[parts["told_start"] : parts["told_start"] + parts["told_length"]]
        return _PackedDay(day=day, members=tuple(members), firsts=tuple(parts["firsts"]), told=told, key=key)


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes() if not path.is_symlink() else b""
    except OSError:
        return b""
