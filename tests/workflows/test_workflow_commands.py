"""What `radar workflow` reads, says and writes, apart from a run."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from github_stand_in import REPOSITORY, TOKEN, GitHub

import small_archive
from faults.matrix import Seen
from radar import config, environment
from radar.cli import workflow_cache, workflow_issue
from radar.cli.github import Repository
from radar.cli.main import main
from radar.cli.workflow_run import Run
from radar.cli.workflow_summary import summary
from radar.errors import ConfigError
from radar.outcomes import Quarantined, RunReport, SourceReport, SourceState
from radar.pipeline import Where

DAY = date(2026, 3, 2)
NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
GOOD = dict.fromkeys(("collect", "record", "build", "verify", "deploy"), "success")


@pytest.fixture
def github(tmp_path: Path) -> Iterator[GitHub]:
    with GitHub(root=tmp_path / "github").serving() as serving:
        yield serving


def variables(github: GitHub | None = None, **more: str) -> dict[str, str]:
    api = {"GITHUB_API_URL": github.url} if github else {}
    return {"GITHUB_REPOSITORY": REPOSITORY, "GITHUB_TOKEN": TOKEN, "GITHUB_RUN_ID": "7", **api, **more}


def repository(github: GitHub | None = None) -> Repository:
    found = Repository.of(variables(github))
    assert found
    return found


def run(report: RunReport | None = None, **results: str) -> Run:
    jobs = GOOD | results
    return Run(day=DAY, link="https://github.com/o/r/actions/runs/7", jobs=jobs, pages="on", report=report)


def report(*lines: SourceReport) -> RunReport:
    return RunReport(day=DAY, started=NOON, finished=NOON, state="partial", sources=lines)


@pytest.mark.parametrize("name", ["", "owner", "owner/re po", "../..", "owner/repo/pages?x=", "o/r\nx"])
def test_a_name_that_is_no_repository_is_none(name: str) -> None:
    assert Repository.of(variables(GITHUB_REPOSITORY=name)) is None


@pytest.mark.parametrize(
    ("name", "site"),
    [("Sample-Owner/radar", "https://sample-owner.github.io/radar"), ("o/O.github.io", "https://o.github.io")],
)
def test_the_site_s_address_is_reckoned_from_the_name(name: str, site: str) -> None:
    found = Repository.of(variables(GITHUB_REPOSITORY=name))
    assert found
    assert found.site == site


@pytest.mark.parametrize("needs", ["", "no JSON", "[]", '{"collect": 3}', '{"collect": {"outputs": []}}', "null"])
def test_needs_that_cannot_be_read_make_no_run_good(needs: str) -> None:
    found = Run.of(variables(NEEDS=needs), repository(), report=None, day=DAY)
    assert not found.is_good
    assert not found.is_bad


def test_a_run_is_good_when_the_site_was_deployed_and_stopped_ones_are_neither() -> None:
    assert run().is_good
    assert run(push="skipped", told="skipped").is_good
    assert not run(deploy="skipped").is_good
    stopped = run(build="cancelled", verify="skipped", deploy="skipped")
    assert not stopped.is_good
    assert not stopped.is_bad
    assert replace(run(), pages="branch").is_bad


@pytest.mark.fault("M13")
def test_the_summary_makes_text_of_what_strangers_wrote(seen: Seen) -> None:
    name = "| <img src=x> [a](https://evil.example) `x` @everyone\n::set-output name=a::b"
    line = SourceReport(name=name, state=SourceState.ERROR, reason="$x$ | **bold** https://evil.example " + "y" * 999)
    said = summary(run(report(line)), repository())
    (row,) = [each for each in said.splitlines() if "img src" in each]
    assert row.count("|") == 8, "seven cells"
    for markup in ("<img", "](", "**bold", "https://evil", "`x`"):
        assert markup not in row
    assert "\n::" not in said
    assert len(row) < 1500
    seen(f"one row of {row.count('|')} bars, {len(row)} characters")


def test_the_summary_names_what_failed_and_where_the_log_is() -> None:
    said = summary(run(record="failure", build="skipped", verify="skipped", deploy="skipped"), repository())
    assert "record 失败" in said
    assert "**record failed; the site that was published stands.**" in said
    assert "https://github.com/o/r/actions/runs/7" in said
    assert "There is no run report of this day" in said


def test_the_summary_tells_briefings_spend_and_what_was_left_out() -> None:
    told = replace(
        report(SourceReport(name="arXiv", state=SourceState.OK, fetched=5, new=3, updated=1, duplicate=1)),
        briefings={"model": 4, "abstract": 2},
        model={"calls": 6, "tokens_in": 1200, "tokens_out": 300, "usd": 0.0123},
        model_trouble="the budget is spent",
        quarantined=(Quarantined(source="arXiv", item="x", reason="y"),),
        sample=True,
    )
    said = summary(run(told), repository(), zone="Asia/Shanghai")
    assert "| arXiv | ok | 5 | 3 | 1 | 1 |  |" in said
    assert "2 abstract, 4 model" in said
    assert "0.0123 USD, 6 calls, 1200 + 300 tokens" in said
    assert "the budget is spent" in said
    assert "items left out: 1" in said
    assert "20:00 CST" in said
    assert "the site is the bundled sample" in said


def test_the_issue_rolls_and_closes(github: GitHub) -> None:
    there = repository(github)
    github.issues.append({"number": 1, "state": "open", "body": "of somebody else", "labels": ["radar"]})
    bad = run(collect="failure")
    for number in range(30):
        assert workflow_issue.tell(there, replace(bad, link=f"https://github.com/o/r/actions/runs/{number}")) == ""
    assert len(github.issues) == 2
    lines = [line for line in github.issues[1]["body"].splitlines() if line.startswith("- ")]
    assert len(lines) == 20
    assert lines[0].endswith("/29")
    assert workflow_issue.tell(there, run()) == ""
    assert [issue["state"] for issue in github.issues] == ["open", "closed"]
    assert workflow_issue.tell(there, run()) == ""
    assert len(github.comments) == 1


@pytest.mark.fault("M13")
def test_lines_that_others_wrote_into_the_issue_go(github: GitHub) -> None:
    ours = "- 2026-02-28: build, verify: https://github.com/o/r/actions/runs/3"
    others = ("- 2026-02-28: @everyone <img src=x>", "- 2026-02-28: build: https://evil.example/ [x](y)", f"{ours} x")
    body = "\n".join((workflow_issue.MARK, *others, ours))
    github.issues.append({"number": 1, "state": "open", "body": body, "labels": ["radar"]})
    assert workflow_issue.tell(repository(github), run(collect="failure")) == ""
    first, second = (line for line in github.issues[0]["body"].splitlines() if line.startswith("- "))
    assert first.endswith(": collect: https://github.com/o/r/actions/runs/7")
    assert second == ours


def test_a_run_that_was_stopped_leaves_the_issue_alone(github: GitHub) -> None:
    assert workflow_issue.tell(repository(github), run(build="cancelled", deploy="skipped")) == ""
    assert github.asked == []


def test_what_github_does_not_let_us_do_is_said_and_nothing_worse(github: GitHub) -> None:
    github.issues_on = False
    assert "switched off" in workflow_issue.tell(repository(github), run(collect="failure"))
    wrong = replace(repository(github), token="wrong")  # noqa: S106 - that is the point
    assert "HTTP 401" in workflow_issue.tell(wrong, run(collect="failure"))
    nobody = replace(repository(github), api="http://127.0.0.1:9")
    assert "HTTP 0" in workflow_issue.tell(nobody, run(collect="failure"))
    ref = {"GITHUB_WORKFLOW_REF": f"{REPOSITORY}/.github/workflows/other.yml@refs/heads/main"}
    assert "HTTP 404" in workflow_issue.keep_alive(repository(github), ref)
    assert workflow_issue.keep_alive(repository(github), {"GITHUB_WORKFLOW_REF": "x/../../enable"}) == ""
    assert TOKEN not in repr(repository(github))


@pytest.mark.parametrize(
    ("pages", "told"), [("workflow", "on"), ("legacy", "branch"), ("", "off")], ids=["on", "branch", "off"]
)
def test_the_step_site_writes_outputs(
    github: GitHub, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, pages: str, told: str
) -> None:
    github.pages = pages
    output = tmp_path / "output.txt"
    for name, value in variables(github, GITHUB_OUTPUT=str(output)).items():
        monkeypatch.setenv(name, value)
    monkeypatch.chdir(tmp_path)
    assert main(["workflow", "site"]) == 0
    assert output.read_text() == f"url=https://sample-owner.github.io/radar\npages={told}\npush=no\n"


def test_outside_a_workflow_the_command_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delenv("GITHUB_REPOSITORY", raising=False)
    monkeypatch.chdir(tmp_path)
    assert main(["workflow", "report"]) == 1
    assert "belongs into a GitHub workflow" in capsys.readouterr().err


# -- the site's address -------------------------------------------------------------------


def test_the_address_of_the_surroundings_serves_where_radar_toml_says_auto(tmp_path: Path) -> None:
    given = environment.read({"RADAR_SITE_URL": "https://sample-owner.github.io/radar/"})
    where = Where(content=tmp_path / "content")
    for told, url in (
        ("auto", "https://sample-owner.github.io/radar"),
        ("https://own.example", "https://own.example"),
    ):
        found = config.parse({"version": 1, "site": {"url": told}, "sources": [{"kind": "biorxiv"}]})
        chosen = environment.edition(found, tmp_path / "radar.toml", where, url=given.site_url)
        assert chosen.sample
        assert chosen.config.site.url == "https://sample-owner.github.io/radar", "the sample's own file says auto"
        small_archive.write(where.content)
        assert environment.edition(found, tmp_path, where, url=given.site_url).config.site.url == url
        shutil.rmtree(where.content)


@pytest.mark.parametrize("url", ["javascript:alert(1)", "https://a.example/?x", "https://u@a.example", "https://a b"])
def test_an_address_that_is_none_is_refused(url: str) -> None:
    with pytest.raises(ConfigError, match="RADAR_SITE_URL"):
        environment.read({"RADAR_SITE_URL": url})


# -- the cache ---------------------------------------------------------------------------


def built(tmp_path: Path) -> tuple[Path, Path]:
    private, output = tmp_path / ".radar", tmp_path / "output"
    for path, text in ((private / "index.sqlite", "index"), (output / "en" / "index.html", "page")):
        path.parent.mkdir(parents=True)
        path.write_text(text)
    return private, output


def test_a_cache_that_is_as_it_was_sealed_is_kept(tmp_path: Path) -> None:
    private, output = built(tmp_path)
    assert workflow_cache.seal(private, output) == 2
    (private / "lock").write_text("1234\n")
    assert workflow_cache.restored(private, output) == "kept"
    assert workflow_cache.seal(private, output) == 2, "neither the seal nor the lock is sealed"


@pytest.mark.parametrize(
    "name", ["output/en/index.html", "output/new.html", ".radar/index.sqlite", ".radar/cache.json"]
)
def test_a_cache_that_anybody_changed_goes(tmp_path: Path, name: str) -> None:
    private, output = built(tmp_path)
    workflow_cache.seal(private, output)
    (tmp_path / name).write_text("changed")
    assert workflow_cache.restored(private, output) == "discarded"
    assert not private.exists()
    assert not output.exists()


def test_a_cache_without_its_seal_or_with_half_of_it_goes(tmp_path: Path) -> None:
    private, output = built(tmp_path)
    assert workflow_cache.restored(private, output) == "discarded"
    assert workflow_cache.restored(private, output) == "none"
    private.mkdir()
    (private / "lock").write_text("1234\n")
    assert workflow_cache.restored(private, output) == "none", "the lock of an earlier step"
    private, output = built(tmp_path / "again")
    workflow_cache.seal(private, output)
    (output / "en" / "index.html").unlink()
    assert workflow_cache.restored(private, output) == "discarded"


def test_a_link_in_a_cache_is_not_what_was_sealed(tmp_path: Path) -> None:
    private, output = built(tmp_path)
    workflow_cache.seal(private, output)
    page = output / "en" / "index.html"
    (tmp_path / "elsewhere").write_bytes(page.read_bytes())
    page.unlink()
    page.symlink_to(tmp_path / "elsewhere")
    assert workflow_cache.restored(private, output) == "discarded"


def test_the_seal_is_json_that_says_its_schema(tmp_path: Path) -> None:
    private, output = built(tmp_path)
    workflow_cache.seal(private, output)
    data: dict[str, Any] = json.loads((private / "cache.json").read_text())
    assert data["schema"] == 1
