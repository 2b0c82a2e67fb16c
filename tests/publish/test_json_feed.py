"""JSON Feed: what the format asks, and what this site adds."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import invented
import orjson
import pytest
from feed_readers import raw
from hypothesis import given
from hypothesis import strategies as st
from invented import FRIDAY
from jsonschema import Draft202012Validator

from radar.models import Gist
from radar.publish.syndication.feed_items import Ai, Feed, FeedItem, midnight
from radar.publish.syndication.json_feed import json_feed
from radar.publish.view import Day

SCHEMA = Draft202012Validator(
    orjson.loads((Path(__file__).parents[1] / "data" / "json-feed-1.1.schema.json").read_bytes())
)
Text = st.text(st.characters(exclude_categories=()), max_size=40)


def feed(*items: FeedItem, **changes: Any) -> Feed:
    fields: dict[str, Any] = {
        "urn": "urn:uuid:0",
        "title": "Sample",
        "site": "Sample Radar",
        "lang": "en",
        "updated": midnight(FRIDAY),
        "items": items,
    }
    return Feed(**{**fields, **changes})


def item(**changes: Any) -> FeedItem:
    fields: dict[str, Any] = {
        "urn": "urn:uuid:1",
        "title": "An invented title",
        "url": "https://radar.example/#1",
        "published": midnight(FRIDAY),
        "updated": midnight(FRIDAY),
        "authors": ("Sample Author 1",),
        "summary": "",
        "content": "<p>Invented.</p>",
        "source": "Sample Journal",
        "lang": "en",
    }
    return FeedItem(**{**fields, **changes})


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("url", ["https://radar.example/hub", ""])
def test_every_feed_is_of_the_schema(lang: str, url: str) -> None:
    papers = (invented.paper(1), invented.paper(2, doi="10.5555/sample.2", license="https://journal.example/terms"))
    gist = Gist(id=papers[0].id, lang="", text="We invent.", span="", by="model", model="m", prompt="p")
    day = Day(day=FRIDAY, papers=tuple(invented.entry(each, "samples", gists=[gist]) for each in papers))
    site = invented.site([day], url=url, feeds={"websub": True})
    found = {path: orjson.loads(data) for path, data in raw(site, lang).items() if path.endswith(".json")}
    assert len(found) == 5
    for path, each in found.items():
        assert [error.message for error in SCHEMA.iter_errors(each)] == [], path


def test_the_schema_refuses_what_the_format_does() -> None:
    right = orjson.loads(json_feed(feed(item())))
    assert SCHEMA.is_valid(right)
    for change in (
        {"version": "https://jsonfeed.org/version/1"},
        {"items": [{"id": "1"}]},
        {"items": [{"content_html": ""}]},
        {"feed_url": "feeds/all.json"},
        {"author": {"name": "x"}},
        {"hubs": [{"url": "https://hub.example"}]},
    ):
        assert not SCHEMA.is_valid({**right, **change}), change


def test_the_extension_says_what_the_format_has_no_field_for() -> None:
    written = item(
        paper_id="arxiv:2606.00001",
        doi="10.5555/sample",
        licence="CC BY",
        topics=("samples",),
        reason="样例：sample",
        ai=Ai(model="m", prompt="p-1", generated="2026-06-19T02:11:04Z"),
    )
    assert orjson.loads(json_feed(feed(written)))["items"][0]["_academichub"] == {
        "source": "Sample Journal",
        "id": "arxiv:2606.00001",
        "doi": "10.5555/sample",
        "license": "CC BY",
        "topics": ["samples"],
        "reason": "样例：sample",
        "ai": {"model": "m", "prompt": "p-1", "generated": "2026-06-19T02:11:04Z"},
    }


def test_a_models_text_says_so_even_where_nothing_is_known_of_the_model() -> None:
    written, plain = orjson.loads(json_feed(feed(item(ai=Ai()), item())))["items"]
    assert written["_academichub"]["ai"] == {}
    assert written["tags"] == ["ai-generated"]
    assert "ai" not in plain["_academichub"]
    assert "tags" not in plain


def test_text_is_text_and_never_escaped_twice() -> None:
    found = orjson.loads(json_feed(feed(item(title="<i>E. coli</i> &amp; a<b", authors=("A & B",)))))["items"][0]
    assert (found["title"], found["authors"]) == ("<i>E. coli</i> &amp; a<b", [{"name": "A & B"}])


@given(title=Text, content=Text, names=st.lists(Text, max_size=3), reason=Text)
def test_any_text_is_writable(title: str, content: str, names: list[str], reason: str) -> None:
    data = json_feed(feed(item(title=title, content=content, authors=tuple(names), reason=reason)))
    found = orjson.loads(data)["items"][0]
    assert len(found.get("authors", ())) == len(names)
    assert data.endswith(b"\n")


def test_keys_stand_in_one_order() -> None:
    written = json_feed(
        feed(item(), self_url="https://x.example/f", home_url="https://x.example/", hub="https://h.example")
    )
    assert list(orjson.loads(written)) == [
        *("version", "title", "home_page_url", "feed_url", "authors", "language", "hubs", "items")
    ]
