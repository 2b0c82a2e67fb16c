"""A server that does not answer is left alone for the rest of the run."""

from __future__ import annotations

import pytest

from radar.brief.asking import Trouble
from radar.brief.breaker import Breaker


@pytest.mark.parametrize("trouble", [Trouble.UNREACHABLE, Trouble.LIMITED])
def test_three_unanswered_questions_in_a_row_open_it_and_the_third_is_why(trouble: Trouble) -> None:
    breaker = Breaker()
    breaker.failed(trouble, "one")
    breaker.failed(Trouble.UNREACHABLE, "two")
    assert breaker.why == ""
    breaker.failed(trouble, "three")
    assert breaker.why == "not asked, after three"


def test_an_answer_between_begins_the_count_anew() -> None:
    breaker = Breaker()
    for _ in range(4):
        breaker.failed(Trouble.UNREACHABLE, "silence")
        breaker.failed(Trouble.UNREACHABLE, "silence")
        breaker.answered()
    assert breaker.why == ""


@pytest.mark.parametrize("trouble", [Trouble.KEY, Trouble.ADDRESS])
def test_a_bad_key_or_address_opens_it_at_once_and_for_good(trouble: Trouble) -> None:
    breaker = Breaker()
    breaker.failed(trouble, "HTTP 401")
    breaker.answered()
    breaker.failed(Trouble.KEY, "another")
    assert breaker.why == "not asked, after HTTP 401"


@pytest.mark.parametrize(
    "trouble", [t for t in Trouble if t not in {Trouble.KEY, Trouble.ADDRESS, Trouble.UNREACHABLE, Trouble.LIMITED}]
)
def test_what_concerns_one_question_leaves_it_closed(trouble: Trouble) -> None:
    breaker = Breaker(limit=1)
    breaker.failed(trouble, "this one")
    assert breaker.why == ""
