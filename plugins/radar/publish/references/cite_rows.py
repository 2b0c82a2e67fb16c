"""Say in few bytes what the browser needs to cite a paper in every format.

A row is an array, `radar-cite.js` writes the formats from it:

    0 key   1 is a preprint   2 title   3 names   4 issued   5 journal or server
    6 DOI   7 arXiv id        8 primary class     9 address  10 language
    11 title, 12 authors, 13 journal or server in TeX, 0 where they read as above

A name is a text where it is whole, else its parts: family, given, suffix, and a fourth,
the name as it stands, where no comma belongs into it. What is escaped for TeX is carried,
not reckoned again: the rules of `citation_tex` are not written twice.
"""

from __future__ import annotations

from typing import Any

from radar.publish.references.bibtex import fields
from radar.publish.references.citation_names import Name
from radar.publish.references.citations import Reference


def row(reference: Reference) -> list[Any]:
    """Write a paper's row."""
    tex = dict(fields(reference))
    container = tex.get("journal") or tex.get("howpublished") or reference.container
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
        _unless(tex["title"], reference.title),
        _unless(tex["author"], " and ".join(map(_as_read, reference.authors))),
        _unless(container, reference.container),
    ]


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
