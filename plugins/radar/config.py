"""Read radar.toml into a frozen `Config`, or tell every mistake in it at once.

The file's grammar is CONTRACT's: TOML, `version = 1`, unknown keys refused with the
nearest right word. Nothing outside this module reads the file.
"""

from __future__ import annotations

import copy
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path
from typing import Annotated, Any, Final, Literal
from zoneinfo import ZoneInfo, available_timezones

from pydantic import Field, field_validator

from radar.config_briefings import BriefingModel, Briefings, Budget
from radar.config_push import Push
from radar.config_sources import Address, AuthorName, FieldId, Locale, Source, Table, is_address
from radar.config_versions import STEPS, VERSION
from radar.errors import ConfigError, Mistake
from radar.grammar import secrets, syntax, words
from radar.grammar.draft import Draft, draft
from radar.grammar.migrations import Change, migrate
from radar.grammar.mistakes import nearest
from radar.grammar.positions import Place, positions
from radar.grammar.syntax import Parsed, told
from radar.grammar.words import wrong

__all__ = ["Abstracts", "BriefingModel", "Budget", "Config", "Locale", "Topic", "Watch", "load", "parse", "read"]

_MOST: Final = 50
"""Secrets told of one file."""
_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


class Site(Table):
    """Hold `[site]`: what the site is called, and in which languages it is."""

    title: str = "AcademicHub"
    """The site's name."""
    tagline: str = ""
    """A line below the name."""
    url: str = "auto"
    """Absolute address of the home page, or `auto` (from the environment of the build)."""
    locales: Annotated[tuple[Locale, ...], Field(min_length=1)] = ("zh", "en")
    """Languages of the pages: the first at the root, `en` below `/en/`."""
    timezone: str = "UTC"
    """Time zone in which the status page tells times, by its IANA name."""
    banner: str = ""
    """A remark at the head of every page."""
    pwa: bool = True
    """Whether browsers may install the site and keep its last days for reading without a network."""

    docs: bool = False
    """Whether the site holds the program's documentation, below `/docs/`."""

    @field_validator("url")
    @classmethod
    def _address_or_auto(cls, value: str) -> str:
        if value not in {"", "auto"} and not is_address(value):
            raise wrong("address")
        return value

    @field_validator("timezone")
    @classmethod
    def _known_zone(cls, value: str) -> str:
        try:
            ZoneInfo(value)
        except (ValueError, OSError, LookupError) as error:  # no such name; a folder or a path; no such file
            raise wrong("timezone", near=nearest(value, available_timezones())) from error
        return value


class UpdateRules(Table):
    """Hold `[update]`: what a run looks for."""

    window_days: Annotated[int, Field(ge=1, le=60)] = 7
    """How many days a run looks back, so that missed days are caught up."""
    include: tuple[Literal["new", "cross"], ...] = ("new", "cross")
    """Of arXiv: first announcements, and papers cross-listed from other categories."""
    events: tuple[Literal["published", "retracted", "corrected", "version:watched", "version"], ...] = (
        "published",
        "retracted",
        "version:watched",
    )
    """What else of a known paper is news: publication, retraction, correction, new versions (of watched authors)."""


class Show(Table):
    """Hold `[show]`: how many cards a list shows before "N more"."""

    home: Annotated[int, Field(ge=1)] = 30
    """On the home page."""
    per_topic: Annotated[int, Field(ge=1)] = 60
    """On a topic's page."""


class Hide(Table):
    """Hold `[hide]`: papers taken down. Their addresses stay and say so."""

    ids: tuple[str, ...] = ()
    """Ids as in the data: `arxiv:2601.05106`, `doi:10.…`."""
    reason: str = ""
    """What their pages say."""


