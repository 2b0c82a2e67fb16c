"""Put what pydantic found wrong into mistakes that help: where, what, the nearest right word.

Knows nothing of any one table: the right words are read off the models themselves.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final, get_args

from pydantic import BaseModel, ValidationError
from rapidfuzz import process

from radar.errors import Mistake

Place = tuple[str | int, ...]
"""The way to a key: names of tables, positions in arrays of tables."""

_HEADER: Final = re.compile(r"^\s*(\[\[?)\s*([\w.\-]+)\s*\]\]?")
_KEY: Final = re.compile(r"^\s*([\w\-]+(?:\.[\w\-]+)*)\s*=")


def mistakes(error: ValidationError, *, grammar: type[BaseModel], text: str) -> tuple[Mistake, ...]:
    """List the mistakes of a file in order of its lines; `text` is the file, `grammar` what it should be."""
    lines = lines_of(text)
    found = (_mistake(one, grammar, lines) for one in error.errors())
    return tuple(sorted(found, key=lambda mistake: (mistake.line, mistake.path)))


def nearest(word: str, words: Iterable[str]) -> str:
    """Find the word most like another; empty where there is none to choose from."""
    best = process.extractOne(word, list(words))
    return str(best[0]) if best else ""


def lines_of(text: str) -> Mapping[Place, int]:
    """Map every table and key of a TOML file to its 1-based line.

    A line scan and not a parser: it serves messages only, and a key it misses is
    reported at its table.
    """
    found: dict[Place, int] = {}
    counts: dict[str, int] = {}
    table: Place = ()
    for number, line in enumerate(text.splitlines(), 1):
        if header := _HEADER.match(line):
            name = header[2]
            table = tuple(name.split("."))
            if header[1] == "[[":
                counts[name] = counts.get(name, -1) + 1
                table = (*table, counts[name])
            found.setdefault(table, number)
        elif key := _KEY.match(line):
            found.setdefault((*table, *key[1].split(".")), number)
    return found


def _mistake(
    error: Any,  # noqa: ANN401 - pydantic's TypedDict
    grammar: type[BaseModel],
    lines: Mapping[Place, int],
) -> Mistake:
    place, models = _walk(grammar, error["loc"])
    what, near = error["msg"].removeprefix("Value error, "), ""
    if error["type"] == "extra_forbidden":
        near = nearest(str(place[-1]), (key for model in models for key in model.model_fields))
        what = "unknown key"
    line = next((lines[place[:n]] for n in range(len(place), 0, -1) if place[:n] in lines), 0)
    return Mistake(path=_dotted(place), what=what, line=line, nearest=near, fix=f"write `{near}`" if near else "")


def _dotted(place: Place) -> str:
    return "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in place).lstrip(".")


def _walk(grammar: type[BaseModel], loc: Place) -> tuple[Place, tuple[type[BaseModel], ...]]:
    """Follow a location down; give it as the file has it, and the models its last key was looked up in.

    Pydantic puts the tag of a tagged union (`arxiv`, `feed`) into the location, where
    the file has none.
    """
    place: list[str | int] = []
    models: tuple[type[BaseModel], ...] = (grammar,)
    here = models
    for part in loc:
        if tagged := tuple(model for model in here if _tag(model) == part):
            here = tagged
            continue
        place.append(part)
        if isinstance(part, str):
            models = here
            here = tuple(_models_in(m.model_fields[part].annotation for m in here if part in m.model_fields))
    return tuple(place), models


def _tag(model: type[BaseModel]) -> str:
    kind = model.model_fields.get("kind")
    return str(get_args(kind.annotation)[0]) if kind else ""


def _models_in(annotations: Iterable[Any]) -> Iterator[type[BaseModel]]:
    for annotation in annotations:
        if isinstance(annotation, type) and issubclass(annotation, BaseModel):
            yield annotation
        else:
            yield from _models_in(get_args(annotation))
