"""Read the JSON object out of what a model said, or say why there is none.

In this order: the whole text as JSON; the one object that stands in it, amid talk,
fences or thoughts; that object with its backslashes and last commas mended; that object
as json-repair understands it. What is cut short is never completed.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

CAP: Final = 1_000_000
"""Characters of a reply."""
DEEPEST: Final = 32
"""Objects and lists within one another."""
_MOST_REPAIRED: Final = 20_000
"""Characters given to json-repair, which takes quadratic time: some seconds for the worst of this length."""
_MOST_STRAY: Final = 16
"""Braces of talk that nothing closes, so that a text of nothing else is read in linear time."""
_LONGEST_NUMBER: Final = 18
"""Digits of a whole number: what any 64 bits hold."""
_NOTHING: Final = object()

_STRING: Final = r'"(?:[^"\\]|\\.?)*+(?:"|\Z)'
_MARKS: Final = re.compile(rf"{_STRING}|[\[\]{{}}]", re.DOTALL)
_MENDABLE: Final = re.compile(rf"{_STRING}|,(?=\s*+[}}\]])", re.DOTALL)
_OBJECT: Final = re.compile(r"\{\s*+[\"']")
_ESCAPE: Final = re.compile(r'\\(["\\/bfnrt]|u[0-9a-fA-F]{4})?')
_KEYS: Final = re.compile(r"""(?:(["'])(?P<quoted>[\w.-]{1,64})\1|[{,]\s*+(?P<bare>[\w.-]{1,64}))\s*+:""")
_THOUGHTS: Final = re.compile(r"</think(?:ing)?>|</reasoning>|◁/think▷")
_THINKING: Final = re.compile(r"<think(?:ing)?>|<reasoning>|◁think▷")
_UNFIT: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")
_LATEX: Final = re.compile(
    r"[\b\f](?=[a-z])|\t(?=imes|heta|au\b|ext|ilde|o\b|anh?\b|riangle)|\r(?=ho\b|ight|angle|m\b)|\n(?=u\b|abla|eq\b)"
)
"""Control characters that JSON made of LaTeX commands whose backslash was not doubled: `\\times`, `\\beta`."""
_BACKSLASHED: Final = {"\b": "\\b", "\f": "\\f", "\t": "\\t", "\r": "\\r", "\n": "\\n"}


@dataclass(frozen=True, kw_only=True, slots=True)
class Unread:
    """Say why a text holds no object that can be read."""

    reason: str


class _UnfitError(ValueError):
    """End the reading: no other way of reading will do better."""


def read(text: str) -> dict[str, object] | Unread:
    """Read a reply strictly; never raises.

    Refused are keys that stand twice, more than one object, and more than `DEEPEST` levels.
    A list that holds one object alone stands for it. NaN, infinities and numbers beyond 64
    bits become None; NUL, other control characters and lone surrogates leave the texts, and
    LaTeX commands that JSON took for control characters become themselves again.
    """
    try:
        return _read(text)
    except _UnfitError as error:
        return Unread(reason=str(error))


def _read(text: str) -> dict[str, object]:
    if len(text) > CAP:
        raise _UnfitError(f"longer than {CAP} characters")
    text = text.strip("\ufeff \t\r\n\0")
    if not text:
        raise _UnfitError("empty")
    value = _strict(text)
    if value is _NOTHING:
        value = _within(_spoken(text))
    if isinstance(value, list) and len(value) == 1:
        value = value[0]
    if not isinstance(value, dict):
        raise _UnfitError("JSON, but no object")
    return _once([(_clean_text(key), _clean(inner, 1)) for key, inner in value.items()])


def _spoken(text: str) -> str:
    """Leave out the thoughts that some models put before what they say."""
    if _THINKING.match(text) and not _THOUGHTS.search(text):
        raise _UnfitError("thoughts without end")
    return text[max((end.end() for end in _THOUGHTS.finditer(text)), default=0) :]


def _within(text: str) -> object:
    """Find the one object that stands in a text."""
    spans, cut = _spans(text)
    found = [value for span in spans if isinstance(value := _mended(span), dict)]
    told = [value for n, value in enumerate(found) if value and value not in found[:n]]
    if len(told) > 1 or (told and cut):
        raise _UnfitError("more than one JSON object")
    if told or found:
        return (told or found)[0]
    span = "" if cut else max(spans, key=len, default="")
    span = span or _loosely(text)
    return _repaired(span) if span else _none(text)


def _none(text: str) -> object:
    raise _UnfitError("JSON that breaks off" if "{" in text else "no JSON")


def _spans(text: str) -> tuple[list[str], bool]:
    """Give the stretches from an opening brace to the one that closes it, and whether another breaks off.

    Braces in strings are not counted. An open brace before a quote begins an object, and
    what stands in an object that breaks off is never taken for the whole; others are talk.
    """
    spans: list[str] = []
    start, stray = text.find("{"), 0
    while start >= 0 and stray < _MOST_STRAY:
        end = _close(text, start)
        if end is None and _OBJECT.match(text, start):
            return spans, True
        if end is not None:
            spans.append(text[start:end])
        stray += end is None
        start = text.find("{", end or start + 1)
    return spans, False


def _close(text: str, start: int) -> int | None:
    """Find the end of the object that begins at `start`."""
    depth = 0
    for mark in _MARKS.finditer(text, start):
        if mark[0] in ("{", "["):
            depth += 1
            if depth > DEEPEST:
                raise _UnfitError("nested too deep")
        elif mark[0] in ("}", "]"):
            depth -= 1
            if depth <= 0:
                return mark.end()
    return None


def _loosely(text: str) -> str:
    """Take what stands between the outermost braces where quotes are odd, if nothing of it can be missing."""
    start, end = text.find("{"), text.rfind("}") + 1
    span, rest = text[start:end], text[end:]
    whole = span.count("{") == span.count("}") and span.count("[") == span.count("]")
    return span if 0 <= start < end and whole and not re.search(r"[\[\"']|^\s*+[,:]", rest) else ""


def _strict(text: str) -> object:
    """Parse JSON, raw control characters in strings let through; `_NOTHING` if it is none."""
    try:
        return json.loads(text, strict=False, object_pairs_hook=_once, parse_int=_whole)
    except _UnfitError:
        raise
    except RecursionError:
        raise _UnfitError("nested too deep") from None
    except ValueError:
        return _NOTHING


def _mended(span: str) -> object:
    """Parse a span as it is, else with stray backslashes doubled and commas before a closing bracket dropped."""
    value = _strict(span)
    return _strict(_MENDABLE.sub(_mend, span)) if value is _NOTHING else value


def _mend(found: re.Match[str]) -> str:
    if found[0] == ",":
        return ""
    return _ESCAPE.sub(lambda escape: escape[0] if escape[1] else "\\\\", found[0])


def _repaired(span: str) -> object:
    """Let json-repair try, with its strict rules, and refuse what it has made one of two."""
    from json_repair import repair_json  # noqa: PLC0415 - for the rare reply alone

    if len(span) > _MOST_REPAIRED:
        raise _UnfitError("broken JSON, too long to be mended")
    try:
        value = repair_json(span, return_objects=True, skip_json_loads=True, strict=True)
    except Exception:  # noqa: BLE001 - whatever a guessing parser meets in hostile text
        raise _UnfitError("broken JSON") from None
    written = Counter(key["quoted"] or key["bare"] for key in _KEYS.finditer(span))
    if any(written[key] > count for key, count in Counter(_keys(value, 0)).items()):
        raise _UnfitError("a key stands twice")
    return value


def _keys(value: object, depth: int) -> Iterator[str]:
    """Give all keys within a value, as often as they stand there."""
    if depth > DEEPEST:
        raise _UnfitError("nested too deep")
    if isinstance(value, dict):
        yield from value
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    for each in inner:
        yield from _keys(each, depth + 1)


def _once(pairs: Sequence[tuple[str, object]]) -> dict[str, object]:
    """Refuse a key that stands twice: nobody can tell which was meant."""
    value = dict(pairs)
    if len(value) < len(pairs):
        raise _UnfitError("a key stands twice")
    return value


def _whole(digits: str) -> int | None:
    return int(digits) if len(digits) <= _LONGEST_NUMBER else None


def _clean(value: object, depth: int) -> object:
    """Rebuild a value out of plain JSON types, its texts cleaned."""
    if depth > DEEPEST:
        raise _UnfitError("nested too deep")
    match value:
        case str():
            return _clean_text(value)
        case Mapping():
            return _once([(_clean_text(str(key)), _clean(inner, depth + 1)) for key, inner in value.items()])
        case list():
            return [_clean(inner, depth + 1) for inner in value]
        case bool() | None:
            return value
        case int():
            return value if abs(value) < 10**_LONGEST_NUMBER else None
        case float():
            return value if abs(value) < float("inf") else None
        case _:
            return None


def _clean_text(text: str) -> str:
    return _UNFIT.sub("", _LATEX.sub(lambda lost: _BACKSLASHED[lost[0]], text))
