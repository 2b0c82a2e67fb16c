"""Feeds as readers get them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any
from urllib.parse import urljoin

import feedparser
import invented
import pytest
from hypothesis import given
from hypothesis import strategies as st
from invented import FRIDAY, HOSTILE, THURSDAY, UNWRITABLE
from lxml import etree, html

from radar.models import Gist, Place
from radar.publish import tex
from radar.publish.feed_items import NAMESPACE, briefing_item, urn
from radar.publish.feed_xml import ATOM, DC, reads_as_markup, safe_text, xml_text
from radar.publish.feeds import feeds_of
from radar.publish.view import Day, Site

XML_TEXT = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs"), exclude_characters="\ufffe\uffff"))


def one_day(*papers: Any, **changes: Any) -> Site:
    return invented.site([Day(day=FRIDAY, papers=tuple(invented.entry(p, "samples") for p in papers))], **changes)


def read(site: Site, lang: str = "zh") -> Mapping[str, Any]:
    return {path: feedparser.parse(data) for path, data in feeds_of(site, lang)}


def atom_entry(paper: Any, **changes: Any) -> Any:
    return read(one_day(paper, **changes))["feeds/all.atom.xml"].entries[0]


def shown_title(entry: Any) -> str:
    """Give the text that a reader shows for a title, by what the feed says the title is."""
    return words(entry.title) if entry.title_detail.type == "text/html" else str(entry.title)


def words(markup: str) -> str:
    return str(html.fragment_fromstring(markup, create_parent=True).text_content())


def tags(markup: str) -> set[str]:
    return {str(each.tag) for each in html.fragment_fromstring(markup, create_parent=True).iterdescendants()}


def test_a_site_has_a_feed_of_everything_and_of_each_topic_in_both_formats_and_languages() -> None:
    site = one_day(invented.paper())
    names = ["all.atom.xml", "all.rss.xml", "topic-samples.atom.xml", "topic-samples.rss.xml"]
    assert [path for path, _ in feeds_of(site, "zh")] == [f"feeds/{name}" for name in names]
    assert [path for path, _ in feeds_of(site, "en")] == [f"en/feeds/{name}" for name in names]


def test_only_the_formats_asked_for_are_written() -> None:
    site = one_day(invented.paper(), feeds={"formats": ["rss"]})
    assert [path for path, _ in feeds_of(site, "en")] == ["en/feeds/all.rss.xml", "en/feeds/topic-samples.rss.xml"]


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_reader_gets_every_paper_with_all_its_authors(lang: str) -> None:
    crowd = tuple(f"Sample Author {n}" for n in range(300))
    papers = (invented.paper(1), invented.paper(2, authors=crowd), invented.paper(3, authors=("Sample Author 3",)))
    for path, feed in read(one_day(*papers), lang).items():
        assert not feed.bozo, path
        assert [entry.title for entry in feed.entries] == [paper.title for paper in papers]
        for entry, paper in zip(feed.entries, papers, strict=True):
            assert [author["name"] for author in entry.authors] == list(paper.authors), path


def test_a_paper_without_authors_stands_under_the_sites_name() -> None:
    data = dict(feeds_of(one_day(invented.paper(authors=())), "zh"))["feeds/all.atom.xml"]
    root = etree.fromstring(data)
    assert root.findtext(f"{{{ATOM}}}author/{{{ATOM}}}name") == "Sample Radar"
    assert root.find(f"{{{ATOM}}}entry/{{{ATOM}}}author") is None
    assert not feedparser.parse(data).bozo


def test_ids_never_change() -> None:
    assert str(NAMESPACE) == "b4377818-0f36-4976-ab2f-58bb1da2156a"
    assert urn("arxiv:2606.00001", "zh") == "urn:uuid:83558f48-a7a9-52d7-8eef-04c5c2672dfb"


def test_an_id_rests_on_paper_and_language_and_on_nothing_else() -> None:
    here = one_day(invented.paper())
    moved = one_day(
        invented.paper(title="Another Title", url="https://arxiv.org/abs/other"), url="https://elsewhere.example"
    )
    ids = {feed.entries[0].id for site in (here, moved) for feed in read(site).values()}
    assert ids == {urn("arxiv:2606.00001", "zh")}
    assert ids.isdisjoint({feed.entries[0].id for feed in read(here, "en").values()})


def test_ids_are_unique_within_a_feed() -> None:
    known = invented.paper(1, day=THURSDAY)
    days = [
        Day(day=FRIDAY, papers=(invented.entry(invented.paper(2)),), events=(invented.event(known, FRIDAY),)),
        Day(day=THURSDAY, papers=(invented.entry(known),)),
    ]
    entries = read(invented.site(days))["feeds/all.atom.xml"].entries
    assert len(entries) == 2
    assert len({entry.id for entry in entries}) == 2


def test_an_event_moves_a_paper_up_and_its_first_day_stays() -> None:
    known, other = invented.paper(1, day=THURSDAY), invented.paper(3, day=THURSDAY)
    days = [
        Day(
            day=FRIDAY,
            papers=(invented.entry(invented.paper(2), "samples"),),
            events=(invented.event(known, FRIDAY),),
        ),
        Day(day=THURSDAY, papers=(invented.entry(other, "samples"), invented.entry(known, "samples"))),
    ]
    for path, feed in read(invented.site(days)).items():
        assert [entry.title[:14] for entry in feed.entries] == [
            "Sample Title 2",
            "Sample Title 1",
            "Sample Title 3",
        ], path
        touched, quiet = feed.entries[1], feed.entries[2]
        assert touched.published_parsed[:6] == (2026, 6, 18, 0, 0, 0)
        assert touched.updated_parsed[:6] == (2026, 6, 19, 0, 0, 0)
        assert quiet.published_parsed[:6] == (2026, 6, 18, 0, 0, 0)
        assert quiet.updated_parsed[:6] == (2026, 6, 18, 0, 0, 0)


def test_a_feed_is_as_old_as_its_newest_item() -> None:
    for data in dict(feeds_of(one_day(invented.paper()), "zh")).values():
        root = etree.fromstring(data)
        told = root.findtext(f"{{{ATOM}}}updated") or root.findtext("channel/lastBuildDate")
        assert told in {"2026-06-19T00:00:00Z", "Fri, 19 Jun 2026 00:00:00 GMT"}


def test_an_empty_feed_is_a_feed() -> None:
    for path, feed in read(invented.site([])).items():
        assert not feed.bozo, path
        assert feed.version in {"atom10", "rss20"}
        assert feed.entries == []


def test_the_newest_items_are_kept_and_no_more_than_asked_for() -> None:
    days = [
        Day(
            day=date(2026, 6, day),
            papers=tuple(invented.entry(invented.paper(day * 10 + n), "samples") for n in range(2)),
        )
        for day in (19, 18, 17)
    ]
    for path, feed in read(invented.site(days, feeds={"max_items": 3})).items():
        assert [entry.title.split(":")[0] for entry in feed.entries] == [
            "Sample Title 190",
            "Sample Title 191",
            "Sample Title 180",
        ], path


def test_links_lead_to_the_card_and_to_the_source() -> None:
    entry = atom_entry(invented.paper())
    links = {link.rel: link.href for link in entry.links}
    assert links == {
        "alternate": "https://radar.example/hub/2026/06/19/#arxiv-2606.00001",
        "related": "https://arxiv.org/abs/2606.00001",
        "via": "https://arxiv.org/abs/2606.00001",
    }
    rss = read(one_day(invented.paper()))["feeds/all.rss.xml"].entries[0]
    assert rss.link == links["alternate"]


def test_without_an_address_of_the_site_an_item_leads_to_its_source() -> None:
    for path, feed in read(one_day(invented.paper(), url="")).items():
        assert not feed.bozo
        assert feed.entries[0].link == "https://arxiv.org/abs/2606.00001", path
        assert not [link for link in feed.feed.links if link.rel == "self"]
    data = dict(feeds_of(one_day(invented.paper(), url=""), "en"))["en/feeds/topic-samples.rss.xml"]
    assert etree.fromstring(data).findtext("channel/link") == "../topics/samples/"


def test_a_link_that_is_no_web_address_is_left_out() -> None:
    paper = invented.paper(url="javascript:alert(1)", pdf="data:text/html,x")
    for data in dict(feeds_of(one_day(paper, url=""), "zh")).values():
        assert b"javascript:" not in data
        assert b"data:text" not in data
        assert not feedparser.parse(data).bozo


def test_a_feed_tells_its_own_address_and_type() -> None:
    feeds = read(one_day(invented.paper()), "en")
    own = {path: next(link for link in feed.feed.links if link.rel == "self") for path, feed in feeds.items()}
    for path, link in own.items():
        assert link.href == f"https://radar.example/hub/{path}"
        assert link.type == ("application/atom+xml" if ".atom." in path else "application/rss+xml")


def test_atom_says_every_language() -> None:
    chinese = invented.paper(2, title="一种虚构的方法", abstract="本文什么也没有证明。")
    site = one_day(invented.paper(1), chinese)
    for lang, tag in (("zh", "zh-CN"), ("en", "en")):
        path, data = next(iter(feeds_of(site, lang)))
        assert path.endswith(".atom.xml")
        root = etree.fromstring(data)
        key = "{http://www.w3.org/XML/1998/namespace}lang"
        assert root.get(key) == tag
        titles = root.findall(f"{{{ATOM}}}entry/{{{ATOM}}}title")
        assert [title.get(key, tag) for title in titles] == ["en", "zh-CN"]


def test_rss_keeps_its_promises() -> None:
    data = dict(feeds_of(one_day(invented.paper(doi="10.5555/sample.1")), "zh"))["feeds/all.rss.xml"]
    channel = etree.fromstring(data).find("channel")
    assert channel is not None
    item = channel.find("item")
    assert item is not None
    assert (channel.findtext("ttl"), channel.findtext("language")) == ("720", "zh-cn")
    assert [guid.get("isPermaLink") for guid in item.iter("guid")] == ["false"]
    assert len(item.findall(f"{{{DC}}}creator")) == 3
    assert item.findtext("description") == "We invent sample 1."
    assert [category.text for category in item.iter("category")] == ["cs.AI", "cs.CL", "samples"]
    assert item.findtext("{http://prismstandard.org/namespaces/basic/2.0/}doi") == "10.5555/sample.1"


def test_the_summary_is_the_gist_and_the_content_holds_the_abstract_and_why() -> None:
    paper = invented.paper()
    gist = Gist(id=paper.id, lang="", text="It shows nothing at all.", span="It shows nothing at all.")
    day = Day(day=FRIDAY, papers=(invented.entry(paper, "samples", gists=[gist]),))
    for path, feed in read(invented.site([day])).items():
        entry = feed.entries[0]
        assert entry.summary == gist.text, path
        content = words(entry.content[0].value)
        assert paper.abstract in content
        assert "arXiv (cs.AI)" in content
        assert "样例：sample" in content


def test_what_a_model_wrote_is_labelled() -> None:
    paper = invented.paper()
    gist = Gist(
        id=paper.id, lang="zh", text="本文什么也没有证明。", span="It shows nothing at all.", by="model", model="m"
    )
    day = Day(day=FRIDAY, papers=(invented.entry(paper, gists=[gist]), invented.entry(invented.paper(2))))
    for lang, is_labelled in (("zh", True), ("en", False)):
        for path, feed in read(invented.site([day]), lang).items():
            if "all" in path:
                written, plain = feed.entries
                assert ("ai-generated" in [tag.term for tag in written.tags]) is is_labelled
                assert ("AI 生成" in words(written.content[0].value)) is is_labelled
                assert "ai-generated" not in [tag.term for tag in plain.tags]


def test_a_sample_says_that_it_is_one() -> None:
    for lang, said in (("zh", "示例数据"), ("en", "sample data")):
        for feed in read(one_day(invented.paper(), sample=True), lang).values():
            assert said in feed.feed.title
            assert feed.feed.subtitle == said


def test_the_look_of_a_feed_is_found_from_where_the_feed_lies() -> None:
    for lang in ("zh", "en"):
        for path, data in feeds_of(one_day(invented.paper()), lang):
            look = etree.fromstring(data).getprevious()
            assert isinstance(look, etree._ProcessingInstruction)  # noqa: SLF001 - lxml has no public name for it
            assert look.get("type") == "text/css"
            assert urljoin(f"https://base.example/{path}", look.get("href")) == "https://base.example/theme/feed.css"


def test_the_same_site_gives_the_same_bytes() -> None:
    assert dict(feeds_of(one_day(invented.paper()), "zh")) == dict(feeds_of(one_day(invented.paper()), "zh"))


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_stays_text(text: str) -> None:
    paper = invented.paper(1, title=text, abstract=f"{text} Second sentence.", authors=(text, "Sample Author 2"))
    other = invented.paper(2)
    for path, feed in read(one_day(paper, other)).items():
        assert not feed.bozo, path
        entry, neighbour = feed.entries
        assert shown_title(entry) == tex.plain(text), path
        assert len(entry.authors) == 2
        assert tags(entry.title) == set()
        assert tags(entry.get("summary", "")) == set()
        assert tags(entry.content[0].value) <= {"p", "a"}
        assert tex.plain(text) in words(entry.content[0].value)
        assert neighbour.title == other.title


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_names_of_sources_and_categories_stay_text(text: str) -> None:
    place = Place(name=text, kind="feed", category=text)
    for path, feed in read(one_day(invented.paper(places=(place,), categories=(text,)))).items():
        assert not feed.bozo, path
        assert text in words(feed.entries[0].content[0].value)
        assert tags(feed.entries[0].content[0].value) <= {"p", "a"}


@pytest.mark.parametrize("text", UNWRITABLE)
def test_what_xml_cannot_hold_is_dropped_and_the_rest_kept(text: str) -> None:
    paper = invented.paper(title=text, abstract=text, authors=(text,))
    for path, feed in read(one_day(paper, invented.paper(2))).items():
        assert not feed.bozo, path
        assert feed.entries[0].title.split()[-1] == "here"
        assert feed.entries[1].title == invented.paper(2).title


@given(XML_TEXT)
def test_both_readings_of_a_feeds_text_agree(text: str) -> None:
    written = safe_text(text)
    assert words(f"|{written}") == f"|{text}"  # lxml strips the white space a fragment begins with
    assert (written == text) is not reads_as_markup(text)


@given(st.text(st.characters(exclude_categories=())))
def test_xml_text_is_always_writable_and_loses_nothing_writable(text: str) -> None:
    kept = xml_text(text)
    element = etree.Element("x")
    element.text = kept
    assert etree.fromstring(etree.tostring(element)).text == (kept or None)
    assert xml_text(kept) == kept
    assert set(text) - set(kept) <= {c for c in text if c < " " or "\ud800" <= c <= "\udfff" or c in "\ufffe\uffff"}


def test_a_briefing_becomes_an_item_with_its_evidence() -> None:
    papers = (invented.paper(1), invented.paper(2))
    briefing = invented.briefing(papers)
    by_id = {paper.id: paper for paper in papers}

    def href(paper_id: str) -> str:
        return f"https://radar.example/hub/#{paper_id}"

    item = briefing_item(briefing, papers=by_id, href=href, site="Sample Radar")
    assert (item.summary, item.summary_lang, item.ai) == ("We invent sample 1.", "en", False)
    assert "https://radar.example/hub/#arxiv:2606.00002" in item.content
    model = briefing_item(replace(briefing, by="model"), papers=by_id, href=href, site="Sample Radar")
    assert model.ai
    assert model.content.startswith('<p lang="zh-CN"><strong>AI 生成 · 未经人工核对</strong></p>')
    assert model.title == f"【AI 生成】{briefing.title}"
    assert (model.summary, model.summary_lang) == ("【AI 生成 · 未经人工核对】We invent sample 1.", "zh-CN")
    assert "<q lang" in model.content
    assert item.title == briefing.title
    english = briefing_item(replace(briefing, lang="en"), papers=by_id, href=href, site="Sample Radar")
    assert len({item.urn, english.urn, urn(papers[0].id, "zh")}) == 3
    assert item.urn == model.urn
