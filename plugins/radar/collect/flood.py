"""Cut a flood down before it is parsed: of too many items the newest stay, a text without end gets one.

feedparser takes a millisecond for an item and ten times the bytes of a text in memory:
200,000 items or a text of 50 MB would cost a feed all it holds (FAULTS F3, F4). What is
no flood passes byte for byte.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

MOST_ITEMS: Final = 2500
LONGEST_TEXT: Final = 1 << 18
"""Bytes of one text; far more than is ever shown of it, and room for the names of 10,000 authors."""
_ITEM: Final = re.compile(rb"<(?:\w{1,40}:)?(?:item|entry)(?=[\s>])", re.IGNORECASE)
_ITEM_END: Final = re.compile(rb"</(?:\w{1,40}:)?(?:item|entry)\s*>", re.IGNORECASE)
_DATES: Final = tuple(
    re.compile(rb"<(?:\w{1,40}:)?(?:" + names + rb")[^<>]{0,200}>(?:<!\[CDATA\[)?([^<]{4,80})", re.IGNORECASE)
    for names in (rb"pubDate|published|issued", rb"updated|modified|date", rb"publicationDate", rb"created")
)
"""What says when an item was published, best first."""
_AFTER_TAG: Final = re.compile(rb"[^<]+")
_CDATA: Final = b"<![CDATA["
_CDATA_END: Final = b"]]>"
_HALF_ENTITY: Final = re.compile(rb"&[#\w]{0,40}\Z")
_CUT: Final = "…".encode()

Day = Callable[[str], date | None]
"""Reads a date as feeds write it."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Thinned:
    """Hold what is left of a feed."""

    content: bytes
    left_out: int = 0
    """Items that are not in it any more."""


def thin(content: bytes, day: Day, *, most: int = MOST_ITEMS) -> Thinned:
    """Keep the newest items, in the feed's order, and the beginning of every text; `content` is UTF-8.

    Items without a date count as oldest. A text that was cut ends in `…`.
    """
    if len(content) <= LONGEST_TEXT:
        return Thinned(content=content)
    starts = [found.start() for found in _ITEM.finditer(content)]
    left_out = max(len(starts) - most, 0)
    if left_out:
        content = _newest(content, starts, day, most)
    return Thinned(content=_shortened(content), left_out=left_out)


def _newest(content: bytes, starts: Sequence[int], day: Day, most: int) -> bytes:
    """Leave the oldest items out; what follows the last item stays."""
    last = _ITEM_END.search(content, starts[-1])
    edges = [*starts, last.end() if last else len(content)]
    read: dict[bytes, date] = {}

    def published(n: int) -> date:
        said = next(filter(None, (names.search(content, edges[n], edges[n + 1]) for names in _DATES)), None)
        text = said[1] if said else b""
        if text not in read:
            read[text] = day(text.decode("utf-8", "replace")) or date.min
        return read[text]

    kept = sorted(sorted(range(len(starts)), key=published, reverse=True)[:most])
    return b"".join((content[: starts[0]], *(content[edges[n] : edges[n + 1]] for n in kept), content[edges[-1] :]))


def _shortened(content: bytes) -> bytes:
    """Cut every text that is too long, be it escaped or in a CDATA section."""
    pieces: list[bytes] = []
    position = 0
    while (start := content.find(_CDATA, position)) >= 0:
        end = content.find(_CDATA_END, start)
        end = len(content) if end < 0 else end
        body = content[start + len(_CDATA) : end]
        pieces += (_AFTER_TAG.sub(_cut, content[position:start]), _CDATA, _beginning(body))
        position = end
    return b"".join((*pieces, _AFTER_TAG.sub(_cut, content[position:])))


def _cut(found: re.Match[bytes]) -> bytes:
    """Shorten a tag's rest and the text behind it; never within the tag, nor a comment."""
    run = found[0]
    if len(run) <= LONGEST_TEXT or run.startswith((b"!", b"?")):
        return run
    tag = run.find(b">", 0, LONGEST_TEXT) + 1
    return run[:tag] + _beginning(run[tag:]) if tag else run


def _beginning(text: bytes) -> bytes:
    """Cut a text where neither a character nor a reference is torn."""
    if len(text) <= LONGEST_TEXT:
        return text
    return _HALF_ENTITY.sub(b"", text[:LONGEST_TEXT].decode("utf-8", "ignore").encode()) + _CUT
