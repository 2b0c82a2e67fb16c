"""A site that is loaded on demand is the one that was read at once, whatever became of the archive in between."""

from __future__ import annotations

import gzip
import json
import os
import shutil
import tempfile
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import count, islice
from pathlib import Path
from typing import Any

import eager_site
import pytest
import same_site
from hypothesis import Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

import small_archive
from radar.archive import closeness, days, gists, lines, runs
from radar.archive.ledger import Ledger
from radar.config import Config, load
from radar.errors import ArchiveError
from radar.models import Briefing, Citation, Closeness, Event, Genre, Gist, Paper, Place, Section, Sentence, Update
from radar.outcomes import RunReport, SourceReport, SourceState
from radar.publish.gather import gathering
from radar.publish.gather.base import OF_A_DAY
from radar.publish.gather.facts import Facts
from radar.publish.gather.lazy import LazyDays
from radar.publish.gather.loading import Loaded, Loader
from radar.publish.site import load_site, store
from radar.sift.text import clean_abstract, clean_authors, clean_title

ROOT = Path(__file__).resolve().parents[2]
DAYS = [date(2026, 3, 28) + timedelta(days=n) for n in range(6)]
IDS = [f"arxiv:2603.0000{n}" for n in range(8)]
TITLES = ["Invented Router", "Invented Tide", "Retraction: Invented Router", "虚构的潮汐"]
AUTHORS = ["Sample Author 1", "Sample Author Seven", "Sample Author 98"]


def same(config: Config, content: Path) -> None:
    """Hold a site that knew the archive before against one that reads it now, and its digests against new ones."""
    site = load_site(config, content, sample=False)
    assert same_site.differences(site, eager_site.load_site(config, content)) == []
    base = gathering.gather(config, content / "daily", None)
    anew = LazyDays(config, content / "daily", base).register
    for day in site.register.dates:
        assert site.register.digest(day) == anew.digest(day), f"{day}: shows something else, and is not known to"
        assert site.register.content(day) == anew.content(day), f"{day}: holds something else, and is not known to"
        assert site.register.named_digest(day) == anew.named_digest(day)
    base.close()
    site.close()


# -- archives as they are ----------------------------------------------------------


def test_the_sample_is_the_same_either_way() -> None:
    same(load(ROOT / "sample" / "radar.toml"), ROOT / "sample")


def test_a_small_archive_is_the_same_either_way(tmp_path: Path) -> None:
    small_archive.write(tmp_path / "content")
    same(small_archive.settings(), tmp_path / "content")
    same(small_archive.settings(hide={"ids": ["arxiv:2606.00005"]}), tmp_path / "content")


def test_real_days_are_the_same_either_way(shared: Path, tmp_path: Path) -> None:
    root = tmp_path / "content" / "daily"
    papers = list(_real(shared / "data" / "corpus" / "arxiv-cs" / "2026-01.jsonl.gz", 900))
    Ledger(root).add(papers)
    for day in {paper.day for paper in papers}:
        own = sorted((paper for paper in papers if paper.day == day), key=lambda paper: paper.id)
        gists.write(root, day, (Gist(id=p.id, lang="", text=p.abstract[:80], span=p.abstract[:80]) for p in own))
        near = [Closeness(id=p.id, related=tuple((q.id, 0.3) for q in papers[n : n + 3])) for n, p in enumerate(own)]
        closeness.write(root, day, near)
    same(load(ROOT / "radar.example.toml"), tmp_path / "content")


def _real(file: Path, count: int) -> Iterable[Paper]:
    with gzip.open(file, "rt", encoding="utf-8") as read:
        for row in map(json.loads, islice(read, count)):
            yield Paper(
                id=f"arxiv:{row['id'].removeprefix('arxiv:')}",
                day=date.fromisoformat(row["day"]),
                title=clean_title(row["title"]),
                authors=clean_authors(row["authors"]),
                abstract=clean_abstract(row["abstract"]),
                url=f"https://arxiv.org/abs/{row['id']}",
                places=(Place(name="arXiv", kind="arxiv", category=row["categories"][0], announce="new"),),
                categories=tuple(row["categories"]),
            )


