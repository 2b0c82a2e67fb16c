"""Read drafts out of a reply: what is not as asked is left out, nothing is believed, nothing raises.

Papers stand in the drafts under their own ids; an id that is none of the order's stays
as the model wrote it, for `ground` to refuse.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from radar.brief.drafts import GIST, PARTS, Claim, Draft, Part, Quote
from radar.brief.order_schema import MOST_ALSO
from radar.brief.order_text import short_id
from radar.models import Paper

MOST_CLAIMS: Final = 16
"""Claims of one part that are read: more than any schema allows, fewer than a flood."""
MOST_TEXT: Final = 1_000
"""Characters of a sentence or passage that are read: past it, a sentence is refused for its length."""
_ID_MOST: Final = 100
_QUOTED_LEAST: Final = 30
"""Characters from which words of an abstract that stand in a sentence are a quotation and no chance."""
_QUOTES: Final = " \"'“”‘’「」『』"


class Reader:
    """Read replies to a question about certain papers."""

    def __init__(self, papers: Sequence[Paper]) -> None:
        """Know the papers under the ids of the question and under their own."""
        self._papers = {paper.id: paper for paper in papers}
        self._by_short = {short_id(place).lower(): paper.id for place, paper in enumerate(papers)}

    def gists(self, data: Mapping[str, object], lang: str) -> Draft:
        """Read one claim a paper; of two on one paper the first."""
        claims: dict[str, Claim] = {}
        for item in _objects(data.get("summaries"), len(self._papers)):
            if claim := self.claim({**item, "also": ()}, item.get(lang)):
                claims.setdefault(claim.cites[0], claim)
        return Draft(lang=lang, title="", parts=(Part(name=GIST, claims=tuple(claims.values())),))

    def briefing(self, data: Mapping[str, object], lang: str) -> Draft:
        """Read headline and parts; a part without a claim is left out."""
        parts = (Part(name=name, claims=tuple(self._claims(data.get(name), lang))) for name in PARTS)
        return Draft(lang=lang, title=_text(data.get(f"{lang}_headline")), parts=tuple(p for p in parts if p.claims))

    def _claims(self, items: object, lang: str) -> Iterator[Claim]:
        for item in _objects(items, MOST_CLAIMS):
            if claim := self.claim(item, item.get(lang)):
                yield claim

    def claim(self, item: Mapping[str, object], text: object) -> Claim | None:
        """Read a claim with a sentence of it; None without a sentence or a paper."""
        sentence, paper_id = _text(text), self._id(item.get("paper"))
        if not (sentence and paper_id):
            return None
        quotes = [Quote(paper_id=paper_id, span=self._verbatim(paper_id, sentence) or _text(item.get("span")))]
        also = _objects(item.get("also"), MOST_ALSO)
        quotes += (Quote(paper_id=self._id(more.get("paper")), span=_text(more.get("span"))) for more in also)
        held = tuple(dict.fromkeys(quote for quote in quotes if quote.paper_id and quote.span))
        cites = dict.fromkeys((paper_id, *(quote.paper_id for quote in held)))
        return Claim(text=sentence, cites=tuple(cites), quotes=held)

    def _verbatim(self, paper_id: str, sentence: str) -> str:
        """Give what a sentence itself quotes, whole or behind a colon: the best passage it could rest on."""
        paper = self._papers.get(paper_id)
        quoted = sentence.partition("：")[2].strip(_QUOTES)
        longs = (text for text in (sentence, quoted) if len(text) >= _QUOTED_LEAST)
        return next((text for text in longs if paper and text in paper.abstract), "")

    def _id(self, value: object) -> str:
        """Turn an id of the question into the paper's own; what is none stays as it is."""
        text = value[:_ID_MOST].strip(" \t\n[]()") if isinstance(value, str) else ""
        return self._by_short.get(text.lower(), text)


def numbered(data: Mapping[str, object], most: int) -> Mapping[int, Mapping[str, object]]:
    """Read the claims of a repair by the numbers they mend, 1 to `most`; of two the first."""
    found: dict[int, Mapping[str, object]] = {}
    for item in _objects(data.get("claims"), most):
        number = item.get("number")
        if isinstance(number, int) and not isinstance(number, bool) and 1 <= number <= most:
            found.setdefault(number, item)
    return found


def _objects(value: object, most: int) -> Iterator[Mapping[str, object]]:
    """Give the objects among the first of a list; of anything else none."""
    if isinstance(value, list | tuple):
        yield from (item for item in value[:most] if isinstance(item, Mapping))


def _text(value: object) -> str:
    return value[:MOST_TEXT].strip() if isinstance(value, str) else ""
