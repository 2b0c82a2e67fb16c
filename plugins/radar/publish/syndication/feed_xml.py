"""Write feeds as XML: what Atom and RSS have in common.

lxml escapes. What it could not write, characters outside XML 1.0
(https://www.w3.org/TR/xml/#charsets), is dropped here; cleaned text holds none.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from lxml import etree
from markupsafe import escape

ATOM: Final = "http://www.w3.org/2005/Atom"
CONTENT: Final = "http://purl.org/rss/1.0/modules/content/"
DC: Final = "http://purl.org/dc/elements/1.1/"
PRISM: Final = "http://prismstandard.org/namespaces/basic/2.0/"
XML_LANG: Final = "{http://www.w3.org/XML/1998/namespace}lang"

KEPT: Final = 2_048
"""Items that each format keeps as they were written: an item stands in several feeds."""
_PLACE: Final = "items"
"""Name of the element in whose place the items of a document come."""
_ILLEGAL: Final = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_READS_AS_MARKUP: Final = re.compile(r"<[A-Za-z/!?]|&(?:[A-Za-z][A-Za-z0-9]*|#[0-9]+|#[xX][0-9A-Fa-f]+);?")


def xml_text(text: str) -> str:
    """Drop the characters that no XML 1.0 document can hold."""
    return _ILLEGAL.sub("", text)


def reads_as_markup(text: str) -> bool:
    """Tell whether a reader that takes text for HTML would lose or run part of it.

    RSS does not say which of the two its titles are, and readers differ. `p < 0.05` and
    `AT&T` come out the same either way; `<i>`, `a<b` and `&lt;` do not.
    """
    return bool(_READS_AS_MARKUP.search(text))


def safe_text(text: str) -> str:
    """Give text as it stands where both readings agree, else as the HTML that shows it."""
    return str(escape(text)) if reads_as_markup(text) else text


def add(parent: etree._Element, name: str, text: str = "", **attributes: str) -> etree._Element:
    """Append an element; `name` in Clark notation, empty attributes left out."""
    child = etree.SubElement(parent, name)
    for key, value in attributes.items():
        if value:
            child.set(key, xml_text(value))
    if text:
        child.text = xml_text(text)
    return child


def fragment(root: etree._Element, parent: etree._Element) -> bytes:
    """Write what is in `parent`, the only element of `root` or itself the root, as it stands in a whole document."""
    data = etree.tostring(root, encoding="utf-8", pretty_print=True)
    name = str(etree.QName(parent).localname).encode()
    begin = data.index(b">\n", data.index(b"<" + name)) + 2
    end = data.rindex(b"</" + name)
    return data[begin:end].rstrip(b" ")


def document(root: etree._Element, parent: etree._Element, items: Iterable[bytes], stylesheet: str) -> bytes:
    """Write a document, UTF-8, whose `parent` ends with these items; CSS for browsers is named before its root."""
    etree.SubElement(parent, etree.QName(etree.QName(parent).namespace, _PLACE))
    root.addprevious(etree.ProcessingInstruction("xml-stylesheet", f'type="text/css" href="{stylesheet}"'))
    data = etree.tostring(root.getroottree(), xml_declaration=True, encoding="utf-8", pretty_print=True)
    before, _, behind = data.partition(f"<{_PLACE}/>\n".encode())
    return b"".join((before.rstrip(b" "), *items, behind))
