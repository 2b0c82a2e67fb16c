"""Filters, authors, batches in Chromium: both languages, a phone and a wide window."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING
from zlib import crc32

import pytest
import reader_archive
from waiting import show_all, until

import built_site
import small_archive
from radar.sift.keys import fold_name

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser

WORDS = {
    "zh": {
        "author": "作者：",
        "another": "换一批",
        "batch": "已换一批（第2批）",
        "none": "没有符合",
        "same": "同名的不同作者",
        "names": "作者按全名查找",
    },
    "en": {
        "author": "Author: ",
        "another": "Another batch",
        "batch": "batch 2",
        "none": "No papers match",
        "same": "several people of the same name",
        "names": "found by their full name",
    },
}
CARDS = "[data-result] .card"


@pytest.fixture(scope="module")
def output(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return reader_archive.make(tmp_path_factory.mktemp("reader"))


@pytest.fixture(scope="module")
def base(output: Path, serve: Callable[[Path], str]) -> str:
    return serve(output)


@pytest.fixture(params=[("zh", 1280), ("en", 1280), ("zh", 360), ("en", 360)], ids=lambda p: f"{p[0]}-{p[1]}")
def visit(browser: Browser, base: str, request: pytest.FixtureRequest) -> Iterator[tuple[Page, str, str]]:
    """Give a fresh reader's page, its language, and home's address in it; no page may complain or overflow."""
    lang, width = request.param
    context = browser.new_context(viewport={"width": width, "height": 800})
    page = context.new_page()
    noted: list[str] = []
    page.on("console", lambda message: noted.append(message.text))
    page.on("pageerror", lambda error: noted.append(str(error)))
    yield page, lang, base + ("en/" if lang == "en" else "")
    assert page.evaluate("document.documentElement.scrollWidth - window.innerWidth") <= 0
    context.close()
    assert noted == []


def _titles(page: Page) -> list[str]:
    return page.locator(f"{CARDS} h3").all_text_contents()


def _wait(page: Page) -> None:
    page.locator("[data-result]:not([hidden]):not([aria-busy])").wait_for()


def test_an_author_is_found_in_the_whole_archive_and_near_names_are_not(visit: tuple[Page, str, str]) -> None:
    page, lang, home = visit
    for name in ("Sample+Q.+Author", "AUTHOR%2C+sample+q", "S%C3%A4mple++Q+Author"):
        page.goto(f"{home}?author={name}")
        _wait(page)
        show_all(page, CARDS)
        titles = _titles(page)
        assert len(titles) == 11
        assert "Invented router 39" in titles[-1]  # nine days older than the recent window
        assert not any(title == "Invented router 2" for title in titles)
    assert WORDS[lang]["same"] in page.locator("[data-note]").inner_text()
    chip = page.locator("[data-chips] .chip").inner_text()
    assert chip.startswith(WORDS[lang]["author"])


def test_every_author_of_a_card_leads_to_that_filter(visit: tuple[Page, str, str]) -> None:
    page, lang, home = visit
    page.goto(f"{home}2026/06/19/")
    page.locator("html[data-ready]").wait_for(state="attached")
    links = page.locator(".card .authors a")
    assert links.evaluate_all("all => all.every(a => new URL(a.href).searchParams.get('author') === a.textContent)")
    crowd = page.locator(".card", has_text="many names")
    crowd.locator("details.authors summary").click()
    crowd.get_by_role("link", name="Sample Author 131").click()
    page.wait_for_url(f"{home}?author=Sample+Author+131")
    _wait(page)
    assert _titles(page) == ["A tide with many names"]
    remove = page.locator("[data-chips] button")
    box = remove.bounding_box()
    assert box is not None
    assert min(box["width"], box["height"]) >= 24
    assert f"{WORDS[lang]['author']}Sample Author 131" in (remove.get_attribute("aria-label") or "")
    remove.click()
    page.locator("[data-issue]:not([hidden])").wait_for()
    page.wait_for_url(home)
    page.go_back()
    _wait(page)
    assert _titles(page) == ["A tide with many names"]


@pytest.mark.parametrize(
    ("query", "count", "every"),
    [
        ("topic=tides&from=2026-06-10", 3, "tide"),
        ("topic=tides&topic=routing&from=2026-06-15", 21, ""),
        ("q=TIDE+names", 1, "many names"),
        ("source=Sample+Journal", 4, ""),
        ("type=update", 2, "Invented"),
        ("from=2026-06-17&to=2026-06-18", 6, ""),
        ("field=earth&topic=routing", 0, ""),
        ("ids=arxiv-2606.00300&ids=arxiv-2606.00205", 2, ""),
        ("has=briefing", 0, ""),
        ("author=Sample+Author+99&source=Sample+Journal", 6, ""),
        ("q=tide&nonsense=1&from=yesterday&batch=-1", 7, "tide"),
    ],
)
def test_filters_are_addresses(browser: Browser, base: str, query: str, count: int, every: str) -> None:
    page = browser.new_page()
    page.goto(f"{base}?{query}")
    _wait(page)
    show_all(page, CARDS)
    titles = _titles(page)
    assert len(titles) == count, titles
    assert all(every in title for title in titles)
    assert page.locator("[data-count]").inner_text() == f"显示 {count} / {count}篇"
    assert page.locator("[data-empty]").is_visible() == (count == 0)
    page.close()


def test_the_form_writes_the_address(visit: tuple[Page, str, str]) -> None:
    page, lang, home = visit
    page.goto(home)
    page.locator(".filters summary").click()
    page.locator("select[name=topic] option[value=tides]").wait_for(state="attached")
    page.select_option("select[name=topic]", "tides")
    page.wait_for_url(f"{home}?topic=tides")
    _wait(page)
    page.locator("input[name=q]").fill("many")
    page.wait_for_url(f"{home}?topic=tides&q=many")
    until(page, "document.querySelectorAll('[data-result] .card').length === 1")
    page.locator("input[name=q]").fill("zzz")
    page.locator("[data-empty]").wait_for()
    assert WORDS[lang]["none"] in page.locator("[data-empty]").inner_text()
    page.locator("[data-empty] [data-clear]").click()
    page.locator("[data-issue]:not([hidden])").wait_for()
    page.wait_for_url(home)
    page.go_back()
    page.wait_for_url(f"{home}?topic=tides&q=zzz")
    _wait(page)


def test_another_batch_is_unseen_kept_by_back_and_said(visit: tuple[Page, str, str]) -> None:
    page, lang, home = visit
    page.goto(home)
    first = set(page.locator("[data-issue] .card").evaluate_all("all => all.map(card => card.id)"))
    slugs = f"[...document.querySelectorAll('{CARDS}')].map(card => card.dataset.slug)"
    page.get_by_role("button", name=WORDS[lang]["another"], exact=True).click()
    page.wait_for_url(f"{home}?batch=1")
    _wait(page)
    one = page.evaluate(slugs)
    assert len(one) == reader_archive.SIZE
    assert not first & set(one)
    until(page, f"document.activeElement.closest('.card').dataset.slug === {json.dumps(one[0])}")
    assert page.locator(f"{CARDS} .numeral").first.inner_text() == "01."
    until(page, f"document.querySelector('[data-say]').textContent.includes({json.dumps(WORDS[lang]['batch'])})")
    page.keyboard.press("n")
    page.wait_for_url(f"{home}?batch=2")
    until(page, f"{slugs}[0] !== {json.dumps(one[0])}")
    two = page.evaluate(slugs)
    assert not set(one) & set(two)
    page.go_back()
    until(page, f"{slugs}.join() === {json.dumps(','.join(one))}")
    page.reload()
    _wait(page)
    assert page.evaluate(slugs) == one
    page.go_back()
    page.locator("[data-issue]:not([hidden])").wait_for()
    page.wait_for_url(home)


def test_batches_show_everything_before_they_repeat_and_topics_in_proportion(browser: Browser, base: str) -> None:
    page = browser.new_page()
    page.goto(f"{base}?topic=tides&topic=routing&batch=1")
    batches: list[list[str]] = []
    for n in range(2, 11):
        _wait(page)
        batches.append(_titles(page))
        page.locator("button[data-batch]").click()
        page.wait_for_url(f"{base}?topic=tides&topic=routing&batch={n}")
        until(page, f"document.querySelector('{CARDS} h3').textContent !== {json.dumps(batches[-1][0])}")
    total = int(page.locator("[data-count]").inner_text().partition("/")[2].strip(" 篇"))
    met = [title for batch in batches for title in batch]
    whole = total // reader_archive.SIZE * reader_archive.SIZE
    assert whole >= 30
    assert len(set(met[:whole])) == whole
    tides = sum("tide" in title for title in met[:whole])
    assert sum("tide" in title for title in met[: whole // 2]) in range(tides // 2 - 1, tides // 2 + 3)
    page.close()


def test_a_shared_batch_is_the_same_for_everyone(browser: Browser, base: str) -> None:
    """What a reader has seen decides which number comes next, and not what is in it."""
    found = []
    for seen in ([], [f"arxiv-2606.{n:05}" for n in range(1, 20)]):
        context = browser.new_context()
        page = context.new_page()
        page.goto(base)
        page.evaluate("seen => localStorage.setItem('ah:/hub/:v1:seen', JSON.stringify(seen))", seen)
        page.goto(f"{base}?batch=3")
        _wait(page)
        found.append(_titles(page))
        context.close()
    assert found[0] == found[1]
    assert len(found[0]) == reader_archive.SIZE


def test_the_next_batch_is_the_one_with_most_that_is_unseen(browser: Browser, base: str) -> None:
    context = browser.new_context()
    page = context.new_page()
    slugs = f"[...document.querySelectorAll('{CARDS}')].map(card => card.dataset.slug)"
    known: list[str] = []
    for number in (1, 2):
        page.goto(f"{base}?batch={number}")
        _wait(page)
        known += page.evaluate(slugs)
    page.goto(base)
    page.locator("button[data-batch]").click()
    page.wait_for_url(f"{base}?batch=3")
    _wait(page)
    assert not set(page.evaluate(slugs)) & set(known)
    context.close()


def test_what_is_not_interesting_is_in_no_batch_and_moves_nobody_elses(browser: Browser, base: str) -> None:
    context = browser.new_context()
    page = context.new_page()
    page.goto(f"{base}?batch=2")
    _wait(page)
    titles = _titles(page)
    page.locator(CARDS).nth(1).locator("[data-do=mute]").click()
    page.reload()
    _wait(page)
    assert _titles(page) == [titles[0], *titles[2:]]
    context.close()


def test_words_find_a_whole_name_wherever_it_stands(visit: tuple[Page, str, str]) -> None:
    """The crowd's eleventh author is in no row."""
    page, lang, home = visit
    page.goto(f"{home}?q=Author+131,+Sample")
    _wait(page)
    assert _titles(page) == ["A tide with many names"]
    page.goto(f"{home}?q=sample+AUTHOR+131&topic=routing")
    _wait(page)
    assert _titles(page) == []
    assert WORDS[lang]["names"] in page.locator("[data-note]").inner_text()


