"""AcademicHub's radar: a Pelican plugin, and the program behind it.

Importing this package does not import Pelican; `register` does.
"""

from __future__ import annotations

__version__ = "0.1.0"


def register() -> None:
    """Connect the plugin to Pelican's signals; Pelican calls this once."""
    from radar.door import connect  # noqa: PLC0415 - importing the package must not import Pelican

    connect()
