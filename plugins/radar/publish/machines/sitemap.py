"""Write the sitemap (https://www.sitemaps.org/protocol.html) and robots.txt (RFC 9309).

A sitemap needs whole addresses: where the site's own is not known there is none, and
robots.txt names none. `lastmod` is the day of the newest content of a page, never the
clock; pages whose content has no day go without.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import pairwise
from typing import Any, Final

from lxml import etree

from radar.publish import i18n, urls
from radar.publish.machines import machine_urls
from radar.publish.page import Page
from radar.publish.view import Entry, Site

NAMESPACE: Final = "http://www.sitemaps.org/schemas/sitemap/0.9"
XHTML: Final = "http://www.w3.org/1999/xhtml"
MOST: Final = 10_000
"""Addresses in one file (SITE.md); the protocol's own bound is 50,000."""

_UNDATED: Final = frozenset({"page.html", "search.html", "subscribe.html", "data.html"})
_DATED: Final = frozenset({"period", "telling", "tellings", "entries", "entry"})
"""What pages are given that gather what has days of its own; all others change with the newest issue."""


def sitemap_files(site: Site, pages: Sequence[Page], parts: int) -> Iterator[tuple[str, bytes]]:
    """Give the sitemap: one file, or (`parts` above 1) an index of so many."""
    if not site.url:
        return
    listed = sorted((page for page in pages if page.indexed), key=lambda each: each.path)
    touched = newest_events(site)
    days = {page.path: last_modified(site, page, touched) for page in listed}
    if parts == 1:
        yield machine_urls.SITEMAP, _urlset(site, listed, days)
        return
    cuts = [len(listed) * n // parts for n in range(parts + 1)]
    chunks = [listed[start:end] for start, end in pairwise(cuts)]
    yield machine_urls.SITEMAP, _index(site, chunks, days)
    for number, chunk in enumerate(chunks, 1):
        yield machine_urls.part_of_sitemap(number), _urlset(site, chunk, days)


def sitemap_paths(site: Site, parts: int) -> frozenset[str]:
    """Name these files."""
    numbered = (machine_urls.part_of_sitemap(number) for number in range(1, parts + 1))
    return frozenset({machine_urls.SITEMAP, *(numbered if parts > 1 else ())} if site.url else ())


def parts_for(pages: int) -> int:
    """Tell in how many files a sitemap of at most so many pages is cut."""
    return max(1, -(-pages // MOST))


def robots(site: Site) -> bytes:
    """Allow everything, and say where the sitemap is.

    It is read at a host's root alone: on a site below a path it tells people what the
    pages tell machines by their own `robots` meta.
    """
    lines = ["User-agent: *", "Allow: /"]
    if site.url:
        lines += ["", f"Sitemap: {urls.absolute(site.url, machine_urls.SITEMAP)}"]
    return "".join(f"{line}\n" for line in lines).encode()


def newest_events(site: Site) -> Mapping[str, date]:
    """Give the day of the newest event of each paper that has one, by id."""
    found: dict[str, date] = {}
    for day in site.days:
        for event in day.events:
            found.setdefault(event.paper.id, day.day)
    return found


def last_modified(site: Site, page: Page, touched: Mapping[str, date]) -> date | None:
    """Give the day of a page's newest content; None where it has no day. `touched`: see `newest_events`."""
    if page.template in _UNDATED:
        return None
    if page.template == "status.html" and site.runs:
        return site.runs[0].day
    if page.template == "day.html" or not _DATED.isdisjoint(page.values):
        return max(_days_of(page, touched), default=None)
    return site.days[0].day if site.days else None


def _days_of(page: Page, touched: Mapping[str, date]) -> Iterator[date]:
    """Give the days of what a page shows, by what it was given."""
    values: Any = page.values
    if "period" in values:
        yield from (day.day for day in values["period"].days)
    elif page.template == "day.html":
        yield values["day"].day
        yield from _touched(values["day"].papers, touched)
    elif "telling" in values:
        yield values["telling"].day.day
    elif "tellings" in values:
        yield from (one.day.day for one in values["tellings"])
    else:
        entries = values["entries"] if "entries" in values else (values["entry"],)
        yield from (entry.paper.day for entry in entries)
        yield from _touched(entries, touched)


def _touched(entries: Iterable[Entry], touched: Mapping[str, date]) -> Iterator[date]:
    return (touched[entry.paper.id] for entry in entries if entry.paper.id in touched)


def _urlset(site: Site, listed: Iterable[Page], days: Mapping[str, date | None]) -> bytes:
    nsmap: Any = {None: NAMESPACE, "xhtml": XHTML}
    root = etree.Element(f"{{{NAMESPACE}}}urlset", nsmap=nsmap)
    for page in listed:
        url = etree.SubElement(root, f"{{{NAMESPACE}}}url")
        _place(url, site, page.path, days[page.path])
        if len(page.twins) > 1:
            for tag, path in (*((i18n.TAGS[lang], p) for lang, p in page.twins.items()), _default(page)):
                address = urls.absolute(site.url, path)
                etree.SubElement(url, f"{{{XHTML}}}link", rel="alternate", hreflang=tag, href=address)
    return _written(root)


def _default(page: Page) -> tuple[str, str]:
    return "x-default", page.twins[page.default]


def _index(site: Site, chunks: Sequence[Sequence[Page]], days: Mapping[str, date | None]) -> bytes:
    nsmap: Any = {None: NAMESPACE}
    root = etree.Element(f"{{{NAMESPACE}}}sitemapindex", nsmap=nsmap)
    for number, chunk in enumerate(chunks, 1):
        newest = max(filter(None, (days[page.path] for page in chunk)), default=None)
        _place(etree.SubElement(root, f"{{{NAMESPACE}}}sitemap"), site, machine_urls.part_of_sitemap(number), newest)
    return _written(root)


def _place(parent: etree._Element, site: Site, path: str, day: date | None) -> None:
    etree.SubElement(parent, f"{{{NAMESPACE}}}loc").text = urls.absolute(site.url, path)
    if day:
        etree.SubElement(parent, f"{{{NAMESPACE}}}lastmod").text = day.isoformat()


def _written(root: etree._Element) -> bytes:
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True)
