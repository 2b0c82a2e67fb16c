"""Hold the open data of a built site against the archive: these papers, as much of them as may be shown, found by id.

Days are loaded one after the other, when the file that holds them is read.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from functools import partial
from hashlib import sha256
from typing import Any, Final

import orjson

from radar.models import Paper
from radar.publish.data import open_data, open_data_addresses, open_data_archive
from radar.publish.data.first_met import first_met
from radar.publish.data.tiers import tiers
from radar.publish.machines import machine_urls
from radar.publish.syndication.feed_items import AI_LABEL
from radar.publish.view import Site

_LARGEST: Final = 1 << 30
"""Bytes that a month may unpack to."""
_GZIP: Final = 31

Judged = tuple[tuple[str, ...], frozenset[str]]
"""What is wrong with a file, and where it points: relative to the base where it is data, else to itself."""
_Judge = Callable[[str, bytes], Judged]
_Whole = tuple[int, str, list[tuple[int, str]]]
"""The length of a month's file, its SHA-256, and of its members the length and the first slug, or the day."""


def members(data: bytes) -> Iterator[bytes]:
    """Unpack gzip members one by one (RFC 1952, 2.2); raises zlib.error for what is none, or far too large."""
    room = _LARGEST
    while data:
        unpacking = zlib.decompressobj(wbits=_GZIP)
        found = unpacking.decompress(data, room)
        if not unpacking.eof:
            raise zlib.error("not whole")
        room -= len(found)
        yield found
        data = unpacking.unused_data


def unpacked(name: str, data: bytes) -> bytes:
    """Unpack a file that is gzip; others, and what is no gzip, as they are."""
    if not name.endswith(".gz"):
        return data
    try:
        return b"".join(members(data))
    except zlib.error:
        return data


