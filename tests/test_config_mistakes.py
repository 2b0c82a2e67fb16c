"""Mistakes of every kind, each at its place, none hidden by another, none made up."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from radar import config
from radar.cli import main
from radar.errors import ConfigError
from radar.grammar import syntax
from radar.grammar.positions import positions
from radar.grammar.words import SAYINGS

FIFTEEN = """version = 1
[site]
titel = "My radar"
locales = ["zh", "fr"]
timezone = "Asia/Shangai"
url = radar.example
[update]
window_days = 90
events = ["published", "retraction"]
[[sources]]
kind = "arXiv"
categories = ["cs.AI"]
[[sources]]
kind = "arxiv"
categories = ["cs.CL", "cs.AY"]
[[sources]]
kind = "feed"
journal = "natur"
[[sources]]
kind = "feed"
name = "Nowhere"
[[topics]]
id = "LLM Agents"
name = “Agents”
keywords = "LLM agent"
[[topics]]
id = "tides"
name = "Tides"
[[topics]]
id = "tides"
name = "Tides again"
[briefings.model]
model = "sample-model"
api_key = "sk-proj-Zk39fLq02mVnXy71RtBw"
"""
PLACES = [
    ("site.titel", 3, 1, "title"),
    ("site.locales[1]", 4, 18, ""),
    ("site.timezone", 5, 12, "Asia/Shanghai"),
    ("", 6, 7, ""),
    ("update.window_days", 8, 15, ""),
    ("update.events[1]", 9, 24, "retracted"),
    ("sources[0].kind", 11, 8, "arxiv"),
    ("sources[1].categories[1]", 15, 24, "cs.AI"),
    ("sources[2].journal", 18, 11, "nature"),
    ("sources[3]", 19, 3, ""),
    ("topics[0].id", 23, 6, ""),
    ("", 24, 8, ""),
    ("topics[0].keywords", 25, 12, ""),
    ("topics[2].id", 30, 6, ""),
    ("briefings.model.api_key", 34, 11, ""),
]


def told(text: str) -> list[str]:
    """Read a file's text and give its mistakes as they print, without the file's name."""
    parsed = syntax.parse(text)
    with pytest.raises(ConfigError) as caught:
        config.parse(parsed.data, text=parsed.text)
    return [line.partition(":")[2] for line in str(caught.value).splitlines()]


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_fifteen_mistakes_are_told_in_one_go(tmp_path: Path, capsys: pytest.CaptureFixture[str], lang: str) -> None:
    path = tmp_path / "radar.toml"
    path.write_text(FIFTEEN, encoding="utf-8")
    assert main(["check", "--config", str(path), "--lang", lang]) == 2
    lines = capsys.readouterr().err.splitlines()
    assert len(lines) == 15
    for line, (where, number, column, near) in zip(lines, PLACES, strict=True):
        assert line.startswith(f"error: {path}:{number}:{column}  {where}"), line
        assert near in line.split("  ") or not near, line
        assert any("\u4e00" <= c <= "\u9fff" for c in line) == (lang == "zh"), line
    assert not any("sk-proj" in line or "Zk39" in line for line in lines)


def test_once_the_first_are_mended_the_last_of_two_is_told() -> None:
    assert told('version = 1\n[[topics]]\nid = "a"\nname = "A"\n[[topics]]\nid = "a"\nname = "B"\n') == [
        "6:6  topics[1].id  the same topic id a second time  give each its own"
    ]


def test_two_of_a_name_are_told_beside_other_mistakes_of_the_file() -> None:
    same = '[[sources]]\nkind = "feed"\nname = "Sample"\nurl = "https://journal.example/feed"\n'
    lines = told(f"version = 1\n[show]\nhome = 0\n{same}{same}")
    assert [line.split("  ")[:2] for line in lines] == [["3:8", "show.home"], ["10:8", "sources[1].name"]]


def test_a_wrong_value_does_not_make_a_second_mistake_of_what_it_was_for() -> None:
    lines = told('version = 1\n[[sources]]\nkind = "feed"\nulr = "https://journal.example/feed"\n')
    assert lines == ["4:1  sources[0].ulr  unknown key  url  write `url`"]
    assert len(told('version = 1\n[[sources]]\nkind = "arxiv"\ncategories = 3\n')) == 1
    assert len(told('version = 1\n[[sources]]\nkind = "feed"\nurl = 3\n')) == 1


def test_indices_are_those_of_the_file_after_a_table_was_left_out() -> None:
    bad = '[[topics]]\nid = "a b"\n'
    lines = told(f'version = 1\n{bad}[[topics]]\nid = "b"\nname = "B"\n[[topics]]\nid = "b"\nname = "C"\n')
    assert [line.split("  ")[1] for line in lines] == ["topics[0].name", "topics[0].id", "topics[2].id"]


@pytest.mark.parametrize(
    ("line", "place", "what"),
    [
        ('title = "abc', "3:13", "closing quote"),
        ("title = abc", "3:9", "no value that TOML knows"),
        ("title", "3:6", "a key without"),
        ('title = "a" "b"', "3:13", "something stands behind"),
        ('title = "a\\qb"', "3:13", "escapes nothing"),
        ('locales = ["zh", "en"', "3:1", "not closed"),
        ('locales = ["zh" "en"]', "3:17", "not closed"),
        ("title = “a”", "3:9", "full-width"),
        ("title＝'a'", "3:6", "full-width"),
        ('title = "a"\ntitle = "b"', "4:12", "a second time"),
        ('title = """\nabc', "3:1", "closing quote"),
        ("[site", "3:6", "not closed"),
        ("[site]", "3:6", "a second time"),
    ],
)
def test_the_rest_of_a_file_that_is_no_toml_is_read_all_the_same(
    tmp_path: Path, line: str, place: str, what: str
) -> None:
    path = tmp_path / "radar.toml"
    path.write_text(f'version = 1\n[site]\n{line}\n[show]\nhome = 0\n[watch]\nauthors = ["A"]\n', encoding="utf-8")
    with pytest.raises(ConfigError) as caught:
        config.load(path)
    lines = str(caught.value).splitlines()
    assert len(lines) == 2, lines
    assert lines[0].startswith(f"{path}:{place}  ")
    assert what in lines[0]
    assert "show.home  should be at least 1" in lines[1]


