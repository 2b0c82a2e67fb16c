"""Kept replies: what is put is found again, and what is old, damaged or too much is not."""

from __future__ import annotations

import threading
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from radar.archive.replies import MOST_BYTES, KeptReplies

DAY = date(2026, 3, 4)
ENTRY = {"made": "2026-03-04T08:00:00Z", "data": {"zh": "黏土", "list": [1, 2.5, None, True]}, "usd": 0.25}


def key(number: int) -> str:
    return f"{number:064x}"


def files(root: Path) -> list[Path]:
    return sorted(path for path in root.rglob("*") if path.is_file())


def test_what_is_put_is_found_again_by_a_later_run(tmp_path: Path) -> None:
    kept = KeptReplies(tmp_path / "replies", today=DAY)
    assert kept.get(key(1)) is None
    kept.put(key(1), ENTRY)
    assert kept.get(key(1)) == ENTRY
    assert KeptReplies(tmp_path / "replies", today=DAY + timedelta(days=3)).get(key(1)) == ENTRY
    assert kept.get(key(2)) is None
    assert [path.relative_to(tmp_path / "replies").as_posix() for path in files(tmp_path)] == [
        f"2026-03-04/{key(1)}.json"
    ]


def test_opening_makes_no_folder(tmp_path: Path) -> None:
    KeptReplies(tmp_path / "replies", today=DAY).get(key(1))
    assert list(tmp_path.iterdir()) == []


def test_the_newest_entry_counts(tmp_path: Path) -> None:
    KeptReplies(tmp_path, today=DAY).put(key(1), {"n": 1})
    later = KeptReplies(tmp_path, today=DAY + timedelta(days=1))
    later.put(key(1), {"n": 2})
    assert later.get(key(1)) == {"n": 2}


@pytest.mark.parametrize("raw", [b"", b"{", b"[]", b"null", b'{"a": NaN}', b"\xff\xfe", b'"x"', b"[" * 100_000])
def test_a_damaged_file_counts_as_absent_and_can_be_written_anew(tmp_path: Path, raw: bytes) -> None:
    kept = KeptReplies(tmp_path, today=DAY)
    kept.put(key(1), ENTRY)
    files(tmp_path)[0].write_bytes(raw)
    assert kept.get(key(1)) is None
    kept.put(key(1), ENTRY)
    assert kept.get(key(1)) == ENTRY


def test_behind_a_damaged_file_an_older_good_one_is_found(tmp_path: Path) -> None:
    KeptReplies(tmp_path, today=DAY).put(key(1), ENTRY)
    later = KeptReplies(tmp_path, today=DAY + timedelta(days=1))
    later.put(key(1), {"n": 2})
    (tmp_path / "2026-03-05" / f"{key(1)}.json").write_bytes(b"{")
    assert later.get(key(1)) == ENTRY


@pytest.mark.parametrize("name", ["", "../escape", "a" * 63, "A" * 64, f"{'a' * 64}\n", "/etc/passwd"])
def test_a_key_that_is_none_touches_no_file(tmp_path: Path, name: str) -> None:
    kept = KeptReplies(tmp_path / "replies", today=DAY)
    kept.put(name, ENTRY)
    assert kept.get(name) is None
    assert files(tmp_path) == []


def test_entries_older_than_two_weeks_go(tmp_path: Path) -> None:
    for days in (0, 1, 10):
        KeptReplies(tmp_path, today=DAY + timedelta(days=days)).put(key(days), ENTRY)
    late = KeptReplies(tmp_path, today=DAY + timedelta(days=15))
    assert [late.get(key(days)) is not None for days in (0, 1, 10)] == [False, True, True]
    assert len(files(tmp_path)) == 2


def test_where_there_are_too_many_the_oldest_day_goes_and_no_more_than_the_bound_are_kept(tmp_path: Path) -> None:
    for days in range(3):
        kept = KeptReplies(tmp_path, today=DAY + timedelta(days=days), most_files=4)
        for n in range(2):
            kept.put(key(10 * days + n), ENTRY)
    assert [path.parent.name for path in files(tmp_path)] == ["2026-03-05"] * 2 + ["2026-03-06"] * 2
    for n in range(5, 9):
        kept.put(key(n), ENTRY)
    assert len(files(tmp_path)) == 4
    again = KeptReplies(tmp_path, today=DAY + timedelta(days=2), most_files=1)
    assert again.get(key(20)) == ENTRY  # today's own are never pruned


def test_an_entry_put_twice_takes_one_place(tmp_path: Path) -> None:
    kept = KeptReplies(tmp_path, today=DAY, most_files=2)
    for _ in range(5):
        kept.put(key(1), ENTRY)
    kept.put(key(2), ENTRY)
    assert kept.get(key(2)) == ENTRY


@pytest.mark.parametrize("entry", [{"text": "x" * MOST_BYTES}, {"set": {1}}, {"lone": "\ud83d"}, {"big": 10**40}])
def test_what_is_too_large_or_no_json_is_not_kept(tmp_path: Path, entry: dict[str, object]) -> None:
    kept = KeptReplies(tmp_path, today=DAY)
    kept.put(key(1), entry)
    assert kept.get(key(1)) is None
    assert files(tmp_path) == []


def test_where_nothing_can_be_written_nothing_is_kept_and_nothing_raises(tmp_path: Path) -> None:
    (tmp_path / "replies").write_text("a file where the folder should be", encoding="utf-8")
    kept = KeptReplies(tmp_path / "replies", today=DAY)
    kept.put(key(1), ENTRY)
    assert kept.get(key(1)) is None


def test_other_folders_are_left_alone(tmp_path: Path) -> None:
    (tmp_path / "notes").mkdir()
    (tmp_path / "notes" / "mine.json").write_text("{}", encoding="utf-8")
    KeptReplies(tmp_path, today=DAY, most_files=0)
    assert len(files(tmp_path)) == 1


def test_many_threads_may_keep_at_once(tmp_path: Path) -> None:
    kept = KeptReplies(tmp_path, today=DAY, most_files=50)
    threads = [
        threading.Thread(target=lambda of=of: [kept.put(key(n), ENTRY) for n in range(of, 80, 4)]) for of in range(4)
    ]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert len(files(tmp_path)) == 50


JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53), 2**53) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=8,
)


@given(st.dictionaries(st.text(max_size=5), JSON, max_size=4))
def test_any_json_object_comes_back_as_it_was(
    tmp_path_factory: pytest.TempPathFactory, entry: dict[str, object]
) -> None:
    kept = KeptReplies(tmp_path_factory.mktemp("replies"), today=DAY)
    kept.put(key(1), entry)
    assert kept.get(key(1)) == entry
