"""Hold what `[[sources]]` of radar.toml may say, kind by kind."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from importlib import resources
from typing import Annotated, Any, ClassVar, Final, Literal, get_args
from urllib.parse import urlsplit

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator

from radar.grammar.words import wrong

FieldId = Literal[
    "cs", "stat", "math", "physics", "astro", "chem", "mater", "bio", "med", "neuro", "psych",
    "earth", "env", "eng", "econ", "fin", "social", "edu", "law", "hum", "multi",
]  # fmt: skip
FIELDS: Final[tuple[FieldId, ...]] = get_args(FieldId)
"""Ids of the disciplines a topic or source may belong to (CONTRACT)."""

AbstractPolicy = Literal["full", "snippet", "none"]
Locale = Literal["zh", "en"]


@cache
def _chinese() -> Mapping[str, Mapping[str, str]]:
    """Read what `config_zh.toml` says: by class, by key."""
    file = resources.files(__package__).joinpath("config_zh.toml")
    return tomllib.loads(file.read_text(encoding="utf-8"))


def _both_languages(schema: dict[str, Any], model: type[Table]) -> None:
    """Put the Chinese below the English of a table's JSON Schema, and beside it as `x-zh`."""
    said = dict(pair for kind in reversed(model.__mro__) for pair in _chinese().get(kind.__name__, {}).items())
    for name, about in (("_", schema), *schema.get("properties", {}).items()):
        if zh := said.get(name, ""):
            about["description"] = "\n\n".join(filter(None, (about.get("description", ""), zh)))
            about["x-zh"] = zh


class Table(BaseModel):
    """Refuse unknown keys and later changes in every table of the file.

    What stands below a key is what editors and the reference say of it; the same in
    Chinese is in `config_zh.toml`, by class.
    """

    model_config = ConfigDict(
        extra="forbid",
        frozen=True,
        str_strip_whitespace=True,
        allow_inf_nan=False,
        hide_input_in_errors=True,
        use_attribute_docstrings=True,
        json_schema_extra=_both_languages,
    )


def is_address(value: str) -> bool:
    """Tell an http(s) address whose host and port can be read."""
    try:
        parts = urlsplit(value)
        _ = parts.port
    except ValueError:
        return False
    return bool(parts.hostname and re.fullmatch(r"https?://[^\s/?#@]+[^\s]*", value))


def _address(value: str) -> str:
    if value and not is_address(value):
        raise wrong("address")
    return value


Address = Annotated[str, AfterValidator(_address)]
"""A whole http or https address, without user or password; empty for none."""
_ORCID = re.compile(r"(?i)(?:orcid:\s*|https?://orcid\.org/)?\d{4}-\d{4}-\d{4}-\d{3}[\dX]")


def _is_name(value: str) -> str:
    if _ORCID.fullmatch(value.strip()):
        raise wrong("orcid")
    return value


AuthorName = Annotated[str, AfterValidator(_is_name)]
"""A name as papers have it."""
Calendar = Literal["", "weekdays", "daily"]
"""On which days a source may announce something that can be asked for again: `""` on none."""


class _Source(Table):
    """Hold what every `[[sources]]` table may say."""

    calendar: ClassVar[Calendar] = ""
    name: str = ""
    """What pages call it."""
    enabled: bool = True
    """False: it is asked no more; its papers stay."""
    base_url: Address = ""
    """A mirror, or a test server, that is asked instead."""
    limit: Annotated[int, Field(ge=0)] = 0
    """Most items taken from one answer; 0 means the program's own cap."""
    abstract: AbstractPolicy = "full"
    """How much of an abstract may be shown: all, 300 characters, nothing. The catalogue may be stricter."""
    fields: tuple[FieldId, ...] = ()
    """Disciplines of its papers."""
    hosts: tuple[str, ...] = ()
    """Hosts that its links may point at, besides its own and doi.org."""

    @property
    def addresses(self) -> tuple[str, ...]:
        """List the addresses it is asked at, as far as radar.toml gives them."""
        return (self.base_url,)


