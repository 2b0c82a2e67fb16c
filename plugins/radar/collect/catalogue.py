"""Know the journals and servers by id: `catalogue.toml` and `arxiv_categories.toml`, checked.

Both files are data of this package. What they say is only as good as each entry's
`evidence`; nothing here asks the network.
"""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from types import MappingProxyType
from typing import Any, ClassVar, Final, Literal, TypeVar
from urllib.parse import urlsplit

from pydantic import ConfigDict, TypeAdapter, ValidationError
from rapidfuzz import process, utils

from radar.config_sources import FIELDS, AbstractPolicy
from radar.errors import ConfigError, Mistake

Kind = Literal["feed", "arxiv", "biorxiv", "crossref", "openalex", "oai"]
Evidence = Literal["capture", "docs", "unverified"]
Licence = Literal["CC0-1.0", "CC-BY-4.0", "CC", "public-domain", "mixed", "publisher"]

PLATFORMS: Final = frozenset(
    (
        *("acs", "aps", "arxiv", "atypon", "biorxiv", "bmc", "cambridge", "cnjournals", "cnki", "copernicus"),
        *("crossref", "elife", "elsevier", "eprint", "highwire", "ieee", "ingenta", "iop", "janeway"),
        *("jstage", "magtech", "nature", "ojs", "openalex", "optica", "oup", "own", "pensoft", "plos", "rsc"),
        *("sciencedirect", "silverchair", "wiley", "wordpress"),
    )
)
"""What may serve an entry; `own` is software of the journal's own."""

QUIRKS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "abstract-in-content": "The description names the issue; the abstract stands in content:encoded.",
        "abstract-is-title": "The description repeats the title or is one line about it.",
        "authors-in-description": "The authors stand in the text of the description alone.",
        "authors-in-one-string": "One element holds all authors, parted by comma, semicolon or line break.",
        "authors-shortened": "From the fourth author on the feed says `et al.`.",
        "bot-wall": "Clients without a name of their own, or data centres, are answered 403 or a challenge.",
        "cookie-first": "Without a cookie from the journal's page the answer is 200 with an empty body.",
        "cookie-redirect": "The answer may redirect to itself with an `error=cookies_not_supported` query.",
        "empty-when-quiet": "A well-formed feed without entries is normal.",
        "front-matter": "Tables of contents, mastheads and notices stand among the papers.",
        "html-404-with-200": "The site's own error page may come in place of the feed, with status 200.",
        "http-links": "Links are plain http.",
        "issue-bound": "Papers appear with their issue, not when they are first online.",
        "last-creator-only": "One dc:creator an author: a reader that keeps one author keeps the last.",
        "long-window": "The feed holds years of items: most are not new.",
        "markup-in-title": "Titles hold escaped HTML.",
        "news-mixed-in": "News, comment, corrections and retractions stand among the papers.",
        "no-abstract": "The description says at most volume, issue and pages.",
        "no-authors": "Authors are not given.",
        "no-dates": "Items carry no date: they stand on the day they are first seen.",
        "no-doi": "Items carry no DOI: only title and link tell them apart.",
        "odd-dates": "Dates are neither RFC 822 nor ISO 8601.",
        "opaque-links": "Links and guids are encrypted tokens that say nothing about the paper.",
        "repeats-items": "The same paper is listed again as it moves from early view to its issue.",
        "short-window": "The feed holds fewer items (8) than a busy day may bring.",
        "tracking-links": "Links carry query parameters that are no part of the address.",
        "versions-mixed-in": "Later versions of old papers stand among the new ones.",
    }
)
"""Every word that `quirks` may hold, and what it means."""

OPEN_LICENCES: Final = frozenset(("CC0-1.0", "CC-BY-4.0", "CC", "public-domain"))
LIKENESS: Final = 60
"""Least likeness, of 100, at which a known word is offered for an unknown one."""

_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_ISSN = re.compile(r"\d{4}-\d{3}[\dX]")
_PREFIX = re.compile(r"10\.\d{4,9}")
_HOST = re.compile(r"[a-z0-9-]+(?:\.[a-z0-9-]+)+")
_STRICT = ConfigDict(extra="forbid")


