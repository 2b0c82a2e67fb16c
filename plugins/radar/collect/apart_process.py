"""Hold one process that parses: start it, ask it, stop it when its time is up."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from io import FileIO
from pathlib import Path
from threading import Timer
from typing import Any, Final, cast

from pydantic import ValidationError

from radar.collect import apart_protocol as protocol
from radar.outcomes import Failed, SourceState
from radar.sift.text import clean

MOST_REPLY: Final = 32_000_000
"""Bytes of a reply."""
_START_SECONDS: Final = 60.0
_LAST_BREATH: Final = 1.0
"""Seconds in which a process that closed its pipe may end by itself, so that its exit code tells why."""
_WORDS: Final = 160
_BOOT: Final = "import sys; sys.path[:] = sys.argv[3:]; from radar.collect import apart_child; apart_child.main()"
"""Hands the search path over: without an environment there is no PYTHONPATH to tell it."""


@dataclass(kw_only=True, slots=True)
class Child:
    """Hold one process, and ask it."""

    process: subprocess.Popen[bytes]
    seconds: float
    megabytes: int
    busy: bool = False
    """In the middle of a job: what it says next would be of that job."""
    late: bool = False
    """Stopped because a time was up."""
    peak: int = 0
    """Most bytes it held in memory, as of its last job; 0 where the system does not tell."""

    @classmethod
    def start(cls, command: Sequence[str], seconds: float, megabytes: int) -> Child:
        """Start a process that may take these seconds and megabytes for a job; `command` stands for our own program.

        Raises OSError where none can be started.
        """
        program = tuple(command) or (sys.executable, "-I", "-B", "-X", "utf8", "-c", _BOOT)
        places = (str(Path(place).absolute()) for place in sys.path)
        process = subprocess.Popen(  # noqa: S603 - our own interpreter, our own module
            (*program, str(megabytes), str(seconds), *places),
            bufsize=0,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            cwd=os.sep,
            env=_environment(),
            start_new_session=True,  # the keyboard's interrupt is for the program, which then ends its children
        )
        return cls(process=process, seconds=seconds, megabytes=megabytes)

    def work(self, job: protocol.Job, arguments: bytes, content: bytes) -> Any:  # noqa: ANN401 - any adapter's result
        """Do one job; the clock runs from where the child has loaded what parses."""
        ask, answer = cast("FileIO", self.process.stdin), cast("FileIO", self.process.stdout)
        self.busy = True
        try:
            with _Alarm(self, _START_SECONDS):
                protocol.send(ask, job.name.encode())
                loaded = protocol.receive(answer, len(protocol.READY)) == protocol.READY
        except (OSError, EOFError, protocol.ProtocolError):
            loaded = False
        if not loaded:
            return failed(f"no process to parse in ({self._how_it_ended()})")
        try:
            with _Alarm(self, self.seconds):
                protocol.send(ask, arguments)
                protocol.send(ask, content)
                reply = protocol.receive(answer, MOST_REPLY)
            self.peak = self._status().get("VmHWM", self.peak)
            return self._read(job, reply)
        except (OSError, EOFError):
            ended = self._how_it_ended()
            late = f"parsing took more than {self.seconds:g} s"
            return failed(late if self.late else f"parsing broke its process ({ended})")
        except protocol.ProtocolError:
            return failed(f"parsing gave more than {MOST_REPLY // 1_000_000} MB")
        except ValidationError:
            return failed("parsing gave what is no result")

    def _read(self, job: protocol.Job, reply: bytes) -> Any:  # noqa: ANN401 - any adapter's result
        """Read a reply: nothing in it is believed but what has the right type. A sound child is free again."""
        tag, body = reply[:1], reply[1:]
        if tag == protocol.NO_MEMORY:
            return failed(f"parsing needed more than {self.megabytes} MB")
        if tag == protocol.GAVE:
            outcome = job.result.validate_json(body, strict=True)
        elif tag == protocol.FAILED:
            outcome = protocol.FAILURE.validate_json(body, strict=True)
        elif tag == protocol.RAISED:
            outcome = failed(f"parsing failed: {clean(body.decode('utf-8', 'replace'), _WORDS)}")
        else:
            return failed("parsing gave what is no result")
        self.busy = False
        return outcome

    def _how_it_ended(self) -> str:
        """End it, if it has not ended by itself, and say how it did."""
        with suppress(subprocess.TimeoutExpired):
            self.process.wait(_LAST_BREATH)
        self.end()
        code = self.process.returncode
        self.late = self.late or code == -getattr(signal, "SIGXCPU", 0)
        return f"signal {-code}" if code < 0 else f"exit {code}"

    def is_fit(self) -> bool:
        """Tell whether it can take a job, and has most of its memory free: no job may suffer from another."""
        if self.busy or self.late or self.process.poll() is not None:
            return False
        return self._status().get("VmSize", 0) <= self.megabytes << 19

    def _status(self) -> dict[str, int]:
        """Read sizes of a Linux process, in bytes; empty elsewhere."""
        try:
            told = Path(f"/proc/{self.process.pid}/status").read_text(encoding="ascii", errors="replace")
        except OSError:
            return {}
        sizes = (line.split() for line in told.splitlines() if line.startswith("Vm"))
        return {name.rstrip(":"): int(kilobytes) << 10 for name, kilobytes, *_ in sizes}

    def stop(self) -> None:
        """Say that time is up, and kill it with all it may have started."""
        self.late = True
        self.peak = self._status().get("VmHWM", self.peak)
        self._kill()

    def end(self) -> None:
        """Kill it and forget it."""
        self._kill()
        for pipe in (self.process.stdin, self.process.stdout):
            if pipe:
                pipe.close()
        self.process.wait()

    def _kill(self) -> None:
        if self.process.poll() is None:
            if sys.platform != "win32":
                with suppress(OSError):  # gone since
                    os.killpg(self.process.pid, signal.SIGKILL)
            self.process.kill()


class _Alarm:
    """Stop a child when a time is up, unless its job is done before."""

    def __init__(self, child: Child, seconds: float) -> None:
        self._timer = Timer(seconds, child.stop)
        self._timer.daemon = True

    def __enter__(self) -> None:
        self._timer.start()

    def __exit__(self, *_: object) -> None:
        self._timer.cancel()


def _environment() -> dict[str, str]:
    """Give the child nothing; Windows cannot start Python without its own folder."""
    return {"SYSTEMROOT": os.environ["SYSTEMROOT"]} if sys.platform == "win32" else {}


def failed(reason: str) -> Failed:
    """Say why nothing came of a job."""
    return Failed(state=SourceState.ERROR, reason=reason)
