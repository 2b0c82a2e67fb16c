"""Write an invented archive for the tests of what readers do: forty days, two topics, names that are nearly one."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import built_site
import small_archive
from radar.config import Config
from radar.models import Paper, Place

NEWEST = small_archive.FRIDAY
OLD = NEWEST - timedelta(days=39)
SIZE = 5
NAMES = ("Sample Q. Author", "Author, Sample Q.", "SAMPLE  Q.  AUTHOR", "Sample P. Author", "Sämple Q. Author")
"""Three spellings of one name, a near name, and one that differs by an accent alone, which folding takes off."""


def config(**more: object) -> Config:
    """Give the settings: five cards on home."""
    site = {"title": "Sample Radar", "banner": "An invented notice."}
    return small_archive.settings(**{"site": site, "show": {"home": SIZE, "per_topic": 5}, **more})


def papers() -> list[Paper]:
    """Invent 43 papers: one a day of routers, every fifth of tides, more on the newest day."""
    found = [_of_day(n) for n in range(40)]
    found += [
        small_archive.paper(n, title=f"Invented Router {n}", authors=("Sample Author 98", NAMES[n % 3]))
        for n in range(200, 210)
    ]
    crowd = tuple(f"Sample Author {n}" for n in range(120, 132))
    found.append(
        small_archive.paper(300, title="A tide with many names", abstract="Of tides. Number 300.", authors=crowd)
    )
    found.append(small_archive.paper(301, id="arxiv:2402.00301", title="Invented Update", places=(_LATER,)))
    return found


_LATER = Place(name="arXiv", kind="arxiv", category="cs.AI", announce="replace", version=4)
_JOURNAL = Place(name="Sample Journal", kind="feed")


def _of_day(n: int) -> Paper:
    word = "tide" if n % 5 == 0 else "router"
    places = (_JOURNAL,) if n % 7 == 3 else (Place(name="arXiv", kind="arxiv", category="cs.AI", announce="new"),)
    return small_archive.paper(
        n + 1,
        day=NEWEST - timedelta(days=n),
        title=f"Invented {word} {n}",
        abstract=f"Nothing is said of {word}s here.",
        authors=(NAMES[3] if n == 2 else NAMES[4] if n == 39 else f"Sample Author {n}", "Sample Author 99"),
        places=places,
    )


def make(folder: Path, **more: object) -> Path:
    """Build the site; gives its output folder."""
    small_archive.write(folder / "content", papers())
    built_site.make(folder, config(**more))
    return folder / "output"
