"""FAULTS T1 to T6: midnight, summer time, late and missed runs, holidays, wrong clocks, odd locales."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import pytest

import tiny_world
from faults.matrix import LATER, Seen
from radar.sift.schedule import EASTERN
from radar_process import Radar

MONDAY, TUESDAY, WEDNESDAY, THURSDAY, FRIDAY = tiny_world.WEEK


@contextmanager
def world(folder: Path, days: tuple[str, ...] = tiny_world.WEEK, **scenario: object) -> Iterator[Any]:
    """Start fakenet on other days than the usual week."""
    import fakenet  # noqa: PLC0415 - found through tiny_world's path

    with fakenet.start(tiny_world.write_corpus(folder, days), day=days[0], scenario=scenario) as net:
        yield net


@pytest.fixture
def radar(tmp_path: Path) -> Iterator[Radar]:
    with world(tmp_path / "data") as net:
        yield Radar(tmp_path / "owner", net)


def truth(radar: Radar, *days: str) -> dict[str, str]:
    from fakenetlib import arxiv_feed  # noqa: PLC0415 - found through tiny_world's path

    found: dict[str, str] = {}
    for day in days:
        told = arxiv_feed.truth(radar.net.net.world, day, "cs.AI+cs.CL")
        found |= {f"arxiv:{ident.split('v')[0]}": day for ident in told["new"] + told["cross"]}
    return found


def arxiv(radar: Radar) -> dict[str, str]:
    return {ident: day for ident, day in radar.ledger().items() if ident.startswith("arxiv:")}


@pytest.mark.fault("T1")
def test_t01_a_run_over_midnight_stands_under_the_day_it_began(radar: Radar, seen: Seen) -> None:
    done = radar.run("run", MONDAY, now=f"{MONDAY}T23:59:59Z+")
    assert done.returncode == 0
    assert [path.stem for path in (radar.archive / "runs").rglob("*.json")] == [MONDAY]
    assert set(radar.ledger().values()) == {MONDAY}
    seen(f"all {len(radar.ledger())} papers under {MONDAY}")


@pytest.mark.fault("T2")
@pytest.mark.parametrize(
    ("days", "clocks_change"),
    [
        (("2026-10-30", "2026-11-02", "2026-11-03"), date(2026, 11, 1)),
        (("2027-03-12", "2027-03-15", "2027-03-16"), date(2027, 3, 14)),
    ],
)
def test_t02_batches_keep_their_day_around_midnight_in_the_east_and_when_clocks_change(
    tmp_path: Path, days: tuple[str, ...], clocks_change: date, seen: Seen
) -> None:
    noon = datetime.combine(clocks_change, time(12), EASTERN)
    offsets = {(noon + timedelta(days=n)).utcoffset() for n in (-1, 1)}
    assert len(offsets) == 2, "the clocks change between these days"
    with world(tmp_path / "data", days) as net:
        radar = Radar(tmp_path / "owner", net)
        for day in days:
            midnight = datetime.combine(date.fromisoformat(day), time(), EASTERN).astimezone(UTC)
            for minutes in (-20, 20, 120):
                moment = midnight + timedelta(minutes=minutes)
                shown = moment.astimezone(EASTERN).date()
                done = radar.run("update", str(shown), now=moment.isoformat())
                assert done.returncode in (0, 3), done.stderr
        assert arxiv(radar) == truth(radar, *days)
    seen(f"{len(truth(radar, *days))} papers around {clocks_change}, each on its day")


@pytest.mark.fault("T3")
@pytest.mark.parametrize("hours", [6, pytest.param(12, marks=LATER)])
def test_t03_a_late_run_ends_in_the_same_archive(tmp_path: Path, radar: Radar, hours: int, seen: Seen) -> None:
    late = Radar(tmp_path / "late", radar.net)
    for day in (MONDAY, TUESDAY):
        assert radar.run("update", day).returncode == 0
        assert late.run("update", day, now=f"{day}T{8 + hours:02d}:00:00Z").returncode == 0
    assert late.files("papers", "gists", "days") == radar.files("papers", "gists", "days")
    seen(f"{hours} h late: the same bytes")


def weekdays(count: int) -> tuple[str, ...]:
    """List so many weekdays, the last of them the Friday of the usual week."""
    found: list[str] = []
    day = date.fromisoformat(FRIDAY)
    while len(found) < count:
        if day.weekday() < 5:
            found.append(day.isoformat())
        day -= timedelta(days=1)
    return tuple(reversed(found))


@pytest.mark.fault("T3")
@pytest.mark.parametrize("missed", [pytest.param(1, marks=LATER), pytest.param(3, marks=LATER), 7])
def test_t03_missed_days_within_the_window_come_back_whole_each_on_its_own_day(
    tmp_path: Path, missed: int, seen: Seen
) -> None:
    """A window of seven days: the run after seven days of silence still finds the first of them."""
    days = weekdays(10)
    last = date.fromisoformat(days[-1])
    first = str(last - timedelta(days=missed + 1))
    with world(tmp_path / "data", days, held={"share": 0.3, "days": [1, 4], "seed": 3}) as net:
        radar, daily = Radar(tmp_path / "owner", net), Radar(tmp_path / "daily", net)
        for n in range(missed + 2):
            assert daily.run("update", str(date.fromisoformat(first) + timedelta(days=n))).returncode == 0
        assert radar.run("update", first).returncode == 0
        assert radar.run("update", str(last)).returncode == 0
        assert arxiv(radar) == arxiv(daily)
        assert radar.files("papers") == daily.files("papers")
    seen(f"{missed} days missed: {len(arxiv(radar))} papers, each on its day")


@pytest.mark.fault("T3")
def test_t03_a_gap_older_than_the_window_is_reported(tmp_path: Path, seen: Seen) -> None:
    days = weekdays(24)
    with world(tmp_path / "data", days) as net:
        radar = Radar(tmp_path / "owner", net)
        assert radar.run("update", days[0]).returncode == 0
        done = radar.run("update", days[-1])
        assert done.returncode == 0
        window = {day for day in days if date.fromisoformat(days[-1]) - date.fromisoformat(day) <= timedelta(days=7)}
        assert set(arxiv(radar).values()) == window | {days[0]}
        closed = [day for day in days[1:] if day not in window]
        assert closed[0] in done.stderr
        assert closed[-1] in done.stderr
        assert "--since" in done.stderr, "what mends it is named"
        assert radar.run("update", days[-1], "--since", closed[0]).returncode == 0
        assert set(arxiv(radar)) == set(truth(radar, *days))
    seen(f"{len(closed)} days beyond the window named, mended by --since")


@pytest.mark.fault("T4")
@pytest.mark.parametrize("day", ["2026-11-28", pytest.param("2026-11-29", marks=LATER), "2026-11-26"])
def test_t04_weekends_holidays_and_empty_feeds_are_quiet_days_with_a_valid_site(
    tmp_path: Path, day: str, seen: Seen
) -> None:
    """2026-11-26 is Thanksgiving, an arXiv holiday."""
    with world(tmp_path / "data", ("2026-11-24", "2026-11-25"), holidays=["2026-11-26"]) as net:
        radar = Radar(tmp_path / "owner", net)
        assert radar.run("run", "2026-11-25").returncode == 0
        before = radar.files("papers", "gists", "days")
        done = radar.run("run", day, "--json")
        assert done.returncode == 0
        said = json.loads(done.stdout)["data"]
        assert said["state"] == "quiet"
        assert said["model"]["calls"] == 0
        assert radar.files("papers", "gists", "days") == before
        assert not (radar.output / day.replace("-", "/")).exists()
        assert radar.run("verify", day).returncode == 0
    seen(f"{day}: {said['state']}, {said['model']['calls']} calls")


@pytest.mark.fault("T5")
@pytest.mark.parametrize("now", ["1970-01-01T00:00:00Z", "2026-03-04T21:00:00Z", "2036-03-02T08:00:00Z"])
def test_t05_a_clock_that_the_sources_deny_writes_no_day(radar: Radar, now: str, seen: Seen) -> None:
    done = radar.run("update", MONDAY, now=now)
    assert done.returncode == 1
    assert "clock" in done.stderr
    assert radar.files() == {}
    seen(f"{now[:10]}: exit {done.returncode}, {len(radar.files())} files")


ODD: tuple[Mapping[str, str], ...] = (
    {"TZ": "Asia/Kathmandu", "LANG": "tr_TR.UTF-8", "LC_ALL": "tr_TR.UTF-8"},
    {"TZ": "America/St_Johns", "LANG": "C", "LC_ALL": "C", "PYTHONHASHSEED": "7"},
    {"TZ": "Pacific/Kiritimati", "LANG": "", "LC_ALL": "POSIX", "PYTHONUTF8": "0"},
)


@pytest.mark.fault("T6")
@pytest.mark.parametrize("odd", [ODD[0], *(pytest.param(one, marks=LATER) for one in ODD[1:])], ids=str)
def test_t06_time_zone_and_language_of_the_machine_change_no_byte(
    tmp_path: Path, radar: Radar, odd: Mapping[str, str], seen: Seen
) -> None:
    for command, day in (("update", MONDAY), ("run", TUESDAY)):
        assert radar.run(command, day).returncode == 0
    other = Radar(tmp_path / "odd", radar.net)
    # One builds over its site of the day before: that must come to the same.
    for command, day in (("update" if odd["LANG"] else "run", MONDAY), ("run", TUESDAY)):
        assert other.run(command, day, env=odd).returncode == 0
    assert other.files("papers", "gists", "days") == radar.files("papers", "gists", "days")
    assert other.site() == radar.site()
    seen(f"{odd['TZ']}, {odd['LC_ALL']}: {len(radar.site())} files the same")
