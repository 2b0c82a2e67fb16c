"""Schema and reference are made from the program, whole, in both languages."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from radar.cli import main, reference
from radar.publish.data import open_data_schema

ROOT = Path(__file__).resolve().parents[1]
SCHEMA = open_data_schema.schema("radar")


def keys() -> Iterator[tuple[str, str, Mapping[str, Any]]]:
    for name, table in {**SCHEMA["$defs"], "Config": SCHEMA}.items():
        for key, about in table.get("properties", {}).items():
            yield name, key, about


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_reference_is_the_one_made_of_the_schema(lang: str) -> None:
    """Make it anew with `radar schema --reference zh > docs/zh/configuration.md`, and the same for en."""
    assert (ROOT / "docs" / lang / "configuration.md").read_text("utf-8") == reference.written(SCHEMA, lang)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_key_stands_in_the_reference(lang: str) -> None:
    page = reference.written(SCHEMA, lang)
    for name, key, _ in keys():
        assert f"`{key}`" in page or f".{key}]" in page or f"[{key}]" in page, f"{name}.{key}"


def test_every_key_is_explained_in_both_languages() -> None:
    for name, key, about in keys():
        if "$ref" in about or any("$ref" in way for way in about.get("anyOf", ())):
            continue
        zh = about.get("x-zh", "")
        assert re.search("[\u4e00-\u9fff]|[A-Z]", zh), f"{name}.{key}: add it to config_zh.toml"
        assert about["description"].removesuffix(zh).strip(), f"{name}.{key}: say below it what it is"


def test_the_command_prints_them(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["schema"]) == 0
    assert capsys.readouterr().out.encode() == (ROOT / "docs" / "radar.v1.json").read_bytes()
    assert main(["schema", "--reference", "zh"]) == 0
    assert "`[[topics]]`" in capsys.readouterr().out