def test_brackets_nested_without_end_and_numbers_without_end_are_mistakes(tmp_path: Path) -> None:
    path = tmp_path / "radar.toml"
    for text in ("x = " + "[" * 100_000, "x = " + "9" * 6000, "x" + ".x" * 5000 + " = 1"):
        path.write_text(f"version = 1\n{text}\n", encoding="utf-8")
        with pytest.raises(ConfigError):
            config.load(path)


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("My\\u202E radar\\u0000\\u001B[2J", "My radar[2J"),
        ("A\\r\\nBcc: x\\u2028y\\tz", "A Bcc: x y z"),
        ("\u200bzero\ufeff width\u00ad", "zero width"),
        ("می\u200cخواهم\u3000\u00a0é", "می\u200cخواهم\u3000\u00a0é"),
    ],
)
def test_texts_come_on_one_line_without_what_cannot_be_seen(written: str, read: str) -> None:
    """What was pasted with a name would stand in titles, in feeds, and in the subjects of mails."""
    text = f'version = 1\n[site]\ntitle = "{written}"\n[[topics]]\nid = "a"\nname = {{ zh = "{written}" }}\n'
    parsed = syntax.parse(f'{text}keywords = ["{written}"]\n')
    made = config.parse(parsed.data)
    assert (made.site.title, made.topics[0].name["zh"], made.topics[0].keywords) == (read, read, (read,))


def test_positions_are_those_of_keys_values_and_items() -> None:
    text = 'a.b = 1\n[t]\n"k" = [\n  "x", # "no"\n  { in = "y" },\n]\n[[l]]\n[[l]]\nm = """\n=\n"""\n[l.n]\no = 2\n'
    tomllib.loads(text)
    found = {place: (at.line, at.column, at.value_line, at.value_column) for place, at in positions(text).items()}
    assert found == {
        ("a", "b"): (1, 1, 1, 7),
        ("t",): (2, 2, 0, 0),
        ("t", "k"): (3, 1, 3, 7),
        ("t", "k", 0): (4, 3, 4, 3),
        ("t", "k", 1): (5, 3, 5, 3),
        ("t", "k", 1, "in"): (5, 5, 5, 10),
        ("l", 0): (7, 3, 0, 0),
        ("l", 1): (8, 3, 0, 0),
        ("l", 1, "m"): (9, 1, 9, 5),
        ("l", 1, "n"): (12, 2, 0, 0),
        ("l", 1, "n", "o"): (13, 1, 13, 5),
    }


def test_everything_is_said_in_both_languages() -> None:
    for code, saying in SAYINGS.items():
        assert saying.what, code
        assert saying.zh, code
        assert bool(saying.fix) == bool(saying.fix_zh), code


def test_keys_that_look_like_no_keys_are_not_repeated() -> None:
    lines = told('version = 1\n["sk-proj-Zk39fLq02mVnXy71RtBw"]\n[site]\n"\\u001b[31m" = 1\n')
    assert [line.split("  ")[1] for line in lines if "unknown" in line] == ["…", "site.…"]
    assert not any("sk-" in line or "\x1b" in line for line in lines)


def test_a_file_of_nothing_but_mistakes_is_given_up_in_the_end() -> None:
    parsed = syntax.parse("\n".join(f"key {n} = ;" for n in range(400)))
    assert parsed.data == {}
    assert len(parsed.mistakes) == 50
    assert parsed.mistakes[0].line == 1


def test_what_is_given_up_is_not_said_to_lack_a_version(tmp_path: Path) -> None:
    path = tmp_path / "radar.toml"
    path.write_text("<html>\n<body>\nsk-proj-Zk39fLq02mVnXy71RtBw\n", encoding="utf-8")
    with pytest.raises(ConfigError) as caught:
        config.load(path)
    said = str(caught.value)
    assert "version" not in said
    assert "looks like a key" in said
