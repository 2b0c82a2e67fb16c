"""Crossref's records become listings on the day their DOI was registered, whatever the records hold."""

from __future__ import annotations

import json
import random
import urllib.request
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st
from loopback import Loopback, answer, door, in_turn, redirect, reset, serving

import tiny_world
from radar.collect import crossref, crossref_works, preprint_versions
from radar.collect.apart import Apart
from radar.collect.order import Order
from radar.collect.paging import Page, Reading
from radar.config_sources import CrossrefSource
from radar.models import Genre, Listing, Paper
from radar.outcomes import Failed, Harvest, SourceState
from radar.sift.merge import MergeRules, apply, merge
from radar.sift.text import family_name, fold_title

TODAY = date(2026, 3, 10)
ORDER = Order(
    now=datetime(2026, 3, 10, 8, tzinfo=UTC),
    today=TODAY,
    missed={"Sample Journal": (date(2026, 3, 6), date(2026, 3, 7), date(2026, 3, 8), date(2026, 3, 9))},
)
READING = Reading(
    label="Sample Journal",
    first=date(2026, 3, 6),
    last=TODAY,
    hosts=frozenset({"journal.example", "www.press.example"}),
)
MATH = (
    '<mml:math xmlns:mml="http://www.w3.org/1998/Math/MathML"><mml:msup><mml:mi>x</mml:mi>'
    "<mml:mn>2</mml:mn></mml:msup></mml:math>"
)


def when(*parts: int) -> dict[str, Any]:
    return {"date-parts": [list(parts)]}


def record(number: int = 1, **changes: object) -> dict[str, Any]:
    """Invent one record in Crossref's form; a change to None takes the key out."""
    data: dict[str, Any] = {
        "DOI": f"10.5555/Sample.{number}",
        "type": "journal-article",
        "title": [f"An invented finding {number} about routers"],
        "author": [
            {"given": "Sample", "family": "Author 1", "sequence": "first", "affiliation": []},
            {"given": "Sample", "family": "Author 2", "sequence": "additional", "affiliation": []},
        ],
        "created": {**when(2026, 3, 6), "date-time": "2026-03-06T09:00:00Z", "timestamp": 1772787600000},
        "published-online": when(2026, 3, 5),
        "issued": when(2026, 4),
        "resource": {"primary": {"URL": f"https://journal.example/articles/{number}"}},
        "relation": {},
        **changes,
    }
    return {key: value for key, value in data.items() if value is not None}


def body(*items: object, total: int | None = None, cursor: str = "") -> bytes:
    message: dict[str, Any] = {
        "facets": {},
        "total-results": len(items) if total is None else total,
        "items": list(items),
        "items-per-page": crossref.ROWS,
        "query": {"start-index": 0, "search-terms": None},
    }
    if cursor:
        message["next-cursor"] = cursor
    return json.dumps(
        {"status": "ok", "message-type": "work-list", "message-version": "1.0.0", "message": message}
    ).encode()


def parse(*items: object, reading: Reading = READING) -> Page:
    page = crossref_works.parse(body(*items), reading)
    assert isinstance(page, Page), page
    return page


def only(reading: Reading = READING, **changes: object) -> Listing:
    (listing,) = parse(record(**changes), reading=reading).listings
    return listing


def source(place: Loopback, **changes: Any) -> CrossrefSource:
    data: dict[str, Any] = {
        "kind": "crossref",
        "name": "Sample Journal",
        "issn": ("2049-3630",),
        "base_url": place.url(),
    }
    return CrossrefSource(**(data | changes))


def collect(answers: dict[str, Any], *, order: Order = ORDER, **changes: Any) -> tuple[Harvest, Loopback]:
    with serving(answers) as place, door() as opened:
        return crossref.collect(source(place, **changes), order, opened), place


def queries(place: Loopback) -> list[dict[str, list[str]]]:
    return [parse_qs(urlsplit(path).query) for path in place.paths]


# -- one record ------------------------------------------------------------------------


