"""arXiv's RSS: from the exact bytes, and from a fake arXiv that goes wrong."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from loopback import answer, door, serving

import tiny_world
from radar.collect import arxiv_rss
from radar.collect.arxiv_rss import Batch
from radar.config_sources import ArxivSource
from radar.models import Listing, Place
from radar.outcomes import SourceState

DAY = date(2026, 3, 6)
MORNING = datetime(2026, 3, 6, 8, tzinfo=UTC)
HEAD = """<?xml version='1.0' encoding='UTF-8'?>
<rss xmlns:arxiv="http://arxiv.org/schemas/atom" xmlns:dc="http://purl.org/dc/elements/1.1/" \
xmlns:atom="http://www.w3.org/2005/Atom" xmlns:content="http://purl.org/rss/1.0/modules/content/" version="2.0">
  <channel>
    <title>cs.AI updates on arXiv.org</title>
    <link>http://rss.arxiv.org/rss/cs.AI</link>
    <description>cs.AI updates on the arXiv.org e-print archive.</description>
    <lastBuildDate>Fri, 06 Mar 2026 05:00:02 +0000</lastBuildDate>
    <pubDate>Fri, 06 Mar 2026 00:00:00 -0500</pubDate>
"""
FOOT = "  </channel>\n</rss>\n"
ITEM = """    <item>
      <title>{title}</title>
      <link>https://arxiv.org/abs/{ident}</link>
      <description>arXiv:{ident}v{version} Announce Type: {kind} \nAbstract: {abstract}</description>
      <guid isPermaLink="false">oai:arXiv.org:{ident}v{version}</guid>
      <category>cs.AI</category>
      <category>stat.ML</category>
      <pubDate>Fri, 06 Mar 2026 00:00:00 -0500</pubDate>
      <arxiv:announce_type>{kind}</arxiv:announce_type>
      <dc:rights>http://creativecommons.org/licenses/by/4.0/</dc:rights>
{more}      <dc:creator>{authors}</dc:creator>
    </item>
