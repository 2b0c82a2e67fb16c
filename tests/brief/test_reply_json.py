"""What a model says is read strictly, or not at all."""

from __future__ import annotations

import json
import math
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from radar.brief.reply_json import CAP, DEEPEST, Unread, read

OBJECT = {"items": [{"id": "p1", "zh": "一句话。", "en": 'One {braced} "quoted" [word].'}], "n": 3, "ok": True}
TEXT = json.dumps(OBJECT, ensure_ascii=False)

JSON_VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(10**15), 10**15)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text("abcdé中", max_size=5), inner, max_size=3),
    max_leaves=12,
)
OBJECTS = st.dictionaries(st.text("abcdé中", max_size=5), JSON_VALUES, max_size=4)
FRAGMENTS = st.lists(
    st.sampled_from(
        [
            '{"a":',
            "{",
            "}",
            "[",
            "]",
            '"',
            "'",
            ",",
            ":",
            "\\",
            '\\"',
            "\\u",
            "\\ud83d",
            "1e400",
            "NaN",
            "null",
            "```json\n",
            "```",
            "<think>",
            "</think>",
            "talk ",
            "\x00",
            "\ud83d",
            "\ufeff",
            '"k": "v"',
            "9" * 5000,
            "\n",
        ]
    ),
    max_size=40,
).map("".join)


@pytest.mark.parametrize(
    "text",
    [
        TEXT,
        "\ufeff" + TEXT,
        f"  \n{TEXT}\n\n",
        f"```json\n{TEXT}\n```",
        f"```\n{TEXT}\n```",
        f"Here is the JSON you asked for:\n\n{TEXT}\n\nI hope this helps!",
        f"Of {{some}} use, with a {{ stray brace: {TEXT}",
        f'<think>\nA draft: {{"draft": true}}\n</think>\n\n{TEXT}',
        f'A thought without its opening {{"draft": true}} </think>{TEXT}',
        f"[{TEXT}]",
        f"{TEXT}\n{TEXT}",
        f"{{}} {TEXT}",
        TEXT.replace("}]", "},]").replace("true}", "true,}"),
        json.dumps(OBJECT, indent=2),
    ],
)
def test_the_object_is_found_whatever_stands_around_it(text: str) -> None:
    assert read(text) == OBJECT


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("{'a': 'it\"s', 'b': [1, 2,],}", {"a": 'it"s', "b": [1, 2]}),
        ("{a: 1, b: true}", {"a": 1, "b": True}),
        ('{"a": "one\ntwo"}', {"a": "one\ntwo"}),
        ('{"a": "He said "yes" twice."}', {"a": 'He said "yes" twice.'}),
        (r'{"a": "$\alpha \in \{1\}$"}', {"a": r"$\alpha \in \{1\}$"}),
        (
            r'{"a": "$\times \beta \theta \frac12 \rho \nu \nabla$"}',
            {"a": r"$\times \beta \theta \frac12 \rho \nu \nabla$"},
        ),
        (r'{"a": "$\\times$ and \u00e9 and \n new and \t tab"}', {"a": "$\\times$ and é and \n new and \t tab"}),
        (r'{"a": "\url{x} \u12"}', {"a": r"\url{x} \u12"}),
    ],
)
def test_what_models_break_is_mended(text: str, value: Any) -> None:
    assert read(text) == value


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "empty"),
        (" \ufeff\n\x00", "empty"),
        ("no object here", "no JSON"),
        ("[]", "JSON, but no object"),
        ("[1, 2]", "JSON, but no object"),
        ('"{\\"a\\": 1}"', "JSON, but no object"),
        ("null", "JSON, but no object"),
        ("12", "JSON, but no object"),
        ('[{"a": 1}, {"b": 2}]', "JSON, but no object"),
        ('{"a": 1} {"a": 2}', "more than one JSON object"),
        ('{"a": 1} and {"b": 2, ', "more than one JSON object"),
        ('{"a": 1, "a": 1}', "a key stands twice"),
        ('{"a": [{"b": 1, "c": 2, "b": 3}]}', "a key stands twice"),
        ('Look: {"a": 1, "a": 2}', "a key stands twice"),
        ('{"a": 1, "a\\u0000": 2}', "a key stands twice"),
        ("{'a': 1, 'a': 2}", "a key stands twice"),
        ("{'a': [{b: 1, c: 2, b: 3}]}", "broken JSON"),
        ("{'a': {b: 1, c: 2, b: 3}}", "a key stands twice"),
        ('{"a": 1', "JSON that breaks off"),
        ('{"a": [{"b": "x"}, {"b": "y', "JSON that breaks off"),
        ('{"a": "x"}, {"b": [{"c": 1}', "more than one JSON object"),
        ("{'a': [{'b': 'it\"s'}, {'b': 'y", "JSON that breaks off"),
        ("{'a': 1} {'b': ", "JSON that breaks off"),
        ('<think> {"draft": true} and so on', "thoughts without end"),
        ("[" * 100_000, "nested too deep"),
        ('{"a":' * 100_000, "nested too deep"),
        ('{"a":' * 50 + "1" + "}" * 50, "nested too deep"),
        ("x" * (CAP + 1), f"longer than {CAP} characters"),
        ("{" + "'a'; " * 9_000 + "}", "broken JSON, too long to be mended"),
    ],
)
def test_what_is_no_whole_object_is_refused_with_a_reason(text: str, reason: str) -> None:
    assert read(text) == Unread(reason=reason)


