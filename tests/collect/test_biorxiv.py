"""bioRxiv and medRxiv: every version on the day it was posted, whatever the pages do on the way."""

from __future__ import annotations

import json
import random
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from loopback import Answer, Loopback, answer, door, serving

import tiny_world
from radar.archive.index import Index
from radar.archive.ledger import Ledger
from radar.collect.apart import Apart
from radar.collect.biorxiv import MOST_PAGES, collect
from radar.collect.biorxiv_details import Posts, parse
from radar.collect.order import Order
from radar.config_sources import BiorxivSource
from radar.outcomes import Failed, Harvest, SourceState
from radar.sift.merge import MergeRules, merge
from radar.sift.titles import is_withdrawn

TODAY = date(2026, 3, 10)
NOW = datetime(2026, 3, 10, 8, tzinfo=UTC)
ORDER = Order(now=NOW, today=TODAY)
SOURCE = BiorxivSource(kind="biorxiv")


def day(number: int) -> date:
    return date(2026, 3, number)


def post(number: int, posted: str = "2026-03-09", **more: Any) -> dict[str, Any]:
    """Write a post as the API does, every value invented."""
    return {
        "title": f"Invented result {number} on sample cells",
        "authors": "One, S. A.; Two, S.",
        "author_corresponding": "Sample One",
        "author_corresponding_institution": "Sample Institute",
        "doi": f"10.64898/2026.03.01.{700000 + number}",
        "date": posted,
        "version": "1",
        "type": "new results",
        "license": "cc_by",
        "category": "cell biology",
        "jatsxml": "https://www.biorxiv.org/content/early/2026/03/09/sample.source.xml",
        "abstract": f"We grow sample cells {number} times. They stay samples.",
        "funder": "NA",
        "published": "NA",
        "server": "bioRxiv",
    } | more


def page(posts: list[dict[str, Any]], *, cursor: object = 0, total: object = None, **more: Any) -> bytes:
    message = {
        "status": "ok",
        "category": "all",
        "interval": "2026-03-09:2026-03-10",
        "funder": "all",
        "cursor": cursor,
        "count": len(posts),
        "count_new_papers": "522",
        "total": str(len(posts)) if total is None else total,
    }
    return json.dumps({"messages": [message | more], "collection": posts}).encode()


NOTHING = json.dumps({"messages": [{"status": "no posts found"}], "collection": []}).encode()


class Details(dict[str, Answer]):
    """Play the API: a list of posts, a page size, and what goes wrong at an offset, try by try."""

    def __init__(self, posts: list[dict[str, Any]], *, size: int = 30) -> None:
        super().__init__()
        self.posts = posts
        self.size = size
        self.wrong: dict[int, list[Answer]] = {}
        self.after: dict[int, Callable[[], None]] = {}

    def get(self, path: str, default: Any = None) -> Any:
        """Answer /details/<server>/<from>/<to>/<cursor>/json."""
        _, kind, _, first, last, offset, form = path.split("/")
        assert (kind, form) == ("details", "json")
        at = int(offset)
        if self.wrong.get(at):
            return self.wrong[at].pop(0)
        listed = [one for one in self.posts if first <= _padded(one["date"]) <= last]
        part = listed[at : at + self.size]
        self.after.pop(at, lambda: None)()
        if not part:
            return answer(NOTHING)
        return answer(page(part, cursor=str(at) if at else 0, total=str(len(listed))))


def _padded(posted: str) -> str:
    return "-".join(part.zfill(2) for part in posted.split("-"))


def run(details: Details, order: Order = ORDER, **source: Any) -> tuple[Harvest, Loopback]:
    with serving(details) as net:
        return collect(SOURCE.model_copy(update={"base_url": net.url(""), **source}), order, door()), net


def owing(*days: int) -> Order:
    return Order(now=NOW, today=TODAY, missed={"bioRxiv": tuple(map(day, days))})


def offsets(net: Loopback) -> list[int]:
    return [int(path.split("/")[5]) for path in net.paths]


