"""Write the archive for others: a month's papers and a month's briefings, one JSON object a line, gzip.

Compressed JSON lines, and not Parquet: DuckDB, pandas, Polars, jq and a shell read them
over HTTP as they are, and no run has to install 40 MB to write them.

Compressing is what takes long, and months that are past seldom change: a file of the
output folder whose trailer tells the length and CRC of the same lines is kept as it is.
"""

from __future__ import annotations

import gzip
import io
import zlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Final, Literal

import orjson

from radar.publish.data.open_data_lists import MonthLine
from radar.publish.data.open_data_records import BriefingRecord, DayFile, PaperRecord
from radar.publish.machines import machine_urls
from radar.publish.view import Site

_LEVEL: Final = 6
_HEADER: Final = b"\x1f\x8b\x08\x00\x00\x00\x00\x00"
"""Of a gzip file without a name and a time (RFC 1952, 2.3)."""
_TRAILER: Final = 8

_Records = Sequence[PaperRecord] | Sequence[BriefingRecord]


def archive_files(days: Iterable[DayFile], before: Path | None = None) -> Iterator[tuple[MonthLine, bytes]]:
    """Give every month's files, newest first; `before` is the output folder of an earlier build."""
    for month, of_month in _by_month(days).items():
        papers = sorted((paper for day in of_month for paper in day.papers), key=lambda each: (each.day, each.id))
        briefings = [one for day in of_month for one in day.briefings]
        briefings.sort(key=lambda each: (each.day, each.name, each.lang))
        yield _file(month, "paper", machine_urls.month_papers(month), papers, before)
        if briefings:
            yield _file(month, "briefing", machine_urls.month_briefings(month), briefings, before)


def archive_paths(site: Site) -> frozenset[str]:
    """Name every month's files."""
    papers = {machine_urls.month_papers(day.day) for day in site.days}
    briefed = {day.day for day in site.days if any(day.briefings.get(lang) for lang in site.langs)}
    return frozenset(papers | {machine_urls.month_briefings(day) for day in briefed})


def lines(records: Iterable[object]) -> bytes:
    """Write records one a line."""
    return b"".join(orjson.dumps(record, option=orjson.OPT_APPEND_NEWLINE) for record in records)


def packed(data: bytes) -> bytes:
    """Compress so that the same bytes come out whenever it is done: no name, no time."""
    buffer = io.BytesIO()
    with gzip.GzipFile(filename="", mode="wb", compresslevel=_LEVEL, fileobj=buffer, mtime=0) as file:
        file.write(data)
    return buffer.getvalue()


def holds(packed_data: bytes, data: bytes) -> bool:
    """Tell by its trailer whether a file of ours holds these bytes (RFC 1952: CRC-32 and length)."""
    trailer = zlib.crc32(data).to_bytes(4, "little") + (len(data) & 0xFFFFFFFF).to_bytes(4, "little")
    return packed_data.startswith(_HEADER) and packed_data[-_TRAILER:] == trailer


def _by_month(days: Iterable[DayFile]) -> dict[date, list[DayFile]]:
    found: defaultdict[date, list[DayFile]] = defaultdict(list)
    for day in days:
        found[day.day.replace(day=1)].append(day)
    return dict(sorted(found.items(), reverse=True))


def _file(
    month: date, records: Literal["paper", "briefing"], name: str, found: _Records, before: Path | None
) -> tuple[MonthLine, bytes]:
    data = lines(found)
    earlier = _read(before / name) if before else b""
    file = earlier if holds(earlier, data) else packed(data)
    line = MonthLine(
        month=f"{month:%Y-%m}",
        records=records,
        file=name,
        count=len(found),
        bytes=len(file),
        sha256=sha256(file).hexdigest(),
    )
    return line, file


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes() if not path.is_symlink() else b""
    except OSError:
        return b""