class Abstracts(Table):
    """Hold `[abstracts]`: who is asked for an abstract that a source does not give, in this order."""

    enabled: bool = True
    """Whether anyone is asked."""
    ask: tuple[Literal["crossref", "openalex", "europepmc", "semanticscholar"], ...] = (
        "crossref",
        "europepmc",
        "openalex",
        "semanticscholar",
    )
    """Who, in this order."""
    crossref_url: Address = "https://api.crossref.org"
    """A mirror of Crossref's API."""
    openalex_url: Address = "https://api.openalex.org"
    """A mirror of OpenAlex's API."""
    europepmc_url: Address = "https://www.ebi.ac.uk/europepmc/webservices/rest"
    """A mirror of Europe PMC's API."""
    semanticscholar_url: Address = "https://api.semanticscholar.org/graph/v1"
    """A mirror of Semantic Scholar's API."""


class Topic(Table):
    """Hold one `[[topics]]` table. Any one of its criteria is enough for a match."""

    id: str
    """Part of the topic's address: keep it."""
    name: Mapping[str, str]
    """What pages call it, in each language, or one text for all."""
    fields: Annotated[tuple[FieldId, ...], Field(max_length=2)] = ()
    """Its disciplines, at most two."""
    keywords: tuple[str, ...] = ()
    """Words and phrases of titles and abstracts."""
    exclude: tuple[str, ...] = ()
    """Words that veto a match by keyword."""
    categories: tuple[str, ...] = ()
    """Categories of arXiv, or subjects of bioRxiv, whose papers all match."""
    authors: tuple[str, ...] = ()
    """Authors whose papers all match."""
    describe: str = ""
    """What it is about, in a sentence or two, Chinese or English: papers close in meaning match."""
    min_score: Annotated[float, Field(ge=0, le=1)] | None = None
    """From which closeness to `describe` a paper matches; None takes the program's own, which was measured."""

    @field_validator("id")
    @classmethod
    def _slug(cls, value: str) -> str:
        if not _SLUG.fullmatch(value) or len(value) > 80:  # noqa: PLR2004 - the dialect's bound on slugs
            raise wrong("slug", most=80)
        return value

    @field_validator("name", mode="before", json_schema_input_type=str | Mapping[str, str])
    @classmethod
    def _one_name_for_all(cls, value: object) -> object:
        return {"zh": value, "en": value} if isinstance(value, str) else value

    def title(self, lang: str) -> str:
        """Name the topic in a language, or in any it has."""
        return self.name.get(lang) or next(iter(self.name.values()), self.id)


class Watch(Table):
    """Hold `[watch]`: authors followed by name, words raised or muted."""

    authors: tuple[AuthorName, ...] = ()
    """Names: their papers lead, their new versions are news."""
    keywords: tuple[str, ...] = ()
    """Words that raise a paper."""
    mute: tuple[str, ...] = ()
    """Words that sink a paper; none is removed."""


class Feeds(Table):
    """Hold `[feeds]`: what feed readers are offered."""

    formats: tuple[Literal["atom", "rss", "json"], ...] = ("atom", "rss", "json")
    """Formats of the feeds."""
    max_items: Annotated[int, Field(ge=1, le=500)] = 60
    """Most entries of a feed."""
    websub: bool = False
    """Whether feeds name a hub, which tells readers of what is new."""
    hub: Annotated[Address, Field(min_length=1)] = "https://pubsubhubbub.appspot.com/"
    """The WebSub hub that feeds name, and that is told of new ones, where `websub` is true."""


class Config(Table):
    """Hold a whole radar.toml."""

    version: Literal[1]
    """Version of this file's grammar."""
    site: Site = Site()
    update: UpdateRules = UpdateRules()
    show: Show = Show()
    hide: Hide = Hide()
    sources: tuple[Source, ...] = ()
    """What is read; each `[[sources]]` is of one kind."""
    abstracts: Abstracts = Abstracts()
    topics: tuple[Topic, ...] = ()
    """What papers are sifted by."""
    watch: Watch = Watch()
    briefings: Briefings = Briefings()
    feeds: Feeds = Feeds()
    push: Push = Push()


