"""The files that say what a day's papers are close to."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from radar.archive import closeness
from radar.config import Topic
from radar.errors import ArchiveError
from radar.models import Closeness

DAY = date(2026, 6, 19)
TIDES = Topic(id="tides", name="Tides", describe="Tides of the sea.")
SAND = Topic(id="sand", name="Sand", describe="沙子。", keywords=("sand",))
PLAIN = Topic(id="plain", name="Plain", keywords=("plain",))
SCORE = st.floats(-1, 1).map(lambda score: round(score, 3) + 0.0)
LINE = st.builds(
    Closeness,
    id=st.sampled_from(["arxiv:2606.00001", "doi:10.5555/sample.1", "url:00ff"]),
    topics=st.dictionaries(st.sampled_from(["tides", "sand"]), SCORE),
    related=st.lists(
        st.tuples(st.text(st.characters(exclude_categories=["Cs"]), max_size=20), SCORE), max_size=4
    ).map(tuple),
)


def line(**changes: object) -> Closeness:
    given: dict[str, object] = {
        "id": "arxiv:2606.00001",
        "topics": {"tides": 0.43, "sand": -0.1},
        "related": (("url:00ff", 0.31),),
    }
    return Closeness(**(given | changes))  # type: ignore[arg-type] # built by key


def write(root: Path, *lines: Closeness, topics: tuple[Topic, ...] = (TIDES, SAND, PLAIN)) -> bool:
    return closeness.write(root, DAY, lines, encoder="sample/1", topics=topics)


@given(st.lists(LINE, max_size=6))
@settings(max_examples=50, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_lines_come_back_as_written_by_id_the_last_of_a_paper(tmp_path: Path, written: list[Closeness]) -> None:
    write(tmp_path, *written)
    last = {one.id: one for one in written}
    found = closeness.read(tmp_path, DAY, [SAND, TIDES])
    assert dict(found) == last
    assert list(found) == sorted(last)
    assert len(found) == len(last)
    assert found.encoder == "sample/1"


def test_the_bytes_are_these_and_the_order_of_writing_does_not_show(tmp_path: Path) -> None:
    two = [line(topics={"tides": 0.4304, "sand": -0.0}), line(id="url:00ff", related=(), topics={})]
    assert write(tmp_path, *two)
    file = closeness.path(tmp_path, DAY)
    assert file == tmp_path / "closeness" / "2026" / "06" / "2026-06-19.jsonl"
    head, *rows = file.read_text("utf-8").splitlines()
    sand, tides = closeness.fingerprint(SAND), closeness.fingerprint(TIDES)
    assert head == f'{{"encoder":"sample/1","record":"closeness","topics":{{"sand":"{sand}","tides":"{tides}"}}}}'
    assert rows == [
        '{"id":"arxiv:2606.00001","related":[["url:00ff",0.31]],"topics":{"sand":0.0,"tides":0.43}}',
        '{"id":"url:00ff","related":[],"topics":{}}',
    ]
    assert not write(tmp_path, *reversed(two))


def test_scores_for_what_is_described_or_searched_otherwise_are_left_out(tmp_path: Path) -> None:
    write(tmp_path, line())
    other = SAND.model_copy(update={"describe": "沙漠。"})
    assert closeness.read(tmp_path, DAY, [other, TIDES]).meaning("arxiv:2606.00001") == {"tides": 0.43}
    more = SAND.model_copy(update={"keywords": ("sand", "dune")})
    assert closeness.read(tmp_path, DAY, [more, TIDES]).meaning("arxiv:2606.00001") == {"tides": 0.43}
    renamed = TIDES.model_copy(update={"name": {"en": "Ebb"}, "min_score": 0.9})
    assert closeness.read(tmp_path, DAY, [renamed]).meaning("arxiv:2606.00001") == {"tides": 0.43}
    assert closeness.read(tmp_path, DAY).meaning("arxiv:2606.00001") == {"tides": 0.43, "sand": -0.1}
    assert closeness.read(tmp_path, DAY, []).meaning("arxiv:2606.00001") == {}
    assert closeness.read(tmp_path, DAY, [])["arxiv:2606.00001"].related == (("url:00ff", 0.31),)


def test_scores_that_nothing_reckoned_or_nobody_described_are_not_written(tmp_path: Path) -> None:
    closeness.write(
        tmp_path, DAY, [line(topics={"tides": 0.4, "plain": 0.5})], encoder="sample/1", topics=[TIDES, PLAIN]
    )
    assert closeness.read(tmp_path, DAY).meaning("arxiv:2606.00001") == {"tides": 0.4}
    closeness.write(tmp_path, DAY, [line()], topics=[TIDES])
    found = closeness.read(tmp_path, DAY)
    assert found.encoder == ""
    assert found.meaning("arxiv:2606.00001") == {}


def test_a_day_without_a_file_or_a_paper_is_empty(tmp_path: Path) -> None:
    assert len(closeness.read(tmp_path, DAY, [TIDES])) == 0
    assert closeness.read(tmp_path, DAY).meaning("arxiv:none") == {}
    write(tmp_path)
    assert closeness.path(tmp_path, DAY).exists()
    assert dict(closeness.read(tmp_path, DAY)) == {}


@pytest.mark.parametrize(
    "damage",
    [
        b'{"id": "a',
        b"[]",
        b'{"related": []}',
        b'{"id": "a", "related": {}}',
        b'{"id": "a", "related": [["b"]]}',
        b'{"id": "a", "related": [["b", "0.1"]]}',
        b'{"id": "a", "related": [[1, 0.1]]}',
        b'{"id": "a", "related": [["b", 1.1]]}',
        b'{"id": "a", "topics": []}',
        b'{"id": "a", "topics": {"tides": null}}',
        b'{"id": "a", "topics": {"tides": true}}',
        b'{"id": "a", "topics": {"tides": -1.001}}',
        b'{"id": "a", "topics": {"unknown": "x"}}',
    ],
)
def test_an_unreadable_line_is_named(tmp_path: Path, damage: bytes) -> None:
    write(tmp_path, line())
    file = closeness.path(tmp_path, DAY)
    file.write_bytes(file.read_bytes() + damage + b"\n")
    with pytest.raises(ArchiveError, match=r"2026-06-19\.jsonl:3: "):
        closeness.read(tmp_path, DAY, [TIDES])


@pytest.mark.parametrize(
    "head", [b"", b'{"id":"a"}', b'{"record":"closeness","topics":{"a":1}}', b'{"record":"closeness","encoder":1}']
)
def test_a_file_without_its_head_is_damaged_at_its_first_line(tmp_path: Path, head: bytes) -> None:
    write(tmp_path, line())
    file = closeness.path(tmp_path, DAY)
    file.write_bytes(head + b"\n" + file.read_bytes().split(b"\n", 1)[1])
    with pytest.raises(ArchiveError, match=r"2026-06-19\.jsonl:1: "):
        closeness.read(tmp_path, DAY)


@pytest.mark.parametrize("wrong", [{"topics": {"tides": float("nan")}}, {"related": (("a", 2.0),)}, {"id": "\ud800"}])
def test_what_is_no_closeness_is_refused_and_the_old_file_stands(tmp_path: Path, wrong: dict[str, object]) -> None:
    write(tmp_path, line())
    with pytest.raises(ArchiveError, match="cannot be written"):
        write(tmp_path, line(**wrong))
    assert dict(closeness.read(tmp_path, DAY)) == {"arxiv:2606.00001": line()}


def test_a_place_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    closeness.path(tmp_path, DAY).mkdir(parents=True)
    with pytest.raises(ArchiveError, match="cannot be read"):
        closeness.read(tmp_path, DAY)
