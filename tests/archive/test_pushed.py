"""What was sent of a day is remembered whole, or the program says that it cannot tell."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from radar.archive import pushed
from radar.archive.pushed import Push
from radar.errors import ArchiveError

DAY = date(2026, 6, 19)
AT = datetime(2026, 6, 19, 2, 31, 7, tzinfo=UTC)


def test_nothing_is_known_of_a_day_that_nobody_was_told(tmp_path: Path) -> None:
    assert pushed.read(tmp_path, DAY) == {}
    assert pushed.days(tmp_path) == ()


def test_what_becomes_of_a_channel_is_read_back_and_leaves_the_others(tmp_path: Path) -> None:
    first = Push(state="sent", at=AT)
    pushed.note(tmp_path, DAY, "email-zh", first)
    pushed.note(tmp_path, DAY, "team", Push(state=pushed.SENDING, at=AT))
    last = Push(state="failed", at=AT, reason="HTTP 500", of="abc")
    pushed.note(tmp_path, DAY, "team", last)
    assert pushed.read(tmp_path, DAY) == {"email-zh": first, "team": last}
    assert pushed.days(tmp_path) == (DAY,)


def test_the_file_is_where_and_what_the_docstring_says(tmp_path: Path) -> None:
    pushed.note(tmp_path, DAY, "email-zh", Push(state="sent", at=AT))
    text = (tmp_path / "pushed" / "2026" / "2026-06-19.json").read_text("utf-8")
    assert " ".join(text.split()) == (
        '{ "channels": { "email-zh": { "at": "2026-06-19T02:31:07Z", "state": "sent" } }, '
        '"day": "2026-06-19", "schema": 1 }'
    )


@pytest.mark.parametrize(
    "damage",
    [
        b"",
        b'{"channels": {"email-zh": {"state": "se',
        b"[]",
        b'{"schema": 2, "day": "2026-06-19", "channels": {}}',
        b'{"schema": 1, "day": "2026-06-18", "channels": {}}',
        b'{"schema": 1, "day": "2026-06-19", "channels": {"x": {"state": "sent"}}}',
        b'{"schema": 1, "day": "2026-06-19", "channels": {"x": {"state": "maybe", "at": "2026-06-19T02:31:07Z"}}}',
        b'{"schema": 1, "day": "2026-06-19", "channels": []}',
    ],
)
def test_a_file_that_is_not_whole_is_never_taken_for_nothing_sent(damage: bytes, tmp_path: Path) -> None:
    file = pushed.path(tmp_path, DAY)
    file.parent.mkdir(parents=True)
    file.write_bytes(damage)
    with pytest.raises(ArchiveError, match=r"2026-06-19\.json: .*nobody knows what was sent"):
        pushed.read(tmp_path, DAY)
    with pytest.raises(ArchiveError):
        pushed.note(tmp_path, DAY, "team", Push(state="sent", at=AT))
    assert file.read_bytes() == damage
