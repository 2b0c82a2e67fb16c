from __future__ import annotations

import json
import re
from datetime import date
from html import unescape
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl

import invented
import pytest
from awkward import AUTHORS, TITLES
from hypothesis import given
from hypothesis import strategies as st
from test_citations_read_back import bibtex_entries, csl_validator, problems

from radar.models import Paper, Place
from radar.publish.references.bibtex import bibtex
from radar.publish.references.citation_json_ld import collection_page, json_ld, scholarly_article
from radar.publish.references.citations import reference
from radar.publish.references.coins import coins
from radar.publish.references.csl import csl_item, csl_json
from radar.publish.references.highwire import highwire
from radar.publish.references.ris import ris
from radar.sift.text import clean_authors, clean_title


def _tricky() -> list[Paper]:
    """Invent a paper for every awkward title, each with every awkward author."""
    return [invented.paper(n, title=title, authors=clean_authors(AUTHORS)) for n, title in enumerate(TITLES, 1)]


def _journal(number: int = 1, **changes: Any) -> Paper:
    fields = {
        "id": f"doi:10.5555/s.{number}",
        "doi": f"10.5555/s.{number}",
        "url": f"https://journal.example/{number}",
        "pdf": "",
        "places": (Place(name="Sample Journal & Sons", kind="feed"),),
        "categories": (),
    }
    return invented.paper(number, **{**fields, **changes})


# -- what is cited -------------------------------------------------------------------


def test_a_preprint_of_arxiv_is_cited_with_its_number_class_and_doi() -> None:
    cited = reference(invented.paper(1, published="2026-06-17T22:10:00Z"))
    assert (cited.is_preprint, cited.container) == (True, "arXiv")
    assert (cited.eprint, cited.primary_class) == ("2606.00001", "cs.AI")
    assert cited.doi == "10.48550/arXiv.2606.00001"
    assert cited.issued == date(2026, 6, 17)
    assert cited.language == "en"


def test_a_paper_that_a_journal_showed_is_an_article_of_that_journal() -> None:
    arxiv = Place(name="arXiv", kind="arxiv", category="cs.AI")
    both = _journal(2, aliases=("arxiv:2606.00002",), places=(arxiv, Place(name="Sample Journal", kind="feed")))
    assert (reference(both).is_preprint, reference(both).container) == (False, "Sample Journal")
    assert (reference(both).eprint, reference(both).doi) == ("2606.00002", "10.5555/s.2")


def test_a_journals_doi_alone_makes_no_article_of_a_preprint() -> None:
    cited = reference(invented.paper(1, doi="10.5555/later"))
    assert (cited.is_preprint, cited.doi) == (True, "10.5555/later")


@pytest.mark.parametrize(
    ("place", "container"),
    [
        (Place(name="0028-0836", kind="crossref"), ""),
        (Place(name="OpenAlex", kind="openalex"), ""),
        (Place(name="My search", kind="europepmc", category="Sample Journal"), "Sample Journal"),
        (Place(name="Sample Journal", kind="crossref"), "Sample Journal"),
    ],
)
def test_a_service_is_no_journal(place: Place, container: str) -> None:
    assert reference(_journal(places=(place,))).container == container


def test_a_preprint_of_another_server_names_it() -> None:
    cited = reference(_journal(id="doi:10.1101/1", doi="10.1101/1", places=(Place(name="bioRxiv", kind="biorxiv"),)))
    assert (cited.is_preprint, cited.container, cited.eprint) == (True, "bioRxiv", "")
    assert "howpublished = {bioRxiv}" in bibtex([cited])
    assert "PB  - bioRxiv" in ris([cited])


@pytest.mark.parametrize("published", ["", "2026", "June", "2026-02-31", "0000-01-01", "2026-06-01junk"])
def test_without_a_date_of_its_own_a_paper_is_of_its_day(published: str) -> None:
    assert reference(invented.paper(1, published=published)).issued == invented.FRIDAY


def test_an_address_that_leads_nowhere_is_not_cited() -> None:
    assert reference(invented.paper(1, url="javascript:alert(1)")).url == ""
    assert reference(_journal(1, url="")).url == "https://doi.org/10.5555/s.1"
    assert (
        reference(invented.paper(1, url="https://e.example/{x}'\"<é")).url
        == "https://e.example/%7Bx%7D%27%22%3C%C3%A9"
    )


# -- there and back ------------------------------------------------------------------


