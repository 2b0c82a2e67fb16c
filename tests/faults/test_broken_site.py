"""One whole site, broken in one way after the other: `radar verify` fails, and says which file, and what is wrong.

The site is built once by the program's own commands. Each test breaks something in one file or in several, runs the
real `radar verify`, and puts it back. Pages and feeds of the same bytes are parsed once; all else is as ever.
"""

from __future__ import annotations

import gzip
import re
import zlib
from collections.abc import Callable, Iterator
from contextlib import nullcontext
from functools import cache
from pathlib import Path
from typing import Any

import orjson
import pytest

from briefed_radar import KEY
from faults.matrix import Seen
from faults.whole_site import LAST, OLD, WholeRadar, built
from radar.publish.verification import verify, verify_feed

HOME, DAY, OLD_DAY = "en/index.html", "2026/03/04/index.html", "2025/11/17/index.html"
TOPIC, FIELD = "en/topics/routers/index.html", "fields/earth/index.html"
CROSS = "briefings/2026-03-04-chem-earth-cell-stop/index.html"
PAPER = "p/arxiv-2603.00401/index.html"
FEED, RSS, JSON_FEED = "feeds/topic-routers.atom.xml", "feeds/topic-routers.rss.xml", "en/feeds/all.json"
MONTH, SITEMAP = "data/archive/2025-11.jsonl.gz", "sitemap-2026-03.xml.gz"
CITE = "2026/03/04/cite"
CARD = re.compile(r'<li class="card".*?</article></li>\n', re.DOTALL)
ENTRY = re.compile(r" *<entry>.*?</entry>\n", re.DOTALL)
OTHER = "not what the archive makes of it, from "
SECRET = KEY
"""The environment has it under the name that radar.toml gives."""


class Breakable:
    """A site that is put back as it was."""

    def __init__(self, radar: WholeRadar, seen: Seen) -> None:
        self._radar, self._seen = radar, seen
        self._before: dict[Path, bytes | None] = {}

    def read(self, name: str) -> bytes:
        return (self._radar.output / name).read_bytes()

    def text(self, name: str) -> str:
        return self.read(name).decode()

    def names(self, pattern: str) -> list[str]:
        """Name the files that match, in order."""
        output = self._radar.output
        return sorted(path.relative_to(output).as_posix() for path in output.glob(pattern))

    def write(self, name: str, data: bytes | str) -> None:
        path = self._kept(name)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data.encode() if isinstance(data, str) else data)

    def remove(self, name: str) -> None:
        self._kept(name).unlink()

    def change(self, name: str, change: Callable[[str], str]) -> None:
        """Change the text of a file, which must become another one."""
        before = self.text(name)
        after = change(before)
        assert after != before
        self.write(name, after)

    def swap(self, name: str, old: str, new: str, count: int = 1) -> None:
        self.change(name, lambda text: text.replace(old, new, count))

    def swap_packed(self, name: str, old: str, new: str) -> None:
        before = gzip.decompress(self.read(name)).decode()
        assert old in before
        self.write(name, gzip.compress(before.replace(old, new, 1).encode(), mtime=0))

    def change_json(self, name: str, change: Callable[[Any], object]) -> None:
        value = orjson.loads(self.read(name))
        change(value)
        self.write(name, orjson.dumps(value))

    def told(self, *expected: tuple[str, str]) -> None:
        """Run `radar verify`: it fails, and for each file a line says these words of it."""
        done = self._radar.run("verify", LAST)
        lines = [line.removeprefix("error: ") for line in done.stderr.splitlines()]
        assert SECRET not in done.stderr
        for name, words in expected:
            found = [line for line in lines if line.startswith(f"{name}: ") and words in line]
            assert found, (name, words, lines)
            self._seen(found[0])
        assert done.returncode == 1

    def restore(self) -> None:
        for path, data in self._before.items():
            path.unlink(missing_ok=True) if data is None else path.write_bytes(data)
        self._before.clear()

    def _kept(self, name: str) -> Path:
        path = self._radar.output / name
        self._before.setdefault(path, path.read_bytes() if path.exists() else None)
        return path


