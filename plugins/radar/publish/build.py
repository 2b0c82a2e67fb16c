"""Build the site: run Pelican inside this process, and take none of its silences for success."""

from __future__ import annotations

import locale
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

import pelican
from pelican.settings import read_settings

from radar.config import Config
from radar.errors import BuildError, RadarError
from radar.publish.generator import RESULT, BuildResult
from radar.publish.site import ROOT

__all__ = ["BuildResult", "build"]

_TOLD: Final = 3
"""How many of Pelican's errors one message quotes."""


def build(
    config: Config, *, config_path: Path, content: Path, output: Path, sample: bool, workers: int = 0
) -> BuildResult:
    """Make `output` hold the site of what lies below `content`.

    Makes only what changed since the last build, in as many processes as `workers` says
    or, at 0, the machine has cores; writes only files whose bytes differ. Raises
    BuildError for whatever Pelican logs as an error, raises, or leaves unmade;
    ArchiveError where the archive cannot be read.
    """
    overrides = {
        "PATH": str(content.resolve()),
        "OUTPUT_PATH": str(output.resolve()),
        "THEME_TEMPLATES_OVERRIDES": [str(content.resolve().parent / "overrides" / "templates")],
        "RADAR_CONFIG": str(config_path.resolve()),
        "RADAR_CONTENT": str(content.resolve()),
        "RADAR_READ": config,
        "RADAR_SAMPLE": sample,
        "RADAR_UPDATE": False,
        "RADAR_WORKERS": workers,
    }
    content.mkdir(parents=True, exist_ok=True)
    with _errors() as errors, _silence(), _own_locale():
        try:
            settings = read_settings(str(ROOT / "pelicanconf.py"), override=overrides)
            pelican.Pelican(settings).run()
        except RadarError:
            raise
        except Exception as error:
            raise BuildError(f"{type(error).__name__}: {error}") from error
    if errors.found:
        raise BuildError("; ".join(errors.found[:_TOLD]))
    result: Any = settings.get(RESULT)
    if not isinstance(result, BuildResult):
        raise BuildError("Pelican finished without making the site: is the plugin `radar` loaded?")
    return result


class _Errors(logging.Handler):
    """Keep what is logged as an error: Pelican logs and goes on, and its exit code stays 0."""

    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self.found: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Keep one record's text, with the exception that Pelican swallowed."""
        cause = record.exc_info[1] if record.exc_info else None
        self.found.append(record.getMessage() + (f" ({cause!r})" if cause else ""))


@contextmanager
def _errors() -> Iterator[_Errors]:
    handler, log = _Errors(), logging.getLogger("pelican")
    log.addHandler(handler)
    try:
        yield handler
    finally:
        log.removeHandler(handler)


@contextmanager
def _own_locale() -> Iterator[None]:
    """Give the process its locale back: Pelican sets one, and with it how files without an encoding are read."""
    before = locale.setlocale(locale.LC_ALL)
    try:
        yield
    finally:
        locale.setlocale(locale.LC_ALL, before)


@contextmanager
def _silence() -> Iterator[None]:
    """Keep Pelican's "Done" off stdout, which carries data here (CONTRACT)."""
    before = pelican.console.quiet
    pelican.console.quiet = True
    try:
        yield
    finally:
        pelican.console.quiet = before
