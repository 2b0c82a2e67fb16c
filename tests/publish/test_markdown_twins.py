"""Markdown twins and llms.txt: what the page says, in a dialect that holds nothing but text and links."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import briefed
import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

import built_site
import small_archive
from radar.archive.ledger import Ledger
from radar.models import Ranked
from radar.publish import urls
from radar.publish.machines import machine_urls
from radar.publish.machines.llms_txt import llms_txt
from radar.publish.machines.markdown_papers import paper_lines
from radar.publish.machines.markdown_twins import twin_paths, twin_units
from radar.publish.machines.markdown_words import WORDS
from radar.publish.site import load_site
from radar.publish.view import Entry, Site
from small_archive import FRIDAY

LABELS = {"zh": "AI 生成 · 未经人工核对", "en": "AI-generated · not checked by a person"}
TOPIC = """\
# Tides

[As a page](./) · [中文](../../../topics/tides/index.html.md)

Described as: How seas rise.

Keywords: tide

## Papers (newest first)

1. [An invented tide](https://journal.example/articles/11)
   - `doi:10.5555/sample.11` · 2026-06-19 · Sample Journal
   - Authors: Sample Author 11
   - Why it is here: Tides: tide, close in meaning (0.91)
"""
BRIEFING = """\
# 路由器与潮汐都什么也没有减半

2026年6月19日 · [网页版](./)

**AI 生成 · 未经人工核对**

## 1

路由器没有把任何东西减半。 [1](https://arxiv.org/abs/2606.00001) [3](https://arxiv.org/abs/2606.00102)

## 2

潮汐会上涨。 [2](https://journal.example/articles/11)

## 来源

1. [Invented Router 1](https://arxiv.org/abs/2606.00001) · “it halves nothing in particular” · `arxiv:2606.00001`
2. [An invented tide](https://journal.example/articles/11) · “It rises.” · `doi:10.5555/sample.11`
3. [Invented Router 102](https://arxiv.org/abs/2606.00102) · “We invent a router, and it halves nothing in\
 particular.” · `arxiv:2606.00102`

模型sample/model-1，提示词bridge-1，写于2026-06-19T02:11:04Z，依据3篇论文。 略去2句未能核实的句子。
"""
PAPER = """\
1. [Invented Router 7](https://arxiv.org/abs/2606.00007)
   - `arxiv:2606.00007` · 2026-06-19 · arXiv · cs.AI
   - Authors: Sample Author Seven, Sample Author 98
   - In short: We invent a router, and it halves nothing in particular.
   - Why it is here: Routing: router; Sample Author Seven is followed
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("twins")
    briefed.write(folder / "content")
    built_site.make(folder, briefed.settings())
    return folder


@pytest.fixture(scope="module")
def site(folder: Path) -> Site:
    return load_site(briefed.settings(), folder / "content", sample=False)


@pytest.fixture(scope="module")
def twins(site: Site) -> Mapping[str, str]:
    return made(site)


def made(site: Site) -> dict[str, str]:
    return {name: data.decode() for unit in twin_units(site) for name, data in unit.make()}


def tokens(text: str) -> Iterator[Token]:
    for token in MarkdownIt("commonmark").parse(text):
        yield token
        yield from token.children or ()


def links(text: str) -> list[str]:
    return [str(token.attrs["href"]) for token in tokens(text) if token.type == "link_open"]


def test_a_topics_twin_says_what_counts_and_what_is_there(twins: Mapping[str, str]) -> None:
    assert twins["en/topics/tides/index.html.md"] == TOPIC


def test_a_briefings_twin_is_labelled_and_names_its_sources(twins: Mapping[str, str]) -> None:
    assert twins["briefings/2026-06-19-cs-earth-router/index.html.md"] == BRIEFING


def test_a_paper_comes_with_its_reasons(twins: Mapping[str, str]) -> None:
    assert PAPER in twins["en/2026/06/19/index.html.md"]


def test_every_twin_is_planned_and_lies_beside_its_page(site: Site, twins: Mapping[str, str], folder: Path) -> None:
    assert set(twins) == twin_paths(site)
    for name in twins:
        assert (folder / "output" / name.removesuffix(".md")).is_file()
        assert (folder / "output" / name).read_text(encoding="utf-8") == twins[name]


def test_pages_that_have_a_twin_name_it_and_others_name_none(folder: Path, twins: Mapping[str, str]) -> None:
    named = set()
    for name, page in built_site.pages(folder / "output").items():
        for link in page.xpath("//link[@type='text/markdown']"):
            assert link.get("rel") == "alternate"
            named.add(built_site.target(name, link.get("href"))[0])
            assert built_site.target(name, link.get("href"))[0] == f"{name}.md"
    assert named == set(twins)


def test_twins_hold_no_markup_but_their_own(twins: Mapping[str, str]) -> None:
    for text in twins.values():
        kinds = {token.type for token in tokens(text)}
        assert not kinds & {"html_block", "html_inline", "image", "code_block", "fence", "hr"}
        assert text.startswith("# ")
        assert text.endswith("\n")
        assert "\n\n\n" not in text


def test_every_link_leads_to_a_file_or_a_source(twins: Mapping[str, str], folder: Path) -> None:
    for name, text in twins.items():
        for link in links(text):
            if not link.startswith("https://"):
                assert (folder / "output" / built_site.target(name, link)[0]).is_file(), (name, link)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_day_says_who_wrote_each_text(lang: str, twins: Mapping[str, str]) -> None:
    text = twins[f"{urls.PREFIX[lang]}2026/06/19/index.html.md"]
    assert text.count(f"**{LABELS[lang]}**") == 2
    assert text.count(f"*{LABELS[lang]}* ") == 1
    assert text.count(f"*{WORDS[lang]['quoted']}*") == 1


def test_a_day_holds_all_its_papers_and_home_the_first(twins: Mapping[str, str]) -> None:
    assert len(re.findall(r"^\d+\. \[.*\n +- `", twins["2026/06/19/index.html.md"], re.MULTILINE)) == 11
    assert len(re.findall(r"^\d+\. \[.*\n +- `", twins["index.html.md"], re.MULTILINE)) == 3
    assert "此处列出前3篇" in twins["index.html.md"]
    assert "正式发表 · Sample Journal：[Invented Router 102]" in twins["2026/06/19/index.html.md"]


def test_numbered_pages_of_a_topic_have_no_twin(twins: Mapping[str, str], folder: Path) -> None:
    assert (folder / "output" / "topics/routing/page/1/index.html").is_file()
    assert not [name for name in twins if "/page/" in name]


def test_what_is_old_has_no_twin_and_is_led_to_as_a_page(tmp_path: Path) -> None:
    content = briefed.write(tmp_path / "content") or tmp_path / "content"
    later = small_archive.paper(900, day=FRIDAY + timedelta(days=100))
    Ledger(content / "daily").add([later], [])
    site = load_site(briefed.settings(), content, sample=False)
    found = made(site)
    assert {name for name in found if "2026/" in name} == {
        "2026/09/27/index.html.md",
        "en/2026/09/27/index.html.md",
    }
    assert not [name for name in found if "briefings/" in name]
    assert "](2026/06/19/)" in found["index.html.md"]
    text = llms_txt(site).decode()
    assert "](briefings/2026-06-19-routing/)" in text
    assert "](2026/09/27/index.html.md)" in text


def test_the_sample_says_that_it_is_one(folder: Path) -> None:
    site = load_site(briefed.settings(), folder / "content", sample=True)
    for name, text in made(site).items():
        assert f"**{WORDS['en' if name.startswith('en/') else 'zh']['sample']}**" in text
    assert WORDS["zh"]["sample"] in llms_txt(site).decode()


def test_a_site_without_a_paper_has_a_home_that_says_so(tmp_path: Path) -> None:
    (tmp_path / "daily").mkdir()
    site = load_site(small_archive.settings(), tmp_path, sample=False)
    found = made(site)
    assert set(found) == twin_paths(site)
    assert "还没有论文" in found["index.html.md"]
    assert llms_txt(site).decode().startswith("# Sample Radar\n\n> ")


HOSTILE = st.text(
    st.one_of(st.sampled_from(list("<>[]()!*_`~#|\\&:;/\"'$ \n\t{}^=-+.0123456789")), st.characters()), max_size=60
)


@given(HOSTILE, HOSTILE, HOSTILE)
def test_what_strangers_write_stays_text(site: Site, title: str, author: str, gist: str) -> None:
    first = site.days[0].papers[0]
    paper = replace(first.paper, title=title, authors=(author, author), url="https://journal.example/x")
    told = tuple(replace(each, text=gist) for each in first.gists)
    entry = Entry(ranked=Ranked(paper=paper, score=0.0, reasons=()), slug="x", gists=told)
    text = "\n".join(paper_lines(site, "en", [entry]))
    found = list(tokens(text))
    kinds = {token.type for token in found}
    assert not kinds & {"html_block", "html_inline", "image", "code_block", "fence", "heading_open", "hr"}
    assert [token.attrs["href"] for token in found if token.type == "link_open"] == [
        "https://arxiv.org/abs/2606.00007"
    ]
    assert len([token for token in found if token.type == "list_item_open"]) == len(text.splitlines())


# -- llms.txt ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("url", ["", "https://radar.example/hub"])
def test_llms_txt_has_the_form_that_its_proposal_asks_for(site: Site, url: str, folder: Path) -> None:
    text = llms_txt(replace(site, url=url)).decode()
    blocks = text.strip().split("\n\n")
    assert re.fullmatch(r"# [^\n]+", blocks[0])
    assert re.fullmatch(r"> [^\n]+", blocks[1])
    headings = [block for block in blocks if block.startswith("## ")]
    assert headings == ["## 今日", "## 简报", "## 主题", "## 数据", "## 订阅", "## Optional"]
    for block in blocks[2:]:
        if not block.startswith("## "):
            assert all(re.fullmatch(r"- \[[^\]]+\]\([^()\s]+\)(?:: .+)?", line) for line in block.splitlines()), block
    found = links(text)
    assert all(link.startswith(f"{url}/") for link in found) if url else not any("://" in link for link in found)
    for link in found:
        path = html.unescape(link).removeprefix(f"{url}/") if url else link
        if not path.endswith(".opml"):
            assert (folder / "output" / urls.file(path)).is_file(), path


def test_llms_txt_labels_what_a_model_wrote(site: Site) -> None:
    lines = llms_txt(site).decode().splitlines()
    assert sum(LABELS["zh"] in line for line in lines) == 2
    assert machine_urls.markdown(urls.day("zh", FRIDAY)) in "\n".join(lines)


def test_llms_txt_of_an_english_site_is_english(tmp_path: Path) -> None:
    content = small_archive.write(tmp_path / "content")
    config = small_archive.settings(site={"title": "Sample", "locales": ["en"]}, briefings={"languages": ["en"]})
    text = llms_txt(load_site(config, content, sample=False)).decode()
    assert "## Today" in text
    assert "](en/index.html.md)" in text
