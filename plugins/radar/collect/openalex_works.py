"""Read a page of OpenAlex's works.

Form of the answers: https://developers.openalex.org/api-reference/works; types:
https://developers.openalex.org/api-reference/work-types. OpenAlex gathers from others
what it shows: titles hold markup, publication dates may be guessed or lie in the future.
"""

from __future__ import annotations

from typing import Final
from urllib.parse import quote

from radar.collect import abstracts_text, inverted_index, json_answer, policy
from radar.collect.feed_links import clean_link, plain_link
from radar.collect.json_answer import Object, inner, listed, text
from radar.collect.paging import Page, Reading
from radar.models import Genre, Listing, Place
from radar.outcomes import Failed, Quarantined, SourceState
from radar.sift.genre import genre_of, is_front_matter
from radar.sift.identity import arxiv_id, doi, paper_ids
from radar.sift.text import clean, clean_authors, clean_title, strip_markup

WHO: Final = "OpenAlex"
SELECT: Final = (
    *("id", "doi", "title", "display_name", "type", "publication_date", "created_date", "is_retracted"),
    *("is_paratext", "primary_location", "best_oa_location", "authorships", "abstract_inverted_index"),
)
"""What is asked of each work: root fields alone can be selected."""

_NO_PAPERS: Final = frozenset(
    (
        *("paratext", "peer-review", "dataset", "supplementary-materials", "libguides", "software", "standard"),
        *("reference-entry", "book", "dissertation", "grant"),
    )
)
_GENRES: Final = {
    "editorial": Genre.NEWS,
    "book-review": Genre.NEWS,
    "news": Genre.NEWS,
    "erratum": Genre.CORRECTION,
    "retraction": Genre.RETRACTION,
}
"""Types that say what a work is; all others leave it to the title."""
_RETRACTED: Final = "Retracted"
_ITEM_LIMIT: Final = 100


def parse(content: bytes, reading: Reading) -> Page | Failed:
    """Turn the bytes of a list of works into a page of listings, in OpenAlex's order.

    A Failed of state `degraded` is worth another try. A question that OpenAlex refuses
    is an `error` in its words.
    """
    answer = json_answer.read(content, WHO)
    if isinstance(answer, Failed):
        return answer
    results, total = answer.get("results"), inner(answer.get("meta")).get("count")
    if not isinstance(results, list) or not isinstance(total, int):  # without a total no reading could tell its end
        said = text(answer.get("message")) or text(answer.get("error"))
        reason = f"{WHO} refuses the question: {said}" if said else f"{WHO}: an answer of another form"
        return Failed(state=SourceState.ERROR, reason=clean(reason, 160))
    read = [_read(item, reading) for item in results]
    return Page(
        listings=tuple(one for one in read if isinstance(one, Listing)),
        quarantined=tuple(one for one in read if isinstance(one, Quarantined)),
        seen=len(results),
        total=total,
    )


def _read(item: object, reading: Reading) -> Listing | Quarantined | None:
    """Read one work; None for what is no paper, or was not learned of on the days asked for."""
    work = inner(item)
    title = clean_title(strip_markup(text(work.get("title")) or text(work.get("display_name"))))
    published = json_answer.day(work.get("publication_date"))
    day = json_answer.day(work.get("created_date")) or published
    if work and not (_may_be_paper(work, title) and day and reading.first <= day <= reading.last):
        return None
    name = doi(text(work.get("doi"))) or ""
    page = plain_link(text(inner(work.get("primary_location")).get("landing_page_url")))
    ids = paper_ids(doi=name, url=page or text(work.get("id")))
    if not title or not ids:
        lack = "title" if ids else "DOI and address"
        item_name = clean(name or page or title, _ITEM_LIMIT)
        return Quarantined(source=reading.label, item=item_name, reason=f"work without {lack}")
    abstract = abstracts_text.plain(inverted_index.words(work.get("abstract_inverted_index")))
    return Listing(
        ids=ids,
        title=title,
        authors=clean_authors(strip_markup(_name(inner(one))) for one in listed(work.get("authorships"))),
        abstract=policy.shown(abstract, reading.abstract),
        abstract_from=WHO if abstract and reading.abstract != "none" else "",
        url=clean_link(page, reading.hosts) or _address(ids[0]),
        pdf=clean_link(text(inner(work.get("best_oa_location")).get("pdf_url")), reading.hosts),
        place=Place(name=reading.label, kind="openalex"),
        announced=day,
        doi="" if arxiv_id(name) else name,
        published=published.isoformat() if published else "",
        comment=_RETRACTED if work.get("is_retracted") is True else "",
        genre=_GENRES.get(text(work.get("type"))) or genre_of(title, doi=name),
    )


def _may_be_paper(work: Object, title: str) -> bool:
    """Tell what may be a paper, or news or a notice of one."""
    if work.get("is_paratext") is True or text(work.get("type")) in _NO_PAPERS:
        return False
    return not is_front_matter(title)


def _name(authorship: Object) -> str:
    return text(authorship.get("raw_author_name")) or text(inner(authorship.get("author")).get("display_name"))


def _address(paper_id: str) -> str:
    """Make the address of a paper from its id; "" where the id is a page that may not be linked."""
    scheme, _, name = paper_id.partition(":")
    site = {"arxiv": "https://arxiv.org/abs/", "doi": "https://doi.org/"}.get(scheme)
    return f"{site}{quote(name, safe='/:;().-_')}" if site else ""
