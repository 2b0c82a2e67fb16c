"""Turn papers and updates into ledger lines and back: CONTRACT's "Files".

A line is one JSON object, keys sorted, UTF-8, without its line feed. Of a paper's
fields `id`, `day`, `title`, `authors`, `url` and `sources` always stand; others only
when they hold something. Keys we do not know are passed over.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from radar.archive import json_values
from radar.archive.json_values import day_of, number, objects, text, texts
from radar.models import Event, Genre, Paper, Place, Update
from radar.sift.revise import place_record

_TEXTS: Final = (
    *("abstract", "day_from", "pdf", "doi", "comment"),
    *("journal_ref", "published", "updated", "license", "abstract_from"),
)
_LISTS: Final = ("aliases", "categories")
_GENRES: Final = {str(genre): genre for genre in Genre}
_OWN_KEYS: Final = frozenset({"record", "id", "day", "event"})
"""Keys of an update line that are not among its changes."""


def dump(record: Paper | Update) -> bytes:
    """Write one record as its line.

    Raises ValueError for what JSON cannot hold, such as a lone surrogate, and for a
    change that would overwrite the update's own keys.
    """
    fields = _paper_fields(record) if isinstance(record, Paper) else _update_fields(record)
    return json_values.dump(fields)


def load(raw: bytes) -> Paper | Update:
    """Read one line; raise ValueError saying what is wrong with it."""
    data = json_values.load_object(raw)
    kind = data.get("record")
    if kind == "paper":
        return _paper(data)
    if kind == "update":
        return _update(data)
    raise ValueError(f"unknown record {kind!r}: written by a later version?")


def _paper_fields(paper: Paper) -> dict[str, object]:
    fields: dict[str, object] = {
        "record": "paper",
        "id": paper.id,
        "day": paper.day.isoformat(),
        "title": paper.title,
        "authors": paper.authors,
        "url": paper.url,
        "sources": [place_record(place) for place in paper.places],
    }
    for key in (*_TEXTS, *_LISTS):
        if value := getattr(paper, key):
            fields[key] = value
    if paper.genre is not Genre.PAPER:
        fields["genre"] = str(paper.genre)
    if paper.links:
        fields["links"] = dict(paper.links)
    return fields


def _update_fields(update: Update) -> dict[str, object]:
    if taken := _OWN_KEYS & update.changes.keys():
        raise ValueError(f"an update of {update.id} may not change {', '.join(sorted(taken))}")
    return {
        **update.changes,
        "record": "update",
        "id": update.id,
        "day": update.day.isoformat(),
        "event": str(update.event),
    }


def _paper(data: dict[str, Any]) -> Paper:
    links = _links(data)
    genre = text(data, "genre") or Genre.PAPER
    if genre not in _GENRES:
        raise ValueError(f"unknown genre {genre!r}: written by a later version?")
    further: dict[str, Any] = {key: text(data, key) for key in _TEXTS if key in data}
    further |= {key: texts(data, key) for key in _LISTS if key in data}
    return Paper(
        id=text(data, "id", needed=True),
        day=day_of(data),
        title=text(data, "title"),
        authors=texts(data, "authors"),
        url=text(data, "url"),
        places=tuple(_place(item) for item in objects(data, "sources")),
        links=links,
        genre=_GENRES[genre],
        **{"abstract": "", **further},
    )


def _links(data: Mapping[str, Any]) -> dict[str, str]:
    links = data.get("links", {})
    if not isinstance(links, dict) or not all(isinstance(value, str) for value in links.values()):
        raise ValueError("`links` is no table of texts")
    return links


def _place(data: Mapping[str, Any]) -> Place:
    return Place(
        name=text(data, "name", needed=True),
        kind=text(data, "kind"),
        category=text(data, "category"),
        announce=text(data, "announce"),
        version=number(data, "version"),
    )


def _update(data: dict[str, Any]) -> Update:
    event = text(data, "event", needed=True)
    if event not in set(Event):
        raise ValueError(f"unknown event {event!r}: written by a later version?")
    _check_changes(data)
    return Update(
        id=text(data, "id", needed=True),
        day=day_of(data),
        event=Event(event),
        changes={key: value for key, value in data.items() if key not in _OWN_KEYS},
    )


def _check_changes(data: Mapping[str, Any]) -> None:
    """Refuse changes that `sift.revise` could not apply: the line is named here, where it is known."""
    for key in ("title", "url", *_TEXTS):
        text(data, key)
    for key in ("authors", *_LISTS):
        texts(data, key)
    for item in objects(data, "sources"):
        _place(item)
    _links(data)
