"""Hold what `[[sources]]` of radar.toml may say, kind by kind."""

from __future__ import annotations

from typing import Annotated, ClassVar, Final, Literal
from urllib.parse import urlsplit

from pydantic import BaseModel, ConfigDict, Field, field_validator, model_validator

from radar.config_mistakes import nearest

FIELDS: Final = (
    *("cs", "stat", "math", "physics", "astro", "chem", "mater", "bio", "med", "neuro", "psych"),
    *("earth", "env", "eng", "econ", "fin", "social", "edu", "law", "hum", "multi"),
)
"""Ids of the disciplines a topic or source may belong to (CONTRACT)."""

AbstractPolicy = Literal["full", "snippet", "none"]


class Table(BaseModel):
    """Refuse unknown keys and later changes in every table of the file."""

    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)


def known(value: tuple[str, ...], words: tuple[str, ...]) -> tuple[str, ...]:
    """Check words against those that are known; raise ValueError with the nearest right ones."""
    wrong = [word for word in value if word not in words]
    if wrong:
        near = ", ".join(nearest(word, words) for word in wrong)
        raise ValueError(f"unknown: {', '.join(wrong)} (did you mean {near}?)")
    return value


Calendar = Literal["", "weekdays", "daily"]
"""On which days a source may announce something that can be asked for again: `""` on none."""


class _Source(Table):
    """Hold what every `[[sources]]` table may say."""

    calendar: ClassVar[Calendar] = ""
    name: str = ""
    enabled: bool = True
    base_url: str = ""
    limit: Annotated[int, Field(ge=0)] = 0
    """Most items taken from one answer; 0 means the program's own cap."""
    abstract: AbstractPolicy = "full"
    fields: tuple[str, ...] = ()
    hosts: tuple[str, ...] = ()
    """Hosts that its links may point at, besides its own and doi.org."""

    @property
    def addresses(self) -> tuple[str, ...]:
        """List the addresses it is asked at, as far as radar.toml gives them."""
        return (self.base_url,)

    @field_validator("fields")
    @classmethod
    def _known_fields(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        return known(value, FIELDS)


class ArxivSource(_Source):
    """Hold a source of kind `arxiv`."""

    calendar: ClassVar[Calendar] = "weekdays"
    kind: Literal["arxiv"]
    categories: Annotated[tuple[str, ...], Field(min_length=1)]
    base_url: str = "https://rss.arxiv.org"
    api_url: str = "https://export.arxiv.org/api/query"
    oai_url: str = "https://oaipmh.arxiv.org/oai"

    @property
    def label(self) -> str:
        """Name the source as people see it."""
        return self.name or "arXiv"

    @property
    def addresses(self) -> tuple[str, ...]:
        """List the three services it is asked at."""
        return (self.base_url, self.api_url, self.oai_url)


class FeedSource(_Source):
    """Hold a source of kind `feed`: any RSS or Atom address, or a journal of the catalogue."""

    kind: Literal["feed"]
    url: str = ""
    journal: str = ""
    """An entry of the catalogue, which says how it is asked; not every one has a feed."""

    @property
    def label(self) -> str:
        """Name the source as people see it."""
        return self.name or self.journal or urlsplit(self.url or self.base_url).hostname or "feed"

    @property
    def addresses(self) -> tuple[str, ...]:
        """List the feed's address and that of a mirror."""
        return (self.base_url, self.url)

    @model_validator(mode="after")
    def _has_address(self) -> FeedSource:
        if not (self.url or self.journal or self.base_url):
            raise ValueError("a feed needs `url` or `journal`")
        return self


class BiorxivSource(_Source):
    """Hold a source of kind `biorxiv`: one of openRxiv's two servers, by its details API."""

    calendar: ClassVar[Calendar] = "daily"
    kind: Literal["biorxiv"]
    server: Literal["biorxiv", "medrxiv"] = "biorxiv"
    categories: tuple[str, ...] = ()
    """Subjects as the server names them (`neuroscience`); none means all."""
    base_url: str = "https://api.biorxiv.org"

    @property
    def label(self) -> str:
        """Name the source as people see it."""
        return self.name or {"biorxiv": "bioRxiv", "medrxiv": "medRxiv"}[self.server]


class CrossrefSource(_Source):
    """Hold a source of kind `crossref`: journals by ISSN, servers by DOI prefix."""

    calendar: ClassVar[Calendar] = "daily"
    kind: Literal["crossref"]
    issn: tuple[str, ...] = ()
    prefix: tuple[str, ...] = ()
    base_url: str = "https://api.crossref.org"

    @property
    def label(self) -> str:
        """Name the source as people see it."""
        return self.name or next(iter((*self.issn, *self.prefix)), "Crossref")

    @model_validator(mode="after")
    def _has_journal(self) -> CrossrefSource:
        if not (self.issn or self.prefix):
            raise ValueError("a Crossref source needs `issn` or `prefix`")
        return self


class OpenAlexSource(_Source):
    """Hold a source of kind `openalex`: journals by ISSN, or whatever its `filter` finds."""

    calendar: ClassVar[Calendar] = "daily"
    kind: Literal["openalex"]
    issn: tuple[str, ...] = ()
    filter: str = ""
    """A filter in OpenAlex's own grammar, joined to ours by a comma."""
    search: str = ""
    base_url: str = "https://api.openalex.org"

    @property
    def label(self) -> str:
        """Name the source as people see it."""
        return self.name or next(iter(self.issn), "OpenAlex")

    @model_validator(mode="after")
    def _has_question(self) -> OpenAlexSource:
        if not (self.issn or self.filter or self.search):
            raise ValueError("an OpenAlex source needs `issn`, `filter` or `search`")
        return self


class EuropePmcSource(_Source):
    """Hold a source of kind `europepmc`: what a query finds in Europe PMC, PubMed's papers among it."""

    calendar: ClassVar[Calendar] = "daily"
    kind: Literal["europepmc"]
    query: Annotated[str, Field(min_length=1)]
    base_url: str = "https://www.ebi.ac.uk/europepmc/webservices/rest"

    @property
    def label(self) -> str:
        """Name the source as people see it."""
        return self.name or "Europe PMC"


Source = Annotated[
    ArxivSource | FeedSource | BiorxivSource | CrossrefSource | OpenAlexSource | EuropePmcSource,
    Field(discriminator="kind"),
]
