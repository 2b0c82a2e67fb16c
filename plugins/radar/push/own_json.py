"""Write for programs of the owner's: the whole digest as JSON.

With a secret the header `X-AcademicHub-Signature: sha256=…` carries the HMAC-SHA256 of the
body in hexadecimal, so that the receiver can tell who sent it. Any 2xx is success.
"""

from __future__ import annotations

import hashlib
import hmac
from dataclasses import asdict
from typing import Final

from radar.push.digest import Digest
from radar.push.service import Desk, Letter, Service, as_json, by_status

_SCHEMA: Final = 1


def write(digest: Digest, desk: Desk) -> Letter:
    """Write the digest with its fields as they are named in `digest`, the day in ISO 8601."""
    body = as_json({"schema_version": _SCHEMA, **asdict(digest), "day": digest.day.isoformat()})
    headers = {}
    if desk.secret:
        code = hmac.new(desk.secret.encode(), body, hashlib.sha256).hexdigest()
        headers["X-AcademicHub-Signature"] = f"sha256={code}"
    return Letter(url=desk.url, body=body, headers=headers)


SERVICE: Final = Service(write=write, refusal=by_status)