def test_every_title_and_author_comes_back_from_every_format() -> None:
    references = [reference(paper) for paper in (*_tricky(), *(_journal(n, title=t) for n, t in enumerate(TITLES)))]
    assert list(problems(references)) == []


def test_a_file_of_nothing_is_no_error() -> None:
    assert (bibtex([]), json.loads(csl_json([])), coins(reference(_journal(authors=())))[:3]) == ("", [], "ctx")
    assert not ris([]).strip()
    assert list(problems([reference(_journal(authors=()))])) == []


def test_files_depend_on_their_papers_alone() -> None:
    one, two = reference(invented.paper(1)), reference(invented.paper(2))
    assert bibtex([one, two]).startswith(bibtex([one]))
    assert bibtex([two]) in bibtex([one, two])
    assert json.loads(csl_json([one, two])) == [csl_item(one), csl_item(two)]


_ANY = st.text(max_size=50)
_LINES = st.sampled_from(
    [
        "\nER  - ",
        "\r\nTY  - JOUR",
        "\n@article{x,\n",
        "}\n}",
        "},",
        "{",
        "\\",
        "$",
        "%",
        " and ",
        ",",
        ";",
        "\u2028",
        "\x85",
    ]
)
_TEXT = st.lists(st.one_of(_ANY, _LINES), min_size=1, max_size=4).map("".join)


@given(st.lists(st.tuples(_TEXT, st.lists(_TEXT, max_size=4)), min_size=1, max_size=4), st.booleans())
def test_no_text_is_lost_or_breaks_out_of_its_field(texts: list[tuple[str, list[str]]], from_journal: bool) -> None:  # noqa: FBT001 - drawn
    make = _journal if from_journal else invented.paper
    papers = [
        make(n, title=clean_title(title) or "A sample", authors=tuple(names))
        for n, (title, names) in enumerate(texts)
    ]
    references = [reference(paper) for paper in papers]
    entries = bibtex_entries(bibtex(references))
    assert [entry.key for entry in entries] == [cited.key for cited in references]
    assert len({cited.key for cited in references}) == len(references)
    assert list(problems(references)) == []


def test_real_papers_come_back_from_every_format(shared: Path) -> None:
    folder = shared / "data/feeds/tricky-real"
    titles = [json.loads(line)["title"] for line in (folder / "tricky_titles.jsonl").read_text("utf-8").splitlines()]
    lists = [
        json.loads(line)["authors"] for line in (folder / "tricky_authors.jsonl").read_text("utf-8").splitlines()
    ]
    papers = [invented.paper(n, title=clean_title(title)) for n, title in enumerate(titles)]
    papers += [_journal(n, authors=clean_authors(authors)) for n, authors in enumerate(lists)]
    references = [reference(paper) for paper in papers]
    assert list(problems(references)) == []
    assert len({cited.key for cited in references}) == len(papers)


# -- BibTeX --------------------------------------------------------------------------


def test_bibtex_of_a_preprint() -> None:
    paper = invented.paper(1, title="A DNA Method", authors=("Sam Author", "Jan van der Sample", "S. Author Jr."))
    assert bibtex([reference(paper)]) == (
        "@misc{author2026dna-2606.00001,\n"
        "  title = {A {DNA} Method},\n"
        "  author = {Author, Sam and van der Sample, Jan and Author, Jr., S.},\n"
        "  year = {2026},\n"
        "  date = {2026-06-19},\n"
        "  eprint = {2606.00001},\n"
        "  archivePrefix = {arXiv},\n"
        "  eprinttype = {arxiv},\n"
        "  primaryClass = {cs.AI},\n"
        "  doi = {10.48550/arXiv.2606.00001},\n"
        "  url = {https://arxiv.org/abs/2606.00001},\n"
        "  month = jun,\n"
        "}\n"
    )


def test_bibtex_of_an_article_names_the_journal() -> None:
    entry = bibtex([reference(_journal(1, authors=("王小明", "SAMPLE Collaboration")))])
    assert entry.startswith("@article{")
    assert "  journal = {Sample Journal \\& Sons},\n" in entry
    assert "  author = {{王小明} and {SAMPLE Collaboration}},\n" in entry
    assert "eprint" not in entry


def test_addresses_and_dois_are_not_escaped_for_tex() -> None:
    entry = bibtex([reference(_journal(1, doi="10.5555/a_b<c>{d}", url="https://e.example/a_b?c=%20&d#e"))])
    assert "doi = {10.5555/a_b<c>%7Bd%7D}" in entry
    assert "url = {https://e.example/a_b?c=%20&d#e}" in entry


# -- RIS -----------------------------------------------------------------------------


