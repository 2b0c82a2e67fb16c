"""What is markup, what is text, and what a formula reads as."""

from __future__ import annotations

import html
import re
from pathlib import Path

import feedparser
import pytest
from hypothesis import given
from hypothesis import strategies as st

from radar.sift.mathml import math_text
from radar.sift.text import clean, strip_arxiv_prefix, strip_markup

PIECES = st.lists(
    st.sampled_from(
        (
            *(
                "<p>",
                "</p>",
                "<i>",
                "</i>",
                "<sub>",
                "</sub>",
                "<sup>",
                "</sup>",
                "<h2>",
                "</h2>",
                "<br/>",
                "<script>",
            ),
            *(
                "</script>",
                "<math>",
                "</math>",
                "<msup>",
                "</msup>",
                "<!--",
                "-->",
                "<![CDATA[",
                "]]>",
                "<",
                ">",
                "&",
            ),
            *(
                "&amp;",
                "&lt;",
                "&#",
                "&#x41;",
                "<a href='",
                "'",
                '"',
                "<a b=c/d=e",
                "<x>",
                " ",
                "\n",
                "Abstract",
                ":",
                "2",
            ),
            *("word", "α", "<mml:mi>", "</mml:mi>", "<q>", "<img alt='$x$'>", "\x00", "\ud800"),
        )
    )
).map("".join)


@pytest.mark.parametrize(
    "text",
    [
        "p < 0.05 and q > 3",
        "a<b, b>c and x <y> z",
        "Let models <think> before </think> they answer",
        "if a <b and c> d",
        "$<a,x>=0$ with $x\\in F$",
        "R&D, AT&T; &unknown; &#9999999999; & more",
        "Abstract interpretation of loops",
    ],
)
def test_text_that_only_looks_like_markup_is_kept(text: str) -> None:
    assert strip_markup(text) == text


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("<i>E. coli</i> O157", "E. coli O157"),
        ("<p>One</p><p>Two<br/>three", "One Two three"),
        ("unclosed <b>bold", "unclosed bold"),
        ('<a title="x > y" href=\'z\'>link</a> <A HREF="torn>link</A>', "link link"),
        ("<p class=x>q</P >", "q"),
        ("&lt;i&gt; is text, &amp;amp; is &amp;", "<i> is text, &amp; is &"),
        ("12&nbsp;&#8211;&#x2013;&minus; 3", "12 ––− 3"),
        ("<script>alert(1)</script>rest <style>p{}</style>of it", "rest of it"),
        ("never closed: <script>alert(1)", "never closed: alert(1)"),
        ("a<!-- aside -->b <!-- never closed", "ab never closed"),
        ("<![CDATA[a < b]]>", "a < b]]>"),
        ("<?xml version='1.0'?><!DOCTYPE html>a", "a"),
        ("she said <q>so</q>", "she said “so”"),
        ('see <img src="f.png" alt="$\\alpha&gt;0$"/><img src="g.png" alt="a photo"/>', "see $\\alpha>0$"),
    ],
)
def test_markup_goes_and_its_text_stays(markup: str, text: str) -> None:
    assert clean(strip_markup(markup)) == text


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("CO<sub>2</sub>", "CO₂"),
        ("10<sup>-3</sup> m<sup>1</sup>A <sup>28</sup>O Ca<sup>2+</sup>", "10⁻³ m¹A ²⁸O Ca²⁺"),
        ("LuH<sub>2±x</sub>N<sub>y</sub>", "LuH2±xNy"),
        ("the 5<sup>th</sup> of strain A7<sup>T</sup>", "the 5th of strain A7^T"),
        ("2<sup>k</sup>, e<sup>−λt</sup>, x<sup>2n+1</sup>", "2^k, e^(−λt), x²ⁿ⁺¹"),
        ("1<sup>2</sub>3</sup> and <sup>unclosed", "1²³ and unclosed"),
        ("<sup>" + "long " * 20 + "</sup>", ("long " * 20).strip()),
    ],
)
def test_indices_keep_their_meaning(markup: str, text: str) -> None:
    assert clean(strip_markup(markup)) == text


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("<jats:title>Abstract</jats:title><jats:p>We <jats:italic>show</jats:italic> it.</jats:p>", "We show it."),
        ("<jats:sec><jats:title>Aim</jats:title><jats:p>To see.</jats:p></jats:sec>", "Aim: To see."),
        ("<h2>Methods:</h2><p>We look.</p>", "Methods: We look."),
        ("\nAbstract\nPlain text.", "Plain text."),
        ("Abstract: Plain text.", "Plain text."),
    ],
)
def test_headings_are_set_off_and_the_word_abstract_goes(markup: str, text: str) -> None:
    assert clean(strip_markup(markup)) == text


