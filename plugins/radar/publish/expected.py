"""Name every file that a whole build of a site writes: the build and `radar verify` hold the output against it."""

from __future__ import annotations

from radar.publish import urls
from radar.publish.data.data_files import data_paths
from radar.publish.machines.machine_files import machine_paths
from radar.publish.plan import Plan, feed_names
from radar.publish.references.cite_files import cite_paths
from radar.publish.view import Site


def expected_paths(site: Site) -> frozenset[str]:
    """Name every file that a whole build of this site writes, relative to the output folder."""
    plan = Plan(site)
    paths = {urls.asset(name) for name in site.assets}
    if site.runs:
        paths.add(urls.run_report())
    paths |= {urls.file(page.path) for page in plan.pages()}
    paths |= data_paths(site)
    paths |= cite_paths(site)
    paths |= _pictures(site, plan)
    for lang in site.langs:
        paths |= {urls.feed(lang, name, fmt) for name in feed_names(site) for fmt in urls.feed_formats(site)}
        paths |= {urls.subscriptions(lang)} if site.url and urls.feed_formats(site) else set()
    return frozenset(paths | machine_paths(site))


def _pictures(site: Site, plan: Plan) -> set[str]:
    """Name the pictures of recent days and their briefings; nobody could find them without the site's address."""
    recent = [day for day in site.register.dates if site.url and site.is_recent(day)]
    found = {urls.picture(lang, day.isoformat()) for day in recent for lang in site.langs}
    told = ((name, lang) for day in recent for name, langs in plan.briefings.get(day, {}).items() for lang in langs)
    return found | {urls.picture(lang, name) for name, lang in told}
