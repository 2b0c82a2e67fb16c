"""Errors the program raises, as a tree.

    RadarError
    ├── ConfigError        radar.toml cannot be used; carries every mistake     exit 2
    ├── ClockError         the clock is more than 36 h from the sources' own    exit 1
    ├── ArchiveError       a file of the archive cannot be read or written      exit 1
    │   └── Locked         another run holds the archive                        exit 0
    └── BuildError         the site could not be built or is not fit to publish exit 1

What is expected to go wrong with one source, paper or reply is a value
(`models.Outcome`, `models.Failed`), never an exception that ends the day.
"""

from __future__ import annotations

from dataclasses import dataclass


class RadarError(Exception):
    """Be the root of every error of ours."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Mistake:
    """Say what is wrong at one place of radar.toml and how to mend it."""

    path: str
    """Dotted path of the key, e.g. `sources[0].kind`."""
    what: str
    line: int = 0
    """1-based; 0 when it is not known."""
    nearest: str = ""
    """The right word nearest to the wrong one, if any."""
    fix: str = ""


class ConfigError(RadarError):
    """Carry every mistake of a radar.toml at once."""

    def __init__(self, file: str, mistakes: tuple[Mistake, ...]) -> None:
        """Keep the file's name and its mistakes in order of lines."""
        self.file = file
        self.mistakes = mistakes
        super().__init__(f"{file}: {len(mistakes)} mistake(s)")

    def __str__(self) -> str:
        """Print one mistake a line: `file:line  path  what  nearest  fix`."""
        return "\n".join(
            "  ".join(part for part in (f"{self.file}:{m.line}", m.path, m.what, m.nearest, m.fix) if part)
            for m in self.mistakes
        )


class ClockError(RadarError):
    """Say that this machine's clock cannot be right."""


class ArchiveError(RadarError):
    """Say which file of the archive is unusable and why."""


class Locked(ArchiveError):  # noqa: N818 - reads as what it is: the archive is locked
    """Say that another run holds the archive."""


class BuildError(RadarError):
    """Say why a site must not be published."""
