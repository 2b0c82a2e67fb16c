"""Give every address of the site as a function.

An address is a path relative to the site's base, without a leading slash: `""` is the
home page, `2026/06/19/` a directory URL, `feeds/all.atom.xml` a file. Pages link with
`relative`, so that the site works under any sub-path; `absolute` is for feeds and
canonical links, where the site's own address is known. Which of them a site has, `plan` tells.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from typing import Final
from urllib.parse import quote, urlsplit

from radar.publish.view import Site
from radar.sift import identity

PREFIX: Final[Mapping[str, str]] = {"zh": "", "en": "en/"}
"""Where each language lives (SITE.md, i18n)."""

FEED_FORMATS: Final = ("atom", "rss", "json")
"""What an owner may ask for, in the order in which feeds are offered."""

CITE_FORMATS: Final[Mapping[str, tuple[str, str]]] = {
    "bib": ("BibTeX", "cite.bib"),
    "ris": ("RIS", "cite.ris"),
    "csl": ("CSL-JSON", "cite.csl.json"),
}
"""What each format of citations is called, and its file."""

SITE_FEEDS: Final = ("all", "briefings", "cross", "week")
"""Feeds that every site has: its papers, its briefings, those across fields, finished weeks."""

_ENDINGS: Final[Mapping[str, str]] = {"atom": ".atom.xml", "rss": ".rss.xml", "json": ".json"}


def home(lang: str) -> str:
    """Find the page of the newest issue."""
    return PREFIX[lang]


@lru_cache(maxsize=4_096)
def day(lang: str, when: date) -> str:
    """Find the page of a day's papers."""
    return f"{PREFIX[lang]}{when:%Y/%m/%d}/"


def paper(lang: str, when: date, paper_id: str) -> str:
    """Find a paper on the page of its first day."""
    return f"{day(lang, when)}#{identity.slug(paper_id)}"


def topics(lang: str) -> str:
    """Find the list of topics."""
    return f"{PREFIX[lang]}topics/"


def topic(lang: str, topic_id: str, number: int = 0) -> str:
    """Find a topic's newest papers, or (`number` from 1, the oldest) a full page of its older ones."""
    return f"{topics(lang)}{topic_id}/" + (f"page/{number}/" if number else "")


def week(lang: str, first: date) -> str:
    """Find the page of a week by its Monday: `weeks/2026-w25/` (ISO 8601)."""
    year, number, _ = first.isocalendar()
    return f"{PREFIX[lang]}weeks/{year:04}-w{number:02}/"


def month(lang: str, when: date) -> str:
    """Find the page of a day's month."""
    return f"{PREFIX[lang]}{when:%Y/%m}/"


def briefings(lang: str, number: int = 0) -> str:
    """Find the newest briefings, or (`number` from 1, the oldest) a full page of older ones."""
    return f"{PREFIX[lang]}briefings/" + (f"page/{number}/" if number else "")


def briefing(lang: str, name: str) -> str:
    """Find the page of a briefing by its name: `2026-06-19-routing`."""
    return f"{briefings(lang)}{name}/"


def paper_page(lang: str, slug: str) -> str:
    """Find the page of a paper that briefings cite, by its slug."""
    return f"{PREFIX[lang]}p/{slug}/"


def authors(lang: str) -> str:
    """Find the list of followed authors."""
    return f"{PREFIX[lang]}authors/"


def author(lang: str, slug: str, number: int = 0) -> str:
    """Find a followed author's newest papers, or (`number` from 1, the oldest) a full page of older ones."""
    return f"{authors(lang)}{slug}/" + (f"page/{number}/" if number else "")


def picture(lang: str, name: str) -> str:
    """Find the picture of a day (`2026-06-19`) or a briefing (its name)."""
    return f"{PREFIX[lang]}og/{name}.png"


def source(lang: str, name: str = "") -> str:
    """Find what a source gave, by its id; without one the list of sources."""
    return f"{PREFIX[lang]}sources/" + (f"{name}/" if name else "")


def field(lang: str, name: str = "") -> str:
    """Find what belongs to a field, by its id; without one the list of fields."""
    return f"{PREFIX[lang]}fields/" + (f"{name}/" if name else "")


def subscribe(lang: str) -> str:
    """Find the table of feeds."""
    return f"{PREFIX[lang]}subscribe/"


def search(lang: str) -> str:
    """Find the search."""
    return f"{PREFIX[lang]}search/"


def archive(lang: str) -> str:
    """Find the list of days."""
    return f"{PREFIX[lang]}archive/"


def status(lang: str) -> str:
    """Find what the last runs brought."""
    return f"{PREFIX[lang]}status/"


def page(lang: str, slug: str) -> str:
    """Find a page written by hand."""
    return f"{PREFIX[lang]}{slug}/"


def about(lang: str) -> str:
    """Find the page about this site."""
    return page(lang, "about")


def docs(lang: str, name: str = "") -> str:
    """Find a page of the documentation by its name; without one its contents."""
    return f"{PREFIX[lang]}docs/" + (f"{name}/" if name else "")


