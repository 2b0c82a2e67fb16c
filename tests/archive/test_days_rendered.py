from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta, timezone
from html import unescape
from pathlib import Path
from typing import Any

import markdown
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from lxml import html

from radar.archive import days, dialect
from radar.errors import ArchiveError
from radar.models import Briefing, Citation, Paper, Section, Sentence
from radar.sift.text import clean

DAY = date(2026, 6, 19)
IN_TMP = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])

HOSTILE = (
    # what ends or forges a header (FAULTS F16)
    "---",
    "\r\nStatus: draft",
    "\nSave_as: CNAME",
    "Template: x",
    "Briefing-1: kind=topic; slug=x",
    # what Pelican and Jinja act on (FAULTS F17)
    "{attach}../.env",
    "[x]({static}/../../etc/passwd)",
    "|filename|/x.md",
    "{{ 7*7 }}{% raw %}",
    "{: onclick=alert(1) .x #y }",
    # definitions, and what is never closed (FAULTS F18)
    "[1]: http://evil.example/",
    "[^1]: note",
    "*[AI]: x",
    "```",
    "~~~",
    "<script>alert(1)",
    "</article>",
    "<!--",
    "<?php",
    "&lt;b&gt; &#60;i&#62; &amp;amp; &copy;",
    # marks, links and lists
    "![x](https://evil.example/x.png)",
    "[x](javascript:alert(1))",
    "[x][1] [1] [1][] [[1]](#)",
    "<https://evil.example>",
    "https://evil.example/ http://evil.example ftp://evil.example",
    "www.evil.example _www.evil.example WWW.evil.example",
    "**a** __b__ *c* _d_ ~~e~~ `f` ``g``",
    "$x$ $$y$$ $`z`$",
    "a | b\n--- | ---\nc | d",
    "# a",
    "## b ##",
    "### Sources",
    "> q",
    "- i",
    "+ i",
    "* i",
    "1. i",
    "2) i",
    "===",
    ": d",
    "!!! note",
    "\\",
    "\\\\[",
    "a\\",
    "[x] t",
    "—",
    "1. [x](https://evil.example) · “y” · `arxiv:1`",
    "” · `arxiv:2601.00001`",
    " [1](https://evil.example)",
    "text. [1]",
    "p < 0.05 and q > 3, 50% of $5 & A_b^c",
    "一种虚构的潮汐。",
)
LETTERS = st.one_of(
    st.sampled_from("[](){}<>*_`~|$\\#!&:;@.-+=^\"'“”·—0123456789 \n\r\t\u2028\x0b\x85"), st.characters()
)
WILD = st.one_of(
    st.text(LETTERS, max_size=30),
    st.lists(st.one_of(st.sampled_from(HOSTILE), st.text(LETTERS, max_size=6)), max_size=4).map("".join),
)
TEXT = WILD.map(clean)
NAME = st.text(st.characters(exclude_categories=["Cs"]), max_size=15)
COUNT = st.integers(0, 10**6)
MOMENT = st.datetimes(timezones=st.sampled_from([UTC, timezone(timedelta(hours=5, minutes=45))]))
IDS = st.sampled_from(
    ["arxiv:2606.00001", "arxiv:hep-th/9901001", "doi:10.5555/(a)<b>;2-#_x", "doi:10.5555/1", "url:00ff"]
)
URLS = st.one_of(
    st.sampled_from(
        [
            "",
            "https://journal.example/a_(b)?c=d&e=f#g",
            "http://journal.example/",
            "javascript:alert(1)",
            "https://[",
            "https://user@journal.example/",
            'https://journal.example/" onclick="x',
            "https://journal.example/) [x](javascript:alert(1)",
            "https://journal.example/\n# x",
            "https://journal.example/a'b'",
            "https://journal.example/&lt;x&gt;`*_",
        ]
    ),
    WILD.map("https://journal.example/".__add__),
    WILD,
)


def paper(paper_id: str = "arxiv:2606.00001", **changes: Any) -> Paper:
    fields: dict[str, Any] = {
        "id": paper_id,
        "day": DAY,
        "title": "An Invented Tide",
        "authors": ("Sample Author",),
        "abstract": "A tide is invented.",
        "url": "https://journal.example/1",
        "places": (),
    }
    return Paper(**{**fields, **changes})


def briefing(*sentences: Sentence, **changes: Any) -> Briefing:
    fields: dict[str, Any] = {
        "slug": "tides",
        "kind": "topic",
        "day": DAY,
        "lang": "en",
        "title": "Tides: 1 new paper",
        "sections": (Section(heading="", sentences=sentences or (Sentence(text="A tide.", cites=(1,)),)),),
        "citations": (Citation(number=1, paper_id="arxiv:2606.00001", span="A tide."),),
        "paper_count": 1,
    }
    return Briefing(**{**fields, **changes})