@dataclass(frozen=True, kw_only=True, slots=True)
class Entry:
    """Hold one journal or server; the head of `catalogue.toml` says what each field means."""

    __pydantic_config__: ClassVar[ConfigDict] = _STRICT

    id: str
    name: Mapping[str, str]
    publisher: str
    fields: tuple[str, ...]
    kind: Kind
    hosts: tuple[str, ...]
    language: Literal["en", "zh"]
    licence: Licence
    abstract: AbstractPolicy
    platform: str
    evidence: Evidence
    feed: tuple[str, ...] = ()
    issn: tuple[str, ...] = ()
    prefix: tuple[str, ...] = ()
    server: Literal["", "biorxiv", "medrxiv"] = ""
    quirks: tuple[str, ...] = ()
    evidence_url: str = ""
    capture: str = ""
    note: str = ""

    @property
    def is_unverified(self) -> bool:
        """Tell an entry that nothing we read bears out."""
        return self.evidence == "unverified"

    def title(self, lang: str) -> str:
        """Name the entry in a language, or in English."""
        return self.name.get(lang) or self.name["en"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Category:
    """Hold one active category of arXiv."""

    __pydantic_config__: ClassVar[ConfigDict] = _STRICT

    id: str
    name: Mapping[str, str]
    fields: tuple[str, ...]
    same_as: str = ""
    """The category that this one is an alias of; else empty."""

    def title(self, lang: str) -> str:
        """Name the category in a language, or in English."""
        return self.name.get(lang) or self.name["en"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Catalogue:
    """Hold all entries and categories, in the order of their files."""

    entries: tuple[Entry, ...]
    categories: tuple[Category, ...]

    def find(self, entry_id: str) -> Entry | None:
        """Return the entry of exactly this id."""
        return next((entry for entry in self.entries if entry.id == entry_id), None)

    def category(self, category_id: str) -> Category | None:
        """Return the category of exactly this id, as arXiv spells it."""
        return next((one for one in self.categories if one.id == category_id), None)

    def nearest(self, word: str) -> str:
        """Return the entry id most like a word, by id, name or initials; "" if none is."""
        return _nearest(word, self.entries)

    def nearest_category(self, word: str) -> str:
        """Return the category id most like a word, by id or name; "" if none is."""
        return _nearest(word, self.categories)


_Item = TypeVar("_Item", Entry, Category)


@cache
def load() -> Catalogue:
    """Read the two files of this package, once a process.

    Raises ConfigError with every mistake in them.
    """
    return parse(_data("catalogue.toml"), _data("arxiv_categories.toml"))


def parse(journals: Mapping[str, Any], categories: Mapping[str, Any]) -> Catalogue:
    """Check parsed TOML, `{"journals": […]}` and `{"categories": […]}`, and make it a Catalogue.

    Raises ConfigError with every mistake: of form first, then of sense.
    """
    entries = _read(TypeAdapter(tuple[Entry, ...]), "journals", journals)
    known = _read(TypeAdapter(tuple[Category, ...]), "categories", categories)
    mistakes = (*_mistakes("journals", entries), *_mistakes("categories", known), *_strays(known))
    if mistakes:
        raise ConfigError("catalogue.toml", mistakes)
    return Catalogue(entries=entries, categories=known)


def issn_is_valid(issn: str) -> bool:
    """Tell whether an ISSN has its form and its check digit (ISO 3297: weights 8 to 1, modulo 11)."""
    if not _ISSN.fullmatch(issn):
        return False
    digits = (10 if c == "X" else int(c) for c in issn.replace("-", ""))
    return sum(digit * weight for digit, weight in zip(digits, range(8, 0, -1), strict=True)) % 11 == 0


def _data(name: str) -> dict[str, Any]:
    return tomllib.loads(resources.files(__package__).joinpath(name).read_text(encoding="utf-8"))


def _read(adapter: TypeAdapter[tuple[_Item, ...]], key: str, data: Mapping[str, Any]) -> tuple[_Item, ...]:
    try:
        return adapter.validate_python(data.get(key, ()))
    except ValidationError as error:
        raise ConfigError("catalogue.toml", tuple(_malformed(error, key))) from error


def _malformed(error: ValidationError, key: str) -> Iterator[Mistake]:
    for wrong in error.errors():
        yield Mistake(path=".".join((key, *(str(part) for part in wrong["loc"]))), what=wrong["msg"])


def _nearest(word: str, items: Iterable[Entry | Category]) -> str:
    ids: dict[str, str] = {}
    initials: dict[str, str] = {}
    for item in items:
        initials.setdefault("".join(letter for letter in item.name["en"] if letter.isupper()), item.id)
        for label in (item.id, *item.name.values()):
            ids.setdefault(utils.default_process(label), item.id)
    if word.upper() in initials:
        return initials[word.upper()]
    best = process.extractOne(utils.default_process(word), tuple(ids), score_cutoff=LIKENESS)
    return ids[best[0]] if best else ""


def _mistakes(place: str, items: Sequence[Entry | Category]) -> Iterator[Mistake]:
    for item in items:
        yield from (Mistake(path=f"{place}.{item.id}", what=what) for what in _faults(item))
    for item_id, count in Counter(item.id for item in items).items():
        if count > 1:
            yield Mistake(path=f"{place}.{item_id}", what=f"id used {count} times")


def _strays(categories: Sequence[Category]) -> Iterator[Mistake]:
    ids = {one.id for one in categories}
    for one in categories:
        if one.same_as and one.same_as not in ids:
            yield Mistake(path=f"categories.{one.id}", what=f"same_as names no category: {one.same_as}")


def _faults(item: Entry | Category) -> Iterator[str]:
    if set(item.name) != {"zh", "en"} or not all(item.name.values()):
        yield "name must be given in zh and en"
    if not item.fields:
        yield "belongs to no field"
    yield from _outside("field", item.fields, FIELDS)
    if isinstance(item, Entry):
        yield from _identity_faults(item)
        yield from _address_faults(item)
        yield from _policy_faults(item)


def _outside(what: str, words: Iterable[str], known: Iterable[str]) -> Iterator[str]:
    yield from (f"unknown {what}: {word}" for word in words if word not in known)


def _identity_faults(entry: Entry) -> Iterator[str]:
    if not _SLUG.fullmatch(entry.id):
        yield "id is no slug"
    yield from (f"ISSN is wrong: {issn}" for issn in entry.issn if not issn_is_valid(issn))
    yield from (f"DOI prefix is wrong: {one}" for one in entry.prefix if not _PREFIX.fullmatch(one))
    if entry.kind in {"crossref", "openalex"} and not (entry.issn or entry.prefix):
        yield f"kind {entry.kind} needs an ISSN or a prefix"
    if (entry.kind == "biorxiv") != bool(entry.server):
        yield "server belongs to kind biorxiv, and is needed there"


def _address_faults(entry: Entry) -> Iterator[str]:
    if (entry.kind == "feed") != bool(entry.feed):
        yield "feed belongs to kind feed, and is needed there"
    if not entry.hosts:
        yield "no host is allowed"
    yield from (f"no host: {host}" for host in entry.hosts if not _HOST.fullmatch(host))
    for address in entry.feed:
        parts = urlsplit(address)
        if parts.scheme != "https":
            yield f"address is not https: {address}"
        if parts.hostname not in entry.hosts:
            yield f"host of the address is not allowed: {address}"


def _policy_faults(entry: Entry) -> Iterator[str]:
    yield from _outside("quirk", entry.quirks, QUIRKS)
    yield from _outside("platform", (entry.platform,), PLATFORMS)
    preprints = entry.licence == "mixed" and bool(entry.prefix)
    if entry.abstract == "full" and entry.licence not in OPEN_LICENCES and not preprints:
        yield f"a full abstract is not open under licence {entry.licence}"
    if (entry.evidence == "docs") != entry.evidence_url.startswith("https://"):
        yield "evidence docs needs an https evidence_url, and no other evidence has one"
    if entry.evidence == "capture" and not entry.capture:
        yield "evidence capture must name the file group"
