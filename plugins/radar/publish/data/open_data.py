"""Write the open data: a file a day, the archive by month, where papers stand, the schemas, an index of it all.

    Site ──► records (`open_data_days`) ──┬► data/<day>.json, data/latest.json
                                          ├► data/archive/<month>.jsonl.gz   `open_data_archive`
             ids and aliases ─────────────┼► data/papers/<prefix>.json       `open_data_addresses`
             classes of the records ──────┼► schema/<name>.v1.json           `open_data_schema`
                                          └► data/index.json

A `Site` holds what sources allow and no paper that was taken down. The same archive
gives the same bytes.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

import orjson

from radar.publish.data import open_data_addresses, open_data_schema
from radar.publish.data.open_data_archive import archive_files, archive_paths
from radar.publish.data.open_data_days import day_files
from radar.publish.data.open_data_lists import AddressFiles, DayLine, IndexFile, MonthLine, NamedRecord
from radar.publish.data.open_data_records import VERSION, DayFile
from radar.publish.machines import machine_urls
from radar.publish.view import Site

RIGHTS: Final = (
    "Titles and abstracts belong to their authors and publishers. A paper's license is the address of the licence"
    " that its source names, and empty where it names none. Text whose `written_by` is `model` is AI-generated and"
    " not checked by a person; pass it on with its label."
)


def open_data(site: Site, before: Path | None = None) -> Iterator[tuple[str, bytes]]:
    """Give every file with its bytes; `before` is an output folder whose months may be kept as they are."""
    days, months = day_files(site), list[MonthLine]()
    for day in days:
        yield machine_urls.day(day.day), encode(day)
        if site.newest and day.day == site.newest.day:
            yield machine_urls.LATEST, encode(day)
    for line, data in archive_files(days, before):
        months.append(line)
        yield line.file, data
    for name, addresses in open_data_addresses.files(site):
        yield name, encode(addresses)
    yield from open_data_schema.files(site)
    yield machine_urls.INDEX, encode(_index(site, days, months))


def paths(site: Site) -> frozenset[str]:
    """Name these files."""
    found = {machine_urls.INDEX, *(machine_urls.schema(name) for name in machine_urls.SCHEMAS)}
    found |= {machine_urls.day(day.day) for day in site.days} | ({machine_urls.LATEST} if site.days else set())
    return frozenset(found | archive_paths(site) | open_data_addresses.paths(site))


def encode(record: object) -> bytes:
    """Write a record, its fields in the order of its class."""
    return orjson.dumps(record, option=orjson.OPT_APPEND_NEWLINE)


def _index(site: Site, days: Sequence[DayFile], months: Sequence[MonthLine]) -> IndexFile:
    return IndexFile(
        schema_version=VERSION,
        title=site.config.site.title,
        site=site.url,
        sample=site.sample,
        languages=site.langs,
        latest=machine_urls.LATEST if site.days else "",
        status=machine_urls.STATUS if site.runs else "",
        rights=RIGHTS,
        topics=tuple(
            NamedRecord(id=v.topic.id, name={lang: v.topic.title(lang) for lang in site.langs}) for v in site.topics
        ),
        sources=tuple(
            NamedRecord(id=one.id, name={lang: one.names[lang] for lang in site.langs}) for one in site.sources
        ),
        addresses=AddressFiles(digits=open_data_addresses.digits(site), pattern=machine_urls.addresses("{prefix}")),
        schemas={name: machine_urls.schema(name) for name in machine_urls.SCHEMAS},
        archive=tuple(months),
        days=tuple(_line(day) for day in days),
    )


def _line(day: DayFile) -> DayLine:
    return DayLine(
        day=day.day,
        file=machine_urls.day(day.day),
        papers=len(day.papers),
        events=len(day.events),
        briefings=len(day.briefings),
    )
