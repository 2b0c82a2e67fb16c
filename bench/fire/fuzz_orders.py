"""Hold invented papers, the three kinds of orders on them, and the honest replies that fuzzing damages."""

from __future__ import annotations

import random
import re
from datetime import date
from functools import cache
from typing import Any, Final

from radar.brief import orders
from radar.brief.drafts import PARTS
from radar.brief.orders import Order
from radar.models import Bridge, Paper, Shared

DAY: Final = date(2026, 3, 6)
LANGUAGES: Final = ("zh", "en")
KINDS: Final = ("gists", "gists", "topic", "topic", "bridge")
_TOLD: Final = (
    (
        "On drying clay",
        """Clay samples have been described before. We weigh 48 samples every ten minutes in moving air. Samples dry
        twice as fast as in still air, in 3.5 hours. The gain does not depend on the temperature. Only one clay from
        Sampleton was weighed.""",
        ("样品在流动空气中干燥更快，用时3.5小时。", "Samples dry in 3.5 hours in moving air."),
    ),
    (
        "Leaves in moving air",
        """Leaves lose water to the wind. We measure 120 leaves of 6 trees with the LeafScope sensor. Moving air
        raises the loss of water by 25 % compared with still air. Small leaves lose less water than large leaves. The
        trees may adapt to the wind.""",
        ("流动空气使失水量增加25%。", "Moving air raises the loss of water by 25 %."),
    ),
    (
        "A planner for sample robots",
        """Robots plan slowly. We present SamplePlan, which plans 10 steps ahead with a graph. On the SampleBench data
        set it solves 81.4 % of 500 tasks, 7 points more than the best earlier planner. It fails where the map is
        wrong. The code is not released.""",
        ("SamplePlan解决了500个任务中的81.4%。", "SamplePlan solves 81.4 % of 500 tasks."),
    ),
    (
        "Invented tides",
        """Tides are hard to predict. We train a model of 2.1 million parameters on 30 years of tides. It reduces the
        error from 12 cm to 8 cm at 14 ports. In storms the error does not fall. We suggest that wind be measured.""",
        ("模型将14个港口的误差从12厘米降到8厘米。", "The error falls from 12 cm to 8 cm at 14 ports."),
    ),
)
"""Title, abstract, and what the abstract bears out in other words, in Chinese and in English."""
_ABSTRACTS: Final = tuple((title, " ".join(abstract.split()), told) for title, abstract, told in _TOLD)
PAPERS: Final = tuple(
    Paper(
        id=f"arxiv:2603.{n:05d}",
        day=DAY,
        title=title,
        authors=("Sample Author 1",),
        abstract=abstract,
        url=f"https://arxiv.org/abs/2603.{n:05d}",
        places=(),
    )
    for n, (title, abstract, _) in enumerate(_ABSTRACTS, 1)
)
BY_ID: Final = {paper.id: paper for paper in PAPERS}
SENTENCES: Final = tuple(tuple(re.split(r"(?<=\.) (?=[A-Z])", abstract)) for _, abstract, _ in _ABSTRACTS)
SAID: Final = tuple(text for _, _, told in _ABSTRACTS for text in told)
"""Sentences that papers bear out, in words of our own."""
_FIGURES: Final = re.compile(r"\d+(?:\.\d+)?")
_HALF: Final = 0.5


@cache
def order_of(kind: str) -> Order:
    """Order a text of a kind."""
    titles = {"zh": "样本主题", "en": "Sample topic"}
    if kind == "gists":
        return orders.GistsOrder(papers=PAPERS[:3], languages=LANGUAGES)
    made: Order | None
    if kind == "topic":
        made = orders.topic("samples", PAPERS, day=DAY, languages=LANGUAGES, titles=titles, name="Samples")
    else:
        two = PAPERS[:2]
        bridge = Bridge(
            slug="clay-leaves",
            day=DAY,
            papers=tuple(paper.id for paper in two),
            fields={two[0].id: "mater", two[1].id: "bio"},
            shared=(Shared(phrase="moving air", sentences={paper.id: "We weigh samples." for paper in two}),),
            **dict.fromkeys(("score", "closeness", "distance", "rarity", "novelty"), 1.0),
        )
        made = orders.bridge(
            bridge, BY_ID, day=DAY, languages=LANGUAGES, titles=titles, field_names={"mater": "M", "bio": "B"}
        )
    if made is None:
        raise ValueError(kind)
    return made


def honest(kind: str, dice: random.Random) -> dict[str, Any]:
    """Answer an order as a good model does, in other words or in the paper's own."""
    papers = order_of(kind).papers
    if kind == "gists":
        rows = [_claim(n, dice) for n, _ in enumerate(papers)]
        return {"summaries": [{key: row[key] for key in row if key != "also"} for row in rows]}
    heads = {"zh_headline": "样品", "en_headline": "Samples in moving air"}
    told: dict[str, Any] = {
        part: [_claim(n, dice) for n, _ in enumerate(papers) if n in (0, 1) or dice.random() < _HALF]
        for part in PARTS[:2]
    }
    return {**heads, **told, "matters": [], "doubtful": [_claim(0, dice)] if dice.random() < _HALF else []}


def _claim(number: int, dice: random.Random) -> dict[str, Any]:
    """Say something of a paper that it bears out: a sentence of its own, or one in other words."""
    sentence = dice.choice(SENTENCES[number])
    zh, en = _ABSTRACTS[number][2]
    if dice.random() < _HALF:
        return {
            "paper": f"P{number + 1}",
            "span": sentence,
            "also": [],
            "zh": f"该论文写道：{sentence}",
            "en": sentence,
        }
    told = set(_FIGURES.findall(en))
    span = next(one for one in SENTENCES[number] if told <= set(_FIGURES.findall(one)))
    return {"paper": f"P{number + 1}", "span": span, "also": [], "zh": zh, "en": en}


def repaired(dice: random.Random) -> dict[str, Any]:
    """Answer the order to mend what failed."""
    claims = []
    for number in range(1, dice.randint(1, 5) + 1):
        claim = _claim(dice.randrange(2), dice)
        claims.append({"number": number, **claim, "text": claim[dice.choice(LANGUAGES)]})
    return {"claims": claims}
