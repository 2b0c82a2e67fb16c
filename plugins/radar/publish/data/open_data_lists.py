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
    bytes: int
    sha256: Digest


@described
@dataclass(frozen=True, kw_only=True, slots=True)
class AddressFiles:
    """Where ids and aliases are resolved to addresses."""

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
    addresses: AddressFiles
    schemas: Mapping[str, str]
    archive: tuple[MonthLine, ...]
    """Newest first."""
    days: tuple[DayLine, ...]
    """Newest first."""


@described
@dataclass(frozen=True, kw_only=True, slots=True)
class AddressFile:
    """Where papers stand on this site, by id and alias."""

    schema_version: Version
    papers: Mapping[str, str]
    """Address below the site's base address, by id; English pages lie below `en/`."""
