"""Text that becomes HTML, and nothing else."""

from __future__ import annotations

from dataclasses import replace

import invented
import pytest
from hypothesis import given
from hypothesis import strategies as st
from invented import HOSTILE
from lxml import html

from radar.models import Citation, Section, Sentence
from radar.publish.formulas import tex
from radar.publish.render import (
    briefing_html,
    paragraph_html,
    plain,
    sanitised,
    sections_html,
    sources_html,
    text_html,
)

TEXT = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs")))


def parse(markup: str) -> html.HtmlElement:
    return html.fragment_fromstring(markup, create_parent=True)


def href(paper_id: str) -> str:
    return f"../18/#{paper_id}"


@given(TEXT)
def test_text_comes_out_as_that_text_and_no_element(text: str) -> None:
    element = parse(f"|{text_html(text)}")
    assert element.text_content() == f"|{text}"
    assert len(element) == 0


@given(TEXT)
def test_text_stays_inside_a_quoted_attribute(text: str) -> None:
    element = html.fragment_fromstring(f'<i title="{text_html(text)}"></i>')
    assert dict(element.attrib) == {"title": text}


@given(TEXT)
def test_the_second_lock_leaves_escaped_text_as_it_is(text: str) -> None:
    assert parse(f"|{sanitised(str(paragraph_html(text, 'en')))}").text_content() == f"|{text}"


@pytest.mark.parametrize(
    "markup",
    [
        "<script>alert(1)</script>",
        "<p onclick=alert(1) style=color:red>",
        '<a href="javascript:alert(1)">',
        '<a href=" java\nscript:alert(1)">',
        '<a href="data:text/html,x">',
        "<img src=x onerror=alert(1)>",
        "<svg><script>alert(1)</script></svg>",
        "<iframe src=https://x.example></iframe>",
        "<math><mi xlink:href=javascript:alert(1)></math>",
        "<style>*{}</style><form action=x><input></form><base href=x>",
    ],
)
def test_the_second_lock_takes_out_what_runs_loads_or_restyles(markup: str) -> None:
    out = parse(str(sanitised(f"<p>before</p>{markup}<p>after</p>")))
    assert {str(each.tag) for each in out.iterdescendants()} <= {"p", "a", "math", "mi"}
    assert {name for each in out.iter() for name in each.attrib} == set()
    assert out.text_content().startswith("before")
    assert out.text_content().endswith("after")


def test_the_second_lock_keeps_our_own_links() -> None:
    markup = '<p lang="en"><a href="../18/#x" title="y">t</a> <a href="https://arxiv.org/abs/1">u</a></p>'
    assert str(sanitised(markup)) == markup


def test_plain_text_is_one_line() -> None:
    assert plain(" p < 0.05\n and\tq > 3 ") == "p < 0.05 and q > 3"


def test_an_empty_text_is_no_paragraph() -> None:
    assert paragraph_html("", "en") == ""


def test_every_sentence_leads_to_its_source_and_the_source_to_the_paper() -> None:
    papers = (invented.paper(1), invented.paper(2))
    briefing, known = invented.briefing(papers), {p.id: p for p in papers}
    out = parse(
        str(sections_html(briefing, papers=known, href=href) + sources_html(briefing, papers=known, href=href))
    )
    markers = out.xpath("//ul//sup/a")
    assert [a.text for a in markers] == ["[1]", "[2]"]
    assert [a.get("href") for a in markers] == [href(paper.id) for paper in papers]
    sources = [out.get_element_by_id(a.get("aria-describedby")) for a in markers]
    assert [source.find("a").text for source in sources] == [paper.title for paper in papers]
    assert [source.find("a").get("href") for source in sources] == [href(paper.id) for paper in papers]
    assert [li.get("lang") for li in out.xpath("//ul/li")] == ["en", "en"]


def test_a_sentence_may_rest_on_several_papers_and_stand_under_a_heading() -> None:
    papers = (invented.paper(1), invented.paper(2))
    section = Section(heading="方法", sentences=(Sentence(text="两篇都虚构。", cites=(1, 2)),))
    briefing = invented.briefing(papers, sections=(section,), by="model", model="m")
    out = parse(str(briefing_html(briefing, papers={p.id: p for p in papers}, href=href)))
    assert out.xpath("string(//h3)") == "方法"
    assert out.xpath("string(//ul/li)") == "两篇都虚构。[1][2]"
    assert out.xpath("//ul/li/@lang") == ["zh-CN"]
    assert [q.text for q in out.xpath("//ol//q")] == ["We invent sample 1.", "We invent sample 2."]


@pytest.mark.parametrize("level", [2, 3, 4, 5])
def test_behind_a_marker_of_a_models_sentence_stands_the_passage_it_rests_on(level: int) -> None:
    papers = (invented.paper(1), invented.paper(2))
    section = Section(heading="方法", sentences=(Sentence(text="第一篇是虚构的。", cites=(2,)),))
    briefing = invented.briefing(papers, sections=(section,), by="model", model="m")
    out = parse(str(sections_html(briefing, papers={p.id: p for p in papers}, href=href, level=level)))
    (quote,) = out.xpath("//li/sup[@class='cite']/following-sibling::*[1][self::q]")
    assert (quote.text, quote.get("lang")) == ("We invent sample 2.", "en")
    headings = out.xpath("//*[self::h2 or self::h3 or self::h4 or self::h5]")
    assert [(h.tag, h.text, h.get("lang")) for h in headings] == [(f"h{level}", "方法", "zh-CN")]
    assert not out.xpath("//@title")


