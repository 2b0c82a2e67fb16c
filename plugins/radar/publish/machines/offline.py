"""Write the service worker that keeps the last days readable without a network, or, switched off, lets go of them.

`theme/worker/sw.js` holds what it does; the build tells it what there is. With `site.pwa
= false` stands `off.js` in its place: browsers ask for a worker's file again, and would
keep an old one for ever where they found none.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from hashlib import sha256
from typing import Any, Final

import orjson

from radar.publish import i18n, theme, urls
from radar.publish.incremental import Unit, digest
from radar.publish.machines import machine_urls
from radar.publish.machines.manifest import manifest
from radar.publish.site import RESERVED, ROOT
from radar.publish.view import Site

DAYS: Final = 7
"""Day pages that are kept, the newest."""

WORDS: Final = {
    "zh": {
        "offline": "离线：显示上次缓存的{day}。",
        "slow": "网络不畅：显示上次缓存的{day}。",
        "none": "离线：这一页没有缓存，请联网后再试。",
    },
    "en": {
        "offline": "Offline: this is the copy kept of {day}.",
        "slow": "The network is slow: this is the copy kept of {day}.",
        "none": "Offline: no copy of this page is kept. Please try again with a network.",
    },
}

_FOLDER: Final = ROOT / "theme" / "worker"
_TOLD: Final = "const SITE = {};"
_SHELL: Final = ("theme.css", "custom.css", "theme-chosen.js", "theme.js", "favicon.svg")
"""What every page loads."""


def offline_units(site: Site) -> Iterator[Unit]:
    """List the worker, and the manifests by which the site is installed."""
    files = {machine_urls.WORKER: worker(site)}
    if site.config.site.pwa:
        files |= {machine_urls.manifest(lang): manifest(site, lang) for lang in site.langs}
    for name, data in files.items():
        yield Unit(name=name, inputs={"bytes": digest(data).hex()}, make=partial(_as_it_is, name, data))


def offline_paths(site: Site) -> frozenset[str]:
    """Name these files."""
    manifests = map(machine_urls.manifest, site.langs) if site.config.site.pwa else ()
    return frozenset((machine_urls.WORKER, *manifests))


def _as_it_is(name: str, data: bytes) -> list[tuple[str, bytes]]:
    return [(name, data)]


def worker(site: Site) -> bytes:
    """Write sw.js for a site."""
    if not site.config.site.pwa:
        return (_FOLDER / "off.js").read_bytes()
    code = (_FOLDER / "sw.js").read_text(encoding="utf-8")
    return code.replace(_TOLD, f"const SITE = {orjson.dumps(told(site)).decode()};", 1).encode()


def told(site: Site) -> dict[str, Any]:
    """Say what the worker has to know of a site."""
    asset = theme.asset_link(site, lambda path: path)
    assets = [asset(name) for name in site.assets]
    return {
        "version": sha256("\n".join(assets).encode()).hexdigest()[:8],
        "own": _own(site),
        "shell": [asset(name) for name in _SHELL if name in site.assets],
        "kept": {lang: kept(site, lang) for lang in _langs(site)},
        "words": {lang: WORDS[lang] for lang in site.langs},
        "tags": {lang: i18n.TAGS[lang] for lang in site.langs},
    }


def kept(site: Site, lang: str) -> list[str]:
    """Name the pages that are kept in a language: home, then the newest days."""
    return [urls.home(lang), *(urls.day(lang, day) for day in site.register.dates[:DAYS])]


def _langs(site: Site) -> list[str]:
    """Give the site's languages, first the one whose pages stand at the root."""
    return sorted(site.langs, key=lambda lang: len(urls.PREFIX[lang]))


def _own(site: Site) -> list[str]:
    """Name the first part of every address of the site: on an origin it may share with others, the rest is theirs."""
    by_hand = (hand.slug for hand in site.pages)
    return sorted({"", *RESERVED, *by_hand, *(f"{day:%Y}" for day in site.register.dates)})