def not_found(lang: str) -> str:
    """Find the page for addresses that lead nowhere."""
    return f"{PREFIX[lang]}404.html"


def feed(lang: str, name: str, fmt: str) -> str:
    """Find a feed by its name (`plan.feed_names`); `fmt` is one of `atom`, `rss`, `json`."""
    return f"{PREFIX[lang]}feeds/{name}{_ENDINGS[fmt]}"


def subscriptions(lang: str) -> str:
    """Find the list of a language's feeds that readers import (OPML)."""
    return f"{PREFIX[lang]}feeds/subscriptions.opml"


def topic_feed(topic_id: str) -> str:
    """Name a topic's feed."""
    return f"topic-{topic_id}"


def author_feed(slug: str) -> str:
    """Name a followed author's feed."""
    return f"author-{slug}"


def source_feed(name: str) -> str:
    """Name a source's feed."""
    return f"source-{name}"


def field_feed(name: str) -> str:
    """Name a field's feed."""
    return f"field-{name}"


def feed_formats(site: Site) -> tuple[str, ...]:
    """Name the formats of which this site has feeds."""
    return tuple(fmt for fmt in FEED_FORMATS if fmt in site.config.feeds.formats)


def asset(name: str) -> str:
    """Find a file of the theme."""
    return f"theme/{name}"


def run_report() -> str:
    """Find the newest run report, published for machines."""
    return "data/status.json"


def starred(lang: str) -> str:
    """Find the papers that a reader starred, kept in the reader's browser."""
    return f"{PREFIX[lang]}starred/"


def my_radar(lang: str) -> str:
    """Find the reader's own radar, kept in the reader's browser."""
    return f"{PREFIX[lang]}my-radar/"


def recent() -> str:
    """Find the rows of the last days' papers."""
    return "data/recent.json"


def recent_index() -> str:
    """Find what filters need of the last days' papers that is no text."""
    return "data/recent/index.json"


def recent_day(when: date) -> str:
    """Find the rows of one of the last days."""
    return f"data/recent/{when.isoformat()}.json"


def author_list() -> str:
    """Find the tiers of authors, and how many files each is sorted into."""
    return "data/authors/index.json"


def author_file(tier: str, number: int) -> str:
    """Find one of the files that the authors of a tier are sorted into."""
    return f"data/authors/{tier}/{number:02}.json"


def day_data(when: date) -> str:
    """Find a day's papers in full."""
    return f"data/{when.isoformat()}.json"


def cite(path: str, fmt: str) -> str:
    """Find the citations of what a page lists, beside it; `fmt` is one of `CITE_FORMATS`."""
    return f"{path}{CITE_FORMATS[fmt][1]}"


def file(path: str) -> str:
    """Name the file that answers for an address, relative to the output folder."""
    bare = path.partition("#")[0]
    return f"{bare}index.html" if not bare or bare.endswith("/") else bare


def relative(here: str, there: str) -> str:
    """Write a link from the page at one address to another.

    Both may be directories or files; a fragment is kept. A link to the page itself is
    its fragment alone, or `./` (its own name for a file).
    """
    target, hash_, fragment = there.partition("#")
    if target == here and hash_:
        return f"#{fragment}"
    folder, steps = next(each for each in _folders(here) if target.startswith(each[0]))
    path = f"{steps}{target[len(folder) :]}" or "./"
    written = path if _PLAIN.fullmatch(path) else quote(path, safe="/.-_~?=")
    return f"{written}#{fragment}" if hash_ else written


_PLAIN: Final = re.compile(r"[A-Za-z0-9/.\-_~?=]*")


@lru_cache(maxsize=256)
def _folders(here: str) -> tuple[tuple[str, str], ...]:
    """Give the folders that an address lies in, the innermost first, and the steps up to each."""
    parts = here.split("/")[:-1]
    up_to = ["".join(f"{part}/" for part in parts[:depth]) for depth in range(len(parts) + 1)]
    return tuple((folder, "../" * steps) for steps, folder in enumerate(reversed(up_to)))


def absolute(base: str, path: str) -> str:
    """Write a whole address below the site's own (`https://host/sub/path`), or the path alone without one."""
    return f"{base.rstrip('/')}/{path}" if base else path


def rooted(base: str, path: str) -> str:
    """Write an address from the host's root, for a page shown anywhere (404); relative without `base`."""
    return f"{urlsplit(base).path.rstrip('/')}/{path}" if base else path or "./"


def is_web(url: str) -> bool:
    r"""Tell whether a link may be followed: http(s), a host; no blanks, controls, nor `\`, which browsers mend."""
    return _WEB.fullmatch(url) is not None


_WEB: Final = re.compile(r"https?://[^\s\x00-\x1f\x7f\\/?#]+[^\s\x00-\x1f\x7f\\]*")


def doi(name: str) -> str:
    """Link a DOI through its resolver (https://www.doi.org/the-identifier/resources/handbook)."""
    return f"https://doi.org/{quote(name, safe='/:;().-_')}"
