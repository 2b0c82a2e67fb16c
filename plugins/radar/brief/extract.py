"""Brief papers without a model: pick the sentences that already say it, verbatim.

A sentence of an abstract is worth, in points:

    what                                                             points
    says that something is proposed ("we introduce", "is presented")   +2
    names the paper itself ("this paper", "our study", "here we")      +2
    says that something was studied, found or reached: each            +1
    share of the title's words that it holds, 0 to 1                   x4
    likeness to the other sentences, 0 to 1                            x8
    place in the abstract, 0 first to 1 last                           x2
    length, full from 20 words on                                      x4
    leans on what was said before ("However", "Then", "Second")        -1
    means something that it does not name ("These", "It", "This is")   -3
    begins with a concession ("While", "Although"), runs over 55 words -1
    is hardly more than a formula                                      -9
    asks, tells where code lies                                        -2
    was cut off                                                        -6

`bench/gists.py` measures the choice against one-sentence summaries: the weights were
fitted to one half of them and rounded, the other half was held back.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date
from math import sqrt
from typing import Final

from radar.brief.extract_cut import Quoted, quoted
from radar.config import Topic
from radar.models import Briefing, Citation, Gist, Paper, Ranked, Section, Sentence
from radar.sift.sentences import sentences
from radar.sift.text import ELLIPSIS

ENOUGH: Final = 3
"""Sentences from which a briefing does without one that repeats another."""
MOST: Final = 6
"""Sentences of a briefing."""
_ALIKE: Final = 0.5
"""Share of the shorter sentence's words in common from which two sentences say the same."""

_PAPER: Final = r"(?:paper|work|study|article|letter|survey|chapter|thesis|review|report|note|research)"
_ADVERB: Final = r"(?:\w+ly |also |then |thus |further |first |here )?"
_PROPOSES: Final = re.compile(
    rf"\bwe {_ADVERB}(?:propose|introduce|present|develop|design|describe|formulate)\b"
    r"|\b(?:is|are) (?:proposed|introduced|presented)\b|提出",
    re.IGNORECASE,
)
_NAMES_ITSELF: Final = re.compile(rf"\b(?:this|the present|our) {_PAPER}\b|\bhere,? we\b|本文|本研究", re.IGNORECASE)
_STUDIES: Final = re.compile(
    rf"\bwe {_ADVERB}(?:study|investigate|explore|examine|analy[sz]e|consider|address|review|survey|discuss|compare"
    rf"|evaluate|test|use|apply|extend|ask|focus)\b|\b{_PAPER} {_ADVERB}\w+s\b"
    r"|\b(?:is|are) (?:studied|investigated|explored|examined)\b|研究了|分析了",
    re.IGNORECASE,
)
_FINDS: Final = re.compile(
    r"\b(?:show|find|found|demonstrat|prove|reveal|observe|suggest|indicat|conclude|argue)|结果表明|发现",
    re.IGNORECASE,
)
_REACHES: Final = re.compile(
    r"\b(?:outperform|achiev|state-of-the-art|sota|experiment|improv|accuracy)|优于", re.IGNORECASE
)
_LEANS: Final = re.compile(
    r"(?:however|moreover|furthermore|additionally|in addition|these|those|such|but|yet|also|then|besides|second"
    r"|third|finally|lastly|for (?:example|instance)|specifically|in particular|in contrast|consequently|as a result"
    r"|therefore|thus|hence|we (?:also|then|further)"
    rf"|(?:it|they|this|that|its|their|he|she)\b(?! {_PAPER}))\b|然而|但|此外|因此",
    re.IGNORECASE,
)
_CONCEDES: Final = re.compile(r"(?:while|although|despite|whereas|when|if|since|because)\b|虽然|尽管", re.IGNORECASE)
_AWAY: Final = re.compile(
    r"[?？][\"'”’»)]*$|https?://|\bwww\.|\bgithub\b"
    r"|\b(?:code|data|datasets?|models?|implementation|weights?|project page|benchmark)\b[^.]{0,60}"
    r"\b(?:available|released?|open-sourced?|public)",
    re.IGNORECASE,
)
_FULL_LENGTH, _TOO_LONG = 20, 55
_FEWEST_WORDS: Final = 4
_FORMULA: Final = re.compile(r"\$\$?[^$]{1,2000}+\$\$?")
_DANGLES: Final = re.compile(
    rf"(?:it|they|these|those|such|its|their|he|she|(?:this|that) (?:is|was|allows?|leads?|results?|means|gives?))"
    rf"\b(?! {_PAPER})",
    re.IGNORECASE,
)

_WORD: Final = re.compile(r"[^\W\d_][\w-]+|[\u3400-\u9fff]")
_CHINESE: Final = re.compile(r"[\u3400-\u9fff]")
_COMMON: Final = frozenset(
    (
        *("all", "also", "an", "and", "any", "are", "as", "at", "be", "been", "between", "both", "but", "by", "can"),
        *("do", "due", "for", "from", "had", "has", "have", "how", "however", "in", "into", "is", "it", "its", "may"),
        *("more", "new", "not", "of", "on", "one", "only", "or", "our", "over", "per", "such", "than", "that", "the"),
        *("their", "them", "then", "there", "these", "they", "this", "those", "to", "two", "under", "upon", "use"),
        *("used", "using", "via", "was", "we", "were", "what", "when", "where", "which", "while", "will", "with"),
        *("across", "的", "了", "和", "是", "在", "与", "及", "对", "为", "中"),
    )
)


