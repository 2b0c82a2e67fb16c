"""Read radar.toml into a frozen `Config`, or tell every mistake in it at once.

The file's grammar is CONTRACT's: TOML, `version = 1`, unknown keys refused with the
nearest right word. Nothing outside this module reads the file.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import Field, ValidationError, field_validator, model_validator

from radar.config_mistakes import mistakes
from radar.config_push import Push
from radar.config_sources import FIELDS, Source, Table, known
from radar.errors import ConfigError, Mistake

Locale = Literal["zh", "en"]
_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


class Site(Table):
    """Hold `[site]`."""

    title: str = "AcademicHub"
    tagline: str = ""
    url: str = "auto"
    """Absolute address of the home page, or `auto` (from the environment of the build)."""
    locales: tuple[Locale, ...] = ("zh", "en")
    timezone: str = "UTC"
    banner: str = ""
    pwa: bool = True
    """Whether browsers may install the site and keep its last days for reading without a network."""


class UpdateRules(Table):
    """Hold `[update]`."""

    window_days: Annotated[int, Field(ge=1, le=60)] = 7
    include: tuple[Literal["new", "cross"], ...] = ("new", "cross")
    events: tuple[Literal["published", "retracted", "corrected", "version:watched", "version"], ...] = (
        "published",
        "retracted",
        "version:watched",
    )


class Show(Table):
    """Hold `[show]`: how many cards a list shows before "N more"."""

    home: Annotated[int, Field(ge=1)] = 30
    per_topic: Annotated[int, Field(ge=1)] = 60


class Hide(Table):
    """Hold `[hide]`: papers taken down."""

    ids: tuple[str, ...] = ()
    reason: str = ""


class Abstracts(Table):
    """Hold `[abstracts]`: who is asked for an abstract that a source does not give, in this order."""

    enabled: bool = True
    ask: tuple[Literal["crossref", "openalex", "europepmc", "semanticscholar"], ...] = (
        "crossref",
        "europepmc",
        "openalex",
        "semanticscholar",
    )
    crossref_url: str = "https://api.crossref.org"
    openalex_url: str = "https://api.openalex.org"
    europepmc_url: str = "https://www.ebi.ac.uk/europepmc/webservices/rest"
    semanticscholar_url: str = "https://api.semanticscholar.org/graph/v1"


class Topic(Table):
    """Hold one `[[topics]]` table. Any one of its criteria is enough for a match."""

    id: str
    name: Mapping[str, str]
    fields: Annotated[tuple[str, ...], Field(max_length=2)] = ()
    keywords: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()
    describe: str = ""
    min_score: Annotated[float, Field(ge=0, le=1)] | None = None
    """From which closeness to `describe` a paper matches; None takes the program's own, which was measured."""

    @field_validator("id")
    @classmethod
    def _slug(cls, value: str) -> str:
        if not _SLUG.fullmatch(value) or len(value) > 80:  # noqa: PLR2004 - the dialect's bound on slugs
            raise ValueError("use lower-case letters, digits and single hyphens, at most 80")
        return value

    @field_validator("name", mode="before", json_schema_input_type=str | Mapping[str, str])
    @classmethod
    def _one_name_for_all(cls, value: object) -> object:
        return {"zh": value, "en": value} if isinstance(value, str) else value

    @field_validator("fields")
    @classmethod
    def _known_fields(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        return known(value, FIELDS)

    def title(self, lang: str) -> str:
        """Name the topic in a language, or in any it has."""
        return self.name.get(lang) or next(iter(self.name.values()), self.id)


class Watch(Table):
    """Hold `[watch]`: authors followed by name or ORCID, words raised or muted."""

    authors: tuple[str, ...] = ()
    keywords: tuple[str, ...] = ()
    mute: tuple[str, ...] = ()


class BriefingModel(Table):
    """Hold `[briefings.model]`."""

    base_url: str = ""
    model: str = ""
    api_key_env: str = "OPENAI_API_KEY"
    timeout_s: Annotated[float, Field(gt=0)] = 120.0
    concurrency: Annotated[int, Field(ge=1, le=32)] = 4
    structured: Literal["auto", "json_schema", "json_object", "text"] = "auto"


class Budget(Table):
    """Hold `[briefings.budget]`; 0 means no bound."""

    max_usd_per_day: float = 0.0
    max_tokens_per_day: int = 0
    max_calls_per_day: int = 0
    max_seconds_per_day: float = 0.0
    """Seconds of waiting for the model, all runs of a day together."""
    price_in_per_mtok: float = 0.0
    price_out_per_mtok: float = 0.0
    on_exceed: Literal["extract"] = "extract"


class Briefings(Table):
    """Hold `[briefings]`."""

    enabled: bool = True
    languages: tuple[Locale, ...] = ("zh", "en")
    gists_per_day: int = 100
    topics_per_day: int = 12
    cross_field_per_day: int = 3
    model: BriefingModel = BriefingModel()
    budget: Budget = Budget()


class Feeds(Table):
    """Hold `[feeds]`."""

    formats: tuple[Literal["atom", "rss", "json"], ...] = ("atom", "rss", "json")
    max_items: Annotated[int, Field(ge=1, le=500)] = 60
    websub: bool = False
    hub: str = "https://pubsubhubbub.appspot.com/"
    """The WebSub hub that feeds name, and that is told of new ones, where `websub` is true."""

    @field_validator("hub")
    @classmethod
    def _address(cls, value: str) -> str:
        if not re.fullmatch(r"https?://[^\s/?#]+[^\s]*", value):
            raise ValueError("use a whole address: https://…")
        return value


class Config(Table):
    """Hold a whole radar.toml."""

    version: Literal[1]
    site: Site = Site()
    update: UpdateRules = UpdateRules()
    show: Show = Show()
    hide: Hide = Hide()
    sources: tuple[Source, ...] = ()
    abstracts: Abstracts = Abstracts()
    topics: tuple[Topic, ...] = ()
    watch: Watch = Watch()
    briefings: Briefings = Briefings()
    feeds: Feeds = Feeds()
    push: Push = Push()

    @model_validator(mode="after")
    def _unique(self) -> Config:
        for what, names in (
            ("topic id", [t.id for t in self.topics]),
            ("source name", [s.label for s in self.sources]),
        ):
            twice = {name for name in names if names.count(name) > 1}
            if twice:
                raise ValueError(f"{what} used twice: {', '.join(sorted(twice))}")
        return self

    @model_validator(mode="after")
    def _told_in_built_languages(self) -> Config:
        if unbuilt := self.push.langs.difference(self.site.locales):
            raise ValueError(f"push: no such language in site.locales: {', '.join(sorted(unbuilt))}")
        return self


def load(path: Path) -> Config:
    """Read a radar.toml.

    Raises ConfigError with every mistake, each with its line where that can be told.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(str(path), (Mistake(path="", what=f"cannot be read: {error}"),)) from error
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        line = re.search(r"line (\d+)", str(error))
        last = len(text.splitlines())
        mistake = Mistake(path="", what=str(error), line=int(line[1]) if line else last)
        raise ConfigError(str(path), (mistake,)) from error
    return parse(data, text=text, file=str(path))


def parse(data: Mapping[str, Any], *, text: str = "", file: str = "radar.toml") -> Config:
    """Check parsed TOML against the grammar; `text` is used to find lines."""
    try:
        return Config.model_validate(data)
    except ValidationError as error:
        raise ConfigError(file, mistakes(error, grammar=Config, text=text)) from error
