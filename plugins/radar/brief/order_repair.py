"""Order claims that failed the check once more, and put what comes back in their places."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Final

from radar.brief import order_schema, prompts
from radar.brief.asking import Ask
from radar.brief.drafts import GIST, PARTS, Claim, Draft, Dropped, Grounded, Part
from radar.brief.order_read import Reader, numbered
from radar.brief.order_text import as_data, fenced, line, short_id
from radar.brief.orders import GistsOrder, Order
from radar.models import Paper

MOST_FAILED: Final = 12
"""Claims that are mended in one question."""


@dataclass(frozen=True, kw_only=True, slots=True)
class RepairOrder:
    """Order the mending of claims; `repair` makes these."""

    papers: tuple[Paper, ...]
    languages: tuple[str, ...]
    failed: tuple[tuple[str, Dropped], ...]
    """Each with its language."""


def repair(order: Order, grounded: Mapping[str, Grounded]) -> RepairOrder | None:
    """Order the mending of what was dropped from an order's drafts; None where nothing of it can be mended.

    Not mended: links, markup, instructions, repetitions.
    """
    faults = prompts.load("repair", order.languages).faults
    dropped = ((lang, each) for lang, found in grounded.items() for each in found.dropped if each.reason in faults)
    failed = tuple(dropped)[:MOST_FAILED]
    if not failed:
        return None
    papers = order.papers
    if isinstance(order, GistsOrder):
        meant = {paper_id for _, each in failed for paper_id in each.claim.cites}
        papers = tuple(paper for paper in papers if paper.id in meant) or papers
    return RepairOrder(papers=papers, languages=tuple(dict.fromkeys(lang for lang, _ in failed)), failed=failed)


def ask(order: RepairOrder) -> Ask:
    """Put the question."""
    prompt = prompts.load("repair", order.languages)
    count = len(order.failed)
    return Ask(
        name=prompt.name,
        system=prompt.system,
        user=prompt.user(
            failed="[\n" + ",\n".join(fenced(row) for row in _rows(order, prompt.faults)) + "\n]",
            count=str(len(order.papers)),
            papers=as_data(order.papers),
        ),
        schema=order_schema.repaired(count),
        example=prompt.example,
        most_tokens_out=order_schema.bound(count, order.languages[:1], also=True),
    )


def version(order: RepairOrder) -> str:
    """Name the prompt by which the order is put, with its version."""
    return prompts.load("repair", order.languages).version


@dataclass(frozen=True, kw_only=True, slots=True)
class Mended:
    """Hold a draft with its mended claims in place, to be checked as a whole, and what stays dropped."""

    draft: Draft
    still: tuple[Dropped, ...]
    """Claims for which nothing came."""
    count: int
    """Claims that were put in."""

    def settle(self, checked: Grounded) -> Grounded:
        """Join what the check of the whole draft says with what stays dropped."""
        return replace(checked, dropped=(*self.still, *checked.dropped))


def mended(order: RepairOrder, grounded: Mapping[str, Grounded], data: Mapping[str, object]) -> Mapping[str, Mended]:
    """Read a reply: by language what is to be checked again, of the languages for which anything came."""
    found = dict(_claims(order, data))
    return {lang: _placed(grounded[lang], lang, order, found) for lang in {order.failed[n][0]: None for n in found}}


def _rows(order: RepairOrder, faults: Mapping[str, str]) -> Iterator[Mapping[str, object]]:
    short = {paper.id: short_id(place) for place, paper in enumerate(order.papers)}
    for number, (lang, each) in enumerate(order.failed, 1):
        quotes = [{"paper": short.get(q.paper_id, line(q.paper_id)), "span": line(q.span)} for q in each.claim.quotes]
        fault = f"{faults[each.reason]}: {line(each.detail)}" if each.detail else faults[each.reason]
        yield {"number": number, "lang": lang, "text": line(each.claim.text), "quotes": quotes, "fault": fault}


def _claims(order: RepairOrder, data: Mapping[str, object]) -> Iterator[tuple[int, Claim]]:
    """Read the mended claims by the place of what they mend; a gist stays with its paper."""
    reader = Reader(order.papers)
    for number, item in numbered(data, len(order.failed)).items():
        claim, old = reader.claim(item, item.get("text")), order.failed[number - 1][1]
        if claim and (old.part != GIST or claim.cites == old.claim.cites):
            yield number - 1, claim


def _placed(grounded: Grounded, lang: str, order: RepairOrder, found: Mapping[int, Claim]) -> Mended:
    """Put claims behind those of their part that held."""
    parts = {part.name: list(part.claims) for part in grounded.draft.parts}
    gone: list[Dropped] = []
    for place, claim in found.items():
        of, old = order.failed[place]
        if of == lang:
            parts.setdefault(old.part, []).append(claim)
            gone.append(old)
    ordered = tuple(Part(name=name, claims=tuple(parts[name])) for name in (*PARTS, GIST) if name in parts)
    still = list(grounded.dropped)
    for old in gone:
        still.remove(old)
    return Mended(draft=replace(grounded.draft, parts=ordered), still=tuple(still), count=len(gone))
