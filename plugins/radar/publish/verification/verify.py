"""Hold a built site against the archive it was built from: complete, well-formed, allowed, nothing else.

    output ──► every file once ──┬► the expected set, no link, no dotfile
                                 ├► pages      verify_page   ─┬► verify_ai
                                 ├► feeds      verify_feed   ─┼► verify_links
                                 └► the rest, by their kind  ─┘

The fourth lock of FAULTS ("What text becomes"): it trusts neither the templates nor the
writer, only the archive. A problem names the file and never quotes a secret.
"""

from __future__ import annotations

import html
import os
import re
import stat
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import chain
from pathlib import Path
from typing import Final
from urllib.parse import quote

import orjson

from radar.publish import expected, urls
from radar.publish.assets import served
from radar.publish.i18n import TAGS
from radar.publish.syndication.feed_selections import selections
from radar.publish.theme import asset_link
from radar.publish.verification import verify_picture, verify_remade
from radar.publish.verification.expected_pages import PREFIX, ExpectedPages
from radar.publish.verification.search_verify import SearchInspection
from radar.publish.verification.verify_ai import judge_ai
from radar.publish.verification.verify_data import unpacked
from radar.publish.verification.verify_feed import parse_xml, read_feed
from radar.publish.verification.verify_links import Links, Target
from radar.publish.verification.verify_machine import MachineInspection
from radar.publish.verification.verify_page import PageFacts, read_drawing, read_page
from radar.publish.verification.verify_shown import ShownExpected, judge_shown
from radar.publish.view import Site
from radar.publish.workers import seldom_collecting

_DOTFILES: Final = frozenset({".nojekyll"})
_SHORTEST_SECRET: Final = 6
_WASM: Final = b"'wasm-unsafe-eval'"
_HEAD: Final = 1000
"""Bytes in which a page's policy stands."""
_HEAVIEST: Final = 8_000_000
"""Bytes of a page, a tenth of which takes a telephone seconds to show; no number of papers makes one so long."""
_REMOTE_STYLE: Final = re.compile(rb"@import|url\(\s*['\"]?\s*(?:[a-z][a-z0-9+.-]*:|//)", re.IGNORECASE)


@dataclass(frozen=True, kw_only=True, slots=True, order=True)
class Problem:
    """Say what is wrong with one file."""

    path: str
    """Relative to the output folder."""
    what: str


def verify(output: Path, *, site: Site, secrets: Sequence[str] = ()) -> tuple[Problem, ...]:
    """Check everything below `output`; empty when it is fit to publish.

    `secrets` are values that may stand in no file, as they are or escaped; those under
    six characters are taken for words. Problems come in order of paths.
    """
    with seldom_collecting():
        return tuple(sorted(set(_Inspection(output, site, secrets).problems())))


