"""Take the figures out of a text with what they count: 1.2亿 as 120 million, `5 %`, `5 points`, `twofold`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final

from radar.brief.ground import numerals
from radar.brief.ground.stems import plain
from radar.brief.ground.units import MEASURES, MONTH, MONTHS, PLAIN, SHARE, TIMES, UNIT, UNITS

_HAN_SCALE: Final = "万亿|千亿|百亿|十亿|千万|百万|十万|亿|万|千(?![米克瓦伏赫字帕焦])|百"
_FIGURE: Final = re.compile(
    rf"""
    (?:(?P<times>(?<![A-Za-z0-9])[xX×])|(?P<named>[A-Za-z_]-?)|(?P<money>\$\s?))?
    (?P<minus>(?<![\w.)\]%])-)?
    (?P<number>\d{{1,3}}(?:,\d{{3}})+(?!\d)(?:\.\d+)?|\d+(?:\.\d+)?|(?<!\w)\.\d+)
    (?:\s?×\s?10\s?\^?\s?(?P<power>-?\d{{1,3}})|\^\s?(?P<raised>-?\d{{1,3}}))?
    (?:(?P<spaced>[\s-]?(?:hundred|thousand|million|billion|trillion)(?![a-z]))
      |(?P<short>[kKMBT])(?![A-Za-z0-9])
      |\s?(?P<scale>{_HAN_SCALE}))?
    (?:(?P<gap>[\s-]?){UNIT})?
    """,
    re.VERBOSE,
)


def _unit_of(words: str) -> str:
    """Name a unit's groups apart, as a pattern takes each name once."""
    return re.sub(r"\(\?P<(\w+)>", rf"(?P<\1_{words}>", UNIT)


