"""Build the small archive and the large one once."""

from __future__ import annotations

import pytest
from growing_sites import SIZES, Story, story


@pytest.fixture(scope="session")
def few(tmp_path_factory: pytest.TempPathFactory) -> Story:
    return story(tmp_path_factory.mktemp("few"), *SIZES[0])


@pytest.fixture(scope="session")
def many(tmp_path_factory: pytest.TempPathFactory) -> Story:
    return story(tmp_path_factory.mktemp("many"), *SIZES[1])
