"""What `[push]` of radar.toml takes, and that what looks like a secret is refused without being repeated."""

from __future__ import annotations

import tomllib
from typing import Any

import pytest

from radar.config import Config, parse
from radar.errors import ConfigError

EMAIL = """
[push.email]
host = "smtp.example"
sender = "Sample Radar <radar@mail.example>"
user_env = "SMTP_USER"
password_env = "SMTP_PASSWORD"
to = { zh = ["one@mail.example"] }
"""
HOOK = """
[[push.webhooks]]
name = "team"
kind = "feishu"
address_env = "FEISHU_WEBHOOK"
"""


def read(text: str) -> Config:
    whole = "version = 1\n" + text
    return parse(tomllib.loads(whole), text=whole)


def mistake(text: str) -> str:
    with pytest.raises(ConfigError) as caught:
        read(text)
    return str(caught.value)


def test_nobody_is_told_by_default() -> None:
    push = read("").push
    assert (push.email, push.webhooks, push.days, push.quiet, push.langs) == (None, (), 2, False, frozenset())


def test_a_mail_account_and_webhooks_are_read() -> None:
    push = read(EMAIL + HOOK + 'secret_env = "FEISHU_SECRET"\nlang = "en"\n').push
    assert push.email
    assert (push.email.smtp_port, push.email.sender_address, push.email.langs) == (587, "radar@mail.example", ("zh",))
    assert push.langs == {"zh", "en"}
    assert push.variables == ("SMTP_USER", "SMTP_PASSWORD", "FEISHU_WEBHOOK", "FEISHU_SECRET")


@pytest.mark.parametrize(("security", "port"), [("starttls", 587), ("tls", 465), ("none", 25)])
def test_the_usual_port_serves_where_none_is_given(security: str, port: int) -> None:
    email = read(EMAIL + f'security = "{security}"\n').push.email
    assert email
    assert email.smtp_port == port
    other = read(EMAIL + f'security = "{security}"\nport = 2525\n').push.email
    assert other
    assert other.smtp_port == 2525


SECRETS: list[tuple[str, str, str]] = [
    (EMAIL, 'password_env = "SMTP_PASSWORD"', 'password_env = "hunter-two-7"'),
    (EMAIL, 'password_env = "SMTP_PASSWORD"', 'password_env = "SMTP_PASSWORD"\npassword = "hunter-two-7"'),
    (EMAIL, 'host = "smtp.example"', 'host = "smtp://radar:hunter-two-7@smtp.example"'),
    (EMAIL, 'user_env = "SMTP_USER"', 'user_env = "hunter-two-7@mail.example"'),
    (HOOK, '"FEISHU_WEBHOOK"', '"https://hook.example/hunter-two-7"'),
    (HOOK, '"FEISHU_WEBHOOK"', '"FEISHU_WEBHOOK"\naddress = "https://hook.example/hunter-two-7"'),
    (HOOK, '"FEISHU_WEBHOOK"', '"FEISHU_WEBHOOK"\nsecret_env = "hunter-two-7"'),
    (HOOK, '"team"', '"https://hook.example/hunter-two-7"'),
    (HOOK, '"feishu"', '"https://hook.example/hunter-two-7"'),
]


@pytest.mark.parametrize(("text", "was", "is_"), SECRETS, ids=range(len(SECRETS)))
def test_a_secret_in_the_file_is_refused_and_not_repeated(text: str, was: str, is_: str) -> None:
    said = mistake(text.replace(was, is_))
    assert "hunter-two-7" not in said
    assert "push." in said
    assert ":0 " not in said, "the line is told"


@pytest.mark.parametrize(
    ("text", "word"),
    [
        (EMAIL.replace("SMTP_USER", ""), "go together"),
        (EMAIL.replace('to = { zh = ["one@mail.example"] }', ""), "nobody to write to"),
        (EMAIL.replace("one@mail.example", "one at mail.example"), "push.email.to.zh[0]  is no e-mail address"),
        (EMAIL.replace('["one@mail.example"]', str([f"a{n}@mail.example" for n in range(101)])), "more than 100"),
        (EMAIL.replace("radar@mail.example", "radar"), "is no address"),
        (EMAIL.replace("Sample Radar", "Sample\\r\\nBcc: x@evil.example"), "is no address"),
        (EMAIL.replace("host =", "hots ="), "write `host`"),
        (EMAIL.replace("zh =", "fr ="), "zh"),
        (HOOK.replace("feishu", "telegram"), "`chat` is needed"),
        (HOOK + 'chat = "@sample"\n', "by no other kind"),
        (HOOK.replace("feishu", "telegram") + 'chat = "12:token"\n', "the chat's number"),
        (HOOK.replace("feishu", "slack") + 'secret_env = "X"\n', "knows no signature"),
        (HOOK.replace('"FEISHU_WEBHOOK"', '""'), "name the environment variable"),
        (HOOK.replace("team", "The Team"), "lower-case"),
        (HOOK.replace("team", "websub"), "the program's own"),
        (HOOK.replace("team", "email-zh"), "the program's own"),
        (HOOK + HOOK, "the same webhook name a second time"),
        ('[push]\nnot_before = "6:30"\n', "as `06:30`"),
        ('[push]\nnot_before = "24:00"\n', "as `06:30`"),
        ("[push]\ndays = 30\n", "push.days"),
        ('[site]\nlocales = ["en"]\n' + HOOK, "no such language in site.locales: zh"),
    ],
)
def test_mistakes_are_told_at_their_place(text: str, word: str) -> None:
    assert word in mistake(text)


@pytest.mark.parametrize("chat", ["-1001234567890", "@sample_channel", "42"])
def test_a_chat_of_telegram_is_a_number_or_a_name(chat: str) -> None:
    hooks: Any = read(HOOK.replace("feishu", "telegram") + f'chat = "{chat}"\n').push.webhooks
    assert hooks[0].chat == chat
