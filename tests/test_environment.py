from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from radar import environment
from radar.errors import ConfigError

START = datetime(2026, 11, 24, tzinfo=UTC)


class Ticking:
    """Let a minute pass at every look."""

    def __init__(self) -> None:
        self.now = START

    def __call__(self) -> datetime:
        self.now += timedelta(minutes=1)
        return self.now


def test_radar_now_replaces_the_clock_and_stands() -> None:
    read = environment.read({"RADAR_NOW": "2026-01-09T08:00:00Z"}, Ticking())
    assert read.clock() == read.clock() == datetime(2026, 1, 9, 8, tzinfo=UTC)


def test_radar_now_with_a_plus_ticks_on() -> None:
    read = environment.read({"RADAR_NOW": "2026-01-09T23:59:30Z+"}, Ticking())
    first, second = read.clock(), read.clock()
    assert first.date() == datetime(2026, 1, 10, tzinfo=UTC).date()
    assert second - first == timedelta(minutes=1)


def test_radar_now_in_another_zone_is_turned_into_utc() -> None:
    read = environment.read({"RADAR_NOW": "2026-01-09T23:00:00-05:00"})
    assert read.clock() == datetime(2026, 1, 10, 4, tzinfo=UTC)


def test_every_wrong_variable_is_told() -> None:
    with pytest.raises(ConfigError) as caught:
        environment.read({"RADAR_NOW": "tomorrow", "RADAR_PACE": "fast"})
    assert [m.path for m in caught.value.mistakes] == ["RADAR_NOW", "RADAR_PACE"]


def test_hosts_and_pace_are_read() -> None:
    read = environment.read({"RADAR_ALLOW_HOST": "127.0.0.1, Mirror.Test ,", "RADAR_PACE": "0"})
    assert read.allow_hosts == {"127.0.0.1", "mirror.test"}
    assert read.pace == 0.0
    assert environment.read({}).pace is None


def test_the_example_serves_until_there_is_a_radar_toml(tmp_path: Path) -> None:
    asked = tmp_path / "radar.toml"
    assert environment.config_path(asked) == environment.PROJECT / "radar.example.toml"
    (tmp_path / "radar.example.toml").write_text("version = 1\n")
    assert environment.config_path(asked) == tmp_path / "radar.example.toml"
    asked.write_text("version = 1\n")
    assert environment.config_path(asked) == asked
    named = tmp_path / "mine.toml"
    assert environment.config_path(named) == named
