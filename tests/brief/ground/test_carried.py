from __future__ import annotations

from datetime import date

import pytest

from radar.brief.ground.carried import ENOUGH, ENOUGH_ACROSS, Support, is_carried, support
from radar.brief.ground.changes import changes
from radar.brief.ground.evidence import Source, evidence
from radar.brief.ground.reasons import Reason
from radar.models import Paper

PAPER = Paper(
    id="x:1",
    day=date(2026, 11, 24),
    title="Otters in the estuary",
    authors=(),
    abstract=(
        "Otters rest on oyster reefs at low tide. Fishing nets raised otter deaths by 38%. "
        "Sediment buried the seagrass."
    ),
    url="",
    places=(),
)
SOURCE = Source(PAPER)
REEFS = evidence([(SOURCE, "Otters rest on oyster reefs at low tide")])
NETS = evidence([(SOURCE, "Fishing nets raised otter deaths by 38%")])


def measured(share: float, *, quoted: float = 1.0, across: bool = False) -> Support:
    return Support(share=share, quoted=quoted, missing=(), is_across=across)


@pytest.mark.parametrize(("share", "carried"), [(ENOUGH, True), (ENOUGH - 0.01, False), (0.0, False), (1.0, True)])
def test_enough_words_carry_a_sentence(share: float, carried: bool) -> None:  # noqa: FBT001 (a parameter)
    assert is_carried("", REEFS, measured(share), None) is carried


def test_some_of_them_must_stand_in_what_is_quoted() -> None:
    assert not is_carried("", REEFS, measured(1.0, quoted=0.1), None)
    assert is_carried("", REEFS, measured(1.0, quoted=0.3), None)


@pytest.mark.parametrize(
    ("share", "closeness", "carried"),
    [(0.5, 0.9, True), (0.5, 0.5, False), (0.9, 0.5, True), (0.9, 0.1, False), (0.3, 1.0, False)],
)
def test_closeness_of_meaning_decides_where_words_leave_doubt(share: float, closeness: float, carried: bool) -> None:  # noqa: FBT001 (a parameter)
    assert is_carried("", REEFS, measured(share, across=True), lambda *_: closeness) is carried


def test_within_one_language_meaning_is_not_asked() -> None:
    assert is_carried("", REEFS, measured(ENOUGH), lambda *_: -1.0)
    assert not is_carried("", REEFS, measured(ENOUGH - 0.01), lambda *_: 1.0)
    assert is_carried("", REEFS, measured(ENOUGH_ACROSS, across=True), None)
    assert not is_carried("", REEFS, measured(ENOUGH_ACROSS - 0.01, across=True), None)


def test_words_of_the_quoted_sentence_count_most_and_missing_words_are_told() -> None:
    near, far = support("Otters rest on reefs.", REEFS), support("Sediment buried seagrass.", REEFS)
    assert near.share == near.quoted == 1.0
    assert 0 < far.share < 1
    assert far.quoted == 0.0
    assert support("Otters collect umbrellas.", REEFS).missing == ("collect", "umbrellas")


@pytest.mark.parametrize(
    ("text", "goes_against"),
    [
        ("渔网使水獭死亡增加38%。", False),
        ("渔网使水獭死亡减少38%。", True),
        ("Nets lower otter deaths by 38%.", True),
        ("Otter deaths rose by 38% with nets.", False),
        ("Nets lower otter deaths by 12%.", False),
        ("Nets did not lower otter deaths by 38%.", False),
    ],
)
def test_a_figure_goes_up_where_it_goes_up_in_the_quoted_sentence(text: str, goes_against: bool) -> None:  # noqa: FBT001 (a parameter)
    found = changes(text, NETS)
    assert (found is not None and found[0] == Reason.DIRECTION) is goes_against


def test_a_span_holds_the_whole_sentences_it_touches() -> None:
    assert SOURCE.holding("low tide. Fishing nets") == SOURCE.sentences[:2]
    assert SOURCE.holding(PAPER.title) == (PAPER.title,)
