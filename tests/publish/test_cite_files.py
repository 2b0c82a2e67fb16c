"""Files of citations: complete, in order, readable by other people's parsers, linked where they are."""

from __future__ import annotations

import json
from collections.abc import Iterator
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
from radar.publish import expected, urls
from radar.publish.output import ours_below
from radar.publish.page import Page
from radar.publish.references import bibtex, cite_sets, csl, ris
from radar.publish.references.citations import reference
from radar.publish.references.cite_files import cite_paths, cite_units
from radar.publish.references.cite_rows import NAMES, beside, row
from radar.publish.references.citing import offer
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
    return dict(_files(site))


def _files(site: Site) -> Iterator[tuple[str, bytes]]:
    return (file for unit in cite_units(site) for file in unit.make())


def _sets(site: Site) -> list[tuple[str, int]]:
    """Give the pages with files, with how many papers each cites."""
    friday = site.days[0]
    ids = {citation.paper_id for found in friday.briefings.values() for one in found for citation in one.citations}
    found = [(urls.day("zh", day.day), len(cite_sets.of_day(day))) for day in site.days]
    found += [(urls.topic("zh", view.topic.id), len(view.page(0))) for view in site.topics]
    found += [(urls.paper_page("zh", identity.slug(paper_id)), 1) for paper_id in ids]
    for lang, briefings in friday.briefings.items():
        for one in briefings:
            path = urls.briefing(lang, f"{one.day}-{one.slug}")
            found.append((path, len(cite_sets.of_briefing(site, one))))
    return found


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
    assert {path for path, _ in _sets(site)} == set(cite_sets.paths(site))
    for path, count in _sets(site):
        entries = bibtex_entries(files[urls.cite(path, "bib")].decode())
        records = rispy.loads(files[urls.cite(path, "ris")].decode())
        items = json.loads(files[urls.cite(path, "csl")])
        assert len(entries) == len(records) == len(items) == count > 0
        assert not list(csl_validator().iter_errors(items))
        assert len({entry.key for entry in entries}) == count


def test_a_paper_has_one_key_in_every_file(site: Site, files: dict[str, bytes]) -> None:
    keys: dict[str, set[str]] = {}
    for path in cite_sets.paths(site):
        items = json.loads(files[urls.cite(path, "csl")])
        entries = bibtexparser.parse_string(files[urls.cite(path, "bib")].decode()).entries
        for entry, item in zip(entries, items, strict=True):
            assert entry.key == item["id"]
            keys.setdefault(item["number"] if "number" in item else item["DOI"], set()).add(entry.key)
    assert {len(found) for found in keys.values()} == {1}
    assert len({min(found) for found in keys.values()}) == len(keys)


def test_files_are_those_of_the_plan_and_the_same_each_time(site: Site, files: dict[str, bytes]) -> None:
    assert list(files.items()) == list(_files(site))
    planned = {name for name in expected.expected_paths(site) if "/cite" in name}
    assert planned == set(files) == cite_paths(site)


def test_nothing_a_model_wrote_is_in_them(files: dict[str, bytes]) -> None:
    written = [text.encode() for texts in briefed.WRITTEN.values() for text in texts]
    assert not [name for name, data in files.items() for text in written if text in data]


def _site_of(*days: Day) -> Site:
    return invented.site(days)


def test_what_is_older_than_ninety_days_of_the_archive_has_no_files() -> None:
    newest = invented.FRIDAY
    days = []
    for n, age in enumerate((0, 89, 90, 400), 1):
        when = newest - timedelta(days=age)
        days.append(Day(day=when, papers=(invented.entry(invented.paper(n, day=when)),)))
    site = _site_of(*days)
    names = [name for name, _ in _files(site)]
    whole = [name for name in names if name.endswith("cite.bib") and not name.startswith("topics")]
    assert whole == ["2026/06/19/cite.bib", "2026/03/22/cite.bib"]
    assert set(names) == cite_paths(site)


def test_where_only_english_is_built_they_lie_beside_english_pages() -> None:
    day = Day(day=invented.FRIDAY, papers=(invented.entry(invented.paper(1)),))
    names = {name for name, _ in _files(invented.site([day], langs=("en",)))}
    assert "en/2026/06/19/cite.bib" in names
    assert not [name for name in names if not name.startswith("en/")]


def test_a_day_and_a_topic_without_papers_have_no_files() -> None:
    quiet = Day(day=invented.FRIDAY, taken_down=("arxiv-2606.00009",))
    assert list(_files(_site_of(quiet))) == []


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
        ("followed_author.html", {"entries": (), "number": 0}, ""),
        ("topic.html", {"entries": (1,), "number": 2}, '{"cards":true}'),
        ("home.html", {}, ""),
    ],
)
def test_a_list_of_many_days_leaves_its_cards_to_the_browser_where_it_has_any(
    site: Site, template: str, values: dict[str, object], of: str
) -> None:
    made = offer(site, Page(template=template, lang="zh", path="x/", twins={}, values=values))
    assert (made.files, made.of) == ((), of)


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


@given(
    st.sampled_from(TITLES),
    st.lists(st.sampled_from([*AUTHORS, "Plato", "Sam van der Author", "王小明"]), max_size=4),
    st.sampled_from(["arxiv:2606.00001", "doi:10.5555/1"]),
    st.sampled_from(["", "2026-01-02", "2026-01-02T00:00:00Z", "2026", "1999-99-99"]),
)
def test_a_record_carries_of_a_row_only_what_it_does_not_say_itself(
    title: str, authors: list[str], paper_id: str, published: str
) -> None:
    paper = invented.paper(1, id=paper_id, title=title, authors=clean_authors(authors), published=published)
    told, made = beside(paper), dict(zip(NAMES, row(reference(paper)), strict=True))
    assert told["key"] == made["key"]
    assert set(told) <= set(NAMES)
    for name in set(told) - {"names"}:
        assert told[name] == str(made[name])


def test_of_most_papers_it_is_the_key_alone() -> None:
    plain = invented.paper(1, title="A plain title", authors=("Sam Author", "Plato"), published="2026-06-18")
    assert list(beside(plain)) == ["key"]
