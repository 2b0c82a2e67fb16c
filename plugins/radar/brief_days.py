"""Brief whole days: gists of their papers, a briefing for each topic they touch, and for what joins fields.

    day_dossier ──► extracts ──► archive.gists, archive.days     of every day that changed, first of all
                                       │
    day_model ◄── what is lacking ─────┘
        └──► text that held ──► archive.gists, archive.days      day by day, the newest first

Extracts are written before any model is asked: whatever becomes of the model, the day
can be read.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from radar import day_standing
from radar.archive import days, gists
from radar.archive.ledger import Ledger
from radar.brief import extract, extract_bridge
from radar.brief.asking import Spent
from radar.brief.estimate import Estimate
from radar.brief.estimate import estimate as of_orders
from radar.config import Config
from radar.day_dossier import WINDOW, Dossier
from radar.day_model import Filled, Writer, lacking
from radar.day_standing import MODEL, Standing
from radar.models import Briefing, Gist
from radar.outcomes import Quarantined


@dataclass(frozen=True, kw_only=True, slots=True)
class Briefed:
    """Say what became of the briefings."""

    counts: Mapping[str, int] = field(default_factory=dict)
    """Briefings that stand on the days touched, by who wrote them; `failed` are those a model owed."""
    spent: Spent = field(default_factory=Spent)
    trouble: str = ""
    """Why text of a model is missing, in one line."""
    left_out: tuple[Quarantined, ...] = ()
    """Papers that the model could not be asked about."""


def brief(
    config: Config,
    *,
    archive: Path,
    private: Path,
    opened: Iterable[date],
    changed: Iterable[date],
    writer: Writer | None = None,
) -> Briefed:
    """Remake the extracts of days that changed or stand bare, then let the writer fill what open days lack.

    `private` may keep vectors between runs. What a model has published is left as it is.
    """
    opened, changed = set(opened), set(changed)
    dossiers = {
        day: Dossier(config, archive=archive, private=private, day=day)
        for day in Ledger(archive).days()
        if day in opened | changed
    }
    touched = [day for day in dossiers if day in changed or not gists.path(archive, day).exists()]
    for day in touched:
        dossiers[day].reckon()
        _write(config, archive, dossiers[day], day_standing.read(archive, dossiers[day]))
    _describe(config, archive, private, without=touched)
    behind = [dossiers[day] for day in reversed(dossiers) if day in opened]
    filled = dict(_fill(config, archive, behind, writer)) if writer else {}
    counts = Counter(
        b.by for day in {*touched, *filled} for lang in _langs(config) for b in _told(archive, day, lang)
    )
    counts["failed"] += sum(each.failed for each in filled.values())
    return Briefed(
        counts=dict(+counts),
        spent=sum((each.spent for each in filled.values()), Spent()),
        trouble=next((each.trouble for each in filled.values() if each.trouble), ""),
        left_out=tuple(item for each in filled.values() for item in each.left_out),
    )


def _describe(config: Config, archive: Path, private: Path, *, without: Collection[date]) -> None:
    """Let topics that are described anew cover the days of the recent window."""
    known = Ledger(archive).days()
    if known and any(topic.describe for topic in config.topics):
        for day in known:
            if day > known[-1] - WINDOW and day not in without:
                Dossier(config, archive=archive, private=private, day=day).describe()


def estimate(config: Config, *, archive: Path, private: Path, opened: Iterable[date], today: date) -> Estimate:
    """Reckon what a model would take: for what open days lack, and for today as for the last day with papers.

    The files tell nothing of today before its sources were asked.
    """
    held, known = set(opened), Ledger(archive).days()
    dossiers = [Dossier(config, archive=archive, private=private, day=day) for day in known if day in held]
    wanted = [order for d in dossiers for order in lacking(config, d, day_standing.read(archive, d))]
    before = [day for day in known if day < today]
    if today not in known and before:
        like = Dossier(config, archive=archive, private=private, day=before[-1])
        wanted += lacking(config, like, day_standing.read(archive, like).unwritten())
    return of_orders(wanted, config.briefings.budget)


def _fill(
    config: Config, archive: Path, dossiers: Iterable[Dossier], writer: Writer
) -> Iterator[tuple[date, Filled]]:
    """Let the writer work, day by day, on what the days lack; give the days for which it was needed."""
    for dossier in dossiers:
        standing = day_standing.read(archive, dossier)
        filled = writer.fill(dossier, standing)
        if filled is not None:
            if filled.gists or filled.briefings:
                _write(config, archive, dossier, standing.joined(filled.gists, filled.briefings))
            yield dossier.day, filled


def _write(config: Config, archive: Path, dossier: Dossier, standing: Standing) -> None:
    """Write a day's gists and briefings: what a model wrote as it stands, extracts for the rest."""
    gists.write(archive, dossier.day, _gists(dossier, standing))
    for lang in _langs(config):
        briefings = (*_cross(config, dossier, standing, lang), *_of_topics(config, dossier, standing, lang))
        days.write_day(archive, dossier.day, lang, briefings, dossier.window)


def _gists(dossier: Dossier, standing: Standing) -> Iterator[Gist]:
    """Give a verbatim gist of every paper, marked where a model was asked in vain; then those of the model."""
    for paper in dossier.papers.values():
        if gist := extract.gist(paper):
            vain = standing.in_vain(paper.id)
            yield replace(gist, model=vain.model, prompt=vain.prompt) if vain else gist
    yield from (gist for gist in standing.gists if gist.by == MODEL)


def _of_topics(config: Config, dossier: Dossier, standing: Standing, lang: str) -> tuple[Briefing, ...]:
    """Give one briefing for each topic that the day's papers touch, in the owner's order of topics."""
    found = []
    for topic in config.topics:
        made = extract.topic_briefing(topic, dossier.of_topic(topic), day=dossier.day, lang=lang)
        if written := standing.written(lang, "topic", topic.id):
            found.append(written)
        elif made:
            found.append(day_standing.marked(made, standing))
    return _bounded(found, config.briefings.topics_per_day)


def _cross(config: Config, dossier: Dossier, standing: Standing, lang: str) -> tuple[Briefing, ...]:
    """Give the briefings across fields: those a model wrote, then the best of the bridges."""
    count = config.briefings.cross_field_per_day
    slugs = standing.slugs("cross")
    found = [b for slug in slugs if (b := standing.written(lang, "cross", slug))]
    bridges = dossier.bridges[:count] if len(found) < count else ()
    for bridge in sorted(bridges, key=lambda bridge: bridge.slug not in slugs):
        if not any(briefing.slug == bridge.slug for briefing in found):
            made = extract_bridge.bridge_briefing(bridge, dossier.window, lang=lang)
            found.append(day_standing.marked(made, standing))
    return _bounded(found, count)


def _bounded(briefings: Sequence[Briefing], most: int) -> tuple[Briefing, ...]:
    """Keep what a model wrote and as many extracts as there is room for, in their order."""
    room = most - sum(briefing.by == MODEL for briefing in briefings)
    kept: list[Briefing] = []
    for briefing in briefings:
        if briefing.by == MODEL:
            kept.append(briefing)
        elif room > 0:
            kept.append(briefing)
            room -= 1
    return tuple(kept)


def _told(archive: Path, day: date, lang: str) -> tuple[Briefing, ...]:
    file = days.path(archive, day, lang)
    return days.read_day(file).briefings if file.exists() else ()


def _langs(config: Config) -> tuple[str, ...]:
    return config.briefings.languages if config.briefings.enabled else ()
