"""Read RSS, RDF and Atom bytes with feedparser, and say what is wrong with them.

feedparser opens whatever names a file or an address, bytes included: it gets a stream.
It is told to leave text alone, for what is HTML and what is plain is the adapter's to
know, and `sift.text` cleans. Its objects end here and in the adapters that call this.
"""

from __future__ import annotations

import codecs
import io
import re
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from email.utils import parsedate_to_datetime
from html.entities import html5
from typing import Any, Final

import feedparser

from radar.collect import flood
from radar.outcomes import Failed, SourceState
from radar.sift.text import clean

Entry = Mapping[str, Any]
"""An entry or feed head by feedparser's names, which depend on the feed; a plain dict,
because feedparser's own gives `published`, and a warning, for an `updated` it lacks."""

_LOOKED_AT: Final = 4096
_HTML: Final = re.compile(
    rb"^\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE | re.DOTALL
)
_TITLE: Final = re.compile(rb"<title[^>]*>(.{0,200}?)</title", re.IGNORECASE | re.DOTALL)
_DECLARED: Final = re.compile(r"""\s*<\?xml[^>]{0,100}?encoding\s*=\s*["']([\w.:-]{1,40})["']""")
_END: Final = re.compile(rb"</(?:\w+:)?(?:rss|feed|rdf)\s*>\s*(?:<!--.*?-->\s*)*$", re.IGNORECASE | re.DOTALL)
_ENTRY_END: Final = re.compile(rb"</(?:\w+:)?(?:item|entry)\s*>", re.IGNORECASE)
_HARMLESS: Final = (feedparser.CharacterEncodingOverride, feedparser.NonXMLContentType)
_ILLEGAL: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]+")
"""Characters that no XML may hold (https://www.w3.org/TR/xml/#charsets)."""
_REFERENCE: Final = re.compile(rb"&(?:#(?:[xX]([0-9A-Fa-f]{1,6})|([0-9]{1,7}))|([A-Za-z][A-Za-z0-9]{1,31}));|&")
_CHARACTER: Final = re.compile("&#(?:[xX]([0-9A-Fa-f]+)|([0-9]+));?")
_LONGEST_REFERENCE: Final = 8
_XML_NAMES: Final = frozenset({"amp", "lt", "gt", "quot", "apos"})
_ISO: Final = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})(?!\d)|(\d{4})(\d{2})(\d{2})(?!\d)")
_WORDED: Final = re.compile(
    r"(?:[a-z]{3,9}\.?,?\s+)?(?:(\d{1,2})(?:st|nd|rd|th)?[\s-]+([a-z]{3})[a-z]*|([a-z]{3})[a-z]*\.?\s+(\d{1,2})(?:st|nd|rd|th)?)"
    r"[.,]?[\s-]+(\d{4})\b",
    re.IGNORECASE,
)
"""`Wed, 04 Mar 2026 …`, `4 March 2026`, `March 4, 2026`."""
_MONTHS: Final = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_NEVER: Final = frozenset({date(1970, 1, 1), date(1, 1, 1), date(1900, 1, 1)})
"""What programs write where they know no date."""
_LAST_YEAR: Final = 2100
_SAFE_CODEC: Final = re.compile(r"ascii|iso8859-\d+|cp125\d|gb.*|big5.*|euc_.*|shift_jis.*|iso2022.*|koi8-.")
_WIDER: Final = {"iso8859-1": "cp1252", "ascii": "utf-8", "gb2312": "gb18030", "gbk": "gb18030"}
"""What authors of these names mean, as browsers read them (https://encoding.spec.whatwg.org)."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Feed:
    """Hold what a feed says, and whether all of it came."""

    head: Entry
    entries: tuple[Entry, ...] = ()
    flaw: str = ""
    """Why the entries may not be all there were, or not as they were; empty when nothing is wrong."""
    left_out: int = 0
    """Entries of a flood that are not among them: the oldest."""


def read(content: bytes, *, charset: str = "") -> Feed | Failed:
    """Parse a feed, or say why the bytes are none.

    `charset` is the one of the HTTP header, if any. The last entry of a feed that was
    cut off is left out: half an abstract would stand for ever.
    """
    if not content.strip():
        return Failed(state=SourceState.ERROR, reason="an empty answer in place of a feed")
    if _HTML.match(content[:_LOOKED_AT]):
        return _page(content)
    thinned = flood.thin(_decoded(content, charset), day)
    content = thinned.content
    parsed = _parsed(content)
    if _is_damaged(parsed) and (mended := _REFERENCE.sub(_reference, content)) != content:
        again = _parsed(mended)
        parsed = parsed if _is_damaged(again) else again
    if parsed is None:
        return Failed(state=SourceState.ERROR, reason="a feed so damaged that nothing of it can be read")
    if not parsed.version:
        return _page(content) if b"<html" in content[:_LOOKED_AT].lower() else _no_feed(content)
    if not _is_damaged(parsed):
        return Feed(head=dict(parsed.feed), entries=tuple(map(dict, parsed.entries)), left_out=thinned.left_out)
    error = parsed.get("bozo_exception")
    whole = _END.search(content[-_LOOKED_AT:]) is not None
    entries = tuple(parsed.entries if whole else parsed.entries[: len(_ENTRY_END.findall(content))])
    flaw = f"{'damaged' if whole else 'cut off'}: {clean(str(error), 100)}"
    if not entries and not whole:
        return Failed(state=SourceState.ERROR, reason=f"a feed {flaw}")
    return Feed(head=dict(parsed.feed), entries=tuple(map(dict, entries)), flaw=flaw, left_out=thinned.left_out)


def _parsed(content: bytes) -> Any:  # noqa: ANN401 - feedparser ships no types
    """Parse a feed; None where feedparser loses its way among elements that do not close."""
    try:
        return feedparser.parse(io.BytesIO(content), sanitize_html=False, resolve_relative_uris=False)
    except (LookupError, AttributeError, TypeError, ValueError):
        return None


def _is_damaged(parsed: Any) -> bool:  # noqa: ANN401 - feedparser ships no types
    if parsed is None:
        return True
    return bool(parsed.bozo) and not isinstance(parsed.get("bozo_exception"), _HARMLESS)


def _reference(found: re.Match[bytes]) -> bytes:
    """Mend what is no reference of XML: a bare `&`, one of HTML's names, a character that may not be."""
    hexadecimal, decimal, name = found.groups()
    if name:
        told = html5.get(f"{name.decode()};", "")
        if name.decode() in _XML_NAMES:
            return found[0]
        return "".join(f"&#{ord(c)};" for c in told).encode() if told else b"&amp;" + found[0][1:]
    return found[0] if hexadecimal or decimal else b"&amp;"