def test_nesting_is_read_down_to_its_bound() -> None:
    deep = '{"a":' * DEEPEST + "1" + "}" * DEEPEST
    assert isinstance(read(deep), dict)
    assert read(f'{{"a":{deep}}}') == Unread(reason="nested too deep")
    assert read(f'talk {{"a":{deep}}}') == Unread(reason="nested too deep")


@pytest.mark.parametrize(
    ("number", "value"),
    [
        ("NaN", None),
        ("Infinity", None),
        ("-Infinity", None),
        ("1e400", None),
        ("-1e400", None),
        ("9" * 5000, None),
        ("-" + "9" * 5000, None),
        ("0.5" + "0" * 5000, 0.5),
        ("1e-400", 0.0),
        ("12345678901234567", 12345678901234567),
        ("-0.5e2", -50.0),
    ],
)
def test_numbers_are_finite_or_none(number: str, value: object) -> None:
    assert read(f'{{"a": {number}}}') == {"a": value}
    assert read(f'see {{"a": {number},}}') == {"a": value}


def test_what_no_file_can_hold_leaves_the_texts() -> None:
    text = r'{"a\u0000": "\ud83d x\u0000y\u001b[0m \ud83d\ude00", "b": ["\udc00"]}'
    assert read(text) == {"a": " xy[0m 😀", "b": [""]}
    assert read('{"a": "\ud83d\x00"}') == {"a": ""}


@given(OBJECTS)
def test_every_object_comes_back_as_it_was(value: dict[str, Any]) -> None:
    text = json.dumps(value, ensure_ascii=False)
    assert read(text) == value
    assert read(f"Here you are: {text}") == value
    assert read(json.dumps(value, indent=1)) == value


@given(OBJECTS.filter(bool), st.data())
def test_what_is_cut_short_is_never_taken_for_the_whole(value: dict[str, Any], data: st.DataObject) -> None:
    text = json.dumps(value, ensure_ascii=False)
    cut = text[: data.draw(st.integers(0, len(text) - 1))]
    assert isinstance(read(cut), Unread)
    assert isinstance(read(f"Here you are: {cut}"), Unread)


@given(FRAGMENTS | st.text(max_size=200))
def test_nothing_raises_and_what_is_read_can_be_written(text: str) -> None:
    value = read(text)
    if not isinstance(value, Unread):
        json.dumps(value, ensure_ascii=False, allow_nan=False).encode("utf-8")
        assert all(math.isfinite(n) for n in value.values() if isinstance(n, float))


@pytest.mark.parametrize(
    "text",
    [
        '{"a": "' + '\\"' * 400_000,
        '\\"' * 490_000 + "{",
        "{" * 900_000,
        '{" ' * 300_000,
        "{ " + ", " * 300_000,
        "{" + '"' * 900_000,
        "```" * 300_000,
        "<think>" * 100_000,
        "{'" * 10 + "\\" * 900_000,
    ],
    ids=range(9),
)
def test_long_hostile_texts_are_refused_in_linear_time(text: str) -> None:
    assert isinstance(read(text), Unread)  # quadratic reading of these would take minutes
