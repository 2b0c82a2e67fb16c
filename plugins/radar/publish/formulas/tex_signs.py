"""Tell dashes, ties and the like of TeX from signs that only look like them."""

from __future__ import annotations

import re
from typing import Final

_TIED: Final = re.compile(r"(?:[^\W\d_]{2}|[.,)\]}$\d])\Z")
_TIED_TO: Final = re.compile(r"[\w\\${(\[]")
_DASHES: Final = {"--": "–", "---": "—"}


def is_tie(before: str, after: str) -> bool:
    """Tell whether a `~` is a space that does not break: `Fig.~1` is tied, `z~2` and `5~10` say roughly."""
    if after[:1] == "\\":
        return True
    is_between = _TIED.search(before[-2:]) and _TIED_TO.match(after)
    return bool(is_between) and not (before[-1].isdigit() and after[0].isdigit())


def dash(before: str, dashes: str, after: str) -> str:
    """Write `--` and `---` as dashes, but not in `--option` or `-->`."""
    is_option = (not before or before[-1].isspace()) and after[:1].isalpha() and dashes == "--"
    is_arrow = before[-1:] in {"!", "<"} or after[:1] in {">", "-", "!"}
    return dashes if is_option or is_arrow else _DASHES.get(dashes, dashes)