@dataclass(frozen=True, kw_only=True, slots=True)
class Reading:
    """Hold what was made of a radar.toml: all that is right in it, all mistakes, and what an older version needs."""

    file: str
    draft: Draft[Config]
    changes: tuple[Change, ...] = ()

    def config(self, *further: Mistake) -> Config:
        """Give the configuration; raise ConfigError if there is any mistake, in order of lines."""
        mistakes = (*self.draft.mistakes, *further)
        if mistakes or self.draft.value is None:
            raise ConfigError(self.file, tuple(sorted(mistakes, key=lambda one: (one.line, one.column, one.path))))
        return self.draft.value


def load(path: Path) -> Config:
    """Read a radar.toml; raise ConfigError with every mistake, each at its line and column."""
    return read(path).config()


def parse(data: Mapping[str, Any], *, text: str = "", file: str = "radar.toml") -> Config:
    """Check parsed TOML against the grammar; `text` is used to find lines."""
    return _reading(file, Parsed(data=dict(data), text=text), text).config()


def read(path: Path) -> Reading:
    """Read a radar.toml; whatever it holds, this raises nothing."""
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError:
        return _unread(path, told("not_utf8", line=1))
    except OSError as error:
        return _unread(path, told("unreadable", why=error.strerror or type(error).__name__))
    parsed = syntax.parse(text.replace("\r\n", "\n"))
    return _reading(str(path), parsed, text)


def _unread(path: Path, mistake: Mistake) -> Reading:
    return Reading(file=str(path), draft=Draft(value=None, mistakes=(mistake,), at={}, kept={}))


def _reading(file: str, parsed: Parsed, text: str) -> Reading:
    """Check what was parsed; `text` is the file as it is, `parsed.text` what of it is TOML."""
    at, data = positions(parsed.text), copy.deepcopy(parsed.data)
    version = data.get("version")
    changes: tuple[Change, ...] = ()
    unjudged: Draft[Config] = Draft(value=None, mistakes=(), at=at, kept={})
    if isinstance(version, int) and version > VERSION:
        made = unjudged
        found = [*parsed.mistakes, made.mistake("newer", ("version",), most=VERSION)]
    elif parsed.mistakes and not data:  # too little of it is TOML to be judged
        made = unjudged
        found = [*parsed.mistakes]
    else:
        changes = migrate(data, STEPS) if data else ()
        made = draft(Config, data, at, parsed.lost)
        found = [*parsed.mistakes, *made.mistakes, *_contradictions(made)]
    known = {mistake.line for mistake in found if mistake.what == words.saying("secret").what}
    spots = (spot for spot in secrets.spots(text) if spot[0] not in known)
    found += [told("secret", line=line, column=column) for line, column in islice(spots, _MOST)]
    return Reading(file=file, draft=replace(made, mistakes=tuple(found)), changes=changes)


def _contradictions(made: Draft[Config]) -> Iterator[Mistake]:
    """Find what is wrong between tables that are each right."""
    if (config := made.value) is None:
        return
    hooks = [hook.name for hook in config.push.webhooks]
    yield from _twice(made, ("topics",), "id", [topic.id for topic in config.topics], ("topic id", "主题的id"))
    yield from _twice(made, ("sources",), "name", [one.label for one in config.sources], ("source name", "来源名"))
    yield from _twice(made, ("push", "webhooks"), "name", hooks, ("webhook name", "webhook的name"))
    if unbuilt := config.push.langs.difference(config.site.locales):
        yield made.mistake("unbuilt", ("push",), langs=", ".join(sorted(unbuilt)))


def _twice(
    made: Draft[Config], table: Place, key: str, names: list[str], called: tuple[str, str]
) -> Iterator[Mistake]:
    for number, name in enumerate(names):
        if name in names[:number]:
            yield made.mistake("twice", (*table, number, key), what=called[0], what_zh=called[1])
