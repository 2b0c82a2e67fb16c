"""Make the page that says what there is for programs, with questions that DuckDB answers from the archive."""

from __future__ import annotations

from datetime import date
from typing import Final

from radar.publish import urls
from radar.publish.data.open_data_archive import briefed, months
from radar.publish.machines import machine_urls
from radar.publish.page import Page, in_every_language
from radar.publish.view import Site

ELSEWHERE: Final = "https://radar.example"
"""Stands in the examples where the site's own address is not known."""

_MONTHS: Final = 12


def data_page(site: Site, lang: str) -> Page:
    """Make the page."""
    told = briefed(site)
    found = [(month, month in told) for month in months(site)]
    values = {"months": found, "examples": examples(site), "is_placed": bool(site.url)}
    return in_every_language(site, lang, "data.html", machine_urls.data, nav="data", values=values)


def examples(site: Site) -> tuple[str, ...]:
    """Write SQL for DuckDB: papers by day and licence; the newest papers of a topic, over several months."""
    found = list(months(site))
    if not found:
        return ()
    base = (site.url or ELSEWHERE).replace("'", "%27")
    newest = urls.absolute(base, machine_urls.month_papers(found[0]))
    several = ",\n  ".join(f"'{_papers(base, month)}'" for month in reversed(found[:_MONTHS]))
    topic = site.topics[0].topic.id if site.topics else "llm-agents"
    by_day = f"""\
SELECT day, count(*) AS papers, count(*) FILTER (license <> '') AS licensed
FROM read_json('{newest}')
GROUP BY day ORDER BY day;"""  # noqa: S608 - for people to copy; nothing here runs it
    on_topic = f"""\
SELECT day, title, authors[1] AS first_author, links['source'] AS source
FROM read_json([
  {several}
], columns = {{day: 'DATE', title: 'VARCHAR', authors: 'VARCHAR[]',
              topics: 'VARCHAR[]', links: 'MAP(VARCHAR, VARCHAR)'}})
WHERE list_contains(topics, '{topic}')
ORDER BY day DESC LIMIT 20;"""  # noqa: S608 - same
    return by_day, on_topic


def _papers(base: str, month: date) -> str:
    return urls.absolute(base, machine_urls.month_papers(month))
