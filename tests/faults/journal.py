"""A journal on loopback that is asked day after day, and what an archive keeps of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta

from collect.loopback import answer, door, serving
from radar.collect import feeds
from radar.collect.order import Order
from radar.config_sources import FeedSource
from radar.models import Paper
from radar.outcomes import Harvest
from radar.sift.merge import Merged, MergeRules, merge
from sift.memory import Memory

TODAY = date(2026, 3, 6)
HEAD = (
    '<?xml version="1.0" encoding="utf-8"?><rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/" '
    'xmlns:prism="http://prismstandard.org/namespaces/basic/2.0/"><channel><title>Sample Journal</title>'
)
TAIL = "</channel></rss>"


def item(title: str, link: str, inner: str = "") -> str:
    return f"<item><title>{title}</title><link>https://journal.example/{link}</link>{inner}</item>"


def rss(*items: str) -> bytes:
    return "".join((HEAD, *items, TAIL)).encode()


@dataclass
class Journal:
    """Ask a journal day after day, and keep what came as an archive would."""

    memory: Memory = field(default_factory=Memory)
    today: date = TODAY

    def day(self, body: bytes, *, content_type: str = "application/rss+xml") -> Harvest:
        """Serve these bytes, collect and merge them; the next day is one later."""
        harvest = self.ask(body, content_type=content_type)
        self.memory.add(self.merged(harvest))
        self.today += timedelta(days=1)
        return harvest

    def ask(self, body: bytes, *, content_type: str = "application/rss+xml") -> Harvest:
        order = Order(now=datetime(2026, 3, 6, 8, tzinfo=UTC), today=self.today)
        with serving({"/feed": answer(body, headers={"Content-Type": content_type, "ETag": '"a"'})}) as place:
            told = {"kind": "feed", "name": "Sample", "url": place.url("/feed"), "hosts": ["journal.example"]}
            return feeds.collect(FeedSource.model_validate(told), order, door())

    def merged(self, harvest: Harvest) -> Merged:
        return merge(harvest.listings, self.memory, MergeRules(today=self.today))

    @property
    def papers(self) -> list[Paper]:
        return sorted(self.memory.papers, key=lambda paper: paper.title)
