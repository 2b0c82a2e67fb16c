"""Judge the links of a built site: which leave it, and whether they may; where the others lead."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from html import unescape
from typing import Final
from urllib.parse import SplitResult, unquote, urlsplit

from radar.archive import dialect
from radar.collect import catalogue
from radar.config_sources import FeedSource, Source
from radar.models import Paper
from radar.publish import urls
from radar.publish.syndication.feed_list import reading_services
from radar.publish.view import Site

_ALWAYS: Final = frozenset({"arxiv.org", "doi.org"})
_MENDED: Final = re.compile(r"[\x00-\x1f\x7f\\]|^\s|\s$")
"""` javascript:`, `/\\host`: what browsers make of such a link is not what stands there."""
_PLAIN: Final = re.compile(
    r"(?P<up>(?:\.\./)*)(?P<folders>(?:[\w-][\w.-]*/)*)(?P<name>[\w-][\w.-]*)?"
    r"(?:\?[\w.=&+-]*)?(?:#(?P<fragment>[\w.-]*))?",
    re.ASCII,
)
"""Nearly every link of a site: a relative one in which nothing is escaped. To take one apart so takes a third."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Target:
    """Name a place on the site: a file below the output folder, and an id in it or none."""

    file: str
    fragment: str


class Links:
    """Know the hosts and addresses that one site may point at."""

    def __init__(self, site: Site) -> None:
        """Gather the hosts of its sources."""
        self._base = urlsplit(site.url)
        self._hosts = _ALWAYS | {host for source in site.config.sources for host in _hosts(source)}
        self._known = set(_of_feeds(site))

    def meet(self, paper: Paper) -> None:
        """Learn where a paper leads; what anything may lead to need not be learnt."""
        for link in _of_paper(paper):
            if link not in self._known and urls.is_web(link) and not _MENDED.search(link) and not self._is_free(link):
                self._known.add(link)

    def _is_free(self, link: str) -> bool:
        try:
            return self._may_leave(urlsplit(link), is_by_hand=False)
        except ValueError:
            return False

    def judge(self, file: str, link: str, *, is_by_hand: bool = False) -> Target | str | None:
        """Tell where a link of a file leads: a place here, nowhere we mind (None), or (a text) what is wrong.

        A page written by hand may lead to any https address, or write to anyone.
        """
        if link in self._known:
            return None
        if link and (plain := _PLAIN.fullmatch(link)):
            return _at(file, plain)
        if _MENDED.search(link):
            return "a link that browsers would mend"
        try:
            parts = urlsplit(link)
        except ValueError:
            return "a link that is no address"
        if self._is_own(parts):
            return self._below(parts)
        if parts.scheme or parts.netloc:
            return None if self._may_leave(parts, is_by_hand=is_by_hand) else f"a link to {_where(parts)}"
        if parts.path.startswith("/"):
            return self._below(parts) if self._base.netloc else "a link from the host's root"
        return _beside(file, parts)

    def _is_own(self, parts: SplitResult) -> bool:
        return bool(self._base.netloc) and parts[:2] == self._base[:2]

    def _may_leave(self, parts: SplitResult, *, is_by_hand: bool) -> bool:
        if parts.scheme == "mailto":
            return is_by_hand
        return parts.scheme == "https" and (is_by_hand or parts.netloc.lower() in self._hosts)

    def _below(self, parts: SplitResult) -> Target | str:
        base = self._base.path.rstrip("/") + "/"
        if not parts.path.startswith(base):
            return "a link out of the site's own folder"
        return _beside("", parts._replace(path=parts.path.removeprefix(base)))


def _at(file: str, plain: re.Match[str]) -> Target | str:
    """Follow a plain relative link from the folder of a file."""
    fragment = plain["fragment"] or ""
    if not (plain["up"] or plain["folders"] or plain["name"]):
        return Target(file=file or "index.html", fragment=fragment)
    around, steps = _around(file), len(plain["up"]) // len("../")
    if steps >= len(around):
        return "a link out of the site's own folder"
    return Target(file=f"{around[steps]}{plain['folders']}{plain['name'] or 'index.html'}", fragment=fragment)


@lru_cache(maxsize=256)
def _around(file: str) -> tuple[str, ...]:
    """Give the folders that a file lies in, the innermost first."""
    folders = file.split("/")[:-1]
    return tuple("".join(f"{folder}/" for folder in folders[:depth]) for depth in range(len(folders), -1, -1))


def _beside(file: str, parts: SplitResult) -> Target | str:
    """Follow a relative path from the folder of a file."""
    if not parts.path:
        return Target(file=file or "index.html", fragment=unquote(parts.fragment))
    path = posixpath.normpath(posixpath.join(posixpath.dirname(file), unquote(parts.path)))
    if path.startswith(".."):
        return "a link out of the site's own folder"
    if parts.path.endswith("/") or path == ".":
        path = posixpath.normpath(posixpath.join(path, "index.html"))
    return Target(file=path, fragment=unquote(parts.fragment))


def _where(parts: SplitResult) -> str:
    """Name a link's host, or its scheme where it has none, short enough for a line."""
    return (parts.netloc or f"{parts.scheme}:").encode("ascii", "backslashreplace").decode()[:80]


def _hosts(source: Source) -> Iterator[str]:
    """Name the hosts that a source's entry lists, as CONTRACT's `[[sources]]` has them."""
    yield from (host.lower() for host in source.hosts)
    if isinstance(source, FeedSource) and source.journal and (entry := catalogue.load().find(source.journal)):
        yield from entry.hosts
    yield from (urlsplit(address).netloc.lower() for address in source.addresses if address)


def _of_feeds(site: Site) -> Iterator[str]:
    """Give the hub that feeds name, and the two addresses at which reading services take a feed over."""
    if site.config.feeds.websub:
        yield site.config.feeds.hub
    for lang in site.langs:
        yield from (address for _, address in reading_services(site, lang))


def _of_paper(paper: Paper) -> Iterator[str]:
    yield from (paper.url, paper.pdf, paper.license, *paper.links.values(), unescape(dialect.address(paper)))
    if paper.doi:
        yield urls.doi(paper.doi)
