"""Write mistakes as GitHub Actions shows them beside the file: workflow commands, escaped by its rules."""

from __future__ import annotations

from radar.cli.talk import one_line
from radar.errors import ConfigError


def as_annotations(error: ConfigError) -> str:
    """Write mistakes as GitHub Actions annotations (`::error file=…,line=…::`), data escaped by its rules."""
    return "\n".join(
        f"::error file={_property(error.file)},line={max(1, m.line)}::"
        + _message("  ".join(filter(None, m.parts("en", "zh"))))
        for m in error.mistakes
    )


def _message(text: str) -> str:
    return one_line(text).replace("%", "%25")


def _property(text: str) -> str:
    return _message(text).replace(":", "%3A").replace(",", "%2C")
