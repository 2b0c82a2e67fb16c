"""Tell an abstract from what services give in its place: the title again, a notice, a copyright line."""

from __future__ import annotations

import re
from typing import Final

from radar.sift.text import clean_abstract, fold_title, strip_markup

_MOST_RAW: Final = 100_000
"""Characters of a reply's text that are looked at; an abstract ends long before."""
_LEAST_LETTERS: Final = 25
"""Letters that an abstract has besides its paper's title."""
_LONGEST_NOTICE: Final = 300

_LABEL: Final = re.compile(
    r"(?i:abstract|summary|摘要)\s*(?:[:.：—–]+\s*|-+\s+)"
    r"|(?i:abstract)\s+(?=(?:Background|Objectives?|Purpose|Aims?|Introduction|Motivation|Context|Importance"
    r"|We|In|This|The|Here|Our|An?)\b)"
)
"""The heading, which an inverted index holds as the first of its words."""
_NOTICE: Final = re.compile(
    r"""
    \W* (?:
      (?:there\ is\ |sorry,\ )? no\ (?:abstract|summary|description)
          (?:\ (?:is\ |was\ |has\ been\ )? (?:available|provided|found|given|supplied|submitted)\b .*)?
      | (?:this\ \w+|the\ \w+)\ (?:has|contains|does\ not\ have)\ (?:no|an)\ abstract\b .*
      | (?:an\ |the\ )? (?:abstract|summary)\ (?:is\ |was\ )?
          (?: not\ (?:yet\ )?(?:available|provided|found)|unavailable|missing)\b .*
      | (?:click|see|view|read|download|please)\ .* (?:full\ text|full\ article|pdf|abstract)\W*
      | (?:inter)?national\ audience | peer[\ -]?reviewed? | not\ available | first\ page\ preview
      | graphical\ abstract | abstract | lorem\ ipsum\b .* | (?:本文|暂)?无摘要
    ) \W*
    """,
    re.VERBOSE | re.IGNORECASE,
)
_COPYRIGHT: Final = re.compile(
    r"""
    \W* (?:
      (?:copyright\s*)? (?:©|\(c\)) | copyright\s+(?:\d{4}|the\ authors?)\b | all\ rights\ reserved
      | this\ (?:[\w-]+\ )*(?:article|paper|work|content)\ is\ (?:protected\ by\ copyright|licen[sc]ed|distributed)
      | published\ (?:by|under)\b
    ) .*
    """,
    re.VERBOSE | re.IGNORECASE,
)


def plain(raw: str) -> str:
    """Clean what a service calls an abstract, HTML or JATS, of markup and of the heading over it."""
    text = clean_abstract(strip_markup(raw[:_MOST_RAW]))
    return _LABEL.sub("", text, count=1) if _LABEL.match(text) else text


def is_abstract(text: str, title: str) -> bool:
    """Tell whether a clean text says more of a paper than its title does."""
    if len(text) <= _LONGEST_NOTICE and (_NOTICE.fullmatch(text) or _COPYRIGHT.fullmatch(text)):
        return False
    return len(fold_title(text).replace(fold_title(title), "", 1)) >= _LEAST_LETTERS
