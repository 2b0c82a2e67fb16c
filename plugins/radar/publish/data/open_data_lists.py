"""Say what the lists of the open data hold: the index of its files, and the addresses of papers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Annotated

from pydantic import Field

from radar.publish.data.open_data_records import Version, described, one_of

Month = Annotated[str, Field(pattern=r"^[0-9]{4}-[0-9]{2}$")]
Digest = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]


@described
@dataclass(frozen=True, kw_only=True, slots=True)
class DayLine:
    """A day that has a file."""

    day: date
    file: str
    papers: int
    events: int
    briefings: int


@described
@dataclass(frozen=True, kw_only=True, slots=True)
class MonthLine:
    """A month of the archive: gzip of JSON lines."""

    month: Month
    records: Annotated[str, one_of("paper", "briefing")]
    file: str
    count: int
    parts: str
    """The file that gives length and SHA-256, and where in it each day begins."""


@described
@dataclass(frozen=True, kw_only=True, slots=True)
class AddressFiles:
    """Where ids and aliases are resolved, of papers that came in some days."""

    first: date
    last: date
    digits: int
    """How many hexadecimal digits of the SHA-256 of an id name its file."""
    pattern: str
    """The file's name, with `{prefix}` for these digits."""


@described
@dataclass(frozen=True, kw_only=True, slots=True)
class NamedRecord:
    """A topic or source that is followed."""

    id: str
    name: Mapping[str, str]
    """By language."""


@described
@dataclass(frozen=True, kw_only=True, slots=True)
class IndexFile:
    """What there is below `data/`. All files are named below the site's base address."""

    schema_version: Version
    title: str
    site: str
    """Base address of the site; empty where it is not known."""
    sample: bool
    languages: tuple[str, ...]
    latest: str
    status: str
    """The newest run report; empty before the first run."""
    rights: str
    topics: tuple[NamedRecord, ...]
    sources: tuple[NamedRecord, ...]
    addresses: tuple[AddressFiles, ...]
    """Newest first. An id stands in the files of the days in which it came; a journal's DOI may come years later."""
    schemas: Mapping[str, str]
    archive: tuple[MonthLine, ...]
    """Newest first."""
    days: tuple[DayLine, ...]
    """The last ninety days, newest first; older ones are in the archive alone."""


@described
@dataclass(frozen=True, kw_only=True, slots=True)
class AddressFile:
    """On which day papers stand, by id and alias."""

    schema_version: Version
    papers: Mapping[str, str]
    """The day; behind an alias the day, a space, and the paper's id."""


@described
@dataclass(frozen=True, kw_only=True, slots=True)
class MonthFile:
    """A file of a month: gzip members end to end (RFC 1952, 2.2), so that a part can be had alone."""

    file: str
    bytes: int
    sha256: Digest


@described
@dataclass(frozen=True, kw_only=True, slots=True)
class DayParts:
    """Where a day's records lie in the files of its month."""

    day: date
    start: int
    """Byte of the papers' file with which the day begins."""
    lengths: tuple[int, ...]
    """Bytes of each member, in order. A member holds `per_member` papers, the day's last one what is left."""
    firsts: tuple[str, ...]
    """Slug of each member's first paper; a day's papers stand in the order of their slugs."""
    told_start: int
    """Byte of the briefings' file with which the day begins; its briefings are one member."""
    told_length: int
    """0 where the day has none."""
    sum: str
    """Tells the site's next build whether the day may stay as it is."""


@described
@dataclass(frozen=True, kw_only=True, slots=True)
class MonthParts:
    """What the files of a month hold, and where."""

    schema_version: Version
    month: Month
    papers: MonthFile
    briefings: MonthFile | None
    per_member: int
    days: tuple[DayParts, ...]
    """Oldest first."""
