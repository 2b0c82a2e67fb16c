"""Reckon how close papers are by their words: TF-IDF, and half as much of its latent dimensions (LSA).

    title, abstract ──► terms ──► TF-IDF ──┬──────────────► 2/3 ┐
                                           └──► LSA, 200 ──► 1/3 ┴──► cosine, 0 to 1

LSA (Deerwester et al. 1990, "Indexing by latent semantic analysis") lets papers meet
that say one thing in different words. It needs a corpus to learn from: where papers
are few it has fewer dimensions, and where they are very few TF-IDF stands alone.

The same papers give the same closeness, in whatever order they come.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final

from radar.models import Paper
from radar.sift.closeness_terms import terms

if TYPE_CHECKING:  # they take a second to load, which `radar check` need not wait for
    from numpy.typing import NDArray
    from scipy.sparse import csr_matrix

FLOOR: Final = 0.2
"""Closeness from which two papers are related; of all arXiv's pairs above it, two in three share a category."""

_LATENT: Final = 0.5
"""Weight of the latent dimensions beside TF-IDF's 1."""
_DIMENSIONS: Final = 200
_PAPERS_A_DIMENSION: Final = 5
_FEWEST_DIMENSIONS: Final = 20
_SEED: Final = 0
_BLOCK: Final = 256
"""Papers whose closeness to all others is held at once."""
_SMALLEST: Final = 0.001
"""The smallest closeness above none, as rounded."""


class Footing:
    """Hold papers so that any of them finds the nearest of the others."""

    __slots__ = ("_latent", "_rows", "_words", "ids")

    def __init__(self, ids: Sequence[str], words: csr_matrix, latent: NDArray[Any] | None) -> None:
        """Take ids in ascending order, and for each a row of `words` and of `latent`, all of length 1 or 0."""
        self.ids: Final = tuple(ids)
        self._rows: Final = {paper_id: row for row, paper_id in enumerate(self.ids)}
        self._words, self._latent = words, latent

    def __contains__(self, paper_id: object) -> bool:
        return paper_id in self._rows

    def closeness(self, a: str, b: str) -> float:
        """Give the closeness of two papers, 0 to 1, three decimals; 0 where one of them is not here."""
        if a not in self or b not in self:
            return 0.0
        return float(self._scores([self._rows[a]], [self._rows[b]])[0, 0])

    def nearest(
        self, paper_id: str, *, among: Collection[str] | None = None, count: int = 10
    ) -> tuple[tuple[str, float], ...]:
        """Give the papers nearest to one, of `among` only, best first, ties by id; itself never.

        Papers that have nothing in common with it are left out.
        """
        return self.nearest_of([paper_id], among=among, count=count).get(paper_id, ())

    def nearest_of(
        self,
        ids: Iterable[str],
        *,
        among: Collection[str] | None = None,
        count: int = 10,
        floor: float = _SMALLEST,
    ) -> Mapping[str, tuple[tuple[str, float], ...]]:
        """Give for many papers what `nearest` gives for one, from `floor` on; papers not here are no keys."""
        columns = range(len(self.ids)) if among is None else sorted(self._rows[i] for i in set(among) if i in self)
        wanted = [paper_id for paper_id in dict.fromkeys(ids) if paper_id in self]
        found: dict[str, tuple[tuple[str, float], ...]] = {}
        for start in range(0, len(wanted), _BLOCK):
            block = wanted[start : start + _BLOCK]
            scores = self._scores([self._rows[paper_id] for paper_id in block], columns)
            for paper_id, row in zip(block, scores, strict=True):
                found[paper_id] = self._best(paper_id, row, columns, count=count, floor=floor)
        return found

    def _scores(self, rows: Sequence[int], columns: Sequence[int]) -> NDArray[Any]:
        """Give the closeness of each of `rows` to each of `columns`."""
        import numpy as np  # noqa: PLC0415 - heavy

        others = slice(None) if len(columns) == len(self.ids) else columns
        scores = (self._words[rows] @ self._words[others].T).toarray()
        if self._latent is not None:
            scores = (scores + _LATENT * (self._latent[rows] @ self._latent[others].T)) / (1 + _LATENT)
        rounded: NDArray[Any] = np.round(np.clip(scores, 0.0, 1.0).astype(np.float64), 3)
        return rounded

    def _best(
        self, paper_id: str, scores: NDArray[Any], columns: Sequence[int], *, count: int, floor: float
    ) -> tuple[tuple[str, float], ...]:
        places = (scores >= floor).nonzero()[0]
        ordered = places[(-scores[places]).argsort(kind="stable")]  # ids ascend: ties go by id
        pairs = ((self.ids[columns[int(place)]], float(scores[place])) for place in ordered[: count + 1])
        return tuple(pair for pair in pairs if pair[0] != paper_id)[:count]


