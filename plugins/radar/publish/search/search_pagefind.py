"""Have Pagefind index records: a program of its own, spoken to over its pipes.

The way to speak is that of Pagefind's wrappers for Node and Python, version 1.5: base64 of
JSON, a comma behind each message, one answer to each (pagefind.app/docs/py-api). Its
Python wrapper waits a tenth of a second for each answer, which is minutes for thousands.
"""

from __future__ import annotations

import base64
import binascii
import importlib
import os
import subprocess
from collections.abc import Iterable, Mapping, Sequence
from importlib import metadata
from pathlib import Path
from threading import Timer
from typing import IO, Any, Final

import orjson

from radar.publish.search.search_records import Record

_PACKAGES: Final[Mapping[str, str]] = {
    "pagefind_bin": "pagefind-bin",
    "pagefind_bin_extended": "pagefind-bin-extended",
}
"""Packages that bring the program: the one that segments Chinese does no better here, and is ten times as large."""
_SECONDS: Final = 60.0
_SECONDS_EACH: Final = 0.1
_LONGEST_ANSWER: Final = 1 << 29
"""Bytes: the files of 3,000 papers are 12 MB on this wire."""


def executable() -> tuple[Path, str] | None:
    """Find the program and its version; None where no package brings it."""
    for module, package in _PACKAGES.items():
        try:
            path = Path(importlib.import_module(module).get_executable())
            version = metadata.version(package)
        except (ImportError, OSError, RuntimeError):
            continue
        if path.is_file():
            return path, version
    return None


def run(program: Path, records: Iterable[Record], *, lang: str) -> Mapping[str, bytes] | str:
    """Give the files of an index of some records, by name; where that failed, say why in words.

    `lang` is the language whose word endings are cut off; the words of one without endings
    that Pagefind knows stay as they are.
    """
    try:
        # Its own words on stderr are dropped: a full pipe would stop it. It needs no environment.
        with subprocess.Popen(  # noqa: S603 - the installed program, no shell
            [program, "--service"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={} if os.name == "posix" else None,
        ) as process:
            try:
                return _converse(process, list(records), lang)
            finally:
                process.kill()
    except OSError as error:
        return f"Pagefind did not run: {error.strerror or error}"


def _converse(process: subprocess.Popen[bytes], records: Sequence[Record], lang: str) -> Mapping[str, bytes] | str:
    if process.stdin is None or process.stdout is None:
        return "Pagefind did not run: no pipes"
    deadline = Timer(_SECONDS + _SECONDS_EACH * len(records), process.kill)
    deadline.start()
    try:
        return _tell(process.stdin, process.stdout, records, lang)
    finally:
        deadline.cancel()


def _tell(into: IO[bytes], out: IO[bytes], records: Sequence[Record], lang: str) -> Mapping[str, bytes] | str:
    """Ask step by step. The files come by the pipe: those it writes are not yet whole when it says that they are."""
    steps: list[Mapping[str, Any]] = [{"type": "NewIndex", "config": {}}]
    steps += [_added(record, lang) for record in records]
    steps += [{"type": "GetFiles", "index_id": 0}]
    payload: Mapping[str, Any] = {}
    for number, step in enumerate(steps):
        into.write(base64.b64encode(orjson.dumps({"message_id": number, "payload": step})) + b",")
        into.flush()
        answer = _payload(_answer(out))
        if isinstance(answer, str):
            return f"Pagefind did not answer {step['type']}: {answer}"
        payload = answer
    return _files(payload)


def _added(record: Record, lang: str) -> Mapping[str, Any]:
    return {
        "type": "AddRecord",
        "index_id": 0,
        "url": record.key,
        "content": record.content,
        "language": lang,
        "meta": {"title": record.title} if record.title else {},
        "filters": {name: list(values) for name, values in record.filters.items()},
        "sort": None,
    }


def _answer(out: IO[bytes]) -> bytes:
    answer = bytearray()
    while part := os.read(out.fileno(), 1 << 16):
        answer += part
        if part.endswith(b",") or len(answer) > _LONGEST_ANSWER:
            break
    return bytes(answer)


def _payload(answer: bytes) -> Mapping[str, Any] | str:
    """Read an answer; where it is a complaint or none at all, say so."""
    try:
        payload = orjson.loads(base64.b64decode(answer.removesuffix(b","), validate=True))["payload"]
        is_error, message = payload["type"] == "Error", payload.get("message", "an error")
    except (binascii.Error, orjson.JSONDecodeError, LookupError, TypeError, AttributeError):
        return "with what is no answer" if answer else "at all"
    return " ".join(str(message).split())[:200] if is_error else payload


def _files(payload: Mapping[str, Any]) -> Mapping[str, bytes] | str:
    try:
        return {str(file["path"]): base64.b64decode(file["content"], validate=True) for file in payload["files"]}
    except (binascii.Error, LookupError, TypeError, ValueError):
        return "Pagefind did not answer GetFiles: with files that are none"
