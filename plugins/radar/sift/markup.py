"""Turn the HTML and JATS that feeds carry into plain text.

A tag is what names an element of HTML, JATS or MathML; every other `<` is text:
`p < 0.05 and q > 3`, `a<b` and `<think>` pass unharmed. One pass over the input, with
possessive patterns, so that no input takes more than linear time. What comes out is
text and may hold any character: escaping it is the page's affair.

JATS elements: https://jats.nlm.nih.gov/publishing/tag-library/.
"""

from __future__ import annotations

import html
import re
from html.entities import html5
from typing import Final

from radar.sift import mathml
from radar.sift.mathml import grouped, lowered, math_text, raised

_INLINE: Final = frozenset(
    (
        *("a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em"),
        *("font", "i", "img", "input", "ins", "kbd", "label", "mark", "meter", "nobr", "output"),
        *("progress", "q", "rp", "rt", "ruby", "s", "samp", "small", "span", "strike", "strong", "sub"),
        *("sup", "time", "tt", "u", "var", "wbr", "bold", "ext-link", "italic", "inline-formula"),
        *("monospace", "named-content", "roman", "sans-serif", "sc", "styled-content", "tex-math"),
        *("underline", "uri", "xref", "alternatives", "inline-graphic"),
    )
)
_BLOCK: Final = frozenset(
    (
        *("address", "article", "aside", "blockquote", "body", "br", "button", "caption", "center", "col"),
        *("colgroup", "dd", "details", "dialog", "dir", "div", "dl", "dt", "fieldset", "figcaption"),
        *("figure", "footer", "form", "header", "hr", "html", "legend", "li", "link", "main", "menu"),
        *("meta", "nav", "ol", "optgroup", "option", "p", "param", "picture", "pre", "section", "select"),
        *("source", "summary", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "track", "ul"),
        *("break", "disp-formula", "disp-quote", "list", "list-item", "sec"),
    )
)
_HEADING: Final = frozenset({"h1", "h2", "h3", "h4", "h5", "h6", "title"})
_SILENT: Final = frozenset(
    (
        *("applet", "audio", "canvas", "embed", "frameset", "head", "iframe", "noembed", "noframes"),
        *("noscript", "object", "script", "style", "svg", "template", "textarea", "video"),
    )
)
"""Elements whose content is not the paper's text."""
_KNOWN: Final = _INLINE | _BLOCK | _HEADING | _SILENT | mathml.ELEMENTS
_MAY_BE_BARE: Final = frozenset(
    (
        *("audio", "details", "dialog", "iframe", "input", "ol", "option", "script", "select", "textarea"),
        *("video",),
    )
)
"""Elements with attributes that need no value; elsewhere `<b and c>` is a comparison."""
_JATS: Final = frozenset({"jats", "xhtml", "html"})

_TAG: Final = re.compile(
    r"""
    <(?P<close>/?)(?:(?P<prefix>[A-Za-z]{1,8}):)?(?P<name>[A-Za-z][A-Za-z0-9-]{0,30}+)
    (?: (?P<rest>(?>(?:[\s/]++[^\s"'<>/=]++(?>\s*=\s*(?>"[^"<]*"|'[^'<]*'|[^\s"'<>]++))?+)*+[\s/]*+))
      | (?P<broken>\s[^<>=]*+=[^<>]*+)      # quotes that do not close
    )>
    | (?P<comment><!--) | (?P<cdata><!\[CDATA\[) | <[!?][A-Za-z][^<>]*+>
    """,
    re.VERBOSE,
)
_ALT: Final = re.compile(r"""\balt\s*=\s*(?:"([^"<]*)"|'([^'<]*)')""", re.IGNORECASE)
_ENTITY: Final = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9A-Fa-f]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
_ABSTRACT_LABEL: Final = re.compile(r"\s*abstract\s*(?::|\n)\s*", re.IGNORECASE)
_ORDINALS: Final = frozenset(("st", "nd", "rd", "th", "e", "er", "re", "o", "a", "os", "as"))
_LONGEST_INDEX: Final = 40
"""Characters of a `<sub>` or `<sup>` that are still taken for an index."""
_LONGEST_HEADING: Final = 80


def strip_markup(text: str) -> str:
    """Turn a feed's HTML into plain text, losing no character of meaning.

    `text` is what the XML parser gave: escaped once by the feed, unescaped once by
    the parser. So `<i>` is markup, and `&lt;i&gt;` is text that reads `<i>`. Indices
    become Unicode's (`CO<sub>2</sub>` -> `CO₂`) or `^`; a formula becomes its TeX,
    else its text; scripts, styles and comments go with their content; a section's
    heading gets a colon, the heading `Abstract` goes. Blocks become line breaks:
    white space is for `clean` to collapse.
    """
    said = _Stripper(text).text()
    label = _ABSTRACT_LABEL.match(said)
    return said[label.end() :] if label else said


def strip_arxiv_prefix(description: str) -> str:
    """Take the announcement line off a description of arXiv's RSS, leaving the abstract.

    `arXiv:2402.14035v4 Announce Type: replace-cross`, a line break, `Abstract: …`: the
    form of https://info.arxiv.org/help/rss_specifications.html. Text without it is unchanged.
    """
    line = _ANNOUNCEMENT.match(description)
    return description[line.end() :] if line else description


