"""Ask a model over the wire: any server that speaks OpenAI's chat completions.

    purse = Purse(config.briefings.budget, spent_by_earlier_runs_of_the_day)
    model = connect(config.briefings.model, base_url=base_url, key=key, purse=purse, allow_hosts=allow_hosts)
    answer = model.ask(ask)     # from as many threads as you like; Reply | NoReply, never an exception

`model_wire` carries the bytes, `model_forms` finds the form the server takes, `model_answer`
and `model_verdict` read what came, `budget` sets the worst case of each call aside before
it is made, `breaker` ends the asking when there is no use in it. The key goes to the host
of `base_url` alone and stands in no text that leaves this module.
"""

from __future__ import annotations

import logging
import random
import re
import threading
import time
from collections import Counter
from collections.abc import Callable, Collection, Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Final
from urllib.parse import quote

import httpx2

from radar.brief import model_answer, model_forms, model_verdict
from radar.brief.asking import Ask, NoReply, Reply, Spent, Trouble
from radar.brief.breaker import Breaker
from radar.brief.budget import Exceeded, Purse
from radar.brief.model_answer import Said
from radar.brief.model_forms import Form, Forms
from radar.brief.model_verdict import Verdict
from radar.brief.model_wire import Wire, WireError
from radar.config import BriefingModel
from radar.sift.text import clean

if TYPE_CHECKING:
    from openai import OpenAI

OPENAI: Final = "https://api.openai.com/v1"
"""Where a model is asked whose `base_url` is not said."""
_PATIENCE: Final = 2.0
"""Times `timeout_s` that all calls and waits of one question may take together,"""
_ROOM: Final = 10.0
"""and the seconds beside them that short waits take, so that a call tried again has its whole time."""
_FIRST_BACKOFF: Final = 0.5
_SHARE: Final = 0.99
"""Of the seconds set aside, what the wire may use: the rest is for noticing that time is up."""
_HOST: Final = re.compile(r"[\w.:-]{1,253}")
_REASON: Final = 240
_TELLING: Final = 6
"""Characters of either end of a key that give it away."""
_SHORTEST: Final = 4
"""Characters of a key below which it is a word like any other, as servers at home take."""


def connect(
    config: BriefingModel,
    *,
    key: str,
    purse: Purse,
    base_url: str = "",
    allow_hosts: Collection[str] = (),
    clock: Callable[[], float] = time.monotonic,
    sleep: Callable[[float], None] = time.sleep,
    dice: Callable[[], float] = random.random,
) -> Model:
    """Make a `Model` that asks `base_url`, else the config's, else OpenAI.

    Hosts in `allow_hosts` (`host` or `host:port`) may be asked by plain http; all others by
    https. `dice` in [0, 1) spreads the backoff. Nothing is sent yet, and nothing raised:
    an address or key that cannot be used is the answer to every question.
    """
    address = (base_url.strip() or config.base_url.strip() or OPENAI).rstrip("/").removesuffix("/chat/completions")
    trouble = _unfit(address, key, config.model, allow_hosts)
    return Model(config, address=address, key=key, purse=purse, unfit=trouble, clock=clock, sleep=sleep, dice=dice)


