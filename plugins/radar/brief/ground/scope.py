"""Check that a sentence is no surer and no wider than its evidence: proves, all, first, only, best; a lost `may`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from radar.brief.ground.evidence import Evidence
from radar.brief.ground.poles import denials
from radar.brief.ground.reasons import Reason
from radar.brief.ground.stems import plain
from radar.brief.ground.text import alike, read


def _any(patterns: str) -> re.Pattern[str]:
    """Make one pattern of many, which stand in lines between white space; `_` is a space in them."""
    return re.compile("|".join(patterns.split()).replace("_", " "), re.IGNORECASE)


_FIRST: Final = (
    _any(r"""\b(?:the|a|our)_first(?!_(?:\w+_)?(?:stage|step|layer|phase|part|order|author|place|component|moment|year))
        \bfirst_to\b \bfor_the_first_time 首次 首个 首创 第一个 第一次 率先 首例"""),
    _any(r"""\bfirst pioneer unprecedented previously_un never_been \bno_(?:prior|previous|existing) to_our_knowledge
        首次 首个 率先 第一"""),
)
_ONLY: Final = (
    _any(r"""\bthe_only \bonly_(?:one|method|approach|model) \bunique(?:ly)?\b \bsole(?:ly)?\b \bexclusive(?:ly)?\b
        唯一 独一无二 独有"""),
    _any(r"\bonly\b uniqu \bsole exclusiv \balone\b 唯一 独有 仅"),
)
_ALL: Final = (
    _any(r"""\b(?:all|every|always|any|entire(?:ly)?|universal(?:ly)?|complete(?:ly)?|never)\b
        所有 全部 一切 任何 始终 总是 每一 完全 彻底 从不 无一例外 百分之百"""),
    _any(r"""\ball\b \bevery always \bany\b entire universal complet never \beach\b whole \bfull across consistent
        \bboth\b arbitrar regardless uniform solely total purely whatever respective exhaust comprehens invariab
        throughout various diverse variety different multiple several independent_of
        所有 全部 任何 始终 总是 每 完全 均 各"""),
)
_BEST: Final = (
    _any(r"""\bthe_best \bstate-of-the-art \bsota\b \bthe_(?:highest|lowest|most|fastest) \bunmatched \bunrivall?ed
        最好 最佳 最优 最先进 最高 最低 最快 最强 最大(?!化|值|似然|熵|期望) 最小(?!化|值|二乘) 无与伦比 领先"""),
    _any(r"""\bbest state[_-]of[_-](?:the[_-])?art sota highest lowest \bmost\b fastest leading optim outperform
        surpass record superior exceed maxim minim strongest largest smallest \btop \bup_to least cutting[_-]edge
        advanced greatest leaderboard rank \bbeat better_than improv at_most tight peak extrem worst strong
        最 优于"""),
)
_WONDER: Final = (
    _any(r"""\bperfect(?:ly)?\b \bflawless \brevolution(?:ary|i[sz]es?) \bbreakthrough \bgroundbreaking \bcures?\b
        \beliminates?\b \bcompletely_solves? \beradicates?\b
        完美 革命性 突破性 彻底解决 完全解决 根治 治愈 消除 杜绝"""),
    _any(r"""perfect flawless revolution breakthrough groundbreaking \bsolv \bcur(?:e|ing) eliminat eradicat remov
        avoid without free exact mitigat prevent obviat zero no_longer overcom reduc disentangl debias
        完美 突破 解决 治愈 消除"""),
)
_WIDE: Final = (_FIRST, _ONLY, _ALL, _BEST, _WONDER)
"""Words that claim much, and those of a paper that bear them out."""

_MAY: Final = r"""\bmay\b \bmight\b \bpossibly \bperhaps \bpotentially \bpresumably \bappears?_to \bseems?_to
    \btentative \bhypothesi[sz]e[sd]?\b \bconjectures?d?\b \bspeculate 可能 或许 也许 推测 似乎 猜测 猜想"""
_LOST: Final = _any(_MAY)
"""What a sentence may not leave out."""
_HEDGED: Final = _any(
    _MAY + r" \bcould\b \bpreliminary \blikely \bsuggest \bwould\b \bcorrelational 初步 有望 提示 相关性"
)
"""What makes a proof of it too much."""
_SOFTENED: Final = _any(
    _MAY
    + r""" \bcould\b \bpreliminary \blikely \bsuggest \bwould\b \bindicat \bpotential \bexpect \bcan\b \bpromis
    \bpropos \baims?\b \bhope \bargue \bbeliev possib \bevidence \bwhether \bexplor \binvestigat \bconsistent
    \bstud(?:y|ies) \brisks? \bestimat \bassum \bhint 初步 有望 提示 潜力 潜在 表明 预计 预期
    或(?!者) 可(?!见|靠) 认为 旨在 希望 探讨
    假设 说明 显示 能否 是否 探索 风险 迹象 证据 研究 倾向"""
)
_SURE: Final = _any(r"\bprove[sdn]?\b \bconfirm(?:s|ed)?\b \bdefinitive \bconclusive 证明 证实 确证 必然 确凿")
_OPEN: Final = _any(r"""\bremains?_(?:un|to_be|open|elusive) \buntested \bunproven \bunclear \bunknown
    \bnot_(?:been_)?tested \bunder_way \bongoing \bneeds?_(?:to_be|further) \bare_needed \bpreliminary
    仍需 有待 尚不清楚 尚未 未知 未得到验证 初步""")
"""What says that something is open."""
_CAUSE: Final = _any(r"\bcaus(?:e|es|ed|ing)\b \bleads?_to \bled_to \bresults?_in 导致 引起 造成")
_CORRELATED: Final = _any(r"\bcorrelat \bassociat \blinked 相关 关联")
_SHARED: Final = 0.5
"""Share of what stands behind a `may` from which a sentence tells it."""
_THINGS: Final = 2
"""Words in common from which two sentences speak of the same."""
_BEHIND: Final = 12
"""Words behind a `may` that it concerns."""


def overclaim(text: str, evidence: Evidence) -> tuple[Reason, str] | None:
    """Say where a sentence claims more than its papers."""
    written = plain(text)
    told = " ".join(map(plain, (*evidence.quoted, *(one for one in evidence.rest if _is_near(text, one)))))
    for claim, borne in _WIDE:
        if (found := claim.search(written)) and not borne.search(told):
            return Reason.OVERCLAIM, found[0]
    return _surer(written, evidence.quoted) or _settled(written, evidence.quoted)


def _settled(text: str, quoted: Sequence[str]) -> tuple[Reason, str] | None:
    """Find a thing left open there and told here, and a cause made of a correlation."""
    for sentence in map(plain, quoted):
        unsettled = _OPEN.search(sentence)
        is_told = _OPEN.search(text) or _SOFTENED.search(text) or list(denials(read(text)))
        if unsettled and not is_told and _is_near(text, sentence):
            return Reason.OVERCLAIM, f"{unsettled[0]}: lost"
    cause, told = _CAUSE.search(text), " ".join(map(plain, quoted))
    if cause and _CORRELATED.search(told) and not _CAUSE.search(told) and not _CORRELATED.search(text):
        return Reason.OVERCLAIM, cause[0]
    return None


def _is_near(text: str, sentence: str) -> bool:
    """Tell whether another sentence of the paper speaks of the same things."""
    ours = [word for word in read(text) if not word.is_idle]
    theirs = [word for word in read(sentence) if not word.is_idle]
    return sum(any(alike(one, other) for other in theirs) for one in ours) >= _THINGS


def _surer(text: str, quoted: Sequence[str]) -> tuple[Reason, str] | None:
    """Find a `may` that the sentence lost, or a `suggests` that became a proof."""
    told = " ".join(map(plain, quoted))
    sure = _SURE.search(text)
    if sure and _HEDGED.search(told) and not _SURE.search(told):
        return Reason.OVERCLAIM, sure[0]
    if _SOFTENED.search(text):
        return None
    for sentence in map(plain, quoted):
        hedge = _LOST.search(sentence)
        if hedge and _tells(text, sentence[hedge.start() :]):
            return Reason.OVERCLAIM, f"{hedge[0]}: lost"
    return None


def _tells(text: str, hedged: str) -> bool:
    """Tell whether a sentence says what stands behind a `may`."""
    words = [word for word in read(hedged)[:_BEHIND] if not word.is_idle]
    ours = [word for word in read(text) if not word.is_idle]
    shared = sum(any(alike(word, one) for one in ours) for word in words)
    return shared > _THINGS and shared >= _SHARED * len(words)
