"""Recognise what looks like a key, a token or a password, so that it is refused and never repeated.

Forms of known services are those that their documents give and that GitHub's secret
scanning looks for
(https://docs.github.com/en/code-security/secret-scanning/introduction/supported-secret-scanning-patterns).
What has no known form is judged by its shape: long, without a word in it, digits and
letters in disorder.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Final

_KNOWN: Final = re.compile(
    r"""(?<![A-Za-z0-9])(?:
      sk-(?:[a-z]+[-_])*[A-Za-z0-9_-]{12,}            # OpenAI, Anthropic, DeepSeek, Moonshot and many more
    | gh[pousr]_[A-Za-z0-9]{16,} | github_pat_[A-Za-z0-9_]{16,}
    | glpat-[A-Za-z0-9_-]{16,}
    | xox[abeoprs]-[A-Za-z0-9-]{10,} | xapp-[A-Za-z0-9-]{10,}
    | (?:AKIA|ASIA)[A-Z0-9]{16} | LTAI[A-Za-z0-9]{12,} | AKID[A-Za-z0-9]{12,}
    | AIza[A-Za-z0-9_-]{20,}
    | (?:hf|gsk|nvapi|pplx|fw|tgp|r8|xai)[_-][A-Za-z0-9_-]{20,}
    | eyJ[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]*         # JWT, RFC 7519
    | [0-9]{8,10}:[A-Za-z0-9_-]{30,}                                  # a bot of Telegram
    | SG\.[A-Za-z0-9_-]{16,}\.[A-Za-z0-9_-]{16,}
    | [0-9a-f]{32}\.[A-Za-z0-9]{16}                                   # Zhipu
    | Bearer\s+[A-Za-z0-9._~+/-]{12,}
    )
    | -----BEGIN[ A-Z]*PRIVATE\ KEY
    | (?:hooks\.slack\.com/(?:services|workflows|triggers)|discord(?:app)?\.com/api/webhooks
        |open\.(?:feishu\.cn|larksuite\.com)/open-apis/bot/v2/hook
        |oapi\.dingtalk\.com/robot/send|qyapi\.weixin\.qq\.com/cgi-bin/webhook/send
        |api\.telegram\.org/bot)[/?A-Za-z0-9]
    | ://[^\s/"'@]*:[^\s/"'@]+@                                       # user and password in an address
    | [?&](?:api[_-]?key|access[_-]?token|auth|token|key|secret|password|sig|signature)=[^\s"'&]{6,}
    """,
    re.VERBOSE,
)
_RUN: Final = re.compile(r"[A-Za-z0-9]{24,}")
_CHANGES: Final = 6
"""Changes between letters and digits from which a run of 24 characters is no word and no number."""
_OWN_HASH: Final = re.compile(r"url:[0-9a-f]{8,64}")
"""An id of ours: a paper that is known by its address alone."""
_NAMES: Final = re.compile(
    r"(?:.*[_-])?(?:api[_-]?key|access[_-]?key|auth|key|token|secret|passwd|password|pwd|credentials?)", re.IGNORECASE
)


def is_secret(text: str) -> bool:
    """Tell whether a text holds something that looks like a secret."""
    return next(_found(text), None) is not None


def is_secrets_name(key: str) -> bool:
    """Tell whether a key's name says that its value is a secret: `api_key`, `password`."""
    return bool(_NAMES.fullmatch(key))


def spots(text: str) -> Iterator[tuple[int, int]]:
    """Give line and column, from 1, of each line's first secret, comments included."""
    for number, line in enumerate(text.split("\n"), 1):
        if (start := next(_found(line), None)) is not None:
            yield number, start + 1


def _found(text: str) -> Iterator[int]:
    if known := _KNOWN.search(text):
        yield known.start()
    for run in _RUN.finditer(_OWN_HASH.sub(lambda match: " " * len(match[0]), text)):
        if _disorder(run[0]) >= _CHANGES:
            yield run.start()


def _disorder(run: str) -> int:
    return sum(a.isdigit() != b.isdigit() for a, b in pairwise(run))
