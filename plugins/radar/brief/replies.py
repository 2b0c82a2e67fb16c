"""Ask through one desk: what was answered before is not asked again, and nothing is once all calls would fail.

Kept are replies that were the JSON asked for, under a hash of model, prompt and question,
and for the day on which it was given the verdict of a server that will not have a
content, so that the search for what it refuses is paid once.
"""

from __future__ import annotations

import hashlib
import json
import threading
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from typing import Final, Protocol

from radar.brief.asking import Ask, Asker, NoReply, Reply, Spent, Trouble
from radar.models import Paper


class Replies(Protocol):
    """Keep JSON objects by key between runs; losing them costs money and nothing else. Safe to share by threads."""

    def get(self, key: str) -> Mapping[str, object] | None:
        """Find what was kept."""
        ...

    def put(self, key: str, entry: Mapping[str, object]) -> None:
        """Keep an entry."""
        ...


class Forgotten:
    """Keep nothing."""

    def get(self, key: str) -> None:
        """Find nothing."""

    def put(self, key: str, entry: Mapping[str, object]) -> None:
        """Let it go."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Answered:
    """Hold a reply, given now or in an earlier run."""

    data: Mapping[str, object]
    cost: Spent
    """What it took when it was given."""
    made: str
    """When it was given: an ISO instant in UTC."""


def key(question: Ask, *, model: str, version: str) -> str:
    """Name a question: 64 hexadecimal digits that tell it from every other, model and prompt included."""
    return _hash([model, version, asdict(question)])


class Desk:
    """Put questions to a model, and count what they took. Safe to share between threads."""

    def __init__(self, asker: Asker, replies: Replies, *, made: datetime) -> None:
        """Stand between the orders and a model; `made` is the present, an aware instant."""
        self.model: Final = asker.model
        self.made: Final = made.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
        self._asker, self._replies = asker, replies
        self._lock = threading.Lock()
        self._spent = Spent()
        self._ended: NoReply | None = None
        self._refused: dict[str, str] = {}

    @property
    def spent(self) -> Spent:
        """Tell what the questions of this run took; replies kept from earlier take nothing."""
        with self._lock:
            return self._spent

    def put(self, question: Ask, version: str) -> Answered | NoReply:
        """Find the reply that was kept, or ask, unless an earlier trouble would meet this call too."""
        name = key(question, model=self.model, version=version)
        if kept := self._kept(name):
            return kept
        if ended := self._ended:
            return NoReply(trouble=ended.trouble, reason=ended.reason, spent=Spent())
        came = self._asker.ask(question)
        with self._lock:
            self._spent += came.spent
            if isinstance(came, NoReply) and came.trouble.ends_all:
                self._ended = self._ended or came
        return self._keep(name, came)

    def refuses(self, paper: Paper) -> str | None:
        """Tell why the server would not have a paper, if it said so today."""
        name = self._paper_key(paper)
        if name not in self._refused and isinstance(kept := self._kept(name), NoReply):
            self._refused[name] = kept.reason
        return self._refused.get(name)

    def note_refusal(self, paper: Paper, reason: str) -> None:
        """Remember that the server will not have a paper."""
        name = self._paper_key(paper)
        self._refused[name] = reason
        self._replies.put(name, {"made": self.made, "filtered": reason})

    def _paper_key(self, paper: Paper) -> str:
        return _hash([self.model, "paper", paper.id, paper.title, paper.abstract])

    def _keep(self, name: str, came: Reply | NoReply) -> Answered | NoReply:
        if isinstance(came, NoReply):
            if came.trouble is Trouble.FILTERED:
                self._replies.put(name, {"made": self.made, "filtered": came.reason})
            return came
        cost = {"tokens_in": came.spent.tokens_in, "tokens_out": came.spent.tokens_out, "usd": came.spent.usd}
        self._replies.put(name, {"made": self.made, "data": came.data, **cost})
        return Answered(data=came.data, cost=came.spent, made=self.made)

    def _kept(self, name: str) -> Answered | NoReply | None:
        """Read an entry; what is not as it was put, and a verdict of another day, is none."""
        entry = self._replies.get(name) or {}
        made, data, filtered = entry.get("made"), entry.get("data"), entry.get("filtered")
        if not isinstance(made, str):
            return None
        if isinstance(filtered, str) and made[:10] == self.made[:10]:
            return NoReply(trouble=Trouble.FILTERED, reason=filtered, spent=Spent())
        if not isinstance(data, Mapping):
            return None
        tokens_in, tokens_out, usd = (_amount(entry.get(name)) for name in ("tokens_in", "tokens_out", "usd"))
        cost = Spent(tokens_in=int(tokens_in), tokens_out=int(tokens_out), usd=usd)
        return Answered(data=data, cost=cost, made=made)


def _amount(value: object) -> float:
    return value if isinstance(value, int | float) and 0 <= value < 1e12 else 0  # noqa: PLR2004 - no cost comes near


def _hash(value: object) -> str:
    text = json.dumps(value, ensure_ascii=True, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()
