"""Tell in codes how each source fared, by run and by day; templates put them into words.

    reports, calendars ──► Status   for the status page: a source's last run and last 14 days
                       └─► notes    for a day's page: why papers of that day may be missing

A code is one of `CODES`. It says more than a state does: of a source that gave nothing
it says whether that was to be expected, of one that failed whether it is asked again.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from types import MappingProxyType
from typing import Final

from radar.config_sources import Calendar
from radar.outcomes import RunReport, SourceReport, SourceState
from radar.publish.incremental import fingerprint
from radar.publish.view import Site
from radar.sift import coverage, health, schedule

DAYS: Final = 14
"""How many days up to the newest run the status page looks back."""
_BUILT_BY: Final = timedelta(hours=1)
"""How long after Eastern midnight arXiv's list of the day may take."""
_ONE_DAY: Final = timedelta(days=1)
_RIPENS: Final = timedelta(days=2)
"""How long a source without lists by day may add to a day: asking for it again is no arrear till then."""
_SATURDAY: Final = 5
_PLAIN: Final = MappingProxyType(
    {
        SourceState.LIMITED: "limited",
        SourceState.BLOCKED: "blocked",
        SourceState.DOWN: "down",
        SourceState.GONE: "gone",
    }
)
TONES: Final = MappingProxyType(
    {
        "fine": "good",
        **dict.fromkeys(("quiet", "holiday"), "calm"),
        **dict.fromkeys(("late", "stale", "partial", "suspicious", "limited"), "wait"),
        **dict.fromkeys(("blocked", "down", "missing", "gone", "error"), "bad"),
        "none": "none",
    }
)
"""How much a code should worry a reader: `good`, `calm`, `wait` (mends itself), `bad`, `none` (not asked)."""
CODES: Final = tuple(TONES)


@dataclass(frozen=True, kw_only=True, slots=True)
class DayTold:
    """Say how a source fared on one day."""

    day: date
    code: str
    new: int = 0

    @property
    def tone(self) -> str:
        """Tell how much it should worry a reader."""
        return TONES[self.code]


@dataclass(frozen=True, kw_only=True, slots=True)
class SourceTold:
    """Say how a source fared in the newest run, and before."""

    line: SourceReport
    code: str
    is_weekend: bool
    """It announces on weekdays only, and the run's day is none."""
    last_gave: date | None
    failing_since: date | None
    owed: tuple[date, ...]
    """Days before the run's whose lists have not come and are asked for again, oldest first."""
    lost: tuple[date, ...]
    """Days whose lists never came and are not asked for any more, oldest first."""
    days: tuple[DayTold, ...]
    """The last `DAYS` days, newest first."""

    @property
    def tone(self) -> str:
        """Tell how much it should worry a reader."""
        return TONES[self.code]


@dataclass(frozen=True, kw_only=True, slots=True)
class Status:
    """Hold what the status page shows of the newest run."""

    report: RunReport
    worrying: tuple[SourceTold, ...]
    """Sources that failed, or whose list of the day is not there, in the report's order."""
    others: tuple[SourceTold, ...]
    runs: tuple[tuple[date, RunReport | None], ...]
    """The last `DAYS` days with their reports, newest first."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Note:
    """Say why papers of some sources may be missing from a day.

    `why` is `weekend`, `holiday`, `later` (their list came later), `owed` (it will be
    asked for again), `lost` (it will not), `failed` (sources that give no lists by day),
    or `unrun` (no run on that day).
    """

    why: str
    names: tuple[str, ...] = ()
    when: date | None = None
    """For `later`: the day of the run that brought the last of them."""


Caught = Mapping[tuple[str, date], date]
"""By source and day: the day of the first run that brought the day's list whole."""


def code(line: SourceReport, report: RunReport, calendar: Calendar) -> str:
    """Name how a source fared on a report's day.

    A list is `late` when it should be out by the report's end and is not, be it that the
    one of the day before still stands (`stale` with a batch) or that nothing came.
    """
    match line.state:
        case SourceState.STALE:
            return "late" if line.batch_day and line.batch_day < report.day else "stale"
        case SourceState.DEGRADED:
            return "suspicious" if health.is_suspicious(line) else "partial"
        case SourceState.ERROR:
            return "missing" if health.days_missing(line) else "error"
        case SourceState.OK | SourceState.NOT_MODIFIED | SourceState.EMPTY:
            return _answered(line, report, calendar)
    return _PLAIN[line.state]


def caught(reports: Iterable[RunReport]) -> Caught:
    """Tell which days' lists came whole, and by the run of which day first."""
    found: dict[tuple[str, date], date] = {}
    for report in sorted(reports, key=lambda one: one.day):
        for line in report.sources:
            for day in (line.batch_day, *line.caught_up):
                if day:
                    found.setdefault((line.name, day), report.day)
    return found


def calendars(site: Site) -> Mapping[str, Calendar]:
    """Tell by which calendar each source announces, by the name reports give it."""
    return {source.label: source.calendar for source in site.config.sources}


