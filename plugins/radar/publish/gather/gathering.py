"""Bring what is known of all days up to date: read the files that changed, load the days that they concern.

    files, by stamp and hash ──► facts ──► dirty days ──loaded, on all cores──► rows, digests

It may be killed at any moment: a file's facts stand together with its stamp and with the
days to be loaded for it, a day's rows together with the note that it is done.
"""

from __future__ import annotations

import gc
import os
import zlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any, Final, TypeVar

from radar.config import Config
from radar.publish import program
from radar.publish.allowed import Allowance
from radar.publish.gather import files
from radar.publish.gather.base import OF_A_DAY, Base
from radar.publish.gather.facts import Facts, mark
from radar.publish.gather.loading import Loader
from radar.publish.gather.rows import RowMaker, Rows
from radar.publish.incremental import fingerprint
from radar.publish.workers import forked, seldom_collecting

S = TypeVar("S")
T = TypeVar("T")

FEW: Final = 24
"""Days that are loaded sooner than workers are started."""
_FILES: Final = 64
"""Files read, or days loaded, between two transactions: what a kill may cost."""
_DAYS: Final = 32


def gather(config: Config, root: Path, path: Path | None, *, workers: int = 1) -> Base:
    """Open the file at `path` and bring it up to date; without one, or where it cannot be written, a temporary one.

    Raises ArchiveError where a file of the archive cannot be read.
    """
    base = Base(path, fingerprint(program.program(), program.canonical(config.hide.ids), config.site.locales))
    try:
        with _uncollected():
            _bring_up(base, config, root, workers)
    except BaseException:
        base.close()
        raise
    return base


def settings(config: Config) -> str:
    """Sum up what of radar.toml decides what a day shows, besides what is taken down."""
    topics = [topic.model_dump(exclude={"name"}) for topic in config.topics]
    return fingerprint(program.canonical((topics, config.watch, config.sources)))


def _bring_up(base: Base, config: Config, root: Path, workers: int) -> None:
    _take_in(base, config, root, workers)
    if base.known("settings") != (wanted := settings(config)):
        with base.transaction():
            mark(base, (day for (day,) in base.ask("SELECT day FROM files WHERE kind = 'papers'")))
            base.note("settings", wanted)
    _load(base, config, root, workers)


def _take_in(base: Base, config: Config, root: Path, workers: int) -> None:
    """Read what changed; until all was read once, no day is named by it."""
    whole = base.known("whole") == ""
    facts = Facts(base, root, Allowance(config), whole=whole)
    hidden = frozenset(config.hide.ids)
    present = {key: files.stamp(stat) for key, stat in files.files(root, tuple(config.site.locales)).items()}
    known: dict[files.Key, tuple[str, bytes]] = {}
    for kind, day, stamp, hash_ in base.ask("SELECT kind, day, stamp, hash FROM files"):
        known[kind, day] = stamp, hash_
    _forget(base, facts, sorted(known.keys() - present.keys(), reverse=True))
    changed = [key for key, stamp in present.items() if known.get(key, ("",))[0] != stamp]

    def read(key: files.Key) -> files.Read:
        return files.read(root, key, present[key], known.get(key, ("", b""))[1], hidden)

    ledger = [key for key in changed if key[0] == "papers"]
    for batch in _each(read, ledger, _FILES, workers):
        with base.transaction():
            for one in batch:
                facts.take(one)
    if whole:
        with base.transaction():
            facts.number()
            facts.settle()
    # Which day a closeness file speaks of, the ledger says. What it said may have asked for some of them again.
    stale = {
        ("closeness", day) for (day,) in base.ask("SELECT day FROM files WHERE kind = 'closeness' AND stamp = ''")
    }
    known |= dict.fromkeys(stale, ("", b""))
    others = sorted({key for key in changed if key[0] != "papers"} | (stale & present.keys()))
    for batch in _each(read, others, _FILES, workers):
        with base.transaction():
            for one in batch:
                facts.take(one)
    if whole:
        with base.transaction():
            mark(base, (day for kind, day in present if kind == "papers"))
            base.note("whole", "read")
            base.note("settings", settings(config))


def _forget(base: Base, facts: Facts, gone: Sequence[files.Key]) -> None:
    for kind, day in gone:
        with base.transaction():
            facts.forget(kind, day)
            if kind == "papers":
                for table in OF_A_DAY:
                    base.connection.execute(f"DELETE FROM {table} WHERE day = ?", (day,))  # noqa: S608 - ours


def _load(base: Base, config: Config, root: Path, workers: int) -> None:
    """Load the dirty days, oldest first, and write their rows."""
    wanted = dict(
        base.ask("SELECT dirty.day, mark FROM dirty JOIN files USING (day) WHERE kind = 'papers' ORDER BY day")
    )
    loader, maker = Loader(config, root, base), RowMaker(config, base)

    def load(day: int) -> Rows:
        return maker.rows(loader.day(date.fromordinal(day)))

    for rows in _each(load, list(wanted), _DAYS, workers):
        with base.transaction():
            for one in rows:
                _write(base, one, wanted[one.day])
    if base.ask("SELECT 1 FROM dirty LIMIT 1"):
        with base.transaction() as connection:  # days without a file
            connection.execute("DELETE FROM dirty WHERE day NOT IN (SELECT day FROM files WHERE kind = 'papers')")


def _write(base: Base, rows: Rows, mark_seen: int) -> None:
    connection, day = base.connection, rows.day
    for table in OF_A_DAY:
        connection.execute(f"DELETE FROM {table} WHERE day = ?", (day,))  # noqa: S608 - ours
    connection.execute(
        "INSERT INTO days VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            *(day, rows.shown, rows.digest, rows.content, rows.searched),
            *(rows.visible, rows.counts, rows.touched, rows.taken_down),
        ),
    )
    data = zlib.compress(rows.named, 1)
    connection.execute("INSERT INTO named VALUES (?, ?, ?)", (day, fingerprint(rows.named), data))
    connection.executemany("INSERT INTO tellings VALUES (?, ?, ?)", ((day, *row) for row in rows.tellings))
    connection.executemany("INSERT OR IGNORE INTO cites VALUES (?, ?, ?, ?)", ((*row, day) for row in rows.cites))
    connection.executemany(
        "INSERT INTO lists VALUES (?, ?, ?, ?, ?)", ((kind, key, day, *rest) for kind, key, *rest in rows.lists)
    )
    connection.execute("DELETE FROM dirty WHERE day = ? AND mark <= ?", (day, mark_seen))


@contextmanager
def _uncollected() -> Iterator[None]:
    """Look for no cycles: what is read makes none, and looking takes a fifth of the time."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


# -- on all cores --------------------------------------------------------------------

_SHARED: Final[dict[str, Callable[[Any], Any]]] = {}
"""What workers inherit: functions that know an archive cannot be sent to them."""


def _each(do: Callable[[S], T], items: Sequence[S], size: int, workers: int) -> Iterator[list[T]]:
    """Do the same with each of many, in workers where they are more than a few; give results in order, by batches."""
    batches = [items[start : start + size] for start in range(0, len(items), size)]
    if workers <= 1 or len(items) <= FEW or not hasattr(os, "fork"):
        yield from ([do(item) for item in batch] for batch in batches)
        return
    _SHARED["do"] = do
    try:
        with seldom_collecting(), forked(workers) as pool:
            yield from pool.imap(_do_batch, batches)
    finally:
        _SHARED.clear()


def _do_batch(batch: Sequence[Any]) -> list[Any]:
    return [_SHARED["do"](item) for item in batch]
