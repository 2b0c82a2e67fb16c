"""The catalogue says how a journal is asked and what may be shown of it, whatever the owner wrote."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from loopback import answer, door, serving
from pydantic import TypeAdapter

from radar.collect import arxiv_oai, catalogue, catalogued, crossref, openalex
from radar.collect.order import Order
from radar.collect.policy import stricter
from radar.config import Config, parse
from radar.config_sources import (
    ArxivSource,
    BiorxivSource,
    CrossrefSource,
    FeedSource,
    OpenAlexSource,
    Source,
)
from radar.models import Paper, Place
from radar.outcomes import Failed, SourceState
from radar.publish.allowed import Allowance

ENTRIES = catalogue.load().entries
KINDS = {"feed": FeedSource, "crossref": CrossrefSource, "openalex": OpenAlexSource, "biorxiv": BiorxivSource}
SOURCES: TypeAdapter[Any] = TypeAdapter(Source)
ASKED = [entry for entry in ENTRIES if entry.kind in ("crossref", "openalex")]


def journal(entry_id: str, **changes: Any) -> FeedSource:
    return FeedSource(kind="feed", journal=entry_id, **changes)


def resolved(source: Source) -> Any:
    found = catalogued.resolve(source)
    assert not isinstance(found, Failed), found.reason
    return found


def test_every_journal_of_the_catalogue_resolves() -> None:
    for entry in ENTRIES:
        found = resolved(journal(entry.id))
        assert isinstance(found, KINDS.get(entry.kind, ArxivSource))
        assert found.label == journal(entry.id).label == entry.id
        assert found.abstract == entry.abstract
        assert catalogued.calendar(journal(entry.id)) == found.calendar
        SOURCES.validate_python(found.model_dump())  # what is made is what radar.toml could have said
        if entry.kind != "feed":
            assert set(entry.hosts) <= set(found.hosts)


def test_every_journal_without_a_feed_becomes_a_sound_question() -> None:
    assert len(ASKED) > 100
    order = Order(now=datetime(2026, 3, 10, 8, tzinfo=UTC), today=date(2026, 3, 10))
    empty = b'{"status": "ok", "message": {"total-results": 0, "items": []}, "meta": {"count": 0}, "results": []}'
    with serving({"/works": answer(empty)}) as place, door() as opened:
        for entry in ASKED:
            collect = {"crossref": crossref.collect, "openalex": openalex.collect}[entry.kind]
            harvest = collect(resolved(journal(entry.id, base_url=place.url())), order, opened)
            assert (harvest.source, harvest.state) == (entry.id, SourceState.EMPTY)
            filters = parse_qs(urlsplit(place.paths[-1]).query)["filter"][0]
            assert all(name in filters for name in entry.prefix or entry.issn)
            assert re.fullmatch(r"[\w.:,|-]+", filters)
    assert len(place.paths) == len(ASKED)


def test_an_owners_word_goes_with_the_journal() -> None:
    found = resolved(
        journal("chemrxiv", name="Chemistry", limit=50, hosts=("mirror.example",), fields=("mater",), enabled=False)
    )
    assert isinstance(found, CrossrefSource)
    assert (found.label, found.limit, found.fields, found.enabled) == ("Chemistry", 50, ("mater",), False)
    assert found.prefix == ("10.26434",)
    assert "mirror.example" in found.hosts
    assert found.base_url == "https://api.crossref.org"


def test_an_address_of_the_owners_own_wins() -> None:
    own = journal("chemrxiv", url="https://feeds.example/chem.xml")
    assert isinstance(resolved(own), FeedSource)
    mirror = journal("chemrxiv", base_url="http://127.0.0.1:8080")
    assert resolved(mirror).base_url == "http://127.0.0.1:8080"


def test_servers_with_an_api_of_their_own_are_asked_by_it() -> None:
    assert resolved(journal("biorxiv")).server == "biorxiv"
    assert resolved(journal("medrxiv")).server == "medrxiv"
    everything = resolved(journal("arxiv"))
    assert len(everything.categories) == 20
    assert set(arxiv_oai.sets(everything.categories)) == {
        *("cs", "econ", "eess", "math", "physics", "q-bio", "q-fin", "stat")
    }


def test_an_unknown_journal_is_a_value_with_the_nearest_word() -> None:
    failed = catalogued.resolve(journal("natur"))
    assert isinstance(failed, Failed)
    assert failed.state is SourceState.ERROR
    assert failed.reason == "the catalogue knows no “natur” (did you mean “nature”?)"
    assert catalogued.calendar(journal("natur")) == ""
    own = journal("my journal", url="https://feeds.example/x.xml")
    assert resolved(own) == own


def test_sources_of_other_kinds_stay_what_they_are() -> None:
    for source in (
        ArxivSource(kind="arxiv", categories=("cs.AI",)),
        BiorxivSource(kind="biorxiv"),
        FeedSource(kind="feed", url="https://feeds.example/x.xml"),
        CrossrefSource(kind="crossref", prefix=("10.5555",)),
        OpenAlexSource(kind="openalex", search="routers", abstract="snippet"),
    ):
        assert catalogued.resolve(source) == source
        assert catalogued.calendar(source) == source.calendar


@pytest.mark.parametrize(
    ("source", "policy"),
    [
        (journal("nature"), "snippet"),
        (journal("nature", abstract="none"), "none"),
        (journal("nature-communications"), "full"),
        (journal("nature-communications", abstract="snippet"), "snippet"),
        (FeedSource(kind="feed", url="http://www.nature.com/nature.rss"), "snippet"),
        (CrossrefSource(kind="crossref", issn=("1548-7105",), name="Nature Methods"), "snippet"),
        (CrossrefSource(kind="crossref", issn=("2041-1723", "1548-7105")), "snippet"),
        (CrossrefSource(kind="crossref", issn=("2041-1723",)), "full"),
        (CrossrefSource(kind="crossref", prefix=("10.31234",)), "full"),
        (OpenAlexSource(kind="openalex", issn=("1548-7105",)), "snippet"),
        (OpenAlexSource(kind="openalex", search="x", abstract="none"), "none"),
        (ArxivSource(kind="arxiv", categories=("cs.AI",)), "full"),
    ],
)
def test_the_strictest_policy_holds_wherever_the_catalogue_knows_the_journal(source: Source, policy: str) -> None:
    assert catalogued.policy_of(source) == policy
    assert resolved(source).abstract == policy


def config(*sources: dict[str, object]) -> Config:
    return parse({"version": 1, "sources": list(sources)})


def test_pages_show_no_more_than_the_catalogue_allows() -> None:
    allowance = Allowance(config({"kind": "feed", "journal": "nature"}, {"kind": "arxiv", "categories": ["cs.AI"]}))
    paper = Paper(
        id="doi:10.5555/1",
        day=date(2026, 3, 6),
        title="An invented finding",
        authors=(),
        abstract="Routers waste work. " * 50,
        url="",
        places=(Place(name="nature", kind="feed"),),
    )
    assert allowance.policy(paper) == "snippet"
    assert len(allowance.paper(paper).abstract) == 300


def test_stricter_is_what_it_says() -> None:
    assert [stricter("full", one) for one in ("full", "snippet", "none")] == ["full", "snippet", "none"]
