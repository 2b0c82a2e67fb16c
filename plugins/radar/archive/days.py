"""Write and read a day's Markdown: its briefings with their evidence, in the safe dialect.

    ---
    Title: 2026-06-19 briefings      fixed words, dates and slugs alone
    Briefing-1: kind=topic; slug=llm-agents; papers=12; by=abstract; …
    ---                              a cross-field briefing has fields=…, a model's made=…

    ## LLM agents: 12 new papers

    *Sentences quoted from the papers' abstracts.*

    A sentence. [1](https://arxiv.org/abs/…)

    ### Heading of a section         the first section may go without

    ### Sources

    1. [Title](https://arxiv.org/abs/…) · “The passage that carries it.” · `arxiv:…`

GitHub shows it as an article with working links; the site renders the briefings that
the reader gives back, equal to those written. The reader knows these lines and no
others; what they hold is text and nothing but text (`dialect`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Final

from radar.archive import atomic
from radar.archive.day_reader import DayText, read
from radar.archive.day_words import TITLES, note, sources_heading
from radar.archive.dialect import EMPTY, FIELD, address, escape, is_instant, sentence_line, source_line, word
from radar.errors import ArchiveError
from radar.models import Briefing, Paper

__all__ = ["DayText", "files", "path", "read_day", "write_day"]

_LANG: Final = re.compile(r"[a-z]{2,3}(?:-[A-Za-z0-9]{1,8})*")
_SLUG: Final = re.compile(r"[a-z0-9-]{1,80}")


def path(root: Path, day: date, lang: str) -> Path:
    """Name a day's file in a language, whether or not there is one."""
    return root / "days" / f"{day:%Y}" / f"{day.isoformat()}.{lang}.md"


def files(root: Path, day: date) -> tuple[Path, ...]:
    """List a day's files that there are, in order of languages."""
    found = (root / "days" / f"{day:%Y}").glob(f"{day.isoformat()}.*.md")
    return tuple(sorted(file for file in found if _LANG.fullmatch(file.name.split(".")[1])))


def write_day(root: Path, day: date, lang: str, briefings: Sequence[Briefing], papers: Mapping[str, Paper]) -> bool:
    """Make a day's file hold these briefings, in this order; True when anything changed.

    `papers`, by id, give the sources' titles and addresses. A day without briefings
    has no file: one that stands is removed. Raises ArchiveError for a briefing that
    is of another day or language, cites what is not in `papers`, or whose citations
    are not numbered 1, 2, 3, ….
    """
    file = path(root, day, lang)
    if not briefings:
        return atomic.remove(file)
    _check(file, day, lang, briefings, papers)
    lines = [*_front(day, lang, briefings)]
    for briefing in briefings:
        for block in _blocks(briefing, papers):
            lines += ["", block]
    return atomic.write(file, ("\n".join(lines) + "\n").encode())


def read_day(file: Path) -> DayText:
    """Read a day's file; raises ArchiveError naming the line that is not of the dialect."""
    try:
        return read(file, file.read_bytes().decode())
    except (OSError, UnicodeDecodeError) as error:
        raise ArchiveError(f"{file}: cannot be read: {error}") from error


def _check(file: Path, day: date, lang: str, briefings: Iterable[Briefing], papers: Mapping[str, Paper]) -> None:
    if not _LANG.fullmatch(lang):
        raise ArchiveError(f"{file}: {lang!r} is no language")
    slugs: set[str] = set()
    for briefing in briefings:
        if wrong := _mistake(briefing, day, lang, papers):
            raise ArchiveError(f"{file}: briefing {briefing.slug!r}: {wrong}")
        if briefing.slug in slugs:
            raise ArchiveError(f"{file}: two briefings {briefing.slug!r}")
        slugs.add(briefing.slug)


def _mistake(briefing: Briefing, day: date, lang: str, papers: Mapping[str, Paper]) -> str:
    """Say what keeps a briefing from being written, if anything does."""
    if not _SLUG.fullmatch(briefing.slug):
        return "its slug is not of a-z, 0-9 and hyphens, 1 to 80"
    if (briefing.day, briefing.lang) != (day, lang):
        return f"it is of {briefing.day} in {briefing.lang}"
    if not all(FIELD.fullmatch(field) for field in briefing.fields):
        return "its fields are not words of a-z"
    if briefing.made and not is_instant(briefing.made):
        return f"{briefing.made!r}, when it was made, is no instant with its zone"
    return _wrong_citation(briefing, papers)


def _wrong_citation(briefing: Briefing, papers: Mapping[str, Paper]) -> str:
    numbers = [citation.number for citation in briefing.citations]
    if numbers != list(range(1, len(numbers) + 1)):
        return "its citations are not numbered from 1 on"
    if unknown := [c.paper_id for c in briefing.citations if c.paper_id not in papers]:
        return f"it cites {unknown[0]}, which is none of its papers"
    cited = {n for section in briefing.sections for sentence in section.sentences for n in sentence.cites}
    if dangling := cited - set(numbers):
        return f"it cites [{min(dangling)}], which is none of its citations"
    return ""


def _front(day: date, lang: str, briefings: Iterable[Briefing]) -> Iterator[str]:
    yield "---"
    yield f"Title: {day.isoformat()} {TITLES.get(lang, TITLES['en'])}"
    yield f"Date: {day.isoformat()}"
    yield f"Lang: {lang}"
    yield f"Slug: {day.isoformat()}"
    yield "Category: briefings"
    for number, briefing in enumerate(briefings, 1):
        yield f"Briefing-{number}: " + "; ".join(f"{key}={value}" for key, value in _facts(briefing).items())
    yield "---"


def _facts(briefing: Briefing) -> dict[str, str]:
    """Give a briefing's header; `fields` and `made` stand in it only where there are any."""
    facts = {
        "kind": word(briefing.kind),
        "slug": briefing.slug,
        "papers": str(briefing.paper_count),
        "by": word(briefing.by),
        "model": word(briefing.model),
        "prompt": word(briefing.prompt),
        "tokens_in": str(briefing.tokens_in),
        "tokens_out": str(briefing.tokens_out),
        "usd": repr(float(briefing.usd)),
        "dropped": str(briefing.dropped),
    }
    if briefing.fields:
        facts["fields"] = ",".join(briefing.fields)
    if briefing.made:
        facts["made"] = word(briefing.made)
    return facts


def _blocks(briefing: Briefing, papers: Mapping[str, Paper]) -> Iterator[str]:
    """Write a briefing block by block; between blocks stands an empty line."""
    addresses = {c.number: address(papers[c.paper_id]) for c in briefing.citations}
    yield f"## {escape(briefing.title)}"
    if said := note(briefing.by, briefing.lang, refused=bool(briefing.prompt)):
        yield said
    for number, section in enumerate(briefing.sections):
        if number or section.heading or not section.sentences:
            yield f"### {escape(section.heading) if section.heading else EMPTY}"
        for sentence in section.sentences:
            yield sentence_line(sentence, addresses)
    if briefing.citations:
        yield sources_heading(briefing.lang)
        yield "\n".join(source_line(citation, papers[citation.paper_id]) for citation in briefing.citations)
