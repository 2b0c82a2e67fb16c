r"""Write for Feishu's custom bots: a rich text (`post`), whose parts are tagged and hold no markup.

https://open.feishu.cn/document/client-docs/bot-v3/add-custom-bot: the body holds at most
20 kB; with signature checking on it carries `timestamp` (seconds) and `sign`, the Base64
of HMAC-SHA256 over nothing, keyed with `timestamp + "\n" + secret`. HTTP 200 comes with
`code`, 0 for success. A mention is a part of its own (`at`), and none is written here.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
from collections.abc import Mapping, Sequence
from functools import partial
from typing import Final

from radar.push.chat_lines import Line, fit, heading
from radar.push.digest import Digest
from radar.push.service import Desk, Letter, Service, as_json, by_code

_LIMIT: Final = 18_000
"""Bytes of the lines; the rest of the 20 kB is for what is around them."""
_HINTS: Final[Mapping[int, str]] = {
    9499: ": the body was not understood",
    11232: ": too many messages",
    19001: ": no such webhook",
    19021: ": the signature does not fit, or this clock is more than an hour off",
    19022: ": this address is not on the bot's list of IP addresses",
    19024: ": the bot wants a keyword in every message",
}


def sign(secret: str, timestamp: str) -> str:
    """Sign a message, as the bot's settings ask."""
    key = f"{timestamp}\n{secret}".encode()
    return base64.b64encode(hmac.new(key, b"", hashlib.sha256).digest()).decode()


def line_parts(line: Line) -> list[dict[str, object]]:
    """Write one line as tagged parts; `<at …>` is taken apart, though plain text is not read for it."""
    text, tail = line.text.replace("<", "＜"), line.tail.replace("<", "＜")
    lead = line.lead.strip("\n")  # parts stand in paragraphs already
    parts: list[dict[str, object]] = [{"tag": "text", "text": lead}] if lead else []
    if line.href:
        parts.append({"tag": "a", "text": text, "href": line.href})
    else:
        parts.append({"tag": "text", "text": text, **({"style": ["bold"]} if line.bold else {})})
    return [*parts, {"tag": "text", "text": tail}] if tail else parts


def write(digest: Digest, desk: Desk) -> Letter:
    """Write the day, signed where the bot has a secret."""
    kept = fit(digest, limit=_LIMIT, size=_size)
    locale = {"zh": "zh_cn", "en": "en_us"}[digest.lang]
    post = {"title": heading(digest), "content": [line_parts(line) for line in kept]}
    body: dict[str, object] = {"msg_type": "post", "content": {"post": {locale: post}}}
    if desk.secret:
        timestamp = str(int(desk.now.timestamp()))
        body = {"timestamp": timestamp, "sign": sign(desk.secret, timestamp), **body}
    return Letter(url=desk.url, body=as_json(body))


def _size(lines: Sequence[Line]) -> int:
    return sum(len(as_json(line_parts(line))) + 1 for line in lines)


SERVICE: Final = Service(write=write, refusal=partial(by_code, keys=("code", "StatusCode"), hints=_HINTS))
