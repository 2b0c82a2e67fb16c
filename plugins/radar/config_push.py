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
from radar.grammar.words import wrong

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
        raise wrong("variable")
    return value


def is_address(text: str) -> bool:
    """Tell a plain e-mail address, in ASCII, without a name."""
    return bool(_ADDRESS.fullmatch(text))


def _address(value: str) -> str:
    if not is_address(value):
        raise wrong("email_address")
    return value


Variable = Annotated[str, AfterValidator(_variable)]
"""The name of an environment variable; empty for none."""
Recipient = Annotated[str, AfterValidator(_address)]


class Email(Table):
    """Hold `[push.email]`: a digest by SMTP."""

    host: str
    """Host name of the SMTP server."""
    port: Annotated[int, Field(ge=0, le=65535)] = 0
    """0 means the usual one: 587 for `starttls`, 465 for `tls`, 25 for `none`."""
    security: Security = "starttls"
    """`none` is for hosts of RADAR_ALLOW_HOST alone."""
    sender: str
    """`radar@example.org`, or `Name <radar@example.org>`."""
    user_env: Variable = ""
    """The environment variable that holds the user's name."""
    password_env: Variable = ""
    """The environment variable that holds the password."""
    to: Mapping[Lang, tuple[Recipient, ...]] = {}
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
            raise wrong("email_host")
        return value

    @field_validator("sender")
    @classmethod
    def _one_sender(cls, value: str) -> str:
        if not value.isprintable() or not is_address(parseaddr(value)[1]):
            raise wrong("email_sender")
        return value

    @field_validator("to")
    @classmethod
    def _few(cls, value: Mapping[Lang, tuple[str, ...]]) -> Mapping[Lang, tuple[str, ...]]:
        if any(len(addresses) > _MOST_ADDRESSES for addresses in value.values()):
            raise wrong("email_many", most=_MOST_ADDRESSES)
        return value

    @model_validator(mode="after")
    def _whole(self) -> Email:
        if bool(self.user_env) != bool(self.password_env):
            raise wrong("email_pair")
        if not self.langs:
            raise wrong("email_nobody")
        return self


class Webhook(Table):
    """Hold one `[[push.webhooks]]`."""

    name: str
    """What it is called in reports and in the record of what was sent: keep it."""
    kind: Kind
    """Which service."""
    address_env: Variable
    """The environment variable that holds the webhook's address."""
    secret_env: Variable = ""
    """Signs what is sent (`SIGNED`)."""
    chat: str = ""
    """Of Telegram: the chat's number, or `@name` of a channel."""
    lang: Lang = "zh"
    """Language of its messages."""

    @field_validator("name")
    @classmethod
    def _slug(cls, value: str) -> str:
        if not _NAME.fullmatch(value) or len(value) > 40:  # noqa: PLR2004 - short enough for a line of a report
            raise wrong("slug", most=40)
        if value == "websub" or value.startswith("email-"):
            raise wrong("own_name")
        return value

    @field_validator("address_env")
    @classmethod
    def _needed(cls, value: str) -> str:
        if not value:
            raise wrong("webhook_address")
        return value

    @model_validator(mode="after")
    def _fits_its_kind(self) -> Webhook:
        if self.secret_env and self.kind not in SIGNED:
            raise wrong("unsigned", kind=self.kind)
        if (self.kind == "telegram") != bool(self.chat):
            raise wrong("chat")
        if self.chat and not _CHAT.fullmatch(self.chat):
            raise wrong("chat_form")
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
    """How many papers of a topic are named."""
    email: Email | None = None
    webhooks: tuple[Webhook, ...] = ()
    """Chats, one a `[[push.webhooks]]`."""

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
            raise wrong("time")
        return value
