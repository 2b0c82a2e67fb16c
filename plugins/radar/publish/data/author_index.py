"""Sort the papers of all authors into small files, so that a browser finds one's with few requests.

    data/authors/index.json            the tiers (`tiers`), and how many files each has
    data/authors/<tier>/<number>.json  by folded name: the places of its papers (`named`), newest day first

A name's file is told by the CRC-32 of its folded form (`sift.keys.fold_name`), which
theme/static/radar-names.js reckons in the same way. A place is no more than a day and a
number: what is shown of a paper lies in the archive's files (`open_data_archive`), once.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Any, Final
from zlib import crc32

import orjson

from radar.publish import inputs, urls
from radar.publish.data import data_rows, named
from radar.publish.data.tiers import Tier, sorted_into, tiers
from radar.publish.incremental import Unit
from radar.publish.view import Site

_NAMES: Final = 1200
"""Names in a file, at most on average: some 16 kB where names come again, 30 kB where none does."""
_VERSION: Final = 2


def author_units(site: Site) -> Iterator[Unit]:
    """List the files of every tier, and what tells of them."""
    found = tiers(site.register)
    index = _index(site, found)
    yield Unit(name="authors", inputs={"index": repr(index)}, make=lambda: [(urls.author_list(), _json(index))])
    for tier in found:
        wrote = {day.isoformat(): site.register.named_digest(day) for day in tier.days}
        yield Unit(
            name=f"authors/{tier.name}",
            inputs={**inputs.settings(site), **wrote},
            make=partial(_files, site, tier),
        )


def author_paths(site: Site) -> frozenset[str]:
    """Name every file."""
    found = ((tier, number) for tier in tiers(site.register) for number in range(files_of(tier)))
    return frozenset((urls.author_list(), *(urls.author_file(tier.name, number) for tier, number in found)))


def files_of(tier: Tier) -> int:
    """Count the files of a tier: a power of two, so that seldom all of them change."""
    return 1 << ((tier.names - 1) // _NAMES).bit_length() if tier.names else 1


def number(key: str, count: int) -> int:
    """Tell which of `count` files holds a folded name."""
    return crc32(key.encode()) % count


def _index(site: Site, found: tuple[Tier, ...]) -> dict[str, Any]:
    listed = [{"name": tier.name, "files": files_of(tier)} for tier in found]
    return {"version": _VERSION, "tiers": listed, **data_rows.named(site)}


def _files(site: Site, tier: Tier) -> Iterator[tuple[str, bytes]]:
    count = files_of(tier)
    for at, found in sorted_into(_pairs(site, tier), count, partial(number, count=count)):
        yield urls.author_file(tier.name, at), _json(found)


def _pairs(site: Site, tier: Tier) -> Iterator[tuple[str, str]]:
    for day in tier.days:
        for place, _, names in named.read(site.register.named(day)):
            yield from ((name, place) for name in names)


def _json(value: object) -> bytes:
    return orjson.dumps(value)
