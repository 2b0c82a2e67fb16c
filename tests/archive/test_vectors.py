"""Vectors that are remembered between runs."""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from radar.archive import vectors
from radar.archive.vectors import Vectors


class Counting:
    """Make a vector of a text's checksum, and remember what was asked."""

    def __init__(self, name: str = "counting/1") -> None:
        self.name = name
        self.asked: list[str] = []

    def vectors(self, texts: Sequence[str]) -> Any:
        self.asked += texts
        return np.array([[zlib.crc32(text.encode()) % 2048 / 64, len(text), 0.5] for text in texts], dtype=np.float32)


def test_a_text_is_encoded_once_and_never_again_in_later_runs(tmp_path: Path) -> None:
    first = Vectors(tmp_path, Counting())
    expected = Counting().vectors(["tide", "moon", "tide"])
    assert (first.vectors(["tide", "moon", "tide"]) == expected).all()
    assert first.vectors(["moon"]).dtype == np.float32
    assert first.keep()
    behind = Counting()
    second = Vectors(tmp_path, behind)
    assert (second.vectors(["tide", "moon", "tide"]) == expected).all()
    assert behind.asked == []
    assert second.vectors(["tide", "sand"]).shape == (2, 3)
    assert behind.asked == ["sand"]
    assert second.name == "counting/1"


@given(st.lists(st.lists(st.text(max_size=4), min_size=1, max_size=5), min_size=1, max_size=4))
@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_what_is_remembered_changes_no_vector(tmp_path: Path, runs: list[list[str]]) -> None:
    for texts in runs:
        texts = [text.encode("utf-8", "ignore").decode() for text in texts]  # noqa: PLW2901 - without surrogates
        one = Vectors(tmp_path, Counting())
        assert (one.vectors(texts) == Counting().vectors(texts)).all()
        one.keep()


def test_nothing_is_written_where_nothing_changed_or_was_asked(tmp_path: Path) -> None:
    assert not Vectors(tmp_path, Counting()).keep()
    assert list(tmp_path.iterdir()) == []
    one = Vectors(tmp_path, Counting())
    one.vectors(["tide"])
    assert one.keep()
    assert not one.keep()
    assert [file.name for file in tmp_path.iterdir()] == ["vectors.bin"]


def test_no_texts_give_no_rows(tmp_path: Path) -> None:
    assert len(Vectors(tmp_path, Counting()).vectors([])) == 0


def test_those_asked_for_last_stay_when_room_is_short(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(vectors, "KEPT", 3)
    for texts in (["a", "b", "c"], ["b"], ["d"]):
        one = Vectors(tmp_path, Counting())
        one.vectors(texts)
        one.keep()
    behind = Counting()
    Vectors(tmp_path, behind).vectors(["a", "b", "c", "d"])
    assert behind.asked == ["c"]


def test_another_encoders_vectors_are_not_taken(tmp_path: Path) -> None:
    old = Vectors(tmp_path, Counting("counting/1"))
    old.vectors(["tide"])
    old.keep()
    behind = Counting("counting/2")
    new = Vectors(tmp_path, behind)
    new.vectors(["moon"])
    new.keep()
    assert behind.asked == ["moon"]
    assert Vectors(tmp_path, Counting("counting/1")).vectors(["tide"]).shape == (1, 3)


def saved(head: bytes, body: bytes) -> bytes:
    data = head + b"\n" + body
    return vectors._hash(data) + data  # noqa: SLF001 - a file as the module writes it


HEAD = b'{"columns":3,"encoder":"counting/1","rows":1}'
KEY = vectors._key("tide")  # noqa: SLF001 - same
ROW = np.array([1, 2, 3], dtype="<f2").tobytes()


def test_a_file_as_written_is_taken(tmp_path: Path) -> None:
    (tmp_path / "vectors.bin").write_bytes(saved(HEAD, KEY + ROW))
    assert Vectors(tmp_path, Counting()).vectors(["tide"]).tolist() == [[1.0, 2.0, 3.0]]


@pytest.mark.parametrize(
    ("head", "body"),
    [
        (HEAD, KEY + ROW + b"\0\0"),
        (HEAD, KEY + ROW[:-1]),
        (HEAD, KEY),
        (HEAD, b""),
        (HEAD, KEY + np.array([1, 2, np.nan], dtype="<f2").tobytes()),
        (HEAD, KEY + np.array([1, 2, np.inf], dtype="<f2").tobytes()),
        (HEAD.replace(b"1}", b"2}"), KEY + ROW),
        (HEAD.replace(b"1}", b"-1}"), KEY + ROW),
        (HEAD.replace(b"3", b'"3"'), KEY + ROW),
        (HEAD.replace(b"counting/1", b"counting/2"), KEY + ROW),
        (b"[]", KEY + ROW),
        (b"", KEY + ROW),
    ],
)
def test_a_file_that_holds_something_else_counts_as_none(tmp_path: Path, head: bytes, body: bytes) -> None:
    (tmp_path / "vectors.bin").write_bytes(saved(head, body))
    assert Vectors(tmp_path, Counting()).vectors(["tide"]).tolist() == Counting().vectors(["tide"]).tolist()


def test_a_damaged_file_counts_as_none_wherever_it_is_damaged(tmp_path: Path) -> None:
    one = Vectors(tmp_path, Counting())
    expected = one.vectors(["tide"]).tolist()
    one.keep()
    file = tmp_path / "vectors.bin"
    whole = file.read_bytes()
    for place in range(len(whole)):
        for data in (whole[:place], whole[:place] + bytes([whole[place] ^ 0xFF]) + whole[place + 1 :]):
            file.write_bytes(data)
            assert Vectors(tmp_path, Counting()).vectors(["tide"]).tolist() == expected
    file.unlink()
    file.mkdir()
    assert Vectors(tmp_path, Counting()).vectors(["tide"]).tolist() == expected
