"""FAULTS F5 to F20 as far as a feed's adapter answers for them: real bytes from a real server, day after day."""

from __future__ import annotations

from datetime import date

import pytest

from faults.journal import TODAY, Journal, item, rss
from faults.matrix import Seen
from radar.collect import feeds
from radar.models import Listing
from radar.outcomes import Failed, SourceState
from radar.sift.schedule import assign_day


def listed(*items: str) -> list[Listing]:
    harvest = Journal().ask(rss(*items))
    assert harvest.state is SourceState.OK, harvest.reason
    return list(harvest.listings)


@pytest.mark.fault("F5")
def test_f05_truncated_xml_keeps_what_is_whole_and_is_fetched_again(seen: Seen) -> None:
    """Good items kept, source `degraded`, next run fetches again, none lost or doubled."""
    whole = rss(*(item(f"Invented finding number {n}", str(n), "<description>Told.</description>") for n in range(6)))
    journal = Journal()
    cut = journal.day(whole[: whole.index(b"number 3") + 8])
    assert (cut.state, cut.validators) == (SourceState.DEGRADED, {})
    assert "cut off" in cut.reason
    assert [one.title[-1] for one in cut.listings] == ["0", "1", "2"]
    again = journal.day(whole)
    assert (again.state, len(again.validators)) == (SourceState.OK, 1)
    assert [paper.title[-1] for paper in journal.papers] == ["0", "1", "2", "3", "4", "5"]
    seen(f"{cut.state.value} with {len(cut.listings)} of 6, then {len(journal.papers)}")


@pytest.mark.fault("F6")
@pytest.mark.parametrize(
    ("encoding", "declared", "header"),
    [
        ("gb18030", "gb2312", ""),
        ("utf-16", "utf-8", ""),
        ("utf-8", "utf-7", ""),
        ("utf-8", "no-such", ""),
        ("gb18030", "", "gb2312"),
        ("utf-8-sig", "utf-8", ""),
    ],
)
def test_f06_text_is_right_whatever_encoding_is_claimed(
    encoding: str, declared: str, header: str, seen: Seen
) -> None:
    """Text right or U+FFFD, never mojibake script."""
    said = f' encoding="{declared}"' if declared else ""
    text = f'<?xml version="1.0"{said}?><rss version="2.0"><channel>{item("虚构的发现 — 甲", "1")}</channel></rss>'
    kind = "application/rss+xml" + (f"; charset={header}" if header else "")
    harvest = Journal().ask(text.encode(encoding), content_type=kind)
    assert (harvest.state, [one.title for one in harvest.listings]) == (SourceState.OK, ["虚构的发现 — 甲"])
    seen(f"{encoding} said to be {declared or header}: right")


@pytest.mark.fault("F6")
def test_f06_wrong_bytes_are_marked_and_spoil_no_other(seen: Seen) -> None:
    """Text right or U+FFFD, never mojibake script."""
    body = rss(item("Süß und BAD", "1"), item("Größe", "2")).replace(b"BAD", b"\xe4\xff\x80+ADw-script+AD4-")
    harvest = Journal().ask(body)
    assert [one.title for one in harvest.listings] == ["Süß und \ufffd\ufffd\ufffd+ADw-script+AD4-", "Größe"]
    seen(harvest.listings[0].title)


@pytest.mark.fault("F7")
def test_f07_characters_that_may_not_be_are_dropped_and_the_feed_is_whole(seen: Seen) -> None:
    """Dropped; feeds well-formed."""
    hidden = "\x00\x08\x0b\x1f\x7f\ufffe\uffff\u202e\u2066\u200b\ufeff\U000e0041"
    hidden += "&#0;&#x1f;&#xD800;&#xFFFE;&#x202e;&#99999999999;"
    (one,) = listed(item(f"An{hidden} invented{hidden} finding", "1", f"<description>We{hidden} did.</description>"))
    assert (one.title, one.abstract) == ("An invented finding", "We did.")
    seen(repr(one.title))


@pytest.mark.fault("F9")
@pytest.mark.parametrize(
    "link",
    ["javascript:alert(1)", "data:text/html,x", "https://evil.example/1", "https://journal.example@evil.example/"],
)
def test_f09_a_link_that_may_not_be_gives_way_to_the_doi_or_to_none(link: str, seen: Seen) -> None:
    """Link replaced by DOI/id link or none."""
    doi = "<prism:doi>10.5555/x</prism:doi>"
    entry = f"<item><title>{{}}</title><link>{link}</link>{{}}</item>"
    with_doi, without = listed(entry.format("A finding", doi), entry.format("Another finding", ""))
    assert (with_doi.url, without.url) == ("https://doi.org/10.5555/x", "")
    seen(f"{link}: {with_doi.url}, or {without.url!r}")


