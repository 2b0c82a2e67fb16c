"""List the pages of followed authors: the list of them, and each author's newest and older papers."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from radar.publish import inputs, paging, urls
from radar.publish.followed import Followed, followed
from radar.publish.incremental import fingerprint
from radar.publish.page import Page, Sheet, cards_from, everywhere, near
from radar.publish.view import Site


def author_sheets(site: Site) -> Iterator[Sheet]:
    """Name them in the owner's order; none where nobody is followed."""
    found = followed(site)
    if found:
        newest = (day for one in found for day in one.entries.days(0, 1))
        made_from = {"counts": fingerprint([len(one.entries) for one in found]), **inputs.contents(site, newest)}
        listed = partial(everywhere, site, "followed.html", urls.authors, lambda _: {"authors": found}, nav="archive")
        yield Sheet(name="authors", inputs=made_from, pages=listed)
    for one in found:
        for number in range(one.full_pages + 1):
            yield _sheet(site, one, number)


def _sheet(site: Site, one: Followed, number: int) -> Sheet:
    newer = paging.newer(number, len(one.entries), one.per_page)
    days = one.days_of(number)
    around = f"{newer} {one.first_of(number)}" if number else f"{len(one.entries)}"
    return Sheet(
        name=f"author/{one.slug}/{number}",
        inputs={**cards_from(site, days), "around": around},
        pages=partial(_pages, site, one, number),
        near=near(days[0]) if days else "",
    )


def _pages(site: Site, one: Followed, number: int) -> Iterator[Page]:
    values = {
        "author": one,
        "number": number,
        "entries": one.page(number),
        "newer": paging.newer(number, len(one.entries), one.per_page),
        "older": paging.older(number, len(one.entries), one.per_page),
    }
    path, feed = partial(_path, one, number), urls.author_feed(one.slug)
    return everywhere(site, "followed_author.html", path, lambda _: values, nav="archive", feed=feed)


def _path(one: Followed, number: int, lang: str) -> str:
    return urls.author(lang, one.slug, number)
