"""Say in rows what lists and fingerprints need of a loaded day."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from hashlib import blake2b
from typing import Any, Final

import orjson

from radar.config import Config
from radar.models import Genre
from radar.publish.data import named
from radar.publish.gather.base import DAY, Base
from radar.publish.gather.loading import Loaded
from radar.publish.gathered import Belonging
from radar.publish.register_of_days import count, own
from radar.publish.search import search_sealed
from radar.publish.view import Day, Entry

LISTED: Final = "listed"
"""The list that names the papers which all others number."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Rows:
    """Hold the rows of one day, as `base` has them, without their day."""

    day: int
    shown: bool
    digest: str
    content: str
    searched: str
    visible: int
    """Papers that stand on it and may be shown."""
    counts: str
    touched: str
    taken_down: str
    named: bytes
    tellings: tuple[tuple[str, str], ...]
    """Language, briefings."""
    cites: tuple[tuple[int, str, str], ...]
    """Day of the paper, its id, the briefing's name; day 0 and no name for what is cited and not shown."""
    lists: tuple[tuple[str, str, int, str], ...]
    """Kind, key, count, numbers: places in `listed`; of the kind `listed` itself ids."""


class RowMaker:
    """Make rows of days of one archive."""

    def __init__(self, config: Config, base: Base) -> None:
        """Read nothing yet."""
        self._base = base
        self._belonging = Belonging(config)
        self._labels = frozenset(source.label for source in config.sources)

    def rows(self, loaded: Loaded) -> Rows:
        """Make a day's rows."""
        day = loaded.day
        mine = tuple(own(day))
        news = self._news({*(each.paper.id for each in mine), *(event.paper.id for event in day.events)})
        content = _content(loaded)
        found_by = named.lines(day, loaded.versions)
        return Rows(
            day=day.day.toordinal(),
            shown=is_shown(day),
            digest=_hash(content + _beside(loaded)),
            content=_hash(content),
            searched=_hash(search_sealed.lines(day, loaded.versions)),
            visible=len(mine),
            counts=_dump(asdict(count(day, found_by))),
            touched=_dump(_touched(day, mine, news)),
            taken_down=_dump(day.taken_down),
            named=found_by,
            tellings=tuple(
                (lang, _dump(list(_tellings(loaded, lang)))) for lang in (day.briefings if is_shown(day) else ())
            ),
            cites=tuple(sorted(_cites(loaded))),
            lists=(
                *((*key, len(found), _dump(found)) for key, found in sorted(self._lists(day, news).items())),
                (LISTED, "", len(listed(day)), _dump([entry.paper.id for entry in listed(day)])),
            ),
        )

    def _news(self, ids: Iterable[str]) -> Mapping[str, int]:
        """Give the newest day that told of each paper; those of which none did are left out."""
        found = {}
        query = "SELECT MAX(row) FROM updates WHERE id = ? AND shown"
        for paper_id in ids:
            ((row,),) = self._base.ask(query, paper_id)
            if row is not None:
                found[paper_id] = row // DAY
        return found

    def _lists(self, day: Day, news: Mapping[str, int]) -> Mapping[tuple[str, str], list[int]]:
        """List the numbers of papers by topic and author, and of those that no newer day has by source and field."""
        found: defaultdict[tuple[str, str], list[int]] = defaultdict(list)
        seen: set[str] = set()
        ordinal = day.day.toordinal()
        first = len(day.papers)
        for number, entry in enumerate(listed(day)):
            if number < first or day.events[number - first].is_first:
                for key in _followed(entry):
                    found[key].append(number)
            paper = entry.paper
            stands = paper.day.toordinal() if paper.genre is Genre.PAPER else 0
            if paper.id not in seen and max(news.get(paper.id, 0), stands) <= ordinal:
                seen.add(paper.id)
                for name in dict.fromkeys(place.name for place in paper.places):
                    if name in self._labels:
                        found["source", name].append(number)
                for name in self._belonging.fields(entry):
                    found["field", name].append(number)
                for kind, name in _followed(entry):
                    found[f"latest {kind}", name].append(number)
        for name in {place.name for entry in own(day) for place in entry.paper.places if place.name}:
            found["place", name] = []
        return found


def listed(day: Day) -> tuple[Entry, ...]:
    """Give the papers of a day that lists are made of, in the order by which they are numbered."""
    return (*day.papers, *(event.entry for event in day.events))


def is_shown(day: Day) -> bool:
    """Tell whether a day has anything to show."""
    return bool(day.papers or day.notices or day.news or day.events or day.taken_down)


def _followed(entry: Entry) -> dict[tuple[str, str], None]:
    """Name the topics that a paper matches, and the authors for whom it is followed."""
    found = [("topic", match.topic_id) for match in entry.matches]
    found += [("author", reason.text) for reason in entry.reasons if reason.kind == "watch" and not reason.where]
    return dict.fromkeys(found)


def _content(loaded: Loaded) -> bytes:
    """Write what a day shows, but what later days and runs change; of cited papers what their links show."""
    day = loaded.day
    entries = [_bare(entry) for entry in (*day.papers, *day.notices, *day.news)]
    events = [(one.event, one.anchor, one.version, one.place, _bare(one.entry)) for one in day.events]
    cited = [(one.id, one.title, one.day, one.url) for one in loaded.cited.values() if one]
    return _bytes([day.day, entries, events, day.taken_down, day.briefings, day.updates, cited])


def _beside(loaded: Loaded) -> bytes:
    """Write what else a day shows."""
    day = loaded.day
    entries = (*day.papers, *day.notices, *day.news, *(event.entry for event in day.events))
    return _bytes([[entry.related for entry in entries], day.run, loaded.cited])


def _bare(entry: Entry) -> tuple[object, ...]:
    return entry.ranked, entry.gists, entry.retracted


def _touched(day: Day, own: Iterable[Entry], news: Mapping[str, int]) -> dict[str, int]:
    """Give the newest event's day of the papers that stand on a day and have one."""
    met = {event.paper.id: day.day.toordinal() for event in day.events if event.is_first}
    found = {entry.paper.id: max(news.get(entry.paper.id, 0), met.get(entry.paper.id, 0)) for entry in own}
    return {paper_id: newest for paper_id, newest in sorted(found.items()) if newest}


def _tellings(loaded: Loaded, lang: str) -> Iterator[list[Any]]:
    for one in sorted(loaded.day.briefings[lang], key=lambda each: each.kind != "cross"):
        cited = (loaded.cited.get(each) for each in dict.fromkeys(c.paper_id for c in one.citations))
        cites = [(paper.id, paper.day.toordinal()) for paper in cited if paper]
        yield [one.day, one.slug, one.kind, one.title, one.fields, one.by, one.paper_count, cites]


def _cites(loaded: Loaded) -> Iterator[tuple[int, str, str]]:
    shown = set()
    for briefings in loaded.day.briefings.values() if is_shown(loaded.day) else ():
        for one in briefings:
            for citation in one.citations:
                if paper := loaded.cited.get(citation.paper_id):
                    shown.add((paper.day.toordinal(), paper.id, f"{one.day.isoformat()}-{one.slug}"))
    yield from shown
    told = {paper_id for _, paper_id, _ in shown}
    yield from ((0, paper_id, "") for paper_id in loaded.cited if paper_id not in told)


def _dump(value: object) -> str:
    return _bytes(value).decode()


def _bytes(value: object) -> bytes:
    return orjson.dumps(value, option=orjson.OPT_SORT_KEYS)


def _hash(data: bytes) -> str:
    return blake2b(data, digest_size=16).hexdigest()
