"""Hold the prompts: data with versions, in `prompts/*.toml`.

A version changes with every change of the words a model reads, those of `common.toml`
included; it stands in what is published, so that a reader knows by what a text was asked for.
"""

from __future__ import annotations

import json
import tomllib
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from string import Template
from typing import Any, Final

NAMES: Final = ("gists", "topic", "bridge", "repair")


@dataclass(frozen=True, kw_only=True, slots=True)
class Prompt:
    """Hold one prompt for the languages asked for."""

    name: str
    version: str
    """`topic-1`: the name and a number."""
    system: str
    example: str
    """A reply in short, JSON text, with the keys of the languages asked for."""
    faults: Mapping[str, str]
    """Of `repair`: by a reason of `ground`, what is wrong in words; the reasons it lacks are not mended."""
    _user: str

    def user(self, **values: str) -> str:
        """Fill the user's message; what is filled in is not searched for placeholders."""
        return Template(self._user).substitute(values)


@cache
def load(name: str, languages: tuple[str, ...]) -> Prompt:
    """Read a prompt of the package; raises FileNotFoundError and KeyError for what is none."""
    common, own = _data("common"), _data(name)
    return Prompt(
        name=name,
        version=own["version"],
        system=Template(own["system"]).substitute(rules=_rules(common, languages)).strip(),
        example=_example(own["example"], drop=set(common["languages"]) - set(languages)),
        faults=own.get("faults", {}),
        _user=own["user"].strip(),
    )


def _data(name: str) -> dict[str, Any]:
    file = resources.files(__package__).joinpath("prompts", f"{name}.toml")
    return tomllib.loads(file.read_text(encoding="utf-8"))


def _rules(common: Mapping[str, Any], languages: Sequence[str]) -> str:
    told = [common["languages"][lang].strip() for lang in languages]
    if len(told) > 1:
        told.append(common["all_languages"])
    return "\n".join((common["rules"].strip(), *(f"- {line}" for line in told)))


def _example(text: str, *, drop: Collection[str]) -> str:
    """Give an example without the keys of languages that are not asked for."""
    away = {key for lang in drop for key in (lang, f"{lang}_headline")}
    return json.dumps(_without(json.loads(text), away), ensure_ascii=False)


def _without(value: Any, away: Collection[str]) -> Any:  # noqa: ANN401 - any JSON
    if isinstance(value, dict):
        return {key: _without(inner, away) for key, inner in value.items() if key not in away}
    if isinstance(value, list):
        return [_without(inner, away) for inner in value]
    return value
