"""Weeks, months, briefings, papers, followed authors, feeds: pages that gather from many days."""

from __future__ import annotations

import re
from pathlib import Path

import briefed
import pytest
from briefed import CROSS_SLUG, EARLIER, LABELS, ROUTER, SPAN, TIDE
from lxml import html

import built_site
import small_archive
from radar.publish.briefing_pages import crossings
from radar.publish.followed import followed
from radar.publish.site import load_site
from radar.publish.told import cited
from radar.publish.verification.verify import verify
from radar.sift import identity

PREFIXES = {"zh": "", "en": "en/"}
CROSS_NAME = f"2026-06-19-{CROSS_SLUG}"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("many-days")
    briefed.write(folder / "content")
    built_site.make(folder, briefed.settings())
    return folder


def page(folder: Path, path: str) -> html.HtmlElement:
    return built_site.page(folder / "output", path)


def leads(folder: Path, path: str) -> set[str]:
    """Give the files that a page links to."""
    here = f"{path}index.html"
    return {built_site.target(here, href)[0] for href in page(folder, path).xpath("//main//a/@href")}


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_week_shows_its_briefings_its_best_matches_and_its_days(site: Path, lang: str) -> None:
    here = page(site, f"{PREFIXES[lang]}weeks/2026-w25/")
    assert here.xpath("//*[starts-with(@id, 'briefing-2026')]/@id") == [
        f"briefing-{CROSS_NAME}",
        "briefing-2026-06-19-routing",
        "briefing-2026-06-19-tides",
    ]
    assert [link.get("id") for link in here.xpath("//*[contains(@class, 'by-topic')]//a")] == [
        "briefing-2026-06-19-tides"
    ]
    assert here.xpath("//li[contains(@class, 'card')]")
    found = leads(site, f"{PREFIXES[lang]}weeks/2026-w25/")
    assert {f"{PREFIXES[lang]}2026/06/{day}/index.html" for day in (18, 19)} <= found


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_archive_leads_to_months_and_weeks_and_a_month_to_its_days(site: Path, lang: str) -> None:
    prefix = PREFIXES[lang]
    assert {f"{prefix}2026/06/index.html", f"{prefix}weeks/2026-w25/index.html"} <= leads(site, f"{prefix}archive/")
    found = leads(site, f"{prefix}2026/06/")
    assert {f"{prefix}2026/06/19/index.html", f"{prefix}weeks/2026-w25/index.html"} <= found


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_briefing_has_a_page_that_the_list_leads_to(site: Path, lang: str) -> None:
    names = (CROSS_NAME, "2026-06-19-routing", "2026-06-19-tides")
    expected = {f"{PREFIXES[lang]}briefings/{name}/index.html" for name in names}
    assert expected <= leads(site, f"{PREFIXES[lang]}briefings/")


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_briefings_page_has_its_words_sources_and_papers_with_their_fields(site: Path, lang: str) -> None:
    here = page(site, f"{PREFIXES[lang]}briefings/{CROSS_NAME}/")
    article = here.get_element_by_id(f"briefing-{CROSS_NAME}")
    title, first, second = briefed.WRITTEN[lang]
    assert built_site.text(here.xpath("//h1")[0]) == title
    assert LABELS[lang] in built_site.text(article)
    assert all(words in built_site.text(article) for words in (first, second, SPAN, "bridge-1"))
    shown = [a.get("href") for a in here.xpath("//ul[contains(@class, 'cluster')]//a")]
    assert shown == [f"../../p/{identity.slug(i)}/" for i in (ROUTER, TIDE, EARLIER)]
    chips = [
        each.xpath(".//span[@class='chip']/text()") for each in here.xpath("//ul[contains(@class, 'cluster')]/li")
    ]
    assert {"zh": "计算机科学", "en": "Computer science"}[lang] in chips[0]


def test_a_list_of_briefings_labels_what_a_model_wrote_and_only_that(site: Path) -> None:
    here = page(site, "en/briefings/")
    labelled = [li.get("id") for li in here.xpath("//li[contains(@class, 'telling')][.//span[@class='label']]")]
    written = [li.get("id") for li in here.xpath("//li[contains(@class, 'telling')][contains(@class, 'ai')]")]
    assert labelled == written
    order = [li.get("id") for li in here.xpath("//li[contains(@class, 'telling')]")]
    assert order[0] == f"briefing-{CROSS_NAME}"
    assert f"briefing-{CROSS_NAME}" in labelled
    assert "briefing-2026-06-19-tides" not in labelled


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_matrix_counts_the_briefings_that_join_two_fields(site: Path, lang: str) -> None:
    table = page(site, f"{PREFIXES[lang]}briefings/").xpath("//table[@class='matrix']")[0]
    assert [built_site.text(cell) for cell in table.xpath(".//td")] == ["", "–", "1", "1", "–"]
    loaded = load_site(briefed.settings(), site / "content", sample=False)
    assert crossings(loaded, lang) == {("cs", "earth"): 1}


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_cited_paper_has_a_page_for_readers_and_their_reference_manager(site: Path, lang: str) -> None:
    here = page(site, f"{PREFIXES[lang]}p/{identity.slug(ROUTER)}/")
    title = built_site.text(here.xpath("//h1")[0])
    assert here.xpath("//meta[@name='citation_title']/@content") == [title]
    assert len(here.xpath("//meta[@name='citation_author']")) >= 1
    citing = {li.get("id") for li in here.xpath("//li[contains(@class, 'telling')]")}
    assert citing == {f"briefing-{CROSS_NAME}", "briefing-2026-06-19-routing"}


