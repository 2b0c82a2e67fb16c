"""Hold what was made fast against what it stands for: scikit-learn's weights, all phrases of all papers."""

from __future__ import annotations

import random

import numpy as np
import pytest
from sklearn.decomposition import TruncatedSVD
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.preprocessing import normalize
from test_bridges import FIELDS, LEAD, OTHER, WINDOW

from radar.sift.bridges_phrases import Lexicon
from radar.sift.closeness import _latent, _weighted


def documents(count: int, seed: int) -> list[tuple[str, ...]]:
    """Invent documents of words whose frequency falls with their rank; every seventh says nothing."""
    chance = random.Random(seed)  # noqa: S311 - seeded, for tests
    words = [f"word{n} {n % 3}" for n in range(3_000)]
    weights = [1 / (rank + 3) for rank in range(len(words))]
    return [tuple(chance.choices(words, weights, k=0 if n % 7 == 3 else chance.randint(1, 90))) for n in range(count)]


@pytest.mark.parametrize("count", [2, 40, 400])
def test_terms_weigh_what_scikit_learn_says_bit_for_bit(count: int) -> None:
    said = documents(count, seed=count)
    whole = TfidfVectorizer(analyzer=tuple, sublinear_tf=True, dtype=np.float32).fit_transform(said)
    shared = np.flatnonzero(np.bincount(whole.indices, minlength=whole.shape[1]) > 1)
    wanted, found = whole.tocsc()[:, shared].tocsr(), _weighted(said)
    assert found.shape == wanted.shape
    assert np.array_equal(found.toarray(), wanted.toarray())
    assert found.has_sorted_indices


@pytest.mark.parametrize("said", [[], [()], [(), ("a",)]])
def test_papers_that_share_no_word_have_no_columns(said: list[tuple[str, ...]]) -> None:
    assert _weighted(said).shape == (len(said), 0)


def test_latent_dimensions_are_those_of_the_matrix_stored_by_rows() -> None:
    words = _weighted(documents(400, seed=5))
    by_rows = normalize(TruncatedSVD(30, random_state=0).fit_transform(words)).astype(np.float32)
    assert np.array_equal(_latent(words, 30), by_rows)


def test_a_lexicon_of_some_papers_says_of_them_what_one_of_all_says() -> None:
    whole, some = Lexicon(WINDOW, FIELDS), Lexicon(WINDOW, FIELDS, of=[LEAD])
    told = whole.shared(LEAD, OTHER, ("cs", "bio"))
    assert told
    assert some.shared(LEAD, OTHER, ("cs", "bio")) == told
    assert [some.users(each.phrase) for each in told] == [whole.users(each.phrase) for each in told]
