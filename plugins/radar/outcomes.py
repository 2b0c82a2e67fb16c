"""Say how asking the sources went: states, harvests, reports.

Everything is frozen. Days are `datetime.date`, moments are aware UTC `datetime`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from radar.models import Listing


class SourceState(StrEnum):
    """How a source fared in a run (CONTRACT: run report)."""

    OK = "ok"
    NOT_MODIFIED = "not_modified"
    EMPTY = "empty"
    STALE = "stale"
    DEGRADED = "degraded"
    LIMITED = "limited"
    BLOCKED = "blocked"
    DOWN = "down"
    GONE = "gone"
    ERROR = "error"

    @property
    def is_failure(self) -> bool:
        """Tell whether something that should have come did not."""
        return self not in (SourceState.OK, SourceState.NOT_MODIFIED, SourceState.EMPTY)


@dataclass(frozen=True, kw_only=True, slots=True)
class Validators:
    """Keep what a conditional request sends back (RFC 9110, 13.1)."""

    etag: str = ""
    last_modified: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Failed:
    """Say why something expected did not come."""

    state: SourceState
    reason: str
    retry_at: datetime | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Harvest:
    """Hold what one source gave in one run, or why it gave nothing."""

    source: str
    kind: str
    state: SourceState
    listings: tuple[Listing, ...] = ()
    reason: str = ""
    """One line in plain words; empty when all is well."""
    batch_day: date | None = None
    """The day whose announcement this answer held complete, if the source dates its batches."""
    caught_up: tuple[date, ...] = ()
    """Missed days that were asked for again and answered in full."""
    validators: Mapping[str, Validators] = field(default_factory=dict)
    """By URL: what to send next time."""
    server_time: datetime | None = None
    """The source's own clock (HTTP `Date`)."""
    retry_at: datetime | None = None
    quarantined: tuple[Quarantined, ...] = ()
    """Items that could not be taken, each with the reason."""


@dataclass(frozen=True, kw_only=True, slots=True)
class SourceReport:
    """Hold a source's line of the run report: new + updated + duplicate + skipped = fetched."""

    name: str
    state: SourceState
    fetched: int = 0
    new: int = 0
    updated: int = 0
    duplicate: int = 0
    skipped: int = 0
    """Listings that the owner's policy keeps out: later versions nobody follows, cross-lists not included."""
    reason: str = ""
    batch_day: date | None = None
    caught_up: tuple[date, ...] = ()
    last_gave: date | None = None
    """The day of the run in which it last gave a record; None where it never did."""
    failing_since: date | None = None
    """The first day of the unbroken row of days on which it failed; None when it did not."""
    retry_at: datetime | None = None
    """When it asked to be asked again; None where it did not say, or did not fail."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Quarantined:
    """Name an item that was left out, and why."""

    source: str
    item: str
    reason: str


@dataclass(frozen=True, kw_only=True, slots=True)
class RunReport:
    """Hold what happened in the runs of one day: `runs/YYYY/YYYY-MM-DD.json`."""

    day: date
    started: datetime
    finished: datetime
    state: str
    """`complete`, `partial`, `failed` or `quiet`."""
    sources: tuple[SourceReport, ...] = ()
    briefings: Mapping[str, int] = field(default_factory=dict)
    """Counts by `by`: `{"abstract": 4}`."""
    model: Mapping[str, float] = field(default_factory=dict)
    """`calls`, `tokens_in`, `tokens_out`, `usd`, and `seconds` spent waiting for answers."""
    model_trouble: str = ""
    """Why text of a model is missing where it was wanted, in one line; empty when all is well or none was."""
    quarantined: tuple[Quarantined, ...] = ()
    requests: Mapping[str, int] = field(default_factory=dict)
    """By host: how often it was asked in the runs of the day. Runs that changed nothing are not counted."""
    abstracts: Mapping[str, int] = field(default_factory=dict)
    """By who gave them (`Crossref`, `OpenAlex`, …): how many missing abstracts were filled."""
    sample: bool = False
    """True when the site was built from the bundled sample."""
