"""Any feed becomes listings: all authors, whole titles, real abstracts, links of its own."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from loopback import Answer, answer, door, serving

import tiny_world
from radar.collect import catalogue, entry_text, feeds, syndication
from radar.collect.feeds import Feed, Found
from radar.collect.order import Order
from radar.config_sources import FeedSource
from radar.models import Listing, Place
from radar.outcomes import Failed, Harvest, SourceState, Validators

ORDER = Order(now=datetime(2026, 3, 6, 8, tzinfo=UTC), today=date(2026, 3, 6))
NATURE_HEAD = """<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" \
xmlns:prism="http://prismstandard.org/namespaces/basic/2.0/" xmlns:dc="http://purl.org/dc/elements/1.1/" \
xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns="http://purl.org/rss/1.0/">
<channel rdf:about="http://feeds.nature.com/nature/rss/current"><title>Sample</title></channel>
"""
NATURE_ITEM = """<item rdf:about="https://www.nature.com/articles/s00000-000-00001-x">
  <title><![CDATA[{title}]]></title>
  <link>https://www.nature.com/articles/s00000-000-00001-x</link>
  <content:encoded><![CDATA[<p>Sample, Published online: 05 March 2026; \
<a href="https://www.nature.com/articles/s00000-000-00001-x">doi:10.5555/S00000-000-00001-x</a></p>{abstract}]]>
  </content:encoded>
  <dc:title><![CDATA[{title}]]></dc:title>
  <dc:creator>Sample Author 1</dc:creator><dc:creator>Sample Author 2</dc:creator>
  <dc:creator>Author, Sample 3</dc:creator>
  <dc:identifier>doi:10.5555/S00000-000-00001-x</dc:identifier>
  <dc:date>2026-03-05</dc:date>
  <prism:doi>10.5555/S00000-000-00001-x</prism:doi>
