"""Write what the search page reads first: the periods of the archive, and what may be filtered by."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

import orjson

from radar.publish.search import search_cards, search_paths
from radar.publish.search.search_items import Period
from radar.publish.search.search_receipt import Made
from radar.publish.search.search_records import LANGS, Recorder
from radar.publish.view import Site
from radar.sift import fields

_VERSION: Final = 1
_TAG: Final = 10
"""Characters of an index's digest: enough that a browser's cache takes no other for it."""


def overview(site: Site, recorder: Recorder, cut: Sequence[Period], made: Mapping[str, Made]) -> bytes:
    """Write it; `made` are the indexes that there are, by folder."""
    used = _used(recorder, cut)
    return orjson.dumps(
        {
            "version": _VERSION,
            "per_file": search_cards.PER_FILE,
            "periods": [_period(period, made) for period in cut],
            "topics": [
                {"id": view.topic.id, "name": {lang: view.topic.title(lang) for lang in site.langs}}
                for view in site.topics
            ],
            "fields": [
                {"id": name, "name": {lang: words[lang] for lang in site.langs}}
                for name, words in fields.NAMES.items()
                if name in used["field"]
            ],
            "sources": sorted(used["source"]),
            "years": sorted(used["year"]),
        }
    )


def _used(recorder: Recorder, cut: Sequence[Period]) -> Mapping[str, set[str]]:
    found: dict[str, set[str]] = {"field": set(), "source": set(), "year": set()}
    for period in cut:
        for item in period.items:
            values = recorder.filters(item)
            for name, known in found.items():
                known.update(values.get(name, ()))
    return found


def _period(period: Period, made: Mapping[str, Made]) -> dict[str, Any]:
    there = {lang: made.get(search_paths.bundle(period.number, lang)) for lang in LANGS}
    return {
        "from": period.first.isoformat(),
        "to": period.last.isoformat(),
        "items": len(period.items),
        "papers": period.papers,
        "langs": {lang: one.digest[:_TAG] for lang, one in there.items() if one and one.files},
        "whole": all(there.values()),
    }
