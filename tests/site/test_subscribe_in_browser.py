"""The page of all feeds, and the feeds themselves, opened in a real browser."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from waiting import has_count, until

import built_site
from publish import briefed
from radar.publish.urls import PREFIX

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser

WORDS = {"zh": ("复制", "已复制"), "en": ("Copy", "Copied")}
FEEDS = {"zh": "这是一个订阅源", "en": "This is a feed"}
PATHS = ("subscribe/", "sources/", "sources/arxiv/", "fields/", "fields/cs/")


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory, serve: Callable[[Path], str]) -> str:
    folder = tmp_path_factory.mktemp("subscribe")
    briefed.write(folder / "content")
    built_site.make(folder, briefed.settings(site={"title": "Sample Radar", "url": "https://radar.example/hub"}))
    return serve(folder / "output")


@pytest.fixture(
    params=[("light", 1280), ("dark", 1280), ("light", 320), ("dark", 360)], ids=["light", "dark", "narrow", "phone"]
)
def page(browser: Browser, request: pytest.FixtureRequest) -> Iterator[Page]:
    scheme, width = request.param
    context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_pages_are_accessible_and_fit(page: Page, base: str, lang: str) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
    for path in PATHS:
        page.goto(base + PREFIX[lang] + path)
        page.wait_for_load_state()
        assert page.evaluate("document.documentElement.scrollWidth - window.innerWidth") <= 0, path
        found: Any = axe.run(page).response["violations"]
        assert [(each["id"], [node["target"] for node in each["nodes"]][:3]) for each in found] == [], path


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_address_has_a_button_that_copies_it_and_says_so(browser: Browser, base: str, lang: str) -> None:
    copy, copied = WORDS[lang]
    context = browser.new_context(permissions=["clipboard-read", "clipboard-write"])
    page = context.new_page()
    page.goto(f"{base}{PREFIX[lang]}subscribe/")
    links, buttons = page.locator("a[data-feed]"), page.locator("button.copy")
    assert links.count() == buttons.count() > 20
    first = buttons.nth(4)
    assert first.inner_text() == copy
    assert first.get_attribute("aria-label") == f"{copy} {links.nth(4).get_attribute('aria-label')}"
    box = first.bounding_box()
    assert box is not None
    assert min(box["width"], box["height"]) >= 24
    first.click()
    until(page, f"document.querySelectorAll('button.copy')[4].textContent === {json.dumps(copied)}")
    address = links.nth(4).evaluate("link => link.href")
    assert page.evaluate("navigator.clipboard.readText()") == address
    assert page.locator("[data-say]").inner_text() == f"{copied}: {address}"
    context.close()


def test_where_copying_is_refused_the_address_is_selected(browser: Browser, base: str) -> None:
    context = browser.new_context()
    page = context.new_page()
    page.add_init_script("Object.defineProperty(navigator, 'clipboard', {value: undefined})")
    page.goto(f"{base}en/subscribe/")
    for number in (0, 7):
        page.locator("button.copy").nth(number).click()
        field = page.locator(".copied-by-hand input")
        has_count(field, 1)
        address = page.locator("a[data-feed]").nth(number).evaluate("link => link.href")
        assert field.input_value() == address
        assert page.evaluate("getSelection().toString() || document.activeElement.value") == address
        assert page.evaluate("document.activeElement.selectionEnd") == len(address)
    context.close()


def test_without_scripts_every_address_is_a_link(browser: Browser, base: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{base}subscribe/")
    assert page.locator("button.copy").count() == 0
    assert page.locator("a[data-feed]").count() > 20
    context.close()


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("ending", ["atom.xml", "rss.xml"])
def test_a_feed_tells_whoever_opens_it_what_it_is(page: Page, base: str, lang: str, ending: str) -> None:
    page.goto(f"{base}{PREFIX[lang]}feeds/all.{ending}")
    told = page.evaluate(
        """() => ["feed", "channel"].map((tag) => document.getElementsByTagName(tag)[0]).filter(Boolean)
             .map((found) => getComputedStyle(found, "::before").content).join()"""
    )
    assert FEEDS[lang] in told
    assert FEEDS["en" if lang == "zh" else "zh"] not in told
    shown = page.evaluate(
        """() => [...document.getElementsByTagName("*")]
             .filter((each) => each.firstElementChild === null && each.getClientRects().length)
             .map((each) => each.localName)"""
    )
    assert {"title", "link", "summary" if ending == "atom.xml" else "description"} <= set(shown)
    assert {"guid", "id", "category", "content", "encoded", "language", "ttl", "updated"}.isdisjoint(shown)
    assert page.evaluate("document.documentElement.scrollWidth - window.innerWidth") <= 0