def test_record_becomes_a_listing_on_the_day_its_doi_was_registered() -> None:
    listing = only(abstract="<jats:title>Abstract</jats:title><jats:p>We count routers on three planets.</jats:p>")
    assert listing.ids == ("doi:10.5555/sample.1",)
    assert (listing.announced, listing.published) == (date(2026, 3, 6), "2026-03-05")
    assert listing.title == "An invented finding 1 about routers"
    assert listing.authors == ("Sample Author 1", "Sample Author 2")
    assert (listing.abstract, listing.abstract_from) == ("We count routers on three planets.", "Crossref")
    assert listing.url == "https://journal.example/articles/1"
    assert (listing.place.name, listing.place.kind, listing.place.announce) == ("Sample Journal", "crossref", "")
    assert (listing.genre, listing.about, listing.doi) == (Genre.PAPER, (), "10.5555/sample.1")


@pytest.mark.parametrize(
    ("given_title", "subtitle", "title"),
    [
        (
            ["Growth of <i>E. coli</i> at\n                    37 °C &amp; p &lt; 0.05"],
            [],
            "Growth of E. coli at 37 °C & p < 0.05",
        ),
        (["CO<sub>2</sub> uptake"], ["a <b>trial</b>"], "CO₂ uptake: a trial"),
        (["What routers want:"], ["an answer"], "What routers want: an answer"),
        (["Routers: an answer"], ["An answer"], "Routers: an answer"),
        (["", "Second of two"], None, "Second of two"),
        ("A bare string", [], "A bare string"),
        (
            f"Bound for {MATH} alone",
            [],
            "Bound for x² alone",
        ),
    ],
)
def test_titles_come_whole_and_plain(given_title: object, subtitle: object, title: str) -> None:
    assert only(title=given_title, subtitle=subtitle).title == title


def test_authors_are_written_as_printed() -> None:
    people = [
        {"given": "Sample A.", "family": "Author", "suffix": "Jr"},
        {"prefix": "van der", "family": "Sample", "given": "Author"},
        {"name": "The Sample &amp; Test Consortium", "sequence": "additional"},
        {"family": "样", "given": "例"},
        {"family": "Mononym"},
        {"sequence": "additional"},
        "no object",
        None,
    ]
    assert only(author=people).authors == (
        "Sample A. Author Jr",
        "Author van der Sample",
        "The Sample & Test Consortium",
        "样例",
        "Mononym",
    )


def test_of_thousands_of_authors_none_is_lost() -> None:
    assert len(only(author=[{"given": "S.", "family": f"Author {n}"} for n in range(3600)]).authors) == 3600


@pytest.mark.parametrize(
    ("dates", "published"),
    [
        ({"published-online": when(2026, 3, 5)}, "2026-03-05"),
        ({"published-online": when(2026), "published-print": when(2026, 12, 1)}, "2026-12-01"),
        ({"published-online": None, "posted": when(2026, 3, 4)}, "2026-03-04"),
        ({"published-online": None, "issued": when(2027, 1, 15)}, "2027-01-15"),
        ({"published-online": None, "issued": {"date-parts": [[None]]}}, ""),
        ({"published-online": {"date-parts": [[2026, 13, 40]]}, "issued": None}, ""),
        ({"published-online": {"date-parts": "x"}, "issued": [1]}, ""),
        ({"published-online": {"date-parts": [[10**18, 1, 1]]}, "issued": None}, ""),
    ],
)
def test_the_first_full_date_is_when_it_was_published(dates: dict[str, object], published: str) -> None:
    assert only(**dates).published == published


def test_links_leave_only_for_the_sources_hosts() -> None:
    elsewhere = {"primary": {"URL": "https://evil.example/x"}}
    assert only(resource=elsewhere).url == "https://doi.org/10.5555/sample.1"
    assert only(resource={"primary": {"URL": "javascript:alert(1)"}}).url == "https://doi.org/10.5555/sample.1"
    assert (
        only(resource=None, DOI="10.5555/(SICI)1<2::A>3.0;2-#").url
        == "https://doi.org/10.5555/(sici)1%3C2::a%3E3.0;2-"
    )
    assert only(resource={"primary": {"URL": "https://journal.example.evil.example/a"}}).url.startswith(
        "https://doi.org/"
    )
    assert only(resource={"primary": {"URL": "http://www.press.example/a"}}).url == "https://www.press.example/a"


