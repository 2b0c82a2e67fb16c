from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from radar.archive import atomic
from radar.errors import ArchiveError, Locked

HOLD = """
import sys
from pathlib import Path
from radar.archive import atomic
with atomic.lock(Path(sys.argv[1])):
    print("held", flush=True)
    sys.stdin.read()
"""


def _holder(lock: Path) -> subprocess.Popen[str]:
    """Start another process that holds the lock until its standard input ends."""
    process = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(lock)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
    )
    assert process.stdout
    assert process.stdout.readline() == "held\n"
    return process


def _dead_pid() -> int:
    process = subprocess.Popen([sys.executable, "-c", ""])
    process.wait()
    return process.pid


@given(data=st.binary(max_size=200), later=st.binary(max_size=200))
@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_file_holds_what_was_last_written(tmp_path: Path, data: bytes, later: bytes) -> None:
    file = tmp_path / "deep" / "er" / "file"
    atomic.write(file, data)
    assert atomic.write(file, later) is (data != later)
    assert file.read_bytes() == later
    assert [one.name for one in file.parent.iterdir()] == ["file"]


def test_the_same_bytes_again_touch_nothing(tmp_path: Path) -> None:
    file = tmp_path / "file"
    assert atomic.write(file, b"same")
    before = file.stat()
    assert not atomic.write(file, b"same")
    after = file.stat()
    assert (before.st_ino, before.st_mtime_ns) == (after.st_ino, after.st_mtime_ns)


def test_a_write_that_fails_leaves_the_old_bytes_and_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "file"
    atomic.write(file, b"old")

    def full(descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(ArchiveError, match=r"file: cannot be written: No space left"):
        atomic.write(file, b"new")
    assert file.read_bytes() == b"old"
    assert [one.name for one in tmp_path.iterdir()] == ["file"]


def test_a_folder_in_a_files_place_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").mkdir()
    with pytest.raises(ArchiveError, match="file: cannot be written"):
        atomic.write(tmp_path / "file", b"x")


def test_remove_says_whether_there_was_a_file(tmp_path: Path) -> None:
    atomic.write(tmp_path / "file", b"x")
    assert atomic.remove(tmp_path / "file")
    assert not atomic.remove(tmp_path / "file")
    assert not atomic.remove(tmp_path / "no" / "folder" / "file")


def test_sweep_takes_what_the_dead_and_we_left_and_nothing_else(tmp_path: Path) -> None:
    folder = tmp_path / "papers" / "2026"
    folder.mkdir(parents=True)
    holder = subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE)
    try:
        ours = [folder / f".a.jsonl.{_dead_pid()}.tmp", folder / f".b.jsonl.{os.getpid()}.tmp"]
        kept = [folder / f".c.jsonl.{holder.pid}.tmp", folder / "mine.tmp", folder / ".d.tmp", folder / "e.jsonl"]
        for file in (*ours, *kept):
            file.write_bytes(b"half")
        assert atomic.sweep(tmp_path) == tuple(sorted(ours))
        assert sorted(folder.iterdir()) == sorted(kept)
        assert atomic.sweep(tmp_path / "absent") == ()
    finally:
        holder.communicate(b"\n")


def test_one_process_at_a_time_holds_the_lock(tmp_path: Path) -> None:
    lock = tmp_path / "private" / "lock"
    holder = _holder(lock)
    try:
        with pytest.raises(Locked, match=rf"process {holder.pid}\)"), atomic.lock(lock):
            pass
    finally:
        holder.communicate("")
    with atomic.lock(lock):
        assert lock.read_text() == f"{os.getpid()}\n"


def test_a_killed_holder_lets_go(tmp_path: Path) -> None:
    lock = tmp_path / "lock"
    holder = _holder(lock)
    holder.kill()
    holder.communicate()
    with atomic.lock(lock):
        pass


def test_the_lock_ends_with_its_block_even_when_that_raises(tmp_path: Path) -> None:
    lock = tmp_path / "lock"
    with pytest.raises(RuntimeError), atomic.lock(lock):
        raise RuntimeError
    with atomic.lock(lock):
        assert lock.exists()
    assert lock.exists()


def test_a_lock_that_cannot_be_made_is_no_other_run(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(ArchiveError, match="cannot be locked") as caught, atomic.lock(tmp_path / "file" / "lock"):
        pass
    assert not isinstance(caught.value, Locked)