class ArxivSource(_Source):
    """Hold a source of kind `arxiv`."""

    calendar: ClassVar[Calendar] = "weekdays"
    kind: Literal["arxiv"]
    """The kind of source."""
    categories: Annotated[tuple[str, ...], Field(min_length=1)]
    """Categories, as at https://arxiv.org/category_taxonomy; all are asked for at once."""
    base_url: Address = "https://rss.arxiv.org"
    """Where `/rss/<categories>` hangs."""
    api_url: Address = "https://export.arxiv.org/api/query"
    """The API, for missed days."""
    oai_url: Address = "https://oaipmh.arxiv.org/oai"
    """OAI-PMH, for missed days."""

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
    """The kind of source."""
    url: Address = ""
    """The feed's address."""
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
            raise wrong("feed_address")
        return self


class BiorxivSource(_Source):
    """Hold a source of kind `biorxiv`: one of openRxiv's two servers, by its details API."""

    calendar: ClassVar[Calendar] = "daily"
    kind: Literal["biorxiv"]
    """The kind of source."""
    server: Literal["biorxiv", "medrxiv"] = "biorxiv"
    """Which of the two."""
    categories: tuple[str, ...] = ()
    """Subjects as the server names them (`neuroscience`); none means all."""
    base_url: Address = "https://api.biorxiv.org"
    """Address of the API, or of a mirror."""

    @property
    def label(self) -> str:
        """Name the source as people see it."""
        return self.name or {"biorxiv": "bioRxiv", "medrxiv": "medRxiv"}[self.server]


class CrossrefSource(_Source):
    """Hold a source of kind `crossref`: journals by ISSN, servers by DOI prefix."""

    calendar: ClassVar[Calendar] = "daily"
    kind: Literal["crossref"]
    """The kind of source."""
    issn: tuple[str, ...] = ()
    """ISSNs, print or electronic: `1548-7105`."""
    prefix: tuple[str, ...] = ()
    """DOI prefixes of servers: `10.31234`."""
    base_url: Address = "https://api.crossref.org"
    """Address of the API, or of a mirror."""

    @property
    def label(self) -> str:
        """Name the source as people see it."""
        return self.name or next(iter((*self.issn, *self.prefix)), "Crossref")

    @model_validator(mode="after")
    def _has_journal(self) -> CrossrefSource:
        if not (self.issn or self.prefix):
            raise wrong("crossref_question")
        return self


class OpenAlexSource(_Source):
    """Hold a source of kind `openalex`: journals by ISSN, or whatever its `filter` finds."""

    calendar: ClassVar[Calendar] = "daily"
    kind: Literal["openalex"]
    """The kind of source."""
    issn: tuple[str, ...] = ()
    """ISSNs, print or electronic: `1548-7105`."""
    filter: str = ""
    """A filter in OpenAlex's own grammar, joined to ours by a comma."""
    search: str = ""
    """Words to search for."""
    base_url: Address = "https://api.openalex.org"
    """Address of the API, or of a mirror."""

    @property
    def label(self) -> str:
        """Name the source as people see it."""
        return self.name or next(iter(self.issn), "OpenAlex")

    @model_validator(mode="after")
    def _has_question(self) -> OpenAlexSource:
        if not (self.issn or self.filter or self.search):
            raise wrong("openalex_question")
        return self


class EuropePmcSource(_Source):
    """Hold a source of kind `europepmc`: what a query finds in Europe PMC, PubMed's papers among it."""

    calendar: ClassVar[Calendar] = "daily"
    kind: Literal["europepmc"]
    """The kind of source."""
    query: Annotated[str, Field(min_length=1)]
    """A query in Europe PMC's own grammar: `TITLE_ABS:"malaria vaccine"`."""
    base_url: Address = "https://www.ebi.ac.uk/europepmc/webservices/rest"
    """Address of the API, or of a mirror."""

    @property
    def label(self) -> str:
        """Name the source as people see it."""
        return self.name or "Europe PMC"


Source = Annotated[
    ArxivSource | FeedSource | BiorxivSource | CrossrefSource | OpenAlexSource | EuropePmcSource,
    Field(discriminator="kind"),
]
