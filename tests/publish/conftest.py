"""What the tests of this room share."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache

import pytest

from radar.publish.verification import verify
from radar.publish.verification.verify_feed import FeedFacts


@pytest.fixture(scope="module")
def read_once() -> Iterator[None]:
    """Read pages and feeds of the same bytes once: sites that are spoilt in one file are alike in all others."""
    real = verify.read_feed

    @cache
    def feed(name: str, data: bytes, lang: str, authors: tuple[tuple[str, int], ...]) -> FeedFacts:
        return real(name, data, lang=lang, authors=dict(authors))

    def read_feed(name: str, data: bytes, *, lang: str, authors: Mapping[str, int]) -> FeedFacts:
        return feed(name, data, lang, tuple(authors.items()))

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(verify, "read_page", cache(verify.read_page))
        patch.setattr(verify, "read_feed", read_feed)
        yield
