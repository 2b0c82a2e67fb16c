"""Say in few bytes what the browser needs to cite a paper in every format.

A row is an array (`NAMES`), `radar-cite.js` writes the formats from it:

    0 key   1 is a preprint   2 title   3 names   4 issued   5 journal or server
    6 DOI   7 arXiv id        8 primary class     9 address  10 language
    11 title, 12 authors, 13 journal or server in TeX, 0 where they read as above

A name is a text where it is whole, else its parts: family, given, suffix, and a fourth,
the name as it stands, where no comma belongs into it. What is escaped for TeX is carried,
not reckoned again: the rules of `citation_tex` are not written twice.

The browser makes a row of a paper's record in the open data. Most of it stands there;
`beside` gives the rest, which the record carries: what `_expected` does not give.
"""

from __future__ import annotations

import re
from typing import Any, Final

from radar.models import Paper
from radar.publish import cards
from radar.publish.references.bibtex import author_field
from radar.publish.references.citation_capitals import tex_title
from radar.publish.references.citation_names import Name
from radar.publish.references.citation_tex import tex_text
from radar.publish.references.citations import Reference, reference

NAMES: Final = (
    *("key", "preprint", "title", "names", "issued", "container", "doi", "eprint"),
    *("primary", "url", "language", "texTitle", "texNames", "texContainer"),
)
"""What a row's places are called."""
_DAY: Final = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)


def row(reference: Reference) -> list[Any]:
    """Write a paper's row."""
    is_numbered = reference.is_preprint and reference.eprint  # its server stands in no field
    return [
        reference.key,
        int(reference.is_preprint),
        reference.title,
        [_name(name) for name in reference.authors],
        reference.issued.isoformat(),
        reference.container,
        reference.doi,
        reference.eprint,
        reference.primary_class,
        reference.url,
        reference.language,
        _unless(tex_title(reference.title, is_tex=reference.is_tex), reference.title),
        _unless(author_field(reference), " and ".join(map(_as_read, reference.authors))),
        0 if is_numbered else _unless(tex_text(reference.container), reference.container),
    ]


def beside(paper: Paper) -> dict[str, str]:
    """Give what a paper's record carries of its row, by name.

    Names stand one a line, their parts with tabs between them; neither is in any name.
    """
    told, expected = row(reference(paper)), _expected(paper)
    return {name: _text(one) for name, one, other in zip(NAMES, told, expected, strict=True) if one != other}


def _expected(paper: Paper) -> list[Any]:
    """Make the row that the browser makes of the record alone (`rowOf` in radar-cite.js)."""
    eprint = paper.id.removeprefix("arxiv:") if paper.id.startswith("arxiv:") else ""
    issued = _DAY.match(paper.published)
    return [
        "",
        int(bool(eprint)),
        paper.title,
        [_apart(name) for name in paper.authors],
        issued[0] if issued else paper.day.isoformat(),
        paper.places[0].name if paper.places else "",
        paper.doi or (f"10.48550/arXiv.{eprint}" if eprint else ""),
        eprint,
        paper.categories[0] if eprint and paper.categories else "",
        dict(cards.source_links(paper)).get("source", ""),
        "en",
        *(0, 0, 0),
    ]


def _apart(name: str) -> str | list[str]:
    """Take the last word for the family name."""
    given, _, family = name.rpartition(" ")
    return [family, given] if given else name


def _text(value: object) -> str:
    if not isinstance(value, list):
        return str(value)
    return "\n".join(one if isinstance(one, str) else "\t".join(one) for one in value)


def _name(name: Name) -> str | list[str]:
    if not name.is_split:
        return name.literal
    parts = [name.family, name.given, name.suffix, name.literal if name.is_native else ""]
    while not parts[-1]:
        parts.pop()
    return parts


def _as_read(name: Name) -> str:
    """Write an author as BibTeX has those that hold nothing to escape."""
    if not name.is_split or name.is_native:
        return f"{{{name.literal}}}"
    return ", ".join(part for part in (name.family, name.suffix, name.given) if part)


def _unless(text: str, known: str) -> str | int:
    return 0 if text == known else text
