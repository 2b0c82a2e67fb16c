"""Merge two states of one file of the archive, given the state from which both came.

    base ──► ours     what this run made of it
         └─► theirs   what another run pushed meanwhile

What one side alone changed is taken; where both changed the same thing, each kind of file has its own
rule. The ledger's is the union of its lines in canonical order, so that nothing is lost and it does not
matter who came first. Merging again what was merged changes nothing.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable, Mapping
from datetime import date
from pathlib import Path
from typing import Any, Final, TypeVar

from radar.archive import json_values, ledger, pushed, sync_reports
from radar.archive.json_values import table
from radar.errors import ArchiveError

Rule = Callable[[bytes | None, bytes, bytes, str], bytes]
"""Takes base, ours, theirs and the file's path in the archive; gives the bytes to stand."""
_T = TypeVar("_T")
_K = TypeVar("_K", bound=Hashable)

_DAY: Final = r"\d{4}-\d\d-\d\d"
_PATHS: Final = re.compile(
    rf"(?:papers|gists|closeness)/\d{{4}}/\d\d/{_DAY}\.jsonl|days/\d{{4}}/{_DAY}\.[a-zA-Z0-9-]{{2,20}}\.md"
    rf"|(?:runs|pushed)/\d{{4}}/{_DAY}\.json|state\.json|README\.md"
)
_MODEL: Final = re.compile(rb"^Briefing-\d+: .*; by=model;", re.MULTILINE)
_FATE: Final = ("failed", "sending", "unclear", "sent")
"""Of two fates of one message the later here stands: what may have arrived is not sent again."""


def belongs(path: str) -> bool:
    """Tell whether a path is one of the archive's: whatever else lies there is neither taken nor handed on."""
    return bool(_PATHS.fullmatch(path))


def merge(path: str, base: bytes | None, ours: bytes | None, theirs: bytes | None) -> bytes | None:
    """Give what a file should hold; None where it should not be.

    A file that one side removed and the other changed stays. Of a file that cannot be read theirs stands,
    which others have seen; a ledger file that cannot be read raises ArchiveError, for papers may be in it.
    """
    if theirs in (ours, base):
        return ours
    if ours == base:
        return theirs
    if ours is None or theirs is None:
        return ours if theirs is None else theirs
    try:
        return _RULES[path.partition("/")[0]](base, ours, theirs, path)
    except ValueError:
        return theirs


def three_way(
    base: Mapping[_K, _T],
    ours: Mapping[_K, _T],
    theirs: Mapping[_K, _T],
    choose: Callable[[_T, _T], _T],
) -> dict[_K, _T]:
    """Merge tables key by key; `choose(ours, theirs)` decides where both changed one to something else.

    A key that one side took away is gone, unless the other side changed it.
    """
    found: dict[_K, _T] = {}
    for key in dict.fromkeys((*theirs, *ours)):
        before, mine, other = base.get(key), ours.get(key), theirs.get(key)
        if mine is None or other is None:
            kept = other if mine is None else mine
            if kept is not None and (key not in base or kept != before):
                found[key] = kept
        elif mine in (other, before):
            found[key] = other
        else:
            found[key] = mine if other == before else choose(mine, other)
    return found


def _ledger(base: bytes | None, ours: bytes, theirs: bytes, path: str) -> bytes:
    """Join the lines of both, in canonical order; a line that stood in the base and one side took out is out."""
    day, name = date.fromisoformat(Path(path).stem), Path(path)
    scans = [ledger.scan(data, day, name) if data else ledger.Scan() for data in (base, ours, theirs)]
    before, mine, other = ({line.raw for line in scan.lines} for scan in scans)
    for torn in (scan.torn for scan in scans[1:]):
        if torn and not any(raw.startswith(torn) for raw in mine | other):
            raise ArchiveError(f"{path}: the last line is cut off: restore the file from git, or delete that line")
    kept = (mine | other) - (before - (mine & other))
    return ledger.canonical(ledger.scan(b"\n".join(sorted(kept)), day, name).lines)


