"""Let `python -m radar` be `radar`."""

from radar.cli import entry

entry()
