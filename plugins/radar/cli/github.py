"""Speak with the REST API of the GitHub that runs a workflow, as its own token may.

Addresses and answers: docs.github.com/en/rest (version 2022-11-28). Every failure is a value; none
holds the token or what the server said.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

import httpx2

VERSION: Final = "2022-11-28"
_SECONDS: Final = 20.0
_NAME: Final = re.compile(r"[A-Za-z0-9-]{1,100}/[A-Za-z0-9._-]{1,100}")
_NO_ANSWER: Final = 0


@dataclass(frozen=True, kw_only=True, slots=True)
class Reply:
    """Hold an answer: its status, 0 where none came, and its JSON."""

    status: int
    data: Any = None

    @property
    def ok(self) -> bool:
        """Tell whether the request was done."""
        return 200 <= self.status < 300  # noqa: PLR2004 - RFC 9110, 15.3: successful


@dataclass(frozen=True, kw_only=True, slots=True)
class Repository:
    """Name the repository that a workflow runs in, and hold the way to its API."""

    name: str
    """`owner/repository`."""
    server: str = "https://github.com"
    api: str = "https://api.github.com"
    token: str = field(default="", repr=False)

    @classmethod
    def of(cls, variables: Mapping[str, str]) -> Repository | None:
        """Read the variables that every runner sets; None outside a workflow."""
        name = variables.get("GITHUB_REPOSITORY", "")
        if not _NAME.fullmatch(name):
            return None
        return cls(
            name=name,
            server=variables.get("GITHUB_SERVER_URL", "") or "https://github.com",
            api=variables.get("GITHUB_API_URL", "") or "https://api.github.com",
            token=variables.get("GITHUB_TOKEN", "").strip(),
        )

    @property
    def page(self) -> str:
        """Give the address of its page."""
        return f"{self.server}/{self.name}"

    @property
    def site(self) -> str:
        """Reckon where GitHub Pages puts its site, a domain of its own aside."""
        owner, _, name = self.name.partition("/")
        host = f"{owner.lower()}.github.io"
        return f"https://{host}" if name.lower() == host else f"https://{host}/{name}"

    def ask(self, method: str, path: str, body: Mapping[str, object] | None = None) -> Reply:
        """Send one request below `/repos/owner/repository`; never raises for what the network does."""
        headers = {
            "Accept": "application/vnd.github+json",
            "X-GitHub-Api-Version": VERSION,
            "User-Agent": "AcademicHub-radar",
        }
        if self.token:
            headers["Authorization"] = f"Bearer {self.token}"
        try:
            with httpx2.Client(timeout=_SECONDS, headers=headers, trust_env=False) as client:
                answer = client.request(method, f"{self.api}/repos/{self.name}{path}", json=body)
                return Reply(status=answer.status_code, data=answer.json() if answer.content else None)
        except (httpx2.HTTPError, httpx2.InvalidURL, ValueError):
            return Reply(status=_NO_ANSWER)
