"""Feeds held against the entries they should have."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import invented
import orjson
import pytest
from feed_readers import feeds_of
from invented import FRIDAY

from radar.publish.syndication import feed_size
from radar.publish.syndication.feed_selections import selections
from radar.publish.verification.verify_feed import FeedFacts, read_feed
from radar.publish.view import Day, Site

FORMATS = ("atom.xml", "rss.xml", "json")
NAMES = [f"{name}.{fmt}" for name in ("all", "topic-samples") for fmt in FORMATS]
"""One feed that feedparser reads, and one that is read by its elements."""


@pytest.fixture(scope="module")
def site() -> Site:
    papers = (invented.paper(1), invented.paper(2, license="https://journal.example/terms"))
    day = Day(day=FRIDAY, papers=tuple(invented.entry(each, "samples") for each in papers))
    return invented.site([day], feeds={"websub": True})


@pytest.fixture(scope="module")
def written(site: Site) -> Mapping[str, bytes]:
    return dict(feeds_of(site, "en"))


@pytest.fixture(scope="module")
def authors(site: Site) -> Mapping[str, int]:
    chosen = next(each for each in selections(site, "en") if each.listed.name == "all")
    return {item.urn: len(item.authors) for item in chosen.items}


def read(name: str, data: bytes, authors: Mapping[str, int]) -> FeedFacts:
    return read_feed(f"en/feeds/{name}", data, lang="en", authors=authors)


@pytest.mark.parametrize("name", NAMES)
def test_a_feed_as_it_was_written_is_right(
    name: str, written: Mapping[str, bytes], authors: Mapping[str, int]
) -> None:
    found = read(name, written[f"en/feeds/{name}"], authors)
    assert found.problems == ()
    assert {
        f"https://radar.example/hub/en/{'topics/samples/' if 'topic' in name else ''}",
        "https://radar.example/hub/en/2026/06/19/#arxiv-2606.00001",
        "https://arxiv.org/abs/2606.00001",
        "https://arxiv.org/pdf/2606.00001",
        "https://pubsubhubbub.appspot.com/",
    } <= found.links


@pytest.mark.parametrize("name", NAMES)
def test_a_name_that_is_lost_is_missed(name: str, written: Mapping[str, bytes], authors: Mapping[str, int]) -> None:
    first = next(iter(authors))
    asked = {**authors, first: authors[first] + 1}
    found = read(name, written[f"en/feeds/{name}"], asked)
    assert found.problems == (f"{first}: not all {authors[first] + 1} authors",)


@pytest.mark.parametrize("name", NAMES)
def test_entries_are_those_expected_in_their_order(
    name: str, written: Mapping[str, bytes], authors: Mapping[str, int]
) -> None:
    data = written[f"en/feeds/{name}"]
    backwards = dict(reversed(list(authors.items())))
    for asked, count in ((backwards, 2), (dict(list(authors.items())[:1]), 1), ({**authors, "urn:uuid:9": 1}, 2)):
        (problem,) = read(name, data, asked).problems
        assert problem == f"2 entries, {count} of the {len(asked)} it should have, or in another order"


@pytest.mark.parametrize("name", NAMES)
def test_a_feed_tells_its_language(name: str, written: Mapping[str, bytes], authors: Mapping[str, int]) -> None:
    found = read_feed(f"feeds/{name}", written[f"en/feeds/{name}"], lang="zh-CN", authors=authors)
    assert found.problems == ("not in the language zh-CN",)


def changed(data: bytes, change: Callable[[Any], None]) -> bytes:
    found = orjson.loads(data)
    change(found)
    return orjson.dumps(found)


@pytest.mark.parametrize(
    ("change", "what"),
    [
        (lambda f: f.update(version="https://jsonfeed.org/version/1"), "not a JSON Feed of version 1.1"),
        (lambda f: f.pop("version"), "not a JSON Feed"),
        (lambda f: f.pop("items"), "not a JSON Feed"),
        (lambda f: f.update(items=[1]), "not a JSON Feed"),
        (lambda f: f["items"][0].pop("content_html"), "not a JSON Feed"),
        (lambda f: f["items"][0].update(content_html="<script>x</script>"), "a script in the page"),
        (lambda f: f["items"][0].update(content_html='<p style="a:b">x'), "a style in the page"),
    ],
)
def test_a_json_feed_that_is_spoilt_is_told(
    change: Callable[[Any], None], what: str, written: Mapping[str, bytes], authors: Mapping[str, int]
) -> None:
    data = changed(written["en/feeds/all.json"], change)
    assert what in read("all.json", data, authors).problems
    assert read("all.json", b"[", authors).problems == ("not a JSON Feed",)
    assert read("all.json", b"[]", authors).problems == ("not a JSON Feed",)


@pytest.mark.parametrize("key", ["url", "external_url"])
def test_every_address_of_a_json_feed_is_judged(
    key: str, written: Mapping[str, bytes], authors: Mapping[str, int]
) -> None:
    for change in (
        lambda f: f["items"][0].update({key: "https://evil.example/"}),
        lambda f: f.update(feed_url="https://evil.example/"),
        lambda f: f.update(home_page_url="https://evil.example/"),
        lambda f: f.update(hubs=[{"type": "WebSub", "url": "https://evil.example/"}]),
    ):
        assert (
            "https://evil.example/" in read("all.json", changed(written["en/feeds/all.json"], change), authors).links
        )


def test_the_list_of_feeds_is_read_too(written: Mapping[str, bytes]) -> None:
    name = "subscriptions.opml"
    data = written[f"en/feeds/{name}"]
    found = read(name, data, {})
    assert found.problems == ()
    assert "https://radar.example/hub/en/feeds/topic-samples.atom.xml" in found.links
    assert "https://radar.example/hub/en/topics/samples/" in found.links
    spoilt = "not a list of feeds in the language en"
    for old, new, what in (
        (b'language="en"', b'language="zh-CN"', spoilt),
        (b'type="rss"', b'type="x"', spoilt),
        (b"htmlUrl=", b"webUrl=", spoilt),
        (b"<opml ", b"<opm ", "not well-formed XML without a document type"),
        (b"<opml ", b"<!DOCTYPE opml><opml ", "not well-formed XML without a document type"),
    ):
        assert read(name, data.replace(old, new), {}).problems == (what,), old


def test_more_bytes_than_a_feed_should_have_are_told(
    written: Mapping[str, bytes], authors: Mapping[str, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(feed_size, "LARGEST", 1000)
    for name in NAMES:
        found = read(name, written[f"en/feeds/{name}"], authors)
        assert found.problems == ("more bytes than a feed should have",)
