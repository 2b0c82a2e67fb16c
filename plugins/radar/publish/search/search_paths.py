"""Give the addresses of the files that searching needs, all below `data/search/`."""

from __future__ import annotations

import re
from typing import Final

FOLDER: Final = "data/search/"
INDEX: Final = f"{FOLDER}index.json"
"""What the search page reads first: the periods, and what may be filtered by."""
PROGRAM: Final = f"{FOLDER}program.json"
"""What there is of the program that searches in the browser."""

_FAMILY: Final = re.compile(
    r"data/search/(?:pagefind\.js|wasm\.[a-z]+\.pagefind"
    r"|\d+(?:-\d+)?/(?:en|zh)/(?:pagefind-entry\.json|pagefind\.[a-z]+_[0-9a-f]+\.pf_meta"
    r"|(?:index|filter)/[a-z]+_[0-9a-f]+\.pf_(?:index|filter)))"
)


def made(period: str) -> str:
    """Find what the indexes of a period were made of and hold: for the next build and for `radar verify`."""
    return f"{FOLDER}{period}/made.json"


def cards(period: str, number: int) -> str:
    """Find what is shown of a few items of a period."""
    return f"{FOLDER}{period}/cards/{number}.json"


def bundle(period: str, lang: str) -> str:
    """Find the folder of an index."""
    return f"{FOLDER}{period}/{lang}/"


def is_of_pagefind(name: str) -> bool:
    """Tell a file that Pagefind made, or that is made from one."""
    return bool(_FAMILY.fullmatch(name))


def is_of_search(name: str) -> bool:
    """Tell a file of this family from the site's others."""
    return name.startswith(FOLDER)
