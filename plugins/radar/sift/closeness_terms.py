"""Take a paper's words apart into the terms by which it is compared.

Terms are words and pairs of neighbouring words; of Chinese and Japanese, pairs of
characters. What stands in formulas, addresses and TeX commands is no term.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise
from typing import Final

from radar.models import Paper

_LONGEST_TEXT: Final = 20_000
_SHORTEST_PLURAL: Final = 4

_NOISE: Final = re.compile(
    r"""
      \$\$[^$]{1,2000}+\$\$ | \$(?=\S)[^$]{1,400}+\$(?!\d)     # formulas; "$5 per run and $10" is none
    | \\[a-zA-Z]{1,30}+
    | (?:https?://|www\.)\S{1,500}+
    """,
    re.VERBOSE,
)
_UNSPACED: Final = r"\u3040-\u30ff\u3400-\u9fff"
_TERM: Final = re.compile(
    rf"(?P<word>[^\W\d_{_UNSPACED}](?:[^\W_{_UNSPACED}]|[-'’](?=[^\W_])){{1,40}}+)"
    rf"|(?P<unspaced>[{_UNSPACED}]{{1,400}}+)"
    r"|[.,;:!?()，。；：！？、（）]"
)
_STOP_WORDS: Final = frozenset(
    re.findall(
        r"\S+",
        """
        a about above across after again against all almost along already also although always am among an and
        another any are around as at away be became because become been before being below between both but by
        can cannot could did do does doing done down due during each either else enough even ever every few
        for from further get given gives go had has have having he her here hers him his how however i if in
        indeed instead into is it its itself just less let like made make makes many may me might more
        moreover most much must my near nearly need neither never no non nor not now of off often on once one
        only onto or other others our ours out over own per perhaps quite rather re really same she should
        since so some still such take taken than that the their them themselves then there thereby therefore
        these they this those though three through throughout thus to together too toward towards two under
        until up upon us use used using very via was we well were what when where whereas whether which while
        who whole whom whose why will with within without would yet you your abstract approach article based
        demonstrate demonstrated consider considered discuss discussed et al e.g i.e find finding found
        furthermore investigate investigated letter method namely new novel obtain obtained paper particular
        present presented propose proposed provide provided respectively result several show showed shown
        studied study recent recently various work
        """,
    )
)
"""Words that every field uses, in the singular."""
_UNSPACED_STOPS: Final = frozenset("的了和与及或在是对为中将其并等该此以从而于由被")


def terms(paper: Paper) -> Iterator[str]:
    """Give a paper's terms, of title and abstract, each as often as it stands there.

    Words are in lower case and without a plural's `s`. Words of every field are left
    out, and so are pairs across punctuation.
    """
    for text in (paper.title, paper.abstract):
        for run in _runs(text[:_LONGEST_TEXT]):
            yield from run
            yield from map(" ".join, pairwise(run))


def _runs(text: str) -> Iterator[list[str]]:
    """Give the words that stand beside each other without punctuation between them."""
    run: list[str] = []
    for word, unspaced in _TERM.findall(_NOISE.sub(" . ", text)):
        if word:
            if plain := _plain(word):
                run.append(plain)
        else:
            yield run
            yield from ([pair] for pair in _pairs(unspaced))
            run = []
    yield run


@lru_cache(maxsize=100_000)
def _plain(word: str) -> str:
    """Give the form in which a word is compared; nothing for a word of every field."""
    singular = _singular(word.lower())
    return "" if singular in _STOP_WORDS else singular


def _singular(word: str) -> str:
    """Take a plural's ending away: `bodies`, `networks`; not of `physics`, `analysis`, `class`."""
    if len(word) < _SHORTEST_PLURAL or not word.endswith("s") or word.endswith(("ss", "us", "is", "ics")):
        return word
    return f"{word[:-3]}y" if word.endswith("ies") and len(word) > _SHORTEST_PLURAL else word[:-1]


def _pairs(run: str) -> Iterator[str]:
    """Give the pairs of neighbouring characters that hold no function word."""
    return (a + b for a, b in pairwise(run) if a not in _UNSPACED_STOPS and b not in _UNSPACED_STOPS)
