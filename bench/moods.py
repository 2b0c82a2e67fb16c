"""Let a fake model answer in every mood, a thousand times each, and look for a sentence that should not be there.

    python bench/moods.py [--replies 1000] [--mood grounded …]

Over real HTTP: the wire, the orders, the check and the composing are the program's own;
the model is the shared fakenet's. A published sentence holds when each of its citations
names a paper of its own order and its passage stands there. Of the mood `grounded` the
share of distinct sentences that were published is printed: the fake repeats itself.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, date, datetime

from evaluate import Tally, papers, shared

from radar.brief import dispatch, model, orders
from radar.brief.asking import Ask, NoReply, Reply, Spent
from radar.brief.budget import Purse
from radar.brief.dispatch import Written
from radar.brief.drafts import Draft, Grounded
from radar.brief.ground import claims
from radar.brief.orders import GistsOrder, Order, TopicOrder
from radar.config import BriefingModel, Budget
from radar.models import Paper

LANGUAGES = ("zh", "en")
MOODS: tuple[str, ...] = (
    *("grounded", "invents", "swapped", "prose", "chatty", "fenced", "think", "broken_json", "latex", "wrong_schema"),
    *("verbose", "refusal", "empty", "null_content", "content_filter", "injected", "hostile_output", "drop"),
    *("http_429", "http_500", "http_503", "http_401", "http_402", "http_404", "quota", "http_400_content_filter"),
    *("no_json_schema", "html_200"),
)
_TOPIC_EVERY = 10


class Counted:
    """Count replies, and stop a mood from ending the run by its breaker: each order meets the model anew."""

    model = "sample-model"

    def __init__(self, base: str) -> None:
        """Ask at `base`."""
        self._config = BriefingModel(base_url=f"{base}/v1", model=self.model, timeout_s=5)
        self._base = base
        self.replies = 0

    def ask(self, ask: Ask) -> Reply | NoReply:
        """Ask with a client of its own."""
        purse = Purse(Budget(), Spent())
        asker = model.connect(
            self._config, key="sk-bench", purse=purse, allow_hosts={"127.0.0.1"}, sleep=lambda _: None
        )
        came = asker.ask(ask)
        self.replies += max(1, came.spent.calls)
        return came


class Sentences(Tally):
    """Keep apart what was written and what was kept, each sentence once."""

    def __init__(self) -> None:
        """Check by the program's own rules."""
        super().__init__(claims.check)
        self.written: set[tuple[str, str, tuple[str, ...]]] = set()
        self.held: set[tuple[str, str, tuple[str, ...]]] = set()

    def __call__(self, draft: Draft, papers: Mapping[str, Paper]) -> Grounded:
        """Check, and remember the sentences of this order."""
        grounded = super().__call__(draft, papers)
        order = tuple(sorted(papers))
        self.held.update((c.text, draft.lang, order) for part in grounded.draft.parts for c in part.claims)
        self.written |= self.held
        self.written.update(
            (d.claim.text, draft.lang, order) for d in grounded.dropped if d.reason != claims.Reason.DUPLICATE
        )
        return grounded


def main() -> int:
    """Run every mood; exit 1 if anything did not hold."""
    options = parse()
    sys.path.insert(0, str(shared() / "fakenet"))
    from fakenetlib.control import change  # noqa: PLC0415 - same

    from fakenet import Scenario, start  # noqa: PLC0415 - found through the path set above

    pool = sorted(papers("arxiv-cs", date(2026, 1, 9), 60), key=lambda paper: paper.id)
    bad = 0
    print("| mood | replies | sentences published | not held | exceptions | left out | failures |\n|" + "---|" * 7)
    with start(shared() / "data", day="2026-01-09", corpora=["arxiv-cs"], scenario=Scenario(llm="grounded")) as net:
        for mood in options.mood or MOODS:
            change(net.net, {"llm": mood})
            bad += one_mood(mood, net.base_url, pool, options.replies)
    return int(bad > 0)


def one_mood(mood: str, base: str, pool: Sequence[Paper], wanted: int) -> int:
    """Ask in one mood until there are enough replies; give how many sentences or calls went wrong."""
    asker, check = Counted(base), Sentences()
    told: Counter[str] = Counter()
    ordered = batches(pool)
    while asker.replies < wanted:
        some = [next(ordered) for _ in range(20)]
        try:
            written = dispatch.write(some, asker=asker, check=check, made=datetime.now(UTC), concurrency=2)
        except Exception as error:  # noqa: BLE001 - that is what is counted
            told["exceptions"] += 1
            print(f"{mood}: {error!r}", file=sys.stderr)
            continue
        told.update(judged(some, written))
        told["left out"] += len(written.left_out)
        told["failures"] += len(written.failures)
    figures = (
        asker.replies,
        told["published"],
        told["wrong"],
        told["exceptions"],
        told["left out"],
        told["failures"],
    )
    print(f"| {mood} | " + " | ".join(map(str, figures)) + " |", flush=True)
    if mood == "grounded":
        print(
            f"\ngrounded: {len(check.held)} of {len(check.written)} distinct sentences held "
            f"({len(check.held) / len(check.written):.1%})\n",
            flush=True,
        )
    return told["wrong"] + told["exceptions"]


def judged(some: Sequence[Order], written: Written) -> Counter[str]:
    """Count published sentences, and those whose citation or passage does not hold."""
    by_paper = {paper.id: paper for order in some for paper in order.papers}
    of_topic = {order.slug: {p.id for p in order.papers} for order in some if isinstance(order, TopicOrder)}
    found: Counter[str] = Counter()
    for gist in written.gists:
        found["published"] += 1
        found["wrong"] += not (gist.id in by_paper and stands(gist.span, by_paper[gist.id]))
    for briefing in written.briefings.values():
        spans = {c.number: c for c in briefing.citations}
        for sentence in (s for section in briefing.sections for s in section.sentences):
            found["published"] += 1
            cited = [spans.get(number) for number in sentence.cites]
            found["wrong"] += not cited or not all(
                c and c.paper_id in of_topic[briefing.slug] and stands(c.span, by_paper[c.paper_id]) for c in cited
            )
    return found


def stands(span: str, paper: Paper) -> bool:
    """Tell whether a passage is the paper's own, character by character."""
    return bool(span) and (span in paper.abstract or span in paper.title)


def batches(pool: Sequence[Paper]) -> Iterator[Order]:
    """Order gists of two papers each, and after every nine of them a topic of three; for ever."""
    place, count = 0, 0
    while True:
        size = 2 if (count + 1) % _TOPIC_EVERY else 3
        some = tuple(pool[(place + n) % len(pool)] for n in range(size))
        place, count = place + size, count + 1
        if count % _TOPIC_EVERY:
            yield GistsOrder(papers=some, languages=LANGUAGES)
        else:
            order = orders.topic(
                f"topic-{count}", some, day=date(2026, 1, 9), languages=LANGUAGES, titles={}, name="A sample topic"
            )
            if order:
                yield order


def parse() -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--replies", type=int, default=1000)
    parser.add_argument("--mood", action="append")
    return parser.parse_args()


if __name__ == "__main__":
    os.environ.setdefault("OMP_NUM_THREADS", "1")
    raise SystemExit(main())