def test_only_a_creative_commons_licence_is_told() -> None:
    bought = {"URL": "https://www.press.example/tdm"}
    free = {"URL": "http://creativecommons.org/licenses/by/4.0/", "content-version": "vor"}
    assert only(license=[bought, free]).license == "https://creativecommons.org/licenses/by/4.0/"
    assert only(license=[bought]).license == ""
    assert only(license="x").license == ""


def test_abstract_policy_is_kept() -> None:
    long = "<jats:p>" + "Routers waste work in many ways. " * 20 + "</jats:p>"
    strict = Reading(label="Sample Journal", first=READING.first, last=READING.last, abstract="none")
    some = Reading(label="Sample Journal", first=READING.first, last=READING.last, abstract="snippet")
    none, snippet = only(strict, abstract=long), only(some, abstract=long)
    assert (none.abstract, none.abstract_from) == ("", "")
    assert len(snippet.abstract) == 300
    assert snippet.abstract_from == "Crossref"
    assert (only().abstract, only().abstract_from) == ("", "")


@pytest.mark.parametrize(
    "kind",
    [
        "journal-issue",
        "component",
        "peer-review",
        "dataset",
        "journal",
        "book",
        "monograph",
        "grant",
        "reference-entry",
        None,
    ],
)
def test_what_is_no_paper_is_left_out_without_a_word(kind: str | None) -> None:
    page = parse(record(type=kind), record(2))
    assert [one.ids[0] for one in page.listings] == ["doi:10.5555/sample.2"]
    assert (page.seen, page.quarantined) == (2, ())


def test_posted_content_is_a_preprint_where_its_subtype_does_not_say_otherwise() -> None:
    assert only(type="posted-content").ids == ("doi:10.5555/sample.1",)
    assert only(type="posted-content", subtype="preprint").ids == ("doi:10.5555/sample.1",)
    assert parse(record(type="posted-content", subtype="dissertation")).listings == ()


def test_what_frames_an_issue_is_left_out() -> None:
    assert parse(record(title=["Table of Contents"]), record(2, title=["Issue Information"])).listings == ()


def test_records_that_cannot_be_taken_are_named() -> None:
    page = parse(record(title=[]), record(2, DOI="none"), "no object", record(4))
    assert [one.ids[0] for one in page.listings] == ["doi:10.5555/sample.4"]
    assert [(one.item, one.reason) for one in page.quarantined] == [
        ("10.5555/sample.1", "record without title"),
        ("An invented finding 2 about routers", "record without DOI"),
        ("", "record without DOI"),
    ]


def test_what_was_registered_on_other_days_was_not_asked_for() -> None:
    late, early = record(1, created=when(2026, 3, 11)), record(2, created=when(2026, 3, 5))
    assert [one.announced for one in parse(late, early, record(3)).listings] == [date(2026, 3, 6)]


def test_record_without_a_day_of_its_own_stands_where_it_is_first_seen() -> None:
    assert only(created=None).announced is None
    assert only(created=when(2026, 3)).announced is None


# -- notices and kin -------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kinds", "genre"),
    [
        (["correction"], Genre.CORRECTION),
        (["erratum"], Genre.CORRECTION),
        (["Corrigendum"], Genre.CORRECTION),
        (["retraction"], Genre.RETRACTION),
        (["expression_of_concern"], Genre.RETRACTION),
        (["correction", "retraction"], Genre.RETRACTION),
        (["new_version"], Genre.PAPER),
        (["unheard_of"], Genre.PAPER),
    ],
)
def test_an_update_says_what_a_record_is_and_what_it_is_about(kinds: list[str], genre: Genre) -> None:
    updates = [{"DOI": f"10.5555/OLD.{n}", "type": kind, "label": kind} for n, kind in enumerate(kinds)]
    listing = only(**{"update-to": updates})
    assert listing.genre is genre
    about = tuple(f"doi:10.5555/old.{n}" for n in range(len(kinds)))
    assert listing.about == (about if genre.is_notice else ())


