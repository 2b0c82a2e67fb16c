"""Write real papers as BibTeX, RIS, CSL-JSON and COinS, read them back with other parsers, and count what is lost.

    python bench/citations.py [--papers 10000] [--show 20] [--site output]

Papers are drawn evenly from the corpora outside the repository; all titles and author
lists known to break programs come on top. Prints Markdown; ends with 1 if anything was
lost, a file did not parse, or two papers share a key. With a built site, every file of
citations in it is read as well.
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import sys
import time
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / "plugins"), str(ROOT / "tests" / "publish")]

import rispy  # type: ignore[import-untyped]  # noqa: E402 - it ships no types; below the path with its like
from test_citations_read_back import bibtex_entries, csl_validator, problems  # noqa: E402 - found through the path

from radar.models import Paper, Place  # noqa: E402 - same
from radar.publish.references.bibtex import bibtex  # noqa: E402 - same
from radar.publish.references.citations import Reference, reference  # noqa: E402 - same
from radar.publish.references.coins import coins  # noqa: E402 - same
from radar.publish.references.csl import csl_json  # noqa: E402 - same
from radar.publish.references.ris import ris  # noqa: E402 - same
from radar.sift.text import clean_authors, clean_title, strip_markup  # noqa: E402 - same

SHARES = {"arxiv-all": 0.5, "arxiv-cs": 0.3, "nature": 0.2}


def paper(row: Mapping[str, Any]) -> Paper:
    """Make a paper of a corpus line, as collecting would."""
    name, is_nature = str(row["id"]), row.get("source") == "nature"
    place = Place(name="Nature", kind="feed") if is_nature else Place(name="arXiv", kind="arxiv")
    title = strip_markup(row["title"]) if is_nature else row["title"]
    return Paper(
        id=f"doi:{name.lower()}" if is_nature else f"arxiv:{name}",
        day=date.fromisoformat(row["day"]),
        title=clean_title(title),
        authors=clean_authors(row["authors"]),
        abstract="",
        url=f"https://doi.org/{name}" if is_nature else f"https://arxiv.org/abs/{name}",
        places=(place,),
        doi=name if is_nature else "",
        categories=tuple(row.get("categories", ())),
        published=row.get("published") or "",
    )


def drawn(data: Path, corpus: str, count: int) -> list[Paper]:
    """Draw papers evenly from a corpus; one that was listed twice counts once."""
    found = {each.id: each for each in map(paper, _lines(sorted((data / "corpus" / corpus).glob("*.jsonl.gz"))))}
    step = max(1, len(found) // max(count, 1))
    return list(found.values())[::step][:count]


def _lines(files: Sequence[Path]) -> Iterator[Mapping[str, Any]]:
    for file in files:
        with gzip.open(file, "rt", encoding="utf-8") as lines:
            yield from map(json.loads, lines)


def tricky(data: Path) -> dict[str, list[Paper]]:
    """Read the titles and author lists that break programs; what a line lacks is filled in."""
    folder = data / "feeds" / "tricky-real"
    found: dict[str, list[Paper]] = {}
    for name in ("tricky_titles", "tricky_authors"):
        rows = [json.loads(line) for line in (folder / f"{name}.jsonl").read_text("utf-8").splitlines()]
        filled = ({"title": f"A sample {number}", "authors": ["A. Sample"], **row} for number, row in enumerate(rows))
        made = (paper({**row, "source": str(row.get("corpus", "")).partition("-")[0]}) for row in filled)
        found[name] = list({each.id: each for each in made}.values())
    return found


def measure(name: str, papers: Sequence[Paper], show: int) -> list[Reference]:
    """Print one row, and the first losses."""
    began = time.monotonic()
    references = [reference(each) for each in papers]
    sizes = [len(write(references).encode()) for write in (bibtex, ris, csl_json, _all_coins)]
    took = time.monotonic() - began
    lost = list(problems(references))
    people = sum(len(each.authors) for each in references)
    whole = sum(not person.is_split for each in references for person in each.authors)
    per_paper = " / ".join(f"{size / max(len(papers), 1):,.0f}" for size in sizes)
    kinds = ", ".join(f"{kind} {count}" for kind, count in Counter(each.partition(":")[0] for each in lost).items())
    print(f"| {name} | {len(papers):,} | {people:,} | {whole:,} | {len(lost)} {kinds} | {per_paper} | {took:.1f} s |")
    for each in lost[:show]:
        print(f"  {each[:400]}", file=sys.stderr)
    return references if not lost else []


def _all_coins(references: Sequence[Reference]) -> str:
    return "".join(map(coins, references))


def read_site(output: Path) -> bool:
    """Read every file of citations of a built site; print what there is, and tell whether all of it agrees."""
    counts: Counter[str] = Counter()
    owners: dict[str, str] = {}
    wrong: list[str] = []
    for file in sorted(output.rglob("cite.bib")):
        keys = [entry.key for entry in bibtex_entries(file.read_text("utf-8"))]
        records = rispy.loads(file.with_name("cite.ris").read_text("utf-8"))
        items = json.loads(file.with_name("cite.csl.json").read_text("utf-8"))
        titles = [str(record["title"]) for record in records]
        if keys != [item["id"] for item in items] or titles != [item["title"] for item in items]:
            wrong.append(f"{file}: its formats differ")
        if len(set(keys)) != len(keys) or not keys:
            wrong.append(f"{file}: a key twice, or none")
        wrong += [f"{file}: {error.message[:200]}" for error in csl_validator().iter_errors(items)]
        for key, item in zip(keys, items, strict=False):
            if owners.setdefault(key, f"{item['title']} {item.get('URL')}") != f"{item['title']} {item.get('URL')}":
                wrong.append(f"{file}: {key} is another paper elsewhere")
        counts += Counter(files=3, papers=len(keys))
    print(f"\n{counts['files']:,} files, {counts['papers']:,} entries, {len(owners):,} papers, {len(wrong)} wrong.")
    for each in wrong[:20]:
        print(f"  {each}", file=sys.stderr)
    return not wrong


def main() -> int:
    """Measure every set."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", maxsplit=1)[0])
    shared = Path(os.environ.get("RADAR_SHARED", ROOT.parent / "shared"))
    parser.add_argument("--data", type=Path, default=shared / "data")
    parser.add_argument("--papers", type=int, default=10_000)
    parser.add_argument("--show", type=int, default=5, help="losses to print of each set")
    parser.add_argument("--site", type=Path, help="a built site whose files are to be read")
    options = parser.parse_args()
    sets = {name: drawn(options.data, name, round(options.papers * share)) for name, share in SHARES.items()}
    sets |= tricky(options.data)
    print("| set | papers | authors | whole names | lost | bytes a paper: bib / ris / csl / coins | writing |")
    print("|---|---:|---:|---:|---:|---:|---:|")
    kept = {name: measure(name, papers, options.show) for name, papers in sets.items()}
    keys = {each.id: each.key for references in kept.values() for each in references}
    twice = [key for key, count in Counter(keys.values()).items() if count > 1]
    print(f"\n{len(keys):,} different papers, {len(twice)} keys shared by two.")
    is_whole = read_site(options.site) if options.site else True
    return 0 if is_whole and not twice and all(kept.values()) else 1


if __name__ == "__main__":
    sys.exit(main())
