"""Write what the site holds for machines and no reader looks at: data, twins, sitemap, manifest, worker."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from radar.publish.data import open_data
from radar.publish.machines import llms_txt, machine_urls, manifest, markdown_twins, offline, sitemap
from radar.publish.page import Page
from radar.publish.view import Site


def machine_files(site: Site, pages: Sequence[Page], before: Path | None = None) -> Iterator[tuple[str, bytes]]:
    """Give every file with its bytes; `pages` are all of the site, `before` is the output of an earlier build."""
    yield from open_data.open_data(site, before)
    for lang in site.langs:
        yield from markdown_twins.markdown_twins(site, lang)
        if site.config.site.pwa:
            yield machine_urls.manifest(lang), manifest.manifest(site, lang)
    yield from sitemap.sitemap_files(site, pages, sitemap.parts_for(len(pages)))
    yield machine_urls.ROBOTS, sitemap.robots(site)
    yield machine_urls.LLMS, llms_txt.llms_txt(site)
    yield machine_urls.WORKER, offline.worker(site)


def machine_paths(site: Site, pages: int) -> frozenset[str]:
    """Name these files, of a site of so many pages."""
    found = {machine_urls.ROBOTS, machine_urls.LLMS, machine_urls.WORKER}
    for lang in site.langs:
        found |= markdown_twins.twin_paths(site, lang)
        if site.config.site.pwa:
            found.add(machine_urls.manifest(lang))
    return frozenset(found | open_data.paths(site) | sitemap.sitemap_paths(site, sitemap.parts_for(pages)))
