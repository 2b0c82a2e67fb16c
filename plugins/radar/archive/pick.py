"""Find the lines of one id in a file of JSON lines without reading the others.

Our writers put `"id":"…"` into a line, once, without a space; within a text its quotes
would be escaped. A file written otherwise has no such lines, and is to be read whole.
"""

from __future__ import annotations

from collections.abc import Iterator

from radar.archive import json_values


def lines_of(data: bytes, paper_id: str) -> Iterator[bytes]:
    """Give every line that has this id, in order, without its line feed."""
    wanted = b'"id":' + json_values.dump(paper_id)
    place = data.find(wanted)
    while place >= 0:
        start, end = data.rfind(b"\n", 0, place) + 1, data.find(b"\n", place)
        line = data[start:] if end < 0 else data[start:end]
        if _has(line, paper_id):
            yield line.strip()
        place = data.find(wanted, start + len(line))


def _has(line: bytes, paper_id: str) -> bool:
    try:
        return json_values.load_object(line).get("id") == paper_id
    except ValueError:  # the last line, cut off
        return False