_WORDS: Final = re.compile(
    rf"""
      (?P<share>(?<![a-z])(?:{"|".join(map(re.escape, sorted(numerals.SHARES, key=len, reverse=True)))})(?![a-z])
        |{numerals.CHINESE}分之{numerals.CHINESE})
    | (?P<multiple>(?<![a-z])(?:{"|".join(numerals.MULTIPLES)})(?![a-z]))
    | (?<![a-z-])(?P<english>{numerals.ENGLISH})(?![a-z0-9])(?:[\s-]{_unit_of("e")})?
    | (?P<chinese>{numerals.CHINESE})(?=(?P<measure>{MEASURES})?)(?:{_unit_of("c")})?
    | (?P<order>(?<![a-z])an\sorder\sof\smagnitude)
    | (?P<month>(?<![a-z])(?:{"|".join(MONTHS)})(?![a-z]))
    | (?P<month_c>(?<!\d)1?\d)月(?!个)
    """,
    re.VERBOSE,
)
_TO: Final = re.compile(r"\s*(?:-|to|~|至|到)\s*\$?")
_SCALED: Final = re.compile(rf"hundred|thousand|million|billion|trillion|{_HAN_SCALE}")
RANGE: Final = re.compile(r"\s*(?:-|to|and|or|/|,|、|~|至|到|和|或|±|,\s*and|vs\.?)\s*")
_UP_TO: Final = re.compile(
    r"(?:up to|as much as|as many as|as high as|最高|最多|高达|多达|最大|少至|可达|多至|长达|最长)[^\d,;.]{0,12}$"
)
_AT_MOST: Final = re.compile(
    r"(?:at most|no more than|less than|fewer than|below|under|within|不超过|不到|不足|少于|低于|小于|至多|<|≤)"
    r"\s*[~$]?$"
)
_AT_LEAST: Final = re.compile(
    r"(?:at least|more than|over|above|exceed(?:s|ing)?|greater than|no less than|至少|超过|超出|逾|高于|大于"
    r"|多于|不少于|>|≥)\s*[~$]?$"
)
_ABOUT: Final = re.compile(
    r"(?:about|around|roughly|approximately|nearly|almost|close to|some|约|大约|约为|近|接近|将近|~|≈)\s*(?:a )?$"
)
_FACTOR: Final = re.compile(r"(?:factors? of|a factor of|因子)\s*$")
_YEARS: Final = range(1500, 2200)
_TEN: Final = 10
_MANY: Final = 400
"""Figures of one text that are read."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Figure:
    """Hold one figure of a text."""

    value: float
    """In the base unit of its kind."""
    bare: float
    """Without its unit: 3 of `3 ms`."""
    kind: str
    """What it counts: a kind of `units`, or empty."""
    start: int
    end: int
    """Its place in the text as `plain` has it."""
    raw: str
    bound: str = ""
    """`up_to`, `most`, `least`, `about`, or empty."""
    is_signed: bool = False
    is_named: bool = False
    """It is part of a name: 4 of `GPT-4`."""
    is_small_word: bool = False
    """It is a small number in words, that may count nothing: `two`, 三种."""


@lru_cache(maxsize=4096)
def figures(text: str) -> tuple[Figure, ...]:
    """Give the figures of a text in their order; a list's or a range's unit is that of all its figures."""
    written = plain(text)
    digits = _named_on(list(_in_digits(written)), written)
    worded = list(_in_words(written))
    months = {figure.start for figure in worded if figure.kind == MONTH}
    taken = {place for figure in digits for place in range(figure.start, figure.end)} - months
    found = [figure for figure in digits if figure.start not in months]
    found += [figure for figure in worded if figure.start not in taken]
    found.sort(key=lambda figure: figure.start)
    return tuple(_shared_units(found[:_MANY], written))


def _in_digits(text: str) -> Iterable[Figure]:
    for found in _FIGURE.finditer(text):
        yield _figure(found, text)


def _named_on(found: list[Figure], text: str) -> list[Figure]:
    """Count the 7B of `Llama-2-7B` to the name as well."""
    for place in range(1, len(found)):
        if found[place - 1].is_named and text[found[place - 1].end : found[place].start] == "-":
            found[place] = replace(found[place], is_named=True)
    return found


def _figure(found: re.Match[str], text: str) -> Figure:
    bare = _number(found)
    kind, factor = _unit(found, bare)
    before = text[max(0, found.start("number") - 24) : found.start("number")].lower()
    if found["times"] and kind == PLAIN:
        kind = TIMES
    elif found["money"] and kind == PLAIN:
        kind = "usd"
    if found["minus"]:
        bare, before = -bare, before[:-1]
    if kind == PLAIN and _FACTOR.search(before):
        kind = TIMES
    return Figure(
        value=bare * factor,
        bare=bare,
        kind=kind,
        start=found.start("number"),
        end=found.end(),
        raw=found[0].strip(),
        bound=_bound(before, text[found.end() : found.end() + 3]),
        is_signed=bool(found["minus"]),
        is_named=bool(found["named"]) or _runs_on(found, text),
    )


def _number(found: re.Match[str]) -> float:
    value = float(found["number"].replace(",", ""))
    if found["power"]:
        value *= 10.0 ** int(found["power"])
    elif found["raised"] and value and abs(int(found["raised"])) < 100:  # noqa: PLR2004 (beyond it, floats overflow)
        value **= int(found["raised"])
    scale = (found["spaced"] or "").strip(" -") or found["short"] or found["scale"] or ""
    return value * numerals.MAGNITUDES.get(scale, 1.0)


def _unit(found: re.Match[str], bare: float) -> tuple[str, float]:
    name = found["unit"] or found["han"] or ""
    if not name or (len(name) == 1 and name.isascii() and _is_other(name, found["gap"] or "", bare)):
        return PLAIN, 1.0
    if name in ("年", "years", "year") and bare in _YEARS and name == "年":
        return PLAIN, 1.0
    kind, factor = UNITS[name]
    return (kind + found["per"], factor) if found["per"] else (kind, factor)


def _is_other(letter: str, gap: str, bare: float) -> bool:
    """Tell letters that are no unit where they stand: the s of `1990s`, the A of `5 A`-something, a lone `x`."""
    if letter == "s":
        return not gap and bare in _YEARS
    return letter in "AJLT" and not gap


def _runs_on(found: re.Match[str], text: str) -> bool:
    """Tell a figure that letters follow which are no unit: `3D`, `5G`, `2nd`."""
    following = text[found.end() : found.end() + 1]
    return not (found["unit"] or found["han"] or found["short"]) and following.isascii() and following.isalpha()


def _bound(before: str, after: str) -> str:
    if _UP_TO.search(before):
        return "up_to"
    if _AT_MOST.search(before) or after.startswith(("以下", "以内")):
        return "most"
    if _AT_LEAST.search(before) or after.startswith(("以上", "多", "余")):
        return "least"
    return "about" if _ABOUT.search(before) or after.startswith("左右") else ""


def _in_words(text: str) -> Iterable[Figure]:
    lowered = text.lower()
    if len(lowered) != len(text):  # a few letters change their length; places would not fit
        return
    for found in _WORDS.finditer(lowered):
        read = _read(found)
        if read is None or (found["month"] and not text[found.start()].isupper()):
            continue
        value, bare, kind, is_small = read
        yield Figure(
            value=value,
            bare=bare,
            kind=kind,
            start=found.start(),
            end=found.end(),
            raw=found[0],
            is_small_word=is_small,
            bound=_bound(lowered[max(0, found.start() - 24) : found.start()], lowered[found.end() : found.end() + 3]),
        )


def _read(found: re.Match[str]) -> tuple[float, float, str, bool] | None:
    """Give value, bare value, kind, and whether it is a small number that may count nothing."""
    if found["share"]:
        value = numerals.SHARES.get(found["share"]) or numerals.share(found["share"])
        return None if value is None else (value, value, SHARE, False)
    if found["multiple"]:
        value = numerals.MULTIPLES[found["multiple"]]
        return value, value, TIMES, False
    if found["order"]:
        return 1.0, 1.0, "order", False
    if found["month"]:
        value = MONTHS[found["month"]]
        return value, value, MONTH, False
    if found["month_c"]:
        value = int(found["month_c"])
        return value, value, MONTH, False
    is_english = bool(found["english"])
    bare = numerals.english(found["english"]) if is_english else numerals.chinese(found["chinese"])
    unit = found["unit_e"] or found["han_e"] or found["unit_c"] or found["han_c"] or ""
    kind, factor = UNITS.get(unit, (PLAIN, 1.0))
    if not is_english and ((not unit and not found["measure"]) or (kind in ("yuan", "bits") and bare < _TEN)):
        return None  # 二元 and 一位 are no money and no bits
    return bare * factor, bare, kind, bare <= _TEN and (kind == PLAIN or bare == 1)


def _scale(raw: str) -> float:
    """Give the million of `42 million`."""
    found = _SCALED.search(raw)
    return numerals.MAGNITUDES[found[0]] if found else 1.0


def _shared_units(found: Sequence[Figure], text: str) -> list[Figure]:
    """Give a figure without a unit the unit of the next, where only `to`, `and`, a comma or a dash lies between."""
    shared = list(found)
    for place in range(len(shared) - 2, -1, -1):
        one, following = shared[place], shared[place + 1]
        between = text[one.end : following.start].removesuffix("$")
        scale = _scale(following.raw)
        if scale > 1 and one.kind == PLAIN and one.bare < scale and _TO.fullmatch(between.lower()):
            one = shared[place] = replace(one, value=one.bare * scale, bare=one.bare * scale)
        if one.kind == PLAIN and following.kind != PLAIN and not one.is_named and RANGE.fullmatch(between.lower()):
            factor = following.value / following.bare if following.bare else 1.0
            shared[place] = replace(one, kind=following.kind, value=one.bare * factor)
    return shared
