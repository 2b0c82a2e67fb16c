"""Collect from Europe PMC what a query finds: PubMed's and PMC's articles, and preprints of many servers.

Search: https://europepmc.org/RestfulWebService, its fields: https://europepmc.org/searchSyntaxGuide.
A paper stands on the day Europe PMC first indexed it (`FIRST_IDATE`, told as
`firstIndexDate`): the dates of publication lie months before or after it. Written from
documentation: nobody here could open the service.
"""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import Final
from urllib.parse import urlencode

from radar.collect import europepmc_results, paging, window
from radar.collect.europepmc_results import WHO, Reading
from radar.collect.http import Door
from radar.collect.order import Order
from radar.collect.paging import Question
from radar.config_sources import EuropePmcSource
from radar.outcomes import Harvest

ROWS: Final = 100
"""Records of a page, of at most 1,000: with affiliations and MeSH headings about a megabyte."""
MOST_PAGES: Final = 60


def collect(source: EuropePmcSource, order: Order, door: Door) -> Harvest:
    """Ask for what the owner's query finds among all first indexed from the oldest day owed to today."""
    asked = window.span(order, source.label)
    reading = Reading(label=source.label, first=asked[0], last=asked[1], abstract=source.abstract)
    question = Question(
        who=WHO,
        address=partial(address, source.base_url, source.query, asked),
        parse=lambda content: order.parser.run(europepmc_results.parse, content, reading),
        start="*",
        most_pages=MOST_PAGES,
    )
    return paging.harvest(source, order, [paging.gather(question, door)], asked)


def address(base_url: str, query: str, asked: tuple[date, date], cursor: str) -> str:
    """Make the address of a page; the cursor `*` begins."""
    first, last = asked
    parameters = {
        "query": f"({query}) AND (FIRST_IDATE:[{first.isoformat()} TO {last.isoformat()}])",
        "resultType": "core",
        "format": "json",
        "pageSize": str(ROWS),
        "cursorMark": cursor,
    }
    return f"{base_url.rstrip('/')}/search?{urlencode(parameters)}"
