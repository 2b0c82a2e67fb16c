"""Write a day's digest as an e-mail: plain text, and HTML for those who show it.

Headers: RFC 5322; List-Unsubscribe: RFC 2369; Auto-Submitted: RFC 3834. `email` refuses line
breaks in headers and encodes what is not ASCII (RFC 2047).
"""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from email import policy
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import format_datetime, parseaddr
from functools import cache
from pathlib import Path
from typing import Final
from urllib.parse import quote

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template

from radar.config_push import Email
from radar.publish.i18n import TAGS, text_language
from radar.publish.syndication.feed_items import NAMESPACE
from radar.push import words
from radar.push.chat_lines import heading, summary
from radar.push.digest import Digest, ToldBriefing, ToldTopic

_LARGEST: Final = 95_000
"""Bytes of HTML: one large service hides what comes after 102 kB."""


def email_message(digest: Digest, email: Email, recipients: Sequence[str], *, now: datetime) -> EmailMessage:
    """Write the mail to one group, who do not see each other's addresses.

    The Message-ID depends on the site's name, the sender, the day and the language, so
    that a mail sent twice is one for every mailbox that looks at it. `now` is its date.
    """
    message = EmailMessage(policy=policy.SMTP)
    name, address = parseaddr(email.sender)
    user, _, domain = address.rpartition("@")
    message["Subject"] = heading(digest)
    message["From"] = Address(words.plain(name or digest.site, 80), user, domain)
    message["To"] = recipients[0] if len(recipients) == 1 else "undisclosed-recipients:;"
    message["Date"] = format_datetime(now)
    told = uuid.uuid5(NAMESPACE, f"mail\n{digest.site}\n{address}\n{digest.day.isoformat()}\n{digest.lang}")
    message["Message-ID"] = f"<{digest.day.isoformat()}.{digest.lang}.{told.hex}@{domain}>"
    message["List-Unsubscribe"] = f"<mailto:{quote(address, safe='@+.-_')}?subject=unsubscribe>"
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(text(digest), charset="utf-8", cte="base64")
    message.add_alternative(html(digest), subtype="html", charset="utf-8", cte="base64")
    return message


def text(digest: Digest) -> str:
    """Write the plain part."""
    parts = [heading(digest), summary(digest)]
    if digest.url:
        parts.append(f"{words.word(digest.lang, 'read')}{words.word(digest.lang, 'colon')}{digest.url}")
    parts += ["\n".join(_briefing(each, digest.lang)) for each in digest.briefings]
    parts += ["\n".join(_topic(each, digest.lang)) for each in digest.topics]
    parts.append(f"-- \n{words.word(digest.lang, 'unsubscribe')}")
    return "\n\n".join(parts) + "\n"


def html(digest: Digest) -> str:
    """Write the HTML part; where it would be too long, without gists, then with fewer papers, then briefings."""
    for told, with_gists in _ever_shorter(digest):
        page = _template().render(
            digest=told,
            with_gists=with_gists,
            heading=heading(digest),
            summary=summary(digest),
            tag=TAGS[digest.lang],
            language=text_language,
            word=_words_of(digest.lang),
        )
        if len(page.encode("utf-8", "replace")) <= _LARGEST:
            break
    return page


def _ever_shorter(digest: Digest) -> Iterator[tuple[Digest, bool]]:
    yield digest, True
    yield digest, False
    for most in (3, 1, 0):
        yield replace(digest, topics=tuple(topic.shortened(most) for topic in digest.topics)), False
    for most in (10, 5, 2, 0):
        yield replace(digest, topics=(), briefings=digest.briefings[:most]), False


def _words_of(lang: str) -> Callable[..., str]:
    return lambda key, n=None: words.word(lang, key, n)


@cache
def _template() -> Template:
    loader = FileSystemLoader(Path(__file__).parent)
    surroundings = Environment(loader=loader, autoescape=True, undefined=StrictUndefined)
    return surroundings.get_template("digest.html")


def _briefing(briefing: ToldBriefing, lang: str) -> Iterator[str]:
    yield f"== {briefing.title} =="
    by = f" ({briefing.model})" if briefing.model else ""
    yield words.word(lang, "ai") + by if briefing.ai else words.word(lang, "extract")
    if briefing.url:
        yield briefing.url
    for section in briefing.sections:
        if section.heading:
            yield f"\n{section.heading}"
        for sentence in section.sentences:
            yield sentence.text + "".join(f" [{number}]" for number in sentence.cites)
    if briefing.sources:
        yield f"\n{words.word(lang, 'sources')}"
    for source in briefing.sources:
        yield f"[{source.number}] {source.title}" + (f" “{source.span}”" if source.span else "")
        if source.url:
            yield f"    {source.url}"


def _topic(topic: ToldTopic, lang: str) -> Iterator[str]:
    yield f"== {topic.title} =="
    for number, paper in enumerate(topic.papers, 1):
        yield f"{number}. {paper.title}"
        yield "   " + " · ".join(filter(None, (paper.authors, paper.source)))
        if paper.gist:
            mark = f"{words.word(lang, 'ai')}{words.word(lang, 'colon')}" if paper.ai else ""
            yield f"   {mark}{paper.gist}"
        if paper.url:
            yield f"   {paper.url}"
    if topic.more:
        yield words.word(lang, "more", topic.more)