class DataInspection:
    """Judge files one by one, and what can only be judged when all have been seen."""

    def __init__(self, site: Site) -> None:
        """Say which file is judged by what; no day is loaded yet."""
        self._site = site
        self._index: dict[str, Any] = {}
        self._parts: dict[str, dict[str, _Whole]] = {}
        """What is told of the files of each month, by their names."""
        self._found: dict[str, _Whole] = {}
        self._stand: dict[str, str] = {}
        """What should be told of every id, as far as months were read."""
        self._resolved: dict[str, set[str]] = {}
        self._missing = 0
        self._judges = dict(self._of_files())

    def knows(self, name: str) -> bool:
        """Tell whether a file is one that is judged here."""
        return name in self._judges

    def judge(self, name: str, data: bytes) -> Judged:
        """Read one file."""
        return self._judges[name](name, data)

    def problems(self) -> Iterator[tuple[str, str]]:
        """Name what is wrong with several files together, by the file that is to blame."""
        for name, parts in self._parts.items():
            if any(self._found.get(file) != told for file, told in parts.items()):
                yield name, "the archive it tells of is not the one that is there"
        months = {name for name in open_data_archive.archive_paths(self._site) if not name.endswith(".json")}
        if self._index and {line["file"] for line in self._index["archive"]} != months:
            yield machine_urls.INDEX, "the archive it lists is not the one that is there"
        if months <= self._found.keys() and not self._missing and not self._is_resolved():
            yield machine_urls.INDEX, "ids of data/papers/ are not those of the archive"

    def _of_files(self) -> Iterator[tuple[str, _Judge]]:
        site = self._site
        yield machine_urls.INDEX, self._of_index
        yield machine_urls.LATEST, self._of_latest
        for day in open_data.recent(site):
            yield machine_urls.day(day), partial(self._of_day, day)
        for month, days in open_data_archive.months(site).items():
            yield machine_urls.month_papers(month), partial(self._of_month, days)
            yield machine_urls.month_briefings(month), self._of_briefings
            yield machine_urls.month_parts(month), self._of_parts
        self._missing = len(open_data_addresses.address_paths(site))
        for tier in tiers(site.register):
            for name in open_data_addresses.paths_of(tier):
                yield name, partial(self._of_addresses, tier.name, open_data_addresses.digits(tier.ids))

    def _of_index(self, _: str, data: bytes) -> Judged:
        self._index = orjson.loads(data)
        archive = self._index["archive"]
        files = [line["file"] for line in (*self._index["days"], *archive)] + [line["parts"] for line in archive]
        named = [self._index[key] for key in ("latest", "status") if self._index[key]]
        return (), frozenset((*files, *named, *self._index["schemas"].values()))

    def _of_latest(self, name: str, data: bytes) -> Judged:
        newest = open_data.newest_issue(self._site)
        if newest is None or orjson.loads(data)["day"] != newest.isoformat():
            return ("not the newest day",), frozenset()
        return self._of_day(newest, name, data)

    def _of_day(self, day: date, _: str, data: bytes) -> Judged:
        found = orjson.loads(data)
        wrong = list(_papers(found["papers"], self._first_met([day])))
        if found["day"] != day.isoformat():
            wrong.append("of another day")
        records = (*found["papers"], *found["events"], *found["briefings"])
        return tuple(wrong), frozenset(record["address"] for record in records)

    def _of_month(self, days: Iterable[date], name: str, data: bytes) -> Judged:
        records = list(self._read(name, data))
        wrong = tuple(_papers(records, self._first_met(days)))
        for record in records:
            self._stand[record["id"]] = record["day"]
        for record in records:
            for alias in record["aliases"]:
                self._stand.setdefault(alias, f"{record['day']} {record['id']}")
        return wrong, frozenset(record["address"] for record in records)

    def _of_briefings(self, name: str, data: bytes) -> Judged:
        records = list(self._read(name, data))
        unlabelled = any(one["written_by"] == "model" and one["label"] != AI_LABEL[one["lang"]] for one in records)
        links = frozenset(record["address"] for record in records)
        return (("text of a model without its label",) if unlabelled else ()), links

    def _of_parts(self, name: str, data: bytes) -> Judged:
        parts = orjson.loads(data)
        told = {
            file["file"]: (file["bytes"], file["sha256"]) for file in (parts["papers"], parts["briefings"]) if file
        }
        days = parts["days"]
        papers = [pair for day in days for pair in zip(day["lengths"], day["firsts"], strict=True)]
        briefings = [(day["told_length"], day["day"]) for day in days if day["told_length"]]
        expected = {parts["papers"]["file"]: papers, **{file: briefings for file in told if "briefings" in file}}
        self._parts[name] = {file: (*told[file], members) for file, members in expected.items()}
        ends = ([sum(day["lengths"]) for day in days], [day["told_length"] for day in days])
        starts = ([day["start"] for day in days], [day["told_start"] for day in days])
        wrong = starts != tuple(map(_starts, ends))
        return (("a day does not begin where the one before ends",) if wrong else ()), frozenset(told)

    def _of_addresses(self, tier: str, digits: int, name: str, data: bytes) -> Judged:
        papers = orjson.loads(data)["papers"]
        self._missing -= 1
        for paper_id, told in papers.items():
            self._resolved.setdefault(paper_id, set()).add(told)
        of = partial(open_data_addresses.prefix, count=digits)
        lost = any(machine_urls.addresses(tier, of(each)) != name for each in papers)
        return (("an id in the wrong file",) if lost else ()), frozenset()

    def _read(self, name: str, data: bytes) -> Iterator[dict[str, Any]]:
        """Give a month's records, and remember what its members are."""
        seen: list[tuple[int, str]] = []
        rest = data
        while rest:
            unpacking = zlib.decompressobj(wbits=_GZIP)
            try:
                lines = unpacking.decompress(rest, _LARGEST).splitlines()
            except zlib.error as error:
                raise ValueError(name) from error
            if not unpacking.eof:
                raise ValueError(name)
            records = [orjson.loads(line) for line in lines]
            begins = next((str(one.get("slug") or one["day"]) for one in records), "")
            seen.append((len(rest) - len(unpacking.unused_data), begins))
            rest = unpacking.unused_data
            yield from records
        self._found[name] = len(data), sha256(data).hexdigest(), seen

    def _first_met(self, days: Iterable[date]) -> Mapping[str, Paper]:
        """Give what should be there: what was first met on some days, by id."""
        found = filter(None, map(self._site.day, days))
        return {entry.paper.id: entry.paper for day in found for entry in first_met(day)}

    def _is_resolved(self) -> bool:
        """Want every id and alias told right, and no id that is none of the archive's."""
        told = {paper_id: " ".join(found) for paper_id, found in self._resolved.items()}
        return told.keys() == self._stand.keys() and all(what in told[i] for i, what in self._stand.items())


def _starts(lengths: Iterable[int]) -> list[int]:
    found: list[int] = []
    at = 0
    for length in lengths:
        found.append(at)
        at += length
    return found


def _papers(records: Iterable[Mapping[str, Any]], papers: Mapping[str, Paper]) -> Iterator[str]:
    """Want exactly these papers, each with its title, its authors, and as much of its abstract as may be shown."""
    found = list(records)
    if sorted(record["id"] for record in found) != sorted(papers):
        yield "papers are not those of the archive"
    pairs = [(record, papers[record["id"]]) for record in found if record["id"] in papers]
    if any(paper.title != record["title"] for record, paper in pairs):
        yield "a title is not that of the archive"
    if any(paper.abstract != record["abstract"] for record, paper in pairs):
        yield "an abstract is not that of the archive"
    if any(list(paper.authors) != record["authors"] for record, paper in pairs):
        yield "a list of authors is not that of the archive"
