"""Invent papers, topics and whole sites for the tests of the publish room."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from radar import config
from radar.models import Briefing, Citation, Event, Gist, Match, Paper, Place, Ranked, Reason, Section, Sentence
from radar.publish.listing import listing
from radar.publish.view import Day, Entry, EventEntry, Site, TopicView
from radar.sift import identity

FRIDAY = date(2026, 6, 19)
THURSDAY = date(2026, 6, 18)

HOSTILE = (
    "<script>alert(1)</script>",
    "</title><script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "<svg onload=alert(1)>",
    "<!-- --!><script>alert(1)</script>",
    "]]><script>alert(1)</script>",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "javascript:alert(1)",
    "p < 0.05 and q > 3",
    "a<b and c>d, R&D, AT&T, &amp; &copy;",
    "<i>E. coli</i> and H<sub>2</sub>O",
    "<math><mi>x</mi></math> $\\alpha_{<k}$",
    "{attach}../.env {static}/etc/passwd |filename|x.md {{ 7*7 }} {% raw %}",
    "Status: draft --- Save_as: CNAME Template: x",
    "\u202edesrever\u202c \u200bzero\u2060 \U000e0041tag",
    "一篇关于 <b>蛋白质</b> 的论文",
)
"""Hostile and merely awkward strings that a cleaned field may hold (FAULTS F7, F8, F10, F16, F17)."""

UNWRITABLE = ("nul\x00 here", "esc\x1b[31m here", "non\ufffe\uffff here", "half \ud83d here", "c1\x0b here")
"""Strings that cleaning should have stopped (FAULTS F7); no XML document can hold them as they are."""


def paper(number: int = 1, **changes: Any) -> Paper:
    """Invent a paper; `changes` are fields of `models.Paper`."""
    fields: dict[str, Any] = {
        "id": f"arxiv:2606.{number:05}",
        "day": FRIDAY,
        "title": f"Sample Title {number}: A Made-Up Method",
        "authors": (f"Sample Author {number}", "Sample Author 98", "Sample Author 99"),
        "abstract": f"We invent sample {number}. It shows nothing at all. No result follows.",
        "url": f"https://arxiv.org/abs/2606.{number:05}",
        "pdf": f"https://arxiv.org/pdf/2606.{number:05}",
        "places": (Place(name="arXiv", kind="arxiv", category="cs.AI", announce="new", version=1),),
        "categories": ("cs.AI", "cs.CL"),
    }
    return Paper(**{**fields, **changes})


def entry(shown: Paper, *topics: str, gists: Sequence[Gist] = ()) -> Entry:
    """Show a paper, matching topics by the word `sample`."""
    reason = Reason(kind="keyword", text="sample", where="title")
    matches = tuple(Match(paper_id=shown.id, topic_id=topic, score=1.0, reasons=(reason,)) for topic in topics)
    ranked = Ranked(paper=shown, score=1.0, reasons=(), matches=matches)
    return Entry(ranked=ranked, slug=identity.slug(shown.id), gists=tuple(gists))


def event(shown: Paper, day: date, kind: Event = Event.PUBLISHED, *topics: str) -> EventEntry:
    """Tell that something happened to a paper on a day."""
    slug = identity.slug(shown.id)
    anchor = slug if shown.day == day else f"{slug}.{kind}"
    return EventEntry(day=day, event=kind, entry=entry(shown, *topics), anchor=anchor)


def briefing(shown: Sequence[Paper], **changes: Any) -> Briefing:
    """Invent a topic briefing that quotes each paper's first sentence."""
    quoted = [p.abstract.partition(". ")[0] + "." for p in shown]
    fields: dict[str, Any] = {
        "slug": "samples",
        "kind": "topic",
        "day": FRIDAY,
        "lang": "zh",
        "title": f"样例：今日 {len(shown)} 篇",
        "sections": (
            Section(
                heading="",
                sentences=tuple(Sentence(text=q, cites=(n,)) for n, q in enumerate(quoted, 1)),
            ),
        ),
        "citations": tuple(
            Citation(number=n, paper_id=p.id, span=q) for n, (p, q) in enumerate(zip(shown, quoted, strict=True), 1)
        ),
        "paper_count": len(shown),
    }
    return Briefing(**{**fields, **changes})


def site(days: Iterable[Day], **changes: Any) -> Site:
    """Invent a site of one topic, `samples`, that holds every paper matching it."""
    days = tuple(days)
    settings = config.parse(
        {
            "version": 1,
            "site": {"title": "Sample Radar", "tagline": "Invented papers", **changes.pop("site", {})},
            "sources": [{"kind": "arxiv", "categories": ["cs.AI"]}],
            "topics": [{"id": "samples", "name": {"zh": "样例", "en": "Samples"}, "keywords": ["sample"]}],
            "feeds": changes.pop("feeds", {}),
        }
    )
    shown = [each for day in days for each in day.papers]
    events = [each.entry for day in days for each in day.events]
    listed = [(day.day, each) for day in days for each in day.papers]
    matching = listing([(day, each) for day, each in listed if any(m.topic_id == "samples" for m in each.matches)])
    fields: dict[str, Any] = {
        "config": settings,
        "sample": False,
        "url": "https://radar.example/hub",
        "langs": ("zh", "en"),
        "days": days,
        "topics": (TopicView(topic=settings.topics[0], entries=matching, per_page=60),),
        "papers": {each.paper.id: each.paper for each in (*shown, *events)},
    }
    return Site(**{**fields, **changes})
