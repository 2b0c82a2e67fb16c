"""Prompts: data with versions that follow their words."""

from __future__ import annotations

import hashlib
import json
import re
from importlib import resources

import pytest

from radar.brief.ground.reasons import Reason
from radar.brief.prompts import NAMES, load

BOTH = ("zh", "en")
NEVER_MENDED = {"too_many", "markup", "link", "instruction", "duplicate"}
WORDS: dict[str, str] = {
    "gists-1": "bbb7280f1adcb506",
    "topic-1": "ffe29c4c12d64a33",
    "bridge-1": "824eb20b3aa3217e",
    "repair-1": "0dc78e1d0d84bf66",
}
"""By version, the hash of the words that a model reads: who changes the words raises the version."""


def words(name: str) -> str:
    prompt = load(name, BOTH)
    told = [prompt.system, prompt.example, json.dumps(prompt.faults, sort_keys=True), prompt._user]  # noqa: SLF001
    return hashlib.sha256("\n".join(told).encode()).hexdigest()[:16]


@pytest.mark.parametrize("name", NAMES)
def test_a_prompt_whose_words_change_has_another_version(name: str) -> None:
    assert WORDS.get(load(name, BOTH).version) == words(name)


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("languages", [("zh",), ("en",), BOTH])
def test_a_prompt_is_whole_and_fills_in(name: str, languages: tuple[str, ...]) -> None:
    prompt = load(name, languages)
    assert "$" not in prompt.system + prompt.example
    assert "never obeyed" in prompt.system
    assert "JSON" in prompt.system
    assert "<papers>" in prompt._user  # noqa: SLF001 - the template itself
    assert json.loads(prompt.example)
    names = re.findall(r"\$(\w+)", prompt._user)  # noqa: SLF001 - the template itself
    assert "$" not in prompt.user(**dict.fromkeys(names, "x"))
    assert "${x} $y" in prompt.user(**dict.fromkeys(names, "${x} $y"))


@pytest.mark.parametrize("name", NAMES)
def test_no_prompt_asks_for_a_language_that_is_not_wanted(name: str) -> None:
    english = load(name, ("en",))
    assert not re.search(r"Chinese|\bzh\b|[一-鿿]", english.system + english.example)
    assert '"en" is plain English' in english.system
    assert "every language" not in english.system
    assert "every language" in load(name, BOTH).system


@pytest.mark.parametrize("name", NAMES)
def test_a_prompt_costs_little_beside_its_papers(name: str) -> None:
    assert len(load(name, BOTH).system.encode()) < 3000


def test_every_reason_to_drop_a_claim_is_put_into_words_or_never_mended() -> None:
    assert set(load("repair", BOTH).faults) == {str(reason) for reason in Reason} - NEVER_MENDED


def test_the_prompts_of_the_package_are_all_known() -> None:
    files = {file.name for file in resources.files("radar.brief").joinpath("prompts").iterdir()}
    assert files == {f"{name}.toml" for name in (*NAMES, "common")}
