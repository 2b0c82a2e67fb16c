"""Build only what changed: units with declared inputs, and a receipt of what each wrote.

    units ──► inputs as in the receipt, files as in the receipt? ──yes──► kept
                                  │ no
                                  └► made, by as many workers as wanted ──► written where bytes differ ──► receipt
    files of units that are no more ──► removed

Nothing here knows what is built. A site is a list of `Unit`s; each names some files, the
fingerprints of everything that they are made from, and a function that makes them. A
build is `build(units, …)`, whether it is the first or the thousandth: afterwards the
output folder holds what a full build would write, and nothing else that the caller owns.

A build may be killed at any moment. A file is written beside its place and moved over
it; a receipt is written after the files that it tells of. What a killed build left is
found not to be what the receipt says, by size and time, and made again. The receipts may
be deleted at any time: files are then compared instead of believed.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from hashlib import blake2b
from pathlib import Path, PurePosixPath
from typing import Final

from radar.publish.receipts import FileLine, Receipt, Receipts
from radar.publish.workers import forked, is_left_alone, seldom_collecting

FEW: Final = 24
"""Units that are made sooner than workers are started."""
_TEMPORARY: Final = re.compile(r"(?:.*/)?\.[^/]+\.\d+\.tmp")


@dataclass(frozen=True, kw_only=True, slots=True)
class Unit:
    """Name some files of a site that are made together, and everything that they are made from."""

    name: str
    """Unique, and the same from build to build: `day/2026-01-05`."""
    inputs: Mapping[str, str]
    """Fingerprints by name. While they stand, so do the unit's files."""
    make: Callable[[], Iterable[tuple[str, bytes]]]
    """Give every file, relative to the output folder, with its bytes; reads nothing but the inputs."""
    near: str = field(default="")
    """Units of one `near` read the same inputs: they are made one after the other by one worker."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Built:
    """Count what a build did."""

    units: int
    made: int
    """Units whose inputs or files were not as in their receipt."""
    files: int
    written: int
    """Files whose bytes are new."""
    removed: int


class BuildMistakeError(Exception):
    """Say that units contradict each other, or name a file that is none of the site's."""


def fingerprint(*parts: object) -> str:
    """Sum up some values by their text; the same values in the same order give the same fingerprint."""
    whole = blake2b(digest_size=16)
    for part in parts:
        data = part if isinstance(part, bytes) else str(part).encode("utf-8", "surrogatepass")
        whole.update(len(data).to_bytes(8, "little") + data)
    return whole.hexdigest()


def build(
    units: Iterable[Unit],
    *,
    output: Path,
    receipts: Path | None,
    owns: Callable[[str], bool],
    workers: int = 1,
) -> Built:
    """Make `output` hold the files of these units.

    `receipts` is the SQLite file that remembers, outside of `output`; None remembers
    nothing. A file of `output` that no unit names is removed where a receipt has it or
    `owns` says so, by its name. Raises BuildMistakeError, BlockingIOError where another
    build holds the receipts, and whatever a unit's `make` raises.
    """
    output.mkdir(parents=True, exist_ok=True)
    listed = _by_name(units)
    with Receipts(receipts) as kept:
        before, present = kept.known, dict(scan(output))
        after = {}
        for name, unit in listed.items():
            receipt = before.get(name)
            lines = _standing(receipt, unit, output, present) if receipt else None
            if receipt and lines is not None:
                after[name] = lines
                if lines != receipt.lines:
                    kept.put({name: replace(receipt, lines=lines)})
        stale = [unit for name, unit in listed.items() if name not in after]
        for made in _made(stale, output, workers):
            kept.put({name: Receipt(inputs=_sum(listed[name].inputs), lines=lines) for name, lines in made.items()})
            after.update(made)
        paths = _paths(after)
        known = {line.path for receipt in before.values() for line in receipt.lines}
        strays = (path for path in present if path not in paths and (path in known or _is_ours(path, owns)))
        removed = sum(_remove(output, path) for path in strays)
        kept.drop(before.keys() - after.keys())
    written = sum(line.is_new for unit in stale for line in after[unit.name])
    return Built(units=len(listed), made=len(stale), files=len(paths), written=written, removed=removed)


def scan(folder: Path) -> Iterator[tuple[str, os.stat_result]]:
    """Give every regular file below a folder, by its name relative to it; links are not followed."""
    waiting = [("", os.fspath(folder))]
    while waiting:
        prefix, place = waiting.pop()
        with os.scandir(place) as entries:
            for entry in entries:
                if entry.is_dir(follow_symlinks=False):
                    waiting.append((f"{prefix}{entry.name}/", entry.path))
                elif entry.is_file(follow_symlinks=False):
                    yield f"{prefix}{entry.name}", entry.stat(follow_symlinks=False)


def _by_name(units: Iterable[Unit]) -> dict[str, Unit]:
    found: dict[str, Unit] = {}
    for unit in units:
        if found.setdefault(unit.name, unit) is not unit:
            raise BuildMistakeError(f"{unit.name}: two units have this name")
    return found


