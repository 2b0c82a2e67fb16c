"""Tell whether what stands between two dollars is a formula, or words between two prices."""

from __future__ import annotations

import re
from typing import Final

from radar.publish.formulas.tex_known import FUNCTIONS, words

_SET_AS_TEXT: Final = re.compile(
    r"\\(?:text[a-z]{0,9}|math[a-z]{1,9}|mbox|hbox|operatorname\*?|rm|it|bf)\s*\{[^{}]*\}"
)
_COMMAND: Final = re.compile(r"\\(?:[A-Za-z,;:!{}|% ]|$)")
_SCRIPT: Final = re.compile(r"[\^_]")
_AMOUNT: Final = re.compile(r"\s?\d")
_CURRENCY: Final = re.compile(r"(?<![A-Za-z])(?:US|AU?|CA?|CAD|HK|NZ|NT|TW|SG?|R|MX|AR|CL|COL|TT|J|Z|Bds)\Z")
"""What stands before the dollar of a country's currency."""
_WORD: Final = re.compile(r"(?<![\\A-Za-z])[A-Za-z]{2,}")
_PROSE: Final = re.compile(r"(?<![\\A-Za-z])[A-Za-z]{2,}+[,.;:]?+\s++[A-Za-z]{2}")
_MEASURE: Final = re.compile(r"\d[\d.,–-]*+\s?[A-Za-z]{1,4}(?:/[A-Za-z]{1,3})?")
_NUMBERS: Final = re.compile(r"[\d\s.,;:/+()–-]++")
_NUMBER: Final = re.compile(r"\s?\d[\d.,–-]*+\s?")
_RELATION: Final = re.compile("[<>=]")
_COUNT_BEFORE_WORD: Final = re.compile(r"\d{1,2}-\$[A-Za-z][A-Za-z\\]")
"""`$2-$user`, as some write `$2$-user`."""
_DIGIT: Final = re.compile("[0-9]")
_ONE_WORD: Final = re.compile(r"[A-Za-z]+")
_SOMETHING: Final = re.compile(r"\w|[^\s\w.,;:!?()'\"]")
_MOST_SPOKEN: Final = 3
"""Words of sentences that some leave in a formula that is plainly TeX: `$f(x)=0 for x_1 in A$`."""
_SECONDS: Final = frozenset({'"', "''", "'", "”"})
"""Signs of arc that stand between dollars behind a number."""
_ORDINALS: Final = frozenset({"st", "nd", "rd", "th"})
_SIGN: Final = re.compile(r"[()'=<>+*]")
_OPEN_END: Final = re.compile(r"[A-Za-z]{2,}\s?[:/,(]\Z")
_SPOKEN: Final = words(
    """
    a an and are as at but by for from has if in is it not of on or per than that the this to up was we when
    which while with about each every over under plus versus vs via only less more then was were usd dollar
    dollars cent cents thousand million billion trillion bn month year day hour week cost costs price priced run
    runs token tokens user users fee fees paid pay spend
    """
)
"""Words of sentences, that stand in no formula outside its texts."""


def is_formula(before: str, inside: str, after: str) -> bool:
    """Tell whether `inside`, which stands between two dollars, is a formula.

    `before` ends where the first dollar stands, `after` begins behind the second. In
    doubt what begins with an amount is a price and the rest a formula: a price shown
    as a formula loses its dollar, a formula taken for text loses nothing.
    """
    bare = _SET_AS_TEXT.sub(" 0 ", inside).replace("~", " ")
    is_tex = bool(_COMMAND.search(inside) or _SCRIPT.search(inside))
    if not _SOMETHING.search(inside):
        return inside in _SECONDS and before[-1:].isdigit()
    if _AMOUNT.match(inside):
        return _is_number(before, inside, bare, after, is_tex=is_tex)
    if is_tex:
        return sum(word.lower() in _SPOKEN for word in _WORD.findall(bare)) <= _MOST_SPOKEN
    if _ONE_WORD.fullmatch(inside):
        return not (before[-1:].isalnum() and after[:1].isalnum() and inside.isalpha() and len(inside) > 1)
    is_price = before[-1:].isdigit() and _NUMBERS.fullmatch(inside) and _DIGIT.search(inside)
    return not (is_price or _PROSE.search(bare) or _speaks(bare) or _is_cut(bare, after))


def _is_cut(inside: str, after: str) -> bool:
    """Tell whether words end here that go on behind the dollar: `HOME and $PATH`, `bin:$PATH`."""
    is_loose = inside[-1:].isspace() and not (inside[0].isspace() and _SIGN.search(inside))
    return bool((is_loose and _WORD.search(inside)) or (after[:1].isalpha() and _OPEN_END.search(inside[-12:])))


def _is_number(before: str, inside: str, bare: str, after: str, *, is_tex: bool) -> bool:
    """Judge what begins with an amount."""
    if _speaks(bare) or (_CURRENCY.search(before) and (inside[0].isspace() or not (is_tex or after[:1].isalpha()))):
        return False
    if is_tex:
        return not _PROSE.search(bare)
    if _MEASURE.fullmatch(bare):
        return not after[:1].isalnum() or after in _ORDINALS
    if _AMOUNT.match(after) or _is_worded(bare):
        return False
    return _is_closed(inside, after)


def _is_worded(bare: str) -> bool:
    return any(word not in FUNCTIONS for word in _WORD.findall(bare))


def _is_closed(inside: str, after: str) -> bool:
    """Tell whether a plain formula of numbers ends where its dollar does."""
    if inside[-1].isspace() or inside[-1] in ",;:.":
        return after[:1].isspace() and bool(_NUMBER.fullmatch(inside) or _RELATION.search(inside))
    if inside[0].isspace() or inside[-1] in "([/-–":
        return bool(_COUNT_BEFORE_WORD.fullmatch(f"{inside}${after}"))
    is_balanced = inside.count("(") == inside.count(")")
    return is_balanced or not (" " in inside or after[:1].isalnum())


def _speaks(text: str) -> bool:
    return any(word.lower() in _SPOKEN for word in _WORD.findall(text))
