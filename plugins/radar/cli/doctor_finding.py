"""Say what `radar doctor` found: one line each, in both languages, with what mends it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Health(StrEnum):
    """How something fares, from good to bad."""

    OK = "ok"
    NOTE = "note"
    """As it may be: something is not used, or not known."""
    WARN = "warn"
    """The site is made, but not all of it."""
    WRONG = "wrong"
    """The radar does not run like this."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Finding:
    """Hold one line. Nothing in it is a secret: keys are present or not."""

    name: str
    health: Health
    what: str
    zh: str
    fix: str = ""
    fix_zh: str = ""

    def line(self, *langs: str) -> str:
        """Write it: `warn  model  what  fix`, further languages behind."""
        said = [(self.zh, self.fix_zh) if lang == "zh" else (self.what, self.fix) for lang in langs]
        parts = "  /  ".join("  → ".join(filter(None, one)) for one in dict.fromkeys(said))
        return f"{self.health:5}  {self.name:10}  {parts}"
