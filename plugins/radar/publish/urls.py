"""Give every address of the site as a function.

An address is a path relative to the site's base, without a leading slash: `""` is the
home page, `2026/06/19/` a directory URL, `feeds/all.atom.xml` a file. Pages link with
`relative`, so that the site works under any sub-path; `absolute` is for feeds and
canonical links, where the site's own address is known.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import Final
from urllib.parse import quote, urlsplit

from radar.publish.view import Site
from radar.sift import identity

PREFIX: Final[Mapping[str, str]] = {"zh": "", "en": "en/"}
"""Where each language lives (SITE.md, i18n)."""

FEED_FORMATS: Final = ("atom", "rss")
"""What is written so far, of the formats an owner may ask for."""

_ENDINGS: Final[Mapping[str, str]] = {"atom": ".atom.xml", "rss": ".rss.xml", "json": ".json"}


def home(lang: str) -> str:
    """Find the page of the newest issue."""
    return PREFIX[lang]


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


def not_found(lang: str) -> str:
    """Find the page for addresses that lead nowhere."""
    return f"{PREFIX[lang]}404.html"


def feed(lang: str, name: str, fmt: str) -> str:
    """Find a feed: `name` is `all` or `topic-<id>`, `fmt` one of `atom`, `rss`, `json`."""
    return f"{PREFIX[lang]}feeds/{name}{_ENDINGS[fmt]}"


def topic_feed(topic_id: str) -> str:
    """Name a topic's feed."""
    return f"topic-{topic_id}"


def feed_names(site: Site) -> tuple[str, ...]:
    """Name every feed of one language."""
    return ("all", *(topic_feed(view.topic.id) for view in site.topics))


def feed_formats(site: Site) -> tuple[str, ...]:
    """Name the formats of which this site has feeds."""
    return tuple(fmt for fmt in FEED_FORMATS if fmt in site.config.feeds.formats)


def asset(name: str) -> str:
    """Find a file of the theme."""
    return f"theme/{name}"


def run_report() -> str:
    """Find the newest run report, published for machines."""
    return "data/status.json"


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
    start, end = here.split("/")[:-1], target.split("/")
    common = 0
    while common < min(len(start), len(end) - 1) and start[common] == end[common]:
        common += 1
    steps = "../" * (len(start) - common) + "/".join(end[common:])
    return quote(steps or "./", safe="/.-_~?=") + (f"#{fragment}" if hash_ else "")


def absolute(base: str, path: str) -> str:
    """Write a whole address below the site's own (`https://host/sub/path`), or the path alone without one."""
    return f"{base.rstrip('/')}/{path}" if base else path


def rooted(base: str, path: str) -> str:
    """Write an address from the host's root, for a page shown anywhere (404); relative without `base`."""
    return f"{urlsplit(base).path.rstrip('/')}/{path}" if base else path or "./"


def is_web(url: str) -> bool:
    """Tell whether a source's link may be followed: http or https, with a host and no white space."""
    return bool(re.fullmatch(r"https?://[^\s/?#]+[^\s]*", url))


def doi(name: str) -> str:
    """Link a DOI through its resolver (https://www.doi.org/the-identifier/resources/handbook)."""
    return f"https://doi.org/{quote(name, safe='/:;().-_')}"


def expected_paths(site: Site) -> frozenset[str]:
    """Name every file that a whole build of this site writes, relative to the output folder."""
    paths = {asset(name) for name in site.assets}
    if site.runs:
        paths.add(run_report())
    if "zh" not in site.langs:
        paths.add(file(""))
    for lang in site.langs:
        paths |= {file(path) for path in _pages(site, lang)}
        paths |= {feed(lang, name, fmt) for name in feed_names(site) for fmt in feed_formats(site)}
    return frozenset(paths)


def _pages(site: Site, lang: str) -> set[str]:
    found = {home(lang), topics(lang), archive(lang), status(lang), not_found(lang)}
    found |= {day(lang, each.day) for each in site.days}
    found |= {page(lang, hand.slug) for hand in site.pages if lang in hand.files}
    for view in site.topics:
        found |= {topic(lang, view.topic.id, number) for number in range(view.full_pages + 1)}
    return found
