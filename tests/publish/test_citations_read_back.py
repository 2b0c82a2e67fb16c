"""Read citation files with other people's parsers, for the tests of citations and their bench."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl

import bibtexparser
import jsonschema
import rispy
from bibtexparser import middlewares
from pylatexenc.latex2text import LatexNodes2Text, MacroTextSpec, get_default_latex_context_db

from radar.publish.references.bibtex import bibtex
from radar.publish.references.citations import Name, Reference
from radar.publish.references.coins import coins, coins_author
from radar.publish.references.csl import csl_json
from radar.publish.references.ris import ris

SCHEMA = Path(__file__).resolve().parents[1] / "data" / "csl-json.schema.json"

_NAMED = {
    "textbackslash": "\\",
    "backslash": "\\",
    "textasciitilde": "~",
    "textasciicircum": "^",
    "textbraceleft": "{",
    "textbraceright": "}",
    "lbrace": "{",
    "rbrace": "}",
    "textless": "<",
    "textgreater": ">",
    "textbar": "|",
    "ensuremath": "",
}
_COMMAND = re.compile(rf"\\(?:(?P<named>{'|'.join(_NAMED)})(?![A-Za-z])(?:{{}}|\s)?|(?P<sign>.))")
_AS_TEX = re.compile(r"[\\{}$~]|--|``|''|[?!]`|,,|<<|>>")
"""What TeX does not print as it stands, ligatures among it."""
_PRINTED = {"textless": "<", "textgreater": ">", "textbar": "|", "textasciicircum": "^"}
"""What pylatexenc does not know, or prints as another character."""


def loose(text: str) -> str:
    """Undo escapes, then leave out what only groups, ties or spaces, be it printed or not."""
    return re.sub(r"[{}\s~]", "", _COMMAND.sub(_printed, text))


def _printed(found: re.Match[str]) -> str:
    if found["named"]:
        return _NAMED[found["named"]]
    return found["sign"] if found["sign"] in "%&#_${}" else found[0]


def says(tex: str, text: str) -> bool:
    """Tell whether a field prints a text: to the letter, or where the text itself is TeX, up to groups and spaces."""
    if _AS_TEX.search(text):
        return loose(tex) == loose(text)
    return _latex().latex_to_text(tex) == text


@lru_cache
def _latex() -> LatexNodes2Text:
    known = get_default_latex_context_db()
    known.add_context_category("printed", [MacroTextSpec(*each) for each in _PRINTED.items()], prepend=True)
    return LatexNodes2Text(latex_context=known, math_mode="verbatim")


def problems(references: Sequence[Reference]) -> Iterator[str]:
    """Write references in every format, read them back, and name what is not as it was."""
    yield from _bibtex_problems(references)
    yield from _ris_problems(references)
    yield from _csl_problems(references)
    yield from _coins_problems(references)


def bibtex_entries(text: str) -> list[Any]:
    """Parse a file, failing where anything of it is not an entry."""
    library = bibtexparser.parse_string(
        text, append_middleware=[middlewares.SeparateCoAuthors(), middlewares.SplitNameParts()]
    )
    assert not library.failed_blocks, library.failed_blocks[0].error
    assert len(library.blocks) == len(library.entries)
    return list(library.entries)


def _bibtex_problems(references: Sequence[Reference]) -> Iterator[str]:
    entries = bibtex_entries(bibtex(references))
    if [entry.key for entry in entries] != [reference.key for reference in references]:
        yield f"bibtex: {len(references)} in, {len(entries)} out, or not in order"
        return
    for entry, reference in zip(entries, references, strict=True):
        fields = {name: field.value for name, field in entry.fields_dict.items()}
        if not says(fields["title"], reference.title):
            yield f"bibtex title: {reference.title!r} is {fields['title']!r}"
        people = fields.get("author", [])
        if len(people) != len(reference.authors) or not all(map(_is_author, people, reference.authors)):
            yield f"bibtex authors: {reference.authors} are {people}"
        if fields.get("doi", "") != reference.doi or fields.get("eprint", "") != reference.eprint:
            yield f"bibtex ids: {fields}"
        if fields.get("url", "") != reference.url:
            yield f"bibtex url: {reference.url!r} is {fields.get('url')!r}"


def _is_author(person: middlewares.NameParts, name: Name) -> bool:
    family = " ".join((*person.von, *person.last))
    if not name.is_split or name.is_native:
        return not person.first and says(family, name.literal)
    parts = (family, " ".join(person.first), " ".join(person.jr))
    return all(map(says, parts, (name.family, name.given, name.suffix)))


def _ris_problems(references: Sequence[Reference]) -> Iterator[str]:
    text = ris(references)
    records = rispy.loads(text)
    if len(records) != len(references) or text.count("\nER  - ") != len(references):
        yield f"ris: {len(references)} in, {len(records)} out"
        return
    for record, reference in zip(records, references, strict=True):
        if record["title"] != reference.title or "unknown_tag" in record:
            yield f"ris title: {reference.title!r} is {record['title']!r}"
        if record.get("authors", []) != [name.inverted for name in reference.authors]:
            yield f"ris authors: {reference.authors} are {record['authors']}"
        if record.get("doi", "") != reference.doi or ";".join(record.get("urls", ())) != reference.url:
            yield f"ris ids: {record}"


@lru_cache
def csl_validator() -> jsonschema.Draft202012Validator:
    """Read the schema of what is written."""
    return jsonschema.Draft202012Validator(json.loads(SCHEMA.read_text("utf-8")))


def _csl_problems(references: Sequence[Reference]) -> Iterator[str]:
    items = json.loads(csl_json(references))
    for error in csl_validator().iter_errors(items):
        yield f"csl: {error.message[:200]}"
    if len(items) != len(references):
        yield f"csl: {len(references)} in, {len(items)} out"
    for item, reference in zip(items, references, strict=True):
        if (item["id"], item["title"]) != (reference.key, reference.title):
            yield f"csl title: {reference.title!r} is {item['title']!r}"
        if [_csl_name(name) for name in item.get("author", [])] != list(map(_parts, reference.authors)):
            yield f"csl authors: {reference.authors}"


def _csl_name(name: dict[str, str]) -> tuple[str, ...]:
    return (name["literal"],) if "literal" in name else tuple(name.get(k, "") for k in ("family", "given", "suffix"))


def _parts(name: Name) -> tuple[str, ...]:
    return (name.family, name.given, name.suffix) if name.is_split else (name.literal,)


def _coins_problems(references: Iterable[Reference]) -> Iterator[str]:
    for reference in references:
        pairs = parse_qsl(coins(reference), strict_parsing=True)
        titles = [value for key, value in pairs if key in {"rft.atitle", "rft.title"}]
        if titles != [reference.title]:
            yield f"coins title: {reference.title!r} is {titles}"
        if [value for key, value in pairs if key == "rft.au"] != [coins_author(name) for name in reference.authors]:
            yield f"coins authors: {reference.authors}"


def test_reading_back_tells_a_changed_title() -> None:
    assert says(r"{DNA} costs 5\%", "DNA costs 5%")
    assert not says(r"{DNA} costs 5", "DNA costs 5%")
    assert says(r"{Erd\H{o}s} in {$R_2$}", r"Erd\H{o}s in $R_2$")
    assert not says(r"{Erd\H{o}s} in {$R_3$}", r"Erd\H{o}s in $R_2$")
