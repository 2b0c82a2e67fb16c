"""FAULTS S1 to S12: kills, full disks, torn files, two at once. Real processes on a real folder."""

from __future__ import annotations

import ctypes
import json
import random
import resource
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import tiny_world
from faults.matrix import Seen
from radar_process import Radar

MONDAY, TUESDAY, WEDNESDAY = tiny_world.WEEK[:3]
linux = pytest.mark.skipif(sys.platform != "linux", reason="skipped: limits and capabilities of Linux")


@pytest.fixture(scope="module")
def net(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    with tiny_world.start(tmp_path_factory.mktemp("data")) as running:
        yield running


@pytest.fixture
def radar(net: Any, tmp_path: Path) -> Radar:
    return Radar(tmp_path / "owner", net)


@pytest.fixture(scope="module")
def undisturbed(net: Any, tmp_path_factory: pytest.TempPathFactory) -> Radar:
    """Two days, run and built with nothing in the way."""
    calm = Radar(tmp_path_factory.mktemp("calm"), net)
    for day in (MONDAY, TUESDAY):
        assert calm.run("run", day).returncode == 0
    return calm


def kill_at(radar: Radar, name: str, day: str, seconds: float, how: signal.Signals = signal.SIGKILL) -> int:
    with radar.start(name, day) as process:
        try:
            process.communicate(timeout=seconds)
        except subprocess.TimeoutExpired:
            process.send_signal(how)
            process.communicate()
        return int(process.returncode)


def moments(radar: Radar, name: str, day: str, count: int) -> list[float]:
    """Spread moments over the time that the command takes in a process of its own, by a seed."""
    began = time.monotonic()
    assert radar.run(name, day, env={}).returncode == 0
    whole = time.monotonic() - began
    dice = random.Random(7)  # noqa: S311 - moments of kills, no secret
    return sorted(dice.uniform(0.3, 1.0) * whole for _ in range(count))


@pytest.mark.fault("S1", "M11")
def test_s01_killed_updates_and_one_clean_run_end_in_the_archive_of_an_undisturbed_run(
    radar: Radar, undisturbed: Radar, net: Any, tmp_path: Path, seen: Seen
) -> None:
    for seconds in moments(Radar(tmp_path / "trial", net), "update", MONDAY, 6):
        kill_at(radar, "update", MONDAY, seconds)
    for day in (MONDAY, TUESDAY):
        assert radar.run("update", day).returncode == 0
    assert radar.files("papers", "gists", "days") == undisturbed.files("papers", "gists", "days")
    assert not list(radar.content.rglob("*.tmp"))
    seen(f"6 kills, {len(radar.ledger())} papers, 0 lost, 0 twice")


@pytest.mark.fault("S2")
def test_s02_a_build_after_killed_builds_is_the_site_of_an_undisturbed_one(
    radar: Radar, undisturbed: Radar, seen: Seen
) -> None:
    shutil.copytree(undisturbed.content, radar.content)
    for seconds in moments(undisturbed, "build", TUESDAY, 4):
        kill_at(radar, "build", TUESDAY, seconds)
    assert radar.run("build", TUESDAY).returncode == 0
    assert radar.run("verify", TUESDAY).returncode == 0
    assert radar.site() == undisturbed.site()
    seen(f"4 kills, {len(radar.site())} files as they should be")


@pytest.mark.fault("S3")
def test_s03_a_cancelled_run_stops_in_time_says_so_and_can_be_taken_up(
    radar: Radar, undisturbed: Radar, net: Any, seen: Seen
) -> None:
    from fakenetlib.faults import Faults  # noqa: PLC0415 - found through tiny_world's path

    with net.net.lock:
        net.net.faults = Faults([{"match": "/rss/*", "fault": "delay", "seconds": 30}])
    try:
        before = len(net.net.log.entries())
        with radar.start("update", MONDAY) as process:
            while len(net.net.log.entries()) == before and process.poll() is None:
                time.sleep(0.05)
            time.sleep(0.5)
            process.send_signal(signal.SIGTERM)
            _, said = process.communicate(timeout=20)  # it does not sit out the source's 30 seconds
    finally:
        with net.net.lock:
            net.net.faults = Faults([])
    assert process.returncode == 130
    assert "interrupted" in said
    for day in (MONDAY, TUESDAY):
        assert radar.run("update", day).returncode == 0
    assert radar.files("papers", "gists", "days") == undisturbed.files("papers", "gists", "days")
    seen(f"exit {process.returncode}: {said.strip().splitlines()[-1]}")


@pytest.mark.fault("S4")
@linux
def test_s04_a_full_disk_ends_in_1_and_leaves_every_old_file_whole(radar: Radar, seen: Seen) -> None:
    assert radar.run("update", MONDAY).returncode == 0
    before = radar.files("papers", "gists", "days")

    def full() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (64, 64))

    done = radar.run("update", TUESDAY, before=full)
    assert done.returncode == 1
    assert str(radar.folder) in done.stderr
    after = radar.files("papers", "gists", "days")
    assert {name: after[name] for name in before} == before
    assert radar.run("update", TUESDAY).returncode == 0
    seen(f"exit {done.returncode}, {len(before)} files whole")


