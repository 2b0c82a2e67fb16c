"""The documentation as a section of the site: pages, order, links, anchors, and what may not stand in it."""

from __future__ import annotations

from pathlib import Path

import pytest

import built_site
import small_archive
from radar.config import Config
from radar.errors import BuildError
from radar.publish import documentation
from radar.publish.plan import Plan
from radar.publish.site import DOCS, load_site
from radar.publish.verification.verify import verify

URL = "https://radar.example/hub"


def settings(*, docs: bool = True) -> Config:
    return small_archive.settings(site={"title": "Sample Radar", "url": URL, "docs": docs})


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("docs")
    small_archive.write(folder / "content")
    built_site.make(folder, settings())
    return folder


def names() -> list[str]:
    return [page.slug for page in documentation.files(DOCS)]


def address(lang: str, name: str) -> str:
    return f"{'en/' if lang == 'en' else ''}docs/{name + '/' if name else ''}"


def linked(text: str, *, lang: str = "zh") -> documentation.DocText:
    return documentation.rendered(text, lang, lambda lang, name: f"[{lang}:{name}]")


# -- the built section -------------------------------------------------------------------


def test_every_page_is_built_in_both_languages_and_verifies(folder: Path) -> None:
    site = load_site(settings(), folder / "content", sample=False)
    for name in names():
        for lang in ("zh", "en"):
            page = built_site.page(folder / "output", address(lang, name))
            assert page.xpath("//h1/text()"), name
            assert page.xpath("//link[@rel='alternate'][@hreflang='en']/@href") == [f"{URL}/{address('en', name)}"]
    assert verify(folder / "output", site=site) == ()
    mapped = {page.path for page in Plan(site).pages() if page.indexed}
    assert mapped >= {address(lang, name) for lang in ("zh", "en") for name in names()}


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_next_leads_through_all_pages_and_back(folder: Path, lang: str) -> None:
    walked, at = [], address(lang, "")
    while at:
        page = built_site.page(folder / "output", at)
        previous = page.xpath("//nav[@class='pager']/a[@rel='prev']/@href")
        back = [built_site.target(f"{at}index.html", each)[0] for each in previous]
        assert back == ([f"{walked[-1]}index.html"] if walked else [])
        walked.append(at)
        following = page.xpath("//nav[@class='pager']/a[@rel='next']/@href")
        at = built_site.target(f"{at}index.html", following[0])[0].removesuffix("index.html") if following else ""
    assert walked == [address(lang, name) for name in names()]


def test_the_contents_of_a_page_name_all_its_headings(folder: Path) -> None:
    for name in names():
        page = built_site.page(folder / "output", address("zh", name))
        headings = page.xpath("//article//*[self::h2 or self::h3]/@id")
        assert len(set(headings)) == len(headings)
        for listed in page.xpath("//*[contains(@class, 'on-this-page')]"):
            assert [each.removeprefix("#") for each in listed.xpath(".//a/@href")] == headings


def test_every_page_of_the_site_leads_there(folder: Path) -> None:
    home = built_site.page(folder / "output", "")
    assert home.xpath("//footer//a[@href='docs/']/text()") == ["文档"]
    about = built_site.page(folder / "output", "en/about/")
    assert about.xpath("//article//a[@href='../docs/']")


def test_what_is_wider_than_a_phone_scrolls_and_can_be_reached_by_keys(folder: Path) -> None:
    page = built_site.page(folder / "output", "docs/configuration/")
    assert page.xpath("//table")
    assert not page.xpath("//table[not(parent::div[@class='scroll'][@tabindex='0'])]")
    assert not built_site.page(folder / "output", "docs/quick-start/").xpath("//pre[not(@tabindex='0')]")


