"""List what the site holds for programs and no reader looks at: Markdown twins, site map, robots.txt, llms.txt."""

from __future__ import annotations

from collections.abc import Iterator

from radar.publish import inputs
from radar.publish.data import open_data
from radar.publish.incremental import Unit
from radar.publish.machines import llms_txt, machine_urls, markdown_twins, offline, sitemap
from radar.publish.view import Site


def machine_units(site: Site) -> Iterator[Unit]:
    """List them; open data and the service worker have lists of their own."""
    yield from markdown_twins.twin_units(site)
    yield from sitemap.sitemap_units(site)
    yield llms_txt.llms_unit(site)
    yield Unit(
        name=machine_urls.ROBOTS,
        inputs=inputs.settings(site),
        make=lambda: [(machine_urls.ROBOTS, sitemap.robots(site))],
    )


def machine_paths(site: Site) -> frozenset[str]:
    """Name every file for programs."""
    found = {machine_urls.ROBOTS, machine_urls.LLMS}
    return frozenset(
        found
        | markdown_twins.twin_paths(site)
        | offline.offline_paths(site)
        | open_data.paths(site)
        | sitemap.sitemap_paths(site)
    )
