"""The gate: three seconds between two requests to arXiv, one at a time, whoever asks."""

from __future__ import annotations

import subprocess
import sys
import threading
from itertools import pairwise
from pathlib import Path

import pytest
from loopback import answer, door, in_turn, redirect, serving

from radar.collect.http import Response
from radar.collect.pacing import ARXIV_GATE, GAPS, Pacer

PLUGINS = Path(__file__).resolve().parents[2] / "plugins"


class Clock:
    """Tell a time that passes only in sleep, or when told to."""

    def __init__(self, now: float = 1_000_000.0) -> None:
        self.now = now
        self.slept: list[float] = []

    def __call__(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.now += seconds


def pacer(clock: Clock, folder: Path | None = None) -> Pacer:
    return Pacer(folder, clock=clock, sleep=clock.sleep)


def test_arxiv_is_given_three_seconds() -> None:
    assert GAPS[ARXIV_GATE] >= 3.0


def test_forty_requests_are_three_seconds_apart_from_end_to_beginning(tmp_path: Path) -> None:
    clock = Clock()
    turns: list[tuple[float, float]] = []
    for n in range(40):
        with pacer(clock, tmp_path).turn(ARXIV_GATE, 3.0):  # a new one each time: what counts is in the file
            began = clock.now
            clock.now += 0.1 * n  # what the request took
            turns.append((began, clock.now))
        clock.now += 0.01 * n  # what we did in between
    assert min(begin - end for (_, end), (begin, _) in pairwise(turns)) >= 3.0 - 1e-5


def test_waits_only_what_is_left_and_not_at_all_the_first_time(tmp_path: Path) -> None:
    clock = Clock()
    for idle in (0.0, 1.0, 10.0):
        clock.now += idle
        with pacer(clock, tmp_path).turn(ARXIV_GATE, 3.0):
            pass
    assert clock.slept == pytest.approx([2.0], abs=1e-5)


def test_without_a_folder_the_threads_of_one_process_keep_the_pace() -> None:
    clock = Clock()
    one = pacer(clock)
    for _ in range(3):
        with one.turn(ARXIV_GATE, 3.0):
            pass
    assert clock.slept == [3.0, 3.0]


def test_pace_is_kept_after_a_request_that_failed(tmp_path: Path) -> None:
    clock = Clock()
    with pytest.raises(RuntimeError), pacer(clock, tmp_path).turn(ARXIV_GATE, 3.0):
        clock.now += 5
        raise RuntimeError
    with pacer(clock, tmp_path).turn(ARXIV_GATE, 3.0):
        pass
    assert clock.slept == pytest.approx([3.0], abs=1e-5)


@pytest.mark.parametrize("text", ["99999999999", "nan", "inf", "1000100.0"])
def test_moments_that_cannot_be_cost_one_full_wait_and_no_more(tmp_path: Path, text: str) -> None:
    (tmp_path / f"{ARXIV_GATE}.gate").write_text(text, encoding="ascii")
    clock = Clock()
    for _ in range(2):
        with pacer(clock, tmp_path).turn(ARXIV_GATE, 3.0):
            pass
    assert clock.slept == pytest.approx([3.0, 3.0], abs=1e-5)


@pytest.mark.parametrize("text", ["", "not a number", "\0\0\0"])
def test_file_that_says_nothing_is_a_first_time(tmp_path: Path, text: str) -> None:
    (tmp_path / f"{ARXIV_GATE}.gate").write_text(text, encoding="ascii")
    clock = Clock()
    with pacer(clock, tmp_path).turn(ARXIV_GATE, 3.0):
        pass
    assert clock.slept == []


def test_gates_do_not_hold_each_other_up(tmp_path: Path) -> None:
    clock = Clock()
    one = pacer(clock, tmp_path)
    with one.turn("a", 3.0), one.turn("b", 3.0), one.turn("", 3.0):
        pass
    assert clock.slept == []


_PROCESS = """
import sys, time
from pathlib import Path
from radar.collect.pacing import Pacer
pacer = Pacer(Path(sys.argv[1]))
for _ in range(8):
    with pacer.turn("arxiv", 0.03):
        began = time.time()
        time.sleep(0.002)
        print(began, time.time(), flush=True)
"""


def test_two_processes_never_overlap_and_keep_the_gap(tmp_path: Path) -> None:
    running = [
        subprocess.Popen(
            [sys.executable, "-c", _PROCESS, str(tmp_path)],
            stdout=subprocess.PIPE,
            text=True,
            env={"PYTHONPATH": str(PLUGINS)},
        )
        for _ in range(2)
    ]
    said = [process.communicate(timeout=60)[0] for process in running]
    assert [process.returncode for process in running] == [0, 0]
    turns = sorted(tuple(map(float, line.split())) for text in said for line in text.splitlines())
    assert len(turns) == 16
    assert min(begin - end for (_, end), (begin, _) in pairwise(turns)) >= 0.029


# -- the door's use of it --------------------------------------------------------------


def test_every_hop_and_every_try_passes_the_gate(tmp_path: Path) -> None:
    clock = Clock()
    routes = {"/a": redirect("/b"), "/b": in_turn(answer(status="500 No"), answer(b"x"))}
    with serving(routes) as place:
        opened = door(pacer=pacer(clock, tmp_path))
        assert isinstance(opened.get(place.url("/a"), gate=ARXIV_GATE), Response)
    assert place.paths == ["/a", "/b", "/a", "/b"]
    assert clock.slept == pytest.approx([3.0, 3.0, 3.0])


def test_waiting_for_the_gate_does_not_use_up_the_deadline() -> None:
    time = Clock()
    pace = Clock()

    def sleep(seconds: float) -> None:
        pace.sleep(seconds)
        time.now += seconds

    opened = door(clock=time, deadline=2.0, pacer=Pacer(clock=pace, sleep=sleep))
    with serving({"/": answer(b"x")}) as place:
        assert isinstance(opened.get(place.url(), gate=ARXIV_GATE), Response)
        assert isinstance(opened.get(place.url(), gate=ARXIV_GATE), Response)
    assert pace.slept == [3.0]


@pytest.mark.parametrize(
    ("url", "gate", "override", "slept"),
    [
        ("https://export.arxiv.org/api/query", "", None, [3.0]),
        ("https://arxiv.org/abs/x", "", 0.0, [3.0]),
        ("https://rss.arxiv.org/rss/cs.AI", "other", None, [3.0]),
        ("https://notarxiv.org/", "", None, []),
        ("https://example.org/", "", 7.0, []),
        ("http://127.0.0.1:9/", "", None, []),
        ("http://127.0.0.1:9/", "", 7.0, [7.0]),
        ("http://127.0.0.1:9/", ARXIV_GATE, None, [3.0]),
        ("http://127.0.0.1:9/", ARXIV_GATE, 0.0, []),
        ("http://127.0.0.1:9/", ARXIV_GATE, 7.0, [7.0]),
    ],
)
def test_which_pace_holds(url: str, gate: str, override: float | None, slept: list[float]) -> None:
    clock = Clock()

    def nobody(host: str, port: int) -> list[str]:
        return []

    opened = door(pacer=pacer(clock), pace_override=override, resolver=nobody)
    for _ in range(2):
        opened.get(url, gate=gate)
    assert clock.slept == slept


def test_threads_at_one_gate_come_one_by_one() -> None:
    inside = 0
    most = 0
    lock = threading.Lock()
    one = Pacer()

    def work() -> None:
        nonlocal inside, most
        with one.turn("g", 0.0):
            with lock:
                inside += 1
                most = max(most, inside)
            threading.Event().wait(0.002)
            with lock:
                inside -= 1

    threads = [threading.Thread(target=work) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert most == 1
