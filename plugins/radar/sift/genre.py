"""Tell papers from news, corrections and retractions, by title, DOI and section.

Journals print more than papers, and say so in their own words. Each such word is one
line of the tables below. What no table knows is a paper: a paper lost is worse than a
piece of news among papers. So `Comment on …`, `Reply to …` and `Matters arising` are
papers, and `Corrections to scaling` is one too: only a colon, a quotation or a word
that means nothing else (`Erratum to …`) makes a notice.
"""

from __future__ import annotations

import re
from typing import Final

from radar.models import Genre

_CORRECTION: Final = r"""
    (?: (?:author|publisher|editorial) (?:['’]?s)? \W+ corrections?
      | corrigend(?:um|a) | errat(?:um|a) (?:\W+corrige)? | publisher['’]?s\W+note
      | fe\W+de\W+erratas? | rectificatif | berichtigung )
"""
_RETRACTION: Final = r"""
    (?: (?:partial\W+)? retraction \W+ (?:note|notice) | (?:withdrawal|removal) \W+ (?:note|notice)
      | (?:statement|notice) \W+ of \W+ (?:partial\W+)? (?:retraction|withdrawal) (?:\W+and\W+replacement)?
      | (?:editorial\W+)? (?:expression|statement|note) s? \W+ of \W+ (?:editorial\W+)? concern
        (?:\W+and\W+(?:author\W+)?correction)? )
"""
_END: Final = r"(?: \s*[:：\u2013\u2014] | \s+-\s | \.\s | \.?\s*$ )"
_LINK: Final = r"\W+ (?:to|for|of|on|in|regarding) \b"
_QUOTED: Final = r"""(?: \s+[^\s“‘"«:]+ ){0,4}? \s* (?=[“‘"«]) | \s*:"""
_NAMED: Final = r"\s+for\s+ [^,:]{2,80}? (?: \s+et\s+al\.? | \s+and\s+[^\s,:]+ ) ,"
"""`Correction for Author et al., Title`: the form of PNAS."""
_HEADS: Final = tuple(
    (
        genre,
        re.compile(
            rf"""
            \W* (?: {certain} (?: {_END} | {_LINK} (?:{_QUOTED})? )
                  | (?:{doubtful}) (?: {_END} | {_NAMED} | {_LINK} (?:{_QUOTED}) ) )
            """,
            re.IGNORECASE | re.VERBOSE,
        ),
    )
    for genre, certain, doubtful in (
        (Genre.RETRACTION, _RETRACTION, r"(?:partial\W+)? retractions? (?:\W+and\W+replacement)?"),
        (Genre.CORRECTION, _CORRECTION, r"corrections? | addend(?:um|a) | department\W+of\W+error"),
    )
)
"""How titles of notices begin. A doubtful word (`Corrections to …`) needs a colon, quotation or name behind it."""
_TAILS: Final = tuple(
    (genre, re.compile(rf"\s* (?: [:\u2013\u2014] | \s-\s | \( ) \s* {words} \W* $", re.IGNORECASE | re.VERBOSE))
    for genre, words in ((Genre.RETRACTION, _RETRACTION), (Genre.CORRECTION, _CORRECTION))
)
"""How they may end: `Title: Corrigendum`, in journals of economics."""
_SAID: Final = "(?:声明|说明|启事|通知|公告|通告|通报|表)"
_CHINESE: Final = tuple(
    (
        genre,
        re.compile(
            rf"""
            (?:{word}) {_SAID}? (?: \s*[:：\u2013\u2014] .+ | \s* )
            | (?:关于|对)? \s* [《“‘「] .+ [》”’」] .{{0,6}} (?:{word}) {_SAID}?
            | 关于 .+ (?:{word}) {_SAID} | .{{0,12}} (?:{word}) {_SAID}
            """,
            re.VERBOSE,
        ),
    )
    for genre, word in ((Genre.RETRACTION, "撤稿|撤回"), (Genre.CORRECTION, "更正|勘误|訂正|正誤"))
)
"""Titles of notices in Chinese and Japanese, whole."""

_NEWS: Final = re.compile(
    r"""
    \W* (?: (?:nature\W+)? podcast | audio\W+long\W+read | daily\W+briefing | (?:ai\W+&\W+robotics\W+)briefing
      | from\W+the\W+archive | (?:guest\W+)? editorial | editors?['’]?s?\W+(?:choice|note)
      | news\W+(?:and|&)\W+views | news\W+in\W+brief | (?:book|film|exhibition) \W+ reviews?
      | books?\W+in\W+brief | research\W+highlights? | obituary | in\W+memoriam )
    (?: \s*[:：\u2013\u2014] | \s+-\s | \.?\s*$ )
    | .{3,80}: \s (?:books\W+in\W+brief) $
    | (?:社论|编者按|卷首语|书评|讣告|简讯) (?: \s*[:：\u2013\u2014] | \s*$ )
    """,
    re.IGNORECASE | re.VERBOSE,
)
"""How titles of news, comment, editorials and the like begin."""
_FRONT: Final = re.compile(
    r"""
    \W* (?: (?:issue|publication|subscription|society) \W+ information | masthead | editorial\W+board | title\W+pages?
      | (?:front|back|end) \W+ matter | (?:(?:inside|outside)\W+)? (?:front|back) \W+ cover
      | cover (?:\W+(?:image|picture|feature|art|story|page|profile))? | frontispiece
      | (?:table\W+of\W+)? contents | contents\W+(?:list|page) | graphical\W+(?:contents|table\W+of\W+contents)
      | in\W+this\W+issue | this\W+week\W+in\W+science | in\W+(?:other|science)\W+journals
      | (?:author|subject|keyword) \W+ index | calendar(?:\W+of\W+events)? | call\W+for\W+papers
      | (?:instructions|information|guidelines|guide|notes) \W+ (?:for|to) \W+ (?:authors?|contributors)
      | (?:list\W+of|acknowledge?ments?\W+(?:of|to)|thanks?\W+to) \W+ (?:our\W+|the\W+)? (?:peer\W+)?
        (?:reviewers|referees)
      | reviewers?\W+acknowledge?ments? | advertis(?:ing|ers['’]?) \W+ index )
    (?: \s*[:：,;(\u2013\u2014] .* | \s+-\s.* | \.?\s*)
    | vol(?:ume|\.)?\W+\d+ .{0,20}? : \s* contents\b .*
    | .{0,40} vol(?:ume|\.)? \W+ \d+ .{0,20} \b(?:cover|(?:front|back)\W+matter)              # Cambridge
      (?: \W+(?:and\W+)?(?:front|back)\W+matter )?
    | (?:本期)? 封[面底二三四] (?:图片|说明|照片)?
    | .{0,30} (?:总目次|总目录|本期目次|征稿启事|征稿简则|征稿通知|投稿须知|稿约|版权页|编委会(?:名单)?)
    | 目[次录]
    """,
    re.IGNORECASE | re.VERBOSE | re.DOTALL,
)
"""Titles of what frames an issue, whole."""

