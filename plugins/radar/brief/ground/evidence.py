"""Hold what a claim may rest on: its papers' words, and the sentences that its quotations stand in."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from radar.brief.ground.numbers import Figure, figures
from radar.brief.ground.spans import Searchable
from radar.brief.ground.stems import plain
from radar.brief.ground.text import Stock, Word, read, stock
from radar.models import Paper
from radar.sift.keys import fold_letters
from radar.sift.sentences import sentences


class Source:
    """Hold one paper of the input, read once however many claims cite it."""

    def __init__(self, paper: Paper) -> None:
        """Take a paper's title and abstract; nothing else of it can carry a sentence."""
        self.id: Final = paper.id
        self.texts: Final = (paper.abstract, paper.title)

    @cached_property
    def searchable(self) -> tuple[Searchable, ...]:
        """Give abstract and title for finding quotations."""
        return tuple(map(Searchable, self.texts))

    @cached_property
    def sentences(self) -> tuple[str, ...]:
        """Give the abstract's sentences, and the title as one."""
        return (*sentences(self.texts[0]), self.texts[1])

    @cached_property
    def places(self) -> tuple[tuple[int, int], ...]:
        """Give where the abstract's sentences begin and end."""
        at = 0
        found: list[tuple[int, int]] = []
        for sentence in self.sentences[:-1]:
            start = self.texts[0].index(sentence, at)
            at = start + len(sentence)
            found.append((start, at))
        return tuple(found)

    @cached_property
    def words(self) -> Stock:
        """Give all its words."""
        return stock(word for sentence in self.sentences for word in read(sentence))

    @cached_property
    def figures(self) -> tuple[Figure, ...]:
        """Give all its figures."""
        return tuple(figure for sentence in self.sentences for figure in figures(sentence))

    @cached_property
    def running(self) -> str:
        """Give all its text in small letters without accents."""
        return fold_letters(plain(" . ".join(self.texts)))

    def holding(self, span: str) -> tuple[str, ...]:
        """Give the whole sentences that a span of this paper touches."""
        start = self.texts[0].find(span)
        if start < 0:
            return (self.texts[1],)
        end = start + len(span)
        return tuple(
            sentence
            for sentence, (begins, ends) in zip(self.sentences[:-1], self.places, strict=True)
            if begins < end and start < ends
        )


@dataclass(frozen=True, kw_only=True, slots=True)
class Evidence:
    """Hold what one claim rests on."""

    sources: tuple[Source, ...]
    """The papers it quotes."""
    quoted: tuple[str, ...]
    """The whole sentences in which its quotations stand: what a quotation leaves out counts, too."""
    quoted_words: Stock

    @property
    def rest(self) -> tuple[str, ...]:
        """Give the other sentences of the papers it quotes."""
        return tuple(one for source in self.sources for one in source.sentences if one not in self.quoted)

    @property
    def all_sentences(self) -> tuple[str, ...]:
        """Give the quoted sentences first, then the others."""
        return (*self.quoted, *self.rest)

    def has(self, word: Word) -> bool:
        """Tell whether a word, or one of its meaning, is anywhere in the papers."""
        return any(source.words.has(word) for source in self.sources)


def evidence(spans: Iterable[tuple[Source, str]]) -> Evidence:
    """Gather the evidence of spans that stand in their papers."""
    found = tuple(spans)
    quoted = tuple(dict.fromkeys(sentence for source, span in found for sentence in source.holding(span)))
    return Evidence(
        sources=tuple(dict.fromkeys(source for source, _ in found)),
        quoted=quoted,
        quoted_words=stock(word for sentence in quoted for word in read(sentence)),
    )
