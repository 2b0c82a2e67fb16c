"""Two states of one file, and the one they come from: what is merged loses nothing and repeats nothing."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from radar.archive import json_values, ledger, lines, runs, sync_merge
from radar.errors import ArchiveError
from radar.models import Paper, Place
from radar.outcomes import RunReport, SourceReport, SourceState

DAY = date(2026, 3, 2)
LEDGER = "papers/2026/03/2026-03-02.jsonl"
GISTS = "gists/2026/03/2026-03-02.jsonl"
PUSHED = "pushed/2026/2026-03-02.json"
RUN = "runs/2026/2026-03-02.json"


def ledger_file(*numbers: int) -> bytes:
    papers = [
        Paper(
            id=f"arxiv:2603.{n:05d}",
            day=DAY,
            title=f"Invented {n}",
            abstract="",
            authors=("Sample Author 1",),
            url=f"https://arxiv.org/abs/2603.{n:05d}",
            places=(Place(name="arXiv", kind="arxiv"),),
        )
        for n in set(numbers)
    ]
    return b"".join(sorted(lines.dump(paper) + b"\n" for paper in papers))


def ids(data: bytes | None) -> list[str]:
    return [json.loads(line)["id"] for line in (data or b"").splitlines()]


@given(base=st.sets(st.integers(1, 9)), ours=st.sets(st.integers(1, 30)), theirs=st.sets(st.integers(1, 30)))
def test_a_merged_ledger_is_the_union_in_canonical_order_whoever_came_first(
    base: set[int], ours: set[int], theirs: set[int]
) -> None:
    before, mine, other = ledger_file(*base), ledger_file(*base, *ours), ledger_file(*base, *theirs)
    merged = sync_merge.merge(LEDGER, before, mine, other)
    assert merged == ledger_file(*base, *ours, *theirs)
    assert merged == sync_merge.merge(LEDGER, before, other, mine)
    assert sync_merge.merge(LEDGER, before, merged, other) == merged, "merging again changes nothing"


def test_a_line_taken_out_by_hand_stays_out() -> None:
    merged = sync_merge.merge(LEDGER, ledger_file(1, 2), ledger_file(1, 2, 3), ledger_file(2))
    assert merged == ledger_file(2, 3)


def test_the_same_paper_found_by_both_with_other_words_counts_once() -> None:
    mine, other = ledger_file(1), ledger_file(1).replace(b"Invented 1", b"Invented 1 again")
    merged = sync_merge.merge(LEDGER, None, mine, other)
    scan = ledger.scan(merged or b"", DAY, Path(LEDGER))
    assert [line.record.id for line in scan.distinct()] == ["arxiv:2603.00001"]


def test_a_ledger_cut_off_by_something_else_is_not_merged_over() -> None:
    with pytest.raises(ArchiveError, match="cut off"):
        sync_merge.merge(LEDGER, ledger_file(1), ledger_file(1)[:-20], ledger_file(2))


def test_what_one_side_alone_changed_is_taken() -> None:
    assert sync_merge.merge("state.json", b"a", b"a", b"b") == b"b"
    assert sync_merge.merge("state.json", b"a", b"b", b"a") == b"b"
    assert sync_merge.merge("days/2026/2026-03-02.zh.md", b"a", None, b"a") is None
    assert sync_merge.merge("days/2026/2026-03-02.zh.md", b"a", None, b"b") == b"b"
    assert sync_merge.merge(RUN, None, b"new", None) == b"new"


def gist(paper: str, by: str, said: str) -> bytes:
    return json_values.dump(
        {"id": paper, "lang": "en", "text": said, "span": "", "by": by, "model": "", "prompt": ""}
    )


def test_a_gist_of_a_model_stands_before_an_extract_and_what_was_seen_before_what_was_not() -> None:
    mine = gist("arxiv:1", "model", "a") + b"\n" + gist("arxiv:2", "abstract", "ours") + b"\n"
    other = gist("arxiv:1", "abstract", "b") + b"\n" + gist("arxiv:2", "abstract", "theirs") + b"\n"
    merged = sync_merge.merge(GISTS, None, mine, other)
    assert merged == gist("arxiv:1", "model", "a") + b"\n" + gist("arxiv:2", "abstract", "theirs") + b"\n"


@pytest.mark.parametrize(("mine", "other", "stands"), [("failed", "sending", "sending"), ("sent", "failed", "sent")])
def test_what_may_have_arrived_is_not_sent_again(mine: str, other: str, stands: str) -> None:
    def fates(state: str) -> bytes:
        at = "2026-03-02T08:00:00Z"
        return json_values.dump_readable(
            {"schema": 1, "day": "2026-03-02", "channels": {"team": {"state": state, "at": at}}}
        )

    merged = json.loads(sync_merge.merge(PUSHED, None, fates(mine), fates(other)) or b"")
    assert merged["channels"]["team"]["state"] == stands


def report(new: int, usd: float, hour: int) -> RunReport:
    moment = datetime(2026, 3, 2, hour, tzinfo=UTC)
    line = SourceReport(name="arXiv", state=SourceState.OK, fetched=new, new=new)
    return RunReport(
        day=DAY,
        started=moment,
        finished=moment,
        state="complete",
        sources=(line,),
        model={"calls": 1, "usd": usd},
        requests={"arxiv.org": 2},
    )


def test_two_runs_from_one_report_add_up_what_they_spent_and_not_what_both_found() -> None:
    base = report(10, 0.5, 1)
    mine, other = runs.merge(base, report(3, 0.25, 2)), runs.merge(base, report(4, 0.125, 3))
    merged = runs.load(sync_merge.merge(RUN, runs.dump(base), runs.dump(mine), runs.dump(other)) or b"")
    assert merged.sources[0].new == 14
    assert merged.model == {"calls": 3, "usd": 0.875}
    assert merged.requests == {"arxiv.org": 6}


def test_two_first_runs_of_a_day_make_one_report() -> None:
    mine, other = report(3, 0.25, 2), report(4, 0.125, 3)
    merged = runs.load(sync_merge.merge(RUN, None, runs.dump(mine), runs.dump(other)) or b"")
    assert (merged.sources[0].new, merged.model["usd"]) == (4, 0.375)


def test_a_file_that_cannot_be_read_does_not_keep_the_others_from_being_merged() -> None:
    good = runs.dump(replace(report(1, 0, 1), state="quiet"))
    assert sync_merge.merge(RUN, None, b"{", good) == good


def test_state_is_joined_entry_by_entry() -> None:
    def state(**validators: str) -> bytes:
        table = {url: {"etag": tag, "last_modified": ""} for url, tag in validators.items()}
        return json_values.dump_readable({"schema": 1, "validators": table, "limits": {}})

    merged = json.loads(sync_merge.merge("state.json", state(a="1"), state(a="2", b="1"), state(a="1", c="1")) or b"")
    assert {url: one["etag"] for url, one in merged["validators"].items()} == {"a": "2", "b": "1", "c": "1"}


@pytest.mark.parametrize(
    "path",
    [
        "../papers/2026/03/2026-03-02.jsonl",
        "/etc/passwd",
        "papers/2026/03/../../../2026-03-02.jsonl",
        ".github/workflows/radar.yml",
        ".gitattributes",
        "papers/2026/03/2026-03-02.jsonl\n",
        "state.json/x",
        ".git/config",
    ],
)
def test_no_other_path_belongs_to_the_archive(path: str) -> None:
    assert not sync_merge.belongs(path)


def test_every_kind_of_file_belongs() -> None:
    kinds = [LEDGER, GISTS, PUSHED, RUN, "state.json", "closeness/2026/03/2026-03-02.jsonl", "README.md"]
    assert all(map(sync_merge.belongs, [*kinds, "days/2026/2026-03-02.zh.md"]))
