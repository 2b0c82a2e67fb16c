"""Sum up what every page depends on besides papers: the program, its settings, the theme."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Mapping
from dataclasses import fields, is_dataclass
from enum import Enum
from functools import lru_cache
from importlib.metadata import distributions
from pathlib import Path
from typing import Final

from radar.config import Config
from radar.publish.incremental import fingerprint

PACKAGE: Final = Path(__file__).resolve().parents[1]
"""This program's own folder."""
_COMPILED: Final = frozenset({".pyc", ".pyo", ".mo"})


@lru_cache
def program() -> str:
    """Sum up the program: every file of its package, the libraries installed beside it, Python's version.

    Other bytes of any of them may give other bytes of a page; what does not is not told apart.
    """
    libraries = sorted({f"{one.name}=={one.version}" for one in distributions()})
    return fingerprint(sys.version, *libraries, *_files((PACKAGE,)))


def look(folders: Iterable[Path], assets: Mapping[str, Path]) -> str:
    """Sum up templates, translations and the theme's files, by name and bytes; later folders may lack."""
    named = (part for name, path in sorted(assets.items()) for part in (name, path.read_bytes()))
    return fingerprint(*_files(folders), *named)


def settings(config: Config, *more: object) -> str:
    """Sum up radar.toml as it was read, and what else every file depends on."""
    return fingerprint(program(), canonical(config), *map(canonical, more))


def canonical(value: object) -> str:
    """Write a value so that equal ones are written alike: sets and tables in order, dataclasses by field."""
    match value:
        case Enum():
            return f"{type(value).__name__}.{value.name}"
        case Mapping():
            rows = sorted(f"{canonical(key)}: {canonical(each)}" for key, each in value.items())
            return f"{{{', '.join(rows)}}}"
        case frozenset() | set():
            return f"<{', '.join(sorted(map(canonical, value)))}>"
        case list() | tuple():
            return f"[{', '.join(map(canonical, value))}]"
    if is_dataclass(value) and not isinstance(value, type):
        rows = [f"{each.name}={canonical(getattr(value, each.name))}" for each in fields(value)]
        return f"{type(value).__name__}({', '.join(rows)})"
    return repr(value)


def _files(folders: Iterable[Path]) -> Iterable[str | bytes]:
    for folder in folders:
        for path in sorted(folder.rglob("*")):
            if path.is_file() and path.suffix not in _COMPILED:
                yield path.relative_to(folder).as_posix()
                yield path.read_bytes()
