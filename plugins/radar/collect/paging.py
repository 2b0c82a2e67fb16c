"""Read the list an API gives page by page, to its end or to the page that will not come.

ask ──► parse ──► Page ──► ask … ──► Gathered ──► Harvest
 ▲        │ cut off, or empty too soon
 └────────┘ three tries, then what came is kept
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Final, Protocol

from radar.collect import window
from radar.collect.http import Door, NotModified
from radar.collect.order import Order
from radar.config_sources import AbstractPolicy
from radar.models import Listing
from radar.outcomes import Failed, Harvest, Quarantined, SourceState

_TRIES: Final = 3
_REFUSED: Final = frozenset({400})
"""Statuses whose body says what was wrong with the question."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Page:
    """Hold one page of an API's list, read."""

    listings: tuple[Listing, ...] = ()
    quarantined: tuple[Quarantined, ...] = ()
    seen: int = 0
    """How many records the page held, whether they were taken or not."""
    total: int = 0
    """How many records the API says the whole list has."""
    following: str = ""
    """What asks for the next page; empty where the API names none."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Reading:
    """Say how the records of one source are to be read."""

    label: str
    first: date
    last: date
    """The days asked for; what was announced on others is left out."""
    hosts: frozenset[str] = frozenset()
    """Hosts that links may point at, besides those that resolve ids."""
    abstract: AbstractPolicy = "full"


@dataclass(frozen=True, kw_only=True, slots=True)
class Question:
    """Say how one list is asked for and read."""

    who: str
    """The API's name, for reasons."""
    address: Callable[[str], str]
    """Makes the address of a page from what asks for it."""
    parse: Callable[[bytes], Page | Failed]
    """Reads a page, by way of `Order.parser`; a Failed of state `degraded` is worth another try."""
    start: str
    """What asks for the first page."""
    most_pages: int
    numbered: bool = False
    """Pages are asked for by number, counted from `start`, not by what the page before named."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Gathered:
    """Hold what reading a list gave; `failed` says why it may not be all."""

    listings: tuple[Listing, ...] = ()
    quarantined: tuple[Quarantined, ...] = ()
    failed: Failed | None = None
    server_time: datetime | None = None


class _Source(Protocol):
    """Be what a harvest needs of a source."""

    @property
    def label(self) -> str: ...
    @property
    def kind(self) -> str: ...
    @property
    def limit(self) -> int: ...


@dataclass(kw_only=True, slots=True)
class _Reader:
    """Ask for pages, and remember what the last answer said of the time."""

    question: Question
    door: Door
    server_time: datetime | None = None
    seen: int = 0
    total: int = 0
    gathered: list[Page] = field(default_factory=list)

    def read(self) -> Failed | None:
        """Read to the end; give the reason where it was not reached."""
        at = self.question.start
        for _ in range(self.question.most_pages):
            page = self._page(at)
            if isinstance(page, Failed):
                return page
            self.gathered.append(page)
            self.seen += page.seen
            self.total = page.total if len(self.gathered) == 1 else min(self.total, page.total)
            if self.seen >= self.total:
                return None
            at = str(int(at) + 1) if self.question.numbered else page.following
            if not at:
                return self._failed("fewer records than it said")
        return self._failed(f"more than {self.question.most_pages} pages")

    def _page(self, at: str) -> Page | Failed:
        """Fetch one page, up to three times where it is cut off, or empty though more is due."""
        failed = self._failed("no answer")
        for _ in range(_TRIES):
            answer = self.door.get(self.question.address(at), accept="application/json", also=_REFUSED)
            if isinstance(answer, Failed):
                return replace(answer, reason=f"{self.question.who}: {answer.reason}")
            if isinstance(answer, NotModified):
                return failed
            self.server_time = answer.server_time
            page = self.question.parse(answer.content)
            if isinstance(page, Page) and (page.seen or self.seen >= page.total):
                return page
            failed = page if isinstance(page, Failed) else self._failed("an empty page in the middle of the list")
            if failed.state is not SourceState.DEGRADED:
                break
        return failed

    def _failed(self, why: str) -> Failed:
        return Failed(state=SourceState.DEGRADED, reason=f"{self.question.who}: {why}")


def gather(question: Question, door: Door) -> Gathered:
    """Read a list page by page; what came before a failure stays.

    The first page's total must be reached: an API that loses a page in the middle is
    not taken for one that has told all.
    """
    reader = _Reader(question=question, door=door)
    failed = reader.read()
    return Gathered(
        listings=tuple(one for page in reader.gathered for one in page.listings),
        quarantined=tuple(one for page in reader.gathered for one in page.quarantined),
        failed=failed,
        server_time=reader.server_time,
    )


def harvest(source: _Source, order: Order, parts: Sequence[Gathered], asked: tuple[date, date]) -> Harvest:
    """Make one harvest of the lists that were read for the days `asked`, first and last.

    Days are settled only where every list was read to its end. Of more listings than
    the source's limit the newest are taken.
    """
    failures = [part.failed for part in parts if part.failed]
    found: dict[tuple[str, int], Listing] = {}
    for part in parts:
        for listing in part.listings:
            found.setdefault((listing.ids[0], listing.place.version), listing)
    listings = _newest(tuple(found.values()), source.limit)
    reasons = [failed.reason for failed in failures]
    if len(listings) < len(found):
        reasons.append(f"the newest {source.limit} of {len(found)} taken")
    return Harvest(
        source=source.label,
        kind=source.kind,
        state=_state(failures, listings),
        listings=listings,
        reason="; ".join(dict.fromkeys(reasons)),
        caught_up=() if failures else window.complete(order, source.label, *asked),
        server_time=next((part.server_time for part in parts if part.server_time), None),
        retry_at=max((failed.retry_at for failed in failures if failed.retry_at), default=None),
        quarantined=tuple(one for part in parts for one in part.quarantined),
    )


def _newest(listings: tuple[Listing, ...], limit: int) -> tuple[Listing, ...]:
    if not limit or len(listings) <= limit:
        return listings
    newest = sorted(listings, key=lambda one: (one.announced or date.min, one.ids), reverse=True)[:limit]
    return tuple(one for one in listings if one in newest)


def _state(failures: Sequence[Failed], listings: Sequence[Listing]) -> SourceState:
    if not failures:
        return SourceState.OK if listings else SourceState.EMPTY
    if listings:
        return SourceState.DEGRADED
    return SourceState.ERROR if failures[0].state is SourceState.DEGRADED else failures[0].state
