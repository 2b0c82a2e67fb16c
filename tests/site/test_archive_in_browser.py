"""Papers of any age out of the archive's months, as a browser asks for them: from servers of every habit."""

from __future__ import annotations

import gzip
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import orjson
import pytest
from waiting import until

import built_site
import small_archive
from publish import invented
from publish.awkward import AUTHORS, TITLES
from radar.models import Paper, Place, Ranked
from radar.publish.data import open_data_days
from radar.publish.data.data_rows import named, tables
from radar.publish.gathered import Belonging
from radar.publish.references.citations import reference
from radar.publish.references.cite_rows import row
from radar.publish.view import Entry
from radar.sift import identity
from radar.sift.text import clean_authors, clean_title

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page, Route

pytestmark = pytest.mark.browser

NEWEST = small_archive.FRIDAY
OLD = date(2026, 1, 5)
SEALED = date(2024, 2, 29)
CARDS = "[data-result] .card"


def _papers() -> list[Paper]:
    found = [
        small_archive.paper(n, day=day, authors=("Sample Author One", f"Sample Author {n}"), abstract=f"Number {n}.")
        for n, day in enumerate([*[NEWEST] * 3, *[OLD] * 40, SEALED], 500)
    ]
    return [*found, small_archive.paper(700, day=OLD, title="An old tide", authors=("Sample Author One",))]


@pytest.fixture(scope="module")
def output(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("archive")
    small_archive.write(folder / "content", _papers())
    built_site.make(folder, small_archive.settings())
    return folder / "output"


@pytest.fixture(scope="module")
def base(output: Path, serve: Callable[[Path], str]) -> str:
    return serve(output)


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    page = browser.new_page()
    page.set_default_timeout(8000)
    noted: list[str] = []
    page.on("pageerror", lambda error: noted.append(str(error)))
    yield page
    page.close()
    assert noted == []


def _answers(page: Page, name: str) -> list[tuple[int, int]]:
    """Note the status and the bytes of every answer for a file."""
    found: list[tuple[int, int]] = []
    page.on("response", lambda one: found.append((one.status, len(one.body()))) if one.url.endswith(name) else None)
    return found


def _open(page: Page, base: str, query: str) -> None:
    page.goto(f"{base}?{query}")
    page.locator("[data-result]:not([hidden]):not([aria-busy])").wait_for()
    card = page.locator(CARDS).last
    card.locator(".abstract summary").click()


def _reads(page: Page, text: str) -> None:
    until(page, f"document.querySelector('{CARDS}:last-child .abstract p').textContent.includes('{text}')")


def test_an_author_is_found_in_every_tier_by_three_small_files(page: Page, base: str, output: Path) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url.removeprefix(base).partition("?")[0]))
    page.goto(f"{base}?author=One,+Sample+Author")
    page.locator("[data-result]:not([hidden]):not([aria-busy])").wait_for()
    assert "/ 45" in page.locator("[data-count]").inner_text()
    tiers = [name for name in asked if name.startswith("data/authors/") and not name.endswith("index.json")]
    assert {name.split("/")[2] for name in tiers} == {"2026-06", "2026", "sealed"}
    assert len(tiers) == 3
    assert all((output / name).stat().st_size < 50_000 for name in tiers)
    page.locator(f"{CARDS} h3 a").first.wait_for()
    assert page.locator(CARDS).count() == 3


def test_an_old_paper_takes_one_part_of_its_month(page: Page, base: str, output: Path) -> None:
    answers = _answers(page, "2024-02.jsonl.gz")
    _open(page, base, "author=Sample+Author+543")
    _reads(page, "Number 543.")
    month = output / "data" / "archive" / "2024-02.jsonl.gz"
    assert answers == [(206, month.stat().st_size)]
    answers = _answers(page, "2026-01.jsonl.gz")
    _open(page, base, "author=Sample+Author+503")
    _reads(page, "Number 503.")
    ((status, size),) = answers
    assert status == 206
    assert 0 < size < (output / "data" / "archive" / "2026-01.jsonl.gz").stat().st_size / 2


def test_filters_ask_more_of_an_authors_old_papers(page: Page, base: str) -> None:
    page.goto(f"{base}?author=Sample+Author+One&topic=tides")
    page.locator("[data-result]:not([hidden]):not([aria-busy])").wait_for()
    assert page.locator(f"{CARDS} h3").all_text_contents() == ["An old tide"]
    page.goto(f"{base}?author=Sample+Author+One&to=2025-01-01")
    page.locator("[data-result]:not([hidden]):not([aria-busy])").wait_for()
    assert page.locator(f"{CARDS} time").all_text_contents() == [SEALED.isoformat()]