def titles(harvest: Harvest) -> list[str]:
    return [listing.title for listing in harvest.listings]


# -- which days ------------------------------------------------------------------------


def test_first_run_asks_for_yesterday_and_today_and_lists_what_was_posted() -> None:
    harvest, net = run(Details([post(1), post(2, "2026-03-10")]))
    assert net.paths == ["/details/biorxiv/2026-03-09/2026-03-10/0/json"]
    assert (harvest.state, harvest.reason, harvest.caught_up) == (SourceState.OK, "", ())
    first = harvest.listings[0]
    assert first.ids == ("doi:10.64898/2026.03.01.700001",)
    assert first.authors == ("S. A. One", "S. Two")
    assert first.url == "https://www.biorxiv.org/content/10.64898/2026.03.01.700001v1"
    assert first.pdf == first.url + ".full.pdf"
    assert (first.announced, first.published, first.updated) == (day(9), "2026-03-09", "")
    assert (first.place.name, first.place.kind, first.place.category) == ("bioRxiv", "biorxiv", "cell biology")
    assert (first.place.announce, first.place.version) == ("new", 1)
    assert first.license == "https://creativecommons.org/licenses/by/4.0/"
    assert first.categories == ("cell biology",)
    assert [one.announced for one in harvest.listings] == [day(9), day(10)]


def test_medrxiv_is_asked_for_by_its_name_and_linked_at_its_own_site() -> None:
    harvest, net = run(Details([post(1)]), server="medrxiv")
    assert net.paths == ["/details/medrxiv/2026-03-09/2026-03-10/0/json"]
    assert harvest.source == "medRxiv"
    assert harvest.listings[0].url.startswith("https://www.medrxiv.org/content/10.64898/")


def test_missed_days_are_asked_for_in_one_question_and_settled_once_they_are_old_enough() -> None:
    posts = [post(number, f"2026-03-{number:02d}") for number in range(4, 11)]
    harvest, net = run(Details(posts), owing(6, 7, 8, 9))
    assert net.paths == ["/details/biorxiv/2026-03-06/2026-03-10/0/json"]
    assert [one.announced for one in harvest.listings] == [day(n) for n in range(6, 11)]
    assert harvest.caught_up == (day(6), day(7))


def test_next_day_asks_again_for_days_that_may_still_gain_posts() -> None:
    details = Details([post(1)])
    assert len(run(details)[0].listings) == 1
    details.posts.append(post(2))  # of the 9th, and seen on the 11th only
    later = Order(now=NOW + timedelta(days=1), today=day(11), missed={"bioRxiv": (day(9), day(10))})
    assert titles(run(details, later)[0]) == [post(1)["title"], post(2)["title"]]


def test_answer_without_any_post_is_empty_and_settles_no_day() -> None:
    harvest, net = run(Details([]), owing(5, 6))
    assert (harvest.state, harvest.listings, harvest.caught_up) == (SourceState.EMPTY, (), ())
    assert len(net.paths) == 1


# -- versions --------------------------------------------------------------------------


def test_every_version_is_listed_on_its_own_day_and_reads_as_it_did_then() -> None:
    first = post(1, "2026-03-06")
    second = post(
        1, "2026-03-09", version="2", title="Another title for it", abstract="Other words.", license="cc_no"
    )
    harvest, _ = run(Details([first, second, post(3, "2026-03-09", version="3")]), owing(6, 7, 8, 9))
    told = [(one.title, one.place.announce, one.place.version, one.announced) for one in harvest.listings]
    assert told == [
        (first["title"], "new", 1, day(6)),
        (second["title"], "replace", 2, day(9)),
        (post(3)["title"], "replace", 3, day(9)),
    ]
    assert harvest.listings[0].abstract == first["abstract"]
    assert harvest.listings[1].url.endswith("v2")
    assert (harvest.listings[1].published, harvest.listings[1].updated) == ("", "2026-03-09")
    assert harvest.listings[0].ids == harvest.listings[1].ids


