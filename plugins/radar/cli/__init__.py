"""Offer the command line: `radar update | build | run | push | check | probe | serve | verify`."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence

from radar.cli.commands import INTERRUPTED
from radar.cli.main import main
from radar.cli.talk import crashed

__all__ = ["entry", "main"]


def entry(arguments: Sequence[str] | None = None) -> None:
    """Run the command line and leave with its exit code.

    When interrupted, at once: threads that wait for a source would keep the process alive.
    """
    sys.excepthook = crashed
    code = main(arguments)
    if code == INTERRUPTED:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)
    sys.exit(code)
