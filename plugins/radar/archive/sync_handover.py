"""Hand what a run changed to another machine, as a folder: the job that collects may not write.

    changes.json          {"schema": 1, "changes": [{"path": "papers/…", "base": true, "ours": true}]}
    base/papers/…         the file as it was
    ours/papers/…         the file as it is

The receiver trusts none of it: a path that is none of the archive's is refused before it is opened.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any, Final

from radar.archive import atomic, json_values, sync_merge
from radar.archive.json_values import objects, text
from radar.archive.sync import Change
from radar.errors import ArchiveError

_SCHEMA: Final = 1
_LIST: Final = "changes.json"


def write(folder: Path, changes: Iterable[Change]) -> None:
    """Write changes into a folder, which should be new."""
    listed: list[dict[str, object]] = []
    for change in changes:
        listed.append({"path": change.path, "base": change.base is not None, "ours": change.ours is not None})
        for side, data in (("base", change.base), ("ours", change.ours)):
            if data is not None:
                atomic.write(folder / side / change.path, data)
    atomic.write(folder / _LIST, json_values.dump_readable({"schema": _SCHEMA, "changes": listed}))


def read(folder: Path) -> tuple[Change, ...]:
    """Read changes; raise ArchiveError for what is none of ours."""
    try:
        data = json_values.load_object((folder / _LIST).read_bytes())
        if data.get("schema") != _SCHEMA:
            raise ValueError(f"unknown schema {data.get('schema')!r}: written by a later version?")  # noqa: TRY301 - caught as what a file holds
        return tuple(_change(folder, item) for item in objects(data, "changes"))
    except OSError as error:
        raise ArchiveError(f"{folder}: cannot be read: {error.strerror or error}") from error
    except ValueError as error:
        raise ArchiveError(f"{folder / _LIST}: {error}") from error


def _change(folder: Path, item: dict[str, Any]) -> Change:
    path = text(item, "path", needed=True)
    if not sync_merge.belongs(path):
        raise ValueError(f"{path[:120]!r} is no file of the archive")
    base, ours = (_read(folder / side / path) if item.get(side) is True else None for side in ("base", "ours"))
    return Change(path=path, base=base, ours=ours)


def _read(path: Path) -> bytes:
    if path.is_symlink():
        raise ValueError(f"{path.name} is a link")
    return path.read_bytes()
