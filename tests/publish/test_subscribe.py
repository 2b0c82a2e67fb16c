"""The page of all feeds, and what the heads of pages offer."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import briefed
import feed_readers
import pytest
from lxml import html

import built_site
from radar.publish import plan
from radar.publish.site import load_site
from radar.publish.verification.verify import verify

PREFIXES = {"zh": "", "en": "en/"}
URL = "https://radar.example/hub"
TYPES = ["application/atom+xml", "application/rss+xml", "application/feed+json"]


@pytest.fixture(scope="module")
def build(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Path]:
    made: dict[str, Path] = {}

    def output(url: str) -> Path:
        if url not in made:
            folder = tmp_path_factory.mktemp("subscribe")
            briefed.write(folder / "content")
            built_site.make(folder, briefed.settings(site={"title": "Sample Radar", "url": url}))
            made[url] = folder / "output"
        return made[url]

    return output


def offered(here: html.HtmlElement, name: str) -> list[tuple[str, str]]:
    """Give what a page's head offers: media type, and the feed's file without folder or ending."""
    links = here.xpath("//head/link[@rel='alternate'][@type]")
    feeds = [(link.get("type"), built_site.target(name, link.get("href"))[0]) for link in links]
    return [(kind, file.rpartition("/")[2].partition(".")[0]) for kind, file in feeds if kind in TYPES]


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_page_offers_every_format_its_own_feed_first(build: Callable[[str], Path], lang: str) -> None:
    prefix = PREFIXES[lang]
    own = {
        "": "",
        "topics/routing/": "topic-routing",
        "authors/sample-author-seven/": "author-sample-author-seven",
        "sources/arxiv/": "source-arxiv",
        "fields/cs/": "field-cs",
        "briefings/": "briefings",
        f"briefings/2026-06-19-{briefed.CROSS_SLUG}/": "briefings",
        "weeks/2026-w25/": "week",
        "2026/06/19/": "",
        "status/": "",
    }
    for path, name in own.items():
        here = built_site.page(build(URL), f"{prefix}{path}")
        names = [each for each in (name, "all") if each]
        assert offered(here, f"{prefix}{path}index.html") == [(kind, each) for each in names for kind in TYPES], path


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_page_names_every_feed_in_every_format(build: Callable[[str], Path], lang: str) -> None:
    loaded = load_site(briefed.settings(), build(URL).parent / "content", sample=False)
    here = built_site.page(build(URL), f"{PREFIXES[lang]}subscribe/")
    rows = here.xpath("//table[contains(@class, 'feeds')]//tr[td/a]")
    assert len(rows) == len(plan.feed_names(loaded)) > 8
    for row in rows:
        assert [link.text for link in row.xpath("td/a")] == ["Atom", "RSS", "JSON"]
        assert [link.get("type") for link in row.xpath("td/a")] == TYPES
        words = built_site.text(row.xpath("th/a")[0])
        assert all(link.get("aria-label").startswith(words) for link in row.xpath("td/a"))


def test_the_page_hands_over_the_list_and_two_links_to_reading_services(build: Callable[[str], Path]) -> None:
    here = built_site.page(build(URL), "en/subscribe/")
    (download,) = here.xpath("//a[@download]/@href")
    assert built_site.target("en/subscribe/index.html", download)[0] == "en/feeds/subscriptions.opml"
    outside = here.xpath("//main//a[starts-with(@href, 'https://')]/@href")
    feed = "https%3A%2F%2Fradar.example%2Fhub%2Fen%2Ffeeds%2Fall.atom.xml"
    assert outside == [
        f"https://feedly.com/i/subscription/feed/{feed}",
        f"https://www.inoreader.com/?add_feed={feed}",
    ]


def test_where_the_address_is_not_known_the_page_says_why_there_is_no_list(build: Callable[[str], Path]) -> None:
    here = built_site.page(build("auto"), "en/subscribe/")
    assert not here.xpath("//a[@download] | //main//a[starts-with(@href, 'http')]")
    assert "This site does not know its own address" in built_site.text(here)
    assert here.xpath("//table[contains(@class, 'feeds')]//tr[td/a]")


def test_a_hub_and_the_reading_services_are_no_foreign_hosts(tmp_path: Path) -> None:
    briefed.write(tmp_path / "content")
    config = briefed.settings(feeds={"websub": True, "max_items": 2}, site={"title": "Sample Radar", "url": URL})
    built_site.make(tmp_path, config)
    site = load_site(config, tmp_path / "content", sample=False)
    assert verify(tmp_path / "output", site=site) == ()
    other = load_site(
        briefed.settings(feeds={"max_items": 2}, site={"title": "Sample Radar", "url": URL}),
        tmp_path / "content",
        sample=False,
    )
    assert "a link to pubsubhubbub.appspot.com" in {each.what for each in verify(tmp_path / "output", site=other)}


def test_a_site_without_feeds_says_so(tmp_path: Path) -> None:
    briefed.write(tmp_path / "content")
    built_site.make(tmp_path, briefed.settings(feeds={"formats": []}, site={"title": "Sample Radar", "url": URL}))
    here = built_site.page(tmp_path / "output", "en/subscribe/")
    assert "This site has no feeds." in built_site.text(here)
    assert not (tmp_path / "output" / "en" / "feeds").exists()
    assert not here.xpath("//head/link[@type='application/atom+xml']")


def test_ids_of_every_feed_are_unique_and_the_same_at_another_address(build: Callable[[str], Path]) -> None:
    here, there = ids(build(URL)), ids(build("https://moved.example"))
    assert here == there
    assert sum(map(len, here.values())) > 100


def ids(output: Path) -> dict[str, list[str]]:
    found = {
        path.relative_to(output).as_posix(): [item.id for item in feed_readers.read(path.name, path.read_bytes())]
        for folder in ("feeds", "en/feeds")
        for path in sorted((output / folder).iterdir())
        if path.suffix != ".opml"
    }
    assert all(len(set(each)) == len(each) for each in found.values())
    return found
