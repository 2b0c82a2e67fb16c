"""Decide what of the archive may stand on a page: what the owner took down, what a source forbids.

Collecting already keeps what a policy forbids out of the archive. This is the second
lock, for an owner who changes `[hide]` or a source's `abstract` after the fact, and for a
catalogue that does.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Final

from radar.collect import catalogued
from radar.config import Config
from radar.config_sources import AbstractPolicy
from radar.models import Briefing, Citation, Gist, Paper, Section, Sentence
from radar.publish.evidence import stands, texts

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

    def gists(self, paper: Paper, gists: Iterable[Gist], versions: Sequence[Paper] = ()) -> tuple[Gist, ...]:
        """Leave out what may not be shown of a paper's gists, and a model's that rests on no passage of it.

        `versions` are the paper as the ledger has it, before and after its updates; the
        paper itself where there was but one.
        """
        known = versions or (paper,)
        return tuple(kept for gist in gists if (kept := self._gist(paper, gist, known)))

    def _gist(self, paper: Paper, gist: Gist, versions: Sequence[Paper]) -> Gist | None:
        is_model = gist.by == "model"
        if is_model and gist.span and not stands(gist.span, texts(versions)):
            return None
        if self._may_quote(paper, gist.span if is_model else gist.text, versions):
            return gist
        return replace(gist, span="") if is_model else None

    def briefing(
        self, briefing: Briefing, papers: Mapping[str, Paper], versions: Mapping[str, tuple[Paper, ...]] | None = None
    ) -> Briefing | None:
        """Leave out the sentences that rest on what may not be shown; None when nothing is left.

        `papers` holds every paper by id, `versions` those that were updated or cut, as the
        ledger has them. A citation whose paper is unknown or taken down takes its
        sentences with it. So does one of a model's whose span stands in no version of its
        paper; these, and a model's sentences that cite nothing, are counted as dropped. A
        passage that may not be shown is cut out.
        """
        known = {} if versions is None else versions  # one that loads what it is asked for may look empty
        judged = {c.number: self._citation(briefing, c, papers, known) for c in briefing.citations}
        banned = frozenset(number for number, citation in judged.items() if citation is None)
        hidden = frozenset(c.number for c in briefing.citations if c.paper_id not in papers)
        sections = tuple(
            replace(section, sentences=kept)
            for section in briefing.sections
            if (kept := _kept(briefing, section, banned)) or not section.sentences
        )
        if sections != briefing.sections and not any(section.sentences for section in sections):
            return None
        false = [
            s for section in briefing.sections for s in section.sentences if _fails(briefing, s, banned - hidden)
        ]
        return replace(
            briefing,
            sections=sections,
            citations=tuple(citation for citation in judged.values() if citation),
            dropped=briefing.dropped + len(false),
        )

    def _citation(
        self,
        briefing: Briefing,
        citation: Citation,
        papers: Mapping[str, Paper],
        versions: Mapping[str, tuple[Paper, ...]],
    ) -> Citation | None:
        """Give a citation with as much of its span as may be shown; None where its sentences may not stand."""
        paper, is_model = papers.get(citation.paper_id), briefing.by == "model"
        if paper is None or self.hides(paper):
            return None
        known = versions.get(paper.id) or (paper,)
        if citation.span and not stands(citation.span, texts(known)):
            return None if is_model else replace(citation, span="")
        if self._may_quote(paper, citation.span, known):
            return citation
        return replace(citation, span="") if is_model else None

    def _may_quote(self, paper: Paper, passage: str, versions: Sequence[Paper]) -> bool:
        """Tell whether a passage may be shown: that much of an abstract its source allows, or the title."""
        policy = self.policy(paper)
        return policy == "full" or stands(passage, texts(self.paper(version) for version in versions))


def _kept(briefing: Briefing, section: Section, banned: frozenset[int]) -> tuple[Sentence, ...]:
    return tuple(
        sentence
        for sentence in section.sentences
        if banned.isdisjoint(sentence.cites) and not _fails(briefing, sentence, banned)
    )


def _fails(briefing: Briefing, sentence: Sentence, false: frozenset[int]) -> bool:
    """Tell whether a model's sentence rests on nothing, or on any of these citations."""
    return briefing.by == "model" and (not sentence.cites or not false.isdisjoint(sentence.cites))


def _cut(text: str) -> str:
    return text if len(text) <= SNIPPET else text[: SNIPPET - 1].rstrip() + "…"
