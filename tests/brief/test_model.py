"""A model is asked over a real wire: what comes back, how often it is asked, what that cost, and no key anywhere."""

from __future__ import annotations

import json
import logging
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from typing import Any

import pytest

from brief.chat_server import Answer, ChatServer, Mood, fails, gives, page, says, unused_port
from radar.brief.asking import Ask, NoReply, Reply, Spent, Trouble
from radar.brief.budget import Purse
from radar.brief.model import Model, connect
from radar.brief.model_answer import Said
from radar.brief.model_forms import most_tokens_in
from radar.brief.model_verdict import by_status
from radar.config import BriefingModel, Budget

KEY = "sk-sample-0123456789-secret"
ASK = Ask(
    name="gists",
    system="Say what the papers bring.",
    user='[{"id": "p1", "abstract": "一篇论文。 A paper."}]',
    schema={
        "type": "object",
        "properties": {"a": {"type": "integer"}},
        "required": ["a"],
        "additionalProperties": False,
    },
    example='{"a": 7}',
    most_tokens_out=500,
)
GOOD = says('{"a": 1}')


@dataclass
class Caller:
    """Hold a model and what it did beside asking."""

    model: Model
    purse: Purse
    waits: list[float] = field(default_factory=list)

    def ask(self, ask: Ask = ASK) -> Reply | NoReply:
        return self.model.ask(ask)


def caller(
    base_url: str, *, budget: Budget | None = None, spent: Spent | None = None, key: str = KEY, **config: Any
) -> Caller:
    purse, waits = Purse(budget or Budget(), spent), list[float]()
    settings = BriefingModel(**{"model": "sample-model", "timeout_s": 30.0} | config)
    model = connect(
        settings,
        key=key,
        purse=purse,
        base_url=base_url,
        allow_hosts=["127.0.0.1"],
        sleep=waits.append,
        dice=lambda: 1.0,
    )
    return Caller(model=model, purse=purse, waits=waits)


def asked(*moods: Mood, **more: Any) -> tuple[Reply | NoReply, ChatServer, Caller]:
    """Ask once, and give the server for its notes."""
    with ChatServer(moods) as server:
        who = caller(server.base_url, **more)
        return who.ask(), server, who


def test_a_question_goes_out_once_and_its_json_comes_back_with_its_cost() -> None:
    prices = Budget(price_in_per_mtok=1.0, price_out_per_mtok=10.0)
    answer, server, who = asked(says('{"a": 1}', usage=(200, 30)), budget=prices)
    assert isinstance(answer, Reply)
    assert answer.data == {"a": 1}
    assert replace(answer.spent, seconds=0.0) == Spent(calls=1, tokens_in=200, tokens_out=30, usd=0.0005)
    assert 0 < answer.spent.seconds < 30
    assert who.purse.spent == answer.spent
    assert who.model.model == "sample-model"
    assert server.paths == ["/v1/chat/completions"]
    (body,) = server.calls
    assert body == {
        "model": "sample-model",
        "messages": [{"role": "system", "content": ASK.system}, {"role": "user", "content": ASK.user}],
        "max_tokens": 500,
        "temperature": 0,
        "response_format": {
            "type": "json_schema",
            "json_schema": {"name": "gists", "strict": True, "schema": ASK.schema},
        },
    }


