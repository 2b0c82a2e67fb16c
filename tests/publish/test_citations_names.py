from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from radar.publish.references import citation_keys, citation_names
from radar.publish.references.citation_keys import citation_key
from radar.publish.references.citation_names import Name, author_names
from radar.sift.notation import plain_notation
from radar.sift.text import clean_author, fold_letters


def _parts(author: str) -> list[tuple[str, ...]]:
    """Give `(family, given, suffix)` of each name, or the whole of one that is not taken apart."""
    names = author_names([author])
    return [(n.family, n.given, n.suffix) if n.is_split else (n.literal,) for n in names]


@pytest.mark.parametrize(
    ("author", "parts"),
    [
        ("Sample Author", ("Author", "Sample", "")),
        ("Author, Sample", ("Author", "Sample", "")),
        ("Author，Sample", ("Author", "Sample", "")),
        ("S. A. Author", ("Author", "S. A.", "")),
        ("Jan Piet van der Sample", ("van der Sample", "Jan Piet", "")),
        ("van der Sample, Jan", ("van der Sample", "Jan", "")),
        ("J. De Sample", ("De Sample", "J.", "")),
        ("Sam De La Sample", ("De La Sample", "Sam", "")),
        ("Sam d'Ample", ("d'Ample", "Sam", "")),
        ("Di Sample", ("Sample", "Di", "")),
        ("van Sample", ("van Sample",)),
        ("Anh Van Nguyen", ("Nguyen", "Anh Van", "")),
        ("Anh Van Sample", ("Van Sample", "Anh", "")),
        ("Santiago Sample y Author", ("Sample y Author", "Santiago", "")),
        ("Sam Author Jr.", ("Author", "Sam", "Jr.")),
        ("Sam Author, Jr.", ("Author", "Sam", "Jr.")),
        ("Author, Sam, III", ("Author", "Sam", "III")),
        ("Sam Author jr", ("Author", "Sam", "jr")),
        ("Sample JA", ("Sample", "JA", "")),
        ("Wei LI", ("LI", "Wei", "")),
        ("Sam~Author", ("Author", "Sam", "")),
        ("and Sam Author", ("Author", "Sam", "")),
        ("R. C. Group", ("Group", "R. C.", "")),
        ("王小明", ("王", "小明", "")),
        ("欧阳小明", ("欧阳", "小明", "")),
        ("王 小明", ("王", "小明", "")),
        ("홍길동", ("홍", "길동", "")),
        ("山田太郎", ("山田太郎",)),
        ("やまだ", ("やまだ",)),
        ("阿·小明", ("阿·小明",)),
        ("Plato", ("Plato",)),
        ("and", ("and",)),
        ("S. Author et al", ("S. Author et al",)),
        ("SAMPLE Collaboration", ("SAMPLE Collaboration",)),
        ("the SAMPLE collaboration", ("SAMPLE collaboration",)),
        ("The S1", ("S1",)),
        ("for the SAMPLE Collaboration", ("SAMPLE Collaboration",)),
        ("Sample University, Department of Nothing", ("Sample University, Department of Nothing",)),
        ("A, B, C, D", ("A, B, C, D",)),
    ],
)
def test_a_name_comes_apart_where_it_says_how(author: str, parts: tuple[str, ...]) -> None:
    assert _parts(author) == [parts]


def test_one_string_may_hold_a_person_and_a_body() -> None:
    both = [("Author", "Sam", ""), ("SAMPLE Collaboration",)]
    assert _parts("Sam Author for the SAMPLE Collaboration") == both
    assert _parts("Sam Author (on behalf of the SAMPLE Collaboration)") == both
    assert _parts("Sam Author; The SAMPLE Collaboration") == both
    assert _parts("Sam Author for Nothing") == [("Nothing", "Sam Author for", "")]


def test_a_string_without_a_letter_is_no_author() -> None:
    assert author_names([":", "", " - ", "Sam Author"]) == author_names(["Sam Author"])


def test_a_native_name_has_no_comma() -> None:
    (name,) = author_names(["王小明"])
    assert name.is_native
    assert name.inverted == "王小明"


def test_a_name_is_whole_in_its_literal() -> None:
    (name,) = author_names(["Author, Sam, Jr."])
    assert name.literal == "Sam Author, Jr."
    assert name.inverted == "Author, Sam, Jr."


@given(st.text(max_size=60))
def test_taking_apart_loses_no_letter(text: str) -> None:
    names = author_names([text])
    for name in names:
        if name.is_split:
            letters = sorted(c for part in (name.family, name.given, name.suffix) for c in part if c.isalnum())
            assert letters == sorted(c for c in name.literal if c.isalnum())
        assert name.literal == " ".join(name.literal.split())
    assert bool(names) <= any(character.isalnum() for character in text)


