"""Collect from bioRxiv and medRxiv by their details API: what was posted on the days asked for, page by page."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Final

from radar.collect import paging, window
from radar.collect.apart import Parser
from radar.collect.biorxiv_details import NAMES, Posts, parse
from radar.collect.http import Door, NotModified
from radar.collect.order import Order
from radar.config_sources import BiorxivSource
from radar.outcomes import Failed, Harvest, SourceState

MOST_PAGES: Final = 60
"""Of 30 posts each, these hold the week and a day that catching up asks for (some 200 a day in 2026)."""
_TRIES: Final = 3


def collect(source: BiorxivSource, order: Order, door: Door) -> Harvest:
    """Ask for everything posted from the oldest day owed (or yesterday) to today, in one list.

    First versions are `new`, later ones `replace`; each stands on the day it was posted
    and reads as it was posted then. An answer that holds no post at all settles no day:
    these servers post every day, and asking once more costs nothing.
    """
    reader = _Reader(source=source, door=door, parser=order.parser, asked=window.span(order, source.label))
    failed = reader.read()
    found = paging.Gathered(
        listings=tuple(one for page in reader.pages for one in page.listings),
        quarantined=tuple(one for page in reader.pages for one in page.quarantined),
        failed=failed,
        server_time=reader.server_time,
    )
    harvest = paging.harvest(source, order, [found], reader.asked)
    return harvest if any(page.seen for page in reader.pages) else replace(harvest, caught_up=())


@dataclass(kw_only=True, slots=True)
class _Reader:
    """Read a list whose pages are offsets into it, and which may change while it is read."""

    source: BiorxivSource
    door: Door
    parser: Parser
    asked: tuple[date, date]
    pages: list[Posts] = field(default_factory=list)
    server_time: datetime | None = None

    def read(self) -> Failed | None:
        """Read to the end; give the reason where it was not reached."""
        cursor = total = 0
        for _ in range(MOST_PAGES):
            page = self._page(cursor)
            if isinstance(page, Failed):
                return page
            self.pages.append(page)
            taken_away = max(total - page.total, 0)
            # Posts taken away before the offset moved others past it: begin again that much before it.
            cursor = max(cursor - taken_away, 0) if taken_away else cursor + page.seen
            total = page.total
            if cursor >= total:
                return None
        return self._wrong(f"more than {MOST_PAGES} pages")

    def _page(self, cursor: int) -> Posts | Failed:
        """Fetch the page at an offset, up to three times where it is not what was asked for."""
        failed = self._wrong("no answer")
        for _ in range(_TRIES):
            answer = self.door.get(self._address(cursor), accept="application/json")
            if isinstance(answer, Failed):
                return replace(answer, reason=f"{NAMES[self.source.server]}: {answer.reason}")
            if isinstance(answer, NotModified):
                return failed
            self.server_time = answer.server_time
            page = self.parser.run(parse, answer.content, self.source)
            if isinstance(page, Posts):
                flaw = _flaw(page, cursor)
                if not flaw:
                    return page
                page = self._wrong(flaw)
            failed = page
            if failed.state is not SourceState.DEGRADED:
                break
        return failed

    def _address(self, cursor: int) -> str:
        first, last = (day.isoformat() for day in self.asked)
        return f"{self.source.base_url.rstrip('/')}/details/{self.source.server}/{first}/{last}/{cursor}/json"

    def _wrong(self, why: str) -> Failed:
        return Failed(state=SourceState.DEGRADED, reason=f"{NAMES[self.source.server]}: {why}")


def _flaw(page: Posts, cursor: int) -> str:
    """Say why a page cannot be the one at an offset; empty if it can."""
    if page.cursor not in (None, cursor):
        return "another page than was asked for"
    if cursor + page.seen > page.total:
        return "fewer posts in all than it has listed"
    return "an empty page where there are more posts" if page.total and not page.seen else ""
