"""Whole days briefed: extracts first, then what a model brings; what stands is left standing."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from radar import brief_days, day_model
from radar.archive import closeness, days, gists
from radar.archive.ledger import Ledger
from radar.brief.asking import Ask, NoReply, Reply, Spent, Trouble
from radar.brief.ground import claims
from radar.brief.replies import Forgotten
from radar.config import Config, parse
from radar.day_model import Writer
from radar.models import Paper, Place

DAY = date(2026, 6, 19)
BEFORE = date(2026, 6, 18)
NOW = datetime(2026, 6, 19, 8, tzinfo=UTC)
SETTINGS: dict[str, Any] = {
    "version": 1,
    "topics": [
        {"id": "tides", "name": {"zh": "潮汐", "en": "Tides"}, "keywords": ["tide"], "fields": ["earth"]},
        {"id": "routers", "name": {"zh": "路由", "en": "Routers"}, "keywords": ["router"], "fields": ["cs"]},
    ],
    "briefings": {"cross_field_per_day": 0},
}


def paper(number: int, word: str, day: date = DAY) -> Paper:
    return Paper(
        id=f"arxiv:2606.{number:05}",
        day=day,
        title=f"An invented {word}, part {number}",
        authors=(f"Sample Author {number}",),
        abstract=(
            f"We measure {number + 20} samples of the {word} in a basin of our own making. "
            f"The {word} of part {number} rises by {number + 3} % within one invented season. "
            f"Nothing of the kind was seen in {number + 40} other basins of the same shape."
        ),
        url=f"https://arxiv.org/abs/2606.{number:05}",
        places=(Place(name="arXiv", kind="arxiv", category="cs.AI", announce="new", version=1),),
        categories=("cs.AI",),
    )


class Copyist:
    """Answer every order with sentences copied from the first paper, or with a trouble."""

    model = "sample-model"

    def __init__(self, papers: Mapping[str, Paper]) -> None:
        self.papers = papers
        self.asked: list[Ask] = []
        self.trouble: Callable[[Ask], Trouble | None] = lambda _: None

    def ask(self, ask: Ask) -> Reply | NoReply:
        self.asked.append(ask)
        spent = Spent(calls=1, tokens_in=100, tokens_out=10, usd=0.001)
        if trouble := self.trouble(ask):
            return NoReply(trouble=trouble, reason="as the test wants it", spent=spent)
        shown = [one for one in self.papers.values() if one.title in ask.user]
        texts = [one.abstract.split(". ")[0] + "." for one in shown]
        if ask.name == "gists":
            rows = [
                {"paper": f"P{n}", "span": text, "zh": f"该论文写道：{text}", "en": text}
                for n, text in enumerate(texts, 1)
            ]
            return Reply(data={"summaries": rows}, spent=spent)
        sentences = [s.strip(".") + "." for s in shown[0].abstract.split(". ")]
        claims = [{"paper": "P1", "span": s, "also": [], "zh": f"该论文写道：{s}", "en": s} for s in sentences]
        data = {
            "zh_headline": "潮汐",
            "en_headline": "Tides",
            "happened": claims[:2],
            "how": [],
            "matters": claims[2:],
        }
        return Reply(data={**data, "doubtful": []}, spent=spent)


class Desk:
    """One archive, and a model that copies."""

    def __init__(self, folder: Path, *papers: Paper, settings: Mapping[str, Any] = SETTINGS) -> None:
        self.archive, self.private = folder / "daily", folder / ".radar"
        self.config: Config = parse(settings)
        self.papers: dict[str, Paper] = {}
        self.model = Copyist(self.papers)
        self.add(*papers)

    def add(self, *papers: Paper) -> None:
        self.papers.update((one.id, one) for one in papers)
        Ledger(self.archive).add(papers)

    def brief(self, *changed: date, opened: tuple[date, ...] = (DAY,), model: bool = True) -> brief_days.Briefed:
        writer = Writer(
            config=self.config, asker=self.model, check=claims.check, replies=Forgotten(), clock=lambda: NOW
        )
        return brief_days.brief(
            self.config,
            archive=self.archive,
            private=self.private,
            opened=opened,
            changed=changed,
            writer=writer if model else None,
        )

    def by(self, lang: str = "en", day: date = DAY) -> dict[str, str]:
        file = days.path(self.archive, day, lang)
        return {b.slug: b.by for b in days.read_day(file).briefings} if file.exists() else {}

    def text(self, lang: str = "en") -> str:
        return days.path(self.archive, DAY, lang).read_text("utf-8")


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path, paper(1, "tide"), paper(2, "tide"), paper(3, "router"))


def test_without_a_model_a_day_is_made_of_extracts(desk: Desk) -> None:
    briefed = desk.brief(DAY, model=False)
    assert desk.by() == {"tides": "abstract", "routers": "abstract"}
    assert briefed.counts == {"abstract": 4}
    assert {gist.by for gist in gists.read(desk.archive, DAY)} == {"abstract"}


def test_extracts_stand_before_any_model_is_asked(desk: Desk) -> None:
    stood: list[dict[str, str]] = []

    def look(_: Ask) -> Trouble | None:
        stood.append(desk.by())
        return None

    desk.model.trouble = look
    desk.brief(DAY)
    assert stood[0] == {"tides": "abstract", "routers": "abstract"}
    assert desk.by() == {"tides": "model", "routers": "model"}


def test_a_late_paper_leaves_a_published_text_as_it_stands_and_is_asked_about_alone(desk: Desk) -> None:
    desk.brief(DAY)
    before = desk.text()
    desk.model.asked.clear()
    desk.add(paper(9, "tide"))
    desk.brief(DAY)
    assert desk.text() == before
    assert [ask.name for ask in desk.model.asked] == ["gists"]
    assert {gist.lang for gist in gists.read(desk.archive, DAY) if gist.id == "arxiv:2606.00009"} == {"", "zh", "en"}


def test_what_did_not_pass_the_check_is_marked_and_not_asked_again(desk: Desk) -> None:
    asker = desk.model
    honest = asker.ask
    asker.ask = lambda ask: (  # type: ignore[method-assign] - the copyist lies for once
        Reply(
            data={"happened": [{"paper": "P1", "span": "what stands nowhere at all", "zh": "谎", "en": "A lie."}]},
            spent=Spent(),
        )
        if ask.name in {"topic", "repair"}
        else honest(ask)
    )
    desk.brief(DAY)
    assert desk.by() == {"tides": "abstract", "routers": "abstract"}
    assert all(b.prompt for b in days.read_day(days.path(desk.archive, DAY, "en")).briefings)
    asker.ask = honest  # type: ignore[method-assign]
    asker.asked.clear()
    desk.add(paper(9, "tide"))
    desk.brief(DAY)
    assert "topic" not in [ask.name for ask in asker.asked]
    assert all(b.prompt for b in days.read_day(days.path(desk.archive, DAY, "en")).briefings)


def test_a_paper_whose_words_changed_loses_the_text_that_quoted_them(desk: Desk) -> None:
    desk.brief(DAY)
    file = Ledger(desk.archive).path(DAY)
    file.write_bytes(file.read_bytes().replace(b"We measure 21 samples", b"We count 21 samples"))
    desk.model.trouble = lambda _: Trouble.UNREACHABLE
    briefed = desk.brief(DAY)
    assert desk.by() == {"tides": "abstract", "routers": "model"}
    assert briefed.counts["failed"] > 0
    assert briefed.trouble.startswith("unreachable")


def test_the_newest_day_is_served_first_and_closed_days_are_not_asked_about(desk: Desk) -> None:
    desk.add(paper(4, "tide", BEFORE), paper(5, "tide", date(2026, 6, 1)))
    seen: list[str] = []
    desk.model.trouble = lambda ask: seen.append(ask.user)  # type: ignore[func-returns-value]
    desk.brief(DAY, BEFORE, date(2026, 6, 1), opened=(BEFORE, DAY))
    first = next(n for n, user in enumerate(seen) if "part 4" in user)
    assert all("part 4" in user for user in seen[first:])
    assert not any("part 5" in user for user in seen)
    assert desk.by(day=date(2026, 6, 1)) == {"tides": "abstract"}


def test_a_topic_described_anew_covers_the_days_of_the_window(tmp_path: Path) -> None:
    desk = Desk(tmp_path, paper(1, "tide"), paper(4, "tide", BEFORE))
    desk.brief(DAY, BEFORE, model=False)
    before = {day: closeness.read(desk.archive, day) for day in (BEFORE, DAY)}
    assert all(not line.topics for each in before.values() for line in each.values())
    described = {**SETTINGS["topics"][0], "describe": "The rise and fall of the sea"}
    desk.config = parse({**SETTINGS, "topics": [described, SETTINGS["topics"][1]]})
    desk.brief(model=False)
    for day in (BEFORE, DAY):
        after = closeness.read(desk.archive, day, desk.config.topics)
        assert all(set(line.topics) == {"tides"} for line in after.values())
        assert {i: line.related for i, line in after.items()} == {i: line.related for i, line in before[day].items()}


def test_the_estimate_counts_what_open_days_lack_and_a_day_like_the_last(desk: Desk) -> None:
    desk.brief(DAY, model=False)
    where = {"archive": desk.archive, "private": desk.private, "opened": [DAY]}
    lacking = brief_days.estimate(desk.config, today=DAY, **where)
    assert lacking.worst.calls > lacking.likely.calls >= 3
    tomorrow = brief_days.estimate(desk.config, today=date(2026, 6, 20), **where)
    assert tomorrow.likely.calls > lacking.likely.calls
    desk.brief()
    assert brief_days.estimate(desk.config, today=DAY, **where).likely.calls == 0


def test_orders_without_room_in_the_budget_are_no_failure(desk: Desk) -> None:
    desk.model.trouble = lambda _: Trouble.BUDGET
    briefed = desk.brief(DAY)
    assert "failed" not in briefed.counts
    assert briefed.trouble.startswith("budget")
    assert day_model.MODEL_SOURCE not in {item.source for item in briefed.left_out}
