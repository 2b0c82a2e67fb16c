"""Find in a sentence the words that say which way: more or less, better or worse, faster or slower, and what of."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from radar.brief.ground.pole_words import ABOVE, BELOW, POLES
from radar.brief.ground.stems import stem
from radar.brief.ground.text import Word, alike, read

_GOODS: Final = """accuracy performance efficiency robustness quality precision recall throughput survival yield
generalization stability safety reliability fairness score auc bleu capacity utility sensitivity specificity f1 map
准确率 准确性 性能 效率 鲁棒性 质量 精度 吞吐量 生存 产量 泛化 稳定性 安全性 可靠性 公平性 分数 表现 召回率"""
_ILLS: Final = """error loss cost latency risk mortality overhead noise perplexity bias variance failure
uncertainty delay
错误 误差 错误率 损失 成本 延迟 风险 死亡率 开销 噪声 困惑度 偏差 方差 失败 不确定性 时间 内存 消耗"""

DENIES: Final = frozenset(
    re.findall(
        r"\S+",
        """
        not no never cannot nor neither without unable fail fails failed failing hardly barely none 不 未 没有
        没 无 并非 并未 未能 无法 不能 不会 不是 尚未 从未 不再 不可 也不 绝非 无需 不需要 无须
        """,
    )
)
_ONLY_NEXT: Final = frozenset(("only", "just", "merely", "仅", "仅仅", "只"))
GROUNDS: Final = frozenset(("evidence", "indication", "sign", "proof", "证据", "迹象"))
_ADVICE: Final = frozenset(map(stem, ("recommend", "argue", "advise", "caution", "warn", "decide", "advocate")))
_FAR_REACH: Final = 10
_NEAR_THAN: Final = 6
"""Words ahead of a comparative among which its `than` is."""
_LIMITS: Final = frozenset((*ABOVE, *BELOW, "超过", "exceed", "exceeds", "exceeding"))
"""Words that set a limit in front of a figure."""
_VERSUS: Final = frozenset(
    (
        *map(stem, ("outperform", "underperform", "surpass", "beat", "exceed")),
        "优于",
        "不如",
        "超过",
        "超越",
        "胜过",
        "不及",
        *ABOVE,
        *BELOW,
    )
)
_REACH: Final = 4
"""Words over which a `not` reaches."""
_WINDOW: Final = 7
"""Words to either side that tell what of."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Pole:
    """Hold one word that says which way."""

    raw: str
    sides: frozenset[tuple[str, str]]
    """Axis and sign; a word may be of two axes."""
    is_denied: bool
    is_amid_denial: bool
    """Its clause denies something, though perhaps not this."""
    is_compared: bool
    """Its clause says than what."""
    context: tuple[tuple[Word, float], ...]
    """The words around, with how near they are, 1 next to it."""


@lru_cache(maxsize=1)
def _sides() -> dict[str, frozenset[tuple[str, str]]]:
    sides: dict[str, set[tuple[str, str]]] = {}
    for axis, sign, *words in (line.split() for line in POLES.splitlines() if line):
        for word in words:
            for form in {word, stem(word)} if sign != "=" and not word.endswith("er") else {word}:
                sides.setdefault(form, set()).add((axis, sign))
    return {word: frozenset(found) for word, found in sides.items()}


def sides_of(word: Word) -> frozenset[tuple[str, str]]:
    """Give the axes of a word, and its sign on each; none for a word that says no way."""
    if word.bound:
        return frozenset((("bound", word.bound),))
    known = _sides()
    if word.raw in ("good", "bad", "matching"):
        return frozenset()
    return known.get(word.raw) or (frozenset() if word.is_pair else known.get(word.key, frozenset()))


@lru_cache(maxsize=4096)
def poles(text: str) -> tuple[Pole, ...]:
    """Find the words of a text that say which way, with what they are said of.

    `before` and `after` are left out: A before B is B after A.
    """
    words = read(text)
    places = [place for place, word in enumerate(words) if any(axis != "time" for axis, _ in sides_of(word))]
    return tuple(
        Pole(
            raw=words[place].raw,
            sides=_turned(sides_of(words[place])) if _is_spared(words, place) else sides_of(words[place]),
            is_denied=is_denied(words, place) and not _is_spared(words, place),
            is_amid_denial=any(words[at].clause == words[place].clause for at in denials(words)),
            is_compared=_is_compared(words, place),
            context=tuple(_context(words, place, places)),
        )
        for place in places
        if not _is_bound(words, place)
    )


