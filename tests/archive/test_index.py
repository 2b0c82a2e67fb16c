from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from radar.archive import index_base
from radar.archive.index import Index
from radar.archive.ledger import Ledger
from radar.errors import ArchiveError
from radar.models import Event, Paper, Place, Update
from radar.sift.merge import apply
from radar.sift.text import family_name, fold_title

THURSDAY, FRIDAY, SATURDAY = date(2026, 6, 18), date(2026, 6, 19), date(2026, 6, 20)
TITLE = "An Invented Tide"
AUTHOR = "Sample Author"


def paper(number: int, **changes: Any) -> Paper:
    fields: dict[str, Any] = {
        "id": f"arxiv:2606.{number:05}",
        "day": THURSDAY,
        "title": f"{TITLE} {number}",
        "authors": (AUTHOR,),
        "abstract": "A tide is invented.",
        "url": f"https://arxiv.org/abs/2606.{number:05}",
        "places": (Place(name="arXiv", kind="arxiv", category="cs.AI", announce="new", version=1),),
    }
    return Paper(**{**fields, **changes})


def update(number: int, event: Event, day: date = FRIDAY, **changes: object) -> Update:
    return Update(id=f"arxiv:2606.{number:05}", day=day, event=event, changes=changes)


PUBLISHED = update(1, Event.PUBLISHED, doi="10.5555/Sample.1", sources=[{"name": "Sample Journal", "kind": "feed"}])
RETITLED = update(1, Event.VERSION, SATURDAY, title="A Renamed Tide")
RESIGNED = update(2, Event.VERSION, SATURDAY, title="A Sold Tide", authors=["Sample Buyer"])


@pytest.fixture
def ledger(tmp_path: Path) -> Ledger:
    ledger = Ledger(tmp_path / "daily")
    ledger.add([paper(1), paper(2), paper(3, day=FRIDAY, aliases=("url:00ff",), doi="10.5555/sample.3")], [PUBLISHED])
    return ledger


@pytest.fixture
def index(tmp_path: Path) -> Iterator[Index]:
    with Index(tmp_path / "private" / "index.sqlite") as index:
        yield index


def by_title(index: Index, title: str, author: str = AUTHOR) -> list[str]:
    return [one.id for one in index.by_title(fold_title(title), family_name(author))]


def everything(index: Index) -> list[object]:
    """Ask for all that the tests' papers answer to."""
    ids = ("arxiv:2606.00001", "arxiv:2606.00002", "arxiv:2606.00003", "doi:10.5555/sample.1", "url:00ff")
    titles = (f"{TITLE} 1", "A Renamed Tide", "A Sold Tide")
    return [
        [index.paper(one) for one in ids],
        [index.day_of(one) for one in ids],
        [index.updates_of(one) for one in ids],
        [by_title(index, one) for one in titles],
        [index.papers_of(day) for day in (THURSDAY, FRIDAY, SATURDAY)],
        index.torn(),
    ]


# -- look-ups --------------------------------------------------------------------------


def test_a_paper_is_found_by_id_with_its_updates_applied(index: Index, ledger: Ledger) -> None:
    index.catch_up(ledger)
    assert index.paper("arxiv:2606.00001") == apply(paper(1), [PUBLISHED])
    assert index.paper("arxiv:2606.00002") == paper(2)
    assert index.paper("arxiv:2606.00009") is None


@pytest.mark.parametrize(
    ("alias", "number"),
    [("doi:10.5555/sample.1", 1), ("doi:10.5555/sample.3", 3), ("url:00ff", 3)],
    ids=["DOI of an update", "DOI", "alias"],
)
def test_a_paper_is_found_by_any_of_its_names(index: Index, ledger: Ledger, alias: str, number: int) -> None:
    index.catch_up(ledger)
    found = index.paper(alias)
    assert found
    assert found.id == f"arxiv:2606.{number:05}"
    assert alias in (*found.aliases, f"doi:{found.doi}")


def test_the_first_id_that_any_paper_has_decides(index: Index, ledger: Ledger) -> None:
    index.catch_up(ledger)
    found = index.find(("doi:10.5555/none", "url:00ff", "arxiv:2606.00001"))
    assert found
    assert found.id == "arxiv:2606.00003"
    assert index.find(()) is None


def test_an_id_goes_before_an_alias_and_the_oldest_before_the_newest(index: Index, ledger: Ledger) -> None:
    claims = paper(4, aliases=("arxiv:2606.00003", "doi:10.5555/sample.1"), day=SATURDAY)
    ledger.add([claims, paper(1, day=SATURDAY, title="A second first")])
    index.catch_up(ledger)
    assert index.day_of("arxiv:2606.00003") == FRIDAY
    assert index.day_of("arxiv:2606.00001") == THURSDAY
    assert index.day_of("doi:10.5555/sample.1") == THURSDAY


