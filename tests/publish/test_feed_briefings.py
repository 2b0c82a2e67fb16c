"""Briefings and weeks as items of feeds."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import invented
import pytest
from feed_readers import named, tags, words
from invented import FRIDAY, THURSDAY

from radar.models import Gist
from radar.outcomes import RunReport
from radar.publish.syndication.feed_items import Ai, briefing_item, urn
from radar.publish.syndication.feed_weeks import MOST_PAPERS, finished_weeks
from radar.publish.view import Day, Site

MONDAY = FRIDAY + timedelta(days=3)
PAPERS = (invented.paper(1), invented.paper(2))
LABEL = "AI 生成 · 未经人工核对"


def told(*briefings: Any, **changes: Any) -> Site:
    """Invent a site of Friday's papers and briefings, and of a Monday that ends the week."""
    day = Day(
        day=FRIDAY,
        papers=tuple(invented.entry(each, "samples") for each in PAPERS),
        briefings={"zh": briefings, "en": tuple(replace(each, lang="en") for each in briefings)},
    )
    later = Day(day=MONDAY, papers=(invented.entry(invented.paper(9, day=MONDAY)),))
    return invented.site([later, day], **changes)


def href(paper_id: str) -> str:
    return f"https://radar.example/hub/#{paper_id}"


def item(briefing: Any) -> Any:
    return briefing_item(briefing, papers={each.id: each for each in PAPERS}, href=href, site="Sample Radar")


def test_a_briefing_becomes_an_item_with_its_evidence() -> None:
    briefing = invented.briefing(PAPERS)
    found = item(briefing)
    assert (found.summary, found.summary_lang, found.ai, found.title) == (
        "We invent sample 1.",
        "en",
        None,
        briefing.title,
    )
    assert "https://radar.example/hub/#arxiv:2606.00002" in found.content
    assert (found.published, found.updated) == (datetime(2026, 6, 19, tzinfo=UTC),) * 2


def test_a_models_briefing_is_labelled_wherever_a_reader_looks() -> None:
    briefing = replace(
        invented.briefing(PAPERS), by="model", model="m", prompt="p-1", made="2026-06-19T02:11:04+08:00"
    )
    found = item(briefing)
    assert found.ai == Ai(model="m", prompt="p-1", generated="2026-06-19T02:11:04+08:00")
    assert found.content.startswith(f'<p lang="zh-CN"><strong>{LABEL}</strong></p>')
    assert found.title == f"【AI 生成】{briefing.title}"
    assert (found.summary, found.summary_lang) == (f"【{LABEL}】We invent sample 1.", "zh-CN")
    assert "<q lang" in found.content


@pytest.mark.parametrize(
    ("made", "updated"),
    [
        ("", "2026-06-19T00:00:00+00:00"),
        ("2026-06-19T02:11:04Z", "2026-06-19T02:11:04+00:00"),
        ("2026-06-20T01:00:00+08:00", "2026-06-19T17:00:00+00:00"),
        ("2026-06-18T23:00:00Z", "2026-06-19T00:00:00+00:00"),
    ],
)
def test_what_a_model_wrote_later_is_an_update(made: str, updated: str) -> None:
    assert item(replace(invented.briefing(PAPERS), made=made)).updated.isoformat() == updated


def test_ids_of_briefings_are_their_days_kinds_and_languages() -> None:
    briefing = invented.briefing(PAPERS)
    found = item(briefing)
    assert found.urn == item(replace(briefing, by="model", title="Another")).urn
    others = [item(replace(briefing, **change)) for change in ({"lang": "en"}, {"kind": "cross"}, {"day": THURSDAY})]
    assert len({found.urn, *(each.urn for each in others), urn(PAPERS[0].id, "zh")}) == 5


def test_briefings_across_fields_have_a_feed_of_their_own() -> None:
    across = replace(invented.briefing(PAPERS), kind="cross", slug="cs-chem", title="Across", fields=("cs", "chem"))
    site = told(invented.briefing(PAPERS), across)
    for path, items in named(site, "briefings", "en").items():
        assert [each.title for each in items] == ["Across", "样例：今日 2 篇"], path
        assert items[0].link == "https://radar.example/hub/en/briefings/2026-06-19-cs-chem/"
        assert items[0].authors == ("Sample Radar",)
        assert set(items[0].tags) == {"cs-chem", "cs", "chem"}
    for path, items in named(site, "cross", "en").items():
        assert [each.title for each in items] == ["Across"], path


