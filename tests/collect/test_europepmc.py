"""Europe PMC, from its documentation: PubMed's articles, notices and preprints on the day it first indexed them."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, timedelta
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st
from loopback import Answer, Loopback, answer, door, serving

from radar.collect.apart import Apart
from radar.collect.europepmc import MOST_PAGES, ROWS, address, collect
from radar.collect.europepmc_results import Reading, parse
from radar.collect.order import Order
from radar.collect.paging import Page
from radar.config_sources import EuropePmcSource
from radar.models import Genre, Listing
from radar.outcomes import Failed, Harvest, SourceState
from radar.sift.titles import is_withdrawn

TODAY = date(2026, 3, 10)
NOW = datetime(2026, 3, 10, 8, tzinfo=UTC)
SOURCE = EuropePmcSource(kind="europepmc", query="TITLE:sample OR MESH:sample")
READING = Reading(label="Europe PMC", first=date(2026, 3, 6), last=TODAY)


def day(number: int) -> date:
    return date(2026, 3, number)


def owing(*days: int) -> Order:
    return Order(now=NOW, today=TODAY, missed={"Europe PMC": tuple(map(day, days))})


def article(number: int, indexed: str = "2026-03-09", **more: Any) -> dict[str, Any]:
    """Write a result of type `core`, every value invented; a None takes a field away."""
    ident = str(40000000 + number)
    record = {
        "id": ident,
        "source": "MED",
        "pmid": ident,
        "doi": f"10.5555/sample.2026.{number}",
        "title": f"Invented finding {number} in sample cells.",
        "authorString": "One SA, Two S.",
        "authorList": {
            "author": [
                {
                    "fullName": "One SA",
                    "firstName": "Sample A",
                    "lastName": "One",
                    "initials": "SA",
                    "authorId": {"type": "ORCID", "value": "0000-0000-0000-0000"},
                    "authorAffiliationDetailsList": {"authorAffiliation": [{"affiliation": "Sample Institute."}]},
                },
                {"fullName": "Two S", "lastName": "Two", "initials": "S"},
                {"collectiveName": "Sample Study Group"},
            ]
        },
        "journalInfo": {
            "issue": "3",
            "volume": "12",
            "journalIssueId": 1,
            "dateOfPublication": "2026 Mar",
            "monthOfPublication": 3,
            "yearOfPublication": 2026,
            "printPublicationDate": "2026-03-01",
            "journal": {"title": "The Sample Journal", "isoabbreviation": "Sample J", "issn": "0000-0000"},
        },
        "pubYear": "2026",
        "pageInfo": "45-50",
        "abstractText": "<h4>Background</h4>Samples are few. <h4>Methods</h4>We count them at p < 0.05.",
        "language": "eng",
        "pubTypeList": {"pubType": ["research-article", "Journal Article"]},
        "fullTextUrlList": {
            "fullTextUrl": [
                {
                    "availability": "Subscription required",
                    "availabilityCode": "S",
                    "documentStyle": "doi",
                    "site": "DOI",
                    "url": "https://doi.org/10.5555/sample",
                }
            ]
        },
        "isOpenAccess": "N",
        "firstIndexDate": indexed,
        "dateOfCreation": "2026-03-07",
        "firstPublicationDate": "2026-06-01",
    }
    return {key: value for key, value in (record | more).items() if value is not None}


def preprint(number: int, indexed: str = "2026-03-09", **more: Any) -> dict[str, Any]:
    changes = {
        "id": f"PPR{number}",
        "source": "PPR",
        "pmid": None,
        "doi": f"10.21203/rs.3.rs-{number}/v1",
        "journalInfo": None,
        "bookOrReportDetails": {"publisher": "Research Square", "yearOfPublication": 2026},
        "pubTypeList": {"pubType": ["Preprint"]},
        "versionNumber": 1,
    }
    return article(number, indexed, **(changes | more))


def page(results: list[dict[str, Any]], *, hits: object = None, cursor: str = "*", after: str = "") -> bytes:
    told = {
        "version": "6.9",
        "hitCount": len(results) if hits is None else hits,
        "request": {
            "queryString": "sample",
            "resultType": "core",
            "cursorMark": cursor,
            "pageSize": ROWS,
            "sort": "",
        },
        "resultList": {"result": results},
    }
    if after:
        told |= {"nextCursorMark": after, "nextPageUrl": "https://elsewhere.example/not-to-be-followed"}
    return json.dumps(told).encode()


class Service(dict[str, Answer]):
    """Play the search: results by day of indexing, cursors that say nothing, and what goes wrong try by try."""

    def __init__(self, results: list[dict[str, Any]], *, rows: int = ROWS) -> None:
        super().__init__()
        self.results = results
        self.rows = rows
        self.wrong: dict[str, list[Answer]] = {}
        self.net: Loopback | None = None

    def get(self, path: str, default: Any = None) -> Any:
        """Answer the request that was just seen."""
        assert path == "/search"
        assert self.net
        asked = asked_of(self.net.paths[-1])
        cursor = asked["cursorMark"]
        if self.wrong.get(cursor):
            return self.wrong[cursor].pop(0)
        first, last = asked["query"].rpartition("FIRST_IDATE:[")[2].rstrip("])").split(" TO ")
        found = [one for one in self.results if first <= one["firstIndexDate"] <= last]
        at = 0 if cursor == "*" else int(cursor.removeprefix("Ao="))
        part = found[at : at + self.rows]
        after = f"Ao={at + len(part)}" if part else cursor  # at its end the service names the same cursor again
        return answer(page(part, hits=len(found), cursor=cursor, after=after))


def asked_of(path: str) -> dict[str, str]:
    return {key: values[0] for key, values in parse_qs(urlsplit(path).query).items()}


def run(service: Service, order: Order | None = None, **source: Any) -> tuple[Harvest, Loopback]:
    with serving(service) as net:
        service.net = net
        settings = {"base_url": net.url(""), **source}
        return collect(SOURCE.model_copy(update=settings), order or Order(now=NOW, today=TODAY), door()), net


def cursors(net: Loopback) -> list[str]:
    return [asked_of(path)["cursorMark"] for path in net.paths]


def read(record: dict[str, Any]) -> Listing:
    found = parse(page([record]), READING)
    assert isinstance(found, Page)
    return found.listings[0]


# -- the question ------------------------------------------------------------------------


def test_first_run_asks_the_owners_query_for_what_was_indexed_yesterday_and_today() -> None:
    harvest, net = run(Service([article(1), article(2, "2026-03-10"), article(3, "2026-03-08")]))
    assert asked_of(net.paths[0]) == {
        "query": "(TITLE:sample OR MESH:sample) AND (FIRST_IDATE:[2026-03-09 TO 2026-03-10])",
        "resultType": "core",
        "format": "json",
        "pageSize": "100",
        "cursorMark": "*",
    }
    assert (harvest.state, harvest.reason, harvest.caught_up) == (SourceState.OK, "", ())
    assert [one.announced for one in harvest.listings] == [day(9), day(10)]


def test_real_service_is_the_one_asked_by_default() -> None:
    begin = "https://www.ebi.ac.uk/europepmc/webservices/rest/search?query="
    assert address(SOURCE.base_url, SOURCE.query, (day(9), TODAY), "*").startswith(begin)


def test_missed_days_are_asked_for_in_one_question_and_settled_once_they_are_old_enough() -> None:
    results = [article(number, f"2026-03-{number:02d}") for number in range(4, 11)]
    harvest, net = run(Service(results), owing(6, 7, 8, 9))
    assert len(net.paths) == 1
    assert [one.announced for one in harvest.listings] == [day(n) for n in range(6, 11)]
    assert harvest.caught_up == (day(6), day(7))


def test_next_day_finds_what_was_indexed_late() -> None:
    service = Service([article(1)])
    assert len(run(service)[0].listings) == 1
    service.results.append(article(2))
    later = Order(now=NOW + timedelta(days=1), today=day(11), missed={"Europe PMC": (day(9), day(10))})
    assert len(run(service, later)[0].listings) == 2


def test_query_that_finds_nothing_is_empty_and_settles_its_days() -> None:
    harvest, _ = run(Service([]), owing(6))
    assert (harvest.state, harvest.listings, harvest.caught_up) == (SourceState.EMPTY, (), (day(6),))


# -- pages -------------------------------------------------------------------------------


def test_pages_are_read_by_the_cursor_of_the_page_before() -> None:
    harvest, net = run(Service([article(n) for n in range(250)]))
    assert cursors(net) == ["*", "Ao=100", "Ao=200"]
    assert len(harvest.listings) == 250


def test_full_last_page_needs_no_other() -> None:
    assert len(run(Service([article(n) for n in range(200)]))[1].paths) == 2


WRONG = {
    "cut off": answer(page([article(1)])[:300]),
    "nothing at all": answer(b""),
    "no count": answer(b'{"version": "6.9"}'),
    "results without a count": answer(json.dumps({"resultList": {"result": [article(1)]}}).encode()),
    "an error in its words": answer(b'{"version": "6.9", "errCode": 500, "errMsg": "invented trouble"}'),
    "no result though there are more": answer(page([], hits=250, cursor="Ao=100", after="Ao=100")),
}


@pytest.mark.parametrize("what", WRONG)
def test_wrong_answer_in_the_middle_is_tried_again(what: str) -> None:
    service = Service([article(n) for n in range(250)])
    service.wrong["Ao=100"] = [WRONG[what]] * 2
    harvest, net = run(service, owing(6))
    assert cursors(net) == ["*", "Ao=100", "Ao=100", "Ao=100", "Ao=200"]
    assert (harvest.state, len(harvest.listings), harvest.caught_up) == (SourceState.OK, 250, (day(6),))


@pytest.mark.parametrize("what", WRONG)
def test_page_that_never_comes_right_leaves_what_came_and_settles_nothing(what: str) -> None:
    service = Service([article(n) for n in range(250)])
    service.wrong["Ao=100"] = [WRONG[what]] * 3
    harvest, net = run(service, owing(6))
    assert len(net.paths) == 4
    assert (harvest.state, len(harvest.listings), harvest.caught_up) == (SourceState.DEGRADED, 100, ())
    assert harvest.reason.startswith("Europe PMC: ")


def test_error_on_the_first_page_is_told_in_its_words() -> None:
    service = Service([])
    service.wrong["*"] = [WRONG["an error in its words"]] * 3
    harvest, _ = run(service, owing(6))
    assert (harvest.state, harvest.reason) == (SourceState.ERROR, "Europe PMC: says “invented trouble”")
    assert harvest.caught_up == ()


@pytest.mark.parametrize("after", ["", "*"])
def test_end_before_the_count_is_reached_settles_nothing(after: str) -> None:
    service = Service([article(1)])
    service.wrong["*"] = [answer(page([article(1)], hits=3, after=after))]
    harvest, net = run(service, owing(6))
    assert len(net.paths) == 1
    assert (harvest.state, len(harvest.listings), harvest.caught_up) == (SourceState.DEGRADED, 1, ())


def test_web_page_in_place_of_results_is_blocked_and_not_asked_for_again() -> None:
    service = Service([article(1)])
    service.wrong["*"] = [answer(b"<html>Please wait</html>")] * 3
    harvest, net = run(service, owing(6))
    assert (harvest.state, harvest.caught_up, len(net.paths)) == (SourceState.BLOCKED, (), 1)


def test_server_that_asks_to_wait_is_limited_until_then() -> None:
    service = Service([article(1)])
    service.wrong["*"] = [answer(status="429 Too Many Requests", headers={"Retry-After": "3600"})] * 3
    harvest, net = run(service)
    assert (harvest.state, len(net.paths)) == (SourceState.LIMITED, 1)
    assert harvest.retry_at


def test_list_without_end_is_left_after_so_many_pages() -> None:
    harvest, net = run(Service([article(n) for n in range(MOST_PAGES + 3)], rows=1), owing(6))
    assert len(net.paths) == MOST_PAGES
    assert (harvest.state, harvest.caught_up) == (SourceState.DEGRADED, ())


def test_of_more_than_the_limit_the_newest_are_taken() -> None:
    results = [article(n, f"2026-03-{n:02d}") for n in range(6, 11)]
    harvest, _ = run(Service(results), owing(6), limit=2)
    assert [one.announced for one in harvest.listings] == [day(9), day(10)]


def test_answers_are_parsed_where_the_order_says() -> None:
    service = Service([article(1), preprint(2)])
    with Apart(children=1) as parser:
        order = Order(now=NOW, today=TODAY, parser=parser)
        assert run(service, order)[0].listings == run(service)[0].listings
        assert parser.started == 1


# -- one record --------------------------------------------------------------------------


def test_article_is_read_whole() -> None:
    found = read(article(1))
    assert found.ids == ("doi:10.5555/sample.2026.1",)
    assert found.title == "Invented finding 1 in sample cells"
    assert found.authors == ("Sample A One", "S Two", "Sample Study Group")
    assert found.abstract == "Background: Samples are few. Methods: We count them at p < 0.05."
    assert found.url == "https://europepmc.org/article/MED/40000001"
    assert found.pdf == ""
    assert (found.place.name, found.place.kind, found.place.category) == (
        "Europe PMC",
        "europepmc",
        "The Sample Journal",
    )
    assert (found.place.announce, found.place.version) == ("", 0)
    assert (found.announced, found.published) == (day(9), "2026-06-01")
    assert found.journal_ref == "The Sample Journal 12(3): 45-50 (2026)"
    assert (found.genre, found.about, found.comment) == (Genre.PAPER, (), "")


def test_record_without_doi_is_known_by_its_address() -> None:
    found = read(article(1, doi=None))
    assert found.ids[0].startswith("url:")
    assert len(found.ids) == 1
    assert found.ids != read(article(2, doi=None)).ids
    assert found.doi == ""


def test_record_with_its_id_and_title_alone_is_a_paper() -> None:
    found = read({"id": "1", "source": "MED", "title": "An invented finding", "firstIndexDate": "2026-03-09"})
    assert (found.authors, found.abstract, found.journal_ref, found.genre) == ((), "", "", Genre.PAPER)


@pytest.mark.parametrize(
    ("said", "title"),
    [
        ("Invented finding.", "Invented finding"),
        ("[Invented finding, translated].", "Invented finding, translated"),
        ("[18F] Invented finding [translated].", "[18F] Invented finding [translated]"),
        ("Is it invented?", "Is it invented?"),
        ("And so on...", "And so on..."),
        ("<i>S. samplus</i> at 3 &lt; 4.", "S. samplus at 3 < 4"),
    ],
)
def test_titles_lose_what_pubmed_puts_around_them(said: str, title: str) -> None:
    assert read(article(1, title=said)).title == title


@pytest.mark.parametrize(
    ("author", "name"),
    [
        ({"fullName": "van One SA"}, "SA van One"),
        ({"fullName": "Sample Group"}, "Sample Group"),
        ({"fullName": "One É"}, "É One"),
        ({"collectiveName": "Sample &amp; Study Group", "fullName": "X"}, "Sample & Study Group"),
        ({"lastName": "One", "fullName": "One S"}, "S One"),
    ],
)
def test_author_known_by_one_string_is_turned_around(author: dict[str, str], name: str) -> None:
    assert read(article(1, authorList={"author": [author]})).authors == (name,)


@pytest.mark.parametrize(
    ("types", "genre"),
    [
        (["Journal Article"], Genre.PAPER),
        (["Letter"], Genre.PAPER),
        (["Review", "Journal Article"], Genre.PAPER),
        (["Retracted Publication", "Journal Article"], Genre.PAPER),
        (["Corrected and Republished Article", "Journal Article"], Genre.PAPER),
        (["News"], Genre.NEWS),
        (["editorial-material", "Editorial"], Genre.NEWS),
        (["Comment", "Journal Article"], Genre.NEWS),
        (["article-commentary"], Genre.NEWS),
        (["Comment", "research-article", "Journal Article"], Genre.PAPER),
        (["Comment", "Randomized Controlled Trial", "Journal Article"], Genre.PAPER),
        (["Comment", "Clinical Trial, Phase II", "Journal Article"], Genre.PAPER),
        (["Comment", "Comparative Study"], Genre.PAPER),
        (["book-review", "Book Review"], Genre.NEWS),
        (["Published Erratum"], Genre.CORRECTION),
        (["correction", "Published Erratum", "Journal Article"], Genre.CORRECTION),
        (["Retraction of Publication", "Published Erratum"], Genre.RETRACTION),
        (["Expression of Concern"], Genre.RETRACTION),
        ([], Genre.PAPER),
        ("Editorial", Genre.NEWS),
        (None, Genre.PAPER),
    ],
)
def test_publication_types_tell_the_genre(types: Any, genre: Genre) -> None:
    assert read(article(1, pubTypeList={"pubType": types})).genre is genre


def test_title_tells_the_genre_where_the_types_do_not() -> None:
    assert read(article(1, title="Correction: An invented finding.", pubTypeList=None)).genre is Genre.CORRECTION


def test_issue_information_is_no_listing() -> None:
    found = parse(page([article(1, title="Table of Contents."), article(2)]), READING)
    assert isinstance(found, Page)
    assert (len(found.listings), found.quarantined, found.seen) == (1, (), 2)


def link(kind: str, number: int, reference: str = "") -> dict[str, Any]:
    return {"id": str(number), "source": "MED", "type": kind, "reference": reference, "orderIn": 1}


def test_notice_names_what_it_is_about_by_doi_or_by_address() -> None:
    links = [
        link("Erratum for", 111, "Sample J. 2026 Jan;12(1):1-9. doi: 10.5555/Sample.2025.7."),
        link("Comment on", 333, "doi: 10.5555/other"),
        link("Erratum for", 222, "Sample J. 2026 Jan;12(1):10-19"),
    ]
    notice = article(
        1, pubTypeList={"pubType": ["Published Erratum"]}, commentCorrectionList={"commentCorrection": links}
    )
    other = read(article(2, id="222", doi=None))
    assert read(notice).about == ("doi:10.5555/sample.2025.7", *other.ids)


def test_paper_with_a_notice_is_about_nothing() -> None:
    links = [link("Erratum in", 111, "doi: 10.5555/notice"), link("Retraction in", 112), link("Erratum for", 113)]
    found = read(article(1, commentCorrectionList={"commentCorrection": links}))
    assert (found.genre, found.about) == (Genre.PAPER, ())


def test_retracted_paper_says_so_of_itself() -> None:
    found = read(article(1, pubTypeList={"pubType": ["Retracted Publication", "Journal Article"]}))
    assert is_withdrawn(title=found.title, abstract=found.abstract, comment=found.comment)


def test_preprint_is_new_in_its_first_version_and_one_paper_in_all() -> None:
    first, second = read(preprint(7)), read(preprint(7, id="PPR8", doi="10.21203/rs.3.rs-7/v2", versionNumber="2"))
    assert (first.place.announce, first.place.version) == ("new", 1)
    assert (second.place.announce, second.place.version) == ("replace", 2)
    assert first.ids == second.ids == ("doi:10.21203/rs.3.rs-7/v1",)
    assert (first.place.category, first.journal_ref) == ("Research Square", "")


def test_both_versions_of_one_preprint_are_listed() -> None:
    later = preprint(7, "2026-03-10", id="PPR8", doi="10.21203/rs.3.rs-7/v2", versionNumber=2)
    harvest, _ = run(Service([later, preprint(7)]))
    assert [(one.place.version, one.announced) for one in harvest.listings] == [(2, day(10)), (1, day(9))]


def test_preprint_of_arxiv_is_arxivs() -> None:
    assert read(preprint(7, doi="10.48550/arXiv.2603.00007")).ids == ("arxiv:2603.00007",)


@pytest.mark.parametrize(
    ("word", "licence"), [("cc by", "CC BY"), ("CC BY-NC-ND", "CC BY-NC-ND"), ("cc0", "CC0"), ("sample terms", "")]
)
def test_licence_is_named_without_a_version_that_nobody_told(word: str, licence: str) -> None:
    assert read(article(1, license=word)).license == licence


@pytest.mark.parametrize(
    ("url", "code", "taken"),
    [
        ("https://europepmc.org/articles/PMC1?pdf=render", "OA", True),
        ("https://europepmc.org/articles/PMC1?pdf=render", "F", True),
        ("https://europepmc.org/articles/PMC1?pdf=render", "S", False),
        ("http://europepmc.org/articles/PMC1?pdf=render", "OA", False),
        ("https://europepmc.org.elsewhere.example/a.pdf", "OA", False),
        ("https://europepmc.org/a b", "OA", False),
        (f"https://europepmc.org/{'a' * 2_000}", "OA", False),
        ("javascript:alert(1)", "OA", False),
        ("https://[", "OA", False),
    ],
)
def test_pdf_is_the_services_own_free_copy_or_none(url: str, code: str, *, taken: bool) -> None:
    copy = {"documentStyle": "pdf", "availabilityCode": code, "site": "Europe_PMC", "url": url}
    assert read(article(1, fullTextUrlList={"fullTextUrl": [copy]})).pdf == (url if taken else "")


@pytest.mark.parametrize(
    ("lack", "reason"),
    [({"title": None}, "no title"), ({"id": "../x"}, "no id"), ({"source": "m"}, "no id"), ({"id": 5}, "no id")],
)
def test_record_that_cannot_be_named_is_quarantined_alone(lack: dict[str, Any], reason: str) -> None:
    found = parse(page([article(1, **lack), article(2)]), READING)
    assert isinstance(found, Page)
    assert [one.reason for one in found.quarantined] == [reason]
    assert len(found.listings) == 1


def test_record_of_another_day_is_left_out_and_one_without_a_day_is_not() -> None:
    results = [article(1, "2026-03-05"), article(2, "2026-03-11"), article(3, "soon")]
    found = parse(page(results), READING)
    assert isinstance(found, Page)
    assert [(one.title, one.announced) for one in found.listings] == [("Invented finding 3 in sample cells", None)]


def test_abstract_policy_holds() -> None:
    assert run(Service([article(1)]), abstract="none")[0].listings[0].abstract == ""


JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-5, 10**10)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=12,
)


@given(changes=st.dictionaries(st.sampled_from([*article(1), "commentCorrectionList", "versionNumber"]), JSON))
def test_record_of_any_form_is_listed_quarantined_or_left_out(changes: dict[str, Any]) -> None:
    found = parse(page([preprint(1) | changes, article(2)]), READING)
    assert isinstance(found, Page)
    assert found.seen == 2
    assert len(found.listings) + len(found.quarantined) in (1, 2)


@given(JSON)
def test_answer_of_any_form_is_read_or_refused(answered: Any) -> None:
    assert isinstance(parse(json.dumps(answered).encode("utf-8", "replace"), READING), Page | Failed)
