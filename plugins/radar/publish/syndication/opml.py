"""Write the list of a site's feeds that readers import: OPML 2.0 (https://opml.org/spec2.opml)."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby
from typing import Final

from lxml import etree

from radar.publish import urls
from radar.publish.i18n import TAGS
from radar.publish.syndication.feed_list import GROUPS, Listed
from radar.publish.syndication.feed_xml import add, xml_text
from radar.publish.view import Site

TYPE: Final = "text/x-opml"


def opml(site: Site, lang: str, feeds: Iterable[Listed], fmt: str) -> bytes:
    """Write the whole document: a folder for each group of feeds, one format of each.

    Folders name the site and are not nested, since some readers know one level only. The
    site's address must be known. `type` is `rss` for Atom and JSON feeds too, as the
    format wants it.
    """
    root = etree.Element("opml", version="2.0")
    add(add(root, "head"), "title", site.config.site.title)
    body = add(root, "body")
    for group, listed in groupby(feeds, key=lambda one: one.group):
        folder = _outline(body, f"{site.config.site.title} · {GROUPS[group][lang]}")
        for one in listed:
            _feed(folder, site, lang, one, fmt)
    return etree.tostring(root.getroottree(), xml_declaration=True, encoding="utf-8", pretty_print=True)


def _feed(folder: etree._Element, site: Site, lang: str, listed: Listed, fmt: str) -> None:
    _outline(
        folder,
        listed.title,
        type="rss",
        xmlUrl=urls.absolute(site.url, urls.feed(lang, listed.name, fmt)),
        htmlUrl=urls.absolute(site.url, listed.home),
        language=TAGS[lang],
    )


def _outline(parent: etree._Element, words: str, **facts: str) -> etree._Element:
    element = etree.SubElement(parent, "outline")
    for name, value in {"text": words, "title": words, **facts}.items():
        element.set(name, xml_text(value))
    return element
