"""The list of feeds that readers import."""

from __future__ import annotations

import invented
import listparser
import pytest
from feed_readers import feeds_of
from invented import FRIDAY
from lxml import etree

from radar.publish import plan
from radar.publish.listing import listing
from radar.publish.syndication.feed_list import GROUPS, feed_list
from radar.publish.view import Day, Gathered, Site

FIELD = Gathered(id="chem", names={"zh": "化学", "en": "Chemistry"}, entries=listing([]), count=0)
SOURCE = Gathered(id="arxiv", names={"zh": "arXiv", "en": "arXiv"}, entries=listing([]), count=0)


def site(**changes: object) -> Site:
    day = Day(day=FRIDAY, papers=(invented.entry(invented.paper(), "samples"),))
    return invented.site([day], **{"sources": (SOURCE,), "fields": (FIELD,), **changes})


def listed(found: Site, lang: str) -> bytes:
    return next(data for path, data in feeds_of(found, lang) if path.endswith("subscriptions.opml"))


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_reader_imports_every_feed_once_with_its_page_and_folder(lang: str) -> None:
    here = site()
    found = listparser.parse(listed(here, lang))
    assert not found.bozo
    prefix = "en/" if lang == "en" else ""
    names = plan.feed_names(here)
    base = f"https://radar.example/hub/{prefix}"
    assert [feed.url for feed in found.feeds] == [f"{base}feeds/{name}.atom.xml" for name in names]
    assert found.meta.title == "Sample Radar"
    topic = next(feed for feed in found.feeds if "topic-samples" in feed.url)
    assert topic.title == {"zh": "样例", "en": "Samples"}[lang]
    assert topic.categories == [[f"Sample Radar · {GROUPS['topics'][lang]}"]]


@pytest.mark.parametrize(("lang", "tag"), [("zh", "zh-CN"), ("en", "en")])
def test_every_outline_has_what_the_format_asks_of_a_subscription(lang: str, tag: str) -> None:
    root = etree.fromstring(listed(site(), lang))
    assert (root.tag, root.get("version")) == ("opml", "2.0")
    folders = root.findall("body/outline")
    assert [each.get("text") for each in folders] == [
        f"Sample Radar · {GROUPS[group][lang]}" for group in ("site", "topics", "sources", "fields")
    ]
    for each in root.iterfind("body/outline/outline"):
        assert each.get("type") == "rss"
        assert each.get("text") == each.get("title") != ""
        assert (each.get("htmlUrl") or "").startswith("https://radar.example/hub/")
        assert each.get("language") == tag


def test_one_format_of_each_feed_is_listed_the_first_that_the_site_has() -> None:
    found = listparser.parse(listed(site(feeds={"formats": ["json", "rss"]}), "zh"))
    assert {feed.url.rpartition("/")[2].partition(".")[2] for feed in found.feeds} == {"rss.xml"}


def test_without_an_address_of_the_site_there_is_no_list() -> None:
    assert not [path for path, _ in feeds_of(site(url=""), "zh") if path.endswith(".opml")]


@pytest.mark.parametrize("text", invented.HOSTILE)
def test_hostile_titles_stay_text(text: str) -> None:
    here = site(sources=(Gathered(id="x", names={"zh": text, "en": text}, entries=listing([]), count=0),))
    root = etree.fromstring(listed(here, "zh"))
    assert text in [each.get("text") for each in root.iter("outline")]


@pytest.mark.parametrize("text", invented.UNWRITABLE)
def test_what_xml_cannot_hold_is_dropped(text: str) -> None:
    here = site(sources=(Gathered(id="x", names={"zh": text, "en": text}, entries=listing([]), count=0),))
    found = listparser.parse(listed(here, "zh"))
    assert not found.bozo
    assert next(feed.title for feed in found.feeds if "source-x" in feed.url).endswith(" here")


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_list_names_the_feeds_that_the_plan_does(lang: str) -> None:
    assert tuple(one.name for one in feed_list(site(), lang)) == plan.feed_names(site())
