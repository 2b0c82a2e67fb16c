"""News, corrections and retractions stand apart from papers, at addresses that stay."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from lxml import html

import built_site
import small_archive
from radar.archive.ledger import Ledger
from radar.models import Event, Genre, Paper, Update


def _item(number: int, genre: Genre) -> Paper:
    return replace(small_archive.paper(number), genre=genre, title=f"An invented item {number} of genre {genre}")


def _owner(folder: Path) -> Path:
    ledger = Ledger(folder / "content" / "daily")
    corrected = small_archive.paper(1)
    ledger.add(
        [
            corrected,
            _item(2, Genre.NEWS),
            _item(3, Genre.CORRECTION),
            _item(4, Genre.RETRACTION),
        ],
        [
            Update(
                id=corrected.id,
                day=corrected.day,
                event=Event.CORRECTED,
                changes={"links": {"correction": "https://doi.org/10.5555/sample.correction"}},
            )
        ],
    )
    return folder


def _built(folder: Path) -> Path:
    built_site.make(_owner(folder), small_archive.settings())
    return folder / "output"


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        ("zh", ("更正与撤稿", "新闻与评论", "新闻", "更正", "撤稿声明", "已更正")),
        (
            "en",
            ("Corrections and retractions", "News and comment", "News", "Correction", "Retraction note", "Corrected"),
        ),
    ],
)
def test_a_day_shows_each_genre_in_its_own_section_by_name(tmp_path: Path, lang: str, words: tuple[str, ...]) -> None:
    output = _built(tmp_path)
    day = small_archive.paper(1).day
    page = output / ("en" if lang == "en" else "") / f"{day:%Y/%m/%d}" / "index.html"
    tree = html.fromstring(page.read_bytes())
    text = tree.text_content()
    assert all(word in text for word in words)
    for section, count in (("papers", 1), ("notices", 2), ("news", 1)):
        assert (
            len(tree.xpath(f"//section[@aria-labelledby='{section}']//li[starts-with(@class, 'card')]")) == count
        ), section
    home = html.fromstring((output / ("en" if lang == "en" else "") / "index.html").read_bytes()).text_content()
    assert "genre news" not in home


def test_feeds_hold_papers_and_no_news(tmp_path: Path) -> None:
    output = _built(tmp_path)
    feeds = [*output.rglob("*.atom.xml"), *output.rglob("*.rss.xml")]
    assert feeds
    assert all(b"genre news" not in feed.read_bytes() for feed in feeds)
