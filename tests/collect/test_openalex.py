"""OpenAlex's works become listings on the day OpenAlex learned of them, however late that was."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st
from loopback import Loopback, answer, door, in_turn, serving

import tiny_world
from radar.collect import inverted_index, openalex, openalex_works
from radar.collect.apart import Apart
from radar.collect.order import Order
from radar.collect.paging import Page, Reading
from radar.config_sources import OpenAlexSource
from radar.models import Genre, Listing
from radar.outcomes import Failed, Harvest, SourceState

TODAY = date(2026, 3, 10)
ORDER = Order(
    now=datetime(2026, 3, 10, 8, tzinfo=UTC),
    today=TODAY,
    missed={"Sample Journal": (date(2026, 3, 6), date(2026, 3, 7), date(2026, 3, 8), date(2026, 3, 9))},
)
READING = Reading(label="Sample Journal", first=date(2026, 3, 6), last=TODAY, hosts=frozenset({"journal.example"}))

LATE_TO_EARLY = "from_publication_date:2025-12-06,to_publication_date:2027-03-11"


def work(number: int = 1, **changes: object) -> dict[str, Any]:
    """Invent one work in OpenAlex's form; a change to None takes the key out."""
    data: dict[str, Any] = {
        "id": f"https://openalex.org/W{number}",
        "doi": f"https://doi.org/10.5555/Sample.{number}",
        "title": f"An invented finding {number} about routers",
        "display_name": f"An invented finding {number} about routers",
        "type": "article",
        "publication_date": "2026-03-01",
        "created_date": "2026-03-06",
        "is_retracted": False,
        "is_paratext": False,
        "primary_location": {
            "landing_page_url": f"https://journal.example/articles/{number}",
            "source": {"display_name": "Sample Journal", "issn": ["2049-3630"]},
        },
        "best_oa_location": {"pdf_url": f"https://journal.example/articles/{number}.pdf"},
        "authorships": [
            {"author": {"display_name": "Sample Author 1"}, "raw_author_name": "S. Author 1"},
            {"author": {"display_name": "Sample Author 2"}, "raw_author_name": None},
        ],
        "abstract_inverted_index": {
            "We": [0],
            "count": [1],
            "routers": [2],
            "on": [3],
            "three": [4],
            "planets.": [5],
        },
        **changes,
    }
    return {key: value for key, value in data.items() if value is not None}


def body(*works: object, total: int | None = None) -> bytes:
    meta = {"count": len(works) if total is None else total, "db_response_time_ms": 20, "page": 1, "per_page": 100}
    return json.dumps({"meta": meta, "results": list(works), "group_by": []}).encode()


def parse(*works: object, reading: Reading = READING) -> Page:
    page = openalex_works.parse(body(*works), reading)
    assert isinstance(page, Page), page
    return page


def only(reading: Reading = READING, **changes: object) -> Listing:
    (listing,) = parse(work(**changes), reading=reading).listings
    return listing


def source(base_url: str, **changes: Any) -> OpenAlexSource:
    data: dict[str, Any] = {
        "kind": "openalex",
        "name": "Sample Journal",
        "issn": ("2049-3630",),
        "base_url": base_url,
    }
    return OpenAlexSource(**(data | changes))


def collect(answers: Any, *, order: Order = ORDER, **changes: Any) -> tuple[Harvest, Loopback]:
    with serving({"/works": answers}) as place, door() as opened:
        return openalex.collect(source(place.url(), **changes), order, opened), place


def queries(place: Loopback) -> list[dict[str, list[str]]]:
    return [parse_qs(urlsplit(path).query) for path in place.paths]


# -- one work --------------------------------------------------------------------------


def test_work_becomes_a_listing_on_the_day_openalex_learned_of_it() -> None:
    listing = only()
    assert listing.ids == ("doi:10.5555/sample.1",)
    assert (listing.announced, listing.published) == (date(2026, 3, 6), "2026-03-01")
    assert listing.title == "An invented finding 1 about routers"
    assert listing.authors == ("S. Author 1", "Sample Author 2")
    assert (listing.abstract, listing.abstract_from) == ("We count routers on three planets.", "OpenAlex")
    assert listing.url == "https://journal.example/articles/1"
    assert listing.pdf == "https://journal.example/articles/1.pdf"
    assert (listing.place.name, listing.place.kind) == ("Sample Journal", "openalex")
    assert (listing.genre, listing.comment, listing.doi) == (Genre.PAPER, "", "10.5555/sample.1")


@pytest.mark.parametrize(
    ("created", "published", "announced"),
    [
        ("2026-03-06", "2026-01-01", date(2026, 3, 6)),
        ("2026-03-10T04:05:06.789", "2027-12-01", date(2026, 3, 10)),
        (None, "2026-03-07", date(2026, 3, 7)),
        ("garbage", "2026-03-07", date(2026, 3, 7)),
        ("2026-03-08", None, date(2026, 3, 8)),
        ("2026-03-05", "2026-03-07", None),
        ("2026-03-11", "2026-03-07", None),
        ("9999-12-31", "2026-03-07", None),
        (None, "2026-01-01", None),
        (None, "2026-05-01", None),
        (None, None, None),
    ],
)
def test_what_it_learned_of_on_other_days_is_left_out(
    created: str | None, published: str | None, announced: date | None
) -> None:
    found = parse(work(created_date=created, publication_date=published)).listings
    assert [one.announced for one in found] == ([announced] if announced else [])


