r"""Write for DingTalk's custom robots, in their Markdown.

https://open.dingtalk.com/document/orgapp/custom-bot-to-send-group-chat-messages and
https://open.dingtalk.com/document/orgapp/custom-robot-access: a body of at most 20,000
bytes; whom to mention is said apart (`at`), and nobody is; with signing on, the address
gets `timestamp` (milliseconds) and `sign`, the Base64 of HMAC-SHA256 over
`timestamp + "\n" + secret`, keyed with the secret. HTTP 200 comes with `errcode`, 0 for
success. No escape is documented: `marks.widened`.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
from collections.abc import Mapping, Sequence
from functools import partial
from typing import Final
from urllib.parse import quote_plus

from radar.push.chat_lines import Line, fit, heading
from radar.push.digest import Digest
from radar.push.marks import widened
from radar.push.service import Desk, Letter, Service, as_json, by_code
from radar.push.wecom import line_text

_LIMIT: Final = 18_000
"""Bytes of the text as it stands in JSON."""
_HINTS: Final[Mapping[int, str]] = {
    300005: ": no such robot",
    310000: ": the robot's security settings refuse it (keyword, signature, or IP address)",
    410100: ": too many messages, 20 a minute are taken",
    130101: ": too many messages, 20 a minute are taken",
}


def signature(secret: str, timestamp: str) -> str:
    """Sign a moment, as the robot's settings ask; ready to stand in an address."""
    digest = hmac.new(secret.encode(), f"{timestamp}\n{secret}".encode(), hashlib.sha256).digest()
    return quote_plus(base64.b64encode(digest))


def write(digest: Digest, desk: Desk) -> Letter:
    """Write the day; single line breaks are none in this Markdown."""
    title = heading(digest)
    kept = fit(digest, limit=_LIMIT, size=_size)
    text = "\n\n".join([f"## {widened(title)}", *map(line_text, kept)])
    body = {"msgtype": "markdown", "markdown": {"title": title, "text": text}, "at": {"isAtAll": False}}
    url = desk.url
    if desk.secret:
        timestamp = str(int(desk.now.timestamp() * 1000))
        joint = "&" if "?" in url else "?"
        url = f"{url}{joint}timestamp={timestamp}&sign={signature(desk.secret, timestamp)}"
    return Letter(url=url, body=as_json(body))


def _size(lines: Sequence[Line]) -> int:
    return sum(len(as_json(line_text(line))) + 4 for line in lines)


SERVICE: Final = Service(write=write, refusal=partial(by_code, keys=("errcode",), hints=_HINTS))
