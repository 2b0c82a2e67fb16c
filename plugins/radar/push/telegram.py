"""Write for Telegram's `sendMessage`, in its HTML.

https://core.telegram.org/bots/api#sendmessage: at most 4,096 characters once entities are
parsed; https://core.telegram.org/bots/api#html-style: `&`, `<`, `>` as entities, `"` in
attributes too. Telegram finds links, `@names`, `#tags` and `/commands` in plain text by
itself and has no switch for it: `marks.parted` stops that.

The address is `https://api.telegram.org/bot<token>/sendMessage`.
"""

from __future__ import annotations

import html
import json
from collections.abc import Sequence
from typing import Final

from radar.push.chat_lines import Line, fit, heading
from radar.push.digest import Digest
from radar.push.marks import parted
from radar.push.service import Desk, Letter, Service, as_json

_LIMIT: Final = 4_000
"""In UTF-16 units, as Telegram counts entities; without what the marks themselves take."""


def escape(text: str) -> str:
    """Keep a text from being read as a mark, a link, a mention or a command."""
    return html.escape(parted(text))


def line_text(line: Line) -> str:
    """Write one line of HTML."""
    text = escape(line.text)
    if line.href:
        text = f'<a href="{html.escape(line.href)}">{text}</a>'
    elif line.bold:
        text = f"<b>{text}</b>"
    return f"{line.lead}{text}{escape(line.tail)}"


def write(digest: Digest, desk: Desk) -> Letter:
    """Write the day to a chat, without a preview of the first link."""
    title = heading(digest)
    kept = fit(digest, limit=_LIMIT - _length(title) - 2, size=_size)
    text = "\n".join([f"<b>{escape(title)}</b>", "", *map(line_text, kept)])
    body = {
        "chat_id": desk.chat,
        "text": text,
        "parse_mode": "HTML",
        "link_preview_options": {"is_disabled": True},
    }
    return Letter(url=desk.url, body=as_json(body))


def _size(lines: Sequence[Line]) -> int:
    return sum(_length(f"{line.lead}{line.text}{line.tail}") + 1 for line in lines)


def _length(text: str) -> int:
    return len(parted(text).encode("utf-16-le", "replace")) // 2


def refusal(status: int, body: bytes) -> str:
    """Take `"ok": true` for success."""
    if status != 200:  # noqa: PLR2004 - as documented
        return f"HTTP {status}"
    try:
        answer = json.loads(body)
    except (ValueError, RecursionError):
        answer = None
    taken = isinstance(answer, dict) and answer.get("ok") is True
    return "" if taken else "the answer is none of this service: is the address right?"


SERVICE: Final = Service(write=write, refusal=refusal)
