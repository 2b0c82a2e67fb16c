"""What a run knows of its hosts: how often each was asked, and which to leave alone."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from radar.collect.hosts import Hosts
from radar.collect.retry import ONCE, Trouble
from radar.outcomes import Failed, SourceState

NOW = datetime(2026, 3, 6, 8, tzinfo=UTC)
SILENT = Trouble(failed=Failed(state=SourceState.DOWN, reason="timeout"), silent=True)


def limited(until: datetime | None) -> Trouble:
    failed = Failed(state=SourceState.LIMITED, reason="HTTP 429", retry_at=until)
    return Trouble(failed=failed, tries=3, wait=3600.0)


def test_host_that_asks_to_wait_is_left_alone_until_then() -> None:
    hosts = Hosts()
    until = NOW + timedelta(hours=1)
    hosts.gave_up("journal.example", limited(until))
    hosts.answered("journal.example")
    spared = hosts.left_alone("journal.example", now=NOW)
    assert spared
    assert (spared.failed.state, spared.failed.retry_at, spared.tries) == (SourceState.LIMITED, until, ONCE)
    assert hosts.left_alone("journal.example", now=until) is None
    assert hosts.left_alone("other.example", now=NOW) is None


def test_wait_without_a_time_closes_nothing() -> None:
    hosts = Hosts()
    hosts.gave_up("journal.example", limited(None))
    assert hosts.left_alone("journal.example", now=NOW) is None


def test_only_an_unbroken_row_of_silences_counts() -> None:
    hosts = Hosts()
    refused = Trouble(failed=Failed(state=SourceState.BLOCKED, reason="HTTP 403"))
    for what in (SILENT, SILENT, refused, refused, refused):
        hosts.gave_up("journal.example", what)
    assert hosts.left_alone("journal.example", now=NOW) is None
    hosts.answered("journal.example")
    for _ in range(2):
        hosts.gave_up("journal.example", SILENT)
    assert hosts.left_alone("journal.example", now=NOW) is None
    hosts.gave_up("journal.example", SILENT)
    spared = hosts.left_alone("journal.example", now=NOW)
    assert spared
    assert (spared.failed.state, spared.tries) == (SourceState.DOWN, ONCE)