_ANNOUNCEMENT: Final = re.compile(
    r"\s*(?:<p>\s*)?arXiv:\S{1,40}\s+Announce Type:\s*[a-z-]{1,20}\s*(?:</p>|<br\s*/?>|\s)*(?:Abstract:\s*)?",
    re.IGNORECASE,
)


class _Stripper:
    """Walk once through a string of HTML, gathering its text."""

    def __init__(self, source: str) -> None:
        self._source = source
        self._said: list[str] = []
        self._open: list[tuple[str, int]] = []
        """Indices and headings not yet closed, each with the place in `_said` where it began."""
        self._unclosed: set[str] = set()
        """What is known not to be closed any more from here on: never searched for twice."""

    def text(self) -> str:
        """Give the text."""
        position = 0
        while tag := _TAG.search(self._source, position):
            self._say(self._source[position : tag.start()])
            position = self._take(tag)
        self._say(self._source[position:])
        return "".join(self._said)

    def _say(self, raw: str) -> None:
        if raw:
            self._said.append(_ENTITY.sub(_character, raw))

    def _take(self, tag: re.Match[str]) -> int:
        """Deal with one tag and tell where to read on."""
        if tag["comment"]:
            return self._end_of("-->", tag.end())
        if tag["cdata"] or not tag["name"]:
            return tag.end()
        name = tag["name"].lower()
        if not _is_tag(tag, name):
            self._say(tag[0])
        elif name == "math" and not tag["close"] and (end := self._closed(name, tag.end())):
            self._said.append(math_text(self._source[tag.start() : end]))
            return end
        elif name in _SILENT:
            return (not tag["close"] and self._closed(name, tag.end())) or tag.end()
        elif name in ("sub", "sup") or name in _HEADING:
            self._enter_or_leave(name, leaving=bool(tag["close"]))
        elif name in _BLOCK:
            self._said.append("\n")
        elif name == "q":
            self._said.append("”" if tag["close"] else "“")
        elif name == "img":
            self._said.append(_formula_in(tag["rest"] or tag["broken"] or ""))
        return tag.end()

    def _end_of(self, mark: str, start: int) -> int:
        """Find the end of what `mark` closes; what is never closed loses its opening only."""
        found = -1 if mark in self._unclosed else self._source.find(mark, start)
        if found < 0:
            self._unclosed.add(mark)
            return start
        return found + len(mark)

    def _closed(self, name: str, start: int) -> int:
        """Find the end of an element's closing tag, 0 where there is none."""
        if name in self._unclosed:
            return 0
        closing = re.compile(rf"</(?:\w{{1,8}}:)?{name}\s*>", re.IGNORECASE).search(self._source, start)
        if not closing:
            self._unclosed.add(name)
            return 0
        return closing.end()

    def _enter_or_leave(self, name: str, *, leaving: bool) -> None:
        if not leaving:
            self._open.append((name, len(self._said)))
        elif self._open and self._open[-1][0] == name:
            _, began = self._open.pop()
            limit = _LONGEST_HEADING if name in _HEADING else _LONGEST_INDEX
            if len(self._said) - began <= limit and sum(map(len, self._said[began:])) <= limit:
                inner = "".join(self._said[began:]).strip()
                before = self._said[began - 1][-1:] if began else ""
                self._said[began:] = [_heading(inner) if name in _HEADING else _index(name, inner, before)]


def _character(entity: re.Match[str]) -> str:
    """Resolve one reference that ends in `;` and is known; any other `&` is text."""
    name = entity[0][1:]
    return html.unescape(entity[0]) if name.startswith("#") or name in html5 else entity[0]


def _is_tag(tag: re.Match[str], name: str) -> bool:
    """Tell a tag from a comparison or a word in angle brackets."""
    if tag["prefix"]:
        return tag["prefix"].lower() in (_JATS | mathml.PREFIXES)
    bare = (tag["rest"] or "").strip(" /\t\n\r\f")
    return name in _KNOWN and (not bare or "=" in bare or name in _MAY_BE_BARE)


def _index(name: str, inner: str, before: str) -> str:
    """Write an index: as Unicode's where it has it, `^` before an exponent, else as it is."""
    if name == "sub":
        return lowered(inner) or inner
    if (high := raised(inner)) or not inner:
        return high or ""
    exponent = before.isdigit() or before in (")", "]") or bool(re.search(r"[0-9+=*/−-]", inner))
    if exponent and before.strip() and inner.lower() not in _ORDINALS:
        return "^" + grouped(inner)
    return inner


def _heading(inner: str) -> str:
    """Set a heading off from the text it heads."""
    if not inner or inner.rstrip(":. ").lower() == "abstract":
        return "\n"
    return f"\n{inner}: " if inner[-1].isalnum() else f"\n{inner} "


def _formula_in(attributes: str) -> str:
    """Give an image's alternative text where it is TeX: the formula the image shows."""
    alt = _ALT.search(attributes)
    said = html.unescape((alt[1] or alt[2] or "") if alt else "")
    return said if re.search(r"\$.+\$|\\[A-Za-z]", said) else ""
