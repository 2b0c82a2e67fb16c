"""Search in Chromium: both languages, a phone and a wide window; with its index, without, without JavaScript."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import reader_archive
from axe_playwright_python.sync_playwright import Axe
from hostile_strings import strings
from waiting import is_unseen, show_all, until

import built_site
import small_archive
from radar.archive import days, gists
from radar.models import Briefing, Citation, Gist, Paper, Section, Sentence
from radar.publish import view
from radar.publish.search import search_items, search_pagefind

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page

pytestmark = pytest.mark.browser

STRINGS = strings()
DAY = small_archive.FRIDAY
OLD = DAY - timedelta(days=30)
SAID = "An invented lighthouse measures tides."
WORDS = {
    "zh": {
        "all": "在全部",
        "none": "没有符合“",
        "ai": "AI 生成 · 未经人工核对",
        "topic": "主题“潮汐”",
        "late": "30天",
    },
    "en": {
        "all": "among all",
        "none": "Nothing matches “",
        "ai": "AI-generated",
        "topic": "The topic “Tides”",
        "late": "30 days",
    },
}
SHOWN = ".cards > li"
AXE = {
    "runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
}


def _papers() -> list[Paper]:
    return [
        *reader_archive.papers(),
        small_archive.paper(400, title="A lighthouse of glass", abstract=f"{SAID} Zebras follow.", day=OLD),
        small_archive.paper(401, title="一种虚构的灯塔", abstract="本文虚构灯塔，测量潮汐。", authors=("虚构作者",)),
        *(
            small_archive.paper(500 + n, title=f"Hostile {text}", authors=(text,), abstract=f"Hostile. {text}")
            for n, text in enumerate(STRINGS)
        ),
    ]


def _briefing(lang: str) -> Briefing:
    title = {"zh": "玻璃灯塔", "en": "Lighthouses of glass"}[lang]
    text = {"zh": "玻璃灯塔测量潮汐。", "en": "A glass lighthouse measures tides."}[lang]
    return Briefing(
        slug="tides",
        kind="topic",
        day=DAY,
        lang=lang,
        by="model",
        model="sample-model",
        prompt="sample",
        title=title,
        sections=(Section(heading="", sentences=(Sentence(text=text, cites=(1,)),)),),
        citations=(Citation(number=1, paper_id="arxiv:2606.00400", span=SAID),),
        paper_count=1,
    )


def _write(folder: Path) -> None:
    root, papers = folder / "content" / "daily", _papers()
    small_archive.write(folder / "content", papers)
    model = {"by": "model", "model": "sample-model", "prompt": "sample"}
    told = {"zh": "本文发明了测量潮汐的玻璃灯塔。", "en": "A lighthouse is invented that measures tides."}
    gists.write(
        root,
        OLD,
        [Gist(id="arxiv:2606.00400", lang=lang, text=text, span=SAID, **model) for lang, text in told.items()],
    )
    for lang in ("zh", "en"):
        days.write_day(root, DAY, lang, [_briefing(lang)], {paper.id: paper for paper in papers})


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory, serve: Callable[[Path], str]) -> str:
    """Build a site whose archive is several periods, lean ones first: hostile strings in the newest."""
    if search_pagefind.executable() is None:
        pytest.skip("skipped: pagefind-bin is not installed (no wheel for this platform)")
    folder = tmp_path_factory.mktemp("search")
    _write(folder)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(search_items, "PER_BLOCK", 13)
        patch.setattr(search_items, "PER_PART", 13)
        patch.setattr(view, "RECENT", timedelta(days=14))
        result = built_site.make(folder, reader_archive.config())
    assert result.search == ""
    return serve(folder / "output")


@pytest.fixture(scope="module")
def bare(tmp_path_factory: pytest.TempPathFactory, serve: Callable[[Path], str]) -> str:
    """Build the same without Pagefind."""
    folder = tmp_path_factory.mktemp("bare")
    _write(folder)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(search_pagefind, "executable", lambda: None)
        result = built_site.make(folder, reader_archive.config())
    assert result.search == "Pagefind is not installed"
    return serve(folder / "output")


class Reader:
    """Search as somebody does; what the page asks for and complains of is kept."""

    def __init__(self, page: Page, lang: str, base: str) -> None:
        self.page, self.lang, self.base = page, lang, base
        self.home = base + ("en/" if lang == "en" else "")
        self.address = f"{self.home}search/"
        self.complaints: list[str] = []
        self.asked: list[str] = []
        page.on("console", lambda message: self.complaints.append(message.text))
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("dialog", lambda dialog: self.complaints.append(dialog.message))
        page.on("request", lambda request: self.asked.append(request.url))

    def go(self, query: str = "") -> Reader:
        self.page.goto(self.address + query)
        return self.wait() if query else self

    def type(self, words: str) -> Reader:
        self.page.locator("[name=q]").fill(words)
        self.page.locator("[name=q]").press("Enter")
        return self.wait()

    def wait(self) -> Reader:
        """Wait for an answer: the page says so and is busy in the same turn in which it is asked anew."""
        told = "document.querySelector('[data-count]').textContent"
        until(self.page, f"{told} && !{told}.includes('…') && !document.querySelector('.cards[aria-busy]')")
        return self

    def titles(self) -> list[str]:
        return self.page.locator(f"{SHOWN} h3").all_text_contents()

    def status(self) -> str:
        return self.page.locator("[data-count]").inner_text()


@pytest.fixture(params=[("zh", 1280), ("en", 1280), ("zh", 360), ("en", 360)], ids=lambda p: f"{p[0]}-{p[1]}")
def context(browser: Browser, request: pytest.FixtureRequest) -> Iterator[tuple[BrowserContext, str]]:
    lang, width = request.param
    made = browser.new_context(viewport={"width": width, "height": 800}, service_workers="block")
    yield made, lang
    made.close()


@pytest.fixture
def reader(context: tuple[BrowserContext, str], base: str) -> Iterator[Reader]:
    found = Reader(context[0].new_page(), context[1], base)
    yield found
    page = found.page
    assert page.evaluate("document.documentElement.scrollWidth - window.innerWidth") <= 0
    assert [said for said in found.complaints if "Service Worker" not in said] == []
    assert [url for url in found.asked if not url.startswith(base)] == []


def test_nothing_is_loaded_until_somebody_searches(reader: Reader) -> None:
    reader.go()
    reader.page.wait_for_timeout(300)
    assert not [url for url in reader.asked if "data/search" in url]
    # The page's own script may come later than the first focus, and then waits for the next.
    until(
        reader.page,
        "(document.activeElement.blur(), document.querySelector('[name=q]').focus(),"
        " performance.getEntriesByType('resource').some(({ name }) => name.includes('search/index.json')))",
    )
    assert not [url for url in reader.asked if "pagefind" in url]


def test_a_paper_is_found_by_title_author_and_abstract_and_leads_to_its_card(reader: Reader) -> None:
    reader.go("?q=zebras")
    assert reader.titles() == ["A lighthouse of glass"]
    assert any(url.endswith(f"data/archive/{OLD:%Y-%m}.jsonl.gz") for url in reader.asked)  # of a lean period
    link = reader.page.locator(f"{SHOWN} h3 a")
    link.click()
    reader.page.wait_for_url(f"{reader.home}{OLD:%Y/%m/%d}/#arxiv-2606.00400")
    assert reader.page.locator("[id='arxiv-2606.00400'] h3").inner_text() == "A lighthouse of glass"
    reader.page.go_back()
    reader.wait()
    assert reader.titles() == ["A lighthouse of glass"]
    reader.type("Lighthouses GLASS zebra")
    assert reader.titles() == ["A lighthouse of glass"]
    reader.type("many names 120")
    assert reader.titles() == ["A tide with many names"]


def test_what_was_found_is_marked_and_a_models_words_say_so(reader: Reader) -> None:
    reader.go("?q=lighthouse")
    found = reader.page.locator(SHOWN)
    assert "lighthouse" in [text.lower() for text in found.locator("mark").all_text_contents()]
    gist = found.filter(has_text="A lighthouse of glass").locator(".gist.ai")
    assert WORDS[reader.lang]["ai"] in gist.inner_text()
    briefing = found.filter(has=reader.page.locator(".telling-title"))
    assert WORDS[reader.lang]["ai"] in briefing.inner_text()
    assert briefing.locator("a").get_attribute("href") == f"{reader.home}briefings/{DAY}-tides/"


def test_chinese_finds_titles_gists_and_briefings_as_they_stand(reader: Reader) -> None:
    reader.go("?q=玻璃灯塔")
    briefing = {"zh": "玻璃灯塔", "en": "Lighthouses of glass"}[reader.lang]
    assert reader.titles() == [briefing, "A lighthouse of glass"]
    reader.type("虚构的灯塔")
    assert reader.titles() == ["一种虚构的灯塔"]
    reader.type("塔灯")
    assert reader.titles() == []
    assert WORDS[reader.lang]["none"] + "塔灯" in reader.page.locator("[data-empty]").inner_text()
    reader.type("zebras 潮汐")
    assert reader.titles() == ["A lighthouse of glass"]


def test_a_word_that_nobody_wrote_finds_nothing(reader: Reader) -> None:
    reader.go("?q=zebrasque")
    assert reader.titles() == []
    reader.type("router zebras")
    assert reader.titles() == []
    assert reader.page.locator("[data-empty]").is_visible()


def test_the_newest_papers_are_searched_first_and_older_ones_on_demand(reader: Reader) -> None:
    reader.go("?q=invented+router")
    first = reader.status()
    assert len(reader.titles()) == 10
    assert WORDS[reader.lang]["all"] not in first
    older = reader.page.locator("[data-older]")
    assert older.is_visible()
    before = len(reader.asked)
    older.click()
    reader.wait()
    until(reader.page, f"document.querySelector('[data-count]').textContent !== {first!r}")
    assert any("pf_meta" in url for url in reader.asked[before:])
    reader.page.locator("[data-whole]").click()
    reader.wait()
    until(reader.page, f"document.querySelector('[data-count]').textContent.includes({WORDS[reader.lang]['all']!r})")
    is_unseen(older)
    reader.wait()
    show_all(reader.page, SHOWN)
    titles = reader.titles()
    assert len(titles) == len(set(titles))
    assert {f"Invented router {n}" for n in range(40) if n % 5} <= set(titles)


def test_filters_are_addresses_and_back_takes_them_back(reader: Reader) -> None:
    reader.go("?q=router&source=Sample+Journal")
    journal = {f"Invented router {n}" for n in range(40) if n % 7 == 3 and n % 5}
    assert set(reader.titles()) == {*journal, "Invented Router 102"}
    chip = reader.page.locator("[data-chips] li")
    assert "Sample Journal" in chip.inner_text()
    chip.locator("button").click()
    reader.page.wait_for_url(f"{reader.address}?q=router")
    until(reader.page, "document.activeElement.name === 'q'")
    reader.page.go_back()
    until(reader.page, "document.querySelectorAll('[data-chips] li').length === 1")
    reader.page.locator("details.filters summary").first.click()
    reader.page.locator("[name=topic]").select_option("tides")
    until(reader.page, "location.search.includes('topic=tides')")
    reader.wait()
    reader.page.locator("[data-clear]").click()
    until(reader.page, "!location.search.includes('topic')")


def test_filters_alone_list_the_newest_first(reader: Reader) -> None:
    reader.go("?topic=tides&type=paper")
    days_ = reader.page.locator(f"{SHOWN} .meta time").all_text_contents()
    assert days_ == sorted(days_, reverse=True)
    assert len(days_) == 10
    reader.go("?type=briefing")
    assert reader.titles() == [{"zh": "玻璃灯塔", "en": "Lighthouses of glass"}[reader.lang]]
    reader.go(f"?year={DAY.year}&field=earth&type=paper&topic=tides&q=tide+names")
    assert reader.titles() == ["A tide with many names"]
    reader.go("?year=1999&q=router")
    assert reader.titles() == []


def test_newest_first_is_an_order(reader: Reader) -> None:
    reader.go("?q=router&sort=date")
    days_ = reader.page.locator(f"{SHOWN} .meta time").all_text_contents()
    assert days_ == sorted(days_, reverse=True)


def test_unknown_and_broken_parts_of_an_address_are_left_out(reader: Reader) -> None:
    reader.go("?q=zebras&year=20xx&type=x&sort=up&topic=&__proto__=1&constructor=2")
    assert reader.titles() == ["A lighthouse of glass"]


def test_a_topic_called_so_and_an_author_are_offered(reader: Reader) -> None:
    name = {"zh": "潮汐", "en": "tides"}[reader.lang]
    reader.go(f"?q={name}")
    offered = reader.page.locator("[data-ways] a")
    offered.filter(has_text=WORDS[reader.lang]["topic"]).click()
    reader.page.wait_for_url(f"{reader.home}topics/tides/")
    reader.go("?q=Sample+Q.+Author")
    reader.page.locator("[data-ways] a").click()
    reader.page.wait_for_url(f"{reader.home}?author=Sample+Q.+Author")


def test_keys_reach_the_field_and_the_results(reader: Reader) -> None:
    reader.go()
    reader.page.keyboard.press("/")
    until(reader.page, "document.activeElement.name === 'q'")
    reader.page.keyboard.type("zebras")
    reader.page.keyboard.press("Enter")
    reader.wait()
    reader.page.evaluate("document.activeElement.blur()")
    reader.page.keyboard.press("j")
    until(reader.page, "document.activeElement.textContent === 'A lighthouse of glass'")


def test_typing_searches_by_itself_and_a_word_being_composed_waits(reader: Reader) -> None:
    reader.go()
    field = reader.page.locator("[name=q]")
    field.press_sequentially("zebras")
    until(reader.page, "document.querySelectorAll('.cards > li').length === 1")
    reader.page.wait_for_url(f"{reader.address}?q=zebras")
    field.fill("")
    field.evaluate(
        "(field) => { field.value = 'router'; field.dispatchEvent(new InputEvent('input', { isComposing: true })); }"
    )
    reader.page.wait_for_timeout(500)
    assert "router" not in reader.page.url


@pytest.mark.parametrize("context", [("zh", 1280), ("en", 360)], indirect=True)
def test_hostile_text_is_text(reader: Reader) -> None:
    reader.go("?q=hostile")
    show_all(reader.page, SHOWN)
    if reader.page.locator("[data-whole]").is_visible():
        reader.page.locator("[data-whole]").click()
        reader.wait()
    allowed = ["li", "article", "div", "p", "span", "time", "h3", "a", "details", "summary", "button", "mark"]
    found = reader.page.evaluate(
        "[...new Set([...document.querySelectorAll('.cards *')].map((each) => each.localName))]"
    )
    assert set(found) <= set(allowed)
    assert len(reader.titles()) >= min(len(STRINGS), 10)
    for link in reader.page.locator(f"{SHOWN} h3 a").all()[:20]:
        assert str(link.get_attribute("href")).startswith(reader.home)
    for text in STRINGS[:12]:
        reader.page.locator("[name=q]").fill(text)
        reader.page.locator("[name=q]").press("Enter")
        reader.page.wait_for_timeout(150)
    assert reader.page.evaluate("window.caught") is None


def test_search_has_no_barriers(reader: Reader) -> None:
    reader.go("?q=lighthouse&source=arXiv")
    reader.page.locator("details.filters summary").first.click()
    results = Axe().run(reader.page, options=AXE)
    assert [each["id"] for each in results.response["violations"]] == []
    reader.page.emulate_media(color_scheme="dark")
    results = Axe().run(reader.page, options=AXE)
    assert [each["id"] for each in results.response["violations"]] == []


def test_without_pagefind_the_last_days_are_looked_through(context: tuple[BrowserContext, str], bare: str) -> None:
    reader = Reader(context[0].new_page(), context[1], bare)
    reader.go("?q=lighthouse+glass")
    assert reader.titles() == []
    assert WORDS[reader.lang]["late"] in reader.page.locator("[data-note]").inner_text()
    reader.type("many names")
    assert reader.titles() == ["A tide with many names"]
    assert not [url for url in reader.asked if "pagefind" in url]
    assert reader.complaints == [] or all("Service Worker" in said for said in reader.complaints)


def test_an_index_that_does_not_load_gives_way_to_the_last_days(
    context: tuple[BrowserContext, str], base: str
) -> None:
    reader = Reader(context[0].new_page(), context[1], base)
    reader.page.route("**/*.pagefind", lambda route: route.abort())
    reader.go("?q=many+names")
    assert reader.titles() == ["A tide with many names"]
    assert WORDS[reader.lang]["late"] in reader.page.locator("[data-note]").inner_text()


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_without_javascript_there_is_a_way_on(browser: Browser, base: str, lang: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{base}{'en/' if lang == 'en' else ''}search/")
    assert page.locator("noscript .notice").is_visible()
    assert not page.locator("form").is_visible()
    assert page.locator("main nav a").count() >= 3
    context.close()


def test_storage_that_is_refused_stops_nothing(browser: Browser, base: str) -> None:
    context = browser.new_context(service_workers="block")
    context.add_init_script(
        "Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('no'); } });"
    )
    reader = Reader(context.new_page(), "zh", base)
    reader.go("?q=zebras")
    assert reader.titles() == ["A lighthouse of glass"]
    context.close()
