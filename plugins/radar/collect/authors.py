"""Read the authors of a feed's entry, in the forms that journals give them."""

from __future__ import annotations

import re
from typing import Any, Final

from radar.sift.text import clean_authors, split_authors, strip_markup

_INITIALS_AFTER: Final = re.compile(r"\s*([^\W\d_][^,;]*?),\s*((?:[A-Z]\.[\s\-]?)+)(?:,|;|$)")
"""`Family, A. B.,`: HighWire's lists (bioRxiv's old RDF)."""
_MAIL: Final = re.compile(r"\s*\([^()@\s]+@[^()@\s]+\)\s*$")
_AND: Final = re.compile(r"\s+(?:and|&|et)\s+(?=[A-Z])|,\s*and\s+")


def author_names(entry: Any) -> tuple[str, ...]:  # noqa: ANN401 - feedparser has no types
    """List every author of a feedparser entry, in order, each once."""
    names = [str(author.get("name", "")) for author in entry.get("authors", ())]
    if not any(names) and entry.get("author"):
        names = [str(entry.get("author"))]
    if len(names) == 1:
        names = list(_split(names[0]))
    cleaned = clean_authors(_MAIL.sub("", strip_markup(name)) for name in names)
    return tuple(dict.fromkeys(cleaned))


def _split(text: str) -> tuple[str, ...]:
    """Take one string of names apart; a lone `Family, Given` stays whole."""
    text = " ".join(strip_markup(text).split())
    pairs = _INITIALS_AFTER.findall(text)
    if len(pairs) > 1:
        return tuple(f"{given.strip()} {family.strip()}" for family, given in pairs)
    text = _AND.sub(", ", text)
    if text.count(",") == 1 and all(" " not in part.strip() for part in text.split(",")):
        return (text,)
    return split_authors(text)
