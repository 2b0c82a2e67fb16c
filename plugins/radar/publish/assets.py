"""Give the theme's files as they are served: its own scripts without comments and indentation.

A fifth of their bytes on the wire is neither, and no build step is needed for it. Only
whole lines of comment go, and blanks at the beginning of lines: no script of the theme
has a text over several lines. What an owner puts into `overrides/static` is served as it is.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

from radar.publish.site import ROOT

_LEFT_OUT: Final = re.compile(rb"^[ \t]*//.*\n|^[ \t]+|^\n", re.MULTILINE)


def served(path: Path) -> bytes:
    """Read a file of the theme or of the owner's as browsers get it."""
    data = path.read_bytes()
    is_own_script = path.suffix == ".js" and path.is_relative_to(ROOT / "theme" / "static")
    return _LEFT_OUT.sub(b"", data) if is_own_script else data
