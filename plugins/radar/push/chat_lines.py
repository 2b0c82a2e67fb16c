"""Say a day in lines for a chat, and fit as many of them as a service takes.

A line is a lead of ours, a text that may be a link, and a tail. Services differ in how
they write these and in how they count. Where a day is too long for one, briefings lose
their first sentences, then topics their papers but the best, and what is still too much
is left out from the end. One day is one message: it goes out whole or not at all.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from radar.publish.i18n import full_day_words
from radar.push import words
from radar.push.digest import Digest, ToldBriefing, ToldPaper, ToldTopic

_SENTENCE: Final = 240
_INDENT: Final = "\u2003"
"""An em space: no Markdown takes it for the beginning of a line, where `#` and `>` mean something."""
_BRIEFER: Final = ((True, 20), (False, 20), (False, 3), (False, 2), (False, 1))
"""Whether briefings have their first sentence, and the papers of a topic: from the longest to the shortest."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Line:
    """Hold one line, texts plain and not escaped."""

    text: str
    lead: str = ""
    """Stands before the text; ours, without characters that any dialect reads."""
    href: str = ""
    """Where the text leads; a whole address made safe by `words.web`, or empty."""
    tail: str = ""
    bold: bool = False
    """Whether it is a heading; its text is the owner's."""


def heading(digest: Digest) -> str:
    """Give the message's title: the site and the day."""
    return f"{digest.site} · {full_day_words(digest.day, digest.lang)}"


def summary(digest: Digest) -> str:
    """Count what the day brought."""
    if digest.is_quiet:
        return words.word(digest.lang, "quiet")
    counts = {"papers": digest.papers, "briefings": len(digest.briefings), "news": digest.events}
    said = [words.word(digest.lang, key, n) for key, n in counts.items() if n]
    return words.word(digest.lang, "comma").join(said)


def lines(digest: Digest, *, with_sentences: bool = True, papers: int = 20) -> tuple[Line, ...]:
    """Say the day: counts, briefings, papers by topic; without the heading and the last line."""
    found = [Line(text=summary(digest))]
    if digest.briefings:
        found.append(_heading(words.word(digest.lang, "briefing_list")))
    for briefing in digest.briefings:
        found.extend(_briefing(briefing, digest.lang, with_sentence=with_sentences))
    for topic in digest.topics:
        found.extend(_topic(topic.shortened(papers), digest.lang))
    return tuple(found)


def last_line(digest: Digest, *, cut: bool) -> Line | None:
    """Lead to the site; without its address only say that there is more."""
    if digest.url:
        return Line(text=words.word(digest.lang, "read"), href=digest.url)
    return Line(text=words.word(digest.lang, "and_more")) if cut else None


def fit(digest: Digest, *, limit: int, size: Callable[[Sequence[Line]], int]) -> tuple[Line, ...]:
    """Say as much as stays within `limit` by `size`; no heading stands without a line below it."""
    for with_sentences, papers in _BRIEFER:
        whole = lines(digest, with_sentences=with_sentences, papers=papers)
        if size(all_lines := _with_last(digest, whole, len(whole))) <= limit:
            return all_lines
    counts = range(1, len(whole))
    most = bisect_right(counts, limit, key=lambda count: size(_with_last(digest, whole, count)))
    return _with_last(digest, whole, most)


def _with_last(digest: Digest, whole: Sequence[Line], count: int) -> tuple[Line, ...]:
    kept = list(whole[:count])
    while kept and kept[-1].bold:
        kept.pop()
    last = last_line(digest, cut=count < len(whole))
    return (*kept, last) if last else tuple(kept)


def _briefing(briefing: ToldBriefing, lang: str, *, with_sentence: bool) -> Iterator[Line]:
    label = f" · {words.word(lang, 'ai')}" if briefing.ai else ""
    yield Line(lead="• ", text=briefing.title, href=briefing.url, tail=label)
    if briefing.first and with_sentence:
        mark = f"{words.word(lang, 'ai_short')}{words.word(lang, 'colon')}" if briefing.ai else ""
        yield Line(lead=f"{_INDENT}{mark}", text=words.plain(briefing.first, _SENTENCE))


def _heading(text: str) -> Line:
    return Line(lead="\n", text=text, bold=True)


def _topic(topic: ToldTopic, lang: str) -> Iterator[Line]:
    yield _heading(topic.title)
    for number, paper in enumerate(topic.papers, 1):
        yield _paper(number, paper)
    if topic.more:
        yield Line(text=words.word(lang, "more", topic.more), href=topic.url)


def _paper(number: int, paper: ToldPaper) -> Line:
    tail = " · ".join(filter(None, (paper.authors, paper.source)))
    return Line(lead=f"{number}. ", text=paper.title, href=paper.url, tail=f" · {tail}" if tail else "")
