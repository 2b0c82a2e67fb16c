"""Hold what `radar init` offers to begin with, one TOML file a discipline: sources of the catalogue, and topics.

Only journals are named that the catalogue does not call unverified. Topics have keywords
and no description, so that what each brings was counted on real papers (`tests/cli/test_presets.py`).
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from functools import cache
from importlib import resources
from typing import Final

from radar.config import Topic
from radar.config_sources import ArxivSource, BiorxivSource, Source, Table

IDS: Final = (
    *("ai", "mathematics", "physics", "astronomy", "chemistry"),
    *("biology", "medicine", "neuroscience", "earth", "economics"),
)
"""In the order in which they are offered."""


class Preset(Table):
    """Hold one discipline's beginning."""

    name: Mapping[str, str]
    about: Mapping[str, str]
    sources: tuple[Source, ...]
    topics: tuple[Topic, ...]


@cache
def load() -> Mapping[str, Preset]:
    """Read them all, by id."""
    folder = resources.files(__package__)
    return {
        name: Preset.model_validate(tomllib.loads(folder.joinpath(f"{name}.toml").read_text(encoding="utf-8")))
        for name in IDS
    }


def merged(ids: Iterable[str]) -> tuple[tuple[Source, ...], tuple[Topic, ...]]:
    """Put several together: one source for all categories of a server, no journal and no topic twice."""
    chosen = [load()[name] for name in dict.fromkeys(ids)]
    sources: dict[str, Source] = {}
    for source in (source for preset in chosen for source in preset.sources):
        known = sources.get(source.label)
        sources[source.label] = _joined(known, source) if known else source
    topics = {topic.id: topic for preset in reversed(chosen) for topic in preset.topics}
    order = dict.fromkeys(topic.id for preset in chosen for topic in preset.topics)
    return tuple(sources.values()), tuple(topics[name] for name in order)


def _joined(first: Source, second: Source) -> Source:
    """Join two sources of one server; a bioRxiv without subjects takes all."""
    if isinstance(first, ArxivSource) and isinstance(second, ArxivSource):
        return first.model_copy(update={"categories": _union(first.categories, second.categories)})
    if isinstance(first, BiorxivSource) and isinstance(second, BiorxivSource):
        every = first.categories and second.categories
        joined = _union(first.categories, second.categories) if every else ()
        return first.model_copy(update={"categories": joined})
    return first


def _union(first: tuple[str, ...], second: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*first, *second)))
