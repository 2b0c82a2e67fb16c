"""Evaluate the small part of GitHub's expression language that our workflows use.

    ${{ a.b.c }}    toJSON(needs)    always()    success()    a == 'x' && b != 'y'

Syntax: docs.github.com, "Evaluate expressions in workflows and actions". Anything else raises, so that a
workflow which uses more of it fails its test instead of being misread.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any

_TOKEN = re.compile(r"\s*(?:(&&|\|\||==|!=|!|\(|\))|'((?:[^']|'')*)'|([A-Za-z_][\w-]*(?:\.[\w*-]+)*))")
_HOLE = re.compile(r"\$\{\{\s*(.*?)\s*\}\}")


def fill(text: str, contexts: Mapping[str, Any]) -> str:
    """Replace every `${{ }}` of a text."""
    return _HOLE.sub(lambda hole: _written(evaluate(hole[1], contexts)), text)


def condition(text: str, contexts: Mapping[str, Any], *, succeeded: bool) -> bool:
    """Evaluate an `if:`; without a status function it holds only while nothing failed."""
    said = text.removeprefix("${{").removesuffix("}}").strip()
    holds = _truth(evaluate(said, contexts | {"_succeeded": succeeded})) if said else True
    return holds and (succeeded or "always()" in said or "failure()" in said)


def evaluate(text: str, contexts: Mapping[str, Any]) -> Any:
    """Evaluate one expression."""
    tokens = _tokens(text)
    value, rest = _either(tokens, contexts)
    assert not rest, f"{text!r}: not understood from {rest}"
    return value


def _tokens(text: str) -> list[str]:
    found, place = [], 0
    while place < len(text.rstrip()):
        token = _TOKEN.match(text, place)
        assert token, f"{text!r}: not understood at {text[place:]!r}"
        operator, literal, name = token.groups()
        found.append(operator or name or "'" + literal.replace("''", "'"))
        place = token.end()
    return found


def _either(tokens: list[str], contexts: Mapping[str, Any]) -> tuple[Any, list[str]]:
    value, rest = _both(tokens, contexts)
    while rest[:1] == ["||"]:
        other, rest = _both(rest[1:], contexts)
        value = value if _truth(value) else other
    return value, rest


def _both(tokens: list[str], contexts: Mapping[str, Any]) -> tuple[Any, list[str]]:
    value, rest = _compared(tokens, contexts)
    while rest[:1] == ["&&"]:
        other, rest = _compared(rest[1:], contexts)
        value = other if _truth(value) else value
    return value, rest


def _compared(tokens: list[str], contexts: Mapping[str, Any]) -> tuple[Any, list[str]]:
    value, rest = _one(tokens, contexts)
    if rest[:1] in (["=="], ["!="]):
        other, after = _one(rest[1:], contexts)
        same = str(value or "").lower() == str(other or "").lower()
        return same is (rest[0] == "=="), after
    return value, rest


def _one(tokens: list[str], contexts: Mapping[str, Any]) -> tuple[Any, list[str]]:
    head, *rest = tokens
    if head == "!":
        value, rest = _one(rest, contexts)
        return not _truth(value), rest
    if head == "(":
        value, rest = _either(rest, contexts)
        return value, rest[1:]
    if head.startswith("'"):
        return head[1:], rest
    if rest[:1] == ["("]:
        return _called(head, rest[1:], contexts)
    value: Any = contexts
    for name in head.split("."):
        value = value.get(name, "") if isinstance(value, Mapping) else ""
    return value, rest


def _called(name: str, tokens: list[str], contexts: Mapping[str, Any]) -> tuple[Any, list[str]]:
    if name in ("always", "success", "failure"):
        succeeded = contexts.get("_succeeded", True)
        return {"always": True, "success": succeeded, "failure": not succeeded}[name], tokens[1:]
    assert name == "toJSON", f"unknown function {name}"
    value, rest = _either(tokens, contexts)
    return json.dumps(value, indent=2), rest[1:]


def _truth(value: Any) -> bool:
    return value not in ("", False, None, 0)


def _written(value: Any) -> str:
    return str(value).lower() if isinstance(value, bool) else "" if value is None else str(value)
