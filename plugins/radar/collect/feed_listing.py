"""Make the listing of one entry of a feed, or say why it is none."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final
from urllib.parse import quote

from radar.collect import entry_text, feed_links, policy, syndication
from radar.collect.entry_text import Text
from radar.collect.syndication import Entry
from radar.config_sources import AbstractPolicy
from radar.models import Announce, Listing, Place
from radar.sift import genre
from radar.sift.identity import arxiv_id, arxiv_version, doi, paper_ids
from radar.sift.text import clean, clean_title, strip_markup

_DATES: Final = ("published", "updated", "prism_publicationdate", "created")
_DOI_FIELDS: Final = ("prism_doi", "dc_identifier", "id", "link", "feedburner_origlink", "prism_url", "dc_source")
_SECTIONS: Final = ("prism_section", "dc_type", "prism_genre")
_PREFIX: Final = re.compile(r"\[ASAP\]\s+")
"""What ACS puts before the titles of articles not yet in an issue."""
_ARXIV: Final = re.compile(r"\.?\s*\(arXiv:(?P<id>\S{5,30})\s+\[[\w.-]+\](?:\s+(?P<how>CROSS LISTED|UPDATED))?\)\s*$")
"""What arXiv's feeds of before 2024 put behind a title."""
_OLD_WORDS: Final = {"CROSS LISTED": Announce.CROSS, "UPDATED": Announce.REPLACE}
_NAMED: Final = 100
_TWO: Final = 2
"""Titles at one link that may still be one paper's, the second mended; not where each has a guid of its own."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Feed:
    """Say how one feed is to be read."""

    label: str
    hosts: frozenset[str] = frozenset()
    """Hosts that its links may point at, besides those that resolve ids."""
    abstract: AbstractPolicy = "full"
    limit: int = 0
    """Most items taken; 0 means the program's own cap."""
    opaque: bool = False
    """Its links and guids are tokens that may differ in every answer: they name no paper."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Habits:
    """Hold what a feed as a whole tells about each of its entries."""

    journal: str = ""
    home: str = ""
    family_first: bool = False
    shared: frozenset[str] = field(default_factory=frozenset)
    """Links that stand at several papers, and so name none: of an issue, or of the journal."""

    @classmethod
    def of(cls, head: Entry, entries: Sequence[Entry]) -> Habits:
        """Look through a feed."""
        titles: dict[str, set[str]] = {}
        guids: dict[str, set[str]] = {}
        for entry in entries:
            titles.setdefault(_link(entry), set()).add(str(entry.get("title", "")).strip().lower())
            guids.setdefault(_link(entry), set()).add(str(entry.get("id", "")))
        return cls(
            journal=str(head.get("title", "")),
            home=str(head.get("link", "")),
            family_first=entry_text.writes_family_first(entries),
            shared=frozenset(
                link for link, found in titles.items() if len(found) > _TWO - (len(guids[link]) >= _TWO)
            ),
        )


@dataclass(frozen=True, kw_only=True, slots=True)
class Left:
    """Say which entry was left out, and why."""

    item: str
    reason: str


_UNRESOLVED: Final = re.compile(r"(?:&\w{1,40};\s*)+")
"""A title of nothing but references to entities that nobody declared: a bomb's, or a broken template's."""
UNREADABLE: Final = "no title, or nothing to know it by"
FRONT_MATTER: Final = "front matter, no paper"


def make(entry: Entry, feed: Feed, habits: Habits) -> Listing | Left:
    """Read one entry."""
    title, announce, version = _title(entry)
    text = entry_text.read(entry, title, journal=habits.journal, family_first=habits.family_first)
    link, day = _link(entry), date_of(entry) or (text.online.isoformat() if text.online else "")
    name = _doi(entry) or text.doi
    ids = _ids(entry, feed, habits, name=name, title=title, authors=text.authors, day=day)
    if not title or not ids:
        return Left(item=clean(title or link or str(entry.get("id", "")), _NAMED), reason=UNREADABLE)
    section = _section(entry)
    if genre.is_front_matter(title, section=section):
        return Left(item=clean(title, _NAMED), reason=FRONT_MATTER)
    kind = genre.genre_of(title, doi=name, section=section, url=link)
    return Listing(
        ids=ids,
        title=title,
        authors=text.authors,
        abstract=policy.shown(text.abstract, feed.abstract),
        url=feed_links.clean_link(link, feed.hosts) or _address(ids[0]),
        place=Place(name=feed.label, kind="feed", announce=announce, version=version),
        announced=syndication.day(day),
        doi=name,
        published=day,
        license=_licence(entry),
        genre=kind,
        about=_about(entry, text, own=ids) if kind.is_notice else (),
    )


def date_of(entry: Entry) -> str:
    """Give the day on which the source says it published an entry, as ISO; empty when it does not say."""
    days = (syndication.day(str(entry.get(key, ""))) for key in _DATES)
    return next((day.isoformat() for day in days if day), "")


def _title(entry: Entry) -> tuple[str, str, int]:
    """Give an entry's title, and how arXiv announced it where the entry is arXiv's: word and version."""
    title = _PREFIX.sub("", strip_markup(str(entry.get("title", ""))).strip(), count=1)
    announce = str(entry.get("arxiv_announce_type", ""))
    version = arxiv_version(str(entry.get("id", ""))) if announce else 0
    if old := _ARXIV.search(title):
        title = title[: old.start()]
        announce = _OLD_WORDS.get(old["how"], Announce.NEW).value
        version = arxiv_version(old["id"])
    title = "" if _UNRESOLVED.fullmatch(title.strip()) else clean_title(title)
    return title, announce if announce in set(Announce) else "", version


def _link(entry: Entry) -> str:
    """Give the address of an entry, bare; its guid where that is one and there is no other."""
    said = str(entry.get("feedburner_origlink") or entry.get("link") or "").strip()
    guid = str(entry.get("id", "")).strip()
    return feed_links.plain_link(said or (guid if guid.startswith(("http://", "https://")) else ""))


def _doi(entry: Entry) -> str:
    return next(filter(None, (doi(str(entry.get(key, ""))) for key in _DOI_FIELDS)), "")


def _ids(
    entry: Entry, feed: Feed, habits: Habits, *, name: str, title: str, authors: tuple[str, ...], day: str
) -> tuple[str, ...]:
    """Name a paper by what stays: arXiv id, DOI, an address of its own; else by title and first author.

    A guid alone names nothing: some change with every answer.
    """
    link, guid = _link(entry), str(entry.get("id", "")).strip()
    own = "" if feed.opaque or link in habits.shared or feed_links.names_nothing(link, habits.home) else link
    if ids := paper_ids(arxiv=arxiv_id(link) or arxiv_id(guid) or "", doi=name, url=own):
        return ids
    if not title or not (link or guid):
        return ()
    site = ".".join(feed_links.host_of(link or habits.home).split(".")[-2:])
    return feed_links.ids_by_title(title, authors, site=site, day=day)


def _section(entry: Entry) -> str:
    """Say what the source calls the sort of item; its only category may be that, one of several is a subject."""
    tags = [str(tag.get("term", "")) for tag in entry_text.parts(entry, "tags")]
    named = [str(entry.get(key, "")) for key in _SECTIONS]
    return ";".join(clean(strip_markup(word)) for word in (*named, *(tags if len(tags) == 1 else ())) if word)


def _about(entry: Entry, text: Text, *, own: tuple[str, ...]) -> tuple[str, ...]:
    """Give the id of the paper that a notice is about, where it names one other DOI and no more."""
    said = doi(str(entry.get("prism_iscorrectionof", "")))
    named = (said,) if said else text.mentioned
    others = [ids for ids in (paper_ids(doi=name) for name in named) if ids and ids[0] not in own]
    return others[0][:1] if len(others) == 1 else ()


def _address(paper_id: str) -> str:
    """Make the address of a paper from its id."""
    scheme, _, name = paper_id.partition(":")
    site = {"arxiv": "https://arxiv.org/abs/", "doi": "https://doi.org/"}.get(scheme)
    return f"{site}{quote(name, safe='/:;().-_')}" if site else ""


def _licence(entry: Entry) -> str:
    """Give the address of the licence that an entry's links or rights name first."""
    named = [str(link.get("href", "")) for link in entry_text.parts(entry, "links") if link.get("rel") == "license"]
    return next(filter(None, map(policy.licence, (*named, str(entry.get("rights", ""))))), "")
