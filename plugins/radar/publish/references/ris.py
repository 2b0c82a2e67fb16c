"""Write references as RIS, through `rispy`, for EndNote, Mendeley, Zotero and others.

A journal's paper is `JOUR`, a preprint `UNPB` with its server in `PB`: RIS knows no
preprints, and what is unpublished keeps its publisher in every manager. Fields are those
of the specification of 2011. What ends a line there is gone from every value, so that no
title can begin a field of its own.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from radar.publish.references.citations import Reference
from radar.sift.text import clean

TYPE = "application/x-research-info-systems"


def ris(references: Iterable[Reference]) -> str:
    """Write a whole file, one record a reference, in their order."""
    import rispy  # type: ignore[import-untyped] # noqa: PLC0415 - it ships no types; loaded only where it is used

    records = [_record(reference) for reference in references]
    return str(rispy.dumps(records, implementation=_writer()))


@lru_cache
def _writer() -> type[Any]:
    """Give rispy's writer without the number that it sets before each record, which RIS does not have."""
    import rispy  # noqa: PLC0415 - as above

    return type("Writer", (rispy.RisWriter,), {"set_header": lambda _writer, _number: ""})


def _record(reference: Reference) -> dict[str, str | list[str]]:
    """Give a record by rispy's names of fields, in the order in which they are written."""
    texts = {
        "title": reference.title,
        "publisher" if reference.is_preprint else "secondary_title": reference.container,
        "type_of_work": "Preprint" if reference.is_preprint else "",
        "year": f"{reference.issued:%Y}",
        "date": f"{reference.issued:%Y/%m/%d}/",
        "doi": reference.doi,
        "accession_number": f"arXiv:{reference.eprint}" if reference.eprint else "",
        "language": reference.language,
    }
    record: dict[str, str | list[str]] = {"type_of_reference": "UNPB" if reference.is_preprint else "JOUR"}
    record["authors"] = [clean(name.inverted) for name in reference.authors]
    record |= {name: value for name, text in texts.items() if (value := clean(text))}
    if reference.url:
        record["urls"] = [clean(reference.url)]
    return record
