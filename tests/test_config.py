from __future__ import annotations

import subprocess
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
        ("topics[0].id", 12, ""),
        ("topics[0].fields[1]", 14, "cs"),
        ("update.window_days", 16, ""),
    }


def test_mistakes_print_one_a_line_in_order_of_lines(tmp_path: Path) -> None:
    lines = str(mistakes(WRONG, tmp_path)).splitlines()
    places = [line.split("  ")[0].rsplit(":", 2)[1:] for line in lines]
    assert places == [["3", "1"], ["10", "1"], ["12", "6"], ["14", "18"], ["16", "15"]]
    assert "  cs  one of: cs, stat" in lines[3]


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
    with pytest.raises(ConfigError, match=r"sources\[1\].name  the same source name a second time"):
        config.parse({"version": 1, "sources": [source, source]})


def test_a_newer_version_of_the_file_is_refused_and_the_rest_of_it_not_judged() -> None:
    with pytest.raises(ConfigError, match="newer version") as caught:
        config.parse({"version": 2, "sites": {}})
    assert len(caught.value.mistakes) == 1


def test_a_file_from_before_versions_is_read_and_told_what_to_write(tmp_path: Path) -> None:
    path = tmp_path / "radar.toml"
    path.write_text('[[topics]]\nid = "tides"\nname = "Tides"\nmin_score = 0.0\n', encoding="utf-8")
    reading = config.read(path)
    assert [change.path for change in reading.changes] == ["version", "topics[0].min_score"]
    assert reading.config().topics[0].min_score is None
    assert all(change.what and change.what_zh for change in reading.changes)


def test_a_bound_of_nought_in_a_file_of_this_version_stays(tmp_path: Path) -> None:
    topic = {"id": "tides", "name": "Tides", "min_score": 0.0}
    assert config.parse({"version": 1, "topics": [topic]}).topics[0].min_score == 0.0


def test_an_empty_file_is_no_old_one() -> None:
    with pytest.raises(ConfigError, match="version  is missing"):
        config.parse({})


def test_windows_files_are_read(tmp_path: Path) -> None:
    path = tmp_path / "radar.toml"
    path.write_bytes('\ufeffversion = 1\r\n[site]\r\ntitle = "潮"\r\n'.encode())
    assert config.load(path).site.title == "潮"


@pytest.mark.parametrize(("raw", "what"), [(b"\xff\xfev\x00", "not UTF-8"), (b"#" * 1_000_001, "larger than")])
def test_files_that_are_no_text_or_no_configuration_are_told_so(tmp_path: Path, raw: bytes, what: str) -> None:
    path = tmp_path / "radar.toml"
    path.write_bytes(raw)
    with pytest.raises(ConfigError, match=what):
        config.load(path)


@pytest.mark.parametrize(
    ("table", "wrong"),
    [
        ('[site]\ntimezone = "Mars/Olympus"', "site.timezone  is no time zone"),
        ('[site]\ntimezone = "../../etc/passwd"', "site.timezone  is no time zone"),
        ('[watch]\nauthors = ["orcid:0000-0002-0000-0000"]', "watch.authors[0]  is an ORCID"),
        ('[site]\nurl = "radar.example"', "site.url  is no whole address"),
        ('[site]\nurl = "https://radar.example:99999"', "site.url  is no whole address"),
        ('[[sources]]\nkind = "feed"\nurl = "https://[::1"', "sources[0].url  is no whole address"),
        ("[site]\nlocales = []", "site.locales  should hold at least 1"),
        ("[briefings.budget]\nmax_usd_per_day = nan", "should be a"),
        ("[briefings.budget]\nmax_usd_per_day = inf", "should be a"),
        ("[briefings.budget]\nmax_tokens_per_day = -1", "should be at least 0"),
        ('[feeds]\nhub = ""', "feeds.hub"),
        ("home = 3", "home  unknown key here  it belongs below `[show]`"),
        ("[sources]", "sources"),
        ('[[sources]]\nkind = "arxiv"\ncategories = []', "sources[0].categories  should hold at least 1"),
        ('[[sources]]\nname = "x"', "sources[0]  `kind` is missing"),
    ],
)
def test_what_would_break_a_run_later_is_told_now(tmp_path: Path, table: str, wrong: str) -> None:
    assert wrong in str(mistakes(f"version = 1\n{table}\n", tmp_path))


def test_a_feed_with_a_mirror_alone_is_named_by_its_host() -> None:
    read = config.parse({"version": 1, "sources": [{"kind": "feed", "base_url": "https://mirror.example/rss"}]})
    assert read.sources[0].label == "mirror.example"


def test_an_upgrade_brings_no_file_of_the_owners() -> None:
    root = Path(__file__).resolve().parents[1]
    words = ["git", "-C", str(root), "ls-files", "--", "radar.toml", "overrides"]
    found = subprocess.run(words, capture_output=True, text=True, check=False)
    if found.returncode:
        pytest.skip("skipped: not a checkout of git")
    assert found.stdout == ""
