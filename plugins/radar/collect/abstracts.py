"""Ask services for the abstracts that sources did not give, by DOI, each only for what is still missing.

    wanted ──► Crossref ──► OpenAlex ──► Europe PMC ──► Semantic Scholar ──► Filled
                  │ has none    │            │                 │
                  └─────────────┴── asks the next ─────────────┘

A service is asked for a paper only once all before it have answered for that paper.
So a service that fails does not hand its papers to the next: they wait for the next
run, and whose abstract a paper gets does not depend on who failed when. A paper whose
day closes waits for nobody.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Final

from radar.collect.abstracts_services import SERVICES, Reply, Service
from radar.collect.abstracts_text import is_abstract
from radar.collect.apart import IN_PROCESS, Parser
from radar.collect.crossref import mail
from radar.collect.http import Door, NotModified
from radar.config import Abstracts
from radar.outcomes import Failed, SourceState
from radar.sift.lacking import Wanted
from radar.sift.text import clean

__all__ = ["SERVICES", "Abstract", "Filled", "fill"]

LONGEST_ADDRESS: Final = 3_500
"""Crossref and OpenAlex refuse a request line of 4,096 bytes."""
_REASON_LIMIT: Final = 200
_TRIES: Final = 2
"""How often an answer is asked for that came cut off or in part."""
_NO_KEYS: Final[Mapping[str, str]] = MappingProxyType({})


@dataclass(frozen=True, kw_only=True, slots=True)
class Abstract:
    """Hold an abstract and who gave it."""

    text: str
    """Clean, and not yet cut to what the source's policy allows."""
    source: str
    """The service's name, as readers know it."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Filled:
    """Hold what a run's asking brought. Papers are named by DOI, services as in radar.toml."""

    found: Mapping[str, Abstract] = field(default_factory=dict)
    answered: Mapping[str, frozenset[str]] = field(default_factory=dict)
    """Of papers still without: who answered in this run that they have none."""
    known_without: frozenset[str] = frozenset()
    """Papers for which, in this run or before, every service answered that it has none."""
    asked: Mapping[str, int] = field(default_factory=dict)
    """By service: for how many papers it answered."""
    failed: Mapping[str, Failed] = field(default_factory=dict)
    """By service: why it gave no whole answer. It was left alone from there on."""


def fill(
    wanted: Iterable[Wanted],
    rules: Abstracts,
    door: Door,
    *,
    parser: Parser = IN_PROCESS,
    keys: Mapping[str, str] = _NO_KEYS,
) -> Filled:
    """Ask for abstracts, in order of `rules.ask`.

    Papers come in order of urgency: where a service takes only so many in a run, it is
    asked for the first. An answer that tells of a paper it was not asked for is not
    heard on that paper. `keys` are the owner's own, by service: OpenAlex takes one.
    Never raises for what a service does.
    """
    if not rules.enabled:
        return Filled()
    run = _Run(wanted)
    before: list[str] = []
    for name in dict.fromkeys(rules.ask):
        asking = _Asking(
            service=SERVICES[name],
            base=getattr(rules, f"{name}_url"),
            more=_more(name, door, keys),
            door=door,
            parser=parser,
        )
        run.ask(name, asking, before)
        before.append(name)
    return run.filled(before)


def _more(name: str, door: Door, keys: Mapping[str, str]) -> dict[str, str]:
    """Say who is asking, to those who want to know."""
    said = {"crossref": ("mailto", mail(door.contact)), "openalex": ("api_key", keys.get("openalex", ""))}
    key, value = said.get(name, ("", ""))
    return {key: value} if value else {}


@dataclass(frozen=True, kw_only=True, slots=True)
class _Asking:
    """Ask one service."""

    service: Service
    base: str
    more: Mapping[str, str] = field(repr=False)
    door: Door
    parser: Parser

    def batches(self, dois: Iterable[str]) -> Iterator[tuple[str, ...]]:
        """Part DOIs into requests, each as large as the service and the length of its address allow."""
        batch: tuple[str, ...] = ()
        for doi in dois:
            more = (*batch, doi)
            if batch and (len(more) > self.service.at_once or len(self.address(more)) > LONGEST_ADDRESS):
                yield batch
                more = (doi,)
            batch = more
        if batch:
            yield batch

    def address(self, dois: Sequence[str]) -> str:
        return self.service.address(self.base, dois, self.more)

    def answer(self, dois: Sequence[str]) -> Reply | Failed:
        """Ask for some DOIs, once more where the answer came in part."""
        reply = self._tried(dois)
        for _ in range(_TRIES - 1):
            if isinstance(reply, Failed) and reply.state is SourceState.DEGRADED:
                reply = self._tried(dois)
        return reply

    def _tried(self, dois: Sequence[str]) -> Reply | Failed:
        answer = self.door.get(self.address(dois), accept="application/json", also=self.service.also)
        if isinstance(answer, Failed):
            return answer
        if isinstance(answer, NotModified):
            return Failed(state=SourceState.ERROR, reason="not modified, though nothing was known")
        try:
            return self.parser.run(self.service.parse, answer.content)
        except Exception as error:  # noqa: BLE001 - a service's surprise must not end the day
            return Failed(state=SourceState.ERROR, reason=clean(f"{type(error).__name__}: {error}", _REASON_LIMIT))


class _Run:
    """Gather what one call of `fill` learns."""

    def __init__(self, wanted: Iterable[Wanted]) -> None:
        self.wanted: dict[str, Wanted] = {}
        for one in wanted:
            self.wanted.setdefault(one.doi, one)
        self.found: dict[str, Abstract] = {}
        self.answered: dict[str, frozenset[str]] = {}
        self.asked: dict[str, int] = {}
        self.failed: dict[str, Failed] = {}

    def ask(self, name: str, asking: _Asking, before: Sequence[str]) -> None:
        """Ask one service for what is still missing, batch by batch, until one fails."""
        due = [doi for doi in self.wanted if self.is_due(doi, name, before)][: asking.service.a_run]
        for batch in asking.batches(due):
            reply = asking.answer(batch)
            if isinstance(reply, Failed):
                self.failed[name] = reply
                return
            self.asked[name] = self.asked.get(name, 0) + len(batch)
            self.take(batch, reply, name)

    def is_due(self, doi: str, name: str, before: Iterable[str]) -> bool:
        """Tell whether it is a service's turn for a paper."""
        if doi in self.found or name in self.wanted[doi].answered:
            return False
        return self.wanted[doi].closes or self.heard(doi).issuperset(before)

    def heard(self, doi: str) -> frozenset[str]:
        """Name the services that have answered for a paper, now or before."""
        return self.wanted[doi].answered | self.answered.get(doi, frozenset())

    def take(self, batch: Iterable[str], reply: Reply, name: str) -> None:
        """Take an answer for the papers it was asked for."""
        for doi in batch:
            text = reply.texts.get(doi, "")
            if is_abstract(text, self.wanted[doi].title):
                self.found[doi] = Abstract(text=text, source=SERVICES[name].name)
                self.answered.pop(doi, None)
            else:
                self.answered[doi] = self.answered.get(doi, frozenset()) | {name}

    def filled(self, services: Sequence[str]) -> Filled:
        """Sum up."""
        return Filled(
            found=self.found,
            answered=self.answered,
            known_without=frozenset(doi for doi in self.answered if self.heard(doi).issuperset(services)),
            asked=self.asked,
            failed=self.failed,
        )
