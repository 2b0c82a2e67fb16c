"""Carry out orders: ask, several at once; check; have mended what failed; make texts of what holds.

    orders ──► halving ──► drafts ──► check ──► repair, once ──► check ──► compose
               (desk: kept replies, the model)

One order that fails costs its own text. Repairs are asked for when all orders have been,
so that a small budget goes to first drafts.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import chain

from radar.brief import compose, order_repair, orders
from radar.brief.asking import Asker, NoReply, Spent
from radar.brief.compose import Origin, Withheld
from radar.brief.drafts import Draft, Grounded
from radar.brief.halving import Failure, Gathered, Halving, LeftOut
from radar.brief.order_repair import RepairOrder
from radar.brief.orders import GistsOrder, Order
from radar.brief.replies import Answered, Desk, Forgotten, Replies
from radar.models import Briefing, Gist, Paper

Check = Callable[[Draft, Mapping[str, Paper]], Grounded]
"""Decides what of a draft may be published, given the papers of its input by id: `ground.check`."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Written:
    """Hold what came of all orders."""

    gists: tuple[Gist, ...]
    briefings: Mapping[tuple[str, str, str], Briefing]
    """By kind, slug and language, in the order of the orders."""
    withheld: tuple[Withheld, ...]
    """What a model wrote and may not be published, one by one; it need not be asked for again."""
    left_out: tuple[LeftOut, ...]
    """Papers that the model's server would not have, or about which it gave nothing; each once."""
    failures: tuple[Failure, ...]
    """Orders without a reply, some on a part of their papers; worth another try in a later run."""
    spent: Spent
    """What this run took; replies kept from earlier take nothing."""


@dataclass(frozen=True, kw_only=True, slots=True)
class _Work:
    """Hold an order whose reply was read and checked."""

    order: Order
    grounded: Mapping[str, Grounded]
    origin: Origin


def write(
    ordered: Sequence[Order],
    *,
    asker: Asker,
    check: Check,
    made: datetime,
    replies: Replies | None = None,
    concurrency: int = 4,
) -> Written:
    """Carry out orders, which `orders.batches`, `orders.topic` and `orders.bridge` make.

    They are asked in their order, `concurrency` at once: put first what the budget should
    go to first. `made` is the present, an aware instant. `replies` keeps replies between
    runs: the same orders again, with the same model, call nothing and give the same texts.
    `check` is called from this thread alone.

    Text that is in neither `gists` nor `briefings` is found in one of `withheld` (failed
    the check), `left_out` (the paper), `failures` (no reply). Nothing is raised for what a
    model or its server does.
    """
    desk = Desk(asker, Forgotten() if replies is None else replies, made=made)
    halving = Halving(desk)
    with ThreadPoolExecutor(max(1, concurrency), thread_name_prefix="ask") as pool:
        gathered: list[Gathered] = []
        work: list[_Work] = []
        for each in pool.map(halving.gather, ordered):
            gathered.append(each)
            work += (_checked(order, answered, desk.model, check) for order, answered in each.answers)
        asked = [(one, order_repair.repair(one.order, one.grounded)) for one in work]
        came = pool.map(lambda pair: _ask_repair(desk, pair[1]), asked)
        work = [_mended(one, repair, reply, check) for (one, repair), reply in zip(asked, came, strict=True)]
    return _written(work, sum(gathered, Gathered()), desk.spent)


def _checked(order: Order, answered: Answered, model: str, check: Check) -> _Work:
    papers = {paper.id: paper for paper in order.papers}
    grounded = {lang: check(draft, papers) for lang, draft in orders.drafts(order, answered.data).items()}
    origin = Origin(model=model, prompt=orders.version(order), made=answered.made, cost=answered.cost)
    return _Work(order=order, grounded=grounded, origin=origin)


def _ask_repair(desk: Desk, repair: RepairOrder | None) -> Answered | NoReply | None:
    return desk.put(order_repair.ask(repair), order_repair.version(repair)) if repair else None


def _mended(work: _Work, repair: RepairOrder | None, came: Answered | NoReply | None, check: Check) -> _Work:
    """Check once more what was mended; without a reply, what held stands alone."""
    if repair is None or not isinstance(came, Answered):
        return work
    papers = {paper.id: paper for paper in work.order.papers}
    tried = order_repair.mended(repair, work.grounded, came.data)
    grounded = {lang: each.settle(check(each.draft, papers)) for lang, each in tried.items()}
    prompt = f"{work.origin.prompt}+{order_repair.version(repair)}" if tried else work.origin.prompt
    origin = replace(work.origin, prompt=prompt, cost=work.origin.cost + came.cost)
    return replace(work, grounded={**work.grounded, **grounded}, origin=origin)


def _written(work: Sequence[_Work], gathered: Gathered, spent: Spent) -> Written:
    gists = tuple(chain.from_iterable(_gists(one) for one in work))
    briefings = tuple(chain.from_iterable(_briefings(one) for one in work))
    told = tuple(compose.distinct(each for each in briefings if isinstance(each, Briefing)))
    return Written(
        gists=tuple(each for each in gists if isinstance(each, Gist)),
        briefings={(each.kind, each.slug, each.lang): each for each in told if isinstance(each, Briefing)},
        withheld=tuple(each for each in (*gists, *briefings, *told) if isinstance(each, Withheld)),
        left_out=tuple({left.paper_id: left for left in reversed(gathered.left_out)}.values())[::-1],
        failures=gathered.failures,
        spent=spent,
    )


def _gists(work: _Work) -> Iterator[Gist | Withheld]:
    if isinstance(work.order, GistsOrder):
        yield from compose.gists(work.order, work.grounded, work.origin)


def _briefings(work: _Work) -> Iterable[Briefing | Withheld]:
    order = work.order
    if isinstance(order, GistsOrder):
        return ()
    return (compose.briefing(order, each, work.origin) for each in work.grounded.values())
