"""Write for Slack's incoming webhooks, in mrkdwn.

Body and answers: https://docs.slack.dev/messaging/sending-messages-using-incoming-webhooks.
Escaping (`&`, `<`, `>` as entities and nothing else; `<!channel>` and `<@U…>` need a bare
`<`): https://docs.slack.dev/messaging/formatting-message-text. Blocks hold 3,000
characters, a message 50 blocks, and about 13,000 characters in all are taken:
https://docs.slack.dev/reference/block-kit/composition-objects/text-object,
https://github.com/slackapi/bolt-js/issues/2509.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from radar.push.chat_lines import Line, fit, heading
from radar.push.digest import Digest
from radar.push.service import Desk, Letter, Service, as_json

_BLOCK: Final = 2_900
_WHOLE: Final = 11_000
_ENTITIES: Final = str.maketrans(
    {"&": "&amp;", "<": "&lt;", ">": "&gt;", "`": "\u02cb", "*": "\u2217", "~": "\u223c"}
)
"""The last three have no escape: look-alikes keep a title from opening a code block over what follows."""


def escape(text: str) -> str:
    """Keep a text from being read as a link, a mention or formatting."""
    return text.translate(_ENTITIES)


def line_text(line: Line) -> str:
    """Write one line of mrkdwn."""
    text = escape(line.text)
    shown = f"<{line.href}|{text}>" if line.href else f"*{text}*" if line.bold else text
    return f"{line.lead}{shown}{escape(line.tail)}"


def write(digest: Digest, desk: Desk) -> Letter:
    """Write the day as sections; `verbatim` keeps Slack from making links and mentions of plain text."""
    kept = fit(digest, limit=_WHOLE, size=lambda lines: sum(len(line_text(line)) + 1 for line in lines))
    blocks: list[dict[str, object]] = [
        {"type": "header", "text": {"type": "plain_text", "text": heading(digest)[:150], "emoji": False}}
    ]
    blocks += [
        {"type": "section", "text": {"type": "mrkdwn", "text": text, "verbatim": True}} for text in _sections(kept)
    ]
    body = {"text": escape(heading(digest)), "blocks": blocks, "unfurl_links": False, "unfurl_media": False}
    return Letter(url=desk.url, body=as_json(body))


def _sections(lines: Sequence[Line]) -> list[str]:
    sections = [""]
    for line in lines:
        text = line_text(line)
        if len(sections[-1]) + 1 + len(text) > _BLOCK:
            sections.append("")
        sections[-1] += ("\n" if sections[-1] else "") + text
    return [section for section in sections if section]


def refusal(status: int, body: bytes) -> str:
    """Take `ok` for success, the only one that is documented."""
    if status != 200:  # noqa: PLR2004 - as documented
        return f"HTTP {status}"
    return "" if body.strip() == b"ok" else "the answer is none of this service: is the address right?"


SERVICE: Final = Service(write=write, refusal=refusal)