</item>
"""
HOSTS = frozenset({"journal.example"})


def rss(*items: str, head: str = "") -> bytes:
    return (
        '<?xml version="1.0" encoding="utf-8"?><rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/" '
        'xmlns:content="http://purl.org/rss/1.0/modules/content/" '
        'xmlns:prism="http://prismstandard.org/namespaces/basic/2.0/"><channel><title>Sample</title>'
        f"{head}{''.join(items)}</channel></rss>"
    ).encode()


def item(inner: str = "", *, title: str = "An invented finding", link: str = "https://journal.example/1") -> str:
    return f"<item><title>{title}</title><link>{link}</link>{inner}</item>"


def parse(*items: str, **more: Any) -> Found:
    found = feeds.parse(rss(*items), Feed(label="Sample", **({"hosts": HOSTS} | more)))
    assert isinstance(found, Found), found
    return found


def only(*items: str, **more: Any) -> Listing:
    (listing,) = parse(*items, **more).listings
    return listing


# -- one entry -------------------------------------------------------------------------


def test_rdf_item_in_natures_form_becomes_a_listing_whole() -> None:
    content = (
        NATURE_HEAD + NATURE_ITEM.format(title="An <i>E. coli</i> finding", abstract="We found it.") + "</rdf:RDF>"
    )
    found = feeds.parse(content.encode(), Feed(label="Sample", hosts=frozenset({"feeds.nature.com"})))
    assert isinstance(found, Found)
    assert found.listings == (
        Listing(
            ids=("doi:10.5555/s00000-000-00001-x",),
            title="An E. coli finding",
            authors=("Sample Author 1", "Sample Author 2", "Sample 3 Author"),
            abstract="We found it.",
            url="https://www.nature.com/articles/s00000-000-00001-x",
            place=Place(name="Sample", kind="feed"),
            announced=date(2026, 3, 5),
            doi="10.5555/s00000-000-00001-x",
            published="2026-03-05",
        ),
    )


@pytest.mark.parametrize("abstract", ["", "An invented finding", "AN INVENTED FINDING."])
def test_abstract_that_says_nothing_is_none(abstract: str) -> None:
    content = NATURE_HEAD + NATURE_ITEM.format(title="An invented finding", abstract=abstract) + "</rdf:RDF>"
    found = feeds.parse(content.encode(), Feed(label="Sample"))
    assert isinstance(found, Found)
    assert found.listings[0].abstract == ""


def test_atom_entry_is_read_too() -> None:
    content = b"""<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"><title>Sample</title><entry>
      <id>https://journal.example/article/1</id><title type="html">Of CO&lt;sub&gt;2&lt;/sub&gt;</title>
      <link rel="alternate" href="https://journal.example/article/1"/><updated>2026-03-06T01:00:00Z</updated>
      <published>2026-03-05T23:30:00-05:00</published><rights>https://creativecommons.org/licenses/by/4.0/</rights>
      <author><name>Sample Author 1</name><email>a@journal.example</email></author>
      <author><name>Sample Author 2 (b@journal.example)</name></author>
      <summary type="html">&lt;p&gt;If p &amp;lt; 0.05 and q &amp;gt; 3, so be it.&lt;/p&gt;</summary>
      </entry></feed>"""
    found = feeds.parse(content, Feed(label="Sample", hosts=HOSTS))
    assert isinstance(found, Found)
    (listing,) = found.listings
    assert listing.title == "Of CO₂"
    assert listing.authors == ("Sample Author 1", "Sample Author 2")
    assert listing.abstract == "If p < 0.05 and q > 3, so be it."
    assert listing.announced == date(2026, 3, 5)
    assert listing.license == "https://creativecommons.org/licenses/by/4.0/"


@pytest.mark.parametrize(
    ("body", "abstract", "authors", "name"),
    [
        (
            "<p>Publication date: May 2026</p><p><b>Source:</b> Letters</p><p>Author(s): Author One, Author Two</p>",
            "",
            ("Author One", "Author Two"),
            "",
        ),
        (
            "<p>Letters 7: 1-8</p><p>DOI: 10.5555/1</p><p>Authors: Author One</p><p>Abstract: We did.</p><p>PDF</p>",
            "We did.",
            ("Author One",),
            "10.5555/1",
        ),
        ("Volume 56, Issue 3, March 2026, Page 1-7<br/>. <br/>", "", (), ""),
        ('<span><div class="boxTitle">Abstract</div>We found it.</span>', "We found it.", (), ""),
        ("Sample Letters, EarlyView.", "", (), ""),
        ("An abstract: it is one.", "An abstract: it is one.", (), ""),
    ],
)
def test_forms_of_the_big_publishers_are_taken_apart(
    body: str, abstract: str, authors: tuple[str, ...], name: str
) -> None:
    listing = only(item(f"<description><![CDATA[{body}]]></description>"))
    assert (listing.abstract, listing.authors, listing.doi) == (abstract, authors, name)


def test_longer_content_is_taken_where_the_summary_is_no_abstract() -> None:
    short = "<description>Sample Letters, EarlyView.</description>"
    long = f"<content:encoded>Abstract\n{'We found it. ' * 30}</content:encoded>"
    assert only(item(short + long)).abstract == ("We found it. " * 30).strip()


def test_summary_long_enough_is_taken_before_decorated_content() -> None:
    summary = f"<description>{'We found it. ' * 30}</description>"
    content = f"<content:encoded>Header. {'We found it. ' * 30} Footer.</content:encoded>"
    assert only(item(summary + content)).abstract == ("We found it. " * 30).strip()


@pytest.mark.parametrize(
    ("given", "names"),
    [
        (["Author, Sample"], ("Sample Author",)),
        (["de Author Name, Sample B."], ("de Author Name", "Sample B.")),
        (["Author, Sample; Second, Author"], ("Sample Author", "Author Second")),
        (["Author, Sample and Second, Author"], ("Sample Author", "Author Second")),
        (["Sample Author, Jr."], ("Sample Author, Jr.",)),
        (["Author, Sample, Jr.", "Second, Author"], ("Sample Author, Jr.", "Author Second")),
        (["Author, Sample, PhD", "Second, Author, MD"], ("Sample Author", "Author Second")),
        (["Sample Author, University of Samples", "Second"], ("Sample Author, University of Samples", "Second")),
        (["Author One, Author Two, and Author Three"], ("Author One", "Author Two", "Author Three")),
        (["\nAuthor One, \nAuthor Two, \nAuthor Three\n"], ("Author One", "Author Two", "Author Three")),
        (["Author One\nAuthor Two\nAuthor Three"], ("Author One", "Author Two", "Author Three")),
        (["Author, One<br/>Author, Two"], ("One Author", "Two Author")),
        (["Author A, de Sample B, Third C. "], ("Author A", "de Sample B", "Third C")),
        (["Author A, Sample B, Third C, et al. "], ("Author A", "Sample B", "Third C")),
        (["Authors: Author One; Author Two;"], ("Author One", "Author Two")),
        (["By Author One and Author Two"], ("Author One", "Author Two")),
        (["Colby Sample, Toby Author"], ("Colby Sample", "Toby Author")),
        (["甲乙；丙丁；戊己；"], ("甲乙", "丙丁", "戊己")),
        (["甲, 乙丙", "丁, 戊己"], ("甲乙丙", "丁戊己")),
        (
            ["SMP collaboration: S. Author, et al. (909 additional authors not shown)"],
            ("SMP collaboration", "S. Author"),
        ),
        (["Sample Author 1, Sample Author 2"], ("Sample Author 1", "Sample Author 2")),
        (["Sample Author 1 and Sample Author 2"], ("Sample Author 1", "Sample Author 2")),
        (["Author, A., Sample, B. C., Third, D."], ("A. Author", "B. C. Sample", "D. Third")),
        (["Author A, Sample B, et al."], ("Author A", "Sample B")),
        (["甲乙,丙丁"], ("甲乙", "丙丁")),
        (["甲乙,丙丁,戊己"], ("甲乙", "丙丁", "戊己")),
        (["Author, Sample", "Author, Second"], ("Sample Author", "Second Author")),
        (["Sample Author 1", "Sample Author 1", ""], ("Sample Author 1",)),
        (["A. One", "B. Two", "A. One", "B. Two"], ("A. One", "B. Two")),
        (["A. One", "B. Two", "A. One"], ("A. One", "B. Two", "A. One")),
        (["Sample Author 1", "editor@journal.example", "admin", "et al."], ("Sample Author 1",)),
        (["Sample Author 1 <a@journal.example>"], ("Sample Author 1",)),
        (["None Author", "Sample Author 2"], ("Author", "Sample Author 2")),
        (["Sample Author 1 (a@journal.example)"], ("Sample Author 1",)),
        ([], ()),
    ],
)
def test_authors_in_every_form(given: Sequence[str], names: tuple[str, ...]) -> None:
    assert entry_text.author_names(given) == names


@pytest.mark.parametrize(
    ("date_", "day"),
    [
        ("Wed, 04 Mar 2026 23:30:00 -0500", date(2026, 3, 4)),
        ("2026-03-04", date(2026, 3, 4)),
        ("2026-03-04T23:30:00+08:00", date(2026, 3, 4)),
        ("2026/3/4 9:23:28", date(2026, 3, 4)),
        ("2026年3月4日", date(2026, 3, 4)),
        ("20260304", date(2026, 3, 4)),
        ("Wed, 04 Mar 2026", date(2026, 3, 4)),
        ("4 March 2026", date(2026, 3, 4)),
        ("March 4th, 2026", date(2026, 3, 4)),
        ("Wed, 04 Mar 2026 24:00:00 GMT", date(2026, 3, 4)),
        ("Wed, 04 Mar 2026 04:40:42 PDT", date(2026, 3, 4)),
        ("Thu, 01 Jan 1970 00:00:00 GMT", None),
        ("0001-01-01T00:00:00", None),
        ("9999-12-31", None),
        ("March 2026", None),
        ("2026-03", None),
        ("31 Feb 2026", None),
        ("2026-13-45", None),
        ("yesterday-ish", None),
        ("99999999999999999999", None),
        ("", None),
    ],
)
def test_f15_dates_are_read_in_their_own_zone_or_not_at_all(date_: str, day: date | None) -> None:
    listing = only(item(f"<pubDate>{date_}</pubDate>"))
    assert listing.announced == day
    assert listing.published == (day.isoformat() if day else "")


# -- links -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("link", "kept"),
    [
        ("https://journal.example/1?x=1&y=2#top", "https://journal.example/1?x=1&y=2"),
        ("http://journal.example/1", "https://journal.example/1"),
        ("https://www.journal.example/1", "https://www.journal.example/1"),
        ("https://JOURNAL.example:443/1", "https://journal.example/1"),
        ("https://doi.org/10.5555/x", "https://doi.org/10.5555/x"),
        ("https://dx.doi.org/10.5555/x", "https://dx.doi.org/10.5555/x"),
        ("https://arxiv.org/abs/2603.00001", "https://arxiv.org/abs/2603.00001"),
        ("https://evil.example/1", ""),
        ("https://journal.example.evil.example/1", ""),
        ("https://notjournal.example/1", ""),
        ("https://journal.example@evil.example/1", ""),
        ("https://user@journal.example/1", ""),
        ("https://journal.example:8080/1", ""),
        ("https://journal.example:99999999/1", ""),
        ("javascript:alert(1)//journal.example", ""),
        ("data:text/html,journal.example", ""),
        ("//journal.example/1", ""),
        ("https://journal.example/1\"onmouseover='x'", ""),
        ("https://journal.example/a b", ""),
        ("https://[journal.example/1", ""),
        ("https://journal.example/\u202e", ""),
        ("", ""),
    ],
)
def test_f9_links_only_to_the_sources_own_hosts(link: str, kept: str) -> None:
    assert feeds.clean_link(link, HOSTS) == kept


@pytest.mark.parametrize(
    ("feed_host", "host", "known"),
    [
        ("feeds.nature.com", "www.nature.com", True),
        ("www.nature.com", "nature.com", True),
        ("rss.co.example", "other.example", False),
        ("www.com", "evil.com", False),
        ("zoo.journals.example", "other.journals.example", False),
    ],
)
def test_a_feeds_host_stands_for_its_site_alone(feed_host: str, host: str, *, known: bool) -> None:
    assert bool(feeds.clean_link(f"https://{host}/1", [feed_host])) is known


def test_f9_off_list_link_gives_way_to_the_doi_or_to_none() -> None:
    listing = only(item("<prism:doi>10.5555/x</prism:doi>", link="https://evil.example/1"))
    assert (listing.url, listing.ids) == ("https://doi.org/10.5555/x", ("doi:10.5555/x",))
    odd = only(item("<prism:doi>10.5555/a&lt;b&gt;c</prism:doi>", link="https://evil.example/1"))
    assert odd.url == "https://doi.org/10.5555/a%3Cb%3Ec"
    nothing = only(item(link="https://evil.example/1"))
    assert nothing.url == ""
    assert nothing.ids[0].startswith("url:")


def test_f13_doi_is_the_id_whatever_guid_and_link() -> None:
    one = only(item("<guid>a</guid><dc:identifier>doi:10.5555/X</dc:identifier>"))
    two = only(item("<guid>b</guid><dc:identifier>10.5555/x</dc:identifier>", link="https://journal.example/2"))
    assert one.ids == two.ids == ("doi:10.5555/x",)


def test_arxiv_papers_in_a_feed_are_known_by_their_arxiv_id() -> None:
    assert only(item(link="https://arxiv.org/abs/2603.00001v2")).ids == ("arxiv:2603.00001",)


# -- a whole feed ----------------------------------------------------------------------


def test_entries_without_title_or_address_are_left_out_and_counted() -> None:
    found = parse(item(), item(title=" "), item(link=""))
    assert (len(found.listings), found.state) == (1, SourceState.OK)
    assert "2 of 3 items" in found.reason
    assert [(one.source, one.item) for one in found.quarantined] == [
        ("Sample", "https://journal.example/1"),
        ("Sample", "An invented finding"),
    ]


@pytest.mark.parametrize(
    "broken",
    [
        "<entry><link></entry>https://journal.example/</link>",
        "<item><category></item>Oceans</category>",
        "<item><category><item></item>Oceans</category></item>",
    ],
)
def test_elements_in_which_the_parser_loses_its_way_are_a_failure_and_no_crash(broken: str) -> None:
    found = feeds.parse(rss(broken, item()), Feed(label="Sample"))
    reason = "a feed so damaged that nothing of it can be read"
    assert found == Failed(state=SourceState.ERROR, reason=reason)


def test_at_most_twenty_left_out_are_named_and_all_counted() -> None:
    found = parse(item(), *(item(title="", link=f"https://journal.example/{n}") for n in range(30)))
    assert (len(found.quarantined), found.state) == (20, SourceState.OK)
    assert "30 of 31 items" in found.reason


def test_front_matter_is_left_out_and_named() -> None:
    found = parse(
        item(title="Issue Information"),
        item("<prism:section>Front Matter</prism:section>", title="Volume 7", link="https://journal.example/2"),
        item(link="https://journal.example/3"),
    )
    assert [one.title for one in found.listings] == ["An invented finding"]
    assert [one.item for one in found.quarantined] == ["Issue Information", "Volume 7"]
    assert (found.state, "2 of 3 items front matter" in found.reason) == (SourceState.OK, True)
    assert parse(item(title="Issue Information")).state is SourceState.EMPTY


def test_feed_of_which_nothing_can_be_read_is_an_error() -> None:
    assert parse(item(title="")).state is SourceState.ERROR


def test_empty_feed_is_empty() -> None:
    assert parse().state is SourceState.EMPTY


def test_f11_entry_that_comes_twice_counts_once_in_its_place() -> None:
    found = parse(item(title="First"), item(link="https://journal.example/2"), item(title="Again"))
    assert [one.title for one in found.listings] == ["First", "An invented finding"]


def test_f3_of_a_flood_the_newest_are_taken_in_their_order(monkeypatch: pytest.MonkeyPatch) -> None:
    assert feeds.MOST_ITEMS == 2500
    monkeypatch.setattr(feeds, "MOST_ITEMS", 3)
    items = [
        item(f"<pubDate>2026-03-0{n}</pubDate>", title=f"T{n}", link=f"https://journal.example/{n}")
        for n in (1, 5, 3, 4, 2)
    ]
    found = parse(*items)
    assert [one.title for one in found.listings] == ["T5", "T3", "T4"]
    assert "newest 3 of 5" in found.reason
    assert len(parse(*items, limit=2).listings) == 2


@pytest.mark.parametrize(("policy", "length"), [("full", 2000), ("snippet", 300), ("none", 0)])
def test_abstract_policy_holds(policy: str, length: int) -> None:
    assert len(only(item(f"<description>{'x' * 2000}</description>"), abstract=policy).abstract) == length


def test_f5_cut_feed_keeps_whole_entries() -> None:
    content = rss(item(title="Whole"), item("<description>cut here</description>", link="https://journal.example/2"))
    found = feeds.parse(content[: content.index(b"here")], Feed(label="Sample", hosts=HOSTS))
    assert isinstance(found, Found)
    assert [one.title for one in found.listings] == ["Whole"]
    assert (found.state, "cut off" in found.reason) == (SourceState.DEGRADED, True)


@pytest.mark.parametrize(
    ("content", "state"),
    [
        (b"", SourceState.ERROR),
        (b'{"version": "https://jsonfeed.org/version/1.1"}', SourceState.ERROR),
        (b"<!doctype html><title>Just a moment...</title>", SourceState.BLOCKED),
        (b'<?xml version="1.0"?><!-- x --><html xmlns="http://www.w3.org/1999/xhtml"></html>', SourceState.BLOCKED),
        (b"plain words", SourceState.ERROR),
    ],
)
def test_n16_n17_f20_what_is_no_feed_is_never_an_empty_one(content: bytes, state: SourceState) -> None:
    found = feeds.parse(content, Feed(label="Sample"))
    assert isinstance(found, Failed)
    assert found.state is state
    assert found.reason.isprintable()


def test_body_that_names_a_file_opens_none(tmp_path: Path) -> None:
    secret = tmp_path / "secret.xml"
    secret.write_bytes(rss(item(title="Secret")))
    assert isinstance(syndication.read(str(secret).encode()), Failed)


@pytest.mark.parametrize(
    ("declared", "encoding", "header", "title"),
    [
        ("utf-8", "utf-8", "", "Süß 中文"),
        ("", "utf-8", "", "Süß 中文"),
        ("utf-8", "utf-16", "", "Süß 中文"),
        ("utf-16", "utf-8", "", "Süß 中文"),
        ("utf-7", "utf-8", "", "Süß 中文"),
        ("no-such", "utf-8", "", "Süß 中文"),
        ("hex", "utf-8", "", "Süß 中文"),
        ("unicode_escape", "utf-8", "", "Süß 中文"),
        ("gb2312", "gb18030", "", "中文 — 甲"),
        ("iso-8859-1", "cp1252", "", "Süß – so"),
        ("", "iso-8859-15", "iso-8859-15", "Süß"),
        ("utf-8", "latin-1", "", "S\ufffd\ufffd"),
    ],
)
def test_f6_text_is_right_whatever_the_encoding_or_marked(
    declared: str, encoding: str, header: str, title: str
) -> None:
    said = f' encoding="{declared}"' if declared else ""
    source = title if "\ufffd" not in title else "Süß"
    text = f'<?xml version="1.0"{said}?><rss version="2.0"><channel>{item(title=source)}</channel></rss>'
    found = feeds.parse(text.encode(encoding), Feed(label="Sample", hosts=HOSTS), charset=header)
    assert isinstance(found, Found)
    assert [one.title for one in found.listings] == [title]


def test_charset_is_found_in_the_header() -> None:
    assert syndication.charset('application/rss+xml; charset="GB2312"') == "GB2312"
    assert syndication.charset("text/xml") == ""


# -- collected over the network --------------------------------------------------------


def source(url: str, **more: Any) -> FeedSource:
    return FeedSource.model_validate({"kind": "feed", "name": "Sample", "url": url} | more)


@pytest.fixture
def net(tmp_path: Path) -> Iterator[Any]:
    with tiny_world.start(tmp_path, day="2026-03-06") as running:
        yield running


def test_journal_is_collected_then_not_modified(net: Any) -> None:
    url = f"{net.base_url}/journal/sample"
    first = feeds.collect(source(url, hosts=["www.nature.com"]), ORDER, door())
    assert (first.state, len(first.listings), first.batch_day) == (SourceState.OK, 10, None)
    assert {len(one.authors) for one in first.listings} == {3}
    assert all(one.url.startswith("https://www.nature.com/articles/") for one in first.listings)
    assert first.server_time == datetime(2026, 3, 6, 5, 30, 2, tzinfo=UTC)
    again = Order(now=ORDER.now, today=ORDER.today, validators=first.validators)
    assert feeds.collect(source(url), again, door()).state is SourceState.NOT_MODIFIED


def test_mirror_is_asked_in_place_of_the_journal_whose_links_still_hold(net: Any) -> None:
    mirrored = source("https://www.nature.com/sample.rss", base_url=f"{net.base_url}/journal/sample")
    harvest = feeds.collect(mirrored, ORDER, door())
    assert all(one.url.startswith("https://www.nature.com/") for one in harvest.listings)
    assert len(harvest.listings) == 10


def test_journal_of_the_catalogue_brings_its_hosts_and_its_policy(net: Any) -> None:
    known = FeedSource.model_validate(
        {"kind": "feed", "journal": "nature", "base_url": f"{net.base_url}/journal/sample"}
    )
    harvest = feeds.collect(known, ORDER, door())
    assert all(one.url.startswith("https://www.nature.com/") for one in harvest.listings)
    assert all(len(one.abstract) <= 300 for one in harvest.listings)


@pytest.fixture
def two_addresses(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[Answer], tuple[Harvest, list[str]]]]:
    """Ask a journal of two addresses, of which the second is well."""

    def ask(first: Answer) -> tuple[Harvest, list[str]]:
        good = rss(item(f"<description>{'x' * 400}</description>"))
        with serving({"/first": first, "/second": answer(good, headers={"ETag": '"b"'})}) as place:
            known = catalogue.load().find("nature")
            assert known
            entry = replace(
                known,
                feed=(place.url("/first"), place.url("/second")),
                hosts=("journal.example",),
                quirks=("opaque-links",),
            )
            fake = catalogue.Catalogue(entries=(entry,), categories=())
            monkeypatch.setattr(catalogue, "load", lambda: fake)
            told = FeedSource.model_validate({"kind": "feed", "journal": "nature"})
            return feeds.collect(told, ORDER, door()), place.paths

    yield ask
    monkeypatch.undo()


@pytest.mark.parametrize(
    "first", [answer(status="404 No"), answer(status="410 No"), answer(status="403 No"), answer(b"<html></html>")]
)
def test_a_journals_next_address_is_asked_where_one_is_gone_or_blocked(first: Answer, two_addresses: Any) -> None:
    harvest, asked = two_addresses(first)
    assert (harvest.state, asked) == (SourceState.OK, ["/first", "/second"])
    assert [url.rpartition("/")[2] for url in harvest.validators] == ["second"]


@pytest.mark.parametrize("first", [answer(rss(item())), answer(b""), answer(rss())])
def test_a_journals_next_address_is_left_alone_otherwise(first: Answer, two_addresses: Any) -> None:
    _, asked = two_addresses(first)
    assert asked == ["/first"]


def test_what_the_catalogue_knows_of_a_journal_holds(two_addresses: Any) -> None:
    (one,) = two_addresses(answer(status="404 No"))[0].listings
    assert (one.url, len(one.abstract)) == ("https://journal.example/1", 300)
    assert one.ids[0].startswith("url:")
    assert one.ids != only(item()).ids  # links that are tokens name no paper


def test_a_journal_whose_addresses_all_fail_fails_as_its_first(monkeypatch: pytest.MonkeyPatch) -> None:
    with serving({"/first": answer(status="403 No")}) as place:
        known = catalogue.load().find("nature")
        assert known
        entry = replace(known, feed=(place.url("/first"), place.url("/gone")))
        monkeypatch.setattr(catalogue, "load", lambda: catalogue.Catalogue(entries=(entry,), categories=()))
        harvest = feeds.collect(FeedSource.model_validate({"kind": "feed", "journal": "nature"}), ORDER, door())
        assert (harvest.state, place.paths) == (SourceState.BLOCKED, ["/first", "/gone"])


def test_journal_that_the_catalogue_does_not_know_is_an_error() -> None:
    harvest = feeds.collect(FeedSource.model_validate({"kind": "feed", "journal": "no-such"}), ORDER, door())
    assert (harvest.state, "no-such" in harvest.reason) == (SourceState.ERROR, True)


@pytest.mark.parametrize(
    ("status", "state"), [("404 No", SourceState.GONE), ("403 No", SourceState.BLOCKED), ("500 No", SourceState.DOWN)]
)
def test_failures_of_the_door_are_the_feeds_state(status: str, state: SourceState) -> None:
    with serving({"/feed": answer(status=status)}) as place:
        harvest = feeds.collect(source(place.url("/feed")), ORDER, door())
    assert harvest == Harvest(source="Sample", kind="feed", state=state, reason=harvest.reason)
    assert harvest.reason


@pytest.mark.parametrize(
    ("body", "kept"),
    [(rss(item()), {"etag": '"a"'}), (rss(item(), item())[:-30], None), (b"<html></html>", None), (b"", None)],
)
def test_n16_n17_f5_validators_are_kept_of_whole_feeds_alone(body: bytes, kept: dict[str, str] | None) -> None:
    with serving({"/feed": answer(body, headers={"ETag": '"a"'})}) as place:
        harvest = feeds.collect(source(place.url("/feed")), ORDER, door())
    assert harvest.validators == ({place.url("/feed"): Validators(**kept)} if kept else {})
