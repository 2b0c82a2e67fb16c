"""Rows F1 to F4 of the faults: documents that attack the parser, parsed apart."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import attacks
import pytest
from loopback import answer, serving

from faults.matrix import Seen
from radar.collect import arxiv_oai, arxiv_page, arxiv_rss, feeds
from radar.collect.apart import Apart
from radar.collect.feeds import Feed, Found
from radar.config_sources import ArxivSource
from radar.outcomes import Failed, SourceState
from radar.sift.text import ABSTRACT_LIMIT, ELLIPSIS, TITLE_LIMIT

FEED = Feed(label="Sample", hosts=frozenset({"journal.example"}))
ARXIV = ArxivSource(kind="arxiv", categories=("cs.AI",))
LAST = date(2026, 3, 6)
MEGABYTE = 1 << 20


@pytest.fixture(scope="module")
def parser() -> Iterator[Apart]:
    """Parse with the program's own memory, but without its hurry: a test machine may be slow."""
    with Apart(seconds=120.0) as opened:
        yield opened


def taken(parser: Apart, content: bytes) -> Found:
    found = parser.run(feeds.parse, content, FEED)
    assert isinstance(found, Found), found
    return found


def everywhere(parser: Apart, content: bytes) -> tuple[object, ...]:
    """Give a document to every parser of XML."""
    return (
        parser.run(feeds.parse, content, FEED),
        parser.run(arxiv_rss.parse, content, ARXIV),
        parser.run(arxiv_rss.parse_refusal, content),
        parser.run(arxiv_oai.parse, content, ARXIV, (LAST,)),
        parser.run(arxiv_page.parse, content),
    )


@pytest.mark.fault("F1")
@pytest.mark.parametrize("bomb", [attacks.laughs, attacks.quadratic, attacks.cyclic])
def test_f1_entities_that_multiply_stay_small(parser: Apart, bomb: Callable[[], bytes], seen: Seen) -> None:
    before = parser.started
    outcomes = everywhere(parser, bomb())
    assert all(len(repr(outcome)) < 3000 for outcome in outcomes), "an entity was expanded"
    assert isinstance(outcomes[-1], Failed)
    found = outcomes[0]
    assert isinstance(found, Found | Failed)
    assert any(one.title == "Sample title" for one in getattr(found, "listings", ())) or found.state.is_failure
    assert max(parser.started - before, 0) <= len(outcomes)
    assert parser.peak < 512 * MEGABYTE
    seen(f"{bomb.__name__}: {parser.peak / MEGABYTE:.0f} MB at most")


@pytest.mark.fault("F1")
@pytest.mark.parametrize("attack", [attacks.external, attacks.external_parameter, attacks.external_dtd])
@pytest.mark.parametrize("scheme", ["http", "file", "path"])
def test_f1_external_entities_and_types_are_not_fetched(
    parser: Apart, tmp_path: Path, attack: Callable[[str], bytes], scheme: str, seen: Seen
) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("canary", encoding="utf-8")
    with serving({"/x": answer(b"canary")}) as place:
        address = {"http": place.url("/x"), "file": secret.as_uri(), "path": str(secret)}[scheme]
        outcomes = everywhere(parser, attack(address))
    assert place.seen == []
    assert "canary" not in repr(outcomes)
    assert isinstance(outcomes[-1], Failed)
    seen(f"{len(place.seen)} requests")


@pytest.mark.fault("F1")
def test_f1_all_captured_bombs_cost_nothing(parser: Apart, shared: Path) -> None:
    bombs = sorted((shared / "data" / "feeds" / "suite-xml-bombs").glob("*.xml"))
    assert len(bombs) == 6
    for bomb in bombs:
        assert len(repr(everywhere(parser, bomb.read_bytes()))) < 10_000, bomb.name
    assert parser.peak < 512 * MEGABYTE


