"""What readers mark, press and keep, in Chromium; with scripts off, with storage refused, in two tabs."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import reader_archive
from waiting import has_attribute, has_count, is_seen, is_unseen, until

import small_archive
from radar.config import parse

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser

FIRST = "[data-issue] .card >> nth=0"
REFUSE = (
    "Object.defineProperty(window, 'localStorage', {get() { throw new DOMException('refused', 'SecurityError') }})"
)


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory, serve: Callable[[Path], str]) -> str:
    return serve(reader_archive.make(tmp_path_factory.mktemp("marks")))


@pytest.fixture(params=[("zh", 1280), ("en", 1280), ("zh", 360), ("en", 360)], ids=lambda p: f"{p[0]}-{p[1]}")
def visit(browser: Browser, base: str, request: pytest.FixtureRequest) -> Iterator[tuple[Page, str]]:
    """Give a fresh reader's page and home's address in its language; no page may complain or overflow."""
    lang, width = request.param
    context = browser.new_context(viewport={"width": width, "height": 800}, accept_downloads=True)
    page = context.new_page()
    noted: list[str] = []
    page.on("console", lambda message: noted.append(message.text))
    page.on("pageerror", lambda error: noted.append(str(error)))
    yield page, base + ("en/" if lang == "en" else "")
    assert page.evaluate("document.documentElement.scrollWidth - window.innerWidth") <= 0
    context.close()
    assert noted == []


def _ready(page: Page, address: str) -> None:
    page.goto(address)
    page.locator("html[data-ready]").wait_for(state="attached")


def _is_pressed(page: Page, mark: str, pressed: str) -> None:
    has_attribute(page.locator(FIRST).locator(f"[data-do={mark}]"), "aria-pressed", pressed)


def test_stars_last_are_listed_exported_and_imported(
    visit: tuple[Page, str], browser: Browser, tmp_path: Path
) -> None:
    page, home = visit
    _ready(page, home)
    title = page.locator(FIRST).locator("h3").inner_text()
    page.locator(FIRST).locator("[data-do=star]").click()
    page.locator(FIRST).locator("[data-do=read]").click()
    page.reload()
    for mark, pressed in (("star", "true"), ("read", "true"), ("mute", "false")):
        _is_pressed(page, mark, pressed)
    _ready(page, f"{home}starred/")
    page.locator("[data-starred] .card").wait_for()
    assert page.locator("[data-starred] .card h3").all_text_contents() == [title]
    with page.expect_download() as waiting:
        page.locator("[data-export]").click()
    file = tmp_path / "marks.json"
    waiting.value.save_as(file)

    other = browser.new_page()
    _ready(other, f"{home}starred/")
    other.locator("[data-empty]").wait_for()
    other.set_input_files(
        "input[type=file]", {"name": "x", "mimeType": "application/json", "buffer": b'{"stars": 1}'}
    )
    until(other, "document.querySelector('[data-told]').textContent.length > 5")
    assert other.locator("[data-starred] .card").count() == 0
    other.set_input_files("input[type=file]", file)
    other.locator("[data-starred] .card").wait_for()
    other.locator("[data-starred] [data-do=star]").click()
    other.locator("[data-empty]").wait_for()
    _ready(other, home)
    _is_pressed(other, "star", "false")
    _is_pressed(other, "read", "true")
    other.close()


def test_starred_papers_can_be_filtered_by(visit: tuple[Page, str]) -> None:
    page, home = visit
    _ready(page, home)
    page.locator(FIRST).locator("[data-do=star]").click()
    _ready(page, f"{home}?starred=1")
    is_seen(page.locator("[data-result]"))
    has_count(page.locator("[data-result] .card"), 1)


def test_what_does_not_interest_is_folded_and_left_out_of_lists(visit: tuple[Page, str]) -> None:
    page, home = visit
    _ready(page, home)
    slug = page.locator(FIRST).get_attribute("id")
    page.locator(FIRST).locator("[data-do=mute]").click()
    is_unseen(page.locator(FIRST).locator(".authors"))
    page.goto(f"{home}?from=2026-06-19")
    page.locator("[data-result] .card").first.wait_for()
    assert page.locator(f"[data-slug='{slug}']").count() == 0
    _ready(page, home)
    page.locator(FIRST).locator("[data-do=mute]").click()
    is_seen(page.locator(FIRST).locator(".authors"))


def test_keys_do_what_the_list_of_keys_says(visit: tuple[Page, str]) -> None:
    page, home = visit
    _ready(page, home)
    ids = page.locator("[data-issue] .card").evaluate_all("all => all.map(card => card.id)")
    focused = "document.activeElement.closest('.card')?.id"
    for key, at in (("j", 0), ("j", 1), ("k", 0), ("k", 0)):
        page.keyboard.press(key)
        until(page, f"{focused} === {json.dumps(ids[at])}")
    for key, mark in (("s", "star"), ("m", "read"), ("x", "mute")):
        page.keyboard.press(key)
        _is_pressed(page, mark, "true")
        page.keyboard.press(key)
        _is_pressed(page, mark, "false")
    page.keyboard.press("o")
    is_seen(page.locator(FIRST).locator("details.abstract[open]"))
    page.context.route(
        "https://arxiv.org/**", lambda route: route.fulfill(body="the source", content_type="text/html")
    )
    with page.context.expect_page() as opened:
        page.keyboard.press("v")
    opened.value.wait_for_url("https://arxiv.org/abs/*")
    opened.value.close()
    page.keyboard.press("/")
    until(page, "document.activeElement.name === 'q'")
    page.keyboard.type("jjs")
    assert page.locator("input[name=q]").input_value() == "jjs"
    _ready(page, home)
    page.keyboard.press("g")
    page.keyboard.press("s")
    page.wait_for_url(f"{home}starred/")


def test_keys_leave_modifiers_and_input_methods_alone_and_can_be_switched_off(visit: tuple[Page, str]) -> None:
    page, home = visit
    _ready(page, home)
    focused = "document.activeElement.tagName"
    for more in ("isComposing: true", "keyCode: 229", "ctrlKey: true", "metaKey: true", "altKey: true"):
        page.evaluate(
            f"document.body.dispatchEvent(new KeyboardEvent('keydown', {{key: 'j', bubbles: true, {more}}}))"
        )
        assert page.evaluate(focused) == "BODY", more
    page.keyboard.press("?")
    page.locator("dialog[open]").wait_for()
    page.keyboard.press("j")
    assert page.evaluate("document.activeElement.closest('dialog') !== null")
    page.locator("dialog input").uncheck()
    page.keyboard.press("Escape")
    page.locator("dialog[open]").wait_for(state="hidden")
    page.keyboard.press("j")
    assert page.evaluate("document.activeElement.closest('.card')") is None
    page.locator("[data-do=help]").click()
    page.locator("dialog input").check()
    page.locator("dialog button").click()
    page.evaluate("document.activeElement.blur()")
    page.keyboard.press("j")
    until(page, "document.activeElement.closest('.card') !== null")


def test_the_theme_is_remembered(visit: tuple[Page, str]) -> None:
    page, home = visit
    _ready(page, home)
    colours = set()
    for theme in ("light", "dark"):
        page.locator("[data-do=theme]").click()
        _ready(page, f"{home}topics/")
        has_attribute(page.locator("html"), "data-theme", theme)
        colours.add(page.evaluate("getComputedStyle(document.body).backgroundColor"))
    assert len(colours) == 2
    page.locator("[data-do=theme]").click()
    is_seen(page.locator("html:not([data-theme])"))


def test_a_banner_is_dismissed_by_its_id(visit: tuple[Page, str]) -> None:
    page, home = visit
    _ready(page, home)
    page.locator(".banner button").click()
    is_unseen(page.locator(".banner"))
    _ready(page, f"{home}topics/")
    assert page.locator(".banner").is_hidden()
    page.evaluate("localStorage.setItem('ah:/hub/:v1:banner', '[\"another\"]')")
    page.reload()
    assert page.locator(".banner").is_visible()


def test_what_came_since_the_last_visit_is_told_and_led_to(visit: tuple[Page, str]) -> None:
    page, home = visit
    _ready(page, home)
    assert page.locator("[data-since]").is_hidden()
    page.evaluate("localStorage.setItem('ah:/hub/:v1:lastVisit', '\"2026-06-17\"'); sessionStorage.clear()")
    page.reload()
    link = page.locator("[data-since] a")
    link.wait_for()
    told = [
        int(count)
        for day, count in json.loads(page.locator("[data-since]").get_attribute("data-since") or "")
        if day > "2026-06-17"
    ]
    assert str(sum(told)) in link.inner_text()
    link.click()
    page.wait_for_url(f"{home}?from=2026-06-18")
    page.locator("[data-result] .card").first.wait_for()


def test_my_radar_ranks_and_writes_a_piece_of_radar_toml(visit: tuple[Page, str]) -> None:
    page, home = visit
    _ready(page, f"{home}my-radar/")
    page.locator("[data-row] input").nth(0).fill('潮汐 "x"\\')
    page.locator("[data-row] input").nth(1).fill("tide, tsunami")
    page.locator("[data-add]").click()
    page.locator("[data-row] input").nth(2).fill("Updates of Things")
    page.locator("[data-row] input").nth(3).fill("update")
    page.locator("textarea[name=authors]").fill("Author, Sample P.\nSample Author 98")
    page.locator("form.own button:not([type])").click()
    until(page, "document.querySelectorAll('[data-mine] .card').length > 5")
    # A topic and an author count more than either.
    until(page, "document.querySelector('[data-mine] .card h3').textContent === 'Invented Update'")
    page.reload()
    page.locator("[data-mine] .card").first.wait_for()
    piece = tomllib.loads(page.locator("[data-toml]").input_value())
    assert [topic["keywords"] for topic in piece["topics"]] == [["tide", "tsunami"], ["update"]]
    assert piece["watch"]["authors"] == ["Author, Sample P.", "Sample Author 98"]
    made = parse({**small_archive.SETTINGS, **piece})
    assert made.topics[0].name["zh"] == '潮汐 "x"\\'
    assert made.topics[1].id == "updates-of-things"


def test_my_radar_knows_authors_that_no_row_names(browser: Browser, base: str) -> None:
    page = browser.new_page()
    _ready(page, f"{base}my-radar/")
    page.locator("[data-row] input").first.wait_for()  # made by the page's own script, which the button needs
    page.locator("textarea[name=authors]").fill("Author 131, Sample")
    page.locator("form.own button:not([type])").click()
    page.locator("[data-mine] .card").wait_for()
    assert page.locator("[data-mine] .card h3").all_text_contents() == ["A tide with many names"]
    assert "Author 131, Sample" in page.locator("[data-mine] [data-why]").inner_text()
    page.close()


def test_nothing_needs_storage(visit: tuple[Page, str]) -> None:
    page, home = visit
    page.add_init_script(REFUSE)
    _ready(page, home)
    page.locator(FIRST).locator("[data-do=star]").click()
    _is_pressed(page, "star", "true")
    page.locator("[data-do=theme]").click()
    has_attribute(page.locator("html"), "data-theme", "light")
    page.locator(".banner button").click()
    page.locator("button[data-batch]").click()
    page.locator("[data-result] .card").first.wait_for()
    first = page.locator("[data-result] .card").evaluate_all("all => all.map(card => card.dataset.slug)")
    page.locator("button[data-batch]").click()
    page.wait_for_url(f"{home}?batch=2")
    until(page, f"document.querySelector('[data-result] .card').dataset.slug !== {json.dumps(first[0])}")
    second = page.locator("[data-result] .card").evaluate_all("all => all.map(card => card.dataset.slug)")
    assert not set(first) & set(second)
    _ready(page, f"{home}starred/")
    until(page, "document.querySelector('[data-told]').textContent.length > 5")
    _ready(page, f"{home}my-radar/")


@pytest.mark.parametrize("junk", ["{", "[]", "7", "null", '{"a": {"b": 1}}', '["x", 1, null]', '"light"'])
def test_junk_in_storage_does_no_harm(browser: Browser, base: str, junk: str) -> None:
    context = browser.new_context()
    page = context.new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on("console", lambda message: errors.append(message.text))
    _ready(page, base)
    for name in ("stars", "read", "muted", "seen", "mine", "theme", "keys", "banner", "lastVisit"):
        page.evaluate("([name, junk]) => localStorage.setItem(`ah:/hub/:v1:${name}`, junk)", [name, junk])
    for path in ("", "starred/", "my-radar/", "?batch=1"):
        _ready(page, base + path)
        page.wait_for_timeout(150)
    page.locator("[data-result] .card").first.wait_for()
    assert errors == []
    context.close()


def test_two_tabs_keep_each_others_marks(browser: Browser, base: str) -> None:
    context = browser.new_context()
    one, two = context.new_page(), context.new_page()
    for page in (one, two):
        _ready(page, base)
    one.locator(FIRST).locator("[data-do=star]").click()
    until(two, "document.querySelector('[data-issue] .card [data-do=star]').ariaPressed === 'true'")
    two.locator("[data-issue] .card >> nth=1").locator("[data-do=star]").click()
    until(one, "document.querySelectorAll('[data-issue] .card [data-do=star][aria-pressed=true]').length === 2")
    _ready(one, f"{base}starred/")
    one.locator("[data-starred] .card >> nth=1").wait_for()
    context.close()


@pytest.mark.parametrize("path", ["", "en/", "2026/06/19/", "starred/", "en/my-radar/"])
def test_without_scripts_nothing_is_dead(browser: Browser, base: str, path: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(base + path)
    assert [button for button in page.locator("button, select, input").all() if button.is_visible()] == []
    if path in {"", "en/", "2026/06/19/"}:
        assert page.locator(".card h3").first.is_visible()
    else:
        assert "JavaScript" in page.locator("noscript").inner_text()
    context.close()


@pytest.mark.parametrize("path", ["", "en/?batch=1", "starred/", "en/my-radar/", "?author=Sample+Author+99"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_what_scripts_add_is_accessible(browser: Browser, base: str, path: str, scheme: str) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
    context = browser.new_context(color_scheme=scheme)
    page = context.new_page()
    _ready(page, base)
    page.locator(FIRST).locator("[data-do=star]").click()
    page.locator("[data-issue] .card >> nth=1").locator("[data-do=mute]").click()
    _ready(page, base + path)
    page.wait_for_load_state("networkidle")
    page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
    until(page, "[...document.querySelectorAll('main .card .abstract p')].every(p => p.textContent)")
    page.wait_for_timeout(200)
    found = axe.run(page).response["violations"]
    assert [(each["id"], [node["target"] for node in each["nodes"]][:3]) for each in found] == []
    page.evaluate("document.querySelectorAll('details').forEach(d => d.open = false)")
    if page.locator("[data-do=bib]").count():
        page.locator("[data-do=bib]").first.click()
        page.locator("dialog[open] textarea").wait_for()
        found = axe.run(page).response["violations"]
        assert [(each["id"], [node["target"] for node in each["nodes"]][:3]) for each in found] == []
        page.keyboard.press("Escape")
    page.locator("[data-do=help]").click()
    page.locator("dialog[open] dl").wait_for()
    found = axe.run(page).response["violations"]
    assert [(each["id"], [node["target"] for node in each["nodes"]][:3]) for each in found] == []
    context.close()
