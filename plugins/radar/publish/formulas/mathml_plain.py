"""Write a formula's MathML as one line of Unicode: x², α ≤ 1, (a+b)/c, √x, ℝ, ŷ."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from typing import Final

from radar.publish.formulas.mathml import SCRIPTS, TOKENS, Node
from radar.publish.formulas.mathml_letters import unstyled
from radar.sift.mathml import grouped, lowered, raised

_COMBINING: Final = {
    "^": "\u0302",
    "~": "\u0303",
    "¯": "\u0304",
    "‾": "\u0305",
    "˘": "\u0306",
    "˙": "\u0307",
    "¨": "\u0308",
    "˚": "\u030a",
    "ˇ": "\u030c",
    "´": "\u0301",
    "`": "\u0300",
    "→": "\u20d7",
    "…": "\u20db",
}
"""What stands over a letter, as a mark on it."""
_RAISED_ALREADY: Final = frozenset("′″‴⁗*∗⋆†‡")
_RAISED: Final = str.maketrans("abcdefghijklmoprstuvwxyzTHDN", "ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐᵒᵖʳˢᵗᵘᵛʷˣʸᶻᵀᴴᴰᴺ")
_LOWERED: Final = str.maketrans("aehijklmnoprstuvx", "ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓ")
"""Single letters that Unicode has raised or lowered."""
_CLOSING: Final = frozenset(")]}⟩|‖!⌉⌋*")
_SPACES: Final = re.compile(" {2,}")
_BRACES: Final = frozenset("⏞⏟_↔←⎴⎵")
"""What stands over or under a part of a formula to show how far it reaches."""
_BIG: Final = frozenset("∑∏∐∫∬∭∮⋃⋂⋁⋀⨁⨂⨀⨆")
_SPACED: Final = frozenset("=<>≤≥≠≈∼≃≅≡∝∈∉∋⊂⊆⊃⊇→←↔⇒⇔⇐↦⟶⟵≪≫≲≳⩽⩾≺≻⊢⊨≔∣∥⟂⊥⟹⟺⪅⪆⋖⋗≦≧∖⊕⊗⋊⋉∪∩∧∨⊔⊎")
"""Relations and the like: they have spaces around them where something stands on both sides."""


def plain(node: Node, *, is_tight: bool = False) -> str:
    """Write a formula on one line, all of its letters, digits and signs in it; without spaces in an index."""
    if node.name in TOKENS:
        return unstyled(node.text).replace("\xa0", " ")
    if node.name in SCRIPTS:
        return _scripted(node)
    match node.name:
        case "mspace":
            return " "
        case "mfrac":
            return _fraction(node)
        case "msqrt":
            return "√" + grouped(_row(node.children))
        case "mroot":
            base, degree = map(plain, node.children)
            return f"{raised(degree) or f'{degree}:'}√{grouped(base)}"
        case "mtable" | "mtr":
            return ("; " if node.name == "mtable" else " ").join(map(plain, node.children))
        case _:
            return _row(node.children, is_tight=is_tight)


def _row(children: Sequence[Node], *, is_tight: bool = False) -> str:
    """Write a row: spaces around relations, none around other signs."""
    texts = [plain(child) for child in children]
    for at, child in enumerate(children):
        if at and not is_tight and at + 1 < len(children) and _is_between(children, at):
            texts[at] = f" {texts[at]} "
        elif child.name in SCRIPTS and texts[at][:1] in _BIG:
            texts[at] += " "
    return _SPACES.sub(" ", "".join(texts))


def _is_between(children: Sequence[Node], at: int) -> bool:
    """Tell whether a relation stands here, between two things and not two signs."""
    left, sign, right = children[at - 1 : at + 2]
    if sign.name != "mo" or sign.text not in _SPACED:
        return False
    return (left.name != "mo" or left.text in _CLOSING) and (right.name != "mo" or right.text not in _SPACED)


def _fraction(node: Node) -> str:
    above, below = map(plain, node.children)
    if dict(node.attributes).get("linethickness") == "0":
        return f"{above} over {below}"
    return f"{grouped(above)}/{grouped(below)}"


def _scripted(node: Node) -> str:
    """Write a base with what stands at its corners, or over and under it."""
    parts = [plain(child, is_tight=at > 0).strip() for at, child in enumerate(node.children)]
    base = parts[0]
    if node.name in {"mover", "munder"} and parts[1] in _BRACES and node.children[1].name == "mo":
        return base
    if node.name == "mover" and len(parts[1]) == 1 and parts[1] in _COMBINING:
        return _marked(base, parts[1])
    if node.name in {"msub", "munder"}:
        return base + below(parts[1])
    if node.name in {"msup", "mover"}:
        return base + above(parts[1])
    return base + below(parts[1]) + above(parts[2])


def _marked(base: str, mark: str) -> str:
    """Put a mark over a letter; over more than one it follows them in brackets."""
    if len(base) == 1 and base.isalpha():
        return unicodedata.normalize("NFC", base + _COMBINING[mark])
    if base.isalnum() and mark in "¯‾":
        return "".join(char + "\u0305" for char in base)
    return f"{grouped(base)}{mark}"


def above(text: str) -> str:
    """Write what is raised: in raised characters where Unicode has them, else behind a `^`."""
    if text in ("∘", ""):
        return "°" if text else ""
    if set(text) <= _RAISED_ALREADY:
        return text
    return raised(text) or (
        text.translate(_RAISED) if len(text) == 1 and ord(text) in _RAISED else f"^{grouped(text)}"
    )


def below(text: str) -> str:
    """Write what is lowered: in lowered characters where Unicode has them, else behind a `_`."""
    if len(text) == 1 and ord(text) in _LOWERED:
        return text.translate(_LOWERED)
    return lowered(text) or (f"_{grouped(text)}" if text else "")