def test_a_paper_marked_in_place_is_no_notice_about_itself() -> None:
    marked = only(
        **{
            "title": ["RETRACTED: A finding about routers"],
            "update-to": [{"DOI": "10.5555/SAMPLE.1", "type": "retraction"}],
        }
    )
    assert (marked.genre, marked.about) == (Genre.PAPER, ())


def test_titles_tell_news_and_notices_too() -> None:
    assert only(title=["Author Correction: A finding about routers"]).genre is Genre.CORRECTION
    assert only(title=["Daily briefing: routers"], DOI="10.1038/d41586-026-00001-1").genre is Genre.NEWS


def kin(*ids: tuple[str, str], key: str = "has-preprint") -> dict[str, object]:
    return {key: [{"id-type": kind, "id": name, "asserted-by": "subject"} for kind, name in ids]}


@pytest.mark.parametrize(
    ("relation", "others"),
    [
        (kin(("doi", "10.48550/ARXIV.2601.00001")), ("arxiv:2601.00001",)),
        (kin(("arxiv", "2601.00001v2")), ("arxiv:2601.00001",)),
        (kin(("arxiv", "arXiv:2601.00001")), ("arxiv:2601.00001",)),
        (kin(("doi", "10.1101/2026.01.02.000003")), ("doi:10.1101/2026.01.02.000003",)),
        (kin(("doi", "https://doi.org/10.21203/rs.3.rs-1/v2")), ("doi:10.21203/rs.3.rs-1/v1",)),
        (kin(("doi", "10.21203/rs.3.rs-1/v1"), ("doi", "10.21203/rs.3.rs-1/v2")), ("doi:10.21203/rs.3.rs-1/v1",)),
        (kin(("doi", "10.48550/arxiv.2601.00001"), ("doi", "10.1101/1")), ("arxiv:2601.00001", "doi:10.1101/1")),
        (kin(("doi", "10.1101/1"), ("doi", "10.1101/2")), ()),
        (kin(("doi", "10.5555/other-journal")), ()),
        (kin(("doi", "10.5555/older"), key="is-version-of"), ()),
        (kin(("uri", "https://x.example")), ()),
        (kin(("doi", "")), ()),
        ([], ()),
        ({"has-preprint": "x"}, ()),
        ({"has-preprint": [1, None, {"id": 5, "id-type": []}]}, ()),
    ],
)
def test_kin_is_named_only_where_it_is_certain(relation: object, others: tuple[str, ...]) -> None:
    assert only(relation=relation).ids == ("doi:10.5555/sample.1", *others)


def test_a_preprint_names_its_journal_version() -> None:
    preprint = only(
        type="posted-content",
        DOI="10.31234/osf.io/ab1cd_v1",
        relation=kin(("doi", "10.5555/J.1"), key="is-preprint-of"),
    )
    assert preprint.ids == ("doi:10.31234/osf.io/ab1cd_v1", "doi:10.5555/j.1")
    assert (preprint.place.announce, preprint.place.version) == ("", 1)


@pytest.mark.parametrize(
    ("name", "first", "number"),
    [
        ("10.26434/chemrxiv-2026-ab1cd", "10.26434/chemrxiv-2026-ab1cd", 1),
        ("10.26434/chemrxiv-2026-ab1cd-v3", "10.26434/chemrxiv-2026-ab1cd", 3),
        ("10.31234/osf.io/ab1cd", "10.31234/osf.io/ab1cd", 0),
        ("10.31234/osf.io/ab1cd_v2", "10.31234/osf.io/ab1cd_v1", 2),
        ("10.21203/rs.3.rs-123/v12", "10.21203/rs.3.rs-123/v1", 12),
        ("10.20944/preprints202601.0001.v2", "10.20944/preprints202601.0001.v1", 2),
        ("10.22541/au.1234.5/v1", "10.22541/au.1234.5/v1", 1),
        ("10.2139/ssrn.123", "10.2139/ssrn.123", 0),
        ("10.5555/sample.v2", "10.5555/sample.v2", 0),
    ],
)
def test_versions_of_a_preprint_are_told_by_their_dois(name: str, first: str, number: int) -> None:
    assert preprint_versions.read(name) == preprint_versions.Version(first=first, number=number)


