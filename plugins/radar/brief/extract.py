"""Brief papers without a model: pick the sentences that already say it, verbatim.

A sentence of an abstract is worth

    what                                                          points
    announces what the paper does ("we propose", "this paper …")    +2.0
    announces a result ("we show", "results", "outperforms")        +1.0
    shares words with the title, as a share of the title's words    +3.0
    shares words with the rest of the abstract (mean frequency)     +1.0
    stands in the first or last quarter                             -0.3
    leans on what was said before ("However", "This", "They")       -0.8
    asks a question, or tells where code lies                       -2.0
    is short (under 8 words) or long (over 45)                      -1.0

`bench/gists.py` measures the choice against one-sentence summaries.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from datetime import date
from typing import Final

from radar.config import Topic
from radar.models import Briefing, Citation, Gist, Paper, Ranked, Section, Sentence
from radar.sift.text import sentences

FEWEST: Final = 1
MOST: Final = 6
_ALIKE: Final = 0.5
"""Share of words in common from which a second sentence says nothing new."""
_SHORT, _LONG = 8, 45

_DOES: Final = re.compile(
    r"\b(?:we|this (?:paper|work|study|article|letter)|here,? we|in this (?:paper|work|study))\b[^.]{0,40}?"
    r"\b(?:propos|introduc|present|develop|describ|stud(?:y|ies)|investigat|design|provid|address|explor|formulat"
    r"|establish|construct|report|deriv|analy[sz])|本文|我们提出",
    re.IGNORECASE,
)
_FINDS: Final = re.compile(
    r"\b(?:we|results?|experiments?|evaluations?|findings?)\b[^.]{0,40}?\b(?:show|find|found|demonstrat|prove|reveal"
    r"|observe|achiev|outperform|suggest|indicat)|\boutperform|结果表明",
    re.IGNORECASE,
)
_LEANS: Final = re.compile(
    r"(?:however|moreover|furthermore|additionally|this|these|it|they|such|those|but|yet|also|then|while|despite)\b",
    re.IGNORECASE,
)
_AWAY: Final = re.compile(
    r"\?$|https?://|\b(?:code|data|dataset|models?|implementation|weights?|project page)\b[^.]{0,40}"
    r"\b(?:available|released|open-sourced)",
    re.IGNORECASE,
)
_WORD: Final = re.compile(r"[a-z][a-z0-9\-]{2,}|[\u3400-\u9fff]")
_STOP: Final = frozenset(
    (
        *("the", "and", "for", "with", "that", "this", "from", "are", "our", "has", "have", "its", "can", "which"),
        *("into", "over", "such", "than", "been", "more", "also", "these", "their", "using", "via", "was", "were"),
        *("not", "but", "only", "all", "any", "may", "both", "between", "across", "while", "when", "where", "how"),
        *("what", "will", "they", "them", "then", "there", "under", "upon", "per", "due", "use", "used", "new"),
        *("paper", "work", "study", "show", "shows", "propose", "proposed", "based"),
    )
)


def gist(paper: Paper) -> Gist | None:
    """Take the most telling sentence of a paper's abstract; None when there is no abstract."""
    best = _best(paper)
    return Gist(id=paper.id, lang="", text=best[0], span=best[0]) if best else None


def topic_briefing(topic: Topic, ranked: Sequence[Ranked], *, day: date, lang: str) -> Briefing | None:
    """Make a briefing of one to six verbatim sentences, each of another paper and cited.

    `ranked` are the topic's papers, best first; sentences that say much the same as
    one already taken are passed over. None when no paper has an abstract.
    """
    chosen: list[tuple[str, str]] = []
    for one in ranked:
        best = _best(one.paper)
        if best and not any(_overlap(best[0], other) >= _ALIKE for _, other in chosen):
            chosen.append((one.paper.id, best[0]))
        if len(chosen) == MOST:
            break
    if len(chosen) < FEWEST:
        return None
    numbered = list(enumerate(chosen, 1))
    return Briefing(
        slug=topic.id,
        kind="topic",
        day=day,
        lang=lang,
        title=_title(topic, len(ranked), lang),
        sections=(
            Section(heading="", sentences=tuple(Sentence(text=text, cites=(n,)) for n, (_, text) in numbered)),
        ),
        citations=tuple(Citation(number=n, paper_id=paper_id, span=text) for n, (paper_id, text) in numbered),
        paper_count=len(ranked),
    )


def _title(topic: Topic, count: int, lang: str) -> str:
    if lang == "zh":
        return f"{topic.title(lang)}：{count} 篇新论文"
    return f"{topic.title(lang)}: {count} new {'paper' if count == 1 else 'papers'}"


def _best(paper: Paper) -> tuple[str, float] | None:
    parts = sentences(paper.abstract)
    if not parts:
        return None
    title = _words(paper.title)
    counts = Counter(word for part in parts for word in set(_words(part)))
    scored = [(part, _worth(part, n, len(parts), title, counts)) for n, part in enumerate(parts)]
    return max(scored, key=lambda pair: pair[1])


def _worth(text: str, place: int, total: int, title: Sequence[str], counts: Counter[str]) -> float:
    words = _words(text)
    score = 2.0 * bool(_DOES.search(text)) + 1.0 * bool(_FINDS.search(text))
    score += 3.0 * len(set(title) & set(words)) / max(1, len(set(title)))
    score += sum(counts[word] for word in set(words)) / max(1, len(set(words))) / max(1, total)
    edge = place / max(1, total - 1)
    score -= 0.3 * (edge < 0.25 or edge > 0.75) + 0.8 * bool(_LEANS.match(text))  # noqa: PLR2004 - quarters
    score -= 2.0 * bool(_AWAY.search(text))
    return score - 1.0 * (not _SHORT <= _length(text) <= _LONG)


def _length(text: str) -> int:
    return len(text.split()) + len(re.findall("[\u3400-\u9fff]", text)) // 2


def _words(text: str) -> list[str]:
    return [word for word in _WORD.findall(text.lower()) if word not in _STOP]


def _overlap(first: str, second: str) -> float:
    one, two = set(_words(first)), set(_words(second))
    return len(one & two) / max(1, min(len(one), len(two)))
