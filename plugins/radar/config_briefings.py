"""Hold what `[briefings]` of radar.toml may say: who writes, how much, and at what cost."""

from __future__ import annotations

import re
from typing import Annotated, Final, Literal

from pydantic import AfterValidator, Field

from radar.config_sources import Address, Locale, Table
from radar.grammar.words import wrong

_VARIABLE: Final = re.compile(r"[A-Za-z_][A-Za-z0-9_]{0,79}")


def _variable(value: str) -> str:
    if not _VARIABLE.fullmatch(value):
        raise wrong("variable")
    return value


class BriefingModel(Table):
    """Hold `[briefings.model]`: the model that writes. Without `model`, briefings are quoted from abstracts."""

    base_url: Address = ""
    """Address of a service that speaks OpenAI's interface, up to and with `/v1`."""
    model: str = ""
    """The model's name, as the service writes it."""
    api_key_env: Annotated[str, AfterValidator(_variable)] = "OPENAI_API_KEY"
    """Name of the environment variable that holds the key; never the key itself."""
    timeout_s: Annotated[float, Field(gt=0)] = 120.0
    """Seconds to wait for one answer."""
    concurrency: Annotated[int, Field(ge=1, le=32)] = 4
    """How many questions are under way at once."""
    structured: Literal["auto", "json_schema", "json_object", "text"] = "auto"
    """How the service is asked for JSON; `auto` finds out."""


class Budget(Table):
    """Hold `[briefings.budget]`: bounds of one day, all its runs together; 0 means no bound."""

    max_usd_per_day: Annotated[float, Field(ge=0)] = 0.0
    """US dollars; needs the prices below."""
    max_tokens_per_day: Annotated[int, Field(ge=0)] = 0
    """Tokens, in and out together."""
    max_calls_per_day: Annotated[int, Field(ge=0)] = 0
    """Questions to the model."""
    max_seconds_per_day: Annotated[float, Field(ge=0)] = 0.0
    """Seconds of waiting for the model, all runs of a day together."""
    price_in_per_mtok: Annotated[float, Field(ge=0)] = 0.0
    """US dollars per million tokens that are sent."""
    price_out_per_mtok: Annotated[float, Field(ge=0)] = 0.0
    """US dollars per million tokens that are answered."""
    on_exceed: Literal["extract"] = "extract"
    """What follows a spent budget: briefings quoted from abstracts."""


class Briefings(Table):
    """Hold `[briefings]`: what is written of a day."""

    enabled: bool = True
    """Whether briefings are written at all."""
    languages: tuple[Locale, ...] = ("zh", "en")
    """Languages of the briefings."""
    gists_per_day: Annotated[int, Field(ge=0)] = 100
    """Most papers that a model sums up in a sentence."""
    topics_per_day: Annotated[int, Field(ge=0)] = 12
    """Most briefings on a topic."""
    cross_field_per_day: Annotated[int, Field(ge=0)] = 3
    """Most briefings across fields."""
    model: BriefingModel = BriefingModel()
    budget: Budget = Budget()
