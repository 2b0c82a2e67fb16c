"""Make gists and briefings of drafts that were checked, or say why there is too little to make one of.

A briefing needs two sentences, one of them under "What happened", and at least half of
the claims that were written, repetitions aside: where more had to go, the rest is no
fair picture. One across fields cites papers of two of its fields.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from radar.brief.asking import Spent
from radar.brief.drafts import PARTS, Claim, Grounded
from radar.brief.orders import BridgeOrder, BriefingOrder, GistsOrder
from radar.models import Briefing, Citation, Gist, Section, Sentence

HEADINGS: Final[Mapping[str, Mapping[str, str]]] = {
    "zh": dict(zip(PARTS, ("发生了什么", "怎么做的", "为什么重要", "存疑之处"), strict=True)),
    "en": dict(zip(PARTS, ("What happened", "How", "Why it matters", "What is doubtful"), strict=True)),
}
"""By language and part."""
LEAST_SENTENCES: Final = 2
LEAST_SHARE: Final = 0.5
"""Of the claims that were written, repetitions aside."""
MOST_REPEATED: Final = 0.8
"""Share of a briefing's sentences that may stand word for word in another of the same run."""
_REPETITION: Final = "duplicate"
"""`ground`'s reason for a claim that the draft makes twice."""


class Why(StrEnum):
    """Why nothing is published of what a model wrote."""

    NOTHING = "nothing"
    """The reply held no sentence of it."""
    DROPPED = "dropped"
    """Of a gist: it did not pass the check."""
    FEW = "few"
    """Fewer than two sentences held."""
    NO_NEWS = "no_news"
    """Nothing held of what happened."""
    MOSTLY_DROPPED = "mostly_dropped"
    """Fewer than half of the claims held."""
    ONE_FIELD = "one_field"
    """Of a briefing across fields: only one of its fields is left in it."""
    REPEATED = "repeated"
    """Another briefing of the same run says the same, word for word."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Withheld:
    """Name a text that a model was asked for in vain: asking the same again would bring the same."""

    kind: str
    """`gist`, `topic` or `cross`."""
    slug: str
    """Of a gist the paper's id."""
    lang: str
    why: Why
    dropped: int
    """Claims of it that failed the check."""
    model: str
    prompt: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Origin:
    """Say where drafts came from."""

    model: str
    prompt: str
    """The prompt's version; where claims were mended, with that of the prompt for repairs behind a `+`."""
    made: str
    cost: Spent
    """Of all languages together, repairs included."""


def gists(order: GistsOrder, grounded: Mapping[str, Grounded], origin: Origin) -> Iterator[Gist | Withheld]:
    """Give a gist for each paper and language, or say why there is none."""
    for lang in order.languages:
        held = {claim.cites[0]: claim for claim in reversed(_claims(grounded[lang])) if claim.quotes}
        failed = [paper_id for each in grounded[lang].dropped for paper_id in each.claim.cites]
        for paper in order.papers:
            if claim := held.get(paper.id):
                yield Gist(
                    id=paper.id,
                    lang=lang,
                    text=claim.text,
                    span=claim.quotes[0].span,
                    by="model",
                    model=origin.model,
                    prompt=origin.prompt,
                )
            else:
                why = Why.DROPPED if paper.id in failed else Why.NOTHING
                yield _withheld("gist", paper.id, lang, why, failed.count(paper.id), origin)


