from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from radar.publish import urls

DAY = date(2026, 6, 19)


def test_chinese_lives_at_the_root_and_english_below_it() -> None:
    assert (urls.home("zh"), urls.home("en")) == ("", "en/")
    assert (urls.day("zh", DAY), urls.day("en", DAY)) == ("2026/06/19/", "en/2026/06/19/")
    assert urls.feed("en", "topic-tides", "rss") == "en/feeds/topic-tides.rss.xml"
    assert urls.topic("zh", "tides", 2) == "topics/tides/page/2/"
    assert urls.paper("zh", DAY, "arxiv:2601.05106") == "2026/06/19/#arxiv-2601.05106"


@pytest.mark.parametrize(
    ("here", "there", "link"),
    [
        ("", "", "./"),
        ("", "en/", "en/"),
        ("en/", "", "../"),
        ("en/", "en/", "./"),
        ("2026/06/19/", "2026/06/18/", "../18/"),
        ("2026/06/19/", "topics/", "../../../topics/"),
        ("2026/06/19/", "2026/06/19/#x", "#x"),
        ("2026/06/18/", "2026/06/19/#x", "../19/#x"),
        ("topics/a/page/1/", "topics/a/", "../../"),
        ("topics/a/", "topics/a/page/1/", "page/1/"),
        ("404.html", "", "./"),
        ("en/404.html", "theme/theme.css", "../theme/theme.css"),
        ("feeds/all.atom.xml", "feeds/all.rss.xml", "all.rss.xml"),
    ],
)
def test_links_are_relative(here: str, there: str, link: str) -> None:
    assert urls.relative(here, there) == link


_ADDRESS = st.builds(
    lambda parts, is_file: "/".join(parts) + ("" if is_file or not parts else "/"),
    st.lists(st.sampled_from(["a", "b", "en", "2026", "06"]), max_size=4),
    st.booleans(),
)


@given(_ADDRESS, _ADDRESS)
def test_a_relative_link_leads_where_it_should(here: str, there: str) -> None:
    from urllib.parse import urljoin  # noqa: PLC0415 - the standard's own reading, for this test alone

    base = "https://host.example/sub/path/"
    assert urljoin(base + here, urls.relative(here, there)) == base + there


def test_whole_addresses_need_a_known_site() -> None:
    assert urls.absolute("https://host.example/sub", "en/") == "https://host.example/sub/en/"
    assert urls.absolute("", "en/") == "en/"
    assert urls.rooted("https://host.example/sub/", "en/") == "/sub/en/"
    assert urls.rooted("https://host.example", "") == "/"
    assert urls.rooted("", "") == "./"


def test_every_address_has_one_file() -> None:
    assert urls.file("") == "index.html"
    assert urls.file("2026/06/19/#x") == "2026/06/19/index.html"
    assert urls.file("404.html") == "404.html"


@pytest.mark.parametrize(
    ("url", "followed"),
    [
        ("https://arxiv.org/abs/2601.05106", True),
        ("http://journal.example/x?y=1", True),
        ("javascript:alert(1)", False),
        ("data:text/html,x", False),
        ("https:///nohost", False),
        ("https://a b", False),
        (" https://x.example", False),
        ("https://x.example\\@evil.example/", False),
        ("https://x.example/a\\b", False),
        ("https://x.example/\x7f", False),
        ("HTTPS//x", False),
        ("", False),
    ],
)
def test_only_web_addresses_are_followed(url: str, followed: bool) -> None:  # noqa: FBT001 - a parameter of cases
    assert urls.is_web(url) == followed


def test_a_doi_is_escaped_for_its_resolver() -> None:
    assert urls.doi("10.1002/(sici)1097<1::aid>3.0;2-#") == (
        "https://doi.org/10.1002/(sici)1097%3C1::aid%3E3.0;2-%23"
    )
