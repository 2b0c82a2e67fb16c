"""Links of feeds: what of an address names a paper, and what a paper without one is known by."""

from __future__ import annotations

import pytest

from radar.collect.feed_links import clean_link, ids_by_title, names_nothing, plain_link

HOME = "https://www.journal.example/toc"
SCHOLAR = "https://scholar.google.com/scholar_url?url="


@pytest.mark.parametrize(
    ("link", "plain"),
    [
        ("https://journal.example/1?af=R", "https://journal.example/1"),
        ("https://journal.example/1?ai=a&mi=b&af=R&x=1", "https://journal.example/1?x=1"),
        ("https://journal.example/1?ai=a&mi=b", "https://journal.example/1?ai=a&mi=b"),
        ("https://journal.example/1?TRACK=RSS", "https://journal.example/1"),
        ("https://journal.example/1?track=3", "https://journal.example/1?track=3"),
        ("https://journal.example/1?rss=1&id=2", "https://journal.example/1?id=2"),
        ("https://journal.example/1?dgcid=rss_sd_all", "https://journal.example/1"),
        ("https://journal.example/1?rft_dat=source%3Ddrss", "https://journal.example/1"),
        ("https://journal.example/1?utm_source=Mobile Safari UI&utm_medium=rss", "https://journal.example/1"),
        ("https://journal.example/1?error=cookies_not_supported&code=9a-b", "https://journal.example/1"),
        ("https://journal.example/1?code=9a-b", "https://journal.example/1?code=9a-b"),
        ("https://journal.example/1;jsessionid=A1.node2?x=%E4%B8%AD", "https://journal.example/1?x=%E4%B8%AD"),
        ("https://pubmed.ncbi.nlm.nih.gov/1/?fc=2&ff=3&v=4", "https://pubmed.ncbi.nlm.nih.gov/1/"),
        (f"{SCHOLAR}https://journal.example/1&hl=en&ei=x&scisig=y", "https://journal.example/1"),
        (f"{SCHOLAR}https%3A%2F%2Fjournal.example%2F1%3Fid%3D2&hl=en", "https://journal.example/1?id=2"),
        ("https://www.google.com/url?rct=j&sa=t&url=https://journal.example/1&ct=ga", "https://journal.example/1"),
        ("https://www.google.com/url?url=javascript:alert(1)", "https://www.google.com/url?url=javascript:alert(1)"),
        (
            "https://journal.example/1?url=https://other.example/",
            "https://journal.example/1?url=https://other.example/",
        ),
        ("https://[journal.example/1", ""),
    ],
)
def test_a_link_is_reduced_to_what_names_the_paper(link: str, plain: str) -> None:
    assert plain_link(link) == plain


def test_an_address_without_end_is_not_kept() -> None:
    address = f"https://journal.example/{'a' * 1_900}"
    assert clean_link(address, ["journal.example"]) == address
    assert clean_link(f"{address}{'a' * 100}", ["journal.example"]) == ""


def test_wrapped_link_is_judged_by_what_it_wraps() -> None:
    assert clean_link(f"{SCHOLAR}https://journal.example/1", ["journal.example"]) == "https://journal.example/1"
    assert clean_link(f"{SCHOLAR}https://evil.example/1", ["journal.example", "scholar.google.com"]) == ""


@pytest.mark.parametrize(
    ("link", "nothing"),
    [
        ("", True),
        ("https://journal.example", True),
        ("https://journal.example/", True),
        ("https://www.journal.example/toc/", True),
        ("https://t.cnki.net/kcms/detail?v=abc", True),
        ("https://kns.cnki.net/kcms/detail/detail.aspx?filename=SMP202603001", False),
        ("https://journal.example/1", False),
        ("https://journal.example/?id=1", False),
        ("https://notcnki.example/detail?v=abc", False),
    ],
)
def test_links_that_name_no_paper(link: str, *, nothing: bool) -> None:
    assert names_nothing(link, HOME) is nothing


def test_f13_a_title_names_a_paper_that_nothing_else_does() -> None:
    def ids(title: str = "An <b> finding", *authors: str, site: str = "cnki.net", day: str = "") -> tuple[str, ...]:
        return ids_by_title(title, authors, site=site, day=day)

    assert ids("An Invented Finding", "S. Author") == ids("An invented finding", "Sample Author")
    assert ids()[0].startswith("url:")
    assert ids("An invented finding") != ids("An invented finding", "S. Author")
    assert ids("社论", day="2026-03-05") == ids("社论", day="2026-04-05")
    assert ids("社论", day="2026-03-05") != ids("社论", day="2027-03-05")
    assert ids("?!") != ids("!!")
    assert ids("An invented finding", site="other.example") != ids("An invented finding")