def test_nothing_of_the_machine_goes_out_with_a_question(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in {
        "HTTP_PROXY": "http://127.0.0.1:9",
        "http_proxy": "http://127.0.0.1:9",
        "ALL_PROXY": "http://127.0.0.1:9",
        "OPENAI_API_KEY": "sk-other",
        "OPENAI_BASE_URL": "http://127.0.0.1:9",
        "OPENAI_ORG_ID": "org-sample",
        "OPENAI_PROJECT_ID": "project-sample",
    }.items():
        monkeypatch.setenv(name, value)
    answer, server, _ = asked(GOOD)
    assert isinstance(answer, Reply)
    assert set(server.headers[0]) == {
        "host",
        "authorization",
        "content-type",
        "content-length",
        "accept",
        "user-agent",
        "accept-encoding",
        "connection",
    }
    assert server.headers[0]["authorization"] == f"Bearer {KEY}"
    assert server.headers[0]["user-agent"] == "AcademicHub-radar"


@pytest.mark.parametrize(
    ("mood", "trouble", "calls"),
    [
        (fails(401, "Incorrect API key"), Trouble.KEY, 1),
        (fails(402, "Insufficient Balance"), Trouble.KEY, 1),
        (fails(403, "Country not supported"), Trouble.KEY, 1),
        (fails(429, "You exceeded your current quota", code="insufficient_quota"), Trouble.KEY, 1),
        (fails(400, "API key not valid. Please pass a valid API key."), Trouble.KEY, 1),
        (fails(404, "The model `x` does not exist", code="model_not_found"), Trouble.ADDRESS, 1),
        (fails(400, "Model Not Exist"), Trouble.ADDRESS, 1),
        (page(200), Trouble.ADDRESS, 1),
        (page(404), Trouble.ADDRESS, 1),
        (Answer(status=302, headers={"Location": "https://login.example/"}), Trouble.ADDRESS, 1),
        (Answer(status=307, headers={"Location": "//["}), Trouble.ADDRESS, 1),
        (fails(429, "slow down"), Trouble.LIMITED, 5),
        (fails(500), Trouble.UNREACHABLE, 5),
        (page(503), Trouble.UNREACHABLE, 5),
        (fails(400, "what is this"), Trouble.UNREACHABLE, 1),
        (fails(400, "filtered", code="content_filter"), Trouble.FILTERED, 1),
        (fails(400, "Content Exists Risk"), Trouble.FILTERED, 1),
        (
            fails(400, "Input data may contain inappropriate content.", code="DataInspectionFailed"),
            Trouble.FILTERED,
            1,
        ),
        (fails(403, "Input was flagged by moderation"), Trouble.FILTERED, 1),
        (fails(451), Trouble.FILTERED, 1),
        (fails(400, "maximum context length is 8192 tokens"), Trouble.CUT, 1),
        (fails(413), Trouble.CUT, 1),
        (says('{"a": 1', finish="length"), Trouble.CUT, 1),
        (says('{"a": 1}', finish="length"), Trouble.CUT, 1),
        (says(None, finish="length"), Trouble.CUT, 1),
        (says('{"a": 1}', finish="content_filter"), Trouble.FILTERED, 1),
        (says('{"a": 1}', finish="sensitive"), Trouble.FILTERED, 1),
        (says(None, message={"refusal": "I'm sorry"}), Trouble.REFUSED, 1),
        (says('{"a": 1}', message={"refusal": "no"}), Trouble.REFUSED, 1),
        (says(""), Trouble.REFUSED, 1),
        (says(None), Trouble.REFUSED, 1),
        (says("I'm sorry, but I can't help with that."), Trouble.REFUSED, 1),
        (says("很抱歉，我无法回答。"), Trouble.REFUSED, 1),
        (says("A paper brings this."), Trouble.UNREADABLE, 1),
        (says('{"a": 1, "a": 2}'), Trouble.UNREADABLE, 1),
        (gives({"object": "list", "data": []}), Trouble.UNREACHABLE, 2),
        (Answer(body=b"not json"), Trouble.UNREACHABLE, 2),
        (gives({"error": {"code": 429, "message": "slow down"}}), Trouble.LIMITED, 5),
        (gives({"error": {"message": "upstream"}}), Trouble.UNREACHABLE, 5),
        (gives({"choices": [{"error": {"code": 401, "message": "no"}, "message": {}}]}), Trouble.KEY, 1),
        (Answer(hang_up=True), Trouble.UNREACHABLE, 2),
        (replace(GOOD, keep=40), Trouble.UNREACHABLE, 2),
        (replace(GOOD, body=b" " * 1_100_000), Trouble.UNREADABLE, 1),
        (replace(GOOD, headers={"Content-Encoding": "gzip"}), Trouble.UNREACHABLE, 2),
    ],
)
def test_each_trouble_has_its_name_and_its_number_of_calls(mood: Answer, trouble: Trouble, calls: int) -> None:
    answer, server, _ = asked(mood)
    assert isinstance(answer, NoReply)
    assert (answer.trouble, len(server.calls), answer.spent.calls) == (trouble, calls, calls)
    assert answer.reason
    assert "\n" not in answer.reason


@pytest.mark.parametrize("text", ['```json\n{"a": 1}\n```', '<think>hm {"a": 2}</think>{"a": 1}', '\ufeff{"a": 1,}'])
def test_json_in_the_usual_wrappings_is_a_reply(text: str) -> None:
    answer, _, _ = asked(says(text))
    assert isinstance(answer, Reply)
    assert answer.data == {"a": 1}


def test_a_message_in_parts_is_one_text() -> None:
    parts = [
        {"type": "thinking", "thinking": "{"},
        {"type": "text", "text": '{"a"'},
        {"type": "text", "text": ": 1}"},
    ]
    answer, _, _ = asked(says(parts, finish=None))
    assert isinstance(answer, Reply)
    assert answer.data == {"a": 1}


@pytest.mark.parametrize("passing", [fails(500), fails(503), fails(429), page(502)])
@pytest.mark.parametrize("times", [1, 4])
def test_what_passes_is_tried_again_up_to_four_times(passing: Answer, times: int) -> None:
    answer, server, who = asked(*[passing] * times, GOOD)
    assert isinstance(answer, Reply)
    assert len(server.calls) == times + 1 == answer.spent.calls
    assert who.waits == [0.5, 1.0, 2.0, 4.0][:times]
    assert answer.spent.seconds >= sum(who.waits)
    assert who.purse.spent.calls == times + 1
    assert who.purse.spent.seconds == pytest.approx(answer.spent.seconds)


def test_a_broken_answer_is_asked_for_once_more_and_both_are_paid() -> None:
    answer, server, who = asked(replace(GOOD, keep=40), GOOD)
    assert isinstance(answer, Reply)
    assert len(server.calls) == 2
    assert answer.spent.tokens_in == 100 + most_tokens_in(ASK)
    assert answer.spent.tokens_out == 20 + ASK.most_tokens_out
    assert who.purse.spent.tokens_in == answer.spent.tokens_in


def test_troubles_of_different_kinds_share_the_tries() -> None:
    answer, server, _ = asked(Answer(hang_up=True), fails(500), Answer(hang_up=True), GOOD)
    assert isinstance(answer, NoReply)
    assert len(server.calls) == 3


def test_many_troubles_together_get_no_more_tries_than_one() -> None:
    answer, server, _ = asked(*[fails(429)] * 3, *[fails(500)] * 3, GOOD)
    assert isinstance(answer, NoReply)
    assert len(server.calls) == 5


@pytest.mark.parametrize(
    ("headers", "waited"),
    [
        ({"Retry-After": "3"}, 3.0),
        ({"Retry-After": "0"}, 0.0),
        ({"retry-after-ms": "1500", "Retry-After": "60"}, 1.5),
        ({"Retry-After": "Tue, 24 Nov 2026 08:00:07 GMT", "Date": "Tue, 24 Nov 2026 08:00:00 GMT"}, 7.0),
        ({"Retry-After": "Tue, 24 Nov 2026 07:00:00 GMT", "Date": "Tue, 24 Nov 2026 08:00:00 GMT"}, 0.0),
        ({"Retry-After": "soon"}, 0.5),
        ({"Retry-After": "-4"}, 0.5),
        ({}, 0.5),
    ],
)
def test_the_servers_own_wait_is_kept(headers: dict[str, str], waited: float) -> None:
    answer, _, who = asked(fails(429, headers=headers), GOOD)
    assert isinstance(answer, Reply)
    assert who.waits == [waited]


def test_a_wait_beyond_the_time_of_a_question_is_not_begun() -> None:
    answer, server, who = asked(fails(429, headers={"Retry-After": "71"}), GOOD)
    assert isinstance(answer, NoReply)
    assert (answer.trouble, len(server.calls), who.waits) == (Trouble.LIMITED, 1, [])


@pytest.mark.parametrize("mood", [replace(GOOD, wait=9.0), replace(GOOD, drip=0.05)], ids=["stalls", "drips"])
def test_a_server_that_takes_its_time_is_given_up_at_the_end_of_ours_and_asked_once_more(mood: Answer) -> None:
    answer, server, _ = asked(mood, timeout_s=0.4)  # it would come whole if one waited
    assert isinstance(answer, NoReply)
    assert answer.trouble == Trouble.UNREACHABLE
    assert answer.reason == "no whole answer of the model within 0.396 s"
    assert len(server.calls) == 2
    assert answer.spent.tokens_out == 2 * ASK.most_tokens_out


def test_a_server_that_is_not_there_is_tried_five_times_and_costs_no_tokens() -> None:
    who = caller(f"http://127.0.0.1:{unused_port()}/v1")
    answer = who.ask()
    assert isinstance(answer, NoReply)
    assert answer.trouble == Trouble.UNREACHABLE
    assert (answer.spent.calls, answer.spent.tokens_in, answer.spent.tokens_out) == (5, 0, 0)


def takes(
    *refused: str, words: str = "This response_format type is unavailable now"
) -> Callable[[dict[str, Any]], Answer]:
    """Make a server that takes no `response_format` of these types."""

    def mood(body: dict[str, Any]) -> Answer:
        kind = body.get("response_format", {}).get("type", "text")
        return fails(400, words) if kind in refused else GOOD

    return mood


@pytest.mark.parametrize(
    ("refused", "kinds"),
    [
        ((), ["json_schema", "json_schema"]),
        (("json_schema",), ["json_schema", "json_object", "json_object"]),
        (("json_schema", "json_object"), ["json_schema", "json_object", None, None]),
    ],
)
def test_only_the_first_question_pays_for_finding_the_form_that_is_taken(
    refused: tuple[str, ...], kinds: list[str | None]
) -> None:
    with ChatServer(takes(*refused)) as server:
        who = caller(server.base_url)
        assert isinstance(who.ask(), Reply)
        assert isinstance(who.ask(), Reply)
    assert [body.get("response_format", {}).get("type") for body in server.calls] == kinds
    assert who.purse.spent.calls == len(kinds)
    for body, kind in zip(server.calls, kinds, strict=True):
        system = body["messages"][0]["content"]
        assert ("```json\n" + ASK.example + "\n```" in system and "JSON" in system) == (kind != "json_schema")
        assert body["messages"][1]["content"] == ASK.user


def test_a_form_that_the_owner_chose_is_not_weakened() -> None:
    answer, server, _ = asked(takes("json_schema"), structured="json_schema")
    assert isinstance(answer, NoReply)
    assert len(server.calls) == 1
    assert "response_format" in answer.reason
    for chosen in ("json_object", "text"):
        answer, server, _ = asked(takes("json_schema"), structured=chosen)
        assert isinstance(answer, Reply)
        assert server.calls[0].get("response_format", {"type": "text"}) == {"type": chosen}


def test_bound_and_temperature_go_out_as_the_server_takes_them() -> None:
    def newer(body: dict[str, Any]) -> Answer:
        if "max_tokens" in body:
            return fails(400, "Unsupported parameter: 'max_tokens' is not supported. Use 'max_completion_tokens'.")
        if "temperature" in body:
            return fails(400, "Unsupported value: 'temperature' does not support 0 with this model.")
        return GOOD

    with ChatServer(newer) as server:
        who = caller(server.base_url)
        assert isinstance(who.ask(), Reply)
        assert isinstance(who.ask(), Reply)
    assert len(server.calls) == 4
    assert server.calls[-1]["max_completion_tokens"] == 500
    assert server.calls[-1]["response_format"]["type"] == "json_schema"
    assert {"max_tokens", "temperature"}.isdisjoint(server.calls[-1])


def test_a_server_that_refuses_every_form_is_not_asked_for_ever() -> None:
    answer, server, _ = asked(fails(400, "temperature, max_completion_tokens and response_format are wrong"))
    assert isinstance(answer, NoReply)
    assert answer.trouble == Trouble.UNREACHABLE
    assert len(server.calls) == 5


def test_looking_for_the_form_ends_with_the_time_of_the_question(monkeypatch: pytest.MonkeyPatch) -> None:
    now = [0.0]

    def slowly(*_: object) -> Said:
        now[0] += 1000.0
        return Said(outcome=by_status(400, {}, b'{"error": "response_format is unknown"}'))

    monkeypatch.setattr(Model, "_exchange", slowly)
    config = BriefingModel(model="sample-model", timeout_s=30.0)
    answer = connect(config, key=KEY, purse=Purse(Budget()), clock=lambda: now[0]).ask(ASK)
    assert isinstance(answer, NoReply)
    assert (answer.trouble, answer.reason) == (Trouble.UNREACHABLE, "the server takes the request in no form")
    assert answer.spent == Spent(calls=1, seconds=1000.0)


def test_an_unexplained_400_is_about_the_content_once_the_server_has_answered_others() -> None:
    with ChatServer([GOOD, fails(400, "no"), GOOD]) as server:
        who = caller(server.base_url)
        answers = [who.ask() for _ in range(3)]
    assert isinstance(answers[1], NoReply)
    assert answers[1].trouble == Trouble.REFUSED
    assert isinstance(answers[2], Reply)


def test_after_three_silent_questions_the_rest_are_not_asked() -> None:
    with ChatServer(fails(500, "down")) as server:
        who = caller(server.base_url)
        answers = [who.ask() for _ in range(5)]
    troubles = [answer.trouble for answer in answers if isinstance(answer, NoReply)]
    assert troubles == [Trouble.UNREACHABLE] * 3 + [Trouble.OPEN] * 2
    assert len(server.calls) == 15
    assert isinstance(answers[4], NoReply)
    assert answers[4].reason == "not asked, after the model's server is in trouble (HTTP 500)"
    assert answers[4].spent == Spent()


def test_an_answer_between_silences_keeps_the_asking_going() -> None:
    silence = [fails(500)] * 10
    with ChatServer([*silence, GOOD, *silence, GOOD]) as server:
        who = caller(server.base_url)
        kinds = [type(who.ask()) for _ in range(6)]
    assert kinds == [NoReply, NoReply, Reply, NoReply, NoReply, Reply]


@pytest.mark.parametrize("mood", [fails(401), page(200), fails(404, "no such model")])
def test_thirty_two_threads_meet_a_wrong_key_or_address_with_one_call(
    mood: Answer, monkeypatch: pytest.MonkeyPatch
) -> None:
    pause = Model._pause  # noqa: SLF001 - made slow, so that what is learnt too late is seen

    def slow(*args: Any, **named: Any) -> Any:
        time.sleep(0.05)
        return pause(*args, **named)

    monkeypatch.setattr(Model, "_pause", slow)
    with ChatServer(replace(mood, wait=0.05)) as server, ThreadPoolExecutor(32) as pool:
        who = caller(server.base_url)
        answers = list(pool.map(lambda _: who.ask(), range(64)))
    assert len(server.calls) == 1
    assert who.purse.spent.calls == 1
    assert sum(isinstance(a, NoReply) and a.trouble == Trouble.OPEN for a in answers) == 63


def test_thirty_two_threads_find_the_form_once_and_then_ask_together() -> None:
    meet = threading.Barrier(4, timeout=10)

    def mood(body: dict[str, Any]) -> Answer:
        if body.get("response_format", {}).get("type") == "json_schema":
            return fails(400, "json_schema is not supported")
        if len(server.calls) > 2:
            meet.wait()  # breaks unless four calls are under way at once
        return GOOD

    with ChatServer(mood) as server, ThreadPoolExecutor(32) as pool:
        who = caller(server.base_url)
        answers = list(pool.map(lambda _: who.ask(), range(33)))
    assert all(isinstance(answer, Reply) for answer in answers)
    assert len(server.calls) == 34
    assert who.purse.spent.calls == 34
    assert who.purse.spent.tokens_in == 33 * 100


@pytest.mark.parametrize(
    ("budget", "calls"),
    [
        (Budget(max_calls_per_day=4), 4),
        (Budget(max_tokens_per_day=1600), None),
        (Budget(max_usd_per_day=0.0016, price_in_per_mtok=1.0, price_out_per_mtok=1.0), None),
    ],
)
def test_no_bound_is_passed_by_threads_that_ask_together(budget: Budget, calls: int | None) -> None:
    with ChatServer(says('{"a": 1}', usage=(150, 450))) as server, ThreadPoolExecutor(8) as pool:
        who = caller(server.base_url, budget=budget)
        answers = list(pool.map(lambda _: who.ask(), range(12)))
    spent = who.purse.spent
    assert 0 < spent.tokens_in + spent.tokens_out <= (budget.max_tokens_per_day or 10**9)
    assert spent.usd <= (budget.max_usd_per_day or 1e9)
    assert spent.calls == len(server.calls) == sum(isinstance(answer, Reply) for answer in answers)
    assert calls in (None, spent.calls)
    assert {a.trouble for a in answers if isinstance(a, NoReply)} == {Trouble.BUDGET}


def test_each_try_is_a_call_of_the_budget() -> None:
    answer, server, who = asked(fails(500), budget=Budget(max_calls_per_day=3), spent=Spent(calls=1))
    assert isinstance(answer, NoReply)
    assert answer.trouble == Trouble.BUDGET
    assert len(server.calls) == 2
    assert who.purse.spent.calls == 3
    assert answer.spent.calls == 2


@pytest.mark.parametrize(
    "usage",
    [
        None,
        {},
        {"prompt_tokens": 0, "completion_tokens": 0},
        {"prompt_tokens": -5, "completion_tokens": 3},
        {"prompt_tokens": "9", "completion_tokens": 9},
        {"prompt_tokens": True, "completion_tokens": 1},
        {"prompt_tokens": 10**12, "completion_tokens": 1},
        {"prompt_tokens": 10},
    ],
)
def test_without_a_count_of_tokens_the_worst_case_stands(usage: dict[str, Any] | None) -> None:
    answer, _, _ = asked(says('{"a": 1}', usage=usage))
    assert isinstance(answer, Reply)
    assert (answer.spent.tokens_in, answer.spent.tokens_out) == (most_tokens_in(ASK), 500)


def test_what_was_refused_by_status_costs_a_call_and_no_tokens() -> None:
    answer, _, _ = asked(fails(400, "filtered", code="content_filter"))
    assert isinstance(answer, NoReply)
    assert replace(answer.spent, seconds=0.0) == Spent(calls=1)


@pytest.mark.parametrize("mood", [says("talk", usage=None), says("{", finish="length", usage=None)])
def test_a_useless_reply_that_nobody_counted_is_paid_at_the_worst(mood: Answer) -> None:
    answer, _, _ = asked(mood)
    assert isinstance(answer, NoReply)
    assert (answer.spent.tokens_in, answer.spent.tokens_out) == (most_tokens_in(ASK), 500)


def test_an_unreadable_reply_is_paid_as_counted() -> None:
    answer, _, _ = asked(says("talk", usage=(70, 7)))
    assert isinstance(answer, NoReply)
    assert (answer.spent.tokens_in, answer.spent.tokens_out) == (70, 7)


def test_waits_are_seconds_of_the_day_and_are_not_begun_beyond_them() -> None:
    slow = fails(429, headers={"Retry-After": "20"})
    answer, server, who = asked(slow, budget=Budget(max_seconds_per_day=55.0))
    assert isinstance(answer, NoReply)
    assert who.waits == [20.0, 20.0]
    assert len(server.calls) == 3
    assert 40 <= who.purse.spent.seconds <= 55


def test_the_last_seconds_of_the_day_shorten_a_call() -> None:
    stuck = replace(GOOD, wait=20.0)
    answer, server, who = asked(
        stuck, budget=Budget(max_seconds_per_day=12.0), spent=Spent(seconds=11.5), timeout_s=0.5
    )
    assert isinstance(answer, NoReply)
    assert answer.trouble in (Trouble.BUDGET, Trouble.UNREACHABLE)
    assert len(server.calls) == 1
    assert who.purse.spent.seconds < 12.5  # the call took half a second, and not the five of its server


@pytest.mark.parametrize(
    ("base_url", "trouble"),
    [
        ("http://model.example/v1", Trouble.ADDRESS),
        ("ftp://127.0.0.1/v1", Trouble.ADDRESS),
        ("not an address", Trouble.ADDRESS),
        ("https://", Trouble.ADDRESS),
        ("https://[", Trouble.ADDRESS),
        ("https://user:password@model.example/v1", Trouble.ADDRESS),
        ("https://model.example/v1?key=1", Trouble.ADDRESS),
    ],
)
def test_an_address_that_would_show_the_key_is_never_asked(base_url: str, trouble: Trouble) -> None:
    answer = caller(base_url).ask()
    assert isinstance(answer, NoReply)
    assert (answer.trouble, answer.spent) == (trouble, Spent())


@pytest.mark.parametrize("key", ["", "two words", "line\nbreak", "schlüssel-0123456789", "tab\t"])
def test_a_key_that_no_header_can_carry_is_never_sent(key: str) -> None:
    with ChatServer(GOOD) as server:
        answer = caller(server.base_url, key=key).ask()
    assert isinstance(answer, NoReply)
    assert answer.trouble == Trouble.KEY
    assert server.calls == []
    assert key not in answer.reason or not key


def test_a_model_without_a_name_is_not_asked_for() -> None:
    with ChatServer(GOOD) as server:
        answer = caller(server.base_url, model=" ").ask()
    assert isinstance(answer, NoReply)
    assert (answer.trouble, server.calls) == (Trouble.ADDRESS, [])


def test_the_whole_address_of_the_endpoint_will_do_as_well() -> None:
    with ChatServer(GOOD) as server:
        assert isinstance(caller(f"{server.base_url}/chat/completions/").ask(), Reply)
    assert server.paths == ["/v1/chat/completions"]


def test_the_address_of_the_config_is_asked_where_none_is_given() -> None:
    with ChatServer(GOOD) as server:
        config = BriefingModel(model="sample-model", base_url=server.base_url)
        model = connect(config, key=KEY, purse=Purse(Budget()), allow_hosts=[server.base_url.split("/")[2]])
        assert isinstance(model.ask(ASK), Reply)


@pytest.mark.parametrize(
    "echo", [KEY, KEY[:12] + "***", "***" + KEY[-8:], f"Bearer {KEY}", f"key={KEY}&x", KEY + "\u202e"]
)
@pytest.mark.parametrize("status", [400, 401, 404, 429, 500])
def test_a_server_that_repeats_the_key_does_not_get_it_into_our_words(
    echo: str, status: int, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    with ChatServer(fails(status, f"Wrong request by {echo} today")) as server:
        who = caller(server.base_url)
        answers = [who.ask() for _ in range(4)]
    assert caplog.records == []
    told = repr((answers, who.model, vars(who.purse)))
    for part in (KEY, KEY[:6], KEY[-6:]):
        assert part not in told


def test_a_key_stands_in_no_exception_of_the_client(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object, **__: object) -> None:
        raise RuntimeError(f"boom {KEY}")

    for place in ("model_forms.request", "model_wire.Wire.handle_request"):
        with monkeypatch.context() as patch, ChatServer(GOOD) as server:
            patch.setattr(f"radar.brief.{place}", broken)
            answer = caller(server.base_url).ask()
        assert isinstance(answer, NoReply)
        assert answer.reason == "the call could not be made (RuntimeError)"


def test_texts_that_no_request_can_carry_are_carried_without_them() -> None:
    hostile = replace(ASK, name="täp! " * 40, system="a\ud83d\x00", user="b\udc00", example='{"a": "\ud800"}')
    for structured in ("json_schema", "text"):
        with ChatServer(GOOD) as server:
            assert isinstance(caller(server.base_url, structured=structured).ask(hostile), Reply)
        assert server.calls[0]["messages"][1]["content"] == "b?"
    with ChatServer(GOOD) as server:
        caller(server.base_url).ask(hostile)
    name = server.calls[0]["response_format"]["json_schema"]["name"]
    assert len(name) == 64
    assert name.startswith("t_p__t_p")


def test_a_reply_is_plain_json() -> None:
    answer, _, _ = asked(says('{"a": NaN, "b": "\\ud83d\\u0000", "c": [1e999]}'))
    assert isinstance(answer, Reply)
    assert json.dumps(answer.data, allow_nan=False) == '{"a": null, "b": "", "c": [null]}'
