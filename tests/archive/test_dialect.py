from __future__ import annotations

import re
from datetime import date

import pytest
from hostile_text import HOSTILE, TEXT
from hypothesis import given
from hypothesis import strategies as st

from radar.archive import dialect
from radar.models import Citation, Paper, Sentence

LINK = "https://arxiv.org/abs/2606.00001"
REFERENCE = re.compile(r"&#[0-9]+;")
IDS = st.one_of(
    st.sampled_from(["arxiv:2606.00001", "arxiv:hep-th/9901001", "url:00ff00ff00ff00ff"]),
    st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=12).map("doi:10.5555/{}".format),
)


def paper(paper_id: str = "arxiv:2606.00001", title: str = "Invented", url: str = "") -> Paper:
    return Paper(id=paper_id, day=date(2026, 6, 19), title=title, authors=(), abstract="", url=url, places=())


@given(TEXT)
def test_text_comes_back_from_its_escape(text: str) -> None:
    assert dialect.unescape(dialect.escape(text)) == text


@given(TEXT)
def test_escaped_text_holds_nothing_that_means_anything(text: str) -> None:
    written = dialect.escape(text)
    bare = REFERENCE.sub("", written)
    assert set(re.findall(r"\s", written)) <= {" "}
    assert not set(bare) & set("&<>[]{}*_`~|$\\#")
    assert "://" not in bare
    assert "www." not in bare.lower()
    assert not re.match(r"[-+:=!\s]|[0-9]+[.)](\s|$)", written)
    assert "  " not in written


@pytest.mark.parametrize("text", HOSTILE)
def test_every_hostile_text_comes_back(text: str) -> None:
    assert dialect.unescape(dialect.escape(text)) == text


@pytest.mark.parametrize(
    "text",
    ["We halve the cost (by 3.5 times), and more: it works!", "3D models, state-of-the-art", "它什么也没有证明。"],
)
def test_plain_prose_is_written_as_it_is(text: str) -> None:
    assert dialect.escape(text) == text


@pytest.mark.parametrize("code", [0, 1, 2, 3, 0x1B, 0x7F, 0x80, 0xD800, 0x202E, 0x2066, 0xFFFE, 0xFFFF, 0x1FFFE])
def test_what_is_no_text_is_replaced_on_both_ways(code: int) -> None:
    assert dialect.escape(f"a{chr(code)}b") == "a\ufffdb"
    assert dialect.unescape(f"a&#{code};b") == "a\ufffdb"


@pytest.mark.parametrize("code", [0x0B, 0x0C, 0x1C, 0x1F, 0x85])
def test_a_control_that_separates_words_becomes_a_space(code: int) -> None:
    assert dialect.escape(f"a{chr(code)}b") == dialect.unescape(f"a&#{code};b") == "a b"


def test_a_reference_to_no_character_is_replaced() -> None:
    assert dialect.unescape("&#9999999;") == "\ufffd"


def test_what_a_hand_left_bare_and_is_no_text_is_replaced() -> None:
    assert dialect.unescape("a\u202eb\x00c") == "a\ufffdb\ufffdc"


def test_what_a_hand_left_bare_is_text() -> None:
    assert dialect.unescape("a *bare* <b> & [x](y)") == "a *bare* <b> & [x](y)"


@given(TEXT)
def test_a_word_for_a_header_is_harmless_and_comes_back(text: str) -> None:
    written = dialect.word(text)
    assert re.fullmatch(r"[A-Za-z0-9_.~%/-]+", written)
    assert dialect.read_word(written) == text


@given(text=TEXT, cites=st.lists(st.integers(1, 9), max_size=4))
def test_a_sentence_comes_back_with_its_citations(text: str, cites: list[int]) -> None:
    addresses = {n: f"{LINK}{n}" if n % 2 else "" for n in range(1, 10)}
    sentence = Sentence(text=text, cites=tuple(cites))
    assert dialect.read_sentence(dialect.sentence_line(sentence, addresses), addresses) == sentence


@pytest.mark.parametrize("line", [f"A claim. [2]({LINK})", "A claim. [1](https://evil.example/)", "A claim. [1]"])
def test_a_citation_that_is_not_of_a_source_is_refused(line: str) -> None:
    with pytest.raises(ValueError, match="does not agree with the sources"):
        dialect.read_sentence(line, {1: LINK})


@given(paper_id=IDS, title=TEXT, span=TEXT, url=st.sampled_from(["", "https://journal.example/(b)_c?d=é&e=f;g"]))
def test_a_source_comes_back_whatever_it_holds(paper_id: str, title: str, span: str, url: str) -> None:
    citation = Citation(number=7, paper_id=paper_id, span=span)
    of = paper(paper_id, title, url)
    line = dialect.source_line(citation, of)
    assert "\n" not in line
    assert dialect.read_source(line) == dialect.Source(citation=citation, address=dialect.address(of))


@pytest.mark.parametrize(
    "line",
    ["", "A sentence.", "1. Title", "x. [T](https://a) · `b`", "1. [T](https://a) · “s”", "1. [T](http://a) `b`"],
)
def test_what_is_no_source_is_refused(line: str) -> None:
    with pytest.raises(ValueError, match="no source"):
        dialect.read_source(line)


@pytest.mark.parametrize(
    ("paper_id", "url", "address"),
    [
        ("arxiv:2606.00001", "https://evil.example/", LINK),
        ("arxiv:hep-th/9901001", "", "https://arxiv.org/abs/hep-th/9901001"),
        ("doi:10.5555/a<b>(c)", "", "https://doi.org/10.5555/a%3Cb%3E%28c%29"),
        ("doi:10.5555/x", "https://journal.example/x", "https://journal.example/x"),
        ("url:00ff", "https://journal.example/a b(c)[d]*e", "https://journal.example/a%20b%28c%29%5Bd%5D%2Ae"),
        ("url:00ff", "https://journal.example/?a&copy;", "https://journal.example/?a&amp;copy%3B"),
        ("url:00ff", "http://journal.example/x", ""),
        ("url:00ff", "javascript:alert(1)", ""),
        ("url:00ff", "https://user:pass@journal.example/x", ""),
        ("url:00ff", "https://[", ""),
        ("url:00ff", "", ""),
    ],
)
def test_an_address_is_made_from_the_id_or_is_plain_https(paper_id: str, url: str, address: str) -> None:
    assert dialect.address(paper(paper_id, url=url)) == address
