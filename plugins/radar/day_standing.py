"""Tell what a model has written of a day already, and what it was asked for in vain: that is not asked again.

A published text of a model stands as it is while its passages stand in their papers.
An extract that names a prompt marks a text that did not pass the check, or a paper
that the model would not have: asking again would bring the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from radar.archive import days, gists
from radar.day_dossier import Dossier
from radar.models import Briefing, Gist, Paper

MODEL = "model"
"""`by` of what a model wrote."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Standing:
    """Hold what a day's files say."""

    gists: tuple[Gist, ...] = ()
    briefings: Mapping[str, tuple[Briefing, ...]] = field(default_factory=dict)
    """By language."""

    def briefing(self, lang: str, kind: str, slug: str) -> Briefing | None:
        """Find the briefing that stands under a name."""
        return next((b for b in self.briefings.get(lang, ()) if (b.kind, b.slug) == (kind, slug)), None)

    def written(self, lang: str, kind: str, slug: str) -> Briefing | None:
        """Find the briefing that a model wrote."""
        found = self.briefing(lang, kind, slug)
        return found if found and found.by == MODEL else None

    def lacks(self, lang: str, kind: str, slug: str) -> bool:
        """Tell a briefing that no model has written nor been asked for in vain."""
        found = self.briefing(lang, kind, slug)
        return found is None or (found.by != MODEL and not found.prompt)

    def slugs(self, kind: str) -> tuple[str, ...]:
        """List the briefings of a kind that a model wrote in any language."""
        written = (b for each in self.briefings.values() for b in each if b.kind == kind and b.by == MODEL)
        return tuple(dict.fromkeys(b.slug for b in written))

    def unwritten(self) -> Standing:
        """Give the same day as if no model had been asked."""
        briefings = {
            lang: tuple(replace(b, by="abstract", prompt="") for b in each) for lang, each in self.briefings.items()
        }
        return Standing(gists=(), briefings=briefings)

    def gist_langs(self, paper_id: str) -> frozenset[str]:
        """List the languages in which a model has said what a paper is about."""
        return frozenset(g.lang for g in self.gists if g.id == paper_id and g.by == MODEL)

    def joined(self, gists: Iterable[Gist], briefings: Iterable[Briefing]) -> Standing:
        """Lay what a model has brought over what stands."""
        held = {lang: {(b.kind, b.slug): b for b in each} for lang, each in self.briefings.items()}
        for new in briefings:
            held.setdefault(new.lang, {})[new.kind, new.slug] = new
        fresh = {(g.id, g.lang): g for g in gists}
        old = {(g.id, g.lang): g for g in self.gists}
        return Standing(
            gists=tuple({**old, **fresh}.values()),
            briefings={lang: tuple(each.values()) for lang, each in held.items()},
        )

    def in_vain(self, paper_id: str) -> Gist | None:
        """Find the verbatim gist that marks a paper the model was asked about in vain."""
        return next((g for g in self.gists if g.id == paper_id and g.by != MODEL and g.prompt), None)


def read(archive: Path, dossier: Dossier) -> Standing:
    """Read a day's gists and briefings; what a model wrote on words that a paper no longer has is left out."""
    found: dict[str, tuple[Briefing, ...]] = {}
    for file in days.files(archive, dossier.day):
        told = days.read_day(file)
        found[told.lang] = tuple(b for b in told.briefings if b.by != MODEL or _holds(b, dossier.window))
    kept = (g for g in gists.read(archive, dossier.day) if g.by != MODEL or _stands(g.span, dossier.papers.get(g.id)))
    return Standing(gists=tuple(kept), briefings=found)


def marked(extract: Briefing, standing: Standing) -> Briefing:
    """Carry over to an extract made anew that a model was asked in vain, and how much of its text was dropped."""
    before = standing.briefing(extract.lang, extract.kind, extract.slug)
    if before is None or before.by == MODEL or not before.prompt:
        return extract
    return replace(extract, model=before.model, prompt=before.prompt, dropped=before.dropped)


def _holds(briefing: Briefing, papers: Mapping[str, Paper]) -> bool:
    return all(_stands(citation.span, papers.get(citation.paper_id)) for citation in briefing.citations)


def _stands(span: str, paper: Paper | None) -> bool:
    return paper is not None and (span in paper.abstract or span in paper.title)
