"""List the files of an archive that a site is made from, and read of each what other days must know of it."""

from __future__ import annotations

import os
import re
from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from hashlib import blake2b
from pathlib import Path
from typing import Any, Final

import orjson

from radar.archive import closeness, lines, runs
from radar.archive.ledger import Ledger, Line, scan
from radar.errors import ArchiveError
from radar.models import Event, Paper, Update
from radar.publish.status import caught

SHOWN_EVENTS: Final = frozenset({Event.VERSION, Event.PUBLISHED, Event.RETRACTED, Event.CORRECTED})
"""What a reader is told of. The others mend the paper in silence."""
_HIDING: Final = frozenset({"aliases", "doi"})
"""Keys of changes by which a paper may turn out to be one that was taken down."""
_MONTHLY: Final = re.compile(r"(\d{4})/(\d\d)/(\1-\2-\d\d)\.jsonl")

UpdateFacts = tuple[str, bytes, bool, bool, bool, bytes]
"""Id, hash; whether it retracts, is shown, may settle the paper's title; the line, if of another file's paper."""
Key = tuple[str, int]
"""A file: its kind (`papers`, `gists`, `closeness`, `runs`, `days.zh`) and its day's ordinal."""


@dataclass(frozen=True, kw_only=True, slots=True)
class LedgerFacts:
    """Hold what a ledger file says of its papers and of other days'."""

    papers: tuple[tuple[str, bytes, str, bool], ...]
    """Id, hash of the line, title, whether it was taken down by one of the line's own ids."""
    updates: tuple[UpdateFacts, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Read:
    """Say what a changed file holds; `facts` is None where only its times had changed."""

    key: Key
    stamp: str
    hash: bytes
    facts: LedgerFacts | frozenset[tuple[str, str]] | tuple[tuple[str, int], ...] | None
    """Of a ledger file; the ids a closeness file joins; the lists, by source and day, that a report brought."""


def files(root: Path, langs: tuple[str, ...]) -> Mapping[Key, os.stat_result]:
    """Look at every file that a site is made from, without opening it.

    Raises ArchiveError for a file of the ledger or a report named after a day that no calendar has.
    """
    ledger = {day.toordinal(): stat for day, stat in Ledger(root).files().items()}
    found: dict[Key, os.stat_result] = {("papers", day): stat for day, stat in ledger.items()}
    found |= {("runs", day.toordinal()): stat for day, stat in runs.files(root).items()}
    beside = [(kind, day, stat) for kind in ("gists", "closeness") for day, stat in _by_month(root / kind)]
    # What lies beside no ledger file says nothing of any paper shown.
    found |= {(kind, day): stat for kind, day, stat in (*beside, *_by_year(root / "days", langs)) if day in ledger}
    return found


def path_of(root: Path, key: Key) -> Path:
    """Name a file."""
    kind, ordinal = key
    day = date.fromordinal(ordinal)
    if kind.startswith("days."):
        return root / "days" / f"{day:%Y}" / f"{day.isoformat()}.{kind.removeprefix('days.')}.md"
    if kind == "runs":
        return runs.path(root, day)
    return root / kind / f"{day:%Y}" / f"{day:%m}" / f"{day.isoformat()}.jsonl"


def stamp(stat: os.stat_result) -> str:
    """Sum up what changes with every way to write a file."""
    return f"{stat.st_size}-{stat.st_mtime_ns}-{stat.st_ctime_ns}-{stat.st_ino}"


def read(root: Path, key: Key, stamp_: str, known: bytes, hidden: frozenset[str]) -> Read:
    """Read a file whose stamp is new; `known` is the hash it had, `hidden` the ids taken down.

    Raises ArchiveError, naming file and line, where it cannot be read.
    """
    kind, ordinal = key
    path = path_of(root, key)
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        data = b""
    new = blake2b(data, digest_size=16).digest()
    if new == known:
        return Read(key=key, stamp=stamp_, hash=new, facts=None)
    facts: LedgerFacts | frozenset[tuple[str, str]] | tuple[tuple[str, int], ...] = frozenset()
    day = date.fromordinal(ordinal)
    if kind == "papers":
        facts = _ledger(data, day, path, hidden)
    elif kind == "closeness":
        facts = frozenset((here, there) for here, near in closeness.related_of(root, day) for there, _ in near)
    elif kind == "runs" and (report := runs.read(root, day)):
        facts = tuple((name, list_day.toordinal()) for name, list_day in caught((report,)))
    return Read(key=key, stamp=stamp_, hash=new, facts=facts)


def _ledger(data: bytes, day: date, path: Path, hidden: frozenset[str]) -> LedgerFacts:
    """Read a ledger file's lines as lightly as may be; where one is odd, as `ledger.scan` does."""
    papers: dict[str, tuple[bytes, dict[str, Any]]] = {}
    told: list[bytes] = []
    for raw in data.split(b"\n"):
        if not raw or raw.isspace():
            continue
        try:
            record = orjson.loads(raw)
            is_paper, paper_id = record["record"] == "paper", record["id"]
        except (ValueError, TypeError, KeyError):
            return _facts(data, day, path, hidden)
        if not is_paper:
            told.append(raw)
        elif paper_id in papers or not isinstance(paper_id, str) or not isinstance(record.get("title"), str):
            return _facts(data, day, path, hidden)
        else:
            papers[paper_id] = raw.strip(), record
    rows = ((i, _hash(raw), record["title"], _is_hidden(i, record, hidden)) for i, (raw, record) in papers.items())
    try:
        updates = scan(b"\n".join(told), day, path).distinct() if told else ()
    except ArchiveError:
        return _facts(data, day, path, hidden)  # it names the right line
    return LedgerFacts(
        papers=tuple(sorted(rows)), updates=tuple(_updates(updates, papers, is_any_hidden=bool(hidden)))
    )


def _facts(data: bytes, day: date, path: Path, hidden: frozenset[str]) -> LedgerFacts:
    found = scan(data, day, path).distinct()
    papers = {line.record.id: line for line in found if isinstance(line.record, Paper)}
    return LedgerFacts(
        papers=tuple(
            (p.id, _hash(line.raw), p.title, not hidden.isdisjoint({p.id, *p.aliases, f"doi:{p.doi}"}))
            for line in papers.values()
            if isinstance(p := line.record, Paper)
        ),
        updates=tuple(_updates(found, papers, is_any_hidden=bool(hidden))),
    )


def _is_hidden(paper_id: str, record: Mapping[str, Any], hidden: frozenset[str]) -> bool:
    aliases = record.get("aliases", ())
    return bool(hidden) and not hidden.isdisjoint({paper_id, *map(str, aliases), f"doi:{record.get('doi', '')}"})


def _updates(found: Iterable[Line], papers: Container[str], *, is_any_hidden: bool) -> Iterator[UpdateFacts]:
    """Give rows of updates; one of a paper in the same file is read there, with the paper."""
    for line in found:
        if isinstance(record := line.record, Update):
            yield (
                record.id,
                _hash(lines.dump(record)),
                record.event is Event.RETRACTED,
                record.event in SHOWN_EVENTS,
                "title" in record.changes or (is_any_hidden and not _HIDING.isdisjoint(record.changes)),
                b"" if record.id in papers else line.raw,
            )


def _hash(raw: bytes) -> bytes:
    return blake2b(raw, digest_size=8).digest()


def _by_month(folder: Path) -> Iterator[tuple[int, os.stat_result]]:
    for year in _entries(folder):
        for month in _entries(year.path):
            for entry in _entries(month.path):
                found = _MONTHLY.fullmatch(f"{year.name}/{month.name}/{entry.name}")
                if found and (day := _ordinal(found[3])):
                    yield day, entry.stat()


def _by_year(folder: Path, langs: tuple[str, ...]) -> Iterator[tuple[str, int, os.stat_result]]:
    for year in _entries(folder):
        for entry in _entries(year.path):
            day, _, rest = entry.name.partition(".")
            lang = rest.removesuffix(".md")
            if lang in langs and rest.endswith(".md") and day.startswith(year.name) and (ordinal := _ordinal(day)):
                yield f"days.{lang}", ordinal, entry.stat()


def _ordinal(text: str) -> int:
    """Read a day; 0 for one that no calendar has: nobody asks for its file."""
    try:
        return date.fromisoformat(text).toordinal() if len(text) == len("2026-01-05") else 0
    except ValueError:
        return 0


def _entries(folder: Path | str) -> tuple[os.DirEntry[str], ...]:
    try:
        with os.scandir(folder) as found:
            return tuple(found)
    except (FileNotFoundError, NotADirectoryError):
        return ()
