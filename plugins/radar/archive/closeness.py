"""Keep what a day's papers are close to: `closeness/YYYY/MM/YYYY-MM-DD.jsonl`.

    {"encoder":"…","record":"closeness","topics":{"climate":"3f2a…"}}       what follows was reckoned so
    {"id":"arxiv:…","related":[["arxiv:…",0.31]],"topics":{"climate":0.43}}    one line a paper, by id

A file holds exactly what was last written, and follows from the ledger and radar.toml
alone. The head names each topic's description and keywords by a hash, so that ones
changed since are not taken for those that the scores were made for.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import Final, TypeVar

from radar.archive import atomic, json_values, pick
from radar.archive.json_values import text
from radar.archive.pick import is_ours, lines_of
from radar.config import Topic
from radar.errors import ArchiveError
from radar.models import Closeness

_RECORD: Final = "closeness"
_DECIMALS: Final = 3
_T = TypeVar("_T")


@dataclass(frozen=True, kw_only=True, slots=True)
class CloseDay(Mapping[str, Closeness]):
    """Hold a day's lines by paper id."""

    papers: Mapping[str, Closeness] = field(default_factory=dict)
    encoder: str = ""
    """What reckoned the scores of topics; empty where nothing did."""

    def __getitem__(self, paper_id: str) -> Closeness:
        return self.papers[paper_id]

    def __iter__(self) -> Iterator[str]:
        return iter(self.papers)

    def __len__(self) -> int:
        return len(self.papers)

    def meaning(self, paper_id: str) -> Mapping[str, float]:
        """Give a paper's closeness to each described topic, as `sift.topics.match` takes it."""
        found = self.papers.get(paper_id)
        return found.topics if found else {}


def path(root: Path, day: date) -> Path:
    """Name a day's file, whether or not there is one."""
    return root / "closeness" / f"{day:%Y}" / f"{day:%m}" / f"{day.isoformat()}.jsonl"


def fingerprint(topic: Topic) -> str:
    """Name by a hash what a topic's scores are made from: its description and its keywords."""
    return sha256(json_values.dump([topic.describe, *topic.keywords])).hexdigest()[:16]


def read(root: Path, day: date, topics: Sequence[Topic] | None = None) -> CloseDay:
    """Read a day's lines; none where there is no file.

    Scores are kept for those of `topics` that are described as they were when the file
    was written; None keeps all. Raises ArchiveError naming file and line.
    """
    data = _bytes(root, day)
    if data is None:
        return CloseDay()
    file = path(root, day)
    head, *rows = data.split(b"\n")
    encoder, described = _at(file, 1, _load_head, head)
    kept = frozenset(described if topics is None else _unchanged(described, topics))
    load = partial(_load, kept=kept)
    lines = [_at(file, number, load, raw) for number, raw in enumerate(rows, 2) if raw.strip()]
    return CloseDay(papers={line.id: line for line in lines}, encoder=encoder)


def read_some(root: Path, day: date, ids: Collection[str], topics: Sequence[Topic]) -> CloseDay:
    """Read the lines of some papers alone, as `read` does; papers without a line are left out."""
    data = _bytes(root, day)
    if data is None:
        return CloseDay()
    head, _, rows = data.partition(b"\n")
    if not is_ours(rows):
        every = read(root, day, topics)
        return replace(every, papers={paper_id: every[paper_id] for paper_id in ids if paper_id in every})
    file = path(root, day)
    encoder, described = _at(file, 1, _load_head, head)
    load = partial(_load, kept=frozenset(_unchanged(described, topics)))
    lines = [_at(file, 0, load, raw) for paper_id in ids for raw in lines_of(rows, paper_id)]
    return CloseDay(papers={line.id: line for line in lines}, encoder=encoder)


