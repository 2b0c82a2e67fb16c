"""Hold what `[push]` of radar.toml may say: who is told of a day by e-mail and in chats.

Nothing here is a secret: addresses of webhooks, users and passwords are named by the
environment variables that hold them. What is written in their place is refused, and not
repeated.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from email.utils import parseaddr
from typing import Annotated, Final, Literal

from pydantic import AfterValidator, Field, field_validator, model_validator

from radar.config_sources import Table

Lang = Literal["zh", "en"]
Kind = Literal["slack", "telegram", "discord", "feishu", "wecom", "dingtalk", "json"]
Security = Literal["starttls", "tls", "none"]

SIGNED: Final = frozenset({"feishu", "dingtalk", "json"})
"""Kinds of webhooks that a secret of their own can sign."""

_VARIABLE: Final = re.compile(r"[A-Z][A-Z0-9_]{0,79}")
_NAME: Final = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_ADDRESS: Final = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_{|}~.-]{1,64}@[A-Za-z0-9.-]{1,255}")
_HOST: Final = re.compile(r"[A-Za-z0-9.-]{1,255}")
_CHAT: Final = re.compile(r"@[A-Za-z0-9_]{4,64}|-?[0-9]{1,20}")
_MOST_ADDRESSES: Final = 100
"""Recipients that every mail server takes at once (RFC 5321, 4.5.3.1.8)."""
_PORTS: Final[Mapping[Security, int]] = {"starttls": 587, "tls": 465, "none": 25}


def _variable(value: str) -> str:
    if value and not _VARIABLE.fullmatch(value):
        raise ValueError("is no name of an environment variable (A-Z, 0-9, _): put the value itself into a variable")
    return value


def is_address(text: str) -> bool:
    """Tell a plain e-mail address, in ASCII, without a name."""
    return bool(_ADDRESS.fullmatch(text))


Variable = Annotated[str, AfterValidator(_variable)]
"""The name of an environment variable; empty for none."""


class Email(Table):
    """Hold `[push.email]`: a digest by SMTP."""

    host: str
    port: Annotated[int, Field(ge=0, le=65535)] = 0
    """0 means the usual one: 587 for `starttls`, 465 for `tls`, 25 for `none`."""
    security: Security = "starttls"
    """`none` is for hosts of RADAR_ALLOW_HOST alone."""
    sender: str
    """`radar@example.org`, or `Name <radar@example.org>`."""
    user_env: Variable = ""
    password_env: Variable = ""
    to: Mapping[Lang, tuple[str, ...]] = {}
    """By language: addresses. Those of one language get one mail and do not see each other."""
    to_env: Mapping[Lang, Variable] = {}
    """By language: the variable that holds further addresses, with commas between."""

    @property
    def smtp_port(self) -> int:
        """Give the port to connect to."""
        return self.port or _PORTS[self.security]

    @property
    def langs(self) -> tuple[Lang, ...]:
        """Name the languages of which there are recipients."""
        return tuple(dict.fromkeys((*self.to, *self.to_env)))

    @property
    def sender_address(self) -> str:
        """Give the sender's address without the name."""
        return parseaddr(self.sender)[1]

    @field_validator("host")
    @classmethod
    def _host_name(cls, value: str) -> str:
        if not _HOST.fullmatch(value):
            raise ValueError("is no host name: without scheme, port, user or password")
        return value

    @field_validator("sender")
    @classmethod
    def _one_sender(cls, value: str) -> str:
        if not value.isprintable() or not is_address(parseaddr(value)[1]):
            raise ValueError("is no address: write `radar@example.org` or `Name <radar@example.org>`")
        return value

    @field_validator("to")
    @classmethod
    def _addresses(cls, value: Mapping[Lang, tuple[str, ...]]) -> Mapping[Lang, tuple[str, ...]]:
        for addresses in value.values():
            wrong = next((n for n, address in enumerate(addresses, 1) if not is_address(address)), 0)
            if wrong:
                raise ValueError(f"number {wrong} is no e-mail address")
            if len(addresses) > _MOST_ADDRESSES:
                raise ValueError(f"more than {_MOST_ADDRESSES} addresses: that is a mailing list's work")
        return value

    @model_validator(mode="after")
    def _whole(self) -> Email:
        if bool(self.user_env) != bool(self.password_env):
            raise ValueError("`user_env` and `password_env` go together")
        if not self.langs:
            raise ValueError('nobody to write to: give `to = { en = ["…"] }` or `to_env`')
        return self


class Webhook(Table):
    """Hold one `[[push.webhooks]]`."""

    name: str
    """What it is called in reports and in the record of what was sent: keep it."""
    kind: Kind
    address_env: Variable
    secret_env: Variable = ""
    """Signs what is sent (`SIGNED`)."""
    chat: str = ""
    """Of Telegram: the chat's number, or `@name` of a channel."""
    lang: Lang = "zh"

    @field_validator("name")
    @classmethod
    def _slug(cls, value: str) -> str:
        if not _NAME.fullmatch(value) or len(value) > 40:  # noqa: PLR2004 - short enough for a line of a report
            raise ValueError("use lower-case letters, digits and single hyphens, at most 40")
        if value == "websub" or value.startswith("email-"):
            raise ValueError("`websub` and `email-…` are names of the program's own")
        return value

    @field_validator("address_env")
    @classmethod
    def _needed(cls, value: str) -> str:
        if not value:
            raise ValueError("name the environment variable that holds the webhook's address")
        return value

    @model_validator(mode="after")
    def _fits_its_kind(self) -> Webhook:
        if self.secret_env and self.kind not in SIGNED:
            raise ValueError(f"`secret_env`: {self.kind} knows no signature")
        if (self.kind == "telegram") != bool(self.chat):
            raise ValueError("`chat` is needed by telegram, and by no other kind")
        if self.chat and not _CHAT.fullmatch(self.chat):
            raise ValueError("`chat` is the chat's number or `@name`")
        return self


class Push(Table):
    """Hold `[push]`: on whom a finished day is pressed, and how."""

    days: Annotated[int, Field(ge=0, le=7)] = 2
    """How many days back a day is still told when it was not yet."""
    not_before: str = ""
    """A time of its own day, in UTC, before which a day is not told: `06:30`."""
    quiet: bool = False
    """Whether a day on which nothing came is told too."""
    papers_per_topic: Annotated[int, Field(ge=1, le=20)] = 5
    email: Email | None = None
    webhooks: tuple[Webhook, ...] = ()

    @property
    def langs(self) -> frozenset[Lang]:
        """Name the languages that are told in."""
        return frozenset((*(self.email.langs if self.email else ()), *(hook.lang for hook in self.webhooks)))

    @property
    def variables(self) -> tuple[str, ...]:
        """Name the environment variables that hold what nobody else may know."""
        email = (self.email.user_env, self.email.password_env) if self.email else ()
        hooks = (name for hook in self.webhooks for name in (hook.address_env, hook.secret_env))
        return tuple(filter(None, (*email, *hooks)))

    @field_validator("not_before")
    @classmethod
    def _time(cls, value: str) -> str:
        if value and not re.fullmatch(r"(?:[01][0-9]|2[0-3]):[0-5][0-9]", value):
            raise ValueError("write a time as `06:30` (UTC)")
        return value

    @model_validator(mode="after")
    def _unique(self) -> Push:
        names = [hook.name for hook in self.webhooks]
        if twice := sorted({name for name in names if names.count(name) > 1}):
            raise ValueError(f"webhook name used twice: {', '.join(twice)}")
        return self
