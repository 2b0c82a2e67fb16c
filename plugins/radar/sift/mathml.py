"""Write formulas on one line: MathML as TeX where it carries some, else as readable text.

MathML elements: https://www.w3.org/TR/mathml-core/.
"""

from __future__ import annotations

import html
import re
from typing import Final

ELEMENTS: Final = frozenset(
    ["annotation", "annotation-xml", "maction", "math", "menclose", "merror", "mfenced", "mfrac", "mi", "mlabeledtr", "mmultiscripts", "mn", "mo", "mover", "mpadded", "mphantom", "mprescripts", "mroot", "mrow", "ms", "mspace", "msqrt", "mstyle", "msub", "msubsup", "msup", "mtable", "mtd", "mtext", "mtr", "munder", "munderover", "semantics"]
)
PREFIXES: Final = frozenset({"mml", "m", "mathml"})

_RAISED: Final = dict(zip("0123456789+-−–=()ni", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁻⁼⁽⁾ⁿⁱ", strict=True))
_LOWERED: Final = dict(zip("0123456789+-−–=()", "₀₁₂₃₄₅₆₇₈₉₊₋₋₋₌₍₎", strict=True))

_TEX: Final = re.compile(r"<(?:\w{1,8}:)?annotation\b[^<>]*\bx-(?:la)?tex\b[^<>]*>([^<]*)</", re.IGNORECASE)
_ALTTEXT: Final = re.compile(r"""\balttext\s*=\s*(?:"([^"<]*)"|'([^'<]*)')""", re.IGNORECASE)
_TOKEN: Final = re.compile(r"<(/?)(?:\w{1,8}:)?([A-Za-z-]{1,20})(?:\s[^<>]*?)?(/?)>|([^<]+|<)")
_UNHEARD: Final = frozenset({"annotation", "annotation-xml", "mphantom", "none", "mprescripts"})
_ONE_THING: Final = re.compile(r"\w+|\W?|\(.*\)|√\S+", re.DOTALL)
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

    TeX (an annotation, else an `alttext` that is TeX) comes out between dollars;
    another `alttext` as it stands; else the formula is written from its elements,
    `x²`, `a/b`, `√(x+1)`.
    """
    if len(fragment) > _LONGEST:
        return html.unescape(re.sub(r"<[^<>]*>", " ", fragment))
    if tex := _TEX.search(fragment):
        return _dollars(html.unescape(tex[1]))
    opening = fragment[: fragment.find(">") + 1]
    if alttext := _ALTTEXT.search(opening):
        said = html.unescape(alttext[1] or alttext[2] or "").strip()
        if said:
            return _dollars(said) if re.search(r"[\\^_{]", said) else said
    return _written(fragment)


def _dollars(tex: str) -> str:
    """Set TeX between dollars, whatever it stood between."""
    bare = tex.strip().removeprefix(r"\(").removesuffix(r"\)").strip("$").strip()
    bare = re.sub(r"^\{?\\displaystyle\s*(.*?)\}?$", r"\1", bare, flags=re.DOTALL) if "displaystyle" in bare else bare
    return f"${bare}$" if bare else ""


def _written(fragment: str) -> str:
    """Write a formula from its elements, inner ones first, without recursion."""
    open_elements: list[tuple[str, list[str]]] = [("", [])]
    for token in _TOKEN.finditer(fragment):
        closing, name, single, text = token[1], (token[2] or "").lower(), token[3], token[4]
        if text:
            said = html.unescape(text).strip()
            open_elements[-1][1].extend([said] if said else [])
        elif closing:
            if len(open_elements) > 1 and open_elements[-1][0] == name:
                _, parts = open_elements.pop()
                open_elements[-1][1].append(_element(name, parts))
        elif single:
            open_elements[-1][1].append(" " if name == "mspace" else "")
        else:
            open_elements.append((name, []))
    return "".join(part for _, parts in open_elements for part in parts)


def _element(name: str, parts: list[str]) -> str:
    """Write one element from the texts of its children."""
    if name in _UNHEARD:
        return ""
    if name in _SHAPES and len(parts) == _SHAPES[name].count("{}"):
        return _shaped(name, parts)
    if name == "msqrt":
        return "√" + grouped("".join(parts))
    if name == "mfenced":
        return f"({', '.join(parts)})"
    if name in ("mtr", "mlabeledtr"):
        return " ".join(parts) + "; "
    return "".join(parts)


_SHAPES: Final = {
    "msup": "{}{}",
    "mover": "{}{}",
    "msub": "{}{}",
    "munder": "{}{}",
    "msubsup": "{}{}{}",
    "munderover": "{}{}{}",
    "mfrac": "{}{}",
    "mroot": "{}{}",
}


def _shaped(name: str, parts: list[str]) -> str:
    """Write an element whose children have fixed parts to play."""
    match name, parts:
        case "mfrac", [above, below]:
            return f"{grouped(above)}/{grouped(below)}"
        case "mroot", [base, degree]:
            return f"{raised(degree) or degree}√{grouped(base)}"
        case "msub" | "munder", [base, below]:
            return base + _below(below)
        case "mover", [base, accent] if not accent.isalnum() and len(accent) == 1:
            return base + accent
        case "msup" | "mover", [base, above]:
            return base + _above(above)
        case _, [base, below, above]:
            return base + _below(below) + _above(above)
        case _:
            return "".join(parts)


def _above(text: str) -> str:
    primes = set(text) <= set("′'*†∗⋆")
    return (text if primes else raised(text) or "^" + grouped(text)) if text else ""


def _below(text: str) -> str:
    return (lowered(text) or "_" + grouped(text)) if text else ""
