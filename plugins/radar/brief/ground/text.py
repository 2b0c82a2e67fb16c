"""Read a sentence, English or Chinese, as words that can be compared across both.

    "提高了准确率"  ──►  提高 {improve…}  准确率 {accuracy}
    "improves accuracy"  ──►  improv {improve…}  accur {accuracy}

A word has a key of its own (an English stem, a Chinese word, a pair of Chinese
characters where the glossary knows no word) and the entries of the glossary it belongs
to. Two words meet where their keys are one or where they share an entry.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final

from radar.brief.ground.pole_words import ABOVE, BELOW, POLES
from radar.brief.ground.stems import plain, stem
from radar.brief.ground.words import ENTRIES, IDLE_EN, IDLE_ZH

_HAN: Final = r"\u3400-\u9fff"
_TOKEN: Final = re.compile(
    rf"(?P<word>[^\W\d_{_HAN}\u3040-\u30ff][^\W_{_HAN}\u3040-\u30ff]*(?:['-][^\W_{_HAN}\u3040-\u30ff]+)*)"
    rf"|(?P<han>[{_HAN}]+)|(?P<number>\d+(?:[.,]\d+)*)(?:[A-Za-z]{{1,2}}(?![A-Za-z0-9]))?|(?P<stop>[.,;:!?()。、])",
)
CONTRASTS: Final = frozenset(("whereas", "while", "but", "although", "though", "然而", "但", "但是", "而"))
"""Words that begin another part of a sentence."""
_ORDERING: Final = frozenset(re.findall(r"[\u3400-\u9fff]+", POLES)) | frozenset(BELOW) | frozenset(ABOVE)
_THAN_RATHER: Final = re.compile("比(?=较[大小高低多少长短强弱新旧早晚快慢老][^比更]{0,12}更)")
"""The 比 of 比较大的模型更…, which is not 比较."""
_BOUNDS: Final = {"upper": "+", "higher": "+", "上界": "+", "lower": "-", "下界": "-"}
_N_T: Final = re.compile(r"(?:n't)$")
_LONGEST_ENTRY: Final = 8
"""Characters of the longest Chinese word of the glossary."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Word:
    """Hold one word of a sentence."""

    key: str
    raw: str
    """As it stands, in lower case."""
    entries: frozenset[int]
    """Places in the glossary; empty for a word it does not know."""
    clause: int
    """Counts the parts between commas, brackets and stops."""
    is_pair: bool = False
    """Two Chinese characters that may be no word at all."""
    bound: str = ""
    """`+` for the upper of `upper bound`, `-` for the lower."""
    is_idle: bool = False
    """A word of any paper, that carries nothing: of, paper, propose."""


@lru_cache(maxsize=1)
def _glossary() -> tuple[dict[str, frozenset[int]], dict[str, frozenset[int]]]:
    """Give the entries of every English stem and of every Chinese word."""
    english: dict[str, set[int]] = {}
    chinese: dict[str, set[int]] = {}
    for place, line in enumerate(ENTRIES):
        zh, _, en = line.removeprefix("!").partition("|")
        for word in zh.split():
            chinese.setdefault(word, set()).add(place)
        for word in en.split():
            english.setdefault(stem(word.replace("-", "")), set()).add(place)
    return _frozen(english), _frozen(chinese)


def _frozen(entries: dict[str, set[int]]) -> dict[str, frozenset[int]]:
    return {word: frozenset(places) for word, places in entries.items()}


@lru_cache(maxsize=4096)
def read(text: str) -> tuple[Word, ...]:
    """Read a text as its words, in their order; figures and signs are left out."""
    words: list[Word] = []
    clause = 0
    for found in _TOKEN.finditer(plain(text)):
        if found["word"]:
            clause += found["word"].lower() in CONTRASTS
            words.extend(_english(found["word"].lower(), clause))
        elif found["han"]:
            words.extend(_chinese(found["han"], clause))
            clause = words[-1].clause
        elif found["number"]:
            words.append(Word(key="#" + found["number"], raw="#", entries=frozenset(), clause=clause, is_idle=True))
        else:
            clause += found["stop"] != "、"
    return tuple(_bounded(words))


def _bounded(words: Sequence[Word]) -> Iterable[Word]:
    """Tell the lower of `lower bound` from the lower that compares."""
    for place, word in enumerate(words):
        sign = _BOUNDS.get(word.raw, "")
        is_bound = sign and place + 1 < len(words) and words[place + 1].raw in ("bound", "bounds")
        yield replace(word, bound=sign) if is_bound or word.raw in ("上界", "下界") else word


def _english(word: str, clause: int) -> Iterable[Word]:
    """Give a word, a compound's parts, and `not` for the end of `doesn't`."""
    entries, _ = _glossary()
    if _N_T.search(word):
        yield Word(key="not", raw="not", entries=entries.get("not", frozenset()), clause=clause, is_idle=True)
        word = word[:-3]
    parts = word.removesuffix("'s").removesuffix("'").split("-")
    if len(parts) > 1 and (whole := entries.get(stem("".join(parts)))):
        yield Word(key=stem("".join(parts)), raw=word, entries=whole, clause=clause)
        return
    for part in parts:
        if part:
            key = stem(part.replace("'", ""))
            yield Word(
                key=key, raw=part, entries=entries.get(key, frozenset()), clause=clause, is_idle=part in IDLE_EN
            )


def _chinese(run: str, clause: int) -> Iterable[Word]:
    """Take the longest words of the glossary from left to right; what lies between is read in pairs of characters."""
    _, entries = _glossary()
    if split := _THAN_RATHER.search(run):
        yield from _chinese(run[: split.end()], clause)
        yield from _chinese(run[split.end() :], clause)
        return
    at = loose = 0
    while at < len(run):
        size = next((n for n in range(min(_LONGEST_ENTRY, len(run) - at), 0, -1) if _knows(run[at : at + n])), 0)
        if not size:
            at += 1
            continue
        yield from _pairs(run[loose:at], clause)
        word = run[at : at + size]
        clause += word in CONTRASTS
        yield Word(key=word, raw=word, entries=entries.get(word, frozenset()), clause=clause, is_idle=word in IDLE_ZH)
        at += size
        loose = at
    yield from _pairs(run[loose:], clause)


def _knows(word: str) -> bool:
    return word in IDLE_ZH or word in _glossary()[1] or word in _ORDERING


def _pairs(run: str, clause: int) -> Iterable[Word]:
    for at in range(max(1, len(run) - 1) if run else 0):
        yield Word(key=run[at : at + 2], raw=run[at : at + 2], entries=frozenset(), clause=clause, is_pair=True)


@dataclass(frozen=True, slots=True)
class Stock:
    """Hold the words of a text for looking up."""

    keys: frozenset[str]
    entries: frozenset[int]

    def has(self, word: Word) -> bool:
        """Tell whether a word, or one of its meaning, is here."""
        return word.key in self.keys or not self.entries.isdisjoint(word.entries)


def stock(words: Iterable[Word]) -> Stock:
    """Gather words for looking up."""
    kept = tuple(words)
    return Stock(frozenset(w.key for w in kept), frozenset(place for w in kept for place in w.entries))


def alike(one: Word, other: Word) -> bool:
    """Tell two words that have one key or one meaning."""
    return one.key == other.key or not one.entries.isdisjoint(other.entries)
