"""Parsing apart: what a child may not do, what it may not cost, what it may not say."""

from __future__ import annotations

import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import misbehaving
import pytest
from loopback import answer, serving
from misbehaving import Told

from faults.matrix import Seen
from radar.collect import apart, apart_process
from radar.collect.apart import IN_PROCESS, Apart
from radar.outcomes import Failed, SourceState

PATIENT = 120.0
"""Seconds for jobs that shall succeed, however slow the machine."""
IMPOSTOR = Path(__file__).with_name("impostor.py")
TOLD = Told(words=("two", "words"))


@pytest.fixture(scope="module")
def parser() -> Iterator[Apart]:
    with Apart(seconds=PATIENT) as opened:
        yield opened


def says(outcome: object) -> str:
    assert isinstance(outcome, Failed)
    assert outcome.state is SourceState.ERROR
    return outcome.reason


def serves(parser: Apart) -> bool:
    told = parser.run(misbehaving.words, b"two words")
    return isinstance(told, Told) and told.words == TOLD.words


# -- what comes back -------------------------------------------------------------------


def test_result_and_failure_are_those_of_the_function_itself(parser: Apart) -> None:
    told = parser.run(misbehaving.words, b"one two three", most=2, but=frozenset({"one"}))
    assert isinstance(told, Told)
    assert told.words == ("two", "three")
    assert told.pid not in (0, os.getpid())
    assert parser.run(misbehaving.words, b" ") == IN_PROCESS.run(misbehaving.words, b" ")


def test_one_child_serves_many_jobs_and_ends_with_the_parser() -> None:
    with Apart() as opened:
        assert opened.started == 0, "nothing is started before it is needed"
        pids = {told.pid for _ in range(5) if isinstance(told := opened.run(misbehaving.words, b"x"), Told)}
        assert opened.started == len(pids) == 1
        assert 10 << 20 < opened.peak < 512 << 20
    with pytest.raises(ProcessLookupError):
        os.kill(pids.pop(), 0)
    with pytest.raises(RuntimeError, match="closed"):
        opened.run(misbehaving.words, b"x")


def test_arguments_that_do_not_fit_are_a_mistake_of_ours(parser: Apart) -> None:
    with pytest.raises(TypeError):
        parser.run(misbehaving.words, b"x", least=3)  # type: ignore[call-arg]  # the mistake
    assert serves(parser)


def test_surprise_in_the_parser_is_told_in_words_and_the_child_stays(parser: Apart) -> None:
    started = parser.started
    reason = says(parser.run(misbehaving.surprised, b"x\n::add-mask::y\x1b[31m"))
    assert reason.startswith("parsing failed: KeyError: ")
    assert reason.isprintable()
    assert "nested too deeply" in says(parser.run(misbehaving.deep, b""))
    assert says(parser.run(misbehaving.mistaken, b"")).startswith("parsing failed: PydanticSerializationError")
    assert serves(parser)
    assert parser.started == started


def test_what_a_parser_prints_is_no_reply(parser: Apart) -> None:
    assert parser.run(misbehaving.chatty, b"") == Told(words=("done",))
    assert serves(parser)


def test_more_papers_than_any_honest_answer_brings_are_refused(parser: Apart) -> None:
    found = parser.run(misbehaving.flood, b"2500")
    assert not isinstance(found, Failed)
    assert len(found.listings) == apart.MOST_LISTINGS
    assert found == misbehaving.flood(b"2500")
    assert "2500 papers" in says(parser.run(misbehaving.flood, b"2501"))


# -- what a child is given, and may do -------------------------------------------------


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
def test_child_has_no_environment_and_nothing_open_but_its_pipes(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "canary")
    with (tmp_path / "secret").open("w") as secret, Apart(seconds=PATIENT) as opened:
        os.set_inheritable(secret.fileno(), True)  # noqa: FBT003 - its only argument
        told = opened.run(misbehaving.words, b"x")
        assert isinstance(told, Told)
        assert Path(f"/proc/{told.pid}/environ").read_bytes() == b""
        assert b"canary" not in Path(f"/proc/{told.pid}/cmdline").read_bytes()
        held = opened.run(misbehaving.files, b"")
        variables = opened.run(misbehaving.variables, b"")
    assert isinstance(held, Told)
    assert {name.partition(":")[0] for name in held.words} <= {"/dev/null", "pipe"}
    assert sum(name.startswith("pipe:") for name in held.words) == 2
    assert variables in (Told(), Told(words=("LC_CTYPE",))), "Python itself may set its locale"


