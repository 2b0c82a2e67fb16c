from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from faults.matrix import Seen
from radar.cli import main
from radar.cli.annotations import as_annotations
from radar.cli.talk import Answer, one_line
from radar.errors import ConfigError, Mistake


@pytest.mark.fault("M13")
@given(st.text())
def test_a_line_of_talk_is_one_line_and_no_command_for_a_runner(text: str) -> None:
    line = one_line(text)
    assert len(line.splitlines()) <= 1
    assert not any(ord(c) < 32 or 0x7F <= ord(c) < 0xA0 for c in line)
    assert not line.startswith(("::", "##["))


@pytest.mark.fault("M13")
def test_annotations_escape_what_a_runner_would_read(capsys: pytest.CaptureFixture[str], seen: Seen) -> None:
    error = ConfigError("a,b:c.toml", (Mistake(path="x", what="bad\n::set-output name=y::z", line=7),))
    printed = as_annotations(error)
    assert printed.startswith("::error file=a%2Cb%3Ac.toml,line=7::")
    assert "\n" not in printed
    assert not capsys.readouterr().out
    seen(printed)


def test_json_answers_are_one_object(capsys: pytest.CaptureFixture[str]) -> None:
    Answer(command="check", code=3, data={"a": 1}, warnings=["w"]).say(as_json=True)
    said = json.loads(capsys.readouterr().out)
    assert said == {"ok": True, "command": "check", "data": {"a": 1}, "warnings": ["w"], "errors": []}


@pytest.mark.parametrize("words", [[], ["nonsense"], ["update", "--day", "yesterday"]])
def test_wrong_usage_ends_with_2(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as left:
        main(words)
    assert left.value.code == 2
    assert "usage" in capsys.readouterr().err
