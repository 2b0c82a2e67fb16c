"""Order papers for a reader, each with the reasons for its place.

    what                                         score
    an author who is watched                      +40
    the best matching topic                        its match's score, 19 at most
    every further topic                            +0.5, 2 at most
    watched keywords, in the title                 +3 each, 6 at most
                      in the abstract              +1 each, 3 at most
    announced as new, not as cross-listed          +0.5
    its primary category is followed               +0.25
    a muted word                                   -80

So a watched author leads whatever the topics say (they sum to less than 40), the
fine steps only part papers that are otherwise equal, and a muted word sinks a paper
below all others; it is never left out. Events (papers first met as a later version)
follow the new papers. Ties go by id.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from radar.config import Watch
from radar.models import Match, Paper, Ranked, Reason
from radar.sift.topics import author_key, mentions

_WATCHED_AUTHOR: Final = 40.0
_FURTHER_TOPIC: Final = (0.5, 2.0)
_IN_TITLE: Final = (3.0, 6.0)
_IN_ABSTRACT: Final = (1.0, 3.0)
_NEW: Final = 0.5
_PRIMARY_FOLLOWED: Final = 0.25
_MUTED: Final = -80.0
_FIRST: Final = frozenset({"", "new"})
"""Announcements that are first ones; a journal's feed gives none."""


def rank(
    papers: Sequence[Paper],
    matches: Mapping[str, tuple[Match, ...]],
    watch: Watch,
    followed: frozenset[str] = frozenset(),
) -> tuple[Ranked, ...]:
    """Order papers, best first.

    `matches` are by paper id; `followed` are the arXiv categories of the sources. The
    reasons are those of the watch list (`watch`, `mute`); a match carries its own.
    """
    watched = {key: name for name in watch.authors if (key := author_key(name))}
    ranked = [_ranked(paper, matches.get(paper.id, ()), watch, watched, followed) for paper in papers]
    return tuple(sorted(ranked, key=lambda one: (one.paper.is_event, -one.score, one.paper.id)))


def _ranked(
    paper: Paper, matches: tuple[Match, ...], watch: Watch, watched: Mapping[str, str], followed: frozenset[str]
) -> Ranked:
    keys = map(author_key, paper.authors) if watched else ()
    authors = dict.fromkeys(watched[key] for key in keys if key in watched)
    in_title = mentions(paper.title, watch.keywords)
    in_abstract = mentions(paper.abstract, [word for word in watch.keywords if word not in in_title])
    muted = dict.fromkeys((*mentions(paper.title, watch.mute), *mentions(paper.abstract, watch.mute)))
    score = (
        _WATCHED_AUTHOR * bool(authors)
        + max((match.score for match in matches), default=0.0)
        + _each(_FURTHER_TOPIC, max(0, len(matches) - 1))
        + _each(_IN_TITLE, len(in_title))
        + _each(_IN_ABSTRACT, len(in_abstract))
        + _NEW * any(place.announce in _FIRST for place in paper.places)
        + _PRIMARY_FOLLOWED * (paper.categories[:1] != () and paper.categories[0] in followed)
        + _MUTED * bool(muted)
    )
    reasons = (
        *(Reason(kind="watch", text=name) for name in authors),
        *(Reason(kind="watch", text=word, where="title") for word in in_title),
        *(Reason(kind="watch", text=word, where="abstract") for word in in_abstract),
        *(Reason(kind="mute", text=word) for word in muted),
    )
    return Ranked(paper=paper, score=score, reasons=reasons, matches=matches)


def _each(weight: tuple[float, float], number: int) -> float:
    """Weigh a number of findings, up to a most."""
    one, most = weight
    return min(one * number, most)