class _Inspection:
    """Walk one output folder, keeping what can only be judged when all has been seen."""

    def __init__(self, output: Path, site: Site, secrets: Sequence[str]) -> None:
        self.output = output
        self.site = site
        self.links = Links(site)
        self.search = SearchInspection(output, site)
        self.searching = {urls.file(urls.search(lang)) for lang in site.langs}
        self.expected = expected.expected_paths(site) | self.search.names()
        self.machine = MachineInspection(site, self.expected)
        self.by_hand = {urls.file(urls.page(lang, hand.slug)) for hand in site.pages for lang in hand.files}
        self.by_hand |= {urls.file(urls.docs(lang, doc.slug)) for doc in site.docs for lang in site.langs}
        pages = ExpectedPages(site, self.links)
        self.cards, self.ai, self.shown = pages.cards, pages.ai, pages.shown
        self.versions = frozenset(map(asset_link(site, str), site.assets))
        self.feeds = _expected_authors(site)
        self.canaries = tuple(form for secret in secrets for form in _forms(secret))
        self.quotes_prefix = pages.quotes_prefix
        self.ids: dict[str, frozenset[str]] = {}
        self.targets: dict[Target, str] = {}
        """Every place linked to, with one file that does."""

    def problems(self) -> Iterator[Problem]:
        """Name everything that is wrong."""
        found: set[str] = set()
        for path, what in _walk(self.output):
            name = path.relative_to(self.output).as_posix()
            found.add(name)
            if what or (name not in self.expected and name not in _DOTFILES):
                yield Problem(path=name, what=what or "not a file of this site")
            else:
                yield from (Problem(path=name, what=each) for each in self._file(name, path.read_bytes()))
        yield from (Problem(path=name, what="missing") for name in self.expected - found)
        yield from self._dead_links(found)
        remade = verify_remade.problems(self.output, self.site, self.expected.__contains__)
        together = chain(self.search.problems(), self.machine.problems(), remade)
        yield from (Problem(path=name, what=what) for name, what in together)

    def _file(self, name: str, data: bytes) -> Iterator[str]:
        bare = unpacked(name, data)
        if any(canary in bare for canary in self.canaries):
            yield "holds a secret"
        if PREFIX.encode() in bare and not self.quotes_prefix:
            yield "shows arXiv's announcement line"
        if name.startswith(urls.asset("")):
            yield from self._asset(name, data)
        elif name.endswith(".html"):
            self.machine.meet_page(name, data)
            yield from self._page(name, data)
        elif self.machine.knows(name):
            problems, links = self.machine.judge(name, data)
            yield from (*problems, *self._judge(name, links, beside="" if self.machine.is_data(name) else name))
        elif name in self.feeds or name.endswith(".opml"):
            yield from self._feed(name, data)
        elif name.endswith(".png"):
            yield from filter(None, (verify_picture.problem(data),))
        elif name.endswith(".json"):
            yield from _json(data)

    def _page(self, name: str, data: bytes) -> Iterator[str]:
        facts = read_page(data)
        if _WASM in data[:_HEAD] and name not in self.searching:
            yield "may run WebAssembly, which only search does"
        yield from facts.problems
        if facts.lang != (tag := TAGS[_lang_of(name, self.site)]):
            yield f"not in the language {tag}"
        self.ids[name] = facts.ids
        yield from self._judge(name, facts.links)
        yield from _judge_cards(facts.cards, self.cards.get(name, facts.cards))
        if name in self.ai:
            yield from judge_ai(facts.ai, self.ai[name])
        if len(data) > _HEAVIEST:
            yield f"{len(data) / 1e6:.0f} MB, which is more than a page should weigh"
        yield from self._shown(name, facts)

    def _shown(self, name: str, facts: PageFacts) -> Iterator[str]:
        expected, at = self.shown.get(name, ShownExpected()), partial(self._file_of, name)
        slug = expected.paper
        if slug and slug not in facts.ids and not any(link.endswith(f"#{slug}") for link in facts.links):
            yield f"does not show the paper {slug}"
        twins, has_address = self._twins(name), bool(self.site.url)
        cards = self.cards.get(name, ())
        yield from judge_shown(facts.shown, cards, expected, twins=twins, at=at, has_address=has_address)

    def _twins(self, name: str) -> Mapping[str, str]:
        """Name a page's file in every language that it is in, by tag, its own first."""
        own = _lang_of(name, self.site)
        bare = name.removeprefix(urls.PREFIX[own])
        files = {lang: f"{urls.PREFIX[lang]}{bare}" for lang in (own, *self.site.langs)}
        return {TAGS[lang]: file for lang, file in files.items() if lang == own or file in self.expected}

    def _file_of(self, name: str, link: str) -> str:
        verdict = self.links.judge(name, link) if link else None
        return verdict.file if isinstance(verdict, Target) else ""

    def _feed(self, name: str, data: bytes) -> Iterator[str]:
        lang = _lang_of(name, self.site)
        facts = read_feed(name, data, lang=TAGS[lang], authors=self.feeds.get(name, {}))
        yield from facts.problems
        yield from self._judge(name, facts.links)

    def _asset(self, name: str, data: bytes) -> Iterator[str]:
        """Want the theme's files as the theme has them, and none that loads from elsewhere."""
        if data != served(self.site.assets[name.removeprefix(urls.asset(""))]):
            yield "not as in the theme"
        if name.endswith(".css") and _REMOTE_STYLE.search(data):
            yield "a style from elsewhere"
        if name.endswith(".svg"):
            root = parse_xml(data)
            yield from ("not well-formed XML",) if root is None else read_drawing(root)

    def _judge(self, name: str, links: frozenset[str], *, beside: str | None = None) -> Iterator[str]:
        """Judge a file's links; they are relative to it, or to another that they lie `beside`."""
        for link in links:
            verdict = self.links.judge(name if beside is None else beside, link, is_by_hand=name in self.by_hand)
            if isinstance(verdict, Target):
                asked = f"{verdict.file}?{link.partition('?')[2]}"
                if "?v=" in link and verdict.file.startswith("theme/") and asked not in self.versions:
                    yield f"asks for {asked}, in another version than the one that is there"
                self.targets.setdefault(verdict, name)
            elif verdict:
                yield verdict

    def _dead_links(self, found: set[str]) -> Iterator[Problem]:
        for target, name in self.targets.items():
            if target.file not in found:
                yield Problem(path=name, what=f"a link to {target.file}, which is not there")
            elif target.fragment and target.fragment not in self.ids.get(target.file, frozenset()):
                yield Problem(path=name, what=f"a link to {target.file}#{target.fragment}, which is not there")


