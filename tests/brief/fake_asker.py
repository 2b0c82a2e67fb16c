"""Invented papers, a model that answers as it is told, and a check that knows right from wrong by a word."""

from __future__ import annotations

import json
import re
import threading
from collections import Counter
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from typing import Any

from radar.brief.asking import Ask, NoReply, Reply, Spent, Trouble
from radar.brief.drafts import Draft, Dropped, Grounded, Part
from radar.models import Bridge, Paper, Shared

DAY = date(2026, 3, 4)
NOW = datetime(2026, 3, 4, 8, 0, tzinfo=UTC)
BOTH = ("zh", "en")
POISON = "forbidden words"
COST = Spent(calls=1, tokens_in=1001, tokens_out=101, usd=0.01, seconds=0.5)
PART_NAMES = ("happened", "how", "matters", "doubtful")


def paper(number: int, *more: str, abstract: str | None = None) -> Paper:
    told = (
        f"Clay sample {number} has been described before. "
        f"We weigh sample {number} every ten minutes in moving air. "
        f"Sample {number} dries twice as fast as in still air. "
        f"Only one sample {number} was weighed."
    )
    return Paper(
        id=f"arxiv:2603.{number:05}",
        day=DAY,
        title=f"On clay sample {number}",
        authors=("Sample Author 1",),
        abstract=" ".join((told, *more)) if abstract is None else abstract,
        url="",
        places=(),
    )


def papers(count: int, *, poisoned: tuple[int, ...] = ()) -> tuple[Paper, ...]:
    return tuple(paper(n, *((f"It holds {POISON}.",) if n in poisoned else ())) for n in range(1, count + 1))


def bridge_of(one: Paper, other: Paper, *more: Paper) -> Bridge:
    every = (one, other, *more)
    return Bridge(
        slug="clay-leaves",
        day=DAY,
        papers=tuple(each.id for each in every),
        fields={each.id: ("mater", "bio")[n % 2] for n, each in enumerate(every)},
        shared=(Shared(phrase="moving air", sentences={}),),
        score=1.0,
        closeness=1.0,
        distance=1.0,
        rarity=1.0,
        novelty=1.0,
    )


def shown(ask: Ask) -> list[dict[str, str]]:
    """Read the papers of a question, as a model would."""
    found = re.search(r"<papers>\n(.*)\n</papers>", ask.user, re.DOTALL)
    assert found
    rows: list[dict[str, str]] = json.loads(found[1])
    return rows


def sentence(row: Mapping[str, str], place: int) -> str:
    parts = row["abstract"].split(". ")
    return parts[place % len(parts)].rstrip(".")


def claim(row: Mapping[str, str], place: int, languages: tuple[str, ...] = BOTH) -> dict[str, Any]:
    span = sentence(row, place)
    texts = {lang: f"{'据称：' if lang == 'zh' else 'Told: '}{span}" for lang in languages}
    return {"paper": row["id"], "span": span, "also": [], **texts}


def honest(ask: Ask) -> dict[str, Any]:
    """Answer as a good model does: each claim with a sentence of its paper."""
    rows = shown(ask)
    if ask.name == "gists":
        return {"summaries": [claim(row, 2) for row in rows]}
    if ask.name == "repair":
        failed = json.loads(ask.user.split("\n", 1)[1].split("\n]\n")[0] + "]")
        return {
            "claims": [
                {**claim(rows[0], 2), "number": f["number"], "text": f"Mended: {n}"} for n, f in enumerate(failed)
            ]
        }
    heads = {f"{lang}_headline": f"Headline in {lang}" for lang in BOTH}
    parts = {name: [claim(row, place) for row in rows[:2]] for place, name in enumerate(PART_NAMES)}
    return {**heads, **parts}


Answer = dict[str, Any] | Trouble | None


class FakeAsker:
    """Answer by a script: a reply's data, a trouble, or None for the honest reply."""

    model = "sample-model"

    def __init__(self, script: Callable[[Ask], Answer] = lambda _: None) -> None:
        self.script = script
        self.asked: list[Ask] = []
        self._lock = threading.Lock()

    def ask(self, ask: Ask) -> Reply | NoReply:
        with self._lock:
            self.asked.append(ask)
        told = self.script(ask)
        if isinstance(told, Trouble):
            return NoReply(trouble=told, reason=f"it is {told}", spent=Spent(calls=1, tokens_in=7))
        return Reply(data=honest(ask) if told is None else told, spent=COST)

    @property
    def names(self) -> Counter[str]:
        return Counter(ask.name for ask in self.asked)


def filters(ask: Ask) -> Answer:
    """Refuse what holds the poison, as a server's filter does."""
    return Trouble.FILTERED if POISON in ask.user else None


def check(draft: Draft, known: Mapping[str, Paper]) -> Grounded:
    """Let pass what is quoted word for word from a known paper and does not say WRONG; a text once."""
    parts, dropped, said = [], [], set()
    for part in draft.parts:
        kept = []
        for each in part.claims:
            reason = _fault(each.text, [(q.paper_id, q.span) for q in each.quotes], each.cites, known)
            reason = reason or ("duplicate" if each.text in said else "")
            said.add(each.text)
            if reason:
                dropped.append(Dropped(part=part.name, claim=each, reason=reason, detail="37.4 %"))
            else:
                kept.append(each)
        if kept:
            parts.append(Part(name=part.name, claims=tuple(kept)))
    title = "" if "WRONG" in draft.title else draft.title
    return Grounded(draft=Draft(lang=draft.lang, title=title, parts=tuple(parts)), dropped=tuple(dropped))


def _fault(text: str, quotes: list[tuple[str, str]], cites: tuple[str, ...], known: Mapping[str, Paper]) -> str:
    if not set(cites) <= set(known):
        return "unknown_paper"
    if not quotes or any(span not in known[of].abstract for of, span in quotes):
        return "no_span"
    if "http" in text:
        return "link"
    return "number" if "WRONG" in text else ""


class Shelf(dict[str, Any]):
    """Keep replies in memory."""

    def put(self, key: str, entry: Mapping[str, object]) -> None:
        self[key] = json.loads(json.dumps(entry))
