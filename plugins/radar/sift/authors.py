"""Split one string of many names, as arXiv's RSS and some journals give it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

_SUFFIX: Final = re.compile(r"(?:jr|sr)\.?|ii|iii|iv", re.IGNORECASE)
_DEGREE: Final = re.compile(r"(?:ph\.?\s?d|m\.?\s?d|m\.?\s?sc|b\.?\s?sc|mph|dphil|frs)\.?", re.IGNORECASE)
_INITIALS: Final = re.compile(r"\s*+([^\W\d_][^,;]{0,80}),\s*+((?:\w\.[\s-]?){1,9}+)\s*+(?:[,;]|$)")
"""`Family, A. B.,`: HighWire's lists (bioRxiv's RDF)."""
_AND: Final = re.compile(r",?\s++(?:and|&)\s++")
_ET_AL: Final = re.compile(r"[,;]?\s*(?:\bet\.? al\b\.?|\band others\b|等)\s*(?:\([^()]*\))?\s*$", re.IGNORECASE)
_ABBREVIATED: Final = re.compile(r".+\s[A-Z]{1,3}")
"""`Family AB`: the lists of OUP and PubMed, which end in a full stop."""
_NO_PERSON: Final = re.compile(
    r"\b(?:universit\w*|institut\w*|departe?ment\w*|hospital|college|laborator\w+|school|academy|cent(?:er|re)"
    r"|consortium|collaboration|group|team|network|society|commit?tee|initiative|of|for|at)\b",
    re.IGNORECASE,
)
"""Words behind a comma that make it an address or a body, not the given names."""
_HAN: Final = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_LONGEST_PART: Final = 5
"""Words of a family name, or of given names."""
_PAIR: Final = 2


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


def split_byline(text: str, *, family_first: bool = False) -> tuple[str, ...]:
    """Split a journal's line of authors into people's names, given names first.

    Names are parted by comma, semicolon, line break or `and`; `et al.` goes. In doubt a
    comma parts names; `family_first` says that it stands inside them (`Family, Given`).
    """
    text = _ET_AL.sub("", "\n".join(filter(None, (" ".join(line.split()) for line in text.splitlines()))))
    if lines := _one_a_line(text):
        return tuple(map(given_first, lines))
    text = " ".join(text.split())
    pairs = _INITIALS.findall(text)
    if pairs and not "".join(_INITIALS.sub("", text).split()):
        return tuple(f"{given.strip()} {family.strip()}" for family, given in pairs)
    pieces = _AND.split(text)
    if len(pieces) > 1 and all(piece.count(",") == 1 for piece in pieces):
        return tuple(map(given_first, pieces))
    names = split_authors(_AND.sub(", ", text))
    if re.search("[;；]", text):
        return tuple(map(given_first, names))
    if len(names) == _PAIR and "," in text and not _HAN.search(text) and (family_first or _is_one_name(names)):
        return (given_first(", ".join(names)),)
    return _without_final_stop(names)


def given_first(name: str) -> str:
    """Turn `Family, Given` round as people say it; what is no such name stays as it is.

    A generational suffix stays behind a comma; degrees go.
    """
    parts = [part.strip() for part in re.split("[,，]", name)]
    parts = [part for part in parts if part and not _DEGREE.fullmatch(part)]
    suffix = [part for part in parts[1:] if _SUFFIX.fullmatch(part)]
    named = [part for part in parts if part not in suffix]
    if len(named) == _PAIR and not _NO_PERSON.search(named[1]):
        family, given = named
        if max(len(family.split()), len(given.split())) <= _LONGEST_PART:
            gap = "" if _HAN.search(family) and _HAN.search(given) else " "
            named = [f"{family}{gap}{given}" if not gap else f"{given} {family}"]
    return ", ".join((*named, *suffix))


def _one_a_line(text: str) -> list[str]:
    """Split what holds one whole name on each line; empty where lines are mere layout."""
    lines = text.splitlines()
    whole = (
        line.count(",") <= 1 and line[-1] not in ",;；，、" and not re.search("[;；、]|\\band\\b", line)
        for line in lines
    )
    names = (" " in line or "," in line or _HAN.search(line) for line in lines)
    return lines if len(lines) > 1 and all(whole) and all(names) else []


def _is_one_name(names: Sequence[str]) -> bool:
    """Tell `Family, Given Names` from two people: a person's whole name has two words."""
    return any(" " not in name for name in names)


def _without_final_stop(names: Sequence[str]) -> tuple[str, ...]:
    """Take off the full stop that ends a list of `Family AB`."""
    if not names or not names[-1].endswith("."):
        return tuple(names)
    *others, last = names
    listed = _ABBREVIATED.fullmatch(last[:-1]) and all(_ABBREVIATED.fullmatch(other) for other in others)
    return (*others, last[:-1] if listed else last)
