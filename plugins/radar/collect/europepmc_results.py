"""Read a page of Europe PMC's search results.

From documentation alone, for nobody here could open the service: the RESTful API
(https://europepmc.org/RestfulWebService), its reference guide
(https://europepmc.org/docs/EBI_Europe_PMC_Web_Service_Reference.pdf) and the notes of
release 6.6 (https://groups.google.com/a/ebi.ac.uk/g/epmc-webservices/c/yG8kMl1R3cI).
A record's `pubTypeList` mixes PubMed's words (`Published Erratum`) with JATS's
(`correction`); every field but id and source may be missing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final
from urllib.parse import urlsplit

from radar.collect import abstracts_text, feed_links, json_answer, policy, preprint_versions
from radar.collect.json_answer import Object, inner, listed, text
from radar.collect.paging import Page
from radar.collect.preprint_versions import Version
from radar.config_sources import AbstractPolicy
from radar.models import Announce, Genre, Listing, Place
from radar.outcomes import Failed, Quarantined, SourceState
from radar.sift.genre import genre_of, is_front_matter
from radar.sift.identity import doi, paper_ids
from radar.sift.text import clean, clean_authors, clean_title, strip_markup

WHO: Final = "Europe PMC"
_SITE: Final = "europepmc.org"
_PREPRINTS: Final = "PPR"
_RETRACTIONS: Final = frozenset(
    {
        *("retraction of publication", "retraction", "retraction notice", "partial retraction"),
        *("expression of concern", "withdrawal of publication", "removal"),
    }
)
_CORRECTIONS: Final = frozenset({"published erratum", "erratum", "correction", "corrigendum", "addendum"})
_NEWS: Final = frozenset(
    {
        *("news", "newspaper article", "editorial", "editorial material", "obituary", "interview"),
        *("book review", "product review", "introductory journal article", "announcement", "biography"),
    }
)
_COMMENTS: Final = frozenset({"comment", "article commentary", "commentary"})
_RESEARCH: Final = re.compile(
    r"research article|brief report|review|systematic review|review article|meta analysis|case reports?"
    r"|(?:.* )?(?:clinical )?trial(?:,? .*)?|.* study"
)
"""Types of work whose record may be a `Comment` too, for it discusses another paper."""
_RETRACTED: Final = "retracted publication"
_ABOUT: Final = re.compile(
    r"(?:erratum|corrigendum|correction|addendum|(?:partial )?retraction|expression of concern) (?:for|of|to)",
    re.IGNORECASE,
)
"""How a notice's `commentCorrection` calls what it is about; `Erratum in` is the paper's own view of it."""
_SOURCE: Final = re.compile(r"[A-Z]{2,6}")
_ID: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,60}")
_ABBREVIATED: Final = re.compile(r"(.+?) (\w{1,4})", re.DOTALL)
_LICENCE: Final = re.compile(r"cc0|cc by(?:-(?:nc|nd|sa)){0,2}")
_FREE: Final = frozenset({"OA", "F"})
_LINE: Final = 120
_LONGEST_ABSTRACT: Final = 100_000
"""Characters, markup included."""
_MOST_LINKS: Final = 50
_MOST_RESULTS: Final = 1000


@dataclass(frozen=True, kw_only=True, slots=True)
class Reading:
    """Say how one source's results are to be read."""

    label: str
    first: date
    last: date
    """The days asked for; what was first indexed on others is left out."""
    abstract: AbstractPolicy = "full"


def parse(content: bytes, reading: Reading) -> Page | Failed:
    """Turn a page of results of type `core` into listings, in the service's order.

    A Failed of state `degraded` is worth another try: now and then the service answers
    with an error, or without a count.
    """
    answer = json_answer.read(content, WHO)
    if isinstance(answer, Failed):
        return answer
    hits, results = answer.get("hitCount"), inner(answer.get("resultList")).get("result")
    if not isinstance(hits, int) or not isinstance(results, list):
        said = clean(text(answer.get("errMsg")), _LINE)
        return Failed(state=SourceState.DEGRADED, reason=f"{WHO}: {f'says “{said}”' if said else 'no results told'}")
    read = [_read(inner(result), reading) for result in results[:_MOST_RESULTS]]
    following = text(answer.get("nextCursorMark"))
    return Page(
        listings=tuple(one for one in read if isinstance(one, Listing)),
        quarantined=tuple(one for one in read if isinstance(one, Quarantined)),
        seen=len(read),
        total=json_answer.count(hits),
        following="" if following == text(inner(answer.get("request")).get("cursorMark")) else following,
    )


def _read(result: Object, reading: Reading) -> Listing | Quarantined | None:
    """Read one result; None for what frames an issue, or was not asked for."""
    name = doi(text(result.get("doi"))) or ""
    source, ident = text(result.get("source")), text(result.get("id"))
    title = _title(text(result.get("title")))
    day = json_answer.day(result.get("firstIndexDate"))
    if (title and is_front_matter(title)) or (day and not reading.first <= day <= reading.last):
        return None
    if not (title and _SOURCE.fullmatch(source) and _ID.fullmatch(ident)):
        item = clean(name or f"{source} {ident}", _LINE)
        return Quarantined(source=reading.label, item=item, reason="no title" if not title else "no id")
    return _listing(result, reading, name=name, title=title, day=day)


