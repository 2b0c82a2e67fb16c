from __future__ import annotations

import gzip
from pathlib import Path

import pytest

from radar.publish.assets import served
from radar.publish.site import ROOT

SCRIPTS = sorted((ROOT / "theme" / "static").glob("*.js"))


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.name)
def test_a_script_is_served_without_lines_of_comment_and_indentation_and_with_all_else(path: Path) -> None:
    lines = [line.strip() for line in path.read_text("utf-8").splitlines()]
    kept = [line for line in lines if line and not line.startswith("//")]
    assert [line.rstrip() for line in served(path).decode().splitlines()] == kept


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.name)
def test_no_script_has_a_text_over_several_lines(path: Path) -> None:
    """Whose indentation would be lost."""
    lines = [line for line in path.read_text("utf-8").splitlines() if not line.strip().startswith("//")]
    assert [line for line in lines if line.count("`") % 2] == []


def test_what_is_no_script_of_the_theme_is_served_as_it_is(tmp_path: Path) -> None:
    own = tmp_path / "custom.js"
    own.write_text("const a = `\n  // kept\n`;\n")
    assert served(own) == own.read_bytes()
    style = ROOT / "theme" / "static" / "theme.css"
    assert served(style) == style.read_bytes()


def test_scripts_on_every_page_are_light() -> None:
    """SITE.md's budget of eight kilobytes; the whole is measured by bench/pages.py."""

    first = [path for path in SCRIPTS if path.name in {"theme.js", "theme-chosen.js"}]
    assert sum(len(gzip.compress(served(path), 9)) for path in first) <= 8_000