def test_a_site_whose_owner_asks_for_none_has_none(tmp_path: Path) -> None:
    small_archive.write(tmp_path / "content")
    built_site.make(tmp_path, settings(docs=False))
    assert not (tmp_path / "output" / "docs").exists()
    site = load_site(settings(docs=False), tmp_path / "content", sample=False)
    assert verify(tmp_path / "output", site=site) == ()
    assert not built_site.page(tmp_path / "output", "about/").xpath("//a[contains(@href, 'docs/')]")


def test_a_site_in_english_alone_links_no_chinese_page(tmp_path: Path) -> None:
    config = small_archive.settings(site={"title": "Sample Radar", "locales": ["en"], "docs": True})
    small_archive.write(tmp_path / "content")
    built_site.make(tmp_path, config)
    assert not (tmp_path / "output" / "docs").exists()
    assert (tmp_path / "output" / "en" / "docs" / "quick-start" / "index.html").exists()
    assert verify(tmp_path / "output", site=load_site(config, tmp_path / "content", sample=False)) == ()


# -- reading the files -------------------------------------------------------------------


def test_links_between_the_files_lead_to_pages() -> None:
    said = linked("# T\n\n[a](topics.md#one) [b](../en/README.md) [c](#here) [d](https://radar.example/)\n")
    assert 'href="[zh:topics]#one"' in said.html
    assert 'href="[en:]"' in said.html
    assert 'href="#here"' in said.html
    assert 'href="https://radar.example/"' in said.html


@pytest.mark.parametrize(
    "link", ["../architecture.md", "/docs/", "http://radar.example/", "javascript:alert(1)", "topics.html", "", "x"]
)
def test_any_other_link_is_refused(link: str) -> None:
    with pytest.raises(BuildError, match="no page of it"):
        linked(f"# T\n\n[a]({link})\n")


@pytest.mark.parametrize(
    ("heading", "expected"),
    [
        ("Set up, and run", "set-up-and-run"),
        ("第一步：建立仓库", "第一步建立仓库"),
        ("`[[push.webhooks]]`", "pushwebhooks"),
        ("kind `arxiv`", "kind-arxiv"),
        ("1. A & B", "1-a--b"),
    ],
)
def test_anchors_are_those_of_github(heading: str, expected: str) -> None:
    """As GitHub's own pages have them: small letters, no punctuation, a hyphen for each space."""
    assert [one.anchor for one in linked(f"# T\n\n## {heading}\n").headings] == [expected]


def test_markup_of_our_own_cannot_bring_what_pages_forbid() -> None:
    said = linked(
        "# T\n\nA <b onclick='x'>b</b> <img src=x> <radar@example.org>\n\n<script>alert(1)</script>\n\n"
        "<style>p {}</style>\n\n| a |\n|:-:|\n| <i style='x'>c</i> |\n"
    )
    for word in ("<script", "<style", "style=", "onclick", "<img", "<b", "mailto", "alert"):
        assert word not in said.html, word
    assert said.headings == ()


def test_a_page_begins_with_its_title_and_leads_with_its_first_paragraph() -> None:
    said = linked("# About `x`\n\nOne *two* `a < b`.\n\nThree.\n")
    assert (said.title, said.lead) == ("About x", "One two a < b.")
    with pytest.raises(BuildError, match="begins with"):
        linked("No title\n")


def test_a_page_that_is_linked_and_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(BuildError, match="no contents"):
        documentation.files(tmp_path)
    for lang in ("zh", "en"):
        (tmp_path / lang).mkdir()
        (tmp_path / lang / "README.md").write_text("# T\n\n[b](b.md) [a](a.md) [b](b.md)\n", encoding="utf-8")
    for name in ("zh/b", "zh/a", "en/b"):
        (tmp_path / f"{name}.md").write_text("# T\n", encoding="utf-8")
    with pytest.raises(BuildError, match=r"a\.md"):
        documentation.files(tmp_path)
    (tmp_path / "en" / "a.md").write_text("# T\n", encoding="utf-8")
    assert [page.slug for page in documentation.files(tmp_path)] == ["", "b", "a"]