def briefing(order: BriefingOrder, grounded: Grounded, origin: Origin) -> Briefing | Withheld:
    """Give the briefing in the language of a draft, or say why there is none.

    Its cost is its share of what all languages of the order took.
    """
    lang = grounded.draft.lang
    if why := _too_little(order, grounded):
        return _withheld(order.kind, order.slug, lang, why, len(grounded.dropped), origin)
    headings = HEADINGS.get(lang, HEADINGS["en"])
    numbers = _numbers(_claims(grounded))
    place, count = order.languages.index(lang), len(order.languages)
    return Briefing(
        slug=order.slug,
        kind=order.kind,
        day=order.day,
        lang=lang,
        title=grounded.draft.title or order.titles.get(lang) or order.slug,
        sections=tuple(
            Section(heading=headings[part.name], sentences=tuple(_sentence(c, numbers) for c in part.claims))
            for part in grounded.draft.parts
            if part.claims
        ),
        citations=tuple(Citation(number=n, paper_id=paper_id, span=span) for (paper_id, span), n in numbers.items()),
        paper_count=order.paper_count,
        by="model",
        model=origin.model,
        prompt=origin.prompt,
        tokens_in=_share(origin.cost.tokens_in, place, count),
        tokens_out=_share(origin.cost.tokens_out, place, count),
        usd=origin.cost.usd / count,
        dropped=len(grounded.dropped),
        fields=_fields(order),
        made=origin.made,
    )


def distinct(made: Iterable[Briefing]) -> Iterator[Briefing | Withheld]:
    """Pass briefings on, but for those that repeat more than four fifths of an earlier one in their language."""
    seen: list[tuple[str, frozenset[str]]] = []
    for each in made:
        own = _sentences(each)
        if any(lang == each.lang and len(own & other) > MOST_REPEATED * len(own) for lang, other in seen):
            origin = Origin(model=each.model, prompt=each.prompt, made=each.made, cost=Spent())
            yield _withheld(each.kind, each.slug, each.lang, Why.REPEATED, each.dropped, origin)
        else:
            seen.append((each.lang, own))
            yield each


def _too_little(order: BriefingOrder, grounded: Grounded) -> Why | None:
    claims = _claims(grounded)
    failed = sum(each.reason != _REPETITION for each in grounded.dropped)
    if not claims and not grounded.dropped:
        return Why.NOTHING
    if len(claims) < LEAST_SHARE * (len(claims) + failed):
        return Why.MOSTLY_DROPPED
    if len(claims) < LEAST_SENTENCES:
        return Why.FEW
    if not any(part.name == PARTS[0] and part.claims for part in grounded.draft.parts):
        return Why.NO_NEWS
    if isinstance(order, BridgeOrder):
        cited = {order.bridge.fields.get(quote.paper_id) for claim in claims for quote in claim.quotes}
        return Why.ONE_FIELD if len(cited) == 1 else None
    return None


def _withheld(kind: str, slug: str, lang: str, why: Why, dropped: int, origin: Origin) -> Withheld:
    return Withheld(
        kind=kind, slug=slug, lang=lang, why=why, dropped=dropped, model=origin.model, prompt=origin.prompt
    )


def _claims(grounded: Grounded) -> list[Claim]:
    return [claim for part in grounded.draft.parts for claim in part.claims]


def _numbers(claims: Iterable[Claim]) -> dict[tuple[str, str], int]:
    """Give passages numbers from 1 on, in the order in which sentences first rest on them."""
    passages = dict.fromkeys((quote.paper_id, quote.span) for claim in claims for quote in claim.quotes)
    return {passage: number for number, passage in enumerate(passages, 1)}


def _sentence(claim: Claim, numbers: Mapping[tuple[str, str], int]) -> Sentence:
    cites = dict.fromkeys(numbers[quote.paper_id, quote.span] for quote in claim.quotes)
    return Sentence(text=claim.text, cites=tuple(cites))


def _share(total: int, place: int, count: int) -> int:
    """Give one of `count` nearly equal whole shares, which add up to the total."""
    return total // count + (place < total % count)


def _fields(order: BriefingOrder) -> tuple[str, ...]:
    """List the fields that a briefing joins, in the order of its papers."""
    if not isinstance(order, BridgeOrder):
        return ()
    fields = (order.bridge.fields.get(paper.id, "") for paper in order.papers)
    return tuple(dict.fromkeys(field for field in fields if field))


def _sentences(made: Briefing) -> frozenset[str]:
    return frozenset(_folded(sentence.text) for section in made.sections for sentence in section.sentences)


def _folded(text: str) -> str:
    return " ".join(text.split()).casefold()
