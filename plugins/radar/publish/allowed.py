"""Decide what of the archive may stand on a page: what the owner took down, what a source forbids.

Collecting already keeps what a policy forbids out of the archive. This is the second
lock, for an owner who changes `[hide]` or a source's `abstract` after the fact, and for a
catalogue that does.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Final

from radar.collect import catalogued
from radar.config import Config
from radar.config_sources import AbstractPolicy
from radar.models import Briefing, Gist, Paper, Section, Sentence

SNIPPET: Final = 300
"""Characters that `abstract = "snippet"` allows (CONTRACT, Files)."""

_OPENNESS: Final[Mapping[AbstractPolicy, int]] = {"none": 0, "snippet": 1, "full": 2}


class Allowance:
    """Answer for one radar.toml."""

    def __init__(self, config: Config) -> None:
        """Keep the ids taken down and each source's policy, by the name that places carry."""
        self._hidden = frozenset(config.hide.ids)
        self._policies = {source.label: catalogued.policy_of(source) for source in config.sources}
        self._restrains = any(policy != "full" for policy in self._policies.values())

    def hides(self, paper: Paper) -> bool:
        """Tell whether the owner took a paper down, by any of its ids."""
        ids = {paper.id, *paper.aliases, f"doi:{paper.doi}"}
        return not self._hidden.isdisjoint(ids)

    def policy(self, paper: Paper) -> AbstractPolicy:
        """Give the most open policy of the places that showed the paper.

        A place whose source is no longer in radar.toml counts as open: what the archive
        holds from it was allowed then.
        """
        if not self._restrains:
            return "full"
        found = [self._policies.get(place.name, "full") for place in paper.places] or ["full"]
        return max(found, key=_OPENNESS.__getitem__)

    def paper(self, paper: Paper) -> Paper:
        """Give the paper with no more of its abstract than may be shown."""
        policy = self.policy(paper)
        if policy == "full":
            return paper
        return replace(paper, abstract=_cut(paper.abstract) if policy == "snippet" else "")

    def gists(self, paper: Paper, gists: Iterable[Gist]) -> tuple[Gist, ...]:
        """Leave out verbatim gists of a paper whose abstract may not be shown."""
        if self.policy(paper) == "none":
            return tuple(replace(gist, span="") for gist in gists if gist.by != "abstract")
        return tuple(gists)

    def briefing(self, briefing: Briefing, papers: Mapping[str, Paper]) -> Briefing | None:
        """Leave out the sentences that rest on what may not be shown; None when nothing is left.

        `papers` holds every paper by id. A citation whose paper is unknown or taken down
        takes its sentences with it.
        """
        banned = {c.number for c in briefing.citations if not self._may_cite(briefing, papers.get(c.paper_id))}
        if not banned:
            return briefing
        sections = tuple(
            replace(section, sentences=kept) for section in briefing.sections if (kept := _without(section, banned))
        )
        citations = tuple(c for c in briefing.citations if c.number not in banned)
        return replace(briefing, sections=sections, citations=citations) if sections else None

    def _may_cite(self, briefing: Briefing, paper: Paper | None) -> bool:
        if paper is None or self.hides(paper):
            return False
        return briefing.by != "abstract" or self.policy(paper) != "none"


def _without(section: Section, banned: set[int]) -> tuple[Sentence, ...]:
    return tuple(sentence for sentence in section.sentences if banned.isdisjoint(sentence.cites))


def _cut(text: str) -> str:
    return text if len(text) <= SNIPPET else text[: SNIPPET - 1].rstrip() + "…"
