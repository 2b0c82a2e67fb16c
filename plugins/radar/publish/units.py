"""String together the units of every room: all that a build of a site makes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from pathlib import Path

from jinja2 import Environment

from radar.archive import runs
from radar.publish import inputs, urls
from radar.publish.assets import served
from radar.publish.data.data_files import data_files
from radar.publish.incremental import Unit, digest
from radar.publish.machines.machine_files import machine_files
from radar.publish.og_images import images
from radar.publish.pages import HandText, Renderer, pages
from radar.publish.references.cite_files import cite_files
from radar.publish.search.search_files import Search
from radar.publish.syndication.feeds import feeds_of
from radar.publish.view import Site


def units(site: Site, env: Environment, hand: Mapping[tuple[str, str], HandText], output: Path) -> Iterator[Unit]:
    """List everything that a build of this site makes; `output` is where an earlier build may have left files."""
    yield from (_asset(name, path) for name, path in site.assets.items())
    if site.runs:
        data = runs.dump(site.runs[0])
        yield Unit(name="run", inputs={"run": digest(data).hex()}, make=lambda: [(urls.run_report(), data)])
    renderer = Renderer(env, site)
    listed = list(pages(site, hand))
    yield _whole(site, "pages", lambda: ((urls.file(page.path), renderer.html(page)) for page in listed), hand)
    for lang in site.langs:
        yield _whole(site, f"feeds/{lang}", partial(feeds_of, site, lang))
        yield _whole(site, f"images/{lang}", partial(images, site, lang, output))
    yield _whole(site, "data", partial(data_files, site))
    yield _whole(site, "machines", partial(machine_files, site, listed, output))
    yield _whole(site, "cite", partial(cite_files, site))
    yield _whole(site, "search", lambda: Search(site, output).files())


def _asset(name: str, path: Path) -> Unit:
    data = served(path)
    return Unit(name=f"asset/{name}", inputs={"bytes": digest(data).hex()}, make=lambda: [(urls.asset(name), data)])


def _whole(site: Site, name: str, make: Callable[[], Iterable[tuple[str, bytes]]], *more: object) -> Unit:
    """Make a unit that depends on everything."""
    everything = {**inputs.look(site), **inputs.days(site, site.register.dates), "more": repr(more)}
    return Unit(name=name, inputs=everything, make=make)