@pytest.mark.fault("M9")
@pytest.mark.skipif(sys.platform != "linux", reason="other systems do not know all of these")
def test_child_has_limits_that_it_cannot_raise(parser: Apart, seen: Seen) -> None:
    told = parser.run(misbehaving.limits, b"")
    assert told == Told(words=(f"AS {512 << 20}", "FSIZE 0", "NOFILE 16", "NPROC 0", "CORE 0"))
    seen(", ".join(told.words))


@pytest.mark.fault("M9")
@pytest.mark.parametrize("act", [misbehaving.reads, misbehaving.opens, misbehaving.writes, misbehaving.deletes])
@pytest.mark.parametrize("where", ["{folder}/canary.txt", "{folder}/canary.py", "{code}{up}{folder}/canary.py"])
def test_child_opens_and_touches_no_file(
    parser: Apart, tmp_path: Path, act: Callable[[bytes], Told], where: str
) -> None:
    for name in ("canary.txt", "canary.py"):
        (tmp_path / name).write_text("canary", encoding="utf-8")
    place = where.format(folder=tmp_path, code=os.__file__.removesuffix("os.py"), up="../" * 20)
    assert "PermissionError" in says(parser.run(act, place.encode()))
    assert (tmp_path / "canary.txt").read_text(encoding="utf-8") == "canary"
    assert len(list(tmp_path.iterdir())) == 2


@pytest.mark.fault("M8", "M9")
def test_child_reaches_no_network_and_starts_no_program(parser: Apart, tmp_path: Path, seen: Seen) -> None:
    with serving({"/": answer()}) as place:
        assert "PermissionError" in says(parser.run(misbehaving.connects, str(place.port).encode()))
    assert place.seen == []
    assert "PermissionError" in says(parser.run(misbehaving.forks, b""))
    assert "PermissionError" in says(parser.run(misbehaving.runs, sys.executable.encode()))
    seen(f"{len(place.seen)} requests from a parser")


# -- what a job may cost ---------------------------------------------------------------


def test_defaults_are_those_of_the_faults() -> None:
    opened = Apart()
    assert (opened._seconds, opened._megabytes, apart.CHILDREN) == (10.0, 512, 2)  # noqa: SLF001 - the promise itself


@pytest.mark.fault("M9")
@pytest.mark.parametrize("act", [misbehaving.busy, misbehaving.asleep])
def test_job_that_takes_too_long_is_stopped_and_the_child_replaced(act: Callable[[bytes], Told], seen: Seen) -> None:
    with Apart(seconds=0.3) as opened:
        assert says(opened.run(act, b"")) == "parsing took more than 0.3 s"
        assert opened._idle == []  # noqa: SLF001 - nobody else may be given it
        opened._seconds = PATIENT  # noqa: SLF001 - so that a slow machine does not fail the next
        assert serves(opened)
        assert opened.started == 2
    seen(f"{act.__name__}: ended, {opened.started} children")


