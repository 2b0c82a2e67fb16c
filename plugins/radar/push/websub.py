"""Tell a hub which feeds have changed, so that it tells their subscribers.

https://www.w3.org/TR/websub/ leaves to hubs how a publisher tells them; the usual way is
that of https://pubsubhubbub.appspot.com/: a form with `hub.mode=publish` and `hub.url`,
repeated. Any 2xx is success. Telling a hub twice does no harm: it looks for itself.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Final
from urllib.parse import urlencode

from radar.publish import urls
from radar.publish.syndication.feed_selections import selections
from radar.publish.view import Day, Site
from radar.push.outcome import Outcome, sent
from radar.push.post import Post
from radar.push.service import Letter, Service, as_json, by_status

CHANNEL: Final = "websub"
_WEEKS: Final = "week"
_AT_ONCE: Final = 50
"""Feeds told of in one request."""
_SERVICE: Final = Service(write=lambda _digest, desk: Letter(url=desk.url, body=b""), refusal=by_status)


def feeds(site: Site) -> tuple[str, ...]:
    """Give the addresses of the feeds that hold something of the newest day, in every language and format.

    The feed of weeks is always among them: its items are dated otherwise.
    """
    return tuple(dict.fromkeys(_feeds(site))) if site.url else ()


def fingerprint(day: Day) -> str:
    """Hash what a day holds: papers, events, briefings. A late paper makes another one."""
    told = {
        "papers": [entry.paper.id for entry in (*day.papers, *day.notices, *day.news)],
        "events": [[str(event.event), event.paper.id, event.version] for event in day.events],
        "briefings": [
            [lang, each.slug, each.by, each.made] for lang, own in sorted(day.briefings.items()) for each in own
        ],
    }
    return hashlib.sha256(as_json(told)).hexdigest()[:16]


def tell(hub: str, addresses: Sequence[str], post: Post) -> Outcome:
    """Tell the hub, fifty feeds at a time; the first request that fails ends it."""
    for start in range(0, len(addresses), _AT_ONCE):
        outcome = post.send(_letter(hub, addresses[start : start + _AT_ONCE]), _SERVICE)
        if outcome.reason:
            return outcome
    return sent()


def _feeds(site: Site) -> Iterator[str]:
    newest = site.days[0].day if site.days else date.max
    for lang in site.langs:
        for chosen in selections(site, lang):
            if chosen.listed.name == _WEEKS or any(item.updated.date() >= newest for item in chosen.items):
                for fmt in urls.feed_formats(site):
                    yield urls.absolute(site.url, urls.feed(lang, chosen.listed.name, fmt))


def _letter(hub: str, addresses: Sequence[str]) -> Letter:
    fields = [("hub.mode", "publish"), *(("hub.url", address) for address in addresses)]
    return Letter(url=hub, body=urlencode(fields).encode(), content_type="application/x-www-form-urlencoded")