def test_a_paper_is_found_under_every_title_it_bore(index: Index, ledger: Ledger) -> None:
    ledger.add([], [RETITLED])
    index.catch_up(ledger)
    for title in (f"{TITLE} 1", "A Renamed Tide", "  A RENAMED tide! "):
        assert by_title(index, title) == ["arxiv:2606.00001"]
    (found,) = index.by_title(fold_title("A Renamed Tide"), family_name(AUTHOR))
    assert found == apply(paper(1), [PUBLISHED, RETITLED])


def test_a_title_alone_is_not_enough(index: Index, ledger: Ledger) -> None:
    ledger.add([], [RETITLED])
    index.catch_up(ledger)
    assert by_title(index, f"{TITLE} 1", "Sample Stranger") == []
    assert by_title(index, "A Renamed Tide", "Sample Stranger") == []


def test_a_version_with_other_authors_is_found_under_theirs(index: Index, ledger: Ledger) -> None:
    ledger.add([], [RESIGNED])
    index.catch_up(ledger)
    assert by_title(index, "A Sold Tide", "Sample Buyer") == ["arxiv:2606.00002"]
    assert by_title(index, "A Sold Tide", AUTHOR) == []
    assert by_title(index, f"{TITLE} 2", AUTHOR) == ["arxiv:2606.00002"]


def test_papers_of_one_title_come_oldest_first_each_once(index: Index, ledger: Ledger) -> None:
    same = {"title": "One Tide"}
    ledger.add([paper(9, **same), paper(5, day=FRIDAY, **same)], [update(9, Event.VERSION, SATURDAY, **same)])
    index.catch_up(ledger)
    assert by_title(index, "One Tide") == ["arxiv:2606.00009", "arxiv:2606.00005"]


def test_what_has_no_title_or_no_author_is_not_confused(index: Index, ledger: Ledger) -> None:
    ledger.add([paper(5, title=""), paper(6, title="Orphan Tide", authors=())])
    index.catch_up(ledger)
    assert index.by_title("", family_name(AUTHOR)) == ()
    assert [one.id for one in index.by_title(fold_title("Orphan Tide"), "")] == ["arxiv:2606.00006"]
    assert by_title(index, "Orphan Tide") == []


def test_a_days_papers_come_by_id_with_what_later_days_brought(index: Index, ledger: Ledger) -> None:
    ledger.add([], [RETITLED])
    index.catch_up(ledger)
    assert index.papers_of(THURSDAY) == (apply(paper(1), [PUBLISHED, RETITLED]), paper(2))
    assert index.papers_of(SATURDAY) == ()
    assert index.updates_of("arxiv:2606.00001") == (PUBLISHED, RETITLED)


def test_text_of_any_script_lies_where_the_index_says(index: Index, ledger: Ledger) -> None:
    wide = [paper(n, day=SATURDAY, title=f"一种虚构的潮汐 {n} 𝛼\u2028é") for n in range(10, 14)]
    ledger.add(wide)
    index.catch_up(ledger)
    assert index.papers_of(SATURDAY) == tuple(wide)


# -- keeping up ------------------------------------------------------------------------


def test_only_what_changed_is_read(index: Index, ledger: Ledger) -> None:
    assert index.catch_up(ledger) == 2
    assert index.catch_up(ledger) == 0
    ledger.add([paper(7, day=FRIDAY)])
    assert index.catch_up(ledger) == 1
    assert index.day_of("arxiv:2606.00007") == FRIDAY


