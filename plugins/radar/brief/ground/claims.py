"""Decide which sentences of a model may be published: those that their papers bear out.

    claim ──► clean? ──► papers known? ──► spans found ──► figures, names ──► not, more, who ──► carried? ──► kept
                │              │                │                │                  │               │
                └──────────────┴────────────────┴──── dropped, with a reason and a detail ──────────┘

A quotation stands in its paper when it does so but for white space, case, quotes, dashes
and TeX's signs; what is published are the paper's own characters. A paper that is cited
without a quotation that stands and carries something is taken off the sentence, and the
sentence must hold without it: nothing is published that rests on a paper nobody quoted.
A sentence that is itself a whole sentence of its paper is its own quotation.

What is said is checked against the whole sentences that the quotations stand in, so that
a `not` outside the quotation counts. No check knows what is true: a sentence that passes is
one whose figures, names, directions and words its papers have. The reasons are `Reason`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Final

from radar.brief.drafts import Claim, Draft, Dropped, Grounded, Part, Quote
from radar.brief.ground.amounts import missing_figures, wrong_figures
from radar.brief.ground.carried import is_carried, support
from radar.brief.ground.changes import changes
from radar.brief.ground.clauses import crossing
from radar.brief.ground.clean import LONGEST, is_wrong_language, unclean
from radar.brief.ground.copies import altered
from radar.brief.ground.evidence import Evidence, Source, evidence
from radar.brief.ground.names import missing_names
from radar.brief.ground.order import reversal
from radar.brief.ground.polarity import polarity
from radar.brief.ground.reasons import Reason
from radar.brief.ground.scope import overclaim
from radar.brief.ground.spans import Searchable, find_all, fold_whole
from radar.brief.ground.text import read
from radar.models import Paper
from radar.sift.sentences import sentences

__all__ = ["Meaning", "Reason", "check"]

Meaning = Callable[[str, str], float]
"""Reckons how close two texts are in meaning, across languages: 1 the same, 0 or below nothing in common."""

MOST_CLAIMS: Final = 500
"""Claims of one draft that are read."""
_MOST_CITES: Final = 12
_MOST_QUOTES: Final = 24
_LONGEST_TITLE: Final = 200

_VERSION: Final = re.compile(r"v\d{1,3}$")
_LEAD_IN: Final = re.compile(r"^[\u3400-\u9fff《》“”、]{2,20}[:：]\s*")
_RUN: Final = re.compile(r"\d+(?:[.,]\d+)*")
_ENDS: Final = ".!?。！？:：;；"
_INNER_SPACE: Final = re.compile(r"\s+")
_GAP: Final = re.compile(r"(?<=[\u3400-\u9fff，。；：！？、]) (?=[\u3400-\u9fff，。；：！？、])")

Verdict = tuple[Reason, str]


def check(draft: Draft, papers: Mapping[str, Paper], *, meaning: Meaning | None = None) -> Grounded:
    """Keep the claims of a draft that `papers`, the input by id, bear out; a title that fails becomes empty.

    `meaning` helps across languages; without it the glossary decides alone. Never raises;
    time is linear in the draft. What was kept passes again: checking it twice drops nothing.
    """
    judge = _Judge(draft.lang, papers, meaning)
    parts: list[Part] = []
    dropped: list[Dropped] = []
    for part in draft.parts:
        kept: list[Claim] = []
        for claim in part.claims:
            verdict = judge.judge(claim)
            if isinstance(verdict, Claim):
                kept.append(verdict)
            else:
                dropped.append(Dropped(part=part.name, claim=claim, reason=verdict[0].value, detail=verdict[1]))
        if kept:
            parts.append(Part(name=part.name, claims=tuple(kept)))
    return Grounded(
        draft=Draft(lang=draft.lang, title=judge.title(draft.title), parts=tuple(parts)), dropped=tuple(dropped)
    )


class _Judge:
    """Judge the claims of one draft, each paper read once."""

    def __init__(self, lang: str, papers: Mapping[str, Paper], meaning: Meaning | None) -> None:
        self._lang, self._papers, self._meaning = lang, papers, meaning
        self._ids = {_plain_id(paper_id): paper_id for paper_id in papers}
        self._sources: dict[str, Source] = {}
        self._said: set[str] = set()
        self._read = 0

    def judge(self, claim: Claim) -> Claim | Verdict:
        """Give the claim as it may be published, or why it may not."""
        self._read += 1
        if self._read > MOST_CLAIMS:
            return Reason.TOO_MANY, str(MOST_CLAIMS)
        if len(claim.text) > LONGEST:
            return Reason.TOO_LONG, str(len(claim.text))
        text = _tidy(claim.text)
        if not any(character.isalnum() for character in text):
            return Reason.EMPTY, ""
        cites = self._cited(claim)
        if not isinstance(cites, tuple):
            return Reason.UNKNOWN_PAPER, cites
        found = self._form(text, cites) or self._judge_text(text, claim, cites)
        if isinstance(found, Claim):
            self._said.add(fold_whole(text))
        return found

    def title(self, title: str) -> str:
        """Give a headline that holds, else nothing: its names and figures must be those of the input's papers."""
        text = _tidy(title) if len(title) <= _LONGEST_TITLE else ""
        sources = tuple(self._source(paper_id) for paper_id in self._papers)
        if not text or unclean(text, is_in_papers=lambda passage: _stand(passage, sources)):
            return ""
        if is_wrong_language(text, self._lang):
            return ""
        if missing_figures(text, sources, also=frozenset({float(len(sources))})) or missing_names(text, sources):
            return ""
        words = [word for word in read(text) if not word.is_idle]
        borne = sum(word.is_pair or any(source.words.has(word) for source in sources) for word in words)
        return text if borne * 2 >= len(words) else ""

    def _form(self, text: str, cites: tuple[str, ...]) -> Verdict | None:
        """Say what is wrong with a sentence's form."""
        sources = tuple(map(self._source, cites))
        if wrong := unclean(text, is_in_papers=lambda passage: _stand(passage, sources)):
            return wrong
        if is_wrong_language(text, self._lang):
            return Reason.LANGUAGE, self._lang
        return (Reason.DUPLICATE, "") if fold_whole(text) in self._said else None

    def _judge_text(self, text: str, claim: Claim, cites: tuple[str, ...]) -> Claim | Verdict:
        sources = tuple(map(self._source, cites))
        whole = tuple(_whole_sentences(text, sources))
        spans = [*whole, *self._quoted(claim, sources)] if whole else self._quoted(claim, sources)
        is_copy = bool(whole) and _is_all(text, [span for _, span in whole])
        spans = list(dict.fromkeys(whole if is_copy else spans))
        kept = [pair for pair in spans if is_copy or _helps(text, pair[1])]
        if not kept:
            quoted = next((quote.span for quote in claim.quotes), "")
            return Reason.NO_SPAN, quoted[:120]
        if not is_copy and (wrong := self._against(text, evidence(kept))):
            return wrong
        return Claim(
            text=text,
            cites=tuple(dict.fromkeys(source.id for source, _ in kept)),
            quotes=tuple(Quote(paper_id=source.id, span=span) for source, span in kept),
        )

    def _against(self, text: str, borne: Evidence) -> Verdict | None:
        """Say what speaks against a sentence."""
        if missing := missing_names(text, borne.sources):
            return Reason.NAME, ", ".join(missing[:5])[:120]
        wrong = (
            wrong_figures(text, borne)
            or altered(text, borne)
            or changes(text, borne)
            or polarity(text, borne)
            or reversal(text, borne)
            or crossing(text, borne)
            or overclaim(text, borne)
        )
        if wrong:
            return wrong
        measured = support(text, borne)
        if not is_carried(text, borne, measured, self._meaning):
            return Reason.NOT_CARRIED, ", ".join(measured.missing[:8])[:120]
        return None

    def _cited(self, claim: Claim) -> tuple[str, ...] | str:
        """Give the ids of the papers a claim names, as the input has them; a text for the one that is unknown."""
        named = claim.cites[:_MOST_CITES] or tuple(quote.paper_id for quote in claim.quotes[:_MOST_CITES])
        known: list[str] = []
        for name in named:
            paper_id = self._known(name)
            if paper_id is None:
                return name[:80]
            known.append(paper_id)
        return tuple(dict.fromkeys(known)) or ""

    def _known(self, name: str) -> str | None:
        return name if name in self._papers else self._ids.get(_plain_id(name[:200]))

    def _quoted(self, claim: Claim, sources: tuple[Source, ...]) -> list[tuple[Source, str]]:
        """Find the quotations of the papers a claim names; those of others are passed over."""
        by_id = {source.id: source for source in sources}
        found: list[tuple[Source, str]] = []
        for quote in claim.quotes[:_MOST_QUOTES]:
            source = by_id.get(self._known(quote.paper_id) or "")
            if source is not None:
                found.extend((source, span) for span in find_all(quote.span, source.searchable))
        return found

    def _source(self, paper_id: str) -> Source:
        if paper_id not in self._sources:
            self._sources[paper_id] = Source(self._papers[paper_id])
        return self._sources[paper_id]


