"""Find the lines of one id in a file of JSON lines without reading the others.

Our writers put `"id":"…"` into a line, once, without a space; within a text its quotes
would be escaped. A file written otherwise has no such lines, and is to be read whole.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

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


def is_ours(data: bytes) -> bool:
    """Tell whether every line carries an id as our writers put it: then an id that is not found has no line."""
    return data.count(b'"id":"') >= sum(1 for line in data.split(b"\n") if line.strip())


def naming(data: bytes, ids: Iterable[str]) -> list[bytes]:
    """Give every line that names one of these ids anywhere, in order, each once."""
    starts: dict[int, int] = {}
    for paper_id in ids:
        wanted = json_values.dump(paper_id)
        place = data.find(wanted)
        while place >= 0:
            end = data.find(b"\n", place)
            end = len(data) if end < 0 else end
            starts[data.rfind(b"\n", 0, place) + 1] = end
            place = data.find(wanted, end)
    return [data[start : starts[start]] for start in sorted(starts)]


def _has(line: bytes, paper_id: str) -> bool:
    try:
        return json_values.load_object(line).get("id") == paper_id
    except ValueError:  # the last line, cut off
        return False
