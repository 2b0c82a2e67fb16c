"""Make archives of any size as years of real runs would leave them: ledger, gists, closeness, briefings, reports.

    python bench/speed/archives.py --days 365 --to .bench/100k

274 papers a day, 3,650 days to a million. Every file is written by the project's own
writers from records of the stock (`stock.py`) under new ids and dates. A day depends on
its number alone, so that the same archive can be extended by further days (`Maker.write`)
and a day is the same in archives of all sizes. What is not reckoned but drawn, because it
would take hours: which papers are related and how close topics are (`closeness/`), and
what bridges join (two papers of a day that share phrases).
"""

from __future__ import annotations

import argparse
import os
import random
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from itertools import combinations
from multiprocessing import get_context
from pathlib import Path

ROOT = Path(os.environ.get("RADAR_TREE", Path(__file__).resolve().parents[2]))
sys.path[:0] = [str(ROOT / "plugins"), str(Path(__file__).parent)]

from stock import Record, stock  # noqa: E402 - found through the path set above

from radar.archive import closeness, days, gists, lines, runs  # noqa: E402 - same
from radar.archive.ledger import Ledger  # noqa: E402 - same
from radar.brief import extract, extract_bridge  # noqa: E402 - same
from radar.config import Config, load  # noqa: E402 - same
from radar.day_dossier import followed  # noqa: E402 - same
from radar.models import Bridge, Briefing, Closeness, Event, Gist, Paper, Place, Shared, Update  # noqa: E402 - same
from radar.outcomes import RunReport, SourceReport, SourceState  # noqa: E402 - same
from radar.sift import fields, rank, topics  # noqa: E402 - same
from radar.sift.bridges_told import slug  # noqa: E402 - same
from radar.sift.phrases import phrases, sentence_with  # noqa: E402 - same
from radar.sift.text import clean_abstract, clean_authors, clean_title  # noqa: E402 - same

A_DAY = 274
YEARS = 3650
SIZES = {"1k": 4, "10k": 37, "100k": 365, "1M": YEARS}
"""Days of an archive, by the papers that it holds at 274 a day."""
LAST = date(2025, 12, 29)
"""The last day of every archive before it is extended: a Monday, in the year of the newest corpora."""
CONFIG = ROOT / "radar.example.toml"
_PUBLISHED = 3
"""Papers of the year before that a journal prints on a day."""
_LOOKED_AT = 14
"""Papers of a day among which a bridge is looked for."""
_WINDOW = 29


@dataclass(frozen=True, kw_only=True)
class _Model:
    """Hold what all days made of the same records share; papers and briefings are to be given ids and dates."""

    papers: tuple[Paper, ...]
    gists: tuple[Gist | None, ...]
    briefings: Mapping[str, tuple[Briefing, ...]]
    """By language."""


