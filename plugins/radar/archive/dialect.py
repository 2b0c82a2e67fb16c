"""Write untrusted text into Markdown so that it stays text, and read it back unchanged.

Whatever a Markdown reader could take for markup becomes a numeric character
reference: of all escapes the only one that CommonMark, GitHub's additions to it
(tables, mathematics, bare links) and Python-Markdown with its extensions all show as
the character itself, and that nests in nothing, so that no text costs them more than
its length. One thing GitHub does not let be written: an e-mail address becomes a
`mailto:` link there.

What is no text (controls, lone surrogates, non-characters, direction overrides) was
taken out when the text was cleaned; should any get here it becomes U+FFFD, a control
that separates words a space.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from urllib.parse import quote, unquote

from radar.models import Citation, Paper, Sentence

EMPTY: Final = "—"
"""Stands where a text is empty: a heading or paragraph of nothing would vanish."""

FIELD: Final = re.compile(r"[a-z]{1,20}")
"""What the id of a field looks like."""

_BREAK: Final = re.compile("[\x0b\x0c\x1c-\x1f\x85]")
"""Controls that separate words and have no place in HTML, not even as a reference."""
_NO_TEXT: Final = re.compile(
    "[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\ud800-\udfff\u202a-\u202e\u2066-\u2069\ufdd0-\ufdef"
    + "".join(f"{chr(plane * 0x10000 + 0xFFFE)}{chr(plane * 0x10000 + 0xFFFF)}" for plane in range(17))
    + "]"
)
_MARKUP: Final = re.compile(
    r"""
    [&<>\[\]{}*_`~|$\\\#]         # markup anywhere
  | :(?=//) | (?<=www)\.          # what GitHub makes links of
  | \A[-+:=!]                     # list, rule, definition, underline, admonition
  | [^\S\ ] | \A\  | \ \Z | (?<=\ )\   # white space other than single spaces between words
    """,
    re.VERBOSE | re.IGNORECASE,
)
_NUMBERED: Final = re.compile(r"\A([0-9]+)([.)])(?!\w)")
_REFERENCE: Final = re.compile(r"&#([0-9]{1,7});")
_LAST_CODE_POINT: Final = 0x10FFFF

_ADDRESS: Final = re.compile(r"https://[a-z0-9.-]+(?::[0-9]+)?(?:[/?#].*)?", re.IGNORECASE | re.DOTALL)
_IN_ADDRESS: Final = "/?#:@!&+,=%-._~"
"""Signs left as they are in addresses; a semicolon is not among them, so that `&` begins no entity."""
_IN_CODE: Final = "/:.-_()[]+,;=@!#?'*"

_LINK: Final = r"\((https://[^\s()]*)\)"
_CITES: Final = re.compile(rf"(?: \[[0-9]{{1,4}}\](?:{_LINK})?)+$")
_CITE: Final = re.compile(rf" \[([0-9]{{1,4}})\](?:{_LINK})?")
_SOURCE: Final = re.compile(rf"([0-9]{{1,4}})\. (?:\[.*\]{_LINK}|.*?) · (?:“(.*)” · )?`([^`]+)`")


@dataclass(frozen=True, kw_only=True, slots=True)
class Source:
    """Hold one line of a Sources list, without the title that it shows."""

    citation: Citation
    address: str
    """Empty where the paper has none to link to."""


def escape(text: str) -> str:
    """Write text on one line so that Markdown shows it as it is; `unescape` gives it back."""
    if text in ("", EMPTY):
        return f"&#{ord(EMPTY)};" if text else EMPTY
    text = _MARKUP.sub(_reference, _plain(text))
    return _NUMBERED.sub(lambda found: f"{found[1]}&#{ord(found[2])};", text)


def unescape(text: str) -> str:
    """Read back what `escape` wrote. What a hand left bare is taken as its characters, what is no text as U+FFFD."""
    return "" if text == EMPTY else _plain(_REFERENCE.sub(_character, text))


def word(text: str) -> str:
    """Write a name as one harmless word for a header; `-` for an empty one."""
    plain = quote(text, safe="/.", errors="replace")
    return "%2D" if plain == "-" else plain or "-"


def read_word(text: str) -> str:
    """Read back what `word` wrote."""
    return "" if text == "-" else unquote(text)


def is_instant(text: str) -> bool:
    """Tell an ISO instant that names its zone (`2026-06-19T02:11:04Z`)."""
    try:
        return datetime.fromisoformat(text).tzinfo is not None
    except ValueError:
        return False


def address(paper: Paper) -> str:
    """Give what a citation of the paper links to: made from its id, else its own https address; or empty.

    `&` is written `&amp;`, as Markdown reads it: a bare `&lt` or `&copy` in an address would be
    taken for a character.
    """
    scheme, _, rest = paper.id.partition(":")
    if scheme == "arxiv":
        return f"https://arxiv.org/abs/{quote(rest, safe=_IN_ADDRESS, errors='replace')}"
    if _ADDRESS.fullmatch(paper.url):
        return quote(paper.url, safe=_IN_ADDRESS, errors="replace").replace("&", "&amp;")
    return f"https://doi.org/{quote(rest, safe='/.-_:', errors='replace')}" if scheme == "doi" else ""


def sentence_line(sentence: Sentence, addresses: Mapping[int, str]) -> str:
    """Write a sentence, then a link for each citation; `addresses` are by citation number."""
    links = (f"[{n}]({addresses[n]})" if addresses[n] else f"[{n}]" for n in sentence.cites)
    return " ".join((escape(sentence.text), *links))


def read_sentence(line: str, addresses: Mapping[int, str]) -> Sentence:
    """Read a sentence's line; raise ValueError where a citation is not that of a source."""
    found = _CITES.search(line)
    text = line[: found.start()] if found else line
    cites = _CITE.findall(found[0]) if found else []
    for number, target in cites:
        if addresses.get(int(number)) != target:
            raise ValueError(f"citation [{number}] does not agree with the sources")
    return Sentence(text=unescape(text), cites=tuple(int(number) for number, _ in cites))


def source_line(citation: Citation, paper: Paper) -> str:
    """Write one line of a Sources list: number, linked title, quoted span, id."""
    title = escape(paper.title or paper.id)
    link = f"[{title}]({target})" if (target := address(paper)) else title.replace("“", "&#8220;")
    span = f"“{escape(citation.span)}” · " if citation.span else ""
    code = quote(citation.paper_id, safe=_IN_CODE, errors="replace")
    return f"{citation.number}. {link} · {span}`{code}`"


def read_source(line: str) -> Source:
    """Read one line of a Sources list; raise ValueError for any other."""
    found = _SOURCE.fullmatch(line)
    if not found:
        raise ValueError("no source: expected `1. [title](address) · “span” · `id``")
    span = unescape(found[3]) if found[3] is not None else ""
    citation = Citation(number=int(found[1]), paper_id=unquote(found[4]), span=span)
    return Source(citation=citation, address=found[2] or "")


def _reference(found: re.Match[str]) -> str:
    return f"&#{ord(found[0])};"


def _character(found: re.Match[str]) -> str:
    code = int(found[1])
    return chr(code) if code <= _LAST_CODE_POINT else "\ufffd"


def _plain(text: str) -> str:
    """Replace what is no text."""
    return _NO_TEXT.sub("\ufffd", _BREAK.sub(" ", text))
