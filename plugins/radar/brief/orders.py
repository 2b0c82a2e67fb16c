"""Order texts of a model: each order knows its question, and reads drafts out of the reply.

    gists      up to eight papers       one sentence each
    topic      a topic's best papers    a briefing in four parts
    bridge     the papers of a bridge   the same, for readers of the other field
    repair     claims that failed       the same claims, mended (`order_repair`)

Texts follow from the order alone, so that the same order is the same question for ever
and its reply can be kept by it. All languages are asked for in one call.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from itertools import chain, islice
from typing import Final

from radar.brief import order_read, order_schema, prompts
from radar.brief.asking import Ask
from radar.brief.drafts import Draft
from radar.brief.order_text import as_data, commanded, fenced, line, told, trusted
from radar.models import Bridge, Paper

BATCH: Final = 8
"""Papers of one order of gists."""
TOPIC_PAPERS: Final = 12
"""Papers of a topic that a model is shown, the best ones."""
MOST_SHARED: Final = 8
"""Phrases of a bridge that are put into the question."""
_TWO: Final = 2
"""Fewer papers, or fields, join nothing."""


@dataclass(frozen=True, kw_only=True, slots=True)
class GistsOrder:
    """Order one sentence on each of a few papers; `batches` makes these."""

    papers: tuple[Paper, ...]
    languages: tuple[str, ...]

    @property
    def kind(self) -> str:
        """Name the sort of order."""
        return "gists"

    @property
    def slug(self) -> str:
        """Name the order among those of its kind: by its first paper."""
        return self.papers[0].id


@dataclass(frozen=True, kw_only=True, slots=True)
class TopicOrder:
    """Order a briefing on a topic; `topic` makes these."""

    slug: str
    day: date
    languages: tuple[str, ...]
    titles: Mapping[str, str]
    """By language: what heads the briefing where the model's own headline does not hold."""
    name: str
    describe: str
    """What the topic is about, in the owner's words; may be empty."""
    papers: tuple[Paper, ...]
    paper_count: int
    """All papers of the topic, those not shown to the model included."""

    @property
    def kind(self) -> str:
        """Name the sort of order, as `models.Briefing` does."""
        return "topic"


@dataclass(frozen=True, kw_only=True, slots=True)
class BridgeOrder:
    """Order a briefing on a bridge; `bridge` makes these."""

    bridge: Bridge
    day: date
    languages: tuple[str, ...]
    titles: Mapping[str, str]
    field_names: Mapping[str, str]
    """By field id: its name, in English, for the question."""
    papers: tuple[Paper, ...]
    """Those of the bridge, in its order; two or more, of two or more fields."""

    @property
    def kind(self) -> str:
        """Name the sort of order, as `models.Briefing` does."""
        return "cross"

    @property
    def slug(self) -> str:
        """Name the bridge."""
        return self.bridge.slug

    @property
    def paper_count(self) -> int:
        """Count the papers that the briefing is drawn from."""
        return len(self.papers)


BriefingOrder = TopicOrder | BridgeOrder
Order = GistsOrder | BriefingOrder


def batches(papers: Iterable[Paper], *, languages: tuple[str, ...]) -> tuple[GistsOrder, ...]:
    """Order gists of papers, eight to a question; papers without an abstract are passed over.

    A paper whose text gives orders to a model has a question of its own, after the others.
    """
    some = told(papers)
    left = iter(trusted(some))
    alone = ((paper,) for paper in some if commanded(paper))
    return tuple(
        GistsOrder(papers=shown, languages=languages)
        for shown in chain(iter(lambda: tuple(islice(left, BATCH)), ()), alone)
    )


