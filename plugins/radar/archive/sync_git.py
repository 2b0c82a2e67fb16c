"""Run git in one folder: no prompt, no settings of the user, the token in the environment alone.

What git prints is English whatever the machine speaks, and errors carry its last line. A token is
handed over in variables (`GIT_CONFIG_*`, git-config(1)), so that it stands neither in the list of
processes nor in `.git/config`, and it is struck out of what git says.
"""

from __future__ import annotations

import base64
import os
import re
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from radar.errors import ArchiveError

DEADLINE: Final = 600.0
"""Seconds that one call may take: a first clone of many years over a slow line."""
_KEPT: Final = re.compile(r"PATH|HOME|USER|TMPDIR|SYSTEMROOT|SSL_CERT_(?:FILE|DIR)|SSH_\w+|https_proxy|HTTPS_PROXY")
"""Variables of the surroundings that git needs; of the others, keys among them, none reaches it."""
_IDENTITY: Final = {
    "GIT_AUTHOR_NAME": "AcademicHub",
    "GIT_AUTHOR_EMAIL": "academichub@localhost",
    "GIT_COMMITTER_NAME": "AcademicHub",
    "GIT_COMMITTER_EMAIL": "academichub@localhost",
}
_SETTINGS: Final = {
    "core.autocrlf": "false",
    "core.quotePath": "false",
    "core.symlinks": "false",
    "core.hooksPath": os.devnull,
    "gc.autoDetach": "false",
    "protocol.ext.allow": "never",
    "safe.directory": "*",
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Said:
    """Hold how a call ended."""

    code: int
    out: bytes
    talk: str
    """What git said on stderr, without the token."""

    @property
    def reason(self) -> str:
        """Give the line that says why: git's own `fatal:` or `error:`, else the last one."""
        lines = [line.strip() for line in self.talk.splitlines() if line.strip()]
        telling = [line for line in lines if line.startswith(("fatal:", "error:", "remote: error:"))]
        return (telling or lines or [f"exit {self.code}"])[-1]


@dataclass(frozen=True, kw_only=True, slots=True)
class Git:
    """Run git in `folder`."""

    folder: Path
    token: str = field(default="", repr=False)
    server: str = "https://github.com"
    """To whom the token belongs; it is sent nowhere else."""
    variables: Mapping[str, str] = field(default_factory=dict, repr=False)
    """The surroundings, of which git gets what it needs."""

    def run(self, *words: str, given: bytes = b"", when: str = "") -> bytes:
        """Run git to its end and give its stdout; raise ArchiveError for any other exit code than 0.

        `given` is its stdin; `when` the date that a commit gets.
        """
        said = self.ask(*words, given=given, when=when)
        if said.code:
            raise ArchiveError(f"git {words[0]}: {said.reason}")
        return said.out

    def text(self, *words: str, given: bytes = b"", when: str = "") -> str:
        """Run git and give what it printed, stripped."""
        return self.run(*words, given=given, when=when).decode("utf-8", "replace").strip()

    def ask(self, *words: str, given: bytes = b"", when: str = "") -> Said:
        """Run git and give how it ended; raise ArchiveError where it cannot be started or does not end."""
        try:
            done = subprocess.run(  # noqa: S603 - git with words of our own; branch and address are checked before
                ["git", *words],  # noqa: S607 - git is found by PATH on every runner
                cwd=self.folder,
                env=self._environment(when),
                input=given,
                capture_output=True,
                timeout=DEADLINE,
                check=False,
            )
        except FileNotFoundError as error:
            raise ArchiveError("git is not installed") from error
        except subprocess.TimeoutExpired as error:
            raise ArchiveError(f"git {words[0]}: no end within {DEADLINE:.0f} s") from error
        return Said(code=done.returncode, out=done.stdout, talk=self._struck(done.stderr))

    def _environment(self, when: str) -> dict[str, str]:
        """Give git its variables: with a token nothing of the user's own settings, without one those too."""
        kept = {name: value for name, value in self.variables.items() if _KEPT.fullmatch(name)}
        fixed = {"LC_ALL": "C.UTF-8", "GIT_TERMINAL_PROMPT": "0", **_IDENTITY}
        if when:
            fixed |= {"GIT_AUTHOR_DATE": when, "GIT_COMMITTER_DATE": when}
        settings = dict(_SETTINGS)
        if self.token:
            fixed |= {"GIT_CONFIG_NOSYSTEM": "1", "GIT_CONFIG_GLOBAL": os.devnull}
            settings[f"http.{self.server}/.extraheader"] = f"AUTHORIZATION: basic {self._basic()}"
        return {**kept, **fixed, **_numbered(settings)}

    def _basic(self) -> str:
        return base64.b64encode(f"x-access-token:{self.token}".encode()).decode()

    def _struck(self, talk: bytes) -> str:
        said = talk.decode("utf-8", "replace")
        return said.replace(self.token, "***").replace(self._basic(), "***") if self.token else said


def _numbered(settings: Mapping[str, str]) -> dict[str, str]:
    """Write settings as git reads them from its environment (git-config(1), GIT_CONFIG_COUNT)."""
    found = {"GIT_CONFIG_COUNT": str(len(settings))}
    for number, (key, value) in enumerate(settings.items()):
        found[f"GIT_CONFIG_KEY_{number}"] = key
        found[f"GIT_CONFIG_VALUE_{number}"] = value
    return found
