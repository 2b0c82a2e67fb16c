"""The L rows of FAULTS.md at the wire: what a server does, and what one question, or a run of them, makes of it."""

from __future__ import annotations

import json
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from brief.chat_server import Answer, ChatServer, Mood, fails, page, says, unused_port
from faults.matrix import Seen
from radar.brief.asking import Ask, NoReply, Reply, Spent, Trouble
from radar.brief.budget import Purse
from radar.brief.model import Model, connect
from radar.config import BriefingModel, Budget

KEY = "sk-sample-key-that-must-stand-nowhere"
GOOD = says('{"claims": []}')
SCHEMA: dict[str, Any] = {
    "type": "object",
    "properties": {
        "claims": {
            "type": "array",
            "items": {
                "type": "object",
                "properties": {"id": {"type": "string"}, "en": {"type": "string"}},
                "required": ["id", "en"],
                "additionalProperties": False,
            },
        }
    },
    "required": ["claims"],
    "additionalProperties": False,
}
PAPERS = [
    {
        "id": f"2601.0000{n}",
        "title": f"An Invented Title {n}",
        "abstract": f"We measure {n} samples of the alloy. It is {n + 3} % heavier than earlier surveys reported.",
    }
    for n in (1, 2)
]
ASK = Ask(
    name="gists",
    system="Say what each paper brings.",
    user=json.dumps(PAPERS),
    schema=SCHEMA,
    example='{"claims": [{"id": "2601.00001", "en": "One sentence."}]}',
    most_tokens_out=2000,
)


def model(base_url: str, *, purse: Purse | None = None, waits: list[float] | None = None, **config: Any) -> Model:
    settings = BriefingModel(**{"model": "sample-model", "timeout_s": 20.0} | config)
    return connect(
        settings,
        key=KEY,
        purse=purse or Purse(Budget()),
        base_url=base_url,
        allow_hosts=["127.0.0.1"],
        sleep=(waits if waits is not None else []).append,
    )


def trouble(answer: Reply | NoReply) -> str:
    """Name the trouble; empty for a reply."""
    return answer.trouble.value if isinstance(answer, NoReply) else ""


@pytest.mark.fault("L1")
def test_l01_a_server_that_is_down_is_left_alone_after_three_questions(seen: Seen) -> None:
    asker = model(f"http://127.0.0.1:{unused_port()}/v1")
    with ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(lambda _: asker.ask(ASK), range(40)))
    troubles = [trouble(answer) for answer in answers]
    assert set(troubles) == {"unreachable", "open"}
    assert 3 <= troubles.count("unreachable") <= 6  # three, and what was under way with the third
    assert sum(answer.spent.calls for answer in answers) <= 30
    assert all(answer.spent.tokens_in == 0 for answer in answers)
    seen(f"{sum(answer.spent.calls for answer in answers)} calls for 40 questions")


@pytest.mark.fault("L2")
@pytest.mark.parametrize("status", [401, 402, 403])
def test_l02_a_wrong_key_costs_one_call_and_stands_in_no_word(status: int, seen: Seen) -> None:
    with ChatServer(fails(status, f"Incorrect API key provided: {KEY}")) as server, ThreadPoolExecutor(8) as pool:
        asker = model(server.base_url)
        answers = list(pool.map(lambda _: asker.ask(ASK), range(20)))
    assert len(server.calls) == 1
    assert sorted({trouble(answer) for answer in answers}) == ["key", "open"]
    assert all("key was refused" in answer.reason for answer in answers if isinstance(answer, NoReply))
    assert KEY[:8] not in repr(answers)
    seen(f"{len(server.calls)} call for 20 questions")


@pytest.mark.fault("L3", "M6")
@pytest.mark.parametrize("failure", [fails(429, headers={"Retry-After": "2"}), fails(429), fails(500), fails(503)])
@pytest.mark.parametrize("times", [1, 2, 3, 4, 5])
def test_l03_what_passes_within_four_failures_succeeds_within_the_budget(
    failure: Answer, times: int, seen: Seen
) -> None:
    purse, waits = Purse(Budget(max_calls_per_day=5)), list[float]()
    with ChatServer([failure] * times + [GOOD]) as server:
        answer = model(server.base_url, purse=purse, waits=waits).ask(ASK)
    assert isinstance(answer, Reply) == (times <= 4)
    assert len(server.calls) == purse.spent.calls == min(times + 1, 5)
    assert len(waits) == len(server.calls) - 1
    if failure.headers.get("Retry-After"):
        assert set(waits) <= {2.0}
    else:
        assert waits == sorted(waits)
    seen(f"{times} failures: {trouble(answer) or 'success'} after {len(server.calls)} calls")


