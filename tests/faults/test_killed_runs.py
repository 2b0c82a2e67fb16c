"""FAULTS S1: a run killed at each of its steps is taken up by the next, also where it had found late papers."""

from __future__ import annotations

import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import tiny_world
from radar_process import Radar

MONDAY, TUESDAY, WEDNESDAY = tiny_world.WEEK[:3]
LATE: dict[str, Any] = {
    "faults": [{"match": "/journal/*", "fault": "status", "status": 404, "days": [MONDAY]}],
}
"""What the journal printed on Monday is met on Tuesday: it stands on Monday, which has been briefed already."""
STEPS = (
    "radar.archive.unfinished.note",
    "radar.archive.ledger.Ledger._extend",
    "radar.archive.ledger.Ledger.add",
    "radar.archive.closeness.write",
    "radar.archive.gists.write",
    "radar.archive.days.write_day",
    "radar.brief_days.brief",
    "radar.archive.runs.write",
    "radar.archive.state.remember",
)


@pytest.fixture(scope="module")
def net(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    with tiny_world.start(tmp_path_factory.mktemp("data"), scenario=LATE) as running:
        yield running


@pytest.fixture(scope="module")
def monday(net: Any, tmp_path_factory: pytest.TempPathFactory) -> Radar:
    """Monday, without the journal."""
    radar = Radar(tmp_path_factory.mktemp("monday"), net)
    assert radar.run("update", MONDAY).returncode == 3
    return radar


def copied(radar: Radar, folder: Path) -> Radar:
    shutil.copytree(radar.folder, folder)
    return Radar(folder, radar.net)


@pytest.fixture(scope="module")
def undisturbed(monday: Radar, tmp_path_factory: pytest.TempPathFactory) -> Radar:
    radar = copied(monday, tmp_path_factory.mktemp("undisturbed") / "owner")
    before = radar.ledger()
    assert radar.run("update", TUESDAY).returncode == 0
    late = {paper for paper, day in radar.ledger().items() if day == MONDAY} - before.keys()
    assert late, "nothing came late: the test would show nothing"
    return radar


def told(radar: Radar, day: str) -> dict[str, Any]:
    """Read a run report without what another run of the day says differently."""
    own = {"started", "finished", "requests"}
    return {key: value for key, value in radar.report(day).items() if key not in own}


def kill_at(radar: Radar, step: str, day: str) -> None:
    radar.set_day(day)
    program = [sys.executable, str(Path(__file__).with_name("killed_at.py")), step, *radar.command("update")[3:]]
    done = subprocess.run(
        program, env=radar.environment(f"{day}T08:00:00Z"), cwd=radar.folder, capture_output=True, check=False
    )
    assert done.returncode == -signal.SIGKILL, done.stderr.decode()


@pytest.mark.parametrize("step", STEPS)
def test_s01_what_a_killed_run_has_found_is_briefed_and_reported_by_the_next(
    monday: Radar, undisturbed: Radar, tmp_path: Path, step: str
) -> None:
    radar = copied(monday, tmp_path / "owner")
    kill_at(radar, step, TUESDAY)
    assert radar.run("update", TUESDAY).returncode == 0
    kept = ("papers", "gists", "closeness", "days")
    assert radar.files(*kept) == undisturbed.files(*kept)
    assert told(radar, TUESDAY) == told(undisturbed, TUESDAY)
    assert not (radar.folder / ".radar" / "unfinished.json").exists()


def test_s01_a_killed_run_is_taken_up_by_that_of_the_day_after(
    monday: Radar, undisturbed: Radar, tmp_path: Path
) -> None:
    radar, calm = copied(monday, tmp_path / "owner"), copied(undisturbed, tmp_path / "calm")
    kill_at(radar, "radar.archive.gists.write", TUESDAY)
    for one in (radar, calm):
        assert one.run("update", WEDNESDAY).returncode == 0
    kept = ("papers", "gists", "closeness", "days")
    assert radar.files(*kept) == calm.files(*kept)
    new = [{line["name"]: line["new"] for line in one.report(TUESDAY)["sources"]} for one in (radar, calm)]
    assert new[0] == new[1]
