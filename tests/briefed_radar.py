"""Run a radar whose briefings a fake model writes, against tests/fakenet."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import tiny_world
from radar_process import Radar

KEY = "sk-sample-key-that-must-stand-nowhere"
DAY = tiny_world.WEEK[0]
TOPICS = (
    "router",
    "glacier",
    "enzyme",
    "galaxy",
    "alloy",
    "neuron",
    "market",
    "vaccine",
    "soil",
    "laser",
    "tide",
    "verb",
)
"""Words of invented topics: each paper is about one."""

_FIELDS = {
    "glacier": "earth",
    "enzyme": "bio",
    "galaxy": "astro",
    "alloy": "mater",
    "neuron": "neuro",
    "market": "econ",
}
_SETTINGS = """
[briefings]
gists_per_day = 100
topics_per_day = 12
cross_field_per_day = 2
[briefings.model]
base_url = "{base}/v1"
model = "sample-model"
timeout_s = 5
[briefings.budget]
price_in_per_mtok = 1.0
price_out_per_mtok = 2.0
{budget}
"""


def topic_table(word: str) -> str:
    """Write one topic of radar.toml."""
    return (
        f'[[topics]]\nid = "{word}s"\nname = {{ zh = "{word}", en = "{word.title()}s" }}\n'
        f'fields = ["{_FIELDS.get(word, "cs")}"]\nkeywords = ["{word}"]\n'
    )


def paper(day: str, number: int, word: str, **more: object) -> dict[str, object]:
    """Invent an abstract on a word: four sentences, one of them with a figure."""
    return tiny_world.paper(
        day,
        number,
        title=f"An Invented {word.title()} Survey, Part {number}",
        abstract=(
            f"The {word} has been described many times before without agreement. "
            f"We measure {number + 20} samples of the {word} with a spectral clustering method of our own. "
            f"The {word} turns out to be {number + 3} % heavier than earlier surveys of the {word} had reported. "
            f"Our sample of the {word} is small, and seasons were not considered."
        ),
        categories=["cs.AI"],
        authors=[f"Sample Author {number}"],
        **more,
    )


class BriefedRadar(Radar):
    """Hold one owner's folder with a model set up."""

    def __init__(self, folder: Path, net: Any, *, topics: tuple[str, ...] = TOPICS, budget: str = "") -> None:
        super().__init__(folder, net)
        self.key = KEY
        self.settings(topics, budget)

    def settings(self, topics: tuple[str, ...] = TOPICS, budget: str = "") -> None:
        """Write radar.toml: one source, one topic a word, the model."""
        source = tiny_world.CONFIG.format(base=self.net.base_url).split('[[sources]]\nkind = "feed"')[0]
        text = source + "[abstracts]\nenabled = false\n" + "".join(map(topic_table, topics))
        text += _SETTINGS.format(base=self.net.base_url, budget=budget)
        (self.folder / "radar.toml").write_text(text, encoding="utf-8")

    def environment(self, now: str) -> dict[str, str]:
        """Give the key to the program."""
        return super().environment(now) | ({"OPENAI_API_KEY": self.key} if self.key else {})

    def mood(self, llm: object, *faults: dict[str, Any]) -> None:
        """Set how the model answers from here on, and forget what was asked before."""
        from fakenetlib.control import change  # noqa: PLC0415 - found through tiny_world's path

        change(self.net.net, {"llm": llm, "faults": list(faults)})
        self.net.net.log.clear()

    def asked(self) -> list[dict[str, Any]]:
        """List the calls at the model so far."""
        return [entry for entry in self.net.net.log.entries() if "chat/completions" in entry["path"]]

    def days(self, lang: str = "en", day: str = DAY) -> str:
        """Read a day's Markdown."""
        path = self.archive / "days" / day[:4] / f"{day}.{lang}.md"
        return path.read_text("utf-8") if path.exists() else ""

    def heads(self, lang: str = "en", day: str = DAY) -> dict[str, dict[str, str]]:
        """Read the headers of a day's briefings, by slug."""
        lines = [
            line.partition(": ")[2] for line in self.days(lang, day).splitlines() if line.startswith("Briefing-")
        ]
        found = [dict(pair.split("=", 1) for pair in line.split("; ")) for line in lines]
        return {head["slug"]: head for head in found}

    def gists(self, day: str = DAY) -> list[dict[str, Any]]:
        """Read a day's gists."""
        path = self.archive / "gists" / day[:4] / day[5:7] / f"{day}.jsonl"
        return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def start(folder: Path, *, each: int = 2, words: tuple[str, ...] = TOPICS, llm: object = "grounded") -> Any:
    """Start fakenet on one day that holds `each` papers a word."""
    import fakenet  # noqa: PLC0415 - found through tiny_world's path

    corpus = folder / "corpus" / "arxiv-tiny"
    corpus.mkdir(parents=True)
    (folder / "feeds").mkdir()
    papers = [paper(DAY, n * len(words) + place + 1, word) for n in range(each) for place, word in enumerate(words)]
    (corpus / f"{DAY}.jsonl").write_text("".join(json.dumps(each) + "\n" for each in papers), encoding="utf-8")
    return fakenet.start(folder, day=DAY, scenario={"llm": llm})