def gist(paper: Paper) -> Gist | None:
    """Take the most telling sentence of a paper's abstract, verbatim; None when there is no abstract."""
    found = telling(paper)
    return Gist(id=paper.id, lang="", text=found.text, span=found.span) if found else None


def topic_briefing(topic: Topic, ranked: Sequence[Ranked], *, day: date, lang: str) -> Briefing | None:
    """Make a briefing of up to six verbatim sentences, each from another paper, which it cites.

    `ranked` are the topic's papers, best first: the sentences keep that order. One that
    says much the same as another is taken only where fewer than three would be left.
    The title counts all papers of `ranked`. None when none of them has an abstract.
    """
    chosen = _diverse([(one.paper.id, found) for one in ranked if (found := telling(one.paper))])
    if not chosen:
        return None
    return Briefing(
        slug=topic.id,
        kind="topic",
        day=day,
        lang=lang,
        title=title(topic, len(ranked), lang),
        sections=(
            Section(
                heading="",
                sentences=tuple(Sentence(text=found.text, cites=(n,)) for n, (_, found) in enumerate(chosen, 1)),
            ),
        ),
        citations=tuple(
            Citation(number=n, paper_id=paper_id, span=found.span) for n, (paper_id, found) in enumerate(chosen, 1)
        ),
        paper_count=len(ranked),
    )


def title(topic: Topic, count: int, lang: str) -> str:
    """Head a topic's briefing with its name and the number of its papers."""
    if lang == "zh":
        return f"{topic.title(lang)}：{count}篇新论文"
    return f"{topic.title(lang)}: {count} new {'paper' if count == 1 else 'papers'}"


def _diverse(candidates: Sequence[tuple[str, Quoted]]) -> list[tuple[str, Quoted]]:
    """Take the first six that differ, then, where these are few, those that were passed over; in order."""
    words = [_words(found.text) for _, found in candidates]
    taken: list[int] = []
    for n in range(len(candidates)):
        if len(taken) < MOST and not any(_likeness(words[n], words[m]) >= _ALIKE for m in taken):
            taken.append(n)
    passed_over = [n for n in range(len(candidates)) if n not in taken]
    taken += passed_over[: max(0, ENOUGH - len(taken))]
    return [candidates[n] for n in sorted(taken)]


def telling(paper: Paper) -> Quoted | None:
    """Choose the sentence that tells most, the earlier of two equals, cut where long; None without an abstract."""
    parts = sentences(paper.abstract)
    if not parts:
        return None
    heading = _words(paper.title)
    words = [_words(part) for part in parts]
    shares = _shares(words)
    points = [
        _announced(part)
        - _held_against(part)
        + 4 * len(heading & each) / max(1, len(heading))
        + 8 * _mean_cosine(each, shares, others=len(parts) - 1)
        + 2 * place / max(1, len(parts) - 1)
        + 4 * min(_length(part), _FULL_LENGTH) / _FULL_LENGTH
        for place, (part, each) in enumerate(zip(parts, words, strict=True))
    ]
    return quoted(parts[points.index(max(points))])


def _announced(text: str) -> float:
    weighty = bool(_PROPOSES.search(text)) + bool(_NAMES_ITSELF.search(text))
    return 2 * weighty + bool(_STUDIES.search(text)) + bool(_FINDS.search(text)) + bool(_REACHES.search(text))


def _held_against(text: str) -> float:
    leaning = bool(_LEANS.match(text)) + 2 * bool(_DANGLES.match(text)) + bool(_CONCEDES.match(text))
    away = 2 * bool(_AWAY.search(text)) + 6 * text.endswith(ELLIPSIS)
    return leaning + (_length(text) > _TOO_LONG) + 9 * _is_formula(text) + away


def _is_formula(text: str) -> bool:
    """Tell a sentence that has hardly a word outside its formulas."""
    return "$" in text and len(_WORD.findall(_FORMULA.sub(" ", text))) < _FEWEST_WORDS


def _shares(sentences_words: Sequence[frozenset[str]]) -> Mapping[str, float]:
    """Add up, for every word, what it brings to the cosine with each sentence that holds it."""
    shares: dict[str, float] = {}
    for words in sentences_words:
        for word in words:
            shares[word] = shares.get(word, 0.0) + 1 / sqrt(len(words))
    return shares


def _mean_cosine(words: frozenset[str], shares: Mapping[str, float], *, others: int) -> float:
    """Reckon a sentence's mean cosine to the others from the words' shares, its own part taken off."""
    if not words or not others:
        return 0.0
    return (sum(shares[word] for word in words) / sqrt(len(words)) - 1) / others


def _length(text: str) -> float:
    """Count words; two Chinese characters are one."""
    return len(text.split()) + len(_CHINESE.findall(text)) / 2


def _words(text: str) -> frozenset[str]:
    return frozenset(word for word in _WORD.findall(text.lower()) if word not in _COMMON)


def _likeness(one: frozenset[str], other: frozenset[str]) -> float:
    return len(one & other) / max(1, min(len(one), len(other)))
