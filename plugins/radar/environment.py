"""Read the environment and the clock, for the command line and the plugin's door alone.

Everything below these two gets days, instants and settings as arguments.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from platformdirs import user_cache_path

from radar import __version__
from radar.archive.ledger import Ledger
from radar.collect.http import Door
from radar.config import BriefingModel, Config, load
from radar.day_model import Access
from radar.errors import ConfigError, Mistake
from radar.pipeline import Where

PROJECT = Path(__file__).resolve().parents[2]
"""The checkout this package runs from: theme, sample and pelicanconf.py lie in it."""

KEYS: Mapping[str, str] = {"openalex": "OPENALEX_API_KEY"}
"""By service: the variable that may hold the owner's key to its API."""

_ADDRESS = re.compile(r"https?://[A-Za-z0-9.-]+(?::\d+)?(?:/[A-Za-z0-9._~/-]*)?")
_OFFSET = re.compile(r"[+-]\d\d:?\d\d$")


@dataclass(frozen=True, kw_only=True, slots=True)
class Environment:
    """Hold what CONTRACT's environment variables say."""

    clock: Callable[[], datetime]
    """Gives the present as an aware UTC instant."""
    allow_hosts: frozenset[str] = frozenset()
    pace: float | None = None
    """Seconds between requests to `allow_hosts`; None keeps their own pace."""
    contact: str = ""
    site_url: str = ""
    """Where the site will be, for a radar.toml that says `auto`; empty where that is not known."""
    keys: Mapping[str, str] = field(default_factory=dict, repr=False)
    """The owner's keys to sources' APIs, by service."""
    variables: Mapping[str, str] = field(default_factory=dict, repr=False)
    """All variables: radar.toml says which of them holds the model's key."""

    def access(self, model: BriefingModel) -> Access | None:
        """Find the way to the model that radar.toml names; None without a model's name or without its key."""
        key = self.variables.get(model.api_key_env, "").strip()
        if not (key and model.model):
            return None
        base_url = self.variables.get("OPENAI_BASE_URL", "").strip() or model.base_url
        return Access(base_url=base_url, key=key, allow_hosts=self.allow_hosts)

    def door(self) -> Door:
        """Open the one door to the network."""
        return Door(
            allow_hosts=self.allow_hosts,
            pace_override=self.pace,
            contact=self.contact,
            version=__version__,
            now=self.clock,
            gate_dir=user_cache_path("academichub") / "pacing",
        )


def read(variables: Mapping[str, str], now: Callable[[], datetime] = lambda: datetime.now(UTC)) -> Environment:
    """Read `RADAR_NOW`, `RADAR_PACE`, `RADAR_ALLOW_HOST`, `RADAR_CONTACT`, `RADAR_SITE_URL` and the keys of `KEYS`.

    The rest is kept for `Environment.access`, which learns from radar.toml where to look.

    Raises ConfigError when one of them cannot be understood.
    """
    mistakes: list[Mistake] = []
    clock, pace = now, None
    if text := variables.get("RADAR_NOW", "").strip():
        try:
            clock = _clock(text, now)
        except ValueError:
            mistakes.append(Mistake(path="RADAR_NOW", what="is no ISO instant", fix="e.g. 2026-01-09T08:00:00Z"))
    if text := variables.get("RADAR_PACE", "").strip():
        try:
            pace = max(0.0, float(text))
        except ValueError:
            mistakes.append(Mistake(path="RADAR_PACE", what="is no number of seconds", fix="e.g. 0"))
    site_url = variables.get("RADAR_SITE_URL", "").strip().rstrip("/")
    if site_url and not _ADDRESS.fullmatch(site_url):
        mistakes.append(Mistake(path="RADAR_SITE_URL", what="is no address", fix="e.g. https://radar.example"))
    if mistakes:
        raise ConfigError("environment", tuple(mistakes))
    hosts = frozenset(h.strip().lower() for h in variables.get("RADAR_ALLOW_HOST", "").split(",") if h.strip())
    keys = {service: key for service, name in KEYS.items() if (key := variables.get(name, "").strip())}
    contact = variables.get("RADAR_CONTACT", "").strip()
    return Environment(
        clock=clock,
        allow_hosts=hosts,
        pace=pace,
        contact=contact,
        site_url=site_url,
        keys=keys,
        variables=dict(variables),
    )


def _clock(text: str, now: Callable[[], datetime]) -> Callable[[], datetime]:
    """Make a clock that stands at an instant, or with a `+` behind it ticks on from there."""
    ticking = text.endswith("+")
    start = datetime.fromisoformat(text.removesuffix("+"))
    start = start.replace(tzinfo=UTC) if start.tzinfo is None else start.astimezone(UTC)
    if not ticking:
        return lambda: start
    began = now()

    def ticks() -> datetime:
        passed: timedelta = now() - began
        return start + passed

    return ticks


def config_path(asked: Path) -> Path:
    """Find the radar.toml to use: the one asked for, else the example that serves until there is one."""
    if asked.exists() or asked.name != "radar.toml":
        return asked
    beside = asked.parent / "radar.example.toml"
    return beside if beside.exists() else PROJECT / "radar.example.toml"


@dataclass(frozen=True, kw_only=True, slots=True)
class Edition:
    """Say from what the site is built: the owner's archive, or the bundled sample."""

    config: Config
    config_path: Path
    content: Path
    sample: bool


def edition(config: Config, path: Path, where: Where, *, sample: bool = False, url: str = "") -> Edition:
    """Choose the archive, or the sample while the archive holds no paper (CONTRACT).

    `url` is the site's address where the file says `auto`.
    """
    if not sample and Ledger(where.archive).days():
        return Edition(config=_at(config, url), config_path=path, content=where.content, sample=False)
    own = PROJECT / "sample" / "radar.toml"
    return Edition(config=_at(load(own), url), config_path=own, content=PROJECT / "sample", sample=True)


def _at(config: Config, url: str) -> Config:
    if not url or config.site.url != "auto":
        return config
    return config.model_copy(update={"site": config.site.model_copy(update={"url": url})})