def status(site: Site) -> Status | None:
    """Gather the status page of a site; None where there is no run on record."""
    if not site.runs:
        return None
    report = site.runs[0]
    told = tuple(_source(site, line) for line in report.sources)
    by_day = {one.day: one for one in site.runs[: DAYS + 1]}
    return Status(
        report=report,
        worrying=tuple(one for one in told if one.tone in ("wait", "bad")),
        others=tuple(one for one in told if one.tone not in ("wait", "bad")),
        runs=tuple((day, by_day.get(day)) for day in _last_days(report.day)),
    )


def open_since(site: Site) -> date | None:
    """Give the first day whose lists are still asked for; None where nothing has run."""
    if not site.runs:
        return None
    return site.runs[0].day + _ONE_DAY - timedelta(days=site.config.update.window_days)


def notes_from(site: Site, day: date) -> str:
    """Sum up what `notes` of a day are made from, besides the day's own report."""
    since = open_since(site)
    came = sorted(site.register.caught_on(day).items())
    return fingerprint(since is None, bool(since and day >= since), came)


def notes(site: Site, report: RunReport | None) -> tuple[Note, ...]:
    """Say why papers of a report's day may be missing, worst last; nothing for a day that is whole.

    What a later run brought (`caught`) is not missing any more.
    """
    if report is None:
        return (Note(why="unrun"),) if site.runs else ()
    found: dict[str, list[str]] = {why: [] for why in ("weekend", "holiday", "later", "owed", "lost", "failed")}
    known, came = calendars(site), site.register.caught_on(report.day)
    for line in report.sources:
        if why := _why(line, report, known.get(line.name, ""), came, site):
            found[why].append(line.name)
    runs = [came[name] for name in found["later"]]
    return tuple(
        Note(why=why, names=tuple(names), when=max(runs) if why == "later" else None)
        for why, names in found.items()
        if names
    )


def _answered(line: SourceReport, report: RunReport, calendar: Calendar) -> str:
    """Name how a source fared that answered in full."""
    if calendar == "weekdays" and _is_late(line, report):
        return "late"
    if line.new or line.updated:
        return "fine"
    is_weekday = report.day.weekday() < _SATURDAY
    if calendar == "weekdays" and is_weekday and not line.fetched and schedule.is_quiet(report.day):
        return "holiday"
    return "quiet"


def _is_late(line: SourceReport, report: RunReport) -> bool:
    """Tell whether a list that should be out by the report's end did not come.

    New papers without any day caught up are those of the day: old reports name no batch.
    """
    built = (report.finished - _BUILT_BY).astimezone(schedule.EASTERN).date()
    if schedule.is_quiet(report.day) or built < report.day or report.day in (line.batch_day, *line.caught_up):
        return False
    return bool(line.caught_up) or not line.new


def _source(site: Site, line: SourceReport) -> SourceTold:
    report, calendar = site.runs[0], calendars(site).get(line.name, "")
    window = site.config.update.window_days
    next_run = report.day + _ONE_DAY
    first = coverage.owed_since(site.runs[-1].day, today=next_run, window_days=window)
    ripe = report.day - (_RIPENS if calendar == "daily" else timedelta())
    return SourceTold(
        line=line,
        code=code(line, report, calendar),
        is_weekend=calendar == "weekdays" and report.day.weekday() >= _SATURDAY,
        last_gave=line.last_gave or _last_gave(site.runs, line.name),
        failing_since=line.failing_since or _failing_since(site.runs, line.name),
        owed=coverage.missed(site.runs, line.name, first=first, today=ripe, calendar=calendar),
        lost=coverage.lost(site.runs, line.name, today=next_run, window_days=window, calendar=calendar),
        days=_days(site.runs, line.name, report.day, calendar),
    )


def _days(runs: Sequence[RunReport], name: str, today: date, calendar: Calendar) -> tuple[DayTold, ...]:
    told = {
        report.day: DayTold(day=report.day, code=code(line, report, calendar), new=line.new)
        for report in runs[:DAYS]
        for line in report.sources
        if line.name == name
    }
    return tuple(told.get(day, DayTold(day=day, code="none")) for day in _last_days(today))


def _last_days(today: date) -> tuple[date, ...]:
    return tuple(today - timedelta(days=n) for n in range(DAYS))


def _last_gave(runs: Iterable[RunReport], name: str) -> date | None:
    """Find when a source last gave a record, where its report does not carry it."""
    told = ((report.day, line) for report in runs for line in report.sources if line.name == name)
    return next((line.last_gave or day for day, line in told if line.last_gave or line.fetched), None)


def _failing_since(runs: Iterable[RunReport], name: str) -> date | None:
    """Find since when a source fails, where its report does not carry it."""
    since = None
    for report in runs:
        for line in report.sources:
            if line.name == name and not line.state.is_failure:
                return since
            if line.name == name:
                since = report.day
    return since


def _why(line: SourceReport, report: RunReport, calendar: Calendar, came: Mapping[str, date], site: Site) -> str:
    """Say why papers of one source may be missing from a report's day; empty where none should be."""
    told = code(line, report, calendar)
    if TONES[told] not in ("wait", "bad"):
        weekend = calendar == "weekdays" and not line.fetched and report.day.weekday() >= _SATURDAY
        return "weekend" if weekend else told if told == "holiday" else ""
    if not calendar:
        return "failed"
    if run := came.get(line.name):
        return "later" if run > report.day else ""
    since = open_since(site)
    return "owed" if since and report.day >= since else "lost"
