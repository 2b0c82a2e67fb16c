"""Match papers with topics, each match with the reasons that made it.

Any one criterion of a topic is enough. A match scores

    criterion   where       each   at most
    keyword     title        3      6
    keyword     abstract     1      3
    meaning                 1 to 4  4
    category                 1      1
    author                   5      5

A keyword counts once, in the title if it stands there. Meaning is the closeness of the
paper to the topic's description, reckoned elsewhere: it counts from the topic's
`min_score` on, or from `MIN_SCORE`, and the more the closer. `exclude` takes the reasons
of keywords and meaning away and leaves categories and authors: who follows an author
wants the paper whatever it is about. How keywords are read says `mentions`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from types import MappingProxyType
from typing import Final

from radar.config import Topic
from radar.models import Match, Paper, Reason
from radar.sift.text import fold_name

MOST: Final = 19.0
"""The highest score of a match."""
MIN_SCORE: Final = 0.27
"""From which closeness to its description a paper matches a topic: the best by mean F1 of the tuning days.

`bench/topics_by_meaning.py` measures it; topics with and without keywords share it, and both languages.
"""

_TITLE: Final = (3.0, 6.0)
_ABSTRACT: Final = (1.0, 3.0)
_CATEGORY: Final = 1.0
_AUTHOR: Final = 5.0
_MEANING: Final = (1.0, 4.0)
_CLOSEST: Final = 0.7
"""The closeness from which on meaning counts its most: few papers are closer."""
_NO_MEANING: Final[Mapping[str, float]] = MappingProxyType({})

_ACRONYM: Final = re.compile(r"[A-Z][A-Z0-9]{1,4}")
_UNSPACED: Final = re.compile("[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]")
"""Scripts written without spaces between words: a keyword in them matches anywhere."""
_WORD: Final = re.compile(r"\w+")
_BETWEEN: Final = re.compile(r"[\s\-\u2010\u2011]+")


def match(paper: Paper, topics: Sequence[Topic], meaning: Mapping[str, float] = _NO_MEANING) -> tuple[Match, ...]:
    """Find the topics a paper belongs to, in the order of `topics`.

    `meaning` says by topic id how close the paper is to the topic's description.
    """
    text = f"{paper.title}\n{paper.abstract}".lower() if any(topic.keywords for topic in topics) else ""
    said = frozenset(_WORD.findall(text))
    names = author_keys(paper) if any(topic.authors for topic in topics) else frozenset()
    found = []
    for topic in topics:
        keywords = _perhaps(topic.keywords, said, text)
        closeness = meaning.get(topic.id)
        words = (*(_keywords(paper, keywords) if keywords else ()), *_meaning(topic, closeness))
        reasons = (
            *(words if words and not _is_excluded(paper, topic) else ()),
            *_categories(paper, topic),
            *(Reason(kind="author", text=name) for name in topic.authors if author_key(name) in names),
        )
        if reasons:
            score = _score(reasons, closeness or 0.0)
            found.append(Match(paper_id=paper.id, topic_id=topic.id, score=score, reasons=reasons))
    return tuple(found)


def mentions(text: str, words: Sequence[str]) -> tuple[str, ...]:
    """List which of the words stand in a text, in the order of `words`.

    Whole words, in any case, a plural `s` or `es` allowed; between the words of a phrase
    white space and hyphens are alike. An acronym of two to five capitals (`RAG`, `LLM`)
    is found in capitals only: `rag` is a cloth. A word in Chinese or Japanese script is
    found anywhere, one without letter or figure nowhere.
    """
    if not words:
        return ()
    lowered = text.lower()
    return tuple(
        word
        for word in words
        if _needle(word) in lowered and _pattern(word).search(text if _ACRONYM.fullmatch(word) else lowered)
    )


def author_keys(paper: Paper) -> frozenset[str]:
    """Fold a paper's authors to keys; names that fold to nothing are left out."""
    return frozenset(filter(None, map(author_key, paper.authors)))


@lru_cache(maxsize=65_536)
def author_key(name: str) -> str:
    """Fold a name, remembering it: the same names come with every topic."""
    return fold_name(name)


def _keywords(paper: Paper, keywords: Sequence[str]) -> Iterator[Reason]:
    in_title = mentions(paper.title, keywords)
    in_abstract = mentions(paper.abstract, [word for word in keywords if word not in in_title])
    yield from (Reason(kind="keyword", text=word, where="title") for word in in_title)
    yield from (Reason(kind="keyword", text=word, where="abstract") for word in in_abstract)


