"""List the site's search as units: an index for each period of the archive, and what is shown of what is found.

    periods ──► inputs stand? ──► kept
                   │ no
                   └► days ──► items ──┬► cards
                                       └► records ──► one index, by what Pagefind makes of their words

Without Pagefind's program the rest of the site is whole: the search page then looks
through the titles of the last days, and says so.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Final

from radar.publish import inputs
from radar.publish.data.data_rows import Tables, tables
from radar.publish.incremental import Unit, digest, fingerprint
from radar.publish.search import search_bundle, search_cards, search_made, search_pagefind, search_paths, search_words
from radar.publish.search.search_items import Period, items, periods
from radar.publish.search.search_made import Made
from radar.publish.search.search_overview import overview
from radar.publish.search.search_records import LANGS, Record, Records, code
from radar.publish.search.search_vocabulary import NotAsKnownError, Vocabularies
from radar.publish.view import Site

KNOWN: Final = "1.5."
"""Versions of Pagefind whose files are understood (`search_vocabulary`)."""


@dataclass(frozen=True, kw_only=True, slots=True)
class _Program:
    """Hold Pagefind's program, or say why it is of no use."""

    path: Path | None = None
    version: str = ""
    problem: str = ""
    learnt: Vocabularies | None = None
    """What it makes of words; None where there is no program."""


def search_units(site: Site, output: Path) -> Iterator[Unit]:
    """List the periods, what they need in common, and what the page reads first.

    `output` is where an earlier build may have left indexes: those of the same records
    are kept, whatever is known of that build otherwise.
    """
    program, known = _program(), tables(site, ())
    before = {period: search_made.read(output, search_paths.made(period.name)) for period in periods(site)}
    tries = sum(made.tries for made in before.values())
    # What Pagefind could not do is asked of it again by every build, until it can.
    again = {"again": str(tries)} if tries and program.path else {}
    versions = {period: program.version or made.pagefind for period, made in before.items()}
    tags = search_tags(site, versions)
    for period in before:
        of = {**inputs.settings(site), "tag": tags.get(period.name, ""), **again}
        of |= {"form": repr(period), "days": fingerprint(*_digests(site, period))}
        make = partial(_period, site, period, known, program, output)
        yield Unit(name=f"search/{period.name}", inputs=of, make=make)
    version = program.version or search_made.read(output, search_paths.PROGRAM).pagefind
    if before and version:
        make = partial(_shared, program, output)
        yield Unit(name="search/program", inputs={"pagefind": version, **again}, make=make)
    data = overview(site, list(before), tags)
    yield Unit(name="search", inputs={"bytes": digest(data).hex()}, make=lambda: [(search_paths.INDEX, data)])


def search_tags(site: Site, versions: Mapping[Period, str]) -> dict[str, str]:
    """Sum up what the index of each period is made from, by name; `versions` of Pagefind, empty where there is none.

    Browsers keep what they have of an index while this stands.
    """
    fixed = (code(), repr(tables(site, ())))
    return {
        period.name: fingerprint(*fixed, version, repr(period), *_digests(site, period))
        for period, version in versions.items()
        if version
    }


def _digests(site: Site, period: Period) -> Iterator[str]:
    """Sum up a period's days: of a lean one without what later days say of papers."""
    return map(site.register.searched if period.is_lean else site.register.content, period.days)


def search_problem(site: Site, output: Path) -> str:
    """Say why a built site cannot be searched as a whole; empty where it can."""
    program = _program()
    for period in periods(site):
        made = search_made.read(output, search_paths.made(period.name))
        if made.problem or not made.indexes:
            return made.problem or program.problem
    return ""


def _program() -> _Program:
    found = search_pagefind.executable()
    if found is None:
        return _Program(problem="Pagefind is not installed")
    if not found[1].startswith(KNOWN):
        return _Program(problem=f"Pagefind {found[1]} is not known here, {KNOWN}x is")
    return _Program(path=found[0], version=found[1], learnt=Vocabularies(found[0]))


def _period(
    site: Site, period: Period, known: Tables, program: _Program, output: Path
) -> Iterator[tuple[str, bytes]]:
    """Make a period's cards and indexes."""
    found = tuple(items(site, period))
    records = Records(site, known, period, found)
    yield from search_cards.cards(period, found, known)
    before = search_made.read(output, search_paths.made(period.name))
    made = Made(pagefind=program.version or before.pagefind, of=records.fingerprint())
    for lang in LANGS:
        folder = f"{period.name}/{lang}/"
        files: Mapping[str, bytes] | str | None = None
        if (before.of, before.pagefind) == (made.of, made.pagefind) and folder in before.indexes:
            files = search_made.files(output, folder, before.indexes[folder])
        if files is None and program.learnt:
            files = _index(program.learnt, list(records.of(lang)), lang, period)
        if isinstance(files, str):
            made = replace(made, problem=files, tries=before.tries + 1)
        elif files is not None:
            made = replace(made, indexes={**made.indexes, folder: search_made.held(files)})
            yield from ((f"{search_paths.FOLDER}{folder}{name}", data) for name, data in files.items())
    yield search_paths.made(period.name), search_made.dump(made)


def _index(learnt: Vocabularies, records: Sequence[Record], lang: str, period: Period) -> Mapping[str, bytes] | str:
    """Have records indexed; where that failed, say why.

    Where there are none there is one that nobody finds: an index that is not there is a fault.
    """
    none = Record(key=f"{period.name}.0", title="", content=search_words.PARTING, filters={})
    try:
        return search_bundle.bundle(learnt, records or [none], lang=lang, lean=period.is_lean and lang == "en")
    except NotAsKnownError as error:
        return f"Pagefind wrote what is not known here: {error}"


def _shared(program: _Program, output: Path) -> Iterator[tuple[str, bytes]]:
    """Make what all indexes need once: the program in the browser, for words with endings and without."""
    before = search_made.read(output, search_paths.PROGRAM)
    kept = search_made.files(output, "", before.indexes.get("", search_made.Held())) if before.indexes else None
    files = kept if before.pagefind == program.version or not program.path else None
    if files is None and program.path:
        record = Record(key="0.0", title="", content=search_words.PARTING, filters={})
        answers = [search_pagefind.run(program.path, [record], lang=lang) for lang in LANGS]
        files = {name: data for each in answers if not isinstance(each, str) for name, data in _of_browser(each)}
    if files:
        yield from ((f"{search_paths.FOLDER}{name}", data) for name, data in files.items())
        version = program.version or before.pagefind
        made = Made(pagefind=version, of=version, indexes={"": search_made.held(files)})
        yield search_paths.PROGRAM, search_made.dump(made)


def _of_browser(written: Mapping[str, bytes]) -> Iterator[tuple[str, bytes]]:
    return iter(search_bundle.shared(written).items())