@pytest.mark.fault("F10")
@pytest.mark.parametrize(
    ("said", "text"),
    [
        ("if p &lt; 0.05 and q &gt; 3", "if p < 0.05 and q > 3"),
        ("&lt;i&gt;E. coli&lt;/i&gt; in CO&lt;sub&gt;2&lt;/sub&gt;", "E. coli in CO₂"),
        ("Q & A of R&D, &nbsp;caf&eacute;", "Q & A of R&D, café"),
        ("AT&amp;amp;T and &amp;lt;think&amp;gt;", "AT&T and <think>"),
        ("$\\alpha_1 &lt; \\beta$ by \\textbf{x}", "$\\alpha_1 < \\beta$ by \\textbf{x}"),
        ("<![CDATA[of <math><msup><mi>x</mi><mn>2</mn></msup></math> & y]]>", "of x² & y"),
    ],
)
def test_f10_no_character_of_meaning_is_lost(said: str, text: str, seen: Seen) -> None:
    """Text complete."""
    (one,) = listed(item(f"An invented finding {said}", "1", f"<description>We found {said}.</description>"))
    assert (one.title, one.abstract) == (f"An invented finding {text}", f"We found {text}.")
    seen(one.title)


@pytest.mark.fault("F11")
def test_f11_the_same_item_twice_is_one_paper(seen: Seen) -> None:
    """One paper, all sources listed (across sources: merge)."""
    entry = item("An invented finding of note", "1", "<guid>a</guid><dc:creator>Sample Author</dc:creator>")
    by_category = [entry.replace("<guid>a", f"<guid>a</guid><category>{n}</category><guid>a") for n in "vwxyz"]
    journal = Journal()
    harvest = journal.day(rss(entry, *by_category))
    assert (len(harvest.listings), len(journal.papers)) == (1, 1)
    seen(f"{len(by_category) + 1} items, {len(journal.papers)} paper")


@pytest.mark.fault("F13")
@pytest.mark.parametrize(
    "form",
    [
        "<item><title>{title}</title><link>https://journal.example/{n}</link><guid>{day}{n}</guid></item>",
        "<item><title>{title}</title><link>https://journal.example/{n}?utm_id={day}&amp;rss=1</link></item>",
        "<item><title>{title}</title><link>https://journal.example/{n};jsessionid={day}</link></item>",
        "<item><title>{title}</title><link>https://journal.example/?{day}</link><prism:doi>10.5555/{n}</prism:doi></item>",
        "<item><title>{title}</title><link>https://t.cnki.net/kcms/detail?v={day}{n}</link><author>甲乙</author></item>",
        "<item><title>{title}</title><link>https://journal.example/</link><guid>{day}{n}</guid></item>",
        "<item><title>{title}</title><guid isPermaLink='false'>{day}{n}</guid><author>S. Author</author></item>",
        "<item><title>{title}</title><link>https://www.google.com/url?url=https://journal.example/{n}&amp;i={day}</link></item>",
    ],
)
def test_f13_guid_and_tokens_that_change_with_every_fetch_make_no_duplicate(form: str, seen: Seen) -> None:
    """No duplicate."""
    journal = Journal()
    for day in ("monday", "tuesday", "wednesday"):
        items = [form.format(day=day, n=n, title=f"Invented finding number {n} of note") for n in (1, 2, 3)]
        assert len(journal.day(rss(*items)).listings) == 3
    assert [paper.title for paper in journal.papers] == [f"Invented finding number {n} of note" for n in (1, 2, 3)]
    assert len({paper.day for paper in journal.papers}) == 1
    assert journal.memory.updates == []
    seen(f"3 papers for 3 days: {len(journal.papers)}")


@pytest.mark.fault("F15")
@pytest.mark.parametrize(
    ("said", "announced", "stands"),
    [
        ("", None, TODAY),
        ("garbage", None, TODAY),
        ("9999-12-31", None, TODAY),
        ("Thu, 01 Jan 1970 00:00:00 GMT", None, TODAY),
        ("Sun, 08 Mar 2026 08:00:00 GMT", date(2026, 3, 8), TODAY),
        ("Thu, 05 Mar 2026 23:30:00 -0500", date(2026, 3, 5), date(2026, 3, 5)),
        ("2026-03-05", date(2026, 3, 5), date(2026, 3, 5)),
        ("Thu, 05 Mar 2026", date(2026, 3, 5), date(2026, 3, 5)),
        ("2019-01-01", date(2019, 1, 1), TODAY),
    ],
)
def test_f15_odd_dates_stand_where_they_were_first_seen(
    said: str, announced: date | None, stands: date, seen: Seen
) -> None:
    """Clamped to first-seen; never in a future day."""
    journal = Journal()
    (one,) = journal.day(rss(item("An invented finding of note", "1", f"<pubDate>{said}</pubDate>"))).listings
    assert one.announced == announced
    assert assign_day(announced=one.announced, day_from="", today=TODAY, window_days=7)[0] == stands
    assert [paper.day for paper in journal.papers] == [stands]
    seen(f"{said!r}: {journal.papers[0].day}")


