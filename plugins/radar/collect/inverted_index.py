"""Put an abstract together from OpenAlex's inverted index, `{"word": [0, 17], …}`."""

from __future__ import annotations

from typing import Final

MOST_WORDS: Final = 5_000
"""Words kept: an abstract of 5,000 characters has fewer."""
_LAST_PLACE: Final = 100_000


def words(index: object) -> str:
    """Join an index's words in the order of their places; "" for what is none.

    Places that are no whole numbers, or beyond any abstract, are passed over; of two
    words on one place the first in the index stays; only so many words are kept, those
    that stand first.
    """
    placed: dict[int, str] = {}
    for word, places in (index if isinstance(index, dict) else {}).items():
        for place in places if isinstance(places, list) else ():
            if isinstance(place, int) and not isinstance(place, bool) and 0 <= place <= _LAST_PLACE:
                placed.setdefault(place, str(word))
    return " ".join(placed[place] for place in sorted(placed)[:MOST_WORDS])