"""


def item(number: int = 1, **said: object) -> str:
    told: dict[str, object] = {
        "title": f"Invented Result {number}",
        "ident": f"2603.{number:05d}",
        "version": 1,
        "kind": "new",
        "abstract": f"We invent result {number}.",
        "authors": "Sample Author 1, Sample Author 2",
        "more": "",
    }
    return ITEM.format(**(told | said))


def feed(*items: str) -> bytes:
    return (HEAD + "".join(items) + FOOT).encode()


def source(base: str = "https://rss.arxiv.org", **more: Any) -> ArxivSource:
    return ArxivSource.model_validate(
        {"kind": "arxiv", "categories": ["cs.AI"], "base_url": base, "api_url": f"{base}/api/query"} | more
    )


def parse(*items: str, **more: Any) -> Batch:
    return arxiv_rss.parse(feed(*items), source(**more))


def only(batch: Batch) -> Listing:
    (listing,) = batch.listings
    return listing


# -- one item --------------------------------------------------------------------------


def test_item_becomes_a_listing_whole() -> None:
    more = (
        "      <arxiv:DOI>10.5555/Sample.1</arxiv:DOI>\n"
        "      <arxiv:journal_reference>Sample Letters 1 (2026)</arxiv:journal_reference>\n"
    )
    batch = parse(item(7, version=1, more=more))
    assert only(batch) == Listing(
        ids=("arxiv:2603.00007", "doi:10.5555/sample.1"),
        title="Invented Result 7",
        authors=("Sample Author 1", "Sample Author 2"),
        abstract="We invent result 7.",
        url="https://arxiv.org/abs/2603.00007",
        place=Place(name="arXiv", kind="arxiv", category="cs.AI", announce="new", version=1),
        announced=DAY,
        pdf="https://arxiv.org/pdf/2603.00007",
        doi="10.5555/sample.1",
        journal_ref="Sample Letters 1 (2026)",
        categories=("cs.AI", "stat.ML"),
        license="http://creativecommons.org/licenses/by/4.0/",
    )
    assert (batch.state, batch.day, batch.reason) == (SourceState.OK, DAY, "")


@pytest.mark.parametrize("kind", ["new", "cross", "replace", "replace-cross"])
def test_kinds_of_news_and_versions_are_kept_apart(kind: str) -> None:
    place = only(parse(item(kind=kind, version=3))).place
    assert (place.announce, place.version) == (kind, 3)


def test_text_is_plain_and_complete() -> None:
    listing = only(
        parse(
            item(
                title="On $x&lt;y$ &amp;amp; &lt;script&gt;alert(1)&lt;/script&gt;",
                abstract="If p &lt; 0.05 and q &gt; 3 then $a &lt; b$, &lt;b&gt;so&lt;/b&gt; R&amp;D.",
            )
        )
    )
    assert listing.title == "On $x<y$ &amp; <script>alert(1)</script>"
    assert listing.abstract == "If p < 0.05 and q > 3 then $a < b$, <b>so</b> R&D."


def test_single_word_authors_lose_arxivs_stray_blank() -> None:
    assert only(parse(item(authors=" Sampler, Sample Author 2"))).authors == ("Sampler", "Sample Author 2")


@pytest.mark.parametrize(("policy", "length"), [("full", 2000), ("snippet", 300), ("none", 0)])
def test_abstract_policy_holds(policy: str, length: int) -> None:
    assert len(only(parse(item(abstract="x" * 2000), abstract=policy)).abstract) == length


def without(element: str, text: str) -> str:
    start, end = text.index(f"<{element}"), text.index(f"</{element}>")
    return text[:start] + text[end + len(element) + 3 :]


def test_id_is_found_in_guid_link_or_description() -> None:
    text = without("guid", item(5, version=2))
    assert only(parse(text)).ids == ("arxiv:2603.00005",)
    assert only(parse(without("link", text))).ids == ("arxiv:2603.00005",)
    assert only(parse(without("link", text))).place.version == 2


@pytest.mark.parametrize("version", [1, 3])
def test_missing_announce_type_is_read_from_the_description(version: int) -> None:
    text = without("arxiv:announce_type", item(kind="cross", version=version))
    assert only(parse(text)).place.announce == "cross"


@pytest.mark.parametrize(("version", "kind"), [(1, "new"), (2, "replace")])
def test_unknown_announce_type_is_reckoned(version: int, kind: str) -> None:
    assert only(parse(item(kind="shiny", version=version))).place.announce == kind


def test_items_without_id_or_title_are_left_out_and_counted() -> None:
    nameless = without("description", without("guid", without("link", item(2))))
    batch = parse(item(1), nameless, item(3, title=" "))
    assert [one.ids[0] for one in batch.listings] == ["arxiv:2603.00001"]
    assert (batch.state, batch.day) == (SourceState.DEGRADED, None)
    assert "2 of 3 items" in batch.reason


def test_item_that_comes_twice_counts_once() -> None:
    batch = parse(item(1, kind="cross"), item(1), item(2), item(1))
    assert [(one.ids[0], one.place.announce) for one in batch.listings] == [
        ("arxiv:2603.00001", "new"),
        ("arxiv:2603.00002", "new"),
    ]
    assert batch.state is SourceState.OK


# -- a feed that is none, or not all of it ---------------------------------------------


def test_f5_cut_feed_keeps_whole_items_and_leaves_the_day_open() -> None:
    whole = feed(item(1), item(2), item(3, abstract="A long abstract that is cut off"))
    batch = arxiv_rss.parse(whole[: whole.index(b"that is cut")], source())
    assert [one.ids[0] for one in batch.listings] == ["arxiv:2603.00001", "arxiv:2603.00002"]
    assert (batch.state, batch.day) == (SourceState.DEGRADED, None)
    assert "cut off" in batch.reason


def test_f7_control_characters_are_dropped_and_every_item_kept() -> None:
    batch = parse(item(1, title="\x0b\x00&#x1F;Clean"), item(2))
    assert [one.title for one in batch.listings] == ["Clean", "Invented Result 2"]
    assert batch.state is SourceState.OK


@pytest.mark.parametrize(
    ("content", "state"),
    [
        (b"", SourceState.ERROR),
        (b"  \n", SourceState.ERROR),
        (b"Rate exceeded.", SourceState.ERROR),
        (b"<!DOCTYPE html><html><head><title>Just a moment...</title></head></html>", SourceState.BLOCKED),
        (b"<html><body><rss></rss></body></html>", SourceState.BLOCKED),
        (feed()[:300], SourceState.ERROR),
    ],
)
def test_n16_n17_what_is_no_feed_is_never_an_empty_one(content: bytes, state: SourceState) -> None:
    batch = arxiv_rss.parse(content, source())
    assert (batch.state, batch.day, batch.listings) == (state, None, ())
    assert batch.reason


def test_feed_without_its_day_leaves_the_day_open() -> None:
    batch = arxiv_rss.parse(feed(item()).replace(b"Fri, 06 Mar 2026 00:00:00 -0500", b"some day"), source())
    assert (batch.state, batch.day) == (SourceState.DEGRADED, None)
    assert only(batch).announced is None


# -- fetched from a fake arXiv ---------------------------------------------------------

Start = Callable[..., Any]


@pytest.fixture
def net(tmp_path: Path) -> Iterator[Start]:
    opened: list[Any] = []

    def start(day: str = "2026-03-06", *faults: dict[str, Any], **scenario: Any) -> Any:
        opened.append(tiny_world.start(tmp_path, day=day, scenario={"faults": list(faults), **scenario}))
        return opened[-1]

    yield start
    for one in opened:
        one.stop()


def fetch(net: Any, now: datetime = MORNING, validators: Any = None, **more: Any) -> Batch:
    more.setdefault("categories", ["cs.AI", "cs.CL"])
    return arxiv_rss.fetch(source(net.base_url, **more), door(pace_override=0), validators or {}, now=now)


def paths(net: Any) -> list[str]:
    return [entry["path"] for entry in net.net.log.entries()]


def test_one_request_brings_all_categories(net: Start) -> None:
    fake = net()
    batch = fetch(fake)
    assert (batch.state, batch.day) == (SourceState.OK, DAY)
    assert Counter(one.place.announce for one in batch.listings) == {"new": 2, "cross": 2}
    assert paths(fake) == ["/rss/cs.AI+cs.CL"]
    assert batch.server_time == datetime(2026, 3, 6, 5, 30, 2, tzinfo=UTC)


def test_unchanged_feed_is_not_modified(net: Start) -> None:
    fake = net()
    again = fetch(fake, validators=fetch(fake).validators)
    assert (again.state, again.listings, again.day) == (SourceState.NOT_MODIFIED, (), None)


def test_replacements_come_with_their_version(net: Start) -> None:
    versions = [{"id": "2603.00201", "version": 2, "day": "2026-03-06"}]
    replaced = [one for one in fetch(net(versions=versions)).listings if one.place.version == 2]
    assert [(one.ids[0], one.place.announce) for one in replaced] == [("arxiv:2603.00201", "replace")]


def test_weekend_is_empty_and_complete(net: Start) -> None:
    batch = fetch(net("2026-03-07"), now=datetime(2026, 3, 7, 8, tzinfo=UTC))
    assert (batch.state, batch.day) == (SourceState.EMPTY, date(2026, 3, 7))
    assert batch.validators


def test_f21_nothing_on_a_working_day_leaves_the_day_open(net: Start) -> None:
    batch = fetch(net("2026-03-06", {"match": "/rss/*", "fault": "empty"}))
    assert (batch.state, batch.day, batch.validators) == (SourceState.EMPTY, None, {})
    assert "2026-03-06" in batch.reason


def test_yesterdays_batch_is_stale_but_kept(net: Start) -> None:
    batch = fetch(net("2026-03-05"))
    assert (batch.state, batch.day, len(batch.listings)) == (SourceState.STALE, date(2026, 3, 5), 4)
    assert batch.validators == {}


@pytest.mark.parametrize("hour", [0, 4, 5])
def test_t2_yesterdays_batch_is_right_until_eastern_midnight_and_a_while(net: Start, hour: int) -> None:
    assert fetch(net("2026-03-05"), now=datetime(2026, 3, 6, hour, tzinfo=UTC)).state is SourceState.OK


def test_refused_category_is_an_error_in_arxivs_words(net: Start) -> None:
    batch = fetch(net(), categories=["cs.NOPE"])
    assert batch.state is SourceState.ERROR
    assert "nope" in batch.reason.lower()


@pytest.mark.parametrize(
    ("fault", "state"),
    [
        ({"fault": "html_404_200"}, SourceState.BLOCKED),
        ({"fault": "challenge"}, SourceState.BLOCKED),
        ({"fault": "truncate", "bytes": 2500, "honest": True}, SourceState.DEGRADED),
        ({"fault": "status", "status": 429, "retry_after": 3600}, SourceState.LIMITED),
        ({"fault": "bogus_304"}, SourceState.ERROR),
        ({"fault": "drop"}, SourceState.DOWN),
        ({"fault": "gzip_bomb", "mb": 50}, SourceState.ERROR),
        ({"fault": "redirect_to"}, SourceState.ERROR),
        ({"fault": "missing", "fields": ["id", "link", "abstract"]}, SourceState.DEGRADED),
    ],
)
def test_faults_of_the_feed_are_states(net: Start, fault: dict[str, Any], state: SourceState) -> None:
    batch = fetch(net("2026-03-06", {"match": "/rss/*"} | fault))
    assert (batch.state, batch.day, batch.validators) == (state, None, {})
    assert batch.reason


@pytest.mark.parametrize(
    "fault",
    [
        {"fault": "content_type", "value": "text/html"},
        {"fault": "duplicate_items", "times": 3},
        {"fault": "bad_dates", "value": "31 Feb 2026"},
        {"fault": "missing", "fields": ["date", "announce_type"]},
        {"fault": "missing", "fields": ["id"]},
        {"fault": "bad_encoding", "mode": "utf16"},
        {"fault": "bad_encoding", "mode": "wide"},
        {"fault": "status", "status": 503, "count": 2},
    ],
)
def test_oddities_of_the_feed_lose_nothing(net: Start, fault: dict[str, Any]) -> None:
    batch = fetch(net("2026-03-06", {"match": "/rss/*"} | fault))
    assert (batch.state, batch.day) == (SourceState.OK, DAY)
    assert Counter(one.place.announce for one in batch.listings) == {"new": 2, "cross": 2}


def test_f6_wrong_byte_spoils_itself_alone(net: Start) -> None:
    batch = fetch(net("2026-03-06", {"match": "/rss/*", "fault": "bad_encoding", "mode": "latin1"}))
    assert len(batch.listings) == 4
    assert all("\ufffd" in one.title and "Ã" not in one.title for one in batch.listings)


def test_limit_takes_the_first_and_says_so() -> None:
    with serving({"/rss/cs.AI": answer(feed(*map(item, range(1, 6))))}) as place:
        batch = arxiv_rss.fetch(source(place.url("").rstrip("/"), limit=2), door(), {}, now=MORNING)
    assert len(batch.listings) == 2
    assert "2 of 5" in batch.reason


# -- the feed's own limit of 2,000 -----------------------------------------------------


def papers(category: str, first: int, count: int, kind: str = "new") -> list[str]:
    return [item(n, kind=kind).replace("cs.AI", category) for n in range(first, first + count)]


@pytest.fixture
def small_feeds(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let twenty items be the most, so that the tests are quick."""
    assert arxiv_rss.FULL == 2000
    monkeypatch.setattr(arxiv_rss, "FULL", 20)


