"""Tell on which day a paper stands, by any id it ever had, in small files named by the first digits of SHA-256.

An id is written as the ledger has it: `arxiv:2601.05106`, `doi:10.…`, lower case. Files
are sorted by tier (`tiers`), so that a day rewrites those of its month alone.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from hashlib import sha256
from typing import Final

import orjson

from radar.publish import inputs
from radar.publish.data import named
from radar.publish.data.open_data_lists import AddressFile, AddressFiles
from radar.publish.data.open_data_records import VERSION
from radar.publish.data.tiers import Tier, sorted_into, tiers
from radar.publish.incremental import Unit
from radar.publish.machines import machine_urls
from radar.publish.view import Site

_PER_FILE: Final = 1000
"""Ids in a file, at most on average: 36 kB."""
_BASE: Final = 16


def address_units(site: Site) -> Iterator[Unit]:
    """List the files of every tier."""
    for tier in tiers(site.register):
        wrote = {day.isoformat(): site.register.named_digest(day) for day in tier.days}
        yield Unit(
            name=f"addresses/{tier.name}",
            inputs={**inputs.settings(site), **wrote},
            make=partial(_files, site, tier),
        )


def address_paths(site: Site) -> frozenset[str]:
    """Name these files."""
    return frozenset(name for tier in tiers(site.register) for name in paths_of(tier))


def paths_of(tier: Tier) -> Iterator[str]:
    """Name the files of a tier."""
    count = digits(tier.ids)
    return (machine_urls.addresses(tier.name, _prefix(number, count)) for number in range(_BASE**count))


def told(site: Site) -> tuple[AddressFiles, ...]:
    """Say which files there are, newest first."""
    return tuple(
        AddressFiles(
            first=tier.days[-1],
            last=tier.days[0],
            digits=digits(tier.ids),
            pattern=machine_urls.addresses(tier.name, "{prefix}"),
        )
        for tier in tiers(site.register)
    )


def digits(ids: int) -> int:
    """Count the digits that name a file: as few as keep files small."""
    count = 1
    while ids > _PER_FILE * _BASE**count:
        count += 1
    return count


def prefix(paper_id: str, count: int) -> str:
    """Name the file of an id."""
    return sha256(paper_id.encode()).hexdigest()[:count]


def _prefix(number: int, count: int) -> str:
    return f"{number:0{count}x}"


def _files(site: Site, tier: Tier) -> Iterator[tuple[str, bytes]]:
    """Give every file, empty ones too, so that no prefix leads nowhere."""
    count = digits(tier.ids)
    numbered = partial(_number, count=count)
    for number, found in sorted_into(_pairs(site, tier), _BASE**count, numbered):
        record = AddressFile(schema_version=VERSION, papers=found)
        yield machine_urls.addresses(tier.name, _prefix(number, count)), orjson.dumps(record) + b"\n"


def _number(paper_id: str, count: int) -> int:
    return int(prefix(paper_id, count), _BASE)


def _pairs(site: Site, tier: Tier) -> Iterator[tuple[str, str]]:
    for day in tier.days:
        for place, (own, *aliases), _ in named.read(site.register.named(day)):
            stands = named.day_of(place).isoformat()
            if not named.is_update(place):
                yield own, stands
            yield from ((alias, f"{stands} {own}") for alias in aliases)
