"""Let a model write what a day lacks: gists, topic briefings, briefings across fields.

    dossier, standing ──► orders ──► dispatch (model, budget, kept replies, ground) ──► texts that held
                                                                                   └──► marks: asked in vain

Nothing is read or written here but the kept replies: `brief_days` writes the day.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import Final

from radar.archive.replies import KeptReplies
from radar.brief import dispatch, encoder, extract, extract_bridge, model, order_text, orders
from radar.brief.asking import Asker, Spent, Trouble
from radar.brief.budget import Purse
from radar.brief.compose import Withheld
from radar.brief.dispatch import Check, Written
from radar.brief.drafts import Draft, Grounded
from radar.brief.ground import claims
from radar.brief.halving import Failure
from radar.brief.orders import Order
from radar.brief.replies import Replies
from radar.config import Config, Topic
from radar.day_dossier import Dossier
from radar.day_standing import Standing
from radar.models import Briefing, Gist, Paper
from radar.outcomes import Quarantined
from radar.sift import fields

MODEL_SOURCE: Final = "model"
"""Under this name a report lists the papers that a model could not be asked about."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Access:
    """Hold the way to a model: where it is, and the owner's key."""

    base_url: str
    """Empty for radar.toml's, or OpenAI's own."""
    key: str = field(repr=False)
    allow_hosts: frozenset[str] = frozenset()


@dataclass(frozen=True, kw_only=True, slots=True)
class Filled:
    """Hold what a model brought for one day."""

    gists: tuple[Gist, ...] = ()
    """Those that held, and marks on papers it was asked about in vain."""
    briefings: tuple[Briefing, ...] = ()
    """The same of briefings."""
    left_out: tuple[Quarantined, ...] = ()
    """Papers that a model was not asked about, or apart from all others."""
    failed: int = 0
    """Briefings and papers without a reply, but for those that the budget had no room for."""
    trouble: str = ""
    """Why text is missing, in one line."""
    spent: Spent = field(default_factory=Spent)


@dataclass(frozen=True, kw_only=True, slots=True)
class Writer:
    """Fill what days lack."""

    config: Config
    asker: Asker
    check: Check
    replies: Replies
    clock: Callable[[], datetime]

    def fill(self, dossier: Dossier, standing: Standing) -> Filled | None:
        """Ask for all that a day lacks; None where it lacks nothing."""
        wanted = tuple(lacking(self.config, dossier, standing))
        if not wanted:
            return None
        written = dispatch.write(
            wanted,
            asker=self.asker,
            check=self.check,
            made=self.clock(),
            replies=self.replies,
            concurrency=self.config.briefings.model.concurrency,
        )
        return _filled(dossier, wanted, written)


def open_writer(config: Config, access: Access, *, spent: Spent, kept: Path, clock: Callable[[], datetime]) -> Writer:
    """Open the way to the model, with what `spent` of the day's budget has left; `kept` is the folder of replies."""
    asker = model.connect(
        config.briefings.model,
        key=access.key,
        purse=Purse(config.briefings.budget, spent),
        base_url=access.base_url,
        allow_hosts=access.allow_hosts,
    )
    return Writer(
        config=config,
        asker=asker,
        check=_check,
        replies=KeptReplies(kept, today=clock().date()),
        clock=clock,
    )


@lru_cache(maxsize=1)
def _meaning() -> claims.Meaning | None:
    return encoder.closeness_of_texts()


def _check(draft: Draft, papers: Mapping[str, Paper]) -> Grounded:
    """Check a draft; the encoder is loaded when the first one comes."""
    return claims.check(draft, papers, meaning=_meaning())


def lacking(config: Config, dossier: Dossier, standing: Standing) -> Iterator[Order]:
    """Order what no model has written of a day, nor been asked for in vain: briefings, then gists, best first."""
    rules = config.briefings
    yield from _bridges(config, dossier, standing)
    touched = [topic for topic in config.topics if dossier.of_topic(topic)]
    for topic in touched[: rules.topics_per_day]:
        langs = tuple(lang for lang in rules.languages if standing.lacks(lang, "topic", topic.id))
        if langs and (order := _topic(topic, dossier, langs)):
            yield order
    chosen = [one.paper for one in dossier.ranked[: rules.gists_per_day]]
    yield from orders.batches(
        (
            paper
            for paper in chosen
            if not standing.in_vain(paper.id) and not standing.gist_langs(paper.id) >= set(rules.languages)
        ),
        languages=rules.languages,
    )


