"""Ask arXiv's API, through the `arxiv` package, for missed days and watched authors.

Manual: https://info.arxiv.org/help/api/user-manual.html. The package has no timeout,
takes an HTML page for an empty answer and a cut one for a whole: it is given a session
of ours, which goes through the one door and looks at what came back.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, Final, cast

import arxiv

from radar.collect import arxiv_listing
from radar.collect.apart import IN_PROCESS, Parser
from radar.collect.arxiv_page import Page, check
from radar.collect.http import Door, NotModified
from radar.collect.pacing import ARXIV_GATE
from radar.config_sources import ArxivSource
from radar.models import Listing
from radar.outcomes import Failed, SourceState
from radar.sift.identity import arxiv_id, arxiv_version
from radar.sift.schedule import EASTERN, arxiv_announcement
from radar.sift.text import clean, fold_name

PAGE: Final = 500
"""Results in one answer: arXiv gives up to 2,000, but not within our deadline."""
IDS_AT_ONCE: Final = 100
NAMES_AT_ONCE: Final = 50
_TRIES: Final = 3
_DEADLINE: Final = time(14)
"""arXiv's daily deadline, Eastern."""
_LONGEST_WAIT: Final = 7
"""Days that a submission may wait for its announcement, a long weekend of holidays included."""

# The package logs what it asks for and every flaw it finds; what matters of that is in the run report.
logging.getLogger("arxiv").setLevel(logging.CRITICAL)


@dataclass(frozen=True, kw_only=True, slots=True)
class Found:
    """Hold what a search gave; `failed` says why it may not be all."""

    listings: tuple[Listing, ...] = ()
    failed: Failed | None = None
    server_time: datetime | None = None


class AnswerError(Exception):
    """Carry a failure out of the package's own loop."""

    def __init__(self, failed: Failed) -> None:
        """Keep what the source's harvest will say."""
        super().__init__(failed.reason)
        self.failed = failed


@dataclass(kw_only=True, slots=True)
class Session:
    """Look to the package like a session of `requests`, and go through the door."""

    door: Door
    parser: Parser
    server_time: datetime | None = None

    def get(self, url: str, headers: Mapping[str, str]) -> Page:
        """Fetch a page of results, up to three times; raise AnswerError when it never comes right."""
        del headers  # the door says who we are
        failed = Failed(state=SourceState.ERROR, reason="no answer")
        for _ in range(_TRIES):
            answer = self.door.get(url, accept="application/atom+xml", gate=ARXIV_GATE, also=frozenset({400}))
            if isinstance(answer, Failed):
                raise AnswerError(_named(answer))
            if isinstance(answer, NotModified):
                raise AnswerError(failed)
            self.server_time = answer.server_time
            page = check(answer.content, self.parser)
            if isinstance(page, Page):
                return page
            failed = _named(page)
            if page.state is not SourceState.DEGRADED:
                break
        raise AnswerError(failed)


def missed(
    source: ArxivSource, door: Door, days: Sequence[date], *, today: date, parser: Parser = IN_PROCESS
) -> Found:
    """Find the papers announced on missed days by when they were submitted.

    Each stands on the day that arXiv's schedule gives its first version (`inferred`), and
    reads as it was announced then. Papers of other days between the first and the last missed
    one come too; none is later than `today`. What moderation held back is not found.
    """
    categories = " OR ".join(_category_terms(source))
    begin, end = span(min(days), max(days))
    query = f"({categories}) AND {_between(begin, end)}"
    return _search(source, Session(door=door, parser=parser), [query], until=today)


def watched(
    source: ArxivSource,
    door: Door,
    names: Sequence[str],
    *,
    since: date,
    today: date,
    parser: Parser = IN_PROCESS,
) -> Found:
    """Find what watched authors had announced from `since` to `today`, in any category.

    A result counts only if one of its authors folds to the same key as a watched name.
    """
    asked = [name for name in names if fold_name(name)]
    wanted = {fold_name(name) for name in asked}
    begin, end = span(since, today)
    queries = [
        f"({' OR '.join(map(_author_term, asked[n : n + NAMES_AT_ONCE]))}) AND {_between(begin, end)}"
        for n in range(0, len(asked), NAMES_AT_ONCE)
    ]
    found = _search(source, Session(door=door, parser=parser), queries, until=today)
    theirs = tuple(one for one in found.listings if not wanted.isdisjoint(map(fold_name, one.authors)))
    return replace(found, listings=theirs)


def span(first: date, last: date) -> tuple[datetime, datetime]:
    """Give the UTC instants between which all was submitted that `first` to `last` announced, the end excluded."""
    days = (last - first).days + _LONGEST_WAIT
    deadlines = [datetime.combine(first + timedelta(days=n), _DEADLINE, EASTERN) for n in range(-_LONGEST_WAIT, days)]
    begin = next(moment for moment in deadlines if arxiv_announcement(moment) >= first)
    end = next(moment for moment in deadlines if arxiv_announcement(moment) > last)
    return begin.astimezone(UTC), end.astimezone(UTC)


