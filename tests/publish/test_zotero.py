"""Zotero's generic translators, by the conditions under which they say that they know a page.

Of those that do, the one with the smallest priority is used. Conditions and priorities
are those of github.com/zotero/translators: unAPI.js (2019-06-10), COinS.js (2015-06-04,
since then changed in its form alone), Embedded Metadata.js (2024-06-13), DOI.js
(2023-10-18); the format of COinS is read as `Zotero.OpenURL.parseContextObject` reads it.
A translator made for one site has a target, which a radar's address is not.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final
from urllib.parse import parse_qsl

import pytest
from lxml import html

import built_site
from publish import briefed
from radar.publish.site import load_site
from radar.publish.view import Site
from radar.sift import identity

PRIORITIES: Final = {"unAPI": 300, "COinS": 310, "Embedded Metadata": 320, "DOI": 400}
FORMATS: Final = {"info:ofi/fmt:kev:mtx:journal": "journalArticle", "info:ofi/fmt:kev:mtx:dc": "webpage"}
HIGHWIRE: Final = {
    "citation_journal_title": "journalArticle",
    "citation_technical_report_institution": "report",
}
DOI: Final = re.compile(r"\b10\.[0-9A-Za-z.]+/[^\s\"'«»]*[^\s\"'«»(\[{.,:;?!]")


def _contexts(page: html.HtmlElement) -> list[list[tuple[str, str]]]:
    """Read the spans that COinS.js selects."""
    found = page.xpath(
        '//span[contains(@class, " Z3988") or contains(@class, "Z3988 ") or @class="Z3988"][@title]/@title'
    )
    return [parse_qsl(title, strict_parsing=True) for title in found]


def _unapi(page: html.HtmlElement) -> str:
    return "multiple" if page.xpath('//link[@rel="unapi-server"]') and page.find_class("unapi-id") else ""


def _coins(page: html.HtmlElement) -> str:
    kinds = [FORMATS.get(dict(pairs).get("rft_val_fmt", ""), "") for pairs in _contexts(page)]
    known = [kind for kind in kinds if kind]
    return "multiple" if len(known) > 1 else next(iter(known), "")


def _metadata(page: html.HtmlElement) -> str:
    names = [meta.get("name") or meta.get("property") or "" for meta in page.iter("meta") if meta.get("content")]
    by_highwire = [HIGHWIRE[name] for name in names if name in HIGHWIRE]
    guessed = "journalArticle" if "citation_title" in names else ""
    graph = "webpage" if any(name.startswith(("og:", "article:", "dc.")) for name in names) else ""
    return next(reversed(by_highwire), "") or guessed or graph


def _doi(page: html.HtmlElement) -> str:
    body = page.find("body")
    assert body is not None
    texts = [*body.itertext(), *page.xpath("//a/@href")]
    return "multiple" if any(DOI.search(text) for text in texts) else ""


def used(page: html.HtmlElement) -> tuple[str, str]:
    """Tell which translator Zotero uses on a page, and what it takes the page for."""
    said = {"unAPI": _unapi(page), "COinS": _coins(page), "Embedded Metadata": _metadata(page), "DOI": _doi(page)}
    return min(((name, kind) for name, kind in said.items() if kind), key=lambda each: PRIORITIES[each[0]])


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("zotero")
    briefed.write(made / "content")
    built_site.make(made, briefed.settings())
    return made


@pytest.fixture(scope="module")
def site(folder: Path) -> Site:
    return load_site(briefed.settings(), folder / "content", sample=False)


@pytest.mark.parametrize("lang", ["", "en/"])
@pytest.mark.parametrize("path", ["", "2026/06/19/", "topics/routing/", "weeks/2026-w25/"])
def test_a_list_offers_a_choice_of_its_papers_by_coins(folder: Path, lang: str, path: str) -> None:
    page = built_site.page(folder / "output", lang + path)
    assert used(page) == ("COinS", "multiple")
    cards = [card for card in page.find_class("card") if card.xpath(".//h3") and "light" not in card.classes]
    assert len(_contexts(page)) == len(cards) > 1


def test_coins_spare_zotero_every_look_up(folder: Path, site: Site) -> None:
    """COinS.js asks elsewhere for an item without title or creators."""
    page = built_site.page(folder / "output", "2026/06/19/")
    by_title = {paper.title: paper for paper in site.papers.values()}
    for pairs in _contexts(page):
        titles = [value for key, value in pairs if key in {"rft.title", "rft.atitle"}]
        paper = by_title[titles[0]]
        assert [key for key, _ in pairs].count("rft.au") == len(paper.authors) > 0


@pytest.mark.parametrize(("paper_id", "kind"), [(briefed.ROUTER, "report"), (briefed.TIDE, "journalArticle")])
@pytest.mark.parametrize("lang", ["", "en/"])
def test_the_page_of_one_paper_is_that_paper_by_its_metas(folder: Path, lang: str, paper_id: str, kind: str) -> None:
    page = built_site.page(folder / "output", f"{lang}p/{identity.slug(paper_id)}/")
    assert used(page) == ("Embedded Metadata", kind)
    assert _contexts(page) == []


@pytest.mark.parametrize("path", ["starred/", "status/", "subscribe/", f"briefings/2026-06-19-{briefed.CROSS_SLUG}/"])
def test_a_page_that_is_no_list_and_no_paper_is_a_web_page(folder: Path, path: str) -> None:
    assert used(built_site.page(folder / "output", path)) == ("Embedded Metadata", "webpage")


def test_only_the_pages_of_papers_have_metas_of_highwire(folder: Path) -> None:
    with_metas = {
        name
        for name, page in built_site.pages(folder / "output").items()
        if page.xpath('//meta[starts-with(@name, "citation_")]')
    }
    assert with_metas
    assert all(name.removeprefix("en/").startswith("p/") for name in with_metas)


def test_no_pointer_and_no_screen_reader_meets_what_is_for_zotero(folder: Path) -> None:
    page = built_site.page(folder / "output", "2026/06/19/")
    assert {span.get("aria-hidden") for span in page.find_class("Z3988")} == {"true"}
    style = next((folder / "output" / "theme").glob("theme.css")).read_text("utf-8")
    assert re.search(r"\.numeral \{[^}]*pointer-events: none", style)
