"""Keep one run report a day: `runs/YYYY/YYYY-MM-DD.json`.

Several runs of one day make one report; a run that brought nothing leaves it as it
stands, byte for byte: not even its requests are added.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any, Final

from radar.archive import atomic, json_values
from radar.archive.json_values import day_of, days, instant, instant_text, number, objects, table, text
from radar.errors import ArchiveError
from radar.outcomes import Quarantined, RunReport, SourceReport, SourceState

_SCHEMA: Final = 1
_QUIET: Final = frozenset({SourceState.NOT_MODIFIED, SourceState.EMPTY})
_IN_PART: Final = frozenset({SourceState.DEGRADED, SourceState.STALE})

_LINE_DAYS: Final = ("batch_day", "last_gave", "failing_since")


def path(root: Path, day: date) -> Path:
    """Name a day's report, whether or not there is one."""
    return root / "runs" / f"{day:%Y}" / f"{day.isoformat()}.json"


def read(root: Path, day: date) -> RunReport | None:
    """Read a day's report; None where there is none. Raises ArchiveError naming the file."""
    file = path(root, day)
    try:
        return load(file.read_bytes())
    except FileNotFoundError:
        return None
    except OSError as error:
        raise ArchiveError(f"{file}: cannot be read: {error.strerror or error}") from error
    except ValueError as error:
        raise ArchiveError(f"{file}: {error}") from error


def write(root: Path, report: RunReport) -> bool:
    """Write a day's report; False when it stands already."""
    try:
        data = dump(report)
    except ValueError as error:
        raise ArchiveError(f"{path(root, report.day)}: cannot be written: {error}") from error
    return atomic.write(path(root, report.day), data)


def all_reports(root: Path) -> Iterator[RunReport]:
    """Read every report, oldest first."""
    return _reports(root, date.min, date.max)


def recent(root: Path, first: date, last: date) -> tuple[RunReport, ...]:
    """Read the reports from `first` to `last`, both included, oldest first."""
    return tuple(_reports(root, first, last))


def before(root: Path, day: date, count: int) -> tuple[RunReport, ...]:
    """Read the newest `count` reports of days before `day`, newest first; no other is opened."""
    days_before = [each for each in _days(root) if each < day]
    found = (read(root, each) for each in reversed(days_before[-count:]))
    return tuple(filter(None, found))


def first_day(root: Path) -> date | None:
    """Give the day of the oldest run report, by names alone; None where there is none."""
    return next(_days(root), None)


def mark_sample(root: Path, day: date) -> bool:
    """Say in a day's report, if there is one, that the site built with it is the sample."""
    report = read(root, day)
    return report is not None and write(root, replace(report, sample=True))


def merge(earlier: RunReport | None, later: RunReport) -> RunReport:
    """Make one report of a day's runs so far and one more.

    What a later run found new is added to what the earlier ones found; what it saw
    again is not counted again. `briefings` are those that stand after the last run
    that made any. Gives `earlier` itself when nothing but times and requests would change.
    """
    if earlier is None:
        return later
    before = {line.name: line for line in earlier.sources}
    after = {line.name: line for line in later.sources}
    joined = {name: _merge_source(before[name], after[name]) for name in before if name in after}
    sources = tuple({**before, **after, **joined}.values())
    briefings = later.briefings or earlier.briefings
    brought = any(line.new or line.updated for line in sources)
    merged = replace(
        earlier,
        finished=later.finished,
        state=verdict(sources, briefings, brought=brought or "complete" in (earlier.state, later.state)),
        sources=sources,
        briefings=briefings,
        model=_add(earlier.model, later.model),
        model_trouble=later.model_trouble if later.briefings else earlier.model_trouble,
        quarantined=tuple(dict.fromkeys((*earlier.quarantined, *later.quarantined))),
        requests=_sum(earlier.requests, later.requests),
        abstracts=_sum(earlier.abstracts, later.abstracts),
        sample=later.sample or (earlier.sample and not brought),
    )
    same = replace(merged, finished=earlier.finished, requests=earlier.requests) == earlier
    return earlier if same else merged


def verdict(sources: Iterable[SourceReport], briefings: Mapping[str, int], *, brought: bool) -> str:
    """Sum up a day: `failed`, `partial`, `complete`, or `quiet` when all went well and nothing came."""
    sources = tuple(sources)
    failures = [line for line in sources if line.state.is_failure]
    if failures and len(failures) == len(sources) and not any(line.fetched for line in sources):
        return "failed"
    if failures or briefings.get("failed"):
        return "partial"
    return "complete" if brought else "quiet"


def dump(report: RunReport) -> bytes:
    """Write a report as CONTRACT's JSON, for people and machines."""
    data: dict[str, object] = {
        "schema": _SCHEMA,
        "day": report.day.isoformat(),
        "started": instant_text(report.started),
        "finished": instant_text(report.finished),
        "state": report.state,
        "sources": [_source_fields(line) for line in report.sources],
        "briefings": dict(report.briefings),
        "model": dict(report.model),
        "quarantined": [
            {"source": item.source, "item": item.item, "reason": item.reason} for item in report.quarantined
        ],
    }
    if report.model_trouble:
        data["model_trouble"] = report.model_trouble
    for key, counts in (("requests", report.requests), ("abstracts", report.abstracts)):
        if counts:
            data[key] = dict(counts)
    if report.sample:
        data["sample"] = True
    return json_values.dump_readable(data)