# -- pages -----------------------------------------------------------------------------


@pytest.mark.parametrize(("size", "expected"), [(30, [0, 30, 60]), (100, [0]), (35, [0, 35])])
def test_pages_are_as_long_as_the_answers_say(size: int, expected: list[int]) -> None:
    harvest, net = run(Details([post(n) for n in range(70)], size=size))
    assert offsets(net) == expected
    assert titles(harvest) == [post(n)["title"] for n in range(70)]


WRONG = {
    "cut off": answer(page([post(1)])[:200]),
    "nothing at all": answer(b""),
    "no posts found": answer(NOTHING),
    "no post, but a total": answer(page([], cursor=30, total="70")),
    "another page": answer(page([post(n) for n in range(30)], cursor=0, total="70")),
    "another word than ok": answer(page([post(1)], cursor=30, total="70", status="error: sample")),
    "no total": answer(page([post(1)], cursor=30, total="many")),
    "more than it counts": answer(page([post(n) for n in range(30)], cursor=30, total="50")),
    "no messages": answer(json.dumps({"collection": [post(1)]}).encode()),
}


@pytest.mark.parametrize("what", WRONG)
def test_wrong_answer_in_the_middle_is_tried_again(what: str) -> None:
    details = Details([post(n) for n in range(70)])
    details.wrong[30] = [WRONG[what]] * 2
    harvest, net = run(details, owing(6))
    assert offsets(net) == [0, 30, 30, 30, 60]
    assert (harvest.state, len(harvest.listings), harvest.caught_up) == (SourceState.OK, 70, (day(6),))


@pytest.mark.parametrize("what", WRONG)
def test_page_that_never_comes_right_leaves_what_came_and_settles_nothing(what: str) -> None:
    details = Details([post(n) for n in range(70)])
    details.wrong[30] = [WRONG[what]] * 3
    harvest, net = run(details, owing(6))
    assert offsets(net) == [0, 30, 30, 30]
    assert (harvest.state, len(harvest.listings), harvest.caught_up) == (SourceState.DEGRADED, 30, ())
    assert harvest.reason.startswith("bioRxiv: ")


@pytest.mark.parametrize("wrong", [WRONG["cut off"], answer(page([], total="70")), answer(b'{"messages": []}')])
def test_first_page_that_never_comes_right_is_an_error_and_no_empty_day(wrong: Answer) -> None:
    details = Details([post(1)])
    details.wrong[0] = [wrong] * 3
    harvest, net = run(details, owing(6))
    assert (harvest.state, harvest.listings, harvest.caught_up) == (SourceState.ERROR, (), ())
    assert len(net.paths) == 3


def test_web_page_in_place_of_an_answer_is_blocked_and_not_asked_for_again() -> None:
    details = Details([post(1)])
    details.wrong[0] = [answer(b"<!DOCTYPE html><title>Just a moment...</title>")] * 3
    harvest, net = run(details, owing(6))
    assert (harvest.state, harvest.caught_up, len(net.paths)) == (SourceState.BLOCKED, (), 1)


def test_web_page_in_the_middle_leaves_what_came() -> None:
    details = Details([post(n) for n in range(70)])
    details.wrong[30] = [answer(b"\n<html>busy</html>")] * 3
    harvest, net = run(details, owing(6))
    assert (harvest.state, len(harvest.listings), len(net.paths)) == (SourceState.DEGRADED, 30, 2)
    assert harvest.caught_up == ()


def test_server_that_asks_to_wait_is_limited_until_then() -> None:
    details = Details([post(1)])
    details.wrong[0] = [answer(status="429 Too Many Requests", headers={"Retry-After": "3600"})] * 3
    harvest, net = run(details)
    assert (harvest.state, len(net.paths)) == (SourceState.LIMITED, 1)
    assert harvest.retry_at
    assert harvest.reason.startswith("bioRxiv: HTTP 429")


