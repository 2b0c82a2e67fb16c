"""One id for every way of writing it, and none where there is none."""

from __future__ import annotations

import gzip
import json
import re
from itertools import islice
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from radar.models import Listing, Place
from radar.sift.identity import arxiv_id, arxiv_version, doi, listing_ids, named_ids, paper_ids, slug

NEW_IDS = st.from_regex(r"\A[0-9]{4}\.[0-9]{4,5}\Z")
DOIS = st.from_regex(r"\A10\.[0-9]{4,9}/[a-z0-9._-]{0,20}[a-z0-9]\Z")


@pytest.mark.parametrize(
    ("text", "name", "version"),
    [
        ("2402.99999v4", "2402.99999", 4),
        (" 0704.0001", "0704.0001", 0),
        ("https://arxiv.org/abs/2402.99999v2", "2402.99999", 2),
        ("http://export.arxiv.org/pdf/2402.99999v2.pdf", "2402.99999", 2),
        ("https://arxiv.org/abs/2402.99999/", "2402.99999", 0),
        ("oai:arXiv.org:2402.99999v3", "2402.99999", 3),
        ("10.48550/arXiv.2402.99999", "2402.99999", 0),
        ("https://doi.org/10.48550/ARXIV.2402.99999", "2402.99999", 0),
        ("arXiv:2402.99999v1 [cs.AI], 10 pages", "2402.99999", 1),
        ("see arXiv: hep-th/9901999v12.", "hep-th/9901999", 12),
        ("math.GT/0309999", "math/0309999", 0),
        ("https://arxiv.org/abs/Hep-Th/9901999", "hep-th/9901999", 0),
        ("oai:arXiv.org:astro-ph/0601999", "astro-ph/0601999", 0),
    ],
)
def test_an_arxiv_id_is_found_however_it_is_written(text: str, name: str, version: int) -> None:
    assert arxiv_id(text) == name
    assert arxiv_version(text) == version


@pytest.mark.parametrize(
    "text",
    [
        *("", "10.1234/2402.99999", "https://example.org/2402.99999", "sample/9901999", "2402.999999", "2402.99999x"),
        *("https://notarxiv.org/abs/2402.99999", "in 2402.99999 units", "2402.99999.1", "٢٤٠٢.٩٩٩٩٩", "arXiv"),
    ],
)
def test_what_is_no_arxiv_id_is_none(text: str) -> None:
    assert arxiv_id(text) is None
    assert arxiv_version(text) == 0


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("10.1234/S999-023", "10.1234/s999-023"),
        ("doi:10.1234/s999-023.", "10.1234/s999-023"),
        ("(see https://dx.doi.org/10.1234/a(1)b)", "10.1234/a(1)b"),
        ("https://doi.org/10.1234/S0000-0000(18)99999-3", "10.1234/s0000-0000(18)99999-3"),
        ("https://doi.org/10.1234/%28SICI%291097", "10.1234/(sici)1097"),
        ("10.1234/(SICI)1(199806)49:8<693::AID-X>3.0.CO;2-O", "10.1234/(sici)1(199806)49:8<693::aid-x>3.0.co;2-o"),
        ("https://www.example.org/doi/full/10.1234/0.2020?af=R", "10.1234/0.2020"),
        ("https://www.example.org/articles/10.1234/s.2021.1/full", "10.1234/s.2021.1"),
        ("https://doi.org/10.1234/s.2021.1/full", "10.1234/s.2021.1/full"),
        ("https://www.biorxiv.org/content/10.1101/2023.01.01.999999v2.full?rss=1", "10.1101/2023.01.01.999999"),
        ("https://www.medrxiv.org/content/10.64898/2026.01.01.999999v1", "10.64898/2026.01.01.999999"),
        ("https://dx.doi.org/10.1234/s.38?rft_dat=source%3Ddrss", "10.1234/s.38"),
        ("<a>10.1234/ab</a>", "10.1234/ab"),
        ("DOI 10.1234.5/ab, 10.1234/cd", "10.1234.5/ab"),
    ],
)
def test_a_doi_is_found_however_it_is_written(text: str, name: str) -> None:
    assert doi(text) == name


@pytest.mark.parametrize("text", ["", "10.12/x", "10.1234/", "10.1234/.;", "110.1234/x", "1.10.1234/x", "doi.org"])
def test_what_is_no_doi_is_none(text: str) -> None:
    assert doi(text) is None


@given(DOIS)
def test_a_doi_is_its_own_normal_form(name: str) -> None:
    assert doi(name) == doi(f"https://doi.org/{name.upper()}") == doi(f"doi:{name}, and") == name


@given(NEW_IDS, st.integers(min_value=1, max_value=40))
def test_an_arxiv_id_comes_back_from_every_form(name: str, version: int) -> None:
    for form in (f"{name}v{version}", f"https://arxiv.org/abs/{name}v{version}", f"oai:arXiv.org:{name}v{version}"):
        assert (arxiv_id(form), arxiv_version(form)) == (name, version)


