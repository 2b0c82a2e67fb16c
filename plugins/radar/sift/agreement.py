"""Tell whether records that met by an id or a title may be one paper, or contradict each other.

    ids     two of one kind differ: two arXiv ids, two DOIs of journals, two DOIs of one preprint
            server. A preprint and its journal version have one of each kind and agree
    sort    a notice (correction, retraction, reply) and what it is about
    names   first authors of one family name with other given names: `Li Sample`, `Wei Sample`
    dates   more than two years apart; or two addresses of one source under two dates, as the
            columns have that an editor writes under one title in every issue

Ids and sorts are asked of all that meet; names and dates of those that met by title alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from itertools import combinations
from typing import Final, NamedTuple

from radar.models import Genre, Listing, Paper
from radar.sift.identity import all_ids, listing_ids
from radar.sift.keys import may_be_one_author
from radar.sift.preprints import is_preprint_doi
from radar.sift.titles import is_notice

Record = Listing | Paper

_TWO_YEARS: Final = timedelta(days=731)


def ids_agree(records: Iterable[Record]) -> bool:
    """Tell whether no record claims what another claims otherwise."""
    seen: dict[str, str] = {}
    return all(seen.setdefault(kind, name) == name for one in records for kind, name in _claims(one))


def titles_agree(records: Sequence[Record], today: date) -> bool:
    """Tell whether records under one title and family name may be one paper."""
    return _are_near(records, today) and ids_agree(records) and _names_agree(records) and _addresses_agree(records)


def is_near(listing: Listing, paper: Paper) -> bool:
    """Tell whether a listing and a known paper are within two years, as far as the listing says."""
    found = date_of(listing)
    return found is None or abs(found - _day_of(paper)) <= _TWO_YEARS


def is_about_another(one: Record) -> bool:
    """Tell a notice: what its source says it is, or what its title says."""
    return one.genre.is_notice or is_notice(one.title)


def has_title_of_its_own(one: Record) -> bool:
    """Tell whether a record may meet others by its title: news often bear that of the paper they tell of."""
    return one.genre is Genre.PAPER


def date_of(record: Record) -> date | None:
    """Give the date that a listing or paper says it has: published, else announced."""
    return iso_date(record.published) or (record.announced if isinstance(record, Listing) else record.day)


def iso_date(text: str) -> date | None:
    """Read the date at the start of an ISO date or instant; None where there is none."""
    try:
        return date.fromisoformat(text[:10])
    except ValueError:
        return None


def _day_of(paper: Paper) -> date:
    return iso_date(paper.published) or paper.day


def _claims(one: Record) -> Iterator[tuple[str, str]]:
    """List what a paper can only have one of."""
    for name in listing_ids(one) if isinstance(one, Listing) else all_ids(one):
        scheme, _, rest = name.partition(":")
        if scheme == "arxiv":
            yield "arxiv", name
        elif scheme == "doi":
            yield (rest.partition("/")[0] if is_preprint_doi(rest) else "journal"), name
    if isinstance(one, Paper):
        yield "known", one.id
    yield "notice", str(is_about_another(one))


def _are_near(records: Iterable[Record], today: date) -> bool:
    dates = [date_of(one) or today for one in records]
    return max(dates) - min(dates) <= _TWO_YEARS


def _names_agree(records: Iterable[Record]) -> bool:
    firsts = dict.fromkeys(one.authors[0] for one in records if one.authors)
    return all(may_be_one_author(one, other) for one, other in combinations(firsts, 2))


class _Address(NamedTuple):
    """Hold where and when a source without ids showed something."""

    source: str
    ids: frozenset[str]
    published: date | None


def _addresses_agree(records: Iterable[Record]) -> bool:
    shown = [address for one in records for address in _addresses(one)]
    return not any(
        one.source == other.source
        and one.ids.isdisjoint(other.ids)
        and (one.published and other.published and one.published != other.published)
        for one, other in combinations(shown, 2)
    )


def _addresses(one: Record) -> Iterator[_Address]:
    names = (one.ids[0],) if isinstance(one, Listing) else all_ids(one)
    ids = frozenset(name for name in names if name.startswith("url:"))
    places = (one.place,) if isinstance(one, Listing) else one.places
    if ids:
        yield from (_Address(place.name, ids, iso_date(one.published)) for place in places)
