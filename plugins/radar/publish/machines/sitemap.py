"""Write the site map (https://www.sitemaps.org/protocol.html) and robots.txt (RFC 9309).

    sitemap.xml ──┬► sitemap-2026-05.xml.gz   the pages of a month, its days, their briefings and papers
                  ├► …                        a month that is over is written no more
                  └► sitemap-pages.xml.gz     pages that gather from many days

A site map needs whole addresses: where the site's own is not known there is none, and
robots.txt names none. `lastmod` is the day of the newest content of a page, never the
clock; pages whose content has no day go without, as do full pages of older papers.
"""

from __future__ import annotations

import gzip
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from functools import partial
from typing import Final
from xml.sax.saxutils import escape, quoteattr

from radar.publish import i18n, inputs, urls
from radar.publish.incremental import Unit, fingerprint
from radar.publish.machines import machine_urls
from radar.publish.page import is_cited_lately
from radar.publish.plan import Plan, Planned
from radar.publish.view import Site

NAMESPACE: Final = "http://www.sitemaps.org/schemas/sitemap/0.9"
XHTML: Final = "http://www.w3.org/1999/xhtml"
MOST: Final = 10_000
"""Addresses in one file (SITE.md); the protocol's own bound is 50,000."""
CHANGING: Final = "pages"
"""What the part of pages that gather from many days is called."""

_HEAD: Final = '<?xml version="1.0" encoding="UTF-8"?>\n'


def sitemap_units(site: Site) -> Iterator[Unit]:
    """List the parts, a unit each month, and the index of them all; none where the site's address is not known."""
    if not site.url:
        return
    plan = Plan(site)
    changing = _listed(plan.that_change())
    for first in plan.months:
        of = {**inputs.settings(site), "pages": _month_digest(site, plan, first)}
        yield Unit(name=f"sitemap/{first:%Y-%m}", inputs=of, make=partial(_month, site, plan, first), near="sitemap")
    of = {**inputs.settings(site), "pages": fingerprint(*changing)}
    make = partial(_parts, site, CHANGING, changing)
    yield Unit(name=f"sitemap/{CHANGING}", inputs=of, make=make, near="sitemap")
    parts = list(_index_rows(plan, changing))
    of = {**inputs.settings(site), "parts": fingerprint(*parts)}
    yield Unit(name="sitemap", inputs=of, make=lambda: [(machine_urls.SITEMAP, _index(site, parts))], near="sitemap")


def sitemap_paths(site: Site) -> frozenset[str]:
    """Name these files."""
    if not site.url:
        return frozenset()
    plan = Plan(site)
    rows = _index_rows(plan, _listed(plan.that_change()))
    return frozenset({machine_urls.SITEMAP, *(path for path, _ in rows)})


def parts_for(pages: int) -> int:
    """Tell in how many files so many pages are cut."""
    return max(1, -(-pages // MOST))


def robots(site: Site) -> bytes:
    """Allow everything, and say where the site map is.

    It is read at a host's root alone: on a site below a path it tells people what the
    pages tell machines by their own `robots` meta.
    """
    lines = ["User-agent: *", "Allow: /"]
    if site.url:
        lines += ["", f"Sitemap: {urls.absolute(site.url, machine_urls.SITEMAP)}"]
    return "".join(f"{line}\n" for line in lines).encode()


def _listed(pages: Iterable[Planned]) -> list[Planned]:
    return sorted((page for page in pages if page.indexed), key=lambda each: each.path)


def _month_digest(site: Site, plan: Plan, first: date) -> str:
    """Sum up what the pages of a month are, without listing those of its days.

    A week that begins in a month may get its newest day in the next one.
    """
    of_month = [(page.path, page.modified) for page in plan.of_month(first)]
    return fingerprint(of_month, *(_day_row(site, plan, day) for day in plan.months[first]))


def _day_row(site: Site, plan: Plan, day: date) -> tuple[object, ...]:
    register = site.register
    cited = [(paper_id, is_cited_lately(site, names)) for paper_id, names in register.cited_on(day).items()]
    return day, plan.briefings.get(day), cited, sorted(register.touched_on(day).items())


def _month(site: Site, plan: Plan, first: date) -> Iterator[tuple[str, bytes]]:
    pages = [page for day in plan.months[first] for page in plan.of_day(day)]
    return _parts(site, f"{first:%Y-%m}", _listed([*plan.of_month(first), *pages]))


def _parts(site: Site, name: str, pages: Sequence[Planned]) -> Iterator[tuple[str, bytes]]:
    for number in range(1, parts_for(len(pages)) + 1):
        yield machine_urls.part_of_sitemap(name, number), _urlset(site, pages[(number - 1) * MOST : number * MOST])


def _urlset(site: Site, pages: Iterable[Planned]) -> bytes:
    rows = [
        f'{_HEAD}<urlset xmlns="{NAMESPACE}" xmlns:xhtml="{XHTML}">\n',
        *(f"<url>{_place(site, page.path, page.modified)}{_twins(site, page)}</url>\n" for page in pages),
        "</urlset>\n",
    ]
    # The same bytes on every machine: no time, no name.
    return gzip.compress("".join(rows).encode(), compresslevel=9, mtime=0)


def _twins(site: Site, page: Planned) -> str:
    if len(page.twins) < 2:  # noqa: PLR2004 - a page with no other language
        return ""
    named = [(i18n.TAGS[lang], path) for lang, path in page.twins.items()]
    return "".join(
        f'<xhtml:link rel="alternate" hreflang="{tag}" href={quoteattr(urls.absolute(site.url, path))}/>'
        for tag, path in (*named, ("x-default", page.default))
    )


def _index_rows(plan: Plan, changing: Sequence[Planned]) -> Iterator[tuple[str, date | None]]:
    """Name the parts, oldest month first, each with the day of the newest content of its pages."""
    for first in sorted(plan.months):
        for number in range(1, parts_for(plan.count(first)) + 1):
            yield machine_urls.part_of_sitemap(f"{first:%Y-%m}", number), plan.modified(first)
    newest = max((page.modified for page in changing if page.modified), default=None)
    for number in range(1, parts_for(len(changing)) + 1):
        yield machine_urls.part_of_sitemap(CHANGING, number), newest


def _index(site: Site, parts: Iterable[tuple[str, date | None]]) -> bytes:
    rows = [f"<sitemap>{_place(site, path, day)}</sitemap>\n" for path, day in parts]
    return f'{_HEAD}<sitemapindex xmlns="{NAMESPACE}">\n{"".join(rows)}</sitemapindex>\n'.encode()


def _place(site: Site, path: str, day: date | None) -> str:
    modified = f"<lastmod>{day.isoformat()}</lastmod>" if day else ""
    return f"<loc>{escape(urls.absolute(site.url, path))}</loc>{modified}"