@pytest.mark.parametrize(
    ("formula", "text"),
    [
        ('<math alttext="x^2+1"><mi>x</mi></math>', "$x^2+1$"),
        ('<math alttext="p &lt; 0.05"><mi>p</mi></math>', "p < 0.05"),
        (
            "<math><annotation encoding='application/x-tex'>{\\displaystyle \\alpha}</annotation></math>",
            "$\\alpha$",
        ),
        ("<mml:math><mml:msup><mml:mi>x</mml:mi><mml:mn>2</mml:mn></mml:msup></mml:math>", "x²"),
        ("<math><msub><mi>T</mi><mi>c</mi></msub><mo>&lt;</mo><mn>5</mn></math>", "T_c<5"),
        ("<math><mfrac><mrow><mi>a</mi><mo>+</mo><mn>1</mn></mrow><mi>b</mi></mfrac></math>", "(a+1)/b"),
        ("<math><msqrt><mi>s</mi></msqrt><mo>=</mo><mroot><mi>x</mi><mn>3</mn></mroot></math>", "√s=³√x"),
        ("<math><msubsup><mi>y</mi><mi>i</mi><mi>n</mi></msubsup><mspace/><mi>z</mi></math>", "y_iⁿ z"),
        ("<math><mover><mi>x</mi><mo>¯</mo></mover><mo>′</mo></math>", "x¯′"),
        ("<math><munderover><mo>∑</mo><mn>1</mn><mi>k</mi></munderover></math>", "∑₁^k"),
        ("<math><mfenced><mi>a</mi><mi>b</mi></mfenced></math>", "(a, b)"),
        ("<math><mphantom><mi>a</mi></mphantom><msup><mi>torn</mi></math>", "torn"),
    ],
)
def test_a_formula_reads_as_its_tex_or_its_text(formula: str, text: str) -> None:
    assert math_text(formula) == text
    assert clean(strip_markup(f"before {formula} after")) == f"before {text} after"


def test_a_huge_formula_keeps_its_bare_text() -> None:
    assert math_text("<math>" + "<mi>x</mi>" * 5000 + "</math>").split() == ["x"] * 5000


@given(PIECES)
def test_no_mixture_of_markup_breaks_anything(text: str) -> None:
    clean(strip_markup(text))


@given(st.text(alphabet=st.characters(codec="utf-8", exclude_categories=["Cc"])))
def test_escaped_text_comes_back_unharmed(text: str) -> None:
    assert strip_markup(f"<b>{html.escape(text)}</b>") == text


@pytest.mark.parametrize(
    "unit",
    [
        *("<", "<a ", '<a b="', "<a b=c/d/e=f", "<!--", "<![CDATA[", "<script>", "<math>", "<sup>", "<sup>x</sup>"),
        *("<p>", "<h1>", "&#", "&", "<math><mrow>x</math>", "<mml:", "\n", "<annotation x-", "<math><annotation x-"),
    ],
)
def test_a_million_hostile_characters_pass(unit: str) -> None:
    times = 1_000_000 // len(unit)
    assert len(strip_markup(unit * times)) <= 1_000_000
    assert len(strip_markup("<math>" + unit * 3000 + "</math>")) <= len(unit) * 3000 + 20


@pytest.mark.parametrize(
    "description",
    [
        "arXiv:2402.99999v4 Announce Type: replace-cross \nAbstract: We test it.",
        "arXiv:2402.99999v1 Announce Type: new Abstract: We test it.",
        "  arXiv:hep-th/9901999v1 Announce Type: cross\r\nAbstract: We test it.",
        "<p>arXiv:2402.99999v1 Announce Type: new <br/>\nAbstract: We test it.",
        "arXiv:2402.99999v1 Announce Type: new\n\nWe test it.",
        "We test it.",
    ],
)
def test_the_announcement_line_never_reaches_a_reader(description: str) -> None:
    assert strip_arxiv_prefix(description) == "We test it."


def test_an_abstract_that_speaks_of_announcements_is_kept() -> None:
    text = "We study arXiv:2402.99999v4 Announce Type: new and Abstract: lines."
    assert strip_arxiv_prefix(text) == text


def test_no_tag_survives_in_real_feeds(shared: Path) -> None:
    tags = re.compile(r"</?(?:p|i|em|b|strong|sub|sup|span|div|a|br|h\d|jats:\w+|mml:\w+)\b[^<>]*>")
    files = [
        f for d in ("nature-rdf", "journal-*", "biorxiv-rdf") for f in (shared / "data/feeds").glob(f"{d}/*.xml")
    ]
    seen = 0
    for file in files:
        feed = feedparser.parse(file.read_bytes(), sanitize_html=False, resolve_relative_uris=False)
        for entry in feed.entries:
            for text in (entry.get("title", ""), entry.get("summary", "")):
                seen += bool(tags.search(text))
                assert not tags.search(strip_markup(text))
    assert seen > 500
