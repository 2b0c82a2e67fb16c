"""Hostile strings in every field, opened and clicked in a real browser: no script, no request, no move."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hostile_strings import strings
from lxml import html as lxml_html
from waiting import until

import built_site
import small_archive
from faults.matrix import Seen
from radar.archive import days, gists
from radar.archive.ledger import Ledger
from radar.models import Briefing, Citation, Gist, Paper, Place, Section, Sentence
from radar.publish.cards import FULL_CARDS
from radar.publish.formulas import tex

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser

STRINGS = strings()
DAY = small_archive.FRIDAY
BRIEFED = 60
"""Briefings are long: those of this many strings, evenly taken, are enough for every kind."""

CLICK_EVERYTHING = """() => {
  const kinds = ['pointerover', 'mouseover', 'mouseenter', 'focus', 'mousedown', 'mouseup', 'toggle', 'load',
    'error'];
  let clicked = 0;
  for (const element of document.querySelectorAll('main, main *')) {
    for (const kind of kinds) element.dispatchEvent(new Event(kind, {bubbles: true}));
    if (!element.closest('a[href]')) {
      element.dispatchEvent(new MouseEvent('click', {bubbles: true, cancelable: true}));
      clicked += 1;
    }
  }
  document.querySelectorAll('details').forEach(details => { details.open = true; });
  return clicked;
}"""


OPEN_LIGHT_CARDS = """async () => {
  const found = {};
  for (const card of document.querySelectorAll('.card.light')) {
    card.scrollIntoView();
    while (!card.querySelector('.abstract')) await new Promise(done => requestAnimationFrame(done));
    card.querySelector('.abstract').open = true;
    for (let n = 0; n < 1500 && !card.querySelector('.abstract p').textContent; n += 1)
      await new Promise(done => setTimeout(done, 20));
    found[card.id] = card.querySelector('.abstract p').textContent;
  }
  return found;
}"""


def _papers() -> list[Paper]:
    """Put each string into every field that a source fills; without an address a title can be clicked safely."""
    return [
        small_archive.paper(
            n,
            title=text,
            abstract=f"{text} is the whole abstract, router.",
            authors=(text, f"Sample Author {n}"),
            places=(Place(name=text, kind="feed", category=text),),
            categories=(text,),
            comment=text,
            license=text,
            url=text if n % 2 else "",
            pdf=text,
            links={"code": text},
        )
        for n, text in enumerate(STRINGS, 1)
    ]


def _briefing(lang: str, papers: list[Paper]) -> Briefing:
    """Write as a model would that repeats what it was fed."""
    taken = papers[:: len(papers) // BRIEFED]
    return Briefing(
        slug="routing",
        kind="topic",
        day=DAY,
        lang=lang,
        by="model",
        model=STRINGS[1],
        prompt="sample",
        title=STRINGS[0],
        sections=(
            Section(
                heading=STRINGS[2],
                sentences=tuple(Sentence(text=paper.title, cites=(n,)) for n, paper in enumerate(taken, 1)),
            ),
        ),
        citations=tuple(Citation(number=n, paper_id=p.id, span=p.title) for n, p in enumerate(taken, 1)),
        paper_count=len(taken),
    )


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory, serve: Callable[[Path], str]) -> str:
    folder = tmp_path_factory.mktemp("hostile")
    root, papers = folder / "content" / "daily", _papers()
    Ledger(root).add(papers, [])
    model = {"by": "model", "model": STRINGS[1], "prompt": "sample"}
    gists.write(
        root, DAY, [Gist(id=p.id, lang=g, text=p.title, span=p.title, **model) for p in papers for g in ("zh", "en")]
    )
    by_id = {paper.id: paper for paper in papers}
    for lang in ("zh", "en"):
        days.write_day(root, DAY, lang, [_briefing(lang, papers)], by_id)
    site = {"banner": STRINGS[0], "tagline": STRINGS[3], "title": "Sample Radar"}
    built_site.make(folder, small_archive.settings(site=site, show={"home": 30, "per_topic": 100}))
    return serve(folder / "output")


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    yield context.new_page()
    context.close()


def _watch(page: Page, base: str) -> list[str]:
    """Note what hostile text could bring about, and let none of it out."""
    noted: list[str] = []
    page.on("console", lambda message: noted.append(f"console: {message.text[:200]}"))
    page.on("pageerror", lambda error: noted.append(f"error: {error}"))
    page.on("dialog", lambda dialog: noted.append(f"dialog: {dialog.message}"))
    page.on("popup", lambda popup: noted.append(f"popup: {popup.url}"))
    page.on("framenavigated", lambda frame: noted.append(f"moved: {frame.url}") if base not in frame.url else None)
    page.on("request", lambda r: noted.append(f"request: {r.url}") if not r.url.startswith(base) else None)
    page.on("response", lambda r: noted.append(f"{r.status}: {r.url}") if r.status >= 400 else None)
    return noted


def test_there_are_hundreds_of_strings_and_each_is_told_apart() -> None:
    assert len(STRINGS) > 400
    assert len(set(STRINGS)) == len(STRINGS)


@pytest.mark.fault("F8", "M2")
@pytest.mark.parametrize("path", ["", "2026/06/19/", "en/2026/06/19/", "en/topics/routing/", "status/"])
def test_nothing_runs_loads_or_moves_when_everything_is_clicked(page: Page, base: str, path: str, seen: Seen) -> None:
    noted = _watch(page, base)
    page.goto(base + path)
    title = page.title()
    assert page.evaluate(CLICK_EVERYTHING) > 3
    page.wait_for_load_state("networkidle")
    page.wait_for_timeout(300)
    assert noted == []
    assert page.evaluate("window.caught") is None
    assert (page.title(), page.url) == (title, base + path)
    forbidden = (
        "script, style, img, form[action], iframe, base, meta, object, embed, link, video, audio, svg a, dialog"
    )
    assert page.locator(f"main :is({forbidden})").count() == 0
    assert page.locator("main [style], main [onclick], main [onerror], main [onload], main [ping]").count() == 0
    seen(f"/{path}: {len(STRINGS)} strings, {len(noted)} scripts, requests or moves")


@pytest.mark.fault("F8", "M2")
def test_every_string_is_read_in_full_where_it_was_put(page: Page, base: str, seen: Seen) -> None:
    page.goto(f"{base}2026/06/19/")
    read = page.evaluate(
        """() => Object.fromEntries([...document.querySelectorAll('.card')].map(card => [card.id, [
          card.querySelector('h3').textContent, card.querySelector('.gist.ai p').textContent,
          card.querySelector('.authors').textContent, card.querySelector('.meta').textContent]]))"""
    )
    assert len(read) == len(STRINGS)
    for n, text in enumerate(STRINGS, 1):
        title, gist, authors, meta = (" ".join(each.split()) for each in read[f"arxiv-2606.{n:05}"])
        typeset = " ".join(lxml_html.fromstring(f"<div>{tex.html(text)}</div>").text_content().split())
        assert title == typeset
        assert typeset in gist
        assert " ".join(text.split()) in authors
        assert " ".join(text.split()) in meta
    seen(f"{len(read)} titles, gists, authors, categories read in full")


@pytest.mark.fault("F9", "M2")
def test_links_lead_to_the_web_or_within_the_site(page: Page, base: str) -> None:
    page.goto(f"{base}2026/06/19/")
    until(page, "!document.querySelector('.authors a:not([href])')")
    schemes = page.evaluate("[...new Set([...document.querySelectorAll('a')].map(a => new URL(a.href).protocol))]")
    assert set(schemes) <= {"http:", "https:"}


def test_abstracts_of_light_cards_are_fetched_as_text(page: Page, base: str) -> None:
    noted = _watch(page, base)
    page.goto(f"{base}2026/06/19/")
    until(page, "!document.querySelector('.authors a:not([href])')")
    opened = page.evaluate(OPEN_LIGHT_CARDS)
    assert len(opened) == len(STRINGS) - FULL_CARDS
    for n, text in enumerate(STRINGS, 1):
        if shown := opened.get(f"arxiv-2606.{n:05}"):
            assert " ".join(shown.split()) == " ".join(tex.plain(f"{text} is the whole abstract, router.").split())
    assert noted == []
    assert page.evaluate("window.caught") is None
    assert page.locator("main :is(script, style, img, iframe, base, meta, object, embed)").count() == 0


@pytest.mark.parametrize("width", [1280, 320])
def test_the_layout_stays_whole(browser: Browser, base: str, width: int) -> None:
    page = browser.new_page(viewport={"width": width, "height": 900})
    for path in ("", "2026/06/19/"):
        page.goto(base + path)
        page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
        assert page.evaluate("document.documentElement.scrollWidth - window.innerWidth") <= 0, path
        wide = page.evaluate(
            """() => [...document.querySelectorAll('.card')].filter(card =>
              card.getBoundingClientRect().right > window.innerWidth || card.scrollWidth > card.clientWidth + 1)
              .map(card => card.id)"""
        )
        assert wide == [], path
    page.close()


def test_a_mouse_that_wanders_over_the_cards_meets_only_text(page: Page, base: str) -> None:
    noted = _watch(page, base)
    page.goto(f"{base}en/topics/routing/")
    for handle in page.locator(".card .gist p").all()[:40]:
        handle.scroll_into_view_if_needed()
        handle.hover()
        handle.click(position={"x": 5, "y": 5})
    assert noted == []
    assert page.evaluate("window.caught") is None
