"""FAULTS' L rows through the whole program: a model that fails costs its own text, and is seen to have failed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from briefed_radar import DAY, KEY, TOPICS, BriefedRadar, start
from faults.matrix import Seen
from radar.archive import days
from radar.archive.ledger import Ledger
from radar.models import Briefing

PARTIAL = 3


@pytest.fixture
def net(tmp_path: Path) -> Iterator[Any]:
    with start(tmp_path / "data") as running:
        yield running


@pytest.fixture
def radar(tmp_path: Path, net: Any) -> BriefedRadar:
    return BriefedRadar(tmp_path / "owner", net)


def by(radar: BriefedRadar, lang: str = "en") -> dict[str, str]:
    return {slug: head["by"] for slug, head in radar.heads(lang).items()}


def text(radar: BriefedRadar, slug: str) -> tuple[str, Briefing]:
    """Give all that stands of a briefing, its header among it."""
    file = radar.archive / "days" / DAY[:4] / f"{DAY}.en.md"
    return next((str(b), b) for b in days.read_day(file).briefings if b.slug == slug)


def everything(radar: BriefedRadar) -> str:
    return "".join(path.read_text("utf-8") for path in sorted(radar.archive.rglob("*")) if path.is_file())


def test_a_model_that_answers_writes_every_topic_in_both_languages(radar: BriefedRadar) -> None:
    done = radar.run("update", DAY)
    assert done.returncode == 0, done.stderr
    for lang in ("zh", "en"):
        heads = {slug: head for slug, head in radar.heads(lang).items() if head["kind"] == "topic"}
        assert set(heads) == {f"{word}s" for word in TOPICS}
        assert {head["by"] for head in heads.values()} == {"model"}
        assert all(head["model"] == "sample-model" and head["prompt"] and head["made"] for head in heads.values())
    report = radar.report(DAY)
    assert report["model"]["calls"] == len(radar.asked()) > len(TOPICS)
    assert report["model"]["usd"] > 0
    assert "failed" not in report["briefings"]
    assert {(g["by"], g["lang"]) for g in radar.gists()} == {("abstract", ""), ("model", "zh"), ("model", "en")}


@pytest.mark.fault("S10")
def test_the_same_day_again_asks_nothing_and_changes_no_byte(radar: BriefedRadar, seen: Seen) -> None:
    radar.run("update", DAY)
    before = radar.files()
    radar.mood("grounded")
    assert radar.run("update", DAY, now=f"{DAY}T20:00:00Z").returncode == 0
    assert radar.asked() == []
    assert radar.files() == before
    seen(f"{len(radar.asked())} calls, {len(before)} files unchanged")


@pytest.mark.fault("C4")
def test_without_a_key_the_day_is_made_of_extracts_and_is_no_failure(radar: BriefedRadar, seen: Seen) -> None:
    radar.key = ""
    assert radar.run("update", DAY).returncode == 0
    assert set(by(radar).values()) == {"abstract"}
    assert radar.asked() == []
    assert radar.report(DAY)["model"]["calls"] == 0
    seen(f"{len(by(radar))} briefings of extracts, {len(radar.asked())} calls")


@pytest.mark.fault("L1")
def test_l01_a_server_that_is_down_costs_its_briefings_and_the_next_run_makes_them(
    radar: BriefedRadar, seen: Seen
) -> None:
    radar.mood("http_503")
    done = radar.run("update", DAY)
    assert done.returncode == PARTIAL
    assert set(by(radar).values()) == {"abstract"}
    report = radar.report(DAY)
    assert report["state"] == "partial"
    assert report["model_trouble"]
    assert report["briefings"]["failed"] > 0
    radar.mood("grounded")
    assert radar.run("update", DAY, now=f"{DAY}T20:00:00Z").returncode == 0
    assert set(by(radar).values()) == {"model"}
    assert "model_trouble" not in radar.report(DAY)
    seen(f"{report['briefings']['failed']} failed, the next run made all")


@pytest.mark.fault("L2")
def test_l02_a_wrong_key_is_asked_once_and_never_printed(radar: BriefedRadar, seen: Seen) -> None:
    radar.mood("http_401")
    done = radar.run("update", DAY)
    assert done.returncode == PARTIAL
    assert len(radar.asked()) <= 4  # one for each of the calls that were on their way together
    assert KEY not in done.stdout + done.stderr + everything(radar)
    assert "key" in radar.report(DAY)["model_trouble"].lower()
    seen(f"{len(radar.asked())} calls under way together; {radar.report(DAY)['model_trouble']}")


@pytest.mark.fault("L8")
def test_l08_invented_papers_are_never_published(radar: BriefedRadar, seen: Seen) -> None:
    radar.mood("invents")
    assert radar.run("update", DAY).returncode == 0
    assert set(by(radar).values()) == {"abstract"}
    seen(f"invented papers: {dict(Counter(by(radar).values()))}")


@pytest.mark.fault("L8", "L9")
@pytest.mark.parametrize(
    "mood", ["swapped", "grounded", {"mix": {"grounded": 3, "swapped": 3, "invents": 2}, "seed": 7}]
)
def test_l08_every_passage_published_stands_in_the_paper_it_is_said_of(
    radar: BriefedRadar, mood: object, seen: Seen
) -> None:
    radar.mood(mood)
    radar.run("update", DAY)
    papers = {paper.id: paper for paper in Ledger(radar.archive).read(date.fromisoformat(DAY)).papers}
    for lang in ("zh", "en"):
        for briefing in days.read_day(radar.archive / "days" / DAY[:4] / f"{DAY}.{lang}.md").briefings:
            for citation in briefing.citations:
                paper = papers[citation.paper_id]
                assert citation.span in paper.abstract or citation.span in paper.title
    for gist in radar.gists():
        assert gist["span"] in papers[gist["id"]].abstract
    seen(f"{len(radar.gists())} gists, each passage in its paper")


@pytest.mark.fault("L6", "L7", "L10", "L11")
@pytest.mark.parametrize("mood", ["injected", "hostile_output", "prose", "wrong_schema", "empty", "refusal"])
def test_l06_l07_l10_l11_what_is_no_briefing_is_none(radar: BriefedRadar, mood: str, seen: Seen) -> None:
    radar.mood(mood)
    done = radar.run("update", DAY)
    assert done.returncode in (0, PARTIAL), done.stderr
    text = everything(radar)
    for trace in ("<script", "javascript:", "{attach}", "evil", KEY):
        assert trace not in text
    seen(f"{mood}: {dict(Counter(by(radar).values()))}")


@pytest.mark.fault("L15")
def test_l15_two_topics_that_fail_are_filled_by_the_next_run_without_touching_the_ten(
    radar: BriefedRadar, seen: Seen
) -> None:
    failing = ("glaciers", "enzymes")
    radar.mood(["grounded"])
    radar.settings(tuple(word for word in TOPICS if f"{word}s" not in failing))
    radar.run("update", DAY)
    radar.settings()
    radar.mood("http_500")
    radar.run("update", DAY, now=f"{DAY}T12:00:00Z")
    before = {slug: text(radar, slug) for slug, who in by(radar).items() if who == "model"}
    assert len(before) == len(TOPICS) - len(failing)
    radar.mood("grounded")
    radar.run("update", DAY, now=f"{DAY}T20:00:00Z")
    assert set(by(radar).values()) == {"model"}
    assert {slug: text(radar, slug) for slug in before} == before
    seen(f"{len(before)} stood and were not touched, {len(failing)} added")


@pytest.mark.fault("L17", "M6")
def test_l17_spending_stops_at_the_days_bound_and_says_so(radar: BriefedRadar, seen: Seen) -> None:
    radar.settings(budget="max_tokens_per_day = 12000")
    done = radar.run("update", DAY)
    report = radar.report(DAY)
    model = report["model"]
    assert 0 < model["tokens_in"] + model["tokens_out"] <= 12000
    assert report["model_trouble"]
    assert {"model", "abstract"} >= set(by(radar).values())
    assert "abstract" in by(radar).values()
    assert done.returncode == 0
    spent = len(radar.asked())
    radar.run("update", DAY, now=f"{DAY}T20:00:00Z")
    assert radar.report(DAY)["model"]["tokens_in"] + radar.report(DAY)["model"]["tokens_out"] <= 12000
    assert len(radar.asked()) - spent <= 2
    seen(f"{model['tokens_in'] + model['tokens_out']} of 12000 tokens; {report['model_trouble']}")


def test_the_dry_run_tells_the_cost_and_writes_and_asks_nothing(radar: BriefedRadar) -> None:
    radar.key = ""
    radar.run("update", DAY)
    radar.key = KEY
    before = radar.files()
    done = radar.run("update", DAY, "--dry-run", "--json", now=f"{DAY}T20:00:00Z")
    assert done.returncode == 0
    assert '"calls"' in done.stdout
    assert radar.files() == before
    assert radar.asked() == []
