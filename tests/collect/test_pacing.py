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
from radar.collect.pacing import ARXIV_GATE, Pacer, asked_gap, gate_of

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


@pytest.mark.parametrize(
    ("host", "gate", "gap"),
    [
        ("arxiv.org", ARXIV_GATE, 3.0),
        ("oaipmh.arxiv.org", ARXIV_GATE, 3.0),
        ("notarxiv.org", "notarxiv.org", 1.0),
        ("api.crossref.org", "api.crossref.org", 1.0),
        ("api.openalex.org", "api.openalex.org", 0.2),
        ("eutils.ncbi.nlm.nih.gov", "eutils.ncbi.nlm.nih.gov", 0.34),
        ("journal.example", "journal.example", 1.0),
    ],
)
def test_every_host_has_a_gate_with_a_gap_and_arxivs_share_one(host: str, gate: str, gap: float) -> None:
    assert gate_of(host) == gate
    assert Pacer().gap(gate) == gap


@pytest.mark.parametrize(
    ("limit", "interval", "gap"),
    [
        ("3", "1s", 1 / 3),
        ("50", "1s", 0.1),
        ("3000", "60s", 0.1),
        (" 1 ", " 2 s ", 2.0),
        ("1", "3600s", 10.0),
        ("0", "1s", 10.0),
        ("1", "0s", 0.1),
        ("", "1s", None),
        ("3", "", None),
        ("-3", "1s", None),
        ("3", "soon", None),
        ("٣", "1s", None),
        ("1e9", "1s", None),
    ],
)
def test_pace_that_an_answer_asks_for_is_read_within_bounds(limit: str, interval: str, gap: float | None) -> None:
    assert asked_gap({"x-rate-limit-limit": limit, "x-rate-limit-interval": interval}) == pytest.approx(gap)
    assert asked_gap({}) is None


def test_slowest_pace_that_a_host_asked_for_holds_and_arxivs_never_changes() -> None:
    one = Pacer()
    for gate in ("api.crossref.org", ARXIV_GATE, ""):
        for limit, interval in (("10", "1s"), ("3", "1s"), ("5", "1s"), ("no", "1s")):
            one.heed(gate, {"x-rate-limit-limit": limit, "x-rate-limit-interval": interval})
    assert one.gap("api.crossref.org") == pytest.approx(1 / 3)
    assert one.gap(ARXIV_GATE) == 3.0
    assert one.gap("journal.example") == 1.0


@pytest.mark.fault("M7", "N25")
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


@pytest.mark.fault("M7", "N25")
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
        opened = door(pacer=pacer(clock, tmp_path), pace_override=None)
        assert isinstance(opened.get(place.url("/a"), gate=ARXIV_GATE), Response)
    assert place.paths == ["/a", "/b", "/a", "/b"]
    assert clock.slept == pytest.approx([3.0, 3.0, 3.0])


def test_waiting_for_the_gate_does_not_use_up_the_deadline() -> None:
    time = Clock()
    pace = Clock()

    def sleep(seconds: float) -> None:
        pace.sleep(seconds)
        time.now += seconds

    opened = door(clock=time, deadline=2.0, pacer=Pacer(clock=pace, sleep=sleep), pace_override=None)
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
        ("https://notarxiv.org/", "", None, [1.0]),
        ("https://journal.example/", "", 7.0, [1.0]),
        ("https://eutils.ncbi.nlm.nih.gov/x", "", 0.0, [0.34]),
        ("http://127.0.0.1:9/", "", None, [1.0]),
        ("http://127.0.0.1:9/", "", 0.0, []),
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


def test_file_keeps_arxivs_gate_alone(tmp_path: Path) -> None:
    clock = Clock()
    for name in ("journal.example", "../evil", ARXIV_GATE):
        for _ in range(2):
            with pacer(clock, tmp_path / "gates").turn(name):
                pass
    assert [path.name for path in tmp_path.rglob("*") if path.is_file()] == ["arxiv.gate"]
    assert clock.slept == pytest.approx([3.0], abs=1e-5)


def test_answers_of_a_host_set_its_pace_for_the_rest_of_the_run() -> None:
    clock = Clock()
    asks = {"X-Rate-Limit-Limit": "2", "X-Rate-Limit-Interval": "1s", "X-Concurrency-Limit": "3"}
    with serving({"/": answer(b"x", headers=asks), "/busy": answer(status="404 No", headers=asks)}) as place:
        opened = door(pacer=pacer(clock), pace_override=None)
        for path in ("/", "/", "/busy", "/"):
            opened.get(place.url(path))
    assert clock.slept == pytest.approx([0.5, 0.5, 0.5])


def test_hosts_do_not_wait_for_each_other() -> None:
    clock = Clock()
    with serving({"/": answer(b"x")}) as one, serving({"/": answer(b"x")}) as other:
        opened = door(pacer=pacer(clock), pace_override=None)
        for place in (one, other, one):
            assert isinstance(opened.get(place.url()), Response)
    assert clock.slept == [1.0]


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