PAPERS = {"arxiv:2606.00001": paper()}


@st.composite
def written(draw: st.DrawFn) -> tuple[str, list[Briefing], dict[str, Paper]]:
    """Draw what a day may hold: a language, briefings and the papers they cite."""
    lang = draw(st.sampled_from(["zh", "en", "de"]))
    papers = {one: paper(one, title=draw(TEXT), url=draw(URLS)) for one in draw(st.sets(IDS, min_size=1))}
    slugs = draw(st.lists(st.from_regex(r"[a-z0-9-]{1,80}", fullmatch=True), min_size=1, max_size=3, unique=True))
    return lang, [draw(_briefings(slug, lang, sorted(papers))) for slug in slugs], papers


def _briefings(slug: str, lang: str, ids: Sequence[str]) -> st.SearchStrategy[Briefing]:
    spans = st.lists(st.tuples(st.sampled_from(ids), TEXT), max_size=3)
    return spans.flatmap(
        lambda found: st.builds(
            Briefing,
            slug=st.just(slug),
            kind=st.sampled_from(["topic", "cross"]),
            day=st.just(DAY),
            lang=st.just(lang),
            title=TEXT,
            sections=st.lists(_sections(len(found)), max_size=3).map(tuple),
            citations=st.just(tuple(Citation(number=n, paper_id=i, span=s) for n, (i, s) in enumerate(found, 1))),
            paper_count=COUNT,
            by=st.sampled_from(["abstract", "model"]),
            model=NAME,
            prompt=NAME,
            tokens_in=COUNT,
            tokens_out=COUNT,
            usd=st.floats(0, 100),
            dropped=COUNT,
            fields=st.lists(st.from_regex(r"[a-z]{1,20}", fullmatch=True), max_size=3).map(tuple),
            made=st.one_of(st.just(""), MOMENT.map(datetime.isoformat)),
        )
    )


def _sections(citations: int) -> st.SearchStrategy[Section]:
    cites = st.lists(st.integers(1, citations), max_size=3).map(tuple) if citations else st.just(())
    return st.builds(
        Section, heading=TEXT, sentences=st.lists(st.builds(Sentence, text=TEXT, cites=cites), max_size=3).map(tuple)
    )


def render(file: Path) -> html.HtmlElement:
    """Render a day's file with every construct switched on that could find something in it."""
    extensions = ["extra", "meta", "admonition", "toc", "sane_lists", "nl2br", "wikilinks"]
    shown = markdown.Markdown(extensions=extensions, output_format="html")
    return html.fromstring(f"<main>{shown.convert(file.read_text(encoding='utf-8'))}</main>")


# -- round trip ------------------------------------------------------------------------


@given(written())
@example(("en", [briefing(Sentence(text="", cites=()), Sentence(text="—", cites=(1,)))], PAPERS))
@example(("en", [briefing(Sentence(text="[1] 2. [1](https://x)", cites=(1, 1)))], PAPERS))
@example(("en", [briefing(title="", sections=(Section(heading="Sources", sentences=()),), citations=())], PAPERS))
@example(("en", [briefing(model="-", prompt="%2D", usd=1e-7)], PAPERS))
@example(("zh", [briefing(lang="zh", kind="cross", fields=("cs", "bio"), prompt="p", by="abstract")], PAPERS))
@IN_TMP
def test_briefings_come_back_equal_to_those_written(
    tmp_path: Path, day: tuple[str, list[Briefing], dict[str, Paper]]
) -> None:
    lang, briefings, papers = day
    days.write_day(tmp_path, DAY, lang, briefings, papers)
    read = days.read_day(days.path(tmp_path, DAY, lang))
    assert (read.day, read.lang, read.briefings) == (DAY, lang, tuple(briefings))
    assert not days.write_day(tmp_path, DAY, lang, list(read.briefings), papers)


@given(texts=st.tuples(*[WILD] * 4))
@IN_TMP
def test_text_that_nobody_cleaned_stays_in_its_line(tmp_path: Path, texts: tuple[str, str, str, str]) -> None:
    days.write_day(tmp_path, DAY, "en", [_of(*texts)], PAPERS)
    file = days.path(tmp_path, DAY, "en")
    dirty = file.read_text(encoding="utf-8")
    (read,) = days.read_day(file).briefings
    days.write_day(tmp_path, DAY, "en", [_of(*("x" if text else "" for text in texts))], PAPERS)
    plain = file.read_text(encoding="utf-8")
    assert len(dirty.splitlines()) == len(plain.splitlines())
    assert dirty.split("\n---\n")[0] == plain.split("\n---\n")[0]
    assert [one.cites for section in read.sections for one in section.sentences] == [(1,)]


