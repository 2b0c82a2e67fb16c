"""Evaluate briefings: the parts without a model on labelled data, and the owner's own model on real papers.

    inv evaluate                                   what can be measured here
    inv evaluate --options "--model-only --day 2026-01-09"

The first half runs the benches of this folder (topics by meaning, bridges, gists,
grounding), each on its held-back data in the shared folder. The second asks the model of
radar.toml, if its key is in the environment, to brief one day of the shared corpus into
a folder of its own, and prints what became of its sentences: grounding, coverage,
repetition, cost. Nothing of the owner's archive is touched.
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from radar import brief_days, day_model, environment
from radar.archive import days
from radar.archive.ledger import Ledger
from radar.brief.asking import Spent
from radar.brief.dispatch import Check
from radar.brief.drafts import Draft, Grounded
from radar.config import Config, load
from radar.models import Briefing, Paper, Place
from radar.sift.text import clean_abstract, clean_title

ROOT = Path(__file__).resolve().parents[1]
BENCHES = ("topics_by_meaning.py", "bridges.py", "gists.py", "grounding.py")


class Tally:
    """Count what the check did with every claim."""

    def __init__(self, check: Check) -> None:
        """Stand before a check."""
        self._check = check
        self.kept: Counter[str] = Counter()
        self.dropped: Counter[tuple[str, str]] = Counter()

    def __call__(self, draft: Draft, papers: Mapping[str, Paper]) -> Grounded:
        """Check, and count by language and reason."""
        grounded = self._check(draft, papers)
        self.kept[draft.lang] += sum(len(part.claims) for part in grounded.draft.parts)
        self.dropped.update((draft.lang, each.reason) for each in grounded.dropped)
        return grounded


def main() -> int:
    """Run the benches, then the model."""
    options = parse()
    if not shared().is_dir():
        print(f"no shared data at {shared()}: set RADAR_SHARED")
        return 0
    if not options.model_only:
        for bench in BENCHES:
            print(f"\n== bench/{bench} ==", flush=True)
            subprocess.run([sys.executable, str(ROOT / "bench" / bench)], check=False, cwd=ROOT)
    return model(options)


def model(options: argparse.Namespace) -> int:
    """Let the owner's model brief one day of the corpus; say what held."""
    path = environment.config_path(options.config)
    config = load(path)
    surroundings = environment.read(os.environ)
    access = surroundings.access(config.briefings.model)
    print("\n== the model of radar.toml ==")
    if access is None:
        print(f"{path}: no model is named, or its key is not in the environment: not measured")
        return 0
    with tempfile.TemporaryDirectory() as folder:
        archive = Path(folder) / "daily"
        Ledger(archive).add(papers(options.corpus, options.day, options.history))
        writer = day_model.open_writer(
            config, access, spent=Spent(), kept=Path(folder) / "replies", clock=lambda: datetime.now(UTC)
        )
        tally = Tally(writer.check)
        briefed = brief_days.brief(
            config,
            archive=archive,
            private=Path(folder),
            opened=[options.day],
            changed=[options.day],
            writer=replace(writer, check=tally),
        )
        report(config, archive, options.day, briefed, tally)
    return 0


def report(config: Config, archive: Path, day: date, briefed: brief_days.Briefed, tally: Tally) -> None:
    """Print the figures, by language."""
    print(f"{day}: briefings {dict(briefed.counts)}; left out {len(briefed.left_out)}; trouble {briefed.trouble!r}")
    for lang in config.briefings.languages:
        dropped = {reason: n for (of, reason), n in tally.dropped.items() if of == lang}
        total = tally.kept[lang] + sum(dropped.values())
        print(f"{lang} grounding: {tally.kept[lang]} of {total} checked sentences held; dropped {dropped}")
        file = days.path(archive, day, lang)
        written = [b for b in days.read_day(file).briefings if b.by == "model"] if file.exists() else []
        if written:
            cited = sum(len({c.paper_id for c in b.citations}) for b in written)
            shown = sum(min(b.paper_count, 12) for b in written)
            print(f"{lang} coverage: {cited} of {shown} papers shown are cited, in {len(written)} briefings")
            print(f"{lang} repetition: {repetition(written):.1%} of runs of four words stand more than once")
    spent = briefed.spent
    print(f"cost: {spent.calls} calls, {spent.tokens_in} + {spent.tokens_out} tokens, {spent.usd:.4f} USD")


def repetition(briefings: list[Briefing]) -> float:
    """Give the share of runs of four words (in Chinese, of eight characters) that occur more than once."""
    runs: Counter[str] = Counter()
    for briefing in briefings:
        for section in briefing.sections:
            for sentence in section.sentences:
                units = list(sentence.text) if briefing.lang == "zh" else sentence.text.lower().split()
                size = 8 if briefing.lang == "zh" else 4
                runs.update(" ".join(units[n : n + size]) for n in range(len(units) - size + 1))
    return sum(n for n in runs.values() if n > 1) / max(1, runs.total())


def papers(corpus: str, day: date, history: int) -> Iterator[Paper]:
    """Read the papers of a day, and of the days before it, from the shared corpus."""
    for file in sorted((shared() / "data" / "corpus" / corpus).glob("*.jsonl.gz")):
        for raw in gzip.decompress(file.read_bytes()).splitlines():
            line: dict[str, Any] = json.loads(raw)
            own = date.fromisoformat(line["day"])
            if 0 <= (day - own).days <= history:
                category = (line["categories"] or [""])[0]
                yield Paper(
                    id=f"arxiv:{line['id']}",
                    day=own,
                    title=clean_title(line["title"]),
                    authors=tuple(line["authors"]),
                    abstract=clean_abstract(line["abstract"]),
                    url=f"https://arxiv.org/abs/{line['id']}",
                    places=(Place(name="arXiv", kind="arxiv", category=category, announce="new", version=1),),
                    categories=tuple(line["categories"]),
                )


def shared() -> Path:
    """Find the shared folder."""
    return Path(os.environ.get("RADAR_SHARED") or ROOT.parent / "shared")


def parse() -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--config", type=Path, default=Path("radar.toml"))
    parser.add_argument("--corpus", default="arxiv-cs")
    parser.add_argument("--day", type=date.fromisoformat, default=date(2026, 1, 9))
    parser.add_argument("--history", type=int, default=7, help="days before it that related papers may come from")
    parser.add_argument("--model-only", action="store_true")
    return parser.parse_args()


if __name__ == "__main__":
    raise SystemExit(main())
