"""Check a page of arXiv's API before the `arxiv` package takes it for what it is not.

The format is Atom with OpenSearch's counts; an error comes as one entry titled `Error`
(https://info.arxiv.org/help/api/user-manual.html#34-errors).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

from lxml import etree

from radar.collect.apart import IN_PROCESS, Parser
from radar.outcomes import Failed, SourceState
from radar.sift.text import clean

_ATOM: Final = "{http://www.w3.org/2005/Atom}"
_SEARCH: Final = "{http://a9.com/-/spec/opensearch/1.1/}"
_OK: Final = 200
MOST_BYTES: Final = 16_000_000
MOST_ENTRIES: Final = 2500
"""arXiv gives 2,000 at most."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Page:
    """Hold a page that is whole; looks to the package like an answer of `requests`."""

    content: bytes
    status_code: int = _OK


@dataclass(frozen=True, kw_only=True, slots=True)
class Whole:
    """Say that a page is what it should be."""

    entries: int


def check(content: bytes, parser: Parser = IN_PROCESS) -> Page | Failed:
    """Pass a page of results, or say what it is instead.

    The package parses again, in this process: it is given only bytes that `parser` could
    parse, of bounded length, without a document type, and whose dates are dates.
    """
    if len(content) > MOST_BYTES:
        return Failed(state=SourceState.ERROR, reason=f"more than {MOST_BYTES // 1_000_000} MB of results")
    told = parser.run(parse, content)
    return told if isinstance(told, Failed) else Page(content=content)


def parse(content: bytes) -> Whole | Failed:
    """Look at a page of results.

    `degraded` is what may come right when asked again: a page cut off, or empty in the
    middle of the results.
    """
    start = content[:2000].lower()
    if b"rate exceeded" in start:
        return Failed(state=SourceState.LIMITED, reason="rate exceeded")
    if b"<html" in start:
        return Failed(state=SourceState.BLOCKED, reason="a web page in place of results")
    try:
        root = etree.fromstring(content, etree.XMLParser(resolve_entities=False, no_network=True))
    except etree.XMLSyntaxError:
        return Failed(state=SourceState.DEGRADED, reason="an answer that was cut off")
    if root.tag != f"{_ATOM}feed":
        return Failed(state=SourceState.ERROR, reason="an answer that is no list of results")
    if etree.ElementTree(root).docinfo.internalDTD is not None:
        return Failed(state=SourceState.ERROR, reason="a document type where results should be")
    return _judge(root) or Whole(entries=len(root.findall(f"{_ATOM}entry")))


def _judge(root: etree._Element) -> Failed | None:
    entries = root.findall(f"{_ATOM}entry")
    for entry in entries[:1]:
        if "/api/errors" in (entry.findtext(f"{_ATOM}id") or ""):
            words = clean(entry.findtext(f"{_ATOM}summary") or "", 160)
            return Failed(state=SourceState.ERROR, reason=f"refused: {words or 'it does not say why'}")
    if len(entries) > MOST_ENTRIES:
        return Failed(state=SourceState.ERROR, reason=f"more than {MOST_ENTRIES} results")
    if not all(_is_date(entry.findtext(f"{_ATOM}{name}")) for entry in entries for name in ("published", "updated")):
        return Failed(state=SourceState.ERROR, reason="a date that is none")
    if not entries and _number(root, "startIndex") < _number(root, "totalResults"):
        return Failed(state=SourceState.DEGRADED, reason="an empty page where results should be")
    return None


def _is_date(text: str | None) -> bool:
    """Tell whether the package can read a date; one that is missing it can do without, one of blanks it cannot."""
    if not text:
        return True
    try:
        datetime.fromisoformat(text.strip()).astimezone(UTC)
    except (ValueError, OverflowError):
        return False
    return True


def _number(root: etree._Element, name: str) -> int:
    text = (root.findtext(f"{_SEARCH}{name}") or "").strip()
    return int(text) if text.isascii() and text.isdigit() else 0
