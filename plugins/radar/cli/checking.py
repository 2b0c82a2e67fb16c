"""Hold the command `radar check`, and read radar.toml for all the others: with what the catalogue knows of it."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from radar import environment
from radar.cli import pushing
from radar.cli.talk import Answer
from radar.collect import catalogue
from radar.collect.catalogue import Catalogue, issn_is_valid
from radar.config import Config, Reading, read
from radar.config_sources import ArxivSource, CrossrefSource, FeedSource, OpenAlexSource
from radar.environment import Environment
from radar.errors import Mistake
from radar.grammar.draft import Draft

_ARXIV: Final = str(ArxivSource.model_fields["base_url"].default)


def configuration(asked: Path) -> tuple[Config, Path]:
    """Read the radar.toml asked for, or the example that serves until there is one.

    Raises ConfigError with every mistake, those among them that only the catalogue shows.
    """
    reading, path = _reading(asked)
    return reading.config(*catalogue_mistakes(reading.draft, catalogue.load())), path


def check(options: argparse.Namespace, surroundings: Environment) -> Answer:
    """Tell every mistake of radar.toml, what has no effect, and which sources nobody has been able to try."""
    reading, path = _reading(options.config)
    config = reading.config(*catalogue_mistakes(reading.draft, catalogue.load()))
    idle = (*_old(reading), *_untried(config), *_idle(config), *pushing.hints(config, surroundings))
    return Answer(
        command="check",
        data={"file": str(path), "changes": [change.path for change in reading.changes]},
        warnings=[f"{path}: {what}" for what in idle],
        text=f"{path}: {len(config.sources)} sources, {len(config.topics)} topics: no mistake found",
    )


def catalogue_mistakes(made: Draft[Config], known: Catalogue) -> Iterator[Mistake]:
    """Find journals, categories of arXiv and ISSNs that do not exist; a mirror of arXiv may have its own."""
    archives = {one.id.partition(".")[0] for one in known.categories}
    for number, source in enumerate(made.value.sources if made.value else ()):
        place = ("sources", number)
        if isinstance(source, FeedSource) and source.journal and not known.find(source.journal):
            yield made.mistake("journal", (*place, "journal"), near=known.nearest(source.journal))
        if isinstance(source, CrossrefSource | OpenAlexSource):
            for n, issn in enumerate(source.issn):
                if not issn_is_valid(issn):
                    yield made.mistake("issn", (*place, "issn", n))
        if isinstance(source, ArxivSource) and source.base_url == _ARXIV:
            for n, category in enumerate(source.categories):
                if category not in archives and not known.category(category):
                    near = known.nearest_category(category)
                    yield made.mistake("category", (*place, "categories", n), near=near)


def _reading(asked: Path) -> tuple[Reading, Path]:
    path = environment.config_path(asked)
    return read(path), path


def _old(reading: Reading) -> Iterator[str]:
    """Say what the owner may write anew, where the file is of an older version."""
    yield from (f"{change.path}: {change.what} / {change.what_zh}" for change in reading.changes)


def _untried(config: Config) -> Iterator[str]:
    entries = catalogue.load()
    for source in config.sources:
        entry = entries.find(source.journal) if isinstance(source, FeedSource) else None
        if entry and entry.is_unverified:
            yield f"journal {entry.id}: nobody here could open its feed; it may not work"


def _idle(config: Config) -> Iterator[str]:
    """Name settings of the briefings that have no effect as they are."""
    model, budget = config.briefings.model, config.briefings.budget
    if budget.max_usd_per_day and not (budget.price_in_per_mtok or budget.price_out_per_mtok):
        yield "briefings.budget: max_usd_per_day bounds nothing while both prices are 0"
    if model.base_url and not model.model:
        yield "briefings.model: base_url without model: no model is asked, briefings are extracts"
