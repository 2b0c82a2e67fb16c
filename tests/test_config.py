from __future__ import annotations

from pathlib import Path

import pytest

from radar import config
from radar.errors import ConfigError

WRONG = """version = 1
[site]
titel = "x"
[[sources]]
kind = "arxiv"
categories = ["cs.AI"]
[[sources]]
kind = "arxiv"
name = "second"
categorie = ["cs.CL"]
[[topics]]
id = "Not a slug"
name = "Topic"
fields = ["bio", "csx"]
[update]
window_days = 0
"""


def mistakes(text: str, tmp_path: Path) -> ConfigError:
    path = tmp_path / "radar.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ConfigError) as caught:
        config.load(path)
    return caught.value


def test_every_mistake_is_told_at_once_with_its_line_and_the_nearest_word(tmp_path: Path) -> None:
    found = {(m.path, m.line, m.nearest) for m in mistakes(WRONG, tmp_path).mistakes}
    assert found == {
        ("site.titel", 3, "title"),
        ("sources[1].categorie", 10, "categories"),
        ("sources[1].categories", 7, ""),
        ("topics[0].id", 12, ""),
        ("topics[0].fields", 14, ""),
        ("update.window_days", 16, ""),
    }


def test_mistakes_print_one_a_line_in_order_of_lines(tmp_path: Path) -> None:
    lines = str(mistakes(WRONG, tmp_path)).splitlines()
    assert [int(line.split("  ")[0].rsplit(":", 1)[1]) for line in lines] == [3, 7, 10, 12, 14, 16]
    assert "did you mean cs" in str(lines)


def test_text_that_is_no_toml_is_told_with_its_line(tmp_path: Path) -> None:
    error = mistakes("version = 1\nsite = [", tmp_path)
    assert error.mistakes[0].line == 2


def test_a_file_that_is_not_there_is_a_mistake_not_a_crash(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="cannot be read"):
        config.load(tmp_path / "absent.toml")


def test_a_name_given_once_serves_both_languages() -> None:
    read = config.parse({"version": 1, "topics": [{"id": "a", "name": "甲"}]})
    assert (read.topics[0].title("zh"), read.topics[0].title("en")) == ("甲", "甲")


def test_two_sources_of_one_name_are_refused() -> None:
    source = {"kind": "arxiv", "categories": ["cs.AI"]}
    with pytest.raises(ConfigError, match="source name used twice: arXiv"):
        config.parse({"version": 1, "sources": [source, source]})


def test_another_version_of_the_file_is_refused() -> None:
    with pytest.raises(ConfigError):
        config.parse({"version": 2})


def test_a_feed_with_a_mirror_alone_is_named_by_its_host() -> None:
    read = config.parse({"version": 1, "sources": [{"kind": "feed", "base_url": "https://mirror.example/rss"}]})
    assert read.sources[0].label == "mirror.example"
