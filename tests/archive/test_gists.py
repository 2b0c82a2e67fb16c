from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from radar.archive import gists
from radar.errors import ArchiveError
from radar.models import Gist

DAY = date(2026, 6, 19)
TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)
GIST = st.builds(
    Gist,
    id=st.sampled_from(["arxiv:2606.00001", "doi:10.5555/sample.1", "url:00ff"]),
    lang=st.sampled_from(["", "zh", "en"]),
    text=TEXT,
    span=TEXT,
    by=st.sampled_from(["abstract", "model"]),
    model=TEXT,
    prompt=TEXT,
)


def gist(**changes: str) -> Gist:
    return Gist(**{"id": "arxiv:2606.00001", "lang": "", "text": "A tide.", "span": "A tide.", **changes})


@given(st.lists(GIST, max_size=6))
@settings(max_examples=50, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_gists_come_back_as_written_the_last_of_a_paper_and_language(tmp_path: Path, written: list[Gist]) -> None:
    gists.write(tmp_path, DAY, written)
    last = {(one.id, one.lang): one for one in written}
    assert gists.read(tmp_path, DAY) == tuple(last[key] for key in sorted(last))


def test_the_order_of_writing_does_not_show(tmp_path: Path) -> None:
    two = [gist(), gist(id="arxiv:2606.00002")]
    assert gists.write(tmp_path, DAY, two)
    assert not gists.write(tmp_path, DAY, reversed(two))


def test_a_file_holds_what_was_last_written_and_nothing_of_before(tmp_path: Path) -> None:
    gists.write(tmp_path, DAY, [gist()])
    assert gists.write(tmp_path, DAY, [gist(id="url:00ff")])
    assert gists.read(tmp_path, DAY) == (gist(id="url:00ff"),)


def test_a_day_without_gists_was_looked_at_and_one_without_a_file_was_not(tmp_path: Path) -> None:
    assert gists.read(tmp_path, DAY) == ()
    assert gists.write(tmp_path, DAY, [])
    assert gists.path(tmp_path, DAY) == tmp_path / "gists" / "2026" / "06" / "2026-06-19.jsonl"
    assert gists.path(tmp_path, DAY).read_bytes() == b""
    assert not gists.write(tmp_path, DAY, [])


@pytest.mark.parametrize("line", [b'{"id": "a', b"[]", b'{"id": "a", "text": 1, "by": "model"}', b'{"text": "a"}'])
def test_an_unreadable_line_is_named(tmp_path: Path, line: bytes) -> None:
    gists.write(tmp_path, DAY, [gist()])
    file = gists.path(tmp_path, DAY)
    file.write_bytes(file.read_bytes() + line + b"\n")
    with pytest.raises(ArchiveError, match=r"2026-06-19\.jsonl:2: "):
        gists.read(tmp_path, DAY)


def test_text_that_json_cannot_hold_is_refused_and_the_old_file_stands(tmp_path: Path) -> None:
    gists.write(tmp_path, DAY, [gist()])
    with pytest.raises(ArchiveError, match="cannot be written"):
        gists.write(tmp_path, DAY, [gist(text="\ud800")])
    assert gists.read(tmp_path, DAY) == (gist(),)
