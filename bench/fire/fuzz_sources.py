"""Fuzz the answers of sources: each damaged answer goes through the adapter, merging and the ledger, as in a run.

The door is a fake that gives the damaged answer once and then nothing. What parses is the child's own function with
its own encoding of arguments and results, in this process, or `Apart`, where a case is given that.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, Final, cast

import fuzz_seeds
import mutations_json
import mutations_xml
from fuzz_case import Case, broken, text_fault
from fuzz_papers import LONGEST_REASON, MISSED, TODAY, WINDOW, judged
from mutations import Mutator

from radar.collect import abstracts, apart_protocol
from radar.collect.answers import Response
from radar.collect.apart import MOST_LISTINGS
from radar.collect.collect import COLLECTORS
from radar.collect.http import Door
from radar.collect.order import Order
from radar.config import Abstracts
from radar.config_sources import (
    ArxivSource,
    BiorxivSource,
    CrossrefSource,
    EuropePmcSource,
    FeedSource,
    OpenAlexSource,
    Source,
)
from radar.outcomes import Failed, SourceState
from radar.sift.lacking import Wanted
from radar.sift.text import ABSTRACT_LIMIT

NOW: Final = datetime(2026, 3, 6, 8, tzinfo=UTC)
_STORED_ONE_IN: Final = 25
"""Of so many answers, one is also written to a ledger on disk, read into an index, and read back."""


class FakeDoor:
    """Give one answer to the first that asks at an address with a word in it; all other addresses are down."""

    contact = ""

    def __init__(
        self, word: str, content: bytes, headers: Mapping[str, str], sound: Mapping[str, bytes], *, times: int = 1
    ) -> None:
        """Take the damaged answer and how often it is given, and sound ones by words of their addresses."""
        self._answers = {word: [content] * times}
        self._headers, self._sound = headers, sound

    def get(self, url: str, **_: object) -> Response | Failed:
        """Answer."""
        word = next((one for one in self._answers if one in url), None)
        if word is not None and (left := self._answers[word]):
            return Response(url=url, status=200, headers=self._headers, content=left.pop())
        content = next((content for one, content in self._sound.items() if one in url), None)
        if content is None:
            return Failed(state=SourceState.DOWN, reason="not asked for here")
        return Response(url=url, status=200, headers={}, content=content)


class AsTheChild:
    """Parse in this process, through the child's own encoding; what raises there raises here."""

    def run(self, parse: Callable[..., Any], content: bytes, /, *args: object, **kwargs: object) -> Any:  # noqa: ANN401 - any adapter's result
        """Do what child and parent do between them."""
        job = apart_protocol.job(parse)
        result = parse(content, **job.unpack(job.pack(content, *args, **kwargs)))
        if isinstance(result, Failed):
            return apart_protocol.FAILURE.validate_json(apart_protocol.FAILURE.dump_json(result), strict=True)
        told = job.result.validate_json(job.result.dump_json(result, warnings="error"), strict=True)
        if len(getattr(told, "listings", ())) > MOST_LISTINGS:
            raise broken(f"{len(told.listings)} listings of one answer")
        return told


@dataclass(frozen=True, kw_only=True, slots=True)
class Kind:
    """Say how answers of one sort are damaged, and who asks for them."""

    source: Source
    word: str
    """Of the address whose answer is damaged."""
    own: tuple[Any, ...]
    """Sound answers that are invented."""
    real: Callable[[], tuple[Any, ...]] = tuple
    """Captured ones."""
    is_xml: bool = True
    strictly: bool = False
    """Its XML is read by a parser that takes none but a well-formed one."""
    times: int = 1
    """How often the damaged answer is given."""
    missed: bool = True
    window_days: int = WINDOW
    sound: Mapping[str, bytes] = field(default_factory=dict)
    watch: tuple[str, ...] = ()


_ARXIV: Final = ArxivSource(kind="arxiv", categories=("cs.AI", "physics"))
_HOSTS: Final = ("journal.example",)
KINDS: Final[Mapping[str, Kind]] = {
    "feed": Kind(
        source=FeedSource(kind="feed", name="Sample Journal", url="https://journal.example/rss"),
        word="journal.example",
        own=(fuzz_seeds.RSS, fuzz_seeds.RDF, fuzz_seeds.ATOM),
        real=fuzz_seeds.real_feeds,
    ),
    "arxiv-rss": Kind(
        source=_ARXIV, word="/rss/", own=(fuzz_seeds.ARXIV_RSS,), real=fuzz_seeds.real_arxiv, missed=False
    ),
    "arxiv-oai": Kind(
        source=_ARXIV,
        word="/oai",
        own=(fuzz_seeds.ARXIV_OAI,),
        strictly=True,
        sound={"/api/": fuzz_seeds.ARXIV_API.encode()},
        watch=("Sample Author 1", "Sample Author Jr"),
    ),
    "arxiv-api": Kind(
        source=_ARXIV,
        word="/api/",
        own=(fuzz_seeds.ARXIV_API,),
        real=fuzz_seeds.real_results,
        strictly=True,
        window_days=1,
        times=3,
        watch=("Sample Author 1",),
    ),
    "biorxiv": Kind(
        source=BiorxivSource(kind="biorxiv"),
        word="api.",
        own=(fuzz_seeds.BIORXIV,),
        real=lambda: fuzz_seeds.real_values("biorxiv-api"),
        is_xml=False,
    ),
    "crossref": Kind(
        source=CrossrefSource(kind="crossref", name="Sample Journal", issn=("2049-3630",), hosts=_HOSTS),
        word="api.",
        own=(fuzz_seeds.CROSSREF,),
        real=lambda: fuzz_seeds.real_values("crossref"),
        is_xml=False,
    ),
    "openalex": Kind(
        source=OpenAlexSource(kind="openalex", name="Sample Journal", issn=("2049-3630",), hosts=_HOSTS),
        word="api.",
        own=(fuzz_seeds.OPENALEX,),
        is_xml=False,
    ),
    "europepmc": Kind(
        source=EuropePmcSource(kind="europepmc", query="TITLE:sample"),
        word="ebi.",
        own=(fuzz_seeds.EUROPEPMC,),
        is_xml=False,
    ),
}
SHARES: Final[Mapping[str, int]] = {
    "feed": 34,
    "arxiv-rss": 14,
    "arxiv-oai": 10,
    "arxiv-api": 7,
    "biorxiv": 9,
    "crossref": 9,
    "openalex": 7,
    "europepmc": 7,
    "abstracts": 3,
}
"""Of a hundred answers."""


