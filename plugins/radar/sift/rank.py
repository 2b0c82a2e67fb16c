"""Order papers for a reader, each with the reasons for its place.

    what                              score
    an author who is watched           +10
    a watched keyword in the title      +3, in the abstract +1
    the best matching topic             its match's score
    every further topic                 +0.5
    first announced here, not cross     +0.25
    a muted word                        -20

Events (later versions of papers met late) follow the new papers. Ties go by id.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from radar.config import Watch
from radar.models import Match, Paper, Ranked, Reason
from radar.sift.text import fold_name
from radar.sift.topics import mentions

_WATCHED_AUTHOR = 10.0
_WATCHED_IN_TITLE = 3.0
_WATCHED_IN_ABSTRACT = 1.0
_FURTHER_TOPIC = 0.5
_FIRST_HERE = 0.25
_MUTED = -20.0


def rank(
    papers: Sequence[Paper],
    matches: Mapping[str, tuple[Match, ...]],
    watch: Watch,
    followed: frozenset[str] = frozenset(),
) -> tuple[Ranked, ...]:
    """Order papers, best first.

    `matches` are by paper id; `followed` are the arXiv categories of the sources.
    """
    watched = {fold_name(name): name for name in watch.authors}
    ranked = [_ranked(paper, matches.get(paper.id, ()), watch, watched, followed) for paper in papers]
    return tuple(sorted(ranked, key=lambda r: (r.paper.is_event, -r.score, r.paper.id)))


def _ranked(
    paper: Paper,
    matches: tuple[Match, ...],
    watch: Watch,
    watched: Mapping[str, str],
    followed: frozenset[str],
) -> Ranked:
    reasons: list[Reason] = []
    score = max((match.score for match in matches), default=0.0)
    score += _FURTHER_TOPIC * max(0, len(matches) - 1)
    names = [watched[key] for key in map(fold_name, paper.authors) if key in watched] if watched else []
    reasons += [Reason(kind="watch", text=name) for name in dict.fromkeys(names)]
    score += _WATCHED_AUTHOR * bool(names)
    for where, text, weight in (
        ("title", paper.title, _WATCHED_IN_TITLE),
        ("abstract", paper.abstract, _WATCHED_IN_ABSTRACT),
    ):
        for word in mentions(text, watch.keywords):
            reasons.append(Reason(kind="watch", text=word, where=where))
            score += weight
    for word in mentions(f"{paper.title}\n{paper.abstract}", watch.mute):
        reasons.append(Reason(kind="mute", text=word))
        score += _MUTED
    if paper.categories[:1] and paper.categories[0] in followed:
        score += _FIRST_HERE
    return Ranked(paper=paper, score=score, reasons=tuple(reasons), matches=matches)
