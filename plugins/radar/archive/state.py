"""Remember between runs what saves requests: `state.json`.

Losing it costs requests, never correctness: what cannot be read counts as nothing
remembered. It is written only when its meaning changes.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from pathlib import Path
from typing import Any, Final

from radar.archive import atomic, json_values
from radar.archive.json_values import day_of, instant, instant_text, table, text, texts
from radar.outcomes import Harvest, SourceState, Validators

_SCHEMA: Final = 1


@dataclass(frozen=True, kw_only=True, slots=True)
class Asked:
    """Say who answered that they have no abstract of a paper."""

    day: date
    """The paper's own: with the day's closing it is forgotten."""
    services: frozenset[str]


@dataclass(frozen=True, kw_only=True, slots=True)
class State:
    """Hold what the next run's requests should know."""

    validators: Mapping[str, Validators] = field(default_factory=dict)
    """By URL: what to send back with the next request."""
    limits: Mapping[str, datetime] = field(default_factory=dict)
    """By source: not to be asked again before then."""
    asked: Mapping[str, Asked] = field(default_factory=dict)
    """By DOI: papers without an abstract, and who need not be asked for it again."""


def path(root: Path) -> Path:
    """Name the file, whether or not there is one."""
    return root / "state.json"


def read(root: Path) -> State:
    """Read the state; an empty one where it is missing or cannot be read."""
    try:
        data = json_values.load_object(path(root).read_bytes())
        return _load(data) if data.get("schema") == _SCHEMA else State()
    except (OSError, ValueError):
        return State()


def write(root: Path, state: State) -> bool:
    """Write the state where it differs from what stands; True when it did."""
    if read(root) == state:
        return False
    data: dict[str, object] = {
        "schema": _SCHEMA,
        "validators": {
            url: {"etag": value.etag, "last_modified": value.last_modified} for url, value in state.validators.items()
        },
        "limits": {source: instant_text(until) for source, until in state.limits.items()},
    }
    if state.asked:
        data["asked"] = {
            doi: {"day": one.day.isoformat(), "services": sorted(one.services)} for doi, one in state.asked.items()
        }
    return atomic.write(path(root), json_values.dump_readable(data))


def remember(root: Path, harvests: Iterable[Harvest]) -> bool:
    """Take over what a run's harvests say for the next one; True when that changed the state.

    Call it after the ledger was written: a validator remembered for papers that were
    not would keep them away for good.
    """
    old = read(root)
    validators, limits = dict(old.validators), dict(old.limits)
    for harvest in harvests:
        validators |= harvest.validators
        if harvest.retry_at:
            limits[harvest.source] = harvest.retry_at
        elif harvest.state is not SourceState.LIMITED:
            limits.pop(harvest.source, None)
    return write(root, replace(old, validators=validators, limits=limits))


def remember_asked(root: Path, asked: Mapping[str, Asked], *, done: Container[str] = (), since: date) -> bool:
    """Add who answered that they have no abstract; forget papers that are `done` or of days before `since`.

    True when that changed the state. Call it after the ledger was written, as `remember`.
    """
    old = read(root)
    known = dict(old.asked)
    for doi, new in asked.items():
        before = known.get(doi, new)
        known[doi] = Asked(day=max(before.day, new.day), services=before.services | new.services)
    kept = {doi: one for doi, one in known.items() if one.day >= since and doi not in done}
    return write(root, replace(old, asked=kept))


def _load(data: Mapping[str, Any]) -> State:
    limits = table(data, "limits")
    validators = table(data, "validators")
    asked = table(data, "asked")
    return State(
        validators={url: _validators(table(validators, url)) for url in validators},
        limits={source: instant(limits, source) for source in limits},
        asked={doi: _asked(table(asked, doi)) for doi in asked},
    )


def _asked(data: Mapping[str, Any]) -> Asked:
    return Asked(day=day_of(data), services=frozenset(texts(data, "services")))


def _validators(data: Mapping[str, Any]) -> Validators:
    return Validators(etag=text(data, "etag"), last_modified=text(data, "last_modified"))
