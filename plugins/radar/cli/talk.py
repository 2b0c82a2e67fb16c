r"""Speak: data to stdout, talk to stderr, one JSON object when asked.

What is said may hold text of feeds and models. Control characters are written as
`\u` escapes, and a line never begins with a word that a CI runner would take for a
command (`::`, `##[`): FAULTS, threat 13.
"""

from __future__ import annotations

import json
import logging
import re
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")


def one_line(text: str) -> str:
    """Make a text safe for one line of a log or terminal."""
    safe = _CONTROL.sub(lambda m: f"\\u{ord(m[0]):04x}", text)
    return f" {safe}" if safe.startswith(("::", "##[")) else safe


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
        return json.dumps({"level": record.levelname.lower(), "logger": record.name, "message": record.getMessage()})


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
            sys.stdout.write(json.dumps(whole, ensure_ascii=False) + "\n")
            return
        if self.text:
            sys.stdout.write(self.text.rstrip("\n") + "\n")
        log = logging.getLogger("radar")
        for warning in self.warnings:
            log.warning("%s", warning)
        for error in self.errors:
            log.error("%s", error)
