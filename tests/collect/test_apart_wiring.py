"""Whatever a source sends is parsed by way of `Order.parser`, and every parse function can be run apart."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, Concatenate, ParamSpec, TypeVar

import pytest
from loopback import door

import radar.collect
import tiny_world
from radar.collect import apart_protocol as protocol
from radar.collect import arxiv_api, arxiv_oai, arxiv_rss, feeds
from radar.collect.apart import IN_PROCESS, Apart, Parser
from radar.collect.order import Order
from radar.config import parse
from radar.config_sources import ArxivSource, FeedSource
from radar.outcomes import Failed, SourceState

P = ParamSpec("P")
R = TypeVar("R")
NOW = datetime(2026, 3, 6, 8, tzinfo=UTC)
TODAY = date(2026, 3, 6)
MISSED = (date(2026, 3, 4), date(2026, 3, 5))
ORDER = Order(now=NOW, today=TODAY)


@dataclass
class Refusing:
    """Parse nothing, and note what was to be parsed: what comes in spite of it was parsed elsewhere."""

    asked: list[str] = field(default_factory=list)

    def run(
        self, parse: Callable[Concatenate[bytes, P], R], content: bytes, /, *args: P.args, **kwargs: P.kwargs
    ) -> R | Failed:
        protocol.job(parse).pack(content, *args, **kwargs)
        self.asked.append(protocol.job(parse).name)
        return Failed(state=SourceState.ERROR, reason="not parsed")


@pytest.fixture
def net(tmp_path: Path) -> Iterator[Any]:
    fake = tiny_world.start(tmp_path, day="2026-03-06")
    yield fake
    fake.stop()


def sources(net: Any) -> tuple[ArxivSource, FeedSource]:
    arxiv, feed = parse(tiny_world.settings(net.base_url)).sources
    assert isinstance(arxiv, ArxivSource)
    assert isinstance(feed, FeedSource)
    return arxiv, feed


Ask = Callable[[Any, Parser], Any]


def ask_rss(net: Any, parser: Parser) -> Any:
    return arxiv_rss.fetch(sources(net)[0], door(pace_override=0.0), {}, now=NOW, parser=parser)


def ask_oai(net: Any, parser: Parser) -> Any:
    return arxiv_oai.missed(sources(net)[0], door(pace_override=0.0), MISSED, today=TODAY, parser=parser)


def ask_api(net: Any, parser: Parser) -> Any:
    return arxiv_api.missed(sources(net)[0], door(pace_override=0.0), MISSED, today=TODAY, parser=parser)


def ask_watched(net: Any, parser: Parser) -> Any:
    return arxiv_api.watched(
        sources(net)[0], door(pace_override=0.0), ["Sample Author 2"], since=MISSED[0], today=TODAY, parser=parser
    )


def ask_feed(net: Any, parser: Parser) -> Any:
    return feeds.collect(sources(net)[1], replace(ORDER, parser=parser), door(pace_override=0.0))


@pytest.mark.parametrize(
    ("ask", "parses"),
    [
        (ask_rss, "radar.collect.arxiv_rss:parse"),
        (ask_oai, "radar.collect.arxiv_oai:parse"),
        (ask_api, "radar.collect.arxiv_page:parse"),
        (ask_watched, "radar.collect.arxiv_page:parse"),
        (ask_feed, "radar.collect.feeds:parse"),
    ],
)
def test_nothing_that_came_is_parsed_but_by_the_parser(net: Any, ask: Ask, parses: str) -> None:
    refusing = Refusing()
    outcome = ask(net, refusing)
    assert outcome.listings == ()
    assert refusing.asked
    assert set(refusing.asked) == {parses}
    said = outcome.reason if hasattr(outcome, "reason") else outcome.failed.reason
    assert "not parsed" in said


@pytest.mark.parametrize("ask", [ask_rss, ask_oai, ask_api, ask_feed])
def test_what_is_parsed_apart_is_what_is_parsed_here(net: Any, ask: Ask) -> None:
    with Apart(seconds=120.0) as parser:
        apart = ask(net, parser)
        assert parser.started == 1
    here = ask(net, IN_PROCESS)
    assert len(here.listings) > 1
    assert apart.listings == here.listings
    assert getattr(apart, "state", "") == getattr(here, "state", "")


def parse_functions() -> Iterator[Callable[..., Any]]:
    """Find every function of the room that is made to parse bytes."""
    for found in pkgutil.iter_modules(radar.collect.__path__, "radar.collect."):
        module = importlib.import_module(found.name)
        for name, function in inspect.getmembers(module, inspect.isfunction):
            if name.startswith("parse") and function.__module__ == found.name:
                first = next(iter(inspect.signature(function).parameters), "")
                if first == "content":
                    yield function


@pytest.mark.parametrize("function", list(parse_functions()), ids=lambda f: f"{f.__module__}.{f.__name__}")
def test_every_parse_function_can_be_run_apart(function: Callable[..., Any]) -> None:
    job = protocol.job(function)
    assert list(job.signature.parameters)[1:] == list(job.arguments)
    schema = job.result.json_schema(mode="serialization")
    assert schema, "plain values alone"


def test_the_parse_functions_are_found() -> None:
    assert {feeds.parse, arxiv_rss.parse, arxiv_oai.parse} <= set(parse_functions())