@pytest.mark.usefixtures("small_feeds")
def test_full_feed_is_read_again_in_halves_and_nothing_is_lost() -> None:
    ai, cl = papers("cs.AI", 1, 15), papers("cs.CL", 2001, 15)
    crossed = papers("cs.CL", 2001, 3, kind="cross")
    routes = {
        "/rss/cs.AI+cs.CL": answer(feed(*(ai + cl)[-20:]), headers={"ETag": '"joined"'}),
        "/rss/cs.AI": answer(feed(*ai, *crossed)),
        "/rss/cs.CL": answer(feed(*cl)),
    }
    with serving(routes) as place:
        base = place.url("").rstrip("/")
        asked = source(base, categories=["cs.AI", "cs.CL"])
        batch = arxiv_rss.fetch(asked, door(pace_override=0.0), {}, now=MORNING)
    assert len(batch.listings) == 30
    assert {one.place.announce for one in batch.listings} == {"new"}
    assert (batch.state, batch.day) == (SourceState.OK, DAY)
    assert "20" in batch.reason
    assert set(batch.validators) == {f"{base}/rss/cs.AI+cs.CL"}


@pytest.mark.usefixtures("small_feeds")
def test_full_feed_whose_half_fails_leaves_the_day_open() -> None:
    ai = papers("cs.AI", 1, 20)
    routes = {"/rss/cs.AI+cs.CL": answer(feed(*ai)), "/rss/cs.AI": answer(feed(*ai[:10]))}
    with serving(routes) as place:
        asked = source(place.url("").rstrip("/"), categories=["cs.AI", "cs.CL"])
        batch = arxiv_rss.fetch(asked, door(pace_override=0.0), {}, now=MORNING)
    assert (batch.state, batch.day, len(batch.listings)) == (SourceState.DEGRADED, None, 20)
    assert "HTTP 404" in batch.reason


@pytest.mark.usefixtures("small_feeds")
def test_one_full_category_leaves_the_day_open() -> None:
    with serving({"/rss/cs.AI": answer(feed(*papers("cs.AI", 1, 20)))}) as place:
        batch = arxiv_rss.fetch(source(place.url("").rstrip("/")), door(), {}, now=MORNING)
    assert (batch.state, batch.day, len(batch.listings)) == (SourceState.DEGRADED, None, 20)


# -- real captures ---------------------------------------------------------------------


def test_real_captures_are_read_whole(shared: Path) -> None:
    for path in sorted((shared / "data/feeds/arxiv-rss2").glob("*.xml")):
        content = path.read_bytes()
        batch = arxiv_rss.parse(content, source())
        assert len(batch.listings) == content.count(b"<item>"), path.name
        assert all(one.authors and one.abstract and one.categories for one in batch.listings)
        assert not any("Announce Type" in one.abstract for one in batch.listings)