@pytest.fixture(scope="module")
def radar(tmp_path_factory: pytest.TempPathFactory) -> Iterator[WholeRadar]:
    with built(tmp_path_factory.mktemp("whole")) as made, pytest.MonkeyPatch.context() as patch:
        patch.setattr(verify, "read_page", cache(verify.read_page))
        patch.setattr(verify_feed, "read_fragment", cache(verify_feed.read_fragment))
        patch.setattr(verify, "seldom_collecting", nullcontext)  # first looks through all that the tests have loaded
        patch.setattr(verify_feed, "_as_reader", cache(verify_feed._as_reader))  # noqa: SLF001 - half of all time
        yield made


@pytest.fixture
def site(radar: WholeRadar, seen: Seen) -> Iterator[Breakable]:
    breakable = Breakable(radar, seen)
    yield breakable
    breakable.restore()


def test_the_site_is_whole_and_holds_a_piece_of_everything(radar: WholeRadar) -> None:
    done = radar.run("verify", LAST)
    assert (done.returncode, done.stderr) == (0, "")
    assert 'class="cards old"' in (radar.output / OLD_DAY).read_text("utf-8")
    for name in (HOME, DAY, TOPIC, FIELD, CROSS, PAPER, FEED, RSS, JSON_FEED, MONTH, SITEMAP, "docs/index.html"):
        assert (radar.output / name).is_file(), name
    assert "<math" in (radar.output / DAY).read_text("utf-8")
    assert OLD in (radar.output / "archive/index.html").read_text("utf-8")


# -- files ------------------------------------------------------------------------------


MISSING = (
    DAY,
    "en/docs/index.html",
    "404.html",
    RSS,
    "theme/icon-192.png",
    "briefings/2026-03-03-routers/index.html.md",
    "en/og/2026-03-04.png",
    "data/authors/sealed/00.json",
    "schema/paper.v1.json",
)


@pytest.mark.fault("V1")
def test_v01_a_file_is_missing(site: Breakable) -> None:
    """A page, the documentation's, the one for lost readers, an old address of a feed, and what else a site is of."""
    for name in MISSING:
        site.remove(name)
    site.told(*((name, "missing") for name in MISSING))


@pytest.mark.fault("V2", quick=False)
def test_v02_a_file_too_many(site: Breakable) -> None:
    """A page of no day, a style that nothing uses, what a killed build left."""
    of_no_day, unused, left = "2026/03/06/index.html", "theme/old-theme.css", "en/2026/03/04/.index.html.4711.tmp"
    for name in (of_no_day, unused, left):
        site.write(name, site.read(DAY))
    site.told((of_no_day, "not a file of this site"), (unused, "not a file of this site"), (left, "a dotfile"))


EMPTY = {
    DAY: "an empty page",
    FEED: "not well-formed",
    f"{CITE}.bib": "an empty file",
    "data/status.json": "an empty file",
    "data/recent.json": "an empty file",
    "en/og/2026-03-04.png": "not a PNG",
}
TORN = {
    DAY: "not a whole page",
    RSS: "not well-formed",
    f"{CITE}.ris": "breaks off",
    MONTH: "not what it should be",
    "en/og/2026-03-04.png": "breaks off",
    SITEMAP: "breaks off",
    "llms.txt": "breaks off",
}


@pytest.mark.fault("V3", quick=False)
def test_v03_a_file_is_empty(site: Breakable) -> None:
    for name in EMPTY:
        site.write(name, b"")
    site.told(*EMPTY.items())


