"""Write for the bots of WeCom's groups, in their Markdown.

https://developer.work.weixin.qq.com/document/path/91770: `markdown.content` holds at most
4,096 bytes of UTF-8; `<@userid>` mentions; HTTP 200 comes with `errcode`, 0 for success.
No escape is documented, so `marks.widened` takes the meaning from what would be a mark.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Final

from radar.push.chat_lines import Line, fit, heading
from radar.push.digest import Digest
from radar.push.marks import widened
from radar.push.service import Desk, Letter, Service, as_json, by_code

_LIMIT: Final = 4_096
_HINTS: Final[Mapping[int, str]] = {
    40008: ": the kind of message was not understood",
    45009: ": too many messages, 20 a minute are taken",
    93000: ": no such webhook",
}


def line_text(line: Line) -> str:
    """Write one line of Markdown."""
    text = widened(line.text)
    shown = f"[{text}]({line.href})" if line.href else f"**{text}**" if line.bold else text
    return f"{line.lead}{shown}{widened(line.tail)}"


def write(digest: Digest, desk: Desk) -> Letter:
    """Write the day."""
    title = f"## {widened(heading(digest))}"
    kept = fit(digest, limit=_LIMIT - len(title.encode()) - 1, size=_size)
    content = "\n".join([title, *map(line_text, kept)])
    return Letter(url=desk.url, body=as_json({"msgtype": "markdown", "markdown": {"content": content}}))


def _size(lines: Sequence[Line]) -> int:
    return sum(len(line_text(line).encode("utf-8", "replace")) + 1 for line in lines)


SERVICE: Final = Service(write=write, refusal=partial(by_code, keys=("errcode",), hints=_HINTS))