def test_an_unchanged_ledger_is_not_even_opened(
    index: Index, ledger: Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    index.catch_up(ledger)

    def opened(self: Ledger, day: date) -> bytes:
        raise AssertionError(day)

    monkeypatch.setattr(Ledger, "raw", opened)
    assert index.catch_up(ledger) == 0


def test_new_times_alone_are_no_change(index: Index, ledger: Ledger) -> None:
    index.catch_up(ledger)
    os.utime(ledger.path(FRIDAY), ns=(1, 1))
    assert index.catch_up(ledger) == 0
    assert index.paper("arxiv:2606.00003")


def test_an_edit_of_the_same_size_is_seen(index: Index, ledger: Ledger) -> None:
    index.catch_up(ledger)
    file = ledger.path(THURSDAY)
    file.write_bytes(file.read_bytes().replace(b"An Invented Tide 2", b"An Imagined Tide 2"))
    assert index.catch_up(ledger) == 1
    assert by_title(index, "An Imagined Tide 2") == ["arxiv:2606.00002"]
    assert by_title(index, "An Invented Tide 2") == []


def test_a_day_that_goes_takes_its_papers_and_aliases_along(index: Index, ledger: Ledger) -> None:
    index.catch_up(ledger)
    ledger.path(FRIDAY).unlink()
    index.catch_up(ledger)
    assert index.paper("arxiv:2606.00003") is None
    assert index.paper("url:00ff") is None
    assert index.paper("doi:10.5555/sample.1") is None
    assert index.paper("arxiv:2606.00001") == paper(1)


def test_a_ledger_that_moves_on_under_the_index_is_caught_up_with(index: Index, ledger: Ledger) -> None:
    index.catch_up(ledger)
    ledger.add([paper(0)])  # goes first in Thursday's file: every line there lies elsewhere now
    assert index.paper("arxiv:2606.00002") == paper(2)
    assert index.paper("arxiv:2606.00000") == paper(0)


def test_the_index_of_a_grown_ledger_answers_as_one_made_anew(index: Index, ledger: Ledger, tmp_path: Path) -> None:
    index.catch_up(ledger)
    ledger.add([paper(0), paper(8, day=SATURDAY)], [RETITLED, RESIGNED])
    index.catch_up(ledger)
    with Index(tmp_path / "anew.sqlite") as anew:
        anew.catch_up(ledger)
        assert everything(index) == everything(anew)


def test_a_torn_file_is_told_and_its_whole_lines_are_found(index: Index, ledger: Ledger) -> None:
    file = ledger.path(THURSDAY)
    file.write_bytes(file.read_bytes()[:-20])
    index.catch_up(ledger)
    assert index.torn() == (THURSDAY,)
    assert index.paper("arxiv:2606.00001")
    assert index.paper("arxiv:2606.00002") is None


def test_an_unreadable_line_is_named_and_the_index_stays_as_it_was(index: Index, ledger: Ledger) -> None:
    index.catch_up(ledger)
    good = ledger.path(FRIDAY).read_bytes()
    ledger.add([paper(7)])
    ledger.path(FRIDAY).write_bytes(b"{}\n" + good)
    with pytest.raises(ArchiveError, match=r"2026-06-19\.jsonl:1: "):
        index.catch_up(ledger)
    ledger.path(FRIDAY).write_bytes(good)
    assert index.catch_up(ledger) == 1
    assert index.paper("arxiv:2606.00007") == paper(7)


def test_it_must_have_caught_up_before_it_is_asked(tmp_path: Path, ledger: Ledger) -> None:
    place = tmp_path / "index.sqlite"
    with Index(place) as first:
        first.catch_up(ledger)
    with Index(place) as second, pytest.raises(ArchiveError, match="asked before it caught up"):
        second.paper("arxiv:2606.00001")


# -- the file --------------------------------------------------------------------------


def test_an_index_is_kept_between_runs(tmp_path: Path, ledger: Ledger) -> None:
    for read in (2, 0):
        with Index(tmp_path / "index.sqlite") as index:
            assert index.catch_up(ledger) == read
            assert index.paper("arxiv:2606.00001") == apply(paper(1), [PUBLISHED])


@pytest.mark.parametrize("data", [b"", b"no database at all, only text" * 40, b"SQLite format 3\0" + bytes(4096)])
def test_a_file_that_is_no_index_is_made_anew(tmp_path: Path, ledger: Ledger, data: bytes) -> None:
    place = tmp_path / "index.sqlite"
    place.write_bytes(data)
    with Index(place) as index:
        assert index.catch_up(ledger) == 2
        assert index.day_of("arxiv:2606.00001") == THURSDAY


def test_an_index_of_another_version_is_made_anew(
    tmp_path: Path, ledger: Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Index(tmp_path / "index.sqlite") as index:
        index.catch_up(ledger)
    monkeypatch.setattr(index_base, "_FORM", "another")
    with Index(tmp_path / "index.sqlite") as index:
        assert index.catch_up(ledger) == 2


def test_an_index_whose_making_was_cut_short_is_made_anew(tmp_path: Path, ledger: Ledger) -> None:
    place = tmp_path / "index.sqlite"
    base = sqlite3.connect(place)
    base.execute("CREATE TABLE form (form TEXT NOT NULL)")
    base.close()
    with Index(place) as index:
        assert index.catch_up(ledger) == 2


def test_damage_within_is_mended_while_it_is_asked(tmp_path: Path, ledger: Ledger) -> None:
    place = tmp_path / "index.sqlite"
    ledger.add([paper(n, day=SATURDAY) for n in range(100, 400)])
    with Index(place) as index:
        index.catch_up(ledger)
        sound = [index.paper(f"arxiv:2606.{n:05}") for n in range(100, 400)]
    data = bytearray(place.read_bytes())
    page = int.from_bytes(data[16:18], "big")
    data[page:] = b"\xff" * (len(data) - page)  # the first page, the schema, stands
    place.write_bytes(data)
    with Index(place) as index:
        index.catch_up(ledger)
        assert [index.paper(f"arxiv:2606.{n:05}") for n in range(100, 400)] == sound


def test_a_place_that_cannot_hold_an_index_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(ArchiveError, match=r"index\.sqlite: "):
        Index(tmp_path / "file" / "index.sqlite")


def test_a_title_is_found_whoever_wrote_it_when_no_author_is_asked_for(index: Index, ledger: Ledger) -> None:
    same = "One Invented Title Shared by Two"
    one, two = (paper(n, title=same, authors=(f"Sample {name}",)) for n, name in ((8, "Ones"), (9, "Twos")))
    ledger.add((one, two))
    index.catch_up(ledger)
    key = fold_title(same)
    assert [found.id for found in index.by_title(key, None)] == [one.id, two.id]
    assert [found.id for found in index.by_title(key, family_name("Sample Twos"))] == [two.id]
