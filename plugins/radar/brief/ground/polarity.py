"""Check that a sentence goes the same way as its evidence: more, better, not."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Final

from radar.brief.ground.evidence import Evidence
from radar.brief.ground.poles import GROUNDS, Pole, denials, denies, is_denied, nearness, poles, value_of
from radar.brief.ground.reasons import Reason
from radar.brief.ground.text import Word, alike, read

_LESS: Final = frozenset(("change", "quality", "size", "worth", "extreme", "strength", "effect", "speed", "holds"))
_OPPOSITE: Final = {"+": "-", "-": "+"}
_SOFT: Final = frozenset(
    re.findall(
        r"\S+",
        """
        keep same unchang 去掉 保持
        not no never cannot nor neither without unable fail hardly barely none lack absent absence free
        little avoid eliminat remov prevent unlik less impossibl difficult rar seldom ignor overlook only
        insuffici invalid unknown unclear unchang untrain unsupervis uncertain rath instead unabl miss
        exclud discard without refut reject contradict 不 未 没有 没 无 并非 非 并未 未能 无法 不能
        不会 不是 尚未 从未 不再 不可 也不 绝非
        无需 不需要 无须 而非 而不是 缺乏 缺少 不足 难以 避免 消除 去除 失败 仅 罕见 不变
        拒绝 推翻 反驳 不确定 不稳定 不平衡 不显著 防止
        """,
    )
)
"""Words that deny, or come near it: what they say can be told with a `not`."""
_NEGATIVE: Final = re.compile(
    r"un(?!der|i[ftvoq]|til|less|its?$)[a-z]{4,}|non-?[a-z]{4,}|a?symmetric$|im(?:possib|perfect|balanc|precis)"
    r"|in(?:accura|adequa|capab|complet|consisten|correct|dependen|effect|efficien|equal|feasib|sensitiv|signific|stab"
    r"|suffic|valid|varian|visib)|dis(?:agree|card|continu|favou?r|connect|entangl)|ir(?:relevan|regular|respectiv)"
)
_SCOPE: Final = 5
"""Words behind a `not` that it denies."""


def polarity(text: str, evidence: Evidence) -> tuple[Reason, str] | None:
    """Say where a sentence goes against its evidence."""
    return _direction(text, evidence) or _denies(text, evidence) or _leaves_out(text, evidence)


# -- which way -----------------------------------------------------------------------


def _direction(text: str, evidence: Evidence) -> tuple[Reason, str] | None:
    for pole in poles(text):
        if _is_loss(pole) and not any(_is_less(other) for one in evidence.all_sentences for other in poles(one)):
            return Reason.DIRECTION, pole.raw
        verdict, other = _weigh(pole, evidence.quoted, _CLOSE)
        if not verdict:
            verdict, other = _weigh(pole, evidence.rest, _CLOSER)
        if verdict < 0 and other is not None:
            reason = Reason.NEGATION if other.is_denied != pole.is_denied else Reason.DIRECTION
            return reason, f"{pole.raw} / {other.raw}"
    return None


def _is_loss(pole: Pole) -> bool:
    """Tell a word that says less or worse: a paper must say so, or the contrary, somewhere."""
    return not (pole.is_denied or pole.is_compared) and bool({("change", "-"), ("quality", "-")} & pole.sides)


def _is_less(pole: Pole) -> bool:
    """Tell a word that may stand behind less or worse."""
    return any(sign == "-" and axis in _LESS for axis, sign in pole.sides)


def _weigh(pole: Pole, sentences: Sequence[str], least: float) -> tuple[int, Pole | None]:
    """Tell whether sentences go the same way (1) or the other (-1), by the pole nearest in what it is of."""
    agrees, opposes = -1.0, 0.0
    worst: Pole | None = None
    for sentence in sentences:
        for other in poles(sentence):
            verdict = _agreement(pole, other)
            if verdict < 0 and pole.is_compared and other.is_compared and pole.is_denied == other.is_denied:
                continue  # A more than B is B less than A: `order` reads both
            near = nearness(pole, other) if verdict else 0.0
            near *= 1.0 if _axes(pole) & _axes(other) else _ACROSS if value_of(pole) else _ACROSS**2
            if verdict > 0:
                agrees = max(agrees, near)
            elif verdict < 0 and near > opposes:
                opposes, worst = near, other
    if opposes >= least and opposes > agrees:
        return -1, worst
    return (1, None) if agrees >= 0 else (0, None)


_CLOSER: Final = 0.4
_ACROSS: Final = 0.5
"""What nearness weighs between more and better, which are two things."""
_CLOSE: Final = 0.35
"""Nearness from which two poles speak of the same."""


def _agreement(pole: Pole, other: Pole) -> int:
    """Tell whether two poles agree (1), go against each other (-1), or have nothing to do with each other (0)."""
    signs = _signs(pole, other)
    if not signs:
        return 0
    if any(_is_borne(one, pole, two, other) for one, two in signs):
        return 1
    return -1


def _axes(pole: Pole) -> set[str]:
    return {axis for axis, _ in pole.sides}


def _signs(pole: Pole, other: Pole) -> list[tuple[str, str]]:
    """Give the signs of two poles on their common axes; what is good goes up when it improves, an ill goes down."""
    common = [
        (one, two)
        for axis, one in pole.sides
        for other_axis, two in other.sides
        if axis == other_axis and not (axis == "change" and one != two and "=" in (one, two))
    ]
    if common or _axes(pole) & _axes(other):
        return common
    for axis, theirs in (("change", "quality"), ("quality", "change")):
        ours = [sign for name, sign in pole.sides if name == axis]
        others = [sign for name, sign in other.sides if name == theirs]
        values = {value_of(pole), value_of(other)} - {0}
        value = 0 if len(values) > 1 else next(iter(values), 1)
        if ours and others and value and "=" not in (*ours, *others):
            return [(one if value > 0 else _OPPOSITE.get(one, one), two) for one in ours for two in others]
    return []


def _is_borne(sign: str, pole: Pole, other_sign: str, other: Pole) -> bool:
    """Tell whether what the evidence says makes true what the sentence says."""
    if not pole.is_denied and not other.is_denied:
        return sign == other_sign
    if pole.is_denied and other.is_denied:
        return sign == other_sign
    if pole.is_denied:
        return sign != other_sign or other.is_amid_denial
    return sign == "=" and other_sign != "="


# -- not -----------------------------------------------------------------------------


def _denies(text: str, evidence: Evidence) -> tuple[Reason, str] | None:
    """Find a `not` of the sentence that the papers do not bear out, or say the contrary of more closely."""
    words = read(text)
    told = [clause for sentence in evidence.all_sentences for clause in _clauses(read(sentence))]
    for place in denials(words):
        scope = _scope(words, place)
        ours = [word for word in words if word.clause == words[place].clause and not word.is_idle]
        if not scope:
            continue
        denied = max((_common(ours, clause) for clause in told if _bears_denial(scope, ours, clause)), default=0)
        said = max((_common(ours, clause) for clause in told if _affirms(scope[0], clause)), default=0)
        is_soft = any(map(_is_soft, (word for sentence in evidence.quoted for word in read(sentence))))
        if said > denied or not (denied or is_soft):
            return Reason.NEGATION, f"{words[place].raw} {scope[0].raw}"
    return None


def _clauses(words: Sequence[Word]) -> list[list[Word]]:
    clauses: dict[int, list[Word]] = {}
    for word in words:
        clauses.setdefault(word.clause, []).append(word)
    return list(clauses.values())


def _affirms(head: Word, clause: Sequence[Word]) -> bool:
    """Tell whether a clause has a word, out of the reach of anything that denies."""
    close = _close_to_denials(clause)
    return any(alike(head, word) for word in clause) and not any(alike(head, word) for word in close)


def _scope(words: Sequence[Word], place: int) -> list[Word]:
    clause = words[place].clause
    following = [word for word in words[place + 1 :] if word.clause == clause and not word.is_idle]
    return following[:_SCOPE]


def _bears_denial(scope: Sequence[Word], ours: Sequence[Word], clause: Sequence[Word]) -> bool:
    """Tell whether a clause denies, however gently, what comes first in the scope, or two things of ours."""
    close = _close_to_denials(clause)
    if any(alike(one, other) for one in scope[:2] for other in close):
        return True
    return sum(any(alike(one, other) for other in close) for one in ours) >= 2  # noqa: PLR2004 (two things)


def _close_to_denials(clause: Sequence[Word]) -> list[Word]:
    """Give the words that what denies may concern: itself, two before it, and those behind it."""
    places = {
        at
        for place, word in enumerate(clause)
        if _is_soft(word) or denies(clause, place)
        for at in range(max(0, place - _BEFORE), min(len(clause), place + _AFTER))
    }
    return [clause[at] for at in sorted(places)]


_BEFORE, _AFTER = 2, 8
"""Words before and behind what denies that it may concern."""


def _is_soft(word: Word) -> bool:
    return word.raw in _SOFT or word.key in _SOFT or bool(_NEGATIVE.match(word.raw))


def _leaves_out(text: str, evidence: Evidence) -> tuple[Reason, str] | None:
    """Find a `not` of the papers that the sentence leaves out while saying the rest."""
    words = read(text)
    content = [word for word in words if not word.is_idle]
    is_soft = any(map(_is_soft, words))
    for sentence in evidence.all_sentences:
        theirs = read(sentence)
        for place in denials(theirs):
            scope = _denied(theirs, place)
            reach = _NOUNS if theirs[place].raw in ("without", "no") else 2
            head = next((word for word in scope[:reach] if _is_said(word, words)), None)
            if head is None or (head is not scope[0] and (is_soft or any(word.raw in _ASKING for word in theirs))):
                continue
            shared = sum(any(alike(one, word) for word in content) for one in scope)
            is_quoted = sentence in evidence.quoted
            if not _is_most(shared, scope, head if is_quoted else None):
                continue
            others = [read(one) for one in evidence.all_sentences if one != sentence]
            clause = [word for word in theirs if word.clause == theirs[place].clause]
            rest = [word for word in theirs if word.clause != theirs[place].clause]
            least = _common(content, clause)
            if not _is_affirmed(head, others, content, least) and not _is_affirmed(head, [rest], content, least + 1):
                return Reason.NEGATION, f"{theirs[place].raw} {head.raw}"
    return None


_NOUNS: Final = 4
"""Words behind `without` among which the noun is."""


def _is_most(shared: int, scope: Sequence[Word], head: Word | None) -> bool:
    """Tell whether a sentence says enough of what is denied; more is asked where it is not what was quoted."""
    if head is scope[0]:
        return 2 * shared >= len(scope)
    if head is None:
        return shared >= 3 and 3 * shared >= 2 * len(scope)  # noqa: PLR2004 (three words, two thirds)
    return shared >= 2 and 2 * shared > len(scope)  # noqa: PLR2004 (two words, more than half)


def _denied(words: Sequence[Word], place: int) -> list[Word]:
    """Give what a `not` denies, without the `evidence` of `no evidence that`."""
    scope = _scope(words, place)
    if words[place].raw == "against":
        return [words[place - 1], *scope]
    return scope[1:] if scope and scope[0].raw in GROUNDS else scope


def _is_said(head: Word, words: Sequence[Word]) -> bool:
    """Tell whether a sentence has a word, and nothing near it that denies, however gently."""
    places = [place for place, word in enumerate(words) if not word.is_idle and alike(head, word)]
    return bool(places) and not any(
        _is_soft(words[at])
        for place in places
        for at in range(max(0, place - _AFTER), min(len(words), place + 4))
        if at != place
    )


_ASKING: Final = frozenset(("how", "whether", "why", "what", "which"))


def _is_affirmed(head: Word, told: Iterable[Sequence[Word]], content: Sequence[Word], least: int) -> bool:
    """Tell whether one of several passages says without a `not` what is denied, and enough of the sentence."""
    return any(
        _common(content, words) >= least
        and any(alike(word, head) and not is_denied(words, place) for place, word in enumerate(words))
        for words in told
    )


def _common(content: Sequence[Word], words: Sequence[Word]) -> int:
    return sum(any(alike(one, word) for word in words if not word.is_idle) for one in content)
