"""Take abstract, authors, DOI and day out of what journals put into an entry's text.

Publishers fill `description` with more than the abstract: where it appeared, labelled
lines, the word "Abstract". Each such form is one line of the tables below.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from radar.collect import syndication
from radar.collect.syndication import Entry
from radar.sift.authors import given_first, split_byline
from radar.sift.identity import doi
from radar.sift.text import clean, clean_abstract, clean_authors, strip_markup

_ENOUGH: Final = 200
"""Characters from which a summary is taken for the abstract, though there is longer content."""
_LEAST_NAME: Final = 8
"""Characters of a line that may be taken for the journal's name."""

_PLACE: Final = re.compile(
    r"""
      .{1,100}?,\s+Published\ online:\s[^;]{4,40};\s*(?:doi:\S+)?        # Nature
    | Publication\ date:\s.{3,60} | Source:\s.{3,200}                    # ScienceDirect
    | [^:]{2,80}\s\d+(?:\(\d+\))?:\s\d+[-–]\d+                           # Pensoft: volume and pages
    | Volume\s\d+,\sIssue\s[\w–-]+,.{0,80}                               # Atypon
    | .{2,80},\s(?:Early\ ?View|Ahead\ of\ Print|(?:Volume|Issue|Page)\s.{1,60})\.?     # Wiley, Atypon
    | .{2,80}\.\s\d{4}\s\w{3}(?:\s\d+)?;.{2,80}\sdoi:\s?\S+.{0,60}       # PubMed
    | PMID:\s?\d+.{0,120}                                                # PubMed
    | arXiv:\S{5,30}\ Announce\ Type:\s[a-z-]+                           # arXiv
    | (?:.{2,80},\s)?\d{4},\s(?:Advance\ Article|Accepted\ Manuscript|\d+\s?,\s?\d+.{0,12})(?:DOI.{0,90})?   # RSC
    | To\ cite\ this\ article\ before\ page\ numbers.{0,90} | The\ content\ of\ this\ RSS\ Feed.{0,60}       # RSC
    | (?:[\w-]+\.)+[a-z]{2,12}                                           # a bare host: Google Scholar
    | (?:Abstract|Summary|摘要)\s*[:.：]?
    | N/?A\.? | (?:No|Not)\ (?:abstract\ )?available\.? | No\ abstract\.?
    | (?:HTML|XML|PDF|\s)+ | <正>.?
    """,
    re.VERBOSE | re.IGNORECASE,
)
"""Lines that say where a paper appeared, and nothing else."""
_WORDLESS: Final = re.compile(r"[\W\d_]*")
"""Lines that mean nothing before an abstract or behind it, though they may within."""
_AUTHORS: Final = re.compile(r"(?:Author(?:s|\(s\))?|作者)\s*[:：]\s*(.+)", re.IGNORECASE)
_CNKI: Final = re.compile(r"(?:[^;；。，,:：\d]{1,40}[;；])+")
"""`甲;乙;丙;`: CNKI's line of authors, before the abstract."""
_DOI: Final = re.compile(r".{0,200}?\bdoi\s?:\s*(10\.\d{4,9}/\S+)", re.IGNORECASE)
_LABEL: Final = re.compile(
    r"(?:Abstract|Summary|摘要)\s*[:：]\s*|<正>"
    r"|Abstract\s+(?=(?:The|We|This|These|In|A|An|Here|Our|To|It|Background|Objectives?|Purpose|Aims?)\b)",
    re.IGNORECASE,
)
_ONLINE: Final = re.compile(r"Publication\ date:\s+Available\ online\s+(.{6,30})", re.IGNORECASE)
"""ScienceDirect's only date, which an article has before its issue."""
_ADDRESS: Final = re.compile(r"""\bhref\s*=\s*["']?([^"'\s>]{8,300})""", re.IGNORECASE)

