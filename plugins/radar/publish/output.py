"""Tell which files of an output folder are the site's own, whoever built them."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Final

MARK: Final = b'<meta name="generator" content="AcademicHub">'
"""Stands in the head of every page of ours; a page without it is not ours to remove."""

_HEAD: Final = 4096
_OUR_FILES: Final = re.compile(
    r"(?:en/)?(?:feeds|data|og|theme)/.+|.+/cite\.(?:bib|ris|csl\.json)|schema/.+"
    r"|(?:.+/)?(?:index\.html\.md|manifest\.webmanifest)|sitemap(?:-[a-z0-9-]+)?\.xml(?:\.gz)?"
)


def ours_below(root: Path) -> Callable[[str], bool]:
    """Tell files of ours below an output folder: pages by their mark, other files by their place.

    What someone else put there is left for `radar verify` to complain of.
    """

    def is_ours(name: str) -> bool:
        if not name.endswith(".html"):
            return _OUR_FILES.fullmatch(name) is not None
        with (root / name).open("rb") as file:
            return MARK in file.read(_HEAD)

    return is_ours
