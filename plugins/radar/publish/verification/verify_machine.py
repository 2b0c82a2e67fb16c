"""Hold what a built site has for machines against the archive: Markdown, sitemap, manifest, worker, and data.

Addresses must lead somewhere, the sitemap must name the pages that search engines may
keep, and no others. The data has a module of its own (`verify_data`).
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, Final

import orjson

from radar.publish import urls
from radar.publish.machines import machine_urls, offline, sitemap
from radar.publish.syndication.feed_items import AI_LABEL
from radar.publish.verification.verify_data import DataInspection, Judged, unpacked
from radar.publish.verification.verify_feed import parse_xml
from radar.publish.view import Site

_LINK: Final = re.compile(r"\]\(([^()\s]*)\)")
_NOINDEX: Final = b'<meta name="robots" content="noindex">'


class MachineInspection:
    """Judge files one by one, and what can only be judged when all have been seen."""

    def __init__(self, site: Site, expected: Iterable[str]) -> None:
        """Say which of the expected files is judged by what."""
        self._site = site
        self._seen: set[str] = set()
        self._indexed: set[str] = set()
        self._listed: set[str] = set()
        self._data = DataInspection(site)
        self._model_told = {
            machine_urls.markdown(urls.briefing(lang, one.name)): one.by == "model"
            for lang in site.langs
            for one in site.register.tellings(lang)
        }
        self._judges = self._of_files(expected)

    def knows(self, name: str) -> bool:
        """Tell whether a file is one that is judged here."""
        return name in self._judges or self._data.knows(name)

    def is_data(self, name: str) -> bool:
        """Tell whether a file's addresses are relative to the site's base."""
        return name.startswith("data/")

    def judge(self, name: str, data: bytes) -> Judged:
        """Read one file."""
        self._seen.add(name)
        try:
            return self._data.judge(name, data) if self._data.knows(name) else self._judges[name](name, data)
        except (ValueError, KeyError, TypeError, AttributeError):
            return ("not what it should be",), frozenset()

    def meet_page(self, name: str, data: bytes) -> None:
        """Remember whether search engines may keep a page."""
        if _NOINDEX not in data[: data.find(b"</head>")]:
            self._indexed.add(name)

    def problems(self) -> Iterator[tuple[str, str]]:
        """Name what is wrong with several files together, by the file that is to blame."""
        pages = {self._address(name) for name in self._indexed}
        if machine_urls.SITEMAP in self._seen and self._listed != pages:
            missing, foreign = len(pages - self._listed), len(self._listed - pages)
            yield machine_urls.SITEMAP, f"not the pages of the site: {missing} missing, {foreign} foreign"
        yield from self._data.problems()

    def _of_files(self, expected: Iterable[str]) -> Mapping[str, Callable[[str, bytes], Judged]]:
        site = self._site
        found: dict[str, Callable[[str, bytes], Judged]] = {
            machine_urls.LLMS: self._of_markdown,
            machine_urls.ROBOTS: self._of_robots,
            machine_urls.WORKER: self._of_worker,
            **{machine_urls.manifest(lang): self._of_manifest for lang in site.langs},
        }
        for name in expected:
            if name.endswith(".html.md"):
                found[name] = self._of_markdown
            elif re.fullmatch(r"sitemap(?:-[a-z0-9-]+)?\.xml(?:\.gz)?", name):
                found[name] = self._of_sitemap
        return found

    def _of_markdown(self, name: str, data: bytes) -> Judged:
        text = data.decode()
        wrong = [] if text.startswith("# ") else ["no heading first"]
        if re.search(r"<[a-z!/]", text, re.IGNORECASE):
            wrong.append("HTML in Markdown")
        if (is_model := self._model_told.get(name)) is not None and is_model != (_label_of(name) in text):
            wrong.append("a briefing's label is not that of its writer")
        return tuple(wrong), frozenset(html.unescape(link) for link in _LINK.findall(text))

    def _of_robots(self, _: str, data: bytes) -> Judged:
        return (() if data == sitemap.robots(self._site) else ("not as it should be",)), frozenset()

    def _of_worker(self, _: str, data: bytes) -> Judged:
        return (() if data == offline.worker(self._site) else ("not as in the theme",)), frozenset()

    def _of_manifest(self, _: str, data: bytes) -> Judged:
        found = orjson.loads(data)
        icons = (icon["src"] for icon in found["icons"])
        shortcuts = (shortcut["url"] for shortcut in found["shortcuts"])
        return (), frozenset((found["start_url"], found["scope"], *icons, *shortcuts))

    def _of_sitemap(self, name: str, data: bytes) -> Judged:
        root = parse_xml(unpacked(name, data))
        if root is None:
            return ("not well-formed XML",), frozenset()
        places = [place.text or "" for place in root.iterfind("{*}*/{*}loc")]
        if root.tag == f"{{{sitemap.NAMESPACE}}}urlset":
            self._listed |= set(places)
        others: list[Any] = [link.get("href", "") for link in root.iterfind("{*}url/{*}link")]
        twice = len(places) != len(set(places))
        return (("an address twice",) if twice else ()), frozenset((*places, *others))

    def _address(self, name: str) -> str:
        return urls.absolute(self._site.url, name.removesuffix("index.html"))


def _label_of(name: str) -> str:
    return AI_LABEL["en" if name.startswith(urls.PREFIX["en"]) else "zh"]
