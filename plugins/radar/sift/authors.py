"""Split one string of many names, as arXiv's RSS and some journals give it."""

from __future__ import annotations

import re
from typing import Final

_SUFFIX: Final = re.compile(r"(?:jr|sr)\.?|ii|iii|iv", re.IGNORECASE)


def split_authors(text: str) -> tuple[str, ...]:
    """Split `A B, C D,  Single` into names, in order, as written.

    A part that is only a generational suffix (`Jr.`, `III`) belongs to the name
    before it; a part without a letter (a stray `:`) is no name.
    """
    names: list[str] = []
    for part in re.split(r"[;；、]" if re.search("[;；、]", text) else r"[,，]", text):
        name = " ".join(part.split())
        if names and _SUFFIX.fullmatch(name):
            names[-1] = f"{names[-1]}, {name}"
        elif any(character.isalpha() for character in name):
            names.append(name)
    return tuple(names)