def _obey_modes() -> None:
    """Make the superuser keep to file modes, as every other user must (capabilities(7): CAP_DAC_OVERRIDE)."""
    ctypes.CDLL(None).prctl(24, 1, 0, 0, 0)


@pytest.mark.fault("S5")
@linux
def test_s05_a_folder_that_cannot_be_written_ends_in_1_and_is_named(radar: Radar, seen: Seen) -> None:
    assert radar.run("update", MONDAY).returncode == 0
    before = radar.files()
    shut = [path for path in (radar.archive, *radar.archive.rglob("*")) if path.is_dir()]
    for folder in shut:
        folder.chmod(0o555)
    try:
        done = radar.run("update", TUESDAY, before=_obey_modes)
    finally:
        for folder in shut:
            folder.chmod(0o755)
    assert done.returncode == 1
    assert str(radar.archive) in done.stderr
    assert radar.files() == before
    seen(f"exit {done.returncode}, {len(before)} files whole")


def _ledger_file(radar: Radar, day: str) -> Path:
    return radar.archive / "papers" / day[:4] / day[5:7] / f"{day}.jsonl"


@pytest.mark.fault("S6")
def test_s06_a_torn_last_line_is_mended_while_its_paper_is_listed(radar: Radar, seen: Seen) -> None:
    assert radar.run("update", MONDAY).returncode == 0
    path = _ledger_file(radar, MONDAY)
    whole = path.read_bytes()
    path.write_bytes(whole[:-40])
    (radar.archive / "state.json").unlink()
    assert radar.run("update", MONDAY).returncode == 0
    assert path.read_bytes() == whole
    seen("mended to the byte")


@pytest.mark.fault("S6")
def test_s06_a_torn_file_that_no_source_mends_is_named_and_kept(radar: Radar, seen: Seen) -> None:
    assert radar.run("update", MONDAY).returncode == 0
    path = _ledger_file(radar, MONDAY)
    torn = path.read_bytes()[:-40]
    path.write_bytes(torn)
    done = radar.run("update", "2026-03-20")
    assert done.returncode == 3
    assert f"{path.name}" in done.stderr
    assert "cut off" in done.stderr
    assert path.read_bytes() == torn
    seen(f"exit {done.returncode}, named and kept")


@pytest.mark.fault("S6")
@pytest.mark.parametrize(
    ("damage", "words"),
    [
        (b"", "cut off"),
        (b'{"record": "paper"}\n', "`id`"),
        (b'{"record": "hologram", "id": "arxiv:2603.00001"}\n', "written by a later version"),
        (b"not json at all\n", "no JSON"),
    ],
)
def test_s06_a_damaged_ledger_file_is_named_with_its_line_and_never_replaced(
    radar: Radar, damage: bytes, words: str, seen: Seen
) -> None:
    assert radar.run("update", MONDAY).returncode == 0
    path = _ledger_file(radar, MONDAY)
    path.write_bytes(damage)
    done = radar.run("update", "2026-03-20")
    assert done.returncode in (1, 3)
    assert path.name in done.stderr
    assert words in done.stderr
    assert path.read_bytes() == damage
    seen(f"exit {done.returncode}: {words}")


@pytest.mark.fault("S6")
@pytest.mark.parametrize("damage", [b"", b"{", b'{"schema": 99}', b"\xff\xfe"])
def test_s06_a_damaged_state_file_costs_requests_and_nothing_else(
    radar: Radar, undisturbed: Radar, damage: bytes
) -> None:
    assert radar.run("update", MONDAY).returncode == 0
    (radar.archive / "state.json").write_bytes(damage)
    assert radar.run("update", TUESDAY).returncode == 0
    assert radar.files("papers", "days") == undisturbed.files("papers", "days")


@pytest.mark.fault("S7")
def test_s07_what_a_dead_process_left_half_written_is_swept(radar: Radar, seen: Seen) -> None:
    assert radar.run("update", MONDAY).returncode == 0
    dead = subprocess.run([sys.executable, "-c", "import os; print(os.getpid())"], capture_output=True, check=True)
    path = _ledger_file(radar, MONDAY)
    left = path.with_name(f".{path.name}.{int(dead.stdout)}.tmp")
    left.write_bytes(b"half a li")
    assert radar.run("update", TUESDAY).returncode == 0
    assert not left.exists()
    seen("swept by the next run")


