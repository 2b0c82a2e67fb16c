r"""Speak: data to stdout, talk to stderr, one JSON object when asked.

What is said may hold text of feeds and models. Control and invisible characters are
written as `\u` escapes, and so is the first character of what a CI runner would take
for a command (FAULTS, threat 13): `::` behind whatever white space begins a line, `##[`
anywhere in it (`ActionCommand.cs` of github.com/actions/runner).
"""

from __future__ import annotations

import json
import logging
import re
import sys
import traceback
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from types import TracebackType

_CONTROL = re.compile(
    "[\x00-\x1f\x7f-\x9f\xad\u034f\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff"
    "\U000e0000-\U000e007f]"
)
"""What moves a cursor, turns a line round, or cannot be seen: a search for `::` and `##[` may pass over it."""


def one_line(text: str) -> str:
    """Make a text safe for one line of a log or terminal."""
    safe = _safe(text)
    lead = len(safe) - len(safe.lstrip())
    return f"{safe[:lead]}\\u003a{safe[lead + 1 :]}" if safe.startswith("::", lead) else safe


def _safe(text: str) -> str:
    """Escape as JSON does, so that JSON stays what it was; the runner finds no `##[`."""
    return _CONTROL.sub(lambda found: json.dumps(found[0])[1:-1], text).replace("##[", "\\u0023#[")


def crashed(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    """Write what nobody expected as Python does, line by line safe: its words may be a stranger's."""
    told = "".join(traceback.format_exception(kind, error, trace))
    sys.stderr.write("".join(f"{one_line(line)}\n" for line in told.rstrip("\n").split("\n")))


def languages(asked: str | None, variables: Mapping[str, str]) -> tuple[str, ...]:
    """Choose the languages to talk in: that asked for, that of the locale; both, where it names none."""
    if asked:
        return (asked,)
    named = next(filter(None, (variables.get(name, "") for name in ("LC_ALL", "LC_MESSAGES", "LANG"))), "")
    if named.startswith("zh"):
        return ("zh",)
    return ("en", "zh") if not named or named.startswith(("C", "POSIX")) else ("en",)


class TextFormatter(logging.Formatter):
    """Write `level: message`, one line a record."""

    def format(self, record: logging.LogRecord) -> str:
        """Name the level only when it is worth a look."""
        text = one_line(record.getMessage())
        return text if record.levelno < logging.WARNING else f"{record.levelname.lower()}: {text}"


class JsonFormatter(logging.Formatter):
    """Write one JSON object a line."""

    def format(self, record: logging.LogRecord) -> str:
        """Keep level, logger and message; times belong to whoever collects the log."""
        said = {"level": record.levelname.lower(), "logger": record.name, "message": record.getMessage()}
        return _safe(json.dumps(said))


class StderrHandler(logging.Handler):
    """Write to whatever `sys.stderr` is at the moment of writing, captured or redirected as it may be."""

    def emit(self, record: logging.LogRecord) -> None:
        """Write one record as one line."""
        sys.stderr.write(self.format(record) + "\n")


def listen(*, quiet: bool, verbose: bool, form: str) -> None:
    """Send the package's log records to stderr."""
    logger = logging.getLogger("radar")
    for old in list(logger.handlers):
        logger.removeHandler(old)
    handler = StderrHandler()
    handler.setFormatter(JsonFormatter() if form == "json" else TextFormatter())
    logger.addHandler(handler)
    logger.propagate = False
    logger.setLevel(logging.ERROR if quiet else logging.DEBUG if verbose else logging.INFO)


@dataclass(kw_only=True, slots=True)
class Answer:
    """Gather what a command has to say until it ends."""

    command: str
    code: int = 0
    data: Mapping[str, object] = field(default_factory=dict)
    warnings: Sequence[str] = ()
    errors: Sequence[str] = ()
    text: str = ""
    """What a person reads on stdout instead of `data`."""
    annotations: str = ""
    """Commands of ours for a runner, which stand before `text` as they are."""

    def say(self, *, as_json: bool) -> None:
        """Write the answer: one object, or lines for people."""
        if as_json:
            whole = {
                "ok": self.code in (0, 3),
                "command": self.command,
                "data": self.data,
                "warnings": list(self.warnings),
                "errors": list(self.errors),
            }
            sys.stdout.write(_safe(json.dumps(whole, ensure_ascii=False)) + "\n")
            return
        if self.annotations:
            sys.stdout.write(self.annotations + "\n")
        if self.text:
            sys.stdout.write("\n".join(map(one_line, self.text.rstrip("\n").split("\n"))) + "\n")
        log = logging.getLogger("radar")
        for warning in self.warnings:
            log.warning("%s", warning)
        for error in self.errors:
            log.error("%s", error)
