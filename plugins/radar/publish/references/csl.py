"""Write references as CSL-JSON, which citeproc, Zotero and pandoc read.

Variables and types are those of CSL 1.0.2
(https://docs.citationstyles.org/en/stable/specification.html#appendix-iii-types): a
journal's paper is `article-journal`, a preprint `article` with the genre `preprint`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

import orjson

from radar.publish.references.citation_names import Name
from radar.publish.references.citations import Reference

TYPE = "application/vnd.citationstyles.csl+json"
_INDENT: Final = re.compile(rb"\n( +)\1")
"""Two spaces a level; a line break within a text is written `\\n`."""

CslItem = dict[str, str | list[dict[str, str]] | dict[str, list[list[int]]]]
"""One item: texts, names, and the date's parts."""


def csl_json(references: Iterable[Reference]) -> str:
    """Write a whole file, one item a reference, in their order."""
    items = [csl_item(reference) for reference in references]
    data = orjson.dumps(items, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE)
    return _INDENT.sub(lambda found: b"\n" + found[1], data).decode()  # by one, as browsers write it


def csl_item(reference: Reference) -> CslItem:
    """Give one item; what is not known is left out."""
    day = reference.issued
    texts = {
        "genre": "preprint" if reference.is_preprint else "",
        "title": reference.title,
        "publisher" if reference.is_preprint else "container-title": reference.container,
        "number": f"arXiv:{reference.eprint}" if reference.eprint else "",
        "DOI": reference.doi,
        "URL": reference.url,
        "language": reference.language,
    }
    item: CslItem = {"id": reference.key, "type": "article" if reference.is_preprint else "article-journal"}
    item |= {name: text for name, text in texts.items() if text}
    if reference.authors:
        item["author"] = [_name(name) for name in reference.authors]
    return item | {"issued": {"date-parts": [[day.year, day.month, day.day]]}}


def _name(name: Name) -> dict[str, str]:
    if not name.is_split:
        return {"literal": name.literal}
    parts = {"family": name.family, "given": name.given, "suffix": name.suffix}
    return {part: text for part, text in parts.items() if text}