def _plain_id(name: str) -> str:
    """Write an id without case, `arXiv:` and version."""
    bare = name.strip().casefold().strip("[]()").strip()
    return (
        _VERSION.sub("", bare.removeprefix("arxiv:").strip())
        if not bare.startswith(("doi:", "url:", "10."))
        else bare
    )


def _tidy(text: str) -> str:
    """Give a sentence on one line, without white space between Chinese characters."""
    return _GAP.sub("", _INNER_SPACE.sub(" ", text).strip())


def _stand(passage: str, sources: Iterable[Source]) -> bool:
    return any(text.place(passage) is not None for source in sources for text in source.searchable)


def _helps(text: str, span: str) -> bool:
    """Tell a quotation that has a word of its own in common with the sentence."""
    theirs = read(span)
    keys = {word.key for word in theirs if not word.is_idle} | {w.key for w in theirs if w.key.startswith("#")}
    entries = {place for word in theirs if not word.is_idle for place in word.entries}
    return any(
        (not w.is_idle or w.key.startswith("#")) and (w.key in keys or w.entries & entries) for w in read(text)
    )


def _whole_sentences(text: str, sources: Iterable[Source]) -> Iterator[tuple[Source, str]]:
    """Give the sentences of a text, behind words such as 该论文写道, that are whole sentences of its papers."""
    searched = [(source, one) for source in sources for one in source.searchable]
    for sentence in sentences(_LEAD_IN.sub("", text)):
        found = ((source, _whole(sentence, one)) for source, one in searched)
        yield from ((source, span) for source, span in found if span)


def _whole(sentence: str, searched: Searchable) -> str:
    """Give a sentence as a paper has it, where it begins and ends there as a sentence does."""
    place = searched.place(sentence)
    if place is None or len(sentence) < 2 * len(_ENDS):
        return ""
    start, end = place
    before, after = searched.text[:start].rstrip(), searched.text[end:].lstrip()
    begins, ends = not before or before[-1] in _ENDS, not after or after[0] in _ENDS
    return searched.text[start:end] if begins and ends else ""


def _is_all(text: str, spans: Iterable[str]) -> bool:
    """Tell whether nothing of a text is left when its quotations and its lead-in are taken away.

    Though white space and TeX's signs count nothing, `4 8` and `2}5` are no copies of 48 and 25.
    """
    spans = tuple(spans)
    if not set(_RUN.findall(text)).issubset(run for span in spans for run in _RUN.findall(span)):
        return False
    rest = fold_whole(_LEAD_IN.sub("", text))
    for span in spans:
        rest = rest.replace(fold_whole(span), " ")
    return not any(character.isalnum() for character in rest)
