"""Pictures for links: one a day and briefing, the same bytes each time, saying in words what they show."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path
from typing import Any

import briefed
import pytest
from briefed import CROSS_SLUG, LABELS
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

import built_site
from radar.config import Config
from radar.publish import og_images
from radar.publish.og_images import Scene, briefing_scene, draw
from radar.publish.site import Site, load_site
from radar.publish.verification.verify import verify

ADDRESS = "https://radar.example/hub"
CROSS = f"2026-06-19-{CROSS_SLUG}"
SCENE = Scene(title="An invented headline", site="Sample Radar", line="19 June 2026 · Routing")


def _config(**changes: Any) -> Config:
    return briefed.settings(site={"title": "Sample Radar", "url": ADDRESS}, **changes)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    found = tmp_path_factory.mktemp("pictured")
    briefed.write(found / "content")
    built_site.make(found, _config())
    return found


@pytest.fixture(scope="module")
def site(folder: Path) -> Site:
    return load_site(_config(), folder / "content", sample=False)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_day_and_a_briefing_name_their_picture_and_say_what_it_shows(folder: Path, lang: str) -> None:
    prefix = {"zh": "", "en": "en/"}[lang]
    for path, name in ((f"briefings/{CROSS}/", CROSS), ("2026/06/19/", "2026-06-19")):
        head = built_site.page(folder / "output", prefix + path).find("head")
        assert head.xpath("meta[@property='og:image']/@content") == [f"{ADDRESS}/{prefix}og/{name}.png"]
        assert head.xpath("meta[@name='twitter:card']/@content") == ["summary_large_image"]
        assert "Sample Radar" in head.xpath("meta[@property='og:image:alt']/@content")[0]
        with Image.open(folder / "output" / prefix / "og" / f"{name}.png") as picture:
            assert (picture.format, picture.size) == ("PNG", (1200, 630))


def test_the_pictured_site_is_sound_and_a_broken_picture_is_found(folder: Path, site: Site) -> None:
    assert verify(folder / "output", site=site) == ()
    path = folder / "output" / "og" / "2026-06-19.png"
    whole = path.read_bytes()
    path.write_bytes(b"GIF89a")
    assert [(each.path, each.what) for each in verify(folder / "output", site=site)] == [
        ("og/2026-06-19.png", "not a PNG of 1200 x 630")
    ]
    path.write_bytes(whole)


def test_without_a_known_address_there_are_no_pictures(tmp_path: Path) -> None:
    briefed.write(tmp_path / "content")
    built_site.make(tmp_path, briefed.settings())
    assert not (tmp_path / "output" / "og").exists()
    assert not built_site.page(tmp_path / "output", "2026/06/19/").xpath("//meta[@property='og:image']")


def test_the_same_scene_gives_the_same_bytes_and_another_others() -> None:
    assert draw(SCENE) == draw(SCENE)
    assert draw(SCENE) != draw(replace(SCENE, title="Another invented headline"))


def test_a_picture_that_is_there_is_not_drawn_anew_unless_it_says_something_else(
    folder: Path, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawn: list[Scene] = []

    def note(scene: Scene) -> bytes:
        drawn.append(scene)
        return b""

    monkeypatch.setattr(og_images, "draw", note)
    before = dict(file for unit in og_images.image_units(site, folder / "output") for file in unit.make())
    assert drawn == []
    assert before["og/2026-06-19.png"] == (folder / "output" / "og" / "2026-06-19.png").read_bytes()
    renamed = replace(site, config=briefed.settings(site={"title": "Other Radar", "url": ADDRESS}))
    for unit in og_images.image_units(renamed, folder / "output"):
        list(unit.make())
    assert len(drawn) == len(before)


def test_a_models_headline_carries_its_label_and_an_extracts_none(site: Site) -> None:
    found = {one.slug: one for one in site.days[0].briefings["zh"]}
    assert briefing_scene(site, found[CROSS_SLUG], "zh").label == LABELS["zh"]
    assert briefing_scene(site, found["tides"], "zh").label == ""


def test_a_headline_with_a_character_that_the_font_lacks_gives_way_to_its_subject(site: Site) -> None:
    found = next(one for one in site.days[0].briefings["zh"] if one.slug == CROSS_SLUG)
    scene = briefing_scene(site, replace(found, title="论𪚥的减半"), "zh")
    assert scene.title == "计算机科学 × 地球科学"


@settings(max_examples=30, deadline=None)
@given(st.text(max_size=300), st.text(max_size=60))
def test_any_text_is_drawn(title: str, line: str) -> None:
    drawn = draw(Scene(title=og_images._drawable(title), site="Sample", line=og_images._drawable(line)))  # noqa: SLF001 - what scenes pass
    with Image.open(io.BytesIO(drawn)) as picture:
        assert picture.size == (1200, 630)


@given(st.text(alphabet="abc 汉字，。", min_size=1, max_size=120))
@settings(max_examples=60, deadline=None)
def test_no_line_is_wider_than_the_picture(text: str) -> None:
    lines = og_images._wrapped(text, 64)  # noqa: SLF001 - what a reader would see cut off
    assert len(lines) <= 4
    assert all(og_images._width(line, 64) <= 1200 - 2 * 88 for line in lines)  # noqa: SLF001 - as above
