"""FAULTS F8, F9, M2, M3: the site of a day of hostile sources, opened, clicked and searched in a real browser."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from test_hostile_in_browser import CLICK_EVERYTHING
from waiting import until

from faults.hostile_owner import Owner, owner
from faults.hostile_words import PAYLOADS, marks
from faults.matrix import Seen

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser

PATHS = (
    *(
        "",
        "en/",
        "2026/03/02/",
        "en/2026/03/02/",
        "en/topics/routers/",
        "topics/tides/",
        "status/",
        "en/weeks/2026-w10/",
    ),
    *("en/briefings/2026-03-02-enzymes/", "en/sources/", "en/authors/", "subscribe/", "my-radar/", "en/2026/03/"),
)
FILES = (
    "en/feeds/all.atom.xml",
    "feeds/all.rss.xml",
    "feeds/subscriptions.opml",
    "en/feeds/all.json",
    "data/recent.json",
)
ASKED = (
    "router",
    "script",
    "javascript",
    "evil",
    "=HYPERLINK",
    '"><img src=x onerror=window.caught=1>',
    "zqxt00q",
    "\\input",
)
"""What somebody may look for, or a link may bring him to look for."""
WATCHED = """document.addEventListener('submit', event => event.preventDefault(), true);  // ours move the page
document.addEventListener('securitypolicyviolation', event => {
  (window.violations ||= []).push(`${event.violatedDirective} ${event.blockedURI}`);
});"""


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Owner]:
    with owner(tmp_path_factory.mktemp("hostile"), (("run",), ("push",))) as done:
        yield done


@pytest.fixture(scope="module")
def base(told: Owner, serve: Callable[[Path], str]) -> str:
    return serve(told.output)


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    context.add_init_script(WATCHED)
    yield context.new_page()
    context.close()


def watch(page: Page, base: str) -> list[str]:
    """Note what hostile text could bring about."""
    noted: list[str] = []
    page.on("console", lambda message: noted.append(f"console: {message.text[:200]}"))
    page.on("pageerror", lambda error: noted.append(f"error: {error}"))
    page.on("dialog", lambda dialog: noted.append(f"dialog: {dialog.message}"))
    page.on("popup", lambda popup: noted.append(f"popup: {popup.url}"))
    own = f"blob:{base.removesuffix('/hub/')}/"  # citations, which are made here
    page.on("download", lambda got: noted.append(f"download: {got.url}") if not got.url.startswith(own) else None)
    page.on("request", lambda r: noted.append(f"request: {r.url}") if not r.url.startswith(base) else None)
    page.on("response", lambda r: noted.append(f"{r.status}: {r.url}") if r.status >= 400 else None)
    return noted


def calm(page: Page, noted: list[str]) -> None:
    """Want nothing to have run, loaded, or been refused by the policy."""
    assert noted == []
    assert page.evaluate("[window.caught, window.violations].filter(Boolean)") == []


@pytest.mark.fault("F8", "F9", "M2", quick=False)
@pytest.mark.parametrize("path", PATHS)
def test_pages_of_a_hostile_day_run_and_load_nothing(page: Page, base: str, path: str, seen: Seen) -> None:
    noted = watch(page, base)
    page.goto(base + path)
    clicked = page.evaluate(CLICK_EVERYTHING)
    page.wait_for_load_state("networkidle")
    calm(page, noted)
    assert page.url == base + path
    assert page.locator("main :is(script, style, img, iframe, base, meta, object, embed, link)").count() == 0
    shown = marks(page.locator("body").inner_text())
    assert len(shown) > 20, "the payloads are shown as text"
    seen(f"/{path}: {clicked} clicks, {len(shown)} hostile texts shown, {len(noted)} requests, dialogs, violations")


@pytest.mark.fault("M2", "M18", quick=False)
def test_searching_for_hostile_words_shows_them_as_text(page: Page, base: str, seen: Seen) -> None:
    noted, shown = watch(page, base), set[tuple[str, int]]()
    for asked in ASKED:
        page.goto(f"{base}en/search/")
        page.locator("main input[type=search]").fill(asked)
        page.keyboard.press("Enter")
        until(page, "document.querySelector('main [aria-live], main [role=status]')?.textContent.trim()")
        page.wait_for_load_state("networkidle")
        page.evaluate(CLICK_EVERYTHING)
        shown |= marks(page.locator("main").inner_text())
        assert page.locator("main :is(script, style, img, iframe, object, embed, link)").count() == 0
    calm(page, noted)
    assert len(shown) > 10
    seen(
        f"{len(ASKED)} searches: {len(shown)} hostile texts among results, {len(noted)} requests, dialogs, violations"
    )


@pytest.mark.fault("M3", quick=False)
@pytest.mark.parametrize("path", FILES)
def test_a_feed_or_a_file_opened_by_a_browser_runs_nothing(page: Page, base: str, path: str, seen: Seen) -> None:
    noted = watch(page, base)
    page.goto(base + path)
    page.wait_for_timeout(200)
    assert noted == []
    assert page.evaluate("window.caught ?? null") is None
    seen(f"/{path}: {len(noted)} requests, dialogs")


@pytest.mark.fault("M18", quick=False)
def test_the_mail_of_a_hostile_day_loads_nothing(page: Page, told: Owner, base: str, seen: Seen) -> None:
    noted = watch(page, base)
    for message in told.mails:
        body = message.get_body(("html",))
        assert body
        page.set_content(body.get_content())
        page.evaluate(CLICK_EVERYTHING.replace("main, main *", "body *"))
        assert noted == []
        assert page.evaluate("window.caught ?? null") is None
    seen(f"{len(told.mails)} mails, of {len(PAYLOADS)} payloads: {len(noted)} requests, dialogs")
