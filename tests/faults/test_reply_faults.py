"""FAULTS M5: thousands of replies whose ids, figures, passages and texts are mixed up, checked as in a real run."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random
from typing import Any

import pytest

from faults.matrix import FULL, Seen
from radar.brief import dispatch, orders
from radar.brief.asking import Ask
from radar.brief.ground import claims
from radar.brief.orders import Order
from radar.models import Paper

sys.path.insert(0, str(Path(__file__).parents[1] / "brief"))

from fake_asker import BOTH, DAY, NOW, FakeAsker, bridge_of, honest, paper

INPUT = tuple(paper(n) for n in range(1, 9))
FOREIGN = tuple(paper(n).id for n in (90, 91))
"""Ids of papers of another day."""
IDS = ("P1", "P2", "P5", "P8", "P9", "P0", "p1", "P1 ", "", "2603.00001", *FOREIGN, "10.5555/none", 3, None, ["P1"])
TEXTS = (
    "Sample 3 dries twice as fast as in still air",
    "Sample 3 dries 37 times as fast as in moving water",
    "We weigh sample 4 every 12 minutes in moving air",
    "Told: nothing of the kind",
    "虚构的样品干得快两倍。",
    *("", "x" * 3000, None, 7, [], {"en": "x"}, "<b>bold</b>", "https://evil.example"),
)


def mixed(data: Any, dice: Random) -> Any:
    """Replace, drop, repeat or swap pieces of a reply, each with a small chance."""
    if isinstance(data, dict):
        found = {name: mixed(value, dice) for name, value in data.items()}
        if "paper" in found and dice.random() < 0.4:
            found["paper"] = dice.choice(IDS)
        for name in ("span", "en", "zh", "text"):
            if name in found and dice.random() < 0.15:
                found[name] = dice.choice(TEXTS)
            elif isinstance(found.get(name), str) and dice.random() < 0.15:
                found[name] = re.sub(r"\d+", lambda _: str(dice.randrange(100)), found[name])
        if "also" in found and dice.random() < 0.3:
            found["also"] = [
                {"paper": dice.choice(IDS), "span": dice.choice(TEXTS)} for _ in range(dice.randrange(4))
            ]
        return {name: value for name, value in found.items() if dice.random() > 0.02}
    if isinstance(data, list):
        found = [mixed(value, dice) for value in data]
        if found and dice.random() < 0.2:
            found += [dice.choice(found) for _ in range(dice.randrange(5))]
        return found if dice.random() > 0.02 else dice.choice(TEXTS)
    return data


def all_orders(dice: Random) -> Iterator[Order]:
    some = dice.sample(INPUT, 5)
    titles = dict.fromkeys(BOTH, "A plain title")
    yield from orders.batches(INPUT, languages=BOTH)
    one = orders.topic("clay", some, day=DAY, languages=BOTH, titles=titles, name="Clay")
    other = orders.bridge(
        bridge_of(INPUT[0], INPUT[1]),
        {each.id: each for each in INPUT},
        day=DAY,
        languages=BOTH,
        titles=titles,
        field_names={"mater": "Materials", "bio": "Biology"},
    )
    yield from (each for each in (one, other) if each)


def digits(text: str) -> set[str]:
    return set(re.findall(r"\d+", text))


def figures(text: str) -> set[str]:
    """Find the figures of a text; of the invented abstracts' number words each as well."""
    words = {"ten": "10", "twice": "2", "one": "1"}
    return digits(text) | {words[word] for word in re.findall(r"[a-z]+", text) if word in words}


@pytest.mark.fault("M5", "L8", "L9")
@pytest.mark.parametrize("least", [500, pytest.param(10_000, marks=FULL)])
def test_m05_no_citation_is_published_that_does_not_hold(least: int, seen: Seen) -> None:
    dice, known = Random(7), {each.id: each for each in INPUT}  # noqa: S311 - a seed, no secret
    replies = published = 0
    while replies < least:
        asker = FakeAsker(_mixing(dice))
        ordered = tuple(all_orders(dice))
        inputs = {(each.kind, each.slug): {one.id for one in each.papers} for each in ordered}
        written = dispatch.write(ordered, asker=asker, check=claims.check, made=NOW, concurrency=1)
        replies += len(asker.asked)
        for (kind, slug, _), briefing in written.briefings.items():
            for citation in briefing.citations:
                assert citation.paper_id in inputs[kind, slug]
                assert_stands(citation.span, known[citation.paper_id])
            for sentence in (s for section in briefing.sections for s in section.sentences):
                cited = [known[briefing.citations[n - 1].paper_id] for n in sentence.cites]
                assert digits(sentence.text) <= figures(" ".join(f"{p.title} {p.abstract}" for p in cited))
                published += 1
        for gist in written.gists:
            assert_stands(gist.span, known[gist.id])
            assert digits(gist.text) <= figures(f"{known[gist.id].title} {known[gist.id].abstract}")
            published += 1
    assert published > replies, "the check lets the good ones pass"
    seen(f"{replies} replies by seed 7, {published} sentences published: 0 unknown ids, passages, figures")


def _mixing(dice: Random) -> Callable[[Ask], Any]:
    def script(ask: Ask) -> Any:
        return mixed(honest(ask), dice)

    return script


def assert_stands(span: str, cited: Paper) -> None:
    assert span in cited.abstract or span in cited.title
