"""What a model wrote, in a real browser: its passages come when asked for, and nothing is in the way."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from waiting import is_seen, is_unseen

import built_site
import small_archive
from publish import briefed
from publish.briefed import CROSS_SLUG, SPAN
from radar.archive import days, gists
from radar.models import Citation, Gist, Section, Sentence

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser

PATHS = ("", "2026/06/19/", "topics/routing/", "status/", "ai/")
OPEN_ALL = "document.querySelectorAll('details').forEach(d => d.open = true)"
CITE = f"#briefing-{CROSS_SLUG} .cite a"
HOSTILE = (
    "<script>document.title='caught'</script>",
    '"><img src=https://evil.example/x onerror="document.title=\'caught\'">',
    "</li></ul></details><form action=https://evil.example/><button autofocus>go</button>",
    "[x](javascript:alert(1)) {attach}../.env",
)
QUOTE = f"#briefing-{CROSS_SLUG} .sentences q"


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory, serve: Callable[[Path], str]) -> str:
    folder = tmp_path_factory.mktemp("briefed")
    briefed.write(folder / "content")
    built_site.make(folder, briefed.settings())
    return serve(folder / "output")


@pytest.fixture(
    params=[("light", 1280), ("dark", 1280), ("light", 320), ("dark", 360)], ids=["light", "dark", "narrow", "phone"]
)
def page(browser: Browser, request: pytest.FixtureRequest) -> Iterator[Page]:
    scheme, width = request.param
    context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)
    yield context.new_page()
    context.close()


def test_pages_are_accessible_and_fit(page: Page, base: str) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
    for path in (*PATHS, *(f"en/{path}" for path in PATHS)):
        page.goto(base + path)
        page.evaluate(OPEN_ALL)
        assert page.evaluate("document.documentElement.scrollWidth - window.innerWidth") <= 0, path
        found: Any = axe.run(page).response["violations"]
        told = [(each["id"], [node["target"] for node in each["nodes"]][:3]) for each in found]
        assert told == [], path


def test_a_passage_is_shown_while_its_marker_is_pointed_at(page: Page, base: str) -> None:
    page.goto(f"{base}2026/06/19/")
    quote = page.locator(QUOTE).first
    assert not quote.is_visible()
    page.locator(CITE).first.hover()
    is_seen(quote)
    assert quote.text_content() == SPAN
    quote.hover()  # one may follow it with the pointer, to read or copy
    assert quote.is_visible()
    page.mouse.move(1, 1)
    is_unseen(quote)
    assert page.evaluate("document.documentElement.scrollWidth - window.innerWidth") <= 0


def test_a_passage_is_shown_while_its_marker_has_the_focus(page: Page, base: str) -> None:
    page.goto(f"{base}en/2026/06/19/")
    page.locator(f"#briefing-{CROSS_SLUG} > summary").focus()
    for number in range(2):
        page.keyboard.press("Tab")
        is_seen(page.locator(QUOTE).nth(number))
        shown = [quote.is_visible() for quote in page.locator(QUOTE).all()]
        assert shown == [place == number for place in range(3)]
    described = page.evaluate("document.getElementById(document.activeElement.getAttribute('aria-describedby')).id")
    assert described == f"cite-{CROSS_SLUG}-3"


def test_the_list_of_sources_shows_every_passage_to_a_finger(browser: Browser, base: str) -> None:
    context = browser.new_context(
        viewport={"width": 360, "height": 780}, has_touch=True, is_mobile=True, java_script_enabled=False
    )
    page = context.new_page()
    page.goto(f"{base}2026/06/19/")
    evidence = page.locator(f"#briefing-{CROSS_SLUG} .evidence")
    assert not evidence.locator("q").first.is_visible()
    evidence.locator("summary").tap()
    is_seen(evidence.locator("q").first)
    assert all(quote.is_visible() for quote in evidence.locator("q").all())
    context.close()


def test_hostile_text_of_a_model_is_text(browser: Browser, tmp_path: Path, serve: Callable[[Path], str]) -> None:
    said = " and ".join(HOSTILE)
    paper = small_archive.paper(1, abstract=said, title=f"router {said}")
    small_archive.write(tmp_path / "content", [paper], with_saturday=False)
    root = tmp_path / "content" / "daily"
    one = briefed.cross(
        "zh",
        title=said,
        model=HOSTILE[0],
        prompt=HOSTILE[1],
        sections=(Section(heading=said, sentences=(Sentence(text=said, cites=(1,)),)),),
        citations=(Citation(number=1, paper_id=paper.id, span=said),),
    )
    days.write_day(root, one.day, "zh", [one], {paper.id: paper})
    gists.write(root, one.day, [Gist(id=paper.id, lang="zh", text=said, span=said, by="model", model="m")])
    built_site.make(tmp_path, briefed.settings())
    page, noted = browser.new_page(), []
    page.on("console", lambda message: noted.append(message.text))
    page.on("dialog", lambda dialog: noted.append(dialog.message))
    page.on("request", lambda r: noted.append(r.url) if "//127.0.0.1:" not in r.url else None)
    page.goto(f"{serve(tmp_path / 'output')}2026/06/19/")
    page.evaluate(OPEN_ALL)
    page.wait_for_load_state("networkidle")
    texts = [" ".join(str(each).split()) for each in page.locator(".ai").all_text_contents()]
    assert [text.count(" ".join(said.split())) for text in texts] == [6, 2]  # title twice, heading, sentence, spans
    assert page.locator("main :is(script, style, img, form, iframe, base, meta)").count() == 0
    assert noted == []
    page.close()


def test_a_marker_leads_to_the_card_of_its_paper(browser: Browser, base: str) -> None:
    page = browser.new_page()
    page.goto(base)
    page.locator(CITE).nth(1).click()
    page.wait_for_url(f"{base}2026/06/18/#arxiv-2606.00102")
    page.close()


def test_a_label_can_be_seen_while_the_briefing_is_closed(browser: Browser, base: str) -> None:
    page = browser.new_page()
    page.goto(f"{base}en/2026/06/19/")
    closed = page.locator("#briefing-routing")
    assert closed.get_attribute("open") is None
    assert closed.locator("> summary .label").is_visible()
    assert not closed.locator(".made").is_visible()
    page.close()


def test_a_print_keeps_labels_and_sources_and_drops_what_a_pointer_asks_for(browser: Browser, base: str) -> None:
    page = browser.new_page()
    page.emulate_media(media="print")
    page.goto(f"{base}2026/06/19/")
    assert page.locator(f"#briefing-{CROSS_SLUG} .label").is_visible()
    assert not page.locator(QUOTE).first.is_visible()
    assert page.locator(f"#briefing-{CROSS_SLUG} .evidence q").first.is_visible()
    page.close()
