"""Fuzz the archive's own files, ledger lines and the days' Markdown: read, or refused with their line."""

from __future__ import annotations

import json
import random
import tempfile
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import fuzz_orders
import mutations_json
from fuzz_case import Case, broken
from fuzz_orders import DAY
from mutations import Mutator

from radar.archive import day_reader, days, ledger, lines
from radar.errors import ArchiveError
from radar.models import Announce, Briefing, Citation, Event, Genre, Paper, Place, Section, Sentence, Update


def _records() -> tuple[Paper | Update, ...]:
    place = Place(name="Sample Journal", kind="feed", category="cs.AI", announce=Announce.NEW.value, version=1)
    paper = Paper(
        id="doi:10.5555/sample.1",
        day=DAY,
        title="An invented result on tides & CO₂",
        authors=("Sample Author 1", "样本作者"),
        abstract="We count tides. They stay invented.",
        url="https://journal.example/1",
        places=(place, place),
        aliases=("url:0123456789abcdef",),
        doi="10.5555/sample.1",
        categories=("cs.AI",),
        links={"published": "https://doi.org/10.5555/sample.2"},
        genre=Genre.CORRECTION,
        license="https://creativecommons.org/licenses/by/4.0/",
    )
    changes: dict[str, Any] = {
        "title": "Another",
        "authors": ["Sample Author 2"],
        "sources": [{"name": "x", "kind": "feed"}],
    }
    return (paper, *fuzz_orders.PAPERS[:2], Update(id=paper.id, day=DAY, event=Event.VERSION, changes=changes))


def ledger_file(dice: random.Random) -> Case:
    """Damage a ledger file."""
    mutator = Mutator(dice)
    told = [lines.dump(record).decode() for record in _records()]
    place = dice.randrange(len(told))
    told[place] = mutations_json.written(mutator, mutations_json.tree(mutator, json.loads(told[place])))
    content = "\n".join((*told, "")).encode("utf-8", "surrogatepass")
    content = mutator.bytes(content) if mutator.one_in(4) else content

    def judge() -> str:
        try:
            read = ledger.scan(content, DAY, Path("ledger.jsonl"))
        except ArchiveError as error:
            return _refused(error, "ledger.jsonl")
        for line in read.lines:
            if lines.load(line.raw) != line.record or not content.startswith(line.raw, line.offset):
                raise broken("a line reads as another")
        _ = ledger.LedgerDay(
            papers=tuple(one.record for one in read.lines if isinstance(one.record, Paper)),
            updates=tuple(one.record for one in read.lines if isinstance(one.record, Update)),
        ).current
        return "torn" if read.torn is not None else "read"

    return Case(name="ledger", content=content, judge=judge)


def day_file(dice: random.Random) -> Case:
    """Damage a day's Markdown."""
    mutator = Mutator(dice)
    lang = dice.choice(("zh", "en"))
    content = mutator.lines(_day_text(lang)).encode("utf-8", "surrogatepass").decode("utf-8", "replace")

    def judge() -> str:
        try:
            read = day_reader.read(Path("day.md"), content)
        except ArchiveError as error:
            return _refused(error, "day.md")
        for briefing in read.briefings:
            for fault in _briefing_faults(briefing):
                raise broken(fault)
        return "read"

    return Case(name="day", content=content.encode(), judge=judge)


def _briefing_faults(briefing: Briefing) -> Iterator[str]:
    numbers = {citation.number for citation in briefing.citations}
    for section in briefing.sections:
        for sentence in section.sentences:
            if not numbers.issuperset(sentence.cites):
                yield f"cites {sentence.cites} of {sorted(numbers)}"
            if any(character in sentence.text for character in "\x00\u202e\u2066\ud800"):
                yield f"no text: {sentence.text[:80]!r}"


@cache
def _day_text(lang: str) -> str:
    """Write a day's file and give its text."""
    papers = {paper.id: paper for paper in fuzz_orders.PAPERS}
    first, second = fuzz_orders.PAPERS[:2]
    briefing = Briefing(
        slug="samples",
        kind="topic",
        day=DAY,
        lang=lang,
        title="Samples: 2 new papers",
        sections=(
            Section(heading="", sentences=(Sentence(text="Samples dry in 3.5 hours.", cites=(1,)),)),
            Section(heading="How", sentences=(Sentence(text="We weigh & measure [them].", cites=(1, 2)),)),
        ),
        citations=(
            Citation(number=1, paper_id=first.id, span="in 3.5 hours"),
            Citation(number=2, paper_id=second.id, span="We measure 120 leaves"),
        ),
        paper_count=2,
        by="model",
        model="sample/model-1",
        prompt="topic-1",
        tokens_in=10,
        tokens_out=2,
        usd=0.01,
        made="2026-03-06T08:00:00Z",
        fields=("mater", "bio"),
    )
    with tempfile.TemporaryDirectory() as folder:
        days.write_day(Path(folder), DAY, lang, (briefing,), papers)
        return days.path(Path(folder), DAY, lang).read_text("utf-8")


def _refused(error: ArchiveError, file: str) -> str:
    """Check that a refusal names the file, and where in it."""
    if not str(error).startswith(f"{file}:") or not str(error).removeprefix(f"{file}:")[:1].isdigit():
        raise broken(f"a refusal that names no line: {str(error)[:120]}")
    return "refused"
