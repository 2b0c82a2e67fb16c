"""Telling a hub which feeds have changed."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from urllib.parse import parse_qsl

import mailroom
from mailroom import post, reply, room

from radar.push import websub
from radar.push.outcome import Sent


def test_the_feeds_of_the_newest_days_papers_are_named_in_every_language_and_format(tmp_path: Path) -> None:
    named = websub.feeds(mailroom.site(tmp_path))
    for path in ("feeds/all.atom.xml", "en/feeds/all.rss.xml", "feeds/topic-routing.atom.xml", "feeds/all.json"):
        assert f"{mailroom.SITE}/{path}" in named
    assert len(named) == len(set(named))


def test_a_feed_without_anything_new_is_not_named(tmp_path: Path) -> None:
    topic = {"id": "never", "name": "Never", "keywords": ["unheard-of"]}
    named = websub.feeds(mailroom.site(tmp_path, topics=[topic]))
    assert not any("topic-never" in address for address in named)


def test_without_the_sites_address_no_feed_is_named(tmp_path: Path) -> None:
    assert websub.feeds(mailroom.site(tmp_path, url="")) == ()


def test_the_hub_gets_a_form_with_every_feed_fifty_at_a_time() -> None:
    addresses = [f"{mailroom.SITE}/feeds/{n}.atom.xml?a=b&c" for n in range(120)]
    with room(reply(status="204 No Content")) as place:
        assert websub.tell(place.url("/"), addresses, post()).state is Sent.SENT
    assert all(taken.headers["content-type"] == "application/x-www-form-urlencoded" for taken in place.taken)
    forms = [parse_qsl(taken.body.decode()) for taken in place.taken]
    assert [len(form) for form in forms] == [51, 51, 21]
    assert all(form[0] == ("hub.mode", "publish") for form in forms)
    assert [value for form in forms for key, value in form if key == "hub.url"] == addresses


def test_a_hub_that_refuses_ends_it_at_once() -> None:
    with room(reply(status="400 Bad Request")) as place:
        outcome = websub.tell(place.url("/"), ["a"] * 120, post())
    assert (outcome.state, outcome.reason, len(place.taken)) == (Sent.FAILED, "HTTP 400", 1)


def test_a_day_that_gains_a_paper_an_event_or_a_models_briefing_is_another_day(tmp_path: Path) -> None:
    site = mailroom.site(tmp_path)
    day = site.days[0]
    briefing = day.briefings["en"][0]
    written = {**day.briefings, "en": (replace(briefing, by="model", made="2026-06-19T02:11:04Z"),)}
    marks = {
        websub.fingerprint(one)
        for one in (
            day,
            replace(day, papers=day.papers[1:]),
            replace(day, events=day.events[1:]),
            replace(day, briefings=written),
        )
    }
    assert len(marks) == 4
    assert websub.fingerprint(replace(day)) == websub.fingerprint(day)