@pytest.mark.fault("V4", quick=False)
def test_v04_a_file_breaks_off_in_the_middle(site: Breakable) -> None:
    for name in TORN:
        data = site.read(name)
        site.write(name, data[: len(data) * 2 // 3])
    site.told(*TORN.items())


@pytest.mark.fault("V5", quick=False)
def test_v05_a_file_of_the_theme_was_changed(site: Breakable) -> None:
    site.swap("theme/theme.js", "const ", "let ")
    site.told(("theme/theme.js", "not as in the theme"))


@pytest.mark.fault("V6", quick=False)
def test_v06_a_page_asks_for_another_version_of_a_file(site: Breakable) -> None:
    asked = {DAY: "theme/theme.css?v=", HOME: 'data-cite="../theme/radar-cite.js?v='}
    for name, link in asked.items():
        site.change(name, lambda text, link=link: re.sub(re.escape(link) + "[0-9a-f]{8}", f"{link}0badcafe", text))
    site.told(*((name, "in another version than the one that is there") for name in asked))


@pytest.mark.fault("V7", quick=False)
def test_v07_a_page_is_far_too_heavy(site: Breakable) -> None:
    site.swap(DAY, "</main>", f"<p>{'heavy ' * 2_000_000}</p></main>")
    site.told((DAY, "MB, which is more than a page should weigh"))


# -- what a page shows ------------------------------------------------------------------


@pytest.mark.fault("V8")
def test_v08_a_card_is_lost(site: Breakable) -> None:
    for name in (DAY, TOPIC, HOME):
        site.change(name, lambda text: CARD.sub("", text, count=1))
    site.change(OLD_DAY, lambda text: re.sub(r'<li id="arxiv-2511.*?</li>\n', "", text, count=1, flags=re.DOTALL))
    site.told(*((name, "1 missing, 0 foreign") for name in (DAY, TOPIC, HOME, OLD_DAY)))


@pytest.mark.fault("V9", quick=False)
def test_v09_a_card_stands_twice(site: Breakable) -> None:
    site.change(DAY, lambda text: CARD.sub(lambda found: found[0] * 2, text, count=1))
    site.told((DAY, "13 where it has 12, the same ones again"))


@pytest.mark.fault("V10", quick=False)
def test_v10_a_card_of_another_day_took_the_place_of_one(site: Breakable) -> None:
    other = CARD.findall(site.text("2026/03/03/index.html"))[0]
    site.change(DAY, lambda text: CARD.sub(lambda _: other, text, count=1))
    site.told((DAY, "1 missing, 1 foreign"))


@pytest.mark.fault("V11", quick=False)
def test_v11_cards_changed_places(site: Breakable) -> None:
    first, second, *_ = CARD.findall(site.text(DAY))
    site.swap(DAY, f"{first}\n{second}", f"{second}\n{first}")
    site.told((DAY, "cards are those of the archive in another order"))


@pytest.mark.fault("V12", quick=False)
def test_v12_a_card_has_the_number_of_another(site: Breakable) -> None:
    for name in (DAY, TOPIC, HOME):
        site.swap(name, ">02.</span>", ">03.</span>")
    site.told(*((name, "its cards are not numbered one after the other") for name in (DAY, TOPIC, HOME)))


COUNTS = (
    (HOME, "12 papers today", "21 papers today", "counts 21 where the archive has 12"),
    (DAY, '新论文 <span class="count">12', '新论文 <span class="count">11', "counts 11 where the archive has 12"),
    (OLD_DAY, '"summary">新论文10篇', '"summary">新论文13篇', "counts 13 where the archive has 10"),
    (TOPIC, '"summary">8 papers', '"summary">9 papers', "counts 9 where the archive has 8"),
    (f"en/{FIELD}", '"summary">9 papers', '"summary">8 papers', "counts 8 where the archive has 9"),
    ("2026/03/index.html", '"summary">新论文32篇', '"summary">新论文31篇', "counts 31 where the archive has 32"),
    ("en/archive/index.html", '"summary">42 papers', '"summary">43 papers', "counts 43 where the archive has 42"),
)


@pytest.mark.fault("V13", quick=False)
def test_v13_a_page_counts_wrong(site: Breakable) -> None:
    for name, old, new, _ in COUNTS:
        site.swap(name, old, new)
    site.told(*((name, words) for name, _, _, words in COUNTS))


@pytest.mark.fault("V14", quick=False)
def test_v14_the_title_of_a_paper_was_altered(site: Breakable) -> None:
    for name in (DAY, OLD_DAY, PAPER):
        site.change(name, lambda text: text.replace("An Invented Router Survey, Part 1 of", "A Miracle of"))
    wrong = {DAY: "the title of arxiv-2603.00401", OLD_DAY: "the title of arxiv-2511.01701", PAPER: "its heading"}
    site.told(*wrong.items())


@pytest.mark.fault("V15", quick=False)
def test_v15_a_paper_is_lost_from_the_list_of_its_field(site: Breakable) -> None:
    row = re.compile(r'<li class="telling paper-row">.*?</li>\n', re.DOTALL)
    site.change(FIELD, lambda text: row.sub("", text, count=1))
    site.told((FIELD, "counts 3"))


@pytest.mark.fault("V16", quick=False)
def test_v16_the_page_of_a_paper_shows_another_paper(site: Breakable) -> None:
    site.write(PAPER, site.read("p/arxiv-2603.00402/index.html"))
    site.told((PAPER, "does not show the paper"))


@pytest.mark.fault("V17", quick=False)
def test_v17_a_formula_was_emptied(site: Breakable) -> None:
    site.change(DAY, lambda text: re.sub(r"(<math[^>]*>).*?(</math>)", r"\1\2", text, count=1))
    site.told((DAY, "a formula with nothing in it"))


# -- what a page is ---------------------------------------------------------------------


@pytest.mark.fault("V18", quick=False)
def test_v18_a_page_has_no_title(site: Breakable) -> None:
    site.change("about/index.html", lambda text: re.sub("<title>.*?</title>", "<title> </title>", text))
    site.told(("about/index.html", "no title"))


@pytest.mark.fault("V19", quick=False)
def test_v19_a_page_says_another_language(site: Breakable) -> None:
    site.swap(CROSS, '<html lang="zh-CN"', '<html lang="en"')
    site.told((CROSS, "not in the language zh-CN"))


@pytest.mark.fault("V20", quick=False)
def test_v20_the_page_of_the_other_language_took_its_place(site: Breakable) -> None:
    site.write("archive/index.html", site.read("en/archive/index.html"))
    site.told(("archive/index.html", "not in the language zh-CN"))


@pytest.mark.fault("V21", quick=False)
def test_v21_a_page_gives_a_wrong_address_or_none_as_its_own(site: Breakable) -> None:
    line = re.compile(r'<link rel="canonical"[^>]*>')
    site.change(DAY, lambda text: line.sub(lambda found: found[0].replace("/04/", "/03/"), text))
    site.change(TOPIC, lambda text: line.sub("", text))
    site.told(*((name, "does not give its own address as its own (canonical)") for name in (DAY, TOPIC)))


@pytest.mark.fault("V22", quick=False)
def test_v22_a_page_does_not_lead_to_itself_in_the_other_language(site: Breakable) -> None:
    line = re.compile(r'<link rel="alternate" hreflang="[ze][^>]*>')
    site.change(DAY, lambda text: line.sub(lambda found: found[0].replace("/04/", "/03/"), text))
    site.change(TOPIC, lambda text: line.sub("", text))
    site.told(*((name, "does not lead to itself in the other languages (hreflang)") for name in (DAY, TOPIC)))


@pytest.mark.fault("V23", quick=False)
def test_v23_a_link_leads_nowhere(site: Breakable) -> None:
    links = ("nowhere/", "#nobody", "../03/#somebody")
    site.swap(DAY, "</main>", "".join(f'<a href="{link}">x</a>' for link in links) + "</main>")
    there = ("2026/03/04/nowhere/index.html", f"{DAY}#nobody", "2026/03/03/index.html#somebody")
    site.told(*((DAY, f"a link to {place}, which is not there") for place in there))


@pytest.mark.fault("V24")
def test_v24_a_script_in_the_page(site: Breakable) -> None:
    site.swap(CROSS, "</main>", "<script>steal()</script></main>")
    site.told((CROSS, "a script in the page"))


HOLE = "a Content-Security-Policy with a hole"
POLICIES = (
    (
        "starred/index.html",
        '<meta http-equiv="Content-Security-Policy"',
        '<meta name="x"',
        "no Content-Security-Policy",
    ),
    ("about/index.html", "script-src 'self'", "script-src 'self' data:", HOLE),
    (CROSS, "base-uri 'none'; ", "", HOLE),
    (PAPER, "; form-action 'self'", "", HOLE),
    (OLD_DAY, "style-src 'self'", "style-src 'self' 'unsafe-inline'", HOLE),
    ("en/search/index.html", "script-src 'self'", "script-src 'self' https://cdn.example", HOLE),
    (DAY, "script-src 'self'", "script-src 'self' 'wasm-unsafe-eval'", "may run WebAssembly"),
)


@pytest.mark.fault("V25", quick=False)
def test_v25_the_policy_is_missing_or_weaker(site: Breakable) -> None:
    for name, old, new, _ in POLICIES:
        site.swap(name, old, new)
    site.told(*((name, words) for name, _, _, words in POLICIES))


STRANGERS = (
    (OLD_DAY, '<img src="https://pixel.example/1.gif" width="1" height="1">', "a link to pixel.example"),
    (DAY, '<a href="https://pixel.example/">x</a>', "a link to pixel.example"),
    (CROSS, '<a href="./" ping="https://pixel.example/">x</a>', "a link to pixel.example"),
    (TOPIC, '<script src="https://pixel.example/x.js"></script>', "a link to pixel.example"),
    (PAPER, '<p style="background:url(https://pixel.example/)">x</p>', "a style in the page"),
    (HOME, "<style>p{background:url(//pixel.example/)}</style>", "a style in the page"),
)


@pytest.mark.fault("V26", quick=False)
def test_v26_a_page_asks_a_stranger(site: Breakable) -> None:
    for name, markup, _ in STRANGERS:
        site.swap(name, "</main>", f"{markup}</main>")
    site.told(*((name, words) for name, _, words in STRANGERS))


@pytest.mark.fault("V27", quick=False)
def test_v27_a_style_asks_a_stranger(site: Breakable) -> None:
    site.write("theme/feed.css", site.read("theme/feed.css") + b"p{background:url(https://pixel.example/)}")
    site.told(("theme/feed.css", "a style from elsewhere"))


@pytest.mark.fault("V28", quick=False)
def test_v28_arxivs_announcement_line_stands_in_an_abstract(site: Breakable) -> None:
    site.swap(DAY, "The router has", "arXiv:2603.00401v1 Announce Type: new The router has")
    site.told((DAY, "shows arXiv's announcement line"))


HOLDERS = (CROSS, "data/status.json", MONTH, "theme/theme.js", "sw.js", f"{CITE}.bib")


@pytest.mark.fault("V29")
def test_v29_a_secret_stands_in_a_file(site: Breakable) -> None:
    for name in HOLDERS:
        site.write(name, site.read(name) + (gzip.compress(SECRET.encode()) if name == MONTH else SECRET.encode()))
    site.told(*((name, "holds a secret") for name in HOLDERS))


DESCRIBED = (
    ("2026/03/03/index.html", '"@context"', '"@context', "data for search engines that is not JSON"),
    (DAY, '"numberOfItems":12', '"numberOfItems":99', "counts 99 where the archive has 12 (data for search engines)"),
    (CROSS, '"headline":"', '"headline":"Other ', "data for search engines that tells of another text"),
    (PAPER, "hub/p/arxiv-2603.00401", "hub/p/arxiv-2603.00402", "data for search engines of another page: p/"),
)


@pytest.mark.fault("V30", quick=False)
def test_v30_data_for_search_engines_is_broken_or_tells_of_something_else(site: Breakable) -> None:
    for name, old, new, _ in DESCRIBED:
        head, begin, data = site.text(name).partition('<script type="application/ld+json">')
        assert old in data
        site.write(name, head + begin + data.replace(old, new, 1))
    site.told(*((name, words) for name, _, _, words in DESCRIBED))


# -- what a model wrote -----------------------------------------------------------------


@pytest.mark.fault("V31")
def test_v31_a_models_text_lost_its_label(site: Breakable) -> None:
    site.change(CROSS, lambda text: re.sub(r'<span class="label">.*?</span>', "", text, count=1))
    site.told((CROSS, "text of a model without its label: 1"))


@pytest.mark.fault("V32", quick=False)
def test_v32_a_sentence_lost_its_papers(site: Breakable) -> None:
    cites = re.compile(r'(?:<sup class="cite">.*?</sup><q.*?</q>)+</li>')
    site.change(DAY, lambda text: cites.sub("</li>", text, count=1))
    site.told((DAY, "a sentence of a briefing without its paper"))


@pytest.mark.fault("V33", quick=False)
def test_v33_a_sentence_cites_a_paper_that_the_archive_does_not_have(site: Breakable) -> None:
    site.swap(CROSS, "../../p/arxiv-2603.00431/", "../../p/arxiv-2603.99999/")
    site.told((CROSS, "p/arxiv-2603.99999/index.html, which is not there"))


@pytest.mark.fault("V34")
def test_v34_a_quoted_passage_was_altered(site: Breakable) -> None:
    site.swap(CROSS, "cells stops at a percolation threshold of frozen lattices</q>", "cells never stops</q>")
    site.told((CROSS, "quotations that stand in none of their papers: 1"))


@pytest.mark.fault("V35", quick=False)
def test_v35_a_sentence_names_a_source_that_is_not_on_the_page(site: Breakable) -> None:
    site.swap(DAY, '<li id="cite-routers-1">', '<li id="cite-lost">')
    site.told((DAY, "names #cite-routers-1 of this page, which is not there"))


# -- feeds ------------------------------------------------------------------------------


@pytest.mark.fault("V36")
def test_v36_a_feed_is_not_well_formed(site: Breakable) -> None:
    site.swap(FEED, "</author>", "</autor>")
    site.told((FEED, "not well-formed XML"))


@pytest.mark.fault("V37", quick=False)
@pytest.mark.parametrize("times", [0, 2])
def test_v37_an_item_of_a_feed_is_lost_or_stands_twice(site: Breakable, times: int) -> None:
    site.change(FEED, lambda text: ENTRY.sub(lambda found: found[0] * times, text, count=1))
    site.told((FEED, f"{7 + times} entries, {7 + times} of the 8 it should have"))


@pytest.mark.fault("V38", quick=False)
def test_v38_an_item_has_the_id_of_none(site: Breakable) -> None:
    site.change(
        FEED, lambda text: re.sub("(<entry>.*?urn:uuid:)........", r"\g<1>00000000", text, count=1, flags=re.DOTALL)
    )
    site.told((FEED, "8 entries, 7 of the 8 it should have"))


@pytest.mark.fault("V39", quick=False)
def test_v39_an_item_has_a_stale_date_another_title_or_anothers_address(site: Breakable) -> None:
    site.swap(FEED, "<updated>2026-03-04", "<updated>2026-03-03")
    site.swap(RSS, "<pubDate>Wed, 04 Mar", "<pubDate>Tue, 03 Mar")
    site.swap(JSON_FEED, '"date_modified":"2026-03-04', '"date_modified":"2026-03-03')
    site.swap(f"en/{FEED}", "Part 1 of 2026-03-04", "Part 0 of 2026-03-04")
    site.swap(f"en/{RSS}", "#arxiv-2603.00401", "#arxiv-2603.00405")
    site.told(*((name, OTHER) for name in (FEED, RSS, JSON_FEED, f"en/{FEED}", f"en/{RSS}")))


@pytest.mark.fault("V40", quick=False)
def test_v40_a_json_feed_is_none(site: Breakable) -> None:
    site.change_json(JSON_FEED, lambda feed: feed.update(version="2"))
    site.change_json("feeds/all.json", lambda feed: feed["items"].pop())
    site.change_json("feeds/briefings.json", lambda feed: feed["items"][0].pop("content_html"))
    site.told(
        (JSON_FEED, "not a JSON Feed of version 1.1"),
        ("feeds/all.json", "41 entries, 41 of the 42 it should have"),
        ("feeds/briefings.json", "not a JSON Feed"),
    )


@pytest.mark.fault("V41", quick=False)
def test_v41_the_list_of_feeds_lost_one(site: Breakable) -> None:
    name = "feeds/subscriptions.opml"
    site.change(name, lambda text: re.sub(r" *<outline [^>]*topic-routers.*?/>\n", "", text))
    site.told((name, OTHER))


# -- what programs read -----------------------------------------------------------------


@pytest.mark.fault("V42", quick=False)
@pytest.mark.parametrize(
    ("old", "new", "name", "words"),
    [
        ("<url><loc>https://radar.example/hub/2026/03/04/</loc>", "<url>", "sitemap.xml", "1 missing, 0 foreign"),
        ("hub/2026/03/04/</loc>", "hub/starred/</loc>", "sitemap.xml", "1 missing, 1 foreign"),
        ("<lastmod>2026-03-04", "<lastmod>2026-03-03", SITEMAP, OTHER),
    ],
)
def test_v42_the_site_map_lacks_a_page_has_one_too_many_or_an_old_date(
    site: Breakable, old: str, new: str, name: str, words: str
) -> None:
    site.swap_packed(SITEMAP, old, new)
    site.told((name, words))


@pytest.mark.fault("V43", quick=False)
def test_v43_robots_txt_shuts_everybody_out(site: Breakable) -> None:
    site.swap("robots.txt", "Allow: /", "Disallow: /")
    site.told(("robots.txt", "not as it should be"))


CITED = {
    f"{CITE}.bib": r"@misc\{.*?\n\}\n\n",
    f"{CITE}.ris": r"TY  - .*?ER  - \n\n",
    f"{CITE}.csl.json": r'"title": ?"An',
    "topics/routers/cite.bib": r"doi = \{10\.48550/",
    "p/arxiv-2603.00401/cite.ris": r"AU  - Sample Author 1\n",
}


@pytest.mark.fault("V44", quick=False)
def test_v44_a_citation_is_lost_or_damaged(site: Breakable) -> None:
    for name, pattern in CITED.items():
        site.change(name, lambda text, lost=pattern: re.sub(lost, "", text, count=1, flags=re.DOTALL))
    site.told(*((name, OTHER) for name in CITED))


@pytest.mark.fault("V45", quick=False)
def test_v45_the_markdown_of_a_page_says_something_else(site: Breakable) -> None:
    twins = ("index.html.md", "2026/03/04/index.html.md", f"{CROSS}.md")
    for name in twins:
        site.swap(name, "percolation threshold", "magic threshold")
    site.told(*((name, OTHER) for name in twins))


@pytest.mark.fault("V46", quick=False)
def test_v46_a_picture_is_of_another_size(site: Breakable) -> None:
    name = "og/2026-03-04.png"
    head = b"IHDR" + (600).to_bytes(4, "big") * 2 + site.read(name)[24:29]
    site.write(name, site.read(name)[:12] + head + zlib.crc32(head).to_bytes(4, "big") + site.read(name)[33:])
    site.told((name, "not a PNG of 1200 x 630"))


@pytest.mark.fault("V46", quick=False)
def test_v46_a_picture_is_damaged(site: Breakable) -> None:
    name = "og/2026-03-04.png"
    data = bytearray(site.read(name))
    data[len(data) // 2] ^= 1
    site.write(name, bytes(data))
    site.told((name, "a damaged PNG"))


@pytest.mark.fault("V47", quick=False)
@pytest.mark.parametrize("pattern", ["data/search/*/en/index/*.pf_index", "data/search/*/zh/*.pf_meta"])
def test_v47_a_part_of_the_search_is_damaged_or_missing(site: Breakable, pattern: str) -> None:
    part = site.names(pattern)[0]
    made = "data/search/0-0/made.json"
    if part.endswith("index"):
        site.write(part, b"\0" + site.read(part)[1:])
    else:
        site.remove(part)
    site.told((made, "is not as it was made"))


@pytest.mark.fault("V47", quick=False)
def test_v47_what_search_shows_of_a_paper_is_another(site: Breakable) -> None:
    site.swap("data/search/0-0/cards/0.json", "Invented", "Amazing")
    site.told(("data/search/0-0/cards/0.json", "not of this archive"))


@pytest.mark.fault("V48", quick=False)
def test_v48_a_paper_of_the_open_data_says_something_else(site: Breakable) -> None:
    altered = {"title": "a title", "abstract": "an abstract", "authors": "a list of authors"}
    names = ("data/2026-03-02.json", "data/2026-03-03.json", "data/2026-03-04.json")
    for name, key in zip(names, altered, strict=True):
        told = ["Nobody"] if key == "authors" else "x"
        site.change_json(name, lambda day, key=key, told=told: day["papers"][0].update({key: told}))
    wrong = zip(names, altered.values(), strict=True)
    site.told(*((name, f"{what} is not that of the archive") for name, what in wrong))


@pytest.mark.fault("V49", quick=False)
def test_v49_a_month_lacks_a_paper(site: Breakable) -> None:
    lines = gzip.decompress(site.read(MONTH)).splitlines(keepends=True)
    site.write(MONTH, gzip.compress(b"".join(lines[1:]), mtime=0))
    site.told((MONTH, "papers are not those of the archive"))


@pytest.mark.fault("V50", quick=False)
def test_v50_the_last_runs_report_counts_otherwise(site: Breakable) -> None:
    site.change_json("data/status.json", lambda report: report["sources"][0].update(new=99))
    site.told(("data/status.json", OTHER))


@pytest.mark.fault("V51", quick=False)
def test_v51_the_list_of_authors_lost_one(site: Breakable) -> None:
    name = "data/authors/2026-03/00.json"
    site.change_json(name, lambda authors: authors.pop("sample author 3"))
    site.told((name, OTHER))


@pytest.mark.fault("V52", quick=False)
def test_v52_an_id_leads_to_another_day(site: Breakable) -> None:
    name = next(n for n in site.names("data/papers/sealed/*.json") if b"2511" in site.read(n))
    site.change_json(name, lambda found: found["papers"].update(dict.fromkeys(found["papers"], "2025-11-18")))
    site.told(("data/index.json", "ids of data/papers/ are not those of the archive"))


@pytest.mark.fault("V53", quick=False)
def test_v53_what_filters_read_of_a_day_has_another_title(site: Breakable) -> None:
    site.swap("data/recent/2026-03-04.json", "Invented", "Amazing")
    site.told(("data/recent/2026-03-04.json", OTHER))


@pytest.mark.fault("V54", quick=False)
def test_v54_the_worker_keeps_a_page_that_is_not_there(site: Breakable) -> None:
    site.swap("sw.js", '"2026/03/04/"', '"2026/03/05/"')
    site.told(("sw.js", "not as in the theme"))


@pytest.mark.fault("V55", quick=False)
@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("theme/icon-192.png", "theme/icon-193.png", "theme/icon-193.png, which is not there"),
        ('"lang": "zh-CN"', '"lang": "en"', OTHER),
    ],
)
def test_v55_the_manifest_names_an_icon_that_is_not_there_or_another_language(
    site: Breakable, old: str, new: str, words: str
) -> None:
    site.swap("manifest.webmanifest", old, new)
    site.told(("manifest.webmanifest", words))


def test_what_was_broken_is_whole_again(radar: WholeRadar) -> None:
    done = radar.run("verify", LAST)
    assert (done.returncode, done.stderr) == (0, "")