def test_ris_of_a_preprint() -> None:
    paper = invented.paper(1, title="A Method", authors=("Sam Author", "S. Author Jr.", "SAMPLE Collaboration"))
    assert ris([reference(paper)]) == (
        "TY  - UNPB\n"
        "AU  - Author, Sam\n"
        "AU  - Author, S., Jr.\n"
        "AU  - SAMPLE Collaboration\n"
        "TI  - A Method\n"
        "PB  - arXiv\n"
        "M3  - Preprint\n"
        "PY  - 2026\n"
        "DA  - 2026/06/19/\n"
        "DO  - 10.48550/arXiv.2606.00001\n"
        "AN  - arXiv:2606.00001\n"
        "LA  - en\n"
        "UR  - https://arxiv.org/abs/2606.00001\n"
        "ER  - \n"
    )


def test_ris_of_an_article_names_the_journal() -> None:
    text = ris([reference(_journal(1)), reference(_journal(2))])
    assert text.count("TY  - JOUR\n") == 2
    assert text.count("T2  - Sample Journal & Sons\n") == 2
    assert not re.search(r"^\d+\.", text, re.MULTILINE)


# -- CSL -----------------------------------------------------------------------------


def test_csl_of_a_preprint_and_of_an_article() -> None:
    preprint = csl_item(reference(invented.paper(1, authors=("Jan van der Sample", "王小明", "Plato"))))
    assert (preprint["type"], preprint["genre"], preprint["publisher"]) == ("article", "preprint", "arXiv")
    assert preprint["number"] == "arXiv:2606.00001"
    assert preprint["issued"] == {"date-parts": [[2026, 6, 19]]}
    assert preprint["author"] == [
        {"family": "van der Sample", "given": "Jan"},
        {"family": "王", "given": "小明"},
        {"literal": "Plato"},
    ]
    article = csl_item(reference(_journal(1)))
    assert (article["type"], article["container-title"]) == ("article-journal", "Sample Journal & Sons")
    assert "genre" not in article
    csl_validator().validate([preprint, article])


# -- COinS and HighWire --------------------------------------------------------------


def test_coins_tells_preprints_from_articles_and_carries_all_authors() -> None:
    preprint = parse_qsl(coins(reference(invented.paper(1, title="a=b & c+d", authors=("S. Author", "SAMPLE Team")))))
    assert ("rft_val_fmt", "info:ofi/fmt:kev:mtx:dc") in preprint
    assert ("rft.type", "preprint") in preprint
    assert ("rft.title", "a=b & c+d") in preprint
    assert [value for key, value in preprint if key == "rft.au"] == ["Author, S.", "SAMPLE Team,"]
    article = parse_qsl(coins(reference(_journal(1))))
    assert ("rft_val_fmt", "info:ofi/fmt:kev:mtx:journal") in article
    assert ("rft.jtitle", "Sample Journal & Sons") in article
    assert ("rft_id", "info:doi/10.5555/s.1") in article


@pytest.mark.parametrize("title", TITLES)
def test_coins_needs_no_escaping_but_for_its_ampersands(title: str) -> None:
    assert re.fullmatch(r"[A-Za-z0-9._=&%~-]+", coins(reference(invented.paper(1, title=title))))


def test_highwire_of_a_preprint() -> None:
    cited = reference(invented.paper(1, authors=("Sam Author", "Jan P. van der Sample", "SAMPLE Team"), title="A"))
    metas = highwire(cited, abstract="We invent.", keywords=("cs.AI", "a; b"))
    assert metas == (
        ("citation_title", "A"),
        ("citation_author", "Author, Sam"),
        ("citation_author", "van der Sample, Jan P.;"),
        ("citation_author", "SAMPLE Team,"),
        ("citation_publication_date", "2026/06/19"),
        ("citation_online_date", "2026/06/19"),
        ("citation_technical_report_institution", "arXiv"),
        ("citation_technical_report_number", "2606.00001"),
        ("citation_doi", "10.48550/arXiv.2606.00001"),
        ("citation_arxiv_id", "2606.00001"),
        ("citation_pdf_url", "https://arxiv.org/pdf/2606.00001"),
        ("citation_abstract_html_url", "https://arxiv.org/abs/2606.00001"),
        ("citation_language", "en"),
        ("citation_keywords", "cs.AI; a, b"),
        ("citation_abstract", "We invent."),
    )