def _listing(result: Object, reading: Reading, *, name: str, title: str, day: date | None) -> Listing:
    page = _address(text(result.get("source")), text(result.get("id")))
    version, announce = _version(result, name)
    types = _types(result)
    abstract = abstracts_text.plain(text(result.get("abstractText"), _LONGEST_ABSTRACT))
    return Listing(
        ids=paper_ids(doi=version.first, url=page),
        title=title,
        authors=clean_authors(_authors(result)),
        abstract=policy.shown(abstract, reading.abstract),
        url=page,
        pdf=_pdf(result),
        place=Place(
            name=reading.label, kind="europepmc", category=_venue(result), announce=announce, version=version.number
        ),
        announced=day,
        doi=version.first,
        comment="Retracted" if _RETRACTED in types else "",
        journal_ref=_journal_ref(result),
        published=stamp.isoformat() if (stamp := json_answer.day(result.get("firstPublicationDate"))) else "",
        license=_licence(text(result.get("license"))),
        genre=_genre(types) or genre_of(title, doi=name),
        about=tuple(dict.fromkeys(_about(result))) if types & (_RETRACTIONS | _CORRECTIONS) else (),
    )


def _address(source: str, ident: str) -> str:
    return f"https://{_SITE}/article/{source}/{ident}"


def _title(said: str) -> str:
    """Clean a title of PubMed's full stop, and of the brackets around one that PubMed translated."""
    title = clean_title(strip_markup(said))
    bare = title.removesuffix(".") if not title.endswith("..") else title
    return bare[1:-1].strip() if bare.startswith("[") and bare.endswith("]") and bare.count("[") == 1 else bare


def _version(result: Object, name: str) -> tuple[Version, str]:
    """Tell a preprint's version and how it is announced; a journal's article has neither."""
    if text(result.get("source")) != _PREPRINTS:
        return Version(first=name, number=0), ""
    by_doi = preprint_versions.read(name)
    said = str(result.get("versionNumber", ""))
    number = int(said) if said.isascii() and said.isdigit() and len(said) < 4 else by_doi.number  # noqa: PLR2004 - three digits
    later = number > 1
    return Version(first=by_doi.first, number=number), (Announce.REPLACE if later else Announce.NEW).value


def _authors(result: Object) -> Iterator[str]:
    for one in listed(inner(result.get("authorList")).get("author")):
        author = inner(one)
        parts = {key: strip_markup(text(author.get(key))).strip() for key in ("firstName", "initials", "lastName")}
        given, family = parts["firstName"] or parts["initials"], parts["lastName"]
        group = strip_markup(text(author.get("collectiveName")))
        yield (
            f"{given} {family}" if given and family else group or _spoken(strip_markup(text(author.get("fullName"))))
        )


def _spoken(name: str) -> str:
    """Turn PubMed's `Author S` around."""
    found = _ABBREVIATED.fullmatch(name.strip())
    return f"{found[2]} {found[1]}" if found and found[2].isupper() else name


def _venue(result: Object) -> str:
    """Name the journal, or the preprint server."""
    journal = text(inner(inner(result.get("journalInfo")).get("journal")).get("title"))
    return clean(strip_markup(journal or text(inner(result.get("bookOrReportDetails")).get("publisher"))), _LINE)


def _journal_ref(result: Object) -> str:
    """Say where a journal printed it: `The Journal 12(3): 45-50 (2026)`, as far as that is known."""
    info = inner(result.get("journalInfo"))
    journal = text(inner(info.get("journal")).get("title"))
    if not journal:
        return ""
    volume, issue, pages = (text(value) for value in (info.get("volume"), info.get("issue"), result.get("pageInfo")))
    where = f" {volume}" + (f"({issue})" if issue else "") + (f": {pages}" if pages else "") if volume else ""
    year = text(result.get("pubYear"))
    return clean(strip_markup(journal) + where + (f" ({year})" if year else ""), 2 * _LINE)


def _pdf(result: Object) -> str:
    """Find the service's own copy, where it is free to read."""
    for one in listed(inner(result.get("fullTextUrlList")).get("fullTextUrl"))[:_MOST_LINKS]:
        link = inner(one)
        url = text(link.get("url"))
        is_free = text(link.get("documentStyle")) == "pdf" and text(link.get("availabilityCode")) in _FREE
        if is_free and _is_own(url):
            return url
    return ""


def _is_own(url: str) -> bool:
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    plain = url.isascii() and url.isprintable() and not any(c in url for c in " \"'<>\\^`{|}")
    bounded = len(url) <= feed_links.LONGEST
    return plain and bounded and parts.scheme == "https" and parts.netloc in (_SITE, f"www.{_SITE}")


def _licence(said: str) -> str:
    """Name a licence as its owners do; Europe PMC tells no version, so there is no address."""
    word = clean(said, _LINE).lower()
    return word.upper() if _LICENCE.fullmatch(word) else ""


def _types(result: Object) -> frozenset[str]:
    types = inner(result.get("pubTypeList")).get("pubType")
    return frozenset(
        " ".join(text(one).lower().replace("-", " ").split()) for one in (listed(types) or [types]) if text(one)
    )


def _genre(types: frozenset[str]) -> Genre | None:
    """Tell what a record is by its publication types; None where they leave that to its title."""
    if types & _RETRACTIONS:
        return Genre.RETRACTION
    if types & _CORRECTIONS:
        return Genre.CORRECTION
    is_comment = bool(types & _COMMENTS) and not any(map(_RESEARCH.fullmatch, types))
    return Genre.NEWS if types & _NEWS or is_comment else None


def _about(result: Object) -> Iterator[str]:
    """List the ids of what a notice is about: the DOI in its citation, else Europe PMC's own address of it."""
    for one in listed(inner(result.get("commentCorrectionList")).get("commentCorrection"))[:_MOST_LINKS]:
        link = inner(one)
        source, ident = text(link.get("source")), text(link.get("id"))
        if not _ABOUT.fullmatch(text(link.get("type")).strip()):
            continue
        address = _address(source, ident) if _SOURCE.fullmatch(source) and _ID.fullmatch(ident) else ""
        yield from paper_ids(doi=doi(text(link.get("reference"))) or "", url=address)
