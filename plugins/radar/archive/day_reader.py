"""Read a day's Markdown line by line: the lines that `days` writes, and no others."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Final

from radar.archive.day_words import note, sources_heading
from radar.archive.dialect import FIELD, Source, is_instant, read_sentence, read_source, read_word, unescape
from radar.errors import ArchiveError
from radar.models import Briefing, Section, Sentence

_HEADERS: Final = frozenset({"Title", "Date", "Lang", "Slug", "Category"})
_HEADER: Final = re.compile(r"([A-Za-z]+)(?:-([0-9]+))?: (.*)")
_LISTED: Final = re.compile(r"[0-9]+\. ")

Block = tuple[int, str]
"""A line that is not empty, and its number."""


@dataclass(frozen=True, kw_only=True, slots=True)
class DayText:
    """Hold what a day's file says."""

    day: date
    lang: str
    briefings: tuple[Briefing, ...]


def read(file: Path, text: str) -> DayText:
    """Read the text of a day's file; raises ArchiveError naming `file` and the line that is wrong."""
    blocks = [(n, line.rstrip("\r")) for n, line in enumerate(text.split("\n"), 1) if line.strip()]
    reader = _Reader(file)
    facts, heads, rest = reader.front(blocks)
    parts = list(_split(rest))
    if len(parts) != len(heads):
        raise reader.wrong(rest[-1][0] if rest else 1, f"{len(parts)} briefings under {len(heads)} headers")
    day, lang = date.fromisoformat(facts["Date"]), facts["Lang"]
    found = (reader.briefing(head, part, day, lang) for head, part in zip(heads, parts, strict=True))
    return DayText(day=day, lang=lang, briefings=tuple(found))


def _split(blocks: Sequence[Block]) -> Iterator[Sequence[Block]]:
    """Cut the body at the headings of briefings; what stands before the first is a part too."""
    starts = [n for n, (_, line) in enumerate(blocks) if line.startswith("## ")]
    cuts = sorted({0, *starts, len(blocks)})
    for first, last in pairwise(cuts):
        yield blocks[first:last]


def _is_note(line: str, by: str, lang: str) -> bool:
    """Tell the line that says who wrote a briefing from its first sentence."""
    return line in {note(by, lang, refused=refused) for refused in (True, False)} - {""}


def _read_fields(text: str) -> tuple[str, ...]:
    fields = tuple(text.split(",")) if text else ()
    if not all(FIELD.fullmatch(field) for field in fields):
        raise ValueError("fields that are not words of a-z")
    return fields


def _read_instant(text: str) -> str:
    made = read_word(text)
    if made and not is_instant(made):
        raise ValueError("made at no instant with its zone")
    return made


class _Reader:
    """Read parts of one file, naming it in errors."""

    def __init__(self, file: Path) -> None:
        self._file = file

    def wrong(self, number: int, what: object) -> ArchiveError:
        return ArchiveError(f"{self._file}:{number}: {what}")

    def front(self, blocks: Sequence[Block]) -> tuple[dict[str, str], list[Block], Sequence[Block]]:
        """Read the headers: the plain ones, those of briefings with their lines, and what follows."""
        ends = [n for n, (_, line) in enumerate(blocks) if line == "---"][:2]
        if len(ends) != 2 or ends[0]:  # noqa: PLR2004 - one rule opens the headers, one closes them
            raise self.wrong(1, "no headers between two lines of ---")
        facts: dict[str, str] = {}
        heads: list[Block] = []
        for number, line in blocks[1 : ends[1]]:
            found = _HEADER.fullmatch(line)
            if found and found[1] == "Briefing" and found[2] == str(len(heads) + 1):
                heads.append((number, found[3]))
            elif found and found[1] in _HEADERS and not found[2]:
                facts[found[1]] = found[3]
            else:
                raise self.wrong(number, "no header of a day")
        self._dated(facts)
        return facts, heads, blocks[ends[1] + 1 :]

    def _dated(self, facts: Mapping[str, str]) -> None:
        try:
            date.fromisoformat(facts.get("Date", ""))
        except ValueError as error:
            raise self.wrong(1, "no Date that is one") from error
        if not facts.get("Lang"):
            raise self.wrong(1, "no Lang")

    def briefing(self, head: Block, part: Sequence[Block], day: date, lang: str) -> Briefing:
        """Read one briefing from its header and its lines."""
        number, line = part[0]
        if not line.startswith("## "):
            raise self.wrong(number, "no heading of a briefing")
        text, sources = self._parted(part[1:], lang)
        facts = self._facts(head)
        if text and _is_note(text[0][1], facts.get("by", ""), lang):
            text = text[1:]
        addresses = {source.citation.number: source.address for source in sources}
        try:
            return Briefing(
                slug=facts["slug"],
                kind=read_word(facts["kind"]),
                day=day,
                lang=lang,
                title=unescape(line[3:]),
                sections=tuple(self._sections(text, addresses)),
                citations=tuple(source.citation for source in sources),
                paper_count=int(facts["papers"]),
                by=read_word(facts["by"]),
                model=read_word(facts["model"]),
                prompt=read_word(facts["prompt"]),
                tokens_in=int(facts["tokens_in"]),
                tokens_out=int(facts["tokens_out"]),
                usd=float(facts["usd"]),
                dropped=int(facts["dropped"]),
                fields=_read_fields(facts.get("fields", "")),
                made=_read_instant(facts.get("made", "")),
            )
        except (KeyError, ValueError) as error:
            raise self.wrong(head[0], f"a header that cannot be read: {error}") from error

    def _facts(self, head: Block) -> dict[str, str]:
        number, line = head
        pairs = [part.partition("=") for part in line.split("; ")]
        if not all(sign for _, sign, _ in pairs):
            raise self.wrong(number, "a header that cannot be read")
        return {key: value for key, _, value in pairs}

    def _parted(self, part: Sequence[Block], lang: str) -> tuple[Sequence[Block], list[Source]]:
        """Part a briefing's text from its sources, which are a list under the last heading."""
        first = next((n for n, (_, line) in enumerate(part) if _LISTED.match(line)), len(part))
        if first == len(part):
            return part, []
        if not first or part[first - 1][1] != sources_heading(lang):
            raise self.wrong(part[first][0], "a list that is none of sources")
        return part[: first - 1], [self._source(place, block) for place, block in enumerate(part[first:], 1)]

    def _source(self, place: int, block: Block) -> Source:
        number, line = block
        try:
            source = read_source(line)
        except ValueError as error:
            raise self.wrong(number, error) from error
        if source.citation.number != place:
            raise self.wrong(number, f"source {source.citation.number} stands where {place} should")
        return source

    def _sections(self, text: Sequence[Block], addresses: Mapping[int, str]) -> Iterator[Section]:
        heading: str | None = None
        sentences: list[Sentence] = []
        for number, line in text:
            if line.startswith("### "):
                if heading is not None or sentences:
                    yield Section(heading=heading or "", sentences=tuple(sentences))
                heading, sentences = unescape(line[4:]), []
            else:
                sentences.append(self._sentence(number, line, addresses))
        if heading is not None or sentences:
            yield Section(heading=heading or "", sentences=tuple(sentences))

    def _sentence(self, number: int, line: str, addresses: Mapping[int, str]) -> Sentence:
        if line.startswith("#"):
            raise self.wrong(number, "no heading of the dialect")
        try:
            return read_sentence(line, addresses)
        except ValueError as error:
            raise self.wrong(number, error) from error