@pytest.mark.parametrize(
    "kind", ["paratext", "peer-review", "dataset", "supplementary-materials", "libguides", "book"]
)
def test_what_is_no_paper_is_left_out(kind: str) -> None:
    assert parse(work(type=kind), work(2, is_paratext=True), work(3, title="Table of Contents")).listings == ()


@pytest.mark.parametrize(
    ("changes", "genre"),
    [
        ({"type": "article"}, Genre.PAPER),
        ({"type": "preprint"}, Genre.PAPER),
        ({"type": "letter"}, Genre.PAPER),
        ({"type": "unheard-of"}, Genre.PAPER),
        ({"type": "editorial"}, Genre.NEWS),
        ({"type": "erratum"}, Genre.CORRECTION),
        ({"type": "retraction"}, Genre.RETRACTION),
        ({"title": "Erratum: A finding about routers"}, Genre.CORRECTION),
    ],
)
def test_type_and_title_tell_papers_from_news_and_notices(changes: dict[str, object], genre: Genre) -> None:
    assert only(**changes).genre is genre


def test_a_retracted_work_says_so() -> None:
    assert only(is_retracted=True).comment == "Retracted"
    assert only(is_retracted="yes").comment == ""


def test_links_leave_only_for_the_sources_hosts() -> None:
    evil = {"landing_page_url": "https://evil.example/1", "pdf_url": "https://evil.example/1.pdf"}
    listing = only(primary_location=evil, best_oa_location=evil)
    assert (listing.url, listing.pdf) == ("https://doi.org/10.5555/sample.1", "")
    nameless = only(primary_location=evil, best_oa_location=None, doi=None)
    assert (nameless.url, nameless.ids[0][:4]) == ("", "url:")


def test_a_work_without_doi_goes_by_its_page_or_by_openalexs_own() -> None:
    by_page = only(doi=None)
    assert by_page.url == "https://journal.example/articles/1"
    by_work = only(doi=None, primary_location=None)
    assert by_work.ids[0].startswith("url:")
    assert by_work.ids != by_page.ids
    page = parse(work(doi=None, primary_location=None, id=None), work(2, title=None, display_name=None), 5)
    assert [(one.item, one.reason) for one in page.quarantined] == [
        ("An invented finding 1 about routers", "work without DOI and address"),
        ("10.5555/sample.2", "work without title"),
        ("", "work without DOI and address"),
    ]


def test_an_arxiv_paper_has_its_arxiv_id() -> None:
    listing = only(doi="https://doi.org/10.48550/arXiv.2603.00001", primary_location=None)
    assert (listing.ids, listing.doi) == (("arxiv:2603.00001",), "")
    assert listing.url == "https://arxiv.org/abs/2603.00001"


def test_abstract_policy_is_kept() -> None:
    strict = Reading(label="Sample Journal", first=READING.first, last=READING.last, abstract="none")
    assert (only(strict).abstract, only(strict).abstract_from) == ("", "")
    assert (only(abstract_inverted_index=None).abstract, only(abstract_inverted_index=None).abstract_from) == ("", "")


# -- the inverted index ----------------------------------------------------------------


@pytest.mark.parametrize(
    ("index", "text"),
    [
        ({"b": [1, 3], "a": [0, 2]}, "a b a b"),
        ({"last": [99_000], "first": [7]}, "first last"),
        ({"kept": [0], "late": [0]}, "kept"),
        ({"far": [100_001], "near": [0], "before": [-1]}, "near"),
        ({"true": [True], "text": ["1"], "real": [1.0], "none": None, "whole": [2]}, "whole"),
        ({}, ""),
        (None, ""),
        ("text", ""),
        ([["a", [0]]], ""),
    ],
)
def test_an_index_is_put_in_order_and_nonsense_passed_over(index: object, text: str) -> None:
    assert inverted_index.words(index) == text


def test_a_giant_index_is_bounded() -> None:
    flood = {f"w{n}": list(range(n, 90_000, 1000)) for n in range(1000)}
    assert len(inverted_index.words(flood).split()) == inverted_index.MOST_WORDS


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=20),
    lambda inside: st.lists(inside, max_size=3) | st.dictionaries(st.text(max_size=8), inside, max_size=3),
    max_leaves=8,
)


@given(st.dictionaries(st.sampled_from(openalex_works.SELECT), JSON))
def test_no_form_of_a_work_raises(changes: dict[str, object]) -> None:
    assert isinstance(openalex_works.parse(body(work() | changes), READING), Page | Failed)