def related_of(
    root: Path, day: date, *, naming: Collection[str] = ()
) -> Iterator[tuple[str, tuple[tuple[str, float], ...]]]:
    """Give each paper of a day's file with what it is related to; with `naming` those alone whose line names one.

    Raises ArchiveError naming the file.
    """
    data = _bytes(root, day)
    if data is None:
        return
    file, rows = path(root, day), data.partition(b"\n")[2]
    last: dict[str, tuple[tuple[str, float], ...]] = {}
    found = ((0, raw) for raw in pick.naming(rows, naming)) if naming else enumerate(rows.split(b"\n"), 2)
    for number, raw in found:
        if raw.strip():
            paper_id, near = _at(file, number, _load_related, raw)
            last[paper_id] = near
    yield from last.items()


def write(
    root: Path, day: date, lines: Iterable[Closeness], *, encoder: str = "", topics: Iterable[Topic] = ()
) -> bool:
    """Make a day's file hold exactly these lines; True when its bytes changed.

    `encoder` and `topics` are what the scores were reckoned with; topics that are not
    described do not count. Of several lines for one paper the last stands.
    """
    described = {topic.id: fingerprint(topic) for topic in topics if topic.describe and encoder}
    by_id = {line.id: line for line in lines}
    try:
        rows = [json_values.dump({"record": _RECORD, "encoder": encoder, "topics": described})]
        rows += [_dump(by_id[paper_id], frozenset(described)) for paper_id in sorted(by_id)]
    except ValueError as error:
        raise ArchiveError(f"{path(root, day)}: cannot be written: {error}") from error
    return atomic.write(path(root, day), b"".join(row + b"\n" for row in rows))


def _unchanged(described: Mapping[str, str], topics: Iterable[Topic]) -> Iterator[str]:
    return (topic.id for topic in topics if described.get(topic.id) == fingerprint(topic))


def _dump(line: Closeness, described: frozenset[str]) -> bytes:
    return json_values.dump(
        {
            "id": line.id,
            "topics": {topic: _score(score) for topic, score in line.topics.items() if topic in described},
            "related": [[paper_id, _score(score)] for paper_id, score in line.related],
        }
    )


def _load_head(raw: bytes) -> tuple[str, dict[str, str]]:
    data = json_values.load_object(raw)
    if data.get("record") != _RECORD:
        raise ValueError(f"no head of a {_RECORD} file")
    described = json_values.table(data, "topics")
    return text(data, "encoder"), {topic: text(described, topic, needed=True) for topic in described}


def _bytes(root: Path, day: date) -> bytes | None:
    file = path(root, day)
    try:
        return file.read_bytes()
    except FileNotFoundError:
        return None
    except OSError as error:
        raise ArchiveError(f"{file}: cannot be read: {error.strerror or error}") from error


def _load(raw: bytes, kept: Container[str]) -> Closeness:
    data = json_values.load_object(raw)
    scores = {topic: _score(score) for topic, score in json_values.table(data, "topics").items()}
    return Closeness(
        id=text(data, "id", needed=True),
        topics={topic: score for topic, score in scores.items() if topic in kept},
        related=_related(data),
    )


def _load_related(raw: bytes) -> tuple[str, tuple[tuple[str, float], ...]]:
    data = json_values.load_object(raw)
    return text(data, "id", needed=True), _related(data)


def _related(data: Mapping[str, object]) -> tuple[tuple[str, float], ...]:
    related = data.get("related", [])
    if not isinstance(related, list):
        raise ValueError("`related` is no list")
    return tuple(map(_neighbour, related))


def _neighbour(value: object) -> tuple[str, float]:
    match value:
        case [str(paper_id), score]:
            return paper_id, _score(score)
    raise ValueError("`related` holds what is no id with its closeness")


def _score(value: object) -> float:
    """Check a closeness: a number from -1 to 1, three decimals."""
    if type(value) is float and -1 <= value <= 1:  # as JSON gives nearly all
        return round(value, _DECIMALS) + 0.0  # -0.0 becomes 0.0
    if not isinstance(value, int | float) or isinstance(value, bool) or not -1 <= value <= 1:
        raise ValueError(f"{value!r:.40} is no closeness")
    return round(float(value), _DECIMALS) + 0.0


def _at(file: Path, number: int, load: Callable[[bytes], _T], raw: bytes) -> _T:
    """Read one line, or say where the file is damaged."""
    try:
        return load(raw)
    except ValueError as error:
        raise ArchiveError(f"{file}:{number}: {error}") from error