def _of(title: str, heading: str, sentence: str, span: str) -> Briefing:
    return briefing(
        title=title,
        sections=(Section(heading=heading, sentences=(Sentence(text=sentence, cites=(1,)),)),),
        citations=(Citation(number=1, paper_id="arxiv:2606.00001", span=span),),
    )


# -- what others see in it -------------------------------------------------------------


@given(written())
@example(
    ("en", [briefing()], {"arxiv:2606.00001": paper("url:00ff", url="https://journal.example/?a=1&lt;b&copy=2")})
)
@IN_TMP
def test_markdown_finds_nothing_in_it_that_we_did_not_put_there(
    tmp_path: Path, day: tuple[str, list[Briefing], dict[str, Paper]]
) -> None:
    lang, briefings, papers = day
    days.write_day(tmp_path, DAY, lang, briefings, papers)
    main = render(days.path(tmp_path, DAY, lang))
    for element in main.iterdescendants():
        assert element.tag in {"h1", "h2", "h3", "h4", "h5", "h6", "p", "ol", "li", "em", "a", "code"}
        assert set(element.attrib) <= ({"href"} if element.tag == "a" else {"id"})
    targets = [str(one) for one in main.xpath("//a/@href")]
    assert set(targets) <= {unescape(dialect.address(one)) for one in papers.values()}
    assert len(main.xpath("//h2")) == len(briefings)
    assert len(main.xpath("//li")) == sum(len(one.citations) for one in briefings)


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_is_shown_as_it_is(tmp_path: Path, text: str) -> None:
    text = clean(text)
    one = briefing(
        Sentence(text=text, cites=(1,)),
        title=text,
        citations=(Citation(number=1, paper_id="arxiv:2606.00001", span=text),),
    )
    days.write_day(tmp_path, DAY, "en", [one], {"arxiv:2606.00001": paper(title=text)})
    main = render(days.path(tmp_path, DAY, "en"))
    (heading,), (item,) = main.xpath("//h2"), main.xpath("//li")
    assert heading.text_content() == text
    assert [one.text_content() for one in main.xpath("//p")][1] == f"{text} 1"
    assert item.text_content() == f"{text} · “{text}” · arxiv:2606.00001"
    link = "https://arxiv.org/abs/2606.00001"
    assert [str(href) for href in main.xpath("//a/@href")] == [link, link]


def test_headers_hold_fixed_words_dates_and_slugs(tmp_path: Path) -> None:
    hostile = briefing(title="Status: draft", model="x; slug=y\nSave_as: CNAME", prompt="---")
    days.write_day(tmp_path, DAY, "en", [hostile], PAPERS)
    head = days.path(tmp_path, DAY, "en").read_text(encoding="utf-8").split("\n---\n")[0].splitlines()
    assert head[:6] == [
        "---",
        "Title: 2026-06-19 briefings",
        "Date: 2026-06-19",
        "Lang: en",
        "Slug: 2026-06-19",
        "Category: briefings",
    ]
    (briefing_head,) = head[6:]
    assert briefing_head.startswith("Briefing-1: kind=topic; slug=tides; papers=1; by=abstract; ")
    assert "; model=x%3B%20slug%3Dy%0ASave_as%3A%20CNAME; prompt=---; " in briefing_head