@pytest.mark.fault("L3", "M6")
def test_l03_retries_stop_at_the_bound_on_calls(seen: Seen) -> None:
    purse = Purse(Budget(max_calls_per_day=2))
    with ChatServer([fails(500)] * 3 + [GOOD]) as server:
        answer = model(server.base_url, purse=purse).ask(ASK)
    assert trouble(answer) == "budget"
    assert len(server.calls) == purse.spent.calls == 2
    seen(f"bound of 2: {len(server.calls)} calls")


@pytest.mark.fault("L5")
@pytest.mark.parametrize("text", ['{"claims": [{"id": "a"', '{"claims": []}', None])
def test_l05_a_reply_that_ran_into_its_bound_is_cut_even_where_it_parses(text: str | None) -> None:
    with ChatServer(says(text, finish="length")) as server:
        assert trouble(model(server.base_url).ask(ASK)) == "cut"
    assert len(server.calls) == 1


@pytest.mark.fault("L5")
def test_l05_a_reply_that_breaks_off_unannounced_is_never_taken_by_half(seen: Seen) -> None:
    whole = '{"claims": [{"id": "a", "en": "One."}, {"id": "b", "en": "Two."}]}'
    for end in range(1, len(whole)):
        with ChatServer(says(whole[:end])) as server:
            assert trouble(model(server.base_url).ask(ASK)) == "unreadable", whole[:end]
    seen(f"cut at {len(whole) - 1} places, taken at 0")


@pytest.mark.fault("L6")
@pytest.mark.parametrize(
    ("mood", "named"),
    [
        (says('{"claims": [', finish="content_filter"), "filtered"),
        (says('{"claims": []}', finish="content_filter"), "filtered"),
        (says(None, message={"refusal": "I'm sorry, but I can't help with that request."}), "refused"),
        (says("I'm sorry, but I can't help with that request."), "refused"),
        (says("I’m sorry, I cannot."), "refused"),
        (says("抱歉，我不能回答这个问题。"), "refused"),
        (says(""), "refused"),
        (says("  \n"), "refused"),
    ],
)
def test_l06_filters_and_refusals_have_their_names_and_cost_one_call(mood: Mood, named: str, seen: Seen) -> None:
    with ChatServer(mood) as server:
        assert trouble(model(server.base_url).ask(ASK)) == named
    assert len(server.calls) == 1
    seen(f"{named}, {len(server.calls)} call")


@pytest.mark.fault("L7")
@pytest.mark.parametrize(
    ("text", "data"),
    [
        ('```json\n{"claims": []}\n```', {"claims": []}),
        ('{"claims": [],}', {"claims": []}),
        ("{'claims': []}", {"claims": []}),
        ('\ufeff{"claims": []}', {"claims": []}),
        ('{"claims": []} {"claims": [1]}', None),
        ('{"claims": NaN, "b": -Infinity}', {"claims": None, "b": None}),
        ('{"claims": 1e400}', {"claims": None}),
        ('{"claims": ' + "7" * 5000 + "}", {"claims": None}),
        ("[" * 100_000, None),
        ('{"claims": ' + "[" * 100_000, None),
        ('{"claims": [], "claims": []}', None),
        ('{"claims": "\\ud83d"}', {"claims": ""}),
        ('{"claims": "a\\u0000b"}', {"claims": "ab"}),
    ],
    ids=range(13),
)
def test_l07_odd_json_is_read_strictly_or_refused_and_nothing_escapes(
    text: str, data: dict[str, Any] | None, seen: Seen
) -> None:
    with ChatServer(says(text)) as server:
        answer = model(server.base_url).ask(ASK)
    assert (answer.data if isinstance(answer, Reply) else None) == data
    json.dumps(data, allow_nan=False).encode("utf-8")
    assert trouble(answer) in ("", "unreadable")
    seen(f"{text[:24]!r}: {trouble(answer) or 'read'}")


