"""Pagefind, spoken to over its pipes: what it answers, and all that can go wrong with it."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from radar.publish.search import search_pagefind
from radar.publish.search.search_records import Record

_SAYS = """
while sys.stdin.buffer.read1(99999):
    os.write(1, base64.b64encode(b'{{"payload": {payload}}}') + b",")
"""
RECORDS = [
    Record(key=f"0.{n}", title=f"Sample {n}", content=f"words {n}", filters={"topic": ["samples"]}) for n in range(3)
]


def _program(folder: Path, body: str) -> Path:
    """Write a program that plays Pagefind."""
    path = folder / "pagefind"
    path.write_text(f"#!{sys.executable}\nimport sys, base64, time, os\n{body}\n")
    path.chmod(0o755)
    return path


@pytest.fixture
def real() -> Path:
    found = search_pagefind.executable()
    if found is None:
        pytest.skip("skipped: pagefind-bin is not installed (no wheel for this platform)")
    return found[0]


def test_records_become_an_index(real: Path) -> None:
    found = search_pagefind.run(real, RECORDS, lang="en")
    assert not isinstance(found, str)
    assert "pagefind-entry.json" in found
    assert sum(name.startswith("fragment/") for name in found) == 3


def test_what_pagefind_refuses_is_said(real: Path) -> None:
    half = Record(key="0.0", title="", content=7, filters={})  # type: ignore[arg-type]
    assert "AddRecord" in search_pagefind.run(real, [half], lang="en")


@pytest.mark.parametrize(
    "body",
    [
        "sys.exit(1)",
        "os.close(1)\ntime.sleep(60)",
        "sys.stdin.buffer.read(1)\nos.write(1, b'not base64!,')",
        "sys.stdin.buffer.read(1)\nos.write(1, base64.b64encode(b'[1]') + b',')",
        "sys.stdin.buffer.read(1)\nos.write(1, base64.b64encode(b'{}') + b',')",
        "sys.stdin.buffer.read(1)\nos.write(1, base64.b64encode(b'{\"payload\": 7}') + b',')",
        'sys.stdin.buffer.read(1)\nos.write(1, base64.b64encode(b\'{"payload": {"type": "Error"}}\') + b\',\')',
        "os.write(2, b'x' * 1000000)\nsys.exit(3)",
        "os.kill(os.getpid(), 9)",
        _SAYS.format(payload="{}"),
        _SAYS.format(payload='{"type": "x"}'),
        _SAYS.format(payload='{"type": "x", "files": [{"path": "x", "content": "?"}]}'),
    ],
)
def test_a_program_that_fails_is_a_reason_and_no_exception(tmp_path: Path, body: str) -> None:
    program = _program(tmp_path, body)
    wrong = search_pagefind.run(program, RECORDS, lang="en")
    assert isinstance(wrong, str)
    assert wrong.startswith("Pagefind did not")
    assert "\n" not in wrong


def test_a_program_that_hangs_is_stopped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(search_pagefind, "_SECONDS", 0.3)
    program = _program(tmp_path, "time.sleep(600)")
    assert isinstance(search_pagefind.run(program, RECORDS, lang="en"), str)


def test_what_is_no_program_is_a_reason(tmp_path: Path) -> None:
    plain = tmp_path / "plain"
    plain.write_bytes(b"no program")
    for program in (plain, tmp_path / "gone"):
        assert str(search_pagefind.run(program, RECORDS, lang="en")).startswith("Pagefind did not run")


def test_a_program_gets_nothing_that_it_need_not_have(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RADAR_TEST_WORD", "hush")
    program = _program(tmp_path, f"open({str(tmp_path / 'seen')!r}, 'w').write(repr(dict(os.environ)))")
    search_pagefind.run(program, RECORDS, lang="en")
    assert "hush" not in (tmp_path / "seen").read_text()
    assert os.environ["RADAR_TEST_WORD"] == "hush"
