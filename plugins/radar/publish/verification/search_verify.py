"""Hold a built site's search against the archive: made of these papers, whole, and nothing else."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from radar.publish.data.data_rows import tables
from radar.publish.search import search_bundle, search_cards, search_made, search_paths
from radar.publish.search.search_files import search_tags
from radar.publish.search.search_items import items, periods
from radar.publish.search.search_made import Made
from radar.publish.search.search_overview import overview
from radar.publish.search.search_records import LANGS, Records
from radar.publish.view import Site


class SearchInspection:
    """Judge what lies below `data/search/` of one output folder; that all of it is there and no more, others ask."""

    def __init__(self, output: Path, site: Site) -> None:
        """Read what the build said of it."""
        self._output = output
        self._site = site
        self._made = {period: search_made.read(output, search_paths.made(period.name)) for period in periods(site)}
        self._program = search_made.read(output, search_paths.PROGRAM)

    def names(self) -> frozenset[str]:
        """Name every file that belongs there, relative to the output folder."""
        found = {search_paths.INDEX, *self._program.names()}
        found |= {search_paths.PROGRAM} if self._program.of else set()
        if any(made.indexes for made in self._made.values()):
            found |= {search_paths.PROGRAM, *(f"{search_paths.FOLDER}{name}" for name in search_bundle.SHARED)}
        for period, made in self._made.items():
            found |= {search_paths.cards(period.name, number) for number in range(search_cards.count(period))}
            found |= {search_paths.made(period.name), *made.names()}
        return frozenset(found)

    def problems(self) -> Iterator[tuple[str, str]]:
        """Name each file that is not as this archive would have it, with what is wrong; periods one by one."""
        known = tables(self._site, ())
        for period, made in self._made.items():
            found = tuple(items(self._site, period))
            name = search_paths.made(period.name)
            if made.of != Records(self._site, known, period, found).fingerprint() and (self._output / name).is_file():
                yield name, "indexes of other papers"
            if made.indexes and made.indexes.keys() != {f"{period.name}/{lang}/" for lang in LANGS}:
                yield name, "an index is missing"
            yield from self._spoilt(name, made)
            for file, data in search_cards.cards(period, found, known):
                yield from self._differing(file, data)
        yield from self._spoilt(search_paths.PROGRAM, self._program)
        tags = search_tags(self._site, {period: made.pagefind for period, made in self._made.items()})
        yield from self._differing(search_paths.INDEX, overview(self._site, list(self._made), tags))

    def _spoilt(self, name: str, made: Made) -> Iterator[tuple[str, str]]:
        for folder, held in made.indexes.items():
            if search_made.files(self._output, folder, held) is None:
                yield name, f"the index {folder or 'program'} is not as it was made"

    def _differing(self, name: str, data: bytes) -> Iterator[tuple[str, str]]:
        """Tell a file that is there and holds something else; one that is not there is told by its name."""
        path = self._output / name
        if path.is_file() and path.read_bytes() != data:
            yield name, "not of this archive"