def test_real_names_lose_no_letter_and_no_author(shared: Path) -> None:
    lines = (shared / "data/feeds/tricky-real/tricky_authors.jsonl").read_text("utf-8").splitlines()
    for authors in (json.loads(line)["authors"] for line in lines):
        assert len(author_names(authors)) >= sum(any(c.isalnum() for c in author) for author in authors)


# -- keys ----------------------------------------------------------------------------


def _key(paper_id: str = "arxiv:2606.00001", title: str = "On the Sample", author: str = "Sam Author") -> str:
    return citation_key(paper_id, title=title, authors=author_names([author]), year=2026)


@pytest.mark.parametrize(
    ("title", "author", "key"),
    [
        ("On the Sample", "Sam Author", "author2026sample-2606.00001"),
        ("$K_2$-Étale: A Way", "Jan van der Ämple", "vanderample2026etale-2606.00001"),
        ("关于样例", "王小明", "paper2026-2606.00001"),
        ("2026", "Plato", "plato2026-2606.00001"),
        ("A", "SAMPLE Collaboration", "samplecollaboration2026-2606.00001"),
    ],
)
def test_a_key_says_who_when_and_what(title: str, author: str, key: str) -> None:
    assert _key(title=title, author=author) == key


def test_a_paper_without_authors_has_a_key() -> None:
    assert citation_key("arxiv:2606.00001", title="", authors=(), year=2026) == "paper2026-2606.00001"


def test_old_and_other_ids_have_keys_of_their_own() -> None:
    assert _key("arxiv:hep-th/9901001").endswith("-hep-th.9901001")
    assert _key("doi:10.5555/1") != _key("doi:10.5555/2")
    assert _key("doi:10.5555/1") == _key("doi:10.5555/1")


_IDS = st.one_of(
    st.from_regex(r"arxiv:[0-9]{4}\.[0-9]{4,5}", fullmatch=True),
    st.from_regex(r"arxiv:[a-z]{2,8}/[0-9]{7}", fullmatch=True),
    st.text(max_size=30).map("doi:10.5555/{}".format),
    st.text(max_size=30),
)


@given(st.lists(_IDS, unique=True, min_size=2, max_size=40), st.text(max_size=30), st.text(max_size=30))
def test_no_two_papers_share_a_key(ids: list[str], title: str, author: str) -> None:
    keys = {_key(one, title, author) for one in ids}
    assert len(keys) == len(ids)
    assert all(set(key) <= set("abcdefghijklmnopqrstuvwxyz0123456789.-") for key in keys)


# -- shorter ways for common names and titles lead to the same ----------------------------------


def _slowly(author: str) -> Iterator[Name]:
    for part in clean_author(author).split(";"):
        yield from citation_names._names(part)  # noqa: SLF001 - the way around is what is tested


_WORDS = st.sampled_from(
    [
        *("Sam", "Jean-Luc", "J.", "José", "Œdipe", "Xiao-ming", "Van", "De", "St.", "Iii", "Jr", "Et", "al"),
        *(
            "Group",
            "Groups",
            "Teamwork",
            "Institute",
            "Center",
            "Project",
            "and",
            "for",
            "the",
            "Author",
            "Smith-Jones",
        ),
        *("O'Brien", "AB", "Li", "Müller", "Ng", "王", "3", "On", "Behalf", "Of", "E\u0301lan", ""),
    ]
)


@given(st.lists(_WORDS, min_size=1, max_size=6).map(" ".join) | st.text("ABabé.- \u0301Öß", max_size=20))
def test_a_common_name_comes_apart_as_any_other(author: str) -> None:
    assert list(author_names([author])) == list(_slowly(author))


def test_real_names_come_apart_as_any_other(shared: Path) -> None:
    lines = (shared / "data/feeds/tricky-real/tricky_authors.jsonl").read_text("utf-8").splitlines()
    for author in {author for line in lines for author in json.loads(line)["authors"]}:
        assert list(author_names([author])) == list(_slowly(author))


@given(st.text(st.characters(min_codepoint=32, max_codepoint=126), max_size=40))
def test_a_plain_title_tells_the_same_word(title: str) -> None:
    words = citation_keys._WORD.findall(fold_letters(plain_notation(title)).replace("'", ""))  # noqa: SLF001 - same
    telling = (w for w in words if w not in citation_keys._EMPTY and len(w) > 1 and not w.isdigit())  # noqa: SLF001 - same
    assert citation_keys._telling_word(title) == next(telling, "")[:24]  # noqa: SLF001 - same