_MAIL: Final = re.compile(
    r"\s*+[(<\[]?\s*+(?:mailto:)?[^()<>\[\]@\s]{1,64}+@[^()<>\[\]@\s]{1,200}\.[a-z]{2,12}\s*+[)>\]]?", re.IGNORECASE
)
_BYLINE: Final = re.compile(r"^\s*(?:(?:[Aa]uthors?|[Aa]uthor\(s\)|作者)\s*[:：]|[Bb]y\s+(?=[A-Z]))\s*")
_GROUP: Final = re.compile(r"^(.{2,80}\bcollaborations?)\s*:\s*", re.IGNORECASE)
"""`X collaboration: A. Author`: arXiv's old feeds."""
_NO_NAME: Final = re.compile(r"None\s+(?=\S+$)")
"""PubMed's word for given names it does not know."""
_NOBODY: Final = frozenset(
    (
        *("admin", "administrator", "editor", "editors", "the editors", "anonymous", "[anonymous]", "none", "null"),
        *("unknown", "undefined", "n/a", "and others", "et al", "et al.", "匿名", "本刊编辑部", "编辑部"),
    )
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Text:
    """Hold what an entry's text said, cleaned."""

    abstract: str
    authors: tuple[str, ...]
    doi: str
    mentioned: tuple[str, ...] = ()
    """All DOIs named in it, in order."""
    online: date | None = None
    """The day on which it says that the paper came online."""


def read(entry: Entry, title: str, *, journal: str = "", family_first: bool = False) -> Text:
    """Read an entry; an abstract that only says the title or the journal's name is none.

    `journal` is how the feed names itself; `family_first` says that its authors are
    written `Family, Given` (`writes_family_first`).
    """
    summary = str(entry.get("summary", ""))
    texts = [summary, *(str(part.get("value", "")) for part in parts(entry, "content"))]
    places = {str(entry.get(key, "")) for key in ("prism_publicationname", "dc_source", "dc_publisher")}
    bodies = [_Body.of(text, title, {journal, *places}) for text in texts]
    names = author_names((str(one.get("name", "")) for one in parts(entry, "authors")), family_first=family_first)
    told = next((body.authors for body in bodies if body.authors), ())
    return Text(
        abstract=_abstract([body.abstract for body in bodies]),
        authors=names or told,
        doi=next((body.doi for body in bodies if body.doi), ""),
        mentioned=tuple(dict.fromkeys(name for text in texts for name in _dois(text))),
        online=next((body.online for body in bodies if body.online), None),
    )


def parts(entry: Entry, key: str) -> list[Mapping[str, Any]]:
    """List the parts of a field that feedparser gives as several; a plain string (IEEE's `authors`) is one name."""
    found = entry.get(key) or ()
    if isinstance(found, str):
        return [{"name": found, "value": found}]
    return [part for part in found if isinstance(part, Mapping)]


def writes_family_first(entries: Iterable[Entry]) -> bool:
    """Tell a feed whose elements hold `Family, Given`: somewhere two or more authors all have one comma."""
    lists = ([str(one.get("name", "")) for one in parts(entry, "authors")] for entry in entries)
    return any(len(names) > 1 and all(name.count(",") == 1 for name in names) for names in lists)


def author_names(names: Iterable[str], *, family_first: bool = False) -> tuple[str, ...]:
    """List an entry's authors in order, as people say their names; a single string may hold all of them.

    Two of one name stay two: in lists of thousands they are two people. A list given
    twice over, by `author` and by `dc:creator`, counts once.
    """
    given = [_bare(name) for name in names]
    given = [name for name in given if name]
    half = len(given) // 2
    if half and given[:half] == given[half:]:
        given = given[:half]
    if len(given) == 1:
        found = split_byline(given[0], family_first=family_first)
    else:
        found = tuple(given_first(part) for name in given for part in re.split("[;；]", name))
    cleaned = clean_authors(found)
    return tuple(_NO_NAME.sub("", name) for name in cleaned if name.lower() not in _NOBODY)


def _bare(name: str) -> str:
    """Take off a name what is no part of it: markup, e-mail, a label."""
    lines = (" ".join(line.split()) for line in strip_markup(name).splitlines())
    told = _BYLINE.sub("", _MAIL.sub("", "\n".join(filter(None, lines))), count=1)
    return _GROUP.sub(r"\1, ", told.strip(" \t\r\n,;；，"))


def _abstract(found: list[str]) -> str:
    """Choose the text that is the abstract: the first that is long enough and whole, else the longest."""
    whole = [text for text in found if len(text) >= _ENOUGH and not text.endswith(("...", "…"))]
    return next(iter(whole), max(found, key=len))


def _dois(markup: str) -> Iterator[str]:
    words = (word for line in _lines(markup) for word in line.split() if "10." in word)
    return (name for name in map(doi, (*words, *_ADDRESS.findall(markup))) if name)


@dataclass(frozen=True, kw_only=True, slots=True)
class _Body:
    """Hold one of an entry's texts, taken apart."""

    abstract: str
    authors: tuple[str, ...]
    doi: str
    online: date | None = None

    @classmethod
    def of(cls, markup: str, title: str, places: Iterable[str]) -> _Body:
        kept: list[str] = []
        authors: tuple[str, ...] = ()
        name = ""
        online = None
        called = {_folded(place) for place in places}
        for line in _lines(markup):
            said = _DOI.match(line) if not kept else None
            name = name or ((doi(said[1]) or "") if said else "")
            if found := _ONLINE.match(line):
                online = syndication.day(found[1])
            if labelled := _AUTHORS.fullmatch(line):
                authors = authors or author_names([labelled[1]])
            elif not kept and _CNKI.fullmatch(line):
                authors = authors or author_names([line])
            elif not (_is_place(line, called, within=bool(kept)) or (said and line.lower().startswith("doi"))):
                kept.append(line)
        while kept and _WORDLESS.fullmatch(kept[-1]):
            kept.pop()
        if kept and (label := _LABEL.match(kept[0])):
            kept[0] = kept[0][label.end() :]
        abstract = clean_abstract("\n".join(kept))
        return cls(
            abstract="" if _folded(abstract) == _folded(title) else abstract, authors=authors, doi=name, online=online
        )


def _is_place(line: str, called: Iterable[str], *, within: bool) -> bool:
    """Tell a line that only says where the paper appeared.

    The journal may say more of itself than its name (`X: Latest Articles`).
    """
    told = _folded(line)
    named = len(told) >= _LEAST_NAME and any(name.startswith(told) for name in called)
    return named or bool(_PLACE.fullmatch(line)) or (not within and bool(_WORDLESS.fullmatch(line)))


def _folded(text: str) -> str:
    return clean(text).casefold().rstrip(".")


def _lines(markup: str) -> Iterator[str]:
    lines = map(clean, strip_markup(markup).splitlines())
    return (line for line in lines if line)