def _between(begin: datetime, end: datetime) -> str:
    return f"submittedDate:[{begin:%Y%m%d%H%M} TO {end - timedelta(minutes=1):%Y%m%d%H%M}]"


def _category_terms(source: ArxivSource) -> list[str]:
    return [f"cat:{c}.*" if c in arxiv_listing.ARCHIVES else f"cat:{c}" for c in source.categories]


def _author_term(name: str) -> str:
    """Write a name as the API looks for it: given name first, nothing that ends the quotation."""
    family, comma, given = clean(name).replace('"', " ").partition(",")
    return f'au:"{f"{given} {family}".strip() if comma else family}"'


def _search(source: ArxivSource, session: Session, queries: Iterable[str], *, until: date) -> Found:
    """Run searches and make listings of the first versions of what they find."""
    found: dict[str, arxiv.Result] = {}
    try:
        for query in queries:
            gather(source, session, _oldest_first(query), into=found)
        later = [ident for ident, result in found.items() if arxiv_version(result.entry_id) > 1]
        failed = _replace_by_first(source, session, later, into=found)
    except AnswerError as error:
        failed = error.failed
    firsts = (_inferred(result, source) for result in found.values() if arxiv_version(result.entry_id) <= 1)
    listings = tuple(one for one in firsts if one and one.announced and one.announced <= until)
    return Found(listings=listings, failed=failed, server_time=session.server_time)


def _oldest_first(query: str) -> arxiv.Search:
    """Sort so that a paper that comes in while we read moves no page."""
    return arxiv.Search(
        query=query,
        max_results=None,
        sort_by=arxiv.SortCriterion.SubmittedDate,
        sort_order=arxiv.SortOrder.Ascending,
    )


def _replace_by_first(
    source: ArxivSource, session: Session, idents: Sequence[str], *, into: dict[str, arxiv.Result]
) -> Failed | None:
    """Put first versions in the place of later ones: they are what was announced."""
    by_id(source, session, [f"{ident}v1" for ident in idents], into=into)
    left = sum(arxiv_version(into[ident].entry_id) > 1 for ident in idents)
    if left:
        return Failed(state=SourceState.DEGRADED, reason=f"arXiv's API kept back {left} first versions")
    return None


def by_id(source: ArxivSource, session: Session, names: Sequence[str], *, into: dict[str, arxiv.Result]) -> None:
    """Read papers, or versions of them (`2601.05106v1`), by id; raise AnswerError, what came before stays."""
    for start in range(0, len(names), IDS_AT_ONCE):
        search = arxiv.Search(id_list=list(names[start : start + IDS_AT_ONCE]), max_results=None)
        gather(source, session, search, into=into)


def gather(source: ArxivSource, session: Session, search: arxiv.Search, *, into: dict[str, arxiv.Result]) -> None:
    """Read a search to its end, page by page; raise AnswerError, what came before stays."""
    client = arxiv.Client(page_size=PAGE, delay_seconds=0.0, num_retries=0)
    client.query_url_format = f"{source.api_url}?{{}}"
    client._session = cast("Any", session)  # noqa: SLF001 - the package offers no other way in
    try:
        for result in client.results(search):
            if ident := arxiv_id(result.entry_id):
                into[ident] = result
    except arxiv.ArxivError as error:
        reason = clean(f"arXiv's API: {error.message}", 160)
        raise AnswerError(Failed(state=SourceState.DEGRADED, reason=reason)) from error


def make_listing(
    result: arxiv.Result,
    source: ArxivSource,
    *,
    announced: date,
    day_from: str,
    announce: str = "",
    rights: str = "",
) -> Listing | None:
    """Make the listing of a result, without what the feed does not tell."""
    return arxiv_listing.make(
        arxiv_id(result.entry_id) or "",
        source,
        title=result.title,
        authors=[author.name for author in result.authors],
        abstract=result.summary,
        categories=[result.primary_category, *result.categories],
        announced=announced,
        announce=announce,
        version=arxiv_version(result.entry_id) or 1,
        day_from=day_from,
        rights=rights,
        doi=result.doi or "",
        journal_ref=result.journal_ref or "",
    )


def _inferred(result: arxiv.Result, source: ArxivSource) -> Listing | None:
    return make_listing(result, source, announced=arxiv_announcement(result.published), day_from="inferred")


def _named(failed: Failed) -> Failed:
    return Failed(state=failed.state, reason=f"arXiv's API: {failed.reason}", retry_at=failed.retry_at)
