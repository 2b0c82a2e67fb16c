"""Read a page of Crossref's works.

Form of the answers: https://github.com/CrossRef/rest-api-doc/blob/master/api_format.md,
types and relations: https://www.crossref.org/documentation/schema-library/. A record
is its publisher's own words: titles hold face markup and MathML, abstracts JATS, dates
may lack month and day.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import Any, Final
from urllib.parse import quote

from radar.collect import abstracts_text, json_answer, policy, preprint_versions
from radar.collect.feed_links import clean_link
from radar.collect.json_answer import Object, inner, listed, text
from radar.collect.paging import Page, Reading
from radar.collect.preprint_versions import Version
from radar.models import Announce, Genre, Listing, Place
from radar.outcomes import Failed, Quarantined, SourceState
from radar.sift.genre import genre_of, is_front_matter
from radar.sift.identity import doi, paper_ids
from radar.sift.preprints import is_preprint_doi
from radar.sift.text import clean, clean_authors, clean_title, strip_markup

WHO: Final = "Crossref"
SELECT: Final = (
    *("DOI", "type", "title", "subtitle", "author", "abstract", "license", "resource", "relation", "update-to"),
    *("created", "posted", "published", "published-online", "published-print", "issued"),
)
"""What is asked of each record. `subtype` cannot be: Crossref refuses to select it."""

_TYPES: Final = frozenset({"journal-article", "proceedings-article", "posted-content", "report", "book-chapter"})
"""Types that may be papers; issues, components, peer reviews, data sets, whole books are not."""
_PREPRINTS: Final = "posted-content"
_PAPERS_POSTED: Final = frozenset({"", "preprint", "working_paper", "report", "other"})
"""Subtypes of posted content that are papers, where a record names one."""
_NOTICES: Final = {
    **dict.fromkeys(("correction", "corrigendum", "erratum", "addendum", "clarification"), Genre.CORRECTION),
    **dict.fromkeys(
        ("retraction", "partial_retraction", "withdrawal", "removal", "expression_of_concern"), Genre.RETRACTION
    ),
}
"""What an `update-to` makes of its record; `new_version` and `new_edition` make nothing of it."""
_DATES: Final = ("published-online", "posted", "published", "issued", "published-print")
_LICENCE: Final = re.compile(r"https?://(creativecommons\.org/[A-Za-z0-9/.-]{1,80})")
_HAN: Final = re.compile("[\u3400-\u9fff]+")
_MOST_KIN: Final = 50
_LONGEST_ABSTRACT: Final = 100_000
"""Characters, markup included."""
_ITEM_LIMIT: Final = 100


def parse(content: bytes, reading: Reading) -> Page | Failed:
    """Turn the bytes of a `work-list` into a page of listings, in Crossref's order.

    A Failed of state `degraded` is worth another try. A question that Crossref refuses
    is an `error` in its words.
    """
    answer = json_answer.read(content, WHO)
    if isinstance(answer, Failed):
        return answer
    if answer.get("status") == "failed":
        said = next((text(inner(one).get("message")) for one in listed(answer.get("message"))), "")
        return Failed(state=SourceState.ERROR, reason=clean(f"{WHO} refuses the question: {said}", 160))
    message = inner(answer.get("message"))
    items, total = message.get("items"), message.get("total-results")
    if not isinstance(items, list) or not isinstance(total, int):  # without a total no reading could tell its end
        return Failed(state=SourceState.ERROR, reason=f"{WHO}: an answer of another form")
    read = [_read(item, reading) for item in items]
    return Page(
        listings=tuple(one for one in read if isinstance(one, Listing)),
        quarantined=tuple(one for one in read if isinstance(one, Quarantined)),
        seen=len(items),
        total=total,
        following=text(message.get("next-cursor")),
    )


def _read(item: object, reading: Reading) -> Listing | Quarantined | None:
    """Read one record; None for what is no paper, or was not asked for."""
    work = inner(item)
    name, title, day = doi(text(work.get("DOI"))), _title(work), _day(work.get("created"))
    if work and not (_may_be_paper(work, title) and (day is None or reading.first <= day <= reading.last)):
        return None
    if not name or not title:
        lack = "title" if name else "DOI"
        return Quarantined(
            source=reading.label, item=clean(name or title, _ITEM_LIMIT), reason=f"record without {lack}"
        )
    return _listing(work, name, title, day, reading)


def _may_be_paper(work: Object, title: str) -> bool:
    """Tell what may be a paper, news or a notice: by its type, and by its title, from what frames an issue."""
    kind = text(work.get("type"))
    if kind not in _TYPES or (kind == _PREPRINTS and text(work.get("subtype")) not in _PAPERS_POSTED):
        return False
    return not is_front_matter(title)


def _listing(work: Object, name: str, title: str, day: date | None, reading: Reading) -> Listing:
    version = preprint_versions.read(name) if work.get("type") == _PREPRINTS else Version(first=name, number=0)
    abstract = abstracts_text.plain(text(work.get("abstract"), _LONGEST_ABSTRACT))
    genre, about = _notice(work, name)
    return Listing(
        ids=_ids(work, version.first),
        title=title,
        authors=_authors(work),
        abstract=policy.shown(abstract, reading.abstract),
        abstract_from=WHO if abstract and reading.abstract != "none" else "",
        url=_url(work, name, reading.hosts),
        place=Place(
            name=reading.label,
            kind="crossref",
            announce=Announce.REPLACE.value if version.number > 1 else "",
            version=version.number,
        ),
        announced=day,
        doi=version.first,
        published=next((found.isoformat() for key in _DATES if (found := _day(work.get(key)))), ""),
        license=_licence(work),
        genre=genre or genre_of(title, doi=name),
        about=about,
    )


def _title(work: Object) -> str:
    """Join title and subtitle: what a journal's own page shows as one."""
    title = clean_title(strip_markup(_first(work.get("title"))))
    more = clean_title(strip_markup(_first(work.get("subtitle"))))
    if not title or not more or more.casefold() in title.casefold():
        return title
    return clean_title(f"{title} {more}" if title[-1] in ":?!–—" else f"{title}: {more}")


