"""Whatever a server puts into its answer, it is judged and nothing raises."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from brief.chat_server import says
from radar.brief import model_answer, model_verdict
from radar.brief.asking import Trouble
from radar.brief.model_verdict import Verdict

SCALARS = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=30)
ANYTHING = st.recursive(
    SCALARS, lambda v: st.lists(v, max_size=3) | st.dictionaries(st.text(max_size=8), v, max_size=3)
)
FIELDS = st.sampled_from(
    [
        "choices",
        "message",
        "content",
        "finish_reason",
        "usage",
        "prompt_tokens",
        "error",
        "code",
        "refusal",
        "text",
        "type",
    ]
)
SHAPED = st.recursive(
    SCALARS | st.sampled_from(["length", "content_filter", "text", '{"a": 1}', 429, 401]),
    lambda v: st.lists(v, max_size=3) | st.dictionaries(FIELDS, v, max_size=5),
    max_leaves=20,
)
HEADERS = st.dictionaries(
    st.sampled_from(["content-type", "retry-after", "retry-after-ms", "date"]), st.text(max_size=30), max_size=3
)


@settings(max_examples=300)
@given(
    HEADERS,
    ANYTHING.map(json.dumps).map(str.encode) | SHAPED.map(json.dumps).map(str.encode) | st.binary(max_size=80),
)
def test_any_answer_is_an_object_or_a_verdict(headers: dict[str, str], content: bytes) -> None:
    said = model_answer.read(headers, content)
    if isinstance(said.outcome, Verdict):
        assert said.outcome.reason
    else:
        json.dumps(said.outcome, allow_nan=False)
    assert said.usage is None or (0 < said.usage[0] <= 10**9 and 0 <= said.usage[1] <= 10**9)


@settings(max_examples=300)
@given(st.integers(300, 599), HEADERS, SHAPED.map(json.dumps).map(str.encode) | st.binary(max_size=80))
def test_any_failure_is_a_verdict_with_bounded_tries_and_waits(
    status: int, headers: dict[str, str], content: bytes
) -> None:
    verdict = model_verdict.by_status(status, headers, content)
    assert verdict.reason
    assert 0 <= verdict.retries <= 4
    assert verdict.wait is None or 0 <= verdict.wait <= 86_400
    assert verdict.trouble not in (Trouble.BUDGET, Trouble.OPEN)


@given(st.text(max_size=40))
def test_any_wait_that_a_server_asks_for_is_read_or_ignored(value: str) -> None:
    for headers in ({"retry-after": value}, {"retry-after-ms": value}, {"retry-after": value, "date": value}):
        assert (model_verdict.retry_after(headers) or 0.0) >= 0.0


@pytest.mark.parametrize(
    "words",
    [
        {"error": {"message": "x", "code": "content_filter"}},
        {"error": {"message": "Content Exists Risk", "type": "invalid_request_error"}},
        {"error": {"code": "DataInspectionFailed", "message": "Input data may contain inappropriate content."}},
        {"error": {"code": "data_inspection_failed", "message": ""}},
        {"error": {"code": "1301", "message": "系统检测到输入或生成内容可能包含不安全或敏感内容"}},
        {
            "error": {
                "type": "content_filter",
                "message": "The request was rejected because it was considered high risk",
            }
        },
        {"error": {"message": "Your request was rejected as a result of our safety system."}},
        {"code": "DataInspectionFailed", "message": "no"},
        {"error": "Content Exists Risk"},
        [{"error": {"message": "flagged", "code": 400}}],
    ],
)
@pytest.mark.parametrize("status", [400, 403, 422])
def test_refused_content_is_known_by_the_words_of_many_servers(words: Any, status: int) -> None:
    assert model_verdict.by_status(status, {}, json.dumps(words).encode()).trouble == Trouble.FILTERED


@pytest.mark.parametrize(("status", "trouble"), [(400, Trouble.ADDRESS), (403, Trouble.KEY)])
def test_a_web_page_says_nothing_of_the_content(status: int, trouble: Trouble) -> None:
    content = b"<html>blocked: sensitive, flagged by moderation</html>"
    assert model_verdict.by_status(status, {"content-type": "text/html"}, content).trouble == trouble


def test_a_complaint_that_repeats_the_request_is_judged_by_what_it_complains_of() -> None:
    detail = [
        {
            "type": "extra_forbidden",
            "loc": ["body", "response_format"],
            "msg": "Extra inputs are not permitted",
            "input": "a sensitive paper on content filters",
        }
    ]
    verdict = model_verdict.by_status(422, {}, json.dumps({"detail": detail}).encode())
    assert verdict.trouble == Trouble.UNREACHABLE
    assert "response_format" in verdict.words
    assert "sensitive" not in verdict.words


def test_long_words_of_a_server_are_cut_short() -> None:
    verdict = model_verdict.by_status(400, {}, json.dumps({"error": {"message": "x" * 900_000}}).encode())
    assert len(verdict.words) <= 2000
    assert len(verdict.reason) < 200


@pytest.mark.parametrize(
    "text",
    [
        "I'm sorry, no.",
        "I am so sorry",
        "Sorry!",
        "I can't do that",
        "I cannot",
        "As an AI model",
        "很抱歉",
        "我不能回答",
    ],
)
def test_an_apology_is_a_refusal_and_no_broken_json(text: str) -> None:
    said = model_answer.read({}, says(text).body)
    assert isinstance(said.outcome, Verdict)
    assert said.outcome.trouble == Trouble.REFUSED


def test_an_apology_around_the_json_asked_for_is_an_answer() -> None:
    assert model_answer.read({}, says('Sorry for the delay: {"a": 1}').body).outcome == {"a": 1}