def _bridges(config: Config, dossier: Dossier, standing: Standing) -> Iterator[Order]:
    """Order briefings on the bridges that the day's files tell of, while the ledger still gives them."""
    rules = config.briefings
    told = {b.slug for each in standing.briefings.values() for b in each if b.kind == "cross"}
    if not any(standing.lacks(lang, "cross", slug) for lang in rules.languages for slug in told):
        return
    for bridge in dossier.bridges:
        langs = tuple(lang for lang in rules.languages if standing.lacks(lang, "cross", bridge.slug))
        if bridge.slug in told and langs:
            order = orders.bridge(
                bridge,
                dossier.window,
                day=dossier.day,
                languages=langs,
                titles={lang: extract_bridge.title(bridge, lang) for lang in langs},
                field_names={field_id: names["en"] for field_id, names in fields.NAMES.items()},
            )
            if order:
                yield order


def _topic(topic: Topic, dossier: Dossier, langs: tuple[str, ...]) -> Order | None:
    papers = [one.paper for one in dossier.of_topic(topic)]
    return orders.topic(
        topic.id,
        papers,
        day=dossier.day,
        languages=langs,
        titles={lang: extract.title(topic, len(papers), lang) for lang in langs},
        name=topic.title("en"),
        describe=topic.describe,
    )


def _filled(dossier: Dossier, wanted: tuple[Order, ...], written: Written) -> Filled:
    missing = [failure for failure in written.failures if failure.trouble is not Trouble.BUDGET]
    vain = {w.slug: _mark_gist(w.slug, w.model, w.prompt) for w in written.withheld if w.kind == "gist"}
    refused = [left for left in written.left_out if left.trouble is Trouble.FILTERED]
    return Filled(
        gists=(
            *written.gists,
            *vain.values(),
            *(_mark_gist(each.paper_id, each.model, each.prompt) for each in refused if each.paper_id not in vain),
        ),
        briefings=(
            *written.briefings.values(),
            *(_mark_briefing(w, dossier) for w in written.withheld if w.kind != "gist"),
        ),
        left_out=(
            *(
                Quarantined(source=MODEL_SOURCE, item=left.paper_id, reason=f"not summarised: {left.reason}")
                for left in written.left_out
            ),
            *_commanding(wanted),
        ),
        failed=sum(_texts(failure) for failure in missing),
        trouble=_trouble(written.failures),
        spent=written.spent,
    )


def _commanding(wanted: tuple[Order, ...]) -> Iterator[Quarantined]:
    """Tell of the papers that were asked about apart."""
    for order in wanted:
        if order.kind == "gists" and len(order.papers) == 1 and (words := order_text.commanded(order.papers[0])):
            reason = f"asked about apart, and in no briefing: its text gives orders to a model (“{words}”)"
            yield Quarantined(source=MODEL_SOURCE, item=order.papers[0].id, reason=reason)


def _texts(failure: Failure) -> int:
    """Count the texts that an order without a reply has left unwritten."""
    return len(failure.order.languages) * (len(failure.order.papers) if failure.order.kind == "gists" else 1)


def _trouble(failures: tuple[Failure, ...]) -> str:
    """Say in one line what kept texts from being written: the first trouble, and how many orders met one."""
    if not failures:
        return ""
    return f"{failures[0].trouble}: {failures[0].reason} ({len(failures)} orders)"


def _mark_gist(paper_id: str, by: str, prompt: str) -> Gist:
    """Mark a paper as asked about in vain; the words are the extract's, which `brief_days` puts in."""
    return Gist(id=paper_id, lang="", text="", span="", by="abstract", model=by, prompt=prompt)


def _mark_briefing(withheld: Withheld, dossier: Dossier) -> Briefing:
    return Briefing(
        slug=withheld.slug,
        kind=withheld.kind,
        day=dossier.day,
        lang=withheld.lang,
        title="",
        sections=(),
        citations=(),
        paper_count=0,
        by="abstract",
        model=withheld.model,
        prompt=withheld.prompt,
        dropped=withheld.dropped,
    )
