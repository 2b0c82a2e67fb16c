"""Keep what a model replied, so that no question is paid twice: `.radar/replies/DAY/KEY.json`.

Nothing rests on these files: each may be deleted at any time, and one that is damaged
counts as absent. They lie in the folder of the day on which they were kept; days that
are past go whole.
"""

from __future__ import annotations

import re
import shutil
import threading
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from pathlib import Path
from typing import Final

from radar.archive import atomic, json_values
from radar.errors import ArchiveError

KEPT_DAYS: Final = 14
MOST_FILES: Final = 5_000
MOST_BYTES: Final = 1_000_000
"""Of one entry."""
_KEY: Final = re.compile(r"[0-9a-f]{64}")


class KeptReplies:
    """Keep JSON objects by key, 64 hexadecimal digits. Safe to share between threads."""

    def __init__(self, root: Path, *, today: date, most_files: int = MOST_FILES, kept_days: int = KEPT_DAYS) -> None:
        """Open the folder `root`, which is made when something is kept, and drop what is old or too much of it."""
        self._root, self._today = root, today
        self._lock = threading.Lock()
        self._room = most_files - self._prune(most_files, today - timedelta(days=kept_days))

    def get(self, key: str) -> Mapping[str, object] | None:
        """Find an entry; None where there is none that can be read."""
        for folder in self._folders() if _KEY.fullmatch(key) else ():
            try:
                with (folder / f"{key}.json").open("rb") as file:
                    raw = file.read(MOST_BYTES + 1)
                return json_values.load_object(raw) if len(raw) <= MOST_BYTES else None
            except (OSError, ValueError):
                continue
        return None

    def put(self, key: str, entry: Mapping[str, object]) -> None:
        """Keep an entry under today; what does not fit, or cannot be written, is not kept."""
        if not _KEY.fullmatch(key):
            return
        try:
            raw = json_values.dump(dict(entry))
        except ValueError:
            return
        with self._lock:
            if len(raw) <= MOST_BYTES and self._room > 0:
                self._write(self._root / self._today.isoformat() / f"{key}.json", raw)

    def _write(self, file: Path, raw: bytes) -> None:
        fresh = not file.exists()
        try:
            atomic.write(file, raw)
        except ArchiveError:  # a full disk ends the run where something is written that matters
            return
        self._room -= fresh

    def _folders(self) -> list[Path]:
        """List the folders of days, the newest first."""
        try:
            return sorted((folder for folder in self._root.iterdir() if _day(folder)), reverse=True)
        except OSError:
            return []

    def _prune(self, most: int, first: date) -> int:
        """Drop the days before `first`, and the oldest while there is no room; give the count of what stays."""
        counts = {folder: sum(1 for _ in _files(folder)) for folder in self._folders()}
        for folder in reversed(list(counts)):
            day = _day(folder)
            if (day and day < first) or (sum(counts.values()) >= most and day != self._today):
                shutil.rmtree(folder, ignore_errors=True)
                del counts[folder]
        return sum(counts.values())


def _day(folder: Path) -> date | None:
    try:
        return date.fromisoformat(folder.name)
    except ValueError:
        return None


def _files(folder: Path) -> Iterator[Path]:
    try:
        yield from folder.glob("*.json")
    except OSError:
        return
