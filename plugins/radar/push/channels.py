"""Make channels of radar.toml and the environment: whom to tell, how, and what is missing for it."""

from __future__ import annotations

import ssl
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final, Protocol

from radar.config import Config
from radar.config_push import Email, Kind, Webhook, is_address
from radar.push import dingtalk, discord, feishu, own_json, slack, smtp, telegram, wecom
from radar.push.digest import Digest
from radar.push.email_message import email_message
from radar.push.outcome import Outcome
from radar.push.post import Post
from radar.push.service import Desk, Service

SERVICES: Final[Mapping[Kind, Service]] = {
    "slack": slack.SERVICE,
    "telegram": telegram.SERVICE,
    "discord": discord.SERVICE,
    "feishu": feishu.SERVICE,
    "wecom": wecom.SERVICE,
    "dingtalk": dingtalk.SERVICE,
    "json": own_json.SERVICE,
}
_MOST_RECIPIENTS: Final = 100
"""As of `config_push`, those of a variable among them."""


class Channel(Protocol):
    """Tell one group of people, in one language."""

    @property
    def name(self) -> str:
        """Name it in reports and in the record."""

    @property
    def lang(self) -> str:
        """Say the language."""

    def send(self, digest: Digest, now: datetime) -> Outcome:
        """Tell one day; never raises for what may go wrong on the way."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Missing:
    """Say why a channel of radar.toml cannot be used; that is no failure."""

    name: str
    what: str


@dataclass(frozen=True, kw_only=True, slots=True)
class MailChannel:
    """Write to the recipients of one language."""

    lang: str
    box: smtp.Mailbox
    recipients: tuple[str, ...] = field(repr=False)

    @property
    def name(self) -> str:
        """Name it by its language."""
        return f"email-{self.lang}"

    def send(self, digest: Digest, now: datetime) -> Outcome:
        """Send one mail for all of them."""
        message = email_message(digest, self.box.email, self.recipients, now=now)
        return smtp.send(self.box, message, self.recipients)


@dataclass(frozen=True, kw_only=True, slots=True)
class HookChannel:
    """Post to one webhook."""

    hook: Webhook
    address: str = field(repr=False)
    secret: str = field(repr=False)
    post: Post

    @property
    def name(self) -> str:
        """Name it as radar.toml does."""
        return self.hook.name

    @property
    def lang(self) -> str:
        """Say the language."""
        return self.hook.lang

    def send(self, digest: Digest, now: datetime) -> Outcome:
        """Post one message."""
        service = SERVICES[self.hook.kind]
        desk = Desk(url=self.address, now=now, secret=self.secret, chat=self.hook.chat)
        return self.post.send(service.write(digest, desk), service)


def channels(
    config: Config,
    variables: Mapping[str, str],
    *,
    post: Post,
    allow_hosts: Iterable[str] = (),
    ssl_context: ssl.SSLContext | None = None,
) -> tuple[tuple[Channel, ...], tuple[Missing, ...]]:
    """Give the channels that can be used, and what is missing for the others.

    `variables` is the environment; what it holds is never named in what is missing, nor
    are the variables, for somebody may have written a secret in their place.
    """
    push = config.push
    found = [*_mail(push.email, variables, frozenset(allow_hosts), ssl_context)] if push.email else []
    found += [_hook(hook, variables, post) for hook in push.webhooks]
    usable = tuple(each for each in found if not isinstance(each, Missing))
    return usable, tuple(each for each in found if isinstance(each, Missing))


def _mail(
    email: Email, variables: Mapping[str, str], allow_hosts: frozenset[str], ssl_context: ssl.SSLContext | None
) -> Iterator[Channel | Missing]:
    user, password = _value(variables, email.user_env), _value(variables, email.password_env)
    why = ""
    if email.user_env and not (user and password):
        why = "the variables that push.email names for user and password are not set"
    elif email.security == "none" and not {email.host, f"{email.host}:{email.smtp_port}"} & allow_hosts:
        why = 'security = "none" is for hosts of RADAR_ALLOW_HOST alone'
    box = smtp.Mailbox(
        email=email, sender=email.sender_address, user=user, password=password, ssl_context=ssl_context
    )
    for lang in email.langs:
        listed = (*email.to.get(lang, ()), *_value(variables, email.to_env.get(lang, "")).split(","))
        addresses = tuple(dict.fromkeys(address.strip() for address in listed if address.strip()))
        wrong = why or _wrong(addresses)
        yield (
            Missing(name=f"email-{lang}", what=wrong)
            if wrong
            else MailChannel(lang=lang, box=box, recipients=addresses)
        )


def _wrong(addresses: tuple[str, ...]) -> str:
    if not addresses:
        return "the variable that push.email.to_env names is not set"
    if not all(map(is_address, addresses)):
        return "the variable that push.email.to_env names holds something that is no e-mail address"
    if len(addresses) > _MOST_RECIPIENTS:
        return f"more than {_MOST_RECIPIENTS} addresses"
    return ""


def _hook(hook: Webhook, variables: Mapping[str, str], post: Post) -> Channel | Missing:
    address, secret = _value(variables, hook.address_env), _value(variables, hook.secret_env)
    if not address:
        return Missing(name=hook.name, what="the variable that its `address_env` names is not set")
    if hook.secret_env and not secret:
        return Missing(name=hook.name, what="the variable that its `secret_env` names is not set")
    return HookChannel(hook=hook, address=address, secret=secret, post=post)


def _value(variables: Mapping[str, str], name: str) -> str:
    return variables.get(name, "").strip() if name else ""
