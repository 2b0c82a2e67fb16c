"""Name every file that a whole build of a site writes: the build and `radar verify` hold the output against it."""

from __future__ import annotations

from radar.publish import paging, urls
from radar.publish.data.data_files import data_paths
from radar.publish.followed import followed
from radar.publish.machines import machine_urls
from radar.publish.machines.machine_files import machine_paths
from radar.publish.periods import months, weeks
from radar.publish.references import cite_sets
from radar.publish.told import PER_PAGE, cited, pictured_briefings, pictured_days, taken_down, told
from radar.publish.view import Site
from radar.sift import identity


def feed_names(site: Site) -> tuple[str, ...]:
    """Name every feed of one language: those of the whole site first."""
    topics_ = (urls.topic_feed(view.topic.id) for view in site.topics)
    authors_ = (urls.author_feed(one.slug) for one in followed(site))
    sources_ = (urls.source_feed(one.id) for one in site.sources)
    fields_ = (urls.field_feed(one.id) for one in site.fields)
    return (*urls.SITE_FEEDS, *topics_, *authors_, *sources_, *fields_)


def expected_paths(site: Site) -> frozenset[str]:
    """Name every file that a whole build of this site writes, relative to the output folder."""
    paths = {urls.asset(name) for name in site.assets}
    if site.runs:
        paths.add(urls.run_report())
    if "zh" not in site.langs:
        paths.add(urls.file(""))
    paths |= data_paths(site)
    paths |= {urls.cite_data(each.day) for each in site.days}
    paths |= {urls.cite(path, fmt) for path, _ in cite_sets.sets(site) for fmt in urls.CITE_FORMATS}
    for lang in site.langs:
        paths |= {urls.file(path) for path in _pages(site, lang)}
        paths |= {urls.picture(lang, day.day.isoformat()) for day in pictured_days(site)}
        paths |= {urls.picture(lang, one.name) for one in pictured_briefings(site, lang)}
        paths |= {urls.feed(lang, name, fmt) for name in feed_names(site) for fmt in urls.feed_formats(site)}
        paths |= {urls.subscriptions(lang)} if site.url and urls.feed_formats(site) else set()
    return frozenset(paths | machine_paths(site, sum(path.endswith(".html") for path in paths)))


def _pages(site: Site, lang: str) -> set[str]:
    found = {urls.home(lang), urls.topics(lang), urls.archive(lang), urls.status(lang), urls.not_found(lang)}
    found.add(machine_urls.data(lang))
    found |= {urls.day(lang, each.day) for each in site.days}
    found |= {urls.page(lang, hand.slug) for hand in site.pages if lang in hand.files}
    for view in site.topics:
        found |= {urls.topic(lang, view.topic.id, number) for number in range(view.full_pages + 1)}
    return found | _further_pages(site, lang)


def _further_pages(site: Site, lang: str) -> set[str]:
    """Name the pages that gather from many days."""
    tellings, authors_ = told(site, lang), followed(site)
    found = {urls.subscribe(lang), urls.search(lang), urls.starred(lang), urls.my_radar(lang)} | (
        {urls.authors(lang)} if authors_ else set()
    )
    found |= {urls.week(lang, each.first) for each in weeks(site)} | {
        urls.month(lang, each.first) for each in months(site)
    }
    found |= {urls.briefings(lang, number) for number in range(paging.full_pages(len(tellings), PER_PAGE) + 1)}
    found |= {urls.briefing(lang, one.name) for one in tellings}
    slugs = {identity.slug(paper_id) for paper_id in cited(site)} | set(taken_down(site))
    found |= {urls.paper_page(lang, slug) for slug in slugs}
    found |= {urls.source(lang), *(urls.source(lang, one.id) for one in site.sources)} if site.sources else set()
    found |= {urls.field(lang), *(urls.field(lang, one.id) for one in site.fields)} if site.fields else set()
    return found | {urls.author(lang, one.slug, n) for one in authors_ for n in range(one.full_pages + 1)}