def topic(
    slug: str,
    papers: Iterable[Paper],
    *,
    day: date,
    languages: tuple[str, ...],
    titles: Mapping[str, str],
    name: str,
    describe: str = "",
) -> TopicOrder | None:
    """Order a briefing on a topic from its papers, best first; None if there is none to show.

    The model is shown the first twelve with an abstract that gives it no orders; all are counted.
    """
    every = tuple(papers)
    shown = trusted(every)[:TOPIC_PAPERS]
    if not shown:
        return None
    return TopicOrder(
        slug=slug,
        day=day,
        languages=languages,
        titles=titles,
        name=name,
        describe=describe,
        papers=shown,
        paper_count=len(every),
    )


def bridge(
    joined: Bridge,
    papers: Mapping[str, Paper],
    *,
    day: date,
    languages: tuple[str, ...],
    titles: Mapping[str, str],
    field_names: Mapping[str, str],
) -> BridgeOrder | None:
    """Order a briefing on a bridge; None where fewer than two of its fields have an abstract to show.

    `papers` holds those of the bridge, by id.
    """
    order = BridgeOrder(
        bridge=joined,
        day=day,
        languages=languages,
        titles=titles,
        field_names=field_names,
        papers=trusted(papers[paper_id] for paper_id in joined.papers if paper_id in papers),
    )
    return order if _joins(order) else None


def ask(order: Order) -> Ask:
    """Put the question."""
    prompt = prompts.load(_prompt_name(order), order.languages)
    schema, most = _shape(order)
    return Ask(
        name=prompt.name,
        system=prompt.system,
        user=prompt.user(**dict(_facts(order))),
        schema=schema,
        example=prompt.example,
        most_tokens_out=most,
    )


def version(order: Order) -> str:
    """Name the prompt by which the order is put, with its version."""
    return prompts.load(_prompt_name(order), order.languages).version


def drafts(order: Order, data: Mapping[str, object]) -> Mapping[str, Draft]:
    """Read a reply: a draft for each language of the order, in their order.

    What is not as asked is left out; nothing is believed, and nothing raises.
    """
    reader = order_read.Reader(order.papers)
    if isinstance(order, GistsOrder):
        return {lang: reader.gists(data, lang) for lang in order.languages}
    return {lang: reader.briefing(data, lang) for lang in order.languages}


def narrowed(order: Order, keep: Collection[str]) -> Order | None:
    """Give the same order on fewer of its papers, those of `keep`; None if too few are left to order anything."""
    smaller = replace(order, papers=tuple(paper for paper in order.papers if paper.id in keep))
    if isinstance(smaller, BridgeOrder):
        return smaller if _joins(smaller) else None
    return smaller if smaller.papers else None


def _joins(order: BridgeOrder) -> bool:
    fields = {order.bridge.fields.get(paper.id) for paper in order.papers}
    return len(order.papers) >= _TWO and len(fields) >= _TWO


def _prompt_name(order: Order) -> str:
    return "bridge" if isinstance(order, BridgeOrder) else order.kind


def _shape(order: Order) -> tuple[Mapping[str, object], int]:
    """Give the schema of the reply and the tokens it may take."""
    if isinstance(order, GistsOrder):
        count = len(order.papers)
        return order_schema.summaries(count, order.languages), order_schema.bound(count, order.languages, also=False)
    claims = sum(order_schema.MOST_CLAIMS.values())
    return order_schema.briefing(order.languages), order_schema.bound(claims, order.languages, also=True)


def _facts(order: Order) -> Iterator[tuple[str, str]]:
    """Give what is filled into the prompt."""
    yield "count", str(len(order.papers))
    if isinstance(order, TopicOrder):
        owner = {"name": line(order.name), "describe": line(order.describe)}
        yield "topic", fenced({key: value for key, value in owner.items() if value})
    if isinstance(order, BridgeOrder):
        names = {p.id: order.field_names.get(f, f) for p in order.papers if (f := order.bridge.fields.get(p.id))}
        yield "fields", ", ".join(dict.fromkeys(names.values()))
        yield "shared", fenced([line(shared.phrase) for shared in order.bridge.shared[:MOST_SHARED]])
        yield "papers", as_data(order.papers, names)
    else:
        yield "papers", as_data(order.papers)
