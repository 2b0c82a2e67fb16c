"""The core of incremental building, apart from any radar."""

from __future__ import annotations

import multiprocessing
import os
import signal
import sqlite3
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from radar.publish import incremental
from radar.publish.incremental import BuildMistakeError, Built, Unit, build, fingerprint

Files = Mapping[str, bytes]


def unit(name: str, files: Files, near: str = "") -> Unit:
    """Make a unit of fixed files; its input is what they hold."""
    return Unit(name=name, inputs={"files": fingerprint(sorted(files.items()))}, make=files.items, near=near)


def held(output: Path) -> dict[str, bytes]:
    return {p.relative_to(output).as_posix(): p.read_bytes() for p in output.rglob("*") if p.is_file()}


def run(folder: Path, *units: Unit, workers: int = 1, ours: str = ".ours") -> Built:
    """Build; files that end in `ours` are owned whoever wrote them."""
    return build(
        units,
        output=folder / "output",
        receipts=folder / "receipts.sqlite",
        owns=lambda path: path.endswith(ours),
        workers=workers,
    )


def test_what_stands_is_neither_made_nor_written(tmp_path: Path) -> None:
    made: list[str] = []

    def make() -> Iterator[tuple[str, bytes]]:
        made.append("a")
        yield "a/index.html", b"a"

    one = Unit(name="a", inputs={"x": "1"}, make=make)
    empty = Unit(name="none", inputs={}, make=dict[str, bytes]().items)
    assert run(tmp_path, one, empty) == Built(units=2, made=2, files=1, written=1, removed=0)
    assert run(tmp_path, one, empty) == Built(units=2, made=0, files=1, written=0, removed=0)
    assert made == ["a"]
    assert run(tmp_path, Unit(name="a", inputs={"x": "2"}, make=make)).written == 0
    assert made == ["a", "a"]


def test_a_unit_that_is_no_more_takes_its_files_along(tmp_path: Path) -> None:
    run(tmp_path, unit("a", {"x/a": b"1", "x/b": b"2"}), unit("b", {"b": b"3"}))
    assert run(tmp_path, unit("b", {"b": b"3"})).removed == 2
    assert held(tmp_path / "output") == {"b": b"3"}
    assert not (tmp_path / "output" / "x").exists()


def test_a_file_may_go_from_one_unit_to_another(tmp_path: Path) -> None:
    run(tmp_path, unit("a", {"x": b"1", "y": b"2"}), unit("b", {"z": b"3"}))
    run(tmp_path, unit("a", {"y": b"2"}), unit("b", {"x": b"4", "z": b"3"}))
    assert held(tmp_path / "output") == {"x": b"4", "y": b"2", "z": b"3"}


def test_strangers_stay_and_ours_go_without_any_receipt(tmp_path: Path) -> None:
    output = tmp_path / "output"
    (output / "sub").mkdir(parents=True)
    for name in ("mine.txt", "sub/old.ours", "sub/.index.html.123.tmp"):
        (output / name).write_bytes(b"x")
    assert run(tmp_path, unit("a", {"a": b"1"})).removed == 2
    assert held(output) == {"mine.txt": b"x", "a": b"1"}


def test_other_times_do_not_make_a_unit_stale(tmp_path: Path) -> None:
    run(tmp_path, unit("a", {"a": b"1"}))
    os.utime(tmp_path / "output" / "a", (1, 1))
    assert run(tmp_path, unit("a", {"a": b"1"})).made == 0
    assert run(tmp_path, unit("a", {"a": b"1"})).made == 0


@pytest.mark.parametrize("name", ["../x", "a/../../x", "/x", "link/x", "link/new/x", ""])
def test_nothing_is_written_outside(tmp_path: Path, name: str) -> None:
    (tmp_path / "output").mkdir()
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "output" / "link").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(BuildMistakeError, match="leads out"):
        run(tmp_path, unit("a", {name: b"x"}))
    assert not list((tmp_path / "elsewhere").iterdir())


def test_a_link_in_a_files_place_is_replaced_not_followed(tmp_path: Path) -> None:
    (tmp_path / "output").mkdir()
    (tmp_path / "secret").write_bytes(b"1")
    (tmp_path / "output" / "a").symlink_to(tmp_path / "secret")
    run(tmp_path, unit("a", {"a": b"1"}))
    assert not (tmp_path / "output" / "a").is_symlink()


def test_mistakes_are_told(tmp_path: Path) -> None:
    with pytest.raises(BuildMistakeError, match="two units have this name"):
        run(tmp_path, unit("a", {}), unit("a", {}))
    with pytest.raises(BuildMistakeError, match="wanted by a and by b"):
        run(tmp_path, unit("a", {"x": b"1"}), unit("b", {"x": b"2"}))


def test_damaged_receipts_are_made_anew(tmp_path: Path) -> None:
    run(tmp_path, unit("a", {"a": b"1"}))
    (tmp_path / "receipts.sqlite").write_bytes(b"no database at all, this" * 100)
    assert run(tmp_path, unit("a", {"a": b"1"})) == Built(units=1, made=1, files=1, written=0, removed=0)


def test_one_build_at_a_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("radar.publish.receipts._PATIENCE", 0.0)
    run(tmp_path, unit("a", {"a": b"1"}))
    other = sqlite3.connect(tmp_path / "receipts.sqlite", isolation_level=None)
    other.execute("PRAGMA locking_mode = EXCLUSIVE")
    other.execute("BEGIN EXCLUSIVE")
    try:
        with pytest.raises(BlockingIOError, match="another build"):
            run(tmp_path, unit("a", {"a": b"1"}))
    finally:
        other.close()