def test_a_later_version_is_no_new_preprint() -> None:
    later = only(type="posted-content", DOI="10.26434/chemrxiv-2026-ab1cd-v2", resource=None)
    assert later.ids == ("doi:10.26434/chemrxiv-2026-ab1cd",)
    assert (later.place.announce, later.place.version) == ("replace", 2)
    assert later.url == "https://doi.org/10.26434/chemrxiv-2026-ab1cd-v2"
    assert later.doi == "10.26434/chemrxiv-2026-ab1cd"


# -- hostile answers -------------------------------------------------------------------

JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(max_size=20),
    lambda inside: st.lists(inside, max_size=3) | st.dictionaries(st.text(max_size=8), inside, max_size=3),
    max_leaves=8,
)
KEYS = (*crossref_works.SELECT, "subtype")


@given(st.dictionaries(st.sampled_from(KEYS), JSON))
def test_no_form_of_a_record_raises(changes: dict[str, object]) -> None:
    page = crossref_works.parse(json.dumps(body_of(record() | changes)).encode("utf-8", "replace"), READING)
    assert isinstance(page, Page | Failed)


def body_of(item: object) -> dict[str, object]:
    return {"status": "ok", "message": {"total-results": 1, "items": [item]}}


@pytest.mark.parametrize(
    ("content", "state"),
    [
        (b"<!DOCTYPE html><title>Just a moment</title>", SourceState.BLOCKED),
        (b"\n  <html>", SourceState.BLOCKED),
        (b"", SourceState.DEGRADED),
        (b"Resource not found.", SourceState.DEGRADED),
        (body(record())[:-9], SourceState.DEGRADED),
        (b"[" * 100_000, SourceState.DEGRADED),
        (b'{"message": {"total-results": NaN, "items": []}}', SourceState.DEGRADED),
        (b'{"message": {"total-results": ' + b"9" * 5000 + b', "items": []}}', SourceState.DEGRADED),
        (b"[]", SourceState.ERROR),
        (b"{}", SourceState.ERROR),
        (b'{"status": "ok", "message": {"items": {}}}', SourceState.ERROR),
        (b'{"status": "ok", "message": "x"}', SourceState.ERROR),
        (b'{"status": "ok", "message": {"items": []}}', SourceState.ERROR),
    ],
)
def test_an_answer_that_holds_no_records_is_never_an_empty_list(content: bytes, state: SourceState) -> None:
    failed = crossref_works.parse(content, READING)
    assert isinstance(failed, Failed)
    assert failed.state is state
    assert failed.reason.startswith("Crossref: ")


def test_giants_are_cut_and_kept() -> None:
    listing = only(
        title=["T" * 10_000_000], abstract="<jats:p>" + "word " * 2_000_000, author=[{"name": "N" * 1_000_000}]
    )
    assert len(listing.title) == 500
    assert len(listing.abstract) <= 5000
    assert len(listing.authors[0]) == 200


# -- asking ----------------------------------------------------------------------------


def test_the_question_names_journals_days_and_fields_and_the_owners_address() -> None:
    with serving({"/works": answer(body(record()))}) as place, door(contact="mailto:owner@sample.example") as opened:
        crossref.collect(source(place, issn=("2049-3630", "0028-0836")), ORDER, opened)
    assert queries(place) == [
        {
            "filter": ["issn:2049-3630,issn:0028-0836,from-created-date:2026-03-06,until-created-date:2026-03-10"],
            "select": [",".join(crossref_works.SELECT)],
            "rows": ["500"],
            "cursor": ["*"],
            "mailto": ["owner@sample.example"],
        }
    ]