def footing(papers: Sequence[Paper]) -> Footing:
    """Learn from a window of papers how close each is to each.

    Of several papers with one id the last counts. Ten thousand take some ten seconds.
    """
    by_id = {paper.id: paper for paper in papers}
    ids = sorted(by_id)
    words = _weighted([tuple(terms(by_id[paper_id])) for paper_id in ids])
    dimensions = min(_DIMENSIONS, len(ids) // _PAPERS_A_DIMENSION, words.shape[1] - 1)
    return Footing(ids, words, _latent(words, dimensions) if dimensions >= _FEWEST_DIMENSIONS else None)


def related(
    base: Footing, of: Iterable[str], *, count: int = 5, floor: float = FLOOR, among: Collection[str] | None = None
) -> Mapping[str, tuple[tuple[str, float], ...]]:
    """Give the papers related to each of many, best first, ties by id; papers not in the footing are no keys."""
    return base.nearest_of(of, among=among, count=count, floor=floor)


def _weighted(documents: Sequence[Sequence[str]]) -> csr_matrix:
    """Weigh terms by TF-IDF, sublinear; of rows of length 1 only the terms of two papers or more are kept.

    What scikit-learn's TfidfVectorizer gives, bit for bit. That sorts a million terms, of
    which nine in ten stand in one paper alone; here they count for the length of its row only.
    """
    import numpy as np  # noqa: PLC0415 - heavy
    from scipy import sparse  # noqa: PLC0415 - heavy

    counted = [Counter(document) for document in documents]
    numbers: defaultdict[str, int] = defaultdict()
    numbers.default_factory = numbers.__len__  # the next number for each new term
    terms_of_all = np.fromiter((n for row in counted for n in map(numbers.__getitem__, row)), dtype=np.int64)
    rows = np.repeat(np.arange(len(counted)), [len(row) for row in counted])
    papers = np.bincount(terms_of_all, minlength=len(numbers)).astype(np.float32)
    rarity = np.log(np.float32(len(counted) + 1) / (papers + 1)) + 1
    weights = np.log(np.fromiter((n for row in counted for n in row.values()), dtype=np.float32)) + 1
    weights *= rarity[terms_of_all]
    lengths = np.sqrt(np.bincount(rows, weights=weights * weights, minlength=len(counted)))
    shared = sorted(term for term, number in numbers.items() if papers[number] > 1)
    columns = np.full(len(numbers), -1)
    columns[[numbers[term] for term in shared]] = np.arange(len(shared))
    kept = columns[terms_of_all] >= 0
    scaled = (weights[kept] / lengths[rows[kept]]).astype(np.float32)
    places = (rows[kept], columns[terms_of_all[kept]])
    weighed = sparse.csr_matrix((scaled, places), shape=(len(counted), len(shared)))
    weighed.sort_indices()
    return weighed


def _latent(words: csr_matrix, dimensions: int) -> NDArray[Any]:
    """Give the latent coordinates of each row, of length 1 or 0."""
    import numpy as np  # noqa: PLC0415 - heavy
    from sklearn.decomposition import TruncatedSVD  # noqa: PLC0415 - heavy
    from sklearn.preprocessing import normalize  # noqa: PLC0415 - heavy
    from threadpoolctl import threadpool_limits  # noqa: PLC0415 - loaded with scikit-learn

    # By columns: the same sums in the same order, and what is added to lies close together. One thread: several
    # wait for each other by spinning, which on a busy machine takes three times the work, and sum in another order.
    with threadpool_limits(1, user_api="blas"):
        reduced = TruncatedSVD(dimensions, random_state=_SEED).fit_transform(words.tocsc())
    coordinates: NDArray[Any] = normalize(reduced).astype(np.float32)
    return coordinates
