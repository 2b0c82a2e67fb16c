"""Ask arXiv's API what papers read like that missed days announced and that have been revised since.

OAI-PMH dates a paper by its latest news. The day of a revised paper's first version
follows all the same wherever only one day is left for it: not before its submission's
own announcement, before the later version's, and on a day whose list did not come (on
the others it would be known).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from datetime import date
from typing import Final

import arxiv

from radar.collect.apart import IN_PROCESS, Parser
from radar.collect.arxiv_api import AnswerError, Found, Session, by_id, make_listing
from radar.collect.arxiv_listing import follows
from radar.collect.arxiv_oai import Revised
from radar.collect.http import Door
from radar.config_sources import ArxivSource
from radar.models import Announce
from radar.outcomes import Failed
from radar.sift.identity import arxiv_version
from radar.sift.schedule import arxiv_announcement

SAMPLE: Final = 20
"""Papers of a list whose submissions tell which day the list is of."""


def first_versions(
    source: ArxivSource,
    door: Door,
    revised: Sequence[Revised],
    *,
    days: Collection[date],
    began: date,
    parser: Parser = IN_PROCESS,
) -> Found:
    """Find those papers whose first version missed days announced, as they read then.

    `days` are all that are owed; `began` is the archive's first day, before which
    nothing is known. A day that is the only one possible is certain; else the schedule's
    is taken, `inferred`.
    """
    by_ident = {one.ident: one for one in revised}
    session = Session(door=door, parser=parser)
    found, failed = _ask(source, session, [f"{ident}v1" for ident in by_ident])
    listings = []
    for ident, result in found.items():
        day, day_from = first_day(result, by_ident[ident].stamp, days=days, began=began)
        if day and arxiv_version(result.entry_id) == 1:
            rights = by_ident[ident].licence
            listings.append(make_listing(result, source, announced=day, day_from=day_from, rights=rights))
    return Found(listings=tuple(filter(None, listings)), failed=failed, server_time=session.server_time)


def first_day(result: arxiv.Result, stamp: date, *, days: Collection[date], began: date) -> tuple[date | None, str]:
    """Tell which of the owed days announced a first version, and whether that is certain (empty) or `inferred`."""
    earliest = arxiv_announcement(result.published)
    possible = sorted(day for day in days if earliest <= day < stamp)
    if not possible or earliest < began:
        return None, ""
    if len(possible) == 1:
        return possible[0], ""
    return possible[0], "inferred"


def later_versions(
    source: ArxivSource, door: Door, revised: Sequence[Revised], *, parser: Parser = IN_PROCESS
) -> Found:
    """Find the versions that missed days announced, as they read now."""
    by_ident = {one.ident: one for one in revised}
    session = Session(door=door, parser=parser)
    found, failed = _ask(source, session, list(by_ident))
    listings = (
        make_listing(
            result,
            source,
            announced=by_ident[ident].stamp,
            day_from="",
            announce=Announce.REPLACE if follows(source, result.primary_category) else Announce.REPLACE_CROSS,
            rights=by_ident[ident].licence,
        )
        for ident, result in found.items()
        if arxiv_version(result.entry_id) > 1
    )
    return Found(listings=tuple(filter(None, listings)), failed=failed, server_time=session.server_time)


def is_of(
    source: ArxivSource, door: Door, day: date, idents: Sequence[str], *, parser: Parser = IN_PROCESS
) -> bool | Failed:
    """Tell by when some of its new papers came in whether a list is of a day, or of an earlier one."""
    session = Session(door=door, parser=parser)
    found, failed = _ask(source, session, [f"{ident}v1" for ident in sorted(idents)[:SAMPLE]])
    announced = Counter(arxiv_announcement(result.published) for result in found.values())
    if failed or not announced:
        return failed or False
    return 2 * announced[day] > announced.total()


def _ask(
    source: ArxivSource, session: Session, names: Sequence[str]
) -> tuple[dict[str, arxiv.Result], Failed | None]:
    found: dict[str, arxiv.Result] = {}
    try:
        by_id(source, session, names, into=found)
    except AnswerError as error:
        return found, error.failed
    return found, None
