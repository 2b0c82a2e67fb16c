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
from radar.publish.render import briefing_html, paragraph_html, plain, sanitised, text_html

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
    assert {str(each.tag) for each in out.iterdescendants()} <= {"p", "a"}
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
    out = parse(str(briefing_html(invented.briefing(papers), papers={p.id: p for p in papers}, href=href)))
    markers = out.xpath("//ul//sup/a")
    assert [a.text for a in markers] == ["[1]", "[2]"]
    assert [a.get("title") for a in markers] == ["We invent sample 1.", "We invent sample 2."]
    sources = [out.get_element_by_id(a.get("href").removeprefix("#")) for a in markers]
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


def test_a_paper_taken_down_leaves_its_number_and_nothing_else() -> None:
    papers = (invented.paper(1), invented.paper(2))
    out = parse(str(briefing_html(invented.briefing(papers), papers={papers[1].id: papers[1]}, href=href)))
    gone, kept = out.xpath("//ol/li")
    assert gone.text_content().strip() == "[1]"
    assert papers[1].title in kept.text_content()


@pytest.mark.parametrize("text", HOSTILE)
def test_a_hostile_briefing_is_only_text(text: str) -> None:
    paper = invented.paper(1, title=text)
    briefing = replace(
        invented.briefing([paper]),
        by="model",
        sections=(Section(heading=text, sentences=(Sentence(text=text, cites=(1,)),)),),
        citations=(Citation(number=1, paper_id=paper.id, span=text),),
    )
    out = parse(str(briefing_html(briefing, papers={paper.id: paper}, href=href)))
    assert {str(each.tag) for each in out.iterdescendants()} == {"section", "h3", "ul", "li", "sup", "a", "ol", "q"}
    assert {name for each in out.iter() for name in each.attrib} == {"class", "lang", "href", "title", "id"}
    assert out.text_content().count(text) == 4
    assert out.xpath("//sup/a/@title") == [text]


def test_a_hostile_address_is_no_link() -> None:
    paper = invented.paper(1)
    out = briefing_html(invented.briefing([paper]), papers={paper.id: paper}, href=lambda _: "javascript:alert(1)")
    assert "javascript" not in out