def _sum(inputs: Mapping[str, str]) -> str:
    return fingerprint(*(part for item in sorted(inputs.items()) for part in item))


def _standing(
    receipt: Receipt, unit: Unit, output: Path, present: Mapping[str, os.stat_result]
) -> tuple[FileLine, ...] | None:
    """Give a unit's files as they stand; None where it is to be made."""
    if receipt.inputs != _sum(unit.inputs):
        return None
    found: list[FileLine] = []
    for line in receipt.lines:
        stat = present.get(line.path)
        if stat is None or stat.st_size != line.size:
            return None
        # A cache or a checkout gives files back with other times: then their bytes are asked.
        if stat.st_mtime_ns != line.time and digest((output / line.path).read_bytes()) != line.digest:
            return None
        found.append(line if stat.st_mtime_ns == line.time else replace(line, time=stat.st_mtime_ns))
    return tuple(found)


def digest(data: bytes) -> bytes:
    """Sum up the bytes of a file."""
    return blake2b(data, digest_size=16).digest()


def _paths(after: Mapping[str, Sequence[FileLine]]) -> Mapping[str, str]:
    """Give the unit of every file; raises BuildMistakeError for a file of two."""
    owners: dict[str, str] = {}
    for name, lines in after.items():
        for line in lines:
            if line.path in owners:
                raise BuildMistakeError(f"{line.path}: wanted by {owners[line.path]} and by {name}")
            owners[line.path] = name
    return owners


def _made(units: Sequence[Unit], output: Path, workers: int) -> Iterator[Mapping[str, tuple[FileLine, ...]]]:
    """Make units, and give what each wrote: group by group, in any order."""
    groups = _groups(units)
    with seldom_collecting():
        if workers <= 1 or len(units) <= FEW or not hasattr(os, "fork"):
            yield from (_make_all(group, output) for group in groups)
            return
        _SHARED["work"] = groups, output, os.getpid()
        try:
            with forked(workers) as pool:
                yield from pool.imap_unordered(_make_group, range(len(groups)))
        finally:
            _SHARED.clear()


def _groups(units: Sequence[Unit]) -> list[list[Unit]]:
    found: dict[str, list[Unit]] = {}
    for unit in units:
        found.setdefault(unit.near or unit.name, []).append(unit)
    return list(found.values())


_SHARED: Final[dict[str, tuple[list[list[Unit]], Path, int]]] = {}
"""What workers inherit: functions that make files cannot be sent to them."""


def _make_group(number: int) -> Mapping[str, tuple[FileLine, ...]]:
    groups, output, parent = _SHARED["work"]
    return _make_all(_while_wanted(groups[number], parent), output)


def _while_wanted(units: Iterable[Unit], parent: int) -> Iterator[Unit]:
    """Give units until the build that wants them is killed: the next one may be writing the same files already."""
    for unit in units:
        if is_left_alone(parent):
            os._exit(1)  # nobody is told
        yield unit


def _make_all(units: Iterable[Unit], output: Path) -> Mapping[str, tuple[FileLine, ...]]:
    return {unit.name: tuple(put(output, path, data) for path, data in unit.make()) for unit in units}


def put(output: Path, path: str, data: bytes) -> FileLine:
    """Make a file below `output` hold these bytes, and say how it stands.

    It is written beside its place and moved over it, but not flushed: what a power cut
    loses is found by the next build. Raises BuildMistakeError for a name that leads out.
    """
    parts = PurePosixPath(path).parts
    if not parts or path.startswith("/") or ".." in parts or "\0" in path:
        raise BuildMistakeError(f"{path}: leads out of the output folder")
    target = output / path
    is_new = not _holds(target, data)
    if is_new:
        if not target.parent.resolve().is_relative_to(output.resolve()):
            raise BuildMistakeError(f"{path}: leads out of the output folder")
        target.parent.mkdir(parents=True, exist_ok=True)
        _replace(target, data)
    stat = target.stat()
    return FileLine(path=path, size=stat.st_size, time=stat.st_mtime_ns, digest=digest(data), is_new=is_new)


def _holds(target: Path, data: bytes) -> bool:
    try:
        return not target.is_symlink() and target.stat().st_size == len(data) and target.read_bytes() == data
    except (FileNotFoundError, NotADirectoryError):
        return False


def _replace(target: Path, data: bytes) -> None:
    temporary = target.with_name(f".{target.name}.{os.getpid()}.tmp")
    try:
        temporary.write_bytes(data)
        temporary.replace(target)
    finally:
        temporary.unlink(missing_ok=True)


def _is_ours(path: str, owns: Callable[[str], bool]) -> bool:
    """Tell a file to be removed: one that the caller owns, or that a killed build left half written."""
    return _TEMPORARY.fullmatch(path) is not None or owns(path)


def _remove(output: Path, path: str) -> bool:
    """Remove a file, and the folders that this leaves empty; False where there was none."""
    target = output / path
    try:
        target.unlink()
    except FileNotFoundError:
        return False
    for folder in target.parents:
        if folder == output or any(folder.iterdir()):
            break
        folder.rmdir()
    return True
