"""Read what a title alone can tell: whether it identifies a paper, and what sort of item it heads."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Final

from radar.sift.text import family_name, fold_title

TitleKey = tuple[str, str]

_LEAST_WORDS: Final = 3
_LEAST_LETTERS: Final = 15

_NOTICE_WORD: Final = r"""
    (?: (?:author|publisher|editorial)(?:['’]?s)? \W+ )?
    (?: corrections? | corrigend(?:um|a) | errat(?:um|a) | addend(?:um|a) | (?:notice|statement) \W+ of \W+ retraction
      | (?:partial\W+)? retractions? (?:\W+ (?:note|notice))? | (?:editorial\W+)? expression \W+ of \W+ concern )
"""
_NOTICE: Final = re.compile(
    rf"""
    (?: {_NOTICE_WORD} | repl(?:y|ies) | response | comment | matters \W+ arising )
    (?: \W+ (?:to|for|on) \b | \s* [:\u2013\u2014] | \s+ - \s | \s* $ )
    | 更正 | 勘误 | 撤稿
    """,
    re.IGNORECASE | re.VERBOSE,
)
_HEADED: Final = re.compile(
    rf"""
    \W* {_NOTICE_WORD}
    (?: \s* [:\u2013\u2014] | \s+ - \s | \W+ for \s [^,:“‘"]{{2,80}}? (?: \s et \s al\.? | \s and \s [^\s,:]+ ) ,
      | \W+ (?:to|for|of|on) \b (?: \s* : )? )
    (?: \s* the \s+ (?:research\s+)? (?:article|paper|report|letter|review) \b (?: \s+ entitled )? :? )?
    """,
    re.IGNORECASE | re.VERBOSE,
)
_TAILED: Final = re.compile(
    rf"(?: \s* [\u2013\u2014:(] | \s - ) \s* {_NOTICE_WORD} [\s)]* $", re.IGNORECASE | re.VERBOSE
)
_QUOTED: Final = re.compile(r"\s*(?:“([^”]+)”|‘(.+)’(?!\w)|\"([^\"]+)\"|'(.+)'(?!\w))\W*(?:$|by\b|[\[(])")
_WHERE: Final = re.compile(r"\s*\[[^\[\]]*\b[12]\d{3}\b[^\[\]]*\]\W*$")
"""Where the paper stands: `[Sample Lett. B 1 (2020) 2]`."""
_CHINESE: Final = re.compile(
    r"(?:关于|对)?\s*[《“](.+)[》”].{0,10}(?:更正|勘误|撤稿|撤回).*|(?:更正|勘误|撤稿|撤回)\w{0,3}\s*[：:—]\s*(.+)"
)
_PARTIAL: Final = re.compile(r"\W*partial\W+retraction\b", re.IGNORECASE)
_CONCERN: Final = re.compile(r"\bexpressions?\W+of\W+concern\b", re.IGNORECASE)
_MARKED: Final = re.compile(
    r"\W*(?:retracted|withdrawn)(?:\W+(?:article|paper|manuscript))?\s*[:\]\u2013\u2014-]|\W*(?:retracted|withdrawn)\W*$",
    re.IGNORECASE,
)
_SAID: Final = re.compile(
    r"""
    \W* (?:this|the) \s+ (?:\w+\s+)? (?:paper|article|submission|manuscript|work|preprint|version) s?
    (?: \s+ (?:has|have|had|is|was|been|being|now|hereby) )+ \s+ (?:withdrawn|retracted) \b
    """,
    re.IGNORECASE | re.VERBOSE,
)
_NOTED: Final = re.compile(
    r"\W*(?:(?:paper|article|manuscript)\s+)?(?:withdrawn|retracted)(?:\s+(?:by|due|because|for|from)\b|\W*$)",
    re.IGNORECASE,
)
_CJK: Final = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff]")
_WORD: Final = re.compile(r"[^\W_]+")
_GENERIC: Final = frozenset(
    fold_title(title)
    for title in (
        *("Table of contents", "Instructions for authors", "Instructions to authors", "List of reviewers"),
        *("Acknowledgement of reviewers", "Acknowledgment of reviewers", "Acknowledgement to reviewers"),
        *("Letter to the editor", "Letters to the editor", "Note from the editor", "Notes for contributors"),
        *("From the editor in chief", "Cover and front matter", "Issue information and contents"),
    )
)


def title_keys(title: str, authors: Sequence[str]) -> TitleKey | None:
    """Give the key under which a preprint and its journal version meet: folded title, first author's family name.

    None where a title cannot identify: fewer than three words or fifteen letters
    (a Chinese character counts as two letters and half a word), a journal's
    recurring headings, notices (correction, retraction note, reply), or no author.
    """
    return _key(title, authors[0]) if authors else None


@lru_cache(maxsize=8192)
def _key(title: str, first_author: str) -> TitleKey | None:
    folded = None if is_notice(title) else telling_title(title)
    family = family_name(first_author)
    return (folded, family) if folded and family else None


@lru_cache(maxsize=8192)
def telling_title(title: str) -> str | None:
    """Fold a title, if it is long and particular enough to identify a paper."""
    folded = fold_title(title)
    han = len(_CJK.findall(title))
    words = len(_WORD.findall(_CJK.sub(" ", title))) + han // 2
    if words < _LEAST_WORDS or len(folded) + han < _LEAST_LETTERS or folded in _GENERIC:
        return None
    return folded


def subject_of(title: str) -> str:
    """Give the title of the paper that a notice is about: behind `Author Correction: `, in `Erratum to “…”`.

    Empty where the title names none.
    """
    if chinese := _CHINESE.fullmatch(title):
        return chinese[1] or chinese[2]
    headed = _HEADED.match(title)
    rest = title[headed.end() :] if headed else _TAILED.sub("", title)
    if rest == title:
        return ""
    if quoted := _QUOTED.match(rest):
        return str(next(filter(None, quoted.groups())))
    return _WHERE.sub("", rest).strip()


def is_concern(title: str) -> bool:
    """Tell an expression of concern, which doubts a paper and does not take it back."""
    return _CONCERN.search(title) is not None


def is_partial(title: str) -> bool:
    """Tell a notice that takes back a part of a paper: the paper stands."""
    return _PARTIAL.match(title) is not None


def is_notice(title: str) -> bool:
    """Tell a notice about another paper (correction, retraction note, reply, …) by its title."""
    return _NOTICE.match(title) is not None


def is_withdrawn(*, title: str = "", abstract: str = "", comment: str = "") -> bool:
    """Tell a retracted or withdrawn paper by what its own record says.

    Journals mark the title (`RETRACTED ARTICLE: …`), arXiv the abstract or the
    comment (`This paper has been withdrawn by the author`,
    https://info.arxiv.org/help/withdraw.html). Only the beginning counts: a paper
    about withdrawn drugs is not withdrawn.
    """
    if _MARKED.match(title):
        return True
    return any(_SAID.match(text) for text in (abstract, comment)) or bool(_NOTED.match(comment))
