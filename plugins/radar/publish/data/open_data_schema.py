"""Make the JSON Schemas (2020-12) of the open data, the run report, and radar.toml.

Those of the open data come from the classes that write it, that of radar.toml from the
class that reads it: a schema cannot say anything else than the program does.

`python -m radar.publish.data.open_data_schema` prints that of radar.toml, kept in
`docs/radar.v1.json` for editors.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any, Final

import orjson
from pydantic import TypeAdapter

from radar.config import Config
from radar.outcomes import SourceState
from radar.publish.data.open_data_lists import AddressFile, IndexFile, MonthParts
from radar.publish.data.open_data_records import BriefingRecord, DayFile, PaperRecord
from radar.publish.machines import machine_urls
from radar.publish.view import Site

DIALECT: Final = "https://json-schema.org/draft/2020-12/schema"

_RECORDS: Final[Mapping[str, type]] = {
    "paper": PaperRecord,
    "briefing": BriefingRecord,
    "day": DayFile,
    "index": IndexFile,
    "month": MonthParts,
    "addresses": AddressFile,
}
_COUNTS: Final = {"type": "object", "additionalProperties": {"type": "number", "minimum": 0}}
_STATES: Final = [state.value for state in SourceState]


def files(site: Site) -> Iterator[tuple[str, bytes]]:
    """Give every schema's file; a schema names its own address where the site's is known."""
    for name in machine_urls.SCHEMAS:
        path = machine_urls.schema(name)
        yield path, written(schema(name), f"{site.url}/{path}" if site.url else "")


def schema(name: str) -> Mapping[str, Any]:
    """Give a schema by its name (`machine_urls.SCHEMAS`)."""
    return _schema(name)


def written(schema_: Mapping[str, Any], address: str = "") -> bytes:
    """Write a schema as people read it, its own address at the top."""
    head = {"$schema": DIALECT} | ({"$id": address} if address else {})
    return orjson.dumps({**head, **schema_}, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE)


@lru_cache
def _schema(name: str) -> Mapping[str, Any]:
    if name == "status":
        return _STATUS
    made = (
        Config.model_json_schema(by_alias=True)
        if name == "radar"
        else TypeAdapter(_RECORDS[name]).json_schema(mode="serialization")
    )
    untitled: Mapping[str, Any] = _untitled(made)
    return untitled


def _untitled(value: Any) -> Any:  # noqa: ANN401 - JSON
    """Leave out the titles that pydantic makes of names: they say nothing that the name does not."""
    if isinstance(value, list):
        return [_untitled(each) for each in value]
    if not isinstance(value, dict):
        return value
    named = ("properties", "$defs")  # in these, `title` is a name as any other
    return {
        key: {name: _untitled(each) for name, each in inner.items()} if key in named else _untitled(inner)
        for key, inner in value.items()
        if key != "title" or not isinstance(inner, str)
    }


_STATUS: Final[Mapping[str, Any]] = {
    "description": "A day's run report: what was asked and what came.",
    "type": "object",
    "required": ["schema", "day", "started", "finished", "state", "sources", "briefings", "model", "quarantined"],
    "properties": {
        "schema": {"const": 1},
        "day": {"type": "string", "format": "date"},
        "started": {"type": "string", "format": "date-time"},
        "finished": {"type": "string", "format": "date-time"},
        "state": {"enum": ["complete", "partial", "failed", "quiet"]},
        "sources": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["name", "state", "fetched", "new", "updated", "duplicate", "reason"],
                "properties": {
                    "name": {"type": "string"},
                    "state": {"enum": _STATES},
                    **{
                        name: {"type": "integer", "minimum": 0}
                        for name in ("fetched", "new", "updated", "duplicate", "skipped")
                    },
                    "reason": {"type": "string"},
                },
            },
        },
        "briefings": {**_COUNTS, "description": "Counts by who wrote them: `abstract`, `model`."},
        "model": {**_COUNTS, "description": "`calls`, `tokens_in`, `tokens_out`, `usd`, `seconds`."},
        "quarantined": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["source", "item", "reason"],
                "properties": {name: {"type": "string"} for name in ("source", "item", "reason")},
            },
        },
    },
}

if __name__ == "__main__":
    sys.stdout.write(written(schema("radar")).decode())
