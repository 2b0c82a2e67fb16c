"""Put what pydantic found wrong into mistakes that help: where, what, the nearest right word, the remedy.

Knows nothing of any one table: the right words are read off the models themselves.
Nothing that stands in the file is repeated but its keys, and these only while they look
like keys.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, Final, Literal, get_args, get_origin

from pydantic import BaseModel
from rapidfuzz import process

from radar.errors import Mistake
from radar.grammar.positions import Place, Position
from radar.grammar.secrets import is_secret, is_secrets_name
from radar.grammar.syntax import told

LIKENESS: Final = 55
"""Least likeness, of 100, at which a right word is offered for a wrong one."""

_KEY: Final = re.compile(r"(?!.*[A-Za-z0-9]{24})[A-Za-z][A-Za-z0-9_-]{0,39}")
"""What may be shown of what stands in a key's place: no run so long that it may be a secret of no known form."""
_TYPES: Final = {
    "string_type": "string_type",
    "bool": "bool_type",
    "int": "int_type",
    "float": "float_type",
    "decimal": "float_type",
    "tuple": "tuple_type",
    "list": "tuple_type",
    "model": "table_type",
    "dict": "table_type",
    "mapping": "table_type",
}
"""By the beginning of pydantic's code: ours."""


def nearest(word: str, words: Iterable[str]) -> str:
    """Find the word most like another; empty where none is like it."""
    best = process.extractOne(word, list(words), processor=str.casefold, score_cutoff=LIKENESS)
    return str(best[0]) if best else ""


def mistake(
    error: Any,  # noqa: ANN401 - pydantic's TypedDict
    grammar: type[BaseModel],
    at: Mapping[Place, Position],
    in_file: Callable[[Place], Place],
) -> Mistake:
    """Say one of pydantic's errors in our words; `in_file` turns a place of the data into one of the file."""
    place, models = walk(grammar, error["loc"])
    place = in_file(place)
    context = dict(error.get("ctx") or {})
    code = str(context.get("code") or _code(error["type"]))
    words: dict[str, object] = {"name": _name(place), **context}
    near = str(context.get("near", ""))
    if code == "extra_forbidden":
        code, near, words = _unknown_key(place, models, grammar, error["input"])
    elif expected := _expected(context):
        wrong, words["expected"] = error["input"], ", ".join(expected)
        if isinstance(wrong, dict):  # a tagged union: what is wrong is the tag's value
            wrong, place = wrong.get("kind"), (*place, "kind")
        near = nearest(wrong, expected) if isinstance(wrong, str) else ""
    elif code == "missing":
        words["key"], place = str(place[-1]), place[:-1]
    line, column = spot(place, at, key=code in {"extra_forbidden", "unknown_key", "misplaced", "secret_key"})
    return told(code, near=near, line=line, column=column, path=dotted(place, words.get("key")), **_bounded(words))


def slip(error: Any, grammar: type[BaseModel]) -> str:  # noqa: ANN401 - pydantic's TypedDict
    """Give the key that an unknown key was probably meant to be; empty where none is like it."""
    place, models = walk(grammar, error["loc"])
    return nearest(str(place[-1]), [name for model in models for name in model.model_fields])


def walk(grammar: type[BaseModel], loc: Sequence[str | int]) -> tuple[Place, tuple[type[BaseModel], ...]]:
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
        if part == "[key]":
            continue
        place.append(part)
        if isinstance(part, str):
            models = here
            here = tuple(_models_in(m.model_fields[part].annotation for m in here if part in m.model_fields))
    return tuple(place), models


def dotted(place: Place, more: object = None) -> str:
    """Write a place as people do: `sources[0].kind`; what does not look like a key becomes `…`."""
    parts = (*place, str(more)) if more else place
    return "".join(f"[{part}]" if isinstance(part, int) else f".{_shown(part)}" for part in parts).lstrip(".")


def spot(place: Place, at: Mapping[Place, Position], *, key: bool) -> tuple[int, int]:
    """Find the line and column of a place's key or value, else of the nearest table around it, else 0."""
    found = next((at[place[:n]] for n in range(len(place), 0, -1) if place[:n] in at), None)
    if found is None:
        return (1, 1) if at else (0, 0)
    return (found.line, found.column) if key or not found.value_line else (found.value_line, found.value_column)


def _shown(part: str) -> str:
    return part if _KEY.fullmatch(part) and not is_secret(part) else "…"


def _name(place: Place) -> str:
    return ".".join(_shown(part) for part in place if isinstance(part, str))


def _code(code: str) -> str:
    if code in {"union_tag_invalid", "union_tag_not_found"}:
        return "source_kind" if code == "union_tag_invalid" else "kind_missing"
    if code in {"model_type", "model_attributes_type", "dict_type", "mapping_type"}:
        return "table_type"
    if code.endswith(("_type", "_parsing", "_from_float", "_size")):
        return _TYPES.get(code, _TYPES.get(code.partition("_")[0], code))
    return code


def _expected(context: Mapping[str, object]) -> tuple[str, ...]:
    """List the right words that an error names."""
    said = str(context.get("expected_tags") or context.get("expected") or "")
    return tuple(re.findall(r"'([^']*)'", said)) or ((said,) if said else ())


def _unknown_key(
    place: Place,
    models: tuple[type[BaseModel], ...],
    grammar: type[BaseModel],
    value: object,
) -> tuple[str, str, dict[str, object]]:
    """Judge a key that nobody knows: a secret, a slip of the pen, or right in another table."""
    key = str(place[-1])
    keys = [name for model in models for name in model.model_fields]
    if isinstance(value, str) and is_secrets_name(key):
        near = nearest(f"{key}_env", [name for name in keys if name.endswith("_env")])
        return "secret_key", near, {"here": f": `{near}`" if near else ""}
    if near := nearest(key, keys):
        return "extra_forbidden", near, {}
    if homes := [table for table, names in _tables(grammar) if key in names]:
        return "misplaced", "", {"table": homes[0]}
    return "unknown_key", "", {}


def _tables(grammar: type[BaseModel], path: str = "") -> Iterator[tuple[str, frozenset[str]]]:
    for name, info in grammar.model_fields.items():
        for model in _models_in((info.annotation,)):
            here = f"{path}.{name}".lstrip(".")
            yield here, frozenset(model.model_fields)
            yield from _tables(model, here)


def _bounded(words: Mapping[str, object]) -> dict[str, object]:
    return {
        key: _figure(value) for key, value in words.items() if key not in {"path", "line", "column", "code", "near"}
    }


def _figure(value: object) -> object:
    return int(value) if isinstance(value, float) and value.is_integer() else value


def _tag(model: type[BaseModel]) -> str:
    kind = model.model_fields.get("kind")
    return str(get_args(kind.annotation)[0]) if kind and get_origin(kind.annotation) is Literal else ""


def _models_in(annotations: Iterable[Any]) -> Iterator[type[BaseModel]]:
    for annotation in annotations:
        if isinstance(annotation, type) and issubclass(annotation, BaseModel):
            yield annotation
        else:
            yield from _models_in(get_args(annotation))
