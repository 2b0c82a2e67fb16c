"""Read what was said and sent as its reader would: a runner of workflows, a mailbox, a chat."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from email.message import EmailMessage
from html import unescape
from typing import Any, Final

from lxml import html
from markdown_it import MarkdownIt

from faults.hostile_judges import FOREIGN, address, data, fragment, tree, unseen
from faults.hostile_words import MARK

COMMANDS: Final = frozenset(
    (
        *("add-mask", "add-matcher", "add-path", "debug", "echo", "endgroup", "error", "group", "notice"),
        *("remove-matcher", "save-state", "set-env", "set-output", "stop-commands", "warning"),
    )
)


def command(line: str) -> str:
    """Name the command that a runner of GitHub's finds in a line (actions/runner, `ActionCommand.cs`), or none."""
    bare = line.lstrip()
    if bare.startswith("::") and "::" in bare[2:]:
        name = bare[2:].partition("::")[0].partition(" ")[0].lower()
        if name in COMMANDS:
            return name
    if (found := line.partition("##["))[1] and "]" in found[2]:
        name = found[2].partition("]")[0].partition(" ")[0].lower()
        return name if name in COMMANDS else ""
    return ""


def log(text: str) -> Iterator[str]:
    """Judge what a command said: lines of ours, no command for a runner, nothing for a terminal."""
    yield from unseen(text)
    for line in re.split(r"[\n\r\u2028\u2029\x85]", text):
        if name := command(line):
            yield f"{name}: {line[:100]!r}"
        if line.startswith(("ERROR", "Bcc:", "title:", "Save_as")):
            yield f"a line of a stranger: {line[:100]!r}"


HEADERS: Final = ("Subject", "From", "To", "Date", "Message-ID", "List-Unsubscribe", "Auto-Submitted", "MIME-Version")


def mail(message: EmailMessage) -> Iterator[str]:
    """Judge a mail as `email` reads it again: our headers, two parts, HTML that loads nothing."""
    if tuple(message.keys()) != (*HEADERS, "Content-Type") or message.defects:
        yield f"headers {message.keys()}, {message.defects}"
    if message["From"].addresses[0].addr_spec != "radar@mail.example" or len(message["From"].addresses) != 1:
        yield f"from {message['From']}"
    plain, rich = message.get_body(("plain",)), message.get_body(("html",))
    assert plain
    assert rich
    yield from unseen(plain.get_content())
    root = html.document_fromstring(rich.get_content())
    body = root.find("body")
    assert body is not None
    yield from tree(body, foreign=FOREIGN | {"script", "form", "input", "button", "svg"})
    if MARK.search("".join(style.text or "" for style in root.iter("style"))):
        yield "a style"


def _slack(body: Any) -> Iterator[str]:
    texts = [block["text"]["text"] for block in body["blocks"] if block["text"]["type"] == "mrkdwn"]
    for text in texts:
        left = re.sub(r"<https://(?:radar|journal)\.example[^|<>\s]*\|[^<>\n]*>", "", text)
        yield from (f"{found!r}" for found in re.findall(r"[<>`]", left))


def _telegram(body: Any) -> Iterator[str]:
    yield from fragment(body["text"])
    if tags := set(re.findall(r"<(?!/?(?:a|b)\b)[^>]*>", body["text"])):
        yield f"tags {tags}"
    shown = unescape(re.sub(r"<[^>]*>", "", body["text"]))
    yield from (f"{found!r}" for found in re.findall(r"(?:https?://|@|(?<!\w)/)evil\S*|@everyone", shown))


def _discord(body: Any) -> Iterator[str]:
    for embed in body["embeds"]:
        left = re.sub(r"\\.", "", embed["description"])
        left = re.sub(r"\[[^\[\]\n]*\]\(https://(?:radar|journal)\.example[^()\s]*\)", "", left)
        yield from (f"{found!r}" for found in re.findall(r"[<`~|]|\]\(|https?://\S+|@everyone|@here", left))
    if body["allowed_mentions"] != {"parse": []}:
        yield "mentions"


def _feishu(body: Any) -> Iterator[str]:
    for post in body["content"]["post"].values():
        for part in (part for line in post["content"] for part in line):
            if part["tag"] not in ("text", "a"):
                yield f"a part: {part['tag']}"
            yield from address(part.get("href", ""))
            if "<" in part["text"]:
                yield f"a tag: {part['text'][:80]!r}"


def _simple(body: Any) -> Iterator[str]:
    text = body["markdown"].get("content") or body["markdown"]["text"]
    yield from fragment(MarkdownIt("commonmark", {"html": True}).render(text))
    left = re.sub(r"\]\(https://(?:radar|journal)\.example[^()\s]*\)", "]", text)
    yield from (f"{found!r}" for found in re.findall(r"<\S|https?://\S+|`|@\w+", left))


CHATS: Final[dict[str, Callable[[Any], Iterator[str]]]] = {
    "slack": _slack,
    "telegram": _telegram,
    "discord": _discord,
    "feishu": _feishu,
    "wecom": _simple,
    "dingtalk": _simple,
    "json": lambda body: data(json.dumps(body, ensure_ascii=False)),
}