class Model:
    """Ask one model. An `Asker`; safe to share between threads."""

    def __init__(
        self,
        config: BriefingModel,
        *,
        address: str,
        key: str,
        purse: Purse,
        unfit: Verdict | None,
        clock: Callable[[], float],
        sleep: Callable[[float], None],
        dice: Callable[[], float],
    ) -> None:
        """Take what `connect` has checked."""
        self._config, self._address, self._key, self._purse = config, address, key, purse
        self._unfit = unfit
        self._clock, self._sleep, self._dice = clock, sleep, dice
        self._forms = Forms(config.structured)
        self._breaker = Breaker()
        self._first = threading.Lock()
        self._met = threading.Event()
        self._answered = threading.Event()

    @property
    def model(self) -> str:
        """Name the model."""
        return self._config.model

    def ask(self, ask: Ask) -> Reply | NoReply:
        """Ask, within the budget; try again what may pass, within little more than twice the time of a call."""
        spent, tries, used = Spent(), Counter[tuple[Trouble, int]](), 0.0
        longest = self._config.timeout_s * _PATIENCE + _ROOM
        if self._unfit:
            return self._no(self._unfit, spent)
        while True:
            outcome, took = self._call(ask, longest - used)
            spent, used = spent + took, used + took.seconds
            if isinstance(outcome, Mapping):
                return Reply(data=outcome, spent=spent)
            if outcome is None and used < longest:
                continue
            verdict = outcome or Verdict(
                trouble=Trouble.UNREACHABLE, reason="the server takes the request in no form"
            )
            tries[verdict.trouble, verdict.retries] += 1
            wait = self._pause(verdict, tries, left=longest - used)
            if wait is None:
                self._breaker.failed(verdict.trouble, self._plain(verdict.reason))
                return self._no(verdict, spent)
            spent, used = spent + Spent(seconds=wait), used + wait

    def _pause(self, verdict: Verdict, tries: Counter[tuple[Trouble, int]], *, left: float) -> float | None:
        """Wait before another try, and tell how long it was; None if there is to be none."""
        worn_out = tries[verdict.trouble, verdict.retries] > verdict.retries or tries.total() > model_verdict.RETRIES
        backoff = _FIRST_BACKOFF * 2 ** (tries.total() - 1) * (0.5 + self._dice() / 2)
        wait = backoff if verdict.wait is None else verdict.wait
        if worn_out or wait >= left or self._breaker.why:
            return None
        with self._purse.hold(calls=0, seconds=wait) as held:
            if isinstance(held, Exceeded) or held.seconds < wait:
                return None
            self._sleep(wait)
        return wait

    def _call(self, ask: Ask, left: float) -> tuple[Mapping[str, object] | Verdict | None, Spent]:
        """Make one call; the very first alone, so that a wrong key or a form not taken is met once.

        None says that the server does not take this form, and that there is another.
        """
        if not self._met.is_set():
            with self._first:
                if not self._met.is_set() and not self._breaker.why:
                    return self._learnt(ask, left)
        if why := self._breaker.why:
            return Verdict(trouble=Trouble.OPEN, reason=why), Spent()
        return self._learnt(ask, left)

    def _learnt(self, ask: Ask, left: float) -> tuple[Mapping[str, object] | Verdict | None, Spent]:
        """Make one call, and remember what it shows of the server."""
        form = self._forms.form
        outcome, spent = self._budgeted(ask, form, left)
        match outcome:
            case Verdict(words=words) if words and self._forms.refused(form, words):
                return None, spent
            case Verdict(words=words, reason=reason) if words and self._answered.is_set():
                outcome = Verdict(trouble=Trouble.REFUSED, reason=reason)  # others were taken: it is this content
            case Verdict(trouble=Trouble.KEY | Trouble.ADDRESS):
                self._breaker.failed(outcome.trouble, self._plain(outcome.reason))
            case Verdict(trouble=Trouble.UNREACHABLE | Trouble.LIMITED | Trouble.BUDGET):
                pass
            case _:
                self._answered.set()
                self._breaker.answered()
        self._met.set()
        return outcome, spent

    def _budgeted(self, ask: Ask, form: Form, left: float) -> tuple[Mapping[str, object] | Verdict, Spent]:
        """Make one call if the budget holds its worst case."""
        with self._purse.hold(
            tokens_in=model_forms.most_tokens_in(ask, form),
            tokens_out=ask.most_tokens_out,
            seconds=min(self._config.timeout_s, left),
        ) as held:
            if isinstance(held, Exceeded):
                return Verdict(trouble=Trouble.BUDGET, reason=held.reason), Spent()
            began = self._clock()
            said = self._exchange(ask, form, held.seconds * _SHARE)
            held.took = self._took(said, held.worst, self._clock() - began)
        return said.outcome, held.took

    def _exchange(self, ask: Ask, form: Form, seconds: float) -> Said:
        """Send a request and read what comes."""
        from openai import APIStatusError  # noqa: PLC0415 - heavy, and needed where a model is asked alone

        try:
            body = model_forms.request(ask, form, model=self._config.model)
            raw = self._client.chat.completions.with_raw_response.create(**body, timeout=seconds)
            answer = raw.http_response
        except APIStatusError as error:
            answer = error.response
            return Said(outcome=model_verdict.by_status(answer.status_code, answer.headers, answer.content))
        except WireError as error:
            return Said(outcome=model_verdict.by_break(error.what, seconds))
        except Exception as error:  # noqa: BLE001 - one question must not end the run; the words may hold the key
            reason = f"the call could not be made ({type(error).__name__})"
            return Said(outcome=Verdict(trouble=Trouble.UNREACHABLE, reason=reason, paid=True))
        return model_answer.read(answer.headers, answer.content)

    def _took(self, said: Said, worst: Spent, seconds: float) -> Spent:
        """Tell what a call took: what the server counted, else nothing for a failure, else the worst."""
        if said.usage is None and isinstance(said.outcome, Verdict) and not said.outcome.paid:
            return Spent(calls=1, seconds=seconds)
        tokens_in, tokens_out = said.usage or (worst.tokens_in, worst.tokens_out)
        usd = self._purse.price(tokens_in, tokens_out)
        return Spent(calls=1, tokens_in=tokens_in, tokens_out=tokens_out, usd=usd, seconds=seconds)

    @cached_property
    def _client(self) -> OpenAI:
        """Make the client; the first call is alone, so it is made once."""
        from openai import OpenAI  # noqa: PLC0415 - heavy, and needed where a model is asked alone

        for name in ("openai", "httpx2", "httpcore2"):
            logging.getLogger(name).setLevel(logging.CRITICAL + 1)
        wire = Wire(httpx2.URL(self._address), clock=self._clock)
        http = httpx2.Client(transport=wire, trust_env=False, follow_redirects=False)
        return OpenAI(api_key=self._key, base_url=self._address, max_retries=0, http_client=http)

    def _no(self, verdict: Verdict, spent: Spent) -> NoReply:
        return NoReply(trouble=verdict.trouble, reason=self._plain(verdict.reason), spent=spent)

    def _plain(self, reason: str) -> str:
        """Make a reason one plain line, without the key or a part of it that would tell."""
        ends = {self._key[:_TELLING], self._key[-_TELLING:], quote(self._key, safe="")[:_TELLING]}
        told = {end for end in ends if len(end) >= _SHORTEST}
        return " ".join(
            "…" if any(end in word for end in told) else word for word in clean(reason, _REASON).split(" ")
        )


def _unfit(address: str, key: str, model: str, allow_hosts: Collection[str]) -> Verdict | None:
    """Say why address, key or name can never do."""
    if not key.isascii() or not key.isprintable() or not key or " " in key:
        return Verdict(trouble=Trouble.KEY, reason="the API key is empty or holds characters that no key has")
    if not model.strip():
        return Verdict(trouble=Trouble.ADDRESS, reason="no model is named")
    try:
        url = httpx2.URL(address)
    except (httpx2.InvalidURL, UnicodeError, ValueError):
        return Verdict(trouble=Trouble.ADDRESS, reason="base_url is no address that can be read")
    allowed = {host.strip().lower().strip("[]") for host in allow_hosts}
    if url.scheme not in ("http", "https") or not _HOST.fullmatch(url.host) or url.userinfo or url.query:
        return Verdict(trouble=Trouble.ADDRESS, reason="base_url must be https://host/path, without user or query")
    if url.scheme == "http" and not {url.host.lower(), f"{url.host.lower()}:{url.port or 80}"} & allowed:
        reason = "base_url is plain http, which would show the key to others; RADAR_ALLOW_HOST may allow the host"
        return Verdict(trouble=Trouble.ADDRESS, reason=reason)
    return None