@pytest.mark.parametrize("bomb", ["[", "`", "*", "_", "&", "<", "$", "\\", "![", "(", "{", "@", "www."])
def test_no_text_grows_on_its_way_beyond_its_length(tmp_path: Path, bomb: str) -> None:
    text = bomb * (10_000 // len(bomb))
    days.write_day(tmp_path, DAY, "en", [briefing(Sentence(text=text, cites=(1,)))], PAPERS)
    file = days.path(tmp_path, DAY, "en")
    assert file.stat().st_size < 10 * len(text) + 2_000
    assert days.read_day(file).briefings[0].sections[0].sentences[0].text == text
    assert f"{text} 1" in [one.text_content() for one in render(file).xpath("//p")]


@pytest.mark.parametrize(
    ("paper_id", "url", "target"),
    [
        ("arxiv:2606.00001", "javascript:alert(1)", "https://arxiv.org/abs/2606.00001"),
        ("url:00ff", "https://journal.example/a(b)'c'?d=e&f=g", "https://journal.example/a%28b%29%27c%27?d=e&f=g"),
        ("url:00ff", "javascript:alert(1)", None),
        ("url:00ff", "http://journal.example/", None),
        ("url:00ff", "https://user@evil.example/", None),
        ("url:00ff", "https://[", None),
        ("url:00ff", "", None),
        ("doi:10.5555/1", "ftp://journal.example/", "https://doi.org/10.5555/1"),
    ],
)
def test_a_citation_links_to_its_papers_https_address_or_to_nothing(
    tmp_path: Path, paper_id: str, url: str, target: str | None
) -> None:
    one = briefing(citations=(Citation(number=1, paper_id=paper_id, span="A tide."),))
    days.write_day(tmp_path, DAY, "en", [one], {paper_id: paper(paper_id, url=url)})
    main = render(days.path(tmp_path, DAY, "en"))
    assert [str(href) for href in main.xpath("//a/@href")] == ([target, target] if target else [])
    assert days.read_day(days.path(tmp_path, DAY, "en")).briefings == (one,)


# -- files -----------------------------------------------------------------------------


def test_a_day_without_briefings_has_no_file(tmp_path: Path) -> None:
    file = tmp_path / "days" / "2026" / "2026-06-19.en.md"
    assert not days.write_day(tmp_path, DAY, "en", [], {})
    assert days.write_day(tmp_path, DAY, "en", [briefing()], PAPERS)
    assert file.exists()
    assert days.write_day(tmp_path, DAY, "en", [], {})
    assert not file.exists()


def test_the_same_day_again_touches_nothing(tmp_path: Path) -> None:
    assert days.write_day(tmp_path, DAY, "en", [briefing()], PAPERS)
    before = days.path(tmp_path, DAY, "en").stat().st_ino
    assert not days.write_day(tmp_path, DAY, "en", [briefing()], PAPERS)
    assert days.path(tmp_path, DAY, "en").stat().st_ino == before


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"slug": "../x"}, "slug"),
        ({"slug": ""}, "slug"),
        ({"day": date(2026, 6, 18)}, "it is of 2026-06-18"),
        ({"lang": "zh"}, "in zh"),
        ({"citations": ()}, r"it cites \[1\]"),
        ({"citations": (Citation(number=2, paper_id="arxiv:2606.00001", span=""),)}, "not numbered"),
        ({"citations": (Citation(number=1, paper_id="arxiv:2606.00009", span=""),)}, "none of its papers"),
    ],
)
def test_what_cannot_be_read_back_is_refused_and_the_old_file_stands(
    tmp_path: Path, changes: dict[str, Any], why: str
) -> None:
    days.write_day(tmp_path, DAY, "en", [briefing()], PAPERS)
    before = days.path(tmp_path, DAY, "en").read_bytes()
    with pytest.raises(ArchiveError, match=why):
        days.write_day(tmp_path, DAY, "en", [briefing(**changes)], PAPERS)
    assert days.path(tmp_path, DAY, "en").read_bytes() == before


def test_a_language_never_leads_out_of_its_folder(tmp_path: Path) -> None:
    with pytest.raises(ArchiveError, match="no language"):
        days.write_day(tmp_path, DAY, "../x", [briefing(lang="../x")], PAPERS)
    assert list(tmp_path.rglob("*")) == []


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("---\nTitle", "Title"),
        ("Slug: 2026-06-19", "Slug: 2026-06-19\nStatus: draft"),
        ("Date: 2026-06-19", "Date: soon"),
        ("Lang: en\n", ""),
        ("Briefing-1", "Briefing-2"),
        ("papers=1", "papers=many"),
        ("papers=1; ", ""),
        ("## Tides: 1 new paper", "# Tides: 1 new paper"),
        ("A tide. [1](https://arxiv.org/abs/2606.00001)", "A tide. [1](https://evil.example/)"),
        ("A tide. [1](", "A tide. [2]("),
        ("### Sources", "#### Sources"),
        ("1. [", "2. ["),
        (" · `arxiv:2606.00001`", ""),
        ("## Tides", "text before\n\n## Tides"),
        ("1. [An", "## Another\n\n1. [An"),
    ],
)
def test_a_line_that_is_not_of_the_dialect_is_named(tmp_path: Path, old: str, new: str) -> None:
    days.write_day(tmp_path, DAY, "en", [briefing()], PAPERS)
    file = days.path(tmp_path, DAY, "en")
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(ArchiveError, match=r"2026-06-19\.en\.md:\d+: "):
        days.read_day(file)


@pytest.mark.parametrize("data", [b"", b"---\n", b"\xff\xfe", b"---\nTitle: x\n---\n"])
def test_a_file_that_is_none_of_ours_is_named(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "x.md").write_bytes(data)
    with pytest.raises(ArchiveError, match=r"x\.md:"):
        days.read_day(tmp_path / "x.md")


def test_a_file_that_is_missing_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(ArchiveError, match=r"2026-06-19\.en\.md: cannot be read"):
        days.read_day(days.path(tmp_path, DAY, "en"))
