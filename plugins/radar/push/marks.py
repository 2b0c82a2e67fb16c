"""Keep texts of strangers from being read as marks: links, mentions, formatting.

Services that document an escape get it in their own module. For the others, and for what
no escape covers (addresses that clients turn into links by themselves, `@name`), these
take the meaning away and leave the look.
"""

from __future__ import annotations

import re
from typing import Final

_JOINER: Final = "\u2060"
"""Word joiner: invisible, allows no line break, and parts `@` from a name."""
_PARTED: Final = re.compile(r"(?<=@)(?=\w)|(?<=(?<!\w)[#/$])(?=\w)|(?<=:)(?=//)|(?<=\w\.)(?=[^\W\d_])")
_WIDE: Final = str.maketrans("[]<>*`\\@", "［］＜＞＊｀＼＠")


def parted(text: str) -> str:
    """Put a joiner behind `@`, behind `#`, `/`, `$` that begin a word, into `://` and behind the dots of hosts."""
    return _PARTED.sub(_JOINER, text)


def widened(text: str) -> str:
    """Write the characters that make marks in simple Markdown full width; those in `://` too."""
    return text.translate(_WIDE).replace("://", "：//").replace("www.", "www．")
