"""Which days are told on which channel, and that none is told twice."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import mailroom
import pytest
from mailroom import post, reply, room

import small_archive
from radar.archive import pushed
from radar.errors import ArchiveError
from radar.publish.view import Day, Site
from radar.push import outcome
from radar.push.digest import Digest
from radar.push.outcome import Outcome, Sent
from radar.push.push import Asked, Told, by_day, due, tasks, tell, tell_hub, unclear_before
from small_archive import FRIDAY, SATURDAY, THURSDAY

NOW = mailroom.NOW
ALL = Asked()


@dataclass
class Group:
    """A channel that keeps what it is told."""

    name: str = "team"
    lang: str = "en"
    outcomes: list[Outcome] = field(default_factory=list)
    got: list[date] = field(default_factory=list)
    before: Callable[[], None] = lambda: None

    def send(self, digest: Digest, now: datetime) -> Outcome:
        assert digest.lang == self.lang
        self.before()
        self.got.append(digest.day)
        return self.outcomes.pop(0) if self.outcomes else outcome.sent()


def run(site: Site, root: Path, *groups: Group, asked: Asked = ALL, now: datetime = NOW) -> tuple[Told, ...]:
    """Do what the command does."""
    todo = tasks(site, root, groups, asked, now)
    return tuple(tell(site, root, todo, now))


def old(root: Path, *names: str, day: date = date(2026, 6, 1)) -> None:
    """Make channels known."""
    for name in names:
        pushed.note(root, day, name, pushed.Push(state="sent", at=NOW))


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    return mailroom.site(tmp_path_factory.mktemp("site"))


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return tmp_path / "daily"


def rules(site: Site, **push: Any) -> Site:
    config = small_archive.settings(push=push)
    return replace(site, config=config)


# -- which days ----------------------------------------------------------------------


def test_days_no_older_than_two_are_due_oldest_first(site: Site) -> None:
    def days(now: datetime) -> list[date]:
        return [day.day for day in due(site, ALL, now)]

    assert days(NOW) == [THURSDAY, FRIDAY]
    assert days(NOW + timedelta(days=1)) == [THURSDAY, FRIDAY]
    assert days(NOW + timedelta(days=2)) == [FRIDAY]
    assert days(NOW + timedelta(days=3)) == []
    assert days(NOW - timedelta(days=1)) == [THURSDAY], "tomorrow is not told"


def test_the_owner_says_how_old_a_day_may_be(site: Site) -> None:
    assert [day.day for day in due(rules(site, days=0), ALL, NOW)] == [FRIDAY]
    assert [day.day for day in due(rules(site, days=0), ALL, NOW + timedelta(days=1))] == []
    assert len(due(rules(site, days=7), ALL, NOW + timedelta(days=7))) == 1


def test_a_day_asked_for_is_told_however_old(site: Site) -> None:
    later = NOW + timedelta(days=300)
    assert [day.day for day in due(site, Asked(day=THURSDAY), later)] == [THURSDAY]
    assert due(site, Asked(day=date(2020, 1, 1)), later) == ()


def test_a_day_waits_for_its_hour(site: Site) -> None:
    late = rules(site, not_before="08:30")
    assert [day.day for day in due(late, ALL, NOW)] == [THURSDAY]
    assert [day.day for day in due(late, ALL, NOW + timedelta(minutes=30))] == [THURSDAY, FRIDAY]
    assert [day.day for day in due(late, Asked(day=FRIDAY), NOW)] == [FRIDAY]


def test_a_quiet_day_is_told_only_where_the_owner_wants_it_and_its_run_went_well(site: Site, root: Path) -> None:
    saturday = datetime(2026, 6, 20, 8, tzinfo=UTC)
    assert SATURDAY not in {day.day for day in due(site, ALL, saturday)}
    wanted = rules(site, quiet=True)
    assert due(wanted, ALL, saturday)[-1].day == SATURDAY
    failed = tuple(replace(each, state="failed") if each.day == SATURDAY else each for each in site.runs)
    assert SATURDAY not in {day.day for day in due(replace(wanted, runs=failed), ALL, saturday)}
    assert SATURDAY not in {day.day for day in due(replace(wanted, runs=()), ALL, saturday)}


def test_a_day_of_which_everything_was_taken_down_is_quiet(site: Site) -> None:
    bare = Day(day=FRIDAY, taken_down=("arxiv-2606.00001",))
    assert due(replace(site, days=(bare,)), ALL, NOW) == ()


def test_a_channel_that_was_never_told_anything_gets_the_newest_day_alone(site: Site, root: Path) -> None:
    fresh, known = Group("fresh"), Group("known")
    old(root, "known")
    run(site, root, fresh, known)
    assert (fresh.got, known.got) == ([FRIDAY], [THURSDAY, FRIDAY])


def test_a_channel_last_told_long_ago_counts_as_new(site: Site, root: Path) -> None:
    group = Group()
    old(root, "team", day=FRIDAY - timedelta(days=61))
    run(site, root, group)
    assert group.got == [FRIDAY]


def test_days_are_told_in_their_order_and_an_older_one_never_after_a_newer(site: Site, root: Path) -> None:
    group = Group()
    old(root, "team", day=FRIDAY)
    assert run(site, root, group) == ()
    assert [each.day for each in run(site, root, group, asked=Asked(day=THURSDAY))] == [THURSDAY]


def test_a_failed_day_is_told_before_the_next(site: Site, root: Path) -> None:
    group = Group()
    pushed.note(root, THURSDAY, "team", pushed.Push(state="failed", at=NOW))
    run(site, root, group)
    assert group.got == [THURSDAY, FRIDAY]


# -- never twice ---------------------------------------------------------------------


def test_a_day_told_is_never_told_again_whatever_comes_later(site: Site, root: Path) -> None:
    group = Group()
    (told,) = run(site, root, group)
    assert told == Told(day=FRIDAY, channel="team", outcome=outcome.sent())
    more = replace(site, days=(replace(site.days[0], papers=site.days[0].papers * 2), *site.days[1:]))
    assert run(more, root, group) == ()
    assert run(more, root, group, asked=Asked(day=FRIDAY, again=True)) == ()
    assert group.got == [FRIDAY]


def test_a_failed_channel_is_tried_by_the_next_run_and_the_others_are_not(site: Site, root: Path) -> None:
    fails, works = Group("fails", outcomes=[outcome.failed("HTTP 500")]), Group("works")
    old(root, "fails", "works", day=THURSDAY)
    assert [each.outcome.state for each in run(site, root, fails, works)] == [Sent.FAILED, Sent.SENT]
    assert pushed.read(root, FRIDAY)["fails"].reason == "HTTP 500"
    assert run(site, root, fails, works) == (Told(day=FRIDAY, channel="fails", outcome=outcome.sent()),)
    assert run(site, root, fails, works) == ()
    assert (fails.got, works.got) == ([FRIDAY, FRIDAY], [FRIDAY])


def test_what_may_have_arrived_is_sent_again_only_where_the_owner_says_so(site: Site, root: Path) -> None:
    group = Group(outcomes=[outcome.unclear("the server hung up")])
    run(site, root, group)
    assert run(site, root, group) == ()
    assert unclear_before(root, due(site, ALL, NOW), ["team"]) == (
        Told(day=FRIDAY, channel="team", outcome=outcome.unclear("the server hung up")),
    )
    assert len(run(site, root, group, asked=Asked(again=True))) == 1
    assert run(site, root, group, asked=Asked(again=True)) == ()
    assert unclear_before(root, due(site, ALL, NOW), ["team"]) == ()


class KilledError(Exception):
    """Stand for a process that ends."""


def test_a_run_killed_while_it_sent_leaves_it_written_down_and_nothing_is_sent_again(site: Site, root: Path) -> None:
    def killed() -> None:
        assert pushed.read(root, FRIDAY)["team"].state == pushed.SENDING
        raise KilledError

    with pytest.raises(KilledError):
        run(site, root, Group(before=killed))
    group = Group()
    assert run(site, root, group) == ()
    assert group.got == []
    (told,) = unclear_before(root, due(site, ALL, NOW), ["team"])
    assert told.outcome == outcome.unclear("the run ended while it was sent")


def test_a_torn_record_stops_everything_before_anything_is_sent(site: Site, root: Path) -> None:
    group = Group()
    file = pushed.path(root, FRIDAY)
    file.parent.mkdir(parents=True)
    file.write_bytes(b'{"channels": {"te')
    with pytest.raises(ArchiveError):
        run(site, root, group)
    assert group.got == []


def test_outcomes_are_ordered_by_day_and_channel(site: Site, root: Path) -> None:
    old(root, "a", "b")
    told = run(site, root, Group("a"), Group("b", outcomes=[outcome.failed("x")]))
    assert by_day(told) == {
        "2026-06-18": {"a": "sent", "b": "failed"},
        "2026-06-19": {"a": "sent", "b": "sent"},
    }


# -- the hub -------------------------------------------------------------------------


def test_the_hub_is_told_once_and_again_when_the_newest_day_gains_something(site: Site, root: Path) -> None:
    with room(reply(status="202 Accepted")) as place:
        hub = place.url("/")
        assert tell_hub(site, root, hub, post(), NOW) == Told(day=FRIDAY, channel="websub", outcome=outcome.sent())
        once = len(place.taken)
        assert tell_hub(site, root, hub, post(), NOW) is None
        assert len(place.taken) == once
        less = replace(site, days=(replace(site.days[0], papers=site.days[0].papers[1:]), *site.days[1:]))
        assert tell_hub(less, root, hub, post(), NOW)
    assert len(place.taken) == 2 * once


def test_a_hub_that_failed_or_left_it_unclear_is_told_again(site: Site, root: Path) -> None:
    with room(reply(status="500 Oops"), reply(status="504 Gateway Timeout"), reply(status="204 No Content")) as place:
        states = [told.outcome.state for _ in range(4) if (told := tell_hub(site, root, place.url("/"), post(), NOW))]
    assert states == [Sent.FAILED, Sent.UNCLEAR, Sent.SENT]


def test_a_site_whose_address_is_not_known_tells_no_hub(tmp_path: Path, root: Path) -> None:
    assert tell_hub(mailroom.site(tmp_path, url=""), root, "http://127.0.0.1:1/", post(), NOW) is None