def _is_compared(words: Sequence[Word], place: int) -> bool:
    """Tell the more of `more … than`, the 更 of 比…更."""
    ahead = [word.raw for word in words[place + 1 : place + _NEAR_THAN] if word.clause == words[place].clause]
    behind = [word.raw for word in words[max(0, place - _FAR_REACH) : place] if word.clause == words[place].clause]
    return "than" in ahead or "比" in behind or words[place].key in _VERSUS


def _is_spared(words: Sequence[Word], place: int) -> bool:
    """Tell a need that is denied: `does not require`, `needs no`, 无需."""
    is_no = place + 1 < len(words) and words[place + 1].raw in ("no", "neither")
    return (is_no or is_denied(words, place)) and any(axis == "need" for axis, _ in sides_of(words[place]))


def _turned(sides: frozenset[tuple[str, str]]) -> frozenset[tuple[str, str]]:
    return frozenset((axis, {"+": "-", "-": "+"}.get(sign, sign)) for axis, sign in sides)


def _is_bound(words: Sequence[Word], place: int) -> bool:
    """Tell the `lower` of `lower bound` and the `worst` of `worst-case`, which compare nothing."""
    is_counted = words[place].raw in _LIMITS and place + 1 < len(words) and words[place + 1].key.startswith("#")
    return is_counted or bool(words[place].bound) or (place + 1 < len(words) and words[place + 1].key == "cas")


def is_denied(words: Sequence[Word], place: int) -> bool:
    """Tell whether a word stands within reach of a `not` in its clause; `no evidence that` reaches further."""
    for at in range(max(0, place - _FAR_REACH), place):
        reach = _FAR_REACH if _is_of_all(words, at) else _REACH
        if place - at <= reach and words[at].clause == words[place].clause and denies(words, at):
            return True
    return False


def denies(words: Sequence[Word], place: int) -> bool:
    """Tell whether a word denies what follows: `not` but for `not only`, `against` behind `recommend`."""
    word = words[place].raw
    if word == "against":
        return place > 0 and words[place - 1].key in _ADVICE
    following = words[place + 1].raw if place + 1 < len(words) else ""
    if word == "not" and place and words[place - 1].raw == "or":
        return False
    if words[place].key == "fail":
        return following == "to"
    return word in DENIES and following not in _ONLY_NEXT


def _is_of_all(words: Sequence[Word], place: int) -> bool:
    return place + 1 < len(words) and words[place + 1].raw in GROUNDS


def denials(words: Sequence[Word]) -> Iterable[int]:
    """Give the places of the words that deny."""
    return (place for place in range(len(words)) if denies(words, place))


def _context(words: Sequence[Word], place: int, places: Sequence[int]) -> Iterable[tuple[Word, float]]:
    """Give what stands around in the clause: to the right up to the next such word, to the left at half weight.

    Nearness counts words that tell something, a run of unknown Chinese characters as one.
    """
    after = next((other for other in places if other > place), len(words))
    clause = words[place].clause
    ahead = [
        at for at in range(place + 1, len(words)) if words[at].clause == clause and (at < after or at == place + 1)
    ]
    right = list(_by_nearness([words[at] for at in ahead]))
    yield from right
    left_weight = 0.5 if right else 1.0
    behind = [words[at] for at in range(place - 1, -1, -1) if words[at].clause == clause]
    yield from ((word, weight * left_weight) for word, weight in _by_nearness(behind))


def _by_nearness(words: Sequence[Word]) -> Iterable[tuple[Word, float]]:
    steps = 0
    was_pair = False
    for word in words:
        if not _tells(word):
            continue
        steps += not (word.is_pair and was_pair)
        was_pair = word.is_pair
        if steps > _WINDOW:
            return
        yield word, 2 / (1 + steps)


def _tells(word: Word) -> bool:
    """Tell a word that may say what of: one with a meaning, even if every paper has it."""
    return not word.is_idle or bool(word.entries)


def nearness(one: Pole, other: Pole) -> float:
    """Give how much two poles are said of the same things; 0 where they share no word."""
    return sum(
        max((weight * theirs for word_, theirs in other.context if alike(word, word_)), default=0.0)
        for word, weight in one.context
    )


@lru_cache(maxsize=1)
def _kinds() -> tuple[tuple[Word, ...], tuple[Word, ...]]:
    return read(" ".join(_GOODS.split())), read(" ".join(_ILLS.split()))


def value_of(pole: Pole) -> int:
    """Tell what is measured: 1 for something good such as accuracy, -1 for an ill such as an error, 0 for neither."""
    goods, ills = _kinds()
    near = sorted(pole.context, key=lambda pair: -pair[1])[:3]
    for word, _ in near:
        if any(alike(word, ill) for ill in ills):
            return -1
        if any(alike(word, good) for good in goods):
            return 1
    return 0