def case(dice: random.Random, *, parser: Any = None) -> Case:  # noqa: ANN401 - `Apart`, or what does as the child
    """Make one damaged answer, and what is to be done with it."""
    name = dice.choices(list(SHARES), list(SHARES.values()))[0]
    return made(name, dice, parser=parser)


def made(name: str, dice: random.Random, *, parser: Any = None) -> Case:  # noqa: ANN401 - as in `case`
    """Make a damaged answer of one sort."""
    if name == "abstracts":
        return _abstracts(dice, parser or AsTheChild())
    kind = KINDS[name]
    content = _damaged(kind, Mutator(dice))
    charset = dice.choice(("utf-8", "utf-8", "", "latin-1", "utf-16", "x-none"))
    headers = {"content-type": f"application/rss+xml; charset={charset}" if kind.is_xml else "application/json"}
    stored = dice.randrange(_STORED_ONE_IN) == 0

    def judge() -> str:
        order = Order(
            now=NOW,
            today=TODAY,
            window_days=kind.window_days,
            missed={kind.source.label: MISSED if kind.missed else ()},
            watch=kind.watch,
            parser=parser or AsTheChild(),
        )
        door = cast("Door", FakeDoor(kind.word, content, headers, kind.sound, times=kind.times))
        harvest = COLLECTORS[kind.source.kind](kind.source, order, door)
        return judged(harvest, stored=stored)

    return Case(name=name, content=content, judge=judge)


def _damaged(kind: Kind, mutator: Mutator) -> bytes:
    real = kind.real()
    seed = mutator.dice.choice(real if real and mutator.one_in(3) else kind.own)
    if kind.is_xml:
        return mutations_xml.damaged(mutator, seed, (*kind.own, *real), strictly=kind.strictly)
    content = mutations_json.written(mutator, mutations_json.tree(mutator, seed)).encode("utf-8", "surrogatepass")
    return mutator.bytes(content) if mutator.one_in(8) else content


# -- further sorts -----------------------------------------------------------------------


_SERVICES: Final = {
    "crossref": fuzz_seeds.CROSSREF,
    "openalex": fuzz_seeds.OPENALEX,
    "europepmc": fuzz_seeds.EUROPEPMC,
    "semanticscholar": fuzz_seeds.SEMANTIC_SCHOLAR,
}


def _abstracts(dice: random.Random, parser: Any) -> Case:  # noqa: ANN401 - as in `case`
    """Damage what a service answers that is asked for abstracts."""
    mutator = Mutator(dice)
    name = dice.choice(list(_SERVICES))
    seed = _SERVICES[name]
    content = mutations_json.written(mutator, mutations_json.tree(mutator, seed)).encode("utf-8", "surrogatepass")
    content = mutator.bytes(content) if mutator.one_in(8) else content
    dois = ("10.5555/sample.1", "10.5555/sample.2", "10.5555/sample.2026.1", "10.5555/sample.2026.2")
    wanted = [
        Wanted(paper_id=f"doi:{doi}", day=TODAY, doi=doi, title="An invented finding", closes=True) for doi in dois
    ]

    def judge() -> str:
        door = cast("Door", FakeDoor("://", content, {}, {}))
        filled = abstracts.fill(wanted, Abstracts.model_validate({"ask": [name]}), door, parser=parser)
        for doi, found in filled.found.items():
            fault = text_fault(found.text, ABSTRACT_LIMIT)
            if fault or doi not in dois:
                raise broken(f"an abstract {fault}: {found.text[:80]!r}")
        for failed in filled.failed.values():
            if text_fault(failed.reason, LONGEST_REASON) or "Error:" in failed.reason:
                raise broken(failed.reason)
        return "abstracts" if filled.found else next((str(one.state) for one in filled.failed.values()), "none")

    return Case(name=f"abstracts of {name}", content=content, judge=judge)
