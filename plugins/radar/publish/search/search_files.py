"""Make the site's search: an index for each period of the archive, and what is shown of what is found.

    periods ──► fingerprint known, files as they were? ──► kept
                                 │ no
                                 └► records ──► Pagefind ──► the same bytes for the same records

Without Pagefind's program the rest of the site is whole: the search page then looks
through the titles of the last days, and says so.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from radar.publish.data.data_rows import tables
from radar.publish.search import search_bundle, search_cards, search_pagefind, search_paths, search_receipt
from radar.publish.search.search_items import Period, periods
from radar.publish.search.search_overview import overview
from radar.publish.search.search_receipt import Made
from radar.publish.search.search_records import LANGS, Recorder
from radar.publish.told import cited
from radar.publish.view import Site

_KNOWN: Final = "1.5."
"""Versions of Pagefind whose files are understood (`search_bundle`)."""


class Search:
    """Make one site's search, keeping what an earlier build left in the output folder where it still holds."""

    def __init__(self, site: Site, output: Path) -> None:
        """Cut the archive; nothing is indexed before `files` is read."""
        self.problem = ""
        """Why there is no index, or not a whole one; known when all files have been read."""
        self._site = site
        self._known = tables(site, cited(site))
        self._recorder = Recorder(self._known)
        self._periods = periods(site)
        self._output = output
        self._before = search_receipt.read(output)
        self._program = search_pagefind.executable()
        self._shared: dict[str, bytes] = {}
        self._made: dict[str, Made] = {}
        """By folder."""

    def files(self) -> Iterator[tuple[str, bytes]]:
        """Give every file with its bytes."""
        for period in self._periods:
            yield from search_cards.cards(period, self._known)
            fingerprint = self._recorder.fingerprint(period)
            for lang in LANGS:
                yield from self._index(period, lang, fingerprint)
        shared = (self._shared or self._kept_shared()) if self._made else {}
        yield from ((f"{search_paths.FOLDER}{name}", data) for name, data in shared.items())
        yield search_paths.FILES, search_receipt.dump(self._version(), shared, self._made)
        yield search_paths.INDEX, overview(self._site, self._recorder, self._periods, self._made)

    def _index(self, period: Period, lang: str, fingerprint: str) -> Iterator[tuple[str, bytes]]:
        folder = search_paths.bundle(period.number, lang)
        files = self._kept(folder, fingerprint)
        if files is None:
            files = self._indexed(period, lang)
        if files is None:
            return
        self._made[folder] = Made(of=fingerprint, digest=search_receipt.digest(files), files=tuple(sorted(files)))
        yield from ((f"{folder}{name}", data) for name, data in files.items())

    def _kept(self, folder: str, fingerprint: str) -> dict[str, bytes] | None:
        """Give an earlier build's files of the same records, if they are whole and of this Pagefind."""
        before = self._before.indexes.get(folder)
        if before is None or before.of != fingerprint or self._version() != self._before.pagefind:
            return None
        return search_receipt.files(self._output, folder, before)

    def _version(self) -> str:
        return self._program[1] if self._program else self._before.pagefind

    def _indexed(self, period: Period, lang: str) -> dict[str, bytes] | None:
        """Have a period's records indexed; None where it could not be, which `problem` then says."""
        if self._program is None:
            self.problem = self.problem or "Pagefind is not installed"
        elif not self._program[1].startswith(_KNOWN):
            self.problem = self.problem or f"Pagefind {self._program[1]} is not known here, {_KNOWN}x is"
        if self.problem or self._program is None:
            return None
        records = list(self._recorder.records(period, lang))
        if not records:
            return {}
        written = search_pagefind.run(self._program[0], records, lang=lang)
        if isinstance(written, str):
            self.problem = written
            return None
        self._shared = self._shared | search_bundle.shared(written)
        try:
            return search_bundle.bundle(written)
        except search_bundle.NotAsKnownError as error:
            self.problem = f"Pagefind wrote what is not known here: {error}"
            return None

    def _kept_shared(self) -> dict[str, bytes]:
        """Give what an earlier build had beside the indexes that it left."""
        return {name: (self._output / search_paths.FOLDER / name).read_bytes() for name in self._before.shared}


def search_problem(site: Site, output: Path) -> str:
    """Say why a built site cannot be searched as a whole; empty where it can."""
    del site
    made = search_receipt.read(output).indexes
    program = search_pagefind.executable()
    if program is None:
        return "" if made else "Pagefind is not installed"
    return "" if program[1].startswith(_KNOWN) else f"Pagefind {program[1]} is not known here, {_KNOWN}x is"
