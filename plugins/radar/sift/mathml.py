"""Write formulas on one line: as TeX where the MathML carries some, else as readable text.

MathML elements: https://www.w3.org/TR/mathml-core/.
"""

from __future__ import annotations

import html
import re
from typing import Final

ELEMENTS: Final = frozenset(
    (
        *("annotation", "annotation-xml", "maction", "math", "menclose", "merror", "mfenced", "mfrac", "mi"),
        *("mlabeledtr", "mmultiscripts", "mn", "mo", "mover", "mpadded", "mphantom", "mprescripts", "mroot"),
        *("mrow", "ms", "mspace", "msqrt", "mstyle", "msub", "msubsup", "msup", "mtable", "mtd", "mtext", "mtr"),
        *("munder", "munderover", "semantics"),
    )
)
PREFIXES: Final = frozenset({"mml", "m", "mathml"})

_RAISED: Final = dict(zip("0123456789+-−–=()ni", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁻⁼⁽⁾ⁿⁱ", strict=True))
_LOWERED: Final = dict(zip("0123456789+-−–=()", "₀₁₂₃₄₅₆₇₈₉₊₋₋₋₌₍₎", strict=True))
_ONE_THING: Final = re.compile(r"\w*|.|\([^()]*\)|√\S+", re.DOTALL)

_TEX: Final = re.compile(
    r"<(?:\w{1,8}:)?annotation\b[^<>]{0,200}?\bx-(?:la)?tex\b[^<>]{0,200}>([^<]*)</", re.IGNORECASE
)
_ALTTEXT: Final = re.compile(r"""\balttext\s*=\s*(?:"([^"<]*)"|'([^'<]*)')""", re.IGNORECASE)
_DISPLAY: Final = re.compile(r"\{\\(?:display|text|script)style\b\s*(.*)\}", re.DOTALL)
_TOKEN: Final = re.compile(r"<(/?)(?:\w{1,8}:)?([A-Za-z-]{1,20})(?:\s[^<>]*?)?(/?)>|([^<]+|<)")
_UNHEARD: Final = frozenset({"annotation", "annotation-xml", "mphantom", "mprescripts", "none"})
_PARTS: Final = dict.fromkeys(("mfrac", "mroot", "msub", "msup", "munder", "mover"), 2) | dict.fromkeys(
    ("msubsup", "munderover"), 3
)
"""How many children the elements have whose children play fixed parts."""
_LONGEST: Final = 20_000
"""Characters of a formula that is still taken apart; of a longer one the bare text is kept."""


def raised(text: str) -> str | None:
    """Write text in Unicode's superscripts, None where it has not all of them."""
    return "".join(_RAISED[c] for c in text) if text and all(c in _RAISED for c in text) else None


def lowered(text: str) -> str | None:
    """Write text in Unicode's subscripts, None where it has not all of them."""
    return "".join(_LOWERED[c] for c in text) if text and all(c in _LOWERED for c in text) else None


def grouped(text: str) -> str:
    """Put brackets around what is more than one thing."""
    return text if _ONE_THING.fullmatch(text) else f"({text})"


def math_text(fragment: str) -> str:
    """Turn one `<math>…</math>` into text on one line.

    TeX (an annotation, else an `alttext` that is TeX) comes out between dollars,
    another `alttext` as it stands; else the formula is written from its elements:
    `x²`, `a/b`, `√(x+1)`.
    """
    if len(fragment) > _LONGEST:
        return html.unescape(re.sub(r"<[^<>]*>", " ", fragment))
    if (tex := _TEX.search(fragment)) and tex[1].strip():
        return _dollars(html.unescape(tex[1]))
    alttext = _ALTTEXT.search(fragment[: fragment.find(">")])
    said = html.unescape((alttext[1] or alttext[2] or "") if alttext else "").strip()
    if said:
        return _dollars(said) if re.search(r"[\\^_{]", said) else said
    return _written(fragment)


def _dollars(tex: str) -> str:
    """Set TeX between dollars, whatever it stood between."""
    bare = tex.strip().removeprefix(r"\(").removesuffix(r"\)").strip("$ ")
    display = _DISPLAY.fullmatch(bare)
    return f"${(display[1] if display else bare).strip()}$"


def _written(fragment: str) -> str:
    """Write a formula from its elements, inner ones first: no depth can exhaust the stack."""
    unclosed: list[tuple[str, list[str]]] = [("", [])]
    for token in _TOKEN.finditer(fragment):
        closing, name, single, text = token[1], (token[2] or "").lower(), token[3], token[4]
        if text:
            said = html.unescape(text).strip()
            unclosed[-1][1].extend([said] if said else [])
        elif closing and len(unclosed) > 1 and unclosed[-1][0] == name:
            parts = unclosed.pop()[1]
            unclosed[-1][1].append(_element(name, parts))
        elif single:
            unclosed[-1][1].append(" " if name == "mspace" else "")
        elif not closing:
            unclosed.append((name, []))
    return "".join(part for _, parts in unclosed for part in parts)


def _element(name: str, parts: list[str]) -> str:
    """Write one element from the texts of its children."""
    if name in _UNHEARD:
        return ""
    if len(parts) == _PARTS.get(name):
        return _shaped(name, parts)
    if name == "msqrt":
        return "√" + grouped("".join(parts))
    if name == "mfenced":
        return f"({', '.join(parts)})"
    return " ".join(parts) + "; " if name in ("mtr", "mlabeledtr") else "".join(parts)


def _shaped(name: str, parts: list[str]) -> str:
    """Write an element whose children play fixed parts, the base first."""
    base, *others = parts
    match name:
        case "mfrac":
            return f"{grouped(base)}/{grouped(others[0])}"
        case "mroot":
            return f"{raised(others[0]) or others[0]}√{grouped(base)}"
        case "mover" if len(others[0]) == 1 and not others[0].isalnum():
            return base + others[0]
        case "msup" | "mover":
            return base + _above(others[0])
        case _:
            return base + _below(others[0]) + "".join(map(_above, others[1:]))


def _above(text: str) -> str:
    return text if set(text) <= set("′'*†∗⋆") else raised(text) or "^" + grouped(text)


def _below(text: str) -> str:
    return (lowered(text) or "_" + grouped(text)) if text else ""
