"""Gather what a site shows into one frozen value: `Site`.

    radar.toml ─┐                      ┌► Day        loaded when asked for (`gather.loading`)
    archive ────┼► gather ► rows of ───┼► TopicView  places of papers, newest first
                │           all days   └► register   digests, counts, look-ups
    theme ──────┴───────────────────────► HandPage, documentation, assets

A pure function of the files on disk: no clock, no network, no environment. Pages, feeds
and `radar verify` all read this and nothing else.
"""

from __future__ import annotations

import re
from collections import defaultdict
from functools import partial
from pathlib import Path
from typing import Final

from radar.config import Config, Topic
from radar.errors import BuildError
from radar.publish import documentation
from radar.publish.gather.gathering import gather
from radar.publish.gather.lazy import LazyDays, LazyPapers, LazyRuns, Papers
from radar.publish.gathered import by_field, by_source, most
from radar.publish.view import Day, Entry, EventEntry, HandPage, Site, TopicView

__all__ = ["Day", "Entry", "EventEntry", "HandPage", "Site", "TopicView", "load_site"]

ROOT: Final = Path(__file__).resolve().parents[3]
"""The checkout this package runs from: theme and documentation lie in it."""
PAGES: Final = ROOT / "theme" / "pages"
"""The project's own pages written by hand, for owners who have none of that name."""
DOCS: Final = ROOT / "docs"

_HAND_PAGE: Final = re.compile(r"([a-z0-9]+(?:-[a-z0-9]+)*)\.(zh|en)\.md")
RESERVED: Final = frozenset(
    (
        "archive",
        "authors",
        "briefings",
        "data",
        "docs",
        "en",
        "feeds",
        "fields",
        "my-radar",
        "og",
        "p",
        "schema",
        "search",
        "sources",
        "starred",
        "status",
        "subscribe",
        "theme",
        "topics",
        "weeks",
    )
)
"""What addresses of the site's own begin with, besides years."""


def load_site(config: Config, content: Path, sample: bool, *, url: str = "", workers: int = 1) -> Site:  # noqa: FBT001 - callers name it
    """Learn what lies below `content`, and beside it in the theme; days, papers and reports are read when asked for.

    `url` is the address to use where radar.toml says `auto`. Where much is new, `workers`
    processes read it. What is known of all days stands in the file `store`, or
    where that cannot be written in a temporary one. Raises ArchiveError when
    a file of the archive cannot be read, BuildError when two pages want one address.
    """
    root = content / "daily"
    pages = _hand_pages(content / "pages")
    base = gather(config, root, store(content), workers=workers)
    days = LazyDays(config, root, base)
    find = partial(days.listing, most=most(config))
    return Site(
        config=config,
        sample=sample,
        url=(url if config.site.url == "auto" else config.site.url).rstrip("/"),
        langs=tuple(dict.fromkeys(config.site.locales)),
        days=days,
        topics=tuple(_topic(config, topic, days) for topic in config.topics),
        runs=LazyRuns(root, base),
        pages=pages,
        docs=documentation.files(DOCS) if config.site.docs else (),
        assets=_assets(content.parent / "overrides" / "static"),
        papers=Papers(days),
        versions=LazyPapers(days, days.loader.versions),
        sources=by_source(config, find),
        fields=by_field(find),
    )


def store(content: Path) -> Path:
    """Name the file that keeps what is known of all days of an archive; it may be deleted at any time."""
    place = content.resolve()
    return place.parent / ".radar" / f"site-{place.name}.sqlite"


def _topic(config: Config, topic: Topic, days: LazyDays) -> TopicView:
    entries = days.register.entries("topic", topic.id)
    return TopicView(topic=topic, entries=entries, per_page=config.show.per_topic)


def _hand_pages(owned: Path) -> tuple[HandPage, ...]:
    """Find the pages written by hand: the project's own, each replaced by the owner's of its slug and language."""
    found: defaultdict[str, dict[str, Path]] = defaultdict(dict)
    for path in (*sorted(PAGES.glob("*.md")), *sorted(owned.glob("*.md"))):
        name = _HAND_PAGE.fullmatch(path.name)
        if name is None:
            raise BuildError(f"{path}: a page is named `<slug>.zh.md` or `<slug>.en.md`")
        if name[1] in RESERVED or re.fullmatch(r"\d{4}", name[1]):
            raise BuildError(f"{path}: the address /{name[1]}/ is the site's own; name the page otherwise")
        found[name[1]][name[2]] = path
    return tuple(HandPage(slug=slug, files=files) for slug, files in sorted(found.items()))


def _assets(overrides: Path) -> dict[str, Path]:
    """Name the theme's files, the owner's last so that they win; links and dotfiles are none."""
    found: dict[str, Path] = {}
    for folder in (ROOT / "theme" / "static", overrides):
        for path in sorted(folder.rglob("*")):
            name = path.relative_to(folder)
            if path.is_file() and not path.is_symlink() and not any(p.startswith(".") for p in name.parts):
                found[name.as_posix()] = path
    return dict(sorted(found.items()))
