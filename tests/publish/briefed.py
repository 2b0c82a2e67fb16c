"""Write a small archive that a model has briefed: across fields, a topic, gists; and what its papers are close to."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import small_archive
from radar.archive import closeness, days, gists, runs
from radar.config import Config
from radar.models import Briefing, Citation, Closeness, Gist, Section, Sentence
from small_archive import FRIDAY, SENTENCE

TROUBLE = "the budget of the day was used up after 9 calls"
SPAN = "it halves nothing in particular"
LABELS = {"zh": "AI 生成 · 未经人工核对", "en": "AI-generated · not checked by a person"}
ROUTER, TIDE, EARLIER = "arxiv:2606.00001", "doi:10.5555/sample.11", "arxiv:2606.00102"
CROSS_SLUG = "cs-earth-router"
WRITTEN = {
    "zh": ("路由器与潮汐都什么也没有减半", "路由器没有把任何东西减半。", "潮汐会上涨。"),
    "en": ("Routers and tides halve nothing", "The router halves nothing.", "The tide rises."),
}


def settings(**changes: object) -> Config:
    """Read settings in which a model is named and the topic of tides is described in words."""
    topics = [
        small_archive.SETTINGS["topics"][0],
        {**small_archive.SETTINGS["topics"][1], "describe": "How seas rise."},
    ]
    briefings = {
        "model": {"model": "sample/model-1"},
        "budget": {"max_usd_per_day": 0.5, "max_calls_per_day": 12},
    }
    return small_archive.settings(**{"topics": topics, "briefings": briefings, **changes})


def cross(lang: str, **changes: Any) -> Briefing:
    """Invent Friday's briefing across fields, by a model: a paper of that day, one of a journal, one of Thursday."""
    title, first, second = WRITTEN[lang]
    fields: dict[str, Any] = {
        "slug": CROSS_SLUG,
        "kind": "cross",
        "day": FRIDAY,
        "lang": lang,
        "title": title,
        "sections": (
            Section(heading="1", sentences=(Sentence(text=first, cites=(1, 3)),)),
            Section(heading="2", sentences=(Sentence(text=second, cites=(2,)),)),
        ),
        "citations": (
            Citation(number=1, paper_id=ROUTER, span=SPAN),
            Citation(number=2, paper_id=TIDE, span="It rises."),
            Citation(number=3, paper_id=EARLIER, span=SENTENCE),
        ),
        "paper_count": 3,
        "by": "model",
        "model": "sample/model-1",
        "prompt": "bridge-1",
        "tokens_in": 2345,
        "tokens_out": 812,
        "usd": 0.0123,
        "dropped": 2,
        "fields": ("cs", "earth"),
        "made": "2026-06-19T02:11:04Z",
    }
    return Briefing(**{**fields, **changes})


def topic(lang: str, **changes: Any) -> Briefing:
    """Invent Friday's briefing of routers, written by a model when two papers less were there."""
    _, first, _ = WRITTEN[lang]
    sections = (Section(heading="", sentences=(Sentence(text=first, cites=(1,)),)),)
    citations = (Citation(number=1, paper_id=ROUTER, span=SPAN),)
    fields: dict[str, Any] = {"sections": sections, "citations": citations, "by": "model", "paper_count": 7}
    facts: dict[str, Any] = {"model": "sample/model-1", "prompt": "topic-1", "made": "2026-06-19T02:11:09Z"}
    return replace(small_archive.briefing(lang), **{**fields, **facts, **changes})


def extract(lang: str, **changes: Any) -> Briefing:
    """Invent Friday's extractive briefing of tides."""
    sections = (Section(heading="", sentences=(Sentence(text="A tide is invented.", cites=(1,)),)),)
    citations = (Citation(number=1, paper_id=TIDE, span="A tide is invented."),)
    changed = {"slug": "tides", "title": "Tides", "sections": sections, "citations": citations, **changes}
    return replace(small_archive.briefing(lang), **changed)


def write(content: Path, *briefings: Briefing) -> Path:
    """Write the archive below a content folder; `briefings` stand in for Friday's. Gives the folder."""
    small_archive.write(content, with_saturday=False)
    root = content / "daily"
    papers = {paper.id: paper for paper in (*small_archive.thursday(), *small_archive.friday())}
    for lang in ("zh", "en"):
        own = [briefing for briefing in briefings if briefing.lang == lang]
        days.write_day(root, FRIDAY, lang, own or [topic(lang), cross(lang), extract(lang)], papers)
        gist = Gist(id=ROUTER, lang=lang, text=WRITTEN[lang][1], span=SPAN, by="model", model="m", prompt="gists-1")
        gists.write(root, FRIDAY, [*gists.read(root, FRIDAY), gist])
    near = [
        Closeness(id=ROUTER, related=((EARLIER, 0.5), ("arxiv:2606.00002", 0.9))),
        Closeness(id=TIDE, topics={"tides": 0.91}, related=((ROUTER, 0.7), ("arxiv:2606.00103", 0.6))),
    ]
    closeness.write(root, FRIDAY, near, encoder="sample-encoder", topics=settings().topics)
    (report,) = (one for one in runs.all_reports(root) if one.day == FRIDAY)
    spent = {"calls": 9, "tokens_in": 12345, "tokens_out": 678, "usd": 0.125, "seconds": 4.0}
    told = replace(report, briefings={"model": 2, "abstract": 1}, model=spent, model_trouble=TROUBLE)
    runs.path(root, FRIDAY).write_bytes(runs.dump(told))
    return content