def load(raw: bytes) -> RunReport:
    """Read a report; raise ValueError saying what is wrong with it."""
    data = json_values.load_object(raw)
    if data.get("schema") != _SCHEMA:
        raise ValueError(f"unknown schema {data.get('schema')!r}: written by a later version?")
    return RunReport(
        day=day_of(data),
        started=instant(data, "started"),
        finished=instant(data, "finished"),
        state=text(data, "state", needed=True),
        sources=tuple(_source(item) for item in objects(data, "sources")),
        briefings=_counts(data, "briefings"),
        model=_figures(table(data, "model")),
        model_trouble=text(data, "model_trouble"),
        quarantined=tuple(
            Quarantined(source=text(item, "source"), item=text(item, "item"), reason=text(item, "reason"))
            for item in objects(data, "quarantined")
        ),
        requests=_counts(data, "requests"),
        abstracts=_counts(data, "abstracts"),
        sample=data.get("sample") is True,
    )


def files(root: Path) -> Mapping[date, os.stat_result]:
    """Look at every report's file without opening it, oldest first. Raises ArchiveError for a day that is none."""
    return {day: path(root, day).stat() for day in _days(root)}


def _reports(root: Path, first: date, last: date) -> Iterator[RunReport]:
    for day in _days(root):
        if first <= day <= last and (report := read(root, day)):
            yield report


def _days(root: Path) -> Iterator[date]:
    """List the days that have a report, oldest first, without opening one."""
    for file in sorted((root / "runs").glob("[0-9][0-9][0-9][0-9]/????-??-??.json")):
        try:
            yield date.fromisoformat(file.stem)
        except ValueError as error:
            raise ArchiveError(f"{file}: no such day") from error


def _merge_source(earlier: SourceReport, later: SourceReport) -> SourceReport:
    state, reason = _merge_state(earlier, later)
    batch_day = later.batch_day or earlier.batch_day
    caught_up = {*earlier.caught_up, *later.caught_up, *_complete_batch(earlier), *_complete_batch(later)}
    if batch_day and not state.is_failure:
        caught_up.discard(batch_day)
    first = later if not earlier.fetched else earlier
    return replace(
        later,
        state=state,
        reason=reason,
        fetched=first.fetched + (later.new + later.updated if first is earlier else 0),
        new=earlier.new + later.new,
        updated=earlier.updated + later.updated,
        duplicate=first.duplicate,
        skipped=first.skipped,
        batch_day=batch_day,
        caught_up=tuple(sorted(caught_up)),
        last_gave=max(filter(None, (earlier.last_gave, later.last_gave)), default=None),
        failing_since=(later.failing_since or earlier.failing_since) if state.is_failure else None,
        retry_at=(later if state is later.state else earlier).retry_at if state.is_failure else None,
    )


def _merge_state(earlier: SourceReport, later: SourceReport) -> tuple[SourceState, str]:
    """Let the later state count, but "nothing new" hide neither a success nor an answer in part."""
    if later.state not in _QUIET:
        return later.state, later.reason
    if not earlier.state.is_failure or earlier.state in _IN_PART:
        return earlier.state, earlier.reason
    return (SourceState.OK, "") if earlier.fetched else (later.state, later.reason)


def _complete_batch(line: SourceReport) -> tuple[date, ...]:
    return (line.batch_day,) if line.batch_day and not line.state.is_failure else ()


def _sum(earlier: Mapping[str, int], later: Mapping[str, int]) -> Mapping[str, int]:
    return dict(Counter(earlier) + Counter(later)) if any(later.values()) else earlier


def _add(earlier: Mapping[str, float], later: Mapping[str, float]) -> Mapping[str, float]:
    """Add up what runs cost; to the millionth of a dollar, where sums of floats begin to differ."""
    if not any(later.values()):
        return earlier or later
    return {key: round(earlier.get(key, 0) + later.get(key, 0), 6) for key in (*earlier, *later)}


def _source_fields(line: SourceReport) -> dict[str, object]:
    fields: dict[str, object] = {
        "name": line.name,
        "state": str(line.state),
        "fetched": line.fetched,
        "new": line.new,
        "updated": line.updated,
        "duplicate": line.duplicate,
        "reason": line.reason,
    }
    if line.skipped:
        fields["skipped"] = line.skipped
    for key in _LINE_DAYS:
        if day := getattr(line, key):
            fields[key] = day.isoformat()
    if line.caught_up:
        fields["caught_up"] = [day.isoformat() for day in line.caught_up]
    if line.retry_at:
        fields["retry_at"] = instant_text(line.retry_at)
    return fields


def _source(data: Mapping[str, Any]) -> SourceReport:
    state = text(data, "state", needed=True)
    if state not in set(SourceState):
        raise ValueError(f"unknown state {state!r}: written by a later version?")
    return SourceReport(
        name=text(data, "name", needed=True),
        state=SourceState(state),
        fetched=number(data, "fetched"),
        new=number(data, "new"),
        updated=number(data, "updated"),
        duplicate=number(data, "duplicate"),
        skipped=number(data, "skipped"),
        reason=text(data, "reason"),
        caught_up=tuple(days(data, "caught_up")),
        retry_at=instant(data, "retry_at") if "retry_at" in data else None,
        **{key: day_of(data, key) for key in _LINE_DAYS if key in data},
    )


def _counts(data: Mapping[str, Any], key: str) -> Mapping[str, int]:
    counts = table(data, key)
    return {name: number(counts, name) for name in counts}


def _figures(data: Mapping[str, Any]) -> Mapping[str, float]:
    for key, value in data.items():
        if isinstance(value, bool) or not isinstance(value, int | float):
            raise ValueError(f"`model.{key}` is no number")
    return data
