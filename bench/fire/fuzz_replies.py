"""Fuzz what a model answers: damaged replies go from the bytes of the wire to the text that would be printed.

Each case is an order of one of the three kinds (gists, a topic, a bridge; failed claims are ordered again, so that
repairs come too), an honest reply to it, and damage to the reply's JSON, to the completion around it, and now and
then to the bytes. The program's own way from there on is used whole: the openai client, the reading of the answer,
halving, grounding, repair, composing, and the day's file. In place of the wire stands a transport that has the bytes;
`over_the_wire` uses sockets on loopback.
"""

from __future__ import annotations

import json
import random
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import cache
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any, Final

import fuzz_printed
import httpx2
import mutations_json
from fuzz_case import Case, broken
from fuzz_orders import KINDS, SAID, SENTENCES, honest, order_of, repaired
from mutations import HOSTILE, Mutator
from openai import OpenAI

from radar.brief import dispatch, model_wire
from radar.brief.budget import Purse
from radar.brief.ground import claims
from radar.brief.model import Model, connect
from radar.config import BriefingModel, Budget

MADE: Final = datetime(2026, 3, 6, 8, tzinfo=UTC)
KEY: Final = "sample-key-of-nobody"
_ADDRESS: Final = "http://127.0.0.1:9/v1"
_MOST_CALLS: Final = 60
_FILED_ONE_IN: Final = 8
"""Of so many cases, one has its briefings written to a day's file and read back."""
_OK: Final = 200
_FAILURES: Final = (400, 401, 403, 404, 413, 422, 429, 451, 500, 503, 529, 302)
_WAITS: Final = ("0", "1", "99999", "-1", "nan", "Fri, 06 Mar 2026 00:00:00 GMT")
_POOL: Final = (
    *HOSTILE,
    *(sentence for told in SENTENCES for sentence in told),
    *SAID,
    *("P1", "P2", "P99", "arxiv:2603.00001", "arxiv:2401.99999", "Paper P1", "[1]", "happened", "null", "0", "zh"),
)


def completion(content: str, dice: random.Random) -> dict[str, Any]:
    """Put content into a chat completion."""
    said: Any = content
    if dice.randrange(15) == 0:
        half = len(content) // 2
        said = [{"type": "text", "text": content[:half]}, {"type": "text", "text": content[half:]}]
    return {
        "id": "chatcmpl-1",
        "object": "chat.completion",
        "created": 1,
        "model": "sample-model",
        "choices": [{"index": 0, "message": {"role": "assistant", "content": said}, "finish_reason": "stop"}],
        "usage": {"prompt_tokens": 1000, "completion_tokens": 200, "total_tokens": 1200},
    }


def damaged(kind: str, mutator: Mutator, asked: str) -> tuple[int, dict[str, str], bytes]:
    """Make one damaged answer: status, headers, body."""
    dice = mutator.dice
    data = repaired(dice) if "claims" in asked else honest(kind, dice)
    if mutator.one_in(2):
        _reword(data, mutator)
    if not mutator.one_in(3):
        data = mutations_json.tree(mutator, data, _POOL)
    content = mutations_json.written(mutator, data) if not mutator.one_in(20) else mutator.text("{}", _POOL)
    body = completion(content, dice)
    if mutator.one_in(5):
        body = mutations_json.tree(mutator, body, (*_POOL, "length", "content_filter", "stop", "text"))
    if mutator.one_in(25):
        error = {"message": "no", "code": dice.choice((400, 401, 429, 503)), "type": "x"}
        body = {"error": mutations_json.tree(mutator, error, _POOL)}
    text = json.dumps(body, ensure_ascii=mutator.one_in(2))
    text = mutations_json.broken(mutator, text) if mutator.one_in(20) else text
    if mutator.one_in(40):
        text = f"data: {text}\n\ndata: [DONE]\n\n"
    raw = text.encode("utf-8", "surrogatepass")
    raw = mutator.bytes(raw) if mutator.one_in(20) else raw
    status = dice.choice(_FAILURES) if mutator.one_in(25) else _OK
    kinds = ("text/html", "text/event-stream", "application/json; charset=utf-16", "", "x")
    headers = {"content-type": dice.choice(kinds) if mutator.one_in(15) else "application/json"}
    if mutator.one_in(20):
        headers["retry-after"] = dice.choice(_WAITS)
    return status, headers, raw


