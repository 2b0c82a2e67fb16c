"""List the open data: recent days, the archive by month, where papers stand, the schemas, an index of it all.

    Site ──► records (`open_data_days`) ──┬► data/<day>.json, data/latest.json   the last ninety days
                                          ├► data/archive/<month>.jsonl.gz       `open_data_archive`
             ids and aliases ─────────────┼► data/papers/<tier>/<prefix>.json    `open_data_addresses`
             classes of the records ──────┼► schema/<name>.v1.json               `open_data_schema`
                                          └► data/index.json

A `Site` holds what sources allow and no paper that was taken down. The same archive
gives the same bytes.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date
from functools import partial
from pathlib import Path
from typing import Final, Literal

import orjson

from radar.publish import inputs
from radar.publish.data import open_data_addresses, open_data_schema
from radar.publish.data.open_data_archive import PackedDays, archive_paths, briefed, month_units, months, packed_day
from radar.publish.data.open_data_days import day_file, paper_records
from radar.publish.data.open_data_lists import DayLine, IndexFile, MonthLine, NamedRecord
from radar.publish.data.open_data_records import VERSION
from radar.publish.gathered import Belonging
from radar.publish.incremental import Unit
from radar.publish.machines import machine_urls
from radar.publish.register import Telling
from radar.publish.view import Site

RIGHTS: Final = (
    "Titles and abstracts belong to their authors and publishers. A paper's license is the address of the licence"
    " that its source names, and empty where it names none. Text whose `written_by` is `model` is AI-generated and"
    " not checked by a person; pass it on with its label."
)


def open_data_units(site: Site, before: Path | None = None) -> Iterator[Unit]:
    """List every unit; `before` is an output folder of which the archive's days may be kept as they are."""
    newest, packed = newest_issue(site), PackedDays()
    for day in recent(site):
        yield Unit(
            name=f"data/{day.isoformat()}",
            inputs={**inputs.settings(site), **inputs.contents(site, [day]), "latest": str(day == newest)},
            make=partial(_day, site, day, packed, is_latest=day == newest),
            near=f"month {day:%Y-%m}",
        )
    yield from month_units(site, before, packed)
    yield from open_data_addresses.address_units(site)
    yield Unit(name="schemas", inputs=inputs.settings(site), make=partial(open_data_schema.files, site))
    index = encode(_index(site))
    yield Unit(name="data", inputs={"index": index.decode()}, make=lambda: [(machine_urls.INDEX, index)])


def paths(site: Site) -> frozenset[str]:
    """Name these files."""
    found = {machine_urls.INDEX, *(machine_urls.schema(name) for name in machine_urls.SCHEMAS)}
    found |= {machine_urls.day(day) for day in recent(site)} | ({machine_urls.LATEST} if recent(site) else set())
    return frozenset(found | archive_paths(site) | open_data_addresses.address_paths(site))


def recent(site: Site) -> tuple[date, ...]:
    """Give the days that have a file of their own, newest first: the recent ones, and the newest issue."""
    newest = newest_issue(site)
    return tuple(day for day in site.register.dates if site.is_recent(day) or day == newest)


def newest_issue(site: Site) -> date | None:
    """Give the newest day that has papers, else any that has something."""
    dates = site.register.dates
    return next((day for day in dates if site.register.count(day).papers), dates[0] if dates else None)


def encode(record: object) -> bytes:
    """Write a record, its fields in the order of its class."""
    return orjson.dumps(record, option=orjson.OPT_APPEND_NEWLINE)


def _day(site: Site, when: date, packed: PackedDays, *, is_latest: bool) -> Iterator[tuple[str, bytes]]:
    """Make a day's file, and what its month will hold of it: the same records."""
    day = site.day(when)
    if day is None:
        return
    records = paper_records(site, day, Belonging(site.config))
    packed[when] = packed_day(site, day, records)
    data = encode(day_file(site, day, records))
    yield machine_urls.day(when), data
    if is_latest:
        yield machine_urls.LATEST, data


def _index(site: Site) -> IndexFile:
    return IndexFile(
        schema_version=VERSION,
        title=site.config.site.title,
        site=site.url,
        sample=site.sample,
        languages=site.langs,
        latest=machine_urls.LATEST if recent(site) else "",
        status=machine_urls.STATUS if site.runs else "",
        rights=RIGHTS,
        topics=tuple(
            NamedRecord(id=v.topic.id, name={lang: v.topic.title(lang) for lang in site.langs}) for v in site.topics
        ),
        sources=tuple(
            NamedRecord(id=one.id, name={lang: one.names[lang] for lang in site.langs}) for one in site.sources
        ),
        addresses=open_data_addresses.told(site),
        schemas={name: machine_urls.schema(name) for name in machine_urls.SCHEMAS},
        archive=tuple(_months(site)),
        days=tuple(_days(site)),
    )


def _months(site: Site) -> Iterator[MonthLine]:
    told = briefed(site)
    for month, days in months(site).items():
        yield _month(month, "paper", machine_urls.month_papers(month), sum(_records(site, day) for day in days))
        if month in told:
            yield _month(month, "briefing", machine_urls.month_briefings(month), told[month])


def _month(month: date, records: Literal["paper", "briefing"], name: str, count: int) -> MonthLine:
    parts = machine_urls.month_parts(month)
    return MonthLine(month=f"{month:%Y-%m}", records=records, file=name, count=count, parts=parts)


def _days(site: Site) -> Iterator[DayLine]:
    told = Counter(one.day for lang in site.langs for one in _recent_tellings(site, lang))
    for day in recent(site):
        count = site.register.count(day)
        yield DayLine(
            day=day,
            file=machine_urls.day(day),
            papers=_records(site, day),
            events=count.events - count.met,
            briefings=told[day],
        )


def _recent_tellings(site: Site, lang: str) -> Iterator[Telling]:
    known = frozenset(recent(site))
    return (one for one in site.register.tellings(lang) if one.day in known)


def _records(site: Site, day: date) -> int:
    """Count what was first met on a day."""
    count = site.register.count(day)
    return count.papers + count.met + count.notices + count.news
