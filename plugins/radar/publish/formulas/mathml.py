r"""Make MathML of a formula's TeX: by `latex2mathml`, then anew from known elements, then counted.

What the library gives is taken apart and built again from elements and attributes of
MathML Core (https://www.w3.org/TR/mathml-core/), so that nothing else can come out. A formula
whose letters, digits and signs are not all there afterwards is none: it stays TeX.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final
from xml.etree.ElementTree import Element

from markupsafe import Markup, escape

from radar.publish.formulas.mathml_letters import styled, unstyled
from radar.publish.formulas.tex_normal import Normal, normal
from radar.publish.formulas.tex_writer import FIRST_LEAF, Leaf


@dataclass(frozen=True, kw_only=True, slots=True)
class Node:
    """Hold an element of MathML. Only token elements have text, only others children."""

    name: str
    text: str = ""
    children: tuple[Node, ...] = ()
    attributes: tuple[tuple[str, str], ...] = ()
    is_function: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Typeset:
    """Hold a formula as MathML, and the commands in it that nobody knows and that show by their names."""

    row: Node
    unknown: tuple[str, ...]


TOKENS: Final = frozenset({"mi", "mn", "mo", "mtext"})
SCRIPTS: Final = {"msub": 2, "msup": 2, "msubsup": 3, "munder": 2, "mover": 2, "munderover": 3}
_BOUNDED: Final = {"msub": "munder", "msup": "mover", "msubsup": "munderover"}
PARTS: Final = SCRIPTS | {"mfrac": 2, "mroot": 2}
"""How many children the elements have whose children play fixed parts."""
ELEMENTS: Final = TOKENS | PARTS.keys() | {"math", "mrow", "mspace", "msqrt", "mtable", "mtr", "mtd"}
ATTRIBUTES: Final = {
    "math": {"alttext", "display"},
    "mi": {"mathvariant"},
    "mo": {"form", "stretchy", "lspace", "rspace"},
    "mspace": {"width"},
    "mover": {"accent"},
    "munder": {"accentunder"},
    "mfrac": {"linethickness"},
}
"""What may come out: every element, and the attributes of each."""

_ROWS: Final = frozenset({"mrow", "mstyle", "mpadded", "math"})
_ENTITY: Final = re.compile(r"&#x([0-9A-Fa-f]{2,5});")
_WIDTH: Final = re.compile(r"[0-9](?:\.[0-9]{1,3})?em")
_DEEPEST: Final = 80
_IDENTIFIERS: Final = frozenset("∞∅∂…′″‴⁗°%#&@?.$¢£¥€§¶©®♯♭♮⊤⊥∠△□◻⊙☉✓★")
"""Signs that are no operators, or need no space as such."""
_MARKS: Final = frozenset("ˇ")
"""Letters to Unicode that stand over others here."""
_UNSPACED: Final = frozenset("|‖/")
_BIG: Final = frozenset("∑∏∐⋃⋂⋁⋀⨁⨂⨀⨆")
"""Operators whose bounds stand over and under them where a formula has its own line."""
_OVER: Final = {"\u2015": "\u203e", "\u20db": "\u2026"}
_FENCES: Final = frozenset("()[]{}⟨⟩⌈⌉⌊⌋⟦⟧|‖")
_SIGNED: Final = frozenset("+−±∓")
_THIN: Final = Node(name="mspace", attributes=(("width", "0.167em"),))


@lru_cache(maxsize=4_096)
def typeset(tex: str) -> Typeset | None:
    """Make a row of MathML of a formula; None where it cannot be made without loss."""
    known = normal(tex)
    element = _converted(known.tex) if known else None
    if known is None or element is None:
        return None
    row = _rebuilt(element, known.leaves)
    if row is None or not _is_complete(row, known):
        return None
    return Typeset(row=row, unknown=known.unknown)


def markup(row: Node, *, tex: str, display: bool) -> Markup:
    """Write a formula as `<math>`, its TeX in `alttext`."""
    attributes = (("display", "block"), ("alttext", tex)) if display else (("alttext", tex),)
    children = list(row.children if row.name == "mrow" else (row,))
    for at, side in ((0, "lspace"), (-1, "rspace")):
        if children and children[at].name == "mo" and side not in dict(children[at].attributes):
            children[at] = replace(children[at], attributes=(*children[at].attributes, (side, "0em")))
    written = _written(Node(name="math", children=tuple(children), attributes=attributes))
    return Markup(written)  # noqa: S704 - names are of `ELEMENTS` and `ATTRIBUTES`, every text is escaped


def _converted(tex: str) -> Element | None:
    """Let the library convert; None for whatever it cannot read."""
    from latex2mathml.converter import convert_to_element  # noqa: PLC0415 - its tables take a fifth of a second to read

    try:
        return convert_to_element(tex)
    except Exception:  # noqa: BLE001 - the library raises what it meets: its own errors, IndexError, StopIteration …
        return None


def _rebuilt(element: Element, leaves: Sequence[Leaf], depth: int = 0) -> Node | None:
    """Build an element anew from what is known; None where it is not."""
    if depth > _DEEPEST:
        return None
    name = str(element.tag)
    if name in TOKENS:
        return _token(element, leaves)
    if name == "mspace":
        return _space(element)
    children = [_rebuilt(child, leaves, depth + 1) for child in element]
    parts = [child for child in children if child is not None]
    if len(parts) < len(children) or (name in PARTS and len(parts) != PARTS[name]):
        return None
    if name in _ROWS:
        return _row(parts)
    return _shaped(name, parts, element) if name in ELEMENTS else None


def _shaped(name: str, parts: list[Node], element: Element) -> Node:
    """Build an element with children of its own."""
    if name == "msqrt":
        return Node(name=name, children=_arranged(_flat(parts)))
    if name == "mtd":
        return Node(name=name, children=_arranged(_flat(parts)))
    if name == "mfrac" and element.get("linethickness") == "0":
        return Node(name=name, children=tuple(parts), attributes=(("linethickness", "0"),))
    if name in _BOUNDED and parts[0].name == "mo" and parts[0].text in _BIG:
        return Node(name=_BOUNDED[name], children=tuple(parts))
    if name in ("mover", "munder") and parts[1].name == "mo":
        return _accented(name, parts)
    return Node(name=name, children=tuple(parts))


def _accented(name: str, parts: list[Node]) -> Node:
    """Build what has a sign over or under it."""
    mark = replace(parts[1], text=_OVER.get(parts[1].text, parts[1].text))
    attributes = (("accent" if name == "mover" else "accentunder", "true"),) if mark.text not in "→←" else ()
    is_wide = parts[0].name == "mrow" and mark.text in "‾¯^~→←⏞⏟_ˇ"
    mark = replace(mark, attributes=() if is_wide or mark.text in "⏞⏟" else (("stretchy", "false"),))
    return Node(name=name, children=(parts[0], mark), attributes=attributes)


def _token(element: Element, leaves: Sequence[Leaf]) -> Node:
    """Build a token element: a letter, a number, a sign, a text."""
    name, text = str(element.tag), _ENTITY.sub(lambda code: chr(int(code[1], 16)), element.text or "")
    if len(text) == 1 and 0 <= ord(text) - FIRST_LEAF < len(leaves):
        leaf = leaves[ord(text) - FIRST_LEAF]
        is_normal = leaf.element == "mi" and len(leaf.text) == 1 and leaf.text.isalpha()
        attributes = (("mathvariant", "normal"),) if is_normal else ()
        return Node(name=leaf.element, text=leaf.text, attributes=attributes, is_function=leaf.is_function)
    style = element.get("mathvariant", "")
    if len(text) == 1 and (not text.isalnum() or text in _MARKS):
        return _operator(name, text, element)
    if not text:
        return Node(name="mrow")
    if name == "mi" and style == "normal":
        return Node(name=name, text=text, attributes=(("mathvariant", "normal"),) if len(text) == 1 else ())
    return Node(name="mtext" if name == "mo" else name, text=styled(text, style))


def _operator(name: str, text: str, element: Element) -> Node:
    """Build a sign: an operator, or one of those that stand like letters."""
    if name == "mtext" or text.isspace():
        return Node(name="mtext", text=text)
    if text in _IDENTIFIERS or unicodedata.category(text) in ("So", "Mn"):
        return Node(name="mi", text=text)
    text = "−" if text == "-" else text
    spaces = (("lspace", "0em"), ("rspace", "0em")) if text in _UNSPACED else ()
    return Node(name="mo", text=text, attributes=(*(_fence(element) if text in _FENCES else ()), *spaces))


def _fence(element: Element) -> tuple[tuple[str, str], ...]:
    """Tell how a bracket stands: as high as what it encloses only where TeX says so."""
    form, stretchy = element.get("form", ""), element.get("stretchy")
    is_stretched = element.tag == "mo" and stretchy != "false"
    forms = (("form", form),) if form in {"prefix", "postfix"} else ()
    return forms if is_stretched else (*forms, ("stretchy", "false"))


def _space(element: Element) -> Node:
    width = element.get("width", "")
    return Node(name="mspace", attributes=(("width", width),)) if _WIDTH.fullmatch(width) else Node(name="mrow")


def _row(parts: Iterable[Node]) -> Node:
    """Build a row; one of a single child is that child."""
    children = _arranged(_flat(parts))
    return children[0] if len(children) == 1 else Node(name="mrow", children=children)


def _flat(parts: Iterable[Node]) -> Iterator[Node]:
    """Take the children of rows that hold no operators: they set no space of their own."""
    for part in parts:
        if part.name == "mrow" and all(child.name != "mo" for child in part.children):
            yield from part.children
        else:
            yield part


def _arranged(parts: Iterable[Node]) -> tuple[Node, ...]:
    """Join letters that are one name, set spaces around functions, and signs before numbers."""
    row: list[Node] = []
    for part in parts:
        last = row[-1] if row else None
        if last and _is_name(last) and _is_name(part):
            row[-1] = Node(name="mi", text=last.text + part.text)
            continue
        if last and _needs_space(last, part):
            row.append(_THIN)
        is_sign = (
            part.name == "mo" and part.text in _SIGNED and last and last.name == "mo" and last.text not in ")]}⟩|‖!"
        )
        row.append(replace(part, attributes=(("form", "prefix"),)) if is_sign else part)
    return tuple(row)


def _is_name(node: Node) -> bool:
    """Tell whether a node is an upright letter, or several: a part of a name such as `eff`."""
    is_upright = len(node.text) > 1 or node.attributes == (("mathvariant", "normal"),)
    return node.name == "mi" and not node.is_function and node.text.isascii() and node.text.isalpha() and is_upright


def _needs_space(left: Node, right: Node) -> bool:
    """Tell whether a function would else run into what stands beside it."""
    if right.name in {"mo", "mspace", "mtext"} or left.name in {"mspace", "mtext"}:
        return False
    return _is_function(left) or (_is_function(right) and left.name != "mo")


def _is_function(node: Node) -> bool:
    while node.name in SCRIPTS:
        node = node.children[0]
    return node.is_function


def _is_complete(row: Node, known: Normal) -> bool:
    """Tell whether all that should show does, and no letter besides."""
    expected, found = _counted(known.shown), _counted(shown(row))
    for kind in (str.isalnum, lambda c: not c.isalnum()):
        missing = _only(expected, kind) - _only(found, kind)
        if missing or (kind is str.isalnum and _only(found, kind) - _only(expected, kind)):
            return False
    return True


def _counted(text: str) -> Counter[str]:
    return Counter(
        c
        for c in unicodedata.normalize("NFKC", unstyled(text).replace("−", "-"))
        if not (c.isspace() or c in _MARKS or c == "\u0338")
    )


def _only(counter: Counter[str], kind: Callable[[str], bool]) -> Counter[str]:
    return Counter({char: count for char, count in counter.items() if kind(char)})


def shown(node: Node) -> str:
    """Give all text of a formula, in its order."""
    return node.text + "".join(map(shown, node.children))


def _written(node: Node) -> str:
    attributes = "".join([f' {name}="{escape(value)}"' for name, value in node.attributes])
    inside = "".join(map(_written, node.children)) if node.children else escape(node.text)
    return f"<{node.name}{attributes}>{inside}</{node.name}>"
