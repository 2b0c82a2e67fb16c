"""`radar init`: a commented file that the program reads, from answers typed or given, never over another."""

from __future__ import annotations

import io
import json
import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from radar import config
from radar.cli import init, main, presets
from radar.cli.init_file import Answers, written
from radar.grammar.secrets import is_secret
from radar.publish.data import open_data_schema


class Terminal(io.StringIO):
    """Type answers at a terminal."""

    def isatty(self) -> bool:
        return True


def radar(folder: Path, *words: str) -> int:
    return main(["init", "--config", str(folder / "radar.toml"), *words])


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("preset", presets.IDS)
def test_what_is_written_is_read_again(tmp_path: Path, preset: str, lang: str) -> None:
    assert radar(tmp_path, "--preset", preset, "--lang", lang, "--yes") == 0
    text = (tmp_path / "radar.toml").read_text("utf-8")
    read = config.load(tmp_path / "radar.toml")
    sources, topics = presets.merged([preset])
    assert read.topics == topics
    assert [source.kind for source in read.sources] == [source.kind for source in sources]
    assert all(source.name for source in read.sources if source.kind == "feed")
    assert text.startswith("#:schema ./docs/radar.v1.json\n")
    assert ("您的雷达" in text) == (lang == "zh")
    assert all(len(line) <= 118 for line in text.splitlines())
    Draft202012Validator(open_data_schema.schema("radar")).validate(tomllib.loads(text))
    assert main(["check", "--config", str(tmp_path / "radar.toml")]) == 0


def test_a_file_that_is_there_is_never_written_over(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "radar.toml"
    file.write_text("mine\n", encoding="utf-8")
    assert radar(tmp_path, "--yes") == 2
    assert file.read_text("utf-8") == "mine\n"
    assert "never written over" in capsys.readouterr().err
    file.unlink()
    file.symlink_to(tmp_path / "elsewhere")
    assert radar(tmp_path, "--yes") == 2
    assert not (tmp_path / "elsewhere").exists()


def test_folders_of_the_owners_are_made_and_what_lies_in_them_stays(tmp_path: Path) -> None:
    page = tmp_path / "content" / "pages" / "about.zh.md"
    page.parent.mkdir(parents=True)
    page.write_text("mine", encoding="utf-8")
    assert radar(tmp_path, "--yes") == 0
    assert page.read_text("utf-8") == "mine"
    assert (tmp_path / "overrides").is_dir()


def test_answers_are_taken_as_options(tmp_path: Path) -> None:
    given = [
        "--title",
        'Tides "and" 潮',
        "--locales",
        "en",
        "--author",
        "Sample Author 1",
        "--author",
        "Sample Author 2",
    ]
    model = ["--model", "sample-model", "--base-url", "https://api.example/v1"]
    assert radar(tmp_path, *given, *model, "--preset", "earth", "--preset", "ai") == 0
    read = config.load(tmp_path / "radar.toml")
    assert (read.site.title, read.site.locales) == ('Tides "and" 潮', ("en",))
    assert read.watch.authors == ("Sample Author 1", "Sample Author 2")
    assert (read.briefings.model.model, read.briefings.model.base_url) == ("sample-model", "https://api.example/v1")
    assert {"climate-change", "llm-agents"} <= {topic.id for topic in read.topics}


def test_at_a_terminal_what_is_not_given_is_asked_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("LC_ALL", "zh_CN.UTF-8")
    typed = (
        "zh\n潮汐雷达\neart\nearth，physics\nSample Author 1、Sample Author 2\nsample-model\nhttps://api.example/v1\n"
    )
    monkeypatch.setattr("sys.stdin", Terminal(typed))
    assert radar(tmp_path) == 0
    said = capsys.readouterr()
    assert "没有这个学科  earth" in said.err
    assert "地球与环境" in said.err
    read = config.load(tmp_path / "radar.toml")
    assert (read.site.title, read.site.locales, read.briefings.model.model) == ("潮汐雷达", ("zh",), "sample-model")
    assert read.watch.authors == ("Sample Author 1", "Sample Author 2")
    assert {"solid-earth", "gravity"} <= {topic.id for topic in read.topics}


def test_a_terminal_that_says_nothing_gives_the_defaults(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", Terminal(""))
    assert radar(tmp_path) == 0
    assert config.load(tmp_path / "radar.toml").topics == presets.merged(init.DEFAULT)[1]


def test_without_a_terminal_nothing_is_asked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("nonsense\n" * 20))
    assert radar(tmp_path) == 0
    assert config.load(tmp_path / "radar.toml").site.title == "AcademicHub"


def test_a_key_typed_as_an_answer_is_refused_and_nothing_written(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    key = "sk-proj-Zk39fLq02mVnXy71RtBw"
    assert radar(tmp_path, "--yes", "--model", key) == 2
    said = capsys.readouterr()
    assert "looks like a key" in said.err
    assert key[8:20] not in said.out + said.err
    assert not (tmp_path / "radar.toml").exists()


@pytest.mark.parametrize(
    "words", [["--preset", "asstronomy"], ["--locales", "zh,fr"], ["--base-url", "api.example", "--model", "m"]]
)
def test_wrong_answers_are_mistakes_and_nothing_is_written(tmp_path: Path, words: list[str]) -> None:
    assert radar(tmp_path, *words, "--yes") == 2
    assert not (tmp_path / "radar.toml").exists()


def test_the_disciplines_can_be_listed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert radar(tmp_path, "--presets", "--lang", "en") == 0
    assert [line.split()[0] for line in capsys.readouterr().out.splitlines()] == list(presets.IDS)
    assert radar(tmp_path, "--presets", "--json") == 0
    assert json.loads(capsys.readouterr().out)["data"]["presets"]["ai"]["zh"]
    assert not (tmp_path / "radar.toml").exists()


@given(title=st.text(), author=st.text(max_size=30), model=st.text(max_size=30))
def test_whatever_is_answered_the_file_is_toml(title: str, author: str, model: str) -> None:
    sources, topics = presets.merged(("ai",))
    text = written(
        Answers(
            lang="zh", title=title, locales=("zh",), sources=sources, topics=topics, authors=(author,), model=model
        )
    )
    read = tomllib.loads(text)
    assert read["site"]["title"] == title
    assert read["watch"]["authors"] == [author]
    if not any(map(is_secret, (title, author, model))):
        assert config.parse(read, text=text).topics == topics