def test_only_cited_papers_have_pages(site: Path) -> None:
    folders = {path.name for path in (site / "output" / "p").iterdir()}
    loaded = load_site(briefed.settings(), site / "content", sample=False)
    assert folders == {identity.slug(paper_id) for paper_id in cited(loaded)}
    assert len(folders) < len(loaded.papers)


def test_a_paper_taken_down_leaves_an_address_that_says_why(tmp_path: Path) -> None:
    briefed.write(tmp_path / "content")
    config = briefed.settings(hide={"ids": [TIDE], "reason": "Asked for by its author."})
    built_site.make(tmp_path, config)
    here = page(tmp_path, f"p/{identity.slug(TIDE)}/")
    assert "Asked for by its author." in built_site.text(here)
    assert here.xpath("//meta[@name='robots'][@content='noindex']")
    assert verify(tmp_path / "output", site=load_site(config, tmp_path / "content", sample=False)) == ()


def test_a_followed_author_has_a_page_and_a_feed_without_any_script(site: Path) -> None:
    here = page(site, "en/authors/sample-author-seven/")
    cards = here.xpath("//li[contains(@class, 'card')]")
    assert cards
    assert all("Sample Author Seven" in built_site.text(card) for card in cards)
    feeds = here.xpath("//link[@rel='alternate'][@type='application/atom+xml']/@href")
    assert feeds[0].endswith("feeds/author-sample-author-seven.atom.xml")
    assert (site / "output" / "en" / "feeds" / "author-sample-author-seven.atom.xml").exists()


@pytest.mark.parametrize(
    ("names", "slugs"),
    [
        (["Shuchao Bi"], ["shuchao-bi"]),
        (["Bi, Shuchao", "Shuchao  Bi"], ["shuchao-bi"]),
        (["Shuchao Bi", "Shuchao Pang"], ["shuchao-bi", "shuchao-pang"]),
        (["..."], []),
    ],
)
def test_two_spellings_of_a_followed_name_are_one_author(tmp_path: Path, names: list[str], slugs: list[str]) -> None:
    site = load_site(small_archive.settings(watch={"authors": names}), tmp_path, sample=False)
    assert [one.slug for one in followed(site)] == slugs


def test_names_in_other_scripts_have_addresses_of_their_own(tmp_path: Path) -> None:
    site = load_site(small_archive.settings(watch={"authors": ["王小明", "王大明"]}), tmp_path, sample=False)
    slugs = [one.slug for one in followed(site)]
    assert len(set(slugs)) == len(slugs)
    assert all(re.fullmatch(r"[a-z0-9-]{1,67}", slug) for slug in slugs)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_table_of_feeds_names_every_feed_once(site: Path, lang: str) -> None:
    found = page(site, f"{PREFIXES[lang]}subscribe/").xpath("//a[@data-feed]/@href")
    here = f"{PREFIXES[lang]}subscribe/index.html"
    folder = site / "output" / PREFIXES[lang] / "feeds"
    files = {path.relative_to(site / "output").as_posix() for path in folder.iterdir()}
    assert {built_site.target(here, href)[0] for href in found} == files
    assert len(found) == len(files)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_search_page_has_a_way_on_without_script(site: Path, lang: str) -> None:
    prefix = PREFIXES[lang]
    assert {f"{prefix}topics/index.html", f"{prefix}archive/index.html"} <= leads(site, f"{prefix}search/")


def test_a_topic_has_its_activity_as_a_picture_and_as_figures(site: Path) -> None:
    here = page(site, "en/topics/routing/")
    drawing = here.xpath("//svg[contains(@class, 'spark')]")[0]
    assert drawing.get("role") == "img"
    total = int(drawing.get("aria-label").split()[0])
    table = drawing.getparent().xpath(".//table//td[2]/text()")
    assert sum(map(int, table)) == total > 0
    assert len(table) == 14
    assert not page(site, "en/topics/routing/page/1/").xpath("//svg[contains(@class, 'bars')]")


def test_every_page_has_open_graph_words_in_its_language(site: Path) -> None:
    for name, here in built_site.pages(site / "output").items():
        title = here.xpath("//meta[@property='og:title']/@content")
        assert title == [here.findtext("head/title")], name
        assert here.xpath("//meta[@property='og:description']/@content")[0], name


def test_a_site_of_one_language_names_no_twin_of_a_briefing(tmp_path: Path) -> None:
    briefed.write(tmp_path / "content")
    config = briefed.settings(site={"title": "Sample Radar", "locales": ["en"]})
    built_site.make(tmp_path, config)
    assert not page(tmp_path, f"en/briefings/{CROSS_NAME}/").xpath("//link[@hreflang]")
    assert verify(tmp_path / "output", site=load_site(config, tmp_path / "content", sample=False)) == ()
