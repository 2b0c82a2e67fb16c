"""Give what was first met on a day: in the order of its page, and in the order in which files hold it."""

from __future__ import annotations

from collections.abc import Iterator

from radar.publish.view import Day, Entry


def indexed(day: Day) -> Iterator[Entry]:
    """Give the papers of a day that authors are found by: new ones, then those first met in a later version."""
    yield from day.papers
    yield from (event.entry for event in day.events if event.is_first)


def first_met(day: Day) -> tuple[Entry, ...]:
    """Give everything that was first met on a day, papers as ranked, then notices and news, each once."""
    found = (*indexed(day), *day.notices, *day.news)
    return tuple({entry.slug: entry for entry in found}.values())


def in_order(day: Day) -> tuple[Entry, ...]:
    """Give the same in the order of slugs.

    A paper's number here is its place in the archive's files: it stays when ranks change.
    """
    return tuple(sorted(first_met(day), key=lambda entry: entry.slug))
