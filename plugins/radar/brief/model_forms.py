"""Put a question into the form that the server takes, and learn which one that is.

A reply is asked for as `json_schema`, else as `json_object`, else as text; its length is
bounded by `max_tokens`, else by `max_completion_tokens`; the temperature is 0, else the
server's own. What a server refuses with a 400 is not sent to it again in this run.
"""

from __future__ import annotations

import json
import re
import threading
from dataclasses import dataclass, replace
from typing import Any, Final, Literal

from radar.brief.asking import Ask
from radar.brief.budget import estimate_tokens

Structure = Literal["json_schema", "json_object", "text"]

_WEAKER: Final[dict[Structure, Structure]] = {"json_schema": "json_object", "json_object": "text"}
_AROUND: Final = 64
"""Tokens that chat templates put around two messages, with room to spare."""
_NOT_A_NAME: Final = re.compile(r"[^A-Za-z0-9_-]")
_ABOUT_STRUCTURE: Final = re.compile(
    r"response[_ ]?format|json[_ ]?(?:schema|object|mode)|structured[_ ]?output|grammar|guided", re.IGNORECASE
)
_ABOUT_BOUND: Final = re.compile(r"max_completion_tokens|unsupported\W+(?:\w+\W+){0,2}max_tokens", re.IGNORECASE)
_SHAPE: Final = (
    "Answer in JSON: one object and nothing else, of the shape of this example.\n\n```json\n{example}\n```"
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Form:
    """Say how a question is sent."""

    structure: Structure = "json_schema"
    bound: Literal["max_tokens", "max_completion_tokens"] = "max_tokens"
    cool: bool = True
    """Whether temperature 0 is asked for: the likeliest words, so that quotations stay quotations."""


class Forms:
    """Remember which form the server takes. Safe to share between threads."""

    def __init__(self, structured: Literal["auto"] | Structure) -> None:
        """Begin with the strictest form; a structure that the owner chose is never weakened."""
        self._fixed = structured != "auto"
        self._form = Form() if structured == "auto" else Form(structure=structured)
        self._lock = threading.Lock()

    @property
    def form(self) -> Form:
        """Tell the strictest form that has not been refused."""
        with self._lock:
            return self._form

    def refused(self, form: Form, words: str) -> bool:
        """Learn from a refusal of a form; tell whether there is another to try."""
        with self._lock:
            if self._form == form:
                self._form = self._other(form, words)
            return self._form != form

    def _other(self, form: Form, words: str) -> Form:
        if form.bound == "max_tokens" and _ABOUT_BOUND.search(words):
            return replace(form, bound="max_completion_tokens")
        if form.cool and "temperature" in words.lower():
            return replace(form, cool=False)
        weaker = _WEAKER.get(form.structure)
        if weaker and not self._fixed and _ABOUT_STRUCTURE.search(words):
            return replace(form, structure=weaker)
        return form


def request(ask: Ask, form: Form, *, model: str) -> dict[str, Any]:
    """Make the body of a chat completion."""
    body: dict[str, Any] = {"model": model, "messages": _messages(ask, form), form.bound: ask.most_tokens_out}
    if form.cool:
        body["temperature"] = 0
    if form.structure == "json_schema":
        name = _NOT_A_NAME.sub("_", ask.name)[:64] or "reply"
        body["response_format"] = {
            "type": "json_schema",
            "json_schema": {"name": name, "strict": True, "schema": ask.schema},
        }
    elif form.structure == "json_object":
        body["response_format"] = {"type": "json_object"}
    return body


def most_tokens_in(ask: Ask, form: Form | None = None) -> int:
    """Bound the tokens of a question from above: its texts, and its schema where that is sent."""
    return sum(map(estimate_tokens, _texts(ask, form or Form()))) + _AROUND


def _texts(ask: Ask, form: Form) -> list[str]:
    texts = [message["content"] for message in _messages(ask, form)]
    if form.structure == "json_schema":
        texts.append(json.dumps(ask.schema, ensure_ascii=False, default=str))
    return texts


def _messages(ask: Ask, form: Form) -> list[dict[str, str]]:
    """Write system and user message; without a schema, the system message shows the shape by its example."""
    system = ask.system
    if form.structure != "json_schema":
        system = f"{system}\n\n{_SHAPE.format(example=ask.example)}"
    return [{"role": "system", "content": _whole(system)}, {"role": "user", "content": _whole(ask.user)}]


def _whole(text: str) -> str:
    """Replace lone surrogates, which no request can carry."""
    return text.encode("utf-8", "replace").decode("utf-8")
