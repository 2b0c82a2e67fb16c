"""One whole site, made by the program's own commands, with a piece of everything that a site may hold.

Four days: a Monday more than ninety days before the others, and Monday to Wednesday of a week. arXiv and a journal,
topics of four fields, a followed author, formulas; a model writes briefings, on the last day one across fields; both
languages, documentation, every format of feeds, pictures, search, and reading without a network.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import tiny_world
from briefed_radar import BriefedRadar, paper

OLD = "2025-11-17"
DAYS = (OLD, *tiny_world.WEEK[:3])
LAST = DAYS[-1]
WORDS = {"router": "cs.AI", "glacier": "physics.ao-ph", "enzyme": "q-bio.BM", "galaxy": "astro-ph.GA"}
"""Words of the topics, and the category of the papers about each."""
FOLLOWED = "Sample Author 3"
SHARED = "a percolation threshold of frozen lattices"
"""What two papers of the last day have in common, which are of two fields."""
_SITE = """
[site]
title = "Sample Radar"
url = "https://radar.example/hub"
docs = true

[watch]
authors = ["{followed}"]
"""


class WholeRadar(BriefedRadar):
    """Hold one owner's folder with everything switched on."""

    def settings(self, topics: tuple[str, ...] = tuple(WORDS), budget: str = "") -> None:
        """Write radar.toml: that of a briefed radar, all categories, the journal, the site."""
        super().settings(tuple(WORDS), budget)
        file = self.folder / "radar.toml"
        of_journal = tiny_world.CONFIG.format(base=self.net.base_url).partition('[[sources]]\nkind = "feed"')
        journal = "".join(of_journal[1:]).partition("[[topics]]")[0]
        text = file.read_text("utf-8").replace('["cs.AI", "cs.CL"]', json.dumps(list(WORDS.values())))
        file.write_text(text + journal + _SITE.format(followed=FOLLOWED), encoding="utf-8")


def _papers(day: str) -> Iterator[dict[str, object]]:
    """Invent a day's papers: two a word, one of them with a formula in its title."""
    for number, word in enumerate((*WORDS, *WORDS), 1):
        one = paper(day, number, word) | {"categories": [WORDS[word]]}
        formula = f" at $x^2 + \\alpha_{{{number}}}$" if number <= len(WORDS) else ""
        one["title"] = f"{one['title']} of {day}{formula}"
        one["abstract"] = f"{one['abstract']} It was {day}."
        yield one
    if day == LAST:
        yield from (_bridged(day, number, word) for number, word in enumerate(("glacier", "enzyme"), 31))


def _bridged(day: str, number: int, word: str) -> dict[str, object]:
    return tiny_world.paper(
        day,
        number,
        title=f"{word.title()} dynamics below {SHARED}",
        abstract=(
            f"Percolation of {word} cells stops at {SHARED}. "
            f"We show that renormalised bond counts predict {SHARED} in every {word} that we froze. "
            f"Renormalised bond counts fail only where no {word} percolates."
        ),
        categories=[WORDS[word]],
        authors=[f"Sample Author {number}"],
    )


def _corpus(folder: Path) -> Path:
    """Write what fakenet serves; give its folder."""
    (folder / "feeds").mkdir(parents=True)
    for name in ("arxiv-tiny", "journal-tiny"):
        (folder / "corpus" / name).mkdir(parents=True)
        for day in DAYS:
            lines = _papers(day) if name == "arxiv-tiny" else (tiny_world.article(day, n) for n in (1, 2))
            text = "".join(json.dumps(line) + "\n" for line in lines)
            (folder / "corpus" / name / f"{day}.jsonl").write_text(text, encoding="utf-8")
    return folder


@contextmanager
def built(folder: Path) -> Iterator[WholeRadar]:
    """Run every day, then build; the owner's folder is there while fakenet runs."""
    import fakenet  # noqa: PLC0415 - found through tiny_world's path

    with fakenet.start(_corpus(folder / "data"), day=OLD, scenario={"llm": "grounded"}) as net:
        radar = WholeRadar(folder / "owner", net)
        for name, day in (*(("update", day) for day in DAYS), ("build", LAST)):
            done = radar.run(name, day)
            assert done.returncode == 0, done.stderr
        yield radar