@dataclass(frozen=True, kw_only=True)
class Maker:
    """Write days; number 0 is the last day of the archive, 1 the day added to it, -1 the day before."""

    records: Sequence[Record]
    config: Config
    root: Path
    """`content/daily`."""
    oldest: int
    """Number of the archive's first day: papers of days before it are neither cited nor changed."""
    a_day: int = A_DAY
    _models: dict[int, _Model] = field(default_factory=dict)

    @property
    def models(self) -> int:
        """Count the days that have records of their own; then the stock comes round again."""
        return len(self.records) // self.a_day

    def model_of(self, number: int) -> int:
        """Tell which records a day is made of."""
        return (number + YEARS - 1) % self.models

    def write(self, number: int) -> date:
        """Write everything that a run leaves of a day; give the day."""
        day = LAST + timedelta(days=number)
        model = self._model(self.model_of(number))
        papers = self._papers(number, day)
        now = {old.id: new.id for old, new in zip(model.papers, papers, strict=True)}
        by_id = {paper.id: paper for paper in papers}
        file = Ledger(self.root).path(day)
        file.parent.mkdir(parents=True, exist_ok=True)
        records: list[Paper | Update] = [*(by_id[i] for i in sorted(by_id)), *self._updates(number, day)]
        file.write_bytes(b"".join(lines.dump(record) + b"\n" for record in records))
        gists.write(self.root, day, (replace(gist, id=now[gist.id]) for gist in model.gists if gist))
        close = (self._close(number, n, paper) for n, paper in enumerate(papers))
        closeness.write(self.root, day, close, encoder="drawn", topics=self.config.topics)
        for lang, briefings in model.briefings.items():
            days.write_day(self.root, day, lang, [_dated(each, day, now) for each in briefings], by_id)
        runs.write(self.root, self._report(day))
        return day

    def papers(self, number: int) -> tuple[Paper, ...]:
        """Give a day's papers as its ledger has them, in the order in which they were announced."""
        return self._papers(number, LAST + timedelta(days=number))

    def _papers(self, number: int, day: date) -> tuple[Paper, ...]:
        """Make a day's papers; where the stock came round again, each title ends as another one's."""
        model = self._model(self.model_of(number)).papers
        rounds = (number + YEARS - 1) // self.models
        names = [arxiv_id(number, n, self.a_day) for n in range(self.a_day)]
        return tuple(
            replace(
                paper,
                id=f"arxiv:{name}",
                day=day,
                title=_crossed(paper.title, model[(n + 7 * rounds) % len(model)].title, rounds),
                url=f"https://arxiv.org/abs/{name}",
                pdf=f"https://arxiv.org/pdf/{name}",
                published=(day - timedelta(days=1)).isoformat(),
            )
            for n, (paper, name) in enumerate(zip(model, names, strict=True))
        )

    def _model(self, which: int) -> _Model:
        if which not in self._models:
            rows = self.records[which * self.a_day : (which + 1) * self.a_day]
            papers = tuple(_paper(row, f"arxiv:{which}.{n}") for n, row in enumerate(rows))
            chance = _chance("topics", which)
            scores = {paper.id: self._scores(chance) for paper in papers}
            briefings = {
                lang: tuple(self._briefings(papers, scores, lang)) for lang in self.config.briefings.languages
            }
            self._models[which] = _Model(papers=papers, gists=tuple(map(extract.gist, papers)), briefings=briefings)
        return self._models[which]

    def _briefings(
        self, papers: Sequence[Paper], scores: Mapping[str, Mapping[str, float]], lang: str
    ) -> Iterator[Briefing]:
        """Brief papers as a run without a model does."""
        if bridge := _bridge(papers[:_LOOKED_AT]):
            yield extract_bridge.bridge_briefing(bridge, {paper.id: paper for paper in papers}, lang=lang)
        matches = {paper.id: topics.match(paper, self.config.topics, scores[paper.id]) for paper in papers}
        ranked = rank.rank(papers, matches, self.config.watch, followed(self.config))
        for topic in self.config.topics:
            own = [one for one in ranked if any(match.topic_id == topic.id for match in one.matches)]
            if made := extract.topic_briefing(topic, own, day=LAST, lang=lang):
                yield made

    def _updates(self, number: int, day: date) -> Iterator[Update]:
        """Let a journal print a few papers of about half a year ago."""
        chance = _chance("published", number)
        for n in range(_PUBLISHED):
            earlier = number - chance.randint(90, 300)
            if earlier >= self.oldest:
                changes = {"doi": f"10.5555/b{number + YEARS}.{n}", "sources": [{"name": "Nature", "kind": "feed"}]}
                found = f"arxiv:{arxiv_id(earlier, chance.randrange(self.a_day), self.a_day)}"
                yield Update(id=found, day=day, event=Event.PUBLISHED, changes=changes)

    def _close(self, number: int, n: int, paper: Paper) -> Closeness:
        """Draw what a paper is close to: up to five papers of thirty days, few topics."""
        chance = _chance("close", number * self.a_day + n)
        near: dict[str, float] = {}
        for _ in range(chance.choice((0, 0, 1, 2, 3, 5, 5, 5))):
            back = chance.randint(0, min(_WINDOW, number - self.oldest))
            other = arxiv_id(number - back, chance.randrange(self.a_day), self.a_day)
            near[f"arxiv:{other}"] = round(chance.uniform(0.2, 0.45), 3)
        near.pop(paper.id, None)
        related = sorted(near.items(), key=lambda pair: (-pair[1], pair[0]))
        return Closeness(id=paper.id, topics=self._scores(chance), related=tuple(related))

    def _scores(self, chance: random.Random) -> Mapping[str, float]:
        described = [topic.id for topic in self.config.topics if topic.describe]
        return {topic: round(min(0.9, chance.gauss(0.1, 0.07)), 3) for topic in described}

    def _report(self, day: date) -> RunReport:
        started = datetime(day.year, day.month, day.day, 8, tzinfo=UTC)
        name, *others = [source.label for source in self.config.sources]
        arxiv = SourceReport(
            name=name, state=SourceState.OK, fetched=self.a_day, new=self.a_day, batch_day=day, last_gave=day
        )
        return RunReport(
            day=day,
            started=started,
            finished=started + timedelta(seconds=40),
            state="complete",
            sources=(arxiv, *(SourceReport(name=name, state=SourceState.OK, last_gave=day) for name in others)),
            briefings={"abstract": 2 * len(self.config.topics)},
            requests={"rss.arxiv.org": 1},
        )