def test_a_briefing_may_quote_what_an_earlier_days_paper_said_before_it_was_changed(tmp_path: Path) -> None:
    root = _grown(tmp_path, 2)
    said = small_archive.paper(0).abstract
    changed = {"abstract": "Another service gave this.", "abstract_from": "Crossref"}
    Ledger(root).add([], [Update(id="arxiv:2606.00000", day=DAYS[0], event=Event.ENRICHED, changes=changed)])
    told = briefing(DAYS[1], "en", "routing", ["arxiv:2606.00000"], said, "abstract")
    days.write_day(root, DAYS[1], "en", [told], {"arxiv:2606.00000": small_archive.paper(0)})
    site = load_site(small_archive.settings(), tmp_path / "content", sample=False)
    assert site.days[0].briefings["en"][0].citations[0].span == said
    same(small_archive.settings(), tmp_path / "content")


def test_briefings_of_a_day_that_shows_nothing_are_told_nowhere(tmp_path: Path) -> None:
    root = _grown(tmp_path, 2)
    day = DAYS[3]
    again = small_archive.paper(0, day=day)
    Ledger(root).path(day).parent.mkdir(parents=True, exist_ok=True)
    Ledger(root).path(day).write_bytes(lines.dump(again) + b"\n")
    told = briefing(day, "en", "routing", [again.id], again.abstract, "abstract")
    days.write_day(root, day, "en", [told], {again.id: again})
    site = load_site(small_archive.settings(), tmp_path / "content", sample=False)
    assert (day in site.register.dates, list(site.register.tellings("en"))) == (False, [])
    same(small_archive.settings(), tmp_path / "content")


# -- what it costs, and what it survives -------------------------------------------


def _grown(tmp_path: Path, count: int) -> Path:
    """Write days that are close to one another, the last of them written last."""
    root = tmp_path / "content" / "daily"
    for n in range(count):
        day = DAYS[0] + timedelta(days=n)
        papers = [small_archive.paper(10 * n + m, day=day) for m in range(3)]
        Ledger(root).add(papers)
        close = [Closeness(id=p.id, related=((f"arxiv:2606.{max(0, 10 * n - 20):05}", 0.4),)) for p in papers]
        closeness.write(root, day, close)
    return root


def _loaded(monkeypatch: pytest.MonkeyPatch) -> list[date]:
    found: list[date] = []
    load = Loader.day

    def note(self: Loader, day: date) -> Loaded:
        found.append(day)
        return load(self, day)

    monkeypatch.setattr(Loader, "day", note)
    return found


def test_nothing_new_loads_nothing_and_a_new_day_what_it_speaks_of(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = _grown(tmp_path, 12)
    config, content = small_archive.settings(), tmp_path / "content"
    load_site(config, content, sample=False).close()
    loaded = _loaded(monkeypatch)
    load_site(config, content, sample=False).close()
    assert loaded == []
    _grown(tmp_path, 13)
    os.utime(Ledger(root).path(DAYS[0]))  # another time is no other file
    load_site(config, content, sample=False).close()
    assert loaded == [DAYS[0] + timedelta(days=12)]


def test_a_late_paper_leaves_what_its_day_was_told_of_the_others(tmp_path: Path) -> None:
    root = _grown(tmp_path, 4)
    config, content = small_archive.settings(), tmp_path / "content"
    changes = {"title": "Invented Router, Revised"}
    Ledger(root).add([], [Update(id="arxiv:2606.00000", day=DAYS[2], event=Event.VERSION, changes=changes)])
    path = Ledger(root).path(DAYS[1])
    path.write_bytes(path.read_bytes() + lines.dump(small_archive.paper(1, day=DAYS[1])) + b"\n")
    load_site(config, content, sample=False).close()
    for day in DAYS[:2]:
        Ledger(root).add([small_archive.paper(900 + day.day, day=day)])
        same(config, content)


def test_what_a_paper_is_called_concerns_the_days_that_name_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = _grown(tmp_path, 12)
    config, content = small_archive.settings(), tmp_path / "content"
    load_site(config, content, sample=False).close()
    loaded = _loaded(monkeypatch)
    renamed = Update(
        id="arxiv:2606.00030", day=DAYS[0] + timedelta(days=11), event=Event.VERSION, changes={"title": "Other"}
    )
    Ledger(root).add([], [renamed])
    site = load_site(config, content, sample=False)
    assert loaded == [DAYS[0] + timedelta(days=n) for n in (1, 3, 5, 11)]
    site.close()
    same(config, content)


@pytest.mark.parametrize("after", [0, 1, 3])
def test_a_killed_gathering_is_taken_up_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, after: int) -> None:
    _grown(tmp_path, 12)
    config, content = small_archive.settings(), tmp_path / "content"
    monkeypatch.setattr(gathering, "_FILES", 3)
    monkeypatch.setattr(gathering, "_DAYS", 3)
    for days_there, place, step, left in (
        (12, Facts, "take", 3 * after + 1),
        (12, gathering, "_write", 3 * after + 1),
        (14, Facts, "take", after),
        (14, gathering, "_write", 1),
    ):
        _grown(tmp_path, days_there)
        with monkeypatch.context() as context, pytest.raises(KeyboardInterrupt):
            context.setattr(place, step, _dying(getattr(place, step), left))
            load_site(config, content, sample=False)
    same(config, content)


