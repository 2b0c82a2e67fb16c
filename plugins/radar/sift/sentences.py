"""Find where sentences end in scientific prose.

Full stops also end abbreviations, initials and figures, and stand inside formulas,
addresses and brackets. Formulas and addresses are masked first; what is left is
decided at each stop by the word before it and the word after it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

_MASKED: Final = re.compile(
    r"""
      \$\$(?:[^$\\]|\\.){1,2000}+\$\$
    | \$(?=\S)(?:[^$\\]|\\.){1,400}+(?<=\S)\$(?!\d)     # "$5 per run and $10" is no formula
    | (?:https?://|www\.)\S*[\w/]
    """,
    re.VERBOSE | re.DOTALL,
)
_CLOSERS: Final = r"""["'”’»)\]}*]"""
_END: Final = re.compile(rf"(?<![.!?…])[.!?…]++{_CLOSERS}*+(?=\s)|[。！？]+[”’」』）)\"]*")
_LAST_WORD: Final = re.compile(r"[^\s(\[{“‘\"'`/–—~]*$")
_NEXT_WORD: Final = re.compile(r"\s*([\"'“‘`({\[*]*)([^\s\"'”’)\]}.,:;]*)")
_BRACKET: Final = re.compile(r"[()\[\]]")
_DOTTED: Final = re.compile(r"(?:\w\.-?)+\w")
_POINT: Final = re.compile(r"\d{1,2}|[ivxIVX]{1,4}|[a-zA-Z]")
"""The number of a point in a list: `2.`, `iv.`, `b.`."""
_POINT_AHEAD: Final = re.compile(r"\s*\(?(?:[ivx]{1,4}|[a-h])[).]\s+[A-Z]")
_FAR: Final = 300
"""Characters after which a bracket that is still open no longer holds a sentence together."""
_LONGEST_WORD: Final = 40

_NEVER_LAST: Final = frozenset({"e.g", "i.e", "eg", "ie", "cf", "vs", "viz", "dr", "prof", "mr", "mrs", "ms"})
_RARELY_LAST: Final = frozenset(
    (
        *("fig", "figs", "eq", "eqs", "eqn", "eqns", "sec", "secs", "sect", "sects", "ref", "refs", "tab", "thm"),
        *("prop", "def", "lem", "cor", "chap", "ch", "vol", "no", "nos", "nr", "pp", "ed", "eds", "app", "suppl"),
        *(
            "resp",
            "approx",
            "avg",
            "ca",
            "incl",
            "esp",
            "st",
            "mt",
            "univ",
            "dept",
            "jan",
            "feb",
            "aug",
            "sept",
            "oct",
        ),
        *("sp", "spp", "ssp", "subsp", "syn", "var", "comb", "gen", "stat", "sensu", "jr", "sr", "inc", "ltd"),
        *("co", "corp", "ph.d", "min", "max", "et"),
        *("acad", "adv", "am", "amer", "anal", "ann", "appl", "arch", "ast", "astron", "astrophys", "biol", "chem"),
        *("commun", "comput", "conf", "exp", "found", "geom", "inst", "int", "invent", "lett", "lond", "mat"),
        *("mater", "math", "mech", "mod", "mol", "nat", "natl", "not", "nucl", "opt", "optim", "phys", "proc"),
        *("quant", "ration", "rep", "res", "rev", "sci", "soc", "statist", "theor", "theoret", "trans"),
    )
)
"""Abbreviations (labels, ranks in biology, journals) that end a sentence only before a word of `_BEGINNERS`."""
_OFTEN_LAST: Final = frozenset({"al", "etc", "nov"})
"""Abbreviations that end a sentence before any word with a capital."""
_BEGINNERS: Final = frozenset(
    (
        *("A", "Additionally", "After", "All", "Also", "Although", "An", "And", "As", "At", "Based", "Because"),
        *("Both", "But", "By", "Code", "Consequently", "Despite", "Each", "Existing", "Experiments", "Extensive"),
        *("Finally", "First", "For", "From", "Furthermore", "Given", "Hence", "Here", "How", "However", "If", "In"),
        *("It", "Its", "Many", "Moreover", "Most", "Notably", "On", "One", "Our", "Overall", "Recent", "Results"),
        *("Second", "Since", "So", "Some", "Specifically", "Such", "That", "The", "Their", "Then", "There"),
        *("Therefore", "These", "They", "This", "Through", "Thus", "To", "Two", "Under", "Unlike", "Using", "We"),
        *("What", "When", "Where", "While", "With", "Yet"),
    )
)
"""Words that begin sentences and hardly ever follow an initial or a label."""


def sentences(text: str) -> tuple[str, ...]:
    """Split text into sentences, each a verbatim slice of it without outer white space.

    Nothing is lost between them but white space. Abbreviations (`e.g.`, `et al.`,
    `Fig. 3`), initials, decimals, numbered points, formulas between dollars, addresses
    and what stands in brackets do not end one; `。！？` do, without a space.
    """
    ends = [*_ends(text), len(text)]
    parts = (text[start:end].strip() for start, end in zip([0, *ends], ends, strict=False))
    return tuple(part for part in parts if part)


def _ends(text: str) -> Iterator[int]:
    """Give the place behind every sentence but the last."""
    masked = _MASKED.sub(lambda span: "x" * len(span[0]), text)
    start = seen = depth = 0
    for stop in _END.finditer(masked):
        for bracket in _BRACKET.finditer(masked, seen, stop.end()):
            depth = depth + 1 if bracket[0] in "([" else max(depth - 1, 0)
        seen = stop.end()
        if depth and _is_inside(masked, seen):
            continue
        if stop[0][0] in "。！？" or _ends_here(masked, text, start, stop):
            yield stop.end()
            start, depth = stop.end(), 0


def _is_inside(masked: str, place: int) -> bool:
    """Tell whether the bracket that is open at a place is closed soon."""
    following = _BRACKET.search(masked, place, place + _FAR)
    return following is not None and following[0] in ")]"


def _ends_here(masked: str, text: str, start: int, stop: re.Match[str]) -> bool:
    """Decide whether a stop in front of white space ends a sentence."""
    upcoming = _NEXT_WORD.match(text, stop.end())
    opening, following = (upcoming[1], upcoming[2]) if upcoming else ("", "")
    small = following[:1].islower() and not any(letter.isupper() for letter in following[:5])
    if small and not _POINT_AHEAD.match(text, stop.end()):
        return False
    if stop[0][0] != "." or stop[0].startswith(".."):
        return not following[:1].isdigit()
    found = _LAST_WORD.search(masked[max(start, stop.start() - _LONGEST_WORD) : stop.start()])
    word = found[0] if found else ""
    if _POINT.fullmatch(word) and _heads_point(masked[start : stop.start() - len(word)]):
        return False
    word = word.lower()
    if word in _NEVER_LAST:
        return False
    if word in _OFTEN_LAST:
        return following[:1].isupper() and not opening
    if word in _RARELY_LAST or _DOTTED.fullmatch(word) or (len(word) == 1 and word.isalpha()):
        return following in _BEGINNERS
    return bool(word) or following in _BEGINNERS


def _heads_point(before: str) -> bool:
    """Tell whether what stands before a number makes it the number of a point, not a figure."""
    return not before.strip() or before.rstrip().endswith((":", ";", ",", " and", " or"))