def _first(value: object) -> str:
    """Take the first string of an array; Crossref gives titles so, and some mirrors bare."""
    return text(value) or next(filter(None, map(text, listed(value))), "")


def _authors(work: Object) -> tuple[str, ...]:
    return clean_authors(strip_markup(_name(inner(one))) for one in listed(work.get("author")))


def _name(person: Object) -> str:
    """Write a name as printed: a group's whole, a person's given name first, a Chinese one's last."""
    given, family = text(person.get("given")).strip(), text(person.get("family")).strip()
    if not family and not given:
        return text(person.get("name"))
    if _HAN.fullmatch(family) and _HAN.fullmatch(given):
        return f"{family}{given}"
    return " ".join(
        filter(None, (given, text(person.get("prefix")).strip(), family, text(person.get("suffix")).strip()))
    )


def _notice(work: Object, own: str) -> tuple[Genre | None, tuple[str, ...]]:
    """Tell what a record says it does to others: the gravest notice, and the ids of the papers it is about.

    A publisher that marks a paper in place names the paper's own DOI: that is no notice.
    """
    updates = [inner(one) for one in listed(work.get("update-to"))[:_MOST_KIN]]
    found = [
        (genre, name)
        for one in updates
        if (genre := _NOTICES.get(text(one.get("type")).lower()))
        and (name := doi(text(one.get("DOI"))))
        and name != own
    ]
    genres = {genre for genre, _ in found}
    gravest = next((genre for genre in (Genre.RETRACTION, Genre.CORRECTION) if genre in genres), None)
    return gravest, tuple(dict.fromkeys(one for _, name in found for one in paper_ids(doi=name)))


def _ids(work: Object, own: str) -> tuple[str, ...]:
    """List the paper's own id, then those of its preprint or journal version, as the record asserts them.

    Only where a record names exactly one arXiv id, or one DOI of a server or of journals:
    two of a kind cannot both be the paper.
    """
    kin: dict[str, set[str]] = {}
    for one in _kin(inner(work.get("relation"))):
        kin.setdefault(_kind(one), set()).add(one)
    ids = paper_ids(doi=own)
    taken = {_kind(one) for one in ids}
    others = sorted(names.pop() for kind, names in kin.items() if len(names) == 1 and kind not in taken)
    return (*ids, *others)


def _kin(relation: Object) -> Iterator[str]:
    for key in ("has-preprint", "is-preprint-of"):
        for one in map(inner, listed(relation.get(key))[:_MOST_KIN]):
            name, kind = text(one.get("id")), text(one.get("id-type")).lower()
            if kind == "arxiv":
                yield from paper_ids(arxiv=f"arXiv:{name.lower().removeprefix('arxiv:')}")[:1]
            elif kind == "doi" and (found := doi(name)):
                yield from paper_ids(doi=preprint_versions.read(found).first)


def _kind(paper_id: str) -> str:
    """Name what a paper has only one of: `arxiv`, a preprint server's prefix, `journal`."""
    scheme, _, name = paper_id.partition(":")
    if scheme == "arxiv":
        return scheme
    return name.partition("/")[0] if is_preprint_doi(name) else "journal"


def _url(work: Object, name: str, hosts: frozenset[str]) -> str:
    """Give the page the DOI leads to, where it is on a host of the source's, else the DOI's own address."""
    page = text(inner(inner(work.get("resource")).get("primary")).get("URL"))
    return clean_link(page, hosts) or f"https://doi.org/{quote(name, safe='/:;().-_')}"


def _licence(work: Object) -> str:
    """Give the address of the Creative Commons licence, if one is named."""
    named = (_LICENCE.fullmatch(text(inner(one).get("URL"))) for one in listed(work.get("license")))
    return next((f"https://{one[1]}" for one in named if one), "")


def _day(value: object) -> date | None:
    """Read a date of Crossref's, `{"date-parts": [[2026, 3, 5]], "date-time": …}`; None if it is not one day."""
    parts: list[Any] = next((part for part in listed(inner(value).get("date-parts")) if isinstance(part, list)), [])
    try:
        return date(*map(json_answer.count, parts)) if len(parts) == 3 else None  # noqa: PLR2004 - year, month, day
    except (ValueError, OverflowError):
        return None
