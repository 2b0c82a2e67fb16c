"""Give the addresses of what the site holds for machines, as `urls` gives those of its pages.

Every file here is the same for all languages, but for the manifests and the Markdown
twins of pages.
"""

from __future__ import annotations

from datetime import date

from radar.publish import urls

LATEST = "data/latest.json"
"""A copy of the newest issue's file."""

INDEX = "data/index.json"
"""What there is below `data/`."""

STATUS = urls.run_report()

LLMS = "llms.txt"
ROBOTS = "robots.txt"
SITEMAP = "sitemap.xml"
WORKER = "sw.js"

SCHEMAS = ("paper", "briefing", "day", "index", "month", "addresses", "status", "radar")
"""What a schema describes; the number in its address changes with what no reader could expect."""


def data(lang: str) -> str:
    """Find the page about the open data."""
    return f"{urls.PREFIX[lang]}data/"


def day(when: date) -> str:
    """Find a day's papers in full, what was told of older ones, and its briefings."""
    return urls.day_data(when)


def month_papers(month: date) -> str:
    """Find the papers of a month, one a line, by any of its days."""
    return f"data/archive/{month:%Y-%m}.jsonl.gz"


def month_briefings(month: date) -> str:
    """Find the briefings of a month, one a line, by any of its days."""
    return f"data/archive/{month:%Y-%m}.briefings.jsonl.gz"


def month_parts(month: date) -> str:
    """Find what the files of a month hold, and where, by any of its days."""
    return f"data/archive/{month:%Y-%m}.json"


def addresses(tier: str, prefix: str) -> str:
    """Find the days of a tier's papers, of those ids whose SHA-256 begins with these hexadecimal digits."""
    return f"data/papers/{tier}/{prefix}.json"


def schema(name: str) -> str:
    """Find the JSON Schema of what `name` says (`SCHEMAS`)."""
    return f"schema/{name}.v1.json"


def markdown(page: str) -> str:
    """Find the Markdown twin of a page by the page's address."""
    return f"{urls.file(page)}.md"


def manifest(lang: str) -> str:
    """Find what a browser needs to install the site (https://www.w3.org/TR/appmanifest/)."""
    return f"{urls.PREFIX[lang]}manifest.webmanifest"


def part_of_sitemap(name: str, number: int = 1) -> str:
    """Find a part of the site map: of a month (`2026-05`) or of the `pages` that change; further ones from 2."""
    return f"sitemap-{name}{f'-{number}' if number > 1 else ''}.xml.gz"
