"""Built pages in a real browser: they fit, they are accessible, hostile text does nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from waiting import is_seen, until

import built_site
import small_archive
from radar.models import Place

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser

PATHS = (
    *("", "2026/06/19/", "topics/", "topics/routing/", "topics/routing/page/1/"),
    *("archive/", "status/", "about/", "ai/", "docs/", "docs/configuration/", "docs/topics/", "404.html"),
)
EVERY = tuple(f"{prefix}{path}" for prefix in ("", "en/") for path in PATHS)
LONG = "Unbreakable" * 30
HOSTILE = (
    "<script>document.title='caught'</script>",
    '"><img src=https://evil.example/x onerror="document.title=\'caught\'">',
    "</h3></article><form action=https://evil.example/><button autofocus>go</button>",
    "<a href=https://evil.example/>click</a>",
    "<style>body{display:none}</style>",
    "<base href=https://evil.example/>",
    "<meta http-equiv=refresh content='0;url=https://evil.example/'>",
)


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory, serve: Callable[[Path], str]) -> str:
    folder = tmp_path_factory.mktemp("plain")
    papers = [*small_archive.friday(), small_archive.paper(50, title=f"Router {LONG}", authors=(LONG,) * 9)]
    small_archive.write(folder / "content")
    small_archive.write(folder / "content", papers)
    built_site.make(folder, small_archive.settings(site={"banner": "An invented notice.", "docs": True}), sample=True)
    return serve(folder / "output")


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory, serve: Callable[[Path], str]) -> str:
    folder = tmp_path_factory.mktemp("hostile")
    papers = [
        small_archive.paper(
            n,
            title=f"router {text}",
            abstract=f"{text} in the abstract.",
            authors=(text,),
            places=(Place(name=text, kind="feed", category=text),),
            categories=(text,),
        )
        for n, text in enumerate(HOSTILE, 1)
    ]
    small_archive.write(folder / "content", papers)
    built_site.make(folder, small_archive.settings(show={"home": 30}))
    return serve(folder / "output")


@pytest.fixture(params=[("light", 1280), ("dark", 1280), ("light", 320)], ids=["light", "dark", "narrow"])
def page(browser: Browser, request: pytest.FixtureRequest) -> Iterator[Page]:
    scheme, width = request.param
    context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)
    yield context.new_page()
    context.close()


def _watch(page: Page) -> list[str]:
    """Note what a page should not do: complain, fail to load, leave its host."""
    noted: list[str] = []
    page.on("console", lambda message: noted.append(f"console: {message.text}"))
    page.on("pageerror", lambda error: noted.append(f"error: {error}"))
    page.on("dialog", lambda dialog: noted.append(f"dialog: {dialog.message}"))
    page.on("request", lambda r: noted.append(f"request: {r.url}") if "//127.0.0.1:" not in r.url else None)
    page.on("response", lambda r: noted.append(f"{r.status}: {r.url}") if r.status >= 400 else None)
    return noted


def test_pages_fit_and_are_quiet(page: Page, base: str) -> None:
    noted = _watch(page)
    for path in EVERY:
        page.goto(base + path)
        page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
        overflow = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
        assert overflow <= 0, f"{path} is {overflow} px too wide"
        assert page.locator("h1").count() == 1, path
    assert noted == []


def test_pages_are_accessible(page: Page, base: str, request: pytest.FixtureRequest) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
    prefix = "en/" if "dark" in request.node.name else ""
    for path in PATHS:
        page.goto(base + prefix + path)
        page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
        found: Any = axe.run(page).response["violations"]
        told = [(each["id"], [node["target"] for node in each["nodes"]][:3]) for each in found]
        assert told == [], path


def test_wide_text_spacing_still_fits(browser: Browser, base: str) -> None:
    """WCAG 1.4.12."""
    context = browser.new_context(viewport={"width": 320, "height": 900}, bypass_csp=True)
    page = context.new_page()
    for path in EVERY:
        page.goto(base + path)
        page.add_style_tag(
            content="* { line-height: 1.5 !important; letter-spacing: .12em !important; "
            "word-spacing: .16em !important } p { margin-block-end: 2em !important }"
        )
        assert page.evaluate("document.documentElement.scrollWidth - window.innerWidth") <= 0, path
    context.close()


def test_the_language_switch_leads_to_the_same_page(browser: Browser, base: str) -> None:
    page = browser.new_page()
    page.goto(f"{base}2026/06/19/")
    page.get_by_role("link", name="English").click()
    page.wait_for_url(f"{base}en/2026/06/19/")
    page.get_by_role("link", name="中文").click()
    page.wait_for_url(f"{base}2026/06/19/")
    page.close()


def test_a_citation_brings_its_card_into_view(browser: Browser, base: str) -> None:
    page = browser.new_page(viewport={"width": 1280, "height": 600})
    page.goto(f"{base}2026/06/19/")
    page.locator(".evidence summary").click()
    page.locator("ol.sources a").nth(1).click()
    page.wait_for_url("**/#arxiv-2606.00009")
    until(
        page,
        "(() => { const box = document.getElementById('arxiv-2606.00009').getBoundingClientRect();"
        " return box.top >= -1 && box.top < window.innerHeight })()",
    )
    page.close()


def test_keyboards_reach_the_content(browser: Browser, base: str) -> None:
    page = browser.new_page()
    page.goto(base)
    page.keyboard.press("Tab")
    until(page, "document.activeElement.getAttribute('href') === '#main'")
    page.keyboard.press("Enter")
    until(page, "document.activeElement.id === 'main'")
    page.close()


def test_nothing_depends_on_scripts(browser: Browser, base: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{base}en/2026/06/19/")
    page.locator("#arxiv-2606\\.00001 summary", has_text="Abstract").click()
    is_seen(page.locator("#arxiv-2606\\.00001 .abstract p"))
    context.close()


def test_hostile_text_is_text(browser: Browser, hostile: str) -> None:
    for path in ("", "2026/06/19/", "en/topics/routing/"):
        page = browser.new_page()
        noted = _watch(page)
        page.goto(hostile + path)
        page.wait_for_load_state("networkidle")
        shown = " ".join(str(page.locator("main").text_content()).split())
        for text in HOSTILE if path != "en/topics/routing/" else ():
            assert " ".join(text.split()) in shown
        assert page.title() != "caught"
        assert page.url == hostile + path
        assert page.locator("main :is(script, style, img, form[action], iframe, base, meta)").count() == 0
        assert noted == []
        page.close()
