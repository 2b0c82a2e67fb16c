"""Old days in a real browser: their bare cards open, are starred and numbered as any others, and need no script."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import built_site
import small_archive
from radar.archive.ledger import Ledger

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = pytest.mark.browser

OLD = small_archive.FRIDAY - timedelta(days=130)
CROWD = tuple(f"Sample Author {n}" for n in range(200, 212))
HOSTILE = "<img src=x onerror=document.title='caught'>"
CARD = "#arxiv-2606\\.00302"


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory, serve: Callable[[Path], str]) -> str:
    folder = tmp_path_factory.mktemp("old")
    small_archive.write(folder / "content")
    papers = [
        small_archive.paper(301, day=OLD, authors=("A <b>, Jr.", "Sample Author 2")),
        small_archive.paper(302, day=OLD, authors=CROWD, abstract=f"Of a tide. {HOSTILE} The end."),
    ]
    Ledger(folder / "content" / "daily").add(papers)
    built_site.make(folder, small_archive.settings(show={"home": 3, "per_topic": 50}))
    return serve(folder / "output")


@pytest.mark.parametrize(("path", "summary", "width"), [("", "摘要", 1280), ("en/", "Abstract", 360)])
def test_a_bare_card_opens_its_abstract_in_place_as_text(
    browser: Browser, base: str, path: str, summary: str, width: int
) -> None:
    page = browser.new_page(viewport={"width": width, "height": 800})
    noted: list[str] = []
    page.on("console", lambda message: noted.append(message.text))
    page.goto(f"{base}{path}{OLD:%Y/%m/%d}/")
    card = page.locator(CARD)
    card.scroll_into_view_if_needed()
    card.locator("summary", has_text=summary).click()
    card.get_by_text(HOSTILE).wait_for()
    assert page.title() != "caught"
    assert noted == []
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    page.close()


def test_names_lead_to_their_papers_and_a_star_keeps_what_lists_need(browser: Browser, base: str) -> None:
    page = browser.new_page()
    page.goto(f"{base}en/{OLD:%Y/%m/%d}/")
    first = page.locator("#arxiv-2606\\.00301 .authors a")
    first.first.wait_for()
    assert first.all_inner_texts() == ["A <b>, Jr.", "Sample Author 2"]
    assert first.last.get_attribute("href") == f"{base}en/?author=Sample+Author+2"
    card = page.locator(CARD)
    assert card.locator(".authors a").all_inner_texts() == [*CROWD[:3], CROWD[-1]]
    card.scroll_into_view_if_needed()
    card.locator("[data-do=star]").click()
    kept = page.evaluate("Object.entries(localStorage).find(([name]) => name.endsWith(':stars'))[1]")
    row = json.loads(kept)["arxiv-2606.00302"]
    assert row[:6] == [
        "arxiv-2606.00302",
        OLD.isoformat(),
        "Invented Router 302",
        list(CROWD[:3]),
        12,
        "arXiv · cs.AI",
    ]
    page.close()


def test_lists_show_old_papers_bare_with_their_days(browser: Browser, base: str) -> None:
    page = browser.new_page()
    page.goto(f"{base}en/topics/routing/")
    assert page.locator(".cards:not(.old) + .old").count() == 1
    card = page.locator(f".old {CARD}")
    card.scroll_into_view_if_needed()
    assert card.locator("time").text_content() == OLD.isoformat()
    card.locator("summary", has_text="Abstract").click()
    card.get_by_text(HOSTILE).wait_for()
    card.locator("[data-do=star]").click()
    kept = page.evaluate("Object.entries(localStorage).find(([name]) => name.endsWith(':stars'))[1]")
    assert json.loads(kept)["arxiv-2606.00302"][1] == OLD.isoformat()
    page.close()


def test_without_scripts_an_old_day_is_whole(browser: Browser, base: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{base}{OLD:%Y/%m/%d}/")
    assert page.locator(f"{CARD} h3 a").get_attribute("href") == "https://arxiv.org/abs/2606.00302"
    assert "Sample Author 211 (12)" in page.locator(CARD).inner_text()
    context.close()
