"""Hold what the program is built on against what it says of it."""

from __future__ import annotations

import ast
import json
import os
import re
import subprocess
import sys
import tomllib
from importlib.metadata import packages_distributions
from pathlib import Path
from typing import Final

from packaging.requirements import Requirement

ROOT: Final = Path(__file__).resolve().parents[1]
PROJECT: Final = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
NOT_IMPORTED: Final = {
    "tzdata",  # zoneinfo reads it
    "pagefind-bin",  # a program
    "import-linter",  # a program, as are those that follow
    "cyclonedx-bom",
    "mypy",
    "pytest-xdist",
    "ruff",
    "zizmor",
    "lxml-stubs",  # for mypy alone, as are those that follow
    "types-jsonschema",
    "types-markdown",
    "types-requests",
}


def names(requirements: list[str]) -> list[str]:
    return [Requirement(one).name for one in requirements]


def rows(title: str) -> list[str]:
    text = (ROOT / "docs" / "dependencies.md").read_text(encoding="utf-8")
    section = text.split(f"## {title}\n")[1].split("\n## ")[0]
    return re.findall(r"^\| ([a-z0-9-]+) \|", section, re.MULTILINE)[1:]


def imported() -> set[str]:
    """Name every distribution that a module of ours imports, or asks pytest to import."""
    modules: set[str] = set()
    for folder in ("plugins", "tests", "bench"):
        for path in (ROOT / folder).rglob("*.py"):
            text = path.read_text(encoding="utf-8")
            modules.update(re.findall(r'importorskip\(\s*"(\w+)', text))
            for node in ast.walk(ast.parse(text)):
                if isinstance(node, ast.Import):
                    modules.update(alias.name.partition(".")[0] for alias in node.names)
                elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                    modules.add(node.module.partition(".")[0])
    known = packages_distributions()
    return {re.sub(r"[-_.]+", "-", one).lower() for module in modules for one in known.get(module, ())}


def test_every_package_is_explained_and_none_besides() -> None:
    assert rows("To run") == sorted(names(PROJECT["dependencies"]))
    assert rows("To test") == sorted(names(PROJECT["optional-dependencies"]["dev"]))


def test_every_package_is_used() -> None:
    wanted = {*names(PROJECT["dependencies"]), *names(PROJECT["optional-dependencies"]["dev"])}
    assert wanted - imported() == NOT_IMPORTED


def test_locks_hold_hashes_of_everything_and_name_no_registry() -> None:
    for name in ("requirements.lock", "requirements-dev.lock"):
        text = (ROOT / name).read_text(encoding="utf-8")
        pins = re.split(r"^(?=[a-z0-9])", text, flags=re.MULTILINE)[1:]
        assert pins
        assert all("--hash=sha256:" in pin for pin in pins), name
        assert "://" not in text


def test_a_release_lists_everything_that_it_is_installed_with(tmp_path: Path) -> None:
    words = ["requirements", "--pyproject", str(ROOT / "pyproject.toml"), "--output-reproducible", "--of", "JSON"]
    target = tmp_path / "sbom.json"
    program = Path(sys.executable).with_name("cyclonedx-py")
    subprocess.run(
        [str(program), *words, "-o", str(target), str(ROOT / "requirements.lock")],
        check=True,
        capture_output=True,
        env={"PATH": os.environ["PATH"]},
    )
    listed = {part["name"].lower() for part in json.loads(target.read_text(encoding="utf-8"))["components"]}
    pinned = re.findall(r"^([a-z0-9.-]+)==", (ROOT / "requirements.lock").read_text(encoding="utf-8"), re.MULTILINE)
    assert set(pinned) <= listed
    assert set(names(PROJECT["dependencies"])) <= listed