def test_an_author_of_very_many_papers_is_found_whole(
    browser: Browser, serve: Callable[[Path], str], tmp_path: Path
) -> None:
    papers = [
        small_archive.paper(
            n, title=f"Invented Router {n} " + "of a long title " * 20, authors=("Sample Author One",)
        )
        for n in range(1000, 1120)
    ]
    small_archive.write(tmp_path / "content", papers)
    built_site.make(tmp_path, reader_archive.config())
    base = serve(tmp_path / "output")
    page = browser.new_page()
    page.goto(f"{base}?author=One,+Sample+Author")
    _wait(page)
    assert page.locator("[data-count]").inner_text() == f"显示 {reader_archive.SIZE} / 120篇"
    page.close()


def test_filters_that_need_no_words_load_none(browser: Browser, base: str) -> None:
    page = browser.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url.removeprefix(base).partition("?")[0]))
    page.goto(f"{base}?topic=routing", wait_until="networkidle")
    _wait(page)
    data = [url for url in asked if url.startswith("data/")]
    assert data == ["data/recent/index.json", "data/recent/2026-06-19.json"]
    assert not any("names" in url or "form" in url or "batch" in url for url in asked)
    page.close()


def test_names_fold_alike_in_python_and_in_the_browser(browser: Browser, base: str, output: Path) -> None:
    names = [
        *reader_archive.NAMES,
        "Bi, Shuchao",
        "Shuchao  Bi",
        "Shuchao Pang",
        "ＳＨＵＣＨＡＯ　ＢＩ",
        "Łukasz Øst-Þór",
        "Straße ﬁsh",
        "O’Brien, Seán",
        "Smith, John, Jr.",
        "Dr. Jane Doe, PhD",
        "J. R. R. Sample",
        "毕 树超",
        "毕树超",
        "山田　太郎",
        "김 철수",
        "Иванов, Пётр",
        "ΣΊΣΥΦΟΣ Νίκος",
        "Sample1,2 Author3",
        "The Sample Collaboration (et al)",
        "A. Author (Sample University)",
        "İpek Işık",
        "Nguyễn Văn A",
        "d'Sample, X.",
        "",
        "   ",
        "...",
        "Author et al. and more",
        "हिन्दी नाम",
        "عربي اسم",
        "Ünal ß",
        "Jean-Luc_Sample",
        "Sample, , Author",
        "II",
        "de la Sample, María José",
        "𠮷田 太郎",
        "x" * 300,
    ]
    page = browser.new_page()
    page.goto(base)
    module = page.evaluate("document.querySelector('script[data-names]').dataset.names")
    folded = page.evaluate(
        "async ([url, names]) => { const m = await import(new URL(url, document.baseURI).href);"
        " return names.map(name => m.foldName(name)) }",
        [module, names],
    )
    assert dict(zip(names, folded, strict=True)) == {name: fold_name(name) for name in names}
    hashes = page.evaluate(
        "async ([url, keys]) => { const m = await import(new URL(url, document.baseURI).href);"
        " return [keys.map(m.fnv1a), keys.map(m.crc32)] }",
        [module, ["", "a", "foobar", "毕树超"]],
    )
    assert hashes[0][:3] == [0x811C9DC5, 0xE40C292C, 0xBF9CF968]
    assert hashes[1] == [crc32(key.encode()) for key in ("", "a", "foobar", "毕树超")]
    page.close()


