"""Read an answer of openRxiv's details API: a page of bioRxiv's or medRxiv's posts, each version on its own day.

Format: https://api.biorxiv.org/details/biorxiv/help and https://api.biorxiv.org/details/medrxiv/help.
The help speaks of pages of 100, the server has been seen to give 30: an answer's own
`messages` say what it holds. Figures come as numbers or as strings, dates now and then
without leading zeros, a missing value as `NA`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Final
from urllib.parse import quote

from radar.collect import abstracts_text, json_answer, policy
from radar.collect.json_answer import Object
from radar.config_sources import BiorxivSource
from radar.models import Announce, Listing, Place
from radar.outcomes import Failed, Quarantined, SourceState
from radar.sift.identity import doi, paper_ids
from radar.sift.markup import strip_markup
from radar.sift.text import clean, clean_authors, clean_title

MOST_POSTS: Final = 1000
"""Posts of one answer that are looked at: ten times what the help speaks of."""
NAMES: Final = MappingProxyType({"biorxiv": "bioRxiv", "medrxiv": "medRxiv"})
_CREATIVE_COMMONS: Final = "https://creativecommons.org/"
_LICENCES: Final = MappingProxyType(
    {
        **{
            f"cc_{kind}": f"{_CREATIVE_COMMONS}licenses/{kind.replace('_', '-')}/4.0/"
            for kind in ("by", "by_nc", "by_nd", "by_nc_nd", "by_sa", "by_nc_sa")
        },
        "cc0": f"{_CREATIVE_COMMONS}publicdomain/zero/1.0/",
    }
)
"""Licences that openRxiv offers by address. `cc_no` is none, and `cc0_ng`, for works of a government, has none."""
_NOTHING: Final = re.compile(r"no \w+ found", re.IGNORECASE)
_DATE: Final = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?!\d)")
_WITHDRAWN: Final = re.compile(
    r"(?:withdrawal statement\W+)?"
    r"(?:(?:the )?authors? (?:has|have)|(?:bio|med)rxiv has) withdrawn (?:this|their|the) \w+",
    re.IGNORECASE,
)
"""How openRxiv words a withdrawal, which it posts as a version of its own."""
_LINE: Final = 120
_MOST_DIGITS: Final = 9
"""Beyond them a figure is none."""
_LONGEST: Final = 500_000
"""Characters of a string that are looked at; thousands of authors stand in one."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Posts:
    """Hold one page of posts."""

    listings: tuple[Listing, ...] = ()
    quarantined: tuple[Quarantined, ...] = ()
    cursor: int | None = None
    """Where in the whole list the page says it begins; None where it does not say."""
    seen: int = 0
    """How many posts it holds, whether they were taken or not."""
    total: int = 0
    """How many the whole list has, as of now."""


def parse(content: bytes, source: BiorxivSource) -> Posts | Failed:
    """Turn an answer into listings, one for each version posted, in the answer's order.

    Posts outside the source's categories are seen and not taken; those that cannot be
    told from others (no DOI, title or version) are quarantined. A Failed of state
    `degraded` is worth another try.
    """
    who = NAMES[source.server]
    answer = json_answer.read(content, who)
    if isinstance(answer, Failed):
        return answer
    message = json_answer.inner(next(iter(json_answer.listed(answer.get("messages"))), None))
    posts = json_answer.listed(answer.get("collection"))
    status = clean(json_answer.text(message.get("status")), _LINE)
    if _NOTHING.match(status) and not posts:
        return Posts()
    total = _number(message.get("total"))
    if status != "ok" or total is None:
        return Failed(state=SourceState.DEGRADED, reason=f"{who}: an answer that says “{status or 'nothing'}”")
    said = _number(message.get("count"))
    made = [_post(post, source) for post in posts[:MOST_POSTS] if _is_followed(json_answer.inner(post), source)]
    return Posts(
        listings=tuple(one for one in made if isinstance(one, Listing)),
        quarantined=tuple(one for one in made if isinstance(one, Quarantined)),
        cursor=_number(message.get("cursor")),
        # Of two figures the smaller moves the cursor: a post read twice is harmless, one passed over is lost.
        seen=min(len(posts), MOST_POSTS, len(posts) if said is None else said),
        total=total,
    )


def _number(value: object) -> int | None:
    """Take a figure, be it a number or a string of digits."""
    if isinstance(value, str) and value.isascii() and value.isdigit():
        return int(value[:_MOST_DIGITS])
    return value if isinstance(value, int) and not isinstance(value, bool) and 0 <= value < 10**_MOST_DIGITS else None


def _is_followed(post: Object, source: BiorxivSource) -> bool:
    followed = set(map(_folded, source.categories))
    return not followed or _folded(json_answer.text(post.get("category"))) in followed


def _folded(category: str) -> str:
    """Write a category in one way: the server has `cell biology`, its addresses `cell_biology` or `cell-biology`."""
    return " ".join(re.split(r"[\s_-]+", clean(category).casefold())).strip()


def _post(value: object, source: BiorxivSource) -> Listing | Quarantined:
    post = json_answer.inner(value)
    name = doi(json_answer.text(post.get("doi"))) or ""
    title = clean_title(strip_markup(json_answer.text(post.get("title"))))
    version = _number(post.get("version"))
    if not (name and title and version):
        missing = ", ".join(
            word for word, held in (("DOI", name), ("title", title), ("version", version)) if not held
        )
        return Quarantined(source=source.label, item=name or clean(title, _LINE), reason=f"no {missing}")
    posted = _day(json_answer.text(post.get("date")))
    category = clean(json_answer.text(post.get("category")), _LINE)
    abstract = abstracts_text.plain(json_answer.text(post.get("abstract"), _LONGEST))
    page = f"https://www.{source.server}.org/content/{quote(name, safe='/:;().-_')}v{version}"
    first = version == 1
    stamp = posted.isoformat() if posted else ""
    return Listing(
        ids=paper_ids(doi=name),
        title=title,
        authors=_authors(json_answer.text(post.get("authors"), _LONGEST)),
        abstract=policy.shown(abstract, source.abstract),
        url=page,
        pdf=f"{page}.full.pdf",
        place=Place(
            name=source.label,
            kind=source.kind,
            category=category,
            announce=(Announce.NEW if first else Announce.REPLACE).value,
            version=version,
        ),
        announced=posted,
        doi=name,
        comment="Withdrawn" if _WITHDRAWN.match(abstract) else "",
        categories=(category,) if category else (),
        published=stamp if first else "",
        updated="" if first else stamp,
        license=_LICENCES.get(json_answer.text(post.get("license")).strip().lower(), ""),
        links=_links(json_answer.text(post.get("published")), name),
    )


def _authors(said: str) -> tuple[str, ...]:
    """Turn `Author, S.; Author, T. U., Jr; The Sample Group` into names as they are spoken."""
    parts = ([part.strip() for part in author.split(",")] for author in strip_markup(said).split(";"))
    return clean_authors(" ".join((*given[:1], family, *given[1:])) for family, *given in parts)


def _day(said: str) -> date | None:
    found = _DATE.match(said.strip())
    try:
        return date(int(found[1]), int(found[2]), int(found[3])) if found else None
    except ValueError:
        return None


def _links(published: str, own: str) -> dict[str, str]:
    """Link the journal's version, where the server knows of one."""
    name = doi(published)
    return {"published": f"https://doi.org/{quote(name, safe='/:;().-_')}"} if name and name != own else {}
