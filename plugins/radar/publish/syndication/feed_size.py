"""Keep a feed within bounds: so many items, so many bytes, the oldest going first.

What an item takes is reckoned from its texts, not measured in one format, so that every
format of a feed holds the same items.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import Final

from radar.publish.syndication.feed_items import FeedItem
from radar.publish.syndication.feed_xml import safe_text

LARGEST: Final = 512 * 1024
"""Bytes of a feed. Some readers give up on larger ones, and all fetch them again and again."""

_FRAME: Final = 2_000
"""At most what an item's elements take, and its links apart from their addresses."""
_ROW: Final = 96
"""At most what one author or one category takes, apart from its words."""
_ESCAPED: Final = str.maketrans(dict.fromkeys((*"&<>\"'\\", *map(chr, range(32))), "&quot;"))


def within(items: Iterable[FeedItem], *, most: int, largest: int = LARGEST) -> tuple[FeedItem, ...]:
    """Keep the first items, which are the newest: at most `most`, and one at least, whatever it takes."""
    kept: list[FeedItem] = []
    left = largest - _FRAME
    for item in items:
        left -= size(item)
        if len(kept) == most or (left < 0 and kept):
            break
        kept.append(item)
    return tuple(kept)


@lru_cache(maxsize=2_048)
def size(item: FeedItem) -> int:
    """Reckon the bytes that an item takes at most, in any format; an item stands in several feeds."""
    rows = (*item.authors, *item.categories, *item.topics)
    texts = (item.title, item.summary, item.source, item.licence, item.licence, *rows)
    plain = (item.content, item.reason, item.doi, item.paper_id, item.url, item.source_url, item.source_url)
    ai = (item.ai.model, item.ai.prompt, item.ai.generated) if item.ai else ()
    written = sum(_written(safe_text(text)) for text in texts) + sum(map(_written, (*plain, *ai)))
    return _FRAME + _ROW * len(rows) + written


def _written(text: str) -> int:
    return len(text.translate(_ESCAPED).encode("utf-8", "replace"))
