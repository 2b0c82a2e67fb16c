"""Measure what `ground` publishes of sentences written by another hand than its author's.

    python bench/second_set.py [--list]     without and with the encoder's help; --list names each error

The set is `tests/brief/ground/second_set.py`: 120 sentences on twelve invented abstracts. Precision
is the part of the published that is true, recall the part of the true that is published.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TypeAlias

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / "plugins"), str(ROOT / "tests" / "brief" / "ground")]

from second_set import KINDS, SENTENCES, TRUE, Sentence, judged  # noqa: E402 - no installed package here

from radar.brief.drafts import Dropped  # noqa: E402 - same
from radar.brief.encoder import closeness_of_texts  # noqa: E402 - same

LANGS = ("zh", "en")

Verdict: TypeAlias = tuple[Sentence, Dropped | None]


def verdicts(meaning: Callable[[str, str], float] | None) -> list[Verdict]:
    """Give each sentence with why it was dropped, or None where it was published."""
    return [(sentence, next(iter(judged(sentence, meaning).dropped), None)) for sentence in SENTENCES]


def of(found: Iterable[Verdict], kind: str, langs: Sequence[str]) -> list[Verdict]:
    """Choose the verdicts of a kind and of some languages; `false` is every kind but the true ones."""
    kinds = KINDS if kind == "false" else (kind,)
    return [verdict for verdict in found if verdict[0].kind in kinds and verdict[0].lang in langs]


def published(found: Iterable[Verdict]) -> int:
    """Count the published ones."""
    return sum(dropped is None for _, dropped in found)


def print_figures(found: Sequence[Verdict]) -> None:
    """Print precision, recall and catches, by language and kind."""
    for name, langs in (*((lang, (lang,)) for lang in LANGS), ("all", LANGS)):
        true, false = of(found, TRUE, langs), of(found, "false", langs)
        good, bad = published(true), published(false)
        print(f"  {name:4} precision {good / max(1, good + bad):.3f} ({good} of {good + bad} published)", end="")
        print(f"  recall {good / len(true):.3f} ({good} of {len(true)})  caught {len(false) - bad} of {len(false)}")
    for kind in KINDS:
        pairs = [of(found, kind, (lang,)) for lang in LANGS]
        counts = [
            f"{lang} {len(pair) - published(pair)}/{len(pair)}" for lang, pair in zip(LANGS, pairs, strict=True)
        ]
        print(f"    {kind:10} caught {'  '.join(counts)}")


def print_errors(found: Iterable[Verdict]) -> None:
    """Print each false sentence that was published and each true one that was dropped."""
    for sentence, dropped in found:
        if (sentence.kind == TRUE) == (dropped is None):
            continue
        why = f"DROPPED ({dropped.reason}: {dropped.detail})" if dropped else f"PUBLISHED ({sentence.kind})"
        print(f"  {why} {sentence.paper.partition(':')[2]} {sentence.lang}")
        print(f"      {sentence.text}\n      > {sentence.span}")


def main() -> None:
    """Measure twice."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--list", action="store_true", help="name each error")
    arguments = parser.parse_args()
    for name, meaning in (("without meaning", None), ("with meaning", closeness_of_texts())):
        found = verdicts(meaning)
        print(name)
        print_figures(found)
        if arguments.list:
            print_errors(found)


if __name__ == "__main__":
    main()
