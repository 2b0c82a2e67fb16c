"""Read what was written as its reader would, and say where a mark stands in a place that is no text."""

from __future__ import annotations

import json
import re
import warnings
from collections.abc import Iterator
from typing import Any, Final
from urllib.parse import parse_qsl, urlsplit

import bibtexparser
import feedparser
import html5lib
import markdown
import rispy
from lxml import etree, html
from markdown_it import MarkdownIt

from faults.hostile_words import MARK

HOSTS: Final = frozenset(
    (
        *("arxiv.org", "doi.org", "creativecommons.org", "www.biorxiv.org", "journal.example", "radar.example"),
        *(
            "github.com",
            "www.w3.org",
            "feedly.com",
            "www.inoreader.com",
            "schema.org",
            "www.contributor-covenant.org",
        ),
    )
)
FOREIGN: Final = frozenset(
    (
        *("style", "img", "iframe", "frame", "object", "embed", "base", "meta", "link", "video", "audio", "source"),
        *("portal", "marquee", "foreignobject", "animate", "set", "xmp", "plaintext"),
    )
)
"""Elements that no page of ours has in its body."""
SHORT: Final = 60_000
"""Characters of a page that is read by the slower, exact parser too."""
_ADDRESSES: Final = frozenset(
    (
        *("href", "src", "action", "formaction", "data", "poster", "ping", "cite", "background", "srcset"),
        *("xmlurl", "htmlurl"),
    )
)
_MAY_HOLD: Final = re.compile(
    r"title|content|value|alt|alttext|text|term|label|aria-[a-z]+|placeholder|lang|data-[a-z-]+|class|id|for|name"
)
_SLUG: Final = re.compile(r"[A-Za-z0-9_.-]+(?: [A-Za-z0-9_.-]+)*")
_UNSEEN: Final = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\u200b\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff]"
)


def unseen(text: str) -> Iterator[str]:
    """Complain of what no text of ours holds: controls, directions, zero width."""
    for found in _UNSEEN.finditer(text):
        yield f"U+{ord(found[0]):04X} near {text[max(0, found.start() - 30) : found.end() + 30]!r}"


def address(link: str) -> Iterator[str]:
    """Complain of a link that browsers follow elsewhere."""
    if re.search(r"[\x00-\x20\x7f\\]", link):
        yield f"address that browsers mend: {link!r}"
        return
    parts = urlsplit(link)
    if parts.scheme not in ("", "https") or (parts.netloc and parts.netloc not in HOSTS) or "@" in parts.netloc:
        yield f"address of a stranger: {link!r}"


def _tag(element: Any) -> str:
    return str(element.tag).rpartition("}")[2].lower()


def tree(root: Any, *, foreign: frozenset[str] = FOREIGN) -> Iterator[str]:
    """Complain of elements, attributes, addresses and comments below an element, of lxml or ElementTree."""
    for element in root.iter():
        if not isinstance(element.tag, str):
            if MARK.search(str(element.text or "")):
                yield f"a comment: {element.text!r}"
            continue
        if _tag(element) in foreign or MARK.search(element.tag):
            yield f"an element <{_tag(element)}>"
        for name, value in element.attrib.items():
            yield from _attribute(_tag(element), str(name).rpartition("}")[2].lower(), str(value))


def _attribute(tag: str, name: str, value: str) -> Iterator[str]:
    if name.startswith("on") or name == "srcdoc" or MARK.search(name):
        yield f"<{tag} {name}>"
    elif name in _ADDRESSES and (tag, name) != ("meta", "content"):
        yield from address(value)
    elif (MARK.search(value) and not _MAY_HOLD.fullmatch(name)) or (
        name in ("class", "id", "for", "name", "lang", "aria-labelledby")
        and MARK.search(value)
        and not _SLUG.fullmatch(value)
    ):
        yield f"<{tag} {name}={value[:80]!r}>"


def page(data: str) -> Iterator[str]:
    """Judge a page as lxml reads it; scripts are ours or data, the head is ours."""
    yield from unseen(data)
    root = html.document_fromstring(data)
    body = root.find("body")
    yield from tree(root, foreign=frozenset({"base", "iframe", "object", "embed"}))
    yield from tree(body)
    if len(data) < SHORT:
        yield from browsed(data)
    policies = root.xpath("//meta[@http-equiv]")
    if [each.get("http-equiv") for each in policies] != ["Content-Security-Policy"]:
        yield "a policy of its own"
    for script in root.iter("script"):
        if script.get("type") == "application/ld+json":
            yield from linked_data(json.loads(script.text))
        elif script.text or not re.fullmatch(
            r"[./]*(?:theme|hub/theme)/[\w./-]+\.js(?:\?v=\w+)?", script.get("src", "")
        ):
            yield f"a script: {script.text!r}"
    for style in root.iter("style"):
        if MARK.search(style.text or ""):
            yield f"a style: {style.text[:80]!r}"
    for title in root.xpath("//span[contains(@class, 'Z3988')]/@title"):
        keys = [key for key, _ in parse_qsl(title, keep_blank_values=True, strict_parsing=True)]
        if not all(re.fullmatch(r"(ctx_ver|rfr_id|rft(_id|_val_fmt)?(\.[a-z]+)?)", key) for key in keys):
            yield f"COinS: {keys}"