def _judge_cards(found: Sequence[str], expected: Sequence[str]) -> Iterator[str]:
    missing, foreign = len(set(expected) - set(found)), len(set(found) - set(expected))
    if missing or foreign:
        yield f"cards are not those of the archive: {missing} missing, {foreign} foreign"
    elif len(found) != len(expected):
        yield f"cards are not those of the archive: {len(found)} where it has {len(expected)}, the same ones again"
    elif list(found) != list(expected):
        yield "cards are those of the archive in another order"


def _walk(output: Path) -> Iterator[tuple[Path, str]]:
    """Give every entry that is no folder, with what is wrong with its kind or name, if anything."""
    for folder, folders, names in os.walk(output):
        links = [name for name in folders if Path(folder, name).is_symlink()]
        for name in sorted((*names, *links)):
            path = Path(folder, name)
            yield path, _wrong_kind(path, output)


def _wrong_kind(path: Path, output: Path) -> str:
    mode = path.lstat().st_mode
    if stat.S_ISLNK(mode):
        return "a symbolic link"
    if not stat.S_ISREG(mode):
        return "neither file nor folder"
    parts = path.relative_to(output).parts
    is_hidden = any(part.startswith(".") for part in parts)
    return "a dotfile" if is_hidden and not (len(parts) == 1 and parts[0] in _DOTFILES) else ""


def _json(data: bytes) -> Iterator[str]:
    try:
        orjson.loads(data)
    except orjson.JSONDecodeError:
        yield "not JSON"


def _forms(secret: str) -> set[bytes]:
    """Give a secret as it may come out: bare, in HTML, in JSON, in an address."""
    if len(secret) < _SHORTEST_SECRET:
        return set()
    in_json = orjson.dumps(secret)[1:-1]
    return {secret.encode(), html.escape(secret).encode(), in_json, quote(secret, safe="").encode()}


def _lang_of(name: str, site: Site) -> str:
    """Tell a file's language by where it lies."""
    is_english = name.startswith(urls.PREFIX["en"])
    return "en" if is_english or "zh" not in site.langs else "zh"


def _expected_authors(site: Site) -> Mapping[str, Mapping[str, int]]:
    """Say how many authors each entry of each feed has, by the entry's id, in order."""
    return {
        urls.feed(lang, chosen.listed.name, fmt): {item.urn: len(item.authors) for item in chosen.items}
        for lang in site.langs
        for chosen in selections(site, lang)
        for fmt in urls.feed_formats(site)
    }