_SECTIONS: Final = {
    Genre.CORRECTION: re.compile(
        r"(?:(?:author|publisher)\W+)?corrections?(?:\W+(?:and|&)\W+\w+)?|errat(?:um|a)|corrigend(?:um|a)|addend(?:um|a)"
        r"|department\W+of\W+error|publisher['’]?s\W+notes?|更正|勘误",
        re.IGNORECASE,
    ),
    Genre.RETRACTION: re.compile(
        r"retractions?(?:\W+(?:notes?|notices?))?|(?:editorial\W+)?expressions?\W+of\W+concern|撤稿", re.IGNORECASE
    ),
    Genre.NEWS: re.compile(
        r"""
        news (?:\W+(?:(?:and|&)\W+(?:comment|views|analysis)|features?|in\W+(?:brief|focus|depth)))?
        | world\W+(?:report|view) | research\W+highlights? | (?:guest\W+)?editorials?
        | editorial\W+(?:comment|note) | from\W+the\W+editors?
        | comment | book\W+(?:and\W+media\W+)?reviews?
        | books\W+(?:(?:&|and)\W+arts|et\W+al\.?)
        | (?:film|media)\W+reviews? | obituar(?:y|ies) | in\W+memoriam | careers? (?:\W+(?:feature|column|guide))?
        | working\W+life | where\W+i\W+work | podcasts? | editors?['’]?s?\W+choice | press\W+releases?
        | 社论 | 书评 | 新闻 | 讣告 | 简讯 | 编者按 | 卷首语
        """,
        re.IGNORECASE | re.VERBOSE,
    ),
}
"""What sections of journals are called whose items are no papers."""
_FRONT_SECTION: Final = re.compile(
    r"(?:front|back)\W+matter|masthead|(?:front\W+)?cover|table\W+of\W+contents|issue\W+information|editorial\W+board"
    r"|in\W+this\W+issue|this\W+week\W+in\W+science|in\W+(?:other|science)\W+journals",
    re.IGNORECASE,
)
_DISCUSSION: Final = re.compile(
    r"\W*(?:comments?\W+on|repl(?:y|ies)\b|response\W+to|matters\W+arising)", re.IGNORECASE
)
"""What is discussed in journals of physics and mathematics under `Comment` is research."""

_DOIS: Final = (
    (Genre.NEWS, re.compile(r"10\.1038/d4\d{4}-")),
    (Genre.NEWS, re.compile(r"10\.1126/science\.(?:z|caredit|opms)")),
    (Genre.NEWS, re.compile(r"10\.1056/nejm(?:e|p|bkrev)\d")),
    (Genre.CORRECTION, re.compile(r"10\.1056/nejmx\d")),
)
"""Families of DOIs that a publisher keeps for one sort of item (Nature Portfolio, Science, NEJM)."""
_ADDRESSES: Final = re.compile(r"nature\.com/(?:articles/d4\d{4}-|news/)|science\.org/content/", re.IGNORECASE)


def genre_of(title: str, *, doi: str = "", section: str = "", url: str = "") -> Genre:
    """Tell what an item of a journal is; a paper where nothing says otherwise.

    `section` is what the source calls the sort of item (`prism:section`, `dc:type`, its
    only category), several parted by `;`. A title that says what it is wins over the DOI,
    the DOI over the section. A paper whose title only says that it was taken back
    (`RETRACTED: …`) is that paper, and a paper.
    """
    if notice := _notice(title):
        return notice
    if family := next((genre for genre, form in _DOIS if form.match(doi.lower())), None):
        return family
    named = [part.strip() for part in section.split(";")]
    for genre, form in _SECTIONS.items():
        if any(form.fullmatch(name) for name in named) and not _DISCUSSION.match(title):
            return genre
    return Genre.NEWS if _NEWS.match(title) or _ADDRESSES.search(url) else Genre.PAPER


def is_front_matter(title: str, *, section: str = "") -> bool:
    """Tell what frames an issue (cover, contents, masthead, calls) and is neither paper nor news."""
    return _FRONT.fullmatch(title) is not None or any(
        _FRONT_SECTION.fullmatch(part.strip()) for part in section.split(";")
    )


def _notice(title: str) -> Genre | None:
    """Tell the genre of a notice by its title; None where it is none."""
    for genre, head in _HEADS:
        if head.match(title):
            return genre
    for genre, tail in _TAILS:
        if tail.search(title):
            return genre
    return next((genre for genre, whole in _CHINESE if whole.fullmatch(title.strip())), None)
