"""Hold the command `radar probe`: open journals of the catalogue over the network, and say what came."""

from __future__ import annotations

import argparse
from collections.abc import Sequence

from radar.archive.dialect import escape
from radar.cli.talk import Answer, one_line
from radar.collect import catalogue
from radar.collect.apart import Apart
from radar.collect.catalogue import Entry
from radar.collect.order import Order
from radar.collect.probe import Probed
from radar.collect.probe import probe as ask
from radar.environment import Environment
from radar.errors import ConfigError, Mistake

DONE, PARTIAL = 0, 3


def probe(options: argparse.Namespace, surroundings: Environment) -> Answer:
    """Ask the journals named, or the whole catalogue; partial where one that claims to work does not."""
    entries = _entries(options.journals)
    now = surroundings.clock()
    with surroundings.door() as door, Apart() as parser:
        order = Order(now=now, today=now.date(), parser=parser, keys=surroundings.keys)
        probed = ask(entries, order, door)
    broken = [one for one in probed if one.is_broken_promise]
    proved = [one for one in probed if one.works and one.entry.is_unverified]
    summary = (
        f"{len(probed)} asked, {sum(one.works for one in probed)} answered; "
        f"{len(broken)} that should work did not, {len(proved)} nobody had tried did"
    )
    return Answer(
        command="probe",
        code=PARTIAL if broken else DONE,
        data={"journals": {one.entry.id: _data(one) for one in probed}},
        warnings=[one_line(f"{one.entry.id}: {one.harvest.state}: {one.harvest.reason}") for one in broken],
        text=f"{_table(probed)}\n\n{summary}",
    )


def _entries(asked: Sequence[str]) -> tuple[Entry, ...]:
    known = catalogue.load()
    if not asked:
        return known.entries
    unknown = [word for word in asked if not known.find(word)]
    if unknown:
        mistakes = (
            Mistake(path=word, what="no journal of the catalogue", nearest=known.nearest(word)) for word in unknown
        )
        raise ConfigError("radar probe", tuple(mistakes))
    return tuple(entry for word in dict.fromkeys(asked) if (entry := known.find(word)))


def _data(one: Probed) -> dict[str, object]:
    harvest = one.harvest
    return {
        "evidence": one.entry.evidence,
        "state": str(harvest.state),
        "records": len(harvest.listings),
        "lacks": one.shortcomings,
        "reason": harvest.reason,
    }


def _table(probed: Sequence[Probed]) -> str:
    """Write Markdown: what failed first, then in the order of the catalogue."""
    rows = sorted(probed, key=lambda one: (one.works, not one.is_broken_promise))
    head = "| journal | kind | evidence | state | records | lacks | reason |\n|---|---|---|---|--:|---|---|"
    return "\n".join([head, *map(_row, rows)])


def _row(one: Probed) -> str:
    entry, harvest = one.entry, one.harvest
    cells = (
        entry.id,
        entry.kind,
        entry.evidence,
        str(harvest.state),
        str(len(harvest.listings)),
        one.shortcomings,
        escape(harvest.reason) if harvest.reason else "",
    )
    return one_line("| " + " | ".join(cells) + " |")
