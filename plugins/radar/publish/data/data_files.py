"""List what the site's own scripts ask for below `data/`: rows of recent days, and authors by name.

Whole papers are open data (`open_data`), which scripts read too. The same archive gives
the same bytes.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from radar.publish.data.author_index import author_paths, author_units
from radar.publish.data.recent_rows import recent_paths, recent_units
from radar.publish.incremental import Unit
from radar.publish.view import Site


def data_units(site: Site, before: Path | None = None) -> Iterator[Unit]:
    """List their units; `before` is an output folder of which recent days may be kept as they are."""
    yield from recent_units(site, before)
    yield from author_units(site)


def data_paths(site: Site) -> frozenset[str]:
    """Name every file."""
    return recent_paths(site) | author_paths(site)
