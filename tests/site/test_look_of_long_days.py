"""Days of many papers in a real browser: light cards open, addresses hold, and nothing needs a script."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from waiting import has_count, until

import built_site
import small_archive
from radar.publish import cards

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = pytest.mark.browser

COUNT = cards.FULL_CARDS + 30
LAST = f"#arxiv-2606\\.{COUNT:05}"
HOSTILE = "<img src=x onerror=document.title='caught'>"


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory, serve: Callable[[Path], str]) -> str:
    folder = tmp_path_factory.mktemp("long")
    papers = [small_archive.paper(n, title=f"Invented Tide {n}", abstract="Of nothing.") for n in range(1, COUNT + 1)]
    papers[-1] = replace(papers[-1], abstract=f"Of a tide. {HOSTILE} The end.", authors=("Sample Author 1",))
    small_archive.write(folder / "content", papers)
    built_site.make(folder, small_archive.settings())
    return serve(folder / "output")


@pytest.mark.parametrize(("path", "summary", "width"), [("", "摘要", 1280), ("en/", "Abstract", 360)])
def test_a_light_card_opens_its_abstract_in_place_as_text(
    browser: Browser, base: str, path: str, summary: str, width: int
) -> None:
    page = browser.new_page(viewport={"width": width, "height": 800})
    noted: list[str] = []
    page.on("console", lambda message: noted.append(message.text))
    page.goto(f"{base}{path}2026/06/19/")
    card = page.locator(LAST)
    card.scroll_into_view_if_needed()
    card.locator("summary", has_text=summary).click()
    card.get_by_text(HOSTILE).wait_for()
    assert card.locator(".abstract p").inner_text() == f"Of a tide. {HOSTILE} The end."
    assert card.locator(".actions a").first.get_attribute("href") == f"https://arxiv.org/abs/2606.{COUNT:05}"
    assert page.title() != "caught"
    assert noted == []
    page.close()


def test_a_page_of_light_cards_asks_for_nothing_before_one_is_opened(browser: Browser, base: str) -> None:
    page = browser.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{base}2026/06/19/", wait_until="networkidle")
    page.mouse.wheel(0, 100_000)
    page.wait_for_timeout(300)
    assert not [url for url in asked if "/data/" in url]
    page.close()


def test_the_address_of_a_light_card_brings_it_into_view(browser: Browser, base: str) -> None:
    page = browser.new_page(viewport={"width": 1280, "height": 600})
    page.goto(f"{base}2026/06/19/#arxiv-2606.{COUNT:05}")
    until(
        page,
        f"(() => {{ const {{ y }} = document.getElementById('arxiv-2606.{COUNT:05}').getBoundingClientRect();"
        " return y >= -1 && y < 600 })()",
    )
    page.close()


def test_every_author_of_a_long_day_leads_to_their_papers(browser: Browser, base: str) -> None:
    page = browser.new_page()
    page.goto(f"{base}2026/06/19/")
    has_count(page.locator(".card .authors a:not([href])"), 0)
    address = page.locator(f"{LAST} .authors a").get_attribute("href")
    assert address
    assert address.endswith("?author=Sample+Author+1")
    page.close()


def test_without_scripts_a_light_card_still_names_and_links_its_paper(browser: Browser, base: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{base}2026/06/19/")
    card = page.locator(LAST)
    assert card.locator("h3 a").get_attribute("href") == f"https://arxiv.org/abs/2606.{COUNT:05}"
    assert card.locator(".authors").text_content() == "Sample Author 1"
    assert card.locator("summary").count() == 0
    assert not page.get_by_text("摘要可在此展开").is_visible()
    context.close()


@pytest.mark.parametrize("width", [1280, 320])
def test_light_cards_are_accessible_as_they_come_and_when_all_are_laid_out(
    browser: Browser, base: str, width: int
) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
    context = browser.new_context(viewport={"width": width, "height": 900}, bypass_csp=True)
    page = context.new_page()
    page.goto(f"{base}en/2026/06/19/", wait_until="networkidle")
    for style in (":root {}", ".cards > .card { content-visibility: visible !important }"):
        page.add_style_tag(content=style)
        found: Any = axe.run(page).response["violations"]
        assert [(each["id"], [node["target"] for node in each["nodes"]][:3]) for each in found] == []
        assert page.evaluate("document.documentElement.scrollWidth - window.innerWidth") <= 0
    context.close()
