"""Find in a sentence what stands on the two sides of a word that sets them in order: than, causes, 比."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final

from radar.brief.ground.pole_words import ABOVE, BELOW
from radar.brief.ground.poles import sides_of
from radar.brief.ground.stems import stem
from radar.brief.ground.text import Word, alike, read

_WINS: Final = frozenset(
    (*map(stem, ("outperform", "surpass", "beat", "superior")), *("优于", "超过", "超越", "胜过", "强于", "好于"))
)
_LOSES: Final = frozenset((*map(stem, ("underperform", "inferior", "lag")), "逊于", "不及", "差于", "劣于", "不如"))
_ABOVE: Final = frozenset((stem("exceed"), *ABOVE))
_BELOW: Final = frozenset(BELOW)
_CAUSES: Final = frozenset(
    (
        *map(stem, ("cause", "lead", "induce", "trigger", "drive", "precede")),
        *("导致", "引起", "引发", "诱发", "造成", "驱动"),
    )
)
_INSTEAD: Final = ("而非", "而不是", "而不")
_AMOUNTS: Final = frozenset(("change", "more", "size"))
_LIMITS: Final = frozenset((*ABOVE, *BELOW, "超过", "exceed", "exceeds", "exceeding"))
_ANYBODYS: Final = frozenset(
    re.findall(
        r"\S+",
        """现有 已有 传统 其他 其它 基线 基准 方法 模型 先进 最先进 以往 之前 先前 标准 算法 技术 方案 当前
        常规 性能 结果""",
    )
)
"""What anybody's method is compared with."""
MORE: Final = frozenset(("more", "less", "更", "较", "更常", "更频繁", "更多", "更少", "较多", "较少"))
_THAT: Final = frozenset(("that", "表明", "显示", "发现"))
_ADJUNCTS: Final = frozenset(
    (
        *("in", "on", "at", "across", "during", "when", "while", "under", "for", "where", "if", "although", "using"),
        *("without", "within"),
    )
)
_PREPOSITIONS: Final = frozenset(("for", "on", "in", "among", "at", "with", "to", "of", "from", "by", "during"))
_MEASURED: Final = frozenset(("many", "much", "high", "large", "long", "often", "likely", "fast", "good", "well"))
SUBJECT: Final = 3
_SIDE: Final = 9
"""Words of one side."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Sides:
    """Hold what stands on the two sides of a word that sets them in order."""

    kind: str
    first: tuple[Word, ...]
    """The better, the greater, the cause, the one chosen, the one left."""
    second: tuple[Word, ...]
    raw: str
    is_measured: bool = False
    """Figures stand behind it."""
    what: Word | None = None
    """What there is more of: effective, of `more effective than`."""

    def concerns(self, other: Sides) -> bool:
        """Tell whether two orders can be held against each other: of one kind, or more and less of one thing."""
        if self.kind == other.kind or {self.kind, other.kind} <= _AMOUNTS:
            return True
        return self.what is not None and other.what is not None and alike(self.what, other.what)

    @property
    def is_telling(self) -> bool:
        """Tell a comparison in Chinese with something of its own, which only a paper that says the same bears out.

        With figures beside both sides these tell which is which; `existing methods` are anybody's.
        """
        is_plain = self.kind in ("cause", "way", "instead") or self.raw in ("超过", "超越") or self.is_measured
        return not (self.raw.isascii() or is_plain) and any(word.raw not in _ANYBODYS for word in self.second)

    @property
    def is_compared(self) -> bool:
        """Tell `more than` and 比…更 from verbs."""
        return bool(self.first and self.second) and not (self.raw in _WINS and self.raw.isascii())


@lru_cache(maxsize=4096)
def orders(text: str) -> tuple[Sides, ...]:
    """Find the words of a text that set two sides in order."""
    words = read(text)
    return tuple(found for place in range(len(words)) for found in _order(words, place))


def _order(words: Sequence[Word], place: int) -> Iterable[Sides]:
    word = words[place]
    is_limit = word.raw in _LIMITS and place + 1 < len(words) and words[place + 1].key.startswith("#")
    if is_limit:
        return ()
    reader = _READERS.get(word.raw)
    if reader:
        return reader(words, place)
    kind = next((kind for kind, verbs in _VERBS.items() if word.key in verbs), "")
    if kind:
        return _verb(kind, words, place)
    if _sign(word) and word.raw not in MORE and not word.raw.endswith("er"):
        return _over(words, place)
    return ()


def _verb(kind: str, words: Sequence[Word], place: int) -> Iterable[Sides]:
    """Read outperforms, 导致; `superior` without `to` compares nothing."""
    word = words[place]
    if word.raw in ("superior", "inferior") and words[place + 1 : place + 2] and words[place + 1].raw != "to":
        return
    yield _turned(kind.strip("-"), words, place, is_lesser=kind.endswith("-"))


def _instead(words: Sequence[Word], place: int) -> Iterable[Sides]:
    yield _sides("instead", words, place, place)


def _over(words: Sequence[Word], place: int) -> Iterable[Sides]:
    """Read `improves accuracy over B`, `lowers the error relative to B`."""
    axis, sign = _sign(words[place]) or ("", "")
    for at in range(place + 1, min(len(words), place + 12)):
        if words[at].clause == words[place].clause and words[at].raw in ("over", "relative", "compared", "versus"):
            found = _sides(axis, words, place, at, is_lesser=sign == "-")
            yield replace(found, what=words[place])
            return


def _ratio(words: Sequence[Word], place: int) -> Iterable[Sides]:
    """Read A是B的三倍."""
    for at in range(place + 1, min(len(words), place + 9)):
        if words[at].key.startswith("#") and words[at - 1].raw == "的" and words[at].clause == words[place].clause:
            first = content([word for word in words[:place] if word.clause == words[place].clause])
            yield Sides(kind="ratio", first=tuple(first), second=tuple(content(words[place + 1 : at])), raw="是")
            return


def _sides(kind: str, words: Sequence[Word], before: int, after: int, *, is_lesser: bool = False) -> Sides:
    """Give the sides before one place and after another, of the same clause; the greater comes first."""
    clause = words[before].clause
    left = content(behind_that([word for word in words[:before] if word.clause == clause]))
    if not left and before and not words[before].raw.isascii():
        left = content([word for word in words[:before] if word.clause == clause - 1])
    left += content(_adjuncts(words[before + 1 : after]))
    right = content(_up_to_adjunct([word for word in words[after + 1 :] if word.clause == clause]))
    first, second = tuple(left[-_SIDE:]), tuple(right[:_SIDE])
    if is_lesser:
        first, second = second, first
    is_measured = any(word.key.startswith("#") for word in words[after + 1 :] if word.clause == clause)
    return Sides(kind=kind, first=first, second=second, raw=words[before].raw, is_measured=is_measured)


def content(words: Sequence[Word]) -> list[Word]:
    """Leave out words that carry nothing, that say more alone, or as much."""
    return [word for word in words if not word.is_idle and word.raw not in MORE and not _is_level(word)]


def _is_level(word: Word) -> bool:
    return any(sign == "=" for _, sign in sides_of(word))


def _adjuncts(words: Sequence[Word]) -> Sequence[Word]:
    """Give the `for animal names` of `was higher for animal names than`."""
    start = next((at for at, word in enumerate(words) if word.raw in _PREPOSITIONS), len(words))
    return words[start:]


def behind_that(words: Sequence[Word]) -> Sequence[Word]:
    """Leave out `Experiments show that`."""
    start = max((at + 1 for at, word in enumerate(words) if word.raw in _THAT), default=0)
    return words[start:]


def _up_to_adjunct(words: Sequence[Word]) -> Sequence[Word]:
    """Leave out `in experiments on three data sets`."""
    ends = (at for at, word in enumerate(words) if word.raw in _ADJUNCTS and content(words[:at]))
    return words[: next(ends, len(words))]


def _turned(kind: str, words: Sequence[Word], place: int, *, is_lesser: bool = False) -> Sides:
    """Turn a passive: `outperformed by`, 被…超过."""
    clause = words[place].clause
    following = [word.raw for word in words[place + 1 : place + 3] if word.clause == clause]
    by = following[:1] == ["by"] or (following[1:] == ["by"] and following[0].endswith("ly"))
    passive = next((at for at in range(max(0, place - 8), place) if words[at].raw == "被"), None)
    if passive is not None and words[passive].clause == clause:
        agent = tuple(word for word in words[passive + 1 : place] if not word.is_idle and not sides_of(word))
        patient = _sides(kind, words, passive, place).first
        first, second = (patient, agent) if is_lesser else (agent, patient)
        return Sides(kind=kind, first=first, second=second, raw=words[place].raw)
    return _sides(kind, words, place, place, is_lesser=is_lesser != by)


def _aside(words: Sequence[Word], place: int) -> Iterable[Sides]:
    """Read `A, not B,`."""
    if not place or words[place - 1].clause == words[place].clause:
        return
    before = content([word for word in words[:place] if word.clause == words[place - 1].clause])
    after = content([word for word in words[place + 1 :] if word.clause == words[place].clause])
    if before and 0 < len(after) <= SUBJECT:
        yield Sides(kind="instead", first=tuple(before[-_SIDE:]), second=tuple(after), raw="not")


def _than(words: Sequence[Word], place: int) -> Iterable[Sides]:
    if place and words[place - 1].raw == "rather":
        yield _sides("instead", words, place, place)
        return
    for at in range(place - 1, max(-1, place - 8), -1):
        for axis, sign in sorted(sides_of(words[at])):
            if sign != "=" and words[at].clause == words[place].clause:
                kind = "more" if words[at].raw in MORE else axis
                found = _sides(kind, words, at, place, is_lesser=sign == "-")
                yield replace(found, what=_what(words, at))
                return
    for at in range(place - 1, max(-1, place - 8), -1):
        if words[at].raw.endswith("er") and words[at].clause == words[place].clause and not words[at].is_idle:
            yield _sides("more", words, at, place)
            return


def _as(words: Sequence[Word], place: int) -> Iterable[Sides]:
    """Read `three times as many A as B`."""
    after = words[place + 1 : place + 10]
    if not after or after[0].raw not in _MEASURED:
        return
    second = next((at for at, word in enumerate(after) if word.raw == "as" and at > 1), None)
    if second is not None:
        first = tuple(content(after[1:second]))
        yield Sides(kind="as", first=first, second=tuple(content(after[second + 1 :])), raw="as")


def _compared(words: Sequence[Word], place: int) -> Iterable[Sides]:
    """Read A比B更…: what follows up to the word that says which way is the other side."""
    clause = words[place].clause
    ahead = [at for at in range(place + 1, min(len(words), place + 14)) if words[at].clause == clause]
    ways = [at for at in ahead if words[at].raw.startswith("更")] or [at for at in ahead if _sign(words[at])]
    if ways:
        at = ways[0] if words[ways[0]].raw.startswith("更") else ways[-1]
        axis, sign = _sign(words[at]) or ("more", "+")
        first = _sides("", words, place, place).first
        second = tuple(content(words[place + 1 : at]))
        if sign == "-":
            first, second = second, first
        kind = "more" if words[at].raw in MORE else axis
        yield Sides(kind=kind, first=first, second=second, raw=words[at].raw, what=_what(words, at))


def _what(words: Sequence[Word], place: int) -> Word | None:
    """Give what stands behind `more`, 更, or the word itself where it says so: faster."""
    if words[place].raw not in MORE:
        return words[place]
    return words[place + 1] if place + 1 < len(words) else None


def _sign(word: Word) -> tuple[str, str] | None:
    """Give an axis and the sign on it of a word that says more or less."""
    return next(((axis, sign) for axis, sign in sorted(sides_of(word)) if sign != "="), None)


def _way(words: Sequence[Word], place: int) -> Iterable[Sides]:
    """Read from A to B, 从A到B."""
    clause = words[place].clause
    for at in range(place + 1, min(len(words), place + 9)):
        if words[at].raw in ("to", "into", "到", "至", "向") and words[at].clause == clause:
            first = tuple(word for word in words[place + 1 : at] if not word.is_idle)
            second = tuple(word for word in words[at + 1 : at + 6] if word.clause == clause and not word.is_idle)
            yield Sides(kind="way", first=first, second=second, raw=words[place].raw)
            return


_VERBS: Final[Mapping[str, frozenset[str]]] = {
    "cause": _CAUSES,
    "quality": _WINS,
    "quality-": _LOSES,
    "change": _ABOVE,
    "change-": _BELOW,
}
"""Verbs that set two sides in order, by what of; with a minus where the lesser comes first."""
_READERS: Final[Mapping[str, Callable[[Sequence[Word], int], Iterable[Sides]]]] = {
    **dict.fromkeys(("instead", *_INSTEAD), _instead),
    **dict.fromkeys(("from", "从"), _way),
    **dict.fromkeys(("是", "为"), _ratio),
    "not": _aside,
    "than": _than,
    "as": _as,
    "比": _compared,
}
"""What reads the two sides of a word."""
