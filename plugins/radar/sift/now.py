"""Answer what is known in the middle of a run: the archive, and what the run itself has found so far."""

from __future__ import annotations

from collections.abc import Iterable

from radar.models import Paper
from radar.sift.grouping import Known
from radar.sift.identity import all_ids
from radar.sift.keys import family_name, fold_title


class Now:
    """Be a Known that is ahead of the archive by one run."""

    def __init__(self, known: Known) -> None:
        """Begin with what the archive holds."""
        self._known = known
        self._papers: dict[str, Paper] = {}
        self._owners: dict[str, str] = {}
        self._titles: dict[str, set[str]] = {}
        self._titled: dict[str, list[str]] | None = None

    def add(self, paper: Paper) -> None:
        """Take in a paper as it stands now, new or updated."""
        self._papers[paper.id] = paper
        self._owners.update(dict.fromkeys(all_ids(paper), paper.id))
        self._titles.setdefault(paper.id, set()).add(paper.title)
        self._titled = None

    def find(self, ids: tuple[str, ...]) -> Paper | None:
        """Find the paper that has any of these ids, the first that is found."""
        for one in ids:
            if one in self._owners:
                return self._papers[self._owners[one]]
            if held := self._known.find((one,)):
                return self._papers.get(held.id, held)
        return None

    def by_title(self, title_key: str, first_author_key: str | None) -> tuple[Paper, ...]:
        """Find the papers that bear or bore a title's key and, unless None, have a first author's."""
        held = self._known.by_title(title_key, first_author_key)
        found = {paper.id: self._papers.get(paper.id, paper) for paper in held}
        for paper_id in self._by_key().get(title_key, ()):
            paper = self._papers[paper_id]
            if first_author_key is None or first_author_key in _families(paper.authors[:1]):
                found[paper_id] = paper
        return tuple(found.values())

    def _by_key(self) -> dict[str, list[str]]:
        """Fold the titles of the run's papers, when first asked."""
        if self._titled is None:
            self._titled = {}
            for paper_id, titles in self._titles.items():
                for folded in map(fold_title, titles):
                    self._titled.setdefault(folded, []).append(paper_id)
        return self._titled


def _families(names: Iterable[str]) -> list[str]:
    return [family_name(name) for name in names]
