"""Say what flows through the rooms: papers, matches, briefings, outcomes.

Everything is frozen. Text fields hold cleaned plain text (`sift.text.clean`), never
markup. Days are `datetime.date`, moments are aware UTC `datetime`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum


class Genre(StrEnum):
    """What an item of a source is; journals print more than papers."""

    PAPER = "paper"
    NEWS = "news"
    """News, comment, editorials, book reviews, obituaries: signed or not, no research."""
    CORRECTION = "correction"
    """A notice that mends a paper: correction, erratum, corrigendum, addendum."""
    RETRACTION = "retraction"
    """A notice that takes a paper back or doubts it: retraction note, expression of concern."""

    @property
    def is_notice(self) -> bool:
        """Tell a notice about another paper."""
        return self in (Genre.CORRECTION, Genre.RETRACTION)


class Announce(StrEnum):
    """How a source announced a paper; the words are arXiv's own (RSS 2.0 `arxiv:announce_type`)."""

    NEW = "new"
    CROSS = "cross"
    REPLACE = "replace"
    REPLACE_CROSS = "replace-cross"

    @property
    def is_replacement(self) -> bool:
        """Tell a later version from a first announcement."""
        return self in (Announce.REPLACE, Announce.REPLACE_CROSS)


@dataclass(frozen=True, kw_only=True, slots=True)
class Place:
    """Name a place where a paper was shown: one element of a ledger line's `sources`."""

    name: str
    kind: str
    category: str = ""
    announce: str = ""
    version: int = 0
    """0 where the source has no versions."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Listing:
    """Hold one paper as one source showed it, cleaned, not yet identified with anything known."""

    ids: tuple[str, ...]
    """Normalised ids, best first: `arxiv:2601.05106`, `doi:10.…`, `url:<hash>`. Never empty."""
    title: str
    authors: tuple[str, ...]
    abstract: str
    url: str
    place: Place
    announced: date | None
    """The source's own day of announcement; None where it gives none."""
    day_from: str = ""
    """`inferred` where `announced` was reckoned from the source's schedule; else empty."""
    pdf: str = ""
    doi: str = ""
    comment: str = ""
    journal_ref: str = ""
    categories: tuple[str, ...] = ()
    published: str = ""
    """ISO date or instant at which the source says it was first published or submitted."""
    updated: str = ""
    license: str = ""
    links: Mapping[str, str] = field(default_factory=dict)
    genre: Genre = Genre.PAPER
    about: tuple[str, ...] = ()
    """Of a notice: the ids of the paper it is about, where the source says so."""
    abstract_from: str = ""
    """Who gave the abstract, where it was not the source itself: `Crossref`, `OpenAlex`, …"""


@dataclass(frozen=True, kw_only=True, slots=True)
class Paper:
    """Hold a paper as the ledger knows it: one `record: paper` line, updates applied."""

    id: str
    day: date
    title: str
    authors: tuple[str, ...]
    abstract: str
    url: str
    places: tuple[Place, ...]
    aliases: tuple[str, ...] = ()
    day_from: str = ""
    """Empty (the source's own date), `inferred`, or `first_seen`."""
    pdf: str = ""
    doi: str = ""
    comment: str = ""
    journal_ref: str = ""
    categories: tuple[str, ...] = ()
    published: str = ""
    updated: str = ""
    license: str = ""
    links: Mapping[str, str] = field(default_factory=dict)
    genre: Genre = Genre.PAPER
    abstract_from: str = ""
    """Who gave the abstract, where it was not the source itself: `Crossref`, `OpenAlex`, …"""

    @property
    def is_event(self) -> bool:
        """Tell a paper we only met as a later version from one that was new on its day."""
        return bool(self.places) and all(p.announce.startswith("replace") for p in self.places)


class Event(StrEnum):
    """What an update line brings."""

    VERSION = "version"
    PUBLISHED = "published"
    RETRACTED = "retracted"
    CORRECTED = "corrected"
    ENRICHED = "enriched"
    MERGED = "merged"


