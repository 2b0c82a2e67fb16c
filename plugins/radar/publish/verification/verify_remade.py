"""Make again what takes little to make, and hold a built site's files against it, byte for byte.

    feeds, citations, Markdown twins, site maps, lists of authors, rows of recent days, manifests, the last report

Other modules judge what such a file is; here it is looked at whether it says what this
archive says, and all of it. Pages, pictures and months would take as long as a build.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import chain
from pathlib import Path

from radar.archive import runs
from radar.publish import urls
from radar.publish.data.author_index import author_units
from radar.publish.data.recent_rows import recent_days, recent_units
from radar.publish.incremental import Unit
from radar.publish.machines import machine_urls, markdown_twins, sitemap
from radar.publish.machines.llms_txt import llms_unit
from radar.publish.machines.manifest import manifest
from radar.publish.references.cite_files import cite_units
from radar.publish.syndication.feeds import feed_units
from radar.publish.verification.verify_data import unpacked
from radar.publish.view import Site

_Files = Iterator[tuple[str, bytes]]


def problems(output: Path, site: Site, expected: Callable[[str], bool]) -> Iterator[tuple[str, str]]:
    """Name each such file that is there and holds something else; `expected` tells the files of the site."""
    summed = frozenset(map(urls.recent_day, recent_days(site)))
    for name, data in _remade(site):
        path = output / name
        found = path.read_bytes() if expected(name) and path.is_file() else data
        if found != data and not (name in summed and _without_sum(found) == _without_sum(data)):
            yield name, _difference(name, found, data)


def _remade(site: Site) -> _Files:
    if site.runs:
        yield urls.run_report(), runs.dump(site.runs[0])
    if site.config.site.pwa:
        yield from ((machine_urls.manifest(lang), manifest(site, lang)) for lang in site.langs)
    for unit in _units(site):
        yield from unit.make()


def _units(site: Site) -> Iterator[Unit]:
    yield llms_unit(site)
    yield from chain(feed_units(site), cite_units(site), markdown_twins.twin_units(site))
    yield from chain(sitemap.sitemap_units(site), author_units(site), recent_units(site))


def _without_sum(data: bytes) -> bytes:
    """Leave out by what a build knows that it made a day's rows: the settings and the program are part of it."""
    return data.rpartition(b',"sum":')[0]


def _difference(name: str, found: bytes, data: bytes) -> str:
    """Say where a file departs from what it should be: by its line, or its place in a file of one line."""
    if not found:
        return "an empty file"
    if data.startswith(found):
        return f"breaks off after {len(found):,} of {len(data):,} bytes"
    if found.startswith(data):
        return f"goes on for {len(found) - len(data):,} bytes after its end"
    plain, wanted = unpacked(name, found), unpacked(name, data)
    same = next((at for at, pair in enumerate(zip(plain, wanted, strict=False)) if pair[0] != pair[1]), len(wanted))
    line, lines = plain.count(b"\n", 0, same) + 1, wanted.count(b"\n")
    where = f"line {line:,} of {lines:,}" if lines > 1 else f"byte {same + 1:,} of {len(wanted):,}"
    return f"not what the archive makes of it, from {where}"
