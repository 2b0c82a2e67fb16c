"""Pages written by hand: the project's own, each replaced by the owner's of its slug and language."""

from __future__ import annotations

from pathlib import Path

import pytest

import built_site
import small_archive
from radar.errors import BuildError
from radar.publish.site import PAGES, load_site
from radar.publish.verification.verify import verify


def shown(content: Path) -> dict[tuple[str, str], Path]:
    site = load_site(small_archive.settings(), content, sample=False)
    found = {(page.slug, lang): path for page in site.pages for lang, path in page.files.items()}
    site.close()
    return found


def test_the_program_brings_two_pages_in_both_languages(tmp_path: Path) -> None:
    found = shown(tmp_path / "content")
    assert found == {(slug, lang): PAGES / f"{slug}.{lang}.md" for slug in ("about", "ai") for lang in ("zh", "en")}


def test_an_owner_replaces_one_page_in_one_language_and_adds_others(tmp_path: Path) -> None:
    pages = tmp_path / "content" / "pages"
    pages.mkdir(parents=True)
    (pages / "about.en.md").write_text("Title: About us\n\nWe meet on *Fridays*.\n", encoding="utf-8")
    (pages / "group.zh.md").write_text("Title: 小组\n\n见[今日](../)。\n", encoding="utf-8")
    small_archive.write(tmp_path / "content")
    built_site.make(tmp_path, small_archive.settings())
    output = tmp_path / "output"
    assert "We meet on Fridays." in built_site.text(built_site.page(output, "en/about/"))
    assert built_site.page(output, "about/").xpath("//h1/text()") == ["关于本站"]
    assert built_site.page(output, "en/ai/").xpath("//h1/text()") == ["How AI text is made"]
    assert built_site.page(output, "group/").xpath("//h1/text()") == ["小组"]
    assert not (output / "en" / "group").exists()
    assert verify(output, site=load_site(small_archive.settings(), tmp_path / "content", sample=False)) == ()


@pytest.mark.parametrize("name", ["docs.zh.md", "2026.zh.md", "About.zh.md", "about.fr.md"])
def test_addresses_of_the_site_and_strange_names_are_refused(tmp_path: Path, name: str) -> None:
    pages = tmp_path / "content" / "pages"
    pages.mkdir(parents=True)
    (pages / name).write_text("Title: x\n\nx\n", encoding="utf-8")
    with pytest.raises(BuildError, match=name):
        shown(tmp_path / "content")
