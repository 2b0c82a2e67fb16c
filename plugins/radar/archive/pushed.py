"""Remember what was sent of a day, and to whom: `pushed/YYYY/YYYY-MM-DD.json`.

    {"channels": {"email-zh": {"state": "sent", "at": "2026-06-19T02:31:07Z"}}, "day": "2026-06-19", "schema": 1}

It is written before a message leaves and once more when its fate is known, so that a
run killed in between leaves `sending`: nobody knows whether that arrived, and it is
not sent again by itself. Unlike `state.json` this is no saving of requests. A file that
cannot be read is an error, because reading it as empty would send everything twice.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any, Final

from radar.archive import atomic, json_values
from radar.archive.json_values import day_of, instant, instant_text, table, text
from radar.errors import ArchiveError

_SCHEMA: Final = 1
SENDING: Final = "sending"
STATES: Final = frozenset({SENDING, "sent", "failed", "unclear"})


@dataclass(frozen=True, kw_only=True, slots=True)
class Push:
    """Say what became of a day on one channel."""

    state: str
    """One of `STATES`."""
    at: datetime
    reason: str = ""
    of: str = ""
    """What exactly was told, where the same day may be told anew: a hash of it."""


def path(root: Path, day: date) -> Path:
    """Name a day's record, whether or not there is one."""
    return root / "pushed" / f"{day:%Y}" / f"{day.isoformat()}.json"


def read(root: Path, day: date) -> Mapping[str, Push]:
    """Read what became of a day, by channel; raise ArchiveError for a file that is not whole."""
    file = path(root, day)
    try:
        return _channels(json_values.load_object(file.read_bytes()), day)
    except FileNotFoundError:
        return {}
    except OSError as error:
        raise ArchiveError(f"{file}: cannot be read: {error.strerror or error}") from error
    except ValueError as error:
        hint = "restore it from git; without it nobody knows what was sent"
        raise ArchiveError(f"{file}: {error}: {hint}") from error


def note(root: Path, day: date, channel: str, push: Push) -> None:
    """Write down what becomes of a day on one channel; the others' lines stay. Call it under the archive's lock."""
    known = {**read(root, day), channel: push}
    data = {
        "schema": _SCHEMA,
        "day": day.isoformat(),
        "channels": {name: _dump(each) for name, each in known.items()},
    }
    atomic.write(path(root, day), json_values.dump_readable(data))


def days(root: Path) -> tuple[date, ...]:
    """List the days of which there is a record, oldest first, without opening one."""
    found = []
    for file in sorted((root / "pushed").glob("[0-9][0-9][0-9][0-9]/????-??-??.json")):
        try:
            found.append(date.fromisoformat(file.stem))
        except ValueError as error:
            raise ArchiveError(f"{file}: no such day") from error
    return tuple(found)


def _channels(data: Mapping[str, Any], day: date) -> Mapping[str, Push]:
    if data.get("schema") != _SCHEMA or day_of(data) != day:
        raise ValueError("no record of this day, or written by a later version")
    channels = table(data, "channels")
    return {name: _load(table(channels, name)) for name in channels}


def _dump(push: Push) -> dict[str, str]:
    fields = {"state": push.state, "at": instant_text(push.at), "reason": push.reason, "of": push.of}
    return {key: value for key, value in fields.items() if value}


def _load(data: Mapping[str, Any]) -> Push:
    state = text(data, "state", needed=True)
    if state not in STATES:
        raise ValueError(f"unknown state {state!r}: written by a later version?")
    return Push(state=state, at=instant(data, "at"), reason=text(data, "reason"), of=text(data, "of"))
