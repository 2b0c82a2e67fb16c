"""List the pages of followed authors: the list of them, and each author's newest and older papers."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from radar.publish import paging, urls
from radar.publish.followed import Followed, followed
from radar.publish.page import Page, in_every_language
from radar.publish.view import Site


def author_pages(site: Site, lang: str) -> Iterator[Page]:
    """List them in the owner's order; none where nobody is followed."""
    found = followed(site)
    if found:
        yield in_every_language(site, lang, "followed.html", urls.authors, nav="archive", values={"authors": found})
    for one in found:
        for number in range(one.full_pages + 1):
            values = {
                "author": one,
                "number": number,
                "entries": one.page(number),
                "newer": paging.newer(number, len(one.entries), one.per_page),
                "older": paging.older(number, len(one.entries), one.per_page),
            }
            path, feed = partial(_path, one, number), urls.author_feed(one.slug)
            yield in_every_language(site, lang, "followed_author.html", path, nav="archive", feed=feed, values=values)


def _path(one: Followed, number: int, lang: str) -> str:
    return urls.author(lang, one.slug, number)
