from __future__ import annotations

import json
import logging

import pytest
from hypothesis import given
from hypothesis import strategies as st

from faults.hostile_messages import command
from faults.matrix import Seen
from radar.cli import main
from radar.cli.annotations import as_annotations
from radar.cli.talk import Answer, JsonFormatter, TextFormatter, crashed, one_line
from radar.errors import ConfigError, Mistake


@pytest.mark.fault("M13")
@given(st.text())
def test_a_line_of_talk_is_one_line_and_no_command_for_a_runner(text: str) -> None:
    line = one_line(text)
    assert len(line.splitlines()) <= 1
    assert not any(ord(c) < 32 or 0x7F <= ord(c) < 0xA0 for c in line)
    assert not command(line)
    assert one_line(line) == line


@pytest.mark.fault("M13")
@pytest.mark.parametrize(
    "text",
    [
        *("::error::x", "  ::set-output name=a::b", "\u3000::stop-commands::x", "\x1f::debug::x", "\u200b::error::x"),
        *("x ##[set-output name=a]b", "###[error]x", "#\ufe0f#[error]x", "x\n::error::x", "x\r##[add-mask]a"),
    ],
)
def test_a_runner_reads_no_command_where_white_space_comes_first_or_in_the_middle_of_a_line(
    text: str, capsys: pytest.CaptureFixture[str], seen: Seen
) -> None:
    assert not command(one_line(text))
    Answer(command="check", text=text, data={"a": text}).say(as_json=False)
    Answer(command="check", data={"a": text}).say(as_json=True)
    record = logging.makeLogRecord({"msg": text, "levelno": logging.INFO})
    logged, as_json = TextFormatter().format(record), JsonFormatter().format(record)
    said = capsys.readouterr()
    assert not [line for line in [logged, as_json, *said.out.splitlines()] if command(line)]
    assert json.loads(as_json)["message"] == text
    assert json.loads(said.out.splitlines()[-1])["data"] == {"a": text}
    seen(one_line(text))


@pytest.mark.fault("M13", "C6")
def test_neither_a_crash_nor_a_wrong_word_on_the_command_line_gives_a_runner_commands(
    capsys: pytest.CaptureFixture[str],
) -> None:
    text = "x\n::error::x\n##[set-output name=a]b \x1b[2J"
    error = ValueError(text)
    crashed(ValueError, error, error.__traceback__)
    for words in (["update", f"--since={text}"], ["update", text], [text]):
        with pytest.raises(SystemExit):
            main(words)
    said = capsys.readouterr().err
    assert not [line for line in said.splitlines() if command(line)]
    assert "\x1b" not in said
    assert said.startswith("ValueError: x\n\\u003a:error::x\n")


@pytest.mark.fault("M13")
def test_commands_of_ours_are_read_and_their_text_is_none(capsys: pytest.CaptureFixture[str]) -> None:
    Answer(command="check", annotations="::error::x", text="::error::y").say(as_json=False)
    first, second = capsys.readouterr().out.splitlines()
    assert command(first) == "error"
    assert not command(second)


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
