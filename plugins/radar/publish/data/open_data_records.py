"""Say what the open data holds: papers, events, briefings, and the days they come in.

What stands here is public. Fields may be added; one that is there keeps its name, its
meaning and its place in the order. `open_data_schema` makes the JSON Schemas from these
classes, docstrings and all.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any, Final, Literal

from pydantic import ConfigDict, Field, with_config

VERSION: Final = 1
"""Of the shape of records; the addresses of the schemas carry it."""

Version = Literal[1]


def one_of(*words: str) -> Any:  # noqa: ANN401 - what pydantic's Field gives
    """Annotate a text that is one of a few words."""
    return Field(json_schema_extra={"enum": list(words)})


described = with_config(ConfigDict(use_attribute_docstrings=True))
"""Decorates a record whose fields are described by the docstrings behind them."""


@described
@dataclass(frozen=True, kw_only=True, slots=True)
class PlaceRecord:
    """A place where a paper was shown."""

    name: str
    kind: str
    """How the source is asked: `arxiv`, `feed`, `biorxiv`, `crossref`, …"""
    category: str
    announce: str
    """As the source says it: `new`, `cross`, `replace`, `replace-cross`; else empty."""
    version: int
    """0 where the source has no versions."""


@described
@dataclass(frozen=True, kw_only=True, slots=True)
class ReasonRecord:
    """Why a paper stands here or matches a topic."""

    kind: str
    """`keyword`, `category`, `author`, `watch`, `mute`, `meaning`."""
    text: str
    """The word, category or name that matched; for `meaning` the closeness."""
    found_in: str
    """`title`, `abstract`, or empty."""
    topic: str
    """The topic's id, or empty where it is the radar's own reason."""


@described
@dataclass(frozen=True, kw_only=True, slots=True)
class GistRecord:
    """One sentence that says what a paper is about."""

    lang: str
    """Language of the text; empty where it is the paper's own."""
    text: str
    span: str
    """The passage of the abstract that carries it; empty where the source allows none."""
    written_by: Annotated[str, one_of("abstract", "model")]
    """`model`: AI-generated, not checked by a person. `abstract`: quoted word for word."""
    model: str
    prompt: str


@described
@dataclass(frozen=True, kw_only=True, slots=True)
class PaperRecord:
    """A paper, or what else a journal printed (`genre`), with every later update applied."""

    schema_version: Version
    id: str
    """`arxiv:2601.05106`, `doi:10.…` or `url:<hash>`; the same for ever."""
    aliases: tuple[str, ...]
    """Other ids of the same paper."""
    slug: str
    """Its anchor on the page of its day."""
    day: date
    """The day on which its source announced it."""
    day_from: Annotated[str, one_of("", "inferred", "first_seen")]
    """How that day is known: by the source (empty), reckoned from its schedule, or the day of the run."""
    address: str
    """Where it stands on this site, below the site's base address; English pages lie below `en/`."""
    genre: Annotated[str, one_of("paper", "news", "correction", "retraction")]
    kind: Annotated[str, one_of("new", "cross", "update", "retracted")]
    """How it came; `cross`: only as a cross-list, `update`: first met in a later version."""
    rank: int
    """Its place on its day, from 0: papers as ranked, then notices and news."""
    title: str
    """Plain text; formulas as the TeX that the source gave."""
    title_text: str
    """The same with formulas in plain Unicode; empty where it reads the same."""
    authors: tuple[str, ...]
    abstract: str
    """As much as the source allows; formulas as TeX."""
    abstract_text: str
    """The same with formulas in plain Unicode; empty where there is no formula."""
    abstract_from: str
    """Who gave the abstract, where it was not the source itself."""
    gists: tuple[GistRecord, ...]
    links: Mapping[str, str]
    """Ways out, by kind: `source`, `PDF`, `DOI`, `code`, and notices: `retraction`, `correction`, …"""
    doi: str
    license: str
    """Address of the licence that the source names; empty where it names none."""
    sources: tuple[PlaceRecord, ...]
    categories: tuple[str, ...]
    fields: tuple[str, ...]
    """Disciplines it belongs to: `cs`, `math`, `med`, …"""
    published: str
    """When the source says it was first published or submitted: an ISO date or instant, or empty."""
    updated: str
    comment: str
    journal_ref: str
    retracted: date | None
    """The day that told of its retraction or withdrawal."""
    topics: tuple[str, ...]
    reasons: tuple[ReasonRecord, ...]
    briefings: tuple[str, ...]
    """Names of the briefings of its own day that cite it."""
    citation: Mapping[str, str]
    """What its citations say and the other fields do not: `key`, and by name what they say otherwise."""


@described
@dataclass(frozen=True, kw_only=True, slots=True)
class EventRecord:
    """Something new about a paper that is known from an earlier day."""

    event: Annotated[str, one_of("version", "published", "retracted", "corrected")]
    id: str
    """The paper's."""
    title: str
    first_day: date
    address: str
    """Of the paper on this site, below its base address."""
    version: int
    place: str
    """The source that told."""


@described
@dataclass(frozen=True, kw_only=True, slots=True)
class SentenceRecord:
    """One sentence of a briefing."""

    text: str
    cites: tuple[int, ...]
    """Numbers of the citations it rests on."""


@described
@dataclass(frozen=True, kw_only=True, slots=True)
class SectionRecord:
    """A run of sentences; an empty heading is the standfirst."""

    heading: str
    sentences: tuple[SentenceRecord, ...]


@described
@dataclass(frozen=True, kw_only=True, slots=True)
class CitationRecord:
    """A paper that a briefing rests on."""

    number: int
    paper: str
    """The paper's id."""
    span: str
    """The passage that carries the claim, word for word; empty where the source allows none."""


@described
@dataclass(frozen=True, kw_only=True, slots=True)
class BriefingRecord:
    """A briefing in one language, with its evidence."""

    schema_version: Version
    name: str
    """Day and slug, the last part of its address."""
    lang: Annotated[str, one_of("zh", "en")]
    kind: Annotated[str, one_of("topic", "cross")]
    """`topic`: its slug is a topic's id. `cross`: it joins papers of several fields."""
    day: date
    address: str
    """Below the site's base address."""
    written_by: Annotated[str, one_of("abstract", "model")]
    label: str
    """`AI-generated · not checked by a person`, in its language, where a model wrote it: show it with the text."""
    title: str
    sections: tuple[SectionRecord, ...]
    citations: tuple[CitationRecord, ...]
    fields: tuple[str, ...]
    paper_count: int
    """How many papers it was drawn from."""
    dropped: int
    """Sentences of a model that failed the check."""
    model: str
    prompt: str
    made: str
    """When a model wrote it: an ISO instant in UTC; else empty."""
    tokens_in: int
    tokens_out: int
    usd: float


@described
@dataclass(frozen=True, kw_only=True, slots=True)
class DayFile:
    """A day: its papers as ranked, news of older ones, its briefings in every language."""

    schema_version: Version
    day: date
    site: str
    """Base address of the site; empty where it is not known."""
    sample: bool
    """True where the papers are the bundled sample's, which are invented."""
    papers: tuple[PaperRecord, ...]
    events: tuple[EventRecord, ...]
    briefings: tuple[BriefingRecord, ...]
