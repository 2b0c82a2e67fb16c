"""Check a page of arXiv's API before the `arxiv` package takes it for what it is not.

The format is Atom with OpenSearch's counts; an error comes as one entry titled `Error`
(https://info.arxiv.org/help/api/user-manual.html#34-errors).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from lxml import etree

from radar.outcomes import Failed, SourceState
from radar.sift.text import clean

_ATOM: Final = "{http://www.w3.org/2005/Atom}"
_SEARCH: Final = "{http://a9.com/-/spec/opensearch/1.1/}"
_OK: Final = 200


@dataclass(frozen=True, kw_only=True, slots=True)
class Page:
    """Hold a page that is whole; looks to the package like an answer of `requests`."""

    content: bytes
    status_code: int = _OK


def check(content: bytes) -> Page | Failed:
    """Pass a page of results, or say what it is instead.

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
    return _judge(root) or Page(content=content)


def _judge(root: etree._Element) -> Failed | None:
    entries = root.findall(f"{_ATOM}entry")
    for entry in entries[:1]:
        if "/api/errors" in (entry.findtext(f"{_ATOM}id") or ""):
            words = clean(entry.findtext(f"{_ATOM}summary") or "", 160)
            return Failed(state=SourceState.ERROR, reason=f"refused: {words}")
    if not entries and _number(root, "startIndex") < _number(root, "totalResults"):
        return Failed(state=SourceState.DEGRADED, reason="an empty page where results should be")
    return None


def _number(root: etree._Element, name: str) -> int:
    text = (root.findtext(f"{_SEARCH}{name}") or "").strip()
    return int(text) if text.isascii() and text.isdigit() else 0
