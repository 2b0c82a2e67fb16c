"""Tell the days that are to be told, each on each channel once.

    Site ──► due days ──► for each channel: not told yet?
                             note "sending" ──► send ──► note sent | failed | unclear

A message leaves at most once: its record is written before it does. What certainly
failed is tried again by the next run; what may have arrived is not, unless an owner asks
(`again`), because people mind a message twice more than a digest that the site holds
anyway. A channel fails alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Final

from radar.archive import pushed
from radar.archive.pushed import SENDING
from radar.publish.view import Day, Site
from radar.push import websub
from radar.push.channels import Channel
from radar.push.digest import digest
from radar.push.outcome import Outcome, Sent, unclear
from radar.push.post import Post

_KNOWN_FOR: Final = timedelta(days=60)
"""How far back the records tell that a channel is no new one."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Task:
    """Name a day to tell on a channel."""

    day: Day
    channel: Channel


@dataclass(frozen=True, kw_only=True, slots=True)
class Told:
    """Say what became of a day on one channel."""

    day: date
    channel: str
    outcome: Outcome


@dataclass(frozen=True, kw_only=True, slots=True)
class Asked:
    """Hold what an owner asks of one run."""

    day: date | None = None
    """This day alone, however old; None for those that are due."""
    again: bool = False
    """Whether what may have arrived is sent once more."""


def due(site: Site, asked: Asked, now: datetime) -> tuple[Day, ...]:
    """Give the days to tell, oldest first: with something to tell, begun, and no older than `push.days`."""
    rules = site.config.push
    today = now.astimezone(UTC).date()
    known = {day.day: day for day in site.days}
    wanted = [asked.day] if asked.day else [today - timedelta(days=n) for n in range(rules.days, -1, -1)]
    found = (known.get(day) or _quiet_day(site, day) for day in wanted)
    return tuple(
        day
        for day in found
        if day and (_tells(day) or rules.quiet) and (asked.day or now >= _begins(day.day, rules.not_before))
    )


def tasks(site: Site, root: Path, channels: Sequence[Channel], asked: Asked, now: datetime) -> tuple[Task, ...]:
    """Give what is left to send: days after the last that a channel was told, and those that failed on it.

    A channel that was never told anything gets the newest day alone.
    """
    days = due(site, asked, now)
    records = {day.day: pushed.read(root, day.day) for day in days}
    last = _last_told(root, now.date()) if days else {}
    before_newest = days[-1].day - timedelta(days=1) if days else date.min
    return tuple(
        Task(day=day, channel=channel)
        for channel in channels
        for day in days
        if _is_open(
            records[day.day].get(channel.name),
            asked,
            is_next=day.day > last.get(channel.name, before_newest),
        )
    )


def tell(site: Site, root: Path, todo: Sequence[Task], now: datetime) -> Iterator[Told]:
    """Send one after the other, each written down before and after. Call it under the archive's lock."""
    for task in todo:
        day, name = task.day.day, task.channel.name
        words = digest(site, task.day, task.channel.lang)
        pushed.note(root, day, name, pushed.Push(state=SENDING, at=now))
        outcome = task.channel.send(words, now)
        pushed.note(root, day, name, pushed.Push(state=str(outcome.state), at=now, reason=outcome.reason))
        yield Told(day=day, channel=name, outcome=outcome)


def unclear_before(root: Path, days: Sequence[Day], names: Sequence[str]) -> tuple[Told, ...]:
    """Name what earlier runs sent without learning whether it arrived."""
    return tuple(
        Told(day=day.day, channel=name, outcome=unclear(push.reason or "the run ended while it was sent"))
        for day in days
        for name, push in pushed.read(root, day.day).items()
        if name in names and push.state in (SENDING, Sent.UNCLEAR)
    )


def tell_hub(site: Site, root: Path, hub: str, post: Post, now: datetime) -> Told | None:
    """Tell the hub if the newest day is not what it was when the hub was last told; None where it is."""
    newest = site.days[0] if site.days else None
    addresses = websub.feeds(site)
    if not (newest and addresses):
        return None
    mark = websub.fingerprint(newest)
    before = pushed.read(root, newest.day).get(websub.CHANNEL)
    if before and before.of == mark and before.state == Sent.SENT:
        return None
    outcome = websub.tell(hub, addresses, post)
    record = pushed.Push(state=str(outcome.state), at=now, reason=outcome.reason, of=mark)
    pushed.note(root, newest.day, websub.CHANNEL, record)
    return Told(day=newest.day, channel=websub.CHANNEL, outcome=outcome)


def _tells(day: Day) -> bool:
    return bool(day.papers or day.notices or day.events or any(day.briefings.values()))


def _quiet_day(site: Site, day: date) -> Day | None:
    """Make a day of a run that went well and brought nothing; None for one that failed, or never ran."""
    run = next((report for report in site.runs if report.day == day), None)
    return Day(day=day, run=run) if run and run.state == "quiet" else None


def _begins(day: date, not_before: str) -> datetime:
    return datetime.combine(day, time.fromisoformat(not_before) if not_before else time(), UTC)


def _last_told(root: Path, today: date) -> Mapping[str, date]:
    """Give the last day of which each channel has a record."""
    recent = [day for day in pushed.days(root) if day >= today - _KNOWN_FOR]
    return {name: day for day in recent for name in pushed.read(root, day)}


def _is_open(push: pushed.Push | None, asked: Asked, *, is_next: bool) -> bool:
    if push is None:
        return is_next or asked.day is not None
    return push.state == Sent.FAILED or (asked.again and push.state in (SENDING, Sent.UNCLEAR))


def by_day(told: Sequence[Told]) -> Mapping[str, Mapping[str, str]]:
    """Order outcomes by day and channel, for JSON."""
    days = dict.fromkeys(each.day.isoformat() for each in told)
    return {day: {t.channel: str(t.outcome.state) for t in told if t.day.isoformat() == day} for day in days}
