"""Write for Discord's webhooks: one embed, in its Markdown.

https://docs.discord.com/developers/resources/webhook#execute-webhook: `allowed_mentions`
with an empty `parse` lets nothing ring, whatever the text says; 204 is success, 200 with
`?wait=true`. https://docs.discord.com/developers/resources/message#embed-object: 256
characters of title, 4,096 of description, 6,000 in all.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from radar.push.chat_lines import Line, fit, heading
from radar.push.digest import Digest
from radar.push.marks import parted
from radar.push.service import Desk, Letter, Service, as_json, by_status

_LIMIT: Final = 4_000
_TITLE: Final = 250
_MARKS: Final = re.compile(r"([\\*_~`|>#\[\]()<:-])")


def escape(text: str) -> str:
    r"""Put a `\` before what Markdown reads, and part `@` and `://` from what follows."""
    return _MARKS.sub(r"\\\1", parted(text))


def line_text(line: Line) -> str:
    """Write one line of Markdown."""
    text = escape(line.text)
    shown = f"[{text}]({line.href})" if line.href else f"**{text}**" if line.bold else text
    return f"{line.lead}{shown}{escape(line.tail)}"


def write(digest: Digest, desk: Desk) -> Letter:
    """Write the day as one embed."""
    kept = fit(digest, limit=_LIMIT, size=_size)
    embed: dict[str, object] = {
        "title": escape(heading(digest))[:_TITLE],
        "description": "\n".join(map(line_text, kept)),
    }
    if digest.url:
        embed["url"] = digest.url
    return Letter(url=desk.url, body=as_json({"embeds": [embed], "allowed_mentions": {"parse": []}}))


def _size(lines: Sequence[Line]) -> int:
    return sum(len(line_text(line)) + 1 for line in lines)


SERVICE: Final = Service(write=write, refusal=by_status)