@pytest.mark.parametrize(
    ("contact", "mail"),
    [
        ("owner@sample.example", "owner@sample.example"),
        ("mailto:owner@sample.example", "owner@sample.example"),
        ("https://sample.example/owner@home.example", ""),
        ("https://sample.example", ""),
        ("owner@localhost", ""),
        ("", ""),
    ],
)
def test_only_an_email_address_is_sent(contact: str, mail: str) -> None:
    assert crossref.mail(contact) == mail


def test_journals_and_servers_are_two_questions() -> None:
    harvest, place = collect({"/works": answer(body(record()))}, prefix=("10.5555", "10.31234"))
    days = "from-created-date:2026-03-06,until-created-date:2026-03-10"
    assert [one["filter"] for one in queries(place)] == [
        [f"issn:2049-3630,{days}"],
        [f"prefix:10.5555,prefix:10.31234,{days}"],
    ]
    assert len(harvest.listings) == 1  # the same record twice is one paper


def test_days_are_settled_once_they_lie_long_enough_behind() -> None:
    harvest, _ = collect({"/works": answer(body(record()), headers={"Date": "Tue, 10 Mar 2026 08:00:01 GMT"})})
    assert (harvest.source, harvest.kind, harvest.state) == ("Sample Journal", "crossref", SourceState.OK)
    assert harvest.caught_up == (date(2026, 3, 6), date(2026, 3, 7))
    assert harvest.server_time == datetime(2026, 3, 10, 8, 0, 1, tzinfo=UTC)
    assert harvest.validators == {}


def test_a_journal_that_registered_nothing_is_empty_and_its_days_are_settled() -> None:
    harvest, _ = collect({"/works": answer(body())})
    assert (harvest.state, harvest.reason) == (SourceState.EMPTY, "")
    assert harvest.caught_up == (date(2026, 3, 6), date(2026, 3, 7))


def pages(*bodies: bytes) -> dict[str, Any]:
    return {"/works": in_turn(*map(answer, bodies))}


def test_pages_are_followed_by_cursor_to_the_end() -> None:
    harvest, place = collect(
        pages(
            body(record(1), record(2), total=5, cursor="A+/="),
            body(record(3), record(4), total=5, cursor="B"),
            body(record(5), total=5, cursor="C"),
        )
    )
    assert [one["cursor"] for one in queries(place)] == [["*"], ["A+/="], ["B"]]
    assert [one.ids[0][-1] for one in harvest.listings] == ["1", "2", "3", "4", "5"]
    assert harvest.state is SourceState.OK
    assert harvest.caught_up


def test_an_empty_page_in_the_middle_is_asked_for_three_times() -> None:
    harvest, place = collect(pages(body(record(1), total=3, cursor="A"), body(total=3, cursor="A")))
    assert len(place.paths) == 1 + 3
    assert (harvest.state, harvest.reason) == (
        SourceState.DEGRADED,
        "Crossref: an empty page in the middle of the list",
    )
    assert (len(harvest.listings), harvest.caught_up) == (1, ())


def test_a_page_that_comes_right_on_the_third_try_loses_nothing() -> None:
    whole = body(record(2), total=2)
    harvest, place = collect(pages(body(record(1), total=2, cursor="A"), whole[:-20], b"", whole))
    assert len(place.paths) == 4
    assert (harvest.state, len(harvest.listings)) == (SourceState.OK, 2)
    assert harvest.caught_up == (date(2026, 3, 6), date(2026, 3, 7))


@pytest.mark.parametrize(
    ("second", "asked"),
    [
        (answer(b"<html>Just a moment</html>"), 2),
        (answer(status="403 Forbidden"), 2),
        (answer(status="500 Internal Server Error"), 4),
        (answer(body(record(2))[:-5]), 4),
        (reset(b"HTTP/1.1 200 OK\r\nContent-Length: 900\r\n\r\n{"), None),
    ],
)
def test_what_came_before_a_failing_page_is_kept_and_its_days_stay_owed(second: Any, asked: int | None) -> None:
    first = answer(body(record(1), total=2, cursor="A"))
    harvest, place = collect({"/works": in_turn(first, second)})
    assert harvest.state is SourceState.DEGRADED
    assert harvest.reason.startswith("Crossref: ")
    assert ([one.ids[0] for one in harvest.listings], harvest.caught_up) == (["doi:10.5555/sample.1"], ())
    assert asked is None or len(place.paths) == asked