@pytest.mark.fault("L13")
@pytest.mark.parametrize(
    "mood",
    [replace(GOOD, wait=30.0), replace(GOOD, drip=0.02), replace(GOOD, keep=30), Answer(hang_up=True)],
    ids=["stalls", "drips", "is cut", "hangs up"],
)
def test_l13_an_answer_that_does_not_come_whole_in_time_is_asked_for_once_more(mood: Answer, seen: Seen) -> None:
    with ChatServer([mood, GOOD]) as server:
        assert trouble(model(server.base_url, timeout_s=1.0).ask(ASK)) == ""
    assert len(server.calls) == 2
    with ChatServer(mood) as server:  # all of these would come whole if one waited
        assert trouble(model(server.base_url, timeout_s=1.0).ask(ASK)) == "unreachable"
    assert len(server.calls) == 2
    seen(f"{len(server.calls)} calls, then unreachable")


@pytest.mark.fault("L14")
@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_l14_the_key_never_follows_a_redirect_to_another_host(status: int, seen: Seen) -> None:
    with ChatServer(GOOD) as other:
        elsewhere = other.base_url.replace("127.0.0.1", "localhost") + "/chat/completions"
        with ChatServer(Answer(status=status, headers={"Location": elsewhere})) as server:
            asker = model(server.base_url)
            answers = [asker.ask(ASK) for _ in range(3)]
        assert other.calls == []
    assert [trouble(answer) for answer in answers] == ["address", "open", "open"]
    assert len(server.calls) == 1
    seen(f"{status}: {len(other.calls)} calls at the other host")


@pytest.mark.fault("L14")
@pytest.mark.parametrize(
    "mood",
    [
        fails(
            404, "The model `sample-model` does not exist or you do not have access to it.", code="model_not_found"
        ),
        fails(404, "Not Found"),
        page(200),
        page(404),
        page(405),
    ],
)
def test_l14_a_wrong_address_or_model_is_one_clear_error(mood: Mood, seen: Seen) -> None:
    with ChatServer(mood) as server:
        asker = model(server.base_url)
        answers = [asker.ask(ASK) for _ in range(3)]
    assert [trouble(answer) for answer in answers] == ["address", "open", "open"]
    assert len(server.calls) == 1
    assert isinstance(answers[0], NoReply)
    assert any(word in answers[0].reason for word in ("no such address or model", "a web page instead of a model"))
    seen(f"{len(server.calls)} call: {answers[0].reason}")


@pytest.mark.fault("L16")
def test_l16_a_bound_on_seconds_ends_the_asking_and_keeps_what_is_ready(seen: Seen) -> None:
    purse = Purse(Budget(max_seconds_per_day=2.0))
    with ChatServer(replace(GOOD, wait=0.45)) as server, ThreadPoolExecutor(2) as pool:
        asker = model(server.base_url, purse=purse, timeout_s=0.9)
        answers = list(pool.map(lambda _: asker.ask(ASK), range(12)))
    replies = [answer for answer in answers if isinstance(answer, Reply)]
    assert 1 <= len(replies) <= 4
    assert {trouble(answer) for answer in answers if not isinstance(answer, Reply)} == {"budget"}
    assert purse.spent.seconds <= 2.0
    seen(f"{len(replies)} of 12 kept, {purse.spent.seconds:.1f} of 2.0 s spent")


@pytest.mark.fault("L17")
def test_l17_usage_ten_times_what_was_possible_is_believed_and_ends_the_day(seen: Seen) -> None:
    bound = 60_000
    purse = Purse(Budget(max_tokens_per_day=bound), Spent(calls=2, tokens_in=4000, tokens_out=1000))
    with ChatServer(says('{"claims": []}', usage=(30_000, 20_000))) as server:
        asker = model(server.base_url, purse=purse)
        answers = [asker.ask(ASK) for _ in range(5)]
    assert [trouble(answer) for answer in answers] == ["", "", "budget", "budget", "budget"]
    assert len(server.calls) == 2
    assert purse.spent == replace(purse.spent, calls=4, tokens_in=64_000, tokens_out=41_000)
    last = answers[-1]
    assert isinstance(last, NoReply)
    assert f"105000 of {bound} tokens spent; a call was counted at 50000 tokens where" in last.reason
    seen(last.reason)


