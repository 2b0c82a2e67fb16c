"""Read and write the JSON of the archive, value by value, refusing what is not as it should be.

Every reader raises ValueError saying which key is wrong; the caller adds file and line.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Any

import orjson


class NotJsonError(ValueError):
    """Say that bytes are no JSON at all, as half a line is."""


def dump(value: object) -> bytes:
    """Write a JSON value with its keys sorted; raise ValueError for what JSON cannot hold."""
    try:
        return orjson.dumps(value, option=orjson.OPT_SORT_KEYS)
    except orjson.JSONEncodeError as error:
        raise ValueError(str(error)) from error


def dump_readable(value: object) -> bytes:
    """Write a JSON value for people: keys sorted, two spaces of indent, a line feed at the end."""
    options = orjson.OPT_SORT_KEYS | orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE
    try:
        return orjson.dumps(value, option=options)
    except orjson.JSONEncodeError as error:
        raise ValueError(str(error)) from error


def load_object(raw: bytes) -> dict[str, Any]:
    """Read a JSON object; raise NotJsonError, or ValueError for JSON that is something else."""
    try:
        data = orjson.loads(raw)
    except orjson.JSONDecodeError as error:
        raise NotJsonError(f"no JSON: {error}") from error
    if not isinstance(data, dict):
        raise ValueError("no JSON object")
    return data


def text(data: Mapping[str, Any], key: str, *, needed: bool = False) -> str:
    """Take a text out of a JSON object; empty where it is absent and not `needed`."""
    value = data.get(key, None if needed else "")
    if not isinstance(value, str):
        raise ValueError(f"`{key}` is missing" if value is None else f"`{key}` is no text")
    return value


def number(data: Mapping[str, Any], key: str) -> int:
    """Take a whole number out of a JSON object; 0 where it is absent."""
    value = data.get(key, 0)
    if not isinstance(value, int) or isinstance(value, bool):
        raise ValueError(f"`{key}` is no whole number")
    return value


def texts(data: Mapping[str, Any], key: str) -> tuple[str, ...]:
    """Take a list of texts out of a JSON object; empty where it is absent."""
    value = data.get(key, [])
    if not isinstance(value, list) or any(type(item) is not str for item in value):
        raise ValueError(f"`{key}` is no list of texts")
    return tuple(value)


def objects(data: Mapping[str, Any], key: str) -> list[dict[str, Any]]:
    """Take a list of JSON objects out of a JSON object; empty where it is absent."""
    value = data.get(key, [])
    if not isinstance(value, list) or not all(isinstance(item, dict) for item in value):
        raise ValueError(f"`{key}` is no list of objects")
    return value


def day_of(data: Mapping[str, Any], key: str = "day") -> date:
    """Take a date out of a JSON object."""
    try:
        return date.fromisoformat(text(data, key, needed=True))
    except ValueError as error:
        raise ValueError(f"`{key}` is no date") from error


def days(data: Mapping[str, Any], key: str) -> tuple[date, ...]:
    """Take a list of dates out of a JSON object; empty where it is absent."""
    try:
        return tuple(date.fromisoformat(item) for item in texts(data, key))
    except ValueError as error:
        raise ValueError(f"`{key}` is no list of dates") from error


def table(data: Mapping[str, Any], key: str) -> dict[str, Any]:
    """Take a JSON object out of a JSON object; empty where it is absent."""
    value = data.get(key, {})
    if not isinstance(value, dict):
        raise ValueError(f"`{key}` is no table")
    return value


def instant_text(moment: datetime) -> str:
    """Write an aware instant as ISO 8601 in UTC, with a Z."""
    return moment.astimezone(UTC).isoformat().replace("+00:00", "Z")


def instant(data: Mapping[str, Any], key: str) -> datetime:
    """Take an instant with its offset out of a JSON object, as UTC."""
    try:
        moment = datetime.fromisoformat(text(data, key, needed=True))
    except ValueError as error:
        raise ValueError(f"`{key}` is no instant") from error
    if moment.tzinfo is None:
        raise ValueError(f"`{key}` has no offset")
    return moment.astimezone(UTC)
