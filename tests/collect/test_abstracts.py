"""Ask for abstracts over real sockets, of services that are right, wrong, silent about it or hostile."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from loopback import door

import abstract_services
from abstract_services import SERVICES, Services, body, once, status
from radar.collect import abstracts, abstracts_services, abstracts_text
from radar.collect.abstracts import Abstract, Filled
from radar.collect.abstracts_services import Reply
from radar.collect.apart import Apart
from radar.config import Abstracts
from radar.outcomes import Failed, SourceState
from radar.sift.lacking import Wanted
from radar.sift.text import ABSTRACT_LIMIT

TEXT = "We invent a tide and measure nothing of it, on no coast in particular."
OTHER = "An altogether different invention is described, and it has no use either."
ONE, TWO = "10.5555/sample.1", "10.5555/sample.2"
DAY = date(2026, 3, 6)
PARSERS = {name: service.parse for name, service in abstracts_services.SERVICES.items()}


@pytest.fixture
def services() -> Iterator[Services]:
    with abstract_services.serving() as found:
        yield found


def want(doi: str, **changes: Any) -> Wanted:
    fields: dict[str, Any] = {"paper_id": f"doi:{doi}", "day": DAY, "doi": doi, "title": "An Invented Tide"}
    return Wanted(**{**fields, **changes})


def ask(services: Services, *wanted: Wanted, **rules: Any) -> Filled:
    return abstracts.fill(wanted, Abstracts(**services.table(**rules)), door())


@pytest.mark.parametrize("place", range(len(SERVICES)))
def test_the_first_service_that_has_it_gives_it(services: Services, place: int) -> None:
    for name in SERVICES[:place]:
        services.known[name][ONE] = None
    for name in SERVICES[place:]:
        services.known[name][ONE] = TEXT
    filled = ask(services, want(ONE))
    name = abstracts.SERVICES[SERVICES[place]].name
    assert filled.found == {ONE: Abstract(text=TEXT, source=name)}
    assert [one for one, _ in services.asked] == list(SERVICES[: place + 1])
    assert (filled.answered, filled.failed, filled.known_without) == ({}, {}, frozenset())


def test_the_owner_chooses_who_is_asked_and_in_what_order(services: Services) -> None:
    for name in SERVICES:
        services.known[name][ONE] = TEXT
    assert ask(services, want(ONE), ask=("openalex", "crossref")).found[ONE].source == "OpenAlex"
    assert not ask(services, want(ONE), enabled=False).asked
    assert not ask(services, want(ONE), ask=()).found
    assert len(services.asked) == 1


def test_what_nobody_has_is_known_once_all_have_answered(services: Services) -> None:
    services.known["europepmc"][ONE] = None
    filled = ask(services, want(ONE))
    assert not filled.found
    assert filled.answered == {ONE: frozenset(SERVICES)}
    assert filled.known_without == {ONE}


def test_a_service_that_has_answered_is_not_asked_again(services: Services) -> None:
    services.known["semanticscholar"][ONE] = TEXT
    filled = ask(services, want(ONE, answered=frozenset({"crossref", "europepmc"})))
    assert [name for name, _ in services.asked] == ["openalex", "semanticscholar"]
    assert filled.found[ONE].source == "Semantic Scholar"


@pytest.mark.parametrize(
    ("fault", "state"),
    [
        (status(429, Retry_After="3600"), SourceState.LIMITED),
        (status(403), SourceState.BLOCKED),
        (status(500), SourceState.DOWN),
        (status(400), SourceState.ERROR),
        (body(b""), SourceState.DEGRADED),
        (body(b"<!DOCTYPE html><title>Just a moment...</title>"), SourceState.BLOCKED),
        (body(b'{"status": "ok", "message"'), SourceState.DEGRADED),
        (body(b'["an", "array"]'), SourceState.ERROR),
        (body(b'{"message": {"total-results": 9, "items": []}}'), SourceState.DEGRADED),
        (body(b"[" * 100_000), SourceState.DEGRADED),
    ],
)
def test_a_service_that_fails_keeps_its_papers_for_the_next_run(
    services: Services, fault: abstract_services.Fault, state: SourceState
) -> None:
    """Else whose abstract stands in the archive would depend on who failed when."""
    services.faults["crossref"] = fault
    services.known["openalex"] = {ONE: TEXT, TWO: OTHER}
    filled = ask(services, want(ONE), want(TWO, answered=frozenset({"crossref"})))
    assert filled.failed["crossref"].state is state
    assert filled.failed["crossref"].reason
    assert set(filled.found) == {TWO}
    assert not filled.answered


def test_a_paper_whose_day_closes_waits_for_nobody(services: Services) -> None:
    services.faults["crossref"] = status(503)
    services.known["openalex"][ONE] = TEXT
    assert ask(services, want(ONE, closes=True)).found[ONE].source == "OpenAlex"


def test_an_answer_that_came_in_part_is_asked_for_once_more(services: Services) -> None:
    services.known["crossref"][ONE] = TEXT
    services.faults["crossref"] = body(b'{"status": "ok", "message"')
    ask(services, want(ONE))
    assert services.asked == [("crossref", (ONE,))] * 2
    services.faults["crossref"] = once(services.faults["crossref"])
    assert ask(services, want(ONE)).found


def test_a_service_is_left_alone_once_it_failed(services: Services) -> None:
    services.faults["crossref"] = status(403)
    ask(services, *(want(f"10.5555/sample.{number}") for number in range(120)))
    assert [name for name, _ in services.asked] == ["crossref"]


def test_papers_are_asked_for_in_batches_whose_address_a_server_takes(services: Services) -> None:
    short = [f"10.5555/sample.{number}" for number in range(130)]
    filled = ask(services, *map(want, short), ask=("crossref", "openalex", "europepmc"))
    assert [(name, len(dois)) for name, dois in services.asked] == [
        *(("crossref", size) for size in (50, 50, 30)),
        *(("openalex", size) for size in (50, 50, 30)),
        *(("europepmc", size) for size in (25, 25, 25, 25, 25, 5)),
    ]
    assert filled.asked == {"crossref": 130, "openalex": 130, "europepmc": 130}
    services.asked.clear()
    long = [f"10.5555/{number:0150}(<;>)" for number in range(60)]
    ask(services, *map(want, long), ask=("crossref", "openalex", "europepmc"))
    assert all(set(services.times(name)) == set(long) for name in SERVICES[:3])
    assert max(map(len, services.lines)) < abstracts.LONGEST_ADDRESS


def test_the_most_urgent_papers_are_asked_for_where_a_service_takes_few(services: Services) -> None:
    dois = [f"10.5555/sample.{number}" for number in range(30)]
    filled = ask(services, *map(want, dois), ask=("semanticscholar",))
    assert list(services.times("semanticscholar")) == dois[:20]
    assert set(filled.answered) == set(dois[:20])
    assert not filled.failed


def test_a_batch_that_failed_leaves_what_others_answered(services: Services) -> None:
    dois = [f"10.5555/sample.{number}" for number in range(60)]
    services.known["crossref"][dois[0]] = TEXT
    services.faults["crossref"] = lambda line: None if dois[0] in line else (403, b"", {})
    services.faults["openalex"] = status(404)
    filled = ask(services, *map(want, dois), ask=("crossref", "openalex"))
    assert set(filled.found) == {dois[0]}
    assert set(filled.answered) == set(dois[1:50])
    assert filled.failed["crossref"].state is SourceState.BLOCKED
    assert filled.asked == {"crossref": 50}


def test_an_answer_about_another_paper_is_not_heard(services: Services) -> None:
    foreign = {"DOI": "10.5555/foreign", "abstract": TEXT}
    message = {"total-results": 2, "items": [foreign, {"DOI": TWO, "abstract": OTHER}]}
    services.faults["crossref"] = body(json.dumps({"message": message}).encode())
    services.faults["semanticscholar"] = body(
        json.dumps({"paperId": "1", "externalIds": {"DOI": TWO}, "abstract": TEXT}).encode()
    )
    filled = ask(services, want(ONE), ask=("crossref", "semanticscholar"))
    assert not filled.found
    assert filled.known_without == {ONE}


@pytest.mark.parametrize(
    "text",
    [
        "An Invented Tide",
        "AN INVENTED TIDE.",
        "An Invented Tide | Sample Journal",
        "No abstract available.",
        "There is no abstract available for this article; see the full text instead.",
        "An abstract is not available for this content so a preview has been provided.",
        "Abstract not available",
        "International audience",
        "Click here to view the full text of this invented article as a PDF.",
        "n/a",
        "Abstract",
        "暂无摘要",
        "© 2026 The Authors. Published by Sample Press on behalf of the Sample Society. All rights reserved.",
        "Copyright 2026 Sample Press, which asserts every right that it may have.",
        "This is an invention.",
        "This article is protected by copyright. All rights reserved.",
        "",
    ],
)
def test_what_is_no_abstract_is_not_taken_for_one(services: Services, text: str) -> None:
    for name in SERVICES:
        services.known[name][ONE] = text
    filled = ask(services, want(ONE))
    assert not filled.found
    assert filled.known_without == {ONE}


@pytest.mark.parametrize(
    "text",
    [
        "No abstract interpretation of such programs was known before; we invent one and prove it sound.",
        "Copyright law is studied, as it was invented for this sample and for no other purpose.",
        "Published trials of invented drugs are reviewed; none of them was ever made.",
        "An Invented Tide is a tide that was invented, and here is how we did it.",
        "我们虚构了一种潮汐，并且没有测量它。这里没有任何结果可供讨论，也没有数据。",
        "© 2026 Sample Press. " + TEXT * 5,
    ],
)
def test_an_abstract_is_one_whatever_it_begins_with(text: str) -> None:
    assert abstracts_text.is_abstract(text, "An Invented Tide")


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ("<jats:title>Abstract</jats:title><jats:p>Of <jats:italic>E. coli</jats:italic>.</jats:p>", "Of E. coli."),
        (
            "<jats:sec>\n  <jats:title>Background</jats:title>\n  <jats:p>A tide.</jats:p></jats:sec>",
            "Background: A tide.",
        ),
        ("<h4>Results</h4>p &lt; 0.05 and q > 3", "Results: p < 0.05 and q > 3"),
        ("Abstract We invent.", "We invent."),
        ("ABSTRACT—It is invented.", "It is invented."),
        ("Abstract State Machines are abstract.", "Abstract State Machines are abstract."),
        ("Abstract-level claims", "Abstract-level claims"),
        ("<script>alert(1)</script>A \u202etide\u0000 here", "A tide here"),
        ("摘要：潮汐。", "潮汐。"),
    ],
)
def test_markup_and_the_heading_go(raw: str, text: str) -> None:
    assert abstracts_text.plain(raw) == text


def test_a_huge_inverted_index_is_cut() -> None:
    huge = {"word": list(range(200_000))}
    content = json.dumps({"meta": {"count": 1}, "results": [{"doi": ONE, "abstract_inverted_index": huge}]}).encode()
    reply = abstracts_services.parse_openalex(content)
    assert isinstance(reply, Reply)
    assert len(reply.texts[ONE]) == ABSTRACT_LIMIT


def test_of_several_records_of_one_paper_the_fullest_counts() -> None:
    records = [{"doi": ONE}, {"doi": ONE.upper(), "abstractText": TEXT}, {"doi": ONE, "abstractText": TEXT[:30]}, 7]
    for turned in (records, records[::-1]):
        content = json.dumps({"hitCount": 4, "resultList": {"result": turned}}).encode()
        assert abstracts_services.parse_europepmc(content) == Reply(texts={ONE: TEXT})


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text() | st.sampled_from([ONE, TEXT]),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.sampled_from(
                (
                    *("message", "items", "total-results", "DOI", "abstract", "results", "meta", "count", "doi"),
                    *("abstract_inverted_index", "hitCount", "resultList", "result", "abstractText", "paperId"),
                    *("externalIds", "error"),
                )
            )
            | st.text(max_size=3),
            inner,
            max_size=5,
        )
    ),
    max_leaves=20,
)


@pytest.mark.parametrize("name", SERVICES)
@given(data=JSON)
def test_no_answer_is_more_than_a_parser_can_take(name: str, data: object) -> None:
    reply = PARSERS[name](json.dumps(data).encode())
    if isinstance(reply, Reply):
        assert all(isinstance(text, str) and len(text) <= ABSTRACT_LIMIT for text in reply.texts.values())


def test_services_are_told_who_asks(services: Services) -> None:
    rules = Abstracts(**services.table())
    with door(contact="owner@radar.example") as polite:
        abstracts.fill([want(ONE)], rules, polite, keys={"openalex": "sample-key"})
    assert [("mailto=owner%40radar.example" in line, "api_key=sample-key" in line) for line in services.lines] == [
        (True, False),
        (False, True),
        (False, False),
        (False, False),
    ]


def test_answers_are_read_in_a_process_of_their_own(services: Services) -> None:
    for place, name in enumerate(SERVICES):
        services.known[name][f"10.5555/sample.{place}"] = TEXT
    wanted = [want(f"10.5555/sample.{place}") for place in range(len(SERVICES))]
    with Apart() as parser:
        filled = abstracts.fill(wanted, Abstracts(**services.table()), door(), parser=parser)
        assert parser.started == 1
    assert [one.source for one in filled.found.values()] == [abstracts.SERVICES[name].name for name in SERVICES]


def test_a_parser_that_breaks_is_a_service_that_failed(services: Services, monkeypatch: pytest.MonkeyPatch) -> None:
    def parse(content: bytes) -> Reply | Failed:
        raise RuntimeError("surprise")

    broken = abstracts_services.Service(name="x", address=abstracts_services.crossref_address, parse=parse)
    monkeypatch.setattr(abstracts, "SERVICES", {**abstracts_services.SERVICES, "crossref": broken})
    filled = ask(services, want(ONE))
    assert filled.failed["crossref"] == Failed(state=SourceState.ERROR, reason="RuntimeError: surprise")


def test_captured_answers_of_crossref_are_read(shared: Path) -> None:
    for name, count in (("test_journals_works_0", 20), ("test_journals_works_1", 20)):
        content = (shared / "data" / "feeds" / "crossref" / f"{name}.200.json").read_bytes()
        message = json.loads(content)["message"]
        assert isinstance(abstracts_services.parse_crossref(content), Failed)  # 20 of 203 is no whole answer
        message["total-results"] = len(message["items"])
        reply = abstracts_services.parse_crossref(json.dumps({"message": message}).encode())
        assert isinstance(reply, Reply)
        assert len(reply.texts) == count
        shown = [text for text in reply.texts.values() if text]
        assert len(shown) == sum("abstract" in item for item in message["items"])
        assert not [text for text in shown if "jats:" in text or not abstracts_text.is_abstract(text, "x")]


def test_captured_answers_of_semantic_scholar_are_read(shared: Path) -> None:
    folder = shared / "data" / "feeds" / "semanticscholar"
    assert abstracts_services.parse_semanticscholar((folder / "test_not_found_0.404.json").read_bytes()) == Reply()
    bad = abstracts_services.parse_semanticscholar((folder / "test_bad_query_parameters_0.400.json").read_bytes())
    assert isinstance(bad, Failed)
    papers = json.loads((folder / "s2_paper_search_transformer_2026-06.json").read_bytes())["data"]
    replies = [abstracts_services.parse_semanticscholar(json.dumps(paper).encode()) for paper in papers]
    assert all(isinstance(reply, Reply) for reply in replies)
