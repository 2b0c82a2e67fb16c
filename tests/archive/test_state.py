from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from radar.archive import state
from radar.archive.state import Asked, State
from radar.outcomes import Harvest, SourceState, Validators

URL = "https://journal.example/feed"
UNTIL = datetime(2027, 1, 1, tzinfo=UTC)
TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=15)
MOMENT = st.datetimes(datetime(2026, 1, 1), datetime(2028, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001 - bounds are naive
STATE = st.builds(
    State,
    validators=st.dictionaries(TEXT, st.builds(Validators, etag=TEXT, last_modified=TEXT), max_size=3),
    limits=st.dictionaries(TEXT, MOMENT, max_size=3),
    asked=st.dictionaries(TEXT, st.builds(Asked, day=st.dates(), services=st.frozensets(TEXT)), max_size=3),
)


def harvest(mood: SourceState = SourceState.OK, **changes: object) -> Harvest:
    return Harvest(**{"source": "Sample Journal", "kind": "feed", "state": mood, **changes})  # type: ignore[arg-type] # any field


@given(STATE)
@settings(max_examples=50, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_state_comes_back_as_written(tmp_path: Path, one: State) -> None:
    state.write(tmp_path, one)
    assert state.read(tmp_path) == one
    assert not state.write(tmp_path, one)


def test_an_empty_state_makes_no_file(tmp_path: Path) -> None:
    assert not state.write(tmp_path, State())
    assert not state.path(tmp_path).exists()


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"[",
        b"[]",
        b'{"schema": 2}',
        b'{"schema": 1, "limits": {"a": "soon"}}',
        b'{"schema": 1, "validators": 3}',
        b'{"schema": 1, "asked": {"10.5555/a": "2026-03-02"}}',
        b'{"schema": 1, "asked": {"10.5555/a": {"day": "soon", "services": []}}}',
    ],
)
def test_what_cannot_be_read_counts_as_nothing_remembered(tmp_path: Path, data: bytes) -> None:
    state.path(tmp_path).write_bytes(data)
    assert state.read(tmp_path) == State()
    assert state.remember(tmp_path, [harvest(validators={URL: Validators(etag='"1"')})])
    assert state.read(tmp_path).validators == {URL: Validators(etag='"1"')}


def test_the_same_harvest_again_changes_nothing(tmp_path: Path) -> None:
    one = harvest(validators={URL: Validators(etag='"1"')})
    assert state.remember(tmp_path, [one])
    before = state.path(tmp_path).stat().st_ino
    assert not state.remember(tmp_path, [one])
    assert state.path(tmp_path).stat().st_ino == before


def test_validators_of_sources_not_asked_stay(tmp_path: Path) -> None:
    state.remember(tmp_path, [harvest(validators={URL: Validators(etag='"1"')})])
    other = Validators(last_modified="Fri, 19 Jun 2026 02:00:00 GMT")
    state.remember(tmp_path, [harvest(source="Other", validators={"https://other.example/": other})])
    assert state.read(tmp_path).validators == {URL: Validators(etag='"1"'), "https://other.example/": other}


def test_a_limit_stands_while_the_source_is_limited_and_goes_when_it_answers(tmp_path: Path) -> None:
    state.remember(tmp_path, [harvest(SourceState.LIMITED, retry_at=UNTIL)])
    assert state.read(tmp_path).limits == {"Sample Journal": UNTIL}
    assert not state.remember(tmp_path, [harvest(SourceState.LIMITED)])
    assert not state.remember(tmp_path, [harvest(source="Other")])
    assert state.remember(tmp_path, [harvest()])
    assert state.read(tmp_path).limits == {}


def asked(day: int, *services: str) -> Asked:
    return Asked(day=date(2026, 3, day), services=frozenset(services))


def test_who_answered_is_gathered_over_runs_and_outlives_what_harvests_say(tmp_path: Path) -> None:
    since = date(2026, 3, 1)
    assert state.remember_asked(tmp_path, {"10.5555/a": asked(2, "crossref")}, since=since)
    assert state.remember(tmp_path, [harvest(validators={URL: Validators(etag='"1"')})])
    assert state.remember_asked(tmp_path, {"10.5555/a": asked(2, "openalex")}, since=since)
    assert state.read(tmp_path) == State(
        validators={URL: Validators(etag='"1"')}, asked={"10.5555/a": asked(2, "crossref", "openalex")}
    )
    before = state.path(tmp_path).stat().st_ino
    assert not state.remember_asked(tmp_path, {"10.5555/a": asked(2, "crossref")}, since=since)
    assert not state.remember_asked(tmp_path, {}, since=since)
    assert state.path(tmp_path).stat().st_ino == before


def test_papers_of_old_days_and_those_helped_out_are_forgotten(tmp_path: Path) -> None:
    told = {"10.5555/old": asked(1, "crossref"), "10.5555/kept": asked(2, "crossref"), "10.5555/done": asked(3, "x")}
    state.remember_asked(tmp_path, told, since=date(2026, 3, 1))
    assert state.remember_asked(tmp_path, {}, done={"10.5555/done"}, since=date(2026, 3, 2))
    assert set(state.read(tmp_path).asked) == {"10.5555/kept"}
    assert state.remember_asked(tmp_path, {}, since=date(2026, 3, 9))
    assert not state.read(tmp_path).asked
