"""Open journals of the catalogue as a run would, and say what came: evidence for the entries.

What an entry claims was read off captures and documents; sites move and shut out
programs. A probe asks each once, politely (`pacing`), keeps nothing, and changes nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from radar.collect.catalogue import Entry
from radar.collect.collect import collect
from radar.collect.http import Door
from radar.collect.order import Order
from radar.config_sources import FeedSource
from radar.outcomes import Harvest


@dataclass(frozen=True, kw_only=True, slots=True)
class Probed:
    """Hold an entry and what came of asking it."""

    entry: Entry
    harvest: Harvest

    @property
    def works(self) -> bool:
        """Tell whether it answered as it should; a feed without news does."""
        return not self.harvest.state.is_failure

    @property
    def is_broken_promise(self) -> bool:
        """Tell an entry that claims to work and does not."""
        return not self.works and not self.entry.is_unverified

    @property
    def shortcomings(self) -> str:
        """Name what its records lack, where all of them lack it."""
        listings = self.harvest.listings
        lacks = {
            "authors": not any(one.authors for one in listings),
            "dates": not any(one.announced for one in listings),
            "abstracts": self.entry.abstract != "none" and not any(one.abstract for one in listings),
            "DOIs": not any(one.doi for one in listings),
        }
        return ", ".join(name for name, lacking in lacks.items() if lacking and listings)


def probe(entries: Sequence[Entry], order: Order, door: Door) -> tuple[Probed, ...]:
    """Ask each entry once, side by side; give what came in the order of `entries`."""
    sources = [FeedSource(kind="feed", journal=entry.id, name=entry.id) for entry in entries]
    return tuple(
        Probed(entry=entry, harvest=harvest)
        for entry, harvest in zip(entries, collect(sources, order, door), strict=True)
    )
