"""Floods are cut down; what is no flood is not touched."""

from __future__ import annotations

import html
from datetime import date

import attacks
import pytest
from hypothesis import given
from hypothesis import strategies as st

from radar.collect import flood, syndication
from radar.collect.flood import LONGEST_TEXT, thin

LAST = date(2026, 3, 6)


def title(text: str) -> bytes:
    return attacks.rss(f"<item><title>{text}</title><link>https://journal.example/1</link></item>", attacks.GOOD)


def titles(content: bytes) -> list[str]:
    read = syndication.read(content)
    assert isinstance(read, syndication.Feed)
    assert read.flaw == ""
    return [str(entry["title"]) for entry in read.entries]


def test_what_is_no_flood_passes_byte_for_byte() -> None:
    many = attacks.items(2500, range(0), LAST)
    assert len(many) > LONGEST_TEXT
    assert thin(many, syndication.day) == flood.Thinned(content=many)


def test_newest_items_stay_in_their_order_wherever_they_stand() -> None:
    newest = range(0, 9000, 6)
    thinned = thin(attacks.items(9000, newest, LAST), syndication.day, most=1500)
    assert thinned.left_out == 7500
    assert titles(thinned.content) == [f"Sample title {n}" for n in newest]


def test_of_items_of_one_day_the_first_stay() -> None:
    thinned = thin(attacks.items(9000, range(9000), LAST), syndication.day, most=10)
    assert titles(thinned.content) == [f"Sample title {n}" for n in range(10)]


def test_items_without_a_date_count_as_oldest() -> None:
    dated = attacks.numbered(7, date(1999, 1, 1))
    thinned = thin(attacks.rss(attacks.GOOD * 5000, dated), syndication.day, most=1)
    assert titles(thinned.content) == ["Sample title 7"]


def test_flood_that_was_cut_off_still_says_so() -> None:
    cut = attacks.items(9000, range(9000), LAST)[:-60]
    thinned = thin(cut, syndication.day, most=100)
    read = syndication.read(thinned.content)
    assert isinstance(read, syndication.Feed)
    assert read.flaw.startswith("cut off")
    assert len(read.entries) >= 99


@pytest.mark.parametrize("element", ["entry", "atom:entry", "ITEM", "item rdf:about='x'"])
def test_every_kind_of_item_is_counted(element: str) -> None:
    name = element.partition(" ")[0]
    content = f"<feed>{f'<{element}><title>x</title></{name}>' * 20_000}</feed>".encode()
    assert thin(content, syndication.day).left_out == 20_000 - flood.MOST_ITEMS


@pytest.mark.parametrize("form", ["{}", "<![CDATA[{}]]>", "<![CDATA[<p>{}</p>]]>"])
@pytest.mark.parametrize("word", ["word ", "字", "&amp;", "&#8211; ", "x&lt;y "])
def test_text_without_end_is_cut_and_ends_in_an_ellipsis(form: str, word: str) -> None:
    long = title(form.format(word * (2 * LONGEST_TEXT // len(word))))
    thinned = thin(long, syndication.day).content
    assert len(thinned) < LONGEST_TEXT + 1000
    first, second = titles(thinned)
    said = first.removeprefix("<p>").removesuffix("</p>")
    plain = html.unescape(word) if form == "{}" else word  # a CDATA section knows no references
    assert said[-1] == "…"
    assert (plain * LONGEST_TEXT).startswith(said[:-1]), "a character or reference was torn"
    assert second == "Sample title"


def test_text_just_short_of_the_limit_is_whole() -> None:
    text = "x" * LONGEST_TEXT
    assert titles(thin(title(text), syndication.day).content)[0] == text


@pytest.mark.parametrize("form", ["<!-- {} -->", "<?style {}?>", '<a href="{}"/>'])
def test_comments_and_tags_are_not_torn(form: str) -> None:
    content = attacks.rss(attacks.GOOD, form.format("x" * (2 * LONGEST_TEXT)))
    assert thin(content, syndication.day).content == content


@given(
    st.lists(st.sampled_from([b"<", b">", b"<![CDATA[", b"]]>", b"<item>", b"</item>", b"\xff", b"&", b"x" * 70_000]))
)
def test_any_bytes_come_out_no_longer_than_they_went_in(parts: list[bytes]) -> None:
    content = b"".join(parts)
    thinned = thin(content, syndication.day, most=2)
    assert len(thinned.content) <= len(content)
    assert thin(thinned.content, syndication.day, most=2).content == thinned.content
