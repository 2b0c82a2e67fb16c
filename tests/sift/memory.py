"""A Known that holds papers in memory and answers as the archive's index does."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from radar.models import Paper, Update
from radar.sift.identity import all_ids
from radar.sift.merge import Merged, apply
from radar.sift.text import family_name, fold_title


class Memory:
    """Hold papers and updates; give papers with their updates applied."""

    def __init__(self, papers: Iterable[Paper] = (), updates: Iterable[Update] = ()) -> None:
        self.written = list(papers)
        self.updates = list(updates)
        self.find_calls = 0
        self._papers: tuple[int, list[Paper]] = (0, [])

    def add(self, merged: Merged) -> None:
        self.written += merged.papers
        self.updates += merged.updates

    @property
    def papers(self) -> list[Paper]:
        size = len(self.written) + len(self.updates)
        if self._papers[0] != size:
            self._papers = (size, self._current())
        return self._papers[1]

    def _current(self) -> list[Paper]:
        written = sorted(self.written, key=lambda one: (one.day, one.id))
        return [apply(paper, [one for one in self.updates if one.id == paper.id]) for paper in written]

    def find(self, ids: tuple[str, ...]) -> Paper | None:
        self.find_calls += 1
        for one in ids:
            for paper in self.papers:
                if paper.id == one:
                    return paper
            for paper in self.papers:
                if one in all_ids(paper):
                    return paper
        return None

    def by_title(self, title_key: str, first_author_key: str | None) -> tuple[Paper, ...]:
        return tuple(
            paper
            for paper in self.papers
            if title_key in self._titles_of(paper) and first_author_key in (None, _first_author(paper))
        )

    def _titles_of(self, paper: Paper) -> set[str]:
        """Fold the titles that a paper bears or bore."""
        bore = [one.title for one in self.written if one.id == paper.id]
        bore += [str(one.changes["title"]) for one in self.updates if one.id == paper.id and "title" in one.changes]
        return set(map(fold_title, bore))


class Shelf(Memory):
    """Answer from dictionaries, for many papers at once."""

    def __init__(self, papers: Iterable[Paper]) -> None:
        super().__init__(papers)
        self._by_id = {one: paper for paper in self.written for one in all_ids(paper)}
        self._by_title: dict[tuple[str, str], tuple[Paper, ...]] = {}
        for paper in self.written:
            key = (fold_title(paper.title), _first_author(paper))
            self._by_title[key] = (*self._by_title.get(key, ()), paper)

    def find(self, ids: tuple[str, ...]) -> Paper | None:
        self.find_calls += 1
        return next((self._by_id[one] for one in ids if one in self._by_id), None)

    def by_title(self, title_key: str, first_author_key: str | None) -> tuple[Paper, ...]:
        if first_author_key is not None:
            return self._by_title.get((title_key, first_author_key), ())
        return tuple(paper for (title, _), found in self._by_title.items() if title == title_key for paper in found)


def _first_author(paper: Paper) -> str:
    return family_name(paper.authors[0]) if paper.authors else ""


def day(number: int) -> date:
    """Give a day of March 2026."""
    return date(2026, 3, number)
