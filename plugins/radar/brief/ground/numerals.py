"""Read numbers that are written as words: `twenty-five thousand`, `三百二十万`, `two-thirds`, `三分之二`."""

from __future__ import annotations

import re
from typing import Final

_ONES: Final = {
    word: value
    for value, word in enumerate(
        (
            *("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven"),
            *("twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"),
        )
    )
}
_TENS: Final = {
    word: 10 * value
    for value, word in enumerate(("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"), 2)
}
_POWERS: Final = {"hundred": 100.0, "thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12, "dozen": 12.0}
MAGNITUDES: Final = {
    **_POWERS,
    "hundreds": 100.0,
    "k": 1e3,
    "K": 1e3,
    "M": 1e6,
    "B": 1e9,
    "T": 1e12,
    "百": 100.0,
    "千": 1e3,
    "万": 1e4,
    "十万": 1e5,
    "百万": 1e6,
    "千万": 1e7,
    "亿": 1e8,
    "十亿": 1e9,
    "百亿": 1e10,
    "千亿": 1e11,
    "万亿": 1e12,
}
"""What a figure is multiplied by: 12k, 1.2 亿, 3 million."""

_ANY: Final = "|".join(sorted((*_ONES, *_TENS, *_POWERS), key=len, reverse=True))
ENGLISH: Final = rf"(?:{_ANY})(?:(?:[ -]|\sand\s)(?:{_ANY})){{0,8}}"
"""Number words in a row, as a pattern, for lower-case text."""
_DIGITS: Final = {digit: value for value, digit in enumerate("零一二三四五六七八九")} | {"两": 2, "〇": 0, "俩": 2}
_STEPS: Final = {"十": 10, "百": 100, "千": 1000}
CHINESE: Final = "[零〇一二两三四五六七八九十百千万亿]{1,12}"

SHARES: Final = {
    "half": 0.5,
    "halves": 0.5,
    "one-half": 0.5,
    "one half": 0.5,
    "a third": 1 / 3,
    "one third": 1 / 3,
    "one-third": 1 / 3,
    "two thirds": 2 / 3,
    "two-thirds": 2 / 3,
    "a quarter": 0.25,
    "one quarter": 0.25,
    "one-quarter": 0.25,
    "three quarters": 0.75,
    "three-quarters": 0.75,
    "a fifth": 0.2,
    "one fifth": 0.2,
    "one-fifth": 0.2,
    "a tenth": 0.1,
    "one tenth": 0.1,
    "一半": 0.5,
    "半数": 0.5,
    "减半": 0.5,
    "halve": 0.5,
    "halving": 0.5,
    "halved": 0.5,
}
MULTIPLES: Final = {
    "twice": 2,
    "double": 2,
    "doubles": 2,
    "doubled": 2,
    "doubling": 2,
    "twofold": 2,
    "triple": 3,
    "triples": 3,
    "tripled": 3,
    "threefold": 3,
    "fourfold": 4,
    "quadruple": 4,
    "quadrupled": 4,
    "fivefold": 5,
    "sixfold": 6,
    "sevenfold": 7,
    "eightfold": 8,
    "tenfold": 10,
    "hundredfold": 100,
    "翻倍": 2,
    "翻番": 2,
    "加倍": 2,
}
_FRACTION: Final = re.compile(rf"({CHINESE})分之({CHINESE})")


def english(words: str) -> float:
    """Read number words in a row, lower case: `two hundred and five` is 205."""
    total = current = 0.0
    for word in re.split(r"[ -]", words.replace(" and ", " ")):
        if word in _POWERS:
            current = max(current, 1.0) * _POWERS[word]
            if word not in ("hundred", "dozen"):
                total, current = total + current, 0.0
        else:
            current += _ONES.get(word, 0) + _TENS.get(word, 0)
    return total + current


def chinese(numeral: str) -> float:
    """Read a Chinese numeral: 三百二十万 is 3,200,000, 二〇二四 is 2024."""
    if all(digit in _DIGITS for digit in numeral):
        return float("".join(str(_DIGITS[digit]) for digit in numeral))
    total = section = digit = 0
    for character in numeral:
        if character in _DIGITS:
            digit = _DIGITS[character]
        elif character in _STEPS:
            section, digit = section + max(digit, 1) * _STEPS[character], 0
        else:
            unit = 10_000 if character == "万" else 100_000_000
            total, section, digit = (total + section + digit) * unit or unit, 0, 0
    return float(total + section + digit)


def share(words: str) -> float | None:
    """Read 三分之二 as two thirds, 百分之五 as a twentieth."""
    found = _FRACTION.fullmatch(words)
    if not found or not (below := chinese(found[1])):
        return None
    return chinese(found[2]) / below
