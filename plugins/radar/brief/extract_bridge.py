"""Brief a bridge without a model: why its papers stand together, then what each says, word for word.

What joins the papers is a fixed wording of this module, with the shared phrases quoted;
every other sentence stands in an abstract.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Final
from unicodedata import normalize

from radar.brief.extract import telling
from radar.brief.extract_cut import Quoted, quoted
from radar.models import Bridge, Briefing, Citation, Paper, Section, Sentence, Shared
from radar.sift.fields import NAMES

_WHY: Final[Mapping[str, str]] = {"zh": "为何放在一起", "en": "Why they stand together"}
_NUMBERS: Final[Mapping[str, Sequence[str]]] = {
    "zh": ("", "一", "两", "三", "四", "五"),
    "en": ("", "one", "two", "three", "four", "five"),
}
_ACCENT: Final = re.compile(r"""\\(["'`^~])\{?([A-Za-z])\}?""")
_MARKS: Final[Mapping[str, str]] = {
    '"': "\N{COMBINING DIAERESIS}",
    "'": "\N{COMBINING ACUTE ACCENT}",
    "`": "\N{COMBINING GRAVE ACCENT}",
    "^": "\N{COMBINING CIRCUMFLEX ACCENT}",
    "~": "\N{COMBINING TILDE}",
}


def title(bridge: Bridge, lang: str) -> str:
    """Head a bridge's briefing with its disciplines and the phrase that tells most."""
    first, *others = [_name(field, lang) for field in _fields(bridge)]
    fields = _and([first, *(other if lang == "zh" else other.lower() for other in others)], lang)
    return f"{fields}{'：' if lang == 'zh' else ': '}{_plain(bridge.shared[0].phrase)}"


def bridge_briefing(bridge: Bridge, papers: Mapping[str, Paper], *, lang: str) -> Briefing:
    """Make the briefing: a first section of our own wording, then one section for each discipline.

    Papers of the bridge that `papers` does not hold are left out.
    """
    book = _Citations()
    why = tuple(_why(bridge, papers, book, lang))
    sections = [Section(heading=_WHY[_known(lang)], sentences=why)] if why else []
    for field in _fields(bridge):
        ids = [paper_id for paper_id in bridge.papers if bridge.fields[paper_id] == field and paper_id in papers]
        said = tuple(sentence for paper_id in ids for sentence in _said(papers[paper_id], bridge, book))
        sections += [Section(heading=_name(field, lang), sentences=said)] if said else []
    return Briefing(
        slug=bridge.slug,
        kind="cross",
        day=bridge.day,
        lang=lang,
        title=title(bridge, lang),
        sections=tuple(sections),
        citations=book.all(),
        paper_count=len(bridge.papers),
        fields=_fields(bridge),
    )


class _Citations:
    """Number passages in the order in which they are first cited."""

    def __init__(self) -> None:
        self._numbers: Final[dict[tuple[str, str], int]] = {}

    def number(self, paper_id: str, span: str) -> int:
        return self._numbers.setdefault((paper_id, span), len(self._numbers) + 1)

    def all(self) -> tuple[Citation, ...]:
        return tuple(
            Citation(number=number, paper_id=paper_id, span=span)
            for (paper_id, span), number in self._numbers.items()
        )


def _why(bridge: Bridge, papers: Mapping[str, Paper], book: _Citations, lang: str) -> Iterator[Sentence]:
    """Say which papers share which phrases, and how many of each discipline these are."""
    together: dict[tuple[str, ...], list[Shared]] = {}
    for shared in bridge.shared:
        ids = tuple(paper_id for paper_id in bridge.papers if paper_id in shared.sentences and paper_id in papers)
        together.setdefault(ids, []).append(shared)
    for ids, phrases in together.items():
        if len(ids) > 1:
            passages = [(i, quoted(shared.sentences[i]).span) for shared in phrases for i in ids]
            cites = dict.fromkeys(book.number(paper_id, span) for paper_id, span in passages)
            fields = [bridge.fields[paper_id] for paper_id in ids]
            text = _joined([shared.phrase for shared in phrases], fields, len(bridge.papers), lang)
            yield Sentence(text=text, cites=tuple(cites))


def _joined(phrases: Sequence[str], fields: Sequence[str], all_papers: int, lang: str) -> str:
    """Write the fixed sentence on phrases that papers of some fields, one each, have in common."""
    counts = [(field, fields.count(field)) for field in dict.fromkeys(fields)]
    some, of_all = _NUMBERS[_known(lang)][len(fields)], _NUMBERS[_known(lang)][all_papers]
    said = [f"“{_plain(phrase)}”" for phrase in phrases]
    if lang == "zh":
        parts = "、".join(f"{_name(field, lang)}{count}篇" for field, count in counts)
        which = f"这{some}篇论文" if len(fields) == all_papers else f"{of_all}篇论文中的{some}篇"
        return f"{which}（{parts}）都提到{_and(said, lang)}。"
    parts = ", ".join(f"{_name(field, lang).lower()} {count}" for field, count in counts)
    which = f"All {some}" if len(fields) == all_papers else f"{some.capitalize()} of the {of_all}"
    which = which.replace("All two", "Both")
    return f"{which} papers ({parts}) speak of {_and(said, lang)}."


def _said(paper: Paper, bridge: Bridge, book: _Citations) -> Iterator[Sentence]:
    """Quote what a paper says of the shared phrases, and the sentence that tells most of it."""
    carrying = [s.sentences[paper.id] for s in bridge.shared if paper.id in s.sentences]
    found: list[Quoted] = [quoted(text) for text in carrying if text != paper.title][:1]
    found += [most] if (most := telling(paper)) and most not in found else []
    place = {each: paper.abstract.find(each.span) for each in found}
    for each in sorted(found, key=place.__getitem__) or [quoted(paper.title)]:
        if each.text:
            yield Sentence(text=each.text, cites=(book.number(paper.id, each.span),))


def _fields(bridge: Bridge) -> tuple[str, ...]:
    return tuple(dict.fromkeys(bridge.fields[paper_id] for paper_id in bridge.papers))


def _and(parts: Sequence[str], lang: str) -> str:
    comma, last = ("、", "和") if lang == "zh" else (", ", " and ")
    return comma.join(parts[:-1]) + (last if len(parts) > 1 else "") + parts[-1]


def _plain(phrase: str) -> str:
    """Write TeX's accents as letters: a title is no formula."""
    return _ACCENT.sub(lambda found: normalize("NFC", found[2] + _MARKS[found[1]]), phrase)


def _name(field: str, lang: str) -> str:
    return NAMES.get(field, {}).get(_known(lang), field)


def _known(lang: str) -> str:
    return "zh" if lang == "zh" else "en"
