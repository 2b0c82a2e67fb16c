"""Write the web app manifest, by which a browser may install the site (https://www.w3.org/TR/appmanifest/)."""

from __future__ import annotations

from functools import partial
from typing import Final

import orjson

from radar.publish import i18n, theme, urls
from radar.publish.machines import machine_urls
from radar.publish.machines.markdown_words import WORDS
from radar.publish.view import Site

PAPER: Final = "#FBFAF6"
"""The page's light background (SITE.md, `--paper`): a manifest knows one colour, pages name theirs by scheme."""

ICONS: Final = (
    ("icon-192.png", "192x192", "any"),
    ("icon-512.png", "512x512", "any"),
    ("icon-maskable-512.png", "512x512", "maskable"),
)
"""Files of the theme, with size and purpose."""


def manifest(site: Site, lang: str) -> bytes:
    """Write it for one language; all its addresses are relative to its own."""
    link = partial(urls.relative, machine_urls.manifest(lang))
    asset, title, say = theme.asset_link(site, link), site.config.site.title, WORDS[lang]
    shortcuts = (
        (say["today"], urls.home(lang)),
        (say["briefings"], urls.briefings(lang)),
        (say["topics"], urls.topics(lang)),
    )
    data = {
        "name": title,
        "short_name": title,
        "description": site.config.site.tagline or say["lead"],
        "lang": i18n.TAGS[lang],
        "dir": "ltr",
        "start_url": link(urls.home(lang)),
        "scope": link(""),
        "display": "minimal-ui",
        "background_color": PAPER,
        "theme_color": PAPER,
        "icons": [
            {"src": asset(name), "sizes": size, "type": "image/png", "purpose": purpose}
            for name, size, purpose in ICONS
        ],
        "shortcuts": [{"name": name, "url": link(path)} for name, path in shortcuts],
    }
    return orjson.dumps(data, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE)
