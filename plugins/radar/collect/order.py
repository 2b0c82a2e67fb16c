"""Say what a run asks of its sources."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from radar.collect.apart import IN_PROCESS, Parser
from radar.outcomes import Validators


@dataclass(frozen=True, kw_only=True, slots=True)
class Order:
    """Hold what every collector needs to know about the run that calls it."""

    now: datetime
    """The run's aware UTC instant."""
    today: date
    """The day the run stands on."""
    window_days: int = 7
    since: date | None = None
    """Reach back to here where that is further than the window."""
    missed: Mapping[str, tuple[date, ...]] = field(default_factory=dict)
    """By source label: announcement days to ask for again, oldest first."""
    validators: Mapping[str, Validators] = field(default_factory=dict)
    """By URL: what the last complete answer said about itself."""
    watch: tuple[str, ...] = ()
    """Names of watched authors, as configured."""
    only: str | None = None
    """Ask this source alone."""
    began: date = date.min
    """The day of the archive's first run, before which nothing is known."""
    limits: Mapping[str, datetime] = field(default_factory=dict)
    """By source label: not to be asked before then, as it told an earlier run."""
    parser: Parser = IN_PROCESS
    """Where what came is parsed; a run gives `apart.Apart`, tests may do without."""
    keys: Mapping[str, str] = field(default_factory=dict, repr=False)
    """By service (`openalex`): the owner's key to its API. A secret: it is sent, and never shown or kept."""
