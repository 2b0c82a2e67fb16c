"""An index made from what Pagefind makes of each word, held to what it writes of the records themselves."""

from __future__ import annotations

import gzip
import json
from collections.abc import Mapping, Sequence
from itertools import islice
from pathlib import Path
from typing import Any

import cbor2
import orjson
import pytest

from radar.publish.search import search_bundle, search_pagefind, search_words
from radar.publish.search.search_records import Record
from radar.publish.search.search_vocabulary import Vocabularies

AWKWARD = (
    ("covid COVID19 covid", "covid covid19 x Covid19 COVID19 COVIDCovid covid abAb ab abAb a1b22c"),
    ("", "Schrödinger Schrodinger schrödingers élan Élan elan ÉlanElan naïve straße ﬁne AbC"),
    ("Running runs", "run running ran x mRNA GPT4 3D x WKWebVIEWComponent iPhoneXS camelCaseWord word case"),
    ("β", "β Β ß ǅ ſ ı İ ² ① Ⅳ ½ ٣ ೨ ﷺ 𝔸 ª ꙮ 가나 ไทย हिन्दी עברית"),
    ("the", "the the the the the " + " ".join(f"w{n}x" for n in range(5_000)) + " the"),
    ("x", "x"),
)
Index = dict[str, dict[str, list[Any]]]


@pytest.fixture
def program() -> Path:
    found = search_pagefind.executable()
    if found is None:
        pytest.skip("skipped: pagefind-bin is not installed (no wheel for this platform)")
    return found[0]


def _unpacked(data: bytes) -> Any:
    return cbor2.loads(gzip.decompress(data)[12:])


def _overview(files: Mapping[str, bytes]) -> Sequence[Any]:
    ((_, index),) = orjson.loads(files["pagefind-entry.json"])["languages"].items()
    return _unpacked(files[f"pagefind.{index['hash']}.pf_meta"])  # type: ignore[no-any-return]


def _index(files: Mapping[str, bytes]) -> Index:
    """Read every word with its forms and their places, records by their numbers."""
    found: Index = {}
    for name, data in files.items():
        for word, places, variants in _unpacked(data)[0] if name.endswith(".pf_index") else ():
            found[word] = {form: _numbered(own) for form, own in (("", places), *variants) if own}
    return found


def _numbered(places: Sequence[Any]) -> list[Any]:
    number, found = 0, []
    for steps, text, title in places:
        number += steps
        found.append((number, text, title))
    return found


def _lean(index: Index) -> Index:
    def least(positions: Sequence[int]) -> Sequence[int]:
        return [min(positions), 0] if positions else []

    return {
        word: {form: [(at, least(text), least(title)) for at, text, title in own] for form, own in forms.items()}
        for word, forms in index.items()
    }


def _record(number: int, title: str, content: str) -> Record:
    filters = {"kind": ["paper"], "year": [f"{2024 + number % 2}"]}
    return Record(key=f"0.{number}", title=title, content=content, filters=filters)


def _awkward() -> list[Record]:
    return [_record(number, *texts) for number, texts in enumerate(AWKWARD)]


def _real(shared: Path) -> list[Record]:
    """Read some papers as they are indexed."""
    path = max((shared / "data" / "corpus" / "arxiv-cs").glob("*.jsonl.gz"))
    with gzip.open(path, "rt", encoding="utf-8") as file:
        lines = [json.loads(line) for line in islice(file, 300)]
    return [
        _record(n, search_words.spaced(one["title"]), search_words.spaced(*one["authors"], one["abstract"]))
        for n, one in enumerate(lines)
    ]


def _han() -> list[Record]:
    texts = ("本文虚构了药物发现。A new 方法 for 药物", "ノーベル賞と量子", "药 药药 x")
    return [_record(number, "", search_words.unspaced(text)) for number, text in enumerate(texts)]


@pytest.mark.parametrize("lean", [False, True])
@pytest.mark.parametrize(("records", "lang"), [(_awkward, "en"), (_han, "zh")])
def test_an_index_says_what_pagefinds_own_says(program: Path, records: Any, lang: str, *, lean: bool) -> None:
    _holds_what_pagefind_says(program, records(), lang, lean=lean)


@pytest.mark.parametrize("lean", [False, True])
def test_an_index_of_real_papers_says_what_pagefinds_own_says(program: Path, shared: Path, *, lean: bool) -> None:
    _holds_what_pagefind_says(program, _real(shared), "en", lean=lean)


def _holds_what_pagefind_says(program: Path, asked: Sequence[Record], lang: str, *, lean: bool) -> None:
    own = search_pagefind.run(program, asked, lang=lang)
    made = search_bundle.bundle(Vocabularies(program), asked, lang=lang, lean=lean)
    assert not isinstance(own, str)
    assert not isinstance(made, str)
    assert _index(made) == (_lean(_index(own)) if lean else _index(own))
    version, pages, _, filters, *rest = _overview(made)
    theirs = _overview(own)
    assert (version, rest) == (theirs[0], theirs[4:])
    assert [words for _, words in pages] == [words for _, words in theirs[1]]
    assert [name for name, _ in filters] == ["kind", "year"]
    assert _values(made) == _values(own)


def _values(files: Mapping[str, bytes]) -> dict[str, Any]:
    read = [_unpacked(data) for name, data in files.items() if name.endswith(".pf_filter")]
    return {name: {value: sorted(numbers) for value, numbers in values} for name, values in read}


def test_words_learnt_from_other_records_change_no_byte(program: Path) -> None:
    fresh = search_bundle.bundle(Vocabularies(program), _awkward()[1:], lang="en")
    learnt = Vocabularies(program)
    for records in (_awkward()[:2], list(reversed(_awkward()))):
        search_bundle.bundle(learnt, records, lang="en")
    assert search_bundle.bundle(learnt, _awkward()[1:], lang="en") == fresh


def test_what_is_known_is_not_asked_again(program: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    learnt = Vocabularies(program)
    first = search_bundle.bundle(learnt, _awkward(), lang="en")
    monkeypatch.setattr(search_pagefind, "run", lambda *_, **__: "Pagefind was asked")
    assert search_bundle.bundle(learnt, _awkward(), lang="en") == first
    unknown = [_record(0, "", "unheard")]
    assert search_bundle.bundle(learnt, unknown, lang="en") == "Pagefind was asked"