def _many(version: int) -> list[Unit]:
    return [
        unit(f"u{n}", {f"{n}/{m}": f"{n} {m} {version}".encode() for m in range(3)}, f"{n % 7}") for n in range(90)
    ]


def test_workers_write_what_one_would(tmp_path: Path) -> None:
    (tmp_path / "one").mkdir()
    (tmp_path / "many").mkdir()
    for version in (1, 2):
        assert run(tmp_path / "one", *_many(version)) == run(tmp_path / "many", *_many(version), workers=3)
    assert held(tmp_path / "one" / "output") == held(tmp_path / "many" / "output")
    assert run(tmp_path / "many", *_many(2), workers=3).made == 0


def test_what_a_worker_raises_is_raised(tmp_path: Path) -> None:
    def fail() -> Iterator[tuple[str, bytes]]:
        yield "x", b"x"
        raise ValueError("no such page")

    with pytest.raises(ValueError, match="no such page"):
        run(tmp_path, *_many(1), Unit(name="bad", inputs={}, make=fail), workers=2)
    assert run(tmp_path, *_many(1)).files == 270


def test_a_pool_can_end_its_workers_whatever_the_program_makes_of_sigterm(tmp_path: Path) -> None:
    """The command line takes SIGTERM for an interruption; a worker that inherits that may wait for ever."""

    def make() -> Iterator[tuple[str, bytes]]:
        yield "handler", str(signal.getsignal(signal.SIGTERM)).encode()

    before = signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        run(tmp_path, *_many(1), Unit(name="asked", inputs={}, make=make), workers=2)
    finally:
        signal.signal(signal.SIGTERM, before)
    assert held(tmp_path / "output")["handler"] == str(signal.SIG_DFL).encode()


def _killed(folder: Path, units: list[Unit], after: int) -> None:
    """Build in a process that kills itself after so many files."""
    done = 0
    real = incremental.put

    def put(output: Path, path: str, data: bytes) -> incremental.FileLine:
        nonlocal done
        done += 1
        if done > after:
            os.kill(os.getpid(), signal.SIGKILL)
        return real(output, path, data)

    incremental.put = put
    run(folder, *units)


@pytest.mark.parametrize("after", [0, 1, 4, 100, 269])
def test_a_killed_build_is_finished_by_the_next(tmp_path: Path, after: int) -> None:
    run(tmp_path, *_many(1))
    victim = multiprocessing.get_context("fork").Process(target=_killed, args=(tmp_path, _many(2), after))
    victim.start()
    victim.join()
    assert victim.exitcode == -signal.SIGKILL
    run(tmp_path, *_many(2))
    assert held(tmp_path / "output") == {path: data for each in _many(2) for path, data in each.make()}
    assert run(tmp_path, *_many(2)).made == 0


NAMES = st.sampled_from([f"u{n}" for n in range(5)])
PATHS = st.sampled_from([f"{folder}{n}" for folder in ("", "x/", "x/y/") for n in range(3)])
DATA = st.binary(max_size=2)


class Incremental(RuleBasedStateMachine):
    """After any sequence of changes, what stands is what a full build would write."""

    @initialize()
    def begin(self) -> None:
        self.place = tempfile.TemporaryDirectory()
        self.folder = Path(self.place.name)
        self.wanted: dict[str, dict[str, bytes]] = {}

    def teardown(self) -> None:
        if hasattr(self, "place"):
            self.place.cleanup()

    @rule(name=NAMES, path=PATHS, data=DATA)
    def add_or_change(self, name: str, path: str, data: bytes) -> None:
        for files in self.wanted.values():
            files.pop(path, None)
        self.wanted.setdefault(name, {})[path] = data

    @rule(name=NAMES)
    def drop_unit(self, name: str) -> None:
        self.wanted.pop(name, None)

    @rule(path=PATHS)
    def lose_file(self, path: str) -> None:
        (self.folder / "output" / path).unlink(missing_ok=True)

    @rule(path=PATHS, data=st.binary(min_size=3, max_size=4))
    def spoil_file(self, path: str, data: bytes) -> None:
        if (target := self.folder / "output" / path).exists():
            target.write_bytes(data)

    @rule(path=PATHS)
    def touch(self, path: str) -> None:
        if (target := self.folder / "output" / path).exists():
            os.utime(target, (5, 5))

    @rule()
    def lose_receipts(self) -> None:
        for left in self.folder.glob("receipts.sqlite*"):
            left.unlink()

    @rule(number=st.integers(0, 4))
    def fail_midway(self, number: int) -> None:
        units = self.units()

        def fail() -> Iterator[tuple[str, bytes]]:
            yield "half", b"done"
            raise OSError("disk full")

        units.insert(min(number, len(units)), Unit(name="failing", inputs={}, make=fail))
        with pytest.raises(OSError, match="disk full"):
            run(self.folder, *units)

    @rule()
    def build(self) -> None:
        run(self.folder, *self.units(), ours="")
        assert held(self.folder / "output") == {
            p: data for files in self.wanted.values() for p, data in files.items()
        }
        again = run(self.folder, *self.units(), ours="")
        assert (again.made, again.written, again.removed) == (0, 0, 0)

    @invariant()
    def nothing_half_written(self) -> None:
        assert not list(self.folder.rglob("*.tmp"))

    def units(self) -> list[Unit]:
        return [unit(name, dict(files)) for name, files in self.wanted.items()]


TestIncremental = Incremental.TestCase
TestIncremental.settings = settings(max_examples=12, stateful_step_count=25, deadline=None)
