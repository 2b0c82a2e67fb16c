"""Write and read a day's Markdown: its briefings with their evidence, in the safe dialect.

    ---
    Title: 2026-06-19 简报          fixed words, dates and slugs alone
    Briefing-1: kind=topic; slug=llm-agents; papers=12; by=abstract; …
    ---
    ## LLM agents: 12 new papers
    ### Heading of a section        absent for a first section without one
    A sentence, verbatim. [[1]](https://arxiv.org/abs/…)
    #### Sources
    1. [Title](https://…) · `arxiv:…` · “The passage that carries it.”

GitHub shows it as an article with working links; the site renders the briefings that
the reader gives back, equal to those written. The reader knows these lines and no
others. Untrusted text is escaped so that neither CommonMark nor Python-Markdown sees
in it a link, markup, mathematics or an attribute list.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final
from urllib.parse import quote, unquote, urlsplit

from radar.archive import atomic
from radar.errors import ArchiveError
from radar.models import Briefing, Citation, Paper, Section, Sentence

_SOURCES: Final = {"zh": "来源", "en": "Sources"}
_TITLES: Final = {"zh": "简报", "en": "briefings"}
_ENTITIES: Final = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}
_SPECIAL: Final = re.compile(r"[\\`*_{}\[\]()#|~$!]")
_BACK: Final = re.compile(r"\\(.)|&(amp|lt|gt|#58|#46|#64);", re.DOTALL)
_NAMED: Final = {"amp": "&", "lt": "<", "gt": ">", "#58": ":", "#46": ".", "#64": "@"}
_START: Final = re.compile(r"^(?:[-+=.:]|\d+[.)])")
_CITES: Final = re.compile(r"(?: \[\[\d+\]\]\([^()\s]*\))+$")
_SOURCE: Final = re.compile(r"(\d+)\. \[(.*)\]\([^()\s]*\) · `([^`]+)` · “(.*)”")
_HEADER: Final = re.compile(r"Briefing-\d+: (.*)")


@dataclass(frozen=True, kw_only=True, slots=True)
class DayText:
    """Hold what a day's file says."""

    day: date
    lang: str
    briefings: tuple[Briefing, ...]


def path(root: Path, day: date, lang: str) -> Path:
    """Name a day's file in a language, whether or not there is one."""
    return root / "days" / f"{day:%Y}" / f"{day.isoformat()}.{lang}.md"


def write_day(root: Path, day: date, lang: str, briefings: Sequence[Briefing], papers: Mapping[str, Paper]) -> bool:
    """Write a day's briefings; give False when the file stood already.

    `papers`, by id, give the sources' titles and addresses. A day without briefings
    has no file: one that stands is removed.
    """
    file = path(root, day, lang)
    if not briefings:
        return atomic.remove(file) if file.exists() else False
    lines = [*_front(day, lang, briefings), ""]
    for briefing in briefings:
        lines += _body(briefing, papers)
    return atomic.write(file, ("\n".join(lines).rstrip("\n") + "\n").encode())


def read_day(file: Path) -> DayText:
    """Read a day's file; raises ArchiveError naming the line that is not of the dialect."""
    try:
        lines = file.read_text(encoding="utf-8").split("\n")
        return _Reader(file, lines).read()
    except (OSError, UnicodeDecodeError) as error:
        raise ArchiveError(f"{file}: cannot be read: {error}") from error


def escape(text: str) -> str:
    """Write text so that Markdown shows it as it is; `unescape` gives it back."""
    text = " ".join(text.splitlines()) if len(text.splitlines()) > 1 else text
    text = re.sub("[&<>]", lambda m: _ENTITIES[m[0]], text)
    text = _SPECIAL.sub(lambda m: f"\\{m[0]}", text)
    text = text.replace("://", "&#58;//").replace("@", "&#64;")
    text = re.sub(r"(?i)\b(www)\.", r"\1&#46;", text)
    return _START.sub(lambda m: f"{m[0][:-1]}\\{m[0][-1]}", text)


def unescape(text: str) -> str:
    """Read back what `escape` wrote."""
    return _BACK.sub(lambda m: m[1] if m[1] is not None else _NAMED[m[2]], text)


# -- writing -------------------------------------------------------------------------


def _front(day: date, lang: str, briefings: Iterable[Briefing]) -> Iterator[str]:
    yield "---"
    yield f"Title: {day.isoformat()} {_TITLES.get(lang, 'briefings')}"
    yield f"Date: {day.isoformat()}"
    yield f"Lang: {lang}"
    yield f"Slug: {day.isoformat()}"
    yield "Category: briefings"
    for number, b in enumerate(briefings, 1):
        facts = {
            "kind": b.kind,
            "slug": b.slug,
            "papers": str(b.paper_count),
            "by": b.by,
            "model": _word(b.model),
            "prompt": _word(b.prompt),
            "tokens_in": str(b.tokens_in),
            "tokens_out": str(b.tokens_out),
            "usd": repr(b.usd),
            "dropped": str(b.dropped),
        }
        yield f"Briefing-{number}: " + "; ".join(f"{key}={value}" for key, value in facts.items())
    yield "---"


