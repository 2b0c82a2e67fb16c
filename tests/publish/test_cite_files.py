"""Files of citations: complete, in order, readable by other people's parsers, linked where they are."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import bibtexparser
import invented
import pytest
import rispy
from awkward import AUTHORS, TITLES
from hypothesis import given
from hypothesis import strategies as st
from test_citations_read_back import bibtex_entries, csl_validator

import built_site
from publish import briefed
from radar.models import Paper, Place
from radar.publish import plan, urls
from radar.publish.output import ours_below
from radar.publish.page import Page
from radar.publish.references import bibtex, cite_sets, csl, ris
from radar.publish.references.citations import reference
from radar.publish.references.cite_files import cite_files
from radar.publish.references.cite_rows import row
from radar.publish.references.citing import Offers
from radar.publish.site import load_site
from radar.publish.view import Day, Site
from radar.sift import identity
from radar.sift.text import clean_authors

WRITERS = {"bib": bibtex.bibtex, "ris": ris.ris, "csl": csl.csl_json}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("cited")
    briefed.write(made / "content")
    built_site.make(made, briefed.settings())
    return made


@pytest.fixture(scope="module")
def site(folder: Path) -> Site:
    return load_site(briefed.settings(), folder / "content", sample=False)


@pytest.fixture(scope="module")
def files(site: Site) -> dict[str, bytes]:
    return dict(cite_files(site))


def _expected(papers: tuple[Paper, ...], fmt: str) -> bytes:
    return WRITERS[fmt](map(reference, papers)).encode()


@pytest.mark.parametrize("fmt", WRITERS)
def test_each_file_holds_what_its_page_cites_in_its_order(site: Site, files: dict[str, bytes], fmt: str) -> None:
    friday = site.days[0]
    assert files[f"2026/06/19/{urls.CITE_FORMATS[fmt][1]}"] == _expected(cite_sets.of_day(friday), fmt)
    view = site.topics[0]
    assert files[urls.cite("topics/routing/", fmt)] == _expected(tuple(e.paper for e in view.page(0)), fmt)
    cited = tuple(site.papers[i] for i in (briefed.ROUTER, briefed.TIDE, briefed.EARLIER))
    for lang in ("", "en/"):
        name = f"{lang}briefings/2026-06-19-{briefed.CROSS_SLUG}/"
        assert files[urls.cite(name, fmt)] == _expected(cited, fmt)
    for paper in cited:
        assert files[urls.cite(f"p/{identity.slug(paper.id)}/", fmt)] == _expected((paper,), fmt)


def test_as_many_come_out_as_went_in(site: Site, files: dict[str, bytes]) -> None:
    for path, papers in cite_sets.sets(site):
        entries = bibtex_entries(files[urls.cite(path, "bib")].decode())
        records = rispy.loads(files[urls.cite(path, "ris")].decode())
        items = json.loads(files[urls.cite(path, "csl")])
        assert len(entries) == len(records) == len(items) == len(papers) > 0
        assert not list(csl_validator().iter_errors(items))
        assert len({entry.key for entry in entries}) == len(papers)


def test_a_paper_has_one_key_in_every_file(site: Site, files: dict[str, bytes]) -> None:
    keys: dict[str, set[str]] = {}
    for path, papers in cite_sets.sets(site):
        entries = bibtexparser.parse_string(files[urls.cite(path, "bib")].decode()).entries
        for entry, paper in zip(entries, papers, strict=True):
            keys.setdefault(paper.id, set()).add(entry.key)
    assert {len(found) for found in keys.values()} == {1}
    assert len({min(found) for found in keys.values()}) == len(keys)


def test_files_are_those_of_the_plan_and_the_same_each_time(site: Site, files: dict[str, bytes]) -> None:
    assert list(files.items()) == list(cite_files(site))
    planned = {name for name in plan.expected_paths(site) if "/cite" in name}
    assert planned == set(files)


def test_a_days_rows_hold_everything_that_has_a_card(site: Site, files: dict[str, bytes]) -> None:
    for day in site.days:
        data = json.loads(files[urls.cite_data(day.day)])
        met = [event.entry for event in day.events if event.is_first]
        entries = [*day.papers, *met, *day.notices, *day.news]
        assert list(data["papers"]) == [entry.slug for entry in entries]
        assert data["leading"] == len(day.papers) + len(met)


def test_nothing_a_model_wrote_is_in_them(files: dict[str, bytes]) -> None:
    written = [text.encode() for texts in briefed.WRITTEN.values() for text in texts]
    assert not [name for name, data in files.items() for text in written if text in data]


def _site_of(*days: Day) -> Site:
    return invented.site(days)


def test_what_is_older_than_ninety_days_of_the_archive_has_no_files_but_rows() -> None:
    newest = invented.FRIDAY
    ages = (0, 89, 90, 400)
    days = []
    for n, age in enumerate(ages, 1):
        when = newest - timedelta(days=age)
        days.append(Day(day=when, papers=(invented.entry(invented.paper(n, day=when)),)))
    names = [name for name, _ in cite_files(_site_of(*days))]
    whole = [name for name in names if name.endswith("cite.bib") and not name.startswith("topics")]
    assert whole == ["2026/06/19/cite.bib", "2026/03/22/cite.bib"]
    assert sum(name.startswith("data/cite/") for name in names) == len(ages)


def test_where_only_english_is_built_they_lie_beside_english_pages() -> None:
    day = Day(day=invented.FRIDAY, papers=(invented.entry(invented.paper(1)),))
    names = {name for name, _ in cite_files(invented.site([day], langs=("en",)))}
    assert "en/2026/06/19/cite.bib" in names
    assert not [name for name in names if not name.startswith(("en/", "data/"))]


def test_a_day_and_a_topic_without_papers_have_no_files() -> None:
    quiet = Day(day=invented.FRIDAY, taken_down=("arxiv-2606.00009",))
    names = [name for name, _ in cite_files(_site_of(quiet))]
    assert names == ["data/cite/2026-06-19.json"]


def test_pages_link_their_files_in_both_languages(folder: Path) -> None:
    output = folder / "output"
    for prefix in ("", "en/"):
        for path, owner in (
            ("2026/06/19/", ""),
            ("topics/routing/", ""),
            (f"p/{identity.slug(briefed.TIDE)}/", ""),
            (f"briefings/2026-06-19-{briefed.CROSS_SLUG}/", prefix),
        ):
            page = built_site.page(output, prefix + path)
            links = page.xpath('//p[@class="citing"]/a')
            assert [link.text for link in links] == ["BibTeX", "RIS", "CSL-JSON"]
            for link, fmt in zip(links, urls.CITE_FORMATS, strict=True):
                name, _ = built_site.target(urls.file(prefix + path), link.get("href"))
                assert name == urls.cite(owner + path, fmt)
                assert (output / name).is_file()


@pytest.mark.parametrize(
    ("template", "values", "of"),
    [
        ("week.html", {"matched": ()}, ""),
        ("week.html", {"matched": (1,)}, '{"cards":true}'),
        ("followed_author.html", {"entries": ()}, ""),
        ("topic.html", {"entries": (1,), "number": 2}, '{"cards":true}'),
        ("home.html", {}, ""),
    ],
)
def test_a_list_of_many_days_leaves_its_cards_to_the_browser_where_it_has_any(
    site: Site, template: str, values: dict[str, object], of: str
) -> None:
    offer = Offers(site).of(Page(template=template, lang="zh", path="x/", twins={}, values=values))
    assert (offer.files, offer.of) == ((), of)


def test_files_of_an_earlier_build_are_known_from_others() -> None:
    names = ("2026/06/19/cite.bib", "p/a/cite.csl.json", "cite.bib", "2026/06/19/other.bib")
    assert [name for name in names if ours_below(Path())(name)] == ["2026/06/19/cite.bib", "p/a/cite.csl.json"]


# -- rows ----------------------------------------------------------------------------


def test_a_row_carries_tex_only_where_it_reads_otherwise() -> None:
    plain = reference(invented.paper(1, title="A plain title", authors=("Sam Author", "Plato")))
    assert row(plain)[11:] == [0, 0, 0]
    place = Place(name="Sample Journal & Sons", kind="feed")
    odd = replace(
        reference(invented.paper(2, id="doi:10.5555/2", doi="10.5555/2", places=(place,))),
        title="DNA costs 5%",
        authors=reference(invented.paper(1, authors=clean_authors(AUTHORS))).authors,
    )
    assert all(row(odd)[11:])
    assert row(odd)[13] == "Sample Journal \\& Sons"


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("Plato", "Plato"),
        ("Sam Author", ["Author", "Sam"]),
        ("Sam Author Jr.", ["Author", "Sam", "Jr."]),
        ("王小明", ["王", "小明", "", "王小明"]),
    ],
)
def test_names_are_as_short_as_they_can_be(name: str, shown: object) -> None:
    assert row(reference(invented.paper(1, authors=(name,))))[3] == [shown]


@given(st.sampled_from(TITLES), st.lists(st.sampled_from(AUTHORS), max_size=4))
def test_a_row_is_json_as_it_stands(title: str, authors: list[str]) -> None:
    made = row(reference(invented.paper(1, title=title, authors=clean_authors(authors))))
    assert json.loads(json.dumps(made)) == made
    assert len(made) == 14
