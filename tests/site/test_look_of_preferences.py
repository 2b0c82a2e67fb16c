"""What readers ask of their system, in a real browser: contrast, forced colours, stillness, dark, paper."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import built_site
import small_archive
from radar.archive import gists
from radar.models import Gist

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser

COLOUR = "each => getComputedStyle(each).color"
CONTRAST = """each => {
  const paint = colour => { const c = document.createElement('canvas').getContext('2d');
    c.fillStyle = colour; c.fillRect(0, 0, 1, 1); return [...c.getImageData(0, 0, 1, 1).data]; };
  const light = rgb => rgb.slice(0, 3).map(v => v / 255)
    .map(v => v <= .04045 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4)
    .reduce((sum, v, n) => sum + v * [.2126, .7152, .0722][n], 0);
  let under = each;
  while (paint(getComputedStyle(under).backgroundColor)[3] === 0) under = under.parentElement;
  const [a, b] = [getComputedStyle(each).color, getComputedStyle(under).backgroundColor].map(c => light(paint(c)));
  return (Math.max(a, b) + .05) / (Math.min(a, b) + .05);
}"""
QUIET = ".meta, .authors, .reasons, .numeral, .note, .count, .eyebrow, .foot p"
"""What is set in the second and third ink."""


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory, serve: Callable[[Path], str]) -> str:
    folder = tmp_path_factory.mktemp("wishes")
    small_archive.write(folder / "content")
    said = [
        Gist(id=f"arxiv:2606.{n:05}", lang="zh", text="一句话。", span="", by="model", model="m", prompt="p")
        for n in (1, 2)
    ]
    gists.write(folder / "content" / "daily", small_archive.FRIDAY, said)
    built_site.make(folder, small_archive.settings(show={"home": 30}))
    return serve(folder / "output")


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context()
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_who_asks_for_more_contrast_gets_at_least_seven_to_one(page: Page, base: str, scheme: str) -> None:
    page.emulate_media(color_scheme=scheme, contrast="more")  # type: ignore[arg-type] - one of two words
    page.goto(f"{base}2026/06/19/")
    found = page.locator(QUIET).evaluate_all(f"all => all.map({CONTRAST})")
    assert len(found) > 10
    assert min(found) >= 7


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_more_contrast_strengthens_hairlines(page: Page, base: str, scheme: str) -> None:
    page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type] - one of two words
    page.goto(f"{base}2026/06/19/")
    rule = "each => getComputedStyle(each).borderBottomColor"
    before = page.locator(".card").first.evaluate(rule)
    page.emulate_media(contrast="more")
    assert page.locator(".card").first.evaluate(rule) != before


def test_forced_colours_leave_ai_text_in_a_frame_of_its_own(page: Page, base: str) -> None:
    page.emulate_media(forced_colors="active")
    page.goto(f"{base}2026/06/19/")
    frame = (
        "each => ['Top', 'Right', 'Bottom', 'Left'].map(s => parseFloat(getComputedStyle(each)[`border${s}Width`]))"
    )
    top, right, bottom, left = page.locator(".gist.ai").first.evaluate(frame)
    assert min(top, right, bottom) >= 1
    assert left > right
    assert page.locator(".gist.ai .label").first.is_visible()


def test_forced_colours_show_a_pressed_button_by_more_than_colour(page: Page, base: str) -> None:
    page.emulate_media(forced_colors="active")
    page.goto(f"{base}2026/06/19/")
    star = page.locator("[data-do=star]").first
    before = star.evaluate("each => getComputedStyle(each, '::before').content")
    star.click()
    assert star.get_attribute("aria-pressed") == "true"
    assert star.evaluate("each => getComputedStyle(each, '::before').content") != before


def test_forced_colours_keep_links_apart_from_text(page: Page, base: str) -> None:
    page.emulate_media(forced_colors="active")
    page.goto(f"{base}2026/06/19/")
    link, text = (page.locator(f".card {each}").first.evaluate(COLOUR) for each in ("h3 a", ".meta time"))
    assert link != text


@pytest.mark.parametrize(("wish", "moves"), [("no-preference", True), ("reduce", False)])
def test_nothing_moves_for_who_asks_for_stillness(page: Page, base: str, wish: str, *, moves: bool) -> None:
    page.emulate_media(reduced_motion=wish)  # type: ignore[arg-type] - one of two words
    page.goto(f"{base}2026/06/19/")
    lasting = page.evaluate(
        """() => [...document.querySelectorAll('*')].filter(each => {
          const style = getComputedStyle(each);
          return parseFloat(style.transitionDuration) > 0 || style.animationName !== 'none'
            || style.scrollBehavior === 'smooth';
        }).length"""
    )
    assert (lasting > 0) == moves


@pytest.mark.parametrize(("chosen", "paper"), [("dark", "rgb(18, 19, 15)"), ("light", "rgb(251, 250, 246)")])
def test_chosen_colours_are_there_before_anything_else_has_run(
    browser: Browser, base: str, chosen: str, paper: str
) -> None:
    context = browser.new_context(color_scheme="light" if chosen == "dark" else "dark")
    page = context.new_page()
    page.goto(base)
    page.evaluate("chosen => localStorage.setItem(`ah:/hub/:v1:theme`, JSON.stringify(chosen))", chosen)
    page.route("**/theme.js*", lambda route: route.abort())
    page.goto(f"{base}en/2026/06/19/")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == paper
    context.close()


@pytest.mark.parametrize("kept", ["not JSON", '"<img>"', "null", "7"])
def test_a_choice_that_is_not_ours_changes_nothing(page: Page, base: str, kept: str) -> None:
    page.goto(base)
    page.evaluate("kept => localStorage.setItem('ah:/hub/:v1:theme', kept)", kept)
    noted: list[str] = []
    page.on("pageerror", lambda error: noted.append(str(error)))
    page.reload()
    assert page.evaluate("document.documentElement.dataset.theme") is None
    assert noted == []


def test_paper_keeps_the_label_of_ai_text_and_the_day_and_leaves_controls_out(page: Page, base: str) -> None:
    page.goto(f"{base}2026/06/19/")
    page.emulate_media(media="print", color_scheme="dark")
    assert page.locator(".gist.ai .label").first.is_visible()
    assert page.locator("h1").is_visible()
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    seen = page.locator("button, .citing, .foot, .top nav, .side").evaluate_all(
        "all => all.filter(each => each.checkVisibility()).length"
    )
    assert seen == 0


@pytest.mark.parametrize(
    ("path", "hours", "told"),
    [
        ("", 35, ""),
        ("", 37, "数据已2天未更新（上次：2026-06-20 02:12 UTC）"),
        ("en/", 24 * 9, "The data has not been updated for 9 days"),
    ],
)
def test_data_that_has_grown_old_is_called_old(page: Page, base: str, path: str, hours: int, told: str) -> None:
    page.clock.set_fixed_time(datetime(2026, 6, 20, 2, 12, tzinfo=UTC) + timedelta(hours=hours))
    page.goto(base + path)
    notice = page.locator(".stale")
    assert notice.is_visible() == bool(told)
    if told:
        assert told in notice.inner_text()
