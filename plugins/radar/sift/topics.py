"""Match papers with topics, each match with the reasons that made it.

Any one criterion of a topic is enough. A match scores

    criterion   where       each   at most
    keyword     title        3      6
    keyword     abstract     1      3
    category                 1      1
    author                   5      5

A keyword counts once, in the title if it stands there. `exclude` takes the keyword
reasons away and leaves categories and authors: who follows an author wants the paper
whatever it is about.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Final

from radar.config import Topic
from radar.models import Match, Paper, Reason
from radar.sift.text import fold_name

_TITLE: Final = (3.0, 6.0)
_ABSTRACT: Final = (1.0, 3.0)
_CATEGORY: Final = 1.0
_AUTHOR: Final = 5.0
_ACRONYM: Final = re.compile(r"[A-Z][A-Z0-9]{1,4}")
_UNSPACED: Final = re.compile("[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]")
"""Scripts written without spaces between words: a keyword in them matches anywhere."""


def match(paper: Paper, topics: Sequence[Topic]) -> tuple[Match, ...]:
    """Find the topics a paper belongs to, in the order of `topics`."""
    found = []
    for topic in topics:
        reasons = (*_keywords(paper, topic), *_categories(paper, topic), *_authors(paper, topic))
        if reasons:
            found.append(Match(paper_id=paper.id, topic_id=topic.id, score=_score(reasons), reasons=reasons))
    return tuple(found)


def mentions(text: str, words: tuple[str, ...]) -> tuple[str, ...]:
    """List which of the words stand in a text, as whole words, in the order of `words`."""
    lowered = text.lower()
    return tuple(word for word in words if _needle(word) in lowered and _pattern(word).search(text))


def _keywords(paper: Paper, topic: Topic) -> tuple[Reason, ...]:
    in_title = mentions(paper.title, topic.keywords)
    rest = tuple(word for word in topic.keywords if word not in in_title)
    in_abstract = mentions(paper.abstract, rest)
    if not (in_title or in_abstract) or mentions(f"{paper.title}\n{paper.abstract}", topic.exclude):
        return ()
    return (
        *(Reason(kind="keyword", text=word, where="title") for word in in_title),
        *(Reason(kind="keyword", text=word, where="abstract") for word in in_abstract),
    )


def _categories(paper: Paper, topic: Topic) -> Iterable[Reason]:
    for wanted in topic.categories:
        archive = wanted.removesuffix(".*")
        for category in paper.categories:
            if category == wanted or ("." not in archive and category.split(".")[0] == archive):
                yield Reason(kind="category", text=wanted)
                break


def _authors(paper: Paper, topic: Topic) -> Iterable[Reason]:
    if topic.authors:
        names = {fold_name(name) for name in paper.authors}
        yield from (Reason(kind="author", text=name) for name in topic.authors if fold_name(name) in names)


def _score(reasons: Iterable[Reason]) -> float:
    sums = {"title": 0.0, "abstract": 0.0, "category": 0.0, "author": 0.0}
    for reason in reasons:
        if reason.kind == "keyword":
            sums[reason.where] += _TITLE[0] if reason.where == "title" else _ABSTRACT[0]
        else:
            sums[reason.kind] = _CATEGORY if reason.kind == "category" else _AUTHOR
    return min(sums["title"], _TITLE[1]) + min(sums["abstract"], _ABSTRACT[1]) + sums["category"] + sums["author"]


@lru_cache(maxsize=4096)
def _pattern(word: str) -> re.Pattern[str]:
    return re.compile(_expression(word))


@lru_cache(maxsize=4096)
def _needle(word: str) -> str:
    """Give the longest part of a keyword: where it is not, the slower pattern need not look."""
    return max(re.split(r"[\s\-]+", word.lower()), key=len)


def _expression(word: str) -> str:
    """Write the pattern of a keyword: whole words, a plural `s`, white space and hyphens alike.

    A short acronym (`RAG`, `LLM`) matches only in capitals: `rag` is a cloth.
    """
    parts = [re.escape(part) for part in re.split(r"[\s\-]+", word) if part]
    body = r"[\s\-\u2010\u2011]+".join(parts)
    flag = "" if _ACRONYM.fullmatch(word) else "i"
    if _UNSPACED.search(word):
        return f"(?i:{body})"
    return rf"(?{flag}:(?<!\w){body}(?:e?s)?(?!\w))"