def arxiv_id(number: int, n: int, a_day: int) -> str:
    """Give the id of the n-th paper of a day, as arXiv counts within a month."""
    day = LAST + timedelta(days=number)
    return f"{day:%y%m}.{(day.day - 1) * a_day + n + 1:05}"


def _paper(record: Record, paper_id: str) -> Paper:
    """Clean a record as `collect` does; day, addresses and dates are to be set."""
    return Paper(
        id=paper_id,
        day=LAST,
        title=clean_title(record.title),
        authors=clean_authors(record.authors),
        abstract=clean_abstract(record.abstract),
        url=f"https://arxiv.org/abs/{paper_id}",
        categories=record.categories,
        license="http://arxiv.org/licenses/nonexclusive-distrib/1.0/",
        places=(Place(name="arXiv", kind="arxiv", category=record.categories[0], announce="new", version=1),),
    )


def _dated(briefing: Briefing, day: date, now: Mapping[str, str]) -> Briefing:
    cited = tuple(replace(citation, paper_id=now[citation.paper_id]) for citation in briefing.citations)
    return replace(briefing, day=day, citations=cited)


def _crossed(title: str, other: str, rounds: int) -> str:
    if not rounds:
        return title
    mine, others = title.split(), other.split()
    return " ".join((*mine[: (len(mine) + 1) // 2], *others[len(others) // 2 :]))


def _bridge(papers: Sequence[Paper]) -> Bridge | None:
    """Join the first two papers of different fields that share two phrases."""
    of = {paper.id: fields.fields_of(paper, source_fields={}) for paper in papers}
    said = {paper.id: phrases(paper) for paper in papers}
    for one, other in combinations(papers, 2):
        shared = sorted(said[one.id] & said[other.id])[:3]
        if of[one.id] and of[other.id] and of[one.id][0] != of[other.id][0] and len(shared) > 1:
            own = {one.id: of[one.id][0], other.id: of[other.id][0]}
            told = (
                Shared(phrase=p, sentences={paper.id: sentence_with(paper, p) for paper in (one, other)})
                for p in shared
            )
            return Bridge(
                slug=slug(own.values(), shared[0]),
                day=LAST,
                papers=tuple(own),
                fields=own,
                shared=tuple(told),
                score=0.3,
                closeness=0.3,
                distance=0.5,
                rarity=0.5,
                novelty=1.0,
            )
    return None


def _chance(what: str, number: int) -> random.Random:
    return random.Random(f"{what} {number}")  # noqa: S311 - seeded, for a bench


def maker(content: Path, days_: int, shared: Path | None, *, a_day: int = A_DAY, config: Path = CONFIG) -> Maker:
    """Prepare to write an archive of so many days below a content folder."""
    return Maker(records=stock(shared), config=load(config), root=content / "daily", oldest=1 - days_, a_day=a_day)


def make(content: Path, days_: int, shared: Path | None, *, a_day: int = A_DAY, config: Path = CONFIG) -> Maker:
    """Write an archive of so many days, on two processes where it is large; give what extends it."""
    found = maker(content, days_, shared, a_day=a_day, config=config)
    numbers = range(found.oldest, 1)
    if days_ <= 2 * _WINDOW:
        _write_all(found, numbers)
        return found
    halves = [[n for n in numbers if found.model_of(n) % 2 == half] for half in range(2)]
    with ProcessPoolExecutor(len(halves), mp_context=get_context("fork")) as pool:
        for done in [pool.submit(_write_all, found, half) for half in halves]:
            done.result()
    return found


def _write_all(found: Maker, numbers: Sequence[int]) -> None:
    """Write days without waiting for the disk: what a power cut takes is made again."""
    flush, os.fsync = os.fsync, lambda _descriptor: None
    try:
        for number in numbers:
            found.write(number)
    finally:
        os.fsync = flush


def corpora() -> Path | None:
    """Find the folder of shared data; None where there is none."""
    place = Path(os.environ.get("RADAR_SHARED", ROOT.parent / "shared"))
    return place if (place / "data" / "corpus").is_dir() else None


def main() -> None:
    """Make one archive, and say what it holds."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", maxsplit=1)[0])
    parser.add_argument("--days", type=int, required=True)
    parser.add_argument("--a-day", type=int, default=A_DAY)
    parser.add_argument("--to", type=Path, required=True, help="content folder, made")
    given = parser.parse_args()
    began = time.monotonic()
    shared = corpora()
    make(given.to, given.days, shared, a_day=given.a_day)
    size = sum(file.stat().st_size for file in given.to.rglob("*") if file.is_file())
    kind = "real records" if shared else "invented records"
    print(f"{given.days * given.a_day:,} papers from {kind}, {size / 1e6:,.0f} MB, {time.monotonic() - began:.0f} s")


if __name__ == "__main__":
    main()