def _word(text: str) -> str:
    """Write a name of a model or prompt as one harmless word."""
    return quote(text, safe="/:.") or "-"


def _body(briefing: Briefing, papers: Mapping[str, Paper]) -> Iterator[str]:
    targets = {c.number: _target(papers.get(c.paper_id)) for c in briefing.citations}
    yield f"## {escape(briefing.title)}".rstrip()
    yield ""
    for n, section in enumerate(briefing.sections):
        if n or section.heading:
            yield f"### {escape(section.heading)}".rstrip()
            yield ""
        for sentence in section.sentences:
            yield escape(sentence.text) + "".join(f" [[{c}]]({targets.get(c, '#')})" for c in sentence.cites)
            yield ""
    yield f"#### {_SOURCES.get(briefing.lang, 'Sources')}"
    yield ""
    for c in briefing.citations:
        title = papers[c.paper_id].title if c.paper_id in papers else ""
        yield f"{c.number}. [{escape(title)}]({targets[c.number]}) · `{c.paper_id}` · “{escape(c.span)}”"
    yield ""


def _target(paper: Paper | None) -> str:
    """Give a paper's address as a link's target, or `#` where it has none that is safe."""
    url = paper.url if paper else ""
    if urlsplit(url).scheme != "https":
        return "#"
    return quote(url, safe=":/?#@!$&'*+,;=%-._~")


# -- reading -------------------------------------------------------------------------


class _Reader:
    """Read one file, line by line."""

    def __init__(self, file: Path, lines: Sequence[str]) -> None:
        self._file = file
        self._lines = lines
        self._at = 0

    def read(self) -> DayText:
        facts, heads = self._front()
        day, lang = date.fromisoformat(facts["Date"]), facts["Lang"]
        found = tuple(self._briefing(head, day, lang) for head in heads)
        if any(line.strip() for line in self._lines[self._at :]):
            raise self._wrong("a line after the last briefing")
        return DayText(day=day, lang=lang, briefings=found)

    def _front(self) -> tuple[dict[str, str], list[dict[str, str]]]:
        if self._next() != "---":
            raise self._wrong("no front matter")
        facts: dict[str, str] = {}
        heads: list[dict[str, str]] = []
        while (line := self._next()) != "---":
            if found := _HEADER.fullmatch(line):
                heads.append(dict(part.split("=", 1) for part in found[1].split("; ")))
            else:
                key, _, value = line.partition(": ")
                facts[key] = value
        if not {"Date", "Lang"} <= set(facts):
            raise self._wrong("no Date or Lang")
        return facts, heads

    def _briefing(self, head: Mapping[str, str], day: date, lang: str) -> Briefing:
        line = self._content()
        if not line.startswith("##") or line.startswith("###"):
            raise self._wrong("no heading of a briefing")
        title = unescape(line[2:].strip())
        sections = tuple(self._sections())
        citations = tuple(self._citations())
        try:
            return Briefing(
                slug=head["slug"],
                kind=head["kind"],
                day=day,
                lang=lang,
                title=title,
                sections=sections,
                citations=citations,
                paper_count=int(head["papers"]),
                by=head["by"],
                model=_read_word(head["model"]),
                prompt=_read_word(head["prompt"]),
                tokens_in=int(head["tokens_in"]),
                tokens_out=int(head["tokens_out"]),
                usd=float(head["usd"]),
                dropped=int(head["dropped"]),
            )
        except (KeyError, ValueError) as error:
            raise self._wrong(f"a header that cannot be read: {error}") from error

    def _sections(self) -> Iterator[Section]:
        heading: str | None = None
        sentences: list[Sentence] = []
        while not (line := self._content()).startswith("#### "):
            if line.startswith("###"):
                if heading is not None or sentences:
                    yield Section(heading=heading or "", sentences=tuple(sentences))
                heading, sentences = unescape(line[3:].strip()), []
            else:
                sentences.append(_sentence(line))
        if heading is not None or sentences:
            yield Section(heading=heading or "", sentences=tuple(sentences))

    def _citations(self) -> Iterator[Citation]:
        while self._at < len(self._lines):
            line = self._lines[self._at]
            if line.startswith("## "):
                return
            self._at += 1
            if not line.strip():
                continue
            found = _SOURCE.fullmatch(line)
            if not found:
                raise self._wrong("no source")
            yield Citation(number=int(found[1]), paper_id=found[3], span=unescape(found[4]))

    def _content(self) -> str:
        """Give the next line that is not empty."""
        while not (line := self._next()).strip():
            pass
        return line

    def _next(self) -> str:
        if self._at >= len(self._lines):
            raise self._wrong("the file ends too early")
        self._at += 1
        return self._lines[self._at - 1]

    def _wrong(self, what: str) -> ArchiveError:
        return ArchiveError(f"{self._file}:{self._at}: {what}")


def _sentence(line: str) -> Sentence:
    found = _CITES.search(line)
    text = line[: found.start()] if found else line
    cites = tuple(int(n) for n in re.findall(r"\[\[(\d+)\]\]", found[0])) if found else ()
    return Sentence(text=unescape(text), cites=cites)


def _read_word(text: str) -> str:
    return "" if text == "-" else unquote(text)
