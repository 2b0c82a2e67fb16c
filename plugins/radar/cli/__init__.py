"""Offer the command line: `radar update | build | run | check | serve | verify`."""

from __future__ import annotations

import sys
from collections.abc import Sequence

from radar.cli.main import main

__all__ = ["entry", "main"]


def entry(arguments: Sequence[str] | None = None) -> None:
    """Run the command line and leave with its exit code."""
    sys.exit(main(arguments))
