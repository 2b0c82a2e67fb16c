"""Put together what a run did, while it does it: the report that the status page and the job summary read."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from pathlib import Path
from typing import Any, Final

from radar.archive import runs, unfinished
from radar.archive.ledger import Ledger
from radar.archive.unfinished import Unfinished
from radar.brief.asking import Spent
from radar.brief_days import Briefed
from radar.enrich import Enriched
from radar.models import Paper, Update
from radar.outcomes import Harvest, Quarantined, RunReport, SourceReport, SourceState
from radar.sift import health
from radar.sift.merge import Merged

MOST_QUARANTINED: Final = 100
"""Items named in one report; of more only the first are."""
TORN: Final = "the last line is cut off: restore the file from git, or delete that line to let its paper go"


@dataclass(frozen=True, kw_only=True, slots=True)
class Run:
    """Hold what one run did, room by room."""

    day: date
    started: datetime
    finished: datetime
    harvests: tuple[Harvest, ...]
    merged: Merged
    briefed: Briefed = field(default_factory=Briefed)
    enriched: Enriched = field(default_factory=Enriched)
    torn: tuple[date, ...] = ()
    """Days whose ledger file something outside has cut off."""
    requests: Mapping[str, int] = field(default_factory=dict)


@dataclass(kw_only=True, slots=True)
class Account:
    """Keep account of a run as it goes on, on disk too: a run that is killed is taken up from there."""

    archive: Path
    private: Path
    run: Run
    history: Sequence[RunReport]
    """Reports of earlier days."""
    owed: tuple[date, ...] = ()
    """Days to be briefed anew, of killed runs before and of this one."""
    added: tuple[Paper | Update, ...] = ()

    def add(self, papers: Iterable[Paper], updates: Iterable[Update], **known: Any) -> tuple[date, ...]:  # noqa: ANN401 - fields of Run
        """Note records and what is `known` of the run, add them to the ledger; give the days that changed."""
        papers, updates = tuple(papers), tuple(updates)
        records: tuple[Paper | Update, ...] = (*papers, *updates)
        self.run = replace(self.run, **known)
        if records:
            self.added = (*self.added, *records)
            self.owed = tuple(sorted({*self.owed, *(one.day for one in records)}))
            self._note(self.report())
        return Ledger(self.archive).add(papers, updates)

    def report(self) -> RunReport:
        """Make the day's report, earlier runs included."""
        return runs.merge(runs.read(self.archive, self.run.day), make(self.run, self.history))

    def close(self, **known: Any) -> RunReport:  # noqa: ANN401 - fields of Run
        """Write the report, all of the run being known now; `unfinished.forget` comes last of all."""
        self.run = replace(self.run, **known)
        report = self.report()
        if self.owed:
            self._note(report)
        runs.write(self.archive, report)
        return report

    def _note(self, report: RunReport) -> None:
        unfinished.note(self.private, Unfinished(report=report, records=self.added, days=self.owed))


def make(run: Run, history: Sequence[RunReport]) -> RunReport:
    """Make the report of one run; `history` are reports of earlier days.

    A torn ledger file stands among what was quarantined, and makes the day partial.
    """
    lines = health.carried((_line(harvest, run) for harvest in run.harvests), history, today=run.day)
    cut = tuple(Quarantined(source="ledger", item=f"{day}.jsonl", reason=TORN) for day in run.torn)
    items = (*cut, *(item for harvest in run.harvests for item in harvest.quarantined), *run.briefed.left_out)
    report = RunReport(
        day=run.day,
        started=run.started,
        finished=run.finished,
        state=runs.verdict(lines, run.briefed.counts, brought=bool(run.merged.papers or run.merged.updates)),
        sources=lines,
        briefings=dict(run.briefed.counts),
        model=figures(run.briefed.spent),
        model_trouble=run.briefed.trouble,
        quarantined=items[:MOST_QUARANTINED],
        requests=dict(run.requests),
        abstracts=dict(run.enriched.given),
    )
    return replace(report, state="partial") if cut and report.state in ("complete", "quiet") else report


def figures(spent: Spent) -> Mapping[str, float]:
    """Write what a model cost as the report holds it; dollars to the millionth, seconds to the tenth."""
    return {
        "calls": spent.calls,
        "tokens_in": spent.tokens_in,
        "tokens_out": spent.tokens_out,
        "usd": round(spent.usd, 6),
        "seconds": round(spent.seconds, 1),
    }


def spent(report: RunReport | None) -> Spent:
    """Read back what the model has cost in a day's runs so far."""
    model = report.model if report else {}
    return Spent(
        calls=int(model.get("calls", 0)),
        tokens_in=int(model.get("tokens_in", 0)),
        tokens_out=int(model.get("tokens_out", 0)),
        usd=float(model.get("usd", 0.0)),
        seconds=float(model.get("seconds", 0.0)),
    )


def _line(harvest: Harvest, run: Run) -> SourceReport:
    merged, name = run.merged, harvest.source
    return SourceReport(
        name=name,
        state=harvest.state,
        fetched=len(harvest.listings),
        new=merged.new.get(name, 0),
        updated=merged.updated.get(name, 0),
        duplicate=merged.duplicates.get(name, 0),
        skipped=merged.skipped.get(name, 0),
        reason=harvest.reason,
        batch_day=harvest.batch_day if harvest.state is not SourceState.NOT_MODIFIED else None,
        caught_up=harvest.caught_up,
        retry_at=harvest.retry_at if harvest.state.is_failure else None,
    )