def browsed(data: str) -> Iterator[str]:
    """Judge a page as the HTML standard has it read (html5lib, by browsers' own rules)."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of html5lib's own
        root = html5lib.parse(data, treebuilder="lxml", namespaceHTMLElements=False).getroot()
    yield from tree(root.find("body"))


def fragment(data: str) -> Iterator[str]:
    """Judge a piece of HTML that feeds, mails and Markdown readers show."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        root = html5lib.parseFragment(data, treebuilder="etree", namespaceHTMLElements=False)
    yield from tree(root, foreign=FOREIGN | {"script", "form", "input", "button", "svg"})


def linked_data(value: Any, key: str = "") -> Iterator[str]:
    if isinstance(value, dict):
        for name, inner in value.items():
            if MARK.search(name):
                yield f"a key: {name!r}"
            yield from linked_data(inner, name)
    elif isinstance(value, list):
        for inner in value:
            yield from linked_data(inner, key)
    elif isinstance(value, str) and key in {"@id", "url", "sameAs", "license", "item", "contentUrl", "image"}:
        yield from address(value)


def data(text: str) -> Iterator[str]:
    """Judge a file of JSON, or of a JSON object a line: marks are values; HTML in it is judged as such."""
    yield from unseen(text)
    try:
        values = [json.loads(text)]
    except ValueError:
        values = [json.loads(line) for line in text.split("\n") if line]
    for value in values:
        yield from _values(value, "")


def _values(value: Any, key: str) -> Iterator[str]:
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from _values(inner, name)
    elif isinstance(value, list):
        for inner in value:
            yield from _values(inner, key)
    elif isinstance(value, str):
        if key == "content_html":
            yield from fragment(value)
        elif key in ("url", "external_url", "home_page_url", "feed_url", "start_url", "scope"):
            yield from address(value)


def feed(text: str) -> Iterator[str]:
    """Judge a feed, OPML or a site map as XML without mercy, and as feedparser reads it."""
    yield from unseen(text)
    root = etree.fromstring(text.encode(), etree.XMLParser(resolve_entities=False, no_network=True, recover=False))
    yield from tree(root, foreign=frozenset())
    for element in root.iter():
        if element.get("type") == "html" or _tag(element) in ("description", "encoded"):
            yield from fragment(element.text or "")
        if _tag(element) in ("loc", "id", "guid", "uri") and MARK.search(element.text or ""):
            yield from address(element.text)
    if _tag(root) in ("feed", "rss"):
        read = feedparser.parse(text.encode())
        if read.bozo:
            yield f"feedparser: {read.bozo_exception}"


def prose(text: str) -> Iterator[str]:
    """Judge Markdown as CommonMark with tables and as Python-Markdown with its extensions show it."""
    yield from unseen(text)
    rendered = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"]).render(text)
    yield from fragment(rendered)
    yield from fragment(markdown.markdown(text, extensions=["extra", "meta", "toc", "attr_list", "footnotes"]))
    yield from (f"GitHub makes a link of {found[0]!r}" for found in _BARE.finditer(_no_links(text)))


_BARE: Final = re.compile(r"(?:https?://|www\.)evil\S*")


def _no_links(text: str) -> str:
    """Leave out links of ours, and what stands in code, where GitHub makes none."""
    return re.sub(r"\]\(https://[^\s()]*\)|`[^`\n]*`", "]", text)


def bibtex(text: str) -> Iterator[str]:
    """Judge a bibliography: entries and nothing else, and no command of TeX that does anything."""
    yield from unseen(text)
    library = bibtexparser.parse_string(text)
    if library.failed_blocks or library.preambles or library.strings or library.comments:
        yield f"blocks: {[type(block).__name__ for block in library.blocks][:5]}"
    if len(library.entries) != len(re.findall(r"^@", text, re.MULTILINE)):
        yield f"{len(library.entries)} entries"
    for entry in library.entries:
        if not re.fullmatch(r"[A-Za-z0-9:._/+-]+", entry.key):
            yield f"a key: {entry.key!r}"
        for each in entry.fields:
            bare = re.sub(r"\\[\\{}%&#$_~^]", "", str(each.value))
            if found := re.search(r"\\(?:input|include|immediate|write|href|url|def|csname|openin|catcode)\b", bare):
                yield f"{each.key}: {found[0]}"
            if bare.count("{") != bare.count("}"):
                yield f"{each.key}: braces"


def ris(text: str) -> Iterator[str]:
    yield from unseen(text.removeprefix("\ufeff"))
    entries = rispy.loads(text)
    if len(entries) != len(re.findall(r"^TY  - ", text, re.MULTILINE)):
        yield f"{len(entries)} entries"
    if strange := {key for entry in entries for key in entry.get("unknown_tag", ())}:
        yield f"tags {strange}"


def silent(text: str) -> Iterator[str]:
    """Want a file in which no stranger has a word."""
    if found := MARK.search(text):
        yield f"a mark: {text[max(0, found.start() - 60) : found.end() + 20]!r}"