def _gists(base: bytes | None, ours: bytes, theirs: bytes, _path: str) -> bytes:
    """Join gists by paper and language: a model's before an extract, of two alike the one others have seen."""
    before, mine, other = (_by_key(data or b"", "id", "lang") for data in (base, ours, theirs))
    joined = three_way(before, mine, other, lambda a, b: a if _is_model(a) and not _is_model(b) else b)
    return b"".join(joined[key] + b"\n" for key in sorted(joined))


def _closeness(base: bytes | None, ours: bytes, theirs: bytes, _path: str) -> bytes:
    """Join lines by paper under our head: what follows from ledger and settings is ours to say anew."""
    head = ours.partition(b"\n")[0]
    before, mine, other = (_by_key(data.partition(b"\n")[2], "id") for data in (base or b"", ours, theirs))
    joined = three_way(before, mine, other, _first)
    return b"".join(line + b"\n" for line in (head, *(joined[key] for key in sorted(joined))))


def _days(_base: bytes | None, ours: bytes, theirs: bytes, _path: str) -> bytes:
    """Take a day's text whole: theirs, which others have read, unless a model wrote more of ours."""
    return ours if len(_MODEL.findall(ours)) > len(_MODEL.findall(theirs)) else theirs


def _pushed(base: bytes | None, ours: bytes, theirs: bytes, _path: str) -> bytes:
    """Join fates by channel, so that nothing which may have arrived is sent once more."""
    data = json_values.load_object(ours)
    before, mine, other = (_fates(raw) for raw in (base, ours, theirs))
    return json_values.dump_readable(data | {"channels": three_way(before, mine, other, _surer)})


def _fates(raw: bytes | None) -> dict[str, dict[str, Any]]:
    """Read what became of a day, by channel, as it stands in the file."""
    channels = table(json_values.load_object(raw), "channels") if raw else {}
    fates = {name: table(channels, name) for name in channels}
    if unknown := {str(fate.get("state")) for fate in fates.values()} - pushed.STATES:
        raise ValueError(f"unknown states {unknown}")
    return fates


def _surer(mine: dict[str, Any], other: dict[str, Any]) -> dict[str, Any]:
    return max(other, mine, key=lambda fate: (_FATE.index(fate["state"]), fate.get("at", "")))


def _state(base: bytes | None, ours: bytes, theirs: bytes, _path: str) -> bytes:
    """Join what saves requests, entry by entry; of two the newer, ours."""
    data, old, other = (json_values.load_object(raw) if raw else {} for raw in (ours, base, theirs))
    names = dict.fromkeys(key for key in (*other, *data) if isinstance(data.get(key, other.get(key)), dict))
    joined = {
        name: three_way(table(old, name), table(data, name), table(other, name), lambda mine, _: mine)
        for name in names
    }
    return json_values.dump_readable(other | data | joined)


def _first(mine: _T, _other: _T) -> _T:
    return mine


def _theirs(_base: bytes | None, _ours: bytes, theirs: bytes, _path: str) -> bytes:
    return theirs


def _by_key(data: bytes, *keys: str) -> dict[tuple[str, ...], bytes]:
    """Read JSON lines by the values of some of their keys."""
    found: dict[tuple[str, ...], bytes] = {}
    for raw in data.split(b"\n"):
        if raw.strip():
            line = json_values.load_object(raw)
            found[tuple(json_values.text(line, key, needed=True) for key in keys)] = raw.strip()
    return found


def _is_model(raw: bytes) -> bool:
    return json_values.load_object(raw).get("by") == "model"


_RULES: Final[Mapping[str, Rule]] = {
    "papers": _ledger,
    "gists": _gists,
    "closeness": _closeness,
    "days": _days,
    "runs": sync_reports.merge,
    "pushed": _pushed,
    "state.json": _state,
    "README.md": _theirs,
}