def _whole(route: Route) -> None:
    headers = {key: value for key, value in route.request.headers.items() if key != "range"}
    route.continue_(headers=headers)


def test_a_server_that_gives_whole_files_gives_them_once(page: Page, base: str) -> None:
    page.route("**/*.jsonl.gz", _whole)
    answers = _answers(page, "2026-01.jsonl.gz")
    page.goto(f"{base}?author=Sample+Author+One&to=2026-02-01&from=2026-01-01&topic=routing")
    page.locator("[data-result]:not([hidden]):not([aria-busy])").wait_for()
    assert "/ 41" in page.locator("[data-count]").inner_text()
    assert [status for status, _ in answers] == [200]


@pytest.mark.parametrize("status", [200, 206])
def test_a_server_that_unpacks_on_the_way_is_as_good(page: Page, base: str, output: Path, status: int) -> None:
    text = gzip.decompress((output / "data" / "archive" / "2024-02.jsonl.gz").read_bytes())
    page.route("**/*.jsonl.gz", lambda route: route.fulfill(status=status, body=text))
    _open(page, base, "author=Sample+Author+543")
    _reads(page, "Number 543.")


def test_a_site_built_anew_meanwhile_is_asked_again(page: Page, base: str, output: Path) -> None:
    parts = orjson.loads((output / "data" / "archive" / "2024-02.json").read_bytes())
    older: dict[str, Any] = {**parts, "papers": {**parts["papers"], "sha256": "0" * 64}}
    older["days"] = [{**parts["days"][0], "start": 40, "lengths": [parts["days"][0]["lengths"][0] - 40]}]
    answers = [orjson.dumps(older)]

    def stale(route: Route) -> None:
        route.fulfill(body=answers.pop(), content_type="application/json") if answers else route.continue_()

    page.route("**/archive/2024-02.json", stale)
    _open(page, base, "author=Sample+Author+543")
    _reads(page, "Number 543.")


def test_what_does_not_come_is_said(page: Page, base: str) -> None:
    page.route("**/*.jsonl.gz", lambda route: route.abort())
    page.goto(f"{base}?author=Sample+Author+543")
    page.get_by_text("数据暂时无法加载").first.wait_for()


# -- what the browser makes of a record is what the build would write ----------------------------------

ROWS = """async ([modules, records, known]) => {
  const [cite, archive] = await Promise.all(modules.map((module) => import(new URL(module, document.baseURI).href)));
  return [records.map(cite.rowOf), records.map((record) => archive.rowOf(record, known))];
}"""


def _awkward() -> list[Paper]:
    places = [
        (Place(name="arXiv", kind="arxiv", category="cs.AI", announce="new"),),
        (Place(name="arXiv", kind="arxiv"), Place(name="Sample Journal & {Sons} 100%", kind="feed")),
        (Place(name="bioRxiv", kind="biorxiv", category="ecology"),),
        (),
        tuple(Place(name="arXiv", kind="arxiv", category=f"cs.A{n}", announce="cross") for n in range(5)),
    ]
    people = [*clean_authors(AUTHORS), "王小明", "Sam Author Jr.", "Plato", "Jan Piet van der Sample"]
    found = []
    for n, title in enumerate(filter(None, map(clean_title, TITLES)), 1):
        more: dict[str, Any] = {} if n % 2 else {"id": f"doi:10.1101/{n}", "doi": f"10.1101/{{a}} b\\{n}"}
        authors = tuple(people[n % len(people) :]) if n % 6 else ()
        published = ("2026-01-02", "", "soon", "2026-01-02T03:04:05Z")[n % 4]
        found.append(
            invented.paper(n, title=title, authors=authors, places=places[n % 5], published=published, **more)
        )
    return found


def test_rows_made_of_records_are_those_of_the_build(page: Page, base: str) -> None:
    site = invented.site([])
    known, belonging = tables(site, frozenset()), Belonging(site.config)
    entries = [Entry(ranked=_ranked(paper), slug=identity.slug(paper.id)) for paper in _awkward()]
    records = [
        orjson.loads(orjson.dumps(open_data_days.paper_record(one, "zh", belonging, rank=n, briefings=())))
        for n, one in enumerate(entries)
    ]
    page.goto(base)
    page.locator("html[data-ready]").wait_for(state="attached")
    modules = [
        page.evaluate(f"document.querySelector('script[data-cite]').dataset.{name}") for name in ("cite", "archive")
    ]
    cited, listed = page.evaluate(ROWS, [modules, records, named(site)])
    assert cited == [orjson.loads(orjson.dumps(row(reference(one.paper)))) for one in entries]
    assert listed == [known.row(one, n) for n, one in enumerate(entries)]


def _ranked(paper: Paper) -> Ranked:
    return invented.entry(paper).ranked