@pytest.mark.skipif(sys.platform == "win32", reason="no limit of processor time")
def test_processor_time_is_the_second_lock(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(apart_process, "Timer", Asleep)
    with Apart(seconds=0.1) as opened:
        assert says(opened.run(misbehaving.busy, b"")) == "parsing took more than 0.1 s"


class Asleep(threading.Thread):
    """Be a timer that never goes off."""

    def __init__(self, seconds: float, act: Callable[[], None]) -> None:
        super().__init__()

    def cancel(self) -> None:
        pass


@pytest.mark.fault("M9")
def test_job_that_needs_too_much_memory_is_refused_and_the_child_replaced(seen: Seen) -> None:
    with Apart(seconds=PATIENT) as opened:
        assert says(opened.run(misbehaving.hungry, b"")) == "parsing needed more than 512 MB"
        assert serves(opened)
        assert opened.started == 2
    seen(f"hungry: refused, {opened.started} children")


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
def test_child_that_keeps_more_than_half_of_its_memory_is_replaced() -> None:
    with Apart(seconds=PATIENT) as opened:
        first = opened.run(misbehaving.fat, b"")
        second = opened.run(misbehaving.words, b"x")
        assert isinstance(first, Told)
        assert isinstance(second, Told)
        assert first.pid != second.pid


@pytest.mark.parametrize(
    ("act", "how"), [(misbehaving.crash, f"signal {int(signal.SIGSEGV)}"), (misbehaving.leave, "exit 3")]
)
def test_job_that_breaks_its_process_is_an_error_and_the_child_replaced(
    parser: Apart, act: Callable[[bytes], Told], how: str
) -> None:
    assert says(parser.run(act, b"")) == f"parsing broke its process ({how})"
    assert serves(parser)


def test_child_that_died_between_two_jobs_costs_none() -> None:
    with Apart(seconds=PATIENT) as opened:
        told = opened.run(misbehaving.words, b"x")
        assert isinstance(told, Told)
        os.kill(told.pid, signal.SIGKILL)
        while opened._idle[0].process.poll() is None:  # noqa: SLF001 - until it is dead
            pass
        assert serves(opened)


def test_reply_that_is_too_long_is_not_taken(parser: Apart) -> None:
    assert says(parser.run(misbehaving.talkative, b"")) == "parsing gave more than 32 MB"
    assert serves(parser)


def test_interrupt_in_the_middle_of_a_job_leaves_no_child_behind(monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_: object) -> bytes:
        raise KeyboardInterrupt

    with Apart(seconds=PATIENT) as opened:
        told = opened.run(misbehaving.words, b"x")
        with monkeypatch.context() as patched, pytest.raises(KeyboardInterrupt):
            patched.setattr("radar.collect.apart_protocol.receive", interrupted)
            opened.run(misbehaving.words, b"x")
        assert isinstance(told, Told)
        with pytest.raises(ProcessLookupError):
            os.kill(told.pid, 0)
        assert serves(opened)


def test_no_process_to_be_had_is_an_error_of_the_source() -> None:
    with Apart(command=("/nonexistent/python",)) as opened:
        assert says(opened.run(misbehaving.words, b"x")).startswith("no process to parse in (")
        assert says(opened.run(misbehaving.words, b"x")).startswith("no process to parse in ("), "its turn came back"


# -- many at once ----------------------------------------------------------------------


def test_many_threads_share_two_children() -> None:
    texts = [f"{n} and {n + 1}" for n in range(40)]
    with Apart(seconds=PATIENT) as opened, ThreadPoolExecutor(8) as threads:
        told = list(threads.map(lambda text: opened.run(misbehaving.words, text.encode()), texts))
        assert [one.words for one in told if isinstance(one, Told)] == [tuple(text.split()) for text in texts]
        assert opened.started == len({one.pid for one in told if isinstance(one, Told)}) <= 2


def test_waiting_for_a_free_child_is_no_part_of_a_jobs_time(monkeypatch: pytest.MonkeyPatch) -> None:
    running: list[Noted] = []
    most: list[int] = []

    class Noted(threading.Timer):
        def start(self) -> None:
            running.append(self)
            most.append(len(running))
            super().start()

        def cancel(self) -> None:
            running.remove(self)
            super().cancel()

    monkeypatch.setattr(apart_process, "Timer", Noted)
    with Apart(seconds=PATIENT, children=1) as opened, ThreadPoolExecutor(4) as threads:
        assert all(threads.map(lambda _: serves(opened), range(8)))
    assert max(most) == 1, "a clock ran while its job had no child"
    assert len(most) == 16


# -- what a child that was taken over may say ------------------------------------------


@pytest.mark.parametrize(
    ("what", "reason"),
    [
        ("pickle", "parsing gave what is no result"),
        ("wrong type", "parsing gave what is no result"),
        ("text for a number", "parsing gave what is no result"),
        ("something missing", "parsing gave what is no result"),
        ("no such state", "parsing gave what is no result"),
        ("unknown tag", "parsing gave what is no result"),
        ("nothing", "parsing gave what is no result"),
        ("no JSON", "parsing gave what is no result"),
        ("deep", "parsing gave what is no result"),
        ("endless", "parsing gave more than 32 MB"),
        ("gone", "no process to parse in (exit 7)"),
        ("not ready", "no process to parse in (signal 9)"),
    ],
)
def test_lie_is_an_error_and_its_teller_is_ended(
    what: str, reason: str, capfd: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    with Apart(seconds=PATIENT, command=(sys.executable, str(IMPOSTOR), what)) as opened:
        assert says(opened.run(misbehaving.words, b"x")) == reason
        assert opened._idle == []  # noqa: SLF001 - nobody else may be given it
    assert capfd.readouterr().out == "", "nothing was unpickled"


@pytest.mark.parametrize("what", ["half", "deaf"])
def test_child_that_falls_silent_is_stopped(what: str) -> None:
    with Apart(seconds=0.3, command=(sys.executable, str(IMPOSTOR), what)) as opened:
        assert says(opened.run(misbehaving.words, b"x" * 1_000_000)) == "parsing took more than 0.3 s"


def test_words_of_a_child_are_cleaned() -> None:
    with Apart(seconds=PATIENT, command=(sys.executable, str(IMPOSTOR), "escapes")) as opened:
        reason = says(opened.run(misbehaving.words, b"x"))
    assert reason.isprintable()
    assert len(reason) < 200
