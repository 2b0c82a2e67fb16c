"""Tell where a paper stands, by any id it ever had: small files, named by the first digits of the id's SHA-256.

An id is written as the ledger has it: `arxiv:2601.05106`, `doi:10.…`, lower case.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from hashlib import sha256
from typing import Final

from radar.publish import urls
from radar.publish.data.open_data_days import main_language
from radar.publish.data.open_data_lists import AddressFile
from radar.publish.data.open_data_records import VERSION
from radar.publish.machines import machine_urls
from radar.publish.view import Site

_PER_FILE: Final = 1000
"""Papers in a file, at most on average: 70 kB, 10 kB compressed."""
_BASE: Final = 16


def digits(site: Site) -> int:
    """Count the digits that name a file: as few as keep files small."""
    count = 1
    while len(site.papers) > _PER_FILE * _BASE**count:
        count += 1
    return count


def prefix(paper_id: str, count: int) -> str:
    """Name the file of an id."""
    return sha256(paper_id.encode()).hexdigest()[:count]


def files(site: Site) -> Iterator[tuple[str, AddressFile]]:
    """Give every file, empty ones too, so that no prefix leads nowhere."""
    lang, count = main_language(site), digits(site)
    found: defaultdict[str, dict[str, str]] = defaultdict(dict)
    for paper in site.papers.values():
        address = urls.paper(lang, paper.day, paper.id)
        for known in dict.fromkeys((paper.id, *paper.aliases)):
            found[prefix(known, count)][known] = address
    for each in _prefixes(count):
        papers = dict(sorted(found[each].items()))
        yield machine_urls.addresses(each), AddressFile(schema_version=VERSION, papers=papers)


def paths(site: Site) -> frozenset[str]:
    """Name these files."""
    return frozenset(machine_urls.addresses(each) for each in _prefixes(digits(site)))


def _prefixes(count: int) -> Iterator[str]:
    return (f"{number:0{count}x}" for number in range(_BASE**count))
