"""The command line as an owner uses it: exit codes, files, words."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import feedparser
import pytest

import tiny_world
from faults.matrix import Seen
from radar.cli import main
from radar.collect.http import Door


class Owner:
    """Call `radar` in a folder of one's own."""

    def __init__(self, folder: Path, base: str) -> None:
        self.folder = folder
        self.toml = folder / "radar.toml"
        self.toml.write_text(tiny_world.CONFIG.format(base=base), encoding="utf-8")
        self.output = folder / "output"

    def radar(self, command: str, *more: str) -> int:
        where = ["--config", str(self.toml), "--content", str(self.folder / "content")]
        output = [] if command in {"update", "check"} else ["--output", str(self.output)]
        return main([command, *where, *output, *more])

    def html(self) -> list[str]:
        return [page.read_text("utf-8") for page in sorted(self.output.rglob("*.html"))]


@pytest.fixture
def net(tmp_path: Path) -> Iterator[Any]:
    with tiny_world.start(tmp_path / "data") as running:
        yield running


@pytest.fixture
def owner(net: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Owner:
    monkeypatch.setenv("RADAR_ALLOW_HOST", "127.0.0.1")
    monkeypatch.setenv("RADAR_PACE", "0")
    monkeypatch.setenv("RADAR_NOW", f"{tiny_world.WEEK[0]}T08:00:00Z")
    return Owner(tmp_path, net.base_url)


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Try again at once what a network refuses; how long is waited between is held in collect/test_http_door.py."""
    monkeypatch.setitem(Door.__init__.__kwdefaults__, "sleep", lambda _: None)


@pytest.fixture
def offline(impatient: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Owner:
    """A fresh checkout on a machine whose network refuses every connection."""
    monkeypatch.setenv("RADAR_ALLOW_HOST", "127.0.0.1")
    monkeypatch.setenv("RADAR_PACE", "0")
    monkeypatch.delenv("RADAR_NOW", raising=False)
    return Owner(tmp_path, "http://127.0.0.1:9")


def test_run_makes_a_site_that_verifies(owner: Owner, capsys: pytest.CaptureFixture[str]) -> None:
    assert owner.radar("run") == 0
    assert "complete" in capsys.readouterr().out
    assert owner.radar("verify") == 0
    assert all("Announce Type" not in page for page in owner.html())
    feeds = list(owner.output.rglob("*.atom.xml")) + list(owner.output.rglob("*.rss.xml"))
    assert feeds
    for feed in feeds:
        read = feedparser.parse(feed.read_bytes())
        assert not read.bozo
        assert read.entries or feed.name.startswith(("author-", "cross", "week"))  # none on that day


def test_offline_with_no_archive_the_sample_is_built_and_says_so(offline: Owner) -> None:
    assert offline.radar("run") == 0
    pages = offline.html()
    assert pages
    assert all("示例数据" in page or "sample data" in page for page in pages)
    assert not list((offline.folder / "content").rglob("papers/**/*.jsonl"))
    assert offline.radar("verify") == 0
    (report,) = (offline.folder / "content" / "daily" / "runs").rglob("*.json")
    assert json.loads(report.read_text("utf-8"))["sample"] is True


def test_sample_can_be_asked_for(owner: Owner) -> None:
    assert owner.radar("run", "--sample") == 0
    assert not (owner.folder / "content").exists()


@pytest.mark.fault("N1")
@pytest.mark.usefixtures("impatient")
def test_with_an_archive_a_dead_network_gives_the_old_site_and_3(
    owner: Owner, net: Any, monkeypatch: pytest.MonkeyPatch, seen: Seen
) -> None:
    assert owner.radar("run") == 0
    before = owner.html()
    net.stop()
    monkeypatch.setenv("RADAR_NOW", f"{tiny_world.WEEK[1]}T08:00:00Z")
    assert owner.radar("run") == 3
    assert len(owner.html()) == len(before)
    assert owner.radar("run", "--strict") == 1
    assert owner.radar("verify") == 0
    seen(f"exit 3, {len(before)} pages as before")


def test_a_dry_run_prints_its_plan_and_writes_nothing(owner: Owner, capsys: pytest.CaptureFixture[str]) -> None:
    assert owner.radar("update", "--dry-run", "--json") == 0
    said = json.loads(capsys.readouterr().out)
    assert said["data"]["sources"] == ["arXiv", "Sample Journal"]
    assert said["data"]["estimated_usd"] == 0.0
    assert not (owner.folder / "content").exists()


def test_only_one_source_can_be_asked(owner: Owner, capsys: pytest.CaptureFixture[str]) -> None:
    assert owner.radar("update", "--only", "Sample Journal", "--json") == 0
    assert list(json.loads(capsys.readouterr().out)["data"]["sources"]) == ["Sample Journal"]
    assert owner.radar("update", "--only", "Nobody") == 2


def test_check_tells_mistakes_and_ends_with_2(owner: Owner, capsys: pytest.CaptureFixture[str]) -> None:
    assert owner.radar("check") == 0
    owner.toml.write_text('version = 1\n[sit]\n[[sources]]\nkind = "feed"\njournal = "natur"\n', encoding="utf-8")
    assert owner.radar("check") == 2
    owner.toml.write_text('version = 1\n[[sources]]\nkind = "feed"\njournal = "natur"\n', encoding="utf-8")
    capsys.readouterr()
    assert owner.radar("check") == 2
    assert "nature" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("table", "warning"),
    [
        ("[briefings.budget]\nmax_usd_per_day = 1", "max_usd_per_day bounds nothing"),
        ("[briefings.budget]\nmax_usd_per_day = 1\nprice_in_per_mtok = 0.1", ""),
        ('[briefings.model]\nbase_url = "https://api.example/v1"', "base_url without model"),
        ('[briefings.model]\nbase_url = "https://api.example/v1"\nmodel = "sample-model"', ""),
    ],
)
def test_check_warns_of_settings_without_effect(
    owner: Owner, capsys: pytest.CaptureFixture[str], table: str, warning: str
) -> None:
    owner.toml.write_text(f"version = 1\n{table}\n", encoding="utf-8")
    capsys.readouterr()
    assert owner.radar("check", "--json") == 0
    warnings = json.loads(capsys.readouterr().out)["warnings"]
    assert any(warning in each for each in warnings) if warning else warnings == []


def test_in_actions_mistakes_are_annotations(
    owner: Owner, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    owner.toml.write_text("version = 1\n[sit]\n", encoding="utf-8")
    assert owner.radar("check") == 2
    assert f"::error file={owner.toml},line=2::sit" in capsys.readouterr().out


@pytest.mark.fault("C3", "M14")
def test_verify_finds_what_does_not_belong(owner: Owner, seen: Seen) -> None:
    assert owner.radar("run") == 0
    (owner.output / "CNAME").write_text("elsewhere.example\n")
    assert owner.radar("verify") == 1
    seen("CNAME: exit 1")


def test_the_second_run_of_a_day_writes_nothing(owner: Owner, capsys: pytest.CaptureFixture[str]) -> None:
    assert owner.radar("run") == 0
    capsys.readouterr()
    assert owner.radar("run", "--json") == 0
    assert json.loads(capsys.readouterr().out)["data"]["written"] == 0


@pytest.mark.fault("C2", "M1")
def test_verify_finds_a_secret_and_does_not_say_it(
    owner: Owner, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], seen: Seen
) -> None:
    assert owner.radar("run") == 0
    monkeypatch.setenv("OPENAI_API_KEY", "canary-5f1d")
    page = owner.output / "index.html"
    page.write_text(page.read_text("utf-8").replace("</footer>", "canary-5f1d</footer>"), encoding="utf-8")
    assert owner.radar("verify") == 1
    said = capsys.readouterr()
    assert "secret" in said.err
    assert "canary" not in said.err + said.out
    seen(said.err.strip().splitlines()[0])