@pytest.mark.parametrize(
    ("content", "state"),
    [
        (b"<html>Just a moment</html>", SourceState.BLOCKED),
        (b"", SourceState.DEGRADED),
        (body(work())[:-3], SourceState.DEGRADED),
        (b'{"meta": {"count": Infinity}, "results": []}', SourceState.DEGRADED),
        (b"[]", SourceState.ERROR),
        (b"{}", SourceState.ERROR),
        (b'{"results": []}', SourceState.ERROR),
        (b'{"error": "Invalid query parameters error.", "message": "x is not a valid field."}', SourceState.ERROR),
    ],
)
def test_an_answer_that_holds_no_works_is_never_an_empty_list(content: bytes, state: SourceState) -> None:
    failed = openalex_works.parse(content, READING)
    assert isinstance(failed, Failed)
    assert failed.state is state


# -- asking ----------------------------------------------------------------------------


def test_the_question_names_journals_and_reaches_back_for_what_comes_late() -> None:
    harvest, place = collect(answer(body(work())), issn=("2049-3630", "0028-0836"))
    assert queries(place) == [
        {
            "filter": [
                f"primary_location.source.issn:2049-3630|0028-0836,{LATE_TO_EARLY}",
            ],
            "sort": ["publication_date:desc"],
            "select": [",".join(openalex_works.SELECT)],
            "per_page": ["100"],
            "page": ["1"],
        }
    ]
    assert (harvest.source, harvest.kind, harvest.state) == ("Sample Journal", "openalex", SourceState.OK)
    assert harvest.caught_up == (date(2026, 3, 6), date(2026, 3, 7))


def test_the_owners_filter_and_search_are_part_of_it() -> None:
    _, place = collect(answer(body()), issn=(), filter="type:article,language:en", search="sparse routers")
    (query,) = queries(place)
    assert query["filter"][0].startswith("type:article,language:en,from_publication_date:")
    assert query["search"] == ["sparse routers"]


def test_a_key_is_sent_where_there_is_one_and_never_told() -> None:
    order = Order(now=ORDER.now, today=TODAY, keys={"openalex": "sample-key"})
    harvest, place = collect(answer(status="401 Unauthorized"), order=order)
    assert queries(place)[0]["api_key"] == ["sample-key"]
    assert harvest.state is SourceState.BLOCKED
    assert "sample-key" not in repr((harvest, order))


def test_pages_are_numbered_and_read_to_the_end() -> None:
    answers = [body(work(1), work(2), total=5), body(work(3), work(4), total=5), body(work(5), total=5)]
    harvest, place = collect(in_turn(*map(answer, answers)))
    assert [one["page"] for one in queries(place)] == [["1"], ["2"], ["3"]]
    assert len(harvest.listings) == 5
    assert harvest.caught_up


def test_a_page_that_will_not_come_leaves_what_came_and_the_days_owed() -> None:
    harvest, place = collect(in_turn(answer(body(work(1), total=2)), answer(body(total=2))))
    assert len(place.paths) == 1 + 3
    assert (harvest.state, len(harvest.listings), harvest.caught_up) == (SourceState.DEGRADED, 1, ())


def test_a_spent_allowance_is_a_wait() -> None:
    harvest, _ = collect(answer(status="429 Too Many Requests", headers={"Retry-After": "50000"}))
    assert (harvest.state, harvest.caught_up) == (SourceState.LIMITED, ())
    assert harvest.retry_at is not None


def test_a_refused_question_is_told_in_openalexs_words() -> None:
    refusal = b'{"error": "Invalid query parameters error.", "message": "colour is not a valid field."}'
    harvest, place = collect(answer(refusal, status="400 Bad Request"))
    assert (harvest.state, harvest.reason) == (
        SourceState.ERROR,
        "OpenAlex refuses the question: colour is not a valid field.",
    )
    assert len(place.paths) == 1


def test_works_of_fakenet_stand_on_the_day_openalex_learned_of_them_whenever_we_run(tmp_path: Path) -> None:
    with tiny_world.start(tmp_path, day="2026-03-09") as net:
        base_url = f"{net.base_url}/h/api.openalex.org"
        for today, owed in ((date(2026, 3, 9), 7), (date(2026, 3, 11), 8)):
            order = Order(
                now=datetime(today.year, today.month, today.day, 23, tzinfo=UTC),
                today=today,
                window_days=10,
                missed={"Sample": tuple(today - timedelta(days=n) for n in range(owed, 0, -1))},
            )
            with door() as opened:
                harvest = openalex.collect(source(base_url, name="Sample", issn=(), search="invented"), order, opened)
            found = {one.ids[0]: one.announced for one in harvest.listings}
            assert harvest.state is SourceState.OK
            for day in tiny_world.WEEK:
                learned = date.fromisoformat(day) + timedelta(days=1)
                if learned >= today - timedelta(days=owed):
                    assert found[f"doi:{tiny_world.article(day, 1)['id']}"] == learned


def test_a_page_is_the_same_when_it_is_parsed_apart() -> None:
    content = body(work(), work(2, title=None, display_name=None), total=9)
    with Apart() as parser:
        assert parser.run(openalex_works.parse, content, READING) == openalex_works.parse(content, READING)
