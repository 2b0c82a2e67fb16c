"""Write a small invented archive: two days of papers, every kind of event, a quiet Saturday."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from radar.archive import days, gists, runs
from radar.archive.ledger import Ledger
from radar.config import Config, parse
from radar.models import Briefing, Citation, Event, Gist, Paper, Place, Section, Sentence, Update
from radar.outcomes import RunReport, SourceReport, SourceState

THURSDAY = date(2026, 6, 18)
FRIDAY = date(2026, 6, 19)
SATURDAY = date(2026, 6, 20)
SENTENCE = "We invent a router, and it halves nothing in particular."

SETTINGS: dict[str, Any] = {
    "version": 1,
    "site": {"title": "Sample Radar"},
    "show": {"home": 3, "per_topic": 5},
    "sources": [
        {"kind": "arxiv", "categories": ["cs.AI", "cs.CL"]},
        {"kind": "feed", "name": "Sample Journal", "url": "https://journal.example/feed"},
    ],
    "topics": [
        {"id": "routing", "name": {"zh": "路由", "en": "Routing"}, "keywords": ["router"]},
        {"id": "tides", "name": {"zh": "潮汐", "en": "Tides"}, "keywords": ["tide"], "fields": ["earth"]},
    ],
    "watch": {"authors": ["Sample Author Seven"]},
}


def settings(**changes: object) -> Config:
    """Read the settings; `changes` are whole tables."""
    return parse({**SETTINGS, **changes})


def paper(number: int, **changes: object) -> Paper:
    """Invent a paper of Friday."""
    fields: dict[str, Any] = {
        "id": f"arxiv:2606.{number:05}",
        "day": FRIDAY,
        "title": f"Invented Router {number}",
        "authors": (f"Sample Author {number}", "Sample Author 98"),
        "abstract": f"{SENTENCE} Number {number} is no better.",
        "url": f"https://arxiv.org/abs/2606.{number:05}",
        "pdf": f"https://arxiv.org/pdf/2606.{number:05}",
        "places": (Place(name="arXiv", kind="arxiv", category="cs.AI", announce="new", version=1),),
        "categories": ("cs.AI",),
        "published": "2026-06-18",
    }
    return Paper(**{**fields, **changes})


def friday() -> list[Paper]:
    """Invent Friday's papers: seven plain ones and one of each kind that looks different."""
    journal = Place(name="Sample Journal", kind="feed")
    cross = Place(name="arXiv", kind="arxiv", category="cs.CL", announce="cross", version=1)
    return [
        *(paper(number) for number in range(1, 7)),
        paper(7, authors=("Sample Author Seven", "Sample Author 98")),
        paper(8, title="一种虚构的潮汐模型", abstract="本文虚构一种潮汐模型。它什么也没有证明。"),
        paper(9, places=(cross,), authors=tuple(f"Sample Author {n}" for n in range(20, 32))),
        paper(10, license="http://creativecommons.org/licenses/by-nc-sa/4.0/", day_from="inferred"),
        Paper(
            id="doi:10.5555/sample.11",
            day=FRIDAY,
            title="An invented tide",
            authors=("Sample Author 11",),
            abstract="A tide is invented. It rises.",
            url="https://journal.example/articles/11",
            doi="10.5555/sample.11",
            places=(journal,),
            published="2026-06-01",
            day_from="first_seen",
        ),
    ]


def thursday() -> list[Paper]:
    """Invent Thursday's papers; the last was met only as a later version."""
    later = Place(name="arXiv", kind="arxiv", category="cs.AI", announce="replace", version=4)
    return [
        *(paper(number, day=THURSDAY) for number in (101, 102, 103)),
        paper(104, id="arxiv:2402.00104", day=THURSDAY, places=(later,), published="2024-02-21"),
    ]


def updates() -> list[Update]:
    """Invent what Friday told of Thursday's papers."""
    version = {"name": "arXiv", "kind": "arxiv", "category": "cs.AI", "announce": "replace", "version": 2}
    journal = {"name": "Sample Journal", "kind": "feed"}
    told: list[tuple[int, Event, dict[str, object]]] = [
        (101, Event.VERSION, {"title": "Invented Router 101, Revised", "sources": [version]}),
        (102, Event.PUBLISHED, {"doi": "10.5555/sample.102", "sources": [journal]}),
        (103, Event.RETRACTED, {"comment": "withdrawn"}),
        (103, Event.ENRICHED, {"license": "http://creativecommons.org/publicdomain/zero/1.0/"}),
    ]
    return [
        Update(id=f"arxiv:2606.{number:05}", day=FRIDAY, event=event, changes=changes)
        for number, event, changes in told
    ]


def briefing(lang: str) -> Briefing:
    """Invent Friday's briefing: a paper that home lists, one beyond its cap, one of Thursday."""
    cited = ("arxiv:2606.00007", "arxiv:2606.00009", "arxiv:2606.00101")
    return Briefing(
        slug="routing",
        kind="topic",
        day=FRIDAY,
        lang=lang,
        title={"zh": "路由：今日9篇", "en": "Routing: 9 papers today"}[lang],
        sections=(Section(heading="", sentences=tuple(Sentence(text=SENTENCE, cites=(n,)) for n in (1, 2, 3))),),
        citations=tuple(Citation(number=n, paper_id=i, span=SENTENCE) for n, i in enumerate(cited, 1)),
        paper_count=9,
    )


def report(day: date, state: str, *lines: SourceReport) -> RunReport:
    """Invent the report of a run that took two minutes."""
    started = datetime(day.year, day.month, day.day, 2, 10, tzinfo=UTC)
    return RunReport(
        day=day,
        started=started,
        finished=started + timedelta(minutes=2),
        state=state,
        sources=lines,
        briefings={"abstract": 2},
    )


def write(content: Path, papers: list[Paper] | None = None, *, with_saturday: bool = True) -> Path:
    """Write the archive below a content folder; `papers` stand in for Friday's. Gives the folder."""
    root = content / "daily"
    fresh = friday() if papers is None else papers
    Ledger(root).add([*thursday(), *fresh], updates())
    gists.write(root, FRIDAY, [Gist(id=p.id, lang="", text=SENTENCE, span=SENTENCE) for p in fresh[:7]])
    by_id = {p.id: p for p in (*thursday(), *fresh)}
    if papers is None:
        for lang in ("zh", "en"):
            days.write_day(root, FRIDAY, lang, [briefing(lang)], by_id)
    fine = SourceReport(name="arXiv", state=SourceState.OK, fetched=11, new=10, duplicate=1)
    down = SourceReport(name="Sample Journal", state=SourceState.DOWN, reason="HTTP 503 after 3 tries")
    runs.write(root, report(THURSDAY, "complete", fine, SourceReport(name="Sample Journal", state=SourceState.OK)))
    runs.write(root, report(FRIDAY, "partial", fine, down))
    if with_saturday:
        quiet = SourceReport(name="arXiv", state=SourceState.EMPTY)
        runs.write(root, report(SATURDAY, "quiet", quiet))
    return content
