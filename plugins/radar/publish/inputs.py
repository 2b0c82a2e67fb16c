"""Name what units are made from, so that two units that read the same say the same."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from radar.publish.view import Site


def look(site: Site) -> dict[str, str]:
    """Name what every page depends on: templates, translations, the theme's files, settings, the program."""
    return {"look": site.look, **settings(site)}


def settings(site: Site) -> dict[str, str]:
    """Name what every file depends on: radar.toml, the site's address and languages, the program."""
    return {"settings": site.settings}


def days(site: Site, dates: Iterable[date]) -> dict[str, str]:
    """Name everything that some days show."""
    return {f"day {day.isoformat()}": site.register.digest(day) for day in dates}


def ages(site: Site, dates: Iterable[date]) -> dict[str, str]:
    """Name which of some days are recent."""
    return {f"age {day.isoformat()}": "recent" if site.is_recent(day) else "old" for day in dates}


def contents(site: Site, dates: Iterable[date]) -> dict[str, str]:
    """Name what some days show apart from related papers and the run report."""
    return {f"content {day.isoformat()}": site.register.content(day) for day in dates}
