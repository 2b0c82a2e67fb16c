"""The mail of a day: its parts, its headers, and nothing in either that a stranger meant to do something."""

from __future__ import annotations

import email
import re
import tempfile
from dataclasses import replace
from datetime import timedelta
from email import policy
from email.message import EmailMessage
from functools import cache
from html.parser import HTMLParser
from pathlib import Path

import briefed_mails
import mailroom
import pytest

from radar.config_push import Email
from radar.push.digest import Digest, ToldPaper, ToldTopic
from radar.push.email_message import email_message, html, text

BOX = Email(host="mail.example", sender="Sample Radar <radar@mail.example>", to={"en": ("reader@mail.example",)})
HOSTILE = (
    "a\r\nBcc: evil@evil.example\r\n\r\nbody",
    "=?utf-8?q?a=0D=0ABcc:_evil@evil.example?=",
    "<script>alert(1)</script><img src=https://evil.example/x.png onerror=x>",
    '"><a href="https://evil.example">x</a>',
    "</title></head><style>*{display:none}</style>",
    "x" * 3000,
    "{{ 7 * 7 }} {% for x in y %}",
    "\u202egnp.exe\u0000",
)
TAGS = {
    "a",
    "body",
    "br",
    "div",
    "h1",
    "h2",
    "h3",
    "h4",
    "head",
    "hr",
    "html",
    "meta",
    "p",
    "span",
    "strong",
    "style",
}


@cache
def told(said: str, lang: str = "en") -> Digest:
    with tempfile.TemporaryDirectory() as folder:
        return mailroom.digest_of(mailroom.hostile_site(Path(folder), said), lang)


def written(day: Digest, *recipients: str, box: Email = BOX) -> EmailMessage:
    """Write a mail and read it back as a mailbox does."""
    message = email_message(day, box, recipients or ("reader@mail.example",), now=mailroom.NOW)
    return email.message_from_bytes(message.as_bytes(), policy=policy.default)  # type: ignore[return-value]


class _Page(HTMLParser):
    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.said = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.said += data


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_both_parts_tell_briefings_with_their_sources_and_papers_by_topic(lang: str) -> None:
    day = briefed_mails.digest_of_friday(lang)
    page = _Page(html(day))
    for said in (text(day), page.said):
        for each in {
            "zh": (
                "简报",
                "路由器与潮汐都什么也没有减半",
                "AI 生成 · 未经人工核对",
                "sample/model-1",
                "来源",
                "路由",
            ),
            "en": ("Routers and tides halve nothing", "AI-generated · not checked by a person", "Sources", "Routing"),
        }[lang]:
            assert each in said, each
        assert "[3] Invented Router 102" in said
        assert "it halves nothing in particular" in said
        assert "Invented Router 7" in said
    prefix = "" if lang == "zh" else "en/"
    links = [attributes["href"] for tag, attributes in page.tags if tag == "a"]
    assert f"{mailroom.SITE}/{prefix}2026/06/19/" in links
    assert f"{mailroom.SITE}/{prefix}2026/06/19/#arxiv-2606.00007" in links


def test_a_models_sentence_stands_nowhere_without_its_label() -> None:
    day = briefed_mails.digest_of_friday("en")
    lines = text(day).splitlines()
    gist = next(line for line in lines if line.endswith("The router halves nothing.") and line.startswith("   "))
    assert "AI-generated · not checked by a person: " in gist
    page = html(day)
    assert re.search(r"<strong class=\"ai\"[^>]*>AI-generated · not checked by a person</strong> The router", page)
    extracts = page[page.index("Tides") : page.index("Routing</a></h2>")]
    assert "AI-generated" not in extracts
    assert "quoted from the papers" in extracts


def test_headers_are_those_of_a_digest_that_nobody_answers_by_machine() -> None:
    day = told("Some text", "zh")
    mail = written(day, box=replace_sender("学术雷达 <radar@mail.example>"))
    assert mail["Subject"] == "Sample Radar · 2026年6月19日"
    assert mail["From"] == "学术雷达 <radar@mail.example>"
    assert mail["To"] == "reader@mail.example"
    assert mail["Date"].datetime == mailroom.NOW
    assert mail["List-Unsubscribe"] == "<mailto:radar@mail.example?subject=unsubscribe>"
    assert mail["Auto-Submitted"] == "auto-generated"
    assert [part.get_content_type() for part in mail.iter_parts()] == ["text/plain", "text/html"]  # type: ignore[attr-defined]


def replace_sender(sender: str) -> Email:
    return BOX.model_copy(update={"sender": sender})


def test_recipients_do_not_see_each_other() -> None:
    mail = written(told("Some text"), "one@mail.example", "two@mail.example")
    raw = mail.as_string()
    assert "one@mail.example" not in raw
    assert "two@mail.example" not in raw
    assert mail["To"] == "undisclosed-recipients:;"


def test_one_day_has_one_message_id_whenever_it_is_sent_and_another_day_or_language_another() -> None:
    day = told("Some text")

    def ident(one: Digest, *, later: int = 0, box: Email = BOX) -> str:
        now = mailroom.NOW + timedelta(hours=later)
        return str(email_message(one, box, ("a@b.example",), now=now)["Message-ID"])

    first = ident(day)
    assert re.fullmatch(r"<2026-06-19\.en\.[0-9a-f]{32}@mail\.example>", first)
    assert ident(replace(day, papers=99, topics=()), later=5) == first
    others = {
        ident(replace(day, day=day.day + timedelta(days=1))),
        ident(replace(day, lang="zh")),
        ident(replace(day, site="Another Radar")),
        ident(day, box=replace_sender("other@mail.example")),
    }
    assert len(others | {first}) == 5


@pytest.mark.parametrize("said", HOSTILE, ids=range(len(HOSTILE)))
def test_strangers_add_no_header_no_element_and_no_link(said: str) -> None:
    plain = written(told("Some text"))
    mail = written(told(said))
    assert mail.keys() == plain.keys()
    assert not mail.defects
    assert "evil" not in str(mail["Subject"])
    page = _Page(html(told(said)))
    assert {tag for tag, _ in page.tags} <= TAGS | {"title"}
    for tag, attributes in page.tags:
        assert set(attributes) <= {"charset", "class", "content", "href", "lang", "name", "role", "style"}
        assert tag != "a" or (attributes["href"] or "").startswith(f"{mailroom.SITE}/")
    if "{{" in said:
        assert said in page.said


def test_the_owners_site_title_adds_no_header() -> None:
    day = replace(told("Some text"), site="Radar Bcc: evil@evil.example")
    mail = written(day)
    assert mail["Bcc"] is None


def test_nothing_in_the_mail_is_fetched_from_anywhere() -> None:
    page = html(briefed_mails.digest_of_friday("en"))
    assert not re.search(r"(?i)<(?:img|link|script|iframe)|url\(|@import|src=", page)


def test_a_long_day_stays_below_what_mail_services_cut_and_keeps_its_briefings_longest() -> None:
    paper = ToldPaper(
        id="x", title="An invented title of some length " * 8, authors="Sample Author 1", source="arXiv",
        url=f"{mailroom.SITE}/x", gist="A sentence about it. " * 20,
    )  # fmt: skip
    topic = ToldTopic(title="Topic", url="", papers=(paper,) * 20)
    day = replace(told("Some text"), topics=(topic,) * 30)
    page = html(day)
    assert len(page.encode()) <= 95_000
    assert "Some text" in page
    assert "17 more" in page
    assert "A sentence about it" not in page


def test_a_day_that_fits_is_told_with_its_gists() -> None:
    assert "A tide is invented" in html(briefed_mails.digest_of_friday("en"))
