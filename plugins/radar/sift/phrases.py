"""Find the phrases by which a paper may be told: one to four words in a row that name a thing.

A phrase stands between stop words and punctuation, begins and ends with a word that says
something, and is compared in one form: lower case, no plural, no hyphen. Of Chinese and
Japanese text, runs of two to six characters between function words are phrases.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import lru_cache
from math import log
from typing import Final, NamedTuple

from radar.models import Paper
from radar.sift.phrases_words import FUNCTION_CHARACTERS, FUNCTION_WORDS, HOLLOW_WORDS, LOOSE_WORDS
from radar.sift.sentences import sentences

_LONGEST: Final = 4
"""Words of a phrase."""
_LONGEST_TEXT: Final = 6_000
_SHORTEST_UNSPACED: Final = 3
_LONGEST_UNSPACED: Final = 6
"""Characters of a phrase where words are not spaced."""
_SHORTEST_JOINED: Final = 2
"""Letters of a word that may stand in a phrase of several: a letter names nothing beside words."""
_SHORTEST_SINGLE: Final = 5
"""Letters of a single word that may stand alone: shorter ones mean too many things."""
_SHORTEST_PLURAL: Final = 4
_PLURALS: Final = dict(
    pair.split(":")
    for pair in (
        *("matrices:matrix", "vertices:vertex", "indices:index", "analyses:analysis", "phenomena:phenomenon"),
        *("spectra:spectrum", "hypotheses:hypothesis", "criteria:criterion", "simplices:simplex", "axes:axis"),
        *("series:series", "species:species"),
    )
)

_NOISE: Final = re.compile(
    r"\$\$[^$]{1,2000}+\$\$|\$(?=\S)[^$]{1,400}+\$(?!\d)|\\[a-zA-Z]{1,30}+|(?:https?://|www\.)\S{1,500}+"
)
_UNSPACED: Final = r"\u3040-\u30ff\u3400-\u9fff"
_ACCENT: Final = r"\\[\"'`^~]\{?(?=[^\W_])"
"""An accent as TeX writes it, inside a word."""
_TOKEN: Final = re.compile(
    rf"[^\W_{_UNSPACED}](?:[^\W_{_UNSPACED}]|[-‐‑’'](?=[^\W_])|{_ACCENT}|\}}(?=[^\W_])){{0,40}}+|[^\s]"
)
_CHARACTERS: Final = re.compile(rf"(?:(?![{''.join(sorted(FUNCTION_CHARACTERS))}])[{_UNSPACED}]){{3,60}}+")
_PARTICIPLE: Final = re.compile(r"[a-z]{2}[^e\W\d_]ed$")
_NOUNS_IN_LY: Final = frozenset({"anomaly", "assembly", "butterfly", "family", "fly", "monopoly", "poly", "supply"})
_HYPHEN: Final = re.compile(r"[-‐‑]")


class _Word(NamedTuple):
    """Hold what a word may do in a phrase; a tuple, because there are a million of them to go through."""

    plain: str
    begins: bool
    ends: bool
    loose: bool
    alone: bool
    """Whether it may be a phrase by itself."""
    short: bool


def phrases(paper: Paper) -> frozenset[str]:
    """Give a paper's phrases, of abstract and title, in the form they are compared in.

    A single word is one of them only if it stands there twice: else it was said in passing.
    """
    counts = Counter(key for text in (paper.abstract, paper.title) for key in _keys(text[:_LONGEST_TEXT]))
    return frozenset(key for key, count in counts.items() if count > 1 or _is_long(key))


def as_written(paper: Paper, phrase: str) -> str:
    """Give a phrase, in its compared form, as it first stands in abstract or title; nothing where it does not."""
    texts = (text[:_LONGEST_TEXT] for text in (paper.abstract, paper.title))
    return next((written for text in texts for key, written in _of_text(text) if key == phrase), "")


def _is_long(key: str) -> bool:
    return " " in key or not key.isascii()


def sentence_with(paper: Paper, phrase: str) -> str:
    """Give the first sentence of the abstract that has a phrase, in its compared form, or the title, or nothing."""
    for text in (*sentences(paper.abstract), paper.title):
        if phrase in _keys(text[:_LONGEST_TEXT]):
            return text
    return ""


def rarity(frequency: int, papers: int) -> float:
    """Tell how rare a phrase is that `frequency` of so many papers use: 1 used by none, 0 by all."""
    return 1 - log(1 + frequency) / log(2 + papers)


def says_more(one: str, other: str) -> bool:
    """Tell whether a phrase, in its compared form, holds another one and more."""
    return one != other and (f" {other} " in f" {one} " or (not other.isascii() and other in one))


def _keys(text: str) -> Iterator[str]:
    """Give the phrases of a text in their compared form, each as often as it stands there."""
    masked = _masked(text)
    yield from (key for _, _, key in _named(list(map(_word, _TOKEN.findall(masked)))))
    yield from _unspaced(masked)


def _of_text(text: str) -> Iterator[tuple[str, str]]:
    """Give the phrases of a text, each in its compared form and as it stands there."""
    masked = _masked(text)
    tokens = list(_TOKEN.finditer(masked))
    for first, last, key in _named([_word(token[0]) for token in tokens]):
        yield key, text[tokens[first].start() : tokens[last].end()]
    yield from ((key, key) for key in _unspaced(masked))


def _masked(text: str) -> str:
    """Put dots in place of formulas, commands and addresses, so that what is left lies where it lay."""
    return _NOISE.sub(lambda span: "." * len(span[0]), text)


def _named(words: Sequence[_Word | None]) -> Iterator[tuple[int, int, str]]:
    """Give what words in a row name: the place of the first, of the last, and the compared form."""
    for start, first in enumerate(words):
        if first is None or not first.begins:
            continue
        key, _, _, loose, alone, short = first
        if alone:
            yield start, start, key
        if short:
            continue
        for place, word in enumerate(words[start + 1 : start + _LONGEST], start + 1):
            if word is None:
                break
            plain, _, ends, is_loose, _, short = word
            if short:
                break
            key, loose = f"{key} {plain}", loose and is_loose
            if ends and not loose:
                yield start, place, key


def _unspaced(text: str) -> Iterator[str]:
    """Give the phrases of Chinese and Japanese."""
    if text.isascii():
        return
    for found in _CHARACTERS.finditer(text):
        for start, end in _spans(len(found[0])):
            yield found[0][start:end]


def _spans(length: int) -> Iterator[tuple[int, int]]:
    for start in range(length):
        for end in range(start + _SHORTEST_UNSPACED, min(start + _LONGEST_UNSPACED, length) + 1):
            yield start, end


@lru_cache(maxsize=100_000)
def _word(written: str) -> _Word | None:
    """Tell what a word may do in a phrase; a function word or a sign may not stand in one."""
    if not written[0].isalnum() or written.lower() in FUNCTION_WORDS:
        return None
    plain = singular(written.lower())
    solid = plain not in HOLLOW_WORDS and plain[0].isalpha() and not _is_adverb(plain)
    loose = plain in LOOSE_WORDS
    long = len(written) >= _SHORTEST_SINGLE or (len(written) > 1 and written[1:].rstrip("s").isupper())
    ends = solid and not _PARTICIPLE.search(plain)
    return _Word(
        plain=_HYPHEN.sub(" ", plain),
        begins=solid,
        ends=ends,
        loose=loose,
        alone=ends and long and not loose and not plain.endswith("ing"),
        short=len(plain) < _SHORTEST_JOINED,
    )


def _is_adverb(word: str) -> bool:
    return word.endswith("ly") and word not in _NOUNS_IN_LY


def singular(word: str) -> str:
    """Take a plural's ending away: `bodies`, `networks`, `matrices`; not of `physics`, `analysis`, `class`."""
    if word in _PLURALS:
        return _PLURALS[word]
    if len(word) < _SHORTEST_PLURAL or not word.endswith("s") or word.endswith(("ss", "us", "is", "ics")):
        return word
    if word.endswith(("sses", "shes", "ches", "xes")):
        return word[:-2]
    return f"{word[:-3]}y" if word.endswith("ies") and len(word) > _SHORTEST_PLURAL else word[:-1]