def test_highwire_of_an_article_names_the_journal_and_says_nothing_unknown() -> None:
    names = dict(highwire(reference(_journal(1))))
    assert names["citation_journal_title"] == "Sample Journal & Sons"
    assert not {"citation_technical_report_institution", "citation_arxiv_id", "citation_pdf_url"} & names.keys()
    assert not {"citation_abstract", "citation_keywords"} & names.keys()


def _as_zotero(content: str) -> list[tuple[str, str]]:
    """Take a `citation_author` apart by the rules of Zotero's translator: family name, given names."""
    authors = re.split(r"\s*;\s*", content)
    if len(authors) == 1:
        by_comma = re.split(r"\s*,\s*", authors[0])
        if len(by_comma) > 1 and " " in by_comma[0] and " " in by_comma[1]:
            authors = by_comma
    people = []
    for author in filter(lambda each: re.search(r"[^\s,-.;]", each), authors):
        bare = author.strip(" .,/[]:")
        family, _, given = bare.partition(", ") if "," in author else bare.rpartition(" ")[::-1]
        people.append((family, given))
    return people


@pytest.mark.parametrize(
    ("author", "people"),
    [
        ("Jan Piet van der Sample", [("van der Sample", "Jan Piet")]),
        ("Sam Author", [("Author", "Sam")]),
        ("the Big SAMPLE Team", [("Big SAMPLE Team", "")]),
        ("王小明", [("王小明", "")]),
        ("Plato", [("Plato", "")]),
    ],
)
def test_zotero_takes_each_author_for_one(author: str, people: list[tuple[str, str]]) -> None:
    metas = highwire(reference(invented.paper(1, authors=(author,))))
    found = [_as_zotero(content) for name, content in metas if name == "citation_author"]
    assert found == [people]


# -- JSON-LD -------------------------------------------------------------------------


def test_json_ld_of_a_preprint_says_whose_it_is_and_where() -> None:
    licence = "https://creativecommons.org/licenses/by/4.0/"
    cited = reference(invented.paper(1, authors=("Sam Author", "SAMPLE Team", "Plato"), license=licence))
    data = scholarly_article(cited, url="https://radar.example/p/1/", abstract="We invent.")
    assert data["@type"] == "ScholarlyArticle"
    assert (data["url"], data["sameAs"]) == ("https://radar.example/p/1/", "https://arxiv.org/abs/2606.00001")
    assert [author["@type"] for author in data["author"]] == ["Person", "Organization", "Person"]
    assert data["author"][0] == {"@type": "Person", "name": "Sam Author", "familyName": "Author", "givenName": "Sam"}
    assert [each["propertyID"] for each in data["identifier"]] == ["doi", "arXiv"]
    assert (data["license"], data["isAccessibleForFree"], data["abstract"]) == (licence, True, "We invent.")
    assert data["publisher"] == {"@type": "Organization", "name": "arXiv"}
    assert data["encoding"]["contentUrl"] == "https://arxiv.org/pdf/2606.00001"


def test_json_ld_of_an_article_claims_nothing_unknown() -> None:
    data = scholarly_article(reference(_journal(1)))
    assert data["isPartOf"] == {"@type": "Periodical", "name": "Sample Journal & Sons"}
    assert not {"isAccessibleForFree", "license", "publisher", "encoding", "abstract", "sameAs"} & data.keys()
    assert "isPartOf" not in scholarly_article(reference(_journal(places=(Place(name="OpenAlex", kind="openalex"),))))


def test_json_ld_of_a_list_keeps_its_order() -> None:
    cited = [(reference(invented.paper(n)), f"https://radar.example/p/{n}/") for n in (2, 1)]
    data = collection_page(cited, name="A day", url="https://radar.example/2026/06/19/", language="zh-CN", count=5)
    items = data["mainEntity"]["itemListElement"]
    assert data["mainEntity"]["numberOfItems"] == 5
    assert [(each["position"], each["item"]["url"]) for each in items] == [
        (1, "https://radar.example/p/2/"),
        (2, "https://radar.example/p/1/"),
    ]
    assert all(each["item"]["@type"] == "ScholarlyArticle" for each in items)


@pytest.mark.parametrize("title", TITLES)
def test_json_ld_cannot_leave_its_element(title: str) -> None:
    data = scholarly_article(reference(invented.paper(1, title=title)))
    text = json_ld(data)
    assert not set("<>&\u2028\u2029") & set(text)
    assert json.loads(unescape(text)) == data
    text.encode("utf-8")


def test_json_ld_of_half_a_character_is_still_text() -> None:
    assert json.loads(json_ld({"a": "x\ud83d"})) == {"a": "x?"}
