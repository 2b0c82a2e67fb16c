"""Real titles and author lists with TeX, marks, scripts and lengths of every kind: complete, and the layout whole."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from lxml import html as lxml_html

import built_site
import small_archive
from radar.models import Paper
from radar.publish.formulas import tex

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = pytest.mark.browser

CARDS = """() => [...document.querySelectorAll('.card')].map(card => {
  const inner = card.querySelector('h3'), box = inner.getBoundingClientRect();
  return {id: card.id, title: inner.textContent, authors: card.querySelector('.authors')?.textContent ?? '',
    formulas: inner.querySelectorAll('math').length,
    whole: box.right <= window.innerWidth && card.scrollWidth <= card.clientWidth + 1
      && inner.querySelector('a').getClientRects().length > 0};
})"""


@pytest.fixture(scope="module")
def real(shared: Path) -> list[Paper]:
    folder = shared / "data" / "feeds" / "tricky-real"
    if not folder.is_dir():
        pytest.skip("skipped: no real tricky titles in the shared data")
    found: list[dict[str, Any]] = []
    for file in sorted(folder.glob("*.jsonl")):
        found += [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]
    return [
        small_archive.paper(
            n,
            title=" ".join(row.get("title", f"Sample title {n}").split()),
            authors=tuple(row.get("authors", ("Sample Author 1",))),
        )
        for n, row in enumerate(found, 1001)
    ]


@pytest.fixture(scope="module")
def base(real: list[Paper], tmp_path_factory: pytest.TempPathFactory, serve: Callable[[Path], str]) -> str:
    folder = tmp_path_factory.mktemp("tricky")
    small_archive.write(folder / "content", real)
    built_site.make(folder, small_archive.settings())
    return serve(folder / "output")


@pytest.mark.parametrize(("path", "width"), [("2026/06/19/", 1280), ("en/2026/06/19/", 360)])
def test_real_titles_are_complete_and_fit(
    browser: Browser, real: list[Paper], base: str, path: str, width: int
) -> None:
    page = browser.new_page(viewport={"width": width, "height": 900})
    noted: list[str] = []
    page.on("console", lambda message: noted.append(message.text))
    page.on("pageerror", lambda error: noted.append(str(error)))
    page.goto(base + path)
    page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
    cards = {card["id"]: card for card in page.evaluate(CARDS)}
    for n, paper in enumerate(real, 1001):
        card = cards[f"arxiv-2606.{n:05}"]
        typeset = lxml_html.fromstring(f"<div>{tex.html(paper.title)}</div>")
        assert " ".join(card["title"].split()) == " ".join(typeset.text_content().split())
        assert card["formulas"] == len(typeset.xpath(".//math"))
        assert card["whole"], paper.title
        for name in paper.authors:
            assert " ".join(name.split()) in " ".join(card["authors"].split())
    assert page.evaluate("document.documentElement.scrollWidth - window.innerWidth") <= 0
    assert noted == []
    page.close()