def test_server_that_asks_to_wait_in_the_middle_is_heard_too() -> None:
    details = Details([post(n) for n in range(70)])
    details.wrong[30] = [answer(status="429 Too Many Requests", headers={"Retry-After": "3600"})]
    harvest, _ = run(details, owing(6))
    assert (harvest.state, len(harvest.listings), harvest.caught_up) == (SourceState.DEGRADED, 30, ())
    assert harvest.retry_at


def test_list_that_grows_while_it_is_read_is_read_to_its_new_end() -> None:
    details = Details([post(n) for n in range(60)])
    details.after[30] = lambda: details.posts.append(post(99))
    harvest, net = run(details)
    assert offsets(net) == [0, 30]  # the page was told of sixty posts: nothing says that there are more
    details = Details([post(n) for n in range(60)])
    details.after[0] = lambda: details.posts.append(post(99))
    harvest, net = run(details)
    assert offsets(net) == [0, 30, 60]
    assert post(99)["title"] in titles(harvest)


def test_list_that_shrinks_while_it_is_read_passes_nothing_over() -> None:
    details = Details([post(n) for n in range(90)])
    details.after[30] = lambda: details.posts.__delitem__(slice(0, 4))
    harvest, _ = run(details, owing(6))
    assert harvest.state is SourceState.OK
    assert set(titles(harvest)) == {post(n)["title"] for n in range(90)}
    assert len(harvest.listings) == 90


@pytest.mark.parametrize("count", [2, 4])
def test_answer_that_counts_wrong_passes_nothing_over(count: int) -> None:
    details = Details([post(n) for n in range(6)], size=3)
    details.wrong[0] = [answer(page([post(n) for n in range(3)], total="6", count=count))]
    assert set(titles(run(details)[0])) == {post(n)["title"] for n in range(6)}


def test_answer_that_holds_its_posts_twice_passes_nothing_over_and_lists_each_once() -> None:
    details = Details([post(n) for n in range(6)], size=3)
    details.wrong[0] = [answer(page([post(n) for n in range(3)] * 2, total="6", count=3))]
    assert titles(run(details)[0]) == [post(n)["title"] for n in range(6)]


def test_list_without_end_is_left_after_so_many_pages() -> None:
    harvest, net = run(Details([post(n) for n in range(MOST_PAGES + 5)], size=1), owing(6))
    assert len(net.paths) == MOST_PAGES
    assert (harvest.state, len(harvest.listings), harvest.caught_up) == (SourceState.DEGRADED, MOST_PAGES, ())
    assert harvest.reason == "bioRxiv: more than 60 pages"


def test_answers_are_parsed_where_the_order_says() -> None:
    details = Details([post(n) for n in range(40)])
    with Apart(children=1) as parser, serving(details) as net:
        source = SOURCE.model_copy(update={"base_url": net.url("")})
        harvest = collect(source, replace(ORDER, parser=parser), door())
        assert parser.started == 1
    assert harvest.listings == run(details)[0].listings


# -- what the owner asked for ------------------------------------------------------------


@pytest.mark.parametrize("name", ["cell biology", "Cell Biology", "cell_biology", "CELL-BIOLOGY", " cell  biology "])
def test_categories_are_followed_however_they_are_written(name: str) -> None:
    posts = [
        post(1),
        post(2, category="Cell Biology"),
        post(3, category="molecular cell biology"),
        post(4, category=""),
    ]
    harvest, _ = run(Details(posts), categories=("neuroscience", name))
    assert titles(harvest) == [post(1)["title"], post(2)["title"]]


def test_days_on_which_no_followed_category_was_posted_are_settled_all_the_same() -> None:
    harvest, _ = run(Details([post(1)]), owing(6), categories=("neuroscience",))
    assert (harvest.state, harvest.caught_up) == (SourceState.EMPTY, (day(6),))