@pytest.mark.fault("F2", "M9")
def test_f2_a_hundred_thousand_attributes_are_killed_when_time_is_up(seen: Seen) -> None:
    with Apart(seconds=1.0) as hurried:
        assert hurried.run(feeds.parse, attacks.attributes(), FEED) == Failed(
            state=SourceState.ERROR, reason="parsing took more than 1 s"
        )
    seen("ended at a bound of 1 s")


@pytest.mark.fault("F2")
@pytest.mark.parametrize("attack", [attacks.nesting, attacks.brackets])
def test_f2_deep_nesting_and_open_brackets_end_and_hurt_no_other(
    parser: Apart, attack: Callable[[], bytes], seen: Seen
) -> None:
    content = attack()
    papers = getattr(parser.run(feeds.parse, content, FEED), "listings", ())
    assert all(one.title.startswith("Sample") for one in papers)
    for outcome in (parser.run(arxiv_oai.parse, content, ARXIV, (LAST,)), parser.run(arxiv_page.parse, content)):
        assert isinstance(outcome, Failed), outcome
    assert len(taken(parser, attacks.rss(attacks.GOOD)).listings) == 1
    seen(f"{attack.__name__}: {len(papers)} papers of it, the next feed whole")


@pytest.mark.fault("F3")
def test_f3_of_200_000_items_the_newest_2_500_are_taken_and_the_report_says_so(parser: Apart, seen: Seen) -> None:
    newest = range(40, 200_000, 80)
    found = taken(parser, attacks.items(200_000, newest, LAST))
    assert [one.title for one in found.listings] == [f"Sample title {n}" for n in newest]
    assert found.reason == "the newest 2500 of 200000 items taken"
    assert parser.peak < 512 * MEGABYTE
    seen(f"{found.reason}; {parser.peak / MEGABYTE:.0f} MB")


@pytest.mark.fault("F3")
def test_f3_a_limit_of_the_owner_counts_from_all_items(parser: Apart) -> None:
    limited = Feed(label="Sample", hosts=FEED.hosts, limit=5)
    found = parser.run(feeds.parse, attacks.items(9000, range(9000), LAST), limited)
    assert isinstance(found, Found)
    assert found.reason == "the newest 5 of 9000 items taken"
    assert len(found.listings) == 5


@pytest.mark.fault("F3")
def test_f3_a_flood_of_arxiv_is_no_whole_batch(parser: Apart, seen: Seen) -> None:
    item = (
        "<item><title>Sample</title><author>Sample Author</author>"
        "<guid>oai:arXiv.org:2603.{:05}v1</guid><description>{}</description></item>"
    )
    head = "<pubDate>Fri, 06 Mar 2026 00:00:00 -0500</pubDate>"
    batch = parser.run(arxiv_rss.parse, attacks.rss(head, *(item.format(n, "x" * 60) for n in range(1, 9001))), ARXIV)
    assert isinstance(batch, arxiv_rss.Batch)
    assert (batch.state, batch.day, len(batch.listings)) == (SourceState.DEGRADED, None, 2500)
    assert "6500" in batch.reason
    seen(batch.reason)


@pytest.mark.fault("F4")
@pytest.mark.parametrize("word", ["word ", "&lt;p&gt;word &amp;amp; word&lt;/p&gt; "])
def test_f4_endless_title_and_abstract_are_capped_with_an_ellipsis_and_the_paper_kept(
    parser: Apart, word: str, seen: Seen
) -> None:
    title, abstract = word * (10 * MEGABYTE // len(word)), word * (50 * MEGABYTE // len(word))
    entry = f"<title>{title}</title><link>https://journal.example/1</link><description>{abstract}</description>"
    found = taken(parser, attacks.rss(f"<item>{entry}</item>", attacks.GOOD))
    first, second = found.listings
    for text, limit in ((first.title, TITLE_LIMIT), (first.abstract, ABSTRACT_LIMIT)):
        assert limit - 10 < len(text) <= limit
        assert text[-1] == ELLIPSIS
    assert second.title == "Sample title"
    assert parser.peak < 512 * MEGABYTE
    seen(f"{len(first.title)} and {len(first.abstract)} characters, {parser.peak / MEGABYTE:.0f} MB")