PERSONAS: dict[str, tuple[str, int]] = {
    "grounded": ("", 1),
    "invents": ("", 1),
    "swapped": ("", 1),
    "prose": ("unreadable", 1),
    "chatty": ("", 1),
    "fenced": ("", 1),
    "think": ("", 1),
    "broken_json": ("cut", 1),
    "latex": ("", 1),
    "wrong_schema": ("", 1),
    "verbose": ("", 1),
    "refusal": ("refused", 1),
    "empty": ("refused", 1),
    "null_content": ("cut", 1),
    "content_filter": ("filtered", 1),
    "injected": ("", 1),
    "hostile_output": ("", 1),
    "slow": ("unreachable", 2),
    "drop": ("unreachable", 2),
    "http_429": ("", 3),
    "http_500": ("unreachable", 5),
    "http_503": ("unreachable", 5),
    "http_401": ("key", 1),
    "http_402": ("key", 1),
    "http_404": ("address", 1),
    "quota": ("key", 1),
    "http_400_content_filter": ("filtered", 1),
    "no_json_schema": ("", 2),
    "html_200": ("address", 1),
}
"""Of each persona of fakenet: the trouble, or none, and the calls of one question."""


@pytest.fixture(scope="module", params=["tests", "shared"])
def fakenet(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Start fakenet in a process of its own: the repository's, and the shared folder's where it is."""
    tests = Path(__file__).parents[1]
    room = tests if request.param == "tests" else request.getfixturevalue("shared")
    folder = tmp_path_factory.mktemp("data")
    corpus = folder / "corpus" / "arxiv-none"
    corpus.mkdir(parents=True)
    (corpus / "2026-01-09.jsonl").write_text("")
    command = [sys.executable, str(room / "fakenet" / "fakenet.py"), "--data", str(folder), "--day", "2026-01-09"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        try:
            yield json.loads(process.stdout.readline())["base_url"]
        finally:
            process.terminate()


def control(base: str, path: str, body: object = None) -> Any:
    data = None if body is None else json.dumps(body).encode()
    with urllib.request.urlopen(urllib.request.Request(base + path, data=data)) as answer:  # noqa: S310 - loopback
        return json.loads(answer.read() or b"null")


def test_every_persona_of_fakenet_is_in_the_table(fakenet: str) -> None:
    with pytest.raises(urllib.error.HTTPError) as refused:
        control(fakenet, "/_control", {"llm": "no such persona"})
    with refused.value as answer:
        known = json.loads(answer.read())
    text = json.dumps(known).partition("known: ")[2]
    assert set(PERSONAS) == set(text.partition('"')[0].split(", "))


@pytest.mark.parametrize("persona", PERSONAS)
def test_each_persona_of_fakenet_comes_to_its_end(fakenet: str, persona: str) -> None:
    settings: dict[str, Any] = {"persona": persona} | ({"seconds": 3.0} if persona == "slow" else {})
    control(fakenet, "/_control", {"llm": settings})
    control(fakenet, "/_log?clear=1")
    purse = Purse(Budget(price_in_per_mtok=1.0, price_out_per_mtok=2.0))
    answer = model(f"{fakenet}/v1", purse=purse, timeout_s=1.0 if persona == "slow" else 10.0).ask(ASK)
    calls = [entry for entry in control(fakenet, "/_log") if "chat/completions" in entry["path"]]
    assert (trouble(answer), len(calls)) == PERSONAS[persona]
    assert answer.spent.calls == len(calls) == purse.spent.calls
    assert KEY[:8] not in repr(answer)
    if isinstance(answer, Reply):
        json.dumps(answer.data, allow_nan=False).encode("utf-8")
        assert answer.spent.tokens_in > 0
        assert answer.spent.usd == pytest.approx((answer.spent.tokens_in + 2 * answer.spent.tokens_out) / 1e6)
    elif answer.trouble in (Trouble.KEY, Trouble.ADDRESS):
        assert answer.spent == replace(answer.spent, tokens_in=0, tokens_out=0, usd=0.0)