def test_of_more_than_the_limit_the_newest_are_taken() -> None:
    posts = [post(n, f"2026-03-{n:02d}") for n in range(6, 11)]
    harvest, _ = run(Details(posts), owing(6), limit=2)
    assert [one.announced for one in harvest.listings] == [day(9), day(10)]


def test_abstract_policy_holds() -> None:
    assert run(Details([post(1)]), abstract="none")[0].listings[0].abstract == ""


# -- one record ------------------------------------------------------------------------


def read(**more: Any) -> Posts:
    found = parse(page([post(1, **more)]), SOURCE)
    assert isinstance(found, Posts)
    return found


@pytest.mark.parametrize(
    ("said", "names"),
    [
        ("One, S. A.; Two, S.", ("S. A. One", "S. Two")),
        ("One, S.;Two, S.; ", ("S. One", "S. Two")),
        ("van der One, S. A., Jr.; The Sample Consortium", ("S. A. van der One Jr.", "The Sample Consortium")),
        ("O&#x27;Sample, S.; de Two, S.-T.", ("S. O'Sample", "S.-T. de Two")),
        ("样本, 一; One", ("一 样本", "One")),
        ("", ()),
        (None, ()),
    ],
)
def test_authors_are_named_as_they_are_spoken_and_all_of_them(said: object, names: tuple[str, ...]) -> None:
    assert read(authors=said).listings[0].authors == names


def test_no_author_of_thousands_is_lost() -> None:
    said = "; ".join(f"Author{n}, S. {chr(65 + n % 26)}." for n in range(4000))
    names = read(authors=said).listings[0].authors
    assert (len(names), names[-1]) == (4000, f"S. {chr(65 + 3999 % 26)}. Author3999")


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("2026-03-09", day(9)),
        ("2026-3-9", day(9)),
        ("2026-03-09 00:00:00", day(9)),
        ("2026-02-30", None),
        ("2026-03-123", None),
        ("NA", None),
        (20260309, None),
    ],
)
def test_dates_are_read_padded_or_not(said: Any, expected: date | None) -> None:
    found = read(date=said).listings[0]
    assert found.announced == expected
    assert found.published == (expected.isoformat() if expected else "")


@pytest.mark.parametrize(
    ("word", "licence"),
    [
        ("cc_by", "https://creativecommons.org/licenses/by/4.0/"),
        ("CC_BY_NC_ND", "https://creativecommons.org/licenses/by-nc-nd/4.0/"),
        ("cc0", "https://creativecommons.org/publicdomain/zero/1.0/"),
        ("cc_no", ""),
        ("none", ""),
        (None, ""),
    ],
)
def test_licence_words_become_addresses(word: object, licence: str) -> None:
    assert read(license=word).listings[0].license == licence


@pytest.mark.parametrize(
    ("said", "links"),
    [
        ("10.5555/Journal.2026.1", {"published": "https://doi.org/10.5555/journal.2026.1"}),
        ("10.64898/2026.03.01.700001", {}),
        ("NA", {}),
        ("", {}),
        (None, {}),
    ],
)
def test_journal_version_is_linked_and_the_doi_stays_the_preprints_own(said: object, links: dict[str, str]) -> None:
    found = read(published=said).listings[0]
    assert (found.links, found.doi) == (links, "10.64898/2026.03.01.700001")


@pytest.mark.parametrize(
    "words",
    [
        "The authors have withdrawn this manuscript owing to an invented error.",
        "Withdrawal Statement: The authors have withdrawn their manuscript and say why.",
        "The author has withdrawn this preprint.",
        "bioRxiv has withdrawn this article for invented reasons.",
        "This article has been withdrawn.",
    ],
)
def test_withdrawn_preprint_says_so(words: str) -> None:
    found = read(version="2", abstract=words).listings[0]
    assert is_withdrawn(title=found.title, abstract=found.abstract, comment=found.comment)


@pytest.mark.parametrize("words", ["Authors of withdrawn papers publish less.", "We withdrew this drug.", ""])
def test_paper_about_withdrawals_is_not_withdrawn(words: str) -> None:
    assert read(abstract=words).listings[0].comment == ""