@dataclass(frozen=True, kw_only=True, slots=True)
class Update:
    """Hold what a day brought for a paper already known: one `record: update` line."""

    id: str
    day: date
    event: Event
    changes: Mapping[str, object]
    """Only what changed, by ledger key (`title`, `authors`, `sources`, …), JSON values."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Reason:
    """Say why a paper matches a topic, so that a reader can check it."""

    kind: str
    """`keyword`, `category`, `author`, `watch`, `mute`, `meaning`."""
    text: str
    """The word, category or name that matched, as configured."""
    where: str = ""
    """`title`, `abstract`, or empty."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Match:
    """Join a paper and a topic, with a score and its reasons."""

    paper_id: str
    topic_id: str
    score: float
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Ranked:
    """Place a paper in a list, with the score and why."""

    paper: Paper
    score: float
    reasons: tuple[Reason, ...]
    matches: tuple[Match, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Closeness:
    """Hold what a paper's words are close to in meaning, as reckoned on its day: one line of `closeness/`."""

    id: str
    topics: Mapping[str, float] = field(default_factory=dict)
    """By topic id, of the topics that are described: closeness of paper and topic, -1 to 1, three decimals."""
    related: tuple[tuple[str, float], ...] = ()
    """Ids of papers of its own or an earlier day of the recent window, nearest first, each with its closeness."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Shared:
    """Hold a phrase that the papers of a bridge share, and where each says it."""

    phrase: str
    """As it stands in one of the papers."""
    sentences: Mapping[str, str]
    """By paper id: the sentence of the abstract that carries it, verbatim; the title where only that does."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Bridge:
    """Join a few papers of two or more fields that share a method, an object or a problem, and say why."""

    slug: str
    """`[a-z0-9-]{1,80}`, told by fields and leading phrase, so that a bridge told again is known again."""
    day: date
    papers: tuple[str, ...]
    """Ids, two to five, the leading paper first."""
    fields: Mapping[str, str]
    """By paper id: the field it stands for here."""
    shared: tuple[Shared, ...]
    """What they share, the most telling first; never empty."""
    score: float
    closeness: float
    distance: float
    rarity: float
    novelty: float
    """The parts of the score, each 0 to 1."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Gist:
    """Say in one sentence what a paper is about."""

    id: str
    lang: str
    """Language of `text`; `""` when it is the paper's own, verbatim."""
    text: str
    span: str
    """The passage of the abstract that carries it."""
    by: str = "abstract"
    """`abstract` (verbatim) or `model`."""
    model: str = ""
    prompt: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Citation:
    """Tie a number in a briefing to a paper and the passage that carries the claim."""

    number: int
    paper_id: str
    span: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Sentence:
    """Hold one sentence of a briefing and the citation numbers it rests on."""

    text: str
    cites: tuple[int, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Section:
    """Hold a run of sentences under one heading; an empty heading is the standfirst."""

    heading: str
    sentences: tuple[Sentence, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Briefing:
    """Hold one briefing in one language, with its evidence."""

    slug: str
    """`[a-z0-9-]{1,80}`; for a topic its id."""
    kind: str
    """`topic` or `cross`."""
    day: date
    lang: str
    title: str
    sections: tuple[Section, ...]
    citations: tuple[Citation, ...]
    paper_count: int
    """How many papers the briefing was drawn from."""
    by: str = "abstract"
    model: str = ""
    prompt: str = ""
    tokens_in: int = 0
    tokens_out: int = 0
    usd: float = 0.0
    dropped: int = 0
    """Sentences the model wrote that failed the check."""
    fields: tuple[str, ...] = ()
    """Of a cross-field briefing: the fields it joins."""
    made: str = ""
    """When a model wrote it: an ISO instant in UTC; empty for extracts, which depend on no run."""
