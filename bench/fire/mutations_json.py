"""Damage JSON: a value by its tree, a text in the ways that models and servers break it."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from typing import Any, Final

from mutations import HOSTILE, Mutator

NUMBERS: Final = (0, -1, 1, 2**31, 2**63, 2**64 - 1, -(2**63), 10**30, 1e308, -0.0, 1.5, True, False, None)
_SIGNS: Final = ('"', "{", "}", "[", "]", ",", ":", "\\", "\x00", "\u202e")
_BROKEN_ONE_IN: Final = 4
_MOST_PLACES: Final = 4_000
"""Of a value, whatever was doubled in it before."""


def tree(mutator: Mutator, value: Any, pool: Sequence[str] = HOSTILE) -> Any:  # noqa: ANN401 - any JSON
    """Damage a JSON value, which is copied first; lone surrogates may stand in it."""
    root = [json.loads(json.dumps(value))]
    for _ in mutator.steps():
        if places := _places(root):
            place, key = mutator.dice.choice(places)
            _step(mutator, root, place, key, pool)
    return root[0] if root else None


def _step(mutator: Mutator, root: Any, place: Any, key: Any, pool: Sequence[str]) -> None:  # noqa: ANN401 - any JSON
    """Take one step at a place; texts are what gets deepest, and have nearly half the faces of the dice."""
    dice, old = mutator.dice, place[key]
    match dice.randrange(12):
        case 0 | 1 | 2 | 3 | 4 if isinstance(old, str):
            place[key] = mutator.text(old, pool)
        case 0 | 1 | 2 | 3 | 4 | 5 if isinstance(old, list) and old:
            place[key] = old * dice.choice((2, 2, 5, 60))
        case 0 | 1 | 2 | 3 | 4 | 5 | 6:
            texts = (dice.choice(pool), "\ud800", dice.choice(pool))
            place[key] = dice.choice((*NUMBERS, [], {}, [[]], [None], {"": None}, *texts))
        case 7 if isinstance(place, dict):
            place[dice.choice((key.upper(), f"{key} ", "", "\ud800", *place))] = place.pop(key)
        case 8:
            del place[key]
        case 9:
            other, name = dice.choice(_places(root))
            place[key] = json.loads(json.dumps(other[name]))
        case 10:
            for _ in range(dice.choice((1, 1, 2, 40, 200))):
                old = [old] if mutator.one_in(2) else {"a": old}
            place[key] = old
        case _:
            place[key] = dice.choice(NUMBERS)


def written(mutator: Mutator, value: Any) -> str:  # noqa: ANN401 - any JSON
    """Write a JSON value, one time in four so that it is no JSON, or not all there is."""
    text = json.dumps(value, ensure_ascii=mutator.one_in(2))
    return broken(mutator, text) if mutator.one_in(_BROKEN_ONE_IN) else text


def broken(mutator: Mutator, text: str) -> str:
    """Break a JSON text."""
    dice = mutator.dice
    place = dice.randint(0, len(text))
    ways = (
        lambda: text[:place],
        lambda: text[:place] + dice.choice(_SIGNS) + text[place:],
        lambda: text[:place] + text[place + dice.randint(1, 5) :],
        lambda: f"```json\n{text}\n```",
        lambda: f"Sure, here it is: {text} I hope this helps.",
        lambda: f"<think>{{}} {text[:place]}</think>{text}",
        lambda: text + text,
        lambda: text.replace('"', "'"),
        lambda: re.sub(r"([}\]])", r",\1", text),
        lambda: re.sub(r'"(\w+)": ', r'"\1": 1, "\1": ', text, count=2),
        lambda: re.sub(r": \"", ': NaN, "x": "', text, count=1),
        lambda: "[" * dice.choice((2, 33, 2000)) + text,
        lambda: '{"a":' * dice.choice((2, 33, 2000)) + text,
        lambda: text.replace("\\n", "\n").replace("\\u", "\\x"),
        lambda: text.replace(" ", "\u2003").replace(":", "："),
        lambda: " " * dice.choice((1, 1000)) + text + "\x00",
    )
    return dice.choice(ways)()


def _places(value: Any) -> list[tuple[Any, Any]]:  # noqa: ANN401 - any JSON
    """List every place in a JSON value, as a container and a key."""
    found: list[tuple[Any, Any]] = []
    waiting = [value]
    while waiting and len(found) < _MOST_PLACES:
        one = waiting.pop()
        for key, inner in list(one.items() if isinstance(one, dict) else enumerate(one)):
            found.append((one, key))
            if isinstance(inner, dict | list) and inner:
                waiting.append(inner)
    return found
