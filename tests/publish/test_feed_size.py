"""Feeds within bounds."""

from __future__ import annotations

from typing import Any

import invented
from feed_readers import named, raw
from hypothesis import given
from hypothesis import strategies as st
from invented import FRIDAY

from radar.publish.syndication import feed_size
from radar.publish.syndication.atom import atom
from radar.publish.syndication.feed_items import Ai, Feed, FeedItem, midnight
from radar.publish.syndication.json_feed import json_feed
from radar.publish.syndication.rss import rss
from radar.publish.view import Day

Text = st.text(st.one_of(st.sampled_from("&<>\"'\\\n\t ;ab人"), st.characters(exclude_categories=())), max_size=60)


def item(number: int = 1, **changes: Any) -> FeedItem:
    fields: dict[str, Any] = {
        "urn": f"urn:uuid:00000000-0000-0000-0000-{number:012}",
        "title": "An invented title",
        "url": "",
        "published": midnight(FRIDAY),
        "updated": midnight(FRIDAY),
        "authors": (),
        "summary": "",
        "content": "",
        "source": "",
        "lang": "en",
    }
    return FeedItem(**{**fields, **changes})


def feed(*items: FeedItem) -> Feed:
    return Feed(
        urn="urn:uuid:0", title="S", site="S", lang="en", updated=midnight(FRIDAY), items=items, stylesheet="x.css"
    )


@given(
    texts=st.lists(Text, min_size=8, max_size=8),
    names=st.lists(Text, max_size=5),
    terms=st.lists(Text, max_size=5),
    is_ai=st.booleans(),
)
def test_an_item_never_takes_more_than_was_reckoned(
    texts: list[str], names: list[str], terms: list[str], *, is_ai: bool
) -> None:
    title, summary, content, source, licence, reason, doi, model = texts
    one = item(
        title=title,
        summary=summary,
        content=content,
        source=source,
        licence=licence,
        reason=reason,
        doi=doi,
        authors=tuple(names),
        categories=tuple(terms),
        topics=tuple(terms),
        url="https://radar.example/hub/#x",
        source_url="https://journal.example/x?a=1&b=2",
        ai=Ai(model=model, prompt=model, generated=model) if is_ai else None,
    )
    for write in (atom, rss, json_feed):
        taken = len(write(feed(one))) - len(write(feed()))
        assert taken <= feed_size.size(one), write


def test_markup_in_a_title_is_escaped_twice_and_reckoned_so() -> None:
    title = "<b>&amp;" * 1000
    one = item(title=title, authors=(title,))
    for write in (atom, rss, json_feed):
        assert len(write(feed(one))) - len(write(feed())) <= feed_size.size(one), write


def test_the_oldest_items_go_first() -> None:
    items = [item(n, content="x" * 1000) for n in range(10)]
    each = feed_size.size(items[0])
    assert feed_size.within(items, most=4) == tuple(items[:4])
    assert feed_size.within(items, most=10, largest=each * 6) == tuple(items[:5])
    assert feed_size.within(items, most=10) == tuple(items)


def test_one_item_stays_whatever_it_takes() -> None:
    items = [item(n, content="x" * 5000) for n in range(3)]
    assert feed_size.within(items, most=3, largest=100) == tuple(items[:1])
    assert feed_size.within([], most=3) == ()


def test_no_item_is_made_that_is_not_kept() -> None:
    made = []

    def making() -> Any:
        for n in range(100):
            made.append(n)
            yield item(n)

    assert len(feed_size.within(making(), most=5)) == 5
    assert len(made) <= 6


def test_every_format_of_a_large_feed_holds_the_same_items() -> None:
    long = "We <b>invent</b> & measure. " * 150
    papers = tuple(invented.entry(invented.paper(n, abstract=long), "samples") for n in range(300))
    site = invented.site([Day(day=FRIDAY, papers=papers)], feeds={"max_items": 500})
    found = named(site, "all")
    counts = {len(items) for items in found.values()}
    assert len(counts) == 1
    assert 30 < counts.pop() < 300
    assert [each.id for each in found["feeds/all.json"]] == [each.id for each in found["feeds/all.atom.xml"]]


def test_a_large_feed_stays_below_the_bound() -> None:
    long = "We <b>invent</b> & measure. " * 150
    papers = tuple(invented.entry(invented.paper(n, abstract=long), "samples") for n in range(300))
    site = invented.site([Day(day=FRIDAY, papers=papers)], feeds={"max_items": 500})
    sizes = {path: len(data) for path, data in raw(site).items() if "all" in path}
    assert max(sizes.values()) <= feed_size.LARGEST
    assert max(sizes.values()) > feed_size.LARGEST // 2