def test_a_paper_with_lines_on_two_days_stands_on_the_first_though_a_kill_came_between(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = _grown(tmp_path, 4)
    later = small_archive.paper(1, day=DAYS[0] + timedelta(days=2), title="Invented Router, Again")
    path = Ledger(root).path(later.day)
    path.write_bytes(path.read_bytes() + lines.dump(later) + b"\n")
    with monkeypatch.context() as context, pytest.raises(KeyboardInterrupt):
        context.setattr(Facts, "number", _dying(Facts.number, 0))
        load_site(small_archive.settings(), tmp_path / "content", sample=False)
    same(small_archive.settings(), tmp_path / "content")


def _dying(whole: Callable[..., None], left: int) -> Callable[..., None]:
    """Do something so many times, and then be killed."""
    calls = count()

    def dies(*given: Any) -> None:
        if next(calls) >= left:
            raise KeyboardInterrupt
        whole(*given)

    return dies


def test_where_nothing_can_be_written_a_temporary_file_takes_its_place(tmp_path: Path) -> None:
    small_archive.write(tmp_path / "content")
    (tmp_path / ".radar").write_bytes(b"no folder")
    same(small_archive.settings(), tmp_path / "content")
    base = gathering.gather(small_archive.settings(), tmp_path / "content" / "daily", None)
    assert base.path.exists()
    base.close()
    assert not base.path.exists()


def test_several_workers_know_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = _grown(tmp_path, 12)
    monkeypatch.setattr(gathering, "FEW", 2)
    monkeypatch.setattr(gathering, "_DAYS", 3)
    rows = []
    for workers in (1, 2):
        base = gathering.gather(small_archive.settings(), root, None, workers=workers)
        rows.append([base.ask(f"SELECT * FROM {table} ORDER BY 1, 2") for table in (*OF_A_DAY, "papers", "pairs")])  # noqa: S608 - ours
        base.close()
    assert rows[0] == rows[1]


def test_what_cannot_be_read_is_named(tmp_path: Path) -> None:
    root = _grown(tmp_path, 2)
    config, content = small_archive.settings(), tmp_path / "content"
    load_site(config, content, sample=False).close()
    path = Ledger(root).path(DAYS[0])
    sound = path.read_bytes()
    path.write_bytes(b'{"record":"papers"}\n' + sound)
    for _ in range(2):
        with pytest.raises(ArchiveError, match=f"{path.name}:1: "):
            load_site(config, content, sample=False)
    path.write_bytes(sound)
    same(config, content)


# -- whatever happens --------------------------------------------------------------


def papers(day: date) -> st.SearchStrategy[dict[str, Paper]]:
    kinds = st.sampled_from(["new", "replace", ""])
    paper = st.builds(
        lambda title, author, kind, genre, doi, words: Paper(
            id="",
            day=day,
            title=title,
            authors=(author,),
            abstract=f"We invent a {words}. It is no better.",
            url="https://arxiv.org/abs/1",
            places=(
                Place(name="arXiv" if kind else "Sample Journal", kind="arxiv" if kind else "feed", announce=kind),
            ),
            categories=("cs.AI",) if kind else (),
            doi=doi,
            genre=genre,
        ),
        st.sampled_from(TITLES),
        st.sampled_from(AUTHORS),
        kinds,
        st.sampled_from([Genre.PAPER, Genre.PAPER, Genre.NEWS, Genre.RETRACTION]),
        st.sampled_from(["", "10.5555/sample.1"]),
        st.sampled_from(["router", "tide", "thing"]),
    )
    named = st.dictionaries(st.sampled_from(IDS), paper, max_size=5)
    return named.map(lambda found: {i: replace(one, id=i) for i, one in found.items()})


def updates(day: date) -> st.SearchStrategy[list[Update]]:
    journal = {"name": "Sample Journal", "kind": "feed"}
    changes: st.SearchStrategy[dict[str, object]] = st.sampled_from(
        [
            {"title": "Invented Router, Revised", "sources": [{**journal, "version": 2}]},
            {"doi": "10.5555/sample.2", "sources": [journal]},
            {"abstract": "We invent a tide instead.", "abstract_from": "Crossref"},
            {"aliases": ["doi:10.5555/hidden"]},
            {"authors": ["Sample Author Seven"]},
            {"comment": "withdrawn"},
        ]
    )
    update = st.builds(
        lambda i, event, said: Update(id=i, day=day, event=event, changes=said),
        st.sampled_from(IDS),
        st.sampled_from(list(Event)),
        changes,
    )
    return st.lists(update, max_size=4)


def briefing(day: date, lang: str, slug: str, cited: list[str], span: str, by: str) -> Briefing:
    return Briefing(
        slug=slug,
        kind="cross" if slug == "bridge" else "topic",
        day=day,
        lang=lang,
        title=f"Told of {slug}",
        sections=(
            Section(
                heading="", sentences=tuple(Sentence(text=f"Said {n}.", cites=(n,)) for n in range(1, len(cited) + 1))
            ),
        ),
        citations=tuple(Citation(number=n, paper_id=i, span=span) for n, i in enumerate(cited, 1)),
        paper_count=3,
        by=by,
        model="sample-model" if by == "model" else "",
        fields=("cs", "earth") if slug == "bridge" else (),
    )


class Archive(RuleBasedStateMachine):
    """Write, change and take away any file of an archive, and any rule; after each step both ways agree."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp())
        self.content = self.folder / "content"
        self.root = self.content / "daily"
        self.rules: dict[str, Any] = {}

    def teardown(self) -> None:
        shutil.rmtree(self.folder)

    @initialize(data=st.data())
    def begin(self, data: st.DataObject) -> None:
        for day in DAYS[:3]:
            self.ledger(data, day)

    @rule(data=st.data(), day=st.sampled_from(DAYS))
    def ledger(self, data: st.DataObject, day: date) -> None:
        """Make a day's ledger file hold anything: papers of other days too, lines gone or changed."""
        records = [*data.draw(papers(day)).values(), *data.draw(updates(day))]
        path = Ledger(self.root).path(day)
        path.parent.mkdir(parents=True, exist_ok=True)
        spaced = data.draw(st.booleans())
        path.write_bytes(b"".join(_line(record, spaced=spaced) for record in records))

    @rule(data=st.data(), day=st.sampled_from(DAYS))
    def late(self, data: st.DataObject, day: date) -> None:
        """Let a day's ledger file grow; the lines that stand there stay."""
        path = Ledger(self.root).path(day)
        standing = {line.record.id for line in Ledger(self.root).scan(day).lines if isinstance(line.record, Paper)}
        fresh = [one for i, one in data.draw(papers(day)).items() if i not in standing]
        if path.exists():
            added = b"".join(_line(record, spaced=False) for record in (*fresh, *data.draw(updates(day))))
            path.write_bytes(path.read_bytes() + added)

    @rule(day=st.sampled_from(DAYS), kind=st.sampled_from(["papers", "gists", "closeness", "days", "runs"]))
    def lose(self, day: date, kind: str) -> None:
        for path in [*self.root.glob(f"{kind}/**/{day.isoformat()}*")]:
            path.unlink()

    @rule(day=st.sampled_from(DAYS), ids=st.sets(st.sampled_from(IDS)), by=st.sampled_from(["abstract", "model"]))
    def gist(self, day: date, ids: set[str], by: str) -> None:
        text = "We invent a router."
        gists.write(
            self.root, day, (Gist(id=i, lang="zh" if by == "model" else "", text=text, span=text, by=by) for i in ids)
        )

    @rule(
        day=st.sampled_from(DAYS),
        near=st.dictionaries(
            st.sampled_from(IDS),
            st.lists(st.tuples(st.sampled_from([*IDS, "arxiv:none"]), st.sampled_from([0.2, 0.3])), max_size=4),
        ),
        score=st.sampled_from([0.1, 0.5]),
    )
    def close(self, day: date, near: dict[str, list[tuple[str, float]]], score: float) -> None:
        found = [Closeness(id=i, topics={"tides": score}, related=tuple(each)) for i, each in near.items()]
        closeness.write(self.root, day, found, encoder="sample", topics=self.config.topics)

    @rule(
        day=st.sampled_from(DAYS),
        lang=st.sampled_from(["zh", "en"]),
        cited=st.lists(st.sampled_from(IDS), min_size=1, max_size=3),
        slugs=st.sets(st.sampled_from(["routing", "bridge"]), min_size=1),
        by=st.sampled_from(["abstract", "model"]),
        span=st.sampled_from(["We invent a router", "We invent a tide", ""]),
    )
    def brief(self, day: date, lang: str, cited: list[str], slugs: set[str], by: str, span: str) -> None:
        known = {i: small_archive.paper(1, id=i) for i in IDS}
        told = [briefing(day, lang, slug, cited, span, by) for slug in sorted(slugs)]
        days.write_day(self.root, day, lang, told, known)

    @rule(day=st.sampled_from(DAYS), batch=st.sampled_from(DAYS))
    def run(self, day: date, batch: date) -> None:
        at = datetime(day.year, day.month, day.day, 8, tzinfo=UTC)
        line = SourceReport(name="arXiv", state=SourceState.OK, batch_day=batch)
        runs.write(self.root, RunReport(day=day, started=at, finished=at, state="complete", sources=(line,)))

    @rule(hidden=st.sets(st.sampled_from([*IDS, "doi:10.5555/hidden", "doi:10.5555/sample.2"]), max_size=2))
    def hide(self, hidden: set[str]) -> None:
        self.rules["hide"] = {"ids": sorted(hidden)}

    @rule(word=st.sampled_from(["router", "tide", "thing"]), policy=st.sampled_from(["full", "snippet", "none"]))
    def rule_anew(self, word: str, policy: str) -> None:
        described = {"id": "tides", "name": "Tides", "keywords": ["tide"], "describe": "Tides", "fields": ["earth"]}
        self.rules["topics"] = [{"id": "routing", "name": "Routing", "keywords": [word]}, described]
        journal = {
            "kind": "feed",
            "name": "Sample Journal",
            "url": "https://journal.example/feed",
            "abstract": policy,
        }
        self.rules["sources"] = [{"kind": "arxiv", "categories": ["cs.AI"]}, journal]

    @rule(how=st.sampled_from(["gone", "damaged", "empty"]))
    def spoil(self, how: str) -> None:
        """Take the rows away, or put something else in their place."""
        path = store(self.content)
        for name in (path.name, f"{path.name}-wal", f"{path.name}-shm"):
            path.with_name(name).unlink(missing_ok=True)
        if how != "gone":
            path.parent.mkdir(exist_ok=True)
            path.write_bytes(b"no database at all" * 100 if how == "damaged" else b"")

    @property
    def config(self) -> Config:
        return small_archive.settings(**self.rules)

    @invariant()
    def both_agree(self) -> None:
        same(self.config, self.content)


Archive.TestCase.settings = settings(
    max_examples=12, stateful_step_count=12, deadline=None, phases=[Phase.explicit, Phase.generate]
)
test_whatever_becomes_of_an_archive_both_ways_agree = Archive.TestCase


def _line(record: Paper | Update, *, spaced: bool) -> bytes:
    """Write a line as we do, or as another program would."""
    data = lines.dump(record)
    return (json.dumps(json.loads(data)).encode() if spaced else data) + b"\n"