def test_markup_goes_and_no_character_of_meaning_with_it() -> None:
    found = read(title="<i>S. samplus</i> grows at p &lt; 0.05", abstract="<p>CO<sub>2</sub> &amp; more, n < 3</p>")
    assert found.listings[0].title == "S. samplus grows at p < 0.05"
    assert found.listings[0].abstract == "CO₂ & more, n < 3"


@pytest.mark.parametrize(
    ("lack", "reason"),
    [
        ({"doi": "NA"}, "no DOI"),
        ({"title": " "}, "no title"),
        ({"version": ""}, "no version"),
        ({"version": 2**63}, "no version"),
        ({"version": "0", "title": None}, "no title, version"),
    ],
)
def test_post_that_cannot_be_told_from_others_is_quarantined_alone(lack: dict[str, Any], reason: str) -> None:
    found = parse(page([post(1) | lack, post(2)]), SOURCE)
    assert isinstance(found, Posts)
    assert [one.reason for one in found.quarantined] == [reason]
    assert [one.title for one in found.listings] == [post(2)["title"]]
    assert found.seen == 2


def test_version_may_be_a_number() -> None:
    assert read(version=2).listings[0].place.version == 2


JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-5, 10**10)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=12,
)
FIELDS = st.dictionaries(st.sampled_from(sorted(post(1))), JSON, max_size=6)


@given(changes=FIELDS, message=st.dictionaries(st.sampled_from(["status", "cursor", "count", "total"]), JSON))
def test_post_of_any_form_is_listed_quarantined_or_refused(changes: dict[str, Any], message: dict[str, Any]) -> None:
    found = parse(page([post(1) | changes, post(2)], **message), SOURCE)
    if isinstance(found, Posts) and found.seen:
        assert len(found.listings) + len(found.quarantined) == 2
        assert post(2)["title"] in {one.title for one in found.listings}
    else:
        assert isinstance(found, Posts | Failed)


@given(JSON)
def test_answer_of_any_form_is_read_or_refused(answered: Any) -> None:
    assert isinstance(parse(json.dumps(answered).encode("utf-8", "replace"), SOURCE), Posts | Failed)


# -- real answers ------------------------------------------------------------------------


def test_captured_answer_is_read_whole(shared: Path) -> None:
    for capture in sorted((shared / "data/feeds/biorxiv-api").glob("*.json")):
        content = capture.read_bytes()
        found = parse(content, SOURCE)
        assert isinstance(found, Posts)
        assert found.seen == found.total == len(found.listings) == len(json.loads(content)["collection"])
        assert found.quarantined == ()
        for listing, said in zip(found.listings, json.loads(content)["collection"], strict=True):
            assert len(listing.authors) == said["authors"].count(";") + 1
            assert listing.title == said["title"]
            assert listing.place.version == int(said["version"])
            assert listing.announced
            assert listing.announced.isoformat() == said["date"]
            assert listing.license.startswith("https://creativecommons.org/")


# -- ten days on a fake internet -----------------------------------------------------------

FIRST = date(2026, 3, 2)


class Radar:
    """Collect, merge and keep, as the pipeline does, for this one source."""

    def __init__(self, folder: Path, net: Any, **source: Any) -> None:
        self.net = net
        self.source = SOURCE.model_copy(update={"base_url": net.base_url, **source})
        self.ledger = Ledger(folder)
        self.folder = folder
        self.settled: set[date] = set()

    def run(self, today: date, *, hour: int = 8) -> Harvest:
        with self.net.net.lock:
            self.net.net.day = today.isoformat()
        days = (FIRST + timedelta(days=n) for n in range((today - FIRST).days))
        owed = tuple(one for one in days if one not in self.settled and (today - one).days <= 7)
        now = datetime(today.year, today.month, today.day, hour, tzinfo=UTC)
        harvest = collect(self.source, Order(now=now, today=today, missed={"bioRxiv": owed}), door())
        with Index(self.folder.parent / f"{self.folder.name}.sqlite") as index:
            index.catch_up(self.ledger)
            merged = merge(harvest.listings, index, MergeRules(today=today))
        self.ledger.add(merged.papers, merged.updates)
        self.settled.update(harvest.caught_up)
        return harvest

    def files(self) -> dict[str, bytes]:
        return {
            str(path.relative_to(self.folder)): path.read_bytes() for path in sorted(self.folder.rglob("*.jsonl"))
        }

    def papers(self) -> dict[str, date]:
        found: dict[str, date] = {}
        for one in self.ledger.days():
            for paper in self.ledger.read(one).papers:
                assert paper.id not in found
                found[paper.id] = one
        return found


