"""Feeds as readers get them: what stands in them, in every format."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import feed_readers
import feedparser
import invented
import orjson
import pytest
from feed_readers import Read, feeds_of, named, raw
from hypothesis import strategies as st
from invented import FRIDAY, THURSDAY
from lxml import etree

from radar.models import Event
from radar.publish.listing import listing
from radar.publish.syndication import feed_selections
from radar.publish.syndication.feed_items import NAMESPACE, urn
from radar.publish.syndication.feed_xml import ATOM, DC
from radar.publish.view import Day, Gathered, Site

XML_TEXT = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs"), exclude_characters="\ufffe\uffff"))
ENDINGS = (".atom.xml", ".rss.xml", ".json")
NAMES = ("all", "briefings", "cross", "week", "topic-samples")


def one_day(*papers: Any, **changes: Any) -> Site:
    return invented.site([Day(day=FRIDAY, papers=tuple(invented.entry(p, "samples") for p in papers))], **changes)


def of_papers(site: Site, lang: str = "zh") -> Iterator[tuple[str, list[Read]]]:
    """Give the two feeds that hold every paper, in every format."""
    for name in ("all", "topic-samples"):
        yield from named(site, name, lang).items()


def item(paper: Any, ending: str, **changes: Any) -> Read:
    return named(one_day(paper, **changes), "all")[f"feeds/all{ending}"][0]


def test_a_site_has_its_feeds_in_every_format_and_language() -> None:
    site = one_day(invented.paper())
    names = [f"{name}{ending}" for name in NAMES for ending in ENDINGS]
    assert [path for path, _ in feeds_of(site, "zh")] == [f"feeds/{each}" for each in (*names, "subscriptions.opml")]
    assert [path for path, _ in feeds_of(site, "en")] == [
        f"en/feeds/{each}" for each in (*names, "subscriptions.opml")
    ]


def test_only_the_formats_asked_for_are_written() -> None:
    site = one_day(invented.paper(), feeds={"formats": ["rss"]})
    assert list(raw(site, "en")) == [f"en/feeds/{name}.rss.xml" for name in NAMES]
    assert list(feeds_of(one_day(invented.paper(), feeds={"formats": []}), "en")) == []


def test_sources_and_fields_have_feeds_of_their_own() -> None:
    gathered = Gathered(
        id="sample-journal",
        names={"zh": "样例期刊", "en": "Sample Journal"},
        entries=listing([(FRIDAY, invented.entry(invented.paper(1)))]),
        count=1,
    )
    field = replace(gathered, id="chem", names={"zh": "化学", "en": "Chemistry"})
    site = one_day(invented.paper(1), invented.paper(2), sources=(gathered,), fields=(field,))
    for name, title in (("source-sample-journal", "Sample Journal"), ("field-chem", "Chemistry")):
        for path, items in named(site, name, "en").items():
            assert [each.title for each in items] == [invented.paper(1).title], path
        data = raw(site, "en")[f"en/feeds/{name}.json"]
        assert orjson.loads(data)["title"] == f"Sample Radar · {title}"


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_reader_gets_every_paper_with_all_its_authors(lang: str) -> None:
    crowd = tuple(f"Sample Author {n}" for n in range(300))
    papers = (invented.paper(1), invented.paper(2, authors=crowd), invented.paper(3, authors=("Sample Author 3",)))
    for path, items in of_papers(one_day(*papers), lang):
        assert [each.title for each in items] == [paper.title for paper in papers], path
        assert [each.authors for each in items] == [paper.authors for paper in papers], path


def test_a_paper_without_authors_stands_under_the_sites_name() -> None:
    data = raw(one_day(invented.paper(authors=())))
    root = etree.fromstring(data["feeds/all.atom.xml"])
    assert root.findtext(f"{{{ATOM}}}author/{{{ATOM}}}name") == "Sample Radar"
    assert root.find(f"{{{ATOM}}}entry/{{{ATOM}}}author") is None
    assert not feedparser.parse(data["feeds/all.atom.xml"]).bozo
    assert orjson.loads(data["feeds/all.json"])["authors"] == [{"name": "Sample Radar"}]


def test_ids_never_change() -> None:
    assert str(NAMESPACE) == "b4377818-0f36-4976-ab2f-58bb1da2156a"
    assert urn("arxiv:2606.00001", "zh") == "urn:uuid:83558f48-a7a9-52d7-8eef-04c5c2672dfb"


def test_an_id_rests_on_paper_and_language_and_on_nothing_else() -> None:
    here = one_day(invented.paper())
    moved = one_day(
        invented.paper(title="Another Title", url="https://arxiv.org/abs/other"), url="https://elsewhere.example"
    )
    ids = {items[0].id for site in (here, moved) for _, items in of_papers(site)}
    assert ids == {urn("arxiv:2606.00001", "zh")}
    assert ids.isdisjoint({items[0].id for _, items in of_papers(here, "en")})


def test_ids_are_unique_within_a_feed() -> None:
    known = invented.paper(1, day=THURSDAY)
    days = [
        Day(day=FRIDAY, papers=(invented.entry(invented.paper(2)),), events=(invented.event(known, FRIDAY),)),
        Day(day=THURSDAY, papers=(invented.entry(known),)),
    ]
    for path, items in named(invented.site(days), "all").items():
        assert len(items) == len({each.id for each in items}) == 2, path


def test_an_event_moves_a_paper_up_and_its_first_day_stays() -> None:
    known, other = invented.paper(1, day=THURSDAY), invented.paper(3, day=THURSDAY)
    days = [
        Day(
            day=FRIDAY,
            papers=(invented.entry(invented.paper(2), "samples"),),
            events=(invented.event(known, FRIDAY, Event.PUBLISHED, "samples"),),
        ),
        Day(day=THURSDAY, papers=(invented.entry(other, "samples"), invented.entry(known, "samples"))),
    ]
    for path, items in of_papers(invented.site(days)):
        assert [each.title[:14] for each in items] == ["Sample Title 2", "Sample Title 1", "Sample Title 3"], path
        dates = [(each.published[:10], each.updated[:10]) for each in items]
        assert dates[1:] == [("2026-06-18", "2026-06-19"), ("2026-06-18", "2026-06-18")], path
        assert all(each.published.endswith("T00:00:00") for each in items)


def test_a_feed_is_as_old_as_its_newest_item() -> None:
    for path, data in raw(one_day(invented.paper())).items():
        if path.endswith(".xml") and "all" in path:
            root = etree.fromstring(data)
            told = root.findtext(f"{{{ATOM}}}updated") or root.findtext("channel/lastBuildDate")
            assert told in {"2026-06-19T00:00:00Z", "Fri, 19 Jun 2026 00:00:00 GMT"}


def test_an_empty_feed_is_a_feed() -> None:
    for path, data in raw(invented.site([])).items():
        assert feed_readers.read(path, data) == []
        if path.endswith(".xml"):
            assert feedparser.parse(data).version in {"atom10", "rss20"}


def test_the_newest_items_are_kept_and_no_more_than_asked_for() -> None:
    days = [
        Day(
            day=date(2026, 6, day),
            papers=tuple(invented.entry(invented.paper(day * 10 + n), "samples") for n in range(2)),
        )
        for day in (19, 18, 17)
    ]
    for path, items in of_papers(invented.site(days, feeds={"max_items": 3})):
        assert [each.title.split(":")[0] for each in items] == [
            "Sample Title 190",
            "Sample Title 191",
            "Sample Title 180",
        ], path


def test_links_lead_to_the_card_and_to_the_source() -> None:
    card, source = "https://radar.example/hub/2026/06/19/#arxiv-2606.00001", "https://arxiv.org/abs/2606.00001"
    for _, items in of_papers(one_day(invented.paper())):
        assert items[0].link == card
    data = raw(one_day(invented.paper()))
    links = {link.rel: link.href for link in feedparser.parse(data["feeds/all.atom.xml"]).entries[0].links}
    assert links == {"alternate": card, "related": source, "via": source}
    assert orjson.loads(data["feeds/all.json"])["items"][0]["external_url"] == source


def test_without_an_address_of_the_site_an_item_leads_to_its_source() -> None:
    site = one_day(invented.paper(), url="")
    for path, items in of_papers(site):
        assert items[0].link == "https://arxiv.org/abs/2606.00001", path
    data = dict(feeds_of(site, "en"))
    assert etree.fromstring(data["en/feeds/topic-samples.rss.xml"]).findtext("channel/link") == "../topics/samples/"
    assert not [path for path in data if path.endswith(".opml")]
    for path, each in data.items():
        assert b'rel="self"' not in each, path
        assert b"feed_url" not in each, path
        assert b"home_page_url" not in each, path


def test_a_link_that_is_no_web_address_is_left_out() -> None:
    paper = invented.paper(url="javascript:alert(1)", pdf="data:text/html,x", license="javascript:alert(2)")
    for path, data in raw(one_day(paper, url="")).items():
        for bad in (b'"javascript:alert(1)', b"data:text", b'href="javascript:'):
            assert bad not in data, path
        feed_readers.read(path, data)


@pytest.mark.parametrize(
    ("licence", "words_"),
    [
        ("http://creativecommons.org/licenses/by/4.0/", "CC BY 4.0"),
        ("https://journal.example/terms", "https://journal.example/terms"),
    ],
)
def test_a_licence_is_named_and_linked(licence: str, words_: str) -> None:
    data = raw(one_day(invented.paper(license=licence)))
    entry = etree.fromstring(data["feeds/all.atom.xml"]).find(f"{{{ATOM}}}entry")
    item_ = etree.fromstring(data["feeds/all.rss.xml"]).find("channel/item")
    assert entry is not None
    assert item_ is not None
    assert (entry.findtext(f"{{{ATOM}}}rights"), item_.findtext(f"{{{DC}}}rights")) == (words_, words_)
    for element in (entry, item_):
        links = [each.get("href") for each in element.iter(f"{{{ATOM}}}link") if each.get("rel") == "license"]
        assert links == [licence]
    assert orjson.loads(data["feeds/all.json"])["items"][0]["_academichub"]["license"] == licence


def test_a_feed_tells_its_own_address_and_type() -> None:
    data = raw(one_day(invented.paper()), "en")
    for path, each in data.items():
        address = f"https://radar.example/hub/{path}"
        if path.endswith(".json"):
            assert orjson.loads(each)["feed_url"] == address
        else:
            link = next(one for one in feedparser.parse(each).feed.links if one.rel == "self")
            kind = "application/atom+xml" if ".atom." in path else "application/rss+xml"
            assert (link.href, link.type) == (address, kind)


@pytest.mark.parametrize(("feeds", "url", "named_"), [({"websub": True}, "https://radar.example", 1), ({}, "x", 0)])
def test_a_hub_is_named_where_the_owner_wants_one(feeds: dict[str, bool], url: str, named_: int) -> None:
    data = raw(one_day(invented.paper(), feeds=feeds, url=url if named_ else "https://radar.example"))
    for path, each in data.items():
        if path.endswith(".json"):
            hubs = [hub["url"] for hub in orjson.loads(each).get("hubs", ())]
            assert all(hub["type"] == "WebSub" for hub in orjson.loads(each).get("hubs", ()))
        else:
            hubs = [link.href for link in feedparser.parse(each).feed.links if link.rel == "hub"]
        assert hubs == ["https://pubsubhubbub.appspot.com/"] * named_, path


def test_no_hub_is_named_where_it_could_fetch_nothing() -> None:
    for data in raw(one_day(invented.paper(), feeds={"websub": True}, url="")).values():
        assert b"pubsubhubbub" not in data


def test_atom_says_every_language() -> None:
    chinese = invented.paper(2, title="一种虚构的方法", abstract="本文什么也没有证明。")
    site = one_day(invented.paper(1), chinese)
    key = "{http://www.w3.org/XML/1998/namespace}lang"
    for lang, tag in (("zh", "zh-CN"), ("en", "en")):
        data = raw(site, lang)
        prefix = "en/" if lang == "en" else ""
        root = etree.fromstring(data[f"{prefix}feeds/all.atom.xml"])
        assert root.get(key) == tag
        titles = root.findall(f"{{{ATOM}}}entry/{{{ATOM}}}title")
        assert [title.get(key, tag) for title in titles] == ["en", "zh-CN"]
        assert etree.fromstring(data[f"{prefix}feeds/all.rss.xml"]).get(key) == tag
        assert [each["language"] for each in orjson.loads(data[f"{prefix}feeds/all.json"])["items"]] == [
            "en",
            "zh-CN",
        ]


def test_rss_keeps_its_promises() -> None:
    data = raw(one_day(invented.paper(doi="10.5555/sample.1")))["feeds/all.rss.xml"]
    channel = etree.fromstring(data).find("channel")
    assert channel is not None
    element = channel.find("item")
    assert element is not None
    assert (channel.findtext("ttl"), channel.findtext("language")) == ("720", "zh-cn")
    assert [guid.get("isPermaLink") for guid in element.iter("guid")] == ["false"]
    assert len(element.findall(f"{{{DC}}}creator")) == 3
    assert element.findtext("description") == "We invent sample 1."
    assert [category.text for category in element.iter("category")] == ["cs.AI", "cs.CL", "samples"]
    assert element.findtext("{http://prismstandard.org/namespaces/basic/2.0/}doi") == "10.5555/sample.1"


def test_of_long_days_a_feed_reaches_less_far_back_and_never_holds_less_than_the_newest(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    entries = [invented.entry(invented.paper(n, day=FRIDAY - timedelta(days=n)), "samples") for n in range(1, 9)]
    site = invented.site([Day(day=entry.paper.day, papers=(entry,)) for entry in entries])
    feed = "feeds/topic-samples.json"
    assert len(named(site, "topic-samples")[feed]) == 8
    monkeypatch.setattr(feed_selections, "LOADED", 3)
    monkeypatch.setattr(feed_selections, "ALWAYS", 2)
    assert len(named(site, "topic-samples")[feed]) == 4
    monkeypatch.setattr(feed_selections, "ALWAYS", 6)
    assert [one.title for one in named(site, "topic-samples")[feed]] == [one.paper.title for one in entries[:6]]
    assert len(named(site, "all")["feeds/all.json"]) == 8
