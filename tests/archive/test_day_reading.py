"""A day's file in the eyes of others: of a person with an editor, of GitHub, of a disk that cut it."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from hostile_text import HOSTILE
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from radar.archive import days
from radar.errors import ArchiveError
from radar.models import Briefing, Citation, Paper, Section, Sentence

DAY = date(2026, 6, 19)
FILE = """\
---
Title: 2026-06-19 briefings
Date: 2026-06-19
Lang: en
Slug: 2026-06-19
Category: briefings
Briefing-1: kind=topic; slug=tides; papers=3; by=model; model=sample/model-1%3Afree; prompt=-; tokens_in=9; \
tokens_out=8; usd=0.25; dropped=1
---

## Tides: 3 new papers

*AI-generated, not checked by a person*

A tide is invented. [1](https://arxiv.org/abs/2606.00001)

### Limits

It rises (twice). [2](https://arxiv.org/abs/2606.00002) [1](https://arxiv.org/abs/2606.00001)

### Sources

1. [Invented Tide](https://arxiv.org/abs/2606.00001) · “A tide is invented.” · `arxiv:2606.00001`
2. [Invented Tide](https://arxiv.org/abs/2606.00002) · “It rises” · `arxiv:2606.00002`
"""
BRIEFING = Briefing(
    slug="tides",
    kind="topic",
    day=DAY,
    lang="en",
    title="Tides: 3 new papers",
    sections=(
        Section(heading="", sentences=(Sentence(text="A tide is invented.", cites=(1,)),)),
        Section(heading="Limits", sentences=(Sentence(text="It rises (twice).", cites=(2, 1)),)),
    ),
    citations=(
        Citation(number=1, paper_id="arxiv:2606.00001", span="A tide is invented."),
        Citation(number=2, paper_id="arxiv:2606.00002", span="It rises"),
    ),
    paper_count=3,
    by="model",
    model="sample/model-1:free",
    tokens_in=9,
    tokens_out=8,
    usd=0.25,
    dropped=1,
)


def paper(number: int, title: str = "Invented Tide") -> Paper:
    ident = f"2606.{number:05}"
    url = f"https://arxiv.org/abs/{ident}"
    return Paper(id=f"arxiv:{ident}", day=DAY, title=title, authors=(), abstract="", url=url, places=())


PAPERS = {one.id: one for one in (paper(1), paper(2))}


def read(root: Path, text: str) -> days.DayText:
    file = root / "2026-06-19.en.md"
    file.write_bytes(text.encode())
    return days.read_day(file)


def test_a_file_looks_like_this(tmp_path: Path) -> None:
    days.write_day(tmp_path, DAY, "en", [BRIEFING], PAPERS)
    assert days.path(tmp_path, DAY, "en").read_text("utf-8") == FILE


@pytest.mark.parametrize(
    ("by", "note"), [("model", "*AI 生成 · 未经人工核对*"), ("abstract", "*以下句子摘自论文摘要原文*")]
)
def test_a_chinese_file_says_in_chinese_who_wrote_it(tmp_path: Path, by: str, note: str) -> None:
    one = Briefing(
        slug="x", kind="topic", day=DAY, lang="zh", title="潮汐", sections=(), citations=(), paper_count=0, by=by
    )
    days.write_day(tmp_path, DAY, "zh", [one], {})
    text = days.path(tmp_path, DAY, "zh").read_text("utf-8")
    assert "Title: 2026-06-19 简报" in text
    assert note in text
    assert days.read_day(days.path(tmp_path, DAY, "zh")).briefings == (one,)


def test_a_file_of_old_has_neither_fields_nor_a_time_of_making(tmp_path: Path) -> None:
    (old,) = read(tmp_path, FILE).briefings
    assert (old.fields, old.made) == ((), "")


def test_fields_and_time_of_making_stand_in_the_header_where_there_are_any(tmp_path: Path) -> None:
    one = replace(BRIEFING, kind="cross", fields=("earth", "cs"), made="2026-06-19T02:11:04Z")
    days.write_day(tmp_path, DAY, "en", [one], PAPERS)
    file = days.path(tmp_path, DAY, "en")
    assert "; dropped=1; fields=earth,cs; made=2026-06-19T02%3A11%3A04Z\n" in file.read_text("utf-8")
    assert days.read_day(file).briefings == (one,)


@pytest.mark.parametrize(
    ("lang", "note"),
    [
        ("zh", "*已请模型撰写而未成，以下句子摘自论文摘要原文*"),
        ("en", "*A model was asked in vain: sentences quoted from the papers' abstracts*"),
    ],
)
def test_a_file_says_that_a_model_was_asked_in_vain(tmp_path: Path, lang: str, note: str) -> None:
    one = replace(BRIEFING, lang=lang, by="abstract", model="", prompt="topic-1", dropped=5)
    days.write_day(tmp_path, DAY, lang, [one], PAPERS)
    file = days.path(tmp_path, DAY, lang)
    assert f"\n\n{note}\n\nA tide is invented." in file.read_text("utf-8")
    assert days.read_day(file).briefings == (one,)
    days.write_day(tmp_path, DAY, lang, [replace(one, prompt="", dropped=0)], PAPERS)
    assert note not in file.read_text("utf-8")


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"fields": ("cs", "b=io")}, "fields"),
        ({"fields": ("",)}, "fields"),
        ({"fields": ("x" * 21,)}, "fields"),
        ({"made": "2026-06-19"}, "no instant"),
        ({"made": "2026-06-19T02:11:04"}, "no instant"),
        ({"made": "yesterday"}, "no instant"),
    ],
)
def test_what_is_no_field_and_no_instant_is_not_written(tmp_path: Path, changes: dict[str, Any], words: str) -> None:
    with pytest.raises(ArchiveError, match=words):
        days.write_day(tmp_path, DAY, "en", [replace(BRIEFING, **changes)], PAPERS)
    assert not days.path(tmp_path, DAY, "en").exists()


@pytest.mark.parametrize(
    "fact",
    ["fields=cs,,bio", "fields=CS", "fields=cs bio", "made=2026-06-19", "made=2026-06-19T02%3A11%3A04", "made=x"],
)
def test_what_is_no_field_and_no_instant_is_not_read(tmp_path: Path, fact: str) -> None:
    with pytest.raises(ArchiveError, match=r"2026-06-19\.en\.md:7: "):
        read(tmp_path, FILE.replace("dropped=1", f"dropped=1; {fact}"))


def test_a_days_files_are_listed_in_order_of_languages_and_no_others(tmp_path: Path) -> None:
    assert days.files(tmp_path, DAY) == ()
    for lang in ("zh", "en"):
        days.write_day(tmp_path, DAY, lang, [replace(BRIEFING, lang=lang)], PAPERS)
    days.write_day(tmp_path, date(2026, 6, 1), "en", [replace(BRIEFING, day=date(2026, 6, 1))], PAPERS)
    folder = days.path(tmp_path, DAY, "en").parent
    for name in (".2026-06-19.en.md.tmp", "2026-06-19.EN!.md", "2026-06-190.en.md", "2026-06-19.en.md~"):
        (folder / name).touch()
    assert days.files(tmp_path, DAY) == (days.path(tmp_path, DAY, "en"), days.path(tmp_path, DAY, "zh"))


def test_a_checkout_with_other_line_ends_reads_the_same(tmp_path: Path) -> None:
    assert read(tmp_path, FILE.replace("\n", "\r\n")).briefings == (BRIEFING,)


def test_what_a_hand_changed_is_read_as_it_stands(tmp_path: Path) -> None:
    edited = FILE.replace("A tide is invented. [1]", "A *tide* <b>is</b> [not](https://evil.example) there. [1]")
    first, second = read(tmp_path, edited).briefings[0].sections
    assert first.sentences == (Sentence(text="A *tide* <b>is</b> [not](https://evil.example) there.", cites=(1,)),)
    assert second == BRIEFING.sections[1]


@pytest.mark.parametrize(
    ("old", "new", "line"),
    [
        ("Slug:", "Save_as:", 5),
        ("kind=topic", "kind", 7),
        ("## Tides", "## One more\n\n## Tides", 25),
        ("### Limits", "#### Limits", 16),
        ("[2](https://arxiv.org/abs/2606.00002)", "[2](https://evil.example/)", 18),
        ("### Sources", "### Limits", 22),
        ("2. [Invented", "3. [Invented", 23),
        ("`arxiv:2606.00002`\n", "`arxiv:2606.00002`\n\nA line too many.\n", 25),
    ],
)
def test_an_error_names_the_very_line(tmp_path: Path, old: str, new: str, line: int) -> None:
    with pytest.raises(ArchiveError, match=rf"2026-06-19\.en\.md:{line}: "):
        read(tmp_path, FILE.replace(old, new, 1))


@given(st.text("-#\n ab:=;1.[](`·“”*&", max_size=60), st.integers(0, len(FILE)), st.integers(0, 40))
@settings(max_examples=200, deadline=None)
def test_whatever_a_file_holds_is_read_or_refused(
    tmp_path_factory: pytest.TempPathFactory, text: str, place: int, length: int
) -> None:
    try:
        found = read(tmp_path_factory.mktemp("torn"), FILE[:place] + text + FILE[place + length :])
    except ArchiveError as error:
        assert re.search(r"2026-06-19\.en\.md:[0-9]+: ", str(error))  # noqa: PT017 - either outcome is right
    else:
        assert all(isinstance(one, Briefing) for one in found.briefings)


# -- on GitHub -------------------------------------------------------------------------


class Seen(HTMLParser):
    """Gather the elements, addresses and texts of rendered Markdown."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: set[str] = set()
        self.addresses: set[str] = set()
        self.blocks: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.add(tag)
        self.addresses |= {value or "" for _, value in attrs}
        if tag in ("h2", "h3", "p", "li"):
            self.blocks.append("")

    def handle_data(self, data: str) -> None:
        if self.blocks:
            self.blocks[-1] += data

    def handle_comment(self, data: str) -> None:
        self.elements.add("!--")


def squeezed(text: str) -> str:
    return " ".join(text.split())


@pytest.mark.parametrize("text", [text for text in HOSTILE if text], ids=lambda text: text[:20])
def test_commonmark_with_tables_shows_every_text_whole_and_as_it_is(tmp_path: Path, text: str) -> None:
    one = Briefing(
        slug="x",
        kind="topic",
        day=DAY,
        lang="en",
        title=text,
        sections=(Section(heading=text, sentences=(Sentence(text=text, cites=(1,)),)),),
        citations=(Citation(number=1, paper_id="arxiv:2606.00001", span=text),),
        paper_count=1,
        by="other",
    )
    days.write_day(tmp_path, DAY, "en", [one], {"arxiv:2606.00001": paper(1, title=text)})
    body = days.path(tmp_path, DAY, "en").read_text("utf-8").split("\n---\n", 1)[1]
    seen = Seen(MarkdownIt("commonmark").enable(["table", "strikethrough"]).render(body))
    shown, source = squeezed(text), squeezed(f"{text} · “{text}” · arxiv:2606.00001")
    assert [squeezed(block) for block in seen.blocks] == [shown, shown, squeezed(f"{text} 1"), "Sources", source]
    assert seen.elements == {"h2", "h3", "p", "ol", "li", "a", "code"}
    assert seen.addresses == {"https://arxiv.org/abs/2606.00001"}
