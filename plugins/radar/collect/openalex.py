"""Collect from OpenAlex: journals by ISSN, or whatever a filter or a search finds.

API: https://developers.openalex.org/api-reference/works. What is free in 2026
(https://developers.openalex.org/guides/authentication): a thousand pages of a list a day
without a key, ten times that with a free one; a search costs ten pages. Cursors want a
key, numbered pages do not; asking for what is new (`from_created_date`) wants a paid plan.

So the question goes by publication date, and reaches `LATE` further back than the days
wanted, for OpenAlex learns of works late; of what comes, that is taken which OpenAlex
created on those days. A work thus stands on its `created_date`, whenever we run. What
OpenAlex learns of later than `LATE` after its publication date is never seen.
"""

from __future__ import annotations

from datetime import timedelta
from functools import partial
from typing import Final
from urllib.parse import urlencode

from radar.collect import openalex_works, paging, window
from radar.collect.http import Door
from radar.collect.openalex_works import SELECT, WHO
from radar.collect.order import Order
from radar.collect.paging import Question, Reading
from radar.config_sources import OpenAlexSource
from radar.outcomes import Harvest

LATE: Final = timedelta(days=90)
EARLY: Final = timedelta(days=366)
"""How far ahead a publication date may lie: issues are dated in advance."""
PER_PAGE: Final = 100
MOST_PAGES: Final = 50
KEY: Final = "openalex"
"""Name of the key in `Order.keys`."""


def collect(source: OpenAlexSource, order: Order, door: Door) -> Harvest:
    """Ask for all that OpenAlex learned of from the oldest day owed to today.

    What came before a page that failed is kept, and its days stay owed.
    """
    asked = window.span(order, source.label)
    reading = Reading(
        label=source.label, first=asked[0], last=asked[1], hosts=frozenset(source.hosts), abstract=source.abstract
    )
    question = Question(
        who=WHO,
        address=partial(address, source, reading, key=order.keys.get(KEY, "")),
        parse=lambda content: order.parser.run(openalex_works.parse, content, reading),
        start="1",
        most_pages=MOST_PAGES,
        numbered=True,
    )
    return paging.harvest(source, order, [paging.gather(question, door)], asked)


def address(source: OpenAlexSource, reading: Reading, page: str, *, key: str = "") -> str:
    """Make the address of a page, counted from 1."""
    filters = [
        f"primary_location.source.issn:{'|'.join(source.issn)}" if source.issn else "",
        source.filter.strip(","),
        f"from_publication_date:{reading.first - LATE}",
        f"to_publication_date:{reading.last + EARLY}",
    ]
    query = {
        "filter": ",".join(filter(None, filters)),
        "sort": "publication_date:desc",
        "select": ",".join(SELECT),
        "per_page": str(PER_PAGE),
        "page": page,
    }
    if source.search:
        query["search"] = source.search
    if key:
        query["api_key"] = key
    return f"{source.base_url.rstrip('/')}/works?{urlencode(query)}"
