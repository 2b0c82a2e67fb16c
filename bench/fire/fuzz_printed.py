"""Say what must hold of what would be printed of a model's replies."""

from __future__ import annotations

import re
import tempfile
from collections import Counter
from collections.abc import Collection, Sequence
from pathlib import Path
from typing import Final

from fuzz_case import broken, text_fault
from fuzz_orders import BY_ID, DAY, LANGUAGES

from radar.archive import days
from radar.brief.compose import LEAST_SENTENCES
from radar.brief.dispatch import Written
from radar.brief.drafts import PARTS
from radar.brief.order_read import MOST_CLAIMS
from radar.models import Briefing, Gist

_MARKUP: Final = re.compile(
    r"</?[a-z!?]|&(?:#\d+|#x[0-9a-f]+|[a-z]{2,8});|\]\(|\[\[|!\[|\*\*|```|~~~|\{\{|\{%"
    r"|^\s*(?:#{1,6} |> |[-*+] |\||---)|https?:|javascript:|\bwww\.|@\w+\.",
    re.IGNORECASE,
)
"""None of it stands in the papers, so none may stand in what is printed of them."""
_FIGURES: Final = re.compile(r"(?<![_^{\d.])\d+(?:\.\d+)?")
"""But for indices and powers of TeX, which say how a thing is called."""
_WORDED: Final = {" one ": 1.0, "twice": 2.0}
_HAN: Final = re.compile("[\u3400-\u9fff]")
_LONGEST: Final = 600
_LONGEST_TITLE: Final = 200
_LONGEST_REASON: Final = 400
_MOST_TOKENS: Final = 10**12


def check(written: Written, papers: Collection[str], *, key: str, most_calls: int, is_filed: bool) -> None:
    """Check all that came of one order on `papers`; `is_filed` writes the day's file and reads it back."""
    for gist in written.gists:
        _check_gist(gist, papers)
    for briefing in written.briefings.values():
        _check_briefing(briefing, papers)
    _check_values(written, key, most_calls)
    if written.briefings and is_filed:
        _check_file(tuple(written.briefings.values()))


def ending(written: Written) -> str:
    """Say how a case ended: what was published, else why nothing was."""
    if written.gists or written.briefings:
        return "all published" if not written.withheld else "some published"
    if written.failures:
        return f"no reply: {written.failures[0].trouble}"
    if written.left_out:
        return f"left out: {written.left_out[0].trouble}"
    return f"withheld: {Counter(str(one.why) for one in written.withheld).most_common(1)[0][0]}"


def _check_values(written: Written, key: str, most_calls: int) -> None:
    """Check reasons and counts: short, clean, without the key; and that nothing was lost without a word."""
    for reason in (*(one.reason for one in written.failures), *(one.reason for one in written.left_out)):
        if (fault := text_fault(reason, _LONGEST_REASON)) or key in reason or not reason:
            raise broken(f"a reason {fault}: {reason[:100]!r}")
    spent = written.spent
    if not (
        0 <= spent.tokens_in < _MOST_TOKENS and 0 <= spent.tokens_out < _MOST_TOKENS and spent.calls <= most_calls
    ):
        raise broken(f"spent {spent}")
    if not (written.gists or written.briefings or written.withheld or written.left_out or written.failures):
        raise broken("nothing came of an order, and nothing says why")


def _check_text(text: str, lang: str, most: int) -> None:
    fault = text_fault(text, most)
    if fault and fault != "not normalised":
        raise broken(f"a sentence {fault}: {text[:100]!r}")
    if found := _MARKUP.search(text):
        raise broken(f"a sentence with {found[0]!r}: {text[:100]!r}")
    if lang == "zh" and not _HAN.search(text):
        raise broken(f"no Chinese: {text[:100]!r}")


def _check_tie(text: str, passages: Sequence[tuple[str, str]], papers: Collection[str]) -> None:
    """Check that a text rests on passages that stand in papers of its question, and has no figure of its own."""
    if not passages:
        raise broken(f"a sentence without a source: {text[:100]!r}")
    for paper_id, span in passages:
        if paper_id not in papers:
            raise broken(f"a sentence on {paper_id}, of which nothing was asked")
        if not span or (span not in BY_ID[paper_id].abstract and span not in BY_ID[paper_id].title):
            raise broken(f"a passage that does not stand in {paper_id}: {span[:100]!r}")
    theirs = " ".join(f"{BY_ID[paper_id].title} {BY_ID[paper_id].abstract}" for paper_id, _ in passages)
    known = {*map(float, _FIGURES.findall(theirs)), *(n for word, n in _WORDED.items() if word in theirs.lower())}
    if own := set(map(float, _FIGURES.findall(text))) - known:
        raise broken(f"a figure that no source has, {sorted(own)}: {text[:100]!r}")


def _check_gist(gist: Gist, papers: Collection[str]) -> None:
    _check_text(gist.text, gist.lang, _LONGEST)
    _check_tie(gist.text, [(gist.id, gist.span)], papers)


def _check_briefing(briefing: Briefing, papers: Collection[str]) -> None:
    numbers = {citation.number: (citation.paper_id, citation.span) for citation in briefing.citations}
    if list(numbers) != list(range(1, len(numbers) + 1)):
        raise broken(f"citations numbered {list(numbers)[:20]}")
    _check_text(briefing.title, "", _LONGEST_TITLE)
    sentences = [one for section in briefing.sections for one in section.sentences]
    if len(briefing.sections) > len(PARTS) or not LEAST_SENTENCES <= len(sentences) <= len(PARTS) * MOST_CLAIMS:
        raise broken(f"{len(sentences)} sentences in {len(briefing.sections)} parts")
    for sentence in sentences:
        _check_text(sentence.text, briefing.lang, _LONGEST)
        _check_tie(sentence.text, [numbers[number] for number in sentence.cites], papers)


def _check_file(briefings: Sequence[Briefing]) -> None:
    """Write the day's files, and read them back."""
    with tempfile.TemporaryDirectory() as folder:
        for lang in LANGUAGES:
            told = tuple(one for one in briefings if one.lang == lang)
            days.write_day(Path(folder), DAY, lang, told, BY_ID)
            if told and days.read_day(days.path(Path(folder), DAY, lang)).briefings != told:
                raise broken("a day's file reads back as another")