def _allowed(found: re.Match[str]) -> str:
    """Drop a reference to a character that no XML may hold: feedparser would raise."""
    digits = found[1] or found[2]
    point = int(digits, 16 if found[1] else 10) if len(digits) <= _LONGEST_REFERENCE else sys.maxunicode + 1
    return found[0] if point <= sys.maxunicode and not _ILLEGAL.match(chr(point)) else ""


def charset(content_type: str) -> str:
    """Find the charset of a Content-Type header; empty when it names none."""
    found = re.search(r"charset\s*=\s*\"?([\w.:-]{1,40})", content_type, re.IGNORECASE)
    return found[1] if found else ""


def day(text: str) -> date | None:
    """Read the calendar day of a date, in the date's own zone; None when it is no date, or one that nobody meant."""
    try:
        found = _read_day(text.strip())
    except (ValueError, TypeError, OverflowError):
        return None
    return None if found in _NEVER or found.year > _LAST_YEAR else found


def _read_day(text: str) -> date:
    if iso := _ISO.match(text):
        year, month, number = (int(part) for part in iso.groups() if part)
        return date(year, month, number)
    if worded := _WORDED.match(text):
        month = _MONTHS.index((worded[2] or worded[3]).lower()) + 1
        return date(int(worded[5]), month, int(worded[1] or worded[4]))
    return parsedate_to_datetime(text).date()


def _decoded(content: bytes, header_charset: str) -> bytes:
    """Make UTF-8 of a document, whatever its bytes say of themselves.

    feedparser would take all of it for Windows-1252 at the first wrong byte, and spoil
    every letter; one U+FFFD in place of that byte is the lesser harm.
    """
    if content.startswith((codecs.BOM_UTF16_BE, codecs.BOM_UTF16_LE)):
        text = content.decode("utf-16", "replace")
    else:
        said = _DECLARED.match(content[:_LOOKED_AT].decode("latin-1"))
        text = content.decode(_codec(header_charset or (said[1] if said else "")), "replace")
    text = _CHARACTER.sub(_allowed, _ILLEGAL.sub("", text))
    if declared := _DECLARED.match(text):
        text = f"{text[: declared.start(1)]}utf-8{text[declared.end(1) :]}"
    return text.encode("utf-8", "replace")


def _codec(named: str) -> str:
    """Choose the codec for a named encoding; UTF-8 for what can only be a mistake.

    A declaration that can be read as ASCII is not in UTF-16, and UTF-7 is a way to hide markup.
    """
    try:
        codec = codecs.lookup(named or "utf-8").name
    except LookupError:
        return "utf-8"
    return _WIDER.get(codec, codec) if _SAFE_CODEC.fullmatch(codec) else "utf-8"


def _page(content: bytes) -> Failed:
    title = _TITLE.search(content[: 4 * _LOOKED_AT])
    words = clean(title[1].decode("utf-8", "replace"), 80) if title else ""
    return Failed(
        state=SourceState.BLOCKED, reason="a web page in place of a feed" + (f": “{words}”" if words else "")
    )


def _no_feed(content: bytes) -> Failed:
    words = clean(content[:200].decode("utf-8", "replace"), 60)
    what = "JSON in place of a feed" if content.lstrip()[:1] in (b"{", b"[") else "no feed"
    return Failed(state=SourceState.ERROR, reason=f"{what}: “{words}”")
