"""Take abstract, authors and DOI out of what journals put into an entry's text.

Publishers fill `description` with more than the abstract: where it appeared, labelled
lines, the word "Abstract". Each such form is one line of the tables below.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from radar.collect.syndication import Entry
from radar.sift.identity import doi
from radar.sift.text import clean, clean_abstract, clean_authors, split_authors, strip_markup

_ENOUGH: Final = 200
"""Characters from which a summary is taken for the abstract, though there is longer content."""

_PLACE: Final = re.compile(
    r"""
      .{1,100}?,\s+Published\ online:\s[^;]{4,40};\s*(?:doi:\S+)?        # Nature
    | Publication\ date:\s.{3,40} | Source:\s.{3,200}                    # ScienceDirect
    | [^:]{2,80}\s\d+(?:\(\d+\))?:\s\d+[-–]\d+                           # Pensoft: volume and pages
    | Volume\s\d+,\sIssue\s[\w–-]+,.{0,80}                               # Atypon
    | .{2,80},\s(?:Early\ ?View|(?:Volume|Issue|Page)\s.{1,60})\.?       # Wiley
    | .{2,80}\.\s\d{4}\s\w{3}(?:\s\d+)?;.{2,80}\sdoi:\s?\S+.{0,60}       # PubMed
    | (?:Abstract|Summary|摘要)\s*[:.：]?
    | (?:HTML|XML|PDF|\s)+ | <正>.? | [\W\d_]*
    """,
    re.VERBOSE | re.IGNORECASE,
)
"""Lines that say where a paper appeared, and nothing else."""
_AUTHORS: Final = re.compile(r"Author(?:s|\(s\))?:\s*(.+)", re.IGNORECASE)
_DOI: Final = re.compile(r".{0,200}?\bdoi:\s*(10\.\d{4,9}/\S+)", re.IGNORECASE)
_LABEL: Final = re.compile(r"(?:Abstract|Summary|摘要)\s*[:：]\s*", re.IGNORECASE)

_INITIALS: Final = re.compile(r"\s*([^\W\d_][^,;]*),\s*((?:\w\.[\s-]?)+)\s*(?:[,;]|$)")
"""`Family, A. B.,`: HighWire's lists (bioRxiv's RDF)."""
_MAIL: Final = re.compile(r"\s*[(<][^()<>@\s]+@[^()<>@\s]+[)>]\s*$")
_AND: Final = re.compile(r",?\s+(?:and|&)\s+")
_ET_AL: Final = re.compile(r"[,;]?\s*\bet\.? al\.?\s*$", re.IGNORECASE)


@dataclass(frozen=True, kw_only=True, slots=True)
class Text:
    """Hold what an entry's text said, cleaned."""

    abstract: str
    authors: tuple[str, ...]
    doi: str


def read(entry: Entry, title: str) -> Text:
    """Read an entry; an abstract that only says the title again is none."""
    summary = str(entry.get("summary", ""))
    content = [str(part.get("value", "")) for part in entry.get("content", ())]
    bodies = [_Body.of(text) for text in (summary, *content)]
    long_enough = [body.abstract for body in bodies if len(body.abstract) >= _ENOUGH]
    abstract = next(iter(long_enough), max((body.abstract for body in bodies), key=len))
    if abstract.casefold().rstrip(".") == title.casefold().rstrip("."):
        abstract = ""
    names = author_names(str(author.get("name", "")) for author in entry.get("authors", ()))
    return Text(
        abstract=abstract,
        authors=names or next((body.authors for body in bodies if body.authors), ()),
        doi=next((body.doi for body in bodies if body.doi), ""),
    )


def author_names(names: Iterable[str]) -> tuple[str, ...]:
    """List an entry's authors in order, each once; a single string may hold all of them."""
    given = [" ".join(_MAIL.sub("", strip_markup(name)).split()) for name in names]
    given = [name for name in given if name]
    if len(given) == 1:
        given = list(_split(given[0]))
    return tuple(dict.fromkeys(clean_authors(given)))


@dataclass(frozen=True, kw_only=True, slots=True)
class _Body:
    """Hold one of an entry's texts, taken apart."""

    abstract: str
    authors: tuple[str, ...]
    doi: str

    @classmethod
    def of(cls, markup: str) -> _Body:
        kept: list[str] = []
        authors: tuple[str, ...] = ()
        name = ""
        for line in _lines(markup):
            said = _DOI.match(line) if not kept else None
            name = name or ((doi(said[1]) or "") if said else "")
            if labelled := _AUTHORS.fullmatch(line):
                authors = authors or author_names([labelled[1]])
            elif not _PLACE.fullmatch(line) and not (said and line.lower().startswith("doi")):
                kept.append(line)
        if kept:
            kept[0] = _LABEL.sub("", kept[0], count=1) if _LABEL.match(kept[0]) else kept[0]
        abstract = clean_abstract("\n".join(kept))
        return cls(abstract=abstract, authors=authors, doi=name)


def _lines(markup: str) -> Iterator[str]:
    lines = map(clean, strip_markup(markup).splitlines())
    return (line for line in lines if line)


def _split(text: str) -> tuple[str, ...]:
    """Take one string of names apart; a lone `Family, Given` stays whole."""
    text = _ET_AL.sub("", text)
    pairs = _INITIALS.findall(text)
    if pairs and "".join(_INITIALS.sub("", text).split()) == "":
        return tuple(f"{given.strip()} {family.strip()}" for family, given in pairs)
    parts = [part.strip() for part in _AND.sub(", ", text).split(",")]
    latin = all(part.isascii() or part[:1].isupper() for part in parts)
    if len(parts) == 2 and latin and all(" " not in part for part in parts):  # noqa: PLR2004 - family and given
        return (text,)
    return split_authors(_AND.sub(", ", text))
