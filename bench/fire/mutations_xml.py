"""Damage XML by its tokens: what stands in elements, tags, whole elements, and now and then the document itself."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from mutations import Mutator

_DECLARED: Final = ("utf-16", "latin-1", "gb2312", "utf-7", "x-unknown", "cp1252", "idna", "rot13", "")
_TOKEN: Final = re.compile(r"<!\[CDATA\[.*?\]\]>|<[^>]*>|[^<]+|<", re.DOTALL)
_ATTRIBUTE: Final = re.compile(r"""([\w:.-]+)\s*=\s*("[^"]*"|'[^']*')""")
_NAME: Final = re.compile(r"</?([\w:.-]+)")
_ENCODING: Final = re.compile(r"encoding\s*=\s*(['\"])[^'\"]*\1")
_START: Final = re.compile(r"(\?>|^)")
_NO_XML: Final = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_CDATA, _CDATA_END = "<![CDATA[", "]]>"
_NAMES: Final = (
    *("title", "link", "guid", "author", "description", "content", "dc:creator", "dc:date", "id", "x:y"),
)
_NESTED: Final = ("a", "item", "entry", "div", "title", "author", "x:y")
_EXTRA: Final = (
    *('type="html"', 'type="xhtml"', 'xml:base="javascript:x"', 'rel="license"', "a", "a=b", 'xmlns="x"'),
)
_BOMB: Final = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 8))
_DOCTYPES: Final = (
    *('<!ENTITY x "y">', '<!ENTITY x SYSTEM "file:///etc/passwd">', f'<!ENTITY l0 "z">{_BOMB}', "<!ENTITY x"),
)
_BROKEN_ONE_IN: Final = 10
_AHEAD: Final = 20
"""Tokens within which one of the kind that is sought is looked for."""


def damaged(mutator: Mutator, text: str, others: Sequence[str] = (), *, strictly: bool = False) -> bytes:
    """Damage an XML document; `others` may lend parts. `strictly` leaves nine of ten well-formed."""
    tokens = _TOKEN.findall(text)
    if strictly and not mutator.one_in(_BROKEN_ONE_IN):
        for _ in mutator.steps():
            _sound_step(mutator, tokens)
        return "".join(tokens).encode("utf-8", "replace")
    for _ in mutator.steps():
        _step(mutator, tokens, others)
    text = "".join(tokens)
    if mutator.one_in(12):
        declared = mutator.dice.choice(_DECLARED)
        text = _ENCODING.sub(lambda _: f'encoding="{declared}"', text, count=1)
    if mutator.one_in(30):
        text = _START.sub(lambda start: f"{start[0]}<!DOCTYPE x [{mutator.dice.choice(_DOCTYPES)}]>", text, count=1)
    content = text.encode("utf-8", "surrogatepass")
    return mutator.bytes(content) if mutator.one_in(6) else content


def _step(mutator: Mutator, tokens: list[str], others: Sequence[str]) -> None:
    """Take one step; texts are what gets deepest, and have nearly half the faces of the dice, then tags."""
    if not tokens:
        return
    dice = mutator.dice
    place = dice.randrange(len(tokens))
    match dice.randrange(14):
        case 0 | 1 | 2 | 3 | 4 | 5:
            place = _near(tokens, place, is_text=True)
            tokens[place] = _said(mutator, tokens[place])
        case 6 | 7 | 8:
            place = _near(tokens, place, is_text=False)
            tokens[place] = _tag(mutator, tokens[place])
        case 9:
            del tokens[place : place + dice.choice((1, 1, 1, 2, 7))]
        case 10:
            part = tokens[place : place + dice.choice((1, 3, 30))]
            tokens[place:place] = part * dice.choice((1, 1, 2, 10))
        case 11:
            _sound_step(mutator, tokens)
        case 12 if others:
            lent = _TOKEN.findall(dice.choice(others))
            start = dice.randrange(len(lent))
            tokens[place:place] = lent[start : start + dice.choice((1, 3, 12))]
        case _:
            depth = dice.choice((1, 3, 50, 300))
            name = dice.choice(_NESTED)
            tokens[place] = f"<{name}>" * depth + tokens[place] + f"</{name}>" * (depth - mutator.one_in(3))


def _sound_step(mutator: Mutator, tokens: list[str]) -> None:
    """Damage what a document says, not its being one: a text, or a whole element lost, doubled or moved."""
    dice = mutator.dice
    place = dice.randrange(len(tokens))
    if mutator.one_in(3):
        start, end = _element(tokens, _near(tokens, place, is_text=False))
        part = tokens[start:end]
        match dice.randrange(4):
            case 0:
                del tokens[start:end]
                place = dice.choice([n for n, token in enumerate(tokens) if not token.startswith("<?")] or [0])
                tokens[place:place] = part
            case 2 | 3:
                tokens[start:end] = part * dice.choice((0, 2, 2, 30))
        return
    place = _near(tokens, place, is_text=True)
    if not tokens[place].startswith("<") or tokens[place].startswith(_CDATA):
        said = _NO_XML.sub("", mutator.text(tokens[place].removeprefix(_CDATA).removesuffix(_CDATA_END)))
        tokens[place] = said.replace("&", "&amp;").replace("<", "&lt;").replace(_CDATA_END, "]]&gt;")


def _near(tokens: Sequence[str], place: int, *, is_text: bool) -> int:
    """Find the next token of a kind, white space aside."""
    for n in range(place, min(place + _AHEAD, len(tokens))):
        if tokens[n].strip() and is_text != tokens[n].startswith("<"):
            return n
    return place


def _said(mutator: Mutator, token: str) -> str:
    """Damage a text and put it in as one of the ways there are."""
    text = mutator.text(token.removeprefix(_CDATA).removesuffix(_CDATA_END))
    escaped = text.replace("&", "&amp;").replace("<", "&lt;")
    match mutator.dice.randrange(4):
        case 0:
            return f"{_CDATA}{text}{_CDATA_END}"
        case 1:
            return text
        case 2:
            return escaped.replace("&", "&amp;")
    return escaped


def _tag(mutator: Mutator, token: str) -> str:
    dice, attributes = mutator.dice, _ATTRIBUTE.findall(token)
    match dice.randrange(5):
        case 0 if attributes:
            name, value = dice.choice(attributes)
            said = mutator.text(value[1:-1]).replace('"', "&quot;").replace("<", "&lt;")
            return token.replace(f"{name}={value}", f'{name}="{said}"', 1)
        case 1 if named := _NAME.match(token):
            return token.replace(named[1], dice.choice(_NAMES), 1)
        case 2:
            return f"{token.removesuffix('>')} {dice.choice(_EXTRA)}>"
        case 3:
            return token.replace("</", "<", 1) if token.startswith("</") else token.replace(">", "/>", 1)
    return token.replace('"', "", 1) if attributes else ""


def _element(tokens: Sequence[str], place: int) -> tuple[int, int]:
    """Find where the element ends that begins at a place; the token alone where none does."""
    name = _NAME.match(tokens[place])
    if not name or tokens[place].startswith("</") or tokens[place].endswith("/>"):
        return place, place + 1
    depth = 0
    for n in range(place, len(tokens)):
        other = _NAME.match(tokens[n])
        if other and other[1] == name[1] and not tokens[n].endswith("/>"):
            depth += -1 if tokens[n].startswith("</") else 1
            if not depth:
                return place, n + 1
    return place, place + 1