@pytest.mark.fault("S8")
def test_s08_of_two_runs_at_once_one_works_and_the_other_says_so(
    radar: Radar, undisturbed: Radar, seen: Seen
) -> None:
    for day in (MONDAY, TUESDAY):
        with radar.start("update", day) as one, radar.start("update", day) as two:
            said = [process.communicate(timeout=120)[1] for process in (one, two)]
        assert (one.returncode, two.returncode) == (0, 0)
        waiting = [text for text in said if "another run" in text]
        assert len(waiting) <= 1
    assert radar.files("papers", "gists", "days") == undisturbed.files("papers", "gists", "days")
    seen(f"exit {one.returncode} and {two.returncode}, {len(radar.ledger())} papers, 0 twice")


@pytest.mark.fault("S9")
def test_s09_the_union_of_what_two_runners_wrote_is_one_archive(radar: Radar, undisturbed: Radar, seen: Seen) -> None:
    """Both runners found the same day, one of them only half of it; git's union merge joins the files."""
    assert radar.run("update", MONDAY).returncode == 0
    ours, theirs = (_ledger_file(one, MONDAY).read_bytes().splitlines() for one in (radar, undisturbed))
    union = b"\n".join([*theirs[: len(theirs) // 2], *ours]) + b"\n"
    _ledger_file(radar, MONDAY).write_bytes(union)
    assert radar.run("update", TUESDAY).returncode == 0
    assert radar.ledger() == undisturbed.ledger()
    seen(f"{len(radar.ledger())} papers, 0 twice")


def _git(folder: Path, *words: str) -> str:
    git = ["git", "-c", "user.name=test", "-c", "user.email=test@localhost", "-c", "commit.gpgsign=false"]
    return subprocess.run([*git, *words], cwd=folder, capture_output=True, check=True, text=True).stdout


@pytest.mark.fault("S10")
def test_s10_the_same_day_again_and_again_leaves_git_clean(radar: Radar, seen: Seen) -> None:
    assert radar.run("update", MONDAY).returncode == 0
    _git(radar.archive, "init", "-q")
    _git(radar.archive, "add", "-A")
    _git(radar.archive, "commit", "-qm", "first")
    for hour in (9, 14, 20, 23):
        done = radar.run("update", MONDAY, "--json", now=f"{MONDAY}T{hour:02d}:00:00Z")
        assert done.returncode == 0
        assert json.loads(done.stdout)["data"]["model"]["calls"] == 0
        assert _git(radar.archive, "status", "--porcelain") == ""
    seen("4 runs more, git clean, 0 calls")


@pytest.mark.fault("S11")
def test_s11_what_a_hand_changed_yesterday_stays(radar: Radar, seen: Seen) -> None:
    assert radar.run("update", MONDAY).returncode == 0
    page = radar.archive / "days" / MONDAY[:4] / f"{MONDAY}.en.md"
    edited = page.read_text("utf-8").replace("router", "rooter", 1)
    page.write_text(edited, encoding="utf-8")
    ledger = _ledger_file(radar, MONDAY)
    changed = ledger.read_text("utf-8").replace("Invented Result 1 ", "Corrected Result 1 ", 1)
    ledger.write_text(changed, encoding="utf-8")
    assert radar.run("update", TUESDAY).returncode == 0
    assert page.read_text("utf-8") == edited
    assert ledger.read_text("utf-8") == changed
    seen("both files as the hand left them")


@pytest.mark.fault("S12")
def test_s12_a_shallow_clone_of_the_archive_serves_as_well(
    radar: Radar, undisturbed: Radar, tmp_path: Path, seen: Seen
) -> None:
    for day in (MONDAY,):
        assert radar.run("update", day).returncode == 0
    _git(radar.archive, "init", "-q")
    for message in ("first", "second"):
        _git(radar.archive, "add", "-A")
        _git(radar.archive, "commit", "-qm", message, "--allow-empty")
    copy = Radar(tmp_path / "copy", radar.net)
    copy.content.mkdir()
    _git(copy.content, "clone", "-q", "--depth", "1", f"file://{radar.archive}", "daily")
    shutil.rmtree(copy.archive / ".git")
    assert copy.run("update", TUESDAY).returncode == 0
    assert copy.files("papers", "gists", "days") == undisturbed.files("papers", "gists", "days")
    seen(f"{len(copy.ledger())} papers as without")