def _meaning(topic: Topic, closeness: float | None) -> Iterator[Reason]:
    """Give the closeness, to two decimals, where it reaches what the topic asks for."""
    if closeness is not None and closeness >= (MIN_SCORE if topic.min_score is None else topic.min_score):
        yield Reason(kind="meaning", text=f"{closeness:.2f}")


def _is_excluded(paper: Paper, topic: Topic) -> bool:
    return bool(mentions(paper.title, topic.exclude) or mentions(paper.abstract, topic.exclude))


def _categories(paper: Paper, topic: Topic) -> Iterator[Reason]:
    """Find the categories a topic names, exactly (`cs.AI`) or by their archive (`cs`, `cs.*`)."""
    for wanted in topic.categories:
        archive = wanted.removesuffix(".*")
        if "." in archive:
            found = wanted in paper.categories
        else:
            found = any(category.partition(".")[0] == archive for category in paper.categories)
        if found:
            yield Reason(kind="category", text=wanted)


def _score(reasons: Iterable[Reason], closeness: float) -> float:
    sums = {"title": 0.0, "abstract": 0.0, "category": 0.0, "author": 0.0, "meaning": 0.0}
    for reason in reasons:
        if reason.kind == "keyword":
            sums[reason.where] += _TITLE[0] if reason.where == "title" else _ABSTRACT[0]
        elif reason.kind == "meaning":
            sums["meaning"] = _weight(closeness)
        else:
            sums[reason.kind] = _CATEGORY if reason.kind == "category" else _AUTHOR
    sums["title"], sums["abstract"] = min(sums["title"], _TITLE[1]), min(sums["abstract"], _ABSTRACT[1])
    return sum(sums.values())


def _weight(closeness: float) -> float:
    """Weigh a closeness: least at `MIN_SCORE` and below, most at `_CLOSEST` and above, two decimals."""
    least, most = _MEANING
    part = (closeness - MIN_SCORE) / (_CLOSEST - MIN_SCORE)
    return round(least + (most - least) * min(max(part, 0.0), 1.0), 2)


def _perhaps(keywords: tuple[str, ...], said: frozenset[str], text: str) -> list[str]:
    """Leave out the keywords that stand nowhere in a text, by its words: the others are looked for one by one."""
    forms, others = _sieve(keywords)
    if said.isdisjoint(forms) and not any(part in text for part in others):
        return []
    return [word for word in keywords if not said.isdisjoint(_forms(word)) or _needle(word) in text]


@lru_cache(maxsize=1024)
def _sieve(keywords: tuple[str, ...]) -> tuple[frozenset[str], tuple[str, ...]]:
    """Give the words of which one stands where a keyword does, and a part of each keyword that has none."""
    forms = frozenset(form for word in keywords for form in _forms(word))
    return forms, tuple(_needle(word) for word in keywords if not _forms(word))


@lru_cache(maxsize=4096)
def _forms(word: str) -> tuple[str, ...]:
    """Give the words that a text must have one of for a keyword to stand in it; none where no word tells."""
    needle = _needle(word)
    if _UNSPACED.search(word) or not _WORD.fullmatch(needle):
        return ()
    is_last = [part for part in _BETWEEN.split(word.lower()) if part][-1] == needle
    return (needle, f"{needle}s", f"{needle}es") if is_last else (needle,)


@lru_cache(maxsize=4096)
def _needle(word: str) -> str:
    """Give the longest part of a keyword, lower case: where it is not, the slower pattern need not look."""
    return max(_BETWEEN.split(word.lower()), key=len)


@lru_cache(maxsize=4096)
def _pattern(word: str) -> re.Pattern[str]:
    """Compile a keyword, to be sought in lower-case text, an acronym in the text as it stands.

    The look back for a word's beginning comes after its first part: a pattern that
    begins with letters is found several times faster than one that begins with a test.
    """
    parts = [re.escape(part) for part in _BETWEEN.split(word if _ACRONYM.fullmatch(word) else word.lower()) if part]
    if not any(character.isalnum() for character in word):
        return re.compile("(?!)")
    if _UNSPACED.search(word):
        return re.compile(_BETWEEN.pattern.join(parts))
    parts[0] += rf"(?<!\w{parts[0]})"
    return re.compile(rf"{_BETWEEN.pattern.join(parts)}(?:e?s)?(?!\w)")
