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

from radar.publish import paging
from radar.publish.author_index import shard_count
from radar.publish.followed import followed
from radar.publish.periods import months, weeks
from radar.publish.told import PER_PAGE, cited, pictured_briefings, pictured_days, taken_down, told
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


def not_found(lang: str) -> str:
    """Find the page for addresses that lead nowhere."""
    return f"{PREFIX[lang]}404.html"


def feed(lang: str, name: str, fmt: str) -> str:
    """Find a feed: `name` is `all`, `topic-<id>` or `author-<slug>`, `fmt` one of `atom`, `rss`, `json`."""
    return f"{PREFIX[lang]}feeds/{name}{_ENDINGS[fmt]}"


def topic_feed(topic_id: str) -> str:
    """Name a topic's feed."""
    return f"topic-{topic_id}"


def author_feed(slug: str) -> str:
    """Name a followed author's feed."""
    return f"author-{slug}"


def feed_names(site: Site) -> tuple[str, ...]:
    """Name every feed of one language."""
    topics_ = (topic_feed(view.topic.id) for view in site.topics)
    return ("all", *topics_, *(author_feed(one.slug) for one in followed(site)))


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


def author_list() -> str:
    """Find how many files authors are sorted into."""
    return "data/authors/index.json"


def author_shard(number: int) -> str:
    """Find one of the files that authors are sorted into."""
    return f"data/authors/{number:02}.json"


def day_data(when: date) -> str:
    """Find a day's papers in full."""
    return f"data/days/{when.isoformat()}.json"


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
    paths |= {recent(), author_list(), *(day_data(each.day) for each in site.days)}
    paths |= {author_shard(number) for number in range(shard_count(site))}
    for lang in site.langs:
        paths |= {file(path) for path in _pages(site, lang)}
        paths |= {picture(lang, day.day.isoformat()) for day in pictured_days(site)}
        paths |= {picture(lang, one.name) for one in pictured_briefings(site, lang)}
        paths |= {feed(lang, name, fmt) for name in feed_names(site) for fmt in feed_formats(site)}
    return frozenset(paths)


def _pages(site: Site, lang: str) -> set[str]:
    found = {home(lang), topics(lang), archive(lang), status(lang), not_found(lang)}
    found |= {day(lang, each.day) for each in site.days}
    found |= {page(lang, hand.slug) for hand in site.pages if lang in hand.files}
    for view in site.topics:
        found |= {topic(lang, view.topic.id, number) for number in range(view.full_pages + 1)}
    return found | _further_pages(site, lang)


def _further_pages(site: Site, lang: str) -> set[str]:
    """Name the pages that gather from many days."""
    tellings, authors_ = told(site, lang), followed(site)
    found = {subscribe(lang), search(lang), starred(lang), my_radar(lang)} | ({authors(lang)} if authors_ else set())
    found |= {week(lang, each.first) for each in weeks(site)} | {month(lang, each.first) for each in months(site)}
    found |= {briefings(lang, number) for number in range(paging.full_pages(len(tellings), PER_PAGE) + 1)}
    found |= {briefing(lang, one.name) for one in tellings}
    slugs = {identity.slug(paper_id) for paper_id in cited(site)} | set(taken_down(site))
    found |= {paper_page(lang, slug) for slug in slugs}
    return found | {author(lang, one.slug, n) for one in authors_ for n in range(one.full_pages + 1)}
