"""Tell whether a quotation stands in what it is quoted from."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Final

from radar.models import Paper

_LEFT_OUT: Final = re.compile(r"…|\.\.\.")


def texts(versions: Iterable[Paper]) -> tuple[str, ...]:
    """Give what may be quoted of a paper: title and abstract of each version, doubles once."""
    return tuple(dict.fromkeys(text for paper in versions for text in (paper.title, paper.abstract) if text))


def stands(span: str, sources: Sequence[str]) -> bool:
    """Tell whether one of the texts holds the span.

    Case and white space do not count; an ellipsis in the span stands for what it leaves
    out. A span of nothing else stands nowhere.
    """
    if not _LEFT_OUT.sub("", span).strip():
        return False
    if any(span in text for text in sources):
        return True
    parts = [part for each in _LEFT_OUT.split(span) if (part := _folded(each))]
    return any(_hold_in_order(parts, _folded(text)) for text in sources)


def _hold_in_order(parts: Iterable[str], text: str) -> bool:
    place = 0
    for part in parts:
        found = text.find(part, place)
        if found < 0:
            return False
        place = found + len(part)
    return True


def _folded(text: str) -> str:
    return " ".join(text.split()).casefold()
