"""`radar doctor`: every line says how something fares and what mends it; no line holds a secret."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import tiny_world
from radar.cli import doctor_checks, main
from radar.cli.doctor_finding import Health

KEY = "sk-canary-5f1d0c77aa41"


class Owner:
    """Call `radar doctor` in a folder of one's own."""

    def __init__(self, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.folder, self.capsys = folder, capsys
        self.toml = folder / "radar.toml"

    def doctor(self, *more: str) -> tuple[int, dict[str, dict[str, str]], str]:
        """Give the exit code, the findings by name (the last of each), and all that was printed."""
        where = ["--config", str(self.toml), "--content", str(self.folder / "content")]
        code = main(["doctor", *where, "--json", *more])
        out = self.capsys.readouterr()
        found = {one["name"]: one for one in json.loads(out.out)["data"]["findings"]}
        main(["doctor", *where])
        said = self.capsys.readouterr()
        return code, found, out.out + out.err + said.out + said.err


@pytest.fixture
def owner(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Owner:
    monkeypatch.setenv("RADAR_NOW", f"{tiny_world.WEEK[0]}T08:00:00Z")
    for name in ("OPENAI_API_KEY", "OPENAI_BASE_URL", "GITHUB_REPOSITORY", "RADAR_ALLOW_HOST", "RADAR_SITE_URL"):
        monkeypatch.delenv(name, raising=False)
    made = Owner(tmp_path, capsys)
    made.toml.write_text(tiny_world.CONFIG.format(base="https://mirror.example"), encoding="utf-8")
    return made


@pytest.fixture
def net(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    monkeypatch.setenv("RADAR_ALLOW_HOST", "127.0.0.1")
    monkeypatch.setenv("RADAR_PACE", "0")
    with tiny_world.start(tmp_path / "data") as running:
        yield running


def test_a_fresh_radar_is_well(owner: Owner) -> None:
    code, found, _ = owner.doctor()
    assert code == 0
    assert found.keys() >= {"python", "config", "sources", "key", "clock", "disk", "last run", "git", "schedule"}
    assert {one["health"] for one in found.values()} <= {"ok", "note"}


def test_every_line_that_is_not_well_says_what_mends_it(owner: Owner) -> None:
    owner.toml.write_text('version = 1\n[briefings.model]\nmodel = "m"\n', encoding="utf-8")
    code, found, said = owner.doctor()
    assert code == 0
    assert (found["sources"]["health"], found["key"]["health"]) == ("warn", "warn")
    assert all(one["fix"] for one in found.values() if one["health"] in ("warn", "wrong"))
    assert "OPENAI_API_KEY" in said


def test_a_key_is_there_or_not_and_never_shown(owner: Owner, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", KEY)
    _, found, said = owner.doctor()
    assert found["key"]["health"] == "note"
    with owner.toml.open("a", encoding="utf-8") as file:
        file.write('[briefings.model]\nmodel = "m"\n')
    _, found, more = owner.doctor()
    assert (found["key"]["health"], found["key"]["what"]) == ("ok", "OPENAI_API_KEY is set")
    assert "canary" not in said + more


def test_mistakes_of_the_file_are_told_and_end_with_2(owner: Owner) -> None:
    owner.toml.write_text("version = 1\n[sit]\n", encoding="utf-8")
    code, found, said = owner.doctor()
    assert (code, found["config"]["health"]) == (2, "wrong")
    assert "[sit]" not in said
    assert "sit  unknown key  site" in said


def test_the_example_serves_until_there_is_a_radar_toml(owner: Owner) -> None:
    owner.toml.unlink()
    code, found, _ = owner.doctor()
    assert (code, found["config"]["health"]) == (0, "note")
    assert "radar init" in found["config"]["fix"]


def test_a_folder_that_cannot_be_written_ends_with_1(owner: Owner, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(**_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(doctor_checks.tempfile, "TemporaryFile", full)
    code, found, _ = owner.doctor()
    assert (code, found["disk"]["health"]) == (1, "wrong")
    assert "No space left" in found["disk"]["what"]


def test_a_clock_in_the_past_ends_with_1(owner: Owner, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RADAR_NOW", "1970-01-01T00:00:00Z")
    code, found, _ = owner.doctor()
    assert (code, found["clock"]["health"]) == (1, "wrong")


def test_a_schedule_gone_quiet_is_noticed(owner: Owner, net: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    owner.toml.write_text(tiny_world.CONFIG.format(base=net.base_url), encoding="utf-8")
    assert main(["update", "--config", str(owner.toml), "--content", str(owner.folder / "content")]) == 0
    owner.capsys.readouterr()
    assert owner.doctor()[1]["last run"]["health"] == "ok"
    monkeypatch.setenv("RADAR_NOW", "2026-03-09T08:00:00Z")
    found = owner.doctor()[1]["last run"]
    assert found["health"] == "warn"
    assert "7 days ago" in found["what"]


@pytest.mark.parametrize(
    ("remote", "page"),
    [
        (f"https://x-access-token:{KEY}@github.com/sample/radar.git", "https://github.com/sample/radar"),
        ("git@github.com:sample/radar.git", "https://github.com/sample/radar"),
        ("ssh://git@github.com/sample/radar", "https://github.com/sample/radar"),
        (f"https://sample:{KEY}@git.example/radar.git", "origin is at git.example"),
    ],
)
def test_where_the_repository_is_is_told_without_its_token(owner: Owner, remote: str, page: str) -> None:
    for words in (["init", "-q"], ["remote", "add", "origin", remote]):
        subprocess.run(["git", "-C", str(owner.folder), *words], check=True)  # noqa: S607 - git
    _, found, said = owner.doctor()
    assert (found["git"]["health"], found["git"]["what"]) == ("ok", page)
    if "github.com" in page:
        assert "https://sample.github.io/radar" in found["pages"]["what"]
        assert found["pages"]["fix"] == "https://github.com/sample/radar/settings/pages"
    assert "canary" not in said


def test_live_asks_every_source_and_keeps_nothing(owner: Owner, net: Any) -> None:
    owner.toml.write_text(tiny_world.CONFIG.format(base=net.base_url), encoding="utf-8")
    code, found, said = owner.doctor("--live")
    assert code == 0
    assert "arXiv: " in said
    assert found["source"]["health"] == "ok"
    assert not (owner.folder / "content").exists()


def test_live_tells_what_does_not_answer_and_ends_with_3(owner: Owner, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RADAR_ALLOW_HOST", "127.0.0.1")
    monkeypatch.setenv("RADAR_PACE", "0")
    monkeypatch.setenv("OPENAI_API_KEY", KEY)
    dead = "http://127.0.0.1:9"
    model = f'[briefings.model]\nbase_url = "{dead}/v1"\nmodel = "m"\ntimeout_s = 1\n'
    text = tiny_world.CONFIG.format(base=dead) + model
    owner.toml.write_text(text.replace("version = 1", f'version = 1\n[site]\nurl = "{dead}/hub"'), encoding="utf-8")
    code, found, said = owner.doctor("--live")
    assert code == 3
    assert {name: found[name]["health"] for name in ("source", "model", "site")} == dict.fromkeys(
        ("source", "model", "site"), "warn"
    )
    assert all(found[name]["fix"] for name in ("source", "model", "site"))
    assert "canary" not in said


def test_health_is_one_of_four_words() -> None:
    assert [*Health] == ["ok", "note", "warn", "wrong"]