@pytest.mark.parametrize(
    ("given_ids", "ids"),
    [
        ({"arxiv": "2402.99999v2", "doi": "10.1234/X"}, ("arxiv:2402.99999", "doi:10.1234/x")),
        ({"doi": "10.48550/arXiv.2402.99999"}, ("arxiv:2402.99999",)),
        ({"doi": "10.48550/arXiv.2402.99999", "arxiv": "2402.99999"}, ("arxiv:2402.99999",)),
        ({"url": "https://arxiv.org/abs/2402.99999"}, ("arxiv:2402.99999",)),
        ({"url": "https://www.example.org/doi/abs/10.1234/x?af=R"}, ("doi:10.1234/x",)),
        ({"doi": "10.1234/x", "url": "https://example.org/journal"}, ("doi:10.1234/x",)),
        ({}, ()),
        ({"url": " "}, ()),
    ],
)
def test_the_best_id_comes_first(given_ids: dict[str, str], ids: tuple[str, ...]) -> None:
    assert paper_ids(**given_ids) == ids


def test_an_address_is_one_however_the_reader_was_sent() -> None:
    addresses = (
        "https://example.org/a?id=1",
        "http://www.example.org/a/?utm_source=feed&id=1#top",
        "https://EXAMPLE.org/a?id=1&af=R&dgcid=rss_sd_all",
    )
    (ids,) = {paper_ids(url=url) for url in addresses}
    assert re.fullmatch(r"url:[0-9a-f]{16}", ids[0])
    assert paper_ids(url="https://example.org/a?id=2") != ids


@given(st.text())
def test_any_address_has_an_id_or_none(url: str) -> None:
    assert all(re.fullmatch(r"(?:url:[0-9a-f]{16}|arxiv:\S+|doi:\S+)", name) for name in paper_ids(url=url))


def test_a_torn_address_still_has_an_id() -> None:
    assert paper_ids(url="http://[::1") != paper_ids(url="http://[::2") != ()


@pytest.mark.parametrize(
    ("paper_id", "expected"),
    [
        ("arxiv:2601.05106", r"arxiv-2601\.05106"),
        ("url:0123456789abcdef", r"url-0123456789abcdef"),
        ("arxiv:hep-th/9901999", r"arxiv-hep-th-9901999-[0-9a-f]{6}"),
        ("doi:10.1234/a(1)b", r"doi-10\.1234-a-1-b-[0-9a-f]{6}"),
        ("doi:10.1234/" + "x" * 500, r"doi-10\.1234-x+-[0-9a-f]{6}"),
    ],
)
def test_slugs(paper_id: str, expected: str) -> None:
    assert re.fullmatch(expected, slug(paper_id))


@given(st.text())
def test_a_slug_is_safe_in_any_address_and_file_name(text: str) -> None:
    assert re.fullmatch(r"[a-z0-9.-]{1,100}", slug(f"doi:{text}"))
    assert not slug(f"doi:{text}").startswith(".")


@given(st.lists(st.text(alphabet="aA/.-:1", min_size=1), unique=True))
def test_two_ids_never_share_a_slug(names: list[str]) -> None:
    assert len({slug(f"doi:10.1234/{name}") for name in names}) == len(names)


def test_long_hostile_text_is_searched() -> None:
    for unit in ("10.1234/", "arxiv:", "arxiv.org/abs/", "10.", "9", "10.1234/a)"):
        text = unit * (300_000 // len(unit))
        assert not arxiv_id(text)
        assert slug(text)
        doi(text)
    assert doi("10.1234/a" + ")" * 300_000) == "10.1234/a"


def test_every_real_id_is_its_own_normal_form(shared: Path) -> None:
    for file in ("arxiv-all/2016-01", "arxiv-cs/2025-10"):
        with gzip.open(shared / f"data/corpus/{file}.jsonl.gz", "rt", encoding="utf-8") as lines:
            for row in map(json.loads, islice(lines, 3000)):
                assert paper_ids(arxiv=row["id"]) == (f"arxiv:{row['id']}",)
    with gzip.open(shared / "data/corpus/nature/2023-06.jsonl.gz", "rt", encoding="utf-8") as lines:
        for row in map(json.loads, lines):
            assert paper_ids(doi=row["id"]) == (f"doi:{row['id']}",)


@pytest.mark.parametrize("said", ["10.5555/J.1", "https://doi.org/10.5555/j.1", "doi:10.5555/j.1"])
def test_the_doi_that_a_preprints_server_names_is_one_of_its_ids(said: str) -> None:
    listing = Listing(
        ids=("doi:10.64898/s.1",),
        title="An Invented Title",
        authors=(),
        abstract="",
        url="",
        place=Place(name="Sample Server", kind="biorxiv"),
        announced=None,
        links={"published": said},
    )
    assert listing_ids(listing) == ("doi:10.64898/s.1", "doi:10.5555/j.1")


@pytest.mark.parametrize("said", ["", "NA", "https://journal.example/1", "10.48550/arXiv.2402.99999"])
def test_what_names_no_doi_of_a_journal_is_none(said: str) -> None:
    assert named_ids({"published": said}) == ()
