"""Hold what a built site has for machines against the archive: data, Markdown, sitemap, manifest, worker.

Papers and their abstracts must be those of the archive, addresses must lead somewhere,
the sitemap must name the pages that search engines may keep, and no others.
"""

from __future__ import annotations

import html
import re
import zlib
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from hashlib import sha256
from typing import Any, Final

import orjson

from radar.publish import urls
from radar.publish.data import open_data_addresses, open_data_archive
from radar.publish.machines import machine_urls, offline, sitemap
from radar.publish.syndication.feed_items import AI_LABEL
from radar.publish.told import told
from radar.publish.verification.verify_feed import parse_xml
from radar.publish.view import Site

_LINK: Final = re.compile(r"\]\(([^()\s]*)\)")
_NOINDEX: Final = b'<meta name="robots" content="noindex">'
_LARGEST: Final = 1 << 30
"""Bytes that a month may unpack to."""

Judged = tuple[tuple[str, ...], frozenset[str]]
"""What is wrong with a file, and where it points: relative to the base where it is data, else to itself."""


def unpacked(name: str, data: bytes) -> bytes:
    """Unpack a month of the archive; other files, and what is no gzip, as they are."""
    if not name.endswith(".gz"):
        return data
    try:
        return zlib.decompressobj(wbits=31).decompress(data, _LARGEST)
    except zlib.error:
        return data


class MachineInspection:
    """Judge files one by one, and what can only be judged when all have been seen."""

    def __init__(self, site: Site, expected: Iterable[str]) -> None:
        """Say which of the expected files is judged by what."""
        self._site = site
        self._seen: set[str] = set()
        self._indexed: set[str] = set()
        self._listed: set[str] = set()
        self._resolved: dict[str, str] = {}
        self._digests: dict[str, str] = {}
        self._index: dict[str, Any] = {}
        self._of_day: defaultdict[str, set[str]] = defaultdict(set)
        for paper in site.papers.values():
            self._of_day[paper.day.isoformat()].add(paper.id)
        self._model_told = {
            machine_urls.markdown(urls.briefing(lang, one.name)): one.briefing.by == "model"
            for lang in site.langs
            for one in told(site, lang)
        }
        self._judges = self._of_files(expected)

    def knows(self, name: str) -> bool:
        """Tell whether a file is one that is judged here."""
        return name in self._judges

    def is_data(self, name: str) -> bool:
        """Tell whether a file's addresses are relative to the site's base."""
        return name.startswith("data/")

    def judge(self, name: str, data: bytes) -> Judged:
        """Read one file."""
        self._seen.add(name)
        try:
            return self._judges[name](name, data)
        except (ValueError, KeyError, TypeError, AttributeError):
            return ("not what it should be",), frozenset()

    def meet_page(self, name: str, data: bytes) -> None:
        """Remember whether search engines may keep a page."""
        if _NOINDEX not in data[: data.find(b"</head>")]:
            self._indexed.add(name)

    def problems(self) -> Iterator[tuple[str, str]]:
        """Name what is wrong with several files together, by the file that is to blame."""
        site, seen = self._site, self._seen
        pages = {self._address(name) for name in self._indexed}
        if machine_urls.SITEMAP in seen and self._listed != pages:
            missing, foreign = len(pages - self._listed), len(self._listed - pages)
            yield machine_urls.SITEMAP, f"not the pages of the site: {missing} missing, {foreign} foreign"
        known = {paper.id for paper in site.papers.values()} | {a for p in site.papers.values() for a in p.aliases}
        if open_data_addresses.paths(site) <= seen and self._resolved.keys() != known:
            yield machine_urls.INDEX, "ids of data/papers/ are not those of the archive"
        listed = {line["file"]: line["sha256"] for line in self._index.get("archive", ())}
        if machine_urls.INDEX in seen and listed != self._digests:
            yield machine_urls.INDEX, "the archive it lists is not the one that is there"

    def _of_files(self, expected: Iterable[str]) -> Mapping[str, Callable[[str, bytes], Judged]]:
        site = self._site
        found: dict[str, Callable[[str, bytes], Judged]] = {
            machine_urls.INDEX: self._of_index,
            machine_urls.LATEST: self._of_day_file,
            machine_urls.LLMS: self._of_markdown,
            machine_urls.ROBOTS: self._of_robots,
            machine_urls.WORKER: self._of_worker,
            **{machine_urls.day(day.day): self._of_day_file for day in site.days},
            **dict.fromkeys(open_data_archive.archive_paths(site), self._of_month),
            **dict.fromkeys(open_data_addresses.paths(site), self._of_addresses),
            **{machine_urls.manifest(lang): self._of_manifest for lang in site.langs},
        }
        for name in expected:
            if name.endswith(".html.md"):
                found[name] = self._of_markdown
            elif re.fullmatch(r"sitemap(?:-[0-9]+)?\.xml", name):
                found[name] = self._of_sitemap
        return found

    def _of_index(self, _: str, data: bytes) -> Judged:
        self._index = orjson.loads(data)
        files = [line["file"] for line in (*self._index["days"], *self._index["archive"])]
        named = [self._index[key] for key in ("latest", "status") if self._index[key]]
        return (), frozenset((*files, *named, *self._index["schemas"].values()))

    def _of_day_file(self, name: str, data: bytes) -> Judged:
        found = orjson.loads(data)
        day = found["day"]
        wrong = [*self._papers(found["papers"], self._of_day[day])]
        if name == machine_urls.LATEST and (not self._site.newest or day != self._site.newest.day.isoformat()):
            wrong.append("not the newest day")
        elif name not in (machine_urls.LATEST, f"data/{day}.json"):
            wrong.append("of another day")
        records = (*found["papers"], *found["events"], *found["briefings"])
        return tuple(wrong), frozenset(record["address"] for record in records)

    def _of_month(self, name: str, data: bytes) -> Judged:
        self._digests[name] = sha256(data).hexdigest()
        records = [orjson.loads(line) for line in unpacked(name, data).splitlines()]
        links = frozenset(record["address"] for record in records)
        if name.endswith(".briefings.jsonl.gz"):
            unlabelled = any(
                one["written_by"] == "model" and one["label"] != AI_LABEL[one["lang"]] for one in records
            )
            return (("text of a model without its label",) if unlabelled else ()), links
        month = name.removeprefix("data/archive/")[:7]
        ids = {i for day, of_day in self._of_day.items() if day.startswith(month) for i in of_day}
        return tuple(self._papers(records, ids)), links

    def _papers(self, records: Iterable[Mapping[str, Any]], ids: set[str]) -> Iterator[str]:
        """Want exactly these papers, each with as much of its abstract as may be shown."""
        found = [record["id"] for record in records]
        if sorted(found) != sorted(ids):
            yield "papers are not those of the archive"
        known = self._site.papers
        if any(known[r["id"]].abstract != r["abstract"] for r in records if r["id"] in known):
            yield "an abstract is not that of the archive"

    def _of_addresses(self, name: str, data: bytes) -> Judged:
        papers = orjson.loads(data)["papers"]
        digits = open_data_addresses.digits(self._site)
        self._resolved |= papers
        lost = any(machine_urls.addresses(open_data_addresses.prefix(each, digits)) != name for each in papers)
        return (("an id in the wrong file",) if lost else ()), frozenset(papers.values())

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

    def _of_sitemap(self, _: str, data: bytes) -> Judged:
        root = parse_xml(data)
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