@pytest.mark.fault("F16", "F17", "F18")
@pytest.mark.parametrize(
    "hostile",
    [
        "Status: draft",
        "Save_as: CNAME",
        "Template: x",
        "--- ",
        "{attach}../.env",
        "{static}/x",
        "|filename|x.md",
        "{{ settings.SECRET }}",
        "{% include 'x' %}",
        "[1]: http://evil.example",
        "[^1]: x",
        "*[AI]: x",
        "``` unclosed",
    ],
)
def test_f16_f17_f18_what_is_syntax_elsewhere_is_text_here_on_one_line(hostile: str, seen: Seen) -> None:
    """Text only; literal text; neighbours unchanged."""
    inside = f"An invented\r\n{hostile}\n{hostile} finding"
    first, second = listed(
        item(f"<![CDATA[{inside}]]>", "1", f"<description><![CDATA[{inside}]]>.</description>"),
        item("A neighbour", "2", "<description>It is unchanged.</description>"),
    )
    words = f"An invented {hostile} {hostile} finding".replace("  ", " ")
    assert (first.title, first.abstract.rstrip(".")) == (words, "" if not first.abstract else words)
    assert not any(c in text for text in (first.title, first.abstract) for c in "\r\n\t")
    assert (second.title, second.abstract) == ("A neighbour", "It is unchanged.")
    seen(f"{first.title!r}")


@pytest.mark.fault("F18")
@pytest.mark.parametrize("markup", ["<script>", "</article>", "<![CDATA[", "<!--", "</channel>"])
def test_f18_markup_that_does_not_close_spoils_no_neighbour(markup: str) -> None:
    """Neighbours unchanged byte for byte."""
    escaped = markup.replace("<", "&lt;")
    first, second = listed(
        item(f"An invented {escaped} finding", "1", f"<description>We {escaped} did.</description>"),
        item("A neighbour", "2", "<description>It is unchanged.</description>"),
    )
    assert first.title.endswith("finding")
    assert first.abstract.endswith("did.")
    assert (second.title, second.abstract) == ("A neighbour", "It is unchanged.")


@pytest.mark.fault("F20")
def test_f20_a_feed_that_turns_into_something_else_loses_no_paper(seen: Seen) -> None:
    """A failure with its reason: never “no papers”, and nothing that would stop the next fetch."""
    journal = Journal()
    feed = rss(item("An invented finding of note", "1", "<dc:creator>Sample Author</dc:creator>"))
    assert journal.day(feed).state is SourceState.OK
    as_json = journal.day(
        b'{"version": "https://jsonfeed.org/version/1.1", "items": []}', content_type="application/json"
    )
    as_page = journal.day(b"<!doctype html><title>Log in</title><p>Please log in", content_type="text/html")
    nothing = journal.day(b"")
    assert [one.state for one in (as_json, as_page, nothing)] == [
        SourceState.ERROR,
        SourceState.BLOCKED,
        SourceState.ERROR,
    ]
    assert all(one.reason and not one.validators for one in (as_json, as_page, nothing))
    assert ("JSON" in as_json.reason, "Log in" in as_page.reason) == (True, True)
    atom = (
        b'<feed xmlns="http://www.w3.org/2005/Atom"><title>Sample</title><entry><id>urn:x:1</id>'
        b'<title>An invented finding of note</title><link href="https://journal.example/1"/>'
        b"<author><name>Sample Author</name></author></entry></feed>"
    )
    assert journal.day(atom).state is SourceState.OK
    assert len(journal.papers) == 1
    seen(f"{as_json.reason}; {as_page.reason}")


@pytest.mark.fault("F1")
def test_f01_an_entity_that_is_not_resolved_is_no_title(seen: Seen) -> None:
    """What a bomb leaves when it is not let off: an item of `&lol9;`, which no reader knows."""
    bomb = (
        b'<?xml version="1.0"?>'
        b'<rss version="2.0"><channel><title>S</title>'
        b"<item><title>&lol9;</title><link>https://journal.example/1</link></item>"
        b"<item><title>Salt &amp; light</title><link>https://journal.example/2</link></item></channel></rss>"
    )
    found = feeds.parse(bomb, feeds.Feed(label="S", hosts=frozenset({"journal.example"})))
    assert not isinstance(found, Failed)
    assert [one.title for one in found.listings] == ["Salt & light"]
    assert len(found.quarantined) == 1
    seen(f"{len(found.listings)} kept, {len(found.quarantined)} set aside")
