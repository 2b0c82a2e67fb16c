"""Word what a card shows of a paper, where that is no business of a template's."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Mapping
from typing import Final

from radar.config import Topic
from radar.models import Briefing, Paper, Reason
from radar.publish import urls
from radar.publish.followed import followed
from radar.publish.view import Day, Entry, Site
from radar.sift.keys import fold_name

_CREATIVE_COMMONS: Final = re.compile(
    r"https?://creativecommons\.org/(?:licenses/(?P<kind>by(?:-(?:nc|nd|sa))*)/(?P<version>\d\.\d)"
    r"|publicdomain/(?P<public>zero)/)",
    re.IGNORECASE,
)
FULL_CARDS: Final = 60
"""Cards of a day that are shown in full; the others are light, so that a day of 1,000 papers still opens quickly."""
_SHOWN_CATEGORIES: Final = 3
_NOTICES: Final = frozenset({"retraction", "concern", "correction"})


class AuthorAddresses:
    """Know the pages of followed authors by their names as papers write them."""

    def __init__(self, site: Site) -> None:
        """Take the names that are followed."""
        self._slugs = {fold_name(one.name): one.slug for one in followed(site)}

    def of(self, entry: Entry, lang: str) -> Mapping[str, str]:
        """Give the addresses of an entry's authors who are followed, by name."""
        if not any(one.kind == "watch" and not one.where for one in entry.reasons):
            return {}
        found = {name: self._slugs.get(fold_name(name)) for name in entry.paper.authors}
        return {name: urls.author(lang, slug) for name, slug in found.items() if slug}


def place_labels(paper: Paper) -> tuple[str, ...]:
    """Name each source that showed the paper, with the categories it stood in: `arXiv · cs.AI`."""
    if len(paper.places) == 1:  # as most are, and most of a build's cards are of such papers
        place = paper.places[0]
        category = place.category or (paper.categories[0] if place.kind == "arxiv" and paper.categories else "")
        return (f"{place.name} · {category}" if category else place.name,)
    categories: defaultdict[str, list[str]] = defaultdict(list)
    for place in paper.places:
        named = categories[place.name]
        if place.category and place.category not in named:
            named.append(place.category)
    if not categories:
        return ()
    first = paper.places[0].name
    if not categories[first] and paper.places[0].kind == "arxiv":
        categories[first] = list(paper.categories[:1])
    return tuple(" · ".join((name, *shown[:_SHOWN_CATEGORIES])) for name, shown in categories.items())


def is_cross_list(paper: Paper) -> bool:
    """Tell whether the followed categories have the paper only as a cross-list."""
    announced = [place.announce for place in paper.places if place.announce]
    return bool(announced) and all(announce == "cross" for announce in announced)


def licence_name(address: str) -> str:
    """Shorten a licence's address to its usual name; empty for those that say little, as arXiv's own."""
    found = _CREATIVE_COMMONS.match(address)
    if not found:
        return ""
    return "CC0" if found["public"] else f"CC {found['kind'].upper()} {found['version']}"


def source_links(paper: Paper) -> tuple[tuple[str, str], ...]:
    """Give the ways out to the paper and its notices, by kind: http and https only.

    Kinds are `source`, `PDF`, `DOI`, `code`, and what notices say: `retraction`,
    `concern`, `correction`, a second one `correction-2`.
    """
    found = {
        "source": paper.url,
        "PDF": paper.pdf,
        "DOI": urls.doi(paper.doi) if paper.doi else "",
        "code": paper.links.get("code", ""),
    }
    notices = sorted(key for key in paper.links if key.partition("-")[0] in _NOTICES)
    found |= {key: paper.links[key] for key in notices}
    ways = {kind: url for kind, url in found.items() if urls.is_web(url)}
    if ways.get("DOI") == ways.get("source"):
        ways.pop("DOI", None)
    return tuple(ways.items())


def light_links(paper: Paper) -> tuple[tuple[str, str], ...]:
    """Give the ways out that a light card has besides its title, which leads to the source."""
    if not urls.is_web(paper.url):
        return source_links(paper)
    if not paper.links:
        return ()
    return tuple((kind, url) for kind, url in source_links(paper) if kind not in {"source", "PDF", "DOI"})


def own_reasons(entry: Entry) -> tuple[Reason, ...]:
    """Give the reasons that no topic of the entry states already."""
    told = {reason for match in entry.matches for reason in match.reasons}
    names = {reason.text.casefold() for reason in told if reason.kind in {"author", "category"}}
    return tuple(reason for reason in entry.reasons if reason not in told and reason.text.casefold() not in names)


def topic_counts(site: Site, day: Day) -> tuple[tuple[Topic, int], ...]:
    """Count a day's papers by topic, in the owner's order, topics without any left out."""
    met = (event.entry for event in day.events if event.is_first)
    counts = Counter(match.topic_id for entry in (*day.papers, *met) for match in entry.matches)
    return tuple((view.topic, counts[view.topic.id]) for view in site.topics if counts[view.topic.id])


def later_papers(site: Site, day: Day, briefing: Briefing) -> int:
    """Count the papers of a topic's day that were not there yet when it was briefed; none for other briefings."""
    if briefing.kind != "topic":
        return 0
    counts = {topic.id: count for topic, count in topic_counts(site, day)}
    return max(0, counts.get(briefing.slug, 0) - briefing.paper_count)
