"""Check that the names in a sentence occur in its papers: methods, data sets, acronyms, places, organisms."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Final

from radar.brief.ground.evidence import Source
from radar.brief.ground.numbers import figures
from radar.brief.ground.stems import plain, stem
from radar.brief.ground.text import Word, read
from radar.brief.ground.words import ENTRIES, IDLE_EN
from radar.sift.keys import fold_letters

_HAN: Final = re.compile(r"[\u3400-\u9fff]")
_LETTERS: Final = "A-Za-z\u00c0-\u024f\u0370-\u03ff"
_LATIN: Final = re.compile(
    rf"[{_LETTERS}][{_LETTERS}0-9]*(?:[-+./'][{_LETTERS}0-9]+)*[+*]?|(?<!\d)(?<!\d[.,])\d+(?:\.\d+)*[A-Za-z][A-Za-z0-9]*"
)
_SENTENCE_START: Final = re.compile(r"(?:^|[.!?:]\s+|['(]\s*)$")
_FREE: Final = frozenset(
    re.findall(
        r"\S+",
        """
        ai ml vs etc i.e e.g ie eg al a i ii iii iv us eu uk un usa 2d 3d 1d 4d pm am dna rna covid-19 p n k x
        f1 ok january february march april may june july august september october november december
        """,
    )
)
"""Names that need no paper: they say nothing."""
_THINGS: Final = frozenset(place for place, line in enumerate(ENTRIES) if line.startswith("!"))
_ROMAN: Final = re.compile(r"[ivx]{1,4}")
_LITTLE: Final = frozenset(("of", "the", "and", "for", "in", "a"))
_SHORT: Final = 3
"""Letters of the shortest name that is looked for without its hyphens."""
_PREFIX: Final = 5
"""Letters from which `China` and `Chinese` are one."""


def missing_names(text: str, sources: Sequence[Source]) -> tuple[str, ...]:
    """Give the names of a sentence that none of its papers has."""
    missing = [name for name in names(text) if not any(_stands(name, source) for source in sources)]
    things = _things(read(text))
    missing += [word.raw for word in things if not any(source.words.has(word) for source in sources)]
    return tuple(dict.fromkeys(missing))


def _things(words: Sequence[Word]) -> Iterable[Word]:
    """Give what names a thing; one character beside others is part of a word: the 鸡 of 鸡尾酒."""
    for place, word in enumerate(words):
        beside = (*words[max(0, place - 1) : place], *words[place + 1 : place + 2])
        is_part = len(word.raw) == 1 and any(
            not (one.is_idle or one.raw.isascii()) and one.clause == word.clause for one in beside
        )
        if word.entries and word.entries <= _THINGS and not is_part:
            yield word


@lru_cache(maxsize=4096)
def names(text: str) -> tuple[str, ...]:
    """Give what looks like a name: capitals past the first word, letters with figures, all Latin amid Chinese."""
    written = plain(text)
    counted = {figure.start for figure in figures(text) if not figure.is_named}
    is_chinese = len(_HAN.findall(written)) > len(written) // 8
    found: list[str] = []
    for match in _LATIN.finditer(written):
        word = match[0].removesuffix("'s").strip("-./'")
        if not word or word.lower() in _FREE or match.start() in counted:
            continue
        begins = bool(_SENTENCE_START.search(written[max(0, match.start() - 4) : match.start()]))
        if _is_name(word, begins=begins, is_chinese=is_chinese):
            found.append(word)
    return tuple(dict.fromkeys(found))


def _is_name(word: str, *, begins: bool, is_chinese: bool) -> bool:
    capitals = sum(letter.isupper() for letter in word)
    has_figure = any(letter.isdigit() for letter in word)
    if len(word) == 1:
        return False
    if is_chinese:
        return word.lower() not in IDLE_EN
    if capitals > 1 or has_figure:
        return True
    if word[1:] != word[1:].lower():
        return True
    return bool(capitals) and not begins and word.lower() not in IDLE_EN


def _stands(name: str, source: Source) -> bool:
    """Tell whether a paper has a name: as it is, in the plural, without hyphens, in full, as a stem."""
    small = fold_letters(name).rstrip("+*")
    if _has_word(small, source.running) or _has_word(small.removesuffix("s"), source.running):
        return True
    joined = re.sub(r"[-./' ]", "", small)
    running = _joined(source.running)
    if len(joined) >= _SHORT and (_has_word(joined, running) or _has_word(joined.removesuffix("s"), running)):
        return True
    if sum(map(str.isupper, name)) > 1:
        return _is_spelled_out(name, source)
    return all(_has_stem(part, source) for part in re.split(r"[-./']", small) if part)


def _has_stem(part: str, source: Source) -> bool:
    """Tell whether a paper has a word in some form: China for Chinese."""
    if part in IDLE_EN or any(map(str.isdigit, part)):
        return part in IDLE_EN or _has_word(part, source.running)
    if any(source.words.has(word) for word in read(part)):
        return True
    cut = stem(part)
    return len(part) >= _PREFIX and any(
        key.startswith(part[:_PREFIX]) and _is_akin(key, cut) for key in source.words.keys
    )


def _is_akin(one: str, other: str) -> bool:
    """Tell stems of which one begins the other, or that differ in their last letters alone: china, chines."""
    shorter = min(len(one), len(other))
    return one[: shorter - 1] == other[: shorter - 1]


def _has_word(word: str, running: str) -> bool:
    """Tell whether a word, or its plural, stands in a text between other characters than letters and figures."""
    at = running.find(word) if word else -1
    while at >= 0:
        end = at + len(word)
        is_last = not _is_of_word(running[end : end + 1]) or running[end : end + 2] in ("s ", "s,", "s.", "s)")
        if is_last and not _is_of_word(running[at - 1 : at] if at else ""):
            return True
        at = running.find(word, at + 1)
    return False


def _is_of_word(character: str) -> bool:
    return character.isalnum() and not _HAN.match(character)


@lru_cache(maxsize=512)
def _joined(running: str) -> str:
    return re.sub(r"(?<=\w)[-./'](?=\w)|(?<=[a-z])\s(?=\d)", "", running)


def _is_spelled_out(name: str, source: Source) -> bool:
    """Tell whether words in a row begin with an acronym's letters; of a compound, each part is looked for."""
    parts = [part for part in re.split(r"[-./]", name) if part]
    if len(parts) > 1:
        return all(_stands(part, source) for part in parts)
    letters = "".join(filter(str.isupper, name)).lower()
    is_acronym = len(letters) > 1 and len(name.removesuffix("s")) == len(letters)
    return is_acronym and letters in _initials(source.running)


@lru_cache(maxsize=512)
def _initials(running: str) -> str:
    """Give the first letters of a text's words in a row, little words left out; stops break the row."""
    words = (word for word in re.findall(r"[a-z]+|[.;:!?]", running) if word not in _LITTLE)
    return "".join(word[0] if word.isalpha() else " " for word in words)
