"""Whatever stands in radar.toml: no traceback, mistakes with places, no value repeated."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from radar import config
from radar.cli.checking import catalogue_mistakes
from radar.collect import catalogue
from radar.errors import ConfigError
from radar.grammar import syntax
from radar.grammar.draft import draft
from radar.grammar.positions import positions

ROOT = Path(__file__).resolve().parents[1]
EXAMPLE = (ROOT / "radar.example.toml").read_text(encoding="utf-8")
LINES = EXAMPLE.splitlines()
TABLES = ("site", "update", "show", "sources", "topics", "watch", "briefings", "feeds", "push", "abstracts", "hide")
KEYS = ("kind", "id", "name", "categories", "fields", "title", "model", "budget", "email", "webhooks", "url", "to")

CANARY = "Zq7canary"
"""Stands in every text that is made up here: none of it may be repeated."""

scalars = st.one_of(
    st.booleans(),
    st.integers(-(10**30), 10**30),
    st.floats(),
    st.text(max_size=8).map(lambda text: f"{CANARY}{text}"),
    st.sampled_from(["arxiv", "feed", "biorxiv", "crossref", "openalex", "europepmc", "telegram", "zh", "cs", ""]),
    st.dates(),
    st.times(),
    st.datetimes(),
)
keys = st.one_of(st.sampled_from(KEYS), st.sampled_from(TABLES), st.text(max_size=5))
values = st.recursive(
    scalars, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(keys, inner, max_size=4), max_leaves=12
)
files = st.dictionaries(st.sampled_from((*TABLES, "version", "sitee")), values, max_size=8)


def refused(data: dict[str, object], text: str = "") -> ConfigError | None:
    """Read data, and give what is said of it; None where nothing is wrong."""
    try:
        config.parse(data, text=text)
    except ConfigError as error:
        return error
    return None


@given(files)
def test_no_data_makes_a_traceback_or_is_repeated(data: dict[str, object]) -> None:
    error = refused({"version": 1, **data})
    assert error is None or error.mistakes
    assert error is None or CANARY not in "\n".join((*error.lines("en"), *error.lines("zh")))


@settings(max_examples=60)
@given(st.data())
def test_no_damage_to_a_good_file_makes_a_traceback(data: st.DataObject) -> None:
    lines = list(LINES)
    for _ in range(data.draw(st.integers(1, 5))):
        where = data.draw(st.integers(0, len(lines) - 1))
        how = data.draw(st.sampled_from(("cut", "drop", "twice", "swap", "word")))
        line = lines[where]
        if how == "cut":
            lines[where] = line[: data.draw(st.integers(0, len(line)))]
        elif how == "drop":
            lines[where] = re.sub(r"[\"\]\[={}#,]", "", line, count=1)
        elif how == "twice":
            lines.insert(where, line)
        elif how == "swap":
            lines[where], lines[-1] = lines[-1], line
        else:
            lines[where] = data.draw(st.text(max_size=20)).replace("\n", " ") + line
    read_as_a_file("\n".join(lines))


@given(st.text(alphabet=st.sampled_from("[]{}=\"'#,.\n\\ab1 -_：“"), max_size=120))
def test_no_text_makes_a_traceback(text: str) -> None:
    read_as_a_file(text)


def read_as_a_file(text: str) -> None:
    """Do what `radar check` does with a file of this text."""
    parsed = syntax.parse(text)
    tomllib.loads(parsed.text)
    assert parsed.text.count("\n") in (text.count("\n"), 0)
    for mistake in parsed.mistakes:
        assert 0 <= mistake.line <= text.count("\n") + 1
    error = refused(parsed.data, parsed.text)
    assert error is None or error.mistakes
    made = draft(config.Config, parsed.data, positions(parsed.text))
    assert all(mistake.line >= 0 for mistake in catalogue_mistakes(made, catalogue.load()))


@given(st.dictionaries(keys, values, max_size=5))
def test_positions_lie_within_the_file(data: dict[str, object]) -> None:
    text = "\n".join(f"{key} = 1" for key in data if re.fullmatch(r"\w+", key, re.ASCII))
    for at in positions(text).values():
        assert 1 <= at.line <= text.count("\n") + 1