def _reword(data: dict[str, Any], mutator: Mutator) -> None:
    """Damage what claims say, where they say it of and what they quote, and leave their form alone."""
    for rows in data.values():
        for row in rows if isinstance(rows, list) else ():
            if mutator.one_in(2):
                key = mutator.dice.choice([key for key in row if key not in ("also", "number")])
                row[key] = mutator.text(row[key], _POOL)
            if mutator.one_in(6):
                other = mutator.dice.choice(SENTENCES)
                row["also"] = [{"paper": f"P{mutator.dice.randint(0, 5)}", "span": mutator.dice.choice(other)}]


def case(dice: random.Random) -> Case:
    """Make an order whose first reply is damaged, and half of those after it."""
    return made(dice.choice(KINDS), dice)


def made(kind: str, dice: random.Random) -> Case:
    """Make a case of one kind of order."""
    mutator = Mutator(dice)
    first = damaged(kind, mutator, "")
    answers = Answers(kind, mutator, first)

    def judge() -> str:
        transport = httpx2.MockTransport(answers.handle)
        return _judged(kind, _model(_ADDRESS, transport), answers)

    return Case(name=kind, content=first[2], judge=judge)


class Answers:
    """Answer questions: the first with what was damaged beforehand, later ones damaged or honest."""

    def __init__(self, kind: str, mutator: Mutator, first: tuple[int, dict[str, str], bytes]) -> None:
        """Take the first answer."""
        self._kind, self._mutator, self._first = kind, mutator, first
        self._lock = threading.Lock()
        self.calls = 0
        self.is_filed = mutator.one_in(_FILED_ONE_IN)

    def answer(self, request: bytes) -> tuple[int, dict[str, str], bytes]:
        """Give the next answer."""
        with self._lock:
            self.calls += 1
            if self.calls > _MOST_CALLS:
                raise broken(f"more than {_MOST_CALLS} calls")
            if self.calls == 1:
                return self._first
            asked = "claims" if b"claims" in request[-6000:] else ""
            kind = "gists" if b"summaries" in request else self._kind
            if self._mutator.one_in(2):
                return damaged(kind, self._mutator, asked)
            data = repaired(self._mutator.dice) if asked else honest(kind, self._mutator.dice)
            body = completion(json.dumps(data), self._mutator.dice)
            return _OK, {"content-type": "application/json"}, json.dumps(body).encode()

    def handle(self, request: httpx2.Request) -> httpx2.Response:
        """Answer as a transport does."""
        status, headers, raw = self.answer(request.read())
        if len(raw) > model_wire.CAP:
            raise model_wire.WireError(model_wire.Break.LONG)
        return httpx2.Response(status, headers=headers, content=raw)


@cache
def _settings() -> BriefingModel:
    return BriefingModel(base_url=_ADDRESS, model="sample-model", timeout_s=5.0)


def _model(address: str, transport: httpx2.BaseTransport | None) -> Model:
    """Make the program's own model, with its wire or another transport."""
    model = connect(
        _settings(),
        key=KEY,
        purse=Purse(Budget(max_tokens_per_day=10**9)),
        base_url=address,
        allow_hosts=("127.0.0.1",),
        sleep=lambda _: None,
        dice=lambda: 0.0,
    )
    if transport is not None:
        http = httpx2.Client(transport=transport, trust_env=False)
        model.__dict__["_client"] = OpenAI(api_key=KEY, base_url=address, max_retries=0, http_client=http)
    return model


def _judged(kind: str, model: Model, answers: Answers) -> str:
    order = order_of(kind)
    written = dispatch.write([order], asker=model, check=claims.check, made=MADE, concurrency=1)
    papers = {paper.id for paper in order.papers}
    fuzz_printed.check(written, papers, key=KEY, most_calls=_MOST_CALLS, is_filed=answers.is_filed)
    if not answers.calls:
        raise broken("no call was made")
    return fuzz_printed.ending(written)


# -- over sockets ------------------------------------------------------------------------


@contextmanager
def _serving(answers: Answers) -> Iterator[str]:
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            request = self.rfile.read(int(self.headers.get("content-length", 0)))
            status, headers, raw = answers.answer(request)
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.send_header("content-length", str(len(raw)))
            self.end_headers()
            try:
                self.wfile.write(raw)
            except OSError:
                return  # who has enough hangs up

        def log_message(self, *_: object) -> None:
            return

    with HTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}/v1"
        finally:
            server.shutdown()
            thread.join()


def over_the_wire(dice: random.Random) -> Case:
    """Make a case whose answers come through a socket and the program's own wire."""
    kind = dice.choice(KINDS)
    mutator = Mutator(dice)
    first = damaged(kind, mutator, "")
    answers = Answers(kind, mutator, first)

    def judge() -> str:
        with _serving(answers) as address:
            return _judged(kind, _model(address, None), answers)

    return Case(name=f"{kind} over a socket", content=first[2], judge=judge)