@pytest.mark.parametrize(
    ("first", "state"),
    [
        (answer(b"<html>Just a moment</html>"), SourceState.BLOCKED),
        (answer(status="403 Forbidden"), SourceState.BLOCKED),
        (answer(status="404 Not Found"), SourceState.GONE),
        (answer(b"{"), SourceState.ERROR),
        (answer(b""), SourceState.ERROR),
        (answer(body(total=3)), SourceState.ERROR),
        (answer(status="429 Too Many Requests", headers={"Retry-After": "3600"}), SourceState.LIMITED),
        (redirect("http://169.254.169.254/"), SourceState.ERROR),
    ],
)
def test_a_first_page_that_fails_says_how(first: Any, state: SourceState) -> None:
    harvest, _ = collect({"/works": first})
    assert (harvest.state, harvest.listings, harvest.caught_up) == (state, (), ())
    assert harvest.reason
    assert (harvest.retry_at is not None) == (state is SourceState.LIMITED)


def test_a_refused_question_is_told_in_crossrefs_words_and_not_repeated() -> None:
    refusal = json.dumps(
        {
            "status": "failed",
            "message-type": "validation-failure",
            "message": [{"type": "issn-not-valid", "value": "x", "message": "Issn x is no issn."}],
        }
    ).encode()
    harvest, place = collect({"/works": answer(refusal, status="400 Bad Request")})
    assert harvest.state is SourceState.ERROR
    assert harvest.reason == "Crossref refuses the question: Issn x is no issn."
    assert len(place.paths) == 1


def test_a_list_without_end_is_left_after_so_many_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(crossref, "MOST_PAGES", 3)
    harvest, place = collect({"/works": answer(body(record(), total=10**9, cursor="A"))})
    assert len(place.paths) == 3
    assert (harvest.state, harvest.reason, harvest.caught_up) == (
        SourceState.DEGRADED,
        "Crossref: more than 3 pages",
        (),
    )


def test_fewer_records_than_promised_are_not_all() -> None:
    harvest, _ = collect({"/works": answer(body(record(), total=2))})
    assert (harvest.state, harvest.caught_up) == (SourceState.DEGRADED, ())


def test_a_limit_takes_the_newest() -> None:
    items = [record(n, created=when(2026, 3, 6 + n % 3)) for n in range(6)]
    harvest, _ = collect({"/works": answer(body(*items))}, limit=2)
    assert [one.announced for one in harvest.listings] == [date(2026, 3, 8), date(2026, 3, 8)]
    assert (harvest.state, harvest.reason) == (SourceState.OK, "the newest 2 of 6 taken")


# -- captures --------------------------------------------------------------------------


def test_captured_lists_are_read_whole(shared: Path) -> None:
    ever = Reading(label="Sample", first=date(1900, 1, 1), last=date(2100, 1, 1), hosts=frozenset({"peerj.com"}))
    counts: dict[str, int] = {}
    for path in sorted((shared / "data" / "feeds" / "crossref").iterdir()):
        page = crossref_works.parse(path.read_bytes(), ever)
        assert isinstance(page, Page | Failed)
        if not isinstance(page, Page):
            assert "works" not in path.name.partition("_0.200")[0] or "id" in path.name or page.reason, path.name
            continue
        counts[path.name] = len(page.listings)
        items = json.loads(path.read_bytes())["message"]["items"]
        assert (page.seen, page.quarantined) == (len(items), ())
        by_doi = {item["DOI"].lower(): item for item in items}
        for listing in page.listings:
            item = by_doi[listing.doi]
            assert len(listing.authors) == len(item.get("author", ()))
            assert "<" not in listing.title
            assert bool(listing.abstract) == ("abstract" in item)
            assert listing.announced == date(*item["created"]["date-parts"][0])
            assert listing.url.startswith(("https://peerj.com/", "https://doi.org/"))
    assert counts["test_journals_works_0.200.json"] == counts["test_journals_works_1.200.json"] == 20


