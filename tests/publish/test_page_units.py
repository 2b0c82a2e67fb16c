"""A day that is added rewrites what it should; days that have grown old are light, and nothing of them is lost."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import jinja2
import pytest

import built_site
import small_archive
from radar.archive import days, gists
from radar.archive.ledger import Ledger
from radar.models import Event, Gist, Paper, Update
from radar.publish import pages
from radar.publish.incremental import Unit
from radar.publish.page import HandText, is_cited_lately
from radar.publish.site import load_site
from radar.publish.view import RECENT, Site
from small_archive import FRIDAY, THURSDAY

MONDAY = FRIDAY + timedelta(days=3)
OLD = FRIDAY - timedelta(days=130)
OLDER = OLD - timedelta(days=7)
CROWD = tuple(f"Sample Author {n}" for n in range(200, 212))
SCRIPT = "<script>alert(1)</script> & x"


def old_papers() -> list[Paper]:
    """Invent the papers of an old day, one of each kind that looks different there."""
    return [
        small_archive.paper(301, day=OLD, title=SCRIPT),
        small_archive.paper(
            302, day=OLD, title="Invented Tide", authors=CROWD, links={"code": "https://code.example/x"}
        ),
        small_archive.paper(303, day=OLD, title="An Invented $x^2$", authors=("Sample Author Seven", "A <b>, Jr.")),
        small_archive.paper(304, day=OLD, url="", title="一种虚构的潮汐模型"),
    ]


def write(content: Path) -> None:
    small_archive.write(content)
    papers = old_papers()
    gone = Update(id=papers[0].id, day=OLD, event=Event.RETRACTED, changes={"comment": "withdrawn"})
    Ledger(content / "daily").add([*papers, small_archive.paper(401, day=OLDER)], [gone])
    said = Gist(id=papers[1].id, lang="zh", text="一句话。", span="Of nothing.", by="model", model="m", prompt="p")
    gists.write(content / "daily", OLD, [said])
    told = small_archive.briefing("zh")
    cited = tuple(replace(one, paper_id=p.id) for one, p in zip(told.citations, papers, strict=False))
    by_id = {paper.id: paper for paper in papers}
    days.write_day(content / "daily", OLD, "zh", [replace(told, day=OLD, citations=cited)], by_id)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("units")
    write(folder / "content")
    built_site.make(folder, small_archive.settings())
    return folder


def loaded(folder: Path) -> Site:
    return load_site(small_archive.settings(), folder / "content", sample=False)


def units(site: Site) -> Iterator[Unit]:
    hand = {(one.slug, lang): HandText(title="x", html="") for one in site.pages for lang in one.files}
    return pages.page_units(site, jinja2.Environment(autoescape=True), hand)


def test_no_day_is_loaded_to_list_pages(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    site = loaded(folder)

    def refuse(_: Site, day: date) -> None:
        raise AssertionError(day)

    monkeypatch.setattr(Site, "day", refuse)
    names = [unit.name for unit in units(site)]
    assert len(set(names)) == len(names) > 20


def test_a_new_day_rewrites_what_shows_it_and_the_day_before_it(folder: Path, tmp_path: Path) -> None:
    write(tmp_path / "content")
    built_site.make(tmp_path, small_archive.settings())
    before = built_site.files(tmp_path / "output")
    Ledger(tmp_path / "content" / "daily").add([small_archive.paper(n, day=MONDAY) for n in range(501, 504)])
    built_site.make(tmp_path, small_archive.settings())
    after = built_site.files(tmp_path / "output")
    assert not [name for name in before.keys() - after.keys() if name.endswith(".html")]
    changed = {name for name, data in after.items() if name.endswith(".html") and before.get(name) != data}
    shown = {name.removesuffix("index.html") for name in changed if not name.startswith("en/")}
    assert {f"en/{name}" for name in shown} == {name.removesuffix("index.html") for name in changed} - shown
    numbered = {name for name in shown if "/page/" in name}
    assert shown - numbered == {
        "", "2026/06/22/", "2026/06/19/",  # home, the day, the day before it
        "weeks/2026-w26/", "weeks/2026-w25/", "2026/06/", "archive/",
        "topics/", "topics/routing/", "topics/tides/", "sources/", "sources/arxiv/", "fields/", "fields/cs/",
        "data/",
    }  # fmt: skip
    # Charts on topics' own pages end with the newest day, whether it brought something of the topic or not.
    # A topic's newest full page leads on to what is newer, and has become one of several.
    assert numbered <= {"topics/routing/page/3/", "topics/routing/page/4/"}


def test_cards_of_an_old_day_are_bare_and_complete(folder: Path) -> None:
    page = built_site.page(folder / "output", f"{OLD:%Y/%m/%d}/")
    cards = page.xpath("//ol[contains(@class, 'old')]/li")
    assert {card.get("id") for card in cards} == {f"arxiv-2606.00{n}" for n in (301, 302, 303, 304)}
    assert not page.xpath("//li//*[contains(@class, 'abstract')][not(ancestor::template)]")
    assert not page.find_class("Z3988")
    assert not page.find_class("ai")
    assert page.xpath("//ol[contains(@class, 'old')]/@data-day") == [OLD.isoformat()]
    assert page.xpath("//template[@data-light]")


def test_a_bare_card_leads_to_its_source_and_topics_and_names_many_authors_shortly(folder: Path) -> None:
    page = built_site.page(folder / "output", f"{OLD:%Y/%m/%d}/")
    card = page.get_element_by_id("arxiv-2606.00302")
    assert card.xpath("h3/a/@href") == ["https://arxiv.org/abs/2606.00302"]
    names, about = card.xpath("p")
    assert names.text == ",\n".join(CROWD[:3]) + f" … {CROWD[-1]} (12)"
    assert built_site.text(about) == "arXiv · cs.AI 路由 潮汐 代码"
    assert about.xpath("a/@href") == ["../../../topics/routing/", "../../../topics/tides/", "https://code.example/x"]
    assert card.xpath("h3/@lang") == ["en"]
    assert not page.get_element_by_id("arxiv-2606.00304").xpath("h3/@lang")


def test_a_bare_card_holds_text_and_no_markup_of_strangers(folder: Path) -> None:
    page = built_site.page(folder / "output", f"{OLD:%Y/%m/%d}/")
    card = page.get_element_by_id("arxiv-2606.00301")
    assert card.xpath("h3/a")[0].text == SCRIPT
    assert not page.xpath("//ol[contains(@class, 'old')]//script")
    assert built_site.text(card.find_class("warn")[0]) == "已撤稿或撤回"
    formula = page.get_element_by_id("arxiv-2606.00303")
    assert formula.xpath("h3//math")
    names = formula.xpath("p")[0]
    assert names.text_content() == "Sample Author Seven,\nA <b>, Jr."
    assert names.xpath("a/@href") == ["../../../authors/sample-author-seven/"]


def test_an_old_days_briefings_are_named_and_have_their_words_on_their_own_page(folder: Path) -> None:
    day = built_site.page(folder / "output", f"{OLD:%Y/%m/%d}/")
    name = f"{OLD.isoformat()}-routing"
    assert day.xpath("//*[@id='briefing-routing']//a/@href") == [f"../../../briefings/{name}/"]
    assert not day.find_class("sentences")
    own = built_site.page(folder / "output", f"briefings/{name}/")
    assert own.find_class("sentences")
    assert set(own.xpath("//sup/a/@href")) == {f"../../{OLD:%Y/%m/%d}/#arxiv-2606.00{n}" for n in (301, 302, 303)}


def test_a_paper_that_no_recent_briefing_cites_is_led_to_on_its_day(folder: Path) -> None:
    page = built_site.page(folder / "output", "p/arxiv-2606.00302/")
    there = f"../../{OLD:%Y/%m/%d}/#arxiv-2606.00302"
    assert page.xpath("//meta[@http-equiv='refresh']/@content") == [f"0; url={there}"]
    assert page.xpath("//a/@href") == [there]
    assert page.xpath("//meta[@name='robots']/@content") == ["noindex"]
    assert built_site.page(folder / "output", "p/arxiv-2606.00007/").find_class("paper-page")


def test_papers_have_pages_for_as_long_as_what_cites_them_is_recent(folder: Path) -> None:
    site = loaded(folder)
    last = site.register.dates[0] - RECENT
    assert is_cited_lately(site, [f"{last}-x", f"{last + timedelta(days=1)}-x"])
    assert not is_cited_lately(site, [f"{last}-x"])


def test_only_home_and_status_say_how_new_the_site_is(folder: Path) -> None:
    files = built_site.files(folder / "output")
    told = {name for name, data in files.items() if re.search(rb" data-(?:newest|finished)=", data[:400])}
    assert told == {f"{lang}{path}index.html" for lang in ("", "en/") for path in ("", "status/")}


def test_a_day_names_the_next_one_and_those_before_it(folder: Path) -> None:
    page = built_site.page(folder / "output", f"{THURSDAY:%Y/%m/%d}/")
    beside = page.xpath("//section[@aria-labelledby='side-days']//a/@href")
    assert beside == ["../19/", "./", f"../../{OLD:%m/%d}/", f"../../{OLDER:%m/%d}/"]
