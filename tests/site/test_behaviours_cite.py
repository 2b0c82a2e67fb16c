"""Citations in Chromium: what the browser writes is what the build writes; buttons of cards and lists."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import reader_archive
from waiting import has_count, is_seen, is_unseen, until

import built_site
import small_archive
from publish import briefed, invented
from publish.awkward import AUTHORS, TITLES
from radar.archive.ledger import Ledger
from radar.models import Paper, Place
from radar.publish import urls
from radar.publish.references import cite_sets
from radar.publish.references.bibtex import bibtex
from radar.publish.references.citations import reference
from radar.publish.references.cite_rows import row
from radar.publish.references.csl import csl_json
from radar.publish.references.ris import ris
from radar.publish.site import load_site
from radar.sift.text import clean_authors, clean_title

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Download, Page

    from radar.publish.view import Site

pytestmark = pytest.mark.browser

ROOT = Path(__file__).resolve().parents[2]
FIRST = "[data-issue] .card >> nth=0"
WRITERS = {"bib": bibtex, "ris": ris, "csl": csl_json}
WORDS = {"zh": ("复制引用", "已复制", "下载"), "en": ("Copy citation", "Copied", "Download")}
WRITE = """async ([module, format, rows]) => {
  const cite = await import(new URL(module, document.baseURI).href);
  return cite.file(format, rows);
}"""


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory, serve: Callable[[Path], str]) -> str:
    return serve(reader_archive.make(tmp_path_factory.mktemp("cite")))


@pytest.fixture(params=[("zh", 1280), ("en", 1280), ("zh", 360), ("en", 360)], ids=lambda p: f"{p[0]}-{p[1]}")
def visit(browser: Browser, base: str, request: pytest.FixtureRequest) -> Iterator[tuple[Page, str, str]]:
    """Give a fresh reader's page, its language, and home's address in it; no page may complain or overflow."""
    lang, width = request.param
    context = browser.new_context(
        viewport={"width": width, "height": 800}, permissions=["clipboard-read", "clipboard-write"]
    )
    page = context.new_page()
    noted: list[str] = []
    page.on("console", lambda message: noted.append(message.text))
    page.on("pageerror", lambda error: noted.append(str(error)))
    yield page, lang, base + ("en/" if lang == "en" else "")
    assert page.evaluate("document.documentElement.scrollWidth - window.innerWidth") <= 0
    context.close()
    assert noted == []


def _ready(page: Page, address: str) -> None:
    page.goto(address)
    page.locator("html[data-ready]").wait_for(state="attached")


def _papers() -> list[Paper]:
    """Invent every awkward title with every awkward author, of arXiv, of a journal, of another server."""
    people = clean_authors(AUTHORS)
    places = [
        (Place(name="arXiv", kind="arxiv", category="cs.AI"),),
        (Place(name="Sample Journal & {Sons} 100%", kind="feed"),),
        (Place(name="bioRxiv", kind="biorxiv"),),
        (),
    ]
    found = []
    for n, title in enumerate(TITLES, 1):
        where = places[n % 4]
        is_arxiv = n % 4 == 0
        changes: dict[str, Any] = {} if is_arxiv else {"id": f"doi:10.1101/{n}", "doi": f"10.1101/{{a}} b\\{n}"}
        found.append(
            invented.paper(n, title=title, authors=people[n % 3 :] if n % 5 else (), places=where, **changes)
        )
    plain = clean_authors(("王小明", "Sam Author Jr.", "Plato", "Jan Piet van der Sample"))
    return [*found, *(invented.paper(n, authors=plain[n % 4 :]) for n in range(900, 904))]


def _real(shared: Path) -> list[Paper]:
    sys.path[:0] = [str(ROOT / "bench")]
    import citations as bench  # noqa: PLC0415 - a script, found through the path set above

    return [paper for papers in bench.tricky(shared / "data").values() for paper in papers]


def _assert_alike(page: Page, base: str, papers: list[Paper]) -> None:
    _ready(page, base)
    module = page.evaluate("document.querySelector('script[data-cite]').dataset.cite")
    cited = [reference(paper) for paper in papers]
    rows = [row(one) for one in cited]
    for fmt, write in WRITERS.items():
        for n in range(0, len(rows), 200):
            written = page.evaluate(WRITE, [module, fmt, rows[n : n + 200]])
            assert written == write(cited[n : n + 200]), fmt


def test_the_browser_writes_what_the_build_writes(browser: Browser, base: str) -> None:
    page = browser.new_page()
    _assert_alike(page, base, _papers())
    page.close()


def test_the_browser_writes_what_the_build_writes_of_real_titles_and_authors(
    browser: Browser, base: str, shared: Path
) -> None:
    page = browser.new_page()
    _assert_alike(page, base, [p for p in _real(shared) if clean_title(p.title)])
    page.close()


def _first(page: Page) -> Paper:
    slug = page.locator(FIRST).get_attribute("id")
    return next(paper for paper in reader_archive.papers() if f"arxiv-{paper.id[6:]}" == slug)


def test_a_card_shows_its_entry_to_copy_and_to_keep(visit: tuple[Page, str, str]) -> None:
    page, lang, home = visit
    _ready(page, home)
    paper = _first(page)
    for name, write, ending in (("BibTeX", bibtex, "bib"), ("RIS", ris, "ris")):
        text = write([reference(paper)])
        page.locator(FIRST).get_by_role("button", name=name).click()
        dialog = page.locator("dialog[open]")
        dialog.get_by_role("heading", name=name).wait_for()
        assert dialog.locator("textarea").input_value() == text
        assert dialog.locator("textarea").get_attribute("readonly") is not None
        dialog.locator("[data-copy]").click()
        until(page, f"document.querySelector('[data-say]').textContent.includes({json.dumps(WORDS[lang][1])})")
        until(page, _copied(text))
        with page.expect_download() as kept:
            dialog.get_by_role("button", name=WORDS[lang][2]).click()
        assert _text(kept.value) == text
        assert kept.value.suggested_filename == f"{reference(paper).key}.{ending}"
        page.keyboard.press("Escape")
        dialog.wait_for(state="hidden")
        until(page, f"document.activeElement.dataset.do === {json.dumps(ending)}")


def _copied(text: str) -> str:
    return f"navigator.clipboard.readText().then(text => text === {json.dumps(text)})"


def _text(download: Download) -> str:
    return Path(download.path()).read_text("utf-8")


def test_a_citation_is_copied_as_a_line(visit: tuple[Page, str, str]) -> None:
    page, lang, home = visit
    _ready(page, home)
    page.locator(FIRST).get_by_role("button", name=WORDS[lang][0]).click()
    until(page, f"document.querySelector('[data-say]').textContent.includes({json.dumps(WORDS[lang][1])})")
    paper = _first(page)
    number = paper.id[6:]
    assert page.evaluate("navigator.clipboard.readText()") == (
        f"{', '.join(name.literal for name in reference(paper).authors)}. {paper.title}. "
        f"arXiv:{number}, 2026. https://doi.org/10.48550/arXiv.{number}"
    )


def test_an_update_of_a_known_paper_cites_that_paper(browser: Browser, base: str) -> None:
    page = browser.new_page()
    _ready(page, f"{base}2026/06/19/")
    card = page.locator("#events + .cards .card").first
    card.scroll_into_view_if_needed()
    card.get_by_role("button", name="BibTeX").click()
    page.locator("dialog[open] textarea").wait_for()
    assert "2402.00301" in page.locator("dialog textarea").input_value()
    page.close()


def test_starred_papers_are_kept_as_citations(visit: tuple[Page, str, str]) -> None:
    page, _, home = visit
    _ready(page, home)
    starred = []
    for n in (0, 2):
        card = page.locator(f"[data-issue] .card >> nth={n}")
        starred.insert(0, card.get_attribute("id"))
        card.locator("[data-do=star]").click()
    _ready(page, f"{home}starred/")
    page.locator("[data-starred] .card").nth(1).wait_for()
    known = {f"arxiv-{paper.id[6:]}": paper for paper in reader_archive.papers()}
    cited = [reference(known[slug]) for slug in starred if slug]
    for fmt, (name, file) in urls.CITE_FORMATS.items():
        with page.expect_download() as kept:
            page.locator(".citing").get_by_role("button", name=name).click()
        assert _text(kept.value) == WRITERS[fmt](cited)
        assert kept.value.suggested_filename == file.replace("cite", "starred")


def test_a_page_without_files_has_its_citations_made(visit: tuple[Page, str, str]) -> None:
    page, _, home = visit
    _ready(page, f"{home}topics/routing/page/1/")
    slugs = page.locator("main .card").evaluate_all("all => all.map(card => card.id)")
    known = {f"arxiv-{paper.id[6:]}": paper for paper in reader_archive.papers()}
    with page.expect_download() as kept:
        page.locator(".citing").get_by_role("button", name="BibTeX").click()
    assert _text(kept.value) == bibtex([reference(known[slug]) for slug in slugs])


def test_data_that_does_not_come_is_said(browser: Browser, base: str) -> None:
    page = browser.new_page()
    page.route("**/data/archive/**", lambda route: route.abort())
    _ready(page, base)
    page.locator(FIRST).get_by_role("button", name="BibTeX").click()
    page.get_by_text("数据暂时无法加载").first.wait_for(state="attached")
    assert page.locator("dialog[open]").count() == 0
    page.unroute("**/data/archive/**")
    page.locator(FIRST).get_by_role("button", name="BibTeX").click()
    page.locator("dialog[open]").wait_for()
    page.close()


def test_a_browser_that_copies_nothing_says_so(browser: Browser, base: str) -> None:
    context = browser.new_context()
    page = context.new_page()
    page.add_init_script("navigator.clipboard.writeText = () => Promise.reject(new Error('refused'))")
    _ready(page, base)
    page.locator(FIRST).get_by_role("button", name="RIS").click()
    page.locator("dialog[open] [data-copy]").click()
    page.get_by_text("浏览器不允许复制").wait_for(state="attached")
    until(page, "document.activeElement.tagName === 'TEXTAREA'")
    assert page.evaluate("(f => f.selectionEnd - f.selectionStart)(document.activeElement)") > 100
    context.close()


@pytest.mark.parametrize("path", ["2026/06/19/", "topics/routing/"])
def test_the_policy_lets_blocks_of_data_be(visit: tuple[Page, str, str], path: str) -> None:
    """The fixture wants a silent console."""
    page, _, home = visit
    _ready(page, home + path)
    block = page.locator('script[type="application/ld+json"]')
    assert json.loads(block.text_content() or "")["@type"] == "CollectionPage"


# -- older than ninety days ------------------------------------------------------------


@pytest.fixture(scope="module")
def old(tmp_path_factory: pytest.TempPathFactory, serve: Callable[[Path], str]) -> tuple[str, Site]:
    """Serve a briefed archive to which a day was added half a year later."""
    folder = tmp_path_factory.mktemp("old")
    briefed.write(folder / "content")
    later = small_archive.FRIDAY + timedelta(days=180)
    Ledger(folder / "content" / "daily").add([small_archive.paper(900, day=later)], [])
    built_site.make(folder, briefed.settings())
    return serve(folder / "output"), load_site(briefed.settings(), folder / "content", sample=False)


@pytest.mark.parametrize(
    ("path", "ids"),
    [
        (f"en/briefings/2026-06-19-{briefed.CROSS_SLUG}/", [briefed.ROUTER, briefed.TIDE, briefed.EARLIER]),
    ],
)
def test_citations_of_an_old_page_are_made_in_the_browser(
    browser: Browser, old: tuple[str, Site], path: str, ids: list[str]
) -> None:
    page = browser.new_page()
    _ready(page, old[0] + path)
    has_count(page.locator(".citing a"), 0)
    with page.expect_download() as kept:
        page.get_by_role("button", name="RIS").click()
    assert _text(kept.value) == ris([reference(old[1].papers[one]) for one in ids])
    page.close()


def test_an_old_day_is_cited_as_it_was(browser: Browser, old: tuple[str, Site]) -> None:
    page = browser.new_page()
    _ready(page, f"{old[0]}2026/06/19/")
    with page.expect_download() as kept:
        page.locator(".citing").get_by_role("button", name="CSL-JSON").click()
    friday = next(day for day in old[1].days if day.day == small_archive.FRIDAY)
    assert _text(kept.value) == csl_json(map(reference, cite_sets.of_day(friday)))
    page.close()


# -- without scripts --------------------------------------------------------------------


@pytest.mark.parametrize("path", ["2026/06/19/", "en/topics/routing/", "en/topics/routing/page/1/"])
def test_without_scripts_files_are_linked_and_no_button_is_dead(browser: Browser, base: str, path: str) -> None:
    context = browser.new_context(java_script_enabled=False, accept_downloads=True)
    page = context.new_page()
    page.goto(base + path)
    assert [button for button in page.locator("button").all() if button.is_visible()] == []
    if "page" not in path:
        with page.expect_download() as kept:
            page.locator(".citing a", has_text="BibTeX").click()
        assert _text(kept.value).startswith("@misc{")
    context.close()


# -- the passage behind a marker -----------------------------------------------------------


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory, serve: Callable[[Path], str]) -> str:
    folder = tmp_path_factory.mktemp("told")
    briefed.write(folder / "content")
    built_site.make(folder, briefed.settings())
    return f"{serve(folder / 'output')}briefings/2026-06-19-{briefed.CROSS_SLUG}/"


@pytest.mark.parametrize("width", [1280, 360])
def test_esc_closes_a_passage_and_moves_neither_pointer_nor_focus(browser: Browser, told: str, width: int) -> None:
    page = browser.new_page(viewport={"width": width, "height": 800})
    _ready(page, told)
    page.evaluate("localStorage.setItem('ah:/hub/:v1:keys', '\"off\"')")
    link, passage = page.locator(".cite a").first, page.locator(".cite + q").first
    link.focus()
    is_seen(passage)
    page.keyboard.press("Escape")
    is_unseen(passage)
    assert link.evaluate("a => a === document.activeElement")
    page.keyboard.press("Tab")
    page.keyboard.press("Shift+Tab")
    is_seen(passage)
    link.blur()
    link.hover()
    is_seen(passage)
    page.keyboard.press("Escape")
    is_unseen(passage)
    page.mouse.move(5, 5)
    link.hover()
    is_seen(passage)
    page.close()


def test_without_scripts_no_passage_covers_anything(browser: Browser, told: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(told)
    page.locator(".cite a").first.hover()
    assert page.locator(".cite + q").first.is_hidden()
    assert briefed.SPAN in page.locator(".evidence").inner_text()
    context.close()


def test_with_storage_refused_citations_are_had_all_the_same(browser: Browser, base: str) -> None:
    page = browser.new_page()
    page.add_init_script(
        "Object.defineProperty(window, 'localStorage', {get() { throw new DOMException('no', 'SecurityError') }})"
    )
    _ready(page, base)
    page.locator(FIRST).get_by_role("button", name="RIS").click()
    page.locator("dialog[open] textarea").wait_for()
    page.close()