@pytest.fixture
def world(tmp_path: Path) -> Iterator[Callable[..., Any]]:
    opened: list[Any] = []

    def start(*faults: dict[str, Any], **biorxiv: Any) -> Any:
        folder = tmp_path / f"net-{len(opened)}"
        folder.mkdir()
        scenario = {"biorxiv": {"per_day": 40, **biorxiv}, "faults": list(faults)}
        opened.append(tiny_world.start(folder, day=FIRST.isoformat(), scenario=scenario))
        return opened[-1]

    yield start
    for one in opened:
        one.stop()


def posted(net: Any, days: list[date]) -> dict[str, date]:
    """Ask the fake itself what was new on which day."""
    from fakenetlib import biorxiv  # noqa: PLC0415 - found through tiny_world's path

    return {
        f"doi:{record['doi']}": one
        for one in days
        for record in biorxiv.records(net.net.world, "biorxiv", one.isoformat())
        if record["version"] == "1"
    }


TEN_DAYS = [FIRST + timedelta(days=n) for n in range(10)]


@pytest.mark.parametrize("seed", range(2))
def test_ten_days_with_runs_on_random_days_put_every_preprint_on_its_own_day(
    world: Callable[..., Any], tmp_path: Path, seed: int
) -> None:
    dice = random.Random(seed)  # noqa: S311 - which days are run is no secret
    daily, now_and_then = Radar(tmp_path / "daily", world()), Radar(tmp_path / "some", world(page=30))
    for one in TEN_DAYS:
        assert daily.run(one).state is SourceState.OK
        if one in (FIRST, TEN_DAYS[-1]) or dice.random() < 0.3:
            for hour in dice.sample(range(24), dice.randint(1, 2)):
                assert now_and_then.run(one, hour=hour).state is SourceState.OK
    expected = posted(daily.net, [FIRST - timedelta(days=1), *TEN_DAYS])
    assert len(expected) > 200
    assert daily.papers() == expected
    assert now_and_then.files() == daily.files()


FAULTS = (
    {"fault": "truncate", "bytes": 900},
    {"fault": "empty"},
    {"fault": "status", "status": 500},
    {"fault": "html_404_200"},
    {"fault": "duplicate_items"},
    {"fault": "missing", "items": 3},
    {"fault": "drop_midway"},
)


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault["fault"])
def test_faults_on_a_third_of_the_requests_lose_and_double_nothing(
    world: Callable[..., Any], tmp_path: Path, fault: dict[str, Any]
) -> None:
    calm = Radar(tmp_path / "calm", world(page=8, per_day=16))
    rules = {"match": "/details/*", "share": 0.34, "seed": 5, "to_day": TEN_DAYS[-3].isoformat()} | fault
    rough = Radar(tmp_path / "rough", world(rules, page=8, per_day=16))
    states = set()
    for one in TEN_DAYS:
        calm.run(one)
        states.add(rough.run(one).state)
    assert rough.files() == calm.files()
    assert states <= {SourceState.OK, SourceState.DEGRADED, SourceState.ERROR, SourceState.DOWN, SourceState.BLOCKED}
    assert any(entry["faults"] for entry in rough.net.net.log.entries())
