"""String together the units of every room: all that a build of a site makes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from jinja2 import Environment

from radar.archive import runs
from radar.publish import urls
from radar.publish.assets import served
from radar.publish.data.data_files import data_units
from radar.publish.data.open_data import open_data_units
from radar.publish.incremental import Unit, digest
from radar.publish.machines.machine_files import machine_units
from radar.publish.machines.offline import offline_units
from radar.publish.og_images import image_units
from radar.publish.pages import HandText, page_units
from radar.publish.references.cite_files import cite_units
from radar.publish.search.search_files import search_units
from radar.publish.syndication.feeds import feed_units
from radar.publish.view import Site


def units(site: Site, env: Environment, hand: Mapping[tuple[str, str], HandText], output: Path) -> Iterator[Unit]:
    """List everything that a build of this site makes; `output` is where an earlier build may have left files."""
    yield from (_asset(name, path) for name, path in site.assets.items())
    if site.runs:
        data = runs.dump(site.runs[0])
        yield Unit(name="run", inputs={"run": digest(data).hex()}, make=lambda: [(urls.run_report(), data)])
    yield from page_units(site, env, hand)
    yield from image_units(site, output)
    yield from feed_units(site)
    yield from data_units(site, output)
    yield from open_data_units(site, output)
    yield from cite_units(site)
    yield from offline_units(site)
    yield from machine_units(site)
    yield from search_units(site, output)


def _asset(name: str, path: Path) -> Unit:
    data = served(path)
    return Unit(name=f"asset/{name}", inputs={"bytes": digest(data).hex()}, make=lambda: [(urls.asset(name), data)])
