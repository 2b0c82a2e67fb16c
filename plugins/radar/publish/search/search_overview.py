"""Write what the search page reads first: the periods of the archive, and what may be filtered by."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

import orjson

from radar.publish.search import search_cards
from radar.publish.search.search_items import Period
from radar.publish.view import Site
from radar.sift import fields

_VERSION: Final = 2
_TAG: Final = 10
"""Characters of a period's fingerprint: enough that a browser's cache takes no other for it."""


def overview(site: Site, cut: Sequence[Period], tags: Mapping[str, str]) -> bytes:
    """Write it; `tags` are the fingerprints of the periods that are indexed, by name."""
    used = {one.id for one in site.fields}
    return orjson.dumps(
        {
            "version": _VERSION,
            "per_file": search_cards.PER_FILE,
            "per_lean_file": search_cards.PER_LEAN_FILE,
            "periods": [_period(period, tags.get(period.name, "")) for period in cut],
            "topics": [
                {"id": view.topic.id, "name": {lang: view.topic.title(lang) for lang in site.langs}}
                for view in site.topics
            ],
            "fields": [
                {"id": name, "name": {lang: words[lang] for lang in site.langs}}
                for name, words in fields.NAMES.items()
                if name in used
            ],
            "sources": list(site.register.place_names),
            "years": sorted({f"{day.year:04}" for day in site.register.dates}),
        }
    )


def _period(period: Period, tag: str) -> dict[str, Any]:
    told: dict[str, Any] = {
        "name": period.name,
        "from": period.first.isoformat(),
        "to": period.last.isoformat(),
        "items": period.items,
        "papers": period.papers,
    }
    return told | ({"tag": tag[:_TAG]} if tag else {}) | ({"lean": True} if period.is_lean else {})
