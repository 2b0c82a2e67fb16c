"""Match papers with topics, each match with the reasons that made it.

Any one criterion of a topic is enough. A match scores

    criterion   where       each   at most
    keyword     title        3      6
    keyword     abstract     1      3
    category                 1      1
    author                   5      5

A keyword counts once, in the title if it stands there. `exclude` takes the keyword
reasons away and leaves categories and authors: who follows an author wants the paper
whatever it is about. How keywords are read says `mentions`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import Final

from radar.config import Topic
from radar.models import Match, Paper, Reason
from radar.sift.text import fold_name

MOST: Final = 15.0
"""The highest score of a match."""

_TITLE: Final = (3.0, 6.0)
_ABSTRACT: Final = (1.0, 3.0)
_CATEGORY: Final = 1.0
_AUTHOR: Final = 5.0

_ACRONYM: Final = re.compile(r"[A-Z][A-Z0-9]{1,4}")
_UNSPACED: Final = re.compile("[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]")
"""Scripts written without spaces between words: a keyword in them matches anywhere."""
_BETWEEN: Final = re.compile(r"[\s\-\u2010\u2011]+")


def match(paper: Paper, topics: Sequence[Topic]) -> tuple[Match, ...]:
    """Find the topics a paper belongs to, in the order of `topics`."""
    title, abstract = paper.title.lower(), paper.abstract.lower()
    names = author_keys(paper)
    found = []
    for topic in topics:
        keywords = [word for word in topic.keywords if (part := _needle(word)) in title or part in abstract]
        reasons = (
            *(_keywords(paper, keywords, topic.exclude) if keywords else ()),
            *_categories(paper, topic),
            *(Reason(kind="author", text=name) for name in topic.authors if author_key(name) in names),
        )
        if reasons:
            found.append(Match(paper_id=paper.id, topic_id=topic.id, score=_score(reasons), reasons=reasons))
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


def _keywords(paper: Paper, keywords: Sequence[str], exclude: Sequence[str]) -> Iterator[Reason]:
    in_title = mentions(paper.title, keywords)
    in_abstract = mentions(paper.abstract, [word for word in keywords if word not in in_title])
    if not (in_title or in_abstract) or mentions(paper.title, exclude) or mentions(paper.abstract, exclude):
        return
    yield from (Reason(kind="keyword", text=word, where="title") for word in in_title)
    yield from (Reason(kind="keyword", text=word, where="abstract") for word in in_abstract)


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


def _score(reasons: Iterable[Reason]) -> float:
    sums = {"title": 0.0, "abstract": 0.0, "category": 0.0, "author": 0.0}
    for reason in reasons:
        if reason.kind == "keyword":
            sums[reason.where] += _TITLE[0] if reason.where == "title" else _ABSTRACT[0]
        else:
            sums[reason.kind] = _CATEGORY if reason.kind == "category" else _AUTHOR
    return min(sums["title"], _TITLE[1]) + min(sums["abstract"], _ABSTRACT[1]) + sums["category"] + sums["author"]


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
