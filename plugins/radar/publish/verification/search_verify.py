"""Hold a built site's search against the archive: made of these papers, whole, and nothing else."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from radar.publish.data.data_rows import tables
from radar.publish.search import search_cards, search_paths, search_receipt
from radar.publish.search.search_items import periods
from radar.publish.search.search_overview import overview
from radar.publish.search.search_records import LANGS, Recorder
from radar.publish.told import cited
from radar.publish.view import Site


class SearchInspection:
    """Judge what lies below `data/search/` of one output folder; that all of it is there and no more, others ask."""

    def __init__(self, output: Path, site: Site) -> None:
        """Read what the build said of it."""
        self._output = output
        self._site = site
        self._cut = periods(site)
        self._receipt = search_receipt.read(output)

    def names(self) -> frozenset[str]:
        """Name every file that belongs there, relative to the output folder."""
        cards = {
            search_paths.cards(period.number, number)
            for period in self._cut
            for number in range(search_cards.count(period))
        }
        return frozenset(cards | {search_paths.INDEX, search_paths.FILES} | self._receipt.names())

    def problems(self) -> Iterator[tuple[str, str]]:
        """Name each file that is not as this archive would have it, with what is wrong."""
        known = tables(self._site, cited(self._site))
        recorder = Recorder(known)
        folders = {search_paths.bundle(period.number, lang): period for period in self._cut for lang in LANGS}
        for folder, made in self._receipt.indexes.items():
            if folder not in folders or made.of != recorder.fingerprint(folders[folder]):
                yield search_paths.FILES, f"the index {folder} is of other papers"
            elif search_receipt.files(self._output, folder, made) is None:
                yield search_paths.FILES, f"the index {folder} is not as it was made"
        told = overview(self._site, recorder, self._cut, self._receipt.indexes)
        cards = (card for period in self._cut for card in search_cards.cards(period, known))
        yield from (
            (name, "not of this archive")
            for name, data in ((search_paths.INDEX, told), *cards)
            if self._differs(name, data)
        )

    def _differs(self, name: str, data: bytes) -> bool:
        """Tell a file that is there and holds something else; one that is not there is told by its name."""
        path = self._output / name
        return path.is_file() and path.read_bytes() != data