def test_an_extract_is_its_own_evidence_but_our_words_are_not() -> None:
    papers = (invented.paper(1), invented.paper(2))
    ours = Section(heading="", sentences=(Sentence(text="两篇都谈到“sample”。", cites=(1,)),))
    theirs = Section(heading="Sample Title", sentences=(Sentence(text="We invent sample 2.", cites=(2,)),))
    briefing = invented.briefing(papers, sections=(ours, theirs), kind="cross")
    known = {p.id: p for p in papers}
    out = parse(str(sections_html(briefing, papers=known, href=href)))
    assert [q.text for q in out.xpath("//q")] == ["We invent sample 1."]
    assert out.xpath("//h3/@lang") == ["en"]
    listed = parse(str(sources_html(briefing, papers=known, href=href)))
    assert [q.text for q in listed.xpath("//q")] == ["We invent sample 1."]


def test_a_place_without_styles_gets_no_passage_in_the_middle_of_a_text() -> None:
    papers = (invented.paper(1),)
    briefing = invented.briefing(papers, by="model", model="m")
    out = parse(str(briefing_html(briefing, papers={p.id: p for p in papers}, href=href)))
    assert out.xpath("//ul//q") == []
    assert out.xpath("//ul//a/@title") == ["We invent sample 1."]
    assert [q.text for q in out.xpath("//ol//q")] == ["We invent sample 1."]


def test_a_paper_taken_down_leaves_its_number_and_nothing_else() -> None:
    papers = (invented.paper(1), invented.paper(2))
    briefing = invented.briefing(papers, by="model", model="m")
    known = {papers[1].id: papers[1]}
    page = sections_html(briefing, papers=known, href=href) + sources_html(briefing, papers=known, href=href)
    for text, quotes, titles in (
        (page, 2, []),
        (briefing_html(briefing, papers=known, href=href), 1, ["", "We invent sample 2."]),
    ):
        out = parse(str(text))
        gone, kept = out.xpath("//ol/li")
        assert gone.text_content().strip() == "[1]"
        assert papers[1].title in kept.text_content()
        assert out.xpath("//ul//a/@href") == ["#cite-samples-1", href(papers[1].id)]
        assert [q.text for q in out.xpath("//q")] == ["We invent sample 2."] * quotes
        assert out.xpath("//@title") == titles


@pytest.mark.parametrize("text", HOSTILE)
def test_a_hostile_briefing_is_only_text(text: str) -> None:
    paper = invented.paper(1, title=text)
    briefing = replace(
        invented.briefing([paper]),
        by="model",
        sections=(Section(heading=text, sentences=(Sentence(text=text, cites=(1,)),)),),
        citations=(Citation(number=1, paper_id=paper.id, span=text),),
    )
    known = {paper.id: paper}
    out = parse(str(briefing_html(briefing, papers=known, href=href)))
    assert {str(each.tag) for each in out.iterdescendants()} == {"section", "h3", "ul", "li", "sup", "a", "ol", "q"}
    assert {name for each in out.iter() for name in each.attrib} == {"class", "lang", "href", "title", "id"}
    assert out.text_content().count(tex.plain(text)) == 4
    assert out.xpath("//sup/a/@title") == [tex.plain(text)]
    page = parse(str(sections_html(briefing, papers=known, href=href)))
    typeset = parse(str(tex.html(text)))
    formula = {str(each.tag) for each in typeset.iterdescendants()}
    assert {str(each.tag) for each in page.iterdescendants()} == {
        "section",
        "h3",
        "ul",
        "li",
        "sup",
        "a",
        "q",
    } | formula
    assert page.xpath("//ul//q")[0].text_content() == typeset.text_content()


def test_formulas_are_mathml_on_pages_and_unicode_in_feeds() -> None:
    text = r"A bound of $x^2 \leq \alpha$ for H$_2$O."
    paper = invented.paper(1, title=text)
    briefing = replace(
        invented.briefing([paper]),
        by="model",
        sections=(Section(heading=text, sentences=(Sentence(text=text, cites=(1,)),)),),
        citations=(Citation(number=1, paper_id=paper.id, span=text),),
    )
    known = {paper.id: paper}
    page = parse(str(sections_html(briefing, papers=known, href=href)))
    for place in ("//h3", "//ul/li", "//q"):
        assert page.xpath(f"{place}//math/@alttext")[0] == r"x^2 \leq \alpha", place
    sources = parse(str(sources_html(briefing, papers=known, href=href)))
    assert len(sources.xpath("//a//math")) == len(sources.xpath("//q//math")) == 1
    feed = parse(str(briefing_html(briefing, papers=known, href=href)))
    assert not feed.xpath("//math")
    assert feed.text_content().count("A bound of x² ≤ α for H₂O.") == 4
    assert feed.xpath("//sup/a/@title") == ["A bound of x² ≤ α for H₂O."]


def test_a_hostile_address_is_no_link() -> None:
    paper = invented.paper(1)
    out = briefing_html(invented.briefing([paper]), papers={paper.id: paper}, href=lambda _: "javascript:alert(1)")
    assert "javascript" not in out
