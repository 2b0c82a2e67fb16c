"""Write a site's files: only those whose bytes differ, and none outside the output folder."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from radar.archive import atomic
from radar.errors import BuildError

MARK: Final = b'<meta name="generator" content="AcademicHub">'
"""Stands in the head of every page of ours; a page without it is not ours to remove."""

_HEAD: Final = 4096
_OUR_FILES: Final = re.compile(
    r"(?:en/)?(?:feeds|data|og|theme)/.+|.+/cite\.(?:bib|ris|csl\.json)|schema/.+"
    r"|(?:.+/)?(?:index\.html\.md|manifest\.webmanifest)|sitemap(?:-[0-9]+)?\.xml"
)


class Output:
    """Count what is written below one folder."""

    def __init__(self, root: Path) -> None:
        """Start with nothing written."""
        self.root = root
        self.seen: set[str] = set()
        self.written = 0
        self.removed = 0

    def put(self, name: str, data: bytes) -> bool:
        """Make a file hold these bytes; False when it did.

        `name` is relative to the folder. Raises BuildError for a name twice in one
        build, and for one that would leave the folder.
        """
        if name in self.seen:
            raise BuildError(f"{name}: two pages want this file")
        path = self.root / name
        if ".." in Path(name).parts or not path.resolve().is_relative_to(self.root.resolve()):
            raise BuildError(f"{name}: leads out of the output folder")
        self.seen.add(name)
        changed = atomic.write(path, data)
        self.written += changed
        return changed

    def remove_stale(self) -> None:
        """Remove files of earlier builds that this one did not make.

        Pages are known by their mark, other files by their folder. What someone else
        put into the output is left for `radar verify` to complain of.
        """
        for name in sorted(self._others()):
            (self.root / name).unlink()
            self.removed += 1
            _remove_empty(self.root / name, self.root)

    def _others(self) -> Iterator[str]:
        for folder, _, names in os.walk(self.root):
            for name in names:
                path = Path(folder, name)
                relative = path.relative_to(self.root).as_posix()
                if relative not in self.seen and not path.is_symlink() and _is_ours(relative, path):
                    yield relative


def _is_ours(name: str, path: Path) -> bool:
    if path.suffix == ".html":
        with path.open("rb") as file:
            return MARK in file.read(_HEAD)
    return bool(_OUR_FILES.fullmatch(name))


def _remove_empty(path: Path, root: Path) -> None:
    """Remove the folders that a removed file leaves empty."""
    for folder in path.parents:
        if folder == root or any(folder.iterdir()):
            return
        folder.rmdir()
