"""What every workflow file must hold to: few rights, pinned actions, no logic, no data in commands."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml
from invoke.collection import Collection
from invoke.loader import FilesystemLoader

from faults.matrix import Seen

ROOT = Path(__file__).resolve().parents[2]
FILES = sorted((ROOT / ".github" / "workflows").glob("*.yml"))
RADAR = ROOT / ".github" / "workflows" / "radar.yml"
USES = re.compile(r"uses: (\S+?)@(\S+)(?: # (v[\d.]+))?$", re.MULTILINE)
COMMAND = re.compile(r"\.venv/bin/(inv|radar) |python3 -m venv \.venv && |gh release create ")


def load(path: Path) -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load(path.read_text("utf-8"))
    return found


def jobs(path: Path = RADAR) -> dict[str, dict[str, Any]]:
    found: dict[str, dict[str, Any]] = load(path)["jobs"]
    return found


def steps(path: Path = RADAR) -> list[dict[str, Any]]:
    return [step for job in jobs(path).values() for step in job["steps"]]


@pytest.mark.fault("M12")
@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_rights_are_given_job_by_job_and_every_job_ends(path: Path) -> None:
    whole = load(path)
    assert whole["permissions"] == {}
    assert whole["concurrency"]["group"]
    for name, job in whole["jobs"].items():
        assert job["permissions"], name
        assert job["timeout-minutes"] <= 60, name
        assert job["runs-on"] == "ubuntu-24.04", name


@pytest.mark.fault("C6")
@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_no_data_stands_in_a_command_and_no_logic_in_a_step(path: Path, seen: Seen) -> None:
    for step in steps(path):
        if "run" in step:
            assert "${{" not in step["run"], step["name"]
            assert "\n" not in step["run"].strip(), step["name"]
            assert COMMAND.match(step["run"]), step["name"]
    seen(f"{path.name}: 0 of {len(steps(path))} steps hold data in a command")


@pytest.mark.fault("M12")
@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_actions_are_pinned_and_their_finding_places_documented(path: Path, seen: Seen) -> None:
    text, said = path.read_text("utf-8"), (ROOT / "docs" / "workflows.md").read_text("utf-8")
    found = USES.findall(text)
    assert len(found) == text.count("uses:")
    for action, sha, version in found:
        assert re.fullmatch(r"[0-9a-f]{40}", sha), action
        assert version, f"{action}: no version behind its SHA"
        place = "/".join(action.split("/")[:2])
        assert re.search(rf"`{place}` \| {re.escape(version)} \| `{sha}`", said), (
            f"{action}: not in docs/workflows.md"
        )
    seen(f"{path.name}: {len(found)} actions, all pinned")


@pytest.mark.fault("M12", "M1")
@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_no_checkout_leaves_its_token_behind(path: Path) -> None:
    for step in steps(path):
        if step.get("uses", "").startswith("actions/checkout@"):
            assert step["with"] == {"persist-credentials": False}


def test_set_up_is_the_readme_s_and_every_task_exists() -> None:
    readme = (ROOT / "README.md").read_text("utf-8")
    command = re.search(r"<!-- run-command -->\n```sh\n(.+)\n```", readme)
    assert command
    set_up = command[1].removesuffix(" && .venv/bin/inv radar")
    loader = FilesystemLoader(start=str(ROOT))
    tasks = set(Collection.from_module(loader.load("tasks")[0]).task_names)
    for step in steps():
        said = step.get("run", "")
        if said.startswith("python3"):
            assert said == set_up
        elif said:
            assert said.removeprefix(".venv/bin/inv ") in tasks, said


@pytest.mark.fault("M1", "M12")
def test_one_job_has_the_model_s_key_and_one_kind_of_job_may_write(seen: Seen) -> None:
    holding = {name for name, job in jobs().items() if "OPENAI_API_KEY" in str(job)}
    assert holding == {"collect"}
    secret = {name for name, job in jobs().items() if "secrets." in str(job)}
    assert secret == {"collect", "push"}
    writing = {name for name, job in jobs().items() if job["permissions"].get("contents") == "write"}
    assert writing == {"record", "told"}
    assert not writing & secret
    for name, job in jobs().items():
        if "write" in job["permissions"].values():
            assert "actions/cache" not in str(job), f"{name}: a cache in a job with rights"
    seen(f"key in {sorted(holding)}, rights to write in {sorted(writing)}")


@pytest.mark.fault("C1")
def test_nothing_is_deployed_that_was_not_verified_and_recorded(seen: Seen) -> None:
    needs = {name: job.get("needs", []) for name, job in jobs().items()}
    assert needs["record"] == "collect"
    assert needs["build"] == "record"
    assert needs["verify"] == "build"
    assert "verify" in needs["deploy"]
    assert "always()" not in jobs()["deploy"]["if"]
    assert set(needs["report"]) == set(jobs()) - {"report"}
    seen(f"deploy needs {needs['deploy']}")


def test_the_schedule_keeps_away_from_full_hours() -> None:
    whole = load(RADAR)
    minutes = [int(each["cron"].split()[0]) for each in whole[True]["schedule"]]  # YAML 1.1 reads `on` as true
    assert len(minutes) == 2
    assert all(minute % 2 and minute % 15 for minute in minutes)
    assert whole["concurrency"]["cancel-in-progress"] is False


def test_dependabot_watches_the_actions() -> None:
    updates = yaml.safe_load((ROOT / ".github" / "dependabot.yml").read_text("utf-8"))["updates"]
    assert {"github-actions", "pip"} <= {each["package-ecosystem"] for each in updates}
    assert all(each["cooldown"]["default-days"] >= 7 for each in updates)


def _tool(name: str) -> str:
    beside = Path(sys.executable).parent / name
    found = str(beside) if beside.exists() else shutil.which(name)
    if not found:
        pytest.skip(f"skipped: {name} is not installed")
    return found


@pytest.mark.fault("M12")
def test_zizmor_as_an_auditor_finds_nothing(seen: Seen) -> None:
    words = [_tool("zizmor"), "--offline", "--no-progress", "--persona", "auditor", str(ROOT / ".github")]
    done = subprocess.run(words, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "No findings to report" in done.stdout + done.stderr
    assert "suppressed" not in done.stdout + done.stderr
    seen("zizmor: 0 findings")


@pytest.mark.fault("M12")
def test_actionlint_finds_nothing() -> None:
    done = subprocess.run([_tool("actionlint"), *map(str, FILES)], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (0, "")
