"""Keep what was built from one run to the next, and believe nothing that comes back changed.

`.radar/` (the index, what the builder remembers) and `output/` belong together: one says of the other
what need not be made again. A seal, the digest of every file of both, is written before they are saved.
What comes back without it, or different, is removed, and the build makes everything anew.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import Final

from radar.archive import atomic, json_values
from radar.archive.json_values import number, text

_SCHEMA: Final = 1
_SEAL: Final = "cache.json"
_NOT_SEALED: Final = frozenset({_SEAL, "lock"})


def seal(private: Path, output: Path) -> int:
    """Write down what both folders hold; give the number of files."""
    digest, files = _digest(private, output)
    atomic.write(private / _SEAL, json_values.dump_readable({"schema": _SCHEMA, "files": files, "digest": digest}))
    return files


def restored(private: Path, output: Path) -> str:
    """Hold both folders against their seal; give `none`, `kept` or `discarded`, in which case both are gone."""
    if _is_whole(private, output):
        return "kept"
    if not any(_entries(private, output)):
        return "none"
    for folder in (private, output):
        shutil.rmtree(folder, ignore_errors=True)
    return "discarded"


def _is_whole(private: Path, output: Path) -> bool:
    try:
        data = json_values.load_object((private / _SEAL).read_bytes())
        told = (text(data, "digest"), number(data, "files"))
        return data.get("schema") == _SCHEMA and told == _digest(private, output)
    except (OSError, ValueError):
        return False


def _digest(private: Path, output: Path) -> tuple[str, int]:
    """Reckon one digest of both folders: names, links and bytes; and count the files."""
    whole, count = sha256(), 0
    for name, path in _entries(private, output):
        with path.open("rb") as file:
            whole.update(f"{name}\0{path.is_symlink()}\0".encode())
            whole.update(sha256(file.read()).digest())
        count += 1
    return whole.hexdigest(), count


def _entries(private: Path, output: Path) -> Iterator[tuple[str, Path]]:
    """List the files of both folders that are sealed, each under a name that says of which."""
    for folder, root in (("radar", private), ("output", output)):
        for path in sorted(root.rglob("*")):
            name = path.relative_to(root).as_posix()
            if (path.is_file() or path.is_symlink()) and not (folder == "radar" and name in _NOT_SEALED):
                yield f"{folder}/{name}", path
