"""Let an invented archive, its settings and its site go through everything that may happen to them."""

from __future__ import annotations

import multiprocessing
import os
import shutil
import signal
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any, Final

from radar.archive import closeness, days, gists, runs
from radar.archive.ledger import Ledger
from radar.config import Config, parse
from radar.models import Briefing, Citation, Closeness, Event, Gist, Paper, Place, Section, Sentence, Update
from radar.outcomes import RunReport, SourceReport, SourceState
from radar.publish import incremental
from radar.publish.build import BuildResult, build

BEGIN: Final = date(2025, 11, 20)
WORDS: Final = ("router", "tide", "invented", "plain", "nothing", "$O(n^2)$", "虚构的潮汐")
LANGS: Final = ("zh", "en")


class GrowingArchive:
    """Hold one archive with its site, and what has happened so far."""

    def __init__(self, folder: Path, seed: int) -> None:
        """Begin with two days."""
        self.folder = folder
        self.random = Random(seed)  # noqa: S311 - no secret
        self.settings: dict[str, Any] = {
            "version": 1,
            "site": {"title": "Sample Radar", "url": "https://radar.example/hub"},
            "show": {"home": 3, "per_topic": 4},
            "feeds": {"max_items": 6},
            "sources": [
                {"kind": "arxiv", "categories": ["cs.AI", "math.CO"]},
                {"kind": "feed", "name": "Sample Journal", "url": "https://journal.example/feed"},
            ],
            "topics": [
                {"id": "routing", "name": {"zh": "路由", "en": "Routing"}, "keywords": ["router"]},
                {"id": "tides", "name": {"zh": "潮汐", "en": "Tides"}, "keywords": ["tide"], "fields": ["earth"]},
            ],
            "watch": {"authors": ["Sample Author 3"]},
        }
        self.papers: dict[str, Paper] = {}
        self.log: list[str] = []
        self.add_day()
        self.add_day()

    # -- what may happen ---------------------------------------------------------------

    def add_day(self) -> None:
        """Let a run bring a day: papers, gists, closeness, briefings that may cite older papers, a report."""
        known = sorted({paper.day for paper in self.papers.values()})
        gap = self.random.choice((1, 1, 1, 2, 5, 33))
        day = known[-1] + timedelta(days=gap) if known else BEGIN
        self.bring(day, self.random.randint(1, 5))
        self._brief(day)
        self._close(day)
        self._report(day)

    def late_paper(self) -> None:
        """Let a paper be found that belongs to a day of the past."""
        self.bring(self._any_day(), 1)

    def correct(self) -> None:
        """Let a later day tell something new about a paper."""
        paper = self._any_paper()
        later = [day for day in self.days() if day >= paper.day]
        event = self.random.choice((Event.VERSION, Event.PUBLISHED, Event.RETRACTED, Event.ENRICHED))
        changes: dict[str, object] = {
            Event.VERSION: {"title": f"{paper.title}, revised {self.random.randrange(9)}"},
            Event.PUBLISHED: {"doi": f"10.5555/sample.{self.random.randrange(999)}"},
            Event.RETRACTED: {"comment": "withdrawn"},
            Event.ENRICHED: {"abstract": f"Another service gave this. {self._words(4)}."},
        }[event]
        day = paper.day if event is Event.ENRICHED else self.random.choice(later)
        Ledger(self.root).add([], [Update(id=paper.id, day=day, event=event, changes=changes)])

    def brief_again(self) -> None:
        """Let a model write a day's briefings after all, or let them go."""
        self._brief(self._any_day())

    def tell_again(self) -> None:
        """Let a day's closeness and report be written anew."""
        self._close(day := self._any_day())
        self._report(day)

    def lose_day(self) -> None:
        """Take a day's ledger file away, as git would with another branch."""
        day = self._any_day()
        if len(self.days()) > 2:
            Ledger(self.root).path(day).unlink(missing_ok=True)
            self.papers = {i: paper for i, paper in self.papers.items() if paper.day != day}

    def hide(self) -> None:
        """Take a paper down, or put all back."""
        hidden = [] if self.random.random() < 0.3 else [self._any_paper().id]
        self.settings["hide"] = {"ids": hidden}

    def change_topics(self) -> None:
        """Rename, define anew, reorder, add or drop a topic."""
        topics = self.settings["topics"]
        what = self.random.randrange(5)
        if what == 0:
            topics[0]["name"] = {"zh": f"名{self.random.randrange(9)}", "en": f"Name {self.random.randrange(9)}"}
        elif what == 1:
            topics[-1]["keywords"] = [self.random.choice(WORDS[:5])]
        elif what == 2:
            topics.reverse()
        elif what == 3 and len(topics) < 4:
            topics.append({"id": f"more-{len(topics)}", "name": {"zh": "更多", "en": "More"}, "keywords": ["plain"]})
        elif len(topics) > 1:
            topics.pop()

    def change_settings(self) -> None:
        """Change what is watched, how much is shown, the site's address, name or languages."""
        what = self.random.randrange(6)
        if what == 0:
            self.settings["watch"] = {"authors": [f"Sample Author {self.random.randrange(6)}"]}
        elif what == 1:
            self.settings["show"] = {"home": self.random.randint(1, 4), "per_topic": self.random.choice((4, 5))}
        elif what == 2:
            self.settings["site"] = {
                **self.settings["site"],
                "url": self.random.choice(("auto", "https://a.example")),
            }
        elif what == 3:
            self.settings["site"] = {**self.settings["site"], "title": f"Radar {self.random.randrange(9)}"}
        elif what == 4:
            locales = self.random.choice((["zh", "en"], ["en", "zh"], ["en"], ["zh"]))
            self.settings["site"] = {**self.settings["site"], "locales": locales}
        else:
            self.settings["feeds"] = {"max_items": self.random.randint(3, 8)}

    def change_theme(self) -> None:
        """Change the owner's style, a template of theirs, or a page written by hand."""
        what, text = self.random.randrange(3), f"{self.random.randrange(99)}"
        if what == 0:
            self._write("overrides/static/custom.css", f"body {{ margin: {text}px }}")
        elif what == 1:
            self._write(
                "overrides/templates/404.html", f'{{% extends "base.html" %}}{{% block main %}}{text}{{% endblock %}}'
            )
        else:
            self._write("content/pages/about.en.md", f"Title: About {text}\n\nText {text}.\n")

    def lose_output(self) -> None:
        """Delete, cut or touch files of the site, or all of it."""
        files = sorted(path for path in self.output.rglob("*") if path.is_file())
        if self.random.random() < 0.1:
            shutil.rmtree(self.output, ignore_errors=True)
            return
        for path in self.random.sample(files, min(5, len(files))):
            self.random.choice(
                (path.unlink, lambda path=path: path.write_bytes(b"cut"), lambda path=path: os.utime(path, (9, 9)))
            )()

    def lose_memory(self) -> None:
        """Delete or damage what is derived: receipts, indexes."""
        for path in sorted((self.folder / ".radar").glob("*.sqlite*")):
            if self.random.random() < 0.5:
                path.unlink(missing_ok=True)
            elif self.random.random() < 0.3:
                path.write_bytes(b"no database" * 99)

    def kill(self) -> None:
        """Kill a build after a random number of files."""
        after = self.random.choice((0, 1, 3, 10, 40, 150))
        victim = multiprocessing.get_context("fork").Process(target=self._build_and_die, args=(after,))
        victim.start()
        victim.join()
        assert victim.exitcode in (0, -signal.SIGKILL)

    def _build_and_die(self, after: int) -> None:
        real, done = incremental.put, 0

        def put(output: Path, path: str, data: bytes) -> incremental.FileLine:
            nonlocal done
            done += 1
            if done > after:
                os.kill(os.getpid(), signal.SIGKILL)
            return real(output, path, data)

        incremental.put = put
        self.build()
        os._exit(0)

    # -- building ----------------------------------------------------------------------

    @property
    def root(self) -> Path:
        """Name the archive's folder."""
        return self.folder / "content" / "daily"

    @property
    def output(self) -> Path:
        """Name the site's folder."""
        return self.folder / "output"

    @property
    def config(self) -> Config:
        """Read the settings as they are."""
        return parse(self.settings)

    def build(self, *, workers: int = 1) -> BuildResult:
        """Build what changed."""
        return self._built(self.folder, workers)

    def full(self, folder: Path) -> dict[str, bytes]:
        """Build the whole site elsewhere, from nothing but the archive, and read it."""
        for name in ("content", "overrides"):
            if (self.folder / name).exists():
                shutil.copytree(self.folder / name, folder / name)
        self._built(folder, workers=1)
        return read(folder / "output")

    def _built(self, folder: Path, workers: int) -> BuildResult:
        return build(
            self.config,
            config_path=folder / "radar.toml",
            content=folder / "content",
            output=folder / "output",
            sample=False,
            workers=workers,
        )

    # -- inventing ---------------------------------------------------------------------

    def days(self) -> list[date]:
        return sorted({paper.day for paper in self.papers.values()})

    def _any_day(self) -> date:
        """Choose a day, rather a late one."""
        known = self.days()
        return known[-1 - min(int(self.random.expovariate(0.5)), len(known) - 1)]

    def _any_paper(self) -> Paper:
        return self.papers[self.random.choice(sorted(self.papers))]

    def _words(self, count: int) -> str:
        return " ".join(self.random.choice(WORDS) for _ in range(count))

    def bring(self, day: date, count: int) -> None:
        fresh = [self._paper(day, len(self.papers) + n) for n in range(count)]
        Ledger(self.root).add(fresh)
        self.papers.update((paper.id, paper) for paper in fresh)
        texts = [
            Gist(id=p.id, lang="", text=p.abstract, span=p.abstract) for p in self.papers.values() if p.day == day
        ]
        gists.write(self.root, day, texts)

    def _paper(self, day: date, number: int) -> Paper:
        category = self.random.choice(("cs.AI", "math.CO"))
        place = Place(name="arXiv", kind="arxiv", category=category, announce="new", version=1)
        paper = Paper(
            id=f"arxiv:2511.{number:05}",
            day=day,
            title=f"An {self._words(3)} study {number}",
            authors=tuple(f"Sample Author {self.random.randrange(8)}" for _ in range(self.random.randint(0, 3))),
            abstract=f"We say {self._words(5)}.",
            url=f"https://arxiv.org/abs/2511.{number:05}",
            places=(place,),
            categories=(category,),
            published=day.isoformat(),
        )
        if self.random.random() < 0.2:
            return replace(paper, places=(replace(place, announce="replace", version=3),))
        if self.random.random() < 0.2:
            return replace(paper, id=f"doi:10.5555/x.{number}", places=(Place(name="Sample Journal", kind="feed"),))
        return paper

    def _brief(self, day: date) -> None:
        near = [paper for paper in self.papers.values() if timedelta() <= day - paper.day <= timedelta(days=30)]
        for lang in LANGS:
            found = []
            for slug, kind in (("routing", "topic"), ("bridge-1", "cross")):
                if near and self.random.random() < 0.7:
                    cited = self.random.sample(near, min(3, len(near)))
                    found.append(self._briefing(day, lang, slug, kind, cited))
            days.write_day(self.root, day, lang, found, self.papers)

    def _briefing(self, day: date, lang: str, slug: str, kind: str, cited: list[Paper]) -> Briefing:
        sentences = tuple(Sentence(text=paper.abstract, cites=(n,)) for n, paper in enumerate(cited, 1))
        return Briefing(
            slug=slug,
            kind=kind,
            day=day,
            lang=lang,
            title=f"{slug}: {self._words(2)}",
            sections=(Section(heading="", sentences=sentences),),
            citations=tuple(
                Citation(number=n, paper_id=paper.id, span=paper.abstract) for n, paper in enumerate(cited, 1)
            ),
            fields=("cs", "math") if kind == "cross" else (),
            paper_count=len(cited),
        )

    def _close(self, day: date) -> None:
        others = sorted(self.papers)
        lines = [
            Closeness(id=paper.id, related=tuple((self.random.choice(others), 0.5) for _ in range(2)))
            for paper in self.papers.values()
            if paper.day == day
        ]
        closeness.write(self.root, day, lines)

    def _report(self, day: date) -> None:
        started = datetime(day.year, day.month, day.day, 2, self.random.randrange(60), tzinfo=UTC)
        state = self.random.choice((SourceState.OK, SourceState.DOWN, SourceState.EMPTY))
        lines = (
            SourceReport(name="arXiv", state=state, fetched=3, new=2),
            SourceReport(name="Sample Journal", state=state),
        )
        report = RunReport(day=day, started=started, finished=started, state="complete", sources=lines)
        runs.write(self.root, report)

    def _write(self, name: str, text: str) -> None:
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)


OPERATIONS: Final[dict[str, Callable[[GrowingArchive], None]]] = {
    "add_day": GrowingArchive.add_day,
    "late_paper": GrowingArchive.late_paper,
    "correct": GrowingArchive.correct,
    "brief_again": GrowingArchive.brief_again,
    "tell_again": GrowingArchive.tell_again,
    "lose_day": GrowingArchive.lose_day,
    "hide": GrowingArchive.hide,
    "change_topics": GrowingArchive.change_topics,
    "change_settings": GrowingArchive.change_settings,
    "change_theme": GrowingArchive.change_theme,
    "lose_output": GrowingArchive.lose_output,
    "lose_memory": GrowingArchive.lose_memory,
    "kill": GrowingArchive.kill,
}


def read(output: Path) -> dict[str, bytes]:
    """Read every file of a site by its relative name."""
    return {p.relative_to(output).as_posix(): p.read_bytes() for p in sorted(output.rglob("*")) if p.is_file()}
