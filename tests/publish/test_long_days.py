"""Days of many papers: the first cards in full, the rest light, and nothing lost."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

import built_site
import small_archive
from radar.archive import gists
from radar.models import Gist, Paper
from radar.publish import cards
from radar.publish.site import load_site
from radar.publish.verification.verify import verify

COUNT = cards.FULL_CARDS + 9
LAST = f"arxiv-2606.{COUNT:05}"


def _papers() -> list[Paper]:
    found = [small_archive.paper(n, title=f"Invented Tide {n}", abstract="Of nothing.") for n in range(1, COUNT + 1)]
    crowd = tuple(f"Sample Author {n}" for n in range(200, 212))
    return [*found[:-1], replace(found[-1], authors=crowd, links={"code": "https://code.example/x"})]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("long")
    papers = _papers()
    small_archive.write(folder / "content", papers)
    said = [Gist(id=papers[-1].id, lang="zh", text="一句话。", span="Of nothing.", by="model", model="m", prompt="p")]
    gists.write(folder / "content" / "daily", small_archive.FRIDAY, said)
    config = small_archive.settings()
    built_site.make(folder, config)
    assert verify(folder / "output", site=load_site(config, folder / "content", sample=False)) == ()
    return folder / "output"


def test_a_long_day_has_every_paper_once_in_its_order(folder: Path) -> None:
    page = built_site.page(folder, "2026/06/19/")
    ids = [card.get("id") for card in page.find_class("card") if not (card.get("id") or "").count(".") > 1]
    assert len(ids) == len(set(ids)) == COUNT
    numbers = [built_site.text(each) for each in page.find_class("numeral")]
    assert numbers[:COUNT] == [f"{n:02}." for n in range(1, COUNT + 1)]


def test_cards_beyond_the_first_are_light(folder: Path) -> None:
    found = built_site.page(folder, "2026/06/19/").find_class("card")
    assert ["light" in card.classes for card in found] == [n >= cards.FULL_CARDS for n in range(len(found))]
    assert not [card.get("id") for card in found[cards.FULL_CARDS :] if card.find_class("abstract")]


def test_a_light_card_says_without_scripts_what_is_needed_to_find_the_paper(folder: Path) -> None:
    card = built_site.page(folder, "2026/06/19/").get_element_by_id(LAST)
    assert card.xpath(".//h3/a/@href") == [f"https://arxiv.org/abs/2606.{COUNT:05}"]
    assert {f"Sample Author {n}" for n in range(200, 212)} <= {
        built_site.text(each) for each in card.xpath(".//*[contains(@class, 'authors')]//a")
    }
    assert built_site.text(card.find_class("place")[0]) == "arXiv · cs.AI"
    assert card.xpath(".//p[@class='actions']/a/@href") == ["https://code.example/x"]
    assert card.get("data-day") == "2026-06-19"


def test_a_light_card_keeps_what_a_model_wrote_and_its_label(folder: Path) -> None:
    card = built_site.page(folder, "2026/06/19/").get_element_by_id(LAST)
    assert built_site.text(card.find_class("label")[0]) == "AI 生成 · 未经人工核对"
    assert "一句话。" in built_site.text(card)


def test_an_update_beyond_the_first_cards_names_the_day_that_holds_its_paper(folder: Path) -> None:
    card = built_site.page(folder, "2026/06/19/").get_element_by_id("arxiv-2606.00101.version")
    assert "light" in card.classes
    assert card.get("data-day") == "2026-06-18"


def test_a_short_day_has_no_light_card(folder: Path) -> None:
    page = built_site.page(folder, "2026/06/18/")
    assert page.find_class("card")
    assert not page.find_class("light")
    assert not page.xpath("//template[@data-light]")


@pytest.mark.parametrize(("url", "kinds"), [("https://arxiv.org/abs/1", ["code"]), ("", ["PDF", "DOI", "code"])])
def test_a_light_card_without_a_source_for_its_title_has_all_ways_out(url: str, kinds: list[str]) -> None:
    paper = small_archive.paper(1, url=url, doi="10.5555/x", links={"code": "https://code.example/x"})
    assert [kind for kind, _ in cards.light_links(paper)] == kinds