# -- ten days of a journal -------------------------------------------------------------


class Known:
    """Answer for the papers written so far."""

    def __init__(self) -> None:
        self.papers: dict[str, Paper] = {}

    def find(self, ids: tuple[str, ...]) -> Paper | None:
        return next((self.papers[one] for one in ids if one in self.papers), None)

    def by_title(self, title_key: str, first_author_key: str) -> tuple[Paper, ...]:
        return tuple(
            one
            for one in self.papers.values()
            if (fold_title(one.title), family_name(one.authors[0])) == (title_key, first_author_key)
        )


TEN_DAYS = tuple(date(2026, 3, 2) + timedelta(days=n) for n in range(10))


@pytest.fixture
def fakenet(tmp_path: Path) -> Iterator[Any]:
    days = tuple(day.isoformat() for day in TEN_DAYS)
    tiny_world.write_corpus(tmp_path, days=days)
    import fakenet  # noqa: PLC0415 - found through the path that tiny_world sets

    with fakenet.start(tmp_path, day=days[0]) as net:
        yield net


@pytest.mark.parametrize("seed", range(4))
def test_every_article_is_found_once_on_its_own_day_whenever_we_run(fakenet: Any, seed: int) -> None:
    dice = random.Random(seed)  # noqa: S311 - a seeded choice of days and faults
    ran = sorted({*dice.sample(TEN_DAYS[1:], 4), TEN_DAYS[-1] + timedelta(days=2)})
    journal = CrossrefSource(
        kind="crossref", name="Sample Journal", issn=("0028-0836",), base_url=f"{fakenet.base_url}/h/api.crossref.org"
    )
    known, settled = Known(), set[date]()
    for today in ran:
        set_up(
            fakenet, {"day": min(today, TEN_DAYS[-1]).isoformat(), "faults": faults(dice) if today != ran[-1] else []}
        )
        owed = tuple(day for day in TEN_DAYS if day < today and day not in settled)
        now = datetime(today.year, today.month, today.day, 8, tzinfo=UTC)
        order = Order(now=now, today=today, window_days=12, missed={"Sample Journal": owed})
        with door() as opened:
            harvest = crossref.collect(journal, order, opened)
        settled |= set(harvest.caught_up)
        merged = merge(harvest.listings, known, MergeRules(today=today, window_days=12))
        assert merged.updates == ()
        for paper in merged.papers:
            assert paper.id not in known.papers
            known.papers[paper.id] = apply(paper, ())
    assert not harvest.state.is_failure, harvest.reason
    wanted = {f"doi:{tiny_world.article(day.isoformat(), n)['id']}": day for day in TEN_DAYS for n in (1, 2)}
    assert {one.id: one.day for one in known.papers.values()} == wanted


def set_up(net: Any, state: dict[str, object]) -> None:
    told = urllib.request.Request(f"{net.base_url}/_control", json.dumps(state).encode(), method="POST")  # noqa: S310 - our own loopback server
    with urllib.request.urlopen(told) as answer_:  # noqa: S310 - same
        assert answer_.status == 200


def faults(dice: random.Random) -> list[dict[str, object]]:
    """Let the first request of some runs fail, in one way or another; of others all that are made."""
    kinds = (
        {"fault": "status", "status": 500},
        {"fault": "truncate", "bytes": 40, "honest": True},
        {"fault": "drop"},
    )
    return [{"match": "*/works*", "count": dice.choice((1, 9)), **dice.choice(kinds)}] if dice.random() < 0.7 else []


# -- apart -----------------------------------------------------------------------------


def test_a_page_is_the_same_when_it_is_parsed_apart() -> None:
    content = body(
        record(relation=kin(("doi", "10.48550/arxiv.2601.00001"))), record(2, title=[]), total=9, cursor="A"
    )
    with Apart() as parser:
        assert parser.run(crossref_works.parse, content, READING) == crossref_works.parse(content, READING)
        assert parser.run(crossref_works.parse, b"<html>", READING) == crossref_works.parse(b"<html>", READING)
