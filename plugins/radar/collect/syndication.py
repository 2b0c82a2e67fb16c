"""Read RSS, RDF and Atom bytes with feedparser, and say what is wrong with them.

feedparser opens whatever names a file or an address, bytes included: it gets a stream.
It is told to leave text alone, for what is HTML and what is plain is the adapter's to
know, and `sift.text` cleans. Its objects end here and in the adapters that call this.
"""

from __future__ import annotations

import codecs
import io
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from email.utils import parsedate_to_datetime
from typing import Any, Final

import feedparser

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
_ISO: Final = re.compile(r"(\d{4})[-/](\d{1,2})[-/](\d{1,2})")
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


def read(content: bytes, *, charset: str = "") -> Feed | Failed:
    """Parse a feed, or say why the bytes are none.

    `charset` is the one of the HTTP header, if any. The last entry of a feed that was
    cut off is left out: half an abstract would stand for ever.
    """
    if not content.strip():
        return Failed(state=SourceState.ERROR, reason="an empty answer in place of a feed")
    if _HTML.match(content[:_LOOKED_AT]):
        return _page(content)
    content = _decoded(content, charset)
    parsed = feedparser.parse(io.BytesIO(content), sanitize_html=False, resolve_relative_uris=False)
    if not parsed.version:
        return _page(content) if b"<html" in content[:_LOOKED_AT].lower() else _no_feed(content)
    error = parsed.get("bozo_exception")
    if not parsed.bozo or isinstance(error, _HARMLESS):
        return Feed(head=dict(parsed.feed), entries=tuple(map(dict, parsed.entries)))
    whole = _END.search(content[-_LOOKED_AT:]) is not None
    entries = tuple(parsed.entries if whole else parsed.entries[: len(_ENTRY_END.findall(content))])
    flaw = f"{'damaged' if whole else 'cut off'}: {clean(str(error), 100)}"
    if not entries and not whole:
        return Failed(state=SourceState.ERROR, reason=f"a feed {flaw}")
    return Feed(head=dict(parsed.feed), entries=tuple(map(dict, entries)), flaw=flaw)


def charset(content_type: str) -> str:
    """Find the charset of a Content-Type header; empty when it names none."""
    found = re.search(r"charset\s*=\s*\"?([\w.:-]{1,40})", content_type, re.IGNORECASE)
    return found[1] if found else ""


def day(text: str) -> date | None:
    """Read the calendar day of a date, in the date's own zone; None when it is no date."""
    try:
        if found := _ISO.match(text.strip()):
            return date(int(found[1]), int(found[2]), int(found[3]))
        return parsedate_to_datetime(text).date()
    except (ValueError, TypeError, OverflowError):
        return None


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
    return Failed(state=SourceState.ERROR, reason=f"no feed: “{words}”")