def test_an_abstract_comes_from_the_archive(visit: tuple[Page, str, str]) -> None:
    page, _, home = visit
    page.goto(f"{home}?q=many+names")
    _wait(page)
    page.locator(f"{CARDS} .abstract summary").click()
    until(page, f"document.querySelector('{CARDS} .abstract p').textContent.includes('Number 300')")
    assert page.locator(f"{CARDS} .actions a").first.get_attribute("href") == "https://arxiv.org/abs/2606.00300"


def test_data_that_does_not_come_is_said(browser: Browser, base: str) -> None:
    page = browser.new_page()
    page.route("**/data/recent.json", lambda route: route.abort())
    page.goto(f"{base}?q=tide")
    page.get_by_text("数据暂时无法加载").first.wait_for()
    assert page.locator("[data-issue] .card").first.is_visible()
    page.close()


def test_home_asks_for_little(browser: Browser, base: str) -> None:
    page = browser.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(base, wait_until="networkidle")
    assert len(asked) <= 6, asked
    assert not any("/data/" in url for url in asked)
    page.close()


def test_a_hostile_address_stays_text(browser: Browser, base: str) -> None:
    page = browser.new_page()
    noted: list[str] = []
    page.on("dialog", lambda dialog: noted.append(dialog.message))
    page.goto(
        f"{base}?author=%3Cimg+src%3Dx+onerror%3Dalert(1)%3E&author=__proto__&topic=%22%3E%3Cscript%3E&q=(%5B%7B*"
    )
    _wait(page)
    assert page.locator("main img, main script").count() == 0
    assert "<img src=x onerror=alert(1)>" in page.locator("[data-chips]").inner_text()
    assert noted == []
    page.close()