def test_a_briefing_leads_to_papers_on_the_site_or_where_that_is_unknown_at_their_source() -> None:
    for url, address in (
        ("https://radar.example/hub", "https://radar.example/hub/2026/06/19/#arxiv-2606.00001"),
        ("", "https://arxiv.org/abs/2606.00001"),
    ):
        for path, items in named(told(invented.briefing(PAPERS), url=url), "briefings").items():
            assert f'href="{address}"' in items[0].content, path


def test_a_finished_week_is_one_item() -> None:
    site = told(invented.briefing(PAPERS))
    for lang, title in (("zh", "2026年6月15日当周"), ("en", "Week of 15 June 2026")):
        prefix = "en/" if lang == "en" else ""
        for path, items in named(site, "week", lang).items():
            assert [each.title for each in items] == [title], path
            assert items[0].link == f"https://radar.example/hub/{prefix}weeks/2026-w25/"
            assert items[0].id == urn("week", "2026-W25", lang)
            assert items[0].published == items[0].updated == "2026-06-22T00:00:00"
            text = words(items[0].content)
            assert all(paper.title in text for paper in PAPERS)
            assert "样例：今日 2 篇" in text
            assert tags(items[0].content) <= {"h3", "ul", "ol", "li", "a", "p", "strong"}
    assert {items[0].summary for items in named(site, "week", "en").values()} == {
        "15 June to 21 June: 2 new papers, 1 briefing."
    }


def test_a_week_is_finished_when_something_is_known_of_a_day_after_it() -> None:
    day = Day(day=FRIDAY, papers=(invented.entry(PAPERS[0]),))
    assert finished_weeks(invented.site([])) == ()
    assert finished_weeks(invented.site([day])) == ()
    for run_day, count in ((FRIDAY + timedelta(days=2), 0), (MONDAY, 1)):
        at = datetime(2026, 6, 22, tzinfo=UTC)
        run = RunReport(day=run_day, started=at, finished=at, state="quiet", sources=())
        assert len(finished_weeks(invented.site([day], runs=(run,)))) == count, run_day


def test_a_models_part_in_a_week_is_labelled() -> None:
    written = replace(invented.briefing(PAPERS), by="model", model="m")
    for path, items in named(told(written), "week").items():
        assert LABEL in words(items[0].content), path
        assert "ai-generated" in items[0].tags
    gist = Gist(id=PAPERS[0].id, lang="zh", text="什么也没有。", span="", by="model", model="g")
    day = Day(day=FRIDAY, papers=(invented.entry(PAPERS[0], "samples", gists=[gist]),))
    site = invented.site([Day(day=MONDAY, papers=(invented.entry(PAPERS[1]),)), day])
    for path, items in named(site, "week").items():
        assert f"【{LABEL}】什么也没有。" in words(items[0].content), path
        assert "ai-generated" in items[0].tags
    for path, items in named(told(invented.briefing(PAPERS)), "week").items():
        assert "ai-generated" not in items[0].tags, path


def test_a_week_holds_its_best_papers_and_no_more() -> None:
    papers = [invented.entry(invented.paper(n, day=FRIDAY), "samples") for n in range(MOST_PAPERS + 5)]
    site = invented.site(
        [Day(day=MONDAY, papers=(invented.entry(PAPERS[1]),)), Day(day=FRIDAY, papers=tuple(papers))]
    )
    for path, items in named(site, "week").items():
        assert items[0].content.count("<li") == MOST_PAPERS, path


def test_hostile_text_in_a_week_stays_text() -> None:
    for text in invented.HOSTILE:
        paper = invented.paper(1, title=text, authors=(text,))
        day = Day(day=FRIDAY, papers=(invented.entry(paper, "samples"),))
        site = invented.site([Day(day=date(2026, 6, 22), papers=(invented.entry(PAPERS[1]),)), day])
        for path, items in named(site, "week").items():
            assert tags(items[0].content) <= {"h3", "ol", "li", "a", "p"}, (path, text)
