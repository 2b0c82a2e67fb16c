"""How pages are set, in a real browser: letters, formulas, paper, forced colours, small cards."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import built_site
import small_archive

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = pytest.mark.browser

FORMULA = r"Bounds of $x^2 \leq \alpha$ for agents’ rewards"
WIDE = r"A router with $" + r"\alpha_1 + \beta_2 + \gamma_3 + " * 12 + r"x$ in one line"


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory, serve: Callable[[Path], str]) -> str:
    folder = tmp_path_factory.mktemp("look")
    papers = [
        small_archive.paper(1, title=FORMULA),
        small_archive.paper(2, title=WIDE, abstract=f"{WIDE}. It is long."),
        small_archive.paper(3, title="News of an invented router", genre="news"),
    ]
    small_archive.write(folder / "content", papers)
    built_site.make(folder, small_archive.settings())
    return serve(folder / "output")


def test_an_apostrophe_of_a_latin_title_is_narrow_on_a_chinese_page(browser: Browser, base: str) -> None:
    page = browser.new_page()
    page.goto(f"{base}2026/06/19/")
    share = page.evaluate(
        """() => {
          const link = document.querySelector('#arxiv-2606\\\\.00001 h3 a');
          const walker = document.createTreeWalker(link, 4);
          for (let node = walker.nextNode(); node; node = walker.nextNode()) {
            const at = node.data.indexOf('’');
            if (at < 0) continue;
            const range = document.createRange();
            range.setStart(node, at); range.setEnd(node, at + 1);
            return range.getBoundingClientRect().width / parseFloat(getComputedStyle(link).fontSize);
          }
        }"""
    )
    assert 0 < share < 0.5
    page.close()


def test_formulas_are_set_as_mathml_with_their_tex(browser: Browser, base: str) -> None:
    page = browser.new_page()
    page.goto(f"{base}2026/06/19/")
    formula = page.locator("#arxiv-2606\\.00001 h3 math")
    assert formula.get_attribute("alttext") == r"x^2 \leq \alpha"
    box = formula.bounding_box()
    assert box
    assert box["width"] > box["height"] > 0
    page.close()


def test_a_long_formula_scrolls_in_its_line_and_not_the_page(browser: Browser, base: str) -> None:
    page = browser.new_page(viewport={"width": 320, "height": 800})
    page.goto(f"{base}2026/06/19/")
    page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
    assert page.evaluate("document.documentElement.scrollWidth - window.innerWidth") <= 0
    abstract = page.locator("#arxiv-2606\\.00002 .abstract p")
    assert abstract.get_attribute("tabindex") == "0"
    assert abstract.evaluate(
        "each => each.scrollWidth > each.clientWidth && getComputedStyle(each).overflowX == 'auto'"
    )
    assert page.locator("#arxiv-2606\\.00001 .abstract p").get_attribute("tabindex") is None
    page.close()


def test_paper_shows_abstracts_and_addresses_and_no_controls(browser: Browser, base: str) -> None:
    page = browser.new_page()
    page.goto(f"{base}2026/06/19/")
    page.emulate_media(media="print")
    assert page.locator("#arxiv-2606\\.00001 .abstract p").is_visible()
    assert not page.locator(".top nav").is_visible()
    assert not page.locator(".actions").first.is_visible()
    shown = page.locator("#arxiv-2606\\.00001 h3 a").evaluate("each => getComputedStyle(each, '::after').content")
    assert "https://arxiv.org/abs/2606.00001" in shown
    page.close()


def test_news_is_set_smaller_than_papers(browser: Browser, base: str) -> None:
    page = browser.new_page()
    page.goto(f"{base}en/2026/06/19/")
    size = "each => parseFloat(getComputedStyle(each).fontSize)"
    news = page.locator("#arxiv-2606\\.00003 h3").evaluate(size)
    assert news < page.locator("#arxiv-2606\\.00001 h3").evaluate(size)
    page.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_forced_colours_keep_the_page_current_in_the_menu(browser: Browser, base: str, scheme: str) -> None:
    context = browser.new_context(forced_colors="active", color_scheme=scheme)  # type: ignore[arg-type] - one of two words
    page = context.new_page()
    page.goto(base)
    colour = "each => getComputedStyle(each).borderBottomColor"
    current = page.locator(".top nav a[aria-current]").evaluate(colour)
    others = page.locator(".top nav a:not([aria-current])").evaluate_all(f"all => all.map({colour})")
    assert others
    assert current not in others
    context.close()
