"""Hold a lazily loaded site against the one that was read at once."""

from __future__ import annotations

from dataclasses import fields
from typing import Any

from radar.publish.followed import followed
from radar.publish.register import Register
from radar.publish.view import Gathered, Site


def differences(lazy: Site, eager: Site) -> list[str]:
    """Name everything in which two sites differ, besides digests."""
    found = {
        "days": (tuple(lazy.days), tuple(eager.days)),
        "runs": (tuple(lazy.runs), tuple(eager.runs)),
        "papers": (dict(lazy.papers), dict(eager.papers)),
        "paper count": (len(lazy.papers), len(eager.papers)),
        "versions": (dict(lazy.versions), dict(eager.versions)),
        "topics": (_topics(lazy), _topics(eager)),
        "sources": (_gathered(lazy.sources), _gathered(eager.sources)),
        "fields": (_gathered(lazy.fields), _gathered(eager.fields)),
        "followed": (_followed(lazy), _followed(eager)),
        "newest": (lazy.newest, eager.newest),
        **{name: (told, _register(eager)[name]) for name, told in _register(lazy).items()},
    }
    return [f"{name}: {_short(one, other)}" for name, (one, other) in found.items() if one != other]


def _short(one: Any, other: Any) -> str:
    if isinstance(one, tuple) and isinstance(other, tuple) and len(one) == len(other):
        return next(_short(a, b) for a, b in zip(one, other, strict=True) if a != b)
    if isinstance(one, dict) and isinstance(other, dict):
        keys = [key for key in {**one, **other} if one.get(key) != other.get(key)]
        return f"{keys[0]}: {_short(one.get(keys[0]), other.get(keys[0]))}"
    if type(one) is type(other) and hasattr(one, "__dataclass_fields__"):
        names = [each.name for each in fields(one) if getattr(one, each.name) != getattr(other, each.name)]
        return f"{names[0]}: {_short(getattr(one, names[0]), getattr(other, names[0]))}"
    return f"{one!r:.400} is not {other!r:.400}"


def _topics(site: Site) -> Any:
    return [(view.topic.id, tuple(view.entries), view.entries.days(), view.full_pages) for view in site.topics]


def _gathered(found: tuple[Gathered, ...]) -> Any:
    return [(one.id, one.names, tuple(one.entries), one.count, one.entries.days()) for one in found]


def _followed(site: Site) -> Any:
    return [(one.slug, one.name, tuple(one.entries), one.entries.days(1, 4)) for one in followed(site)]


def _register(site: Site) -> dict[str, Any]:
    known: Register = site.register
    return {
        "dates": known.dates,
        "papers known": known.papers,
        "counts": {day: known.count(day) for day in known.dates},
        "tellings": {lang: tuple(known.tellings(lang)) for lang in site.langs},
        "cited": {day: dict(known.cited_on(day)) for day in known.dates},
        "touched": {day: dict(known.touched_on(day)) for day in known.dates},
        "taken down": {day: known.taken_down_on(day) for day in known.dates},
        "named": {day: known.named(day) for day in known.dates},
        "caught": {day: dict(known.caught_on(day)) for day in known.dates},
        "places": known.place_names,
        "counts of topics": {view.topic.id: list(known.topic_counts(view.topic.id)) for view in site.topics},
        "latest": {view.topic.id: tuple(known.latest("topic", view.topic.id))[:60] for view in site.topics},
        "latest authors": {name: tuple(known.latest("author", name))[:60] for name in site.config.watch.authors},
        "days of papers": {paper_id: known.day_of(paper_id) for paper_id in ("arxiv:none", *site.papers)},
    }
