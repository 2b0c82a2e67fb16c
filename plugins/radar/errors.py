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
    column: int = 0
    """1-based, in characters; 0 when it is not known."""
    what_zh: str = ""
    """`what` in Chinese; empty where it is said in English alone. Likewise `fix_zh`."""
    fix_zh: str = ""

    def parts(self, *langs: str) -> tuple[str, ...]:
        """Give path, what is wrong, the nearest right word, the fix; what a further language says stands behind."""
        first, *more = langs
        what, fix = self._said(first)
        others = [said for lang in more if (said := self._said(lang)) != (what, fix)]
        behind = ("/ " + ("：" if said[0] == self.what_zh else ": ").join(filter(None, said)) for said in others)
        return (self.path, what, self.nearest, fix, *behind)

    def _said(self, lang: str) -> tuple[str, str]:
        return (self.what_zh, self.fix_zh) if lang == "zh" and self.what_zh else (self.what, self.fix)


class ConfigError(RadarError):
    """Carry every mistake of a radar.toml at once."""

    def __init__(self, file: str, mistakes: tuple[Mistake, ...]) -> None:
        """Keep the file's name and its mistakes in order of lines."""
        self.file = file
        self.mistakes = mistakes
        super().__init__(f"{file}: {len(mistakes)} mistake(s)")

    def lines(self, *langs: str) -> tuple[str, ...]:
        """Say one mistake a line: `file:line:column  path  what  nearest  fix`, in the languages given."""
        return tuple("  ".join((self.place(each), *filter(None, each.parts(*langs)))) for each in self.mistakes)

    def place(self, mistake: Mistake) -> str:
        """Name file, line, and the column where one is known."""
        return f"{self.file}:{mistake.line}" + (f":{mistake.column}" if mistake.column else "")

    def __str__(self) -> str:
        """Print one mistake a line, in English."""
        return "\n".join(self.lines("en"))


class ClockError(RadarError):
    """Say that this machine's clock cannot be right."""


class ArchiveError(RadarError):
    """Say which file of the archive is unusable and why."""


class Locked(ArchiveError):  # noqa: N818 - reads as what it is: the archive is locked
    """Say that another run holds the archive."""


class BuildError(RadarError):
    """Say why a site must not be published."""
