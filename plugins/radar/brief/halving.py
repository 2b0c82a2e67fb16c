"""Get replies to orders; where one will not come, find the part that is in its way and leave that out alone.

A batch of gists is halved down to the paper that fails by itself: six more calls for one
of eight. The papers of a briefing are halved with questions for gists, whose replies are
short; the paper so found is left out of every further briefing. What a run may spend on
all this is bounded.
"""

from __future__ import annotations

import threading
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Final

from radar.brief import orders
from radar.brief.asking import NoReply, Spent, Trouble
from radar.brief.orders import BriefingOrder, GistsOrder, Order
from radar.brief.replies import Answered, Desk
from radar.models import Paper

MOST_EXTRA: Final = 34
"""Further calls that a run may make for what failed: twice what one paper among 200 may cost."""
MOST_REFUSED: Final = 2
"""Papers that are looked for in one briefing."""
PROBED: Final = ("en",)
"""The language in which papers are asked about only to see whether they are refused."""
_PARTED: Final = frozenset({Trouble.FILTERED, Trouble.CUT, Trouble.REFUSED, Trouble.UNREADABLE})
"""Troubles that a part of the papers may not meet."""


@dataclass(frozen=True, kw_only=True, slots=True)
class LeftOut:
    """Name a paper that a model could not be asked about, and why."""

    paper_id: str
    trouble: Trouble
    reason: str
    model: str
    prompt: str
    """The version of the prompt for gists: what is asked about a single paper."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Failure:
    """Name an order to which no reply came, and why; a later run may try again."""

    order: Order
    trouble: Trouble
    reason: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Gathered:
    """Hold what came of one order: replies to it or to its parts, what was left out, what failed."""

    answers: tuple[tuple[Order, Answered], ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    failures: tuple[Failure, ...] = ()

    def __add__(self, other: Gathered) -> Gathered:
        """Join what came of two parts."""
        return Gathered(
            answers=self.answers + other.answers,
            left_out=self.left_out + other.left_out,
            failures=self.failures + other.failures,
        )


@dataclass(frozen=True, kw_only=True, slots=True)
class _Suspect:
    """Hold a paper that was refused, and whether others of its order passed."""

    left_out: LeftOut
    sure: bool


class Halving:
    """Get replies, within the further calls that one run may make. Safe to share between threads."""

    def __init__(self, desk: Desk, *, most_extra: int = MOST_EXTRA) -> None:
        """Ask through a desk."""
        self._desk = desk
        self._left = most_extra
        self._counting = threading.Lock()
        self._searching = threading.Lock()

    def gather(self, order: Order) -> Gathered:
        """Get the reply to an order, whatever parts it takes."""
        return self._gists(order) if isinstance(order, GistsOrder) else self._briefing(order)

    def _put(self, order: Order) -> Answered | NoReply:
        return self._desk.put(orders.ask(order), orders.version(order))

    def _may(self, calls: int) -> bool:
        """Take further calls from what is left of them."""
        with self._counting:
            enough = self._left >= calls
            self._left -= calls if enough else 0
            return enough

    def _gists(self, order: GistsOrder) -> Gathered:
        """Get gists; a batch of which no part passes tells nothing of its papers, and just failed."""
        came = self._put(order)
        found = self._settled(order, came, before=None)
        if isinstance(came, NoReply) and len(order.papers) > 1 and not found.answers:
            return _failed(order, came)
        self._note(order.papers, found.left_out)
        return found

    def _settled(self, order: GistsOrder, came: Answered | NoReply, *, before: Trouble | None) -> Gathered:
        """Take a reply, or go on with halves; what is cut twice, or breaks in both halves alike, just failed."""
        if isinstance(came, Answered):
            return Gathered(answers=((order, came),))
        cut_again = came.trouble is Trouble.CUT and (before is Trouble.CUT or len(order.papers) == 1)
        if came.trouble not in _PARTED or cut_again:
            return _failed(order, came)
        if len(order.papers) == 1:
            return Gathered(left_out=(self._left_out(order.papers[0], came.trouble, came.reason),))
        if not self._may(2):
            return _failed(order, came)
        halves = _halves(order)
        replies = [self._put(half) for half in halves]
        if came.trouble is not Trouble.FILTERED and all(isinstance(reply, NoReply) for reply in replies):
            return _failed(order, came)
        parts = (self._settled(half, reply, before=came.trouble) for half, reply in zip(halves, replies, strict=True))
        return sum(parts, Gathered())

    def _note(self, papers: Iterable[Paper], left_out: Iterable[LeftOut]) -> None:
        """Have the desk remember which papers the server will not have."""
        refused = {left.paper_id: left.reason for left in left_out if left.trouble is Trouble.FILTERED}
        for paper in papers:
            if paper.id in refused:
                self._desk.note_refusal(paper, refused[paper.id])

    def _briefing(self, order: BriefingOrder) -> Gathered:
        """Ask without the papers known to be refused; then, if need be, without those found to be."""
        known = self._known(order.papers)
        smaller, came = self._without(order, known)
        if smaller and _is_filtered(came):
            known, smaller, came = self._sought(order, known, smaller, came)
        if smaller and isinstance(came, NoReply) and came.trouble is Trouble.CUT:
            smaller, came = self._shorter(smaller, came)
        away = Gathered(left_out=known)
        if isinstance(came, NoReply) or smaller is None:
            return away + _failed(order, came if isinstance(came, NoReply) else _nothing_left())
        return away + Gathered(answers=((smaller, came),))

    def _sought(
        self, order: BriefingOrder, known: Sequence[LeftOut], smaller: Order | None, came: Answered | NoReply
    ) -> tuple[tuple[LeftOut, ...], Order | None, Answered | NoReply]:
        """Find the papers that are refused, and ask without them; one search at a time, so that none is made twice.

        A paper counts as refused only if something passed without it.
        """
        with self._searching:
            told = self._known(order.papers)
            if len(told) > len(known):
                smaller, came = self._without(order, told)
            found: list[_Suspect] = []
            while smaller and _is_filtered(came) and len(found) < MOST_REFUSED:
                suspect = self._search(smaller.papers)
                if suspect is None or not self._may(1):
                    break
                found.append(suspect)
                smaller, came = self._without(order, (*told, *(each.left_out for each in found)))
            sure = tuple(each.left_out for each in found if each.sure or isinstance(came, Answered))
            self._note(order.papers, sure)
        return (*told, *sure), smaller, came

    def _without(self, order: BriefingOrder, known: Iterable[LeftOut]) -> tuple[Order | None, Answered | NoReply]:
        away = {left.paper_id for left in known}
        smaller = orders.narrowed(order, {paper.id for paper in order.papers} - away) if away else order
        return smaller, self._put(smaller) if smaller else _nothing_left()

    def _shorter(self, order: Order, came: NoReply) -> tuple[Order | None, Answered | NoReply]:
        """Ask once more on the first half of the papers."""
        first = {paper.id for paper in order.papers[: len(order.papers) // 2]}
        smaller = orders.narrowed(order, first)
        return (smaller, self._put(smaller)) if smaller and self._may(1) else (order, came)

    def _known(self, papers: Iterable[Paper]) -> tuple[LeftOut, ...]:
        """List the papers that the server said today it will not have."""
        told = ((paper, self._desk.refuses(paper)) for paper in papers)
        return tuple(self._left_out(paper, Trouble.FILTERED, reason) for paper, reason in told if reason)

    def _search(self, papers: Sequence[Paper]) -> _Suspect | None:
        """Find one paper that is refused by itself; None where there is none, or no call is left."""
        suspects: Sequence[Paper] = papers
        refused: NoReply | None = None
        passed = False
        while len(suspects) > 1:
            half = suspects[: len(suspects) // 2]
            came = self._probe(half)
            if came is None:
                return None
            refused = came if isinstance(came, NoReply) else None
            passed = passed or refused is None
            suspects = half if refused else suspects[len(half) :]
        last = refused or self._probe(suspects)
        if not isinstance(last, NoReply):
            return None
        return _Suspect(left_out=self._left_out(suspects[0], last.trouble, last.reason), sure=passed)

    def _left_out(self, paper: Paper, trouble: Trouble, reason: str) -> LeftOut:
        prompt = orders.version(GistsOrder(papers=(paper,), languages=PROBED))
        return LeftOut(paper_id=paper.id, trouble=trouble, reason=reason, model=self._desk.model, prompt=prompt)

    def _probe(self, papers: Sequence[Paper]) -> Answered | NoReply | None:
        """Tell whether the server refuses some papers: its refusal, else a reply; None where neither came."""
        if not self._may(1):
            return None
        came = self._put(GistsOrder(papers=tuple(papers), languages=PROBED))
        return came if isinstance(came, Answered) or came.trouble is Trouble.FILTERED else None


def _is_filtered(came: Answered | NoReply) -> bool:
    return isinstance(came, NoReply) and came.trouble is Trouble.FILTERED


def _halves(order: GistsOrder) -> tuple[GistsOrder, GistsOrder]:
    middle = len(order.papers) // 2
    return replace(order, papers=order.papers[:middle]), replace(order, papers=order.papers[middle:])


def _failed(order: Order, came: NoReply) -> Gathered:
    return Gathered(failures=(Failure(order=order, trouble=came.trouble, reason=came.reason),))


def _nothing_left() -> NoReply:
    reason = "too few papers are left that the server will have"
    return NoReply(trouble=Trouble.FILTERED, reason=reason, spent=Spent())
