"""Collect from Crossref what journals, by ISSN, and preprint servers, by DOI prefix, registered.

REST API: https://www.crossref.org/documentation/retrieve-metadata/rest-api/. A paper
stands on the day its DOI was registered (`created`): later changes, citations among
them, move the index date and not this one. Filters of one name are alternatives, of
different names conditions; so journals and servers are two questions.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial
from typing import Final
from urllib.parse import urlencode

from radar.collect import crossref_works, paging, window
from radar.collect.crossref_works import SELECT, WHO
from radar.collect.http import Door
from radar.collect.order import Order
from radar.collect.paging import Question, Reading
from radar.config_sources import CrossrefSource
from radar.outcomes import Harvest

ROWS: Final = 500
"""Records of a page: with their abstracts about two megabytes."""
MOST_PAGES: Final = 20
_MAIL: Final = re.compile(r"(?:mailto:)?([^\s@:/<>]+@[^\s@:/<>]+\.[^\s@:/<>]+)", re.IGNORECASE)


def collect(source: CrossrefSource, order: Order, door: Door) -> Harvest:
    """Ask for all that was registered from the oldest day owed to today.

    With a contact that is an e-mail address we are in the pool of polite users. What came
    before a page that failed is kept, and its days stay owed.
    """
    asked = window.span(order, source.label)
    reading = Reading(
        label=source.label, first=asked[0], last=asked[1], hosts=frozenset(source.hosts), abstract=source.abstract
    )
    parts = [
        paging.gather(
            Question(
                who=WHO,
                address=partial(address, source.base_url, filters, mail=mail(door.contact)),
                parse=lambda content: order.parser.run(crossref_works.parse, content, reading),
                start="*",
                most_pages=MOST_PAGES,
            ),
            door,
        )
        for filters in _filters(source, reading)
    ]
    return paging.harvest(source, order, parts, asked)


def address(base_url: str, filters: str, cursor: str, *, mail: str = "") -> str:
    """Make the address of a page; the cursor `*` begins."""
    query = {"filter": filters, "select": ",".join(SELECT), "rows": str(ROWS), "cursor": cursor}
    if mail:
        query["mailto"] = mail
    return f"{base_url.rstrip('/')}/works?{urlencode(query)}"


def mail(contact: str) -> str:
    """Take the e-mail address out of a contact that is one; else give an empty string."""
    found = _MAIL.fullmatch(contact.strip())
    return found[1] if found else ""


def _filters(source: CrossrefSource, reading: Reading) -> Iterator[str]:
    days = (f"from-created-date:{reading.first}", f"until-created-date:{reading.last}")
    for name, values in (("issn", source.issn), ("prefix", source.prefix)):
        if values:
            yield ",".join((*(f"{name}:{value}" for value in values), *days))
