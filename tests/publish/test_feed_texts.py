"""What strangers and models wrote, in feeds of every format: whole, labelled, and never more than text."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from urllib.parse import urljoin

import feedparser
import invented
import orjson
import pytest
from feed_readers import Read, named, raw, tags, words
from hypothesis import given
from hypothesis import strategies as st
from invented import FRIDAY, HOSTILE, UNWRITABLE
from lxml import etree

from faults.matrix import Seen
from radar.models import Gist, Place
from radar.publish.formulas import tex
from radar.publish.syndication.feed_xml import reads_as_markup, safe_text, xml_text
from radar.publish.view import Day, Site

XML_TEXT = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs"), exclude_characters="\ufffe\uffff"))


def one_day(*papers: Any, **changes: Any) -> Site:
    return invented.site([Day(day=FRIDAY, papers=tuple(invented.entry(p, "samples") for p in papers))], **changes)


def of_papers(site: Site, lang: str = "zh") -> Iterator[tuple[str, list[Read]]]:
    for name in ("all", "topic-samples"):
        yield from named(site, name, lang).items()


def test_the_summary_is_the_gist_and_the_content_holds_the_abstract_and_why() -> None:
    paper = invented.paper()
    gist = Gist(id=paper.id, lang="", text="It shows nothing at all.", span="It shows nothing at all.")
    day = Day(day=FRIDAY, papers=(invented.entry(paper, "samples", gists=[gist]),))
    for path, items in of_papers(invented.site([day])):
        assert items[0].summary == gist.text, path
        content = words(items[0].content)
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
        for path, (written, plain) in named(invented.site([day]), "all", lang).items():
            assert ("ai-generated" in written.tags) is is_labelled, path
            assert ("AI 生成" in words(written.content)) is is_labelled
            assert ("AI 生成" in written.summary) is is_labelled
            assert "ai-generated" not in plain.tags


def test_a_sample_says_that_it_is_one() -> None:
    for lang, said in (("zh", "示例数据"), ("en", "sample data")):
        for path, data in raw(one_day(invented.paper(), sample=True), lang).items():
            found = orjson.loads(data) if path.endswith(".json") else feedparser.parse(data).feed
            assert said in found["title"], path
            assert found.get("description", found.get("subtitle")) == said, path


def test_the_look_of_a_feed_is_found_from_where_the_feed_lies() -> None:
    for lang in ("zh", "en"):
        for path, data in raw(one_day(invented.paper()), lang).items():
            if path.endswith(".xml"):
                look = etree.fromstring(data).getprevious()
                assert isinstance(look, etree._ProcessingInstruction)  # noqa: SLF001 - lxml has no public name for it
                assert look.get("type") == "text/css"
                found = urljoin(f"https://base.example/{path}", look.get("href"))
                assert found == "https://base.example/theme/feed.css"


def test_the_same_site_gives_the_same_bytes() -> None:
    assert raw(one_day(invented.paper())) == raw(one_day(invented.paper()))


@pytest.mark.fault("M3")
@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_stays_text(text: str, seen: Seen) -> None:
    paper = invented.paper(1, title=text, abstract=f"{text} Second sentence.", authors=(text, "Sample Author 2"))
    other = invented.paper(2)
    for path, (first, neighbour) in of_papers(one_day(paper, other)):
        assert first.title == tex.plain(text), path
        assert len(first.authors) == 2
        assert tags(first.content) <= {"p", "a"}
        assert tex.plain(text) in words(first.content)
        assert neighbour.title == other.title
    seen(f"{text[:40]!r}: shown, tags p and a alone")


@pytest.mark.parametrize("text", HOSTILE)
def test_text_that_may_be_taken_for_html_shows_as_it_is_written(text: str) -> None:
    """Readers differ on whether the titles, names and summaries of XML feeds are HTML; so both readings agree."""
    paper = invented.paper(1, title=text, abstract=f"{text} Second sentence.", authors=(text,))
    for path, data in raw(one_day(paper)).items():
        if path.endswith(".xml") and "all" in path:
            for element in etree.fromstring(data).iter(
                "{*}title", "{*}summary", "{*}name", "{*}creator", "{*}category"
            ):
                assert tags(element.text or "") == set(), path


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_names_of_sources_and_categories_stay_text(text: str) -> None:
    place = Place(name=text, kind="feed", category=text)
    for _, items in of_papers(one_day(invented.paper(places=(place,), categories=(text,)))):
        assert text in words(items[0].content)
        assert tags(items[0].content) <= {"p", "a"}


@pytest.mark.parametrize("text", UNWRITABLE)
def test_what_xml_cannot_hold_is_dropped_and_the_rest_kept(text: str) -> None:
    paper = invented.paper(title=text, abstract=text, authors=(text,))
    for path, items in of_papers(one_day(paper, invented.paper(2))):
        assert items[0].title.split()[-1] == "here", path
        assert items[0].authors[0].split()[-1] == "here"
        assert items[1].title == invented.paper(2).title


def test_very_long_text_is_written_whole() -> None:
    long = "An invented word. " * 4000
    paper = invented.paper(1, title=long.strip(), abstract=long)
    for path, items in of_papers(one_day(paper)):
        assert items[0].title == long.strip(), path
        assert long.strip() in words(items[0].content)


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
