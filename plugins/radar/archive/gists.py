"""Keep a day's gists apart from what the sources said: `gists/YYYY/MM/YYYY-MM-DD.jsonl`.

Unlike the ledger, a file holds exactly what was last written: gists are our own text
and are remade while their day is open.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date
from pathlib import Path

from radar.archive import atomic, json_values
from radar.archive.json_values import text
from radar.archive.pick import is_ours, lines_of
from radar.errors import ArchiveError
from radar.models import Gist


def path(root: Path, day: date) -> Path:
    """Name a day's file, whether or not there is one."""
    return root / "gists" / f"{day:%Y}" / f"{day:%m}" / f"{day.isoformat()}.jsonl"


def read(root: Path, day: date) -> tuple[Gist, ...]:
    """Read a day's gists by paper and language; none where there is no file.

    Raises ArchiveError naming file and line.
    """
    data = _bytes(root, day)
    found = []
    for number, raw in enumerate(data.split(b"\n"), 1):
        if raw.strip():
            try:
                found.append(_load(raw))
            except ValueError as error:
                raise ArchiveError(f"{path(root, day)}:{number}: {error}") from error
    return tuple(found)


def read_some(root: Path, day: date, ids: Collection[str]) -> tuple[Gist, ...]:
    """Read the gists of some papers alone, each paper's in the order of the file."""
    data = _bytes(root, day)
    if not is_ours(data):
        return tuple(gist for gist in read(root, day) if gist.id in ids)
    try:
        return tuple(_load(raw) for paper_id in ids for raw in lines_of(data, paper_id))
    except ValueError as error:
        raise ArchiveError(f"{path(root, day)}: {error}") from error


def write(root: Path, day: date, gists: Iterable[Gist]) -> bool:
    """Make a day's file hold exactly these gists; True when its bytes changed.

    Of several for one paper and language the last counts. A day without gists has an
    empty file: it says that the day was looked at.
    """
    last = {(gist.id, gist.lang): gist for gist in gists}
    try:
        data = b"".join(_dump(last[key]) + b"\n" for key in sorted(last))
    except ValueError as error:
        raise ArchiveError(f"{path(root, day)}: cannot be written: {error}") from error
    return atomic.write(path(root, day), data)


def _bytes(root: Path, day: date) -> bytes:
    file = path(root, day)
    try:
        return file.read_bytes()
    except FileNotFoundError:
        return b""
    except OSError as error:
        raise ArchiveError(f"{file}: cannot be read: {error.strerror or error}") from error


def _dump(gist: Gist) -> bytes:
    return json_values.dump(
        {
            "id": gist.id,
            "lang": gist.lang,
            "text": gist.text,
            "span": gist.span,
            "by": gist.by,
            "model": gist.model,
            "prompt": gist.prompt,
        }
    )


def _load(raw: bytes) -> Gist:
    data = json_values.load_object(raw)
    return Gist(
        id=text(data, "id", needed=True),
        lang=text(data, "lang"),
        text=text(data, "text", needed=True),
        span=text(data, "span"),
        by=text(data, "by", needed=True),
        model=text(data, "model"),
        prompt=text(data, "prompt"),
    )
