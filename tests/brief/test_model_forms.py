"""What a question weighs before it is sent."""

from __future__ import annotations

import json

import pytest

from radar.brief.asking import Ask
from radar.brief.model_forms import Form, Forms, most_tokens_in, request

ASK = Ask(
    name="topic",
    system="系统",
    user="A user's text.",
    schema={"type": "object", "properties": {}, "required": [], "additionalProperties": False},
    example='{"a": "例"}',
    most_tokens_out=10,
)


@pytest.mark.parametrize("structure", ["json_schema", "json_object", "text"])
def test_the_bound_on_a_question_counts_all_the_text_that_goes_out(structure: str) -> None:
    form = Form(structure=structure)  # type: ignore[arg-type]
    body = request(ASK, form, model="m")
    sent = sum(len(message["content"].encode()) for message in body["messages"])
    if structure == "json_schema":
        sent += len(json.dumps(ASK.schema))
    assert most_tokens_in(ASK, form) == sent + 64


def test_what_another_thread_has_learnt_in_the_meantime_counts() -> None:
    forms = Forms("auto")
    old = forms.form
    assert forms.refused(old, "response_format json_schema is not supported")
    assert forms.form.structure == "json_object"
    assert forms.refused(forms.form, "response_format json_object is not supported")
    assert forms.refused(old, "response_format json_schema is not supported")
    assert forms.form.structure == "text"


def test_a_refusal_that_says_nothing_of_the_form_changes_nothing() -> None:
    forms = Forms("auto")
    assert not forms.refused(forms.form, "the paper is too blue")
    assert forms.form == Form()


def test_max_tokens_that_are_too_many_are_no_reason_to_rename_them() -> None:
    forms = Forms("auto")
    assert not forms.refused(forms.form, "max_tokens is too large: 5000")
    assert forms.refused(forms.form, "Unsupported parameter: 'max_tokens'")
    assert forms.form == Form(bound="max_completion_tokens")
