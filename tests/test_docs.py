"""What the documents say is true: commands, modules, places, versions, locks, workflows."""

from __future__ import annotations

import argparse
import ast
import importlib.util
import re
import tomllib
from pathlib import Path

import pytest
from invoke.tasks import Task
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

import radar
from faults.matrix import Seen
from radar.cli import commands
from radar.cli.main import _parser
from radar.config import load

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "plugins" / "radar"
LOCKS = ("requirements.lock", "requirements-dev.lock")
DOCUMENTS = ("README.md", "CHANGELOG.md", "SECURITY.md", "CITATION.cff", "docs/architecture.md")
MADE = ("content/daily/", "content/pages/", "output/", "overrides/", "radar.toml", ".radar/")
"""Places that documents name and a fresh checkout does not have."""


_HAN = "\u3400-\u9fff，。；：！？（）“”"


def _read(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


README = _read("README.md")
ZH, EN = README.split("\n## English\n")


def _options() -> set[str]:
    """Gather the options of every command."""
    parsers = next(a for a in _parser()._actions if isinstance(a, argparse._SubParsersAction))  # noqa: SLF001 - argparse offers no other way to look
    found = (action.option_strings for sub in parsers.choices.values() for action in sub._actions)  # noqa: SLF001 - same
    return {option for options in found for option in options}


def _tasks() -> set[str]:
    spec = importlib.util.spec_from_file_location("project_tasks", ROOT / "tasks.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return {value.name.replace("_", "-") for value in vars(module).values() if isinstance(value, Task)}


# -- README --------------------------------------------------------------------------


@pytest.mark.parametrize("part", [ZH, EN], ids=["zh", "en"])
def test_the_two_set_up_commands_are_each_complete(part: str) -> None:
    run, test = re.findall(r"```sh\n(.+)\n```", part)
    for command, lock, task in ((run, LOCKS[0], "radar"), (test, LOCKS[1], "test")):
        assert command == (
            f"python3 -m venv .venv && .venv/bin/pip install -q -r {lock} && "
            f".venv/bin/pip install -q --no-deps --no-build-isolation -e . && .venv/bin/inv {task}"
        )


def test_both_languages_name_the_same_commands_options_and_places() -> None:
    def named(part: str) -> list[str]:
        return sorted(set(re.findall(r"`([a-zA-Z_./ -]+)`", part)))

    assert named(ZH) == named(EN)


@pytest.mark.parametrize("part", [ZH, EN], ids=["zh", "en"])
def test_the_table_of_commands_is_the_command_line(part: str) -> None:
    listed = re.findall(r"^\| `radar (\w+)` \|", part, re.MULTILINE)
    assert listed == list(commands.COMMANDS)


def test_every_command_option_and_task_named_exists() -> None:
    for name in DOCUMENTS:
        said = _read(name)
        assert set(re.findall(r"`(?:\.venv/bin/)?radar (\w+)", said)) <= set(commands.COMMANDS), name
        assert set(re.findall(r"\binv ([a-z][a-z-]+)", said)) <= _tasks(), name
    assert set(re.findall(r"`(--[a-z-]+)", README)) - {"--list"} <= _options()


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_exit_codes_are_those_of_the_program(lang: str) -> None:
    codes = (commands.DONE, commands.FAILED, commands.USAGE, commands.PARTIAL, commands.INTERRUPTED)
    assert [int(code) for code in re.findall(r"^\| (\d+) \|", _read(f"docs/{lang}/commands.md"), re.MULTILINE)] == [
        *codes
    ]


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_environment_is_the_one_that_is_read(lang: str) -> None:
    read = set(re.findall(r'"(RADAR_[A-Z_]+)"', _read("plugins/radar/environment.py")))
    said = _read(f"docs/{lang}/commands.md")
    assert set(re.findall(r"^\| `(RADAR_[A-Z_]+)` \|", said, re.MULTILINE)) == read


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_page_of_commands_names_each_command_once(lang: str) -> None:
    listed = re.findall(r"^\| `radar (\w+)` \|", _read(f"docs/{lang}/commands.md"), re.MULTILINE)
    assert sorted(listed) == sorted(commands.COMMANDS)


def test_places_and_links_exist() -> None:
    said = README + _read("docs/zh/commands.md") + _read("docs/en/commands.md")
    places = set(re.findall(r"`([\w.-][\w./-]*/|[\w-]+\.(?:toml|in|md))`", said))
    assert len(places) > 8
    for place in places:
        assert place.startswith(MADE) or (ROOT / place).exists(), place
    for name in DOCUMENTS:
        for target in re.findall(r"\]\((?!https?:|#)([^)#]+)(?:#[^)]*)?\)", _read(name)):
            assert (ROOT / name).parent.joinpath(target).exists(), f"{name}: {target}"


# -- architecture --------------------------------------------------------------------


def _summary(path: Path) -> str:
    docstring = ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) or ""
    return docstring.partition("\n")[0].rstrip(".")


def test_the_map_names_every_module_and_no_other() -> None:
    listed = set(re.findall(r"^- `([\w/]+\.py)`: \S", _read("docs/architecture.md"), re.MULTILINE))
    modules = {path.relative_to(PACKAGE).as_posix(): _summary(path) for path in PACKAGE.rglob("*.py")}
    missing = [f"- `{name}`: {modules[name]}" for name in sorted(modules.keys() - listed)]
    assert not missing, "add to docs/architecture.md:\n" + "\n".join(missing)
    assert sorted(listed - modules.keys()) == [], "no such module"


def test_the_map_draws_the_layers_that_import_linter_holds() -> None:
    contracts = tomllib.loads(_read("pyproject.toml"))["tool"]["importlinter"]["contracts"]
    layers = next(contract["layers"] for contract in contracts if contract["type"] == "layers")
    assert " > ".join(layers) in _read("docs/architecture.md")


# -- versions and locks --------------------------------------------------------------


def test_one_version_everywhere() -> None:
    project = tomllib.loads(_read("pyproject.toml"))["project"]
    assert project["version"] == radar.__version__
    assert f"\nversion: {radar.__version__}\n" in _read("CITATION.cff")


@pytest.mark.fault("M16")
@pytest.mark.parametrize("lock", LOCKS)
def test_locks_pin_every_dependency_with_hashes_and_name_no_host(lock: str, seen: Seen) -> None:
    said = _read(lock)
    assert "://" not in said
    assert not re.search(r"^\s*(?:--(?!hash)|-[a-z] )", said, re.MULTILINE)
    pins = re.findall(r"^([\w.-]+)==(\S+).*\\\n(?:    --hash=sha256:[0-9a-f]{64}(?: \\)?\n)+", said, re.MULTILINE)
    assert len(pins) == len(re.findall(r"^\w", said, re.MULTILINE)) > 40
    seen(f"{lock}: {len(pins)} pins with hashes, 0 hosts")


@pytest.mark.parametrize("lock", LOCKS)
def test_locks_satisfy_what_pyproject_asks_for(lock: str) -> None:
    project = tomllib.loads(_read("pyproject.toml"))["project"]
    asked = [*project["dependencies"], *re.findall(r"^[a-z]+$", _read("requirements.in"), re.MULTILINE)]
    if "dev" in lock:
        asked += project["optional-dependencies"]["dev"]
    pins = {canonicalize_name(n): v for n, v in re.findall(r"^([\w.-]+)==([^\s;]+)", _read(lock), re.MULTILINE)}
    for one in map(Requirement, asked):
        pinned = pins.get(canonicalize_name(one.name))
        assert pinned, f"{one} is not locked: run inv lock"
        assert one.specifier.contains(pinned), f"{one} is locked at {pinned}: run inv lock"


# -- workflows -----------------------------------------------------------------------


def test_workflows_hold_no_logic_and_no_rights_they_do_not_need() -> None:
    said = _read(".github/workflows/ci.yml")
    assert re.search(r"^permissions: \{\}", said, re.MULTILINE)
    assert "pull_request_target" not in said
    uses = re.findall(r"uses: (\S+) # v\d", said)
    assert uses
    assert all(re.fullmatch(r"[\w-]+/[\w-]+@[0-9a-f]{40}", one) for one in uses)
    assert len(uses) == said.count("uses:")
    assert said.count("persist-credentials: false") == said.count("actions/checkout@")
    assert said.count("timeout-minutes:") == said.count("runs-on:")
    set_up = [command.rpartition(" && ")[0] for command in re.findall(r"```sh\n(.+)\n```", EN)]
    runs = re.findall(r"run: (.+)", said)
    task = r"\.venv/bin/(?:inv \w+(?: --options=\S+)?|radar \w+)"
    allowed = [task, *(f"{re.escape(command)}(?: && {task})?" for command in set_up)]
    assert all(any(re.fullmatch(shape, run) for shape in allowed) for run in runs), runs
    assert set(re.findall(r"\.venv/bin/inv ([a-z][a-z-]+)", said)) <= _tasks()


# -- words ---------------------------------------------------------------------------


def test_the_example_radar_is_valid_and_crosses_disciplines() -> None:
    example = load(ROOT / "radar.example.toml")
    assert 6 <= len(example.topics) <= 8
    assert len({field for topic in example.topics for field in topic.fields}) >= 6
    assert all(topic.name.keys() >= {"zh", "en"} and topic.keywords for topic in example.topics)
    assert example.watch.authors == ("Shuchao Bi",)
    assert not example.briefings.model.model, "a fresh copy calls no model"


@pytest.mark.parametrize("name", ["README.md", "radar.example.toml", "sample/radar.toml"])
def test_chinese_prose_has_full_width_punctuation_and_no_typed_spaces(name: str) -> None:
    said = re.sub(r"```.*?```", "", _read(name), flags=re.DOTALL)
    lines = said.splitlines() if name == "README.md" else re.findall(r"^#.*$", said, re.MULTILINE)
    for line in lines:
        assert not re.search(rf"[{_HAN}] [\w`]|[\w`] [{_HAN}]", line), line
        assert not re.search(r"[\u3400-\u9fff][,;:!?]|[,;!?][\u3400-\u9fff]", line), line


@pytest.mark.parametrize("name", [*DOCUMENTS, *LOCKS, "requirements.in", "radar.example.toml", "sample/radar.toml"])
def test_no_path_of_a_machine(name: str) -> None:
    assert not re.search(r"(?<![\w.])/(?:work|root|home|tmp|Users|opt)/", _read(name))
