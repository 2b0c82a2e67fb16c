"""Weigh the phrases that two papers share: one tells the more, the rarer it is, and the rarer in one discipline."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from radar.models import Paper
from radar.sift.phrases import as_written, phrases, rarity, says_more

MOST: Final = 3
"""Phrases that a bridge names."""
_SINGLE: Final = 0.4
"""Weight of a single word beside a phrase of several: it means more things."""
_COMMON: Final = 0.02
"""Share of all papers from which on a phrase tells nothing."""
_MANY: Final = 5
"""Papers that may share any phrase, however few there are in all."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Telling:
    """Hold a phrase in its compared form, and how much it tells, 0 to 1."""

    phrase: str
    weight: float


class Lexicon:
    """Know the phrases of a window's papers, and how many papers of each discipline use them."""

    def __init__(
        self, papers: Iterable[Paper], fields: Mapping[str, Sequence[str]], *, of: Iterable[str] | None = None
    ) -> None:
        """Read the papers once; each counts for every discipline it belongs to.

        Known are the phrases that papers `of` these ids use: one of any two that are asked
        about is to be among them. None knows all.
        """
        self._papers: Final = {paper.id: paper for paper in papers}
        said = {paper_id: phrases(paper) for paper_id, paper in self._papers.items()}
        known = frozenset[str]().union(*(said[paper_id] for paper_id in (said if of is None else of)))
        self._said: Final = {paper_id: found & known for paper_id, found in said.items()}
        self._sizes: Final = Counter(field for paper_id in self._said for field in fields.get(paper_id, ()))
        self._fields: Final = fields
        self._users: Final[dict[str, list[str]]] = {}
        for paper_id, found in self._said.items():
            for phrase in found:
                self._users.setdefault(phrase, []).append(paper_id)

    def written(self, paper_id: str, phrase: str) -> str:
        """Give a phrase as it stands in a paper."""
        return as_written(self._papers[paper_id], phrase)

    def users(self, phrase: str) -> Sequence[str]:
        """Give the ids of the papers that use a phrase."""
        return self._users.get(phrase, ())

    def shared(self, one: str, other: str, fields: tuple[str, str]) -> tuple[Telling, ...]:
        """Give the phrases that two papers share, the most telling first; none that a longer one holds."""
        common = [p for p in self._said[one] & self._said[other] if self._is_told(p)]
        whole = [p for p in common if not any(says_more(q, p) for q in common)]
        weighed = [Telling(phrase=p, weight=self._weight(p, fields)) for p in whole]
        return tuple(sorted(weighed, key=lambda each: (-each.weight, each.phrase)))

    def _is_told(self, phrase: str) -> bool:
        return len(self._users[phrase]) <= max(_MANY, _COMMON * len(self._said))

    def _weight(self, phrase: str, fields: Collection[str]) -> float:
        users = self._users[phrase]
        within = Counter(field for user in users for field in self._fields.get(user, ()) if field in fields)
        rare = max(rarity(within[field], self._sizes[field]) for field in fields)
        length = _SINGLE if " " not in phrase and phrase.isascii() else 1.0
        return round(length * rare * rarity(len(users), len(self._said)), 3)
